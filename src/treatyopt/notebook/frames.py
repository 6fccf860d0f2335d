"""Results as pandas DataFrames: wide with ids as index, or tidy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.errors import ArgumentProblem
from treatyopt.notebook.needs import library
from treatyopt.ranking.claims import ClaimResult
from treatyopt.ranking.comparison import Columns, SideBySide
from treatyopt.ranking.explain import Explanation
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.weights import Weights
from treatyopt.result import Result
from treatyopt.study.model import Study
from treatyopt.study.records import Option, Package

Rows = list[dict[str, Any]]
# A table gives its rows: wide ones under the name of the id that indexes them, and tidy ones.
Source = Callable[[Any], Rows]


def frame(result: Result, table: str | None, long: bool) -> Any:
    """A table of a result as a DataFrame; ArgumentProblem for a table it does not have."""
    tables = _TABLES[result.ROOM]
    name = table if table is not None else next(iter(tables))
    if name not in tables:
        raise ArgumentProblem.unknown("table", str(table), tables)
    index, wide, tidy = tables[name]
    pandas = library("pandas")
    if long:
        return pandas.DataFrame(_cells(tidy(result)))
    rows = _cells(wide(result))
    found = pandas.DataFrame(rows, columns=list(rows[0]) if rows else [index])
    return found.set_index(index)


def _cells(rows: Rows) -> Rows:
    """Rows with what there may be several of as lists, as a DataFrame's users expect them."""
    return [
        {key: list(each) if isinstance(each, tuple) else each for key, each in row.items()} for row in rows
    ]


def _scores(study: Study) -> Rows:
    return [
        {"option": each.id, **{judged.id: judged.score for judged in _ordered(study, each)}}
        for each in study.options
    ]


def _ordered(study: Study, option: Option) -> Iterable[Any]:
    return (option.on(criterion.id) for criterion in study.criteria)


def _scores_long(study: Study) -> Rows:
    return [
        {
            "option": option.id,
            "group": study.group_of(judged.id).id,
            "criterion": judged.id,
            "score": judged.score,
            "low": judged.low,
            "high": judged.high,
            "basis": judged.basis,
            "cites": list(judged.cites),
            "reason": judged.reason,
        }
        for option in study.options
        for judged in _ordered(study, option)
    ]


def _ranking(ranking: Ranking) -> Rows:
    return [
        {
            "option": each.id,
            "name": each.name,
            "rank": each.rank,
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "passes": each.passes,
            **{f"adds-{group}": part for group, part in each.groups},
        }
        for each in ranking.standings
    ]


def _ranking_long(ranking: Ranking) -> Rows:
    study = ranking.study
    return [
        {
            "option": each.id,
            "group": weight.group,
            "criterion": weight.id,
            "weight": weight.weight,
            "score": study.option(each.id).on(weight.id).score,
            "contribution": dict(each.criteria)[weight.id],
        }
        for each in ranking.standings
        for weight in ranking.weights.criteria
    ]


def _stability(ranking: Ranking) -> Rows:
    return [
        {
            "weight": each.id,
            "kind": each.kind,
            "now": each.weight,
            "low": None if each.lead is None else each.lead.low,
            "high": None if each.lead is None else each.lead.high,
            "below": None if each.lead is None else each.lead.below,
            "above": None if each.lead is None else each.lead.above,
            "level_low": None if each.lead is None else each.lead.level_low,
            "level_high": None if each.lead is None else each.lead.level_high,
        }
        for each in ranking.intervals
    ]


def _case(case: Explanation) -> Rows:
    keys = (
        "criterion",
        "group",
        "score",
        "low",
        "high",
        "weight",
        "contribution",
        "basis",
        "cites",
        "reason",
    )
    return [{key: getattr(each, key) for key in keys} for each in case.judgements]


def _case_long(case: Explanation) -> Rows:
    return _melted(_case(case), "criterion", ("score", "low", "high", "weight", "contribution"))


def _melted(rows: Rows, index: str, measures: Sequence[str]) -> Rows:
    return [{index: row[index], "measure": each, "value": row[each]} for row in rows for each in measures]


def _acceptability(found: Sensitivity) -> Rows:
    return [
        {"option": each.id, **{f"rank-{r}": rank.share for r, rank in enumerate(each.ranks, start=1)}}
        for each in found.acceptability
    ]


def _acceptability_long(found: Sensitivity) -> Rows:
    return [
        {"option": each.id, "rank": r, "share": rank.share, "error": rank.error}
        for each in found.acceptability
        for r, rank in enumerate(each.ranks, start=1)
    ]


def _tipping(found: Sensitivity) -> Rows:
    return [
        {"score": f"{each.option}.{each.criterion}", **_renamed(each._asdict())} for each in found.tipping
    ]


def _renamed(tipping: dict[str, Any]) -> dict[str, Any]:
    return {"now": tipping.pop("score"), **tipping}


def _outcomes(found: Negotiation) -> Rows:
    return [
        {
            "option": each.id,
            "name": each.name,
            **{
                f"{seen.party}-{key}": value
                for seen in each.parties
                for key, value in seen._asdict().items()
                if key != "party"
            },
            "possible": each.possible,
            "fails": list(each.fails),
            "refused": list(each.refused),
            "dominated": list(each.dominated),
            "bettered": each.bettered,
        }
        for each in found.outcomes
    ]


def _outcomes_long(found: Negotiation) -> Rows:
    return [{"option": each.id, **seen._asdict()} for each in found.outcomes for seen in each.parties]


