"""Laws of the floor plan: every id is there, drawn where it stands, once for every writer, the same every time."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from idesign.brief import Brief
from idesign.doors import hung_at_end
from idesign.drawing import page_plan, plan_drawing, svg_text, write_plan, write_plan_pdf
from idesign.drawing.key import key_rows, numbers_by_id
from idesign.drawing.labels import place_bubbles
from idesign.drawing.paper import on_paper
from idesign.drawing.shapes import Dimension, Frame, Hatch, Symbol, Text
from idesign.drawing.symbols import PATTERNS, symbol_shapes
from idesign.drawing.text import shorten, width, wrap
from idesign.drawing.walls import door_shapes, walls
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from idesign.walls import WALL_THICKNESS
from solvers.room import Door, Room, Window

SQUARE = ((0.0, 0.0), (4.2, 0.0), (4.2, 3.6), (0.0, 3.6))
L_SHAPE = ((0.0, 0.0), (6.0, 0.0), (6.0, 3.2), (3.6, 3.2), (3.6, 5.4), (0.0, 5.4))


def thing(
    id: str,
    category: str,
    size: tuple[float, float, float],
    at: tuple[float, float] = (2.0, 2.0),
    yaw: float = 0.0,
    z: float = 0.0,
    support: str = "floor",
    name: str = "",
) -> SceneObject:
    asset = AssetRef("parametric", category, "MIT")
    return SceneObject(id, category, name or category, "", {}, size, *at, z, yaw, support, asset)


def scene(*things: SceneObject, polygon: tuple[tuple[float, float], ...] = SQUARE, text: str = "a bedroom") -> Scene:
    doors, windows = (Door("door-0", 0, 0.3, 0.8),), (Window("window-0", 2, 1.0, 1.4),)
    return Scene(Brief(text), SceneRoom(polygon, 2.6, doors, windows, "Bedroom", "bedroom"), things)


def bedroom(polygon: tuple[tuple[float, float], ...] = SQUARE) -> Scene:
    return scene(
        thing("bed_double-0", "bed_double", (1.6, 2.0, 1.0), (2.1, 2.5)),
        thing("nightstand-0", "nightstand", (0.45, 0.4, 0.55), (1.0, 3.3)),
        thing("nightstand-1", "nightstand", (0.45, 0.4, 0.55), (3.2, 3.3)),
        thing("table_lamp-0", "table_lamp", (0.25, 0.25, 0.4), (1.0, 3.3), z=0.55, support="nightstand-0"),
        thing("ceiling_lamp-0", "ceiling_lamp", (0.5, 0.5, 0.4), (2.1, 1.8), z=2.2, support="ceiling"),
        thing("rug-0", "rug", (2.4, 1.6, 0.01), (2.1, 1.9)),
        polygon=polygon,
    )


def symbols(drawing_items: tuple[object, ...]) -> dict[str, Symbol]:
    return {i.id: i for i in drawing_items if isinstance(i, Symbol) and i.kind == "object"}


def test_svg_is_xml_and_names_every_object() -> None:
    s = bedroom()
    tree = ET.fromstring(svg_text(plan_drawing(s)))
    assert {g.get("data-id") for g in tree.iter() if g.get("data-id")} == {
        *(o.id for o in s.objects),
        "door-0",
        "window-0",
    }


@pytest.mark.parametrize("plan_only", [False, True])
def test_svg_refers_to_nothing_outside(plan_only: bool) -> None:
    text = svg_text(plan_drawing(scene(thing("a", "bed", (1, 2, 1)), text="see https://example.org")), plan_only)
    root = ET.fromstring(text)
    values = [v for e in root.iter() for v in e.attrib.values()] + [
        e.text or "" for e in root.iter() if "style" in e.tag
    ]
    assert not any("//" in v for v in values)


def test_text_of_the_request_cannot_break_the_file() -> None:
    s = scene(thing("a-0", "bed", (1.0, 2.0, 1.0), name="<b>&\x00\x07\ud800"), text='"]]><script>&\x0b')
    ET.fromstring(svg_text(plan_drawing(s)))


def test_two_runs_are_equal(tmp_path: Path) -> None:
    for k in (0, 1):
        (tmp_path / str(k)).mkdir()
        write_plan(bedroom(), tmp_path / str(k))
    for kind in ("svg", "pdf"):
        assert (tmp_path / f"0/plan.{kind}").read_bytes() == (tmp_path / f"1/plan.{kind}").read_bytes()


def test_pdf_is_a_page_of_true_size(tmp_path: Path) -> None:
    foreign = scene(thing("a-0", "bed", (1.0, 2.0, 1.0), name="房间 ✓"), text="комната")
    write_plan_pdf(foreign, tmp_path / "plan.pdf")
    raw = (tmp_path / "plan.pdf").read_bytes()
    assert raw.startswith(b"%PDF-")
    assert b"%%EOF" in raw[-1024:]
    assert b"841.8898" in raw  # A4 landscape: 297 mm = 841.89 pt


@given(
    st.floats(-3.1, 3.1),
    st.floats(-2, 2),
    st.floats(-2, 2),
    st.sampled_from(["bed", "sofa", "toilet", "bathtub", "piano", "crate"]),
)
@settings(max_examples=40)
def test_symbol_covers_the_footprint_where_the_object_stands(yaw: float, x: float, y: float, category: str) -> None:
    """The bounding box of the filled shapes, taken back into the object's frame, is its footprint."""
    o = thing("o-0", category, (1.4, 0.8, 1.0), (x, y), math.degrees(yaw))
    shapes = Symbol("o", "", symbol_shapes(o), Frame(x, y, o.pose.yaw)).placed()
    c, s = math.cos(yaw), math.sin(yaw)
    points = [p for h in shapes if isinstance(h, Hatch) for p in h.points]
    own = [((px - x) * c + (py - y) * s, -(px - x) * s + (py - y) * c) for px, py in points]
    assert max(abs(u) for u, _ in own) == pytest.approx(0.7, abs=0.02)
    assert max(abs(v) for _, v in own) == pytest.approx(0.4, abs=0.02)


