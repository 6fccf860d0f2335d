"""treatyopt: which treaty? Options, obligations and criteria read out of a paper, ranked under your weights.

>>> import treatyopt
>>> study = treatyopt.load()
>>> ranking = treatyopt.rank(study, {"realism": 30})
>>> treatyopt.explain(ranking, "mutual-security").to_dict()["rank"]
1
"""

from __future__ import annotations

from treatyopt.shown import doors

__version__ = "0.1.0"

# Not imported: typing takes longer to load than all else here, and Ctrl-C is caught only once this has run.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from treatyopt.claims import check_claims
    from treatyopt.comparison import side_by_side
    from treatyopt.designing import design
    from treatyopt.errors import ArgumentProblem, FileProblem, Problem, TreatyoptError
    from treatyopt.explanation import Explanation, explain
    from treatyopt.frontier import Frontier
    from treatyopt.model import Study
    from treatyopt.negotiation import Negotiation, negotiate
    from treatyopt.packagefile import read_package
    from treatyopt.ranking import Ranking, rank
    from treatyopt.records import Package
    from treatyopt.study import load
    from treatyopt.uncertainty import Sensitivity, sensitivity
    from treatyopt.weights import Weights, weigh

# Where each public name lives; imported when first used, so that `import treatyopt` costs nothing.
_HOMES = {
    "load": "study",
    "rank": "ranking",
    "explain": "explanation",
    "sensitivity": "uncertainty",
    "negotiate": "negotiation",
    "design": "designing",
    "read_package": "packagefile",
    "side_by_side": "comparison",
    "weigh": "weights",
    "check_claims": "claims",
    "Study": "model",
    "Weights": "weights",
    "Ranking": "ranking",
    "Explanation": "explanation",
    "Sensitivity": "uncertainty",
    "Negotiation": "negotiation",
    "Frontier": "frontier",
    "Package": "records",
    "TreatyoptError": "errors",
    "ArgumentProblem": "errors",
    "FileProblem": "errors",
    "Problem": "errors",
}

__all__ = [
    "ArgumentProblem",
    "Explanation",
    "FileProblem",
    "Frontier",
    "Negotiation",
    "Package",
    "Problem",
    "Ranking",
    "Sensitivity",
    "Study",
    "TreatyoptError",
    "Weights",
    "check_claims",
    "design",
    "explain",
    "load",
    "negotiate",
    "rank",
    "read_package",
    "sensitivity",
    "side_by_side",
    "weigh",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'treatyopt' has no attribute {name!r}")
    return _found(_HOMES[name], name)


def _found(room: str, name: str) -> Any:
    """A name of a room, which is imported when it is first asked for."""
    from importlib import import_module

    return getattr(import_module(f"treatyopt.{room}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


doors["html"] = lambda *given: _found("notebook.html", "html")(*given)
doors["frame"] = lambda *given: _found("notebook.frames", "frame")(*given)
doors["plot"] = lambda *given: _found("notebook.plots", "plot")(*given)
doors["line"] = lambda *given: _found("notebook.text", "line")(*given)
doors["text"] = lambda *given: _found("notebook.text", "text")(*given)
