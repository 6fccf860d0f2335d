"""What commands of sides are asked: by which profile or weights each party judges, at which concession cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from treatyopt.cli import completion
from treatyopt.cli.choices import choices, enters_option
from treatyopt.cli.parameters import (
    NUMBER,
    Asked,
    applied,
    asking,
    assignments,
    package_option,
    require_no_file,
    screen_options,
    set_option,
    study_option,
)
from treatyopt.cli.running import all_read, placed, running
from treatyopt.documents.words import listed
from treatyopt.errors import pointed, printable
from treatyopt.ranking.weightfile import read_weights
from treatyopt.study.model import Study
from treatyopt.study.parties import Party

F = TypeVar("F", bound=Callable[..., Any])


def _costs(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> float | dict[str, float]:
    """Reads one number for all parties, or PARTY=X for some of them into a mapping; never both."""
    if any("=" in value for value in values):
        bare = next((value for value in values if "=" not in value), None)
        if bare is not None:
            raise click.BadParameter(
                f"{printable(bare)} is for all parties and the others for one; write PARTY=X for each",
                ctx,
                param,
            )
        return assignments("a cost")(ctx, param, values)
    if len(values) > 1:
        raise click.UsageError(
            f"{param.opts[0]} for all parties is given more than once; a run takes one", ctx
        )
    if not NUMBER.fullmatch(values[0].strip()):
        raise click.BadParameter(f"{printable(values[0])} is not a number{pointed(values[0])}", ctx, param)
    return float(values[0])


def _profiles(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    """Reads PARTY=PROFILE into a mapping; no profile is the name of a file."""
    found = choices(ctx, param, values)
    for party, id in found.items():
        require_no_file(id, f"{party}={id}", ctx, param)
    return found


@dataclass(frozen=True, kw_only=True)
class Sided(Asked):
    """What is asked of parties: each by which profile, at which concession cost."""

    profiles: Mapping[str, str]
    weight_files: Mapping[str, str]
    concession_cost: float | Mapping[str, float]

    def study(self) -> Study:
        """The study in use, with packages; the run is weighed by the profile of each party, or a file of its own."""
        study = super().study()
        all_read(self.weight_files.values(), read_weights)
        own = [f"{self.judged_by(each)} for {each.name}" for each in study.parties]
        kinds = "profiles and files" if self.weight_files else "profiles"
        running().weights = f"of the parties' {kinds} ({listed(own)})" if own else ""
        return study

    def judged_by(self, party: Party) -> str:
        """By which profile a party judges, or by which file on top of it, and whose that is."""
        profile = self.profiles.get(party.id, party.profile)
        file = self.weight_files.get(party.id)
        return profile if file is None else f"{read_weights(placed(file)).called(file)} on {profile}"


party_options = applied([
    click.option(
        "-p", "--profile", "profiles", metavar="PARTY=PROFILE", multiple=True, callback=_profiles,
        shell_complete=completion.party_profiles,
        help="Judge a party's side by another profile. May be repeated.",
    ),
    click.option(
        "--weights", "weight_files", metavar="PARTY=FILE", multiple=True, callback=choices,
        shell_complete=completion.costs,
        help="Judge a party's side by a file of weights, on top of its profile. May be repeated.",
    ),
    click.option(
        "--concession-cost", "concession_cost", metavar="X|PARTY=X", multiple=True, callback=_costs,
        default=["0.5"], show_default=True, shell_complete=completion.costs,
        help="Value points per unit of burden: what conceding costs each party, or one. May be repeated by party.",
    ),
])  # fmt: skip


def side_options(packages: bool) -> Callable[[F], F]:
    """All that says what the parties judge, and how; with the files of packages, or without."""
    return applied([
        party_options, set_option, enters_option, *([package_option] if packages else []), screen_options, study_option,
        asking(Sided),
    ])  # fmt: skip