@pytest.mark.parametrize("size", [(0.05, 0.03, 0.1), (0.5, 0.5, 0.5), (3.0, 0.6, 2.0), (0.4, 2.5, 0.5)])
def test_every_symbol_can_be_drawn_in_every_size(size: tuple[float, float, float]) -> None:
    for _, maker in PATTERNS:
        assert maker(size[0], size[1])


def test_the_front_of_a_bed_is_drawn_at_its_foot() -> None:
    """Pillows (paper, rounded) lie towards +y, the back, at yaw 0."""
    pillows = [
        h for h in symbol_shapes(thing("b", "bed", (1.6, 2.0, 0.5))) if isinstance(h, Hatch) and h.tone == "paper"
    ]
    assert min(max(p[1] for p in h.points) for h in pillows[:2]) > 0.8


def test_equal_things_share_a_row_and_every_standing_thing_has_a_number() -> None:
    rows = key_rows(bedroom())
    shared = next(r for r in rows if len(r.things) == 2)
    assert shared.name == "2 × nightstand"
    assert shared.mark == "2–3"
    assert set(numbers_by_id(rows)) == {o.id for o in bedroom().objects} - {"table_lamp-0"}
    assert any(r.mark == "on 2" for r in rows)


def test_equal_things_on_equal_carriers_share_a_row() -> None:
    """A wall of bookcases has one row of books, not one for each case; things of other sizes keep their own."""
    cases = [thing(f"bookshelf-{k}", "bookshelf", (0.9, 0.3, 2.0), (0.5 + k, 3.4)) for k in range(4)]
    books = [
        thing(f"books-{k}", "books", (0.3, 0.2, 0.2), z=1.0, support=f"bookshelf-{c}") for k, c in enumerate((0, 1, 3))
    ]
    vase = thing("vase-0", "vase", (0.1, 0.1, 0.2), z=1.0, support="bookshelf-2")
    rows = key_rows(scene(*cases, *books, vase))
    assert [(r.mark, len(r.things)) for r in rows] == [("1–4", 4), ("on 1–2, 4", 3), ("on 3", 1)]


def test_a_long_key_runs_over_to_a_second_column() -> None:
    """A hundred kinds of things in one column had letters of 1.7 mm."""
    many = [thing(f"box-{k}", "box", (0.2, 0.2, 0.2), (0.3 + 0.3 * (k % 12), 0.3), name=f"box {k}") for k in range(105)]
    drawing = plan_drawing(scene(*many))
    named = [i for i in drawing.paper if isinstance(i, Text) and i.text.startswith("Box ")]
    assert len(named) == len(many)
    assert min(i.height for i in named) >= 2.1
    assert len({i.at for i in named}) == len(named)
    assert drawing.sheet.columns == 2
    assert max(i.at[0] for i in named) < drawing.sheet.width
    assert min(i.at[0] for i in named) > drawing.sheet.window[2]


@given(st.integers(0, 2**32 - 1), st.integers(2, 14))
@settings(max_examples=15)
def test_numbers_do_not_overlap(seed: int, n: int) -> None:
    import random

    rng = random.Random(seed)
    things = [
        thing(
            f"chair-{k}",
            "chair",
            (0.45, 0.5, 0.9),
            (rng.uniform(0.3, 3.9), rng.uniform(0.3, 3.3)),
            rng.uniform(-180, 180),
        )
        for k in range(n)
    ]
    s = scene(*things)
    bubbles = place_bubbles(s, numbers_by_id(key_rows(s)), 0.05)
    gaps = [math.dist(a.at, b.at) for i, a in enumerate(bubbles) for b in bubbles[:i]]
    assert min(gaps) > 0.1


