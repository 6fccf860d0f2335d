"""Loading a study: every rule refuses its own damage at the right place, and what is loaded stays as it is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from treatyopt import ArgumentProblem, FileProblem, Problem, Study, load, rank
from treatyopt.errors import printable
from treatyopt.study.load import default_path

Raw = dict[str, Any]
Write = Callable[[Any], Path]
Damage = Callable[[Raw], object]


def problems(path: Path) -> tuple[Problem, ...]:
    """Every problem that loading a file raises."""
    with pytest.raises(FileProblem) as caught:
        load(path)
    return caught.value.problems


def lines(path: Path, section: str) -> dict[str, int]:
    """The line (1-based) of every dotted path in a section of a file, found without the reader under test."""
    found: dict[str, int] = {}
    before, text = re.split(
        rf"^(?={section})", path.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE
    )
    text = re.split(r"^(?=\w)", text, maxsplit=2, flags=re.MULTILINE)[1]
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    waiting = [("", root)]
    while waiting:
        prefix, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            inner = [(f"{prefix}{key.value}", key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            inner = [(f"{prefix}{i}", item, item) for i, item in enumerate(node.value, start=1)]
        else:
            continue
        for place, mark, value in inner:
            found[place] = before.count("\n") + mark.start_mark.line + 1
            waiting.append((f"{place}.", value))
    return found


def check(path: Path, *expected: tuple[str, str]) -> None:
    """A file has exactly these problems, as (path, part of the message), each on its line and in one line."""
    found = problems(path)
    assert [each.path for each in found] == [place for place, _ in expected], "\n".join(map(str, found))
    for each, (place, part) in zip(found, expected, strict=True):
        assert part in each.message
        # what is missing at the top has no line of its own: the document's
        line = lines(path, place.partition(".")[0])[place] if place else 1
        assert str(each).startswith(f"{path}:{line}: ")
        assert "\n" not in str(each)
        assert str(each).isprintable()


def score(raw: Raw) -> Raw:
    """The entry that most cases damage: the readiness of cooperation, stated, 75 in 65-90."""
    found: Raw = raw["options"]["cooperation"]["scores"]["readiness"]
    return found


def scoring(**changes: Any) -> Damage:
    """Damages that entry."""
    return lambda raw: score(raw).update(changes)


def obligation(id: str, **changes: Any) -> Damage:
    """Damages an obligation."""
    return lambda raw: raw["obligations"][id].update(changes)


def damaging(claim: str, **changes: Any) -> Damage:
    """Damages the first test of a claim."""
    return lambda raw: raw["claims"][claim]["tests"][0].update(changes)


def points(**changes: Any) -> Damage:
    """Damages the points of the profile nato."""
    return lambda raw: raw["profiles"]["nato"]["points"].update(changes)


def renamed(raw: Raw) -> None:
    """Misspells a criterion in the scores of cooperation."""
    scores = raw["options"]["cooperation"]["scores"]
    scores["readines"] = scores.pop("readiness")


def copied(section: str, id: str, new: str) -> Damage:
    """Repeats an entry of a section under another id."""
    return lambda raw: raw[section].update({new: deepcopy(raw[section][id])})


READY = "options.cooperation.scores.readiness"

# name: (damage, the (path, part of the message) of each problem expected)
RULES: dict[str, tuple[Damage, list[tuple[str, str]]]] = {
    "unknown key at the top": (
        lambda raw: raw.update(titel="x"),
        [("titel", "unknown key; did you mean title?")],
    ),
    "unknown key in a record": (
        scoring(reson="x"),
        [(f"{READY}.reson", "unknown key; did you mean reason?")],
    ),
    "unknown key unlike any": (
        scoring(zzz="x"),
        [(f"{READY}.zzz", "unknown key; known: score, range, basis")],
    ),
    "missing key in a record": (
        lambda raw: raw["options"]["cooperation"].pop("scores"),
        [("options.cooperation", "scores is missing")],
    ),
    "missing figure of a score": (lambda raw: score(raw).pop("score"), [(READY, "score is missing")]),
    "degrees of some options": (
        lambda raw: raw["options"]["cooperation"].pop("degree"),
        [("options.cooperation", "degree is missing; give every option its degree, or none")],
    ),
    "unknown criterion in scores": (
        renamed,
        [("options.cooperation.scores.readines", "unknown criterion readines; did you mean readiness?")],
    ),
    "dangling cites": (
        scoring(cites=["compromise/10", "compromise/99"]),
        [(f"{READY}.cites.2", "unknown locator compromise/99; did you mean compromise/9?")],
    ),
    "dangling cites of a criterion": (
        lambda raw: raw["groups"]["realism"]["criteria"]["readiness"].update(cites=["nowhere/7"]),
        [("groups.realism.criteria.readiness.cites.1", "unknown locator nowhere/7")],
    ),
    "dangling enters": (
        obligation("npt", enters="cooperatoin"),
        [("obligations.npt.enters", "unknown option cooperatoin; did you mean cooperation?")],
    ),
    "dangling needs": (
        obligation("npt", needs=["smart"]),
        [("obligations.npt.needs.1", "unknown obligation smart; did you mean start?")],
    ),
    "dangling binds": (
        obligation("npt", binds=["russia", "natto"]),
        [("obligations.npt.binds.2", "unknown party natto; did you mean nato?")],
    ),
    "dangling when": (
        obligation("npt", when="enlargment"),
        [("obligations.npt.when", "unknown condition enlargment; did you mean enlargement?")],
    ),
    "dangling moves": (
        obligation("npt", moves={"readines": 1}),
        [("obligations.npt.moves.readines", "unknown criterion readines; did you mean readiness?")],
    ),
    "dangling criterion of a screen": (
        lambda raw: raw["screens"]["realistic"].update(criterion="readines"),
        [("screens.realistic.criterion", "unknown criterion readines; did you mean readiness?")],
    ),
    "dangling profile of a party": (
        lambda raw: raw["parties"]["nato"].update(profile="natto"),
        [("parties.nato.profile", "unknown profile natto; did you mean nato?")],
    ),
    "dangling profile": (
        lambda raw: raw.update(profile="balance"),
        [("profile", "unknown profile balance; did you mean balanced?")],
    ),
    "dangling baseline": (
        lambda raw: raw.update(baseline="no-treat"),
        [("baseline", "unknown option no-treat; did you mean no-treaty?")],
    ),
    "dangling criterion of an overlap": (
        lambda raw: raw["overlaps"][1].update(criteria=["equalty"]),
        [("overlaps.2.criteria.1", "unknown criterion equalty; did you mean equality?")],
    ),
    "dangling group of a profile": (
        lambda raw: raw["profiles"]["nato"]["points"].update(euro=0),
        [("profiles.nato.points.euro", "unknown group euro; did you mean europe?")],
    ),
    "dangling group of shares": (
        lambda raw: raw["profiles"]["nato"].update(shares={"realsm": {"readiness": 1, "timeliness": 1}}),
        [("profiles.nato.shares.realsm", "unknown group realsm; did you mean realism?")],
    ),
    "dangling criterion of shares": (
        lambda raw: raw["profiles"]["nato"].update(shares={"realism": {"readiness": 1, "timelines": 1}}),
        [("profiles.nato.shares.realism.timelines", "unknown criterion timelines; did you mean timeliness?")],
    ),
    "negative share": (
        lambda raw: raw["profiles"]["nato"].update(shares={"realism": {"readiness": -1, "timeliness": 1}}),
        [("profiles.nato.shares.realism.readiness", "-1")],
    ),
    "foreign criterion in shares": (
        lambda raw: raw["profiles"]["nato"].update(
            shares={"realism": {"readiness": 1, "timeliness": 1, "equality": 1}}
        ),
        [("profiles.nato.shares.realism.equality", "is not a criterion of realism")],
    ),
    "missing criterion in shares": (
        lambda raw: raw["profiles"]["nato"].update(shares={"realism": {"readiness": 1}}),
        [("profiles.nato.shares.realism", "no share for timeliness")],
    ),
    "shares all zero": (
        lambda raw: raw["profiles"]["nato"].update(shares={"realism": {"readiness": 0, "timeliness": 0}}),
        [("profiles.nato.shares.realism", "all zero")],
    ),
    "dangling option of a claim": (
        damaging("unlikely", option="mutual-defence"),
        [("claims.unlikely.tests.1.option", "unknown option mutual-defence; did you mean mutual-defense?")],
    ),
    "dangling options of a claim": (
        damaging("realistic-options", options=["coperation", "mutual-security"]),
        [
            (
                "claims.realistic-options.tests.1.options.1",
                "unknown option coperation; did you mean cooperation?",
            )
        ],
    ),
    "dangling criterion of a claim": (
        damaging("unlikely", criteria=["readines"]),
        [("claims.unlikely.tests.1.criteria.1", "unknown criterion readines; did you mean readiness?")],
    ),
    "dangling screen of a claim": (
        damaging("insufficient", screens=["suficient"]),
        [("claims.insufficient.tests.1.screens.1", "unknown screen suficient; did you mean sufficient?")],
    ),
    "dangling obligation of a claim": (
        damaging("would-require", obligations=["smart"]),
        [("claims.would-require.tests.1.obligations.1", "unknown obligation smart; did you mean start?")],
    ),
    "dangling cites of a claim": (
        lambda raw: raw["claims"]["unlikely"].update(cites=["compromise/99"]),
        [("claims.unlikely.cites.1", "unknown locator compromise/99")],
    ),
    "low above high": (
        scoring(range=[90, 65]),
        [(READY, "range [90, 65]: the low end is above the high end")],
    ),
    "score below its range": (scoring(score=5), [(READY, "score 5 is outside its range [55, 90]")]),
    "score above its range": (scoring(score=95), [(READY, "score 95 is outside its range [55, 90]")]),
    "score above 100": (scoring(score=101), [(f"{READY}.score", "100, not 101")]),
    "score below 0": (scoring(score=-1), [(f"{READY}.score", "0, not -1")]),
    "range beyond 100": (scoring(range=[65, 101]), [(f"{READY}.range.2", "100, not 101")]),
    "range of three": (scoring(range=[65, 75, 90]), [(f"{READY}.range", "")]),
    "range of one": (scoring(range=[65]), [(f"{READY}.range", "")]),
    "range as a number": (scoring(range=65), [(f"{READY}.range", "must be two numbers")]),
    "text score": (
        scoring(score="high"),
        [(f"{READY}.score", "must be a number, not the text 'high'")],
    ),
    "quoted score": (
        scoring(score="75"),
        [(f"{READY}.score", "must be a number, not the text '75'; remove the quotes")],
    ),
    "score with a comma": (
        scoring(score="70,5"),
        [(f"{READY}.score", "must be a number, not the text '70,5'; write it with a point: 70.5")],
    ),
    "range with commas": (
        scoring(range=[60, 5, 90, 5]),
        [(f"{READY}.range", "must be two numbers: [low, high], not 4; decimals take a point")],
    ),
    "quoted degree": (
        lambda raw: raw["options"]["cooperation"].update(degree="2"),
        [("options.cooperation.degree", "must be a whole number, not the text '2'; remove the quotes")],
    ),
    "bool score": (scoring(score=True), [(f"{READY}.score", "must be a number")]),
    "empty score": (scoring(score=None), [(f"{READY}.score", "must be a number, but nothing is given")]),
    "score as a list": (scoring(score=[75]), [(f"{READY}.score", "must be a number")]),
    "score that is not a number": (scoring(score=float("nan")), [(f"{READY}.score", "not a finite number")]),
    "score without end": (scoring(score=float("inf")), [(f"{READY}.score", "not a finite number")]),
    "stated without cites": (
        lambda raw: score(raw).pop("cites"),
        [(READY, "a stated score needs a locator under cites")],
    ),
    "stated with empty cites": (scoring(cites=[]), [(READY, "a stated score needs a locator under cites")]),
    "locator cited twice": (
        scoring(cites=["compromise/1", "compromise/1"]),
        [(f"{READY}.cites", "compromise/1 is listed twice")],
    ),
    "cites that is no list": (scoring(cites="compromise/1"), [(f"{READY}.cites", "must be a list")]),
    "basis of the command line": (
        scoring(basis="set"),
        [(f"{READY}.basis", "must be stated, inferred or judged, not set")],
    ),
    "missing score": (
        lambda raw: raw["options"]["cooperation"]["scores"].pop("readiness"),
        [("options.cooperation.scores", "no score for readiness")],
    ),
    "missing score of the baseline": (
        lambda raw: raw["options"]["no-treaty"]["scores"].pop("readiness"),
        [("options.no-treaty.scores", "no score for readiness")],
    ),
    "duplicate degree": (
        lambda raw: raw["options"]["cooperation"].update(degree=1),
        [("options.cooperation.degree", "1 is the degree of non-aggression too")],
    ),
    "degree that is not whole": (
        lambda raw: raw["options"]["cooperation"].update(degree=2.5),
        [("options.cooperation.degree", "must be a whole number, not 2.5")],
    ),
    "baseline not lowest": (
        lambda raw: raw["options"]["no-treaty"].update(degree=9),
        [("options.no-treaty.degree", "the baseline must have the lowest degree")],
    ),
    "prerequisite that enters later": (
        obligation("no-forces-at-borders", needs=["broad-interests"]),
        [
            (
                "obligations.no-forces-at-borders.needs",
                "broad-interests enters with mutual-security, later than",
            )
        ],
    ),
    "prerequisite cycle": (
        lambda raw: (obligation("npt", needs=["abm"])(raw), obligation("abm", needs=["npt"])(raw)),
        [("obligations.npt.needs", "needs itself"), ("obligations.abm.needs", "needs itself")],
    ),
    "self-need": (obligation("npt", needs=["npt"]), [("obligations.npt.needs", "needs itself")]),
    "entering with the baseline": (
        obligation("npt", enters="no-treaty"),
        [("obligations.npt.enters", "the baseline obliges to nothing")],
    ),
    "may-enter with an unknown option": (
        obligation("npt", **{"may-enter": ["mutual-securty"]}),
        [("obligations.npt.may-enter.1", "unknown option mutual-securty; did you mean mutual-security?")],
    ),
    "may-enter with the same option twice": (
        obligation("npt", **{"may-enter": ["mutual-security", "mutual-security"]}),
        [("obligations.npt.may-enter", "mutual-security is listed twice")],
    ),
    "may-enter with what it enters with": (
        obligation("npt", **{"may-enter": ["cooperation"]}),
        [("obligations.npt.may-enter.1", "cooperation is what it enters with; name others")],
    ),
    "may-enter with the baseline": (
        obligation("npt", **{"may-enter": ["no-treaty"]}),
        [("obligations.npt.may-enter.1", "the baseline obliges to nothing")],
    ),
    "may-enter before what it needs": (
        obligation("commission-planning", **{"may-enter": ["non-aggression"]}),
        [
            (
                "obligations.commission-planning.may-enter.1",
                "it needs ministerial-committees, which enters with cooperation, later than non-aggression, and has "
                "no may-enter that would do",
            )
        ],
    ),
    "may-enter after what needs it": (
        obligation("ministerial-committees", **{"may-enter": ["mutual-defense"]}),
        [
            (
                "obligations.ministerial-committees.may-enter.1",
                "it is needed by commission-doctrines, which enters with mutual-security, earlier than",
            )
        ],
    ),
    "may-enter, with prerequisites in a circle": (
        lambda raw: (
            obligation("npt", needs=["abm"], **{"may-enter": ["mutual-security"]})(raw),
            obligation("abm", needs=["npt"], **{"may-enter": ["mutual-security"]})(raw),
        ),
        [("obligations.npt.needs", "needs itself"), ("obligations.abm.needs", "needs itself")],
    ),
    "what a run places": (
        obligation("npt", placed_from="mutual-security"),
        [("obligations.npt.placed_from", "unknown key")],
    ),
    "relevance above 3": (
        obligation("npt", moves={"arms-control": 4}),
        [("obligations.npt.moves.arms-control", "4")],
    ),
    "burden above 3": (obligation("npt", burden=4), [("obligations.npt.burden", "3, not 4")]),
    "binding nobody": (obligation("npt", binds=[]), [("obligations.npt.binds", "")]),
    "points not summing to 100": (
        points(europe=11),
        [("profiles.nato.points", "the points sum to 101, not to 100")],
    ),
    "negative points": (points(europe=-10, realism=50), [("profiles.nato.points.europe", "-10")]),
    "missing group points": (
        lambda raw: raw["profiles"]["nato"].update(
            points={"security": 40, "partnership": 10, "credibility": 20, "realism": 30}
        ),
        [("profiles.nato.points", "no points for europe")],
    ),
    "criterion with the id of a group": (
        lambda raw: raw["groups"].update(readiness=raw["groups"].pop("realism")) or rename_points(raw),
        [("groups.readiness.criteria.readiness", "the id is taken by groups.readiness")],
    ),
    "obligation with the id of an option": (
        copied("obligations", "npt", "cooperation"),
        [("obligations.cooperation", "the id is taken by an option")],
    ),
    "locator without a section": (
        lambda raw: raw["source"]["locators"].update(compromise="x"),
        [("source.locators.compromise", "is not a locator")],
    ),
    "locator without a number": (
        lambda raw: raw["source"]["locators"].update({"compromise/": "x"}),
        [("source.locators.compromise/", "is not a locator")],
    ),
    "locator of an unknown section": (
        lambda raw: raw["source"]["locators"].update({"compromse/1": "x"}),
        [("source.locators.compromse/1", "unknown section compromse; did you mean compromise?")],
    ),
    "empty text": (scoring(reason=""), [(f"{READY}.reason", "must not be empty")]),
    "text of blanks": (scoring(reason=" \n  "), [(f"{READY}.reason", "must not be empty")]),
    "nothing as text": (
        lambda raw: raw.update(title=None),
        [("title", "must be text, but nothing is given")],
    ),
    "list as text": (lambda raw: raw.update(title=["x"]), [("title", "must be text")]),
    "claim test with a key too many": (
        damaging("unlikely", limit=3),
        [
            (
                "claims.unlikely.tests.1",
                "the test lowest takes criteria, option; given: criteria, limit, option",
            )
        ],
    ),
    "claim test with a key too few": (
        lambda raw: raw["claims"]["unlikely"]["tests"][0].pop("criteria"),
        [("claims.unlikely.tests.1", "the test lowest takes criteria, option; given: option")],
    ),
    "claim test with a key left empty": (
        damaging("unlikely", option=None),
        [("claims.unlikely.tests.1", "the test lowest takes criteria, option; given: criteria")],
    ),
    "claim test of one option": (
        damaging("much-further", options=["cooperation"]),
        [("claims.much-further.tests.1", "takes two options")],
    ),
    "unknown claim test": (damaging("unlikely", test="lowst"), [("claims.unlikely.tests.1.test", "lowst")]),
    "claim without tests": (
        lambda raw: raw["claims"]["unlikely"].update(tests=[]),
        [("claims.unlikely.tests", "")],
    ),
    "record that is a number": (
        lambda raw: raw["claims"].update(unlikely=3),
        [
            (
                "claims.unlikely",
                "must be a mapping, such as {kind: stated, says: ..., tests: [{test: lowest}]}, not 3",
            )
        ],
    ),
    "section that is a list of numbers": (
        lambda raw: raw.update(considerations=[1]),
        [("considerations", "must be a mapping, such as {some-consideration: ...}")],
    ),
    "section that is text": (
        lambda raw: raw.update(considerations="none"),
        [("considerations", "must be a mapping, such as {none: ...}, not the text 'none'")],
    ),
}


def rename_points(raw: Raw) -> None:
    """Renames the group realism in every profile to readiness."""
    for profile in raw["profiles"].values():
        profile["points"]["readiness"] = profile["points"].pop("realism")


def test_the_paper_loads() -> None:
    """The study of the paper is whole: 5 options, 14 criteria in 5 groups, 42 obligations, 56 locators."""
    study = load()
    sizes = (study.options, study.criteria, study.groups, study.obligations, study.source.locators)
    assert [len(each) for each in sizes] == [5, 14, 5, 42, 56]
    assert [option.id for option in study.ladder] == [
        "non-aggression",
        "cooperation",
        "mutual-security",
        "mutual-defense",
    ]


def test_the_paper_is_what_loads_by_default(paper: Study) -> None:
    """Without a path, the study that comes with treatyopt is loaded."""
    assert load() == paper == load(default_path()) == load(str(default_path()))


def test_an_undamaged_copy_loads_as_the_same_study(paper: Study, raw: Raw, write: Write) -> None:
    """Writing the data out and reading it again changes nothing."""
    assert load(write(raw)) == paper


@pytest.mark.parametrize("name", RULES)
def test_a_broken_rule_is_reported_where_it_is_broken(name: str, raw: Raw, write: Write) -> None:
    """Each damage gives just its own problems, with path, line and message."""
    damage, expected = RULES[name]
    damage(raw)
    check(write(raw), *expected)


SECTIONS = [
    *("groups", "options", "obligations", "profiles", "parties", "screens", "claims", "conditions"),
    *("considerations", "principles"),
]


BAD_IDS = ["Bad", "bad id", "-bad", "1bad", "bad_id", "bäd", "bad.id", "bad\u202e", ""]


@pytest.mark.parametrize(
    ("section", "id"), [*((section, "Bad id") for section in SECTIONS), *(("options", id) for id in BAD_IDS)]
)
def test_a_bad_id_is_refused(section: str, id: str, raw: Raw, write: Write) -> None:
    """An id is a lower-case letter, then letters, digits and hyphens, in every section."""
    raw[section][id] = deepcopy(next(iter(raw[section].values())))
    found = [each for each in problems(write(raw)) if "is not an id" in each.message]
    assert [each.path for each in found] == [f"{section}.{printable(id)}"]
    assert repr(printable(id)) in found[0].message


@pytest.mark.parametrize(
    "mark",
    [
        *("\x00", "\x07", "\x08", "\x1b", "\x7f", "\x80", "\x85", "\x9b", "\t", "\r"),
        *("\u2028", "\u2029", "\u202a", "\u202d", "\u202e", "\u2066", "\u2069", "\ufeff"),
    ],
    ids=lambda mark: f"U+{ord(mark):04X}",
)
def test_marks_that_could_fool_a_terminal_are_refused_in_text(mark: str, tmp_path: Path) -> None:
    """Control characters, line separators and bidirectional overrides, escaped in the file, are refused."""
    source = default_path().read_text(encoding="utf-8")
    text = source.replace(
        "title: Building the NATO-Russia Relationship", f'title: "Safe\\u{ord(mark):04x}[31mtext"', 1
    )
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    check(path, ("title", "is not allowed in text"))


def test_a_text_over_several_lines_is_joined(raw: Raw, write: Write) -> None:
    """Line ends in a text are no control characters: they become blanks."""
    raw["title"] = "one\n  two\nthree\n"
    assert load(write(raw)).title == "one two three"


@pytest.mark.parametrize(
    "written", ["1996", "1996-05-01", "1.10", "0755", "1e3", "-3", "yes", "no", "true", "FALSE", "0x1f"]
)
def test_what_is_written_without_quotes_where_text_is_wanted_is_that_text(
    written: str, tmp_path: Path
) -> None:
    """A bare year needs no quotes, and keeps every character that was written."""
    source = default_path().read_text(encoding="utf-8")
    path = tmp_path / "study.yaml"
    path.write_text(source.replace("  date: May 1996\n", f"  date: {written}\n", 1), encoding="utf-8")
    assert load(path).source.date == written


@pytest.mark.parametrize("place", ["sections", "locators"])
def test_a_bare_number_is_text_inside_mappings_of_texts_too(place: str, raw: Raw, write: Write) -> None:
    """Headings of sections and gists of passages are read as the other texts are."""
    first = next(iter(raw["source"][place]))
    raw["source"][place][first] = 1996
    source = load(write(raw)).source
    assert "1996" in (dict(source.sections).values() if place == "sections" else [source.locators[0].gist])


def test_a_bare_number_as_text_hides_no_other_fault(raw: Raw, write: Write) -> None:
    """What is wrong elsewhere is reported as if the number stood in quotes."""
    raw["source"]["date"] = 1996
    raw["title"] = 1996
    score(raw)["score"] = 101
    check(write(raw), (f"{READY}.score", "must be from 0 to 100, not 101"))


@pytest.mark.parametrize("null", ["null", "~", ""])
def test_nothing_where_text_is_wanted_stays_a_fault(null: str, tmp_path: Path) -> None:
    """A null is no text."""
    source = default_path().read_text(encoding="utf-8")
    path = tmp_path / "study.yaml"
    short = "  short: Rogov 1996\n"
    path.write_text(source.replace(short, f"  short: {null}\n", 1), encoding="utf-8")
    check(path, ("source.short", "must be text, but nothing is given"))


@pytest.mark.parametrize("section", ["options", "obligations", "groups", "screens"])
def test_a_number_as_an_id_is_told_once_what_an_id_is(section: str, raw: Raw, write: Write) -> None:
    """No detour over quotes, which would not help."""
    raw[section][2002] = raw[section].pop(next(reversed(raw[section])))
    told = [each.message for each in problems(write(raw)) if each.path == f"{section}.2002"]
    assert told == [
        "'2002' is not an id; an id begins with a letter a-z and goes on with a-z, 0-9 and hyphens"
    ]


def test_many_faults_are_reported_together_in_the_order_of_the_file(raw: Raw, write: Write) -> None:
    """Nine faults in eight parts come in one go, sorted by line."""
    raw["titel"] = raw.pop("title")
    raw["baseline"] = "no-treat"
    raw["groups"]["realism"]["criteria"]["readiness"]["cites"] = ["nowhere/1"]
    renamed(raw)
    raw["options"]["cooperation"]["scores"]["timeliness"]["score"] = "high"
    raw["obligations"]["npt"]["enters"] = "cooperatoin"
    raw["profiles"]["nato"]["reason"] = ""
    raw["screens"]["realistic"]["minimum"] = 101
    raw["claims"]["unlikely"]["says"] = "\x1b[31m"
    path = write(raw)
    found = problems(path)
    where = [(each.line, each.path) for each in found]
    assert where == sorted(where)
    assert {each.path for each in found} >= {
        "titel",
        "baseline",
        "groups.realism.criteria.readiness.cites.1",
        "options.cooperation.scores.readines",
        "options.cooperation.scores.timeliness.score",
        "obligations.npt.enters",
        "profiles.nato.reason",
        "screens.realistic.minimum",
        "claims.unlikely.says",
    }
    assert all(str(each).startswith(f"{path}:{each.line}: ") for each in found)


def test_all_broken_rules_between_parts_are_reported_together(raw: Raw, write: Write) -> None:
    """Faults that only the parts together show come in one go too."""
    points(europe=11)(raw)
    obligation("npt", needs=["npt"])(raw)
    raw["options"]["no-treaty"]["degree"] = 9
    check(
        write(raw),
        ("options.no-treaty.degree", "lowest degree"),
        ("obligations.npt.needs", "needs itself"),
        ("profiles.nato.points", "sum to 101"),
    )


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("points not summing to 100", "profiles.nato.points"),
        ("missing score of the baseline", "options.no-treaty.scores"),
        ("duplicate degree", "options.cooperation.degree"),
        ("self-need", "obligations.npt.needs"),
        ("obligation with the id of an option", "obligations.cooperation"),
        ("entering with the baseline", "obligations.npt.enters"),
    ],
)
def test_a_broken_rule_is_reported_along_with_a_fault_of_another_entry(
    rule: str, place: str, raw: Raw, write: Write
) -> None:
    """A fault in one option does not hide a broken rule that has nothing to do with it."""
    RULES[rule][0](raw)
    raw["options"]["mutual-defense"]["note"] = ""
    found = {each.path for each in problems(write(raw))}
    assert found >= {place, "options.mutual-defense.note"}


@pytest.mark.parametrize(
    ("damage", "place", "message"),
    [
        (
            lambda raw: raw.update(
                options={"no-treaty": raw["options"]["no-treaty"]}, obligations={}, claims={}
            ),
            "options",
            "there is no option besides the baseline",
        ),
    ],
    ids=["no types"],
)
def test_a_rule_of_the_whole_study_is_reported_along_with_a_fault_that_leaves_the_whole_intact(
    damage: Damage, place: str, message: str, raw: Raw, write: Write
) -> None:
    """Options, obligations and groups can be judged together where the fault is in a profile."""
    damage(raw)
    raw["profiles"]["nato"]["reason"] = ""
    found = {each.path: each.message for each in problems(write(raw))}
    assert message in found[place]
    assert found["profiles.nato.reason"] == "must not be empty"


@pytest.mark.parametrize(
    ("damaged", "fault"),
    [
        ("groups: {all: {name: '', criteria: {c: }}}\noptions: {a: {scores: {c: 1}}}", "groups.all.name"),
        (
            "criteria: {c: }\nbaseline: b\noptions: {a: {name: '', scores: {c: 1}}, b: {scores: {c: 0}}}",
            "options.a.name",
        ),
    ],
    ids=["the only group", "the only option besides the baseline"],
)
def test_a_rule_of_the_whole_study_waits_where_a_part_of_the_whole_could_not_be_read(
    damaged: str, fault: str, tmp_path: Path
) -> None:
    """What is left of a damaged whole would raise false alarms, so that its rules are not tried."""
    path = tmp_path / "study.yaml"
    path.write_text(damaged, encoding="utf-8")
    assert [(each.path, each.message) for each in problems(path)] == [(fault, "must not be empty")]


KNOWN = {
    "option": ("options.cooperation", "name, title, phrase, degree, gist, note, cites, scores"),
    "score": (READY, "score, range, basis, reason, cites"),
    "criterion": (
        "groups.realism.criteria.readiness",
        "name, asks, zero, hundred, scale, feasibility, note, cites",
    ),
    "source": ("source", "author, title, publication, date, short, note, sections, locators"),
    "screen": ("screens.realistic", "criterion, minimum, maximum, reason, cites"),
}


@pytest.mark.parametrize("kind", KNOWN)
def test_an_unknown_key_is_told_the_keys_of_its_own_record(kind: str, raw: Raw, write: Write) -> None:
    """A key near none is answered with all that the record takes, its id (the key itself) aside."""
    place, known = KNOWN[kind]
    record = raw
    for step in place.split("."):
        record = record[step]
    record["zzz"] = 1
    check(write(raw), (f"{place}.zzz", f"unknown key; known: {known}"))


@pytest.mark.parametrize(
    ("place", "key", "near"),
    [
        ("options.cooperation", "titel", "title"),
        (READY, "reasons", "reason"),
        ("screens.realistic", "minimun", "minimum"),
        ("source", "locator", "locators"),
    ],
)
def test_an_unknown_key_is_told_the_nearest_of_its_own_record(
    place: str, key: str, near: str, raw: Raw, write: Write
) -> None:
    """A misspelt key is answered with the one that is meant."""
    record = raw
    for step in place.split("."):
        record = record[step]
    record[key] = "x"
    check(write(raw), (f"{place}.{key}", f"unknown key; did you mean {near}?"))


def entries(raw: Raw, section: str) -> Iterator[tuple[str, Raw, str]]:
    """Some entries of a section, all of the options, each with its path and the key of one of its texts."""
    step = 1 if section == "options" else 6
    for id, entry in list(raw[section].items())[::step]:
        yield f"{section}.{id}", entry, next(key for key in ("name", "says", "reason") if key in entry)
        for criterion, body in entry.get("criteria", {}).items():
            yield f"{section}.{id}.criteria.{criterion}", body, "asks"


@pytest.mark.parametrize("section", SECTIONS)
def test_a_fault_in_one_entry_raises_no_alarm_elsewhere(section: str, raw: Raw, write: Write) -> None:
    """Whichever entry has an empty text, that is the only problem reported."""
    several = list(entries(raw, section))
    assert several
    for place, entry, key in several:
        was, entry[key] = entry[key], ""
        assert [each.path for each in problems(write(raw))] == [f"{place}.{key}"]
        entry[key] = was


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    """A study file without content is refused in one line."""
    path = tmp_path / "study.yaml"
    path.write_text("# nothing\n", encoding="utf-8")
    assert [str(each) for each in problems(path)] == [f"{path}: is empty"]


@pytest.mark.parametrize("text", ["just text", "- a\n- b\n", "5", "true"])
def test_a_document_that_is_no_mapping_is_refused(text: str, tmp_path: Path) -> None:
    """A list, a text or a number is no study."""
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    (found,) = problems(path)
    assert str(found).startswith(f"{path}: is not a mapping of sections")


def test_every_missing_section_is_named(tmp_path: Path) -> None:
    """A study with a title only lacks options, and is told so at once."""
    path = tmp_path / "study.yaml"
    path.write_text("title: x\n", encoding="utf-8")
    assert [each.message for each in problems(path)] == ["options is missing"]


@pytest.mark.parametrize("kept", [["no-treaty"], []])
def test_a_study_without_a_type_of_treaty_is_refused(kept: list[str], raw: Raw, write: Write) -> None:
    """There must be an option besides the baseline."""
    raw["options"] = {id: raw["options"][id] for id in kept}
    for section in ("obligations", "claims"):
        del raw[section]
    assert "options" in {each.path for each in problems(write(raw))}


@pytest.mark.parametrize(
    ("of", "field"),
    [
        (lambda study: study, "title"),
        (lambda study: study, "options"),
        (lambda study: study.option("cooperation"), "degree"),
        (lambda study: study.option("cooperation").on("readiness"), "score"),
        (lambda study: study.groups[0], "criteria"),
        (lambda study: study.obligations[0], "enters"),
        (lambda study: study.profiles[0], "points"),
        (lambda study: study.source, "title"),
    ],
)
def test_a_study_cannot_be_changed(paper: Study, of: Callable[[Study], BaseModel], field: str) -> None:
    """Assigning to any field raises and changes nothing."""
    record = of(paper)
    was = getattr(record, field)
    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, field, was)
    assert getattr(record, field) is was


def test_nothing_inside_a_study_can_be_changed(paper: Study) -> None:
    """All the way down a study is made of frozen records, tuples and scalars."""
    waiting: list[Any] = [paper]
    kinds = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, BaseModel):
            kinds.add(type(value).__name__)
            assert value.model_config["frozen"]
            waiting += [getattr(value, name) for name in type(value).model_fields]
        elif isinstance(value, tuple):
            waiting += value
        else:
            assert value is None or isinstance(value, (str, int, float, bool))
    assert kinds >= {"Study", "Option", "Assessment", "Obligation", "Criterion", "Profile", "Claim"}


def shuffled(data: Any, order: random.Random) -> Any:
    """The same data with the keys of every mapping in another order."""
    if isinstance(data, dict):
        keys = list(data)
        order.shuffle(keys)
        return {key: shuffled(data[key], order) for key in keys}
    return [shuffled(each, order) for each in data] if isinstance(data, list) else data


def answer(study: Study) -> dict[str, Any]:
    """All figures of a ranking of all options, keyed by ids, so that no order is left in them."""
    found: dict[str, Any] = {}

    def gather(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                gather(f"{path}.{key}", each)
        elif isinstance(value, (list, tuple)):
            for i, each in enumerate(value):
                names = ("id", "screen", "first", "second") if isinstance(each, dict) else ()
                name = "+".join(each[key] for key in names if key in each) or str(i)
                gather(f"{path}.{name}", each)
        else:
            found[path] = value

    for screens in (None, []):
        for profile in ("balanced", "russia"):
            data = rank(study, profile=profile, screens=screens, baseline=True).to_dict()
            del data["study"]  # what it says of the file is not what the file's order may change
            data["screens"].sort()  # which screens were applied has no order but the file's
            gather(f"{screens}.{profile}", data)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_a_file_changes_no_value(seed: int, paper: Study, raw: Raw, write: Write) -> None:
    """Sections, groups, criteria, options, scores and obligations in another order give the same ranking."""
    other = load(write(shuffled(raw, random.Random(seed))))
    assert [option.id for option in other.options] != [option.id for option in paper.options]
    expected, found = answer(paper), answer(other)
    figures = {key for key, value in expected.items() if isinstance(value, float)}
    assert {key: found[key] for key in figures} == pytest.approx(
        {key: expected[key] for key in figures}, rel=1e-12, abs=1e-12
    )
    rest = expected.keys() - figures
    assert {key: found[key] for key in rest} == {key: expected[key] for key in rest}
    assert found.keys() == expected.keys()


def test_the_order_of_a_file_changes_no_obligation(paper: Study, raw: Raw, write: Write) -> None:
    """Each type carries the same obligations in whatever order they stand in the file."""
    other = load(write(shuffled(raw, random.Random(5))))
    assert {each.id for each in other.obligations} == {each.id for each in paper.obligations}
    for option in paper.options:
        ids = {each.id for each in paper.obligations_of(option.id)}
        assert {each.id for each in other.obligations_of(option.id)} == ids


def test_setting_a_score_leaves_the_study_as_it_was(paper: Study) -> None:
    """with_score gives a copy; the original keeps its score and everything else."""
    before = paper.model_dump()
    paper.with_score("cooperation", "readiness", 5)
    assert paper.model_dump() == before
    assert paper.option("cooperation").on("readiness").score == 75


def test_a_set_score_is_seen_wherever_it_is_read(paper: Study) -> None:
    """Nothing that the original had cached shows through in the copy."""
    option = paper.option("cooperation")
    assert (paper.criteria, paper.ladder, option.on("readiness").score) != ((), (), None)
    changed = paper.with_score("cooperation", "readiness", 5)
    (on_ladder,) = [each for each in changed.ladder if each.id == "cooperation"]
    (listed,) = [each for each in changed.options if each.id == "cooperation"]
    for found in (changed.option("cooperation"), on_ladder, listed):
        judged = found.on("readiness")
        assert (judged.score, judged.range, judged.basis, judged.cites) == (5, (5, 5), "set", ())
        assert [each.score for each in found.scores if each.id == "readiness"] == [5]


def test_a_set_score_changes_nothing_else(paper: Study) -> None:
    """The copy differs from the original in that one assessment."""
    before, after = paper.model_dump(), paper.with_score("cooperation", "readiness", 5).model_dump()
    for dump in (before, after):
        (option,) = [each for each in dump["options"] if each["id"] == "cooperation"]
        option["scores"] = [each for each in option["scores"] if each["id"] != "readiness"]
    assert before == after


def test_two_set_scores_stand_together(paper: Study) -> None:
    """Setting a second score keeps the first, and setting one again replaces it."""
    changed = paper.with_score("cooperation", "readiness", 5).with_score("mutual-security", "equality", 6)
    again = changed.with_score("cooperation", "readiness", 7)
    assert changed.option("cooperation").on("readiness").score == 5
    assert again.option("cooperation").on("readiness").score == 7
    assert again.option("mutual-security").on("equality").score == 6


@pytest.mark.parametrize("score", [-1, 101, float("nan"), float("inf"), True, "50", None])
def test_a_score_that_is_none_cannot_be_set(paper: Study, score: Any) -> None:
    """Only a number from 0 to 100 is a score."""
    with pytest.raises(ArgumentProblem, match="a score is a number from 0 to 100"):
        paper.with_score("cooperation", "readiness", score)


@pytest.mark.parametrize(
    ("option", "criterion", "message"),
    [
        ("coperation", "readiness", "unknown option coperation; did you mean cooperation?"),
        ("cooperation", "readines", "unknown criterion readines; did you mean readiness?"),
    ],
)
def test_a_score_of_something_unknown_cannot_be_set(
    paper: Study, option: str, criterion: str, message: str
) -> None:
    """An unknown option or criterion is refused with the nearest one."""
    with pytest.raises(ArgumentProblem) as caught:
        paper.with_score(option, criterion, 50)
    assert str(caught.value) == message


def test_an_unknown_id_in_a_study_made_from_data_is_refused_too(raw: Raw) -> None:
    """A study that a program makes from plain data is held to the same rules as a file."""
    renamed(raw)
    with pytest.raises(ValidationError, match="unknown criterion readines"):
        Study.model_validate(raw)


INVISIBLE = ["\u200b", "\u2060", "\u2061", "\ufeff", "\u00ad", "\u180e", "\ufff9", "\U000e0041"]
JOINING = ["\u200c", "\u200d", "\u200e", "\u200f", "\u061c"]
GRADE = "options.cooperation"


@pytest.mark.parametrize("mark", [*INVISIBLE, "\ue000", "\U0010fffd"], ids=lambda mark: f"U+{ord(mark):04X}")
@pytest.mark.parametrize("key", ["name", "gist", "title"])
def test_what_no_reader_sees_is_refused_in_names_and_texts(
    mark: str, key: str, raw: Raw, write: Write
) -> None:
    """Blanks of no width, tags and private characters would make two texts that look the same differ."""
    raw["options"]["cooperation"][key] = f"Co{mark}operation"
    check(write(raw), (f"{GRADE}.{key}", f"character U+{ord(mark):04X} is not allowed"))


@pytest.mark.parametrize("mark", JOINING, ids=lambda mark: f"U+{ord(mark):04X}")
def test_marks_of_joining_and_direction_are_text_but_no_name(mark: str, raw: Raw, write: Write) -> None:
    """Persian, Hindi, Arabic and Hebrew need them in texts; tables align names by their letters."""
    raw["options"]["cooperation"]["gist"] = f"می{mark}شود"
    assert mark in load(write(raw)).option("cooperation").gist
    raw["options"]["cooperation"]["name"] = f"می{mark}شود"
    check(write(raw), (f"{GRADE}.name", f"U+{ord(mark):04X} is not allowed in a name"))


@pytest.mark.parametrize(
    "text", ["तनाव 🕊\ufe0f", "naïve e\u0301", "\u0601 ۱۲", "東京\u3000条約", "a\u00a0b", "⠓⠊⠀⠓"]
)
def test_letters_accents_and_blanks_of_other_scripts_are_text(text: str, raw: Raw, write: Write) -> None:
    """What is seen is taken, in any script."""
    raw["options"]["cooperation"].update(name=text, gist=text)
    option = load(write(raw)).option("cooperation")
    assert (option.name, option.gist) == (text, text)


@pytest.mark.parametrize(
    "blank",
    ["\u00a0", "\u3000", "\u2003 \u2009", "\u2800", "\u3164", "\u115f", "\u0301", "\ufe0f"],
    ids=ascii,
)
@pytest.mark.parametrize("key", ["name", "gist", "title"])
def test_a_text_that_shows_nothing_is_empty(blank: str, key: str, raw: Raw, write: Write) -> None:
    """A blank of any width, a filler, or an accent on nothing is no text."""
    raw["options"]["cooperation"][key] = blank
    check(write(raw), (f"{GRADE}.{key}", "must not be empty"))


def test_half_of_a_character_is_refused() -> None:
    """A surrogate, which no file can hold but Python can, is a fault and no crash of the encoder."""
    with pytest.raises(ValidationError, match=r"string_unicode|U\+D800"):
        Study.model_validate({**dict(load()), "title": "half \ud800"})


@pytest.mark.parametrize(
    ("section", "id", "key", "most", "kind"),
    [
        ("options", "cooperation", "name", 100, "a name"),
        ("options", "cooperation", "title", 200, "a title"),
        ("options", "cooperation", "gist", 10_000, "a text"),
        ("groups", "realism", "name", 100, "a name"),
        ("parties", "russia", "name", 100, "a name"),
    ],
)
def test_names_titles_and_texts_have_a_stated_length(
    section: str, id: str, key: str, most: int, kind: str, raw: Raw, write: Write
) -> None:
    """The longest is taken, one more is refused with the limit."""
    raw[section][id][key] = "x" * most
    load(write(raw))
    raw[section][id][key] = "x" * (most + 1)
    check(
        write(raw),
        (f"{section}.{id}.{key}", f"{kind} has at most {most:,} characters; this has {most + 1:,}"),
    )


def test_an_id_has_a_stated_length(raw: Raw, write: Write) -> None:
    """Ids stand in tables too."""
    raw["screens"]["s" * 61] = deepcopy(raw["screens"]["realistic"])
    told = [each.message for each in problems(write(raw))]
    assert told == ["an id has at most 60 characters; this has 61"]


def test_a_name_stands_on_one_line(raw: Raw, write: Write) -> None:
    """Names are not joined from lines as texts are."""
    raw["options"]["cooperation"]["name"] = "Coop\neration"
    check(write(raw), (f"{GRADE}.name", "a name must stand on one line"))


@pytest.mark.parametrize("code", [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF])
def test_what_is_no_character_is_refused(code: int, raw: Raw) -> None:
    """Unicode sets code points aside that no text holds, from the first to the last of them."""
    with pytest.raises(ValidationError, match=f"U\\+{code:04X}"):
        Study.model_validate(raw | {"title": f"odd {chr(code)}"})


def test_the_character_beside_them_is_text(raw: Raw) -> None:
    """Just after the range set aside stands an Arabic sign."""
    raw["title"] = "odd \ufdf0"
    assert Study.model_validate(raw).title == "odd \ufdf0"
