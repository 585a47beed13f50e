"""How large a piece should be: by the room, and by the person's words."""

from __future__ import annotations

import math
import re

from idesign.brief import Wish
from idesign.knowledge import PieceType

Size = tuple[float, float, float]

_LARGE = frozenset(["large", "big", "huge", "oversized", "generous", "spacious", "long", "wide", "grand"])
_SMALL = frozenset(["small", "little", "tiny", "compact", "mini", "slim", "narrow", "petite"])
# Mattress widths [m] by name; the frame adds 0.08. Source: design guidance section 6 (Gnomon, SleepyGuru), EU sizes.
_BEDS = (
    (r"super[- ]king|california king", 2.0), (r"king", 1.8), (r"queen", 1.6), (r"small double", 1.2),
    (r"full|double", 1.4), (r"twin|single", 0.9),
)  # fmt: skip
# Seats to sofa width: 0.63 a seat and two arms of 0.15 (K).
_SEATS = re.compile(r"\b(two|three|four|five|2|3|4|5)[- ]?(?:seat|seater|seats)")
_NUMBER = {"two": 2, "three": 3, "four": 4, "five": 5}
_INCHES = re.compile(r"(\d{2,3})\s*(?:-|\s)?(?:inch|\"|in\b|”)")


def variant(usual: PieceType, area: float, usual_area: tuple[float, float]) -> Size:
    """Small in rooms at the lower end of what is usual for their type, large above its upper end [m2]."""
    low, high = usual_area
    return usual.small if area < low + 0.15 * (high - low) else usual.large if area > high else usual.size


def sized(base: Size, wish: Wish, usual: PieceType) -> Size:
    """`base` as the wish says: its words first, then its numbers [m]."""
    words = set(re.findall(r"[a-z]+", f"{wish.words} {' '.join(wish.qualities)}".lower()))
    text = f"{wish.words} {' '.join(wish.qualities)}".lower()
    size = base
    if words & _LARGE:
        size = (max(base[0], usual.large[0]), max(base[1], usual.large[1]), base[2])
    elif words & _SMALL:
        size = (min(base[0], usual.small[0]), min(base[1], usual.small[1]), base[2])
    w, d, h = _by_name(size, wish.category, text)
    if words & {"round", "circular"} and usual.stand == "floor" and wish.size[:2] == (None, None):
        w = d = round(math.sqrt(w * d), 2)
    if "tall" in words:
        h = max(h, usual.large[2])
    if "low" in words:
        h = round(0.6 * usual.size[2], 2)
    given = wish.size
    return (given[0] or w, given[1] or d, given[2] or h)


def _by_name(size: Size, category: str, text: str) -> Size:
    """Sizes that go by a name: beds, sofas by seats, televisions by inches."""
    w, d, h = size
    if category.startswith("bed_"):
        named = next((m for pattern, m in _BEDS if re.search(rf"\b(?:{pattern})\b", text)), None)
        if named is not None and (named > 1.25) == (category == "bed_double"):
            w = (
                round(named + 0.08, 2)
                if not (named == 1.4 and "double" in text and "full" not in text and w > 1.48)
                else w
            )
    if category == "sofa" and (seats := _SEATS.search(text)):
        number = int(_NUMBER.get(seats[1], 0) or seats[1])
        w = min(2.8, round(0.63 * number + 0.3, 2))
    if category == "television" and (inches := _INCHES.search(text)):
        diagonal = int(inches[1]) * 0.0254
        w, h = round(0.88 * diagonal, 2), round(0.51 * diagonal, 2)
    return (w, d, h)
