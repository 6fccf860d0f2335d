"""How long every command takes over a large study, and how much memory, as ratios to an empty Python process.

Usage: python benchmarks/large.py [--options 30] [--criteria 25] [--only WORD] [--keep FOLDER] [--write FILE].
The study is made up, and the same for the same sizes: groups of five criteria, ranges, reasons and passages, two
screens, a baseline, two parties with a profile each. As each change of a score from one type to the next must be
carried by an obligation, it has one for each type. Packages need steps that pull one way, so `design` and `negotiate`
are asked of a study in which every criterion only rises or only falls along the ladder. Every command runs once, in a
process of its own; the empty process is `python -c pass`, its median of several. Time is that of the processor, which
what else runs on the machine leaves alone. What takes longer than `--patience` seconds is broken off. `--only` measures
the commands with this word; `--keep` writes what each prints into a folder, for reading; `--write` writes the study and
measures nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

SCRIPT = str(Path(sys.executable).with_name("treatyopt"))
DATA = ("compare", "scorecard", "sensitivity", "negotiate", "design")
LADDER = ("design", "negotiate")
SEED, IN_GROUP, ROUNDS = 1, 5, 5
OF = (
    "Wetland",
    "Harbour",
    "Orchard",
    "Night-Train",
    "Ground-Water",
    "School",
    "Tramway",
    "Forest",
    "Island",
    "Hill",
)
WHAT = (
    "Levy",
    "Accord",
    "Reserve",
    "Charter",
    "Compact on Shared Upkeep",
    "Fund",
    "Trial",
    "Board",
    "Permit Scheme",
)
FOR = (
    "Access",
    "Upkeep",
    "Noise",
    "Safety",
    "Jobs",
    "Public Health",
    "Air",
    "Cost to Households",
    "Trust",
    "Shade",
)
HOW = ("in Summer", "at Night", "Downstream", "in the Towns", "for the Old", "in Ten Years")
REASONS = (
    "Nothing of the kind is done now, and what is planned would begin only after the first years.",
    "The cost falls on few, who have reason to resist; others gain little by each step but all of them gain some.",
    "What was tried on a smaller scale held for as long as it was paid for, and lapsed in the year after that.",
    "It depends on upkeep, which the text leaves to each side, so that it could be anything between a lot and little.",
    "Much of it is there already; the rest would follow from the rules, were they kept as they stand in the draft.",
)


class Names(NamedTuple):
    """What a study is called by: names of types and criteria, whose ids are the same in small letters."""

    options: list[str]
    criteria: list[str]

    @property
    def types(self) -> list[str]:
        """The ids of the types, from the weakest to the strongest."""
        return [as_id(each) for each in self.options]

    @property
    def groups(self) -> dict[str, list[str]]:
        """The ids of the groups, each with the names of its criteria."""
        starts = range(0, len(self.criteria), IN_GROUP)
        return {f"part-{i}": self.criteria[at : at + IN_GROUP] for i, at in enumerate(starts, start=1)}


class Run(NamedTuple):
    """Seconds of processor and peak memory (kB on Linux) of a process; `code` is None where it was broken off."""

    seconds: float
    memory: int
    code: int | None
    printed: int


def main() -> None:
    """Measure every command and print the table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--options", type=int, default=30)
    parser.add_argument("--criteria", type=int, default=25)
    parser.add_argument("--patience", type=float, default=300, help="seconds for one command (default 300)")
    parser.add_argument("--only", default="", help="measure only commands with this word")
    parser.add_argument("--keep", type=Path, help="a folder for what each command prints")
    parser.add_argument("--write", type=Path, help="write the study here, and measure nothing")
    parser.add_argument("--ladder", action="store_true", help="write the study whose steps pull one way")
    given = parser.parse_args()
    names = named(given.options, given.criteria)
    if given.write:
        write(study(names, given.ladder), given.write)
        return
    with tempfile.TemporaryDirectory() as folder:
        if measure(names, given, Path(folder)):
            raise SystemExit(1)


