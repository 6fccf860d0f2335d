"""What a file that is handed over says of itself: the study, the version, the command that made it and its weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from treatyopt import __version__
from treatyopt.errors import printable
from treatyopt.study.base import Origin
from treatyopt.study.model import Study

_SHORT = 8  # digits of a hash that two people compare by eye
_LONGEST = 1000  # characters of a command that a sentence can hold
# Nothing of this ends a script element, a comment or a tag, whatever a study or a command line holds.
_INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "--": "-\\u002d"}


class Stamp(NamedTuple):
    """The study by title, file and hash; the version; the command with its arguments as typed; weights in words.

    Empty are file and hash of a study that no file holds, and the weights of a command that weighs nothing.
    `evidence` is the file of it, of a command that reads one. There is no time of day in it: the same command on the
    same study writes the same bytes.
    """

    title: str
    file: str
    sha256: str
    bundled: bool
    version: str
    command: str
    arguments: tuple[str, ...]
    weights: str = ""
    evidence: Origin | None = None

    @classmethod
    def of(
        cls,
        study: Study,
        command: str,
        arguments: tuple[str, ...],
        weights: str = "",
        evidence: Origin | None = None,
    ) -> Stamp:
        """The stamp of what this version makes of a study by a command."""
        origin = study.origin
        named = (study.title, origin.file or "", origin.sha256 or "", origin.bundled)
        return cls(*named, __version__, command, arguments, weights, evidence)

    @classmethod
    def read(cls, record: Any) -> Stamp:
        """The stamp that a record holds; ValueError for anything but a record."""
        record = _mapping(record)
        if record.get("made_by") != "treatyopt":
            raise ValueError("no record of treatyopt")
        study, asked = _mapping(record.get("study")), _mapping(record.get("asked"))
        beside = record.get("evidence")
        arguments = asked.get("arguments")
        if not isinstance(arguments, list):
            raise ValueError("no arguments")
        return cls(
            title=_text(study.get("title")),
            file=_text(study.get("file") or ""),
            sha256=_text(study.get("sha256") or ""),
            bundled=study.get("bundled") is True,
            version=_text(record.get("version")),
            command=_text(asked.get("command")),
            arguments=tuple(_text(each, any_mark=True) for each in arguments),
            weights=_text(record.get("weights")),
            evidence=_origin(_mapping(beside)) if beside is not None else None,
        )

    @property
    def short(self) -> str:
        """The first digits of the hash; empty for a study that was read from no file."""
        return self.sha256[:_SHORT]

    @property
    def typed(self) -> str:
        """The command as it is typed, quoted for a shell, but for where the result went."""
        import shlex

        return printable(shlex.join(["treatyopt", self.command, *self.arguments]), _LONGEST)

    @property
    def sentence(self) -> str:
        """All of it in one sentence for people."""
        of = of_file(Origin(self.file, self.bundled, self.sha256))
        parts = [
            f"Study: {self.title}{f' ({of})' if of else ''}",
            *([f"evidence: {of_file(self.evidence)}"] if self.evidence else []),
            f"treatyopt {self.version}",
            f"made by: {self.typed}",
        ]
        return f"{'; '.join([*parts, *([f'weights: {self.weights}'] if self.weights else [])])}."

    def record(self) -> dict[str, Any]:
        """All of it as plain data, from which the same can be asked again."""
        return {
            "version": self.version,
            "study": {
                "title": self.title,
                "file": self.file or None,
                "sha256": self.sha256 or None,
                "bundled": self.bundled,
            },
            **({"evidence": self.evidence._asdict()} if self.evidence else {}),
            "asked": {"command": self.command, "arguments": list(self.arguments)},
            "weights": self.weights,
        }

    def written(self) -> str:
        """The record as one line of JSON that can stand in a script element and in a comment."""
        text = json.dumps({"made_by": "treatyopt", **self.record()})
        for given, inert in _INERT.items():
            text = text.replace(given, inert)
        return text


def of_file(origin: Origin) -> str:
    """A file by its name, whose it is, and the first digits of its hash; empty for none."""
    whose = "as it comes with treatyopt" if origin.bundled else None
    digits = f"sha256 {origin.sha256[:_SHORT]}…" if origin.sha256 else None
    return ", ".join(filter(None, (origin.file, whose, digits)))


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("no mapping")
    return value


def _origin(record: Mapping[str, Any]) -> Origin:
    bundled = record.get("bundled") is True
    return Origin(_text(record.get("file")), bundled, _text(record.get("sha256")))


def _text(value: Any, any_mark: bool = False) -> str:
    """A text that can be written, on one line unless `any_mark` may stand in it; ValueError for anything else."""
    if not isinstance(value, str) or not (any_mark or value.isprintable()):
        raise ValueError("no text")
    value.encode()  # half a character is none, and a ValueError too
    return value
