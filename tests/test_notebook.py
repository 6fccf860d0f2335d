"""Results in a notebook: their HTML, DataFrames and plots, and what is said where a library is missing."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from matplotlib import pyplot
from matplotlib.axes import Axes

import treatyopt
from conftest import PAPER
from studies import QUICK, Plan, plan, plans
from treatyopt import (
    ArgumentProblem,
    Study,
    by_passage,
    check_claims,
    design,
    explain,
    load,
    negotiate,
    provenance,
    rank,
    scorecard,
    sensitivity,
    side_by_side,
)
from treatyopt.documents.catalogue import sources_document
from treatyopt.formats.html import STYLE
from treatyopt.formats.text import to_csv, to_json
from treatyopt.notebook.html import document
from treatyopt.ranking.comparison import columns
from treatyopt.result import plain

matplotlib.use("Agg")

RIVER = Path(__file__).with_name("river.yaml")
HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=a(1)></table></style>&lt;"""

# Every kind of result, its tables (the usual one first) and its plots (likewise).
RESULTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "study": (
        ("scores", "options", "criteria", "obligations", "profiles", "sources", "scorecard"),
        ("scores", "scorecard"),
    ),
    "ranking": (("values", "stability", "scorecard"), ("contributions", "stability", "weight", "scorecard")),
    "scorecard": (("criteria", "groups"), ("scorecard",)),
    "explanation": (("scores",), ("scores",)),
    "sensitivity": (
        ("acceptability", "unscreened", "stability", "tipping", "worth", "regrets"),
        ("acceptability", "stability"),
    ),
    "negotiation": (("options", "trades", "disagreements", "misreports"), ("gains",)),
    "frontier": (("obligations", "packages", "placing", "robust", "disagreements", "misreports"), ("gains",)),
    "package": (("scores",), ("scores",)),
    "passages": (("passages",), ()),
    "provenance": (("then",), ()),
    "comparison": (("differences",), ("differences",)),
    "columns": (("values", "weights"), ("values",)),
    "claims": (("findings",), ()),
    "weights": (("groups", "criteria"), ("criteria",)),
}
# Not all studies here have anything for these tables; `test_own_sides.py` and `test_alternatives.py` have them.
ELSEWHERE = {"disagreements", "placing"}
TABLES = [
    (result, table) for result, (tables, _) in RESULTS.items() for table in tables if table not in ELSEWHERE
]
PLOTS = [(result, kind) for result, (_, kinds) in RESULTS.items() for kind in kinds]
DRAWN = [result for result, (_, kinds) in RESULTS.items() if kinds]

# What indexes each wide table, and what tells the rows of the tidy one apart.
KEYS = {
    ("study", "scores"): ("id", "criterion"),
    **{("study", table): ("id", "measure") for table in RESULTS["study"][0][1:]},
    **{(result, "scorecard"): ("criterion", "option") for result in ("study", "ranking")},
    ("scorecard", "criteria"): ("criterion", "option"),
    ("scorecard", "groups"): ("group", "option"),
    ("ranking", "values"): ("id", "criterion"),
    ("ranking", "stability"): ("id", "measure"),
    ("explanation", "scores"): ("criterion", "measure"),
    ("sensitivity", "acceptability"): ("id", "rank"),
    ("sensitivity", "unscreened"): ("id", "rank"),
    ("sensitivity", "stability"): ("id", "measure"),
    ("sensitivity", "tipping"): ("id", "measure"),
    ("sensitivity", "worth"): ("id", "measure"),
    ("sensitivity", "regrets"): ("id", "measure"),
    ("negotiation", "options"): ("id", "party"),
    ("negotiation", "trades"): ("criterion", "party"),
    ("negotiation", "misreports"): ("solution", "party"),
    ("frontier", "obligations"): ("obligation", "party"),
    ("frontier", "packages"): ("index", "obligation"),
    ("frontier", "misreports"): ("solution", "party"),
    ("frontier", "robust"): ("doubts", "measure"),
    ("package", "scores"): ("id", "measure"),
    ("passages", "passages"): ("id", "measure"),
    ("provenance", "then"): ("id", "measure"),
    ("comparison", "differences"): ("criterion", "measure"),
    ("columns", "values"): ("id", "weights"),
    ("columns", "weights"): ("id", "weights"),
    ("claims", "findings"): ("id", "measure"),
    ("weights", "groups"): ("id", "measure"),
    ("weights", "criteria"): ("id", "measure"),
}


def everything(study: Study) -> dict[str, Any]:
    """One result of every kind, with the baseline and a package ranked beside the types."""
    frontier = design(study, [each.id for each in study.parties[:2]], samples=20)
    package = frontier.package(id="in-between")
    ranking = rank(study.with_option(package), baseline=True)
    return {
        "study": study,
        "ranking": ranking,
        "scorecard": scorecard(ranking),
        "explanation": explain(ranking, ranking.shortlist[0]),
        "sensitivity": sensitivity(ranking, samples=500, seed=7),
        "negotiation": negotiate(ranking.study),
        "frontier": frontier,
        "package": package,
        "passages": by_passage(ranking),
        "provenance": provenance(ranking, [study.passages[0].id], stated=True),
        "comparison": side_by_side(ranking, *ranking.shortlist[:2]),
        "columns": columns([ranking, rank(ranking.study, profile=study.profiles[1].id, baseline=True)]),
        "claims": max(check_claims(study), key=lambda each: len(each.findings)),
        "weights": ranking.weights,
    }


@cache
def results(name: str) -> dict[str, Any]:
    """One result of every kind from the paper, the river, or the paper with hostile text."""
    if name == "hostile":
        raw = yaml.load(PAPER.read_text(encoding="utf-8"), yaml.CSafeLoader)
        return everything(Study.model_validate(hostile(raw)))
    return everything(load({"paper": PAPER, "river": RIVER}[name]))


TEXTS = {"name", "title", "question", "gist", "says", "reason", "note", "asks", "zero", "hundred"}
TEXTS |= {"author", "publication", "date", "short"}


def hostile(data: Any) -> Any:
    """A study's raw data with every free text made dangerous to a page that does not escape it."""
    if isinstance(data, list):
        return [hostile(each) for each in data]
    if not isinstance(data, dict):
        return data
    changed = {}
    for key, value in data.items():
        if key in ("sections", "locators"):
            changed[key] = {id: f"{text} {HOSTILE}" for id, text in value.items()}
        elif key in TEXTS and isinstance(value, str):
            changed[key] = f"{value} {HOSTILE}"
        else:
            changed[key] = hostile(value)
    return changed


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """No figure outlives its test."""
    yield
    pyplot.close("all")


# HTML ------------------------------------------------------------------------------------------------------

TAGS = {"div", "style", "p", "h3", "table", "caption", "thead", "tbody", "tr", "th", "td", "span"}
TAGS |= {"figure", "figcaption", "svg", "g", "rect", "path", "circle", "line", "text", "ul", "li", "strong"}
ATTRIBUTES = {"class", "scope", "colspan", "width", "height", "viewbox", "aria-hidden", "aria-label", "role"}
ATTRIBUTES |= {"focusable", "x", "y", "d", "cx", "cy", "r", "fill", "fill-opacity", "stroke", "text-anchor"}
ATTRIBUTES |= {"stroke-opacity", "stroke-width", "opacity", "x1", "x2", "y1", "y2"}


