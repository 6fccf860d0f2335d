"""Whose study it is, in words: no figure of a user's own file is shown as those that come with treatyopt."""

from __future__ import annotations

from treatyopt.study.model import Study


def study_title(study: Study) -> str:
    """A study's title and source, behind the name of its file unless it is the one that comes with treatyopt."""
    title = f"{study.title} ({study.source.short})"
    return f"{own_file(study)}: {title}" if own_file(study) else title


def beside(study: Study, aside: str = "") -> str:
    """The remark beside a heading that is not the study's title, with the name of a user's own file added."""
    named = f"study: {own_file(study)}" if own_file(study) else ""
    return "; ".join(part for part in (aside, named) if part)


def own_file(study: Study) -> str:
    """The name of the file that a study was read from; empty for the one that comes with treatyopt."""
    return "" if study.origin.bundled else study.origin.file or ""


def assessors(study: Study) -> str:
    """Who made the judgements of a study: who it says, or whoever wrote it; never the source."""
    if study.assessors:
        return study.assessors
    if study.origin.bundled:
        return "the study's authors"
    return f"whoever wrote {own_file(study) or 'this study'}"
