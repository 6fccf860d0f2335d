"""Results as matplotlib plots. Colours are told apart by colour-blind readers, and never stand alone.

Hatches, markers or labels repeat what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from treatyopt.bargaining.frontier import Frontier
from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.documents import limits
from treatyopt.documents.words import within
from treatyopt.errors import ArgumentProblem
from treatyopt.formats.palette import HATCHES, PALETTE
from treatyopt.notebook import heatmap
from treatyopt.notebook.labels import WRAP, label, said, wrapped
from treatyopt.notebook.needs import library
from treatyopt.ranking.comparison import Columns, SideBySide
from treatyopt.ranking.explain import Explanation
from treatyopt.ranking.judges import Judges
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.rows import group_rows
from treatyopt.ranking.sensitivity import Sensitivity
from treatyopt.ranking.weights import Weights
from treatyopt.result import Result
from treatyopt.study.model import Study, find
from treatyopt.study.records import Assessment, Package

_LINES = ("-", "--", "-.", ":")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
_FAINT = 0.5

Drawer = Callable[..., None]


def plot(result: Result, ax: Any, kind: str | None, options: dict[str, Any]) -> Any:
    """A result drawn on an Axes; ArgumentProblem for a kind or an option it does not have."""
    kinds = _KINDS.get(result.ROOM, {})
    if not kinds:
        raise ArgumentProblem(f"there is no plot of a {type(result).__name__}")
    chosen = kind if kind is not None else next(iter(kinds))
    if chosen not in kinds:
        raise ArgumentProblem.unknown("kind of plot", str(kind), kinds)
    drawer, size, takes = kinds[chosen]
    for name in options:
        if name not in takes:
            raise ArgumentProblem.unknown("option of this plot", name, takes)
    if ax is None:
        ax = library("matplotlib.pyplot").subplots(figsize=size, layout="constrained")[1]
    drawer(ax, result, **options)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax


def _contributions(ax: Any, ranking: Ranking) -> None:
    """Stacked bars: what each group adds to each option's value; paler for what is screened out."""
    order = list(reversed(ranking.standings))
    starts = [0.0] * len(order)
    for g, group in enumerate(ranking.study.groups):
        parts = [dict(each.groups)[group.id] for each in order]
        bars = ax.barh(
            range(len(order)), parts, left=starts, color=PALETTE[g % len(PALETTE)], edgecolor="white",
            hatch=HATCHES[g % len(HATCHES)], label=label(group.name, lines=1),
        )  # fmt: skip
        for bar, each in zip(bars, order, strict=True):
            bar.set_alpha(1.0 if each.rank is not None else _FAINT)
        starts = [a + b for a, b in zip(starts, parts, strict=True)]
    for y, each in enumerate(order):
        ax.text(each.value + 1, y, f"{each.value:.1f}", va="center")
    names = [label(each.name, "" if each.rank is not None else "✗ ") for each in order]
    noun = "criterion" if ranking.study.flat else "group"
    ax.set_yticks(range(len(order)), names)
    ax.set_xlim(0, 105)
    ax.set_xlabel(wrapped(f"value, by {noun} ({said(ranking.weights.name)}; ✗ fails a screen)"))
    across = 3 if all(len(group.name) <= WRAP * 2 // 3 for group in ranking.study.groups) else 2
    legend = ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=across, frameon=False)
    for handle in legend.legend_handles:
        handle.set_alpha(1.0)