class Page(HTMLParser):
    """Reads a fragment, insisting that every element is closed in order; collects tags, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.style = self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and wait for its end."""
        self.handle_startendtag(tag, attrs)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that ends itself."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        """Insist that the element opened last is the one that ends."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text, that of the style apart from the rest."""
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        """No comment is expected, since nothing would check what is in it."""
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def sound(html: str) -> Page:
    """A fragment that is balanced, holds known elements and attributes only, and no style but ours."""
    page = Page(html)
    assert set(page.tags) <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert page.tags.count("style") == 1
    assert page.style == STYLE
    assert page.tags[0] == "div"
    return page


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("name", ["paper", "river", "hostile"])
def test_html_is_balanced_and_has_no_style_of_its_own(result: str, name: str) -> None:
    """Whatever the study's texts hold, a result is a closed fragment of known elements with one style, ours."""
    sound(results(name)[result]._repr_html_())


@pytest.mark.parametrize("result", [each for each in RESULTS if each != "weights"])
def test_html_shows_hostile_text_as_it_is(result: str) -> None:
    """Text that looks like markup reads in the page as it stands in the study, and adds no element to it."""
    page, plain = (sound(results(name)[result]._repr_html_()) for name in ("hostile", "paper"))
    assert HOSTILE in page.text
    assert set(page.tags) == set(plain.tags)
    assert page.tags.count("td") == plain.tags.count("td")
    for name, value in page.attributes:
        assert name == "aria-label" or "alert" not in (value or "")


def test_a_subclass_is_shown_as_what_it_is_derived_from(paper: Study) -> None:
    """A study that a program extends draws, prints and tabulates as a study; so does any other result."""

    class Mine(Study):
        """A study with a method of its own."""

    mine = Mine.model_validate(yaml.load(PAPER.read_text(encoding="utf-8"), yaml.CSafeLoader))
    assert mine.to_frame().equals(paper.to_frame())
    assert mine._repr_html_() == paper._repr_html_()

    class Own(type(rank(paper))):  # type: ignore[misc]
        """A ranking with a method of its own."""

    ranking = rank(paper)
    own = Own(**{name: getattr(ranking, name) for name in ranking.__dataclass_fields__})
    assert own._repr_html_() == ranking._repr_html_()
    assert repr(own).replace("<Own: ", "<Ranking: ") == repr(ranking)
    assert own.plot() is not None


def test_html_holds_the_figures_of_the_ranking() -> None:
    """Every option is in the ranking's table with its name and its value to one decimal."""
    ranking = results("paper")["ranking"]
    text = sound(ranking._repr_html_()).text
    for each in ranking.standings:
        assert each.name in text
        assert f"{each.value:.1f}" in text


# DataFrames ------------------------------------------------------------------------------------------------


def expected(result: Any, kind: str, table: str) -> dict[Any, dict[str, Any]]:
    """The rows of a wide table by id, from the result's own plain data and attributes."""
    if table == "stability":
        ranking = result.ranking if kind == "sensitivity" else result
        return {
            each["id"]: {
                "kind": each["kind"],
                "weight": each["weight"],
                **(each["lead"] or dict.fromkeys(("low", "high", "below", "above"))),
                **{f"certain_{end}": each["certain"][end] for end in ("below", "above")},
            }
            for each in ranking.to_dict()["intervals"]
        }
    return EXPECTED[kind, table](result)


def _values(ranking: Any) -> dict[Any, dict[str, Any]]:
    plain = ("name", "rank", "value", "low", "high", "passes")
    return {
        each["id"]: {key: each[key] for key in plain}
        | {"weights": ranking.weights.name}
        | {"merit": next((m["merit"] for m in ranking.to_dict()["merits"] if m["id"] == each["id"]), None)}
        | {"fails": [screen["screen"] for screen in each["screens"] if not screen["passes"]]}
        | {f"{id}-contribution": x for id, x in each["groups"].items()}
        for each in ranking.to_dict()["standings"]
    }


def _ranks(found: Any) -> dict[Any, dict[str, Any]]:
    return {
        each.id: {f"rank-{r}": rank.share for r, rank in enumerate(each.ranks, start=1)} for each in found
    }


def _differences(found: Any) -> dict[Any, dict[str, Any]]:
    rows = {}
    for each in found.to_dict()["differences"]:
        row = {key: each[key] for key in ("name", "group", "difference", "weight", "weighted")}
        for option, score in ((found.first, each["theirs"]), (found.second, each["ours"])):
            judged = found.ranking.study.option(option).on(each["criterion"])
            row |= {f"{option}-score": score, f"{option}-basis": judged.basis}
        rows[each["criterion"]] = row
    return rows


def _tipping(found: Any) -> dict[Any, dict[str, Any]]:
    return {f"{each['option']}.{each['criterion']}": each for each in found.to_dict()["tipping"]}


def _worth(found: Any) -> dict[Any, dict[str, Any]]:
    worth = found.to_dict()["worth"]
    rows = {
        f"scores.{each['dependence']}": {
            "kind": "scores",
            "points": each["points"],
            "other": each["other"]["share"],
        }
        for each in found.to_dict()["doubts"]
    }
    rows["weights"] = {"kind": "weights", "points": worth["weights"], "other": None}
    single = {
        each["id"]: {"kind": each["kind"], "points": each["points"], "other": None}
        for each in worth["quantities"]
    }
    return rows | single


def _options(study: Any) -> dict[Any, dict[str, Any]]:
    first = [each for each in study.to_dict()["options"] if each["id"] == study.baseline]
    rest = [each for each in study.to_dict()["options"] if each["id"] != study.baseline]
    rows = {}
    for each in (*first, *sorted(rest, key=lambda option: option["degree"])):
        row = {key: each[key] for key in ("name", "title", "degree", "gist", "cites")}
        stated = sum(judged["basis"] == "stated" for judged in each["scores"])
        row |= {"stated": stated, "obligations": len(study.obligations_of(each["id"]))}
        rows[each["id"]] = row
    return rows


def _criteria(study: Any) -> dict[Any, dict[str, Any]]:
    weights = rank(study).weights
    return {
        each["id"]: {key: value for key, value in ({"note": None} | each).items() if key != "id"}
        | {"group": group["id"], "group_name": group["name"], "weight": weights.of(each["id"])}
        for group in study.to_dict()["groups"]
        for each in group["criteria"]
    }


def _duties(study: Any) -> dict[Any, dict[str, Any]]:
    return {
        each["id"]: {
            key: value for key, value in ({"note": None, "when": None} | each).items() if key != "id"
        }
        | {"moves": [f"{id}={grade}" for id, grade in each["moves"].items()]}
        for each in study.to_dict()["obligations"]
    }


def _profiles(study: Any) -> dict[Any, dict[str, Any]]:
    return {
        each["id"]: {f"{id}-points": points for id, points in each["points"].items()}
        | {key: each[key] for key in ("say", "reason", "cites")}
        | {"default": each["id"] == study.profile}
        for each in study.to_dict()["profiles"]
    }


