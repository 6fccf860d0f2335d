"""The commands that know sides and packages: negotiate, design, and --package wherever it is taken."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Run
from test_packages import RIVER
from treatyopt import ArgumentProblem, Study, design, load, read_package
from treatyopt.cli import main

Raw = dict[str, Any]
Write = Callable[[Any], Path]
Capture = pytest.CaptureFixture[str]

FORMATS = ("table", "json", "csv", "markdown")
RANKING = ("compare", "explain", "sensitivity --samples 0", "negotiate")
RIVER_TWO = f"design --study {RIVER} --parties upstream,downstream --samples 0"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in an empty folder of its own, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def fails(capsys: Capture, code: int, *argv: str | Path) -> str:
    """Runs a command that must fail: the one line it says, printable and without a traceback."""
    assert main([str(word) for word in argv]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    assert line.startswith("treatyopt")
    assert line.isprintable()
    return line


def works(capsys: Capture, *argv: str | Path) -> str:
    """Runs a command that must succeed: what it prints."""
    assert main([str(word) for word in argv]) == 0
    printed = capsys.readouterr()
    assert all(line.startswith("treatyopt: saved ") for line in printed.err.splitlines())
    return printed.out


def data(capsys: Capture, argv: str) -> Any:
    """What a command answers in JSON."""
    return json.loads(works(capsys, *argv.split(), "-f", "json"))


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def names() -> list[str]:
    """The files in the folder of the test."""
    return sorted(path.name for path in Path().iterdir())


PACKAGE = """\
id: mine
from: cooperation
to: mutual-security
adds:
  - frontier-guarantee
  - kaliningrad
  - broad-interests
"""


def packed(text: str = PACKAGE, name: str = "p.yaml") -> str:
    """Writes a package file and returns its name."""
    Path(name).write_text(text, encoding="utf-8")
    return name


# Arguments -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ("negotiate rusia", "unknown party rusia; did you mean russia?"),
        ("negotiate russia nato russia", "russia is named twice"),
        ("negotiate -p russia=nto", "unknown profile nto; did you mean nato?"),
        ("negotiate -p rusia=nato", "unknown party rusia; did you mean russia?"),
        ("negotiate -p russia", "russia: write PARTY=PROFILE"),
        ("negotiate -p russia=", "russia=: write PARTY=PROFILE"),
        ("negotiate -p russia=nato -p russia=nato", "russia is given twice"),
        ("negotiate --concession-cost -1", "concession cost -1: must be a number from 0 to 1000000"),
        ("negotiate --concession-cost nan", "concession cost nan: must be a number from 0 to 1000000"),
        ("negotiate --concession-cost 1e999", "concession cost inf: must be a number from 0 to 1000000"),
        ("negotiate --concession-cost half", "half"),
        ("negotiate --screen realistc", "unknown screen realistc; did you mean realistic?"),
        ("negotiate --no-screens --screen realistic", "--no-screens and --screen exclude each other"),
        ("negotiate --set cooperation.readines=5", "unknown criterion readines; did you mean readiness?"),
        ("negotiate --set cooperation.readiness=101", "a score is a number from 0 to 100"),
        ("negotiate -f jsn", "jsn"),
        (f"negotiate --study {RIVER} -p upstream=soon", "soon: all its weight is on feasibility"),
        ("design --parties russia", "between exactly two parties, not 1 (russia)"),
        ("design --parties russia,russia", "russia is named twice"),
        ("design --parties russia,", "--parties russia,: write two ids with a comma between"),
        ("design --parties rusia,nato", "unknown party rusia; did you mean russia?"),
        (f"design --study {RIVER}", "between exactly two parties, not 3 (upstream, midstream, downstream)"),
        ("design --from coperation", "unknown option coperation; did you mean cooperation?"),
        ("design --from no-treaty --to mutual-defense", "would have stand-off out of its own range"),
        ("design --to no-treaty", "no-treaty is the baseline"),
        ("design --from mutual-security --to cooperation", "cooperation is a weaker type than mutual-security"),
        ("design --from cooperation --to cooperation", "cooperation is the same type"),
        (
            "design --from non-aggression --to mutual-defense",
            "between non-aggression and mutual-defense some packages would have arms-control below 0",
        ),
        ("design --require kaliningrd", "unknown obligation kaliningrd; did you mean kaliningrad?"),
        ("design --require automatic-assistance", "enters with mutual-defense, above mutual-security"),
        ("design --exclude npt", "npt is part of cooperation, which every package holds whole"),
        ("design --exclude-if enlargment", "unknown condition enlargment; did you mean enlargement?"),
        (
            "design --require kaliningrad --exclude frontier-guarantee --exclude cfe-2",
            "no package between cooperation and mutual-security allows requiring kaliningrad and excluding "
            "frontier-guarantee together: kaliningrad needs frontier-guarantee",
        ),
        (
            "design --to mutual-defense --require automatic-assistance --require integrated-military",
            "readiness at least 40",
        ),
        ("design --solution nsh", "nsh"),
        ("design --samples -1", "-1"),
        ("design --samples 1000001", "1000001"),
        ("design --samples many", "many"),
        ("design --seed -1", "-1"),
        ("design --concession-cost 1e7", "concession cost 10000000: must be a number from 0 to 1000000"),
        ("design --set cooperation.stand-off=30 --set mutual-security.stand-off=30", "no type passes"),
        ("design --set mutual-security.stand-off=39", "only cooperation passes the study's screens"),
        ("design extra", "extra"),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_refused_in_one_line(argv: str, said: str, capsys: Capture) -> None:
    """Each mistake is named as typed, with exit code 2."""
    assert said in fails(capsys, 2, *argv.split())


@pytest.mark.parametrize("argv", ["design --from=", "design --to=", "design --parties=", "design --require="])
def test_an_empty_id_is_not_taken_for_no_id(argv: str, capsys: Capture) -> None:
    """`design --from "$UNSET"` does not quietly take the default."""
    fails(capsys, 2, *argv.split(), "--samples", "0")


@pytest.mark.parametrize("number", ["1_0", "٣"])
@pytest.mark.parametrize("command", ["negotiate", "design --samples 0"])
def test_an_odd_number_is_no_concession_cost(command: str, number: str, capsys: Capture) -> None:
    """As with points and scores, underscores and digits of other scripts make no number."""
    fails(capsys, 2, *command.split(), "--concession-cost", number)


def test_a_conflict_without_a_prerequisite_ends_in_a_whole_sentence(capsys: Capture) -> None:
    """Requiring and excluding the same leaves no colon at the end of the line."""
    line = fails(capsys, 2, "design", "--require", "cfe-2", "--exclude", "cfe-2")
    assert "requiring cfe-2 and excluding cfe-2 together" in line
    assert not line.rstrip().endswith(":")


@pytest.mark.parametrize("flag", ["--parties", "--from", "--require", "--exclude-if", "-p", "--solution"])
def test_a_typed_terminal_escape_is_not_sent_back(flag: str, capsys: Capture) -> None:
    """Control characters in an argument are shown escaped."""
    fails(capsys, 2, "design", flag, "\x1b]0;x\x07")


@pytest.mark.parametrize("argv", ["negotiate", "design --samples 0"])
def test_a_missing_study_is_named(argv: str, capsys: Capture) -> None:
    """A study that is not there is the file's problem."""
    assert fails(capsys, 1, *argv.split(), "--study", "s.yaml") == "treatyopt: s.yaml: no such file"


