"""The brief without a browser: one well-formed page that loads nothing, and the same as Markdown."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Run
from studies import Plan
from treatyopt import Study, rank
from treatyopt.brief.content import brief
from treatyopt.brief.markdown import to_markdown
from treatyopt.brief.page import to_html
from treatyopt.cli import main
from treatyopt.ranking.ranking import Ranking

VOID = {"meta", "input", "link", "br", "img", "hr"}
Capture = pytest.CaptureFixture[str]


class Tree(HTMLParser):
    """Reads a page, insisting that every element is closed in order; collects tags, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and wait for its end."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that ends itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Insist that the element opened last is the one that ends."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text of the element it is in."""
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    """The paper's ranking under its own weights."""
    from treatyopt import load

    return rank(load())


@pytest.fixture(scope="module")
def text(ranking: Ranking) -> str:
    """Its brief as a page."""
    return to_html(brief(ranking))


@pytest.fixture(scope="module")
def whole(ranking: Ranking) -> str:
    """Its brief with the annex, as a page."""
    return to_html(brief(ranking, "annex"))


def test_a_brief_draws_as_often_as_the_command() -> None:
    """So that both say the same figures, as many drawings are made as `treatyopt sensitivity` makes unless told."""
    from treatyopt.brief import findings
    from treatyopt.cli.sensitivity import sensitivity as command

    (asked,) = [each for each in command.params if each.name == "samples"]
    assert findings.SAMPLES == asked.default == 100_000


def hashed(text: str) -> str:
    """The hash by which a content-security policy names an inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("name", ["text", "whole"])
def test_the_page_is_small_and_well_formed(name: str, request: pytest.FixtureRequest) -> None:
    """The brief of the paper is one well-formed page under 300 kB, with unique ids and working links; so with annex."""
    page = request.getfixturevalue(name)
    assert len(page.encode()) < 300_000
    tree = Tree(page)
    ids = [attributes["id"] for _, attributes in tree.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(a["href"])[1:] for tag, a in tree.tags if tag == "a"}
    assert targets <= set(ids)


def test_the_page_loads_nothing(text: str) -> None:
    """Nothing in the page is fetched from anywhere, and its policy would not allow it."""
    tree = Tree(text)
    assert {tag for tag, _ in tree.tags} & {"link", "img", "iframe", "object", "embed", "base"} == set()
    for tag, attributes in tree.tags:
        assert "src" not in attributes
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "a":
            assert str(attributes["href"]).startswith("#")
    policy = next(str(a["content"]) for t, a in tree.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    style = "".join(tree.texts["style"])
    script = tree.texts["script"][-1]
    assert f"style-src {hashed(style)};" in policy
    assert f"script-src {hashed(script)};" in policy


def test_the_first_page_is_the_memo(text: str, ranking: Ranking) -> None:
    """The question is the title, and the first sentence under it the recommendation."""
    memo = text[text.index("<article") : text.index("</article>")]
    assert f"<h1>{ranking.study.question}</h1>" in memo
    after = memo[memo.index("</header>") :]
    found = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", after.replace("\n", " "))).strip()
    assert "Recommendation. Of the four types compared, choose a Mutual Security Treaty." in found


def test_a_memo_alone_has_nothing_else(ranking: Ranking) -> None:
    """With --memo page one stands alone: no section, no control, no script, no link to what is not there."""
    tree = Tree(to_html(brief(ranking, "memo")))
    assert {tag for tag, _ in tree.tags} & {"section", "form", "script", "nav", "a"} == set()


def test_the_page_shows_its_exhibits_and_each_case(text: str, ranking: Ranking) -> None:
    """After the memo come the exhibits, the case of each option, the package in between, and every passage."""
    heads = re.findall(r'<h2 id="([a-z-]+)"', text)
    assert heads == ["scorecard", "values", "room", "sides", "cases", "package", "sources"]
    assert [f"<h3>{ranking.study.option(each.id).title}</h3>" in text for each in ranking.standings] == [
        True
    ] * 4
    assert 'id="passage-compromise-10"' in text
    assert 'href="#passage-compromise-10"' in text


def test_the_annex_is_folded(text: str, whole: str) -> None:
    """On a screen every document of the annex is folded away, and nothing else but the passages is."""
    assert text.count("<details><summary>") == 1 + text.count("<details><summary>Criteria of")
    annex = whole[whole.index('id="full-cases"') : whole.index('id="sources"')]
    assert annex.count("<table>") > 20
    assert "<table>" not in re.sub(r"<details>.*?</details>", "", annex, flags=re.DOTALL)


def test_the_annex_has_everything_in_full(whole: str, ranking: Ranking) -> None:
    """With --annex come reasons, doubts, both sides, every package, the judgements and the method."""
    wanted = (
        "Why it scores as it does",
        "How far each group&#x27;s weight can move",
        "Core: in every package of the frontier (9)",
        "Every score, range, weight, burden",
        "Mareschal",
    )
    assert [each for each in wanted if each not in whole] == []
    assert [each.name for each in ranking.standings if f"<summary>{each.name}</summary>" not in whole] == []


def test_the_scripts_data_are_the_engines(text: str, ranking: Ranking) -> None:
    """The data that the script ranks by are the engine's figures, digit for digit."""
    data = json.loads(re.search(r'id="data">(.*?)</script>', text)[1])  # type: ignore[index]
    total = sum(group["points"] for group in data["groups"])
    weights = [[group["points"] / total * c["share"] for c in group["criteria"]] for group in data["groups"]]
    assert {option["id"] for option in data["options"]} == {each.id for each in ranking.standings}
    values = {
        option["id"]: sum(
            w * x
            for row, scores in zip(weights, option["scores"], strict=True)
            for w, x in zip(row, scores, strict=True)
        )
        for option in data["options"]
    }
    assert values == pytest.approx({each.id: each.value for each in ranking.standings}, abs=1e-12)
    assert {o["id"]: o["passes"] for o in data["options"]} == {s.id: s.passes for s in ranking.standings}