def _sources(study: Any) -> dict[Any, dict[str, Any]]:
    said = json.loads(printed_json(study))["locators"]
    return {
        each["id"]: {"gist": each["gist"], "cited_by": each["cited_by"], "uses": len(each["cited_by"])}
        for each in said
    }


def printed_json(study: Study) -> str:
    """What the command `sources` says of a study as JSON."""
    return to_json(sources_document(study))


def _outcomes(found: Any) -> dict[Any, dict[str, Any]]:
    rows = {}
    for each in found.to_dict()["outcomes"]:
        parties = {
            f"{seen['party']}-{key}": seen[key]
            for seen in each["parties"]
            for key in ("worth", "burden", "value", "gain")
        }
        rest = {key: each[key] for key in ("possible", "fails", "refused", "dominated", "bettered")}
        rows[each["id"]] = {"name": each["name"]} | parties | rest
    return rows


def _trades(found: Any) -> dict[Any, dict[str, Any]]:
    ids = [side.id for side in found.sides]
    return {
        each.criterion: {f"{id}-weight": weight for id, weight in zip(ids, each.weights, strict=True)}
        | {"most": each.most, "least": each.least, "difference": each.difference}
        for each in found.trades
    }


def _places(found: Any) -> dict[Any, dict[str, Any]]:
    rows = {}
    for each in found.offered:
        duty = each.obligation
        sides = {
            f"{side.id}-{key}": figure
            for side, *figures in zip(found.sides, each.worths, each.nets, strict=True)
            for key, figure in zip(("worth", "net"), figures, strict=True)
        }
        burdens = {f"{side.id}-burden": side.burden([duty]) for side in found.sides}
        rows[duty.id] = (
            {
                "status": each.status,
                "kind": duty.kind,
                "says": duty.says,
                "binds": list(duty.binds),
                "when": duty.when,
                "along": list(each.along),
                **{
                    key: getattr(each, key)
                    for key in ("accepted", "asked", "held", "drawn", "kept", "firmly", "turns")
                },
            }
            | sides
            | burdens
        )
    return rows


def _packages(found: Any) -> dict[Any, dict[str, Any]]:
    rows = {}
    for i, each in enumerate(found.packages):
        sides = {
            f"{seen.party}-{key}": getattr(seen, key)
            for seen in each.parties
            for key in ("worth", "burden", "gain")
        }
        rest = {"acceptable": each.acceptable, "ties": each.ties, "chosen": i == found.choice}
        rest |= {"picked_by": [kind for kind, choice in found.picks.items() if i in choice.picks]}
        rows[i] = {"number": i + 1, "count": len(each.adds), "adds": list(each.adds)} | sides | rest
    return rows


def _misreports(found: Any) -> dict[Any, dict[str, Any]]:
    rows: dict[Any, dict[str, Any]] = {}
    for each in found.to_dict()["misreports"]["found"]:
        own = {key: each[key] for key in ("gain", "tried", "kind", "leads_to")} | {"report": each["id"]}
        own |= {f"costs-{id}": cost for id, cost in each["costs"].items()}
        own |= {f"{id}-weight": weight for id, weight in each["weights"].items()}
        row = {f"{each['party']}-{key}": value for key, value in own.items()}
        rows[each["solution"]] = rows.get(each["solution"], {}) | row
    return rows


def _robust(found: Any) -> dict[Any, dict[str, Any]]:
    rows = {}
    for each in found.robust:
        places = {"core": each.core, "out": each.out, "neither": each.neither}
        costs = {
            f"{cost.party}-cost-{end}": getattr(cost, end) for cost in each.costs for end in ("low", "high")
        }
        counts = {place: len(ids) for place, ids in places.items()}
        named = {f"{place}_ids": list(ids) for place, ids in places.items()}
        rest = {"scores": each.scores, "grades": each.grades, "exact": each.exact}
        rows[each.id] = costs | counts | named | rest
    return rows


def _judged(ranking: Any) -> dict[Any, dict[str, Any]]:
    """Each criterion with all there is to each option's score on it, from the study itself."""
    options = [ranking.study.option(each.id) for each in ranking.standings]
    rows: dict[Any, dict[str, Any]] = {}
    for each in ranking.study.criteria:
        rows[each.id] = {
            "name": each.name,
            "group": ranking.study.group_of(each.id).id,
            "weight": ranking.weights.of(each.id),
        }
        for option in options:
            judged = option.on(each.id)
            failed = [
                s for s in ranking.standing(option.id).screens if not s.passes and s.criterion == each.id
            ]
            rows[each.id] |= {
                f"{option.id}-score": judged.score,
                f"{option.id}-low": judged.low,
                f"{option.id}-high": judged.high,
                f"{option.id}-basis": judged.basis,
                f"{option.id}-fails": [s.screen for s in failed],
            }
    return rows


def _by_group(card: Any) -> dict[Any, dict[str, Any]]:
    """Each group with every option's sum of share x score, at best scores and at both ends."""
    ranking = card.ranking
    rows: dict[Any, dict[str, Any]] = {}
    for group in ranking.study.groups:
        rows[group.id] = {"name": group.name, "weight": ranking.weights.of(group.id)}
        shares = {each.id: each.share for each in ranking.weights.criteria if each.group == group.id}
        for id in card.options:
            for end in ("score", "low", "high"):
                parts = [shares[c] * getattr(ranking.study.option(id).on(c), end) for c in shares]
                rows[group.id][f"{id}-{end}"] = math.fsum(parts)
    return rows


def _then(found: Any) -> dict[Any, dict[str, Any]]:
    """Each option as it is ranked now and then, with how many of its scores would be unknown."""
    study, rows = found.after.study, {}
    for each in found.after.standings:
        now = found.ranking.standing(each.id)
        unknown = [score for score in study.option(each.id).scores if score.basis == "unknown"]
        rows[each.id] = {"name": each.name, "rank": now.rank, "value": now.value, "unknown": len(unknown)}
        rows[each.id] |= {f"{key}_then": getattr(each, key) for key in ("rank", "value", "low", "high")}
    return rows


def _falls(found: Any) -> dict[Any, dict[str, Any]]:
    """Each passage with the fields of what falls with it."""
    listed = ("scores", "leaders", "shortlist", "changes", "footing")
    return {
        each.locator: {key: list(getattr(each, key)) for key in listed}
        | {"tier": each.tier, "upper": each.upper, "could": each.could, "lead": each.lead}
        | {"unknown": len(each.scores)}
        | {"claims": [f"{turned.id}={turned.now}" for turned in each.claims]}
        for each in found.passages
    }