@pytest.mark.parametrize(
    ("part", "argv", "said"),
    [
        ("parties", "negotiate", "the study has no parties"),
        ("parties", "design", "the study has no parties"),
        ("baseline", "negotiate", "the study names no baseline"),
        ("baseline", "design", "the study names no baseline"),
        ("obligations", "design", "the study has no obligations"),
    ],
)
def test_a_study_that_lacks_what_is_needed_is_refused(
    part: str, argv: str, said: str, raw: Raw, write: Write, capsys: Capture
) -> None:
    """What the study lacks is said in one line, and shown in three more."""
    del raw[part]
    if part != "baseline":
        raw.pop("obligations", None)
        del raw["claims"]
    assert main([argv, "--study", str(write(raw))]) == 2
    first, *added = capsys.readouterr().err.splitlines()
    assert said in first
    assert first.endswith("; add, for example:")
    assert len(added) == 3
    assert added[0].startswith(f"    {part}:")


def test_a_study_without_obligations_can_be_negotiated(raw: Raw, write: Write, capsys: Capture) -> None:
    """There are no burdens then, and the output says so."""
    del raw["obligations"]
    del raw["claims"]
    shown = flat(works(capsys, "negotiate", "--study", write(raw)))
    assert "The study has no obligations, so no type burdens anybody." in shown


# What is shown ---------------------------------------------------------------------------------------------


def test_negotiate_shows_the_paper(capsys: Capture) -> None:
    """Gains of both, what fails, what all solutions pick and that a package betters it."""
    shown = flat(works(capsys, "negotiate"))
    assert re.search(r"Mutual Security 48\.8 \+35\.5 40\.0 \+29\.6", shown)
    assert "Every bargaining solution used here picks Mutual Security." in shown
    assert "fails realistic" in shown
    assert "See treatyopt design." in shown
    assert "no report of 409 tried gains either side anything; that is no proof." in shown


def test_negotiate_with_three_parties(capsys: Capture) -> None:
    """On the river all three have a column of gains; there is no picture and nothing on packages."""
    shown = works(capsys, "negotiate", "--study", RIVER)
    for name in ("Upland", "Midland", "Lowland"):
        assert name in shown
    assert re.search(r"River Commission +41\.3 +\+7\.0 +45\.0 +\+23\.2 +47\.1 +\+30\.3", shown)
    assert "\n    dominated by River Commission\n" in shown
    assert "┼" not in shown
    found = data(capsys, f"negotiate --study {RIVER}")
    assert [each["id"] for each in found["sides"]] == ["upstream", "midstream", "downstream"]
    assert [each["id"] for each in found["outcomes"]] == [
        "data-pact",
        "quota-accord",
        "river-commission",
        "river-union",
    ]
    assert all(len(each["parties"]) == 3 for each in found["outcomes"])


