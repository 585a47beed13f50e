"""The shopping list as a workbook (XLSX): the rows of the CSV with real numbers, sums by formula, and the credits."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from idesign.errors import ExportError
from idesign.export.tables import COLUMNS, ShoppingRow, safe_cell, shopping_rows
from idesign.files import whole_file
from idesign.scene import Scene

WIDTHS = {"ids": 26, "category": 18, "name": 26, "size": 20, "colour": 14, "material": 14, "licence": 20, "credit": 34}
"""Of columns in characters; the others have 11."""


def write_workbook(scene: Scene, path: Path) -> Path:
    """Writes the list whole and opens it again. Raises `ExportError` when rows or quantities differ."""
    rows, book = shopping_rows(scene), Workbook()
    sheet: Any = book.active
    sheet.title = "Shopping list"
    _fill(sheet, rows)
    with whole_file(path) as temporary:
        packed = BytesIO()
        book.save(packed)
        temporary.write_bytes(packed.getvalue())
        _verify(temporary, rows)
    return path


def _fill(sheet: Any, rows: tuple[ShoppingRow, ...]) -> None:
    heads = (*COLUMNS[:8], "sum", *COLUMNS[8:])
    sheet.append(heads)
    for row in rows:
        sheet.append([safe_cell(v) if isinstance(v, str) else v for v in _cells(row)])
    last = len(rows) + 1
    for k, currency in enumerate(sorted({r.price.currency for r in rows if r.price})):
        total = f'=SUMIF(J2:J{last},"{currency}",I2:I{last})'
        sheet.append(["estimated total", *[None] * 7, None, currency])
        sheet.cell(last + 1 + k, 9).value = total
    for k, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(k)].width = WIDTHS.get(head, 11)
        sheet.cell(1, k).font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _cells(row: ShoppingRow) -> Iterable[Any]:
    """The columns of the list, with the sum of the row after the price."""
    price = row.price.amount if row.price else None
    what = (" ".join(row.ids), row.category, row.name, row.quantity, row.size_text, row.colour, row.material, price)
    money = round(price * row.quantity, 2) if price is not None else None
    return (*what, money, row.price.currency if row.price else None, row.source, row.licence, row.credit)


def _verify(path: Path, rows: tuple[ShoppingRow, ...]) -> None:
    sheet: Any = load_workbook(path).active
    have = [(r[0].value, r[3].value) for r in sheet.iter_rows(min_row=2, max_row=len(rows) + 1)]
    want = [(safe_cell(" ".join(r.ids)), r.quantity) for r in rows]
    if have != want and rows:
        raise ExportError(f"{path.name}: does not hold the shopping list")
