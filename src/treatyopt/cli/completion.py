"""What the shell completes: ids of the study that the command line names so far."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

from treatyopt.errors import TreatyoptError
from treatyopt.study.load import load
from treatyopt.study.model import Study


def ids(*parts: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completion by the ids of these parts of the study, for example options and obligations."""
    return _completing(lambda study: [record for part in parts for record in getattr(study, part)])


def locators(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion by the locators of the source."""
    return _completing(lambda study: study.passages)(ctx, param, incomplete)


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion by the kinds of obligations."""
    study = _study(ctx)
    found = () if study is None else dict.fromkeys(each.kind for each in study.obligations)
    return [CompletionItem(kind) for kind in found if kind.startswith(incomplete)]


def weighed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion by the ids of groups and criteria."""
    return _completing(lambda study: [*study.groups, *study.criteria])(ctx, param, incomplete)


def ordered(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion of the last of several ids, with commas or = between them, by those not named yet."""
    named = re.split("[,=]", incomplete)
    before = incomplete[: len(incomplete) - len(named[-1])]
    found = _completing(lambda study: [*study.groups, *study.criteria])(ctx, param, named[-1])
    return [
        CompletionItem(f"{before}{item.value}", help=item.help)
        for item in found
        if item.value not in named[:-1]
    ]


def weights(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion of ID= by groups and criteria."""
    found = _completing(lambda study: [*study.groups, *study.criteria])(ctx, param, incomplete)
    return [CompletionItem(f"{item.value}=", help=item.help) for item in found]


def scores(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion of OPTION.CRITERION=."""
    study = _study(ctx)
    if study is None:
        return []
    options = ["*"] if incomplete.startswith("*") else [each.id for each in study.options]
    within = dict.fromkeys([*(each.id for each in study.criteria), *(each.id for each in study.groups)])
    targets = (f"{option}.{id}=" for option in options for id in within)
    return [CompletionItem(target) for target in targets if target.startswith(incomplete)]


def placings(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion of OBLIGATION=OPTION: first of what the study says could be; of a star that alone."""
    study = _study(ctx)
    if study is None:
        return []
    able = [(each.id, option) for each in study.obligations for option in each.may_enter]
    rest = [
        (each.id, option.id)
        for each in study.obligations
        for option in study.ladder
        if option.id != each.enters
    ]
    found = [("*", option) for _, option in able] if incomplete.startswith("*") else [*able, *rest]
    targets = dict.fromkeys(f"{obligation}={option}" for obligation, option in found)
    return [CompletionItem(target) for target in targets if target.startswith(incomplete)]


def costs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion of PARTY=."""
    found = _completing(lambda study: study.parties)(ctx, param, incomplete)
    return [CompletionItem(f"{item.value}=", help=item.help) for item in found]


def party_profiles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion of PARTY=PROFILE."""
    study = _study(ctx)
    if study is None:
        return []
    targets = (f"{party.id}={each.id}" for party in study.parties for each in study.profiles)
    return [CompletionItem(target) for target in targets if target.startswith(incomplete)]


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completion by file names, which the shell does itself."""
    return [CompletionItem(incomplete, type="file")]


def _completing(
    records: Callable[[Study], Iterable[Any]],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        study = _study(ctx)
        found = () if study is None else records(study)
        return [CompletionItem(each.id, help=_help(each)) for each in found if each.id.startswith(incomplete)]

    return complete


def _study(ctx: click.Context) -> Study | None:
    """The study; None if it cannot be read, since completion must stay silent."""
    named = ctx.params.get("study_file")
    try:
        # A shell hands over ~ as it was typed; pathlib's way ends in a traceback where there is no home.
        return load(None if named is None else os.path.expanduser(named))  # noqa: PTH111 (see above)
    except TreatyoptError:
        return None


def _help(record: Any) -> str:
    named = (getattr(record, key, None) for key in ("title", "name", "says", "gist", "reason"))
    return next((str(text) for text in named if text), "")
