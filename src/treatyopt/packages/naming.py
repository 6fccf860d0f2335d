"""What a package is called, by how many obligations it adds to what it starts from."""

from __future__ import annotations

from typing import NamedTuple

from treatyopt.study.records import Option


class Words(NamedTuple):
    """What a package is called: its name, its title, in mid-sentence if not by its title, and what it holds."""

    name: str
    title: str
    phrase: str | None
    gist: str


def beyond(lower: Option, upper: Option, adds: int, offered: int) -> Words:
    """The words for a package that adds so many of the obligations offered to an option that it holds whole."""
    of = f"{adds} of the {offered} obligations"
    return Words(
        name=f"{lower.name} + {adds}",
        title=f"{lower.name} with {of} up to {upper.name}",
        phrase=None,
        gist=f"All of {lower.name}, and {of} that lead to {upper.name}.",
    )


def from_nothing(upper: Option, adds: int, offered: int) -> Words:
    """The words for a package that starts from the baseline: there is nothing that it holds beside what it adds."""
    of = f"{adds or 'none'} of the {offered} obligations"
    return Words(
        name=f"Package of {adds or 'none'}",
        title=f"Package with {of} up to {upper.name}",
        phrase=f"a package with {of} up to {upper.name}",
        gist=f"{of[0].upper()}{of[1:]} that lead to {upper.name}, and nothing else.",
    )
