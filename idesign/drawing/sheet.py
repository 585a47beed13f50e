"""The sheet of a plan: which paper and scale fit, and what stands beside the plan: key, title block, scale bar, north.

Papers and scales are those of `idesign.drawing.style`. Lengths in millimetres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from idesign.drawing.dimensions import exploded, room_dimensions
from idesign.drawing.key import KeyRow
from idesign.drawing.pieces import ring
from idesign.drawing.shapes import Frame, Hatch, Item, Line, Polyline, Shape, Sheet, Symbol, Text
from idesign.drawing.style import PAPERS, Paper, PlanStyle, choices, scale_name
from idesign.drawing.text import area as written_area
from idesign.drawing.text import measured, shorten, width, wrap
from idesign.drawing.walls import opening_symbols
from idesign.scene import Scene
from idesign.units import Units
from idesign.walls import WALL_THICKNESS
from solvers.room import XY, Room

MARGIN, COLUMN, TITLE, FOOT, ROW, HEAD = 8.0, 72.0, 50.0, 13.0, 6.6, 9.0
"""Edge of the sheet, width of the right column, heights of the title block, of the foot of the plan (scale bar and
north arrow), of a row of the key and of its head."""
UNIT: dict[Units, str] = {"metric": "metres", "imperial": "feet and inches"}
SMALL_UNIT: dict[Units, str] = {"metric": "cm", "imperial": "in"}
"""What dimensions and the sizes of furniture are written in."""
PAGE = (108.0, 96.0)
"""Largest width and height of a plan on a page [mm]; on a phone a millimetre is then about three pixels."""
MOST_ROWS = int((PAPERS["A4"][1] - 2 * MARGIN - TITLE - HEAD) / 4.2)
"""Rows of a key on the small papers."""
LEAST_ROW = 2.7
"""Rows of a key that would be closer run over to a further column: letters are then 2.2 mm high."""
FOOT_LENGTH = 0.3048


@dataclass(frozen=True)
class Box:
    """A rectangle on paper."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def size(self) -> XY:
        return (self.x1 - self.x0, self.y1 - self.y0)


def choose_sheet(room: Room, rows: tuple[KeyRow, ...], style: PlanStyle) -> Sheet:
    """The first choice on which the plan with its dimensions fits; a long key asks for the larger paper and for more
    columns. What these would cost the plan in scale they do not get: the key is then written smaller."""
    known = choices(style, len(rows) > MOST_ROWS)
    sheets = [
        _sheet(name, scale, room, style.units, columns)
        for name, scale in known
        for columns in range(_columns(rows, name), 0, -1)
    ]
    return next((s for s in sheets if _fits(s, room)), sheets[-1])


def _columns(rows: tuple[KeyRow, ...], paper: Paper) -> int:
    """How many columns the key needs on that paper to be read with ease."""
    area = _key_area(*PAPERS[paper], 1)
    return max(1, math.ceil(len(rows) * LEAST_ROW / (area.size[1] - HEAD)))


def page_sheet(room: Room, units: Units = "metric") -> Sheet:
    """A small sheet just around the plan, for a page on a screen: letters stay readable on a phone."""
    wide, high = PAGE
    scales = range(20, 20000, 5)
    scale = next(
        (s for s in scales if _extent(room, s).size[0] <= wide and _extent(room, s).size[1] <= high), scales[-1]
    )
    extent, pad = _extent(room, scale), 2.0
    w, h = extent.size[0] + 2 * pad, extent.size[1] + 2 * pad
    return Sheet("page", w, h, scale, (pad - extent.x0, pad - extent.y0), (0.0, 0.0, w, h), units)


def _window(w: float, h: float, columns: int) -> Box:
    return Box(MARGIN, MARGIN + FOOT, w - MARGIN - COLUMN * columns, h - MARGIN)


def _key_area(w: float, h: float, columns: int) -> Box:
    return Box(w - MARGIN - COLUMN * columns + 4, MARGIN + TITLE + 2, w - MARGIN - 4, h - MARGIN - 3)


def _sheet(name: Paper, scale: int, room: Room, units: Units, columns: int = 1) -> Sheet:
    """The room's plan in the middle of its window."""
    w, h = PAPERS[name]
    area, extent = _window(w, h, columns), _extent(room, scale)
    x = (area.x0 + area.x1) / 2 - (extent.x0 + extent.x1) / 2
    y = (area.y0 + area.y1) / 2 - (extent.y0 + extent.y1) / 2
    pad = 3.0
    window = (x + extent.x0 - pad, y + extent.y0 - pad, x + extent.x1 + pad, y + extent.y1 + pad)
    return Sheet(name, w, h, scale, (x, y), window, units, columns)


