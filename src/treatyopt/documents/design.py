"""The frontier of packages as a document: what is core, open or out, then one illustration of it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from treatyopt.bargaining.frontier import Asked, Frontier, Imposed, Offered
from treatyopt.bargaining.requirements import asking
from treatyopt.bargaining.stakes import Status
from treatyopt.documents import concession, sentences
from treatyopt.documents.alternatives import alternatives, turning_in_short
from treatyopt.documents.authorship import beside
from treatyopt.documents.blocks import Block, Deferred, Document, Heading, Next, Prose, Row, Table
from treatyopt.documents.choosing import from_nothing
from treatyopt.documents.compare import bound
from treatyopt.documents.disagreements import apart, not_known
from treatyopt.documents.misreporting import misreported
from treatyopt.documents.negotiate import changes
from treatyopt.documents.nouns import way
from treatyopt.documents.package import firm, illustration
from treatyopt.documents.robust import holding
from treatyopt.documents.settlements import feasibility
from treatyopt.documents.turning import turning_packages
from treatyopt.documents.unknown import uncounted
from treatyopt.documents.words import capital, cited, listed, percent, plural, sentence
from treatyopt.methods.solutions import NAMES
from treatyopt.ranking.weights import Weights
from treatyopt.study.model import find
from treatyopt.tables.frontier import adding, obligations, packages

_SUPPOSES = "†"
_BECAUSE: dict[Asked, str] = {
    "needed": "needed by what is required",
    "follows": "needs what is excluded",
}
_CAPTIONS: dict[Status, str] = {
    "core": "Core: in every package of the frontier",
    "open": "Open: in some of them",
    "out": "Out: in none of them",
}
_IMPOSED: dict[Imposed, str] = {
    "required": "Required by you, so in every package",
    "excluded": "Excluded by you, so in no package",
}


def frontier_document(
    found: Frontier, every: bool = False, saved: str | None = None, weights: Weights | None = None
) -> Document:
    """The classes, the illustration and how firm it is; with `every`, all packages of the frontier too.

    `saved` names the package file that the illustration was written to. The illustration's additive value is
    under the study's own profile unless other weights are given.
    """
    blocks: list[Block] = [
        Heading(
            f"Between {_name(found, found.lower)} and {_name(found, found.upper)}",
            beside(found.study, _aside(found)),
        ),
        *changes(found),
        *_demanded(found),
        *map(Prose, found.moot),
        Prose(_finding(found)),
        *_unknown(found),
        *(table for status, caption in _CAPTIONS.items() for table in _class(found, status, caption)),
        *(table for status, caption in _IMPOSED.items() for table in _class(found, status, caption)),
        Prose(_reading(found), faint=True),
        *apart(found),
        *feasibility(found.study, [each.id for each in found.demands if each.kind == "screen"]),
        *_conditions(found),
        *alternatives(found),
        *holding(found),
        *([_all(found)] if every else []),
        *illustration(found, weights),
        *(Prose(each) for each in found.remarks),
        Prose(misreported(found, found.solution), faint=True),
    ]
    if found.choice is not None:
        blocks.append(Next(_next(found, saved)))
    return Document(Deferred(found.to_dict), tuple(blocks), (packages if every else obligations)(found).wide)


def _unknown(found: Frontier) -> Iterator[Prose]:
    """How many scores are not known, and which answers one of them could turn."""
    options = _judged(found)
    if said := [*uncounted(found.study, options), *not_known(found), *turning_packages(found, options)]:
        yield Prose(" ".join(said))


def _judged(found: Frontier) -> list[str]:
    """The options whose scores are used: those of the stretch, and the baseline."""
    low, high = (found.study.option(id).degree for id in (found.lower, found.upper))
    climbed = [each.id for each in found.study.ladder if low <= each.degree <= high]
    return [*([found.study.baseline] if found.study.baseline else []), *climbed]


def _next(found: Frontier, saved: str | None) -> str:
    if saved is not None:
        return f"treatyopt compare --package {shlex.quote(saved)}"
    if found.changes or found.study.placings:  # a package file takes both from the study
        return "treatyopt negotiate"
    return "the same with --save package.yaml; then treatyopt compare --package package.yaml"


def in_short(found: Frontier) -> str:
    """The finding in one sentence, for those who read no further."""
    counts = [len(found.adding(status)) for status in _CAPTIONS]
    imposed = "".join(f"; {len(found.adding(each))} {each} by you" for each in _IMPOSED if found.adding(each))
    return (
        f"In between: of the {plural(len(found.offered), 'obligation')} that {_name(found, found.upper)} adds to "
        f"{_name(found, found.lower)}, {counts[0]} core (in every package that no other here betters for one side "
        f"without harm to the other), {counts[1]} open (in some) and {counts[2]} out (in none){imposed}; at best "
        f"scores, additive by assumption, and a concession cost of {concession.cost(found, ' for both')}"
        f"{_supposing(found)}.{''.join(f' {said}' for said in turning_in_short(found))}{firm(found)}"
    )


def _supposing(found: Frontier) -> str:
    """How much of the core hangs on a condition."""
    whens = [each.obligation.when for each in found.adding("core") if each.obligation.when]
    parts = [
        f"{whens.count(id)} of the core {'supposes' if whens.count(id) == 1 else 'suppose'} {id}"
        for id in dict.fromkeys(whens)
    ]
    return f"; {listed(parts)}" if parts else ""


def _name(found: Frontier, option: str) -> str:
    return sentences.name(found.study, option)


def _aside(found: Frontier) -> str:
    names = [
        side.name if side.id == side.profile else f"{side.name} ({side.profile})" for side in found.sides
    ]
    return f"{' and '.join(names)}; concession cost {concession.cost(found)}"


def _demanded(found: Frontier) -> Iterator[Prose]:
    held = found.study.obligations_of(found.lower)
    asked = [asking(each, held) for each in found.demands if each.kind != "screen"]
    if asked:
        yield Prose(f"Asked for: {listed(asked)}.")


def _finding(found: Frontier) -> str:
    left = [f"{len(found.adding(status))} {status}" for status in _CAPTIONS]
    imposed = [f"{len(found.adding(each))} {each} by you" for each in _IMPOSED if found.adding(each)]
    parts = [
        f"Obligations on the way from {_name(found, found.lower)} to {_name(found, found.upper)} "
        f"({len(found.offered)}): {listed([*imposed, *left])}, at best scores and "
        f"{_price(found)}.",
        _size(found),
        *_refused(found),
        *turning_in_short(found),
    ]
    return " ".join(parts)


def _price(found: Frontier) -> str:
    if found.cost is None:
        return f"a concession cost of {concession.cost(found)}"
    return f"one concession cost for both ({found.cost:g})"


def _size(found: Frontier) -> str:
    """How many packages make the frontier, among which, and under which assumption.

    Several packages can come to the same pair of gains.
    """
    pairs, packages = len(found.packages), sum(each.ties for each in found.packages)
    exact = "(exact, with the values of obligations additive by assumption)"
    between = f"between the two {found.study.words.options}"
    if from_nothing(found):
        between = f"from {_name(found, found.lower)} up to {_name(found, found.upper)}"
    if pairs == 1:
        best = f"the best for both sides at once among the packages {between}{_limits(found)} "
        best += f"{exact}, so there is nothing to trade"
        if packages == 1:
            return f"One package is {best}."
        return f"{packages} packages come to the same gains, {best}; the one that adds least stands for them."
    text = f"{packages} packages make the frontier: no package {between}{_limits(found, 's')} "
    text += f"betters one of them for one side without harm to the other {exact}."
    if packages > pairs:
        text += f" They come to {pairs} pairs of gains; the package that adds least stands for each."
    return text


def _limits(found: Frontier, s: str = "") -> str:
    """What is asked of the packages among which the frontier was sought, after a blank."""
    kinds = {each.kind for each in found.demands}
    limits = [f"meet{s} what is asked for"] if kinds - {"screen"} else []
    limits += [f"pass{'es' if s else ''} the screens"] if "screen" in kinds else []
    return f" that {listed(limits)}" if limits else ""


def _refused(found: Frontier) -> Iterator[str]:
    """How much of the frontier a side would refuse, and what the rest has in common."""
    able = sum(each.ties for each in found.packages if each.acceptable)
    baseline = _name(found, found.study.baseline or "")
    if all(each.acceptable for each in found.packages):
        return
    if not able:
        yield f"Each leaves a side worse off than {baseline}, so that side would refuse."
        return
    yield f"A side would refuse all but {able} of these, being worse off than with {baseline}."
    moved = [each for each in found.offered if each.accepted not in (each.status, None)]
    parts = [
        f"{listed([each.obligation.id for each in moved if each.accepted == status])} {status}"
        for status in _CAPTIONS
        if any(each.accepted == status for each in moved)
    ]
    if parts:
        yield f"Over what both accept alone, {listed(parts)}."


def _class(found: Frontier, status: Status | Imposed, caption: str) -> Iterator[Table]:
    shown = adding(found, status).reading({"obligation": _marked, "binds": lambda each: _binds(found, each)})
    rows = tuple(Row(shown.cells(each), detail=_because(each)) for each in shown.rows)
    if rows:
        yield Table(shown.heads, rows, caption=f"{caption} ({len(rows)})", detail="why")


def _marked(each: Offered) -> str:
    """An obligation's id, marked where it is open and the illustration holds it."""
    return f"{each.obligation.id} ✓" if each.held and each.status == "open" else each.obligation.id


