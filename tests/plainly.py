"""What a study file says, worked out from its raw YAML in plain Python: nothing of treatyopt is used.

All scalars are read as they are written. What a study may leave out is filled in as docs say, once more.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

Raw = Mapping[str, Any]


class Plain(NamedTuple):
    """An option as it must come out: its value, 0-100, and whether it passes every screen."""

    value: float
    passes: bool


class Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
    """Reads every scalar as its text."""


def raw(text: str) -> Any:
    """The document in a text, its scalars as written."""
    return yaml.load(text, Loader)


def plainly(document: Raw) -> dict[str, Plain] | None:
    """Every option but the baseline by id; None where weights rest on statements, which are not points."""
    groups = groups_of(document)
    weights = _weights(document, groups)
    if weights is None:
        return None
    criteria = {id: body for each in groups.values() for id, body in each.items()}
    screens = list((document.get("screens") or {}).values())
    found = {}
    for id, option in document["options"].items():
        if id == document.get("baseline"):
            continue
        worths, passes = {}, True
        for criterion, body in criteria.items():
            value = _value(option["scores"][criterion], body)
            worths[criterion] = _worth(value, body)
            passes = passes and all(_within(value, s) for s in screens if s["criterion"] == criterion)
        found[id] = Plain(sum(weights[each] * worths[each] for each in criteria), passes)
    return found


def groups_of(document: Raw) -> dict[str, dict[str, Any]]:
    """The criteria of every group by id; those in none are a group of their own each."""
    held = {id: dict(body["criteria"]) for id, body in (document.get("groups") or {}).items()}
    return held | {id: {id: body} for id, body in (document.get("criteria") or {}).items()}


def _weights(document: Raw, groups: Mapping[str, Mapping[str, Any]]) -> dict[str, float] | None:
    """The weight of every criterion, summing to 1."""
    profiles = document.get("profiles") or {}
    used = profiles.get(document.get("profile") or next(iter(profiles), ""), {})
    if used.get("say"):
        return None
    points = used.get("points") or dict.fromkeys(groups, "1")
    total = sum(float(each) for each in points.values())
    weights = {}
    for group, criteria in groups.items():
        shares = (used.get("shares") or {}).get(group) or dict.fromkeys(criteria, "1")
        inside = sum(float(each) for each in shares.values())
        for id in criteria:
            weights[id] = float(points[group]) / total * float(shares[id]) / inside
    return weights


def _value(given: Any, criterion: Any) -> float:
    """The score as written, in the unit if there is one; the middle of the scale for one that is not known."""
    score = given.get("score") if isinstance(given, Mapping) else given
    if score in ("unknown", "", "~", "null", "Null", "NULL"):
        ends = course(criterion)
        return (ends[0][0] + ends[-1][0]) / 2
    return float(score)


def course(criterion: Any) -> list[tuple[float, float]]:
    """The points (value, worth) of a criterion in the order of their values; 0-100 stand for themselves."""
    scale = criterion.get("scale") if isinstance(criterion, Mapping) else None
    if not isinstance(scale, Mapping):
        return [(0.0, 0.0), (100.0, 100.0)]
    if "worst" in scale:
        return sorted([(float(scale["worst"]), 0.0), (float(scale["best"]), 100.0)])
    return sorted((float(value), float(worth)) for value, worth in scale["points"])


def _worth(value: float, criterion: Any) -> float:
    for (x0, y0), (x1, y1) in pairwise(course(criterion)):
        if x0 <= value <= x1:
            part = (value - x0) / (x1 - x0)
            return y0 * (1 - part) + y1 * part
    ends = course(criterion)
    return ends[0][1] if value < ends[0][0] else ends[-1][1]


def _within(value: float, screen: Raw) -> bool:
    low, high = screen.get("minimum"), screen.get("maximum")
    nothing = (None, "", "~", "null", "Null", "NULL")
    return (low in nothing or float(low) <= value) and (high in nothing or value <= float(high))


def any_study(draw: random.Random, parties: bool = False) -> dict[str, Any]:
    """A small valid study as a file would hold it, with what may be left out or written short here and there.

    With `parties` it has two for certain, a baseline and obligations, else in one of four.
    """
    criteria = {f"c{i}": _criterion(draw) for i in range(draw.randint(1, 5))}
    cut = draw.randint(0, len(criteria))
    alone, grouped = list(criteria)[:cut], list(criteria)[cut:]
    groups = (
        [grouped[: len(grouped) // 2], grouped[len(grouped) // 2 :]] if draw.random() < 0.5 else [grouped]
    )
    document: dict[str, Any] = {
        "criteria": {id: criteria[id] for id in alone},
        "groups": {
            f"g{i}": {"criteria": {id: criteria[id] for id in ids}} for i, ids in enumerate(groups) if ids
        },
    }
    options = [f"o{i}" for i in range(draw.randint(2, 5))]
    if parties or draw.random() < 0.5:
        document["baseline"] = draw.choice(options)
    document["options"] = {id: _option(draw, criteria) for id in options}
    if draw.random() < 0.3:
        degrees = [0 if id == document.get("baseline") else 3 + i for i, id in enumerate(options)]
        for body, degree in zip(document["options"].values(), degrees, strict=True):
            body["degree"] = degree
    document |= _weighed(draw, [*document["groups"], *alone], dict(enumerate(groups)))
    document["screens"] = {f"s{i}": _screen(draw, criteria) for i in range(draw.choice((0, 0, 1, 2)))}
    if parties or ("baseline" in document and draw.random() < 0.5):
        document |= _negotiated(draw, options, document["baseline"], criteria)
    return {key: each for key, each in document.items() if each}


def _criterion(draw: random.Random) -> Any:
    kind = draw.random()
    if kind < 0.4:
        return draw.choice((None, "Some name", {"name": "Another"}, {"zero": "none", "hundred": "all"}))
    ends = draw.choice(((0, 10), (-1.5, 1.5), (50, 200), (0.001, 0.004), (-9e6, -1), (0, 1e9)))
    worst, best = draw.choice((ends, ends[::-1]))
    scale: dict[str, Any] = {"worst": worst, "best": best}
    if kind > 0.7:
        middle = round(ends[0] + (ends[1] - ends[0]) * draw.choice((0.1, 0.25, 0.8)), 6)
        bend = draw.choice((20, 40, 90.5))
        scale = {"points": [[worst, 0], [middle, bend], [best, 100]]}
        draw.shuffle(scale["points"])
    return {"scale": scale | draw.choice(({}, {"unit": "days"}, {"unit": "%"}))}


def value_on(draw: random.Random, criterion: Any) -> float:
    ends = course(criterion)
    least, most = ends[0][0], ends[-1][0]
    value = least + (most - least) * draw.choice((0, 1, 0.5, draw.random(), draw.random()))
    return min(max(float(f"{value:.6g}"), least), most)


def _option(draw: random.Random, criteria: Mapping[str, Any]) -> dict[str, Any]:
    scores: dict[str, Any] = {}
    for id, criterion in criteria.items():
        low, best, high = sorted(value_on(draw, criterion) for _ in range(3))
        scores[id] = draw.choice((
            best, best, {"score": best}, {"score": best, "range": [low, high]}, {"score": best, "range": [low, high]},
            "unknown", None, {"score": "unknown"}, {"score": None, "reason": "Nobody asked"},
        ))  # fmt: skip
    return {"scores": scores} | draw.choice(
        ({}, {}, {"name": "A name"}, {"title": "A title", "phrase": "the one"})
    )


def _weighed(draw: random.Random, groups: list[str], inside: Mapping[int, list[str]]) -> dict[str, Any]:
    """Profiles, and which is used; nothing for equal weights."""
    if draw.random() < 0.3:
        return {}
    profiles = {}
    for name in ("mine", "theirs"):
        cuts = sorted(draw.randint(0, 100) for _ in groups[1:])
        points = dict(
            zip(groups, (b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)), strict=True)
        )
        shares = {
            f"g{i}": {id: draw.randint(1, 4) for id in ids}
            for i, ids in inside.items()
            if ids and draw.random() < 0.4
        }
        profiles[name] = {"points": points} | ({"shares": shares} if shares else {})
    return {"profiles": profiles} | draw.choice(({}, {"profile": "theirs"}))


def _screen(draw: random.Random, criteria: Mapping[str, Any]) -> dict[str, Any]:
    id = draw.choice(list(criteria))
    low, high = sorted(value_on(draw, criteria[id]) for _ in range(2))
    return {"criterion": id} | draw.choice(
        ({"minimum": low}, {"maximum": high}, {"minimum": low, "maximum": high})
    )


def _negotiated(
    draw: random.Random, options: list[str], baseline: str, criteria: Mapping[str, Any]
) -> dict[str, Any]:
    """Two parties, and an obligation or two that enter with every option and carry all that changes.

    Of some it is in doubt what they enter with.
    """
    obligations = {
        f"{id}-{i}": {
            "says": "What is pledged",
            "binds": draw.choice((["mine"], ["north"], ["mine", "north"])),
            "enters": id,
            "burden": draw.randint(0, 3),
            "moves": {criterion: draw.randint(1, 3) for criterion in criteria},
        }
        for id in options
        if id != baseline
        for i in range(draw.choice((1, 1, 2)))
    }
    for body in obligations.values():
        others = [id for id in options if id not in (baseline, body["enters"])]
        if others and draw.random() < 0.3:
            body["may-enter"] = draw.sample(others, draw.randint(1, len(others)))
    own = {}
    if (
        draw.random() < 0.3
    ):  # what the north scores otherwise of one option; values are by the common scores alone
        own = {
            "scores": {draw.choice(options): {id: value_on(draw, criteria[id]) for id in list(criteria)[:2]}}
        }
    return {"parties": {"mine": {}, "north": {"name": "North"} | own}, "obligations": obligations}
