"""A ranking as a workbook that ranks anew when its points, scores or thresholds are edited."""

from __future__ import annotations

from dataclasses import replace

from treatyopt import __version__
from treatyopt.brief.content import Brief
from treatyopt.brief.inputs import begin, scores_sheet, weights_sheet
from treatyopt.brief.performances import performances_sheet
from treatyopt.brief.places import Places
from treatyopt.brief.ranked import ranking_sheet
from treatyopt.brief.reasons import reasons_sheet
from treatyopt.brief.thresholds import screens_sheet
from treatyopt.brief.working import Working
from treatyopt.documents import authorship
from treatyopt.documents.authorship import own_file, reference
from treatyopt.documents.catalogue import called
from treatyopt.documents.nouns import compared
from treatyopt.documents.placing import for_this_run
from treatyopt.documents.stamp import Stamp
from treatyopt.documents.units import conversions
from treatyopt.documents.weighting import weights_used
from treatyopt.documents.words import capital, listed
from treatyopt.formats.book import WRAPPED, Book
from treatyopt.formats.xlsx import listed as listing
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.citations import citations
from treatyopt.study.model import Study
from treatyopt.tables import study as tables
from treatyopt.tables.columns import Column, Listing

_HEAD = 2
_LABEL, _SAID = 24.0, 100.0


def to_xlsx(given: Brief) -> bytes:
    """The workbook of a brief's ranking."""
    return workbook(given.ranking, given.stamp)


def workbook(ranking: Ranking, stamp: Stamp | None = None) -> bytes:
    """A ranking as a workbook whose formulas rank anew, with every reason and passage beside it, and its stamp."""
    study, places = ranking.study, Places(ranking)
    working = Working(places)
    book = Book(study.title, stamp)
    ranking_sheet(book, working)
    weights_sheet(book, places)
    if places.scaled:
        performances_sheet(book, places)
    scores_sheet(book, places, working.values())
    screens_sheet(book, places)
    reasons_sheet(book, places)
    what = f"What each {study.words.option} obliges to."
    _catalogue(book, "Obligations", what, tables.obligations(study).wide, 34.0)
    _catalogue(book, "Sources", f"{reference(study)} Gists are not quotations.", _sources(study), 70.0)
    working.write(book)
    _about(book, ranking, stamp)
    return book.to_bytes()


def _sources(study: Study) -> Listing:
    """The passages, with what cites them in the study's own words."""
    shown = tables.sources(study).wide
    uses = citations(study)
    cited = Column("cited_by", of=lambda each: called(study, uses[each.id]))
    return replace(shown, columns=tuple(cited if each.key == cited.key else each for each in shown.columns))


def _catalogue(book: Book, title: str, guide: str, rows: Listing, most: float) -> None:
    """A listing of what is in the study, its columns at most so many characters wide."""
    sheet = begin(book, title, title, guide)
    if rows.rows:
        listing(sheet, rows, _HEAD, most, folds=True)
    else:
        sheet.text(_HEAD, 0, f"The study has no {title.lower()}.")


def _about(book: Book, ranking: Ranking, stamp: Stamp | None) -> None:
    """Whose study it is, how the workbook was made, and how it is to be read."""
    sheet = begin(book, "About", "About this workbook", "")
    sheet.widths((_LABEL, _SAID))
    row = 2
    for label, text in about(ranking, stamp):
        sheet.text(row, 0, label, bold=True)
        sheet.text(row, 1, text, **WRAPPED)
        sheet.tall(row, [(text, _SAID)])
        row += 1


def about(ranking: Ranking, stamp: Stamp | None = None) -> list[tuple[str, str]]:
    """What the sheet About says, as labels and texts."""
    study = ranking.study
    made = for_this_run(study, ranking.changes)
    rows = [
        ("Study", study.title),
        ("Question", study.question or ""),
        ("Source", f"{reference(study)} Gists are not quotations."),
        ("File", own_file(study) or "The study that comes with treatyopt."),
        ("Weights", weights_used(ranking).text.removeprefix("Weights: ")),
        ("Screens in use", f"{listed(ranking.screens)}." if ranking.screens else "None."),
        ("For this run", made.removeprefix("* ")),
        ("Made by", stamp.sentence if stamp else f"treatyopt {__version__}: treatyopt brief -f xlsx"),
        (
            "Judgements",
            f"{authorship.provenance(ranking)} Thresholds, ranges and burdens are judgements too.",
        ),
        (
            "What may be edited",
            _EDITABLE.format("points" if study.flat else "points and shares", _figures(study)),
        ),
        (_READING[0][0], _READING[0][1].format(_WEIGHED[study.flat])),
        ("Units", f"{conversions(study)} {_IN_UNITS}" if study.in_units else ""),
        (_READING[1][0], _READING[1][1].format(capital(compared(ranking).one))),
        *_READING[2:],
    ]
    return [(label, text) for label, text in rows if text]


def _figures(study: Study) -> str:
    """What is edited of options, and on which sheets."""
    if not study.in_units:
        return "scores on Scores"
    rest = any(each.scale is None for each in study.criteria)
    return f"performances in units on Performances{', all other scores on Scores' if rest else ''}"


_EDITABLE = (
    "Cells with a frame and a tinted ground: {} on Weights, {}, thresholds and use on "
    "Screens. Nothing is locked, so that all else can be edited too, and then no longer says what it said."
)
_IN_UNITS = (
    "The worth of a performance, 0 to 100, stands on Scores by a formula of Performances; it is what weights are "
    "multiplied with. Thresholds are in the unit too, on Screens. The ends and the points of a scale are no inputs."
)
_WEIGHED = {
    False: "weight of a group is its part of all points, that of a criterion its part of the shares in its group, "
    "equal parts where all are 0",
    True: "weight of a criterion is its part of all points",
}
_READING = (
    (
        "What is computed here",
        "Weights, values, what passes the screens in use, ranks and their order, by the formulas on Working: the "
        "{}; value is the sum of weight x score, which assumes that what one criterion is worth "
        "does not hang on the others. What fails a screen in use has no rank.",
    ),
    (
        "Ties",
        "{} whose value is lower by no more than 0.000000001 than that of the one before it shares its rank, as "
        "in treatyopt, and the next has the rank of its place (1, 1, 3). A spreadsheet sums in another order, so that "
        "values may differ by some 0.0000000000001; only where two differ by 0.000000001 to within that could a tie "
        "be called otherwise.",
    ),
    (
        "What is not",
        "How sure the ranking is: no sensitivity, no drawing of scores from their ranges, no sides and no packages. "
        "Ranges and reasons stay those of the scores as written, whatever is edited. treatyopt computes all of that "
        "from a study in which the same changes were made.",
    ),
)