def _binds(found: Frontier, each: Offered) -> str:
    """Whom it binds, marked where it supposes a condition."""
    return bound(found.study, each.obligation.binds) + (f" {_SUPPOSES}" if each.obligation.when else "")


def _because(each: Offered) -> str | None:
    return None if each.asked is None else _BECAUSE.get(each.asked)


def _reading(found: Frontier) -> str:
    first, second = (side.name for side in found.sides)
    text = (
        f"{first}, {second}: the points of value that an obligation brings that side, its burden paid, whatever else "
        "is held. What one side gains by and neither loses by is core, what one loses by and neither gains by is out, "
        "and what one gains and the other loses by, or what leaves both where they are, is open, unless a "
        "prerequisite, a screen or a demand decides."
    )
    if found.drawn is not None:
        drawings = f"{found.drawn.draws:,} {_drawings(found)}, seed {found.drawn.seed}"
        text += (
            f" When scores are drawn in their ranges, {way(found.study, found.drawn.dependence)} ({drawings}; "
            "relevance, burdens, concession cost and weights stay as they are, and screens on the best scores): still, "
            f"how often its class is the same; held, how often the package that "
            f"{capital(_solution(found))} picks holds it"
        )
        missed = 1 - found.drawn.agreed
        text += f"; in {percent(missed)} of them nothing was acceptable to both." if missed else "."
    if any(each.held for each in found.adding("open")):
        text += " ✓: in the illustration."
    return text


