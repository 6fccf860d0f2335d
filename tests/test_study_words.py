"""What a study calls its options and its baseline, and that every sentence about it says so."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import matplotlib
import pytest
import yaml

import sheets
import treatyopt
import wordfile
from documents import prose
from treatyopt import ArgumentProblem, FileProblem, Study, design, formats, load, negotiate, rank
from treatyopt import brief as briefs
from treatyopt.cli import main
from treatyopt.cli.output import Output
from treatyopt.documents import sentences
from treatyopt.documents.criteria import criteria_document
from treatyopt.study.words import Words

Write = Callable[[Any], Path]
Told = Callable[..., list[str]]

SOURCE = Path(treatyopt.__file__).parent

# What is said of treaties, of the paper's study and of its parties, and of no other study.
FOREIGN = re.compile(r"\b(treat(y|ies)|types?|paper|Russia|NATO|Rogov)\b", re.IGNORECASE)
# What a sentence says of a source, but for whose gists are in a list of them.
SOURCE_SAYS = re.compile(r"\b(by|of|its|the) source\b(?! says, in other words)|source's")
# What treatyopt calls an option where a study has no word for it; but for what stands in a study file, by its path.
OURS = re.compile(r"\boptions?\b(?![-.])", re.IGNORECASE)
# Commands to be typed, among which help has some of the study that comes with treatyopt.
EXAMPLE = re.compile(r"^ *treatyopt .*$", re.MULTILINE)
# What a page holds that nobody reads: its style, and tags with their attributes.
UNSEEN = re.compile(r"<style>.*?</style>|<script\b.*?</script>|<[^>]*>", re.DOTALL)
# What data call things, whatever a study calls them.
DATA = {"json", "csv"}

BOTH = ["--parties", "upstream,downstream", "--samples", "0"]
WHOLE = ["--from", "data-pact", "--to", "river-union", "--no-screens"]
COMMANDS = [
    ["compare", "--baseline"],
    ["compare", "--set", "data-pact.trust=50", "--package", "PACKAGE"],
    ["compare", "-p", "even", "-p", "delta"],
    ["compare", "quota-route", "river-commission"],
    ["scorecard", "--words", "--package", "PACKAGE"],
    ["scorecard", "--by", "group", "--ranges"],
    ["explain", "river-commission"],
    ["explain", "no-route"],
    ["explain", "--package", "PACKAGE"],
    ["sensitivity", "--samples", "50", "--scores", "ranges"],
    ["negotiate"],
    ["negotiate", "upstream", "downstream", "--package", "PACKAGE"],
    ["design", *BOTH, "--all"],
    ["design", *BOTH, "--concession-cost", "4"],
    ["design", *BOTH, *WHOLE],
    ["options"],
    ["criteria"],
    ["obligations"],
    ["obligations", "no-route"],
    ["obligations", "gauge-data"],
    ["profiles"],
    ["sources"],
    ["sources", "routes/1"],
    ["check"],
    ["brief", "--annex", "--package", "PACKAGE"],
    ["brief", "-o", "brief.xlsx"],
    ["brief", "-o", "brief.docx"],
]
# Those that put options alone before people: the baseline and packages are options, and no routes.
OF_ROUTES = [each for each in COMMANDS if "PACKAGE" not in each and "--baseline" not in each]
# Those of which each says something of the source in a way of its own.
UNSOURCED = [COMMANDS[2], COMMANDS[6], COMMANDS[8]] + [
    each for each in COMMANDS if each in (["obligations"], ["profiles"], ["check"]) or "--annex" in each
]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("option", "options", "an option", "the baseline")),
        ({"option": "route", "baseline": "doing nothing"}, ("route", "routes", "a route", "doing nothing")),
        ({"option": "policy"}, ("policy", "policies", "a policy", "the baseline")),
        ({"option": "way"}, ("way", "ways", "a way", "the baseline")),
        ({"option": "approach"}, ("approach", "approaches", "an approach", "the baseline")),
        ({"option": "tax"}, ("tax", "taxes", "a tax", "the baseline")),
        (
            {"option": "unit", "options": "units of it", "one": "a unit"},
            ("unit", "units of it", "a unit", "the baseline"),
        ),
    ],
)
def test_what_is_not_said_is_made_of_the_noun(
    given: dict[str, str], expected: tuple[str, ...], raw: Any, write: Write
) -> None:
    """The plural, and one with its article, come of the noun by the common rules; what is said stands."""
    found = load(write({**raw, "words": given})).words
    assert (found.option, found.options, found.one, found.baseline) == expected


def test_a_study_without_words_speaks_of_options(raw: Any, write: Write) -> None:
    """Words are always there: the plain ones where a study says none, also in a copy of it."""
    raw.pop("words", None)
    study = load(write(raw))
    assert (study.words.options, study.changed(title="Another").words.baseline) == ("options", "the baseline")


@pytest.mark.parametrize(
    ("given", "place", "part"),
    [
        ({"option": "ro\u200bute"}, "words.option", "the invisible character U+200B"),
        ({"option": "  "}, "words.option", "must not be empty"),
        ({"option": ["route"]}, "words.option", "must be text"),
        ({"opton": "route"}, "words.opton", "did you mean option?"),
        ("route", "words", "must be a mapping"),
    ],
)
def test_faults_in_words_are_told_once_and_in_their_place(
    given: Any, place: str, part: str, raw: Any, write: Write
) -> None:
    """What is no name is one fault, and nothing that would be made of it is another."""
    with pytest.raises(FileProblem) as caught:
        load(write({**raw, "words": given}))
    (problem,) = caught.value.problems
    assert problem.path == place
    assert part in problem.message


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study of routes, in which nothing is a treaty, and with a package of its obligations."""
    path = tmp_path_factory.mktemp("routes")
    text = Path(__file__).with_name("river.yaml").read_text(encoding="utf-8")
    text = text.replace("accord", "route").replace("Accord", "Route")
    (path / "study.yaml").write_text(f"words: {{option: route, baseline: doing nothing}}\n{text}", "utf-8")
    (path / "package.yaml").write_text(
        "id: between\nfrom: quota-route\nto: river-commission\nadds: [standing-commission, flood-warning]\n",
        "utf-8",
    )
    return path