def test_negotiate_with_some_of_the_parties(capsys: Capture) -> None:
    """With two of three named, packages are drawn behind the options; with one, nothing is traded."""
    two = data(capsys, f"negotiate upstream downstream --study {RIVER}")
    assert (two["between"]["lower"], two["between"]["upper"]) == ("quota-accord", "river-commission")
    assert len(two["between"]["gains"]) == 6
    assert "┼" in works(capsys, "negotiate", "upstream", "downstream", "--study", RIVER)
    one = data(capsys, f"negotiate midstream --study {RIVER}")
    assert one["trades"] == []


def test_negotiate_where_nothing_changes_for_anybody(raw: Raw, write: Write, capsys: Capture) -> None:
    """Where every option is as good as no treaty to both, all points of the picture lie at zero, and it is drawn."""
    del raw["obligations"]
    del raw["claims"]
    del raw["screens"]
    same = json.dumps(raw["options"]["no-treaty"]["scores"])
    for option in raw["options"].values():
        option["scores"] = json.loads(same)
    shown = works(capsys, "negotiate", "--study", write(raw))
    assert re.search(r"^1 │$", shown, re.MULTILINE)
    assert re.search(r"^0 a──", shown, re.MULTILINE)


def test_design_shows_the_paper(capsys: Capture) -> None:
    """The classes come first, then the illustration, how firm it is, and the caution on weights."""
    shown = flat(works(capsys, "design", "--samples", "20"))
    classes = shown.index("9 core, 4 open and 6 out")
    illustration = shown.index("An illustration, what Nash picks")
    assert (
        classes
        < illustration
        < shown.index("It stays the choice, or tied for it, for a concession cost from 0.49 to 0.59")
    )
    assert "20 drawings, seed 1" in shown
    assert "the most found among 29 reports of each under Nash is, for Russia" in shown


def test_design_between_two_of_three(capsys: Capture) -> None:
    """On the river the party that is bound and has no side is named."""
    shown = flat(works(capsys, *RIVER_TWO.split()))
    assert "4 core, 3 open and 1 out" in shown
    assert "also bind Midland, whose side is not looked at here." in shown
    assert "--exclude-if drought" in shown


def test_design_with_a_space_after_the_comma(capsys: Capture) -> None:
    """Blanks around the ids of the parties do not matter."""
    words = ["design", "--parties", " upstream , downstream ", "--study", RIVER, "--samples", "0"]
    assert works(capsys, *words) == works(capsys, *RIVER_TWO.split())


def test_design_lists_the_whole_frontier_when_asked(capsys: Capture) -> None:
    """With --all every package of the frontier has a row."""
    assert "The whole frontier" not in works(capsys, "design", "--samples", "0")
    assert "The whole frontier (9 packages)" in works(capsys, "design", "--samples", "0", "--all")


def test_design_says_when_nothing_is_acceptable(capsys: Capture) -> None:
    """Without an illustration the reason is given: the demands, or that no package would do."""
    shown = flat(works(capsys, "design", "--samples", "0", "--concession-cost", "3"))
    assert "No package is acceptable to both sides: each of them leaves a side worse off" in shown
    blocked = "--concession-cost 1.55 --require regional-liaison --exclude broad-interests --exclude nato-cis"
    shown = flat(works(capsys, "design", "--samples", "0", *blocked.split()))
    assert "Requiring regional-liaison and excluding broad-interests together already leave none." in shown
    assert "The same at other concession costs" in shown


@pytest.mark.parametrize("cost", ["1.62", "1.65"])
def test_no_treaty_stays_only_if_no_package_is_accepted(cost: str, capsys: Capture) -> None:
    """Where no type is accepted by both but some package is, negotiate says so and design shows which are refused."""
    shown = flat(works(capsys, "negotiate", "--concession-cost", cost))
    assert "so of these No Treaty stays. But some package of obligations is acceptable to both." in shown
    shown = flat(works(capsys, "design", "--samples", "0", "--all", "--concession-cost", cost))
    assert re.search(r"A side would refuse all but \d of these", shown)
    assert "✗ refused" in shown


def test_what_both_accept_can_have_other_classes(capsys: Capture) -> None:
    """At 1.65 one package is accepted: what it adds is core over what both accept, whatever it is on the whole."""
    found = data(capsys, "design --samples 0 --concession-cost 1.65")
    (only,) = [each for each in found["packages"] if each["acceptable"]]
    for each in found["offered"]:
        assert each["accepted"] == ("core" if each["obligation"]["id"] in only["adds"] else "out")
    assert any(each["accepted"] != each["status"] for each in found["offered"])
    shown = flat(works(capsys, "design", "--samples", "0", "--concession-cost", "1.65"))
    assert "Over what both accept alone, frontier-guarantee core and" in shown


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("--concession-cost 1.5", "from 1.41 to 1.65"),
        ("--concession-cost 1.3", "from 1.28 to 1.37"),
        ("--solution ks --concession-cost 0.57", "from 0.57 to"),
    ],
)
def test_the_ends_of_the_interval_are_rounded_inwards(words: str, ends: str, capsys: Capture) -> None:
    """The ends, 1.4027 and 1.3776 among them, are not rounded to costs at which the package is not the choice."""
    assert f"for a concession cost {ends}" in flat(works(capsys, "design", "--samples", "0", *words.split()))