EXPECTED = {
    ("passages", "passages"): _falls,
    ("provenance", "then"): _then,
    ("study", "scorecard"): lambda found: _judged(rank(found, baseline=True)),
    ("ranking", "scorecard"): _judged,
    ("scorecard", "criteria"): lambda found: _judged(found.ranking),
    ("scorecard", "groups"): _by_group,
    ("study", "scores"): lambda found: {
        each.id: {f"{criterion.id}-score": each.on(criterion.id).score for criterion in found.criteria}
        for each in found.options
    },
    ("study", "options"): _options,
    ("study", "criteria"): _criteria,
    ("study", "obligations"): _duties,
    ("study", "profiles"): _profiles,
    ("study", "sources"): _sources,
    ("ranking", "values"): _values,
    ("explanation", "scores"): lambda found: {
        each.criterion: {key: value for key, value in plain(each).items() if key not in ("criterion", "name")}
        | {"id": found.option.id}
        | {"contradicted": None if found.contradicted is None else each.criterion in found.contradicted}
        for each in found.judgements
    },
    ("sensitivity", "acceptability"): lambda found: _ranks(found.acceptability),
    ("sensitivity", "unscreened"): lambda found: _ranks(found.unscreened),
    ("sensitivity", "tipping"): _tipping,
    ("sensitivity", "worth"): _worth,
    ("sensitivity", "regrets"): lambda found: {
        e["id"]: {"points": e["points"], "of": e["of"]} for e in found.to_dict()["worth"]["regrets"]
    },
    ("negotiation", "options"): _outcomes,
    ("negotiation", "trades"): _trades,
    ("negotiation", "misreports"): _misreports,
    ("frontier", "misreports"): _misreports,
    ("frontier", "obligations"): _places,
    ("frontier", "packages"): _packages,
    ("frontier", "robust"): _robust,
    ("comparison", "differences"): _differences,
    ("columns", "values"): lambda found: {
        each.id: {"name": each.name}
        | {
            f"{made.weights.name}-{key}": getattr(made.standing(each.id), key)
            for made in (*found.rankings, found.mean)
            for key in ("rank", "value")
        }
        for each in found.rankings[0].standings
    },
    ("columns", "weights"): lambda found: {
        each.id: {"kind": each.kind, "difference": each.difference}
        | {"most": list(each.most), "least": list(each.least)}
        | {f"{made.weights.name}-weight": made.weights.of(each.id) for made in found.rankings}
        for each in found.spreads
    },
    ("claims", "findings"): lambda found: {
        f"{found.claim.id}-{i}": {"status": each.status, "figures": each.figures}
        for i, each in enumerate(found.findings, start=1)
    },
    ("weights", "groups"): lambda found: {
        each.id: {"points": each.points, "weight": each.weight} for each in found.groups
    },
    ("weights", "criteria"): lambda found: {
        each.id: {"group": each.group, "share": each.share, "weight": each.weight} for each in found.criteria
    },
    ("package", "scores"): lambda found: {
        each.id: {"score": each.score, "low": each.low, "high": each.high, "reason": each.reason}
        for each in found.scores
    },
}


def same(shown: Any, meant: Any) -> bool:
    """Whether a cell holds exactly what is meant; what is not given may be any of pandas' marks for nothing."""
    if meant is None:
        return bool(pd.isna(shown))
    if isinstance(meant, bool):
        return isinstance(shown, (bool, np.bool_)) and bool(shown) is meant
    return bool(shown == meant)


@pytest.mark.parametrize(("result", "table"), TABLES)
@pytest.mark.parametrize("name", ["paper", "river"])
def test_a_frame_holds_the_result_exactly(result: str, table: str, name: str) -> None:
    """A table has the ids as its named index and every figure unrounded, in the order of the result."""
    found = results(name)[result]
    rows = expected(found, result, table)
    frame = found.to_frame(table)
    assert frame.index.name == KEYS[result, table][0]
    assert list(frame.index) == list(rows)
    assert frame.index.is_unique
    for id, row in rows.items():
        assert set(frame.columns) == set(row)
        for column, meant in row.items():
            assert same(frame.at[id, column], meant), (id, column)


@pytest.mark.parametrize(("result", "table"), TABLES)
@pytest.mark.parametrize("name", ["paper", "river"])
def test_a_tidy_frame_has_one_row_per_combination(result: str, table: str, name: str) -> None:
    """No combination of keys is missing from a tidy table, and none is there twice."""
    keys = list(KEYS[result, table])
    long = results(name)[result].to_frame(table, long=True)
    assert not long.duplicated(keys).any()
    assert len(long) == math.prod(long[key].nunique() for key in keys)
    assert len(long) > 0
    assert long.index.equals(pd.RangeIndex(len(long)))
    assert set(long[keys[0]]) == set(results(name)[result].to_frame(table).index)


def back(long: pd.DataFrame, result: str, table: str) -> pd.DataFrame:
    """The figures of the wide table, put together from the tidy one."""
    row, across = KEYS[result, table]
    if (result, table) == ("ranking", "values"):
        whole = long.groupby("id")["contribution"].agg(math.fsum).rename("value")
        parts = long.groupby(["id", "group"])["contribution"].agg(math.fsum).unstack()
        return parts.rename(columns="{}-contribution".format).join(whole)
    if (result, table) == ("frontier", "packages"):
        return long.pivot(index=row, columns=across, values="held").sum(axis=1).to_frame("count")
    if (result, table) == ("negotiation", "options"):
        measures = ["worth", "burden", "value", "gain"]
        wide = long.pivot(index=row, columns=across, values=measures)
        return wide.set_axis([f"{party}-{measure}" for measure, party in wide.columns], axis=1)
    if table == "misreports":
        wide = long.pivot(index=row, columns=across, values="gain")
        return wide.rename(columns="{}-gain".format)
    values = {
        "study": "score",
        "sensitivity": "share",
        "negotiation": "weight",
        "frontier": "net",
        "columns": "value",
    }
    measured = {"measure": "value", "option": "score"}.get(across) or values[result]
    if (result, table) == ("columns", "weights"):
        return long.pivot(index=row, columns=across, values="weight").rename(columns="{}-weight".format)
    wide = long.pivot(index=row, columns=across, values=measured)
    named = {
        "rank": "rank-{}",
        "party": "{}-net" if result == "frontier" else "{}-weight",
        "criterion": "{}-score",
        "option": "{}-score",
        "weights": "{}-value",
    }
    return wide.rename(columns=named.get(across, "{}").format)


@pytest.mark.parametrize(("result", "table"), TABLES)
@pytest.mark.parametrize("name", ["paper", "river"])
def test_a_tidy_frame_gives_the_wide_one_back(result: str, table: str, name: str) -> None:
    """The figures of a tidy table, put side by side again, are those of the wide table to the last digit."""
    found = results(name)[result]
    wide = found.to_frame(table)
    again = back(found.to_frame(table, long=True), result, table).loc[wide.index]
    assert not again.empty
    for column in again.columns:
        for id in wide.index:
            one, other = again.at[id, column], wide.at[id, column]
            assert one == other or (pd.isna(one) and pd.isna(other)), (id, column)


def test_a_tidy_study_holds_what_each_score_rests_on() -> None:
    """A tidy study has, beside each score, its group, range, basis, passages and reason."""
    study = results("paper")["study"]
    rows = study.to_frame(long=True).to_dict("records")
    assert len(rows) == len(study.options) * len(study.criteria)
    for row in rows:
        judged = study.option(row["id"]).on(row["criterion"])
        assert row["group"] == study.group_of(row["criterion"]).id
        assert (row["low"], row["high"], row["basis"]) == (judged.low, judged.high, judged.basis)
        assert (tuple(row["cites"]), row["reason"]) == (judged.cites, judged.reason)


def test_a_tidy_ranking_holds_weights_and_scores() -> None:
    """Each contribution in a tidy ranking stands beside the weight and the score whose product it is."""
    long = results("river")["ranking"].to_frame(long=True)
    assert (long["weight"] * long["score"] == long["contribution"]).all()


