"""Results as HTML for a notebook cell: what the command prints, with all text escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from treatyopt.documents.bearing import obligation_document, option_document
from treatyopt.documents.blocks import Document
from treatyopt.documents.catalogue import options_document
from treatyopt.documents.check import claim_document
from treatyopt.documents.compare import columns_document, ranking_document, side_by_side_document
from treatyopt.documents.design import frontier_document
from treatyopt.documents.explain import explanation_document
from treatyopt.documents.judges import judges_document
from treatyopt.documents.negotiate import negotiation_document
from treatyopt.documents.outcomes import outcomes_document
from treatyopt.documents.package import package_document
from treatyopt.documents.passages import passages_document
from treatyopt.documents.provenance import provenance_document
from treatyopt.documents.scorecard import scorecard_document
from treatyopt.documents.sensitivity import sensitivity_document
from treatyopt.documents.weighting import weights_document
from treatyopt.formats.html import STYLE, fragment
from treatyopt.result import Result

_DOCUMENTS: dict[str, Callable[[Any], Document]] = {
    "claims": claim_document,
    "columns": columns_document,
    "comparison": side_by_side_document,
    "evidence": outcomes_document,
    "explanation": explanation_document,
    "frontier": frontier_document,
    "judges": judges_document,
    "negotiation": negotiation_document,
    "obligation evidence": obligation_document,
    "option evidence": option_document,
    "package": package_document,
    "passages": passages_document,
    "provenance": provenance_document,
    "ranking": ranking_document,
    "scorecard": scorecard_document,
    "sensitivity": sensitivity_document,
    "study": options_document,
    "weights": weights_document,
}


def document(result: Result) -> Document:
    """What there is to say of a result."""
    return _DOCUMENTS[result.ROOM](result)


def html(result: Result) -> str:
    """A result as a fragment of HTML with its own style, readable in light and dark themes."""
    return f'<div class="treatyopt"><style>{STYLE}</style>\n{fragment(document(result))}\n</div>'
