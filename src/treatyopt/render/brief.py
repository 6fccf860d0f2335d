"""A brief for a meeting: one self-contained page to be mailed and explored, or the same as Markdown.

The page loads nothing: its style and its one script are inline and named by hash in its content-security policy.
All text from a study is escaped, and the data for the script are JSON in which no tag can end.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from treatyopt import __version__
from treatyopt.bargaining import NAMES
from treatyopt.designing import design
from treatyopt.errors import ArgumentProblem
from treatyopt.explanation import explain
from treatyopt.frontier import Frontier
from treatyopt.negotiation import Negotiation, negotiate
from treatyopt.ranking import Ranking
from treatyopt.render import sentences, tabular
from treatyopt.render.catalogue import profiles_document
from treatyopt.render.criteria import criteria_document
from treatyopt.render.design import frontier_document
from treatyopt.render.design import in_short as packages_in_short
from treatyopt.render.document import Document, Heading, Prose
from treatyopt.render.explain import explanation_document
from treatyopt.render.html import STYLE, fragment
from treatyopt.render.negotiate import in_short as sides_in_short
from treatyopt.render.negotiate import negotiation_document
from treatyopt.render.sensitivity import second, sensitivity_document
from treatyopt.render.words import listed
from treatyopt.robustness import group_rows
from treatyopt.uncertainty import sensitivity

SAMPLES = 20_000
_HERE = Path(__file__).parent


class Part(NamedTuple):
    """One document of a section, under its own title."""

    title: str
    document: Document


@dataclass(frozen=True)
class Section:
    """A section of a brief: a few lines, then documents, each folded away if `folded`."""

    id: str
    title: str
    lines: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    folded: bool = False


@dataclass(frozen=True)
class Brief:
    """All that a brief says about one ranking."""

    ranking: Ranking
    answer: tuple[str, ...]
    sections: tuple[Section, ...]


def brief(ranking: Ranking) -> Brief:
    """The brief of a ranking: the answer, each option's case, how sure it is, both sides, and how it was made."""
    sure, sides, packages = sensitivity(ranking, SAMPLES), _negotiated(ranking), _designed(ranking)
    answer = [
        sentences.shortlist(ranking),
        f"{sentences.verdict(ranking)} {sentences.deciding(ranking)}".rstrip(),
        *second(sure),
        *([sides_in_short(sides)] if isinstance(sides, Negotiation) else []),
        *([packages_in_short(packages)] if isinstance(packages, Frontier) else []),
        *([sentences.set_for_this_run(ranking.changes)] if ranking.changes else []),
        sentences.provenance(ranking),
    ]
    sections = (
        Section("cases", "The case of each option", (), tuple(_cases(ranking)), folded=True),
        Section("stability", "How sure the ranking is", (), (_part("How sure", sensitivity_document(sure)),)),
        _of_sides(sides),
        _of_packages(packages),
        Section("judgements", "The judgements behind it", _JUDGEMENTS, _scales(ranking), folded=True),
        Section("method", "How it was computed", tuple(_method(ranking))),
    )
    return Brief(ranking, tuple(answer), sections)


def _cases(ranking: Ranking) -> Iterator[Part]:
    for each in ranking.standings:
        yield Part(each.name, explanation_document(explain(ranking, each.option)))


def _scales(ranking: Ranking) -> tuple[Part, ...]:
    return (
        Part("Criteria and scales", criteria_document(ranking.study)),
        Part("Weight sets", profiles_document(ranking.study)),
    )


def _negotiated(ranking: Ranking) -> Negotiation | ArgumentProblem:
    """Both sides' view, or why there is none."""
    try:
        return negotiate(ranking.study, screens=ranking.screens)
    except ArgumentProblem as problem:
        return problem


def _designed(ranking: Ranking) -> Frontier | ArgumentProblem:
    """The packages between the types, or why there are none."""
    try:
        return design(ranking.study, screens=ranking.screens, samples=0)
    except ArgumentProblem as problem:
        return problem


def _of_sides(found: Negotiation | ArgumentProblem) -> Section:
    if isinstance(found, ArgumentProblem):
        return Section("sides", "Both sides", (f"Not computed: {found}.",))
    return Section("sides", "Both sides", (), (_part("The parties", negotiation_document(found)),))