def test_markdown_is_the_same_brief(ranking: Ranking) -> None:
    """As Markdown the brief has the same sections, one title, the ranking table, and with the annex every passage."""
    found = to_markdown(brief(ranking, "annex"))
    heads = re.findall(r"^(#+) (.*)$", found, flags=re.MULTILINE)
    assert [text for level, text in heads if level == "#"] == [ranking.study.question]
    assert [text for level, text in heads if level == "##"] == [
        "Scorecard",
        "Value of each type, and where it comes from",
        "How far the weight of a group can move before the answer changes",
        "What the parties gain",
        "The case of each type",
        "Between Cooperation and Mutual Security",
        "The case of each type in full",
        "How sure the ranking is",
        "Both sides",
        "Packages between the types",
        "The judgements behind it",
        "How it was computed",
        "Sources",
    ]
    assert "| reassurance | 35 s | 50 | 75 | 90 | 4% |" in found
    assert "| 1 | Mutual Security | 67.7 | 13.4 | 15.3 | 13.5 | 11.5 | 14.0 |" in found
    assert found.split("## Sources")[1].count("\n- ") == len(ranking.study.source.locators)


def test_a_study_without_sides_has_a_brief_that_says_so(raw: dict[str, Any]) -> None:
    """Without parties and obligations the brief gives the reason in place of what it cannot compute."""
    raw = {**raw, "parties": {}, "obligations": {}, "claims": {}}
    found = to_html(brief(rank(Study.model_validate(raw)), "annex"))
    assert found.count("Not computed: ") == 2
    Tree(found)


def test_a_brief_of_nothing_says_so(raw: dict[str, Any]) -> None:
    """Where no option passes the screens the brief says that nothing leads."""
    raw["screens"]["realistic"]["minimum"] = 100
    found = to_html(brief(rank(Study.model_validate(raw))))
    assert "Nothing leads: no type passes the screens." in found
    Tree(found)


def test_hostile_text_is_escaped(raw: dict[str, Any]) -> None:
    """Tags, handlers and closing tags in a study's texts end up as text, in the page and in Markdown."""
    bad = "</script><script>x</script><img src=x onerror=y>\"'>"
    raw["title"] = raw["question"] = bad
    raw["options"]["cooperation"]["name"] = bad
    raw["source"]["locators"]["compromise/6"] = bad
    made = brief(rank(Study.model_validate(raw)))
    tree = Tree(to_html(made))
    assert [tag for tag, _ in tree.tags].count("script") == 2
    assert "img" not in {tag for tag, _ in tree.tags}
    assert "<img" not in to_markdown(made).replace("\\<img", "")


