"""A study made from a plain table: its groups, scales, scores and weights, and what was made up on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from treatyopt.drafting.columns import Column
from treatyopt.drafting.names import Named, fault_of, identified
from treatyopt.drafting.pieces import by_points, out_of_100, put_together, questions, to_do
from treatyopt.drafting.table import PlainTable
from treatyopt.drafting.yamltext import Body, Entry, Flow, Note
from treatyopt.errors import printable
from treatyopt.study.filling import UNKNOWN

_PROFILE = "table"
_ANCHORS = (
    to_do("say what 0 and 100 mean, here and below: a weight is for going from one to the other"),
    "zero: What a score of 0 means",
    "hundred: What a score of 100 means",
)
_CONFINED = "an unknown score is taken to lie between them; widen them if it could lie beyond"
_DOUBTS = (
    to_do("in place of a number, where it matters, with its doubt and its reason:"),
    "{score: 70, range: [60, 80], reason: Why it is not more, and not less}",
)
_WEIGHTS = (
    to_do("weights are equal as long as you give no points, which sum to 100:"),
    "profile: mine",
    "profiles: {mine: {points: {GROUP: 60, ANOTHER: 40}, reason: Why the first counts for more}}",
)
_BASELINE = (
    to_do("if one option is to leave things as they are, say which:"),
    "baseline: OPTION",
)


def table_study(table: PlainTable, uses: Iterable[str] = ()) -> str:
    """A study of what a table says as the text of a file; `uses` says what can be run with it, a line each."""
    groups = _groups(table.criteria)
    return put_together(
        f"It was made from the table {table.file}.",
        uses,
        [
            *questions(_title(table.file)),
            Note(_BASELINE),
            *_criteria(table.criteria, groups),
            Entry("options", Body(tuple(_options(table))), apart=True),
            *_weights(table, groups),
        ],
    )


def _title(file: str) -> str | None:
    """The name of the file in words, if a study can have it for a title."""
    words = " ".join(PurePath(file).stem.replace("_", " ").replace("-", " ").split())
    title = words[:1].upper() + words[1:]
    return None if fault_of(title) else title


def _groups(criteria: Sequence[Column]) -> dict[str, Named]:
    """The groups of the table by their names, in their order."""
    names = list(dict.fromkeys(each.group for each in criteria if each.group is not None))
    found = identified("group", names, {each.id for each in criteria})
    return {each.name: each for each in found}


def _criteria(criteria: Sequence[Column], groups: dict[str, Named]) -> Iterator[Entry]:
    """The criteria by group, and those without one; the first without a scale is told how to say what it means."""
    plain = next((each.id for each in criteria if each.scale is None), None)
    bodies = {each.id: Entry(each.id, _criterion(each, each.id == plain)) for each in criteria}
    alone = [bodies[each.id] for each in criteria if each.group is None]
    if alone:
        yield Entry("criteria", Body(tuple(alone)), apart=True)
    if groups:
        held = [
            Entry(
                group.id,
                Body((
                    Entry("name", group.name),
                    Entry("criteria", Body(tuple(bodies[each.id] for each in criteria if each.group == name))),
                )),
            )
            for name, group in groups.items()
        ]  # fmt: skip
        yield Entry("groups", Body(tuple(held)), apart=True)


def _criterion(column: Column, first: bool) -> Body:
    items: list[Entry | Note] = [Entry("name", column.name)]
    if column.scale is not None:
        ends: Flow = {
            **({} if column.scale.unit is None else {"unit": column.scale.unit}),
            "worst": column.scale.worst,
            "best": column.scale.best,
        }
        waiting = (*column.scale.made, *((_CONFINED,) if column.confined else ()))
        items.append(Entry("scale", ends, above=tuple(map(to_do, waiting))))
    elif first:
        items.append(Note(_ANCHORS))
    return Body(tuple(items))


def _options(table: PlainTable) -> Iterator[Entry]:
    for i, option in enumerate(table.options):
        scores = [Entry(each.id, _score(each.scores[i])) for each in table.criteria]
        above = () if i else _DOUBTS
        body = (Entry("name", option.name), Entry("scores", Body(tuple(scores)), above=above))
        yield Entry(option.id, Body(body))


def _score(score: float | None) -> float | str:
    return UNKNOWN if score is None else score


def _weights(table: PlainTable, groups: dict[str, Named]) -> Iterator[Entry | Note]:
    """The weights of the table as a profile: points of groups, and shares inside those of several criteria."""
    if not table.weighted:
        yield Note(_WEIGHTS, apart=True)
        return
    inside: dict[str, dict[str, float]] = {}
    for each in table.criteria:
        group = each.id if each.group is None else groups[each.group].id
        inside.setdefault(group, {})[each.id] = each.weight or 0.0
    points = out_of_100([sum(each.values()) for each in inside.values()])
    shares = {id: each for id, each in inside.items() if len(each) > 1 and any(each.values())}
    reason = printable(f"Weights of the table {table.file}, in proportion", 200)
    body = [by_points(dict(zip(inside, points, strict=True)))]
    if shares:
        body.append(Entry("shares", Body(tuple(Entry(id, each) for id, each in shares.items()))))
    body.append(Entry("reason", reason, above=(to_do("say who gave the weights, and how"),)))
    yield Entry("profile", _PROFILE, apart=True)
    yield Entry("profiles", Body((Entry(_PROFILE, Body(tuple(body))),)))
