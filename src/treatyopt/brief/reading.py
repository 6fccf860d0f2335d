"""Reading back what treatyopt wrote: a format is an entry in READERS, with a file of its own that reads it.

The comparison (`documents/restating.py`) knows of no format: a reader says what stands in the file, and the same
reader what the same command writes now.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from treatyopt.brief.docxreading import read_docx
from treatyopt.brief.htmlreading import read_html
from treatyopt.brief.markdownreading import read_markdown
from treatyopt.brief.xlsxreading import read_xlsx
from treatyopt.documents.reading import Reading
from treatyopt.documents.stamp import Stamp
from treatyopt.errors import Unreadable
from treatyopt.formats import FORMATS
from treatyopt.study.officefile import holds

MAX_BYTES = 4_000_000
MAX_ITEMS = 5_000  # paragraphs and tables; a brief has some hundreds

_PAGE = re.compile(rb"\s*(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_RECORD_LINE = re.compile(rb'^<!-- \{"made_by"', re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Reader:
    """How files of a format are told by their first bytes or by what is in them, and how they are read.

    `format` is the name under which the same is written. `read` raises Unreadable.
    """

    format: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Reading]


def _as_text(read: Callable[[str], Reading]) -> Callable[[bytes], Reading]:
    def decoded(raw: bytes) -> Reading:
        try:
            return read(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise Unreadable("is not UTF-8") from None

    return decoded


def _is_page(raw: bytes) -> bool:
    return _PAGE.match(raw.removeprefix(_BOM)) is not None


def _is_recorded(raw: bytes) -> bool:
    return _RECORD_LINE.search(raw) is not None


def _is_word_file(raw: bytes) -> bool:
    return holds(raw, "word/document.xml")


def _is_workbook(raw: bytes) -> bool:
    return holds(raw, "xl/workbook.xml")


READERS = (
    Reader("html", _is_page, _as_text(read_html)),
    Reader("docx", _is_word_file, read_docx),
    Reader("xlsx", _is_workbook, read_xlsx),
    Reader("markdown", _is_recorded, _as_text(read_markdown)),
)


def reader_of(raw: bytes) -> Reader | None:
    """Which reader knows such bytes; None if none does."""
    return next((each for each in READERS if each.recognises(raw)), None)


def read_back(reader: Reader, raw: bytes) -> tuple[Reading, Stamp]:
    """What a file says, less its stamp, and the stamp; Unreadable, with the reason, if it holds no whole record.

    TreatyoptError if the extra that its format needs is not installed.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"is larger than {MAX_BYTES // 1_000_000} MB; a brief is a few hundred kB")
    with FORMATS[reader.format].needed():
        found = reader.read(raw)
    if len(found.items) > MAX_ITEMS:
        raise Unreadable(f"holds more than {MAX_ITEMS:,} paragraphs and tables; a brief has some hundreds")
    if found.record is None:
        raise Unreadable("holds no record of how treatyopt made it, so that nothing can be computed again")
    try:
        stamp = Stamp.read(json.loads(found.record))
    except (ValueError, RecursionError):
        raise Unreadable("holds a record that is broken, so that nothing can be computed again") from None
    return found, stamp
