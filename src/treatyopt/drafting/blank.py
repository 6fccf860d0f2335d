"""A study of nothing but names: its options on its criteria, all scores unknown, and a profile for each party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from treatyopt.drafting.layout import MAX_CRITERIA, MAX_OPTIONS, MAX_SCORES
from treatyopt.drafting.names import Named, alike, fault_of, identified
from treatyopt.drafting.pieces import by_points, out_of_100, put_together, questions, to_do
from treatyopt.drafting.yamltext import Body, Entry, Note, inline
from treatyopt.errors import ArgumentProblem, printable
from treatyopt.study.completing import EQUAL
from treatyopt.study.filling import UNKNOWN

NO_AGREEMENT = "No agreement"
_MAX_PARTIES = 20


def blank_study(
    options: Sequence[str], criteria: Sequence[str], parties: Sequence[str] = (), uses: Iterable[str] = ()
) -> str:
    """A study of these names as the text of a file; `uses` says what can be run with it, a line each.

    With parties comes a baseline, no agreement, unless an option is called so. Raises ArgumentProblem for names that
    are missing, stand twice or cannot be taken.
    """
    given = _required("options", options, 2, MAX_OPTIONS)
    scored = _required("criteria", criteria, 1, MAX_CRITERIA)
    sides = _required("parties", parties, 0, _MAX_PARTIES)
    if len(given) * len(scored) > MAX_SCORES:
        raise ArgumentProblem(
            f"{len(given):,} options on {len(scored):,} criteria are more than {MAX_SCORES:,} scores"
        )
    if sides and alike(NO_AGREEMENT) not in map(alike, given):
        given = [NO_AGREEMENT, *given]
    by_id = identified("option", given)
    return put_together(
        "It was begun from names alone.",
        uses,
        [
            *_frame(by_id, bool(sides)),
            *_body(by_id, identified("criterion", scored), identified("party", sides)),
        ],
    )


def _required(kind: str, names: Sequence[str], least: int, most: int) -> list[str]:
    """Names without blanks around them; ArgumentProblem, with the argument that mends it, if one is wrong."""
    found = [" ".join(each.split()) for each in names]
    if not least <= len(found) <= most:
        bounds = f"at most {most:,}" if len(found) > most else "two or more" if least > 1 else "one or more"
        raise ArgumentProblem(f"give {bounds} {kind}, not {len(found):,}", arguments=(kind,))
    seen: set[str] = set()
    for name in found:
        shown = printable(name) or "an empty name"
        fault = "is named twice" if alike(name) in seen else fault_of(name)
        if fault:
            raise ArgumentProblem(f"{shown}: {fault}", arguments=(kind,))
        seen.add(alike(name))
    return found


def _frame(options: Sequence[Named], negotiated: bool) -> Iterator[Entry | Note]:
    yield from questions()
    if negotiated:
        baseline = next(each for each in options if alike(each.name) == alike(NO_AGREEMENT))
        yield Entry(
            "baseline", baseline.id, beside="what is left to each side if they do not agree", apart=True
        )


def _body(
    options: Sequence[Named], criteria: Sequence[Named], parties: Sequence[Named]
) -> Iterator[Entry | Note]:
    yield Entry("criteria", Body(tuple(_criteria(criteria))), apart=True)
    yield Entry("options", Body(tuple(_options(options, criteria))), apart=True)
    if parties:
        yield from _negotiated(options, criteria, parties)
    else:
        yield Note(_OWN_WEIGHTS, apart=True)


_ANCHORS = (
    to_do("say what 0 and 100 mean, of each criterion: a weight is for going from one to the other"),
    "zero: What a score of 0 means",
    "hundred: What a score of 100 means",
    "or, where scores are in a unit of their own:",
    "scale: {unit: EUR m, worst: 90, best: 20}",
)
_SCORED = (
    to_do("a number in place of unknown, or a number with its doubt and its reason:"),
    "{score: 70, range: [60, 80], reason: Why it is not more, and not less}",
)
_OWN_WEIGHTS = (
    to_do("weights are equal as long as you give no points, which sum to 100:"),
    "profile: mine",
    "profiles:",
    "  mine:",
    "    points: {CRITERION: 60, ANOTHER: 40}",
    "    reason: Why the first counts for more",
)


def _criteria(criteria: Sequence[Named]) -> Iterator[Entry]:
    for i, each in enumerate(criteria):
        notes = [] if i else [Note(_ANCHORS)]
        yield Entry(each.id, Body((Entry("name", each.name), *notes)))


def _options(options: Sequence[Named], criteria: Sequence[Named]) -> Iterator[Entry]:
    scores = Body(tuple(Entry(each.id, UNKNOWN) for each in criteria))
    for i, each in enumerate(options):
        above = () if i else _SCORED
        yield Entry(each.id, Body((Entry("name", each.name), Entry("scores", scores, above=above))))


def _negotiated(
    options: Sequence[Named], criteria: Sequence[Named], parties: Sequence[Named]
) -> Iterator[Entry | Note]:
    """A profile for each party, the parties, and as a comment an obligation between them."""
    points = dict(zip((each.id for each in criteria), out_of_100([1.0] * len(criteria)), strict=True))
    own = identified("party", [each.name for each in parties], {EQUAL})
    profiles = [Entry(id, Body((by_points(points),))) for id in (EQUAL, *(each.id for each in own))]
    equal = to_do("weights are equal until you ask what each party holds important; points sum to 100")
    yield Entry("profile", EQUAL, above=(equal,), apart=True)
    yield Entry("profiles", Body(tuple(profiles)))
    sides = [Entry(each.id, {"name": each.name, "profile": each.id}) for each in own]
    yield Entry("parties", Body(tuple(sides)), apart=True)
    yield Note(tuple(_obligation(options, criteria, [each.id for each in own])), apart=True)


def _obligation(options: Sequence[Named], criteria: Sequence[Named], parties: Sequence[str]) -> Iterator[str]:
    entered = [each.id for each in options if alike(each.name) != alike(NO_AGREEMENT)][-1]
    yield to_do("what options oblige the parties to, if they are made of obligations, such as:")
    yield "obligations:"
    yield "  inspections:"
    yield "    says: Each side lets the others inspect its sites"
    yield "    kind: verification"
    yield f"    binds: {inline(list(parties))}"
    yield f"    enters: {entered}"
    yield "    burden: 2"
    yield f"    moves: {inline({criteria[0].id: 2})}"
