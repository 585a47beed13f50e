"""Files to take away hold the room and are handed out under secret names for a while."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from idesign.brief import Money
from idesign.errors import InputError
from idesign.export.tables import shopping_rows
from idesign.scene import Scene, load_scene
from ui.panels.downloads import BYTES, SECONDS, Downloads
from ui.panels.takeaway import Taken, list_rows, list_total, made, offers
from ui.texts import step_in

ROOM = Path(__file__).resolve().parents[2] / "data" / "edits" / "bedroom.json"
HEADS = {"pdf": b"%PDF", "svg": b"<", "csv": b"\xef\xbb\xbfids", "glb": b"glTF", "dxf": b"  0"}


@pytest.fixture(scope="module")
def bedroom() -> Scene:
    return load_scene(ROOM)


@pytest.mark.parametrize("key", HEADS)
def test_files_are_what_they_are_called(bedroom: Scene, key: str) -> None:
    taken = made(lambda _: None, bedroom, key)
    assert taken.data.startswith(HEADS[key])
    assert any(o.file == taken.name and o.key == key for o in offers())


def test_drawings_have_the_units_of_the_session(bedroom: Scene) -> None:
    plan = made(lambda _: None, bedroom, "svg", "imperial").data.decode()
    assert " sq ft<" in plan
    assert " m²<" not in plan


def test_a_file_that_there_is_not_is_said(bedroom: Scene) -> None:
    with pytest.raises(InputError, match="no file"):
        made(lambda _: None, bedroom, "../scene")


def test_the_running_total_ends_with_the_total(bedroom: Scene) -> None:
    things = tuple(replace(o, price=Money(100.0 + k, "EUR")) for k, o in enumerate(bedroom.objects))
    priced = replace(bedroom, objects=(*things[:-1], replace(things[-1], price=None)))
    rows = list_rows(priced)
    assert len(rows) == len(shopping_rows(priced))
    assert [r.total for r in rows if r.total][-1] == list_total(priced)
    assert rows[-1].total == rows[-1].each == ""


def test_downloads_are_secret_bounded_and_end() -> None:
    now = [0.0]
    shelf = Downloads(most=10, clock=lambda: now[0])
    first = shelf.put(Taken("a.pdf", "application/pdf", b"123456"))
    token = first.split("/")[2]
    assert len(token) > 20
    assert shelf.get(token) is not None
    second = shelf.put(Taken("b.pdf", "application/pdf", b"123456"))
    assert shelf.get(token) is None
    assert shelf.get(second.split("/")[2]) is not None
    now[0] = SECONDS + 1
    assert shelf.get(second.split("/")[2]) is None
    assert shelf.get("../etc") is None
    assert BYTES > 10


@pytest.mark.slow
def test_everything_is_in_the_archive_and_each_step_has_german_words(bedroom: Scene) -> None:
    done: list[str] = []
    taken = made(lambda news: done.append(news[0]), bedroom, "everything")
    assert [d for d in done if step_in("de", d) == d] == []
    names = set(zipfile.ZipFile(io.BytesIO(taken.data)).namelist())
    assert {"room/scene.json", "room/report.html", "room/plan.pdf", "room/shopping_list.csv"} <= names
