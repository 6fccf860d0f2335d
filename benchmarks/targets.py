"""What fuzz.py puts to the test: each target draws an input, and takes it to an answer that must be right.

What loads is ranked once more in plain Python (tests/plainly.py); what is written is read back.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import mutation
import yaml

from plainly import any_study, groups_of, plainly, raw, value_on
from treatyopt import Study, load, rank
from treatyopt.cli import main as command_line
from treatyopt.drafting.fromtable import table_study
from treatyopt.drafting.table import PlainTable, read_table
from treatyopt.errors import TreatyoptError

CLOSE = 1e-6  # points; conversions to and from units round


class Wrong(AssertionError):
    """An answer that is not the right one."""


class Input(NamedTuple):
    """What a target is fed with: the bytes of a file, and the words that go with it."""

    data: bytes
    words: tuple[str, ...] = ()


class Said(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def require(holds: bool, message: str) -> None:
    """Raise Wrong unless it holds."""
    if not holds:
        raise Wrong(message)


def run(*words: str) -> Said:
    """A command in this process; what is refused has one of two exit codes and says why."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = command_line(list(words))
    require(code in (0, 1, 2), f"exit code {code}")
    require(code == 0 or bool(err.getvalue()) or "check" in words, "refused without a word")
    return Said(code, out.getvalue(), err.getvalue())


def answered(*words: str) -> Said:
    """A command that must have an answer."""
    said = run(*words)
    require(said.code == 0, f"{' '.join(words[:2])}: {said.err}")
    return said


def drawn_study(draw: random.Random) -> Input:
    return Input(mutation.study(draw), tuple(draw.sample(QUESTIONS, 2)))


QUESTIONS = [
    "compare --baseline", "compare -f json", "compare --no-screens -f html", "scorecard --words --ranges",
    "scorecard -f csv", "explain ID", "explain ID -f markdown", "explain ID --no-screens -f json",
    "compare ID ID2", "sensitivity --samples 40", "sensitivity --samples 40 --scores ranges -f json",
    "sensitivity --samples 0 --over criteria", "negotiate", "negotiate -f json", "design --samples 4",
    "design --samples 0 --all -f json", "check", "check -f json", "options", "criteria", "obligations",
    "profiles", "sources -f markdown", "brief -f html", "brief -f markdown", "compare -f csv",
    "compare --over criteria", "negotiate --enters *=ID2", "design --samples 0 --enters *=ID2 -f json",
    "explain ID2 --enters *=ID2 -f json",
]  # fmt: skip
QUESTIONS += [
    f"{each} -o FILE"
    for each in ("compare", "explain ID", "scorecard", "criteria", "sensitivity --samples 9", "brief")
]
ENDINGS = ("html", "md", "docx", "xlsx")


def study(given: Input, folder: Path) -> str:
    """A file is refused, or it is ranked as plainly, read back as written, and answers what it is asked.

    What answers put into files holds when it is checked at once.
    """
    path = folder / "study.yaml"
    path.write_bytes(given.data)
    found = load(path)
    ranked_plainly(found, given.data)
    same = Study.model_validate(found.to_dict())
    require(same == found, "is not read back as it was written out")
    options = [each.id for each in found.options if each.id != found.baseline]
    for i, question in enumerate(given.words):
        file = folder / f"answer.{ENDINGS[(len(given.data) + i) % len(ENDINGS)]}"
        meant = {"ID": options[0], "ID2": options[-1], "*=ID2": f"*={options[-1]}", "FILE": str(file)}
        words = [meant.get(each, each) for each in question.split()]
        said = run(*words, "--study", str(path))
        lacking = words[0] in ("negotiate", "design", "sources", "check") or "ID2" in question
        require(said.code == 0 or lacking, f"{question}: {said.err}")
        if said.code == 0 and words[-2:] == ["-f", "json"]:
            json.loads(said.out, parse_constant=_not_finite)
        require("\x1b" not in said.out and "\x07" not in said.out, "a control character is put out")
        if "FILE" in question:
            answered("check", str(file), "--study", str(path))
    return "answered"


def _not_finite(word: str) -> Any:
    raise Wrong(f"JSON holds {word}")


def ranked_plainly(found: Study, data: bytes, document: Any = None) -> None:
    """The ranking is what the raw YAML comes to."""
    document = document or raw(data.decode("utf-8-sig"))
    wanted = plainly(document)
    if wanted is None:
        return
    ranking = rank(found)
    require({each.id for each in ranking.standings} == set(wanted), "other options are ranked")
    for each in ranking.standings:
        value, passes = wanted[each.id]
        require(abs(each.value - value) < CLOSE, f"{each.id} is worth {value:.12g}, not {each.value:.12g}")
        require(each.passes == passes, f"{each.id} passes: {passes}, not {each.passes}")
    values = [wanted[id].value for id in ranking.shortlist]
    require(all(a >= b - CLOSE for a, b in pairwise(values)), "out of order")


