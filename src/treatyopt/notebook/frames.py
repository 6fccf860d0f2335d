"""Results as pandas DataFrames: wide with ids as index, or tidy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from treatyopt.errors import ArgumentProblem
from treatyopt.notebook.needs import library
from treatyopt.result import Result
from treatyopt.tables import (
    claims,
    comparison,
    evidence,
    explanation,
    frontier,
    judges,
    negotiation,
    package,
    provenance,
    ranking,
    scorecard,
    sensitivity,
    study,
    weightings,
    weights,
)
from treatyopt.tables.columns import Forms

# Per result, its tables by name, the usual one first.
_TABLES: dict[str, Mapping[str, Callable[[Any], Forms]]] = {
    "claims": claims.TABLES,
    "columns": weightings.TABLES,
    "comparison": comparison.TABLES,
    "evidence": evidence.TABLES,
    "explanation": explanation.TABLES,
    "frontier": frontier.TABLES,
    "judges": judges.TABLES,
    "negotiation": negotiation.TABLES,
    "obligation evidence": evidence.OF_OBLIGATION,
    "option evidence": evidence.OF_OPTION,
    "package": package.TABLES,
    "passages": provenance.PASSAGES,
    "provenance": provenance.TABLES,
    "ranking": {**ranking.TABLES, "scorecard": scorecard.of_ranking},
    "scorecard": scorecard.TABLES,
    "sensitivity": sensitivity.TABLES,
    "study": {**study.TABLES, "scorecard": scorecard.of_study},
    "weights": weights.TABLES,
}


def frame(result: Result, table: str | None, long: bool) -> Any:
    """A table of a result as a DataFrame; ArgumentProblem for a table it does not have."""
    tables = _TABLES[result.ROOM]
    name = table if table is not None else next(iter(tables))
    if name not in tables:
        raise ArgumentProblem.unknown("table", str(table), tables)
    pandas = library("pandas")
    forms = tables[name](result)
    listing = forms.long if long else forms.wide
    rows = [{key: _cell(each) for key, each in record.items()} for record in listing.records()]
    found = pandas.DataFrame(rows, columns=list(listing.keys))
    return found if long else found.set_index(listing.keys[0])


def _cell(value: Any) -> Any:
    """What there may be several of as a list, as a DataFrame's users expect it."""
    return list(value) if isinstance(value, tuple) else value
