"""How far comparisons in pairs agree with each other, in words."""

from __future__ import annotations

from collections.abc import Sequence

from treatyopt.documents.blocks import Block, Prose
from treatyopt.documents.words import figure
from treatyopt.methods.pairwise import RANDOM_INDEX, USUAL_LIMIT
from treatyopt.ranking.pairs import Compared
from treatyopt.study.model import Study, find


def consistency(study: Study, sets: Sequence[Compared]) -> tuple[Block, ...]:
    """How far comparisons in pairs agree with each other, of each set, and the three that agree least."""
    return tuple(Prose(_agreement(study, each)) for each in sets)


def _agreement(study: Study, found: Compared) -> str:
    n = len(found.ids)
    of = f"{n} groups" if found.group is None and not study.flat else f"{n} criteria"
    within = (
        f" of {find('group', found.group, study.groups).name}"
        if found.group and len(study.groups) > 1
        else ""
    )
    if n == 2:
        return f"{of}{within}: one comparison, which has no other to agree with."
    if found.worst is None:
        return f"{of}{within}: the comparisons agree with each other throughout (consistency ratio 0)."
    return f"{of}{within}: {_ratio(found)}. {_spoilt(found)}"


def _ratio(found: Compared) -> str:
    n = len(found.ids)
    if found.ratio is None:
        return f"no consistency ratio, since no random index is known for more than {max(RANDOM_INDEX)}"
    side = "under" if found.ratio < USUAL_LIMIT else "not under"
    return (
        f"consistency ratio {_told(found.ratio)}, {side} {USUAL_LIMIT:g}, the usual limit (largest eigenvalue "
        f"{found.eigenvalue:.3f}, random index {RANDOM_INDEX[n]:.2f}; Saaty 1980). Weights are geometric means"
    )


def _told(ratio: float) -> str:
    """A ratio with three decimals, or with more where those would put it on the other side of the limit."""
    for digits in (3, 4, 5, 6):
        if (round(ratio, digits) < USUAL_LIMIT) == (ratio < USUAL_LIMIT):
            return figure(ratio, digits)
    return repr(ratio)


def _spoilt(found: Compared) -> str:
    assert found.worst is not None
    i, j, k = (found.ids[each] for each in found.worst[:3])
    made, given = found.worst.made, found.worst.given
    return (
        f"What agrees least: {i}/{j} times {j}/{k} makes {made:.3g}, and {i}/{k} is {given:.3g}, which differ by a "
        f"factor of {figure(max(made / given, given / made), 2)}."
    )
