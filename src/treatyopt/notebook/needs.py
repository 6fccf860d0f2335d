"""The libraries of the extra `notebook`, or a clear word on how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from treatyopt.errors import TreatyoptError


def library(module: str) -> Any:
    """A module of pandas or matplotlib; TreatyoptError naming the extra if it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        name = module.partition(".")[0]
        raise TreatyoptError(
            f"this needs {name}: pip install pandas matplotlib (or, in the checkout, pip install '.[notebook]')"
        ) from None