def _stability(ax: Any, ranking: Ranking) -> None:
    """For each group, or criterion of a single one, the weights at which the leader stays first, and that now."""
    shown = [(each, each.lead) for each in reversed(limits.moved(ranking)) if each.lead is not None]
    if not shown:
        raise ArgumentProblem(
            "there is no single leader, or no weight that can move, so no weights at which it stays first"
        )
    for y, (each, lead) in enumerate(shown):
        ax.plot([0, 1], [y, y], color="0.85", lw=1, zorder=1)
        ax.plot([lead.low, lead.high], [y, y], color=PALETTE[0], lw=4, marker="|", ms=14, zorder=2)
        ax.plot(each.weight, y, "o", color="black", zorder=3)
        low, high, _ = within(lead.low, lead.high, each.weight)
        ends = (
            (lead.low, lead.level_low, lead.below, f"from {low}; below,", -16),
            (lead.high, lead.level_high, lead.above, f"up to {high}; then", 9),
        )
        for at, level, option, text, lift in ends:
            if level is not None:
                ax.plot(at, y, "o", color=PALETTE[0], mfc="white", zorder=4)
            if option is not None:
                text = label(ranking.study.option(option).name, f"{text} ")
                side, lift = ("right", 9) if at > 0.7 else ("left", lift)
                ax.annotate(text, (at, y), xytext=(0, lift), textcoords="offset points", ha=side)
    names = [label(limits.weighed_name(ranking.study, each.id)) for each, _ in shown]
    ax.set_yticks(range(len(shown)), names)
    ax.set_ylim(-0.6, len(shown) - 0.2)
    ax.set_xlim(-0.02, 1.02)
    ax.set_xlabel(
        f"weight of the {limits.noun(ranking)} (● now), {limits.others(ranking)}\n"
        + wrapped(f"{_leader(ranking)} leads along the bar (○ only level with another)")
    )


def _leader(ranking: Ranking) -> str:
    return ", ".join(said(ranking.study.option(id).name) for id in ranking.verdict.leaders)


def _weight(ax: Any, ranking: Ranking, group: str | None = None) -> None:
    """Each option's value against the weight of one group (the most telling by default): crossing lines."""
    ids = [each.id for each in ranking.weights.groups]
    chosen = find("group", group, ranking.weights.groups).id if group is not None else _telling(ranking)
    g = ids.index(chosen)
    now = ranking.weights.groups[g].weight
    for each in ranking.standings:
        i = _place(ranking.study, each.id)
        (row,) = group_rows(ranking.study, ranking.weights, [each.id])
        ends = [_value_at(row, [w.weight for w in ranking.weights.groups], g, t) for t in (0.0, 1.0)]
        solid = each.rank is not None
        ax.plot(
            [0, 1], ends, _LINES[i % len(_LINES)], color=PALETTE[i % len(PALETTE)], lw=2 if solid else 1.2,
            alpha=1.0 if solid else _FAINT, marker=_MARKERS[i % len(_MARKERS)],
            label=label(each.name, "" if solid else "✗ ", lines=1),
        )  # fmt: skip
    ax.axvline(now, color="0.4", lw=1, ls=":")
    ax.annotate(f"now {now:.0%}", (now, 1), xycoords=("data", "axes fraction"), ha="center", va="bottom")
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 100)
    name = said(find("group", chosen, ranking.study.groups).name)
    ax.set_xlabel(wrapped(f"weight of {name}, the other groups in proportion"))
    ax.set_ylabel("value")
    ax.legend(loc="best", frameon=False)


def _place(study: Study, option: str) -> int:
    """An option's place in its study, so that it looks the same in every plot."""
    return [each.id for each in sorted(study.options, key=lambda each: each.id == study.baseline)].index(
        option
    )


def _telling(ranking: Ranking) -> str:
    """The group whose interval for the leader is shortest; the first one if there is no leader."""
    spans = [
        (each.lead.high - each.lead.low, each.id)
        for each in ranking.intervals
        if each.kind == "group" and each.lead is not None
    ]
    return min(spans)[1] if spans else ranking.weights.groups[0].id


def _value_at(row: Sequence[float], weights: Sequence[float], g: int, t: float) -> float:
    rest = sum(w for i, w in enumerate(weights) if i != g)
    others = [w / rest if rest else 1 / (len(weights) - 1) for i, w in enumerate(weights) if i != g]
    scores = [x for i, x in enumerate(row) if i != g]
    return t * row[g] + (1 - t) * sum(w * x for w, x in zip(others, scores, strict=True))


def _case(ax: Any, case: Explanation) -> None:
    """Each criterion's score with its range; filled where a passage states it."""
    _ranges(ax, [case.option.on(each.criterion) for each in case.judgements], said(case.option.name))


def _package(ax: Any, made: Package) -> None:
    """Each criterion's interpolated score with its range."""
    _ranges(ax, made.scores, said(made.name))


