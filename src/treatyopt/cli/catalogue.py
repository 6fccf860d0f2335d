"""treatyopt options, criteria, obligations, profiles, sources: what is in the study."""

from __future__ import annotations

import click

from treatyopt.cli import completion, parameters
from treatyopt.cli.output import Output
from treatyopt.cli.running import loaded
from treatyopt.documents import catalogue
from treatyopt.documents.criteria import criteria_document


@click.command(
    cls=parameters.Command,
    short_help="The options and the baseline.",
    help="""
    The options and the baseline, from the weakest commitment to the strongest.
    """,
)
@parameters.study_option
@parameters.output_options
def options(study_file: str | None, out: Output) -> None:
    """Run treatyopt options."""
    study = loaded(study_file)
    out.put(catalogue.options_document(study))


@click.command(
    cls=parameters.Command,
    short_help="The criteria.",
    help="""
    The criteria with their scales, what the additive model assumes, and what the scores are like.
    """,
)
@parameters.study_option
@parameters.output_options
def criteria(study_file: str | None, out: Output) -> None:
    """Run treatyopt criteria."""
    study = loaded(study_file)
    out.put(criteria_document(study))


@click.command(
    cls=parameters.Command,
    short_help="The obligations.",
    help="""
    The obligations of all options, of one option, or a single one by its ID.
    """,
)
@click.argument("id", required=False, metavar="[ID]", shell_complete=completion.ids("options", "obligations"))
@parameters.study_option
@parameters.output_options
def obligations(id: str | None, study_file: str | None, out: Output) -> None:
    """Run treatyopt obligations."""
    study = loaded(study_file)
    out.put(catalogue.obligations_document(study, id))


@click.command(
    cls=parameters.Command,
    short_help="The weight sets.",
    help="""
    The weight sets in points per group, each a judgement with its reason, and the parties.
    """,
)
@parameters.study_option
@parameters.output_options
def profiles(study_file: str | None, out: Output) -> None:
    """Run treatyopt profiles."""
    study = loaded(study_file)
    out.put(catalogue.profiles_document(study))


@click.command(
    cls=parameters.Command,
    short_help="The passages of the source.",
    help="""
    Every passage of the source, its gist in our words, and what rests on it (all of it with LOCATOR).
    """,
)
@click.argument("locator", required=False, metavar="[LOCATOR]", shell_complete=completion.locators)
@parameters.study_option
@parameters.output_options
def sources(locator: str | None, study_file: str | None, out: Output) -> None:
    """Run treatyopt sources."""
    study = loaded(study_file)
    out.put(catalogue.sources_document(study, locator))