@pytest.fixture(scope="module")
def routes(folder: Path) -> Study:
    """The study of routes."""
    return load(folder / "study.yaml")


@pytest.fixture
def told(folder: Path, routes: Study, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What a command tells of a study, line by line: in every format that is text `but` for some, and in workbooks."""

    def told(command: list[str], study: Study = routes, but: Collection[str] = ()) -> list[str]:
        files: list[str] = []
        monkeypatch.setattr(
            Output, "put", lambda out, said: files.extend(_written(said, out.format.name, but))
        )
        monkeypatch.setattr("treatyopt.cli.running.load", lambda _: study)
        monkeypatch.chdir(folder)
        given = ["package.yaml" if each == "PACKAGE" else each for each in command]
        assert main([*given, "--study", "study.yaml"]) == 0
        assert files
        return [line for text in files for line in text.splitlines()]

    return told


def _written(said: Any, asked: str, but: Collection[str]) -> Iterator[str]:
    """What was said in every format that is text, or as a workbook where that was asked for."""
    if asked == "xlsx":
        yield sheets.shown(briefs.FORMATS[asked].write(said))
        return
    if asked == "docx":
        yield "\n".join(wordfile.lines(wordfile.opened(briefs.FORMATS[asked].write(said))))
        return
    offered = formats.FORMATS if asked == "table" else briefs.FORMATS
    for each in offered.values():
        if each.extra is None and each.name not in but:
            text = each.write(said).decode(each.encoding)
            yield UNSEEN.sub(" ", text) if each.name == "html" else text


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_line_speaks_of_treaties_where_there_are_none(command: list[str], told: Told) -> None:
    """Whatever a command tells of a study of routes, in every format, nothing is a treaty, a type or the paper."""
    assert [line for line in told(command) if FOREIGN.search(line)] == []


@pytest.mark.parametrize("command", OF_ROUTES, ids=" ".join)
def test_a_study_with_a_word_of_its_own_shows_none_of_ours(command: list[str], told: Told) -> None:
    """Whatever a command shows people of a study of routes, none of them is called an option."""
    assert [line for line in told(command, but=DATA) if OURS.search(line)] == []


@pytest.mark.parametrize(
    "command", [["compare"], ["sources", "routes/1"], ["brief", "-o", "x.xlsx"]], ids=" ".join
)
def test_any_word_is_text(command: list[str], told: Told, routes: Study) -> None:
    """Whatever marks it has, what it is put into does not read them."""
    odd = Words.model_validate({"option": "r\\1{0}<b>"})
    assert any(
        "r\\1{0}<b>" in line.replace("\\\\", "\\") for line in told(command, routes.changed(words=odd))
    )


def test_nor_does_the_script_of_the_brief_have_a_word_for_options() -> None:
    """What it says when weights are moved is of what the page calls options."""
    script = (SOURCE / "brief" / "brief.js").read_text(encoding="utf-8")
    texts = [re.sub(r"\$\{[^}]*\}", "", text) for text in re.findall(r"`[^`]*`|\"[^\"\n]*\"", script)]
    assert "Nothing leads: no  passes the screens." in "\n".join(texts)
    assert [text for text in texts if " " in text and OURS.search(text)] == []


def foreign() -> Iterator[str]:
    """What in the code could be part of a sentence about treaties, with its file: texts with a blank, no docstrings."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text if FOREIGN.search(text) else "")
        bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = (
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare
        )
        for each in (EXAMPLE.sub("", text) for text in texts):
            if " " in each and "<" not in each and FOREIGN.search(each):
                yield f"{path.relative_to(SOURCE).as_posix()}: {each}"


def test_no_sentence_in_the_code_speaks_of_treaties() -> None:
    """Nor is there one that no command above comes to, in help neither, but for what comes with treatyopt."""
    (found,) = (each for each in foreign() if not each.endswith(": --template paper"))
    assert found.startswith("cli/__init__.py: ")
    assert "The study that comes with treatyopt reads Sergey Rogov's paper" in " ".join(found.split())


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        (("data-pact", "data-pact"), "is the same route; packages lie between one route and a stronger one"),
        (("river-union", "data-pact"), "data-pact is a weaker route than river-union"),
        (("data-pact", "no-route"), "packages lie between routes, or start from it"),
        ((None, "data-pact"), "data-pact is a weaker route than quota-route"),
    ],
)
def test_what_is_asked_in_vain_is_told_in_the_words_of_the_study(
    ends: tuple[str | None, str], message: str, routes: Study
) -> None:
    """Packages that cannot be are refused in the study's own words."""
    with pytest.raises(ArgumentProblem) as caught:
        design(routes, ["upstream", "downstream"], lower=ends[0], upper=ends[1], samples=0)
    assert message in str(caught.value)
    assert not FOREIGN.search(str(caught.value))


