"""KEY=ID as it is typed: what parties judge by, and what obligations enter with."""

from __future__ import annotations

from collections.abc import Sequence

import click

from treatyopt.cli import completion
from treatyopt.errors import printable


def choices(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    """Reads KEY=ID into a mapping; a key given twice is an error."""
    found: dict[str, str] = {}
    for value in values:
        key, equals, id = (part.strip() for part in value.partition("="))
        if not (key and equals and id):
            raise click.BadParameter(f"{printable(value)}: write {param.metavar}", ctx, param)
        if key in found:
            raise click.BadParameter(f"{printable(key)} is given twice", ctx, param)
        found[key] = id
    return found


enters_option = click.option(
    "--enters", "enters", metavar="OBLIGATION=OPTION", multiple=True, callback=choices,
    shell_complete=completion.placings,
    help="What if: let an obligation enter with another option for this run; * (in quotes) for all that the study says "
    "could. May be repeated.",
)  # fmt: skip
