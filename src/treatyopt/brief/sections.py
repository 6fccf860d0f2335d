"""What a brief is made of: sections with a title, which hold blocks and parts of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from treatyopt.documents.blocks import Block


class Part(NamedTuple):
    """Blocks of a section under a title of their own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Section:
    """A section of a brief: a few blocks, then parts, each folded away on a screen if `folded`."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()
    folded: bool = False
