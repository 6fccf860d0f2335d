"""What may be left out under an id in a study file, filled in before the record is validated.

Nothing here judges: whatever is malformed is left as it is, for the models to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# How a score is written that nobody knows, and what stands for it on a scale from 0 to 100.
UNKNOWN = "unknown"
MIDDLE = 50.0
WHOLE = (0.0, 100.0)


def as_words(id: str) -> str:
    """An id as words: `public-support` is public support."""
    return id.replace("-", " ").strip() or id


def as_name(id: str) -> str:
    """An id as a name: `road-bridge` is Road bridge."""
    words = as_words(id)
    return words[:1].upper() + words[1:]


def named(id: str, body: Any) -> Any:
    """A record with a name, made of its id where it has none."""
    if body is None:
        return {"name": as_name(id)}
    return {"name": as_name(id), **body} if isinstance(body, Mapping) and "name" not in body else body


def criterion(id: str, body: Any) -> Any:
    """A criterion with a name; where only a text is given, that is its name."""
    if body is None or isinstance(body, str):
        return {"name": body or as_words(id)}
    return {"name": as_words(id), **body} if isinstance(body, Mapping) and "name" not in body else body


def option(id: str, body: Any) -> Any:
    """An option with a name, and with a title, which is its name unless it has one."""
    if not isinstance(body, Mapping) or ("name" in body and "title" in body):
        return body
    name = body.get("name")
    title = name if isinstance(name, str) and name.strip() else as_name(id)  # a fault in a name is told once
    return {"name": as_name(id), "title": title, **body}


def assessment(_id: str, body: Any) -> Any:
    """A score with a range, which is just the score where none is given; a figure or a word alone is the score."""
    if isinstance(body, (list, tuple)):
        return body
    record = body if isinstance(body, Mapping) else {"score": body}
    if record.get("score", "") in (None, UNKNOWN) and record.get("range") is None:
        return {**record, "score": MIDDLE, "range": WHOLE, "basis": UNKNOWN}
    if record.get("range") is None:
        best = record.get("score", MIDDLE)  # a score that is missing is told, and nothing else of it
        return {**record, "range": (best, best)}
    return record


def saying(_id: str, body: Any) -> Any:
    """Something said; a text alone is what it says."""
    return {"says": body} if isinstance(body, str) else body
