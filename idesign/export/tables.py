"""The shopping list: what is to be bought for a room, as rows, totals and CSV.

Owned and locked things are left out. Equal things share a row, and a row is one line whatever a name holds. A cell that
a spreadsheet would run as a formula gets a leading apostrophe (OWASP, "CSV injection": cells that begin with = + - @,
tab or carriage return).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from assets.plain import plain
from idesign.brief import Money
from idesign.files import write_bytes
from idesign.scene import Scene, SceneObject

COLUMNS = (
    "ids", "category", "name", "quantity", "size", "colour", "material", "price", "currency", "source", "licence",
    "credit",
)  # fmt: skip
MOST_LETTERS = 32_000
"""Of a cell: Excel takes 32,767 (its specifications and limits)."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ShoppingRow:
    """Equal things, as many as `ids`; `size` is width, depth, height [m]; `price` is that of one piece."""

    ids: tuple[str, ...]
    category: str
    name: str
    size: tuple[float, float, float]
    colour: str
    material: str
    price: Money | None
    source: str
    licence: str
    credit: str

    @property
    def quantity(self) -> int:
        return len(self.ids)

    @property
    def size_text(self) -> str:
        """Width, depth and height in centimetres."""
        return " x ".join(f"{100 * v:.0f}" for v in self.size) + " cm"

    @property
    def sum(self) -> Money | None:
        """The price of all pieces, in cents exactly."""
        return Money(round(self.price.amount * self.quantity, 2), self.price.currency) if self.price else None


def shopping_rows(scene: Scene) -> tuple[ShoppingRow, ...]:
    """What is to be bought, in the order of the scene."""
    groups: dict[ShoppingRow, list[str]] = {}
    for thing in scene.objects:
        if not thing.owned and not thing.locked:
            groups.setdefault(_row(thing), []).append(thing.id)
    return tuple(_with_ids(row, ids) for row, ids in groups.items())


def _row(thing: SceneObject) -> ShoppingRow:
    w, d, h = (round(v, 2) for v in thing.size)
    colour, material = attribute_text(thing, "colour"), attribute_text(thing, "material")
    ref, name = thing.asset, thing.name or thing.category.replace("_", " ")
    known = (thing.price, ref.source, ref.licence, ref.credit)
    return ShoppingRow((), thing.category, name, (w, d, h), colour, material, *known)


def _with_ids(row: ShoppingRow, ids: list[str]) -> ShoppingRow:
    return ShoppingRow(tuple(ids), *(getattr(row, f) for f in list(ShoppingRow.__dataclass_fields__)[1:]))


def attribute_text(thing: SceneObject, name: str) -> str:
    """An attribute as text; several values are parted by commas; "" when it is not known."""
    value = thing.attributes.get(name, "")
    return value if isinstance(value, str) else ", ".join(value)


def shopping_totals(rows: tuple[ShoppingRow, ...]) -> tuple[Money, ...]:
    """The sum of all prices, one for each currency, by currency. What has no price is not in it."""
    sums: dict[str, float] = {}
    for row in rows:
        if row.sum:
            sums[row.sum.currency] = sums.get(row.sum.currency, 0.0) + row.sum.amount
    return tuple(Money(round(sums[c], 2), c) for c in sorted(sums))


def unpriced(rows: tuple[ShoppingRow, ...]) -> int:
    """How many pieces have no price."""
    return sum(r.quantity for r in rows if r.price is None)


def shopping_csv(scene: Scene) -> str:
    """The list as CSV text (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(c) for c in _cells(row)] for row in shopping_rows(scene))
    return out.getvalue()


def _cells(row: ShoppingRow) -> tuple[str, ...]:
    price, currency = (f"{row.price.amount:.2f}", row.price.currency) if row.price else ("", "")
    what = (" ".join(row.ids), row.category, row.name, str(row.quantity), row.size_text, row.colour, row.material)
    return (*what, price, currency, row.source, row.licence, row.credit)


def safe_cell(text: str) -> str:
    """The text as a cell shows it: `plain`, with an apostrophe before it when a spreadsheet could take it for a
    formula."""
    line = plain(text, MOST_LETTERS)
    return "'" + line if line.startswith(FORMULA_STARTS) else line


def write_shopping_list(scene: Scene, path: Path) -> None:
    """Writes the CSV in UTF-8 with a byte order mark, without which Excel takes it for the local 8-bit code page."""
    write_bytes(path, shopping_csv(scene).encode("utf-8-sig"))