@pytest.mark.parametrize("polygon", [SQUARE, L_SHAPE])
def test_dimensions_say_what_they_measure(polygon: tuple[tuple[float, float], ...]) -> None:
    drawing = plan_drawing(bedroom(polygon))
    dimensions = [i for i in drawing.model if isinstance(i, Dimension)]
    assert all(d.text == f"{math.dist(d.a, d.b):.2f}" for d in dimensions)
    width_, depth = (max(p[k] for p in polygon) for k in (0, 1))
    assert {f"{width_:.2f}", f"{depth:.2f}"} <= {d.text for d in dimensions}


@pytest.mark.parametrize("side", [1.2, 2.4, 4.0, 7.0, 14.0, 60.0])
def test_the_plan_fits_its_sheet_at_a_true_scale(side: float) -> None:
    square = ((0.0, 0.0), (side * 1.3, 0.0), (side * 1.3, side), (0.0, side))
    room = SceneRoom(square, 2.5, (Door("door-0", 0, 0.1, 0.8, 2.0, "out"),))
    drawing = plan_drawing(Scene(Brief("x"), room, (thing("bed-0", "bed", (1, 1, 1), (0.6, 0.6)),)))
    sheet = drawing.sheet
    x0, y0, x1, y1 = sheet.window
    assert x0 > 0
    assert y0 > 0
    assert x1 < sheet.width - 72
    assert y1 < sheet.height
    floor = next(i for i in on_paper(drawing) if isinstance(i, Hatch))
    assert max(p[0] for p in floor.points) - min(p[0] for p in floor.points) == pytest.approx(1300 * side / sheet.scale)


@pytest.mark.parametrize("side", [1.2, 4.0, 14.0])
def test_a_plan_for_a_page_is_small_and_says_the_same(side: float) -> None:
    square = ((0.0, 0.0), (side * 1.3, 0.0), (side * 1.3, side), (0.0, side))
    s = Scene(Brief("x"), SceneRoom(square, 2.5), (thing("bed-0", "bed", (1, 1, 1), (0.6, 0.6)),))
    drawing = page_plan(s)
    assert drawing.sheet.width <= 112
    assert drawing.sheet.height <= 100
    assert set(symbols(drawing.model)) == set(symbols(plan_drawing(s).model)) == {"bed-0"}
    ET.fromstring(svg_text(drawing, plan_only=True))


def test_what_stands_in_a_case_is_not_drawn_over_it() -> None:
    case = thing("bookcase-0", "bookshelf", (1.0, 0.3, 2.0))
    inside = thing("books-0", "books", (0.3, 0.2, 0.25), z=1.2, support="bookcase-0")
    high = thing("books-1", "books", (0.3, 0.2, 0.25), z=1.5, support="bookcase-0")
    on_top = thing("vase-0", "vase", (0.2, 0.2, 0.3), z=2.0, support="bookcase-0")
    assert set(symbols(plan_drawing(scene(case, inside, high, on_top)).model)) == {"bookcase-0", "vase-0"}


def test_choices_of_a_made_to_size_model_are_drawn() -> None:
    def sofa(id_: str) -> float:
        ref = AssetRef("idesign", id_, "CC0-1.0")
        o = replace(thing("s", "sectional_sofa", (2.6, 1.7, 0.85)), asset=ref)
        shell = next(s for s in symbol_shapes(o) if isinstance(s, Hatch))
        return min(shell.points, key=lambda p: p[1])[0]

    assert sofa("sectional_sofa?w=2.6&d=1.7&h=0.85") > 0
    assert sofa("sectional_sofa?w=2.6&d=1.7&h=0.85&chaise=left") < 0


def test_walls_have_gaps_where_openings_are() -> None:
    closed = Room(SQUARE)
    open_ = Room(SQUARE, 2.5, (Door("d", 0, 0.3, 0.8),), (Window("w", 2, 1.0, 1.4),))

    def area(room: Room) -> float:
        from shapely import Polygon

        return float(sum(Polygon(h.points, h.holes).area for h in walls(room)))

    assert area(closed) - area(open_) == pytest.approx((0.8 + 1.4) * WALL_THICKNESS, abs=1e-3)


@given(st.text(max_size=300), st.floats(5, 80), st.integers(1, 6))
@example("00000 000 0", 5.0, 2)
def test_wrapped_text_keeps_its_width(text: str, room: float, lines: int) -> None:
    out = wrap(text, 2.0, room, lines)
    assert len(out) <= lines
    assert all(width(line, 2.0) <= room for line in out)


def test_short_text_is_left_alone() -> None:
    assert shorten("bed", 2.0, 50.0) == "bed"
    assert wrap("a  small\nbed", 2.0, 50.0, 2) == ("a small bed",)


@pytest.mark.parametrize(("offset", "at_end"), [(0.1, False), (3.0, True)])
def test_a_door_is_hung_on_the_side_of_the_nearer_corner(offset: float, at_end: bool) -> None:
    door = Door("door-0", 0, offset, 0.9)
    assert hung_at_end(Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (door,)), door) == at_end
    (leaf,) = (s for s in door_shapes(door, at_end) if isinstance(s, Hatch))
    assert (min(x for x, _ in leaf.points) > 0.8) == at_end