def _of_packages(found: Frontier | ArgumentProblem) -> Section:
    title = "Packages between the types"
    if isinstance(found, ArgumentProblem):
        return Section("packages", title, (f"Not computed: {found}.",))
    return Section("packages", title, (), (_part("Packages", frontier_document(found, every=True)),))


def _part(title: str, document: Document) -> Part:
    """A document whose heading the section's own stands for; what is said beside it stays."""
    asides = (Prose(each.aside, faint=True) for each in document.blocks if isinstance(each, Heading))
    rest = (each for each in document.blocks if not isinstance(each, Heading))
    return Part(title, replace(document, blocks=(*asides, *rest)))


_JUDGEMENTS = (
    "Every score, range, weight, burden, relevance and threshold is a judgement of those who made the study. "
    "Stated means that the source says something of that option on that criterion, in the passage cited; inferred "
    "means that nobody said it. Each score stands with its basis and reason in the case of its option.",
)


def _method(ranking: Ranking) -> Iterator[str]:
    yield (
        "Value is the sum of weight x score (an additive value model, which assumes that the criteria are mutually "
        "preferentially independent). Points are normalised to weights that sum to 1."
    )
    if ranking.screens:
        yield (
            f"Screens ({listed(ranking.screens)}) are applied to the best scores before anything is weighed; no "
            "weights make an option that fails one the leader."
        )
    yield sentences.shares(ranking)
    yield (
        "Stability intervals are exact: one group's weight moves and the others keep their proportions (Mareschal "
        "1988, EJOR 33:54-64). Shares with ± were sampled, as is said beside them."
    )
    yield (
        "A party's value leaves out the criteria of feasibility and subtracts the concession cost for each unit of "
        f"burden. The solutions ({', '.join(NAMES.values())}) are taken over what no party refuses. The frontier "
        "of packages is exact (Nemhauser & Ullmann 1969, Management Science 15:494-505)."
    )


def to_html(given: Brief) -> str:
    """The brief as one HTML page."""
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True, keep_trailing_newline=True)
    template = environment.from_string(_file("brief.html.j2"))
    style, script = f"{STYLE}{_file('brief.css')}", _file("brief.js")
    links = {each.id: f"#{_anchor(each.id)}" for each in given.ranking.study.source.locators}
    policy = (
        f"default-src 'none'; style-src '{_hashed(style)}'; script-src '{_hashed(script)}'; base-uri 'none'; "
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


def _hashed(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _anchor(locator: str) -> str:
    return f"passage-{locator.replace('/', '-')}"


def _page(given: Brief, links: dict[str, str]) -> dict[str, Any]:
    from markupsafe import Markup

    ranking, study = given.ranking, given.ranking.study
    names = {each.id: each.name for each in study.groups}
    groups = [{"name": names[each.id], **each._asdict()} for each in ranking.weights.groups]
    return {
        "title": study.title,
        "question": study.question,
        "source": study.source.short,
        "reference": f"{study.source.author}, {study.source.title}. {study.source.publication}, {study.source.date}.",
        "note": study.source.note,
        "weights": ranking.weights.name,
        "answer": given.answer,
        "options": [
            {"id": s.option, "name": s.name, "value": s.value, "rank": s.rank, "passes": s.passes}
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
    options = [each.option for each in ranking.standings]
    rows = group_rows(ranking.study, ranking.weights, options)
    data = {
        "groups": [{"id": each.id, "points": each.points} for each in ranking.weights.groups],
        "options": [
            {
                "id": each.option,
                "name": each.name,
                "degree": ranking.study.option(each.option).degree,
                "passes": each.passes,
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
        f"# {tabular.escaped(study.title)}",
        tabular.escaped(study.question),
        *(tabular.escaped(each) for each in given.answer),
        *_markdown_sections(given.sections),
        "## Sources",
        tabular.escaped(f"{source.author}, {source.title}. {source.publication}, {source.date}."),
        "\n".join(f"- {tabular.escaped(f'{p.id}: {p.gist}')}" for p in source.locators),
    ]
    return "\n\n".join(parts) + "\n"


def _markdown_sections(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield f"## {tabular.escaped(section.title)}"
        yield from (tabular.escaped(each) for each in section.lines)
        for part in section.parts:
            yield from tabular.paragraphs(part.document.blocks, level=3, hints=False)
