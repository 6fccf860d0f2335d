"""A progress bar for what takes longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

_PATIENCE = 1.0  # seconds before a progress bar appears


@contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, on a terminal only, once the work has taken a second."""
    began, done = time.monotonic(), 0
    bar: Any = None

    def advance(steps: int) -> None:
        nonlocal bar, done
        done += steps
        if bar is None and sys.stderr.isatty() and time.monotonic() - began > _PATIENCE:
            bar = click.progressbar(length=total, label="drawing", file=sys.stderr)
            bar.__enter__()
            bar.update(done)
        elif bar is not None:
            bar.update(steps)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