def test_adding_what_would_fail_a_screen_says_so(capsys: Capture) -> None:
    """With mutual security hardly ready, what is left out is marked where adding it would fail the screen."""
    words = "design --samples 0 --from cooperation --to mutual-security --set mutual-security.readiness=20"
    found = data(capsys, words)
    fails = {each["obligation"]["id"]: each["fails"] for each in found["offered"]}
    assert fails["no-joint-activity-in-baltics"] == ["realistic"]
    shown = flat(works(capsys, *words.split()))
    assert "a concession by NATO to Russia; the package would fail realistic" in shown


def test_beyond_the_stretch_packages_are_not_said_to_be_worse(capsys: Capture) -> None:
    """Without screens mutual defense is picked; that packages towards it were not looked at is said."""
    found = data(capsys, "negotiate --no-screens")
    bettered = {each["id"]: each["bettered"] for each in found["outcomes"]}
    assert bettered["mutual-defense"] is None
    shown = flat(works(capsys, "negotiate", "--no-screens"))
    assert "Packages towards Mutual Defense were not looked at." in shown


@pytest.mark.usefixtures("afresh")
def test_the_answer_follows_the_arguments(capsys: Capture) -> None:
    """Solution, ends, demands, screens, profiles, cost, scores and seed reach the answer."""
    argv = (
        "design --solution utilitarian --from non-aggression --to cooperation --require start --exclude abm "
        "--exclude-if enlargement --no-screens -p nato=cautious --concession-cost 0.7 --samples 3 --seed 9 "
        "--set cooperation.equality=60 --parties nato,russia"
    )
    found = data(capsys, argv)
    assert (found["solution"], found["lower"], found["upper"]) == (
        "utilitarian",
        "non-aggression",
        "cooperation",
    )
    assert found["demands"] == [{"kind": "require", "id": "start"}, {"kind": "exclude", "id": "abm"}]
    assert [each["profile"] for each in found["sides"]] == ["cautious", "russia"]
    assert (found["cost"], found["drawn"]["draws"], found["drawn"]["seed"]) == (0.7, 3, 9)
    assert found["changes"] == [
        {"option": "cooperation", "criterion": "equality", "score": 60.0, "was": 50.0}
    ]
    once = works(capsys, *argv.split(), "-f", "json")
    assert works(capsys, *argv.split(), "-f", "json") == once


def test_json_is_the_answer_of_the_library(paper: Study, capsys: Capture) -> None:
    """The command adds a schema version and its stamp to what the library answers, and nothing else."""
    found = data(capsys, "design --samples 10 --seed 4")
    assert found.pop("schema_version") == 2
    assert found.pop("made_by")["asked"]["arguments"] == ["--samples", "10", "--seed", "4"]
    assert found == design(paper, samples=10, seed=4).to_dict()


# Formats and widths ----------------------------------------------------------------------------------------

SHOWN = [
    "negotiate",
    "negotiate russia",
    "negotiate --concession-cost 3",
    f"negotiate --study {RIVER}",
    f"negotiate upstream downstream --study {RIVER} --no-screens",
    "design --samples 5",
    "design --samples 0 --all --exclude-if enlargement --require cfe-2",
    "design --samples 0 --concession-cost 3",
    RIVER_TWO,
    f"{RIVER_TWO} --to river-union --all --solution egalitarian",
    f"{RIVER_TWO} --from data-pact --exclude-if drought --set river-commission.flow=65",
    "compare --package p.yaml",
    "compare -p russia -p nato --package p.yaml",
    "compare mine mutual-security --package p.yaml",
    "explain --package p.yaml",
    "sensitivity --samples 0 --package p.yaml",
    "negotiate --package p.yaml",
]