@pytest.fixture(scope="module")
def unsourced(folder: Path) -> Study:
    """The study of routes without its source: nothing cites a passage, and all that was stated is inferred."""

    def bare(given: Any) -> Any:
        if isinstance(given, dict):
            given = {**given, "basis": "inferred"} if given.get("basis") == "stated" else given
            given = {**given, "kind": "reading"} if given.get("kind") == "stated" else given
            return {key: bare(each) for key, each in given.items() if key != "cites"}
        return [bare(each) for each in given] if isinstance(given, list) else given

    data = bare(yaml.load((folder / "study.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader))
    del data["source"]
    return Study.model_validate(data)


@pytest.mark.parametrize("command", UNSOURCED, ids=" ".join)
def test_what_rests_on_no_passage_is_not_said_to(command: list[str], told: Told, unsourced: Study) -> None:
    """Where no passage is there to rest on, no sentence says what the source states, ties or has profiles of."""
    assert [line for line in told(command, unsourced) if SOURCE_SAYS.search(line)] == []


def test_who_passes_alone_or_does_not_is_called_as_the_study_does(routes: Study) -> None:
    """But where the baseline is compared too, which is no route."""
    (screen,) = (each for each in routes.screens if each.id == "trusted")
    strict = routes.changed(screens=(screen.changed(minimum=100.0),))
    assert sentences.verdict(rank(strict)).endswith("Nothing leads: no route passes the screens.")
    assert sentences.shortlist(rank(strict)) == "Shortlist: none; no route passes trusted."
    assert "no option passes the screens." in sentences.verdict(rank(strict, baseline=True))
    alone = rank(routes, options=["river-commission"])
    assert "River Commission is the only route compared, so" in sentences.verdict(alone)


@pytest.fixture(scope="module")
def plain(routes: Study) -> Study:
    """The study of routes without words of its own."""
    return routes.changed(words=Words())


def test_a_baseline_is_told_apart_where_it_is_called_an_option_too(plain: Study) -> None:
    """Where all are called options, what is said of those but the baseline says so."""
    assert "over the 4 options besides the baseline (" in prose(criteria_document(plain))
    with pytest.raises(ArgumentProblem, match="packages lie between options besides the baseline, or"):
        design(plain, ["upstream", "downstream"], upper="no-route", samples=0)
    (screen,) = (each for each in plain.screens if each.id == "trusted")
    strict = plain.changed(screens=(screen.changed(minimum=100.0),))
    with pytest.raises(ArgumentProblem, match="no option besides the baseline passes the study's screens"):
        design(strict, ["upstream", "downstream"], samples=0)


def test_only_a_study_with_a_baseline_has_options_besides_it() -> None:
    """Nothing is told apart in a study without a baseline, or where options have a word of their own."""
    assert Words().besides(None) == ""
    assert Words(option="route").besides("no-route") == ""


def test_plots_name_the_baseline_as_the_study_does(routes: Study) -> None:
    """Gains are over what the study calls its baseline."""
    matplotlib.use("Agg")
    axes = negotiate(routes, ["upstream", "downstream"]).plot()
    assert axes.get_xlabel() == "gain of Upland over doing nothing"
    assert axes.get_ylabel() == "gain of Lowland over doing nothing"


def test_plots_of_what_rests_on_no_passage_do_not_say_that_it_does(routes: Study, unsourced: Study) -> None:
    """Marks for what the source states are explained on the plot of a scorecard that can have some, and there alone."""
    matplotlib.use("Agg")
    mark = "s stated"
    assert mark in rank(routes).plot(kind="scorecard").get_xlabel()
    assert mark not in rank(unsourced).plot(kind="scorecard").get_xlabel()
