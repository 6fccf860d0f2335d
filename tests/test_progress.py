"""The progress bar of what takes longer than a moment: when it appears, and that it ends where the work does."""

from __future__ import annotations

from io import StringIO
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from treatyopt.cli import main
from treatyopt.cli import progress as module


class Terminal(StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        """It is one."""
        return True


class Bar:
    """Stands in for click's bar and notes what it is told."""

    def __init__(self, length: int, **_more: Any) -> None:
        self.length, self.told, self.closed = length, [], False  # type: ignore[var-annotated]

    def __enter__(self) -> Bar:
        return self

    def update(self, steps: int) -> None:
        """Note some steps."""
        self.told.append(steps)

    def __exit__(self, *_error: object) -> None:
        self.closed = True


@pytest.fixture
def bars(monkeypatch: pytest.MonkeyPatch) -> list[Bar]:
    """The bars that are shown on a terminal whose clock ticks a third of a second at every look."""
    shown: list[Bar] = []

    def bar(**given: Any) -> Bar:
        shown.append(Bar(**given))
        return shown[-1]

    ticks = count()
    monkeypatch.setattr(module.time, "monotonic", lambda: next(ticks) / 3)
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=Terminal()))
    monkeypatch.setattr(module.click, "progressbar", bar)
    return shown


def test_a_bar_appears_after_a_second_with_what_is_done_so_far(bars: list[Bar]) -> None:
    """Nothing is shown for a moment; then all that was done before, and each step after it."""
    with module.progress(100) as advance:
        for _ in range(3):
            advance(10)
        assert bars == []
        for _ in range(7):
            advance(10)
        (bar,) = bars
        assert (bar.length, bar.told, bar.closed) == (100, [40, *[10] * 6], False)
    assert bar.closed


def test_a_bar_is_taken_away_when_the_work_breaks_off(bars: list[Bar]) -> None:
    """An error or Ctrl-C leaves the terminal as it was."""

    def broken_off() -> None:
        with module.progress(100) as advance:
            for _ in range(5):
                advance(1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert bars[0].closed


def test_no_bar_appears_where_nobody_watches(bars: list[Bar], monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe or a file gets none."""
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=StringIO()))
    with module.progress(100) as advance:
        for _ in range(10):
            advance(10)
    assert bars == []


@pytest.mark.parametrize(
    "argv",
    [
        ["sensitivity", "--samples", "60000"],
        ["sensitivity", "--samples", "60000", "--no-screens"],
        [
            "sensitivity",
            "--samples",
            "60000",
            "--screen",
            "realistic",
            "mutual-security",
            "mutual-defense",
            "--scores",
            "ranges",
        ],
        ["design", "--samples", "40"],
    ],
)
def test_a_bar_ends_at_its_total(
    argv: list[str], capsys: pytest.CaptureFixture[str], bars: list[Bar]
) -> None:
    """What is told adds up to the total that the bar was made for, whatever is drawn."""
    assert main(argv) == 0
    (bar,) = bars
    assert sum(bar.told) == bar.length > 0
    assert capsys.readouterr().out
