"""What a study calls its options and its baseline, so that sentences about it can say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import model_validator

from treatyopt.study.base import Record
from treatyopt.study.fields import Name


class Words(Record):
    """What a study calls an option, `one` of them with its article, several, and its baseline in mid-sentence.

    The baseline is an option too, but is not called one where a study has a word of its own for options.
    What is not given of `one` and `options` is made of `option` by the common rules of English.
    """

    option: Name = "option"
    options: Name = "options"
    one: Name = "an option"
    baseline: Name = "the baseline"

    @model_validator(mode="before")
    @classmethod
    def _made(cls, data: Any) -> Any:
        noun = data.get("option") if isinstance(data, Mapping) else None
        # what is no name is refused as such, and nothing is made of it that would be refused once more
        if not isinstance(noun, str) or not noun.strip() or not noun.isprintable():
            return data
        return {"options": _several(noun.strip()), "one": _one(noun.strip()), **data}

    def besides(self, baseline: str | None) -> str:
        """What sets options apart from a baseline, by id, that is plainly called an option too; else nothing."""
        return f" besides {self.baseline}" if baseline is not None and self.option == "option" else ""


def _several(noun: str) -> str:
    """The plural of a noun by the common rules: routes, policies, approaches."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}{'es' if noun.endswith(('s', 'x', 'z', 'ch', 'sh')) else 's'}"


def _one(noun: str) -> str:
    """A noun with its article, by its first letter: a route, an option."""
    return f"{'an' if noun[0].casefold() in 'aeiou' else 'a'} {noun}"
