"""A brief written out as one self-contained page, to be mailed, printed and explored.

The page loads nothing: its style and its one script are inline and named by hash in its content-security policy.
All text from a study is escaped, and the data for the script are JSON in which no tag can end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from treatyopt import __version__
from treatyopt.brief.content import Brief
from treatyopt.brief.overturning import left_out
from treatyopt.brief.sections import Section
from treatyopt.documents import nouns, screens, sentences
from treatyopt.documents.authorship import reference, study_beside
from treatyopt.documents.blocks import Block, Prose
from treatyopt.documents.shortening import FIRST, MOST
from treatyopt.documents.unknown import unknown_anywhere
from treatyopt.documents.weighting import written
from treatyopt.documents.words import capital, figure, listed
from treatyopt.formats.html import STYLE, blocks, hashed, text
from treatyopt.formats.svg import stacked
from treatyopt.ranking.evaluation import Standing
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.weights import GroupWeight
from treatyopt.study.model import find

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
Links = Mapping[str, str]


def to_html(given: Brief) -> str:
    """The brief as one HTML page."""
    from markupsafe import Markup

    style, script = f"{STYLE}{_file('brief.css')}", _file("brief.js")
    policy = (
        f"default-src 'none'; style-src '{hashed(style)}'; script-src '{hashed(script)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    return (
        _templates()
        .get_template("page")
        .render(
            brief=_page(given),
            policy=policy,
            style=Markup(style),
            script=Markup(script),
            data=Markup(_data(given.ranking)),
            record=Markup(given.stamp.written() if given.stamp else ""),
        )
    )


@cache
def _templates() -> Environment:
    """The templates of a page, compiled once for all pages that a program writes."""
    from jinja2 import DictLoader, Environment

    loader = DictLoader({"page": _file("brief.html.j2"), "ranking": _file("ranking.html.j2")})
    return Environment(autoescape=True, keep_trailing_newline=True, loader=loader)


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _anchor(locator: str) -> str:
    return f"passage-{locator.replace('/', '-')}"


def made(given: Brief) -> str:
    """How a brief was made, in one sentence."""
    return given.stamp.sentence if given.stamp else f"Written by treatyopt {__version__}."


def _page(given: Brief) -> dict[str, Any]:
    from markupsafe import Markup

    ranking, study = given.ranking, given.ranking.study
    whole = bool(given.sections)
    links = {each.id: f"#{_anchor(each.id)}" for each in study.passages} if whole else {}
    groups = [_group(ranking, each) for each in ranking.weights.groups]
    several = nouns.compared(ranking).options
    return {
        "title": study.title,
        "question": study.asked,
        "source": study_beside(study),
        "reference": reference(study),
        "note": study.source.note if study.source else None,
        "made": made(given),
        "weights": written(ranking),
        "stated": bool(ranking.weights.weight_set.said),
        "movable": whole,
        "annexed": bool(given.annex),
        "fails": any(not each.passes for each in ranking.standings),
        "memo": Markup("\n".join(_memo(given.memo, links))),
        "said": sentences.verdict(ranking),
        "left_out": left_out(ranking),
        "options": [_option(ranking, each) for each in ranking.standings],
        "long": len(ranking.standings) > MOST,
        "first": FIRST,  # on paper, where brief.css says so too
        "groups": groups,
        "noun": "criterion" if study.flat else "group",
        "head": study.words.option,
        "several": several,
        "options_by": capital(several),
        "nouns": "criteria" if study.flat else "groups",
        "alone": all(len(each["criteria"]) == 1 for each in groups),
        "most": max(100.0, *(each["points"] for each in groups)),
        "passages": [{"id": p.id, "anchor": _anchor(p.id), "gist": p.gist} for p in study.passages],
        "sections": given.sections,
        "exhibits": [*_sections("exhibit", given.exhibits, links)],
        "rest": [*_sections("case", given.cases, links), *_sections("annex", given.annex, links)],
    }


def _memo(given: Sequence[Block], links: Links) -> Iterator[str]:
    """Page one: what opens a paragraph is a heading that runs into it, and the first paragraph stands out."""
    for i, block in enumerate(given):
        if isinstance(block, Prose) and block.lead:
            look = ' class="recommendation"' if i == 0 else ""
            yield f"<div{look}><h2>{text(block.lead, {})}</h2> <p>{text(block.text, links)}</p></div>"
        else:
            yield from blocks((block,), links)


def _sections(kind: str, given: Sequence[Section], links: Links) -> Iterator[dict[str, Any]]:
    from markupsafe import Markup

    for each in given:
        yield {
            "kind": kind,
            "id": each.id,
            "title": each.title,
            "folded": each.folded,
            "html": Markup("\n".join(blocks(each.blocks, links))),
            "parts": [
                {"title": part.title, "html": Markup("\n".join(blocks(part.blocks, links, level=4)))}
                for part in each.parts
            ],
        }


def _share(weight: float) -> str:
    """A weight as the script shows it when it moves."""
    shown = figure(100 * weight)
    if weight > 0 and shown == "0.0":
        return "<0.1%"
    return ">99.9%" if weight < 1 and shown == "100.0" else f"{shown}%"


def _group(ranking: Ranking, group: GroupWeight) -> dict[str, Any]:
    """A group with its points, and its criteria with their parts of a hundred."""
    study = ranking.study
    return {
        "id": group.id,
        "name": sentences.group_name(study, group.id),
        "points": group.points,
        "shown": _share(group.weight),
        "criteria": [
            {
                "id": each.id,
                "name": sentences.criterion_name(study, each.id),
                "points": round(100 * each.share, 10),
                "share": each.share,
                "shown": _share(each.weight),
            }
            for each in ranking.weights.criteria
            if each.group == group.id
        ],
    }


def _option(ranking: Ranking, standing: Standing) -> dict[str, Any]:
    from markupsafe import Markup

    study = ranking.study
    names = [sentences.group_name(study, id) for id, _ in standing.groups]
    parts = [part for _, part in standing.groups]
    said = listed([f"{name} {figure(part)}" for name, part in zip(names, parts, strict=True)])
    return {
        "id": standing.id,
        "name": standing.name,
        "value": standing.value,
        "rank": standing.rank,
        "passes": standing.passes,
        "fails": listed([each.screen for each in standing.screens if not each.passes]),
        "bar": Markup(stacked([part / 100 for part in parts], said)),
    }


def _data(ranking: Ranking) -> str:
    """What the script needs, as JSON in which nothing can end a script element."""
    study = ranking.study
    groups = [_group(ranking, each) for each in ranking.weights.groups]
    data = {
        "noun": "criterion" if study.flat else "group",
        "option": nouns.compared(ranking).option,
        "groups": [
            {
                "id": each["id"],
                "name": each["name"],
                "points": each["points"],
                "alone": find("group", each["id"], study.groups).alone,
                "criteria": [
                    {"id": c["id"], "points": c["points"], "share": c["share"]} for c in each["criteria"]
                ],
            }
            for each in groups
        ],
        "options": [
            {
                "id": each.id,
                "name": each.name,
                "degree": study.option(each.id).degree,
                "passes": each.passes,
                "barred": "" if each.passes else screens.barred(study, each),
                "scores": [
                    [study.option(each.id).on(c["id"]).score for c in group["criteria"]] for group in groups
                ],
            }
            for each in ranking.standings
        ],
    }
    unknown = " ".join(unknown_anywhere(ranking))
    held = json.dumps(data | ({"unknown": unknown} if unknown else {}), allow_nan=False)
    return held.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