def test_sampled_shares_come_with_their_errors() -> None:
    """A tidy table of rank acceptability has each share's standard error, as sampled."""
    found = results("paper")["sensitivity"]
    long = found.to_frame(long=True).set_index(["id", "rank"])
    assert len(long) == len(found.acceptability) ** 2 > 1
    for each in found.acceptability:
        for r, share in enumerate(each.ranks, start=1):
            assert tuple(long.loc[(each.id, r), ["share", "error"]]) == share


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("name", ["paper", "river"])
def test_csv_and_frame_are_one_table(result: str, name: str) -> None:
    """What a command writes as CSV is a table of the result, wide or tidy, column by column."""
    found = results(name)[result]
    head = next(csv.reader(io.StringIO(to_csv(document(found)), newline="")))
    frames = [
        found.to_frame(table, long=long).reset_index(drop=long)
        for table in RESULTS[result][0]
        for long in (False, True)
    ]
    assert len(set(head)) == len(head)
    assert head in [list(frame.columns) for frame in frames]


def test_weightings_of_one_name_are_told_apart() -> None:
    """Two rankings under the same weights, once without screens, keep a column of their own each."""
    study = load(PAPER)
    found = columns([rank(study), rank(study, screens=[])])
    frame = found.to_frame()
    assert list(frame.columns)[1::2] == ["balanced-rank", "balanced (2)-rank"]
    assert list(frame.loc["mutual-defense", ["balanced-rank", "balanced (2)-rank"]].isna()) == [True, False]
    (row,) = [line for line in str(found).splitlines() if line.startswith("Mutual Defense")]
    assert row.split() == ["Mutual", "Defense", "✗", "62.5", "2", "62.5"]


@pytest.mark.parametrize("result", RESULTS)
def test_the_first_table_is_the_usual_one(result: str) -> None:
    """Without a name, the first of the tables is given, wide or tidy."""
    found = results("paper")[result]
    first = RESULTS[result][0][0]
    assert found.to_frame().equals(found.to_frame(first))
    assert found.to_frame(long=True).equals(found.to_frame(first, long=True))


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("long", [False, True])
def test_an_unknown_table_is_refused_with_those_known(result: str, long: bool) -> None:
    """A table that a result does not have is named, and so are those that it has, or the one meant."""
    found, tables = results("paper")[result], RESULTS[result][0]
    with pytest.raises(ArgumentProblem, match=f"^unknown table zzz; known: {', '.join(tables)}$"):
        found.to_frame("zzz", long=long)
    with pytest.raises(ArgumentProblem, match=rf"did you mean {tables[-1]}\?$"):
        found.to_frame(tables[-1][:-1], long=long)
    with pytest.raises(ArgumentProblem, match=r"^the table is not named; known: "):
        found.to_frame("", long=long)


def test_a_frame_is_the_readers_own() -> None:
    """Changing a DataFrame changes neither the result nor the next DataFrame."""
    ranking = results("paper")["ranking"]
    frame = ranking.to_frame()
    frame.loc[:, "value"] = 0.0
    assert not (ranking.to_frame()["value"] == 0).any()


@QUICK
@given(plans())
def test_any_ranking_is_the_same_as_a_frame_and_sound_as_html(made: Plan) -> None:
    """For any small study the table of values equals the ranking, and all HTML is balanced."""
    ranking = rank(made.study(), baseline=True)
    frame = ranking.to_frame()
    for id, row in _values(ranking).items():
        assert all(same(frame.at[id, column], meant) for column, meant in row.items())
    assert list(frame.index) == [each.id for each in ranking.standings]
    found = sensitivity(ranking, samples=20)
    assert list(found.to_frame().index) == [each.id for each in found.acceptability]
    for each in (ranking.study, ranking, found, explain(ranking, frame.index[0])):
        sound(each._repr_html_())


# Plots -----------------------------------------------------------------------------------------------------


def drawn(result: str, kind: str, name: str = "paper", **options: Any) -> Axes:
    """A plot of a result, rendered."""
    ax = results(name)[result].plot(kind=kind, **options)
    ax.figure.draw_without_rendering()
    return ax


def texts(ax: Axes) -> list[Any]:
    """Every text that can be seen on an Axes, as matplotlib holds it."""
    legend = ax.get_legend()
    shown = [*ax.texts, ax.xaxis.label, ax.yaxis.label, *(legend.get_texts() if legend else ())]
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        labels = zip(axis.get_ticklabels(), axis.get_ticklocs(), strict=True)
        shown += [label for label, place in labels if low <= place <= high]
    return [each for each in shown if each.get_text()]


def written(ax: Axes) -> list[str]:
    """Every text on an Axes, as it reads."""
    return [each.get_text() for each in texts(ax)]


@pytest.mark.parametrize(("result", "kind"), PLOTS)
def test_a_plot_is_drawn_on_the_axes_given(result: str, kind: str) -> None:
    """The Axes given is drawn on and returned; its neighbour is left alone, and no figure is opened."""
    figure, (ax, other) = pyplot.subplots(1, 2)
    found = results("paper")[result]
    assert found.plot(ax, kind=kind) is ax
    figure.canvas.draw()
    assert ax.has_data()
    assert not other.has_data()
    assert pyplot.get_fignums() == [figure.number]


@pytest.mark.parametrize(("result", "kind"), PLOTS)
def test_a_plot_makes_its_own_axes(result: str, kind: str) -> None:
    """Without an Axes, a new figure with one Axes is made, and every text on it lies within the figure."""
    ax = drawn(result, kind)
    assert ax.has_data()
    assert ax.figure.axes == [ax]
    assert pyplot.get_fignums() == [ax.figure.number]
    edge = ax.figure.bbox
    for text in texts(ax):
        box = text.get_window_extent()
        assert min(box.x0 - edge.x0, box.y0 - edge.y0, edge.x1 - box.x1, edge.y1 - box.y1) > -2, text


@pytest.mark.parametrize("result", DRAWN)
def test_the_first_plot_is_the_usual_one(result: str) -> None:
    """Without a name, the first of the plots is drawn."""
    usual = results("paper")[result].plot()
    usual.figure.draw_without_rendering()
    assert written(usual) == written(drawn(result, RESULTS[result][1][0]))


def test_contributions_begin_at_zero() -> None:
    """A bar's length is a value: the scale begins at 0, and leaves room for the figure at the end of the longest."""
    axes = results("paper")["ranking"].plot()
    assert axes.get_xlim()[0] == 0
    assert axes.get_xlim()[1] > 100


def test_what_has_no_plot_says_so() -> None:
    """A claim is text, and there is nothing of it to plot."""
    with pytest.raises(ArgumentProblem, match=r"^there is no plot of a ClaimResult$"):
        results("paper")["claims"].plot()


