"""treatyopt: the options of a study, ranked under your weights, and what lies between them designed for two parties.

>>> import treatyopt
>>> study = treatyopt.load()
>>> ranking = treatyopt.rank(study, {"realism": 30})
>>> treatyopt.explain(ranking, "mutual-security").standing.rank
1
"""

from __future__ import annotations

__version__ = "0.2.0"

# Not imported: typing takes longer to load than all else here, and Ctrl-C is caught only once this has run.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from treatyopt.bargaining.design import design as design
    from treatyopt.bargaining.frontier import Frontier as Frontier
    from treatyopt.bargaining.negotiate import Negotiation as Negotiation
    from treatyopt.bargaining.negotiate import negotiate as negotiate
    from treatyopt.errors import ArgumentProblem as ArgumentProblem
    from treatyopt.errors import FileProblem as FileProblem
    from treatyopt.errors import Problem as Problem
    from treatyopt.errors import TreatyoptError as TreatyoptError
    from treatyopt.history.results import Evidence as Evidence
    from treatyopt.history.results import ObligationEvidence as ObligationEvidence
    from treatyopt.history.results import OptionEvidence as OptionEvidence
    from treatyopt.history.results import evidence as evidence
    from treatyopt.packages.file import read_package as read_package
    from treatyopt.packages.placing import place as place
    from treatyopt.ranking.claims import check_claims as check_claims
    from treatyopt.ranking.comparison import side_by_side as side_by_side
    from treatyopt.ranking.explain import Explanation as Explanation
    from treatyopt.ranking.explain import explain as explain
    from treatyopt.ranking.judges import Judges as Judges
    from treatyopt.ranking.judges import compare_studies as compare_studies
    from treatyopt.ranking.provenance import Passages as Passages
    from treatyopt.ranking.provenance import Provenance as Provenance
    from treatyopt.ranking.provenance import by_passage as by_passage
    from treatyopt.ranking.provenance import provenance as provenance
    from treatyopt.ranking.ranking import Ranking as Ranking
    from treatyopt.ranking.ranking import rank as rank
    from treatyopt.ranking.scorecard import Scorecard as Scorecard
    from treatyopt.ranking.scorecard import scorecard as scorecard
    from treatyopt.ranking.sensitivity import Sensitivity as Sensitivity
    from treatyopt.ranking.sensitivity import sensitivity as sensitivity
    from treatyopt.ranking.weights import Weights as Weights
    from treatyopt.ranking.weights import weigh as weigh
    from treatyopt.study.load import load as load
    from treatyopt.study.model import Study as Study
    from treatyopt.study.records import Package as Package

# Where each public name lives; it is imported when it is first used, so that `import treatyopt` costs nothing.
_HOMES = {
    name: room
    for room, names in {
        "ranking.claims": ["check_claims"],
        "ranking.comparison": ["side_by_side"],
        "bargaining.design": ["design"],
        "errors": ["ArgumentProblem", "FileProblem", "Problem", "TreatyoptError"],
        "ranking.judges": ["Judges", "compare_studies"],
        "ranking.explain": ["Explanation", "explain"],
        "bargaining.frontier": ["Frontier"],
        "history.results": ["Evidence", "ObligationEvidence", "OptionEvidence", "evidence"],
        "study.model": ["Study"],
        "bargaining.negotiate": ["Negotiation", "negotiate"],
        "packages.file": ["read_package"],
        "packages.placing": ["place"],
        "ranking.provenance": ["Passages", "Provenance", "by_passage", "provenance"],
        "ranking.ranking": ["Ranking", "rank"],
        "study.records": ["Package"],
        "study.load": ["load"],
        "ranking.scorecard": ["Scorecard", "scorecard"],
        "ranking.sensitivity": ["Sensitivity", "sensitivity"],
        "ranking.weights": ["Weights", "weigh"],
    }.items()
    for name in names
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'treatyopt' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"treatyopt.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