@pytest.mark.parametrize("argv", SHOWN)
def test_no_line_is_wider_than_the_screen(
    argv: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 40 columns, where least has room, no line of a table runs over."""
    packed()
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, works(capsys, *argv.split()).splitlines())) <= 40


@pytest.mark.parametrize("argv", SHOWN)
def test_every_format_can_be_read_by_its_reader(argv: str, capsys: Capture) -> None:
    """JSON parses with a schema version, and CSV has rows of one length under names of their own."""
    packed()
    found = data(capsys, argv)
    assert found["schema_version"] == 2
    rows = list(csv.reader(io.StringIO(works(capsys, *argv.split(), "-f", "csv"))))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert len(set(rows[0])) == len(rows[0])


def test_csv_holds_one_row_for_each_option_and_party(capsys: Capture) -> None:
    """The gains of the CSV are those of the JSON."""
    rows = list(csv.DictReader(io.StringIO(works(capsys, "negotiate", "--study", RIVER, "-f", "csv"))))
    expected = [
        (option["id"], seen["party"], seen["gain"])
        for option in data(capsys, f"negotiate --study {RIVER}")["outcomes"]
        for seen in option["parties"]
    ]
    assert [(row["id"], row["party"], float(row["gain"])) for row in rows] == expected
    assert len(expected) == 12


def test_csv_of_a_design_holds_obligations_or_packages(capsys: Capture) -> None:
    """One row for each obligation offered, and with --all one for each package of the frontier."""
    found = data(capsys, RIVER_TWO)
    rows = list(csv.DictReader(io.StringIO(works(capsys, *RIVER_TWO.split(), "-f", "csv"))))
    assert [(row["obligation"], row["status"]) for row in rows] == [
        (each["obligation"]["id"], each["status"]) for each in found["offered"]
    ]
    rows = list(csv.DictReader(io.StringIO(works(capsys, *RIVER_TWO.split(), "--all", "-f", "csv"))))
    assert [float(row["upstream-gain"]) for row in rows] == [
        each["parties"][0]["gain"] for each in found["packages"]
    ]


@pytest.mark.parametrize("argv", ["negotiate", "design --samples 5 --all"])
def test_every_figure_is_shown_at_any_width(
    argv: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However narrow the terminal, no gain is cut off or left out."""
    found = data(capsys, argv)
    gains = [
        seen["gain"]
        for each in (found["outcomes"] if argv == "negotiate" else found["packages"])
        for seen in each["parties"]
    ]
    for columns in ("20", "40", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        shown = set(re.findall(r"[+-]\d+\.\d(?!\d)", works(capsys, *argv.split())))
        assert {f"{each:+.1f}" for each in gains} <= shown


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("argv", ["negotiate", "design --samples 0"])
def test_output_in_ascii_works(argv: str, format_: str, inside: Run) -> None:
    """Where only ASCII can be shown, every format comes out in ASCII."""
    done = inside(*argv.split(), "-f", format_, encoding="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()


SPECIAL = "[bold]x[/bold] :smile: *a* _b_ `c` <b>d</b> | e & f ~h~"


@pytest.mark.parametrize("argv", ["negotiate", "design --samples 0"])
def test_names_of_parties_are_shown_as_they_are(
    argv: str, raw: Raw, write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Brackets, emoji codes and the like in a party's name are neither read as markup nor escaped in a table."""
    raw["parties"]["nato"]["name"] = SPECIAL
    path = write(raw)
    monkeypatch.setenv("COLUMNS", "400")
    assert SPECIAL in flat(works(capsys, *argv.split(), "--study", path))
    escaped = re.sub(r"([\\`*_\[\]<>|~&#!])", r"\\\1", SPECIAL)
    assert escaped in works(capsys, *argv.split(), "--study", path, "-f", "markdown")


def test_many_options_are_all_shown(raw: Raw, write: Write, capsys: Capture) -> None:
    """With more options than there are letters, every option still has its row in data, and people are told so."""
    del raw["obligations"]
    del raw["claims"]
    last = raw["options"]["mutual-defense"]
    for i in range(60):
        more = json.loads(json.dumps(last))  # YAML would write what is shared as an alias
        raw["options"][f"more-{i}"] = more | {"name": f"More{i:02}", "degree": 10 + i}
    study = write(raw)
    held = works(capsys, "negotiate", "--study", study, "-f", "csv")
    assert {f"more-{i}" for i in range(60)} <= set(re.findall(r"more-\d+", held))
    assert (
        "types"
        in re.findall(r"Shown are .*", works(capsys, "negotiate", "--study", study, "-f", "markdown"))[0]
    )


# Saving a package ------------------------------------------------------------------------------------------

SAVE = ("design", "--samples", "0", "--save")


def test_a_saved_package_can_be_compared_and_explained(capsys: Capture) -> None:
    """What design saves, the other commands take, with the scores and values that design showed."""
    works(capsys, *SAVE, "in-between.yaml")
    assert names() == ["in-between.yaml"]
    designed = data(capsys, "design --samples 0")
    for profile, value in designed["illustration_values"].items():
        ranked = data(capsys, f"compare -p {profile} --package in-between.yaml")
        (mine,) = [each for each in ranked["standings"] if each["id"] == "in-between"]
        assert mine["value"] == pytest.approx(value, abs=1e-9)
        assert mine["name"] == "Cooperation + 12"
    explained = data(capsys, "explain --package in-between.yaml")
    assert explained["standing"]["rank"] == 2
    text = flat(works(capsys, "explain", "in-between", "--package", "in-between.yaml"))
    assert "Nash solution for Russia, NATO at a concession cost of 0.5." in text
    assert "on another study" not in text
    gains = [each["gain"] for each in designed["packages"][designed["choice"]]["parties"]]
    (outcome,) = [
        each
        for each in data(capsys, "negotiate --package in-between.yaml")["outcomes"]
        if each["id"] == "in-between"
    ]
    assert [each["gain"] for each in outcome["parties"]] == pytest.approx(gains, abs=1e-9)
    assert "Cooperation + 12" in works(
        capsys, "sensitivity", "--samples", "0", "--package", "in-between.yaml"
    )


def test_a_saved_package_holds_its_provenance(capsys: Capture) -> None:
    """The file tells by what, on what, for whom, at which cost and under which demands it was made, and no scores."""
    more = ["--require", "cfe-2", "--exclude-if", "enlargement", "-p", "nato=cautious", "--solution", "ks"]
    works(capsys, *SAVE, "p.yaml", *more)
    held = yaml.safe_load(Path("p.yaml").read_text(encoding="utf-8"))
    assert (held["id"], held["from"], held["to"]) == ("p", "cooperation", "mutual-security")
    assert "cfe-2" in held["adds"]
    assert "scores" not in held
    made = held["provenance"]
    assert made["study"] == "Building the NATO-Russia Relationship"
    assert made["chosen-by"] == "Kalai-Smorodinsky solution"
    assert (made["parties"], made["profiles"]) == (["russia", "nato"], ["russia", "cautious"])
    assert made["concession-cost"] == 0.5
    assert made["demands"][:2] == ["requiring cfe-2", "excluding all that suppose enlargement"]
    assert (made["file"], made["sha256"]) == ("options.yaml", load().origin.sha256)
    asked = "--require cfe-2 --exclude-if enlargement -p nato=cautious --solution ks"
    assert made["command"] == f"treatyopt design --samples 0 {asked}"


def test_a_package_saved_on_another_study_says_so(raw: Raw, write: Write, capsys: Capture) -> None:
    """A package made on a study of another title carries that title in its note."""
    raw["title"] = "A Variant"
    works(capsys, *SAVE, "p.yaml", "--study", write(raw))
    assert "on another study (A Variant)" in flat(works(capsys, "explain", "--package", "p.yaml"))


def test_a_package_of_the_river_is_saved_and_compared(capsys: Capture) -> None:
    """The same on a study with other ids and three parties."""
    works(capsys, *RIVER_TWO.split(), "--save", "p.yaml")
    ranked = data(capsys, f"compare --study {RIVER} --package p.yaml")
    assert {"p", "quota-accord", "river-commission"} == set(ranked["shortlist"])


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("in-between.yaml", "in-between"),
        ("My Päckage 2.yaml", "my-p-ckage-2"),
        ("9.yaml", "package-9"),
        ("--.yaml", "package"),
        ("UPPER_case.YML", "upper-case"),
        ("日本.yaml", "package"),
        ("no-ending", "no-ending"),
        ("two.dots.yaml", "two-dots"),
    ],
)
def test_the_id_comes_from_the_files_name(name: str, id: str, capsys: Capture) -> None:
    """Small letters, digits and hyphens of the name make the id, and the file can be read again."""
    works(capsys, *SAVE, f"./{name}")
    assert yaml.safe_load(Path(name).read_text(encoding="utf-8"))["id"] == id
    assert read_package(load(), name).id == id


@pytest.mark.parametrize("name", ["cooperation.yaml", "npt.yaml", "No Treaty.yaml"])
def test_a_name_that_makes_a_taken_id_is_refused(name: str, capsys: Capture) -> None:
    """The id of an option or obligation is not given to a package, and nothing is written."""
    assert "the id is taken" in fails(capsys, 2, *SAVE, name)
    assert names() == []


def test_a_package_is_not_saved_over_a_file(capsys: Capture) -> None:
    """Without --force what is in the file stays, and the message says how to replace it."""
    Path("p.yaml").write_text("mine", encoding="utf-8")
    line = fails(capsys, 2, *SAVE, "p.yaml")
    assert line == "treatyopt: --save p.yaml: the file exists; use --force to replace it, or another name"
    assert Path("p.yaml").read_text(encoding="utf-8") == "mine"
    works(capsys, *SAVE, "p.yaml", "--force")
    assert yaml.safe_load(Path("p.yaml").read_text(encoding="utf-8"))["id"] == "p"
    assert names() == ["p.yaml"]


def test_a_package_is_not_saved_with_a_score_set(capsys: Capture) -> None:
    """A file has no scores, so that what was set for a run would be lost; nothing is written."""
    line = fails(capsys, 2, *SAVE, "p.yaml", "--set", "cooperation.equality=60")
    assert "leave out --set" in line
    assert names() == []


def test_nothing_is_saved_where_nothing_is_acceptable(capsys: Capture) -> None:
    """Without an illustration there is nothing to save, and that is said."""
    line = fails(capsys, 2, *SAVE, "p.yaml", "--concession-cost", "3")
    assert "no package is acceptable to both sides" in line
    assert names() == []


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        (".", 2, "is a folder"),
        ("nowhere/p.yaml", 1, "cannot be written"),
        ("x" * 300, 1, "cannot be written"),
    ],
)
def test_where_nothing_can_be_saved_is_named(path: str, code: int, said: str, capsys: Capture) -> None:
    """A folder, a folder that is not there and an impossible name are refused in one line."""
    assert said in fails(capsys, code, *SAVE, path)
    assert names() == []