@pytest.mark.parametrize("result", DRAWN)
def test_an_unknown_plot_is_refused_with_those_known(result: str) -> None:
    """A kind that a result does not have is named, and so are those that it has; no figure is opened."""
    found, kinds = results("paper")[result], RESULTS[result][1]
    with pytest.raises(ArgumentProblem, match=f"^unknown kind of plot zzz; known: {', '.join(kinds)}$"):
        found.plot(kind="zzz")
    with pytest.raises(ArgumentProblem, match=rf"did you mean {kinds[-1]}\?$"):
        found.plot(kind=kinds[-1][:-1])
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize(("result", "kind"), PLOTS)
def test_an_unknown_option_of_a_plot_is_refused(result: str, kind: str) -> None:
    """An option that a plot does not take is named, and no figure is opened."""
    with pytest.raises(ArgumentProblem, match=r"^unknown option of this plot colour\b"):
        results("paper")[result].plot(kind=kind, colour="red")
    assert pyplot.get_fignums() == []


def test_only_the_plot_of_a_weight_takes_a_group() -> None:
    """The group is an option of the plot over a weight, and an unknown group is named with the nearest."""
    ranking = results("paper")["ranking"]
    with pytest.raises(ArgumentProblem, match="unknown group relism; did you mean realism"):
        ranking.plot(kind="weight", group="relism")
    with pytest.raises(ArgumentProblem, match="unknown option of this plot group"):
        ranking.plot(kind="stability", group="realism")
    for group in ranking.study.groups:
        assert f"weight of {group.name}," in drawn("ranking", "weight", group=group.id).get_xlabel()


def test_contributions_are_stacked_to_the_value() -> None:
    """Each option's bars are its contributions by group, end to end, with its value written behind them."""
    ranking = results("paper")["ranking"]
    ax = drawn("ranking", "contributions")
    assert len(ax.containers) == len(ranking.study.groups)
    assert {len(each.patches) for each in ax.containers} == {len(ranking.standings)}
    for y, each in enumerate(reversed(ranking.standings)):
        bars = [container.patches[y] for container in ax.containers]
        parts = dict(each.groups)
        widths = [bar.get_width() for bar in bars]
        assert widths == pytest.approx([parts[group.id] for group in ranking.study.groups])
        assert bars[0].get_x() == 0
        assert all(b.get_x() == pytest.approx(a.get_x() + a.get_width()) for a, b in pairwise(bars))
        assert f"{each.value:.1f}" in written(ax)
        assert (each.name if each.passes else f"✗ {each.name}") in written(ax)


def test_acceptability_is_stacked_to_one() -> None:
    """Each option's bars are its shares by rank and fill the scale; the sample is described below them."""
    found = results("paper")["sensitivity"]
    ax = drawn("sensitivity", "acceptability")
    for y, each in enumerate(reversed(found.acceptability)):
        bars = [container.patches[y] for container in ax.containers]
        assert [bar.get_width() for bar in bars] == pytest.approx([rank.share for rank in each.ranks])
        assert bars[-1].get_x() + bars[-1].get_width() == pytest.approx(1)
    assert "500" in ax.get_xlabel()
    assert "seed 7" in ax.get_xlabel()


@pytest.mark.parametrize(("result", "kind"), [("ranking", "contributions"), ("sensitivity", "acceptability")])
def test_stacked_bars_differ_in_hatch(result: str, kind: str) -> None:
    """Whoever sees no colours tells the parts of a bar apart by their hatch, which the legend repeats."""
    ax = drawn(result, kind)
    hatches = [{bar.get_hatch() or "" for bar in container.patches} for container in ax.containers]
    assert all(len(each) == 1 for each in hatches)
    assert len(set().union(*hatches)) == len(ax.containers) > 1
    legend = ax.get_legend()
    assert [handle.get_hatch() or "" for handle in legend.legend_handles] == [min(each) for each in hatches]


def test_lines_over_a_weight_cross_at_the_values_and_differ_in_marker() -> None:
    """Each option's line passes through its value at the weight now, and no two have the same marker and dash."""
    ranking = results("paper")["ranking"]
    ax = drawn("ranking", "weight", group="realism")
    (now,) = (each.weight for each in ranking.weights.groups if each.id == "realism")
    lines = [line for line in ax.lines if not line.get_label().startswith("_")]
    assert len(lines) == len(ranking.standings)
    for line, each in zip(lines, ranking.standings, strict=True):
        start, end = line.get_ydata()
        assert start + (end - start) * now == pytest.approx(each.value)
        assert line.get_label() == (each.name if each.passes else f"✗ {each.name}")
    assert len({(line.get_marker(), line.get_linestyle()) for line in lines}) == len(lines)
    assert len({line.get_marker() for line in lines}) == len(lines)


def test_the_plot_of_a_weight_shows_the_most_telling_one_by_default() -> None:
    """By default the group is the one whose weight can change the leader soonest: in the paper, realism."""
    assert "realism" in drawn("ranking", "weight").get_xlabel()


@pytest.mark.parametrize("result", ["ranking", "sensitivity"])
def test_stability_bars_reach_as_far_as_the_leader_leads(result: str) -> None:
    """There is a bar for every group, from one end of its interval to the other, with the weight now on it."""
    ranking = results("paper")["ranking"]
    ax = drawn(result, "stability")
    bars = {(tuple(line.get_xdata()), line.get_ydata()[0]) for line in ax.lines if len(line.get_xdata()) == 2}
    marks = {(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if len(line.get_xdata()) == 1}
    groups = [each for each in ranking.intervals if each.kind == "group"]
    names = [next(g.name for g in ranking.study.groups if g.id == each.id) for each in reversed(groups)]
    assert [label.get_text() for label in ax.get_yticklabels()] == names
    for y, each in enumerate(reversed(groups)):
        assert ((each.lead.low, each.lead.high), y) in bars
        assert (each.weight, y) in marks
        for rival in (each.lead.below, each.lead.above):
            assert rival is None or any(ranking.study.option(rival).name in text for text in written(ax))


def test_the_stability_plot_says_what_the_others_do_and_marks_what_is_only_level() -> None:
    """Its axis bounds the bars, and an end at which the leader is only level is an open circle."""
    ax = rank(plan([70, 60, 50], [20, 20, 50], points=[40, 40, 20]).study()).plot(kind="stability")
    assert "the other groups in proportion" in ax.get_xlabel()
    assert "only level" in ax.get_xlabel()
    circles = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert [(line.get_xdata()[0], line.get_ydata()[0]) for line in circles] == [(1.0, 0)]


def test_the_stability_plot_of_one_group_shows_its_criteria() -> None:
    """The weight of the only group cannot move, so the chart is of what can."""
    ax = rank(plan([80, 40], [50, 50], sizes=(2,)).study()).plot(kind="stability")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Criterion-1", "Criterion-0"]


@pytest.mark.parametrize("result", ["explanation", "package"])
def test_scores_are_drawn_with_their_ranges(result: str) -> None:
    """Each criterion has a line over its range and a mark on its score, filled only where it is stated."""
    found = results("paper")[result]
    ax = drawn(result, "scores")
    judged = found.judgements if result == "explanation" else found.scores
    ranges = [line for line in ax.lines if len(line.get_xdata()) == 2]
    marks = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert len(marks) == len(results("paper")["study"].criteria)
    for line, mark, each in zip(ranges, marks, reversed(judged), strict=True):
        assert list(line.get_xdata()) == [each.low, each.high]
        assert list(mark.get_xdata()) == [each.score]
        filled = matplotlib.colors.to_hex(mark.get_markerfacecolor()) != "#ffffff"
        assert filled == (each.basis == "stated")


def test_scores_of_a_study_are_written_out() -> None:
    """Every score stands in its cell in figures, so that no shade has to be read."""
    study = results("river")["study"]
    ax = drawn("study", "scores", "river")
    scores = [each.on(criterion.id).score for criterion in study.criteria for each in study.options]
    assert ax.images[0].get_array().ravel().tolist() == scores
    assert [text.get_text().split()[0] for text in ax.texts] == [f"{score:g}" for score in scores]


@pytest.mark.parametrize("result", ["study", "ranking", "scorecard"])
def test_a_scorecard_can_be_read_on_its_shades(result: str) -> None:
    """Text is black or white, whichever has the contrast of WCAG AA on its shade, and carries the marks itself."""
    ax = drawn(result, "scorecard")
    image = ax.images[0]
    grounds = [image.cmap(image.norm(score))[:3] for score in image.get_array().ravel()]
    lights = [[c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in each] for each in grounds]
    below = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in lights]
    pairs = zip(below, ax.texts, strict=True)
    found = [
        (light + 0.05) / 0.05 if text.get_color() == "black" else 1.05 / (light + 0.05)
        for light, text in pairs
    ]
    assert min(found) >= 4.5
    assert {"20 s✗", "10 s✗", "75 s", "75"} <= {text.get_text() for text in ax.texts}


