"""What every study that is begun has in common: its head, what waits for its writer, weights, and how it is put out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from treatyopt.drafting.yamltext import Body, Entry, Note, figure, written
from treatyopt.errors import FileProblem
from treatyopt.study.yamlfile import MAX_BYTES

STUDY, SCHEMA = "study.yaml", "study.schema.json"
SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA}"  # by which editors complete and check a file
TO_DO = "TO DO"
_IN_LINE = 5
_PLACES = Decimal("0.000001")  # of a point


def put_together(origin: str, uses: Iterable[str], items: Iterable[Entry | Note]) -> str:
    """A study as the text of a file; `origin` says where it comes from, `uses` what can be run with it, a line each.

    Raises FileProblem for a study that is larger than can be read.
    """
    head = (
        f"A study as data, to be read and edited. {origin}",
        f"What waits for you is marked {TO_DO}: take the mark away when it is done, and run",
        *(f"    {each}" for each in uses),
    )
    text = f"{SCHEMA_LINE}\n#\n" + written(Body((Note(head), *items)))
    if len(text.encode()) > MAX_BYTES:
        raise FileProblem.of(
            STUDY, f"would be larger than {MAX_BYTES // 1_000_000} MB; take a part of the table"
        )
    return text


def to_do(text: str) -> str:
    """A comment that says what waits for the writer of a study."""
    return f"{TO_DO} {text}"


def questions(title: str | None = None) -> Iterable[Entry | Note]:
    """The title, if there is one, and what a study is about, for its writer to say."""
    if title is not None:
        yield Entry("title", title, apart=True)
    yield Note(
        (
            to_do("what it is about, and what the scores rest on"),
            *(() if title is not None else ("title: A few words",)),
            "question: What is to be chosen, by whom, and for when?",
            "assessors: Who gave the scores",
            "source: {title: What they read, short: Author and year}",
        ),
        apart=title is None,
    )


def out_of_100(weights: Sequence[float]) -> list[float]:
    """Weights in proportion, summing to 100 to six decimals; what rounding leaves goes to the greatest."""
    exact = [Decimal(figure(each)) for each in weights]
    points = [(each * 100 / sum(exact)).quantize(_PLACES) for each in exact]
    points[points.index(max(points))] += 100 - sum(points)
    return [float(each) for each in points]


def by_points(points: Mapping[str, float]) -> Entry:
    """The points of a profile by group: in one line as long as it is a short one."""
    few = len(points) <= _IN_LINE
    return Entry("points", points if few else Body(tuple(Entry(id, each) for id, each in points.items())))