def _ranges(ax: Any, judged: Sequence[Assessment], name: str) -> None:
    for y, each in enumerate(reversed(judged)):
        ax.plot([each.low, each.high], [y, y], color=PALETTE[0], lw=2, solid_capstyle="butt")
        stated = each.basis == "stated"
        ax.plot(each.score, y, "o", ms=8, color=PALETTE[0], mfc=PALETTE[0] if stated else "white")
    ax.set_yticks(range(len(judged)), [label(each.id, lines=1) for each in reversed(judged)])
    ax.set_xlim(0, 100)
    ax.set_xlabel(wrapped(f"score of {name}, with its range (● stated, ○ not stated)"))
    ax.grid(axis="x", color="0.9")
    ax.set_axisbelow(True)


def _acceptability(ax: Any, found: Sensitivity) -> None:
    """Stacked bars: the share of weightings that give each option each rank."""
    if not found.acceptability:
        raise ArgumentProblem("nothing was sampled, so there is no rank acceptability to plot")
    shown = list(reversed(found.acceptability))
    starts = [0.0] * len(shown)
    for r in range(len(found.acceptability)):
        parts = [each.ranks[r].share for each in shown]
        bars = ax.barh(
            range(len(shown)), parts, left=starts, color=PALETTE[r % len(PALETTE)], edgecolor="white",
            hatch=HATCHES[r % len(HATCHES)], label=f"rank {r + 1}",
        )  # fmt: skip
        wide = [f"{part:.0%}" if part >= 0.06 else "" for part in parts]
        ax.bar_label(bars, wide, label_type="center", bbox={"fc": "white", "ec": "none", "pad": 1.0})
        starts = [a + b for a, b in zip(starts, parts, strict=True)]
    ax.set_yticks(range(len(shown)), [label(found.ranking.study.option(each.id).name) for each in shown])
    ax.set_xlim(0, 1)
    ax.set_xlabel(f"share of weightings ({found.samples:,} drawn over {found.over}, seed {found.seed})")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4, frameon=False)


def _stability_of(ax: Any, found: Sensitivity) -> None:
    """As for the ranking behind it."""
    _stability(ax, found.ranking)


def _sides(ax: Any, found: Negotiation) -> None:
    """One party's gain against the other's: the options, with the frontier of packages behind them."""
    if len(found.sides) != 2:
        raise ArgumentProblem(f"a plot sets two parties against each other; there are {len(found.sides)}")
    if found.between.gains:
        across, up = zip(*found.between.gains, strict=True)
        ax.plot(across, up, ".-", color="0.6", lw=1, label="frontier of packages")
    for each in found.outcomes:
        i = _place(found.study, each.id)
        x, y = (seen.gain for seen in each.parties)
        face = PALETTE[i % len(PALETTE)] if each.possible else "white"
        ax.plot(x, y, _MARKERS[i % len(_MARKERS)], ms=9, color=PALETTE[i % len(PALETTE)], mfc=face)
        name = label(each.name, "" if each.possible else "✗ ")
        ax.annotate(name, (x, y), xytext=(8, -4), textcoords="offset points")
    ax.axhline(0, color="0.4", lw=1)
    ax.axvline(0, color="0.4", lw=1)
    _axes_of_gain(ax, [said(side.name) for side in found.sides], said(found.study.words.baseline))
    if found.between.gains:
        ax.legend(loc="upper left", frameon=False)


def _axes_of_gain(ax: Any, names: Sequence[str], baseline: str) -> None:
    ax.margins(0.15)
    ax.set_xlabel(wrapped(f"gain of {names[0]} over {baseline}"))
    ax.set_ylabel(wrapped(f"gain of {names[1]} over {baseline}"))


def _frontier(ax: Any, found: Frontier) -> None:
    """Both sides' gains: the frontier of packages, the illustration, and the types at both ends."""
    across, up = zip(*([seen.gain for seen in each.parties] for each in found.packages), strict=True)
    ax.plot(across, up, "o-", color=PALETTE[0], mfc="white", lw=1, label="packages of the frontier")
    if found.point is not None:
        x, y = (each.gain for each in found.point.parties)
        ax.plot(x, y, "*", ms=16, color=PALETTE[5], label=f"illustration ({found.solution})")
    for marker, id in (("s", found.lower), ("^", found.upper)):
        x, y = (each.gain for each in found.end(id))
        ax.plot(x, y, marker, ms=9, color="0.3")
        ax.annotate(label(found.study.option(id).name), (x, y), xytext=(8, -4), textcoords="offset points")
    _axes_of_gain(ax, [said(side.name) for side in found.sides], said(found.study.words.baseline))
    ax.legend(loc="lower right", frameon=False)


