"""What a result is in a plain session: one line as repr, and as text what the command prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import pytest

import treatyopt
from treatyopt import ArgumentProblem, Ranking, Study
from treatyopt.cli import main
from treatyopt.ranking.comparison import columns
from treatyopt.ranking.weightfile import read_weights
from treatyopt.result import SPARE, plain

Make = Callable[[Study, Ranking], Any]

LINES: dict[str, tuple[Make, str]] = {
    "ranking": (
        lambda _, r: r,
        "<Ranking: Mutual Security leads by 13.9, robust, 95.9%; 4 types; weights: balanced>",
    ),
    "sole": (
        lambda s, _: treatyopt.rank(s, options=["cooperation"]),
        "<Ranking: Cooperation is the only type ranked; 1 type; weights: balanced>",
    ),
    "none": (
        lambda s, _: treatyopt.rank(s, options=["mutual-defense"]),
        "<Ranking: no type passes the screens (sufficient, realistic); 1 type; weights: balanced>",
    ),
    "explanation": (
        lambda _, r: treatyopt.explain(r, "cooperation"),
        "<Explanation: Cooperation, rank 2 of 2, value 53.8; weights: balanced>",
    ),
    "explanation of what fails": (
        lambda _, r: treatyopt.explain(r, "mutual-defense"),
        "<Explanation: Mutual Defense, screened out, value 62.5; weights: balanced>",
    ),
    "sensitivity": (
        lambda _, r: treatyopt.sensitivity(r, 0),
        "<Sensitivity: nothing drawn; Mutual Security leads by 13.9, robust, 95.9%; 4 types; weights: balanced>",
    ),
    "negotiation": (
        lambda s, _: treatyopt.negotiate(s),
        "<Negotiation: Russia and NATO could settle on Cooperation and Mutual Security; concession cost 0.5>",
    ),
    "frontier": (
        lambda s, _: treatyopt.design(s),
        "<Frontier: 9 packages of the frontier from Cooperation to Mutual Security for Russia and NATO; "
        "nash: 12 obligations added>",
    ),
    "provenance": (
        lambda _, r: treatyopt.provenance(r, ["compromise/9"]),
        "<Provenance: 3 scores unknown without compromise/9; then Mutual Defense leads by 3.3, leaning, 77.2%, "
        "with the middle of its scale in place of each unknown score; 4 types; weights: balanced>",
    ),
    "passages": (
        lambda _, r: treatyopt.by_passage(r),
        "<Passages: 56 passages struck out one by one, who leads changes without compromise/9; "
        "Mutual Security leads by 13.9, robust, 95.9%; 4 types; weights: balanced>",
    ),
    "weights": (
        lambda s, _: treatyopt.weigh(s, {"realism": 80}),
        "<Weights: balanced, realism=80; security 12.5%, partnership 12.5%, credibility 12.5%, realism 50.0%, "
        "europe 12.5%>",
    ),
    "side by side": (
        lambda _, r: treatyopt.side_by_side(r, "cooperation", "mutual-security"),
        "<SideBySide: Mutual Security against Cooperation, +13.9; weights: balanced>",
    ),
    "scorecard": (
        lambda _, r: treatyopt.scorecard(r, ["cooperation"]),
        "<Scorecard: 1 type on 14 criteria; Mutual Security leads by 13.9, robust, 95.9%; 4 types; "
        "weights: balanced>",
    ),
    "evidence": (
        lambda s, _: treatyopt.evidence(s),
        "<Evidence: 16 of 42 obligations agreed by the end of 2002 or existing before, 20 in part or without effect; "
        "of 56 judgements 13 supported, 26 qualified, 6 contradicted>",
    ),
    "evidence on an option": (
        lambda _, r: treatyopt.evidence(r, "cooperation"),
        "<OptionEvidence: Cooperation; of 14 judgements 5 supported, 8 qualified, 1 contradicted>",
    ),
    "evidence on an obligation": (
        lambda s, _: treatyopt.evidence(s, "npt"),
        "<ObligationEvidence: npt, existed already>",
    ),
    "claim": (lambda s, _: treatyopt.check_claims(s)[0], "<ClaimResult: minimal-reassurance, holds>"),
    "study": (lambda s, _: s, "<Study Building the NATO-Russia Relationship>"),
    "option": (lambda s, _: s.option("cooperation"), "<Option cooperation>"),
    "passage": (lambda s, _: s.source.locators[0], "<Passage conclusions/1>"),
}


@pytest.fixture(scope="module")
def ranking(paper: Study) -> Ranking:
    """The paper's ranking."""
    return treatyopt.rank(paper)


@pytest.mark.parametrize("name", LINES)
def test_a_result_is_one_line(name: str, paper: Study, ranking: Ranking) -> None:
    """A result says in one line what it is and what came out, not all that it holds."""
    make, said = LINES[name]
    assert repr(make(paper, ranking)) == said


def test_several_weightings_are_one_line(paper: Study, ranking: Ranking) -> None:
    """Each column says who leads under it."""
    found = repr(columns([ranking, treatyopt.rank(paper, profile="nato")]))
    assert found.count("Mutual Security leads by") == 2
    assert "\n" not in found


