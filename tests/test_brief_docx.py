"""The brief as a Word file: page one is the memo's, and nothing that Markdown says is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from docx.oxml.ns import qn

import wordfile
from studies import plan
from treatyopt import Study, rank
from treatyopt.brief.content import Brief, brief
from treatyopt.brief.docx import to_docx
from treatyopt.documents.blocks import Items, Prose


@pytest.fixture(scope="module")
def whole() -> Brief:
    """The brief of the paper with its annex."""
    from treatyopt import load

    with pytest.MonkeyPatch.context() as patch:  # little is drawn and tried, as no figure is looked at here
        patch.setattr("treatyopt.brief.content.REPORTS", 4)
        patch.setattr("treatyopt.brief.findings.SAMPLES", 1000)
        return brief(rank(load()), "annex")


@pytest.fixture(scope="module")
def file(whole: Brief) -> Any:
    """The same as a Word file, read back."""
    return wordfile.opened(to_docx(whole))


def memo_of(given: Brief) -> Brief:
    """The same brief without what follows its memo."""
    return replace(given, exhibits=(), cases=(), annex=())


def of_style(file: Any, style: str) -> list[str]:
    """The paragraphs of a style."""
    return [each.text for each in file.paragraphs if each.style.name == style]


def test_the_question_is_the_title_and_sections_are_headings(whole: Brief, file: Any) -> None:
    """A reader's outline of the file is that of the brief."""
    assert of_style(file, "Title") == [whole.ranking.study.question]
    assert of_style(file, "Heading 1") == [*(each.title for each in whole.sections), "Sources"]
    assert of_style(file, "Heading 2") == [part.title for each in whole.sections for part in each.parts]
    assert file.core_properties.title == whole.ranking.study.question


def test_the_memo_has_page_one_for_itself(whole: Brief, file: Any) -> None:
    """What follows it begins a new page, as the annex does; a memo alone has none after it."""
    opening = [each.text for each in file.paragraphs if each.paragraph_format.page_break_before]
    assert opening == [whole.exhibits[0].title, whole.annex[0].title]
    alone = wordfile.opened(to_docx(memo_of(whole)))
    assert [each for each in alone.paragraphs if each.paragraph_format.page_break_before] == []
    assert of_style(alone, "Heading 1") == []


def test_the_memo_says_all_that_it_says_elsewhere(whole: Brief) -> None:
    """Every paragraph and item stands there with its lead, the recommendation in a style of its own."""
    expected = [
        f"{each.lead} {each.text}".strip()
        for block in whole.memo
        for each in (block.items if isinstance(block, Items) else (block,))
        if isinstance(each, Prose)
    ]
    said = [each.text for each in wordfile.opened(to_docx(memo_of(whole))).paragraphs]
    assert said[2:-1] == expected
    assert said[-1].startswith("Written by treatyopt ")
    assert len(expected) > 8


def test_the_values_are_a_chart_with_a_legend(file: Any) -> None:
    """Each option's bar is made of what each group adds, as figures too, and groups are named below."""
    chart = next(each for each in wordfile.tables(file) if each[0][0] == "rank")
    assert chart[1] == ["1", "Mutual Security", "", "67.7"]
    said = [each.get("descr") for each in file.element.body.iter(qn("wp:docPr"))]
    assert said[0] == "Parts of 100: 13.4, 15.3, 13.5, 11.5, 14.0"
    groups = ["security", "partnership", "credibility", "realism", "Europe"]
    assert of_style(file, "Legend")[0].split() == groups


def test_of_one_group_the_values_are_bars() -> None:
    """A bar of one part has nothing to name."""
    made = brief(rank(plan((30,), (80,), sizes=(1,), points=(100,)).study()))
    file = wordfile.opened(to_docx(made))
    assert of_style(file, "Legend") == []
    assert "80.0" in [each for table in wordfile.tables(file) for row in table for each in row]


def test_the_annex_ends_with_what_each_passage_says(whole: Brief, file: Any) -> None:
    """Sources stand at the end, above how it was made, and in full only where the annex is asked for."""
    locators = whole.ranking.study.source.locators
    assert [each.text for each in file.paragraphs][-len(locators) - 1 : -1] == [
        f"{p.id}: {p.gist}" for p in locators
    ]
    short = wordfile.opened(to_docx(replace(whole, annex=())))
    assert of_style(short, "Heading 1")[-1] == "Source"
    assert short.paragraphs[-2].text.startswith("Sergey Rogov, ")


def test_no_words_have_a_look_of_their_own(file: Any) -> None:
    """A ministry's template can change all of it."""
    assert wordfile.own_looks(file) == []


def test_a_hostile_study_stays_text(raw: dict[str, Any]) -> None:
    """Fields, markup and other alphabets in a study's texts are letters in the file."""
    bad = '{ INCLUDETEXT "/etc/passwd" } </w:t><w:fldSimple w:instr=" DATE "/> معاهدة 条約 xxxxxxxx'
    raw["title"] = raw["question"] = bad
    raw["options"]["cooperation"]["name"] = bad
    made = brief(rank(Study.model_validate(raw)), "memo")
    file = wordfile.opened(to_docx(made))
    assert of_style(file, "Title") == [bad]
    assert file.element.body.findall(".//" + qn("w:fldSimple")) == []


def test_the_same_brief_is_the_same_file(whole: Brief) -> None:
    """No clock and no chance goes into it."""
    assert to_docx(memo_of(whole)) == to_docx(memo_of(whole))
