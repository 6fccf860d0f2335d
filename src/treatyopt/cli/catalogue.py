"""treatyopt options, criteria, obligations, profiles, sources: what is in the study."""

from __future__ import annotations

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import put_out
from treatyopt.render import catalogue
from treatyopt.render.criteria import criteria_document
from treatyopt.study import load


@click.command(cls=parameters.Command, short_help="The types of treaty.")
@parameters.study_option
@parameters.output_options
def options(study_file: str | None, format_: str | None, output: str | None, force: bool) -> None:
    """The types of treaty and the baseline, from the weakest commitment to the strongest."""
    study = load(study_file)
    put_out(catalogue.options_document(study), format_, output, force)


@click.command(cls=parameters.Command, short_help="The criteria.")
@parameters.study_option
@parameters.output_options
def criteria(study_file: str | None, format_: str | None, output: str | None, force: bool) -> None:
    """The criteria with their scales, what the additive model assumes, and what the scores are like."""
    study = load(study_file)
    put_out(criteria_document(study), format_, output, force)


@click.command(cls=parameters.Command, short_help="The obligations.")
@click.argument("id", required=False, metavar="[ID]", shell_complete=completion.ids("options", "obligations"))
@parameters.study_option
@parameters.output_options
def obligations(
    id: str | None, study_file: str | None, format_: str | None, output: str | None, force: bool
) -> None:
    """The obligations of all types, of one option, or a single one by its ID."""
    study = load(study_file)
    put_out(catalogue.obligations_document(study, id), format_, output, force)


@click.command(cls=parameters.Command, short_help="The weight sets.")
@parameters.study_option
@parameters.output_options
def profiles(study_file: str | None, format_: str | None, output: str | None, force: bool) -> None:
    """The weight sets in points per group, each a judgement with its reason, and the parties."""
    study = load(study_file)
    put_out(catalogue.profiles_document(study), format_, output, force)


@click.command(cls=parameters.Command, short_help="The passages of the source.")
@click.argument("locator", required=False, metavar="[LOCATOR]", shell_complete=completion.locators)
@parameters.study_option
@parameters.output_options
def sources(
    locator: str | None, study_file: str | None, format_: str | None, output: str | None, force: bool
) -> None:
    """Every passage of the source, its gist in our words, and what rests on it (all of it with LOCATOR)."""
    study = load(study_file)
    put_out(catalogue.sources_document(study, locator), format_, output, force)