@pytest.mark.parametrize("more", [["--from", "nonsense"], ["--solution", "nsh"], ["--parties", "russia"]])
def test_a_design_that_fails_saves_nothing(more: list[str], capsys: Capture) -> None:
    """On an error no package file appears, and one that is there stays as it was."""
    Path("old.yaml").write_text("mine", encoding="utf-8")
    fails(capsys, 2, *SAVE, "new.yaml", *more)
    fails(capsys, 2, *SAVE, "old.yaml", "--force", *more)
    assert names() == ["old.yaml"]
    assert Path("old.yaml").read_text(encoding="utf-8") == "mine"


def test_a_design_whose_output_is_refused_saves_nothing(capsys: Capture) -> None:
    """Where -o names a file that exists the whole command fails, and no package file is left behind."""
    Path("out.json").write_text("mine", encoding="utf-8")
    assert "-o out.json: the file exists" in fails(capsys, 2, *SAVE, "p.yaml", "-o", "out.json")
    assert names() == ["out.json"]


@pytest.mark.parametrize("output", ["nowhere/out.json", "x" * 300 + ".json"])
def test_a_design_whose_output_cannot_be_written_saves_nothing(output: str, capsys: Capture) -> None:
    """Where -o fails only when it is written, the package file is taken back and the retry is not refused."""
    assert "cannot be written" in fails(capsys, 1, *SAVE, "p.yaml", "-o", output)
    assert names() == []
    works(capsys, *SAVE, "p.yaml", "-o", "out.json")
    assert names() == ["out.json", "p.yaml"]