@pytest.mark.parametrize(
    ("make", "args"),
    [
        (lambda _s, r: r, ["compare"]),
        (lambda _s, r: treatyopt.explain(r, "cooperation"), ["explain", "cooperation"]),
        (lambda _s, r: treatyopt.scorecard(r), ["scorecard"]),
        (lambda _s, r: treatyopt.sensitivity(r, 0), ["sensitivity", "--samples", "0"]),
        (lambda _s, r: treatyopt.by_passage(r), ["sensitivity", "--each-passage"]),
        (lambda _s, r: treatyopt.provenance(r, stated=True), ["sensitivity", "--stated-only"]),
        (lambda s, _r: treatyopt.evidence(s), ["evidence"]),
        (lambda s, _r: treatyopt.evidence(s, "cooperation"), ["evidence", "cooperation"]),
        (lambda s, _r: treatyopt.evidence(s, "cfe-2"), ["evidence", "cfe-2"]),
        (lambda s, _r: treatyopt.negotiate(s), ["negotiate"]),
        (lambda s, _r: treatyopt.design(s), ["design"]),
        (
            lambda s, r: columns([r, treatyopt.rank(s, profile="nato")]),
            ["compare", "--profile", "balanced", "--profile", "nato"],
        ),
    ],
    ids=[
        "ranking",
        "explanation",
        "scorecard",
        "sensitivity",
        "passages",
        "provenance",
        "evidence",
        "evidence-option",
        "evidence-obligation",
        "negotiation",
        "frontier",
        "columns",
    ],
)
def test_a_result_as_text_is_what_the_command_prints(
    make: Make, args: list[str], paper: Study, ranking: Ranking, capsys: pytest.CaptureFixture[str]
) -> None:
    """`print(result)` answers as the command does."""
    assert main(args) in (0, None)
    assert str(make(paper, ranking)) == capsys.readouterr().out.rstrip("\n")


def test_a_record_as_text_is_its_line(paper: Study) -> None:
    """No command prints a record by itself."""
    assert str(paper.option("cooperation")) == "<Option cooperation>"


ARGUMENTS: dict[str, tuple[Callable[[Any, Any], object], str]] = {
    "profile as weights": (
        lambda s, _r: treatyopt.rank(s, "nato"),
        "weights='nato': did you mean profile='nato'?",
    ),
    "profile misspelt": (
        lambda s, _r: treatyopt.rank(s, "natto"),
        "weights='natto': did you mean profile='nato'?",
    ),
    "no profile": (
        lambda s, _r: treatyopt.rank(s, "zzz"),
        "weights='zzz': give points by group or criterion id",
    ),
    "list as weights": (lambda s, _r: treatyopt.rank(s, [1]), "such as {'security': 30}"),
    "file as study": (
        lambda _s, _r: treatyopt.rank("f.yaml"),
        "study='f.yaml': give a study, as treatyopt.load()",
    ),
    "ranking as study": (lambda _s, r: treatyopt.rank(r), "give a study, as treatyopt.load() returns it"),
    "weigh": (lambda _s, _r: treatyopt.weigh(None), "study=None: give a study"),
    "claims": (lambda _s, _r: treatyopt.check_claims(3), "study=3: give a study"),
    "study explained": (
        lambda s, _r: treatyopt.explain(s, "cooperation"),
        "give a ranking, as treatyopt.rank()",
    ),
    "evidence of a file": (lambda _s, _r: treatyopt.evidence("f.yaml"), "given='f.yaml': give a study"),
    "evidence on nothing": (lambda s, _r: treatyopt.evidence(s, 3), "unknown option or obligation 3"),
    "no option explained": (lambda _s, r: treatyopt.explain(r, None), "unknown option None"),
    "text as ranking": (lambda _s, _r: treatyopt.sensitivity("x"), "ranking='x': give a ranking"),
    "sides of a study": (lambda s, _r: treatyopt.side_by_side(s, "a", "b"), "give a ranking"),
    "side that is a number": (
        lambda _s, r: treatyopt.side_by_side(r, "cooperation", 3),
        "unknown option in this ranking 3",
    ),
    "one side twice": (
        lambda _s, r: treatyopt.side_by_side(r, "cooperation", "cooperation"),
        "cooperation is named twice; give two different options",
    ),
    "standing of nothing": (lambda _s, r: r.standing(None), "unknown option in this ranking None"),
    "columns of a study": (lambda s, _r: columns([s]), "give a ranking"),
    "number as a path": (lambda _s, _r: treatyopt.load(3), "3 is not the path of a file"),
    "number as a weights file": (lambda _s, _r: read_weights(3), "3 is not the path of a file"),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_a_wrong_argument_is_told_what_to_write(name: str, paper: Study, ranking: Ranking) -> None:
    """No error of Python's own comes out of a public function for a mistake in its arguments."""
    call, said = ARGUMENTS[name]
    with pytest.raises(ArgumentProblem) as caught:
        call(paper, ranking)
    assert said in str(caught.value)


@pytest.mark.parametrize("path", ["a\0b", "\ud800"], ids=ascii)
@pytest.mark.parametrize(
    "read",
    [lambda _s, path: treatyopt.load(path), treatyopt.read_package, lambda _s, path: read_weights(path)],
    ids=["study", "package", "weights"],
)
def test_what_cannot_be_the_name_of_a_file_is_named(
    read: Callable[..., object], path: str, paper: Study
) -> None:
    """A NUL byte or half of a character in a name is a fault of the file's, in one printable line."""
    with pytest.raises(treatyopt.FileProblem, match="is not the name of a file") as caught:
        read(paper, path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("path", "said"), [("x" * 300, "cannot be read: File name too long"), (".", "is a folder, not a file")]
)
def test_a_name_that_leads_to_no_file_is_named(path: str, said: str) -> None:
    """What the system says of a name is passed on."""
    with pytest.raises(treatyopt.FileProblem, match=said):
        treatyopt.load(path)


class Said(NamedTuple):
    """Something with a figure that may be told and one that always is."""

    figure: float | None = None
    spare: Annotated[float | None, SPARE] = None


def test_what_is_marked_spare_is_data_only_where_it_says_something() -> None:
    """Zero says something, None does not; what is not marked stands as it is."""
    assert plain(Said()) == {"figure": None}
    assert plain(Said(spare=0)) == {"figure": None, "spare": 0}