def _fits(sheet: Sheet, room: Room) -> bool:
    area, extent = _window(sheet.width, sheet.height, sheet.columns), _extent(room, sheet.scale)
    return all(need <= have - 6.0 for need, have in zip(extent.size, area.size, strict=True))


def _extent(room: Room, scale: int) -> Box:
    """The box around walls, door leaves and dimensions, on paper, with the room's origin at 0."""
    frame = Frame(scale=1000 / scale)
    x0, y0, x1, y1 = room.bounds
    t = WALL_THICKNESS
    points = [frame(p) for p in ring(x0 - t, y0 - t, x1 + t, y1 + t)]
    for dimension in room_dimensions(room, scale):
        points += [p for s in exploded(dimension.moved(frame)) for p in _points(s)]
    for symbol in opening_symbols(room):
        points += [p for s in symbol.moved(frame).shapes for p in _points(s)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _points(shape: Shape) -> tuple[XY, ...]:
    if isinstance(shape, Line):
        return (shape.a, shape.b)
    if isinstance(shape, Text):
        x, y = shape.at
        return ((x - 2, y - 2), (x + 2, y + 2))
    return shape.points if isinstance(shape, Hatch | Polyline) else ()


def sheet_items(scene: Scene, sheet: Sheet, rows: tuple[KeyRow, ...], title: str) -> tuple[Item, ...]:
    """Everything on paper that is not the plan."""
    area = _key_area(sheet.width, sheet.height, sheet.columns)
    x0, x1, top = area.x0 - 4, area.x1 + 4, sheet.height - MARGIN
    border = Polyline(ring(MARGIN, MARGIN, x1, top), "A-ANNO-TTLB", True)
    parts = (
        Line((x0, MARGIN), (x0, top), "A-ANNO-TTLB"),
        Line((x0, MARGIN + TITLE), (x1, MARGIN + TITLE), "A-ANNO-TTLB"),
    )
    key = _key(rows, area, sheet.units, sheet.columns)
    block = _title_block(scene, sheet, title, Box(x0 + 4, MARGIN, x1 - 4, MARGIN + TITLE))
    return (border, *parts, *key, *block, *_scale_bar(sheet), _north(sheet))


def sheet_border(sheet: Sheet, title: str) -> tuple[Item, ...]:
    """For a sheet without a key: border, title, scale and scale bar."""
    border = Polyline(ring(MARGIN, MARGIN, sheet.width - MARGIN, sheet.height - MARGIN), "A-ANNO-TTLB", True)
    right = sheet.width - MARGIN - 6
    name = Text((right, MARGIN + 8.5), title, 4.2, anchor="end", bold=True)
    scale = scale_name(sheet.scale, sheet.units)
    facts = f"Scale {scale} on {sheet.name}, dimensions in {UNIT[sheet.units]}; numbers as on the floor plan"
    return (border, name, Text((right, MARGIN + 4.0), facts, 2.1, anchor="end", faint=True), *_scale_bar(sheet))


def _key(rows: tuple[KeyRow, ...], area: Box, units: Units, columns: int) -> tuple[Shape, ...]:
    """A head line and a row for each kind of thing, closer where there are many, column by column."""
    head = Text((area.x0, area.y1 - 3.2), "Furniture", 3.0, bold=True)
    each = math.ceil(len(rows) / columns)
    parts = [rows[k : k + each] for k in range(0, len(rows), max(each, 1))]
    return (head, *(s for k, part in enumerate(parts) for s in _key_column(part, each, _column(area, k), units)))


def _column(area: Box, k: int) -> Box:
    left = area.x0 + COLUMN * k
    return Box(left, area.y0, left + COLUMN - 8, area.y1)


def _key_column(rows: tuple[KeyRow, ...], each: int, area: Box, units: Units) -> tuple[Shape, ...]:
    """Rows as close as `each` of them need it."""
    unit = Text((area.x1, area.y1 - 3.2), f"W × D × H, {SMALL_UNIT[units]}", 1.8, anchor="end", faint=True)
    pitch = min(ROW, (area.size[1] - HEAD) / max(each, 1))
    lines = [s for k, row in enumerate(rows) for s in _key_row(row, area, area.y1 - HEAD - pitch * k, pitch, units)]
    return (unit, *lines)


def _key_row(row: KeyRow, area: Box, y: float, pitch: float, units: Units) -> tuple[Shape, ...]:
    """Number, name and size; the ids below where there is room for a second line."""
    h = min(2.2, 0.8 * pitch)
    small, left = (1.7 if pitch > 5.0 else 1.4), area.x0 + 9.5
    numbered = bool(row.numbers)
    high = h if numbered else 0.77 * h
    sign = shorten(row.mark, high, 10.5)
    mark = Text((area.x0 + 7.2, y), sign, high, anchor="end", bold=numbered, faint=not numbered)
    extents = row.size_in(units)
    name = Text((left, y), shorten(row.name, h, area.x1 - left - 1.5 - width(extents, 0.9 * h)), h)
    size = Text((area.x1, y), extents, 0.9 * h, anchor="end")
    ids = Text((left, y - small - 0.7), shorten(row.ids, small, area.x1 - left), small, faint=True)
    return (mark, name, size, ids) if pitch > 4.4 else (mark, name, size)


def _title_block(scene: Scene, sheet: Sheet, title: str, area: Box) -> tuple[Shape, ...]:
    room, y = scene.room.plan, area.y1
    x0, y0, x1, y1 = room.bounds
    quote = wrap(f"“{scene.brief.text.strip()}”", 2.1, area.size[0], 5)
    words = [Text((area.x0, y - 12.5 - 3.1 * k), line, 2.1, faint=True) for k, line in enumerate(quote)]
    wide, deep, high = (measured(v, sheet.units) for v in (x1 - x0, y1 - y0, room.height))
    facts = (
        ("Room", f"{wide} × {deep}, {high} high"),
        ("Floor area", written_area(room.area, sheet.units)),
        ("Scale", f"{scale_name(sheet.scale, sheet.units)} on {sheet.name}"),
        ("Dimensions", f"in {UNIT[sheet.units]}"),
        ("Drawn by", f"idesign, seed {scene.provenance.seed}"),
    )
    table = [t for k, (a, b) in enumerate(facts) for t in _fact(a, b, area, MARGIN + 3.2 + 3.9 * (len(facts) - 1 - k))]
    return (Text((area.x0, y - 6.5), shorten(title, 4.2, area.size[0]), 4.2, bold=True), *words, *table)


def _fact(name: str, value: str, area: Box, y: float) -> tuple[Text, Text]:
    value = shorten(value, 2.1, area.size[0] - 17)
    return Text((area.x0, y), name, 2.1, faint=True), Text((area.x0 + 17, y), value, 2.1)


def _scale_bar(sheet: Sheet) -> tuple[Shape, ...]:
    """Four fields in turn black and white: half a metre or two feet each, or more at small scales."""
    x, y, step = MARGIN + 6, MARGIN + 6, _bar_step(sheet.scale, sheet.units)
    unit, name = (1.0, "m") if sheet.units == "metric" else (FOOT_LENGTH, "ft")
    wide = step * unit * 1000 / sheet.scale
    fields = tuple(
        Hatch(ring(x + wide * k, y, x + wide * (k + 1), y + 1.4), "A-ANNO-NOTE", "ink" if k % 2 == 0 else "paper")
        for k in range(4)
    )
    marks = tuple(
        Text((x + wide * k, y + 2.6), f"{step * k:g}{f' {name}' if k == 4 else ''}", 1.8, anchor="middle")
        for k in (0, 1, 2, 4)
    )
    return fields + marks


def _bar_step(scale: int, units: Units) -> float:
    """The length of a field, at least 8 mm on paper [m or ft]."""
    metric = units == "metric"
    steps, unit = ((0.25, 0.5, 1.0, 2.0, 5.0, 10.0), 1.0) if metric else ((1.0, 2.0, 5.0, 10.0, 20.0), FOOT_LENGTH)
    return next((s for s in steps if s * unit * 1000 / scale >= 8.0), 20.0 if metric else 50.0)


def _north(sheet: Sheet) -> Symbol:
    """An arrow to the top of the sheet: y is north."""
    half = Hatch(((0, 5.2), (-1.9, -2.6), (0, -1.2)), "A-ANNO-NOTE", "ink")
    other = Hatch(((0, 5.2), (0, -1.2), (1.9, -2.6)), "A-ANNO-NOTE", "paper")
    letter = Text((0, -5.2), "N", 2.2, anchor="middle", bold=True)
    return Symbol(
        "", "", (half, other, letter), Frame(sheet.width - MARGIN - COLUMN * sheet.columns - 8, MARGIN + 8), "note"
    )