def _differences(ax: Any, pair: SideBySide) -> None:
    """What each criterion adds to the value of the second option over the first; hatched where it takes away."""
    study = pair.ranking.study
    for y, each in enumerate(reversed(pair.differences)):
        ahead = each.weighted >= 0
        ax.barh(y, each.weighted, color=PALETTE[2 if ahead else 5], hatch="" if ahead else "///", ec="white")
    ax.set_yticks(range(len(pair.differences)), [label(each.name) for each in reversed(pair.differences)])
    ax.axvline(0, color="0.4", lw=1)
    first, second = (said(study.option(id).name) for id in (pair.first, pair.second))
    ax.set_xlabel(wrapped(f"points of value that {second} has over {first}, {pair.total:+.1f} in all"))


def _columns(ax: Any, found: Columns) -> None:
    """Each option's value under every weighting; hollow where a screen sets it aside."""
    _beside(ax, [(each.weights.name, each) for each in found.rankings])
    ax.set_xlabel("value under each weighting (hollow: fails a screen)")


def _judges(ax: Any, found: Judges) -> None:
    """Each option's value in every study; hollow where a screen sets it aside."""
    _beside(ax, list(zip(found.names, found.rankings, strict=True)))
    ax.set_xlabel("value in each study (hollow: fails a screen)")


def _beside(ax: Any, named: Sequence[tuple[str, Ranking]]) -> None:
    """The values of several rankings of the same options, a mark for each."""
    order = list(reversed(named[0][1].standings))
    for i, (title, ranking) in enumerate(named):
        for y, each in enumerate(ranking.standing(other.id) for other in order):
            face = PALETTE[i % len(PALETTE)] if each.rank is not None else "white"
            name = label(title, lines=1) if not y else None
            ax.plot(
                each.value, y, _MARKERS[i % len(_MARKERS)], ms=8, color=PALETTE[i % len(PALETTE)], mfc=face,
                label=name,
            )  # fmt: skip
    ax.set_yticks(range(len(order)), [label(each.name) for each in order])
    ax.set_xlim(0, 100)
    ax.grid(axis="x", color="0.9")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)


def _weights(ax: Any, weights: Weights) -> None:
    """The weight of every criterion, those of a group in one colour and hatch."""
    groups = [each.id for each in weights.groups]
    for y, each in enumerate(reversed(weights.criteria)):
        g = groups.index(each.group)
        ax.barh(y, each.weight, color=PALETTE[g % len(PALETTE)], hatch=HATCHES[g % len(HATCHES)], ec="white")
    ax.set_yticks(range(len(weights.criteria)), [label(each.id) for each in reversed(weights.criteria)])
    ax.set_xlabel(wrapped(f"weight, by criterion ({said(weights.name)})"))


# Per result, its plots by name, the usual one first: what draws it, its size in inches, the options it takes.
_KINDS: dict[str, dict[str, tuple[Drawer, tuple[float, float], tuple[str, ...]]]] = {
    "columns": {"values": (_columns, (7.5, 3.2), ())},
    "comparison": {"differences": (_differences, (7, 4.5), ())},
    "explanation": {"scores": (_case, (7, 4.5), ())},
    "frontier": {"gains": (_frontier, (6.5, 5), ())},
    "judges": {"values": (_judges, (7.5, 3.2), ())},
    "negotiation": {"gains": (_sides, (6.5, 5), ())},
    "package": {"scores": (_package, (7, 4.5), ())},
    "ranking": {
        "contributions": (_contributions, (7.5, 3.2), ()),
        "stability": (_stability, (7.5, 3), ()),
        "weight": (_weight, (7, 4.5), ("group",)),
        "scorecard": (heatmap.of_ranking, (7, 6.5), ()),
    },
    "scorecard": {"scorecard": (heatmap.scores, (7, 6.5), ())},
    "sensitivity": {
        "acceptability": (_acceptability, (7.5, 2.8), ()),
        "stability": (_stability_of, (7.5, 3), ()),
    },
    "study": {"scores": (heatmap.of_study, (7, 6.5), ()), "scorecard": (heatmap.of_study, (7, 6.5), ())},
    "weights": {"criteria": (_weights, (7, 4.5), ())},
}
