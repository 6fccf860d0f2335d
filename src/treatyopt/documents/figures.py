"""Figures inside texts: which of one text stand in another, whatever the words around them are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

SHOWN = 300  # characters of a text that are kept to be shown

# A number with its sign, by itself: no part of a word, of a locator (compromise/9) or of a version (0.2.0a1).
_FIGURE = re.compile(r"(?<![\w/.])[-+−]?[0-9]+(?:[.,][0-9]+)*%?(?![\w/])")
_LONG = 1_000  # words beyond which a text is compared as a whole
_AROUND = 4  # words shown on either side of a figure
_STRETCH = 8  # words shown where other words stand in its place


def masked(text: str) -> str:
    """A text with all its figures alike."""
    return _FIGURE.sub("#", text)


def weighed(had: str, has: str) -> tuple[int, list[tuple[str, str]]]:
    """How many figures of a text hold in another, and those that do not, each with the words around it in both.

    Between the same words, figures apart, stands the same figure. Among words that are not the same a figure holds if
    it stands there too.
    """
    ours, theirs = had.split(), has.split()
    if had == has:
        return sum(1 for each in ours if _figures(each)), []
    if max(len(ours), len(theirs)) > _LONG:
        return 0, [(had[:SHOWN], has[:SHOWN])]
    held, stale = 0, []
    for kind, a, b, c, d in _opcodes(ours, theirs):
        there = Counter(map(_figures, theirs[c:d]))
        for i in range(a, b):
            at = (c + i - a, c + i - a + 1) if kind == "equal" else (c, d)
            own = _figures(ours[i])
            if not own:
                continue
            if _figures(theirs[at[0]]) == own if kind == "equal" else there[own] > 0:
                there[own] -= 1
                held += 1
            else:
                stale.append((_around(ours, i, i + 1), _around(theirs, *at)))
    return held, stale


def _opcodes(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    had, has = ([masked(word) for word in words] for words in (ours, theirs))
    return list(SequenceMatcher(None, had, has, autojunk=False).get_opcodes())


def _figures(word: str) -> tuple[str, ...]:
    """The figures in a word, without the marks around them."""
    return tuple(_FIGURE.findall(word))


def parted(had: str, has: str) -> tuple[str, str]:
    """Two texts from where they begin to differ to where they do so no longer, with the words around that."""
    ours, theirs = had.split(), has.split()
    start = _alike(ours, theirs)
    end = _alike(ours[start:][::-1], theirs[start:][::-1])
    return _around(ours, start, len(ours) - end), _around(theirs, start, len(theirs) - end)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    differ = (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))


def _around(words: Sequence[str], start: int, end: int) -> str:
    """Some words with a few before and after them."""
    first, last = max(0, start - _AROUND), min(end, start + _STRETCH) + _AROUND
    text = f"{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}"
    return text[:SHOWN]