def measure(names: Names, given: argparse.Namespace, folder: Path) -> int:
    """Run every command over a study and print what it took; how many failed.

    Studies are written by processes of their own: a child's peak memory is never less than what its parent held.
    """
    files = {False: folder / "study.yaml", True: folder / "ladder.yaml"}
    sizes = ["--options", str(given.options), "--criteria", str(given.criteria)]
    for ladder, file in files.items():
        kind = ["--ladder"] if ladder else []
        subprocess.run([sys.executable, __file__, *sizes, *kind, "--write", str(file)], check=True)
    empty = [run([sys.executable, "-c", "pass"], folder / "pass", given.patience) for _ in range(ROUNDS)]
    seconds = statistics.median(each.seconds for each in empty)
    memory = statistics.median(each.memory for each in empty)
    print(
        f"{given.options} options, {given.criteria} criteria: {files[False].stat().st_size:,} bytes of YAML"
    )
    print(f"{'command':<52}{'x time':>8}{'x memory':>10}{'printed':>12}")
    failed = 0
    for name, asked in commands(names, folder).items():
        if given.only not in name:
            continue
        out = (given.keep or folder) / name.replace("/", "-").replace(" ", "_")
        file = files[asked[0] in LADDER]
        found = run([SCRIPT, *asked, "--study", str(file)], out, given.patience)
        told = {0: "", None: "  BROKEN OFF"}.get(found.code, f"  FAILED ({found.code})")
        figures = f"{found.seconds / seconds:>8.1f}{found.memory / memory:>10.1f}{found.printed:>12,}"
        print(f"{name:<52}{figures}{told}", flush=True)
        failed += found.code != 0
    return failed


def commands(names: Names, folder: Path) -> dict[str, list[str]]:
    """Every command and its forms that matter, by name; briefs go into a file in the folder."""
    one, other = names.types[0], names.types[len(names.types) // 2]
    (first, criteria), (second, _), *_ = names.groups.items()
    asked = (
        "options", "criteria", "obligations", f"obligations {other}", "profiles", "sources", "check",
        "compare", f"compare {one} {other}", "compare -p even -p north -p south", f"compare --say {first}>={second}",
        f"compare --set {other}.{as_id(criteria[0])}=50", "compare --no-screens", "compare --over criteria",
        "scorecard", "scorecard --by group", "scorecard --ranges", "scorecard --words",
        f"explain {other}", "sensitivity", "sensitivity --over criteria", "sensitivity --scores ranges",
        "negotiate", "design", "design --all",
        "brief -f html", "brief -f markdown", "brief -f xlsx", "brief -f docx", "brief --memo", "brief --annex",
    )  # fmt: skip
    data = [f"{each} -f {kind}" for each in DATA for kind in ("json", "csv")]
    runs = {each: each.split() for each in (*asked, *data)}
    into = ["-o", str(folder / "out"), "--force"]  # what is no text goes into files only
    return {name: [*words, *(into if words[0] == "brief" else ())] for name, words in runs.items()}


def run(command: list[str], out: Path, patience: float) -> Run:
    """Run a whole process whose output, 80 columns wide if nothing else is asked for, goes into a file."""
    env = {"COLUMNS": "80", **os.environ}
    with out.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=env)
        late = threading.Timer(patience, process.kill)
        late.start()
        _, status, used = os.wait4(process.pid, 0)
        late.cancel()
    code = os.waitstatus_to_exitcode(status)
    return Run(
        used.ru_utime + used.ru_stime,
        used.ru_maxrss,
        None if code == -signal.SIGKILL else code,
        out.stat().st_size,
    )


def write(data: dict[str, Any], file: Path) -> None:
    """Write a study as YAML."""
    import yaml

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    file.write_text(yaml.dump(data, Dumper=dumper, sort_keys=False, width=110), encoding="utf-8")


def named(options: int, criteria: int) -> Names:
    """So many names of types and of criteria, in a drawn order that is always the same."""
    chance = random.Random(SEED)
    return Names(
        several([f"{a} {b}" for b in WHAT for a in OF], options, chance),
        several([f"{a} {b}" for b in HOW for a in FOR], criteria, chance),
    )


def several(known: list[str], count: int, chance: random.Random) -> list[str]:
    """So many names, each its own: those that are known, numbered from the second round on."""
    drawn = chance.sample(known, len(known))
    return [
        drawn[i % len(drawn)] + (f" {i // len(drawn) + 1}" if i >= len(drawn) else "") for i in range(count)
    ]


def as_id(name: str) -> str:
    """A name as an id."""
    return name.lower().replace(" ", "-")


