"""Text of other people as it may be shown: one line, without what steers a terminal, a page or a spreadsheet."""

from __future__ import annotations

import unicodedata

TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows them (Unicode Standard Annex 9): a name could rewrite its line."""


def plain(text: str, most: int = 200) -> str:
    """The text on one line, at most so many characters, without control characters, halves of surrogate pairs and
    turns of direction. Letters of every script and joined emoji stay."""
    line = " ".join(text[: 4 * most].split())
    return "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cs") and c not in TURNS)[:most].strip()