def drawn_table(draw: random.Random) -> Input:
    return Input(mutation.table(draw), draw.choice([(), (), ("rows",), ("columns",)]))


def table(given: Input, folder: Path) -> str:
    """A table is refused, or made into a study with its very figures, which is ranked."""
    path = folder / "table.csv"
    path.write_bytes(given.data)
    way: Any = given.words[0] if given.words else None
    read = read_table(path, way)
    text = table_study(read)
    made = folder / "study.yaml"
    made.write_text(text, encoding="utf-8")
    found = load(made)
    _says_the_same(read, found)
    _figures_stand_there(read, given.data)
    ranked_plainly(found, text.encode())
    answered("check", str(made))
    answered("compare", "--study", str(made))
    return "answered"


def _says_the_same(read: PlainTable, found: Study) -> None:
    require([each.name for each in read.options] == [each.name for each in found.options], "names are lost")
    names = {each.id: each.name for each in found.criteria}
    require({each.id: each.name for each in read.criteria} == names, "criteria are lost")
    total = sum(each.weight or 0 for each in read.criteria)
    ranking = rank(found)
    for column in read.criteria:
        for option, score in zip(read.options, column.scores, strict=True):
            judged = found.option(option.id).on(column.id)
            same = judged.basis == "unknown" if score is None else judged.written[1] == score
            require(same, f"{option.id}.{column.id} is {score}, not {judged.written}")
        if total:
            weight = ranking.weights.of(column.id)
            require(
                abs(weight - (column.weight or 0) / total) < CLOSE, f"the weight of {column.id} is {weight}"
            )


def _figures_stand_there(read: PlainTable, data: bytes) -> None:
    """Every score of a plain file with commas stands in it as a cell, with that option and that criterion."""
    if not data.isascii() or b"sep=" in data or b";" in data or b"\t" in data or data.startswith(b"PK"):
        return
    rows = [[" ".join(c.split()) for c in row] for row in csv.reader(io.StringIO(data.decode(), newline=""))]
    for across in (rows, list(zip(*(row + [""] * 99 for row in rows), strict=False))):
        heads = next((row for row in across if any(row)), [])
        at = {name: i for i, name in enumerate(heads) if i and name}
        if all(each.name in at for each in read.criteria):
            by_name = {next((c for c in row if c), ""): row for row in across}
            for column in read.criteria:
                for option, score in zip(read.options, column.scores, strict=True):
                    row = by_name.get(option.name, ())
                    cell = row[at[column.name]] if at[column.name] < len(row) else ""
                    if cell.replace(".", "", 1).isdecimal():
                        require(
                            score == float(cell), f"{option.name}, {column.name}: {cell} was read as {score}"
                        )
            return


def drawn_names(draw: random.Random) -> Input:
    flags = []
    for flag, least in (("--options", 1), ("--criteria", 1), ("--parties", 0)):
        given = mutation.names(draw, least)
        if draw.random() < 0.1:
            flags += [flag, ",".join(given)]
        else:
            for each in given:
                quoted = each.replace('"', '""')
                flags += [flag, f'"{quoted}"']
    return Input(b"", tuple(flags))


def names(given: Input, folder: Path) -> str:
    """Names are refused, or make a study that can be checked, compared and negotiated at once."""
    said = run("init", str(folder / "new"), *given.words)
    if said.code:
        raise TreatyoptError(said.err)
    made = folder / "new" / "study.yaml"
    found = load(made)
    ranked_plainly(found, made.read_bytes())
    answered("check", str(made))
    answered("compare", "--study", str(made))
    if found.parties:
        answered("negotiate", "--study", str(made))
    return "answered"


FIGURES = [
    "30", "55.5", "120", "1e2", "-1.5", "1_0", "0x10", "nan", "inf", "", "50 EUR", "unknown", "٣", "1,5", "1e400",
    " 60", "+7", "=5", "30", "60", "90",
]  # fmt: skip


