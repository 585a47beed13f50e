"""Text on paper: how wide it is, shortened to a width, broken into lines (lengths in millimetres); and how a plan
writes lengths, sizes and areas."""

from __future__ import annotations

from collections.abc import Iterable

from idesign.units import Units, feet_and_inches, inches

NARROW, WIDE = set("iljtfrI.,;:!|'()[] /"), set("mwMWQO@%—")
ELLIPSIS = "…"


def width(text: str, height: float) -> float:
    """An upper estimate of the width of a line in a common sans-serif font of this size (Helvetica's and Bitstream
    Vera's advance widths: about 0.35 em for narrow letters, 0.62 em for most, 0.95 em for wide and for ideographs)."""
    return height * sum(0.36 if c in NARROW else 0.96 if c in WIDE or ord(c) > 0x2E7F else 0.62 for c in text)


def shorten(text: str, height: float, room: float) -> str:
    """The text, or its beginning with an ellipsis, whatever fits."""
    if width(text, height) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, height) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, height: float, room: float, lines: int) -> tuple[str, ...]:
    """At most so many lines; the last one is shortened when the text is longer. Only as much of a very long text is
    looked at as could fit."""
    words = " ".join(text[: 40 * lines + 400].split()).split(" ")
    out, k = [""], 0
    while k < len(words):
        longer = f"{out[-1]} {words[k]}".strip()
        if out[-1] and width(longer, height) > room:
            if len(out) == lines:
                out[-1] = " ".join([out[-1], *words[k:]])
                break
            out.append(words[k])
        else:
            out[-1] = longer
        k += 1
    return tuple(shorten(line, height, room) for line in out)


def cut(text: str, length: int) -> str:
    """The text on one line, at most so many characters, an ellipsis where it was cut."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length and len(text) <= 4 * length else line[: length - 1].rstrip() + ELLIPSIS


def dimension(length: float, units: Units) -> str:
    """A length [m] on a plan: "4.20", or `13'-9¼"`."""
    return f"{length:.2f}" if units == "metric" else feet_and_inches(length)


def measured(length: float, units: Units) -> str:
    """A length [m] in a sentence: "4.20 m", or `13'-9¼"`."""
    return f"{length:.2f} m" if units == "metric" else feet_and_inches(length)


def area(square_metres: float, units: Units) -> str:
    """ "15.1 m²", or "163 sq ft"."""
    return f"{square_metres:.1f} m²" if units == "metric" else f"{square_metres / 0.3048**2:.0f} sq ft"


def extents(size: Iterable[float], units: Units) -> str:
    """A thing's size [m] in the unit of the key: "140 × 200 × 55" [cm], or "55 × 78¾ × 21¾" [in]."""
    return centimetres(size) if units == "metric" else " × ".join(map(inches, size))


def centimetres(size: Iterable[float]) -> str:
    """A size: "140 × 200 × 55" [cm]."""
    return " × ".join(f"{100 * v:.0f}" for v in size)
