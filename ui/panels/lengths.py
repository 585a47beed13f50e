"""Lengths in a panel's fields: metres with two decimals, or feet and inches to the quarter of an inch; and back.

What a person types may carry any unit (`idesign.units`); a bare number means the unit that the fields show.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from idesign.errors import InputError
from idesign.sentences import LANGUAGES, length_in, told
from idesign.units import FRACTIONS, QUARTERS, Units, read_length, split

FOOT = 0.3048


def shown(metres: float, units: Units, language: str = "en") -> str:
    """ "1.40 m", "1,40 m" or `4' 7"`: what a field shows."""
    return length_in(metres, language, units)


def size_shown(size: Sequence[float], units: Units, language: str) -> str:
    """ "140 × 70 × 74 cm" or `4' 7" × 2' 3½" × 2' 5¼"`."""
    if units == "metric":
        return " × ".join(f"{100 * v:.0f}" for v in size) + " cm"
    return " × ".join(length_in(v, language, units) for v in size)


def typed(text: str, units: Units) -> float:
    """The length [m] that a person typed; it may be zero or negative, as positions are. Raises `InputError`."""
    plain = text.strip()
    for part, sign in FRACTIONS.items():
        plain = plain.replace(sign, f".{100 * part // QUARTERS}")
    minus = plain.startswith(("-", "−"))
    body = plain[minus:].lstrip()
    words = split(f"0{body}" if body.startswith(".") else body)
    found = read_length(words, 0) if words else None
    if found is None or found[1] != len(words) or not math.isfinite(found[0].metres):
        example = told(f"fault.length_{units}")
        raise InputError(told("fault.no_length", text=text.strip()[:30], example=example))
    length = found[0]
    metres = length.metres * FOOT if length.bare and units == "imperial" else length.metres
    return -metres if minus else metres


def same(text: str, metres: float, units: Units) -> bool:
    """Whether a field still shows this length."""
    return " ".join(text.split()) in {shown(metres, units, language) for language in LANGUAGES}
