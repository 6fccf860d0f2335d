"""A brief written out as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.brief.content import Brief
from treatyopt.brief.sections import Section
from treatyopt.documents.authorship import reference, study_beside
from treatyopt.formats.text import escaped, paragraphs, stamped


def to_markdown(given: Brief) -> str:
    """The brief as Markdown: the memo under the question, then every section."""
    study = given.ranking.study
    parts = [
        f"# {escaped(study.asked)}",
        escaped(study_beside(given.ranking.study)),
        *paragraphs(given.memo, hints=False),
        *(part for section in given.sections for part in _section(section)),
    ]
    if given.annex and study.passages:
        parts += [
            "## Sources",
            escaped(reference(given.ranking.study)),
            "What each passage of the source says, in other words than its own.",
            "\n".join(f"- {escaped(f'{p.id}: {p.gist}')}" for p in study.passages),
        ]
    elif given.sections:
        parts += ["## Source", escaped(reference(given.ranking.study))]
    return "\n\n".join([*parts, *stamped(given.stamp)]) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    yield from paragraphs(section.blocks, level=3, hints=False)
    for part in section.parts:
        yield f"### {escaped(part.title)}"
        yield from paragraphs(part.blocks, level=4, hints=False)