def _trades(found: Negotiation) -> Rows:
    ids = [side.id for side in found.sides]
    return [
        {
            "criterion": each.criterion,
            **{f"{id}-weight": weight for id, weight in zip(ids, each.weights, strict=True)},
            "most": each.most,
            "least": each.least,
            "difference": each.difference,
        }
        for each in found.trades
    ]


def _trades_long(found: Negotiation) -> Rows:
    ids = [side.id for side in found.sides]
    return [
        {"criterion": each.criterion, "party": id, "weight": weight}
        for each in found.trades
        for id, weight in zip(ids, each.weights, strict=True)
    ]


def _places(found: Frontier) -> Rows:
    ids = [side.id for side in found.sides]
    return [
        {
            "obligation": each.obligation.id,
            "status": each.status,
            "kind": each.obligation.kind,
            "binds": list(each.obligation.binds),
            "when": each.obligation.when,
            "asked": each.asked,
            "held": each.held,
            "drawn": each.drawn,
            "kept": each.kept,
            **{f"{id}-net": net for id, net in zip(ids, each.nets, strict=True)},
        }
        for each in found.offered
    ]


def _places_long(found: Frontier) -> Rows:
    return [
        {
            "obligation": each.obligation.id,
            "party": side.id,
            "worth": each.worths[k],
            "burden": side.burden([each.obligation]),
            "net": each.nets[k],
        }
        for each in found.offered
        for k, side in enumerate(found.sides)
    ]


def _packages(found: Frontier) -> Rows:
    return [
        {
            "package": i,
            "adds": len(each.adds),
            **{
                f"{seen.party}-{key}": getattr(seen, key)
                for seen in each.parties
                for key in ("burden", "gain")
            },
            "acceptable": each.acceptable,
            "ties": each.ties,
            "chosen": i == found.choice,
        }
        for i, each in enumerate(found.packages)
    ]


def _packages_long(found: Frontier) -> Rows:
    return [
        {"package": i, "obligation": place.obligation.id, "held": place.obligation.id in each.adds}
        for i, each in enumerate(found.packages)
        for place in found.offered
    ]


def _package(made: Package) -> Rows:
    return [
        {"criterion": each.id, "score": each.score, "low": each.low, "high": each.high, "reason": each.reason}
        for each in made.scores
    ]


def _package_long(made: Package) -> Rows:
    return _melted(_package(made), "criterion", ("score", "low", "high"))


def _of_ranking(source: Source) -> Source:
    return lambda found: source(found.ranking)


def _stability_long(ranking: Ranking) -> Rows:
    return _melted(_stability(ranking), "weight", ("now", "low", "high"))


def _tipping_long(found: Sensitivity) -> Rows:
    return _melted(_tipping(found), "score", ("now", "at", "change"))


def _differences(pair: SideBySide) -> Rows:
    return [each._asdict() for each in pair.differences]


def _differences_long(pair: SideBySide) -> Rows:
    return _melted(_differences(pair), "criterion", ("ours", "theirs", "difference", "weight", "weighted"))


def _values(found: Columns) -> Rows:
    return [
        {"option": each.id, **{r.weights.name: r.standing(each.id).value for r in found.rankings}}
        for each in found.rankings[0].standings
    ]


def _values_long(found: Columns) -> Rows:
    return [
        {"option": each.id, "weights": r.weights.name, "rank": each.rank, "value": each.value}
        for r in found.rankings
        for each in r.standings
    ]


def _groups(weights: Weights) -> Rows:
    return [{"group": each.id, "points": each.points, "weight": each.weight} for each in weights.groups]


def _groups_long(weights: Weights) -> Rows:
    return _melted(_groups(weights), "group", ("points", "weight"))


def _criteria(weights: Weights) -> Rows:
    return [
        {"criterion": each.id, "group": each.group, "share": each.share, "weight": each.weight}
        for each in weights.criteria
    ]


def _criteria_long(weights: Weights) -> Rows:
    return _melted(_criteria(weights), "criterion", ("share", "weight"))


def _findings(result: ClaimResult) -> Rows:
    return [
        {"test": f"{result.claim.id}-{i}", **each._asdict()}
        for i, each in enumerate(result.findings, start=1)
    ]


def _findings_long(result: ClaimResult) -> Rows:
    return _melted(_findings(result), "test", ("status", "figures"))


# Per result, its tables by name, the usual one first: the id that indexes the wide form, its rows, the tidy rows.
_TABLES: dict[str, dict[str, tuple[str, Source, Source]]] = {
    "claims": {"findings": ("test", _findings, _findings_long)},
    "columns": {"values": ("option", _values, _values_long)},
    "comparison": {"differences": ("criterion", _differences, _differences_long)},
    "explanation": {"scores": ("criterion", _case, _case_long)},
    "frontier": {
        "obligations": ("obligation", _places, _places_long),
        "packages": ("package", _packages, _packages_long),
    },
    "negotiation": {
        "options": ("option", _outcomes, _outcomes_long),
        "trades": ("criterion", _trades, _trades_long),
    },
    "package": {"scores": ("criterion", _package, _package_long)},
    "ranking": {
        "values": ("option", _ranking, _ranking_long),
        "stability": ("weight", _stability, _stability_long),
    },
    "sensitivity": {
        "acceptability": ("option", _acceptability, _acceptability_long),
        "stability": ("weight", _of_ranking(_stability), _of_ranking(_stability_long)),
        "tipping": ("score", _tipping, _tipping_long),
    },
    "study": {"scores": ("option", _scores, _scores_long)},
    "weights": {
        "groups": ("group", _groups, _groups_long),
        "criteria": ("criterion", _criteria, _criteria_long),
    },
}
