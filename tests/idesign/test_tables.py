"""Laws of the shopping list: everything to be bought is in it once, sums agree, no cell is a formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from assets.plain import plain
from idesign.brief import Brief, Money
from idesign.export.tables import (
    COLUMNS,
    safe_cell,
    shopping_csv,
    shopping_rows,
    shopping_totals,
    unpriced,
    write_shopping_list,
)
from idesign.export.workbook import write_workbook
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom

ROOM = SceneRoom(((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)), 2.5)


def thing(n: int, name: str = "oak chair", price: Money | None = Money(49.9)) -> SceneObject:  # noqa: B008
    asset = AssetRef("parametric", "chair/1", "MIT", "made by idesign")
    attributes = {"colour": ("oak", "white"), "material": "wood"}
    return SceneObject(
        f"chair-{n}", "dining_chair", name, "", attributes, (0.45, 0.5, 0.9), n, 1, 0, 0, "floor", asset, price
    )


def read(scene: Scene, path: Path) -> list[dict[str, str]]:
    write_shopping_list(scene, path)
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_equal_things_share_a_row(tmp_path: Path) -> None:
    rows = read(Scene(Brief("x"), ROOM, tuple(thing(k) for k in range(6))), tmp_path / "list.csv")
    assert len(rows) == 1
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["ids"] == "chair-0 chair-1 chair-2 chair-3 chair-4 chair-5"
    assert rows[0]["quantity"] == "6"
    assert (rows[0]["price"], rows[0]["currency"]) == ("49.90", "EUR")
    assert rows[0]["colour"] == "oak, white"
    assert rows[0]["size"] == "45 x 50 x 90 cm"


def test_owned_and_locked_things_are_left_out() -> None:
    things = (thing(0), replace(thing(1), owned=True), replace(thing(2), locked=True))
    assert [r.ids for r in shopping_rows(Scene(Brief("x"), ROOM, things))] == [("chair-0",)]


def test_total_is_the_sum_of_all_pieces_by_currency() -> None:
    things = (thing(0), thing(1), thing(2, "lamp", Money(20, "USD")), thing(3, "rug", None))
    rows = shopping_rows(Scene(Brief("x"), ROOM, things))
    assert shopping_totals(rows) == (Money(99.8, "EUR"), Money(20, "USD"))
    assert unpriced(rows) == 1


@given(st.text(max_size=20))
def test_no_cell_is_a_formula_and_the_plain_text_is_kept(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell in (plain(text), "'" + plain(text))


def test_a_name_that_is_a_formula_is_written_as_text(tmp_path: Path) -> None:
    rows = read(Scene(Brief("x"), ROOM, (thing(0, '=HYPERLINK("x")'), thing(1, 'a,"b"\nc'))), tmp_path / "list.csv")
    assert [r["name"] for r in rows] == ['\'=HYPERLINK("x")', 'a,"b" c']


@pytest.mark.parametrize("name", ["a\rb\nc\r\nd\x00e", "a\u2028b\x0bc\x85d", "\n=1+1", " =1+1"])
def test_a_thing_is_one_line_of_the_list_whatever_it_is_called(name: str) -> None:
    lines = shopping_csv(Scene(Brief("x"), ROOM, (thing(0, name), thing(1, "b")))).splitlines()
    assert len(lines) == 3
    assert lines[1].isprintable()
    assert ",=" not in lines[1]


def test_an_empty_room_gives_a_head_line_only(tmp_path: Path) -> None:
    assert read(Scene(Brief("x"), ROOM, ()), tmp_path / "list.csv") == []


def test_a_workbook_takes_names_with_control_characters_and_of_any_length(tmp_path: Path) -> None:
    things = (thing(0, "a\x07\x1b[31m chair"), thing(1, "=cmd()"), thing(2, "x" * 40_000))
    path = write_workbook(Scene(Brief("x"), ROOM, things), tmp_path / "list.xlsx")
    sheet: Any = load_workbook(path).active
    assert [sheet.cell(k, 3).value for k in (2, 3)] == ["a[31m chair", "'=cmd()"]
    assert 30_000 < len(sheet.cell(4, 3).value) < 32_767
