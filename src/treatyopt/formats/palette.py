"""Colours that colour-blind readers tell apart, and the hatches that say the same without colour.

The palette is that of Okabe & Ito (2008, Color Universal Design).
"""

from __future__ import annotations

PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
HATCHES = ("", "///", "...", "\\\\\\", "xxx", "ooo", "---", "+++")
