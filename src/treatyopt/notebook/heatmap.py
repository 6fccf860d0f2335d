"""The scorecard as a plot: every score in figures and marks, on a ground whose lightness repeats them."""

from __future__ import annotations

from typing import Any

from treatyopt.documents.authorship import has_passages
from treatyopt.documents.scorecard import cell_of
from treatyopt.documents.words import figure, weight
from treatyopt.notebook.labels import label, said, wrapped
from treatyopt.ranking.ranking import Ranking, rank
from treatyopt.ranking.scorecard import Scorecard, scorecard
from treatyopt.study.model import Study
from treatyopt.tables.columns import FAILS

# Of one hue, so that lightness alone tells the steps apart, on paper and to colour-blind readers.
_MAP = "Blues"
# Above this luminance black text has the better contrast, below it white: at least 4.5, as WCAG AA asks.
_MIDDLE = 0.179


def scores(ax: Any, card: Scorecard) -> None:
    """Every option on every criterion, the groups apart; bold for the leader, marked for what fails a screen."""
    rows = [[on.score for on in row.options] for row in card.criteria]
    image = ax.imshow(rows, cmap=_MAP, vmin=0, vmax=100, aspect="auto")
    cell = cell_of(card, ranges=False)
    for y, row in enumerate(card.criteria):
        for x, on in enumerate(row.options):
            shown = cell(row, on)
            ground = image.cmap(image.norm(on.score))[:3]
            ax.text(
                x, y, shown.said, ha="center", va="center", weight="bold" if shown.strong else "normal",
                color="black" if _luminance(*ground) > _MIDDLE else "white",
            )  # fmt: skip
        if y and row.group != card.criteria[y - 1].group:
            ax.axhline(y - 0.5, color="white", lw=4)
    ax.set_xticks(range(len(card.options)), _named(card), rotation=20, ha="right")
    lines = [f"{label(each.name, lines=1)}  {weight(each.weight)}" for each in card.criteria]
    ax.set_yticks(range(len(lines)), lines)
    stated = "s stated by the source, " if has_passages(card.ranking.study) else ""
    ax.set_xlabel(
        wrapped(
            f"value by the weights {said(card.ranking.weights.name)}, which stand behind the criteria; {stated}* set "
            f"for this run; {FAILS} fails a screen"
        )
    )


def _named(card: Scorecard) -> list[str]:
    """The options with their values."""
    standings = [card.ranking.standing(id) for id in card.options]
    return [
        f"{label(each.name, '' if each.rank is not None else f'{FAILS} ', lines=1)}  {figure(each.value)}"
        for each in standings
    ]


def _luminance(*colour: float) -> float:
    """The relative luminance of a colour (red, green and blue, 0-1), as WCAG 2 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def of_ranking(ax: Any, ranking: Ranking) -> None:
    """The scorecard of a ranking."""
    scores(ax, scorecard(ranking))


def of_study(ax: Any, study: Study) -> None:
    """The scorecard of a study, its baseline among the options, by its own weights."""
    of_ranking(ax, rank(study, baseline=True))
