"""A brief written out: one self-contained page to be mailed and explored, or the same as Markdown.

The page loads nothing: its style and its one script are inline and named by hash in its content-security policy.
All text from a study is escaped, and the data for the script are JSON in which no tag can end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from treatyopt import __version__
from treatyopt.brief.content import Brief, Section, written
from treatyopt.documents import sentences
from treatyopt.documents.authorship import beside
from treatyopt.formats.html import STYLE, fragment, hashed
from treatyopt.formats.text import escaped, paragraphs
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.rows import group_rows

_HERE = Path(__file__).parent


def to_html(given: Brief) -> str:
    """The brief as one HTML page."""
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True, keep_trailing_newline=True)
    template = environment.from_string(_file("brief.html.j2"))
    style, script = f"{STYLE}{_file('brief.css')}", _file("brief.js")
    links = {each.id: f"#{_anchor(each.id)}" for each in given.ranking.study.source.locators}
    policy = (
        f"default-src 'none'; style-src '{hashed(style)}'; script-src '{hashed(script)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    return template.render(
        brief=_page(given, links),
        policy=policy,
        style=Markup(style),
        script=Markup(script),
        data=Markup(_data(given.ranking)),
        version=__version__,
    )


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _anchor(locator: str) -> str:
    return f"passage-{locator.replace('/', '-')}"


def _source(ranking: Ranking) -> str:
    """What stands above the title: the source of the study, and its file unless it is the one of treatyopt."""
    return beside(ranking.study, ranking.study.source.short)


def _page(given: Brief, links: dict[str, str]) -> dict[str, Any]:
    from markupsafe import Markup

    ranking, study = given.ranking, given.ranking.study
    groups = [
        {"name": sentences.group_name(study, each.id), **each._asdict()} for each in ranking.weights.groups
    ]
    return {
        "title": study.title,
        "question": study.question,
        "source": _source(ranking),
        "reference": f"{study.source.author}, {study.source.title}. {study.source.publication}, {study.source.date}.",
        "note": study.source.note,
        "weights": written(ranking),
        "fails": any(not each.passes for each in ranking.standings),
        "answer": given.answer,
        "options": [
            {"id": s.id, "name": s.name, "value": s.value, "rank": s.rank, "passes": s.passes}
            for s in ranking.standings
        ],
        "groups": groups,
        "most": max(100.0, *(each["points"] for each in groups)),
        "passages": [{"id": p.id, "anchor": _anchor(p.id), "gist": p.gist} for p in study.source.locators],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "lines": section.lines,
                "folded": section.folded,
                "parts": [
                    {"title": part.title, "html": Markup(fragment(part.document, links))}
                    for part in section.parts
                ],
            }
            for section in given.sections
        ],
    }


def _data(ranking: Ranking) -> str:
    """What the script needs, as JSON in which nothing can end a script element."""
    options = [each.id for each in ranking.standings]
    rows = group_rows(ranking.study, ranking.weights, options)
    data = {
        "groups": [{"id": each.id, "points": each.points} for each in ranking.weights.groups],
        "options": [
            {
                "id": each.id,
                "name": each.name,
                "degree": ranking.study.option(each.id).degree,
                "passes": each.passes,
                "barred": "" if each.passes else sentences.barred(ranking.study, each),
                "scores": row,
            }
            for each, row in zip(ranking.standings, rows, strict=True)
        ],
    }
    text = json.dumps(data, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def to_markdown(given: Brief) -> str:
    """The same brief as Markdown."""
    study = given.ranking.study
    source = study.source
    parts = [
        f"# {escaped(study.title)}",
        escaped(_source(given.ranking)),
        escaped(study.question),
        escaped(f"Written with these weights: {written(given.ranking)}."),
        *(escaped(each) for each in given.answer),
        *_markdown_sections(given.sections),
        "## Sources",
        escaped(f"{source.author}, {source.title}. {source.publication}, {source.date}."),
        "What each passage of the source says, in other words than its own.",
        "\n".join(f"- {escaped(f'{p.id}: {p.gist}')}" for p in source.locators),
    ]
    return "\n\n".join(parts) + "\n"


def _markdown_sections(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield f"## {escaped(section.title)}"
        yield from (escaped(each) for each in section.lines)
        for part in section.parts:
            yield from paragraphs(part.document.blocks, level=3, hints=False)