def test_a_package_that_was_there_is_not_taken_back(capsys: Capture) -> None:
    """With --force a file that was there before the run stays, whatever becomes of -o."""
    Path("p.yaml").write_text("mine", encoding="utf-8")
    fails(capsys, 1, *SAVE, "p.yaml", "--force", "-o", "nowhere/out.json")
    assert names() == ["p.yaml"]


def test_what_was_saved_is_told_on_standard_error(capsys: Capture) -> None:
    """One line names the package file, apart from the result; a run that fails names none."""
    assert main([*SAVE, "my package.yaml"]) == 0
    printed = capsys.readouterr()
    assert printed.err == "treatyopt: saved my package.yaml\n"
    assert "saved" not in printed.out
    assert "saved" not in fails(capsys, 1, *SAVE, "other.yaml", "-o", "nowhere/out.json")


def test_a_package_is_not_saved_to_standard_output(capsys: Capture) -> None:
    """A hyphen is no file's name: it would leave a file that few can remove."""
    assert "--save -: a package goes to a file" in fails(capsys, 2, *SAVE, "-")
    assert names() == []


def test_the_result_and_the_package_go_to_their_own_files(capsys: Capture) -> None:
    """With --save and -o both files are written, and nothing is printed."""
    assert works(capsys, *SAVE, "p.yaml", "-o", "out.json") == ""
    assert names() == ["out.json", "p.yaml"]
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["solution"] == "nash"


# Taking a package ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", RANKING)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{PACKAGE}color: red\n", "p.yaml:8: color: unknown key"),
        (
            PACKAGE.replace("- kaliningrad", "- kaliningrd"),
            "p.yaml:6: adds.2: unknown obligation kaliningrd; did you mean kaliningrad?",
        ),
        (
            PACKAGE.replace("  - frontier-guarantee\n", ""),
            "p.yaml:5: adds.1: kaliningrad needs frontier-guarantee, which the package leaves out",
        ),
        (PACKAGE.replace("broad-interests", "kaliningrad"), "p.yaml:4: adds: kaliningrad is listed twice"),
        (PACKAGE.replace("broad-interests", "npt"), "p.yaml:7: adds.3: npt is part of cooperation already"),
        (
            PACKAGE.replace("from: cooperation", "from: mutual-defense"),
            "p.yaml:2: from: mutual-security is a weaker type than mutual-defense",
        ),
        ("- a\n", "p.yaml: is not a package: it needs id, from, to and adds"),
        ("id: [\n", "p.yaml:2: not valid YAML"),
    ],
)
def test_a_bad_package_file_is_refused_by_every_command(
    command: str, text: str, said: str, capsys: Capture
) -> None:
    """A fault in a package file is the file's: exit code 1, with file and line."""
    line = fails(capsys, 1, *command.split(), "--package", packed(text))
    assert line.startswith(f"treatyopt: {said}")


@pytest.mark.parametrize("command", RANKING)
def test_a_missing_package_file_is_named(command: str, capsys: Capture) -> None:
    """A package file that is not there is named."""
    assert fails(capsys, 1, *command.split(), "--package", "p.yaml") == "treatyopt: p.yaml: no such file"
    assert fails(capsys, 1, *command.split(), "--package", ".") == "treatyopt: .: is a folder, not a file"


@pytest.mark.parametrize("id", ["cooperation", "npt"])
@pytest.mark.parametrize("command", RANKING)
def test_a_package_with_a_taken_id_is_refused(command: str, id: str, capsys: Capture) -> None:
    """An id that an option or obligation has already is the fault of the file."""
    line = fails(capsys, 1, *command.split(), "--package", packed(PACKAGE.replace("id: mine", f"id: {id}")))
    assert line.startswith("treatyopt: p.yaml:")
    assert f"{id}: the id is taken" in line


