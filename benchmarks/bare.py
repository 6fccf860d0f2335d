"""The least that could print such a table: the same libraries, the same file, plain models, no checks between them.

Usage: python benchmarks/bare.py STUDY. The floor that benchmarks/startup.py holds `treatyopt compare` to.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
import yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table


class Source(BaseModel):
    author: str
    title: str
    sections: dict[str, str]
    locators: dict[str, str]


class Criterion(BaseModel):
    name: str
    asks: str
    zero: str
    hundred: str
    cites: list[str] = []


class Group(BaseModel):
    name: str
    criteria: dict[str, Criterion]


class Assessment(BaseModel):
    score: float
    range: tuple[float, float]
    basis: str
    reason: str
    cites: list[str] = []


class Option(BaseModel):
    name: str
    title: str
    degree: int
    gist: str
    scores: dict[str, Assessment]


class Obligation(BaseModel):
    says: str
    kind: str
    binds: list[str]
    enters: str
    burden: int
    moves: dict[str, int]
    needs: list[str] = []
    cites: list[str] = []


class Profile(BaseModel):
    points: dict[str, float]
    reason: str


class Screen(BaseModel):
    criterion: str
    minimum: float
    reason: str


class Study(BaseModel):
    title: str
    profile: str
    source: Source
    groups: dict[str, Group]
    options: dict[str, Option]
    obligations: dict[str, Obligation]
    profiles: dict[str, Profile]
    screens: dict[str, Screen]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def main(file: Path) -> None:
    """Print the options with their additive values."""
    study = Study.model_validate(yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader))
    points = study.profiles[study.profile].points
    table = Table("option", "value", *study.groups)
    for option in study.options.values():
        parts = [
            points[id] / 100 * sum(option.scores[c].score for c in group.criteria) / len(group.criteria)
            for id, group in study.groups.items()
        ]
        table.add_row(option.name, f"{sum(parts):.1f}", *(f"{part:.1f}" for part in parts))
    Console(file=sys.stdout).print(table)


if __name__ == "__main__":
    main()
