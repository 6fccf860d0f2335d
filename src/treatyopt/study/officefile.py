"""Files of office programs, which are archives of XML: what must hold of one before anything in it is opened."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from treatyopt.errors import Unreadable

MAX_UNPACKED = 10_000_000  # bytes; a brief with its annex has a tenth or two of it
_PARTS = 1_000  # a brief has some thirty
_BROKEN = "is a broken archive; an office program writes another"
_ARCHIVE = b"PK\x03\x04"


def holds(raw: bytes, part: str) -> bool:
    """Whether bytes begin as an archive and name a part, be they whole or not."""
    return raw.startswith(_ARCHIVE) and part.encode() in raw


def recorded(comments: str | None) -> str | None:
    """The record of a stamp that a file has for comments; None for comments of another kind."""
    return comments if comments and comments.startswith('{"made_by"') else None


def require_sound(raw: bytes) -> None:
    """Raise Unreadable unless an archive is whole, unpacks to a bounded size, and its XML declares nothing."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            _require_bounded(archive)
            for each in archive.namelist():
                text = archive.read(each)  # no more than it says, or an error
                if each.lower().endswith((".xml", ".rels")):
                    _require_plain(text)
    except Unreadable:
        raise
    except Exception:  # zipfile lets pass what the modules that it rests on stumble over
        raise Unreadable(_BROKEN) from None


def _require_bounded(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _PARTS or sum(each.file_size for each in parts) > MAX_UNPACKED:
        raise Unreadable(
            f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB, or to more than {_PARTS:,} parts"
        )
    if any(each.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or each.flag_bits & 1 for each in parts):
        raise Unreadable("is encrypted, or packed as no office program does")


def _require_plain(text: bytes) -> None:
    """No document type, whose entities could unfold to any size, in an encoding in which that can be seen."""
    if b"\0" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Unreadable("holds a declaration that no office program writes")