def drawn_set(draw: random.Random) -> Input:
    document = yaml.safe_load(mutation.UNITS) if draw.random() < 0.5 else any_study(draw)
    criteria = {id: body for each in groups_of(document).values() for id, body in each.items()}
    odd = ["brigde", "", "people", "a.b", "é"]
    sets = []
    for _ in range(draw.choice((1, 1, 2, 3))):
        option, criterion = draw.choice(list(document["options"])), draw.choice(list(criteria))
        value = draw.choice((*map(str, mutation.FIGURES), *FIGURES))
        if draw.random() < 0.6:
            value = str(value_on(draw, criteria[criterion]))
        if draw.random() < 0.1:
            option, criterion = draw.choice(((draw.choice(odd), criterion), (option, draw.choice(odd))))
        sets.append(f"{option}.{criterion}={value}")
    variable = draw.choice(["STUDY"] * 20 + ["", "no-such-file", ".", "a\udcffb", "/dev/null", "x" * 5000])
    return Input(yaml.safe_dump(document, sort_keys=False).encode(), (variable, *sets))


def set_scores(given: Input, folder: Path) -> str:
    """A score is refused, or the ranking is that of a file in which it stands."""
    path = folder / "study.yaml"
    path.write_bytes(given.data)
    variable, *sets = given.words
    os.environ["TREATYOPT_STUDY"] = str(path) if variable == "STUDY" else variable
    try:
        said = run("compare", "-f", "json", *(word for each in sets for word in ("--set", each)))
    finally:
        del os.environ["TREATYOPT_STUDY"]
    if said.code:
        raise TreatyoptError(said.err)
    require(variable == "STUDY", f"{variable} is not the study")
    document = raw(given.data.decode())
    for each in sets:
        target, _, value = each.partition("=")
        option, criterion = target.split(".")
        known = value.strip() != "unknown"
        document["options"][option]["scores"][criterion] = str(float(value)) if known else "unknown"
    wanted = plainly(document)
    assert wanted is not None
    answer = json.loads(said.out, parse_constant=_not_finite)
    for standing in answer["standings"]:
        value, passes = wanted[standing["id"]]
        require(
            abs(standing["value"] - value) < CLOSE,
            f"{standing['id']} is worth {value}, not {standing['value']}",
        )
        require((standing["rank"] is not None) == passes, f"{standing['id']} passes: {passes}")
    return "answered"


def drawn_enters(draw: random.Random) -> Input:
    document = yaml.safe_load(mutation.UNITS) if draw.random() < 0.3 else any_study(draw, parties=True)
    placed = []
    for id in draw.sample([*document["obligations"], "*"], draw.choice((1, 1, 2))):
        now = document["obligations"].get(id, {}).get("enters")
        others = [each for each in document["options"] if each not in (now, document["baseline"])]
        option = draw.choice(others or list(document["options"]))
        if draw.random() < 0.1:
            id, option = draw.choice(
                ((draw.choice(("", "digg", "a=b")), option), (id, draw.choice(("", "é", "*"))))
            )
        placed.append(f"{id}={option}")
    return Input(yaml.safe_dump(document, sort_keys=False).encode(), tuple(placed))


def enters(given: Input, folder: Path) -> str:
    """A placing is refused, or what sides and packages come to is that of a file in which it stands."""
    path, changed = folder / "study.yaml", folder / "changed.yaml"
    path.write_bytes(given.data)
    flags = [word for each in given.words for word in ("--enters", each)]
    said = run("negotiate", "-f", "json", "--study", str(path), *flags)
    if said.code:
        raise TreatyoptError(said.err)
    document = yaml.safe_load(given.data)
    named = dict(each.rsplit("=", 1) for each in given.words)
    for id, body in document["obligations"].items():
        star = named.get("*") if named.get("*") in body.get("may-enter", ()) else None
        body["enters"] = named.get(id, star) or body["enters"]
    for body in document["obligations"].values():
        body.pop("may-enter", None)
    changed.write_text(yaml.safe_dump(document, sort_keys=False))
    there = answered("negotiate", "-f", "json", "--study", str(changed))
    _same(said, there, "outcomes", "settlements", "costs")
    words = ("design", "--samples", "0", "-f", "json", "--study")
    here, there = run(*words, str(path), *flags), run(*words, str(changed))
    require(here.code == there.code, f"design: {here.err or there.err}")
    if here.code == 0:
        _same(here, there, "packages", "solutions", "robust")
    return "answered"


def _same(here: Said, there: Said, *keys: str) -> None:
    """Two answers in JSON are the same under these keys."""
    one, other = (json.loads(each.out, parse_constant=_not_finite) for each in (here, there))
    for key in keys:
        require(one[key] == other[key], f"{key} are others than those of the file")


Target = tuple[Callable[[random.Random], Input], Callable[[Input, Path], str]]
TARGETS: dict[str, Target] = {
    "study": (drawn_study, study),
    "table": (drawn_table, table),
    "names": (drawn_names, names),
    "set": (drawn_set, set_scores),
    "enters": (drawn_enters, enters),
}
