"""A ranking as a workbook that ranks anew when its points, scores or thresholds are edited."""

from __future__ import annotations

from treatyopt import __version__
from treatyopt.brief.content import Brief
from treatyopt.brief.inputs import begin, scores_sheet, screens_sheet, weights_sheet
from treatyopt.brief.places import FIRST_SCORE, SCORES, TOP, Places
from treatyopt.brief.ranked import ranking_sheet
from treatyopt.brief.working import Working
from treatyopt.documents import authorship, sentences
from treatyopt.documents.authorship import own_file, reference
from treatyopt.documents.stamp import Stamp
from treatyopt.documents.weighting import weights_used
from treatyopt.documents.words import listed, sentence
from treatyopt.formats.book import WRAPPED, Book, at
from treatyopt.formats.xlsx import listed as listing
from treatyopt.ranking.ranking import Ranking
from treatyopt.tables import study as tables
from treatyopt.tables.columns import Listing

_REASONS, _HEAD = 2, 2
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
    scores_sheet(book, places, working.values())
    screens_sheet(book, places)
    _reasons(book, places)
    what = f"What each {study.words.option} obliges to."
    _catalogue(book, "Obligations", what, tables.obligations(study).wide, 34.0)
    _catalogue(
        book, "Sources", f"{reference(study)} Gists are not quotations.", tables.sources(study).wide, 70.0
    )
    working.write(book)
    _about(book, ranking, stamp)
    return book.to_bytes()


def _catalogue(book: Book, title: str, guide: str, rows: Listing, most: float) -> None:
    """A listing of what is in the study, its columns at most so many characters wide."""
    sheet = begin(book, title, title, guide)
    if rows.rows:
        listing(sheet, rows, _HEAD, most, folds=True)
    else:
        sheet.text(_HEAD, 0, f"The study has no {title.lower()}.")


_HEADS = ("option", "criterion", "as written", "now", "edited", "low", "high", "basis", "reason", "passages")


def _reasons(book: Book, places: Places) -> None:
    """Every score with its range, its basis, its reason and its passages, and what the sheet Scores has now."""
    guide = "Stated: the passages named say something of it. Inferred: nobody said it. Set: for this run."
    sheet = begin(book, "Reasons", "Reasons", guide)
    widths = (24.0, 24.0, 10.0, 8.0, 20.0, 8.0, 8.0, 10.0, 70.0, 24.0)
    sheet.widths(widths)
    sheet.header(_REASONS, _HEADS, {2, 3, 5, 6})
    row = _REASONS
    for i, option in enumerate(places.options):
        for j, criterion in enumerate(places.criteria):
            row += 1
            judged = option.on(criterion.id)
            reason, cites = sentence(judged.reason), ", ".join(judged.cites)
            sheet.formula(row, 0, f"{SCORES}!{at(TOP - 1, FIRST_SCORE + i)}", option.name, **WRAPPED)
            sheet.text(row, 1, criterion.name, indent=1, **WRAPPED)
            sheet.put(row, 2, judged.score)
            sheet.formula(row, 3, places.score(i, j), judged.score, bold=True)
            sheet.formula(row, 4, _edited(row), "", indent=1)
            sheet.put(row, 5, judged.low)
            sheet.put(row, 6, judged.high)
            for column, text in ((7, judged.basis), (8, reason), (9, cites)):
                sheet.text(row, column, text, indent=1, **WRAPPED)
            sheet.tall(row, [(reason, 68.0), (cites, 22.0), (option.name, 24.0), (criterion.name, 22.0)])
    sheet.raw.freeze_panes(_REASONS + 1, 2)
    sheet.raw.autofilter(_REASONS, 0, row, len(_HEADS) - 1)
    sheet.raw.repeat_rows(_REASONS)


def _edited(row: int) -> str:
    """Whether a score is other than it was written, and whether it has left its range."""
    written, now, low, high = (at(row, column) for column in (2, 3, 5, 6))
    outside = f'IF(OR({now}<{low},{now}>{high}),"yes, out of its range","yes")'
    return f'IF({now}={written},"",{outside})'


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
    made = sentences.set_for_this_run(study, ranking.changes) if ranking.changes else ""
    rows = [
        ("Study", study.title),
        ("Question", study.question or ""),
        ("Source", f"{reference(study)} Gists are not quotations."),
        ("File", own_file(study) or "The study that comes with treatyopt."),
        ("Weights", weights_used(ranking).text.removeprefix("Weights: ")),
        ("Screens in use", f"{listed(ranking.screens)}." if ranking.screens else "None."),
        ("Set for this run", made),
        ("Made by", stamp.sentence if stamp else f"treatyopt {__version__}: treatyopt brief -f xlsx"),
        (
            "Judgements",
            f"{authorship.provenance(ranking)} Thresholds, ranges and burdens are judgements too.",
        ),
        *_READING,
    ]
    return [(label, text) for label, text in rows if text]


_READING = (
    (
        "What may be edited",
        "Cells with a frame and a tinted ground: points and shares on Weights, scores on Scores, thresholds and use on "
        "Screens. Nothing is locked, so that all else can be edited too, and then no longer says what it said.",
    ),
    (
        "What is computed here",
        "Weights, values, what passes the screens in use, ranks and their order, by the formulas on Working: the "
        "weight of a group is its part of all points, that of a criterion its part of the shares in its group, equal "
        "parts where all are 0; value is the sum of weight x score, which assumes that what one criterion is worth "
        "does not hang on the others. What fails a screen in use has no rank.",
    ),
    (
        "Ties",
        "An option whose value is lower by no more than 0.000000001 than that of the one before it shares its rank, as "
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