def points(ax: Axes) -> dict[tuple[float, float], Any]:
    """The lines of an Axes that are one point, by where they are."""
    return {
        (line.get_xdata()[0], line.get_ydata()[0]): line for line in ax.lines if len(line.get_xdata()) == 1
    }


def test_gains_of_two_sides_differ_in_marker_and_carry_names() -> None:
    """Each option is a named point at the gains of both sides, with a marker of its own."""
    found = results("paper")["negotiation"]
    ax = drawn("negotiation", "gains")
    shown = points(ax)
    for each in found.outcomes:
        line = shown[each.parties[0].gain, each.parties[1].gain]
        hollow = matplotlib.colors.to_hex(line.get_markerfacecolor()) == "#ffffff"
        assert hollow == (not each.possible)
        assert (each.name if each.possible else f"✗ {each.name}") in written(ax)
    assert len({line.get_marker() for line in shown.values()}) == len(found.outcomes)
    (behind,) = (line for line in ax.lines if len(line.get_xdata()) == len(found.between.gains))
    assert list(zip(*behind.get_data(), strict=True)) == list(found.between.gains)
    for side, label in zip(found.sides, (ax.get_xlabel(), ax.get_ylabel()), strict=True):
        assert side.name in label


def test_a_frontier_shows_its_packages_and_both_ends() -> None:
    """All packages are points of one line; the illustration and both types differ from them in marker."""
    found = results("paper")["frontier"]
    ax = drawn("frontier", "gains")
    gains = [tuple(seen.gain for seen in each.parties) for each in found.packages]
    assert list(zip(*ax.lines[0].get_data(), strict=True)) == gains
    shown = points(ax)
    special = [
        gains[found.choice],
        *(tuple(s.gain for s in found.end(id)) for id in (found.lower, found.upper)),
    ]
    markers = {shown[place].get_marker() for place in special} | {ax.lines[0].get_marker()}
    assert len(markers) == 4
    for id in (found.lower, found.upper):
        assert found.study.option(id).name in written(ax)
    assert any("illustration" in text for text in written(ax))


# Results with little in them -------------------------------------------------------------------------------


def test_without_samples_there_is_no_acceptability_but_all_else() -> None:
    """Where shares of ranks would have to be drawn they are refused in words; stability, tables and HTML are there."""
    found = sensitivity(results("paper")["ranking"], samples=0, within=50)
    with pytest.raises(ArgumentProblem, match="nothing was sampled"):
        found.plot()
    found.plot(kind="stability")
    assert found.to_frame().empty
    assert found.to_frame().index.name == "id"
    assert found.to_frame(long=True).empty
    assert not found.to_frame("tipping").empty
    sound(found._repr_html_())


def test_where_nothing_passes_there_is_no_leader_to_plot() -> None:
    """If every option fails a screen, values can be drawn, and how firm the lead is is refused in words."""
    ranking = rank(load(PAPER), options=["non-aggression", "mutual-defense"])
    assert ranking.shortlist == ()
    for found in (ranking, sensitivity(ranking, samples=100)):
        with pytest.raises(ArgumentProblem, match="no single leader"):
            found.plot(kind="stability")
        assert found.to_frame("stability").empty
        assert found.to_frame("stability").index.name == "id"
        sound(found._repr_html_())
    for kind in ("contributions", "weight"):
        ax = ranking.plot(kind=kind)
        ax.figure.draw_without_rendering()
        assert sum(text.startswith("✗ ") for text in written(ax)) == 2
    assert ranking.to_frame()["rank"].isna().all()


def test_one_option_alone_has_nothing_to_be_plotted_against() -> None:
    """With one option that passes, plots that need rivals are refused in words, and the rest works."""
    ranking = rank(load(PAPER), options=["cooperation", "mutual-defense"])
    found = sensitivity(ranking, samples=100)
    for asked, kind in ((ranking, "stability"), (found, "stability"), (found, "acceptability")):
        with pytest.raises(ArgumentProblem):
            asked.plot(kind=kind)
    assert ranking.plot().has_data()
    assert found.to_frame().empty
    sound(found._repr_html_())


@pytest.mark.parametrize("parties", [1, 3])
def test_only_two_parties_can_be_plotted(parties: int) -> None:
    """Gains of other than two parties are refused in words; tables and HTML hold them all."""
    river = load(RIVER)
    ids = [each.id for each in river.parties][:parties]
    found = negotiate(river, ids)
    with pytest.raises(ArgumentProblem, match=f"two parties against each other; there are {parties}"):
        found.plot()
    frame = found.to_frame()
    assert {f"{id}-gain" for id in ids} <= set(frame.columns)
    assert frame["bettered"].isna().all()
    assert len(found.to_frame(long=True)) == parties * len(found.outcomes)
    sound(found._repr_html_())


def test_where_neither_side_agrees_the_frontier_is_still_shown() -> None:
    """A frontier without an acceptable package is drawn without an illustration, and its table chooses none."""
    found = design(load(PAPER), concession_cost=100, samples=0)
    assert found.choice is None
    ax = found.plot()
    ax.figure.draw_without_rendering()
    assert not any("illustration" in text for text in written(ax))
    assert not found.to_frame("packages")["chosen"].any()
    assert found.to_frame()["drawn"].isna().all()
    sound(found._repr_html_())


def test_sides_that_weigh_alike_have_no_trades() -> None:
    """If both sides weigh alike, the table of trades is empty and keeps the name of its index."""
    found = negotiate(load(PAPER), profiles={"russia": "nato"})
    frame = found.to_frame("trades")
    assert frame.empty
    assert frame.index.name == "criterion"
    sound(found._repr_html_())


def test_a_study_without_screens_or_obligations_is_shown_too() -> None:
    """The least of studies has HTML, tables and plots."""
    study = plan((50, 60), (80, 40)).study()
    ranking = rank(study)
    for found in (study, ranking, explain(ranking, "option-1"), sensitivity(ranking, samples=100)):
        sound(found._repr_html_())
        assert not found.to_frame().empty
        found.plot().figure.draw_without_rendering()