def test_the_command_writes_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Brief -o writes the page and says so, does not overwrite without --force, and takes Markdown by the ending."""
    monkeypatch.chdir(tmp_path)
    assert main(["brief", "-o", "brief.html"]) == 0
    assert capsys.readouterr() == ("", "treatyopt: saved brief.html\n")
    assert Path("brief.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["brief", "-o", "brief.html"]) == 2
    assert "brief.html: the file exists; use --force" in capsys.readouterr().err
    assert main(["brief", "-p", "cautious", "-o", "brief.html", "--force"]) == 0
    assert "Weights: cautious (" in Path("brief.html").read_text(encoding="utf-8")
    assert main(["brief", "-o", "brief.md"]) == 0
    assert Path("brief.md").read_text(encoding="utf-8").startswith("# Which treaty, if any")


def test_the_command_writes_to_a_pipe(run: Run) -> None:
    """Without -o the page goes to standard output when that is not a terminal."""
    done = run("brief")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("</html>\n")


def test_two_weightings_are_refused(capsys: Capture) -> None:
    """A brief is about one weighting."""
    assert main(["brief", "-p", "russia", "-p", "nato", "-o", "x.html"]) == 2
    assert (
        capsys.readouterr().err == "treatyopt: brief takes one weighting; treatyopt compare takes several\n"
    )


def test_a_package_and_a_set_score_reach_the_page(tmp_path: Path, capsys: Capture) -> None:
    """What is added or set on the command line is in the page, and said."""
    from test_golden import PACKAGE

    target = tmp_path / "brief.html"
    args = ["brief", "--package", PACKAGE, "--set", "cooperation.readiness=90", "-o", str(target)]
    assert main(args) == 0
    found = target.read_text(encoding="utf-8")
    assert '<th scope="row">Cooperation + 12' in found
    assert "Set for this run: cooperation.readiness = 90 (the study has 75)" in found
    assert capsys.readouterr() == ("", f"treatyopt: saved {target}\n")


@pytest.mark.parametrize("name", ["brief.pdf", "brief.json", "brief.txt"])
def test_a_file_that_is_no_brief_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An ending that promises another format is refused, and nothing is written."""
    assert main(["brief", "-o", str(tmp_path / name)]) == 2
    assert "use .html, .htm, .md, .markdown" in capsys.readouterr().err
    assert main(["brief", "-f", "html", "-o", str(tmp_path / name)]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_brief_names_its_weights_as_figures(paper: Study) -> None:
    """Page and Markdown say what each group counts for, and what its criteria do where not the same."""
    made = brief(rank(paper, {"realism": 60, "readiness": 45}))
    figures = "realism 42.9%, Europe 14.3%; of realism: readiness 75%, timeliness 25%)"
    wanted = f"security 14.3%, partnership 14.3%, credibility 14.3%, {figures}"
    assert wanted in to_markdown(made).split("\n## ")[0]
    assert wanted in to_html(made).split("</article>")[0]


def test_every_table_of_a_brief_is_by_its_weights(paper: Study) -> None:
    """The weights of the criteria and the value of the illustration are those of the brief, not of the study."""
    found = to_markdown(brief(rank(paper, profile="cautious"), "annex"))
    assert "| readiness | realism | 25.0% |" in found
    assert "(balanced)" not in found
    assert "| value (cautious) |" in found
    illustrated = found[found.index("| value (cautious) |") :]
    assert re.search(r"\| Cooperation \|.*\| 61\.6 \|", illustrated)


def test_what_is_by_the_parties_weights_says_so(paper: Study) -> None:
    """Every section on the parties says that their own profiles are used, and the memo that weights are assumed."""
    found = to_markdown(brief(rank(paper, profile="cautious"), "annex"))
    told = "the weights of the parties' own profiles (russia for Russia and nato for NATO), not by those of this brief."
    sections = re.split(r"^## ", found, flags=re.MULTILINE)
    places = [each.partition("\n")[0] for each in sections if told in each]
    assert places == ["What the parties gain", "Both sides", "Packages between the types"]
    assert "By assumed weights, less a cost for burdens" in sections[0]


def test_the_method_tells_of_nothing_that_was_not_done() -> None:
    """Without parties, screens and feasibility the method speaks of none of them."""
    study = Study.model_validate(Plan((1, 1), (50, 50), (((0, 1, 2),) * 2, ((0, 2, 3),) * 2)).data())
    found = to_markdown(brief(rank(study), "annex"))
    method = found[found.index("## How it was computed") :]
    assert "the weight of one group moves, the other group in proportion" in method
    assert not re.search(
        "party|parties|[Ss]creen|frontier|solutions|±", method.replace("of parties and profiles", "")
    )
    assert "fails a screen" not in to_html(brief(rank(study)))


def test_a_package_is_not_said_to_be_among_the_packages(tmp_path: Path) -> None:
    """A package that was added is ranked; the section on packages says that it is not taken up there."""
    from test_golden import PACKAGE

    target = tmp_path / "brief.md"
    told = "The packages that were added to the types play no part in it."
    assert main(["brief", "--annex", "-o", str(target)]) == 0
    assert told not in target.read_text(encoding="utf-8")
    assert main(["brief", "--annex", "--package", PACKAGE, "-o", str(target), "--force"]) == 0
    assert told in target.read_text(encoding="utf-8")


def test_the_script_is_told_why_an_option_is_set_aside(paper: Study) -> None:
    """The page's script has the engine's words for what a screen sets aside, and none for what passes."""
    data = json.loads(re.search(r'id="data">(.*?)</script>', to_html(brief(rank(paper))))[1])  # type: ignore[index]
    barred = {each["id"]: each["barred"] for each in data["options"]}
    assert barred["mutual-defense"] == (
        "by the screen realistic; it would return if the bar for readiness fell to 10"
    )
    assert barred["cooperation"] == ""


def test_a_users_study_is_named_above_its_brief(raw: dict[str, Any], tmp_path: Path, capsys: Capture) -> None:
    """A copy of the study is shown with its file's name, on the page and as Markdown; the bundled one is not."""
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
    assert main(["brief", "--study", str(file), "-f", "markdown"]) == 0
    found = capsys.readouterr().out
    assert "mine.yaml" in found.split("\n\n")[1]
    assert "Scores and weights are judgements of whoever wrote mine.yaml;" in found.replace(
        str(tmp_path) + "/", ""
    )
    assert main(["brief", "--study", str(file), "-f", "html"]) == 0
    assert "mine.yaml</p>" in capsys.readouterr().out.split("<h1>")[0]
    assert main(["brief", "-f", "markdown"]) == 0
    assert capsys.readouterr().out.split("\n\n")[1] == "Building the NATO-Russia Relationship (Rogov 1996)"


def test_whose_weights_speak_for_the_parties_is_told_without_packages_too(raw: dict[str, Any]) -> None:
    """A study without obligations has sides and no packages, and the parties' own profiles are named."""
    raw["obligations"], raw["claims"] = {}, {}
    assert "by the weights of the parties' own profiles" in to_markdown(
        brief(rank(Study.model_validate(raw)))
    )
    raw["parties"] = {}
    assert "own profiles" not in to_markdown(brief(rank(Study.model_validate(raw)), "annex"))


def test_a_memo_with_an_annex_is_refused(capsys: Capture) -> None:
    """What is page one alone and what has everything exclude each other."""
    assert main(["brief", "--memo", "--annex", "-o", "x.html"]) == 2
    assert capsys.readouterr().err == "treatyopt: --memo and --annex exclude each other; drop one of them\n"


def test_the_gains_of_more_than_two_parties_are_a_table(river: Study) -> None:
    """Where no picture of two sides can be drawn, the exhibit on the parties is a table of their gains."""
    found = to_markdown(brief(rank(river))).split("## What the parties gain")[1]
    assert "| c | River Commission | 41.3 | +7.0 | 45.0 | +23.2 | 47.1 | +30.3 |" in found


@pytest.mark.parametrize("flag", ["--memo", "--annex"])
def test_a_workbook_has_no_length(flag: str, capsys: Capture) -> None:
    """What says how much text there is does nothing to a workbook, and is refused."""
    assert main(["brief", flag, "-o", "x.xlsx"]) == 2
    assert (
        capsys.readouterr().err
        == f"treatyopt: {flag}: a workbook has no pages; drop it, or write another format\n"
    )


def test_a_screen_left_out_is_named_beside_the_values(paper: Study) -> None:
    """Where the values are shown, page and Markdown say which requirement was not applied."""
    made = brief(rank(paper, screens=["sufficient"]))
    told = "Requirements of the study that were left out for this run: readiness at least 40."
    assert [text.count(told) for text in (to_html(made), to_markdown(made))] == [2, 2]
