"""Feeds the readers with what people and programs write by mistake: nothing may come but an answer or a TreatyoptError.

    python benchmarks/fuzz.py --seconds 60             every target in turn
    python benchmarks/fuzz.py study --seed 7            one target, other inputs

Targets: `study` (a file that is loaded and asked everything), `table` (CSV and workbooks made into studies), `names`
(treatyopt init of names), `set` (single scores set for a run, the study named by TREATYOPT_STUDY), `enters`
(obligations placed elsewhere for a run). What loads is ranked once more in plain Python (tests/plainly.py), what is
written is read back, and what is asked for a run is held against a file in which it stands. Counts go to standard
output with every input, cut down, that brought anything else; the exit code is then 1. The same seed and the same
number of `--inputs` are the same inputs.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from targets import TARGETS, Input, Wrong

import treatyopt.bargaining.design as designing
import treatyopt.bargaining.negotiate as negotiating
import treatyopt.brief.content as brief
from treatyopt.errors import TreatyoptError

MEMORY = 4 << 30  # bytes
CPU_SECONDS = 30  # of one input
SHRINKING = 20  # seconds for each fault


class TooLong(BaseException):
    """An input took more than its time."""


@contextmanager
def in_time() -> Iterator[None]:
    """Raise TooLong once what is inside has taken its seconds of the processor."""

    def stop(*_: Any) -> None:
        raise TooLong(f"more than {CPU_SECONDS} s")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def outcome(ask: Callable[[Input, Path], str], given: Input) -> tuple[str, str]:
    """How it went, and for a fault the place by which it is known again; with its traceback for a reader."""
    try:
        with tempfile.TemporaryDirectory() as folder, in_time():
            return ask(given, Path(folder)), ""
    except TreatyoptError:
        return "refused", ""
    except (Exception, TooLong, SystemExit) as error:
        trace = traceback.extract_tb(error.__traceback__)
        ours = [each for each in trace if "treatyopt" in each.filename] or list(trace)
        place = f"{type(error).__name__} in {Path(ours[-1].filename).name}:{ours[-1].lineno}"
        if isinstance(error, Wrong):  # one for each place in targets.py that asks
            place = f"{type(error).__name__} in {trace[-2].name}:{trace[-2].lineno}"
        return place, traceback.format_exc()


def cut_down(ask: Callable[[Input, Path], str], given: Input, fault: str) -> Input:
    """A smaller input with the same fault: parts of it left out as long as time allows."""
    until, size = time.monotonic() + SHRINKING, max(len(given.data) // 2, 1)
    for i in range(len(given.words)):
        fewer = given._replace(words=given.words[:i] + given.words[i + 1 :])
        if len(fewer.words) and len(given.words) > 1 and outcome(ask, fewer)[0] == fault:
            given = fewer
            break
    while size and time.monotonic() < until:
        at, shorter = 0, False
        while at < len(given.data) and time.monotonic() < until:
            fewer = given._replace(data=given.data[:at] + given.data[at + size :])
            if outcome(ask, fewer)[0] == fault:
                given, shorter = fewer, True
            else:
                at += size
        size = size if shorter and size > 1 else size // 2
    return given


def main() -> int:
    """Feed the targets in turn and print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], help="which to feed (default all)")
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together (default 60)")
    parser.add_argument("--inputs", type=int, default=sys.maxsize, help="at most so many for each target")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("error")
    os.environ.pop("TREATYOPT_STUDY", None)
    for module in (negotiating, designing, brief):
        module.REPORTS = 4  # weightings that a side could report: each takes long, and is like the others
    faults: dict[str, tuple[str, Input, str]] = {}
    chosen = asked.targets or list(TARGETS)
    for name in chosen:
        counts: Counter[str] = Counter()
        draw, (make, ask) = random.Random(f"{name} {asked.seed}"), TARGETS[name]
        until = time.monotonic() + asked.seconds / len(chosen)
        while time.monotonic() < until and counts.total() < asked.inputs:
            given = make(draw)
            found, trace = outcome(ask, given)
            counts[found] += 1
            if trace:
                faults.setdefault(found, (name, given, trace))
        print(
            f"{name}: {counts.total():,} inputs; "
            + ", ".join(f"{n:,} {what}" for what, n in counts.most_common())
        )
    for fault, (name, given, trace) in faults.items():
        least = cut_down(TARGETS[name][1], given, fault)
        print(f"\n== {name}: {fault}\n{trace}\nwords: {least.words!r}\ndata: {least.data!r}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
