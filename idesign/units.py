"""Lengths, areas and money as people write them.

Lengths: `4.2`, `4.2 m`, `4 m 20`, `420 cm`, `13'9"`, `13 ft 9 in`; room sizes: `4x3.5`, `4.2 by 3.6 m`, `16 ft by 12
ft`; areas: `20 m2`, `200 sq ft`; money: `$4,000`, `3000 GBP`. The functions named `read_…` take words (see `split`) and
the index to begin at, and give what was read with the index after it, or None; the reader of requests uses them too, so
units are known in this file alone. International foot (0.3048 m) and inch (0.0254 m). `feet_and_inches` writes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from idesign.brief import Money
from idesign.errors import InputError, RoomError

Units = Literal["metric", "imperial"]
"""The two ways of writing lengths: metres and centimetres, or feet and inches."""
MIN_SIDE, MAX_SIDE = 1.0, 60.0
"""Sides of a room that can be furnished [m]."""

_UNITS = {
    1.0: "m metre metres meter meters mtr mtrs metros mètres",
    0.01: "cm cms centimetre centimetres centimeter centimeters",
    0.001: "mm millimetre millimetres millimeter millimeters",
    0.3048: "ft foot feet '",
    0.0254: 'in inch inches "',
    0.9144: "yd yard yards",
}
UNITS: dict[str, float] = {word: scale for scale, words in _UNITS.items() for word in words.split()}
_FOOT, _INCH = 0.3048, 0.0254
_SQUARE = {"m2", "sqm", "qm", "mq", "m²"}
_SQUARE_WORDS = {"sq", "square"}
_CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_CURRENCIES = {
    "eur": "EUR", "euro": "EUR", "euros": "EUR", "usd": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD",
    "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "chf": "CHF", "francs": "CHF", "sek": "SEK",
    "franken": "CHF", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "jpy": "JPY", "yen": "JPY", "cad": "CAD",
    "aud": "AUD", "inr": "INR", "brl": "BRL", "reais": "BRL", "mxn": "MXN",
    **{sign: code for sign, code in _CURRENCY_SIGNS.items()},
}  # fmt: skip
_BY = {"x", "by", "×", "*"}


QUARTERS = 4
"""Parts of an inch that are written."""
FRACTIONS = {1: "¼", 2: "½", 3: "¾"}


def inches(metres: float) -> str:
    """Whole inches with quarters: `21¾`."""
    whole, part = divmod(round(metres / _INCH * QUARTERS), QUARTERS)
    return f"{whole or ''}{FRACTIONS[part]}" if part else str(whole)


def feet_and_inches(metres: float, between: str = "-") -> str:
    """`13'-9¼"`, to the quarter of an inch; below a foot `7½"`. `between` stands after the sign of the feet."""
    quarters = round(abs(metres) / _INCH * QUARTERS)
    whole, part = divmod(quarters, QUARTERS)
    feet, rest = divmod(whole, 12)
    sign = "-" if metres < 0 and quarters else ""
    head = f"{sign}{feet}'{between}" if feet else sign
    return f'{head}{rest}{FRACTIONS.get(part, "")}"'


@dataclass(frozen=True)
class Length:
    """A length [m]; `bare` when no unit was written (then the number itself)."""

    metres: float
    bare: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "metres", round(self.metres, 6))


def split(text: str) -> list[str]:
    """The words of a short text that holds quantities: numbers, runs of letters, single marks; lower case."""
    words: list[str] = []
    for char in _unify(text):
        last = words[-1] if words else " "
        if char.isspace():
            words.append(" ")
        elif _joins(last, char):
            words[-1] += char
        else:
            words.append(char)
    return [w.rstrip(".,") or w for w in words if w != " "]


def _unify(text: str) -> str:
    """One spelling for quotes, primes and crosses."""
    table = str.maketrans({"’": "'", "‘": "'", "′": "'", "“": '"', "”": '"', "″": '"', "×": "x", "−": "-", "²": "2"})
    return text.translate(table).replace("''", '"').lower()


def _joins(last: str, char: str) -> bool:
    if last[0].isdigit():
        return char.isdigit() or char in ".,"
    return last[0].isalpha() and (char.isalpha() or (char == "2" and last in ("m", "ft")))


def number(word: str) -> float | None:
    """The value of a written number: `4,10` and `4.10` are decimals, `4,000` is four thousand; None when it is none."""
    if not word or not word[0].isdigit():
        return None
    head, comma, tail = word.partition(",")
    thousands = comma and len(tail.split(".")[0]) == 3 and 0 < len(head) <= 3 and head != "0"
    plain = word.replace(",", "") if thousands else word.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def read_length(words: Sequence[str], i: int) -> tuple[Length, int] | None:
    """A length at `i`: number, number unit, or feet and inches."""
    value = number(words[i]) if i < len(words) else None
    if value is None:
        return None
    scale = UNITS.get(_at(words, i + 1))
    if scale is None:
        return Length(value, bare=True), i + 1
    end = i + 2
    if scale == 1.0 and (more := _centimetres(words, end)):
        return Length(value + more[0]), more[1]
    inches = number(_at(words, end)) if scale == _FOOT else None
    if inches is None:
        return Length(value * scale), end
    if UNITS.get(_at(words, end + 1)) == _INCH:
        return Length(value * _FOOT + inches * _INCH), end + 2
    before_by = _at(words, i + 1) != "'" and _at(words, end + 1) in _BY
    glued = before_by or (_at(words, i + 1) == "'" and _at(words, end + 1) not in {*UNITS, *_BY})
    glued = glued and inches < 12
    return (Length(value * _FOOT + inches * _INCH), end + 1) if glued else (Length(value * scale), end)


def _centimetres(words: Sequence[str], i: int) -> tuple[float, int] | None:
    """What follows the metres in "2 m 40" and "2 m 40 cm" [m]: two digits, with their unit or as the last word."""
    word, unit = _at(words, i), _at(words, i + 1)
    if not (word.isdigit() and len(word) == 2) or (unit and UNITS.get(unit) != 0.01):
        return None
    return int(word) / 100, i + 1 + bool(unit)


def _at(words: Sequence[str], i: int) -> str:
    return words[i] if 0 <= i < len(words) else ""


def read_sizes(words: Sequence[str], i: int) -> tuple[tuple[Length, ...], int] | None:
    """Two or three lengths joined by `x` or `by` at `i`. A length without a unit takes that of its neighbour, the later
    one first ("4.2 by 3.6 m", "sixteen feet by thirteen")."""
    first = read_length(words, i)
    if first is None:
        return None
    found, end = [first[0]], first[1]
    while len(found) < 3 and _at(words, end) in _BY and (more := read_length(words, end + 1)):
        found.append(more[0])
        end = more[1]
    if len(found) < 2:
        return None
    scales = [_scale(words, end)] if any(not f.bare for f in found) else []
    return tuple(_inherit(found, scales, words, i, end)), end


def _scale(words: Sequence[str], end: int) -> float | None:
    return UNITS.get(_at(words, end - 1))


def _inherit(found: list[Length], scales: list[float | None], words: Sequence[str], i: int, end: int) -> list[Length]:
    """Bare lengths scaled by the last unit that was written in `words[i:end]`."""
    written = [UNITS[w] for w in words[i:end] if w in UNITS]
    if not written or not scales:
        return found
    scale = scales[0] or written[-1]
    scale = _FOOT if scale == _INCH and _FOOT in written else scale
    return [Length(f.metres * scale) if f.bare else f for f in found]


def read_area(words: Sequence[str], i: int) -> tuple[float, int] | None:
    """An area [m2] at `i`: `20 m2`, `20 square metres`, `200 sq ft`."""
    value = number(_at(words, i))
    if value is None:
        return None
    if _at(words, i + 1) in _SQUARE:
        return value, i + 2
    if _at(words, i + 1) == "ft2" or (_at(words, i + 1) == "sqft"):
        return value * _FOOT**2, i + 2
    if _at(words, i + 1) in _SQUARE_WORDS and (scale := UNITS.get(_at(words, i + 2))):
        return value * scale**2, i + 3
    return None


def read_money(words: Sequence[str], i: int) -> tuple[Money, int] | None:
    """An amount with its currency at `i`: `$4,000`, `1.5k €`, `3000 GBP`; `1.800 €` and `3 000 €` are thousands."""
    before = _at(words, i)
    sign = _CURRENCY_SIGNS.get(before) or (_CURRENCIES.get(before) if len(before) == 3 else None)
    if before == "r" and _at(words, i + 1) == "$":
        sign, i = "BRL", i + 1  # "R$ 5.000"
    found = _amount(words, i + 1 if sign else i)
    if found is None:
        return None
    value, end = found
    if _at(words, end) in ("k", "thousand", "grand"):
        value, end = value * 1000, end + 1
    if sign:
        return Money(value, sign), end
    code = _CURRENCIES.get(_at(words, end))
    return (Money(value, code), end + 1) if code else None


def _amount(words: Sequence[str], i: int) -> tuple[float, int] | None:
    """A number in which a point or a space before three digits parts the thousands, as nobody pays fractions so."""
    word, after = _at(words, i), _at(words, i + 1)
    value = number(word)
    if value is None:
        return None
    head, _, tail = word.partition(".")
    if head.isdigit() and tail.isdigit() and len(tail) == 3:
        return float(head + tail), i + 1
    if word.isdigit() and len(word) <= 3 and after.isdigit() and len(after) == 3:
        return float(word + after), i + 2
    return value, i + 1


def _one_line(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else shown[:37] + "..."


def parse_length(text: str) -> float:
    """A length [m] from `4.2`, `4.2 m`, `420 cm`, `13'9"`, `13 ft 9 in`. Raises `InputError` in one line."""
    words = split(text)
    found = read_length(words, 0)
    if found is None or found[1] != len(words):
        hint = "negative" if words[:1] == ["-"] else "not a length"
        raise InputError(f"'{_one_line(text)}' is {hint}: write it like 4.2, 4.2 m, 420 cm or 13'9\"")
    if found[0].metres <= 0:
        raise InputError(f"'{_one_line(text)}' is not a length greater than zero")
    return found[0].metres


def parse_room_size(text: str) -> tuple[float, float]:
    """(width, depth) [m] from `4x3.5`, `4.2 by 3.6 m`, `16 ft by 12 ft`. Raises `RoomError` in one line."""
    words = split(text)
    found = read_sizes(words, 0)
    if found is None or found[1] != len(words) or len(found[0]) != 2:
        hint = "size_negative" if "-" in words else "size_two"
        raise RoomError(_told(f"fault.{hint}", text=_one_line(text)))
    width, depth = (check_side(s.metres, _one_line(text)) for s in found[0])
    return width, depth


def _told(key: str, **arguments: object) -> str:
    """A sentence of the catalogue, which writes lengths with this module."""
    from idesign.sentences import told

    return told(key, **arguments)


def check_side(metres: float, text: str) -> float:
    """The same side of a room [m]. Raises `RoomError` when it is not between `MIN_SIDE` and `MAX_SIDE`."""
    if not (math.isfinite(metres) and MIN_SIDE <= metres <= MAX_SIDE):
        raise RoomError(_told("fault.side", text=text, value=metres, low=MIN_SIDE, high=MAX_SIDE))
    return metres


def parse_hour(text: str) -> float:
    """A time of day [h] in [0, 24) from `17:30`, `9:05`, `9`. Raises `InputError` in one line."""
    found = re.fullmatch(r"(\d{1,2})(?::([0-5]\d))?", text.strip())
    if found is None or int(found[1]) > 23:
        raise InputError(f"'{_one_line(text)}' is not a time of day: write it like 17:30")
    return int(found[1]) + int(found[2] or 0) / 60


def parse_money(text: str) -> Money:
    """An amount from `$4,000`, `1500 €`, `3000 GBP`. Raises `InputError` in one line."""
    words = split(text)
    found = read_money(words, 0)
    if found is None or found[1] != len(words) or found[0].amount <= 0:
        raise InputError(f"'{_one_line(text)}' is not an amount of money: write it like 1500 EUR or $4,000")
    return found[0]