def _drawings(found: Frontier) -> str:
    return "drawing" if found.drawn is not None and found.drawn.draws == 1 else "drawings"


def _conditions(found: Frontier) -> Iterator[Prose]:
    """Which obligations suppose which condition."""
    for id in dict.fromkeys(each.obligation.when for each in found.offered):
        if id is not None:
            those = [each.obligation.id for each in found.offered if each.obligation.when == id]
            says = find("condition", id, found.study.conditions)
            meaning = f"{_SUPPOSES} supposes {id}, that is, {sentence(says.says)[:-1]}{cited(says.cites)}"
            excluded = any((each.kind, each.id) == ("exclude-if", id) for each in found.demands)
            hint = "" if excluded else f"--exclude-if {id} leaves them out together."
            yield Prose(f"{meaning}: {listed(those)}.", faint=True, hint=hint)


def _solution(found: Frontier) -> str:
    return NAMES[found.solution]


def _all(found: Frontier) -> Table:
    """Every pair of gains on the frontier, by what its package adds of the obligations that are open."""
    shown = packages(found).wide
    rows = tuple(
        Row(shown.cells((i, each)), strong=i == found.choice, faint=not each.acceptable)
        for i, each in shown.rows
    )
    tied = any(each.ties > 1 for each in found.packages)
    size = plural(sum(each.ties for each in found.packages), "package")
    size += f" in {plural(len(rows), 'pair')} of gains; of each the one that adds least" if tied else ""
    baseline = _name(found, found.study.baseline or "")
    return Table(shown.heads, rows, caption=f"The whole frontier ({size}), by gain over {baseline}")
