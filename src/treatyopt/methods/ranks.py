"""Ranks of values, and which of them tie."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from treatyopt.methods.stability import TIE


def ranks(values: Sequence[float]) -> tuple[int, ...]:
    """The rank of each value, in their order: the largest has 1, those that tie share one, and as many are passed over.

    A value ties with the next larger one if it is lower by no more than 1e-9, so that ties chain.
    """
    order = sorted(range(len(values)), key=values.__getitem__, reverse=True)
    found = [1] * len(values)
    for place, (ahead, at) in enumerate(pairwise(order), start=2):
        found[at] = found[ahead] if values[ahead] - values[at] <= TIE else place
    return tuple(found)