def study(names: Names, ladder: bool) -> dict[str, Any]:
    """A study as plain data: the types, a baseline before them, and all that commands ask for."""
    chance = random.Random(SEED)
    groups, types, (first, *_, last) = names.groups, names.types, map(as_id, names.criteria)
    paths = [
        path(i, each == names.criteria[-1], len(types), ladder, chance)
        for i, each in enumerate(names.criteria)
    ]
    titles = ["No Accord", *names.options]
    out = (8, 8) if ladder else (3, 18)
    passages = {f"coast/{i}": f"Passage {i} says what the coast is like." for i in range(1, len(types) + 1)}
    return {
        "title": f"{len(types)} Ways of Sharing a Coast",
        "question": "Which accord, if any, should the two cities on the coast conclude?",
        "baseline": "no-accord",
        "profile": "even",
        "source": {
            "author": "Nobody", "title": "A Note That Was Never Written", "publication": "Made up for measuring",
            "date": "never", "short": "Nobody, no date", "sections": {"coast": "On the coast"}, "locators": passages,
        },
        "groups": {
            id: {"name": f"{FOR[i % len(FOR)]} and {FOR[(i + 3) % len(FOR)]}",
                 "criteria": {as_id(each): scale(each, as_id(each) == last) for each in held}}
            for i, (id, held) in enumerate(groups.items())
        },
        "options": {
            as_id(title): option(title, i, names.criteria, [each[i] for each in paths], list(passages), out, chance)
            for i, title in enumerate(titles)
        },
        "obligations": {f"carry-{id}": obligation(i, names) for i, id in enumerate(types)},
        "profiles": {
            "even": profile(groups, lambda _: 1), "north": profile(groups, lambda i: 2 + i),
            "south": profile(groups, lambda i: 2 + len(groups) - i),
        },
        "parties": {
            "upper": {"name": "Upper City", "profile": "north"}, "lower": {"name": "Lower City", "profile": "south"},
        },
        "screens": {
            "enough": {"criterion": first, "minimum": 40, "reason": "Made up for measuring."},
            "feasible": {"criterion": last, "minimum": 30, "reason": "Made up for measuring."},
        },
    }  # fmt: skip


def path(place: int, feasibility: bool, types: int, ladder: bool, chance: random.Random) -> list[int]:
    """The scores of one criterion from the baseline up: falling where it is of feasibility or every third, else rising.

    Along a ladder no step goes the other way; otherwise each score is out by what is drawn.
    """
    steps = [chance.random() ** 3 if ladder else 1.0 for _ in range(types)]
    reached = [sum(steps[:i]) / sum(steps) for i in range(types + 1)]
    falling = feasibility or place % 3 == 2
    out = 0 if ladder else 13
    scores = [round(20 + 60 * (1 - x if falling else x) + out * chance.gauss(0, 1)) for x in reached]
    return [min(max(each, 0), 100) for each in scores]


def scale(name: str, feasibility: bool) -> dict[str, Any]:
    """A criterion with its anchors."""
    low, high = f"nothing of {name.lower()} is left", f"as much of {name.lower()} as there ever was"
    found = {"name": name, "asks": f"How much of {name.lower()} is there?", "zero": low, "hundred": high}
    return {**found, "feasibility": True} if feasibility else found


def option(
    title: str,
    degree: int,
    criteria: list[str],
    best: list[int],
    passages: list[str],
    out: tuple[int, int],
    chance: random.Random,
) -> dict[str, Any]:
    """A type with its scores, reasons and ranges, whose ends are `out` from the score; some rest on a passage."""
    scores = {}
    for name, score in zip(criteria, best, strict=True):
        low, high = max(score - chance.randint(*out), 0), min(score + chance.randint(*out), 100)
        rests: dict[str, Any] = {"score": score, "range": [low, high], "basis": "inferred"}
        if chance.random() < 0.3:
            rests |= {"basis": "stated", "cites": [chance.choice(passages)]}
        scores[as_id(name)] = {**rests, "reason": chance.choice(REASONS)}
    gist = f"{title} is set up and holds for as long as both cities pay for it."
    return {
        "name": title,
        "title": f"{title} of the two cities",
        "degree": degree,
        "gist": gist,
        "scores": scores,
    }


def obligation(i: int, names: Names) -> dict[str, Any]:
    """What carries every change that comes with one type; every third needs what entered before."""
    return {
        "says": f"Both cities do what {names.options[i]} asks for", "kind": "duty", "binds": ["upper", "lower"],
        "enters": names.types[i], "basis": "inferred", "burden": i % 4,
        "moves": {as_id(each): 1 + (i + k) % 3 for k, each in enumerate(names.criteria)},
        "needs": [f"carry-{names.types[i - 1]}"] if i % 3 == 2 else [],
    }  # fmt: skip


def profile(groups: dict[str, list[str]], of: Callable[[int], float]) -> dict[str, Any]:
    """Points of the groups in proportion to a figure of each."""
    figures = [of(i) for i in range(len(groups))]
    points = {id: 100 * each / sum(figures) for id, each in zip(groups, figures, strict=True)}
    return {"points": points, "reason": "Made up for measuring."}


if __name__ == "__main__":
    main()