def test_a_taken_id_is_told_with_its_line(capsys: Capture) -> None:
    """Like every other fault of a package file, an id that is taken has its line."""
    line = fails(capsys, 1, "compare", "--package", packed("name: Ours\n" + PACKAGE.replace("mine", "npt")))
    assert line.startswith("treatyopt: p.yaml:2: id: ")


def test_a_package_given_twice_is_refused(capsys: Capture) -> None:
    """Two packages of one id cannot be told apart."""
    packed()
    line = fails(capsys, 1, "compare", "--package", "p.yaml", "--package", "p.yaml")
    assert line.startswith("treatyopt: p.yaml")
    assert "mine: the id is taken" in line


def test_several_packages_are_ranked_together(capsys: Capture) -> None:
    """Each file adds its own option."""
    packed()
    packed("id: bare\nfrom: cooperation\nto: mutual-security\nadds: []\n", "q.yaml")
    found = data(capsys, "compare --package p.yaml --package q.yaml")
    assert set(found["shortlist"]) == {"mutual-security", "mine", "cooperation", "bare"}
    values = {each["id"]: (each["rank"], each["value"]) for each in found["standings"]}
    assert values["bare"] == values["cooperation"]


def test_without_an_id_the_package_is_explained(capsys: Capture) -> None:
    """With one --package and no ID it is the package; an ID goes before, and two packages need one."""
    packed()
    packed(PACKAGE.replace("id: mine", "id: other"), "q.yaml")
    assert data(capsys, "explain --package p.yaml")["option"]["id"] == "mine"
    assert data(capsys, "explain cooperation --package p.yaml")["option"]["id"] == "cooperation"
    assert "name an option by its ID" in fails(
        capsys, 2, "explain", "--package", "p.yaml", "--package", "q.yaml"
    )
    assert "name an option by its ID, or give one --package FILE" in fails(capsys, 2, "explain")


def test_the_explanation_of_a_package_names_what_carries_its_scores(capsys: Capture) -> None:
    """The reason of a score says between what it was interpolated and by which obligations."""
    packed()
    text = flat(works(capsys, "explain", "--package", "p.yaml"))
    assert "Interpolated from Cooperation (50) towards Mutual Security (75)" in text
    assert "frontier-guarantee, kaliningrad" in text


def test_a_package_follows_set_of_its_types(capsys: Capture) -> None:
    """With --set on a type the package moves along, and with --set on the package its own score stays."""
    packed()

    def scored(*more: str) -> Any:
        return data(capsys, " ".join(["compare --package p.yaml", *more]))

    def value(found: Any) -> float:
        return next(float(each["value"]) for each in found["standings"] if each["id"] == "mine")

    plain = value(scored())
    raised = value(scored("--set cooperation.equality=60"))
    assert raised == pytest.approx(plain + 10 * 20 / 3 / 100)
    own = value(scored("--set mine.equality=0"))
    assert own == pytest.approx(plain - 50 * 20 / 3 / 100)
    assert value(scored("--set mine.equality=0 --set cooperation.equality=60")) == pytest.approx(own)


def test_a_what_if_under_which_a_package_cannot_be_is_refused(capsys: Capture) -> None:
    """Where a score that is set would carry a package of several steps out of 0-100, the criterion is named."""
    text = "id: mine\nfrom: non-aggression\nto: mutual-security\nadds: [liaison-missions]\n"
    packed(text)
    sets = ["--set", "cooperation.reassurance=90", "--set", "mutual-security.reassurance=20"]
    line = fails(capsys, 2, "compare", "--package", "p.yaml", *sets)
    assert "some packages would have reassurance below 0" in line


def test_the_river_is_well_formed(capsys: Capture) -> None:
    """`treatyopt check` finds nothing wrong with the invented study, and its claims hold."""
    found = data(capsys, f"check {RIVER}")
    assert found["broken"] == []
    assert {each["status"] for each in found["claims"]} == {"holds"}
    assert len(load(RIVER).obligations) == 18


def test_the_flags_that_name_both_ends_are_told(raw: Raw, write: Write, capsys: Capture) -> None:
    """Where fewer than two types pass the screens, the command says which flags name the ends; the library does not."""
    raw["screens"]["realistic"]["minimum"] = 70
    raw["claims"] = {}
    line = fails(capsys, 2, "design", "--study", write(raw))
    assert line.endswith("name both ends of the packages (--from and --to)")
    with pytest.raises(ArgumentProblem, match=r"name both ends of the packages$"):
        design(Study.model_validate(raw))


def test_an_id_that_is_near_none_is_told_what_lists_them(capsys: Capture) -> None:
    """Where there are too many to name, the command that lists them is named, with the study in use."""
    end = "known is near (treatyopt obligations lists them)"
    assert fails(capsys, 2, "design", "--require", "qqq").endswith(end)
    own = f"known is near (treatyopt obligations --study {RIVER} lists them)"
    argv = ("design", "--study", RIVER, "--parties", "upstream,downstream", "--require", "qqq")
    assert fails(capsys, 2, *argv).endswith(own)
