"""Files that hold a package: what it adds to an option, and how it came about. Scores are worked out anew each time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from treatyopt.errors import ArgumentProblem, FileProblem, Problem, printable
from treatyopt.packages.package import faults, package
from treatyopt.packages.stretch import Stretch, stretch, type_named
from treatyopt.study.base import Record
from treatyopt.study.fields import (
    PAIRS,
    Distinct,
    Id,
    Name,
    ObligationId,
    OptionId,
    Points,
    Text,
    declaring,
    fault,
)
from treatyopt.study.load import validated
from treatyopt.study.model import Study, require_study
from treatyopt.study.records import Package
from treatyopt.study.rules import declared
from treatyopt.study.yamlfile import Mapped, locate, read, stays_text


class Provenance(Record):
    """How a package came about: by which program, on which study, chosen how, for whom, under which demands.

    The file of the study, its SHA-256 and the command are there if a command made it. The concession cost is one for
    all parties, or one for each by id.
    """

    made_by: Text = Field(alias="made-by")
    study: Text
    file: Text | None = None
    sha256: Text | None = None
    command: Text | None = None
    chosen_by: Text = Field(alias="chosen-by")
    parties: tuple[Text, ...] = ()
    profiles: tuple[Text, ...] = ()
    concession_cost: Points | None = Field(default=None, alias="concession-cost")
    concession_costs: Annotated[tuple[tuple[Text, Points], ...], *PAIRS] = Field(
        default=(), alias="concession-costs"
    )
    demands: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.concession_cost is not None and self.concession_costs:
            raise fault("holds both concession-cost and concession-costs; keep one of them")
        return self


class PackageFile(Record):
    """A package as a file holds it: the ends of its stretch and what it adds, never scores."""

    id: Id
    name: Name | None = None
    lower: OptionId = Field(alias="from")
    upper: OptionId = Field(alias="to")
    adds: Annotated[tuple[ObligationId, ...], Distinct]
    note: Text | None = None
    provenance: Provenance | None = None


def read_package(study: Study, path: str | os.PathLike[str]) -> Package:
    """The package in a file, with its scores worked out from this study.

    Raises FileProblem with file and line for everything that is wrong, and ArgumentProblem for what is no study.
    """
    require_study(study)
    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentProblem(f"path={printable(repr(path))}: give the name of a package file")
    file = Path(path)
    name = printable(str(file), 200)
    document = read(file)
    if not isinstance(document, Mapped):
        raise FileProblem.of(name, "is not a package: it needs id, from, to and adds")
    with declaring(declared(dict(study))):
        held = validated(PackageFile, document, name)
    found = _stretched(study, held, document, name)
    _free(study, held.id, document, name)
    wrong = faults(found, held.adds)
    if wrong:
        places = [(locate(document, ("adds", i)), message) for i, message in wrong]
        raise FileProblem(Problem(name, line, place, message) for (place, line), message in places)
    made = package(found, held.adds, held.id, held.name, _note(study, held))
    return _told_apart(study, made, held, document, name)


def _told_apart(study: Study, made: Package, held: PackageFile, document: Mapped, file: str) -> Package:
    """The package under a name that no option has: one given in the file is refused, its own gets its id."""
    if made.name not in {each.name for each in study.options}:
        return made
    if held.name is not None:
        taken = f"{held.name}: an option has this name; choose another"
        raise FileProblem([Problem(file, document.lines.get("name"), "name", taken)])
    return made.changed(name=f"{made.name} ({made.id})")


def _stretched(study: Study, held: PackageFile, document: Mapped, name: str) -> Stretch:
    key = "to"
    try:
        type_named(study, held.upper)
        key = "from"
        return stretch(study, held.lower, held.upper)
    except ArgumentProblem as problem:
        raise FileProblem([Problem(name, document.lines.get(key), key, str(problem))]) from None


def _free(study: Study, id: str, document: Mapped, name: str) -> None:
    try:
        study.require_free(id)
    except ArgumentProblem as problem:
        raise FileProblem([Problem(name, document.lines.get("id"), "id", str(problem))]) from None


def _note(study: Study, held: PackageFile) -> str | None:
    made = held.provenance
    if made is None:
        return held.note
    origin = f"First made by {made.made_by}: {made.chosen_by}"
    names = {each.id: each.name for each in study.parties}
    if made.parties:
        origin += f" for {', '.join(names.get(id, id) for id in made.parties)}"
    if made.concession_cost is not None:
        origin += f" at a concession cost of {made.concession_cost:g}"
    if made.concession_costs:
        costs = (f"{cost:g} for {names.get(id, id)}" for id, cost in made.concession_costs)
        origin += f" at concession costs of {', '.join(costs)}"
    other = ""
    if made.study != study.title:
        other = f", on another study ({made.study})"
    elif made.sha256 and study.origin.sha256 and made.sha256 != study.origin.sha256:
        other = ", on another version of this study, so that figures may differ"
    return " ".join(part for part in (held.note, f"{origin}{other}.") if part)


def written(held: PackageFile, uses: Iterable[str] = ()) -> str:
    """A package file as text, headed by comments that say what it is and what it can be used for, a line each."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Puts quotes around what this program's own reader would take for something other than text."""

    def quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        style = None if stays_text(text) else "'"
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, quoted)
    data = held.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    body = yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)
    comments = [
        "A package of obligations: all that `from` carries, and what it `adds` on the way to `to`.",
        *(f"    {each}" for each in uses),
        "Its scores are worked out from the study in use each time, so that `adds` can be edited.",
    ]
    return "".join(f"# {line}\n" for line in comments) + body