# Libraries -------------------------------------------------------------------------------------------------

LIBRARIES = ("pandas", "matplotlib", "jinja2")
ALL = f"""
import treatyopt as t
study = t.load({str(PAPER)!r})
ranking = t.rank(study)
frontier = t.design(study, samples=5)
found = [study, ranking, t.explain(ranking, "cooperation"), t.sensitivity(ranking, samples=10)]
found += [t.negotiate(study), frontier, frontier.package()]
"""


def process(code: str) -> str:
    """What a piece of Python prints in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def present(code: str) -> set[str]:
    """Those of the libraries that are in memory after a piece of Python has run."""
    names = process(f"{code}\nimport sys\nprint(*sorted(set({LIBRARIES}) & set(sys.modules)))")
    return set(names.split())


def test_results_and_their_html_load_no_library() -> None:
    """Loading, ranking, explaining, sampling, negotiating, designing and HTML need none of the libraries."""
    assert present("import treatyopt") == set()
    assert present(f"{ALL}\nfor each in found: each.to_dict(), each._repr_html_()") == set()


BLOCKED = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Blocker())
"""


def refused(error: str, *calls: str) -> str:
    """A piece of Python that prints what is said when each result refuses each of the calls with an error."""
    code = f"{ALL}\nsaid = set()\nfor each in found:\n"
    for call in calls:
        code += f"    try: each.{call}; said.add('nothing')\n    except t.{error} as e: said.add(str(e))\n"
    return f"{code}\nprint(*sorted(said), sep='\\n')"


@pytest.mark.parametrize("name", ["pandas", "matplotlib"])
def test_a_missing_library_is_named_with_the_extra(name: str) -> None:
    """Where a library is not installed, what needs it says how to get it, in one line, for every result."""
    calls = {"pandas": ("to_frame()", "to_frame(long=True)"), "matplotlib": ("plot()",)}[name]
    said = process(BLOCKED.format(names=(name,)) + refused("TreatyoptError", *calls))
    way = "pip install pandas matplotlib (or, in the checkout, pip install '.[notebook]')"
    assert said == f"this needs {name}: {way}"


def test_all_else_works_without_the_libraries() -> None:
    """With neither pandas nor matplotlib nor jinja2, results are made and shown as HTML as they are with them."""
    code = f"{ALL}\nimport hashlib\n"
    code += "hashes = [hashlib.sha256(each._repr_html_().encode()).hexdigest() for each in found]\n"
    here: dict[str, Any] = {}
    exec(code, here)
    assert len(here["hashes"]) == 7
    assert process(f"{BLOCKED.format(names=LIBRARIES)}{code}print(*hashes)").split() == here["hashes"]


@pytest.mark.parametrize(("name", "other"), [("pandas", "plot()"), ("matplotlib", "to_frame()")])
def test_one_library_does_not_need_the_other(name: str, other: str) -> None:
    """Without pandas everything can be plotted; without matplotlib everything is there as a DataFrame."""
    start = "import os; os.environ['MPLBACKEND'] = 'Agg'\n"
    code = f"{start}{BLOCKED.format(names=(name,))}{ALL}\nfor each in found: each.{other}"
    assert process(f"{code}\nprint('done')") == "done"


def test_a_wrong_name_is_said_before_a_missing_library() -> None:
    """A mistake in the name of a table or plot is told even where the library is missing."""
    code = BLOCKED.format(names=LIBRARIES) + refused("ArgumentProblem", "to_frame('zzz')", "plot(kind='zzz')")
    for line in process(code).splitlines():
        assert re.match("unknown (table|kind of plot) zzz; known: ", line)


def test_the_doors_are_documented_and_not_public_names() -> None:
    """Every result has the three doors, and the package's public names stay as they were."""
    assert "Shown" not in treatyopt.__all__
    for name in ("Study", "Ranking", "Explanation", "Sensitivity", "Negotiation", "Frontier", "Package"):
        made = getattr(treatyopt, name)
        assert made.to_frame.__doc__
        assert made.plot.__doc__
        assert callable(made._repr_html_)


def test_a_group_called_like_a_column_hides_nothing(raw: dict[str, Any]) -> None:
    """Whatever the groups are called, the column of values holds the values."""
    text = json.dumps(raw).replace('"europe"', '"value"')
    study = Study.model_validate(json.loads(text))
    frame = treatyopt.rank(study).to_frame()
    assert frame.at["mutual-security", "value"] == pytest.approx(67.73, abs=0.01)
    assert frame.at["mutual-security", "value-contribution"] == pytest.approx(14.0)


def test_any_name_is_drawn_as_it_is(raw: dict[str, Any]) -> None:
    """Dollars are not read as mathematics, and a leading underscore hides nothing from a legend."""
    names = [r"Aid $\frac{ x$ plan", "$5bn for $3bn deal", "_hidden"]
    for section in ("options", "groups", "parties"):
        for each, name in zip(raw[section].values(), names, strict=False):
            each["name"] = name
    study = Study.model_validate(raw)
    ranking = treatyopt.rank(study, screens=[])
    for result in (study, ranking, treatyopt.negotiate(study), treatyopt.design(study, samples=0)):
        result.plot().figure.draw_without_rendering()
    labels = [each.get_text().replace("\\$", "$") for each in ranking.plot().get_legend().get_texts()]
    assert [each.strip() for each in labels][:3] == names


def _named(study: Study, length: int) -> Study:
    """A study whose names all have so many characters."""

    def renamed(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            each.changed(name=f"{each.name} {'of some weight ' * 8}"[: length - 1] + "x") for each in records
        )

    groups = tuple(each.changed(criteria=renamed(each.criteria)) for each in renamed(study.groups))
    return study.changed(groups=groups, options=renamed(study.options), parties=renamed(study.parties))


PLOTS: dict[str, Callable[[Study], Any]] = {
    "scores": lambda study: study.plot(),
    "scorecard": lambda study: rank(study).plot(kind="scorecard"),
    "contributions": lambda study: rank(study).plot(),
    "stability": lambda study: rank(study).plot(kind="stability"),
    "weight": lambda study: rank(study).plot(kind="weight"),
    "acceptability": lambda study: sensitivity(rank(study), 200).plot(),
    "gains": lambda study: negotiate(study).plot(),
    "frontier": lambda study: design(study, samples=0).plot(),
}


@pytest.mark.parametrize("length", [60, 100])
@pytest.mark.parametrize("name", PLOTS)
@pytest.mark.filterwarnings("error:constrained_layout")
def test_long_names_leave_room_for_the_plot(name: str, length: int, paper: Study) -> None:
    """The axes keep three fifths of the width and half of the height, however long the names are."""
    axes = PLOTS[name](_named(paper, length))
    axes.figure.draw_without_rendering()
    place = axes.get_position()
    assert place.width >= 0.6
    assert place.height >= 0.5


def test_a_name_too_long_for_two_lines_is_cut(paper: Study) -> None:
    """What is left out is shown as left out."""
    axes = rank(_named(paper, 100)).plot()
    shown = axes.get_yticklabels()[-1].get_text()
    assert shown.count("\n") == 1
    assert shown.endswith("…")
