"""How long a command takes to start and answer, as a ratio to an empty Python process and to a bare script.

Usage: python benchmarks/startup.py [--runs N]. The commands run in turn, round after round, `compare` and
`explain` on a pseudo-terminal; the ratios are of medians. F is `python -c pass`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = str(Path(sys.executable).with_name("treatyopt"))

COMMANDS = {
    "pass": [sys.executable, "-c", "pass"],
    "bare": [sys.executable, str(ROOT / "benchmarks" / "bare.py"), str(ROOT / "data" / "options.yaml")],
    "--help": [SCRIPT, "--help"],
    "--version": [SCRIPT, "--version"],
    "compare": [SCRIPT, "compare"],
    "explain": [SCRIPT, "explain", "mutual-security"],
    "negotiate": [SCRIPT, "negotiate"],
    "design": [SCRIPT, "design"],
    "compare -f json": [SCRIPT, "compare", "-f", "json"],
    "import jinja2": [sys.executable, "-c", "import jinja2"],
    "brief": [SCRIPT, "brief", "-o", os.devnull],
}
# What methods ask for: at most so many F, and so many times the bare script.
REACH = {"--help": (6, None), "--version": (6, None), "compare": (20, 1.25), "explain": (20, 1.25)}


def main() -> None:
    """Measure and print the table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21, help="rounds after one warm-up (default 21)")
    rounds = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        for name, command in COMMANDS.items():
            taken = elapsed(command)
            if number:
                times[name].append(taken)
    medians = {name: statistics.median(each) for name, each in times.items()}
    print(f"{'command':<18}{'x pass':>8}{'x bare':>8}   reach")
    for name, median in medians.items():
        to_pass, to_bare = median / medians["pass"], median / medians["bare"]
        print(f"{name:<18}{to_pass:>8.1f}{to_bare:>8.2f}   {judged(name, to_pass, to_bare)}")
    allowed = 2 * medians["compare -f json"] + medians["import jinja2"] - medians["pass"]
    share = medians["brief"] / allowed
    print(f"brief takes {share:.2f} of twice compare -f json and what jinja2's import costs", end="   ")
    print(f"{'met' if share < 1 else 'MISSED'} (1)")


def judged(name: str, to_pass: float, to_bare: float) -> str:
    """Whether a command is within reach, with the limits."""
    if name not in REACH:
        return ""
    most, of_bare = REACH[name]
    met = to_pass <= most and (of_bare is None or to_bare <= of_bare)
    limits = f"{most} x pass" + (f", {of_bare} x bare" if of_bare else "")
    return f"{'met' if met else 'MISSED'} ({limits})"


def elapsed(command: list[str]) -> float:
    """Seconds from start to end of a whole process whose output goes to a pseudo-terminal."""
    start = time.perf_counter()
    ours, theirs = os.openpty()
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:  # the other end is closed
        pass
    if process.wait():
        raise SystemExit(f"failed: {' '.join(command)}")
    os.close(ours)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
