"""Results as HTML for a notebook cell: what the command prints, with all text escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from treatyopt.explanation import Explanation
from treatyopt.frontier import Frontier
from treatyopt.model import Study
from treatyopt.negotiation import Negotiation
from treatyopt.ranking import Ranking
from treatyopt.records import Package
from treatyopt.render.catalogue import options_document
from treatyopt.render.compare import ranking_document
from treatyopt.render.design import frontier_document
from treatyopt.render.document import Document
from treatyopt.render.explain import explanation_document
from treatyopt.render.html import STYLE, fragment
from treatyopt.render.negotiate import negotiation_document
from treatyopt.render.package import package_document
from treatyopt.render.sensitivity import sensitivity_document
from treatyopt.uncertainty import Sensitivity

documents: dict[type, Callable[[Any], Document]] = {
    Study: options_document,
    Ranking: ranking_document,
    Explanation: explanation_document,
    Sensitivity: sensitivity_document,
    Negotiation: negotiation_document,
    Frontier: frontier_document,
    Package: package_document,
}


def html(result: Any) -> str:
    """A result as a fragment of HTML with its own style, readable in light and dark themes."""
    document = documents[type(result)](result)
    return f'<div class="treatyopt"><style>{STYLE}</style>\n{fragment(document)}\n</div>'
