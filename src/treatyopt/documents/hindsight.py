"""What the judgements recommend beside what was agreed, and what chance would make of it, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from treatyopt.documents.blocks import Block, Prose, Row, Table
from treatyopt.documents.sentences import name
from treatyopt.documents.shortening import few
from treatyopt.documents.words import capital, counted
from treatyopt.history.hindsight import Hindsight
from treatyopt.study.model import Study
from treatyopt.tables.columns import Head

_READ = {"strict": "agreed", "wide": "agreed, if only in part or without effect"}
_LARGE = Fraction(1, 20)


def hindsight_said(study: Study, found: Sequence[Hindsight]) -> Iterator[Block]:
    """How the classes of the frontier compare with what was agreed, with how little that shows said first."""
    if not found:
        return
    first = found[0]
    between = f"{name(study, first.lower)} and {name(study, first.upper)}"
    yield Prose(
        f"These are {first.offered} obligations of one case, and the judgements behind the classes, and what counts as "
        "agreed, are of people who could know the outcome. Little can be learned from it: no forecast is tested, and "
        f"to be agreed is not to be right. With that said, of what design offers between {between} so many were "
        f"agreed by the end of {first.year}.",
        lead="Hindsight.",
    )
    heads: tuple[Head, ...] = (Head("class", lead=True), Head("obligations", "number", 0))
    for each in found:
        heads = (*heads, Head(_READ[each.reading], fold=True), Head("by chance", fold=True))
    rows = tuple(Row(_cells(found, place)) for place in range(len(first.classes)))
    yield Table(
        heads, rows, caption="Core, open and out of the packages designed at best scores, and what was agreed"
    )
    yield Prose(" ".join([*_chance(found), *_turning(first), *_trials(found)]), faint=True)


def _turning(first: Hindsight) -> Iterator[str]:
    """That classes would be others with obligations placed where else the study says."""
    if first.turning:
        many = len(first.turning)
        yield (
            f"Of {many} of the {first.offered} the class turns on where some enter, for which the study names another "
            f"place too ({few(first.turning)}); the figures are for where they enter in the study."
        )


def _cells(found: Sequence[Hindsight], place: int) -> tuple[object, ...]:
    own = found[0].classes[place]
    cells: list[object] = [own.name, len(own.obligations)]
    for each in found:
        there = each.classes[place]
        cells += [str(len(there.agreed)), _share(there.chance)]
    return tuple(cells)


def _share(chance: Fraction) -> str:
    """A chance in whole percent; what is not none or all is not shown as that."""
    shown = f"{100 * float(chance):.0f}%"
    if shown == "0%" and chance:
        return "under 1%"
    return "over 99%" if shown == "100%" and chance != 1 else shown


def _chance(found: Sequence[Hindsight]) -> Iterator[str]:
    """What the shares are, and whether any of them is small."""
    yield (
        "By chance: how often so many or more (of what is out: so many or fewer) would be agreed if those agreed were "
        "drawn blindly from all that is offered (hypergeometric, exact)."
    )
    chances = [each.chance for one in found for each in one.classes]
    small = sum(each < _LARGE for each in chances)
    if not small:
        yield (
            f"None of the {counted(len(chances))} is below 5% as obligations are placed here, so that chance "
            "alone could well do as much; the classes are not independent."
        )
    else:
        yield f"Below 5%: {small} of {len(chances)}; the classes are not independent, and several were looked at."


def _trials(found: Sequence[Hindsight]) -> Iterator[str]:
    """From where to where the chance of the core goes with obligations placed elsewhere, and how often any is small."""
    first = found[0]
    if not first.trials:
        return
    many, figures = len(first.trials), counted(sum(len(each.classes) for each in found))
    core = [each.chances[0] for each in first.trials]
    small = sum(
        any(chance < _LARGE for each in trial for chance in each.chances)
        for trial in zip(*(each.trials for each in found), strict=True)
    )
    on, here = f"the chance of the core on the {first.reading} reading", _share(first.classes[0].chance)
    if many == 1:
        those = "one or more" if small else "none"
        yield (
            f"In the one trial of obligations placed elsewhere {on} is {_share(core[0])} (here {here}), and {those} "
            f"of the {figures} figures {'are' if small else 'is'} below 5%."
        )
        return
    yield (
        f"With obligations placed elsewhere, by themselves or all together ({many} trials), {on} goes from "
        f"{_share(min(core))} to {_share(max(core))} (here {here}), and in {small or 'none'} of the {many} one or more "
        f"of the {figures} figures are below 5%."
    )
    if small:
        yield f"{capital(figures)} figures in each of several trials invite one such by chance."
