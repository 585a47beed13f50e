"""A drawing as DXF (R2018) for CAD programs: the plan in model space, in metres or inches, the sheet in paper space.

Layers carry their AIA names and pens, each thing is a block reference with attributes (id, name, category, size,
price), dimensions are real ones, and `$INSUNITS` says the unit, without which programs guess it: metres, or for
imperial plans inches, which is how CAD programs write feet and inches. The file is opened again by ezdxf, audited and
compared with the drawing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ezdxf.enums import TextEntityAlignment
from ezdxf.filemanagement import new, readfile
from ezdxf.lldxf.const import DXFError

from idesign.drawing.dimensions import TEXT
from idesign.drawing.layers import FAINT_COLOUR, LAYERS, PENS, TEXT_COLOUR, TONES, Layer, Tone
from idesign.drawing.plan import plan_drawing
from idesign.drawing.shapes import (
    Arc,
    Circle,
    Dimension,
    Drawing,
    Frame,
    Hatch,
    Item,
    Line,
    Polyline,
    Shape,
    Symbol,
    Text,
)
from idesign.drawing.style import PLAIN, PlanStyle
from idesign.errors import ExportError
from idesign.files import whole_file
from idesign.scene import Scene, SceneObject
from idesign.units import Units


@dataclass(frozen=True)
class _Unit:
    """The unit of model space: its `$INSUNITS`, `$MEASUREMENT`, `$LUNITS` and DIMLUNIT (Autodesk, DXF Reference, header
    variables: 2 is decimal, 4 architectural), how many of it are a metre, and the places that figures have (of
    architectural ones the powers of half an inch)."""

    insunits: int
    measurement: int
    lunits: int
    per_metre: float
    places: int


UNITS: dict[Units, _Unit] = {"metric": _Unit(6, 1, 2, 1.0, 2), "imperial": _Unit(1, 0, 4, 1 / 0.0254, 2)}
DASHED = "IDESIGN-DASHED"
DIMENSION_STYLE = "IDESIGN"
ALIGN = {
    "start": TextEntityAlignment.LEFT,
    "middle": TextEntityAlignment.CENTER,
    "end": TextEntityAlignment.RIGHT,
}
_TAGS = ("ID", "NAME", "CATEGORY", "WIDTH", "DEPTH", "HEIGHT", "PRICE", "CURRENCY")


def write_plan_dxf(scene: Scene, path: Path, style: PlanStyle = PLAIN) -> Path:
    """Writes the floor plan whole and opens it again. Raises `ExportError` when the file differs from the scene."""
    drawing = plan_drawing(scene, style)
    scale = UNITS[style.units].per_metre
    with whole_file(path) as temporary:
        _document(drawing, {o.id: _attributes(o, scale) for o in scene.objects}).saveas(temporary)
        verify_dxf(temporary, drawing)
    return path


def _attributes(thing: SceneObject, scale: float) -> dict[str, str]:
    """The values of its block's attributes; lengths in the unit of the drawing."""
    w, d, h = (f"{v * scale:.3f}" for v in thing.size)
    price, currency = (f"{thing.price.amount:.2f}", thing.price.currency) if thing.price else ("", "")
    values = (thing.id, thing.name or thing.category, thing.category, w, d, h, price, currency)
    return dict(zip(_TAGS, values, strict=True))


def _document(drawing: Drawing, things: Mapping[str, Mapping[str, str]]) -> Any:
    unit = UNITS[drawing.sheet.units]
    doc: Any = new("R2018", setup=True, units=unit.insunits)
    doc.header["$MEASUREMENT"], doc.header["$LUNITS"] = unit.measurement, unit.lunits
    doc.header["$PSLTSCALE"] = 0  # dashes have the length they have in the model
    dashes = [v * unit.per_metre for v in (0.115, 0.07, -0.045)]
    doc.linetypes.add(DASHED, dashes, description="overhead _ _ _")
    for layer in LAYERS:
        _add_layer(doc, layer)
    millimetre = drawing.sheet.scale / 1000 * unit.per_metre
    _add_dimension_style(doc, millimetre, unit)
    pencil = _Pencil(doc, doc.modelspace(), millimetre)
    for item in _scaled(drawing.model, unit.per_metre):
        pencil.symbol(item, things.get(item.id)) if isinstance(item, Symbol) else pencil.shape(item)
    _add_sheet(doc, drawing, unit)
    return doc


def _scaled(items: tuple[Item, ...], scale: float) -> Iterator[Item]:
    """The items in another unit; a symbol keeps a frame without a scale, as a block reference has."""
    larger = Frame(scale=scale)
    for item in items:
        if isinstance(item, Symbol):
            frame = replace(item.frame, x=scale * item.frame.x, y=scale * item.frame.y)
            yield replace(item, shapes=tuple(s.moved(larger) for s in item.shapes), frame=frame)
        else:
            yield item.moved(larger)


def _add_layer(doc: Any, layer: Layer) -> None:
    pen = PENS[layer]
    row = doc.layers.add(layer, linetype=DASHED if pen.dash else "Continuous", lineweight=round(100 * pen.width))
    row.rgb = _rgb(pen.colour)


def _add_dimension_style(doc: Any, m: float, unit: _Unit) -> None:
    """Figures above the line, oblique strokes at its ends (ISO 129-1). `m`: a millimetre of paper in the model. Inches
    without stacked fractions, feet left out when there are none (DIMFRAC 2, DIMZIN 3)."""
    style = doc.dimstyles.new(DIMENSION_STYLE)
    known = {
        "dimtxt": TEXT * 0.72 * m, "dimtsz": 1.1 * m, "dimexo": 1.5 * m, "dimexe": 1.2 * m, "dimgap": 0.8 * m,
        "dimtad": 1, "dimdec": unit.places, "dimlunit": unit.lunits, "dimfrac": 2,
        "dimzin": 3 if unit.lunits == 4 else 0, "dimscale": 1.0, "dimlfac": 1.0, "dimdsep": ord("."),
        "dimlwd": 13, "dimlwe": 13, "dimclrd": 8, "dimclre": 8,
    }  # fmt: skip
    for name, value in known.items():
        style.set_dxf_attrib(name, value)


def _rgb(colour: str) -> tuple[int, int, int]:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


class _Pencil:
    """Draws shapes into one space of the document; `millimetre` is the length there of a millimetre of paper."""

    def __init__(self, doc: Any, space: Any, millimetre: float) -> None:
        self.doc, self.space, self.millimetre = doc, space, millimetre

    def symbol(self, symbol: Symbol, values: Mapping[str, str] | None) -> None:
        """A thing or opening as a block reference; a note's shapes as they are."""
        if symbol.kind == "note":
            for shape in symbol.placed():
                self.shape(shape)
            return
        f = symbol.frame
        at = {"layer": "I-FURN" if symbol.kind == "object" else "A-DOOR", "rotation": math.degrees(f.yaw)}
        reference = self.space.add_blockref(self._block(symbol), (f.x, f.y), dxfattribs=at)
        if values is not None:
            reference.add_auto_attribs(dict(values))

    def _block(self, symbol: Symbol) -> str:
        """The name of a new block with the symbol's shapes. Each thing has its own, so that one can be redrawn."""
        stem = "".join(c if c.isalnum() or c in "-_" else "_" for c in symbol.id) or symbol.kind
        name = next(n for n in _names(stem) if n not in self.doc.blocks)
        block = self.doc.blocks.new(name)
        inside = _Pencil(self.doc, block, self.millimetre)
        for shape in symbol.shapes:
            inside.shape(shape)
        if symbol.kind == "object":
            for k, tag in enumerate(_TAGS):
                at, high = (0, -self.millimetre * k), 0.8 * self.millimetre
                block.add_attdef(tag, at, dxfattribs={"height": high, "layer": "A-ANNO-NOTE", "flags": 1})
        return name

    def shape(self, shape: Shape) -> None:
        layer = {"layer": shape.layer}
        if isinstance(shape, Line):
            self.space.add_line(shape.a, shape.b, dxfattribs=layer)
        elif isinstance(shape, Polyline):
            self.space.add_lwpolyline(shape.points, close=shape.closed, dxfattribs=layer)
        elif isinstance(shape, Arc):
            ends = (math.degrees(shape.start), math.degrees(shape.end))
            self.space.add_arc(shape.centre, shape.radius, *ends, dxfattribs=layer)
        elif isinstance(shape, Circle):
            self._circle(shape)
        elif isinstance(shape, Hatch):
            self._hatch(shape)
        elif isinstance(shape, Text):
            self._text(shape)
        else:
            self._dimension(shape)

    def _circle(self, c: Circle) -> None:
        if c.tone is not None:
            self._fill(c.layer, c.tone).paths.add_edge_path().add_ellipse(c.centre, (c.radius, 0), 1.0)
        self.space.add_circle(c.centre, c.radius, dxfattribs={"layer": c.layer})

    def _hatch(self, h: Hatch) -> None:
        filled = self._fill(h.layer, h.tone)
        filled.paths.add_polyline_path(h.points, is_closed=True, flags=1)
        for hole in h.holes:
            filled.paths.add_polyline_path(hole, is_closed=True, flags=16)
        if PENS[h.layer].width:
            for ring in (h.points, *h.holes):
                self.space.add_lwpolyline(ring, close=True, dxfattribs={"layer": h.layer})

    def _fill(self, layer: Layer, tone: Tone) -> Any:
        hatch = self.space.add_hatch(dxfattribs={"layer": layer})
        hatch.rgb = _rgb(TONES[tone])
        return hatch

    def _text(self, t: Text) -> None:
        known = {"layer": t.layer, "style": "OpenSans-SemiBold" if t.bold else "OpenSans"}
        text = self.space.add_text(
            t.text, height=0.72 * t.height * self.millimetre, rotation=math.degrees(t.angle), dxfattribs=known
        )
        text.rgb = _rgb(FAINT_COLOUR if t.faint else TEXT_COLOUR)
        text.set_placement(t.at, align=ALIGN[t.anchor])

    def _dimension(self, d: Dimension) -> None:
        """ezdxf measures `distance` to the left of a to b, `Dimension.offset` to the right. It is drawn with our
        figure, as ezdxf knows no feet, and is then left to measure itself."""
        known = {"layer": d.layer}
        d = _readable(d)
        away = -d.offset * self.millimetre
        made = self.space.add_aligned_dim(d.a, d.b, away, text=d.text, dimstyle=DIMENSION_STYLE, dxfattribs=known)
        made.render()
        made.dimension.dxf.text = "<>"


def _readable(d: Dimension) -> Dimension:
    """The same dimension from the end from which its figure reads from below or from the right."""
    dx, dy = d.b[0] - d.a[0], d.b[1] - d.a[1]
    upright = dx > 1e-9 or (abs(dx) <= 1e-9 and dy > 0)
    return d if upright else replace(d, a=d.b, b=d.a, offset=-d.offset)


def _names(stem: str) -> Iterator[str]:
    yield stem
    k = 2
    while True:
        yield f"{stem}-{k}"
        k += 1


def _add_sheet(doc: Any, drawing: Drawing, unit: _Unit) -> None:
    """The sheet of paper [mm] with a viewport to the model at its scale."""
    sheet = drawing.sheet
    page = doc.layouts.get("Layout1")
    page.page_setup(size=(sheet.width, sheet.height), margins=(0, 0, 0, 0), units="mm")
    pencil = _Pencil(doc, page, 1.0)
    for item in drawing.paper:
        pencil.symbol(item, None) if isinstance(item, Symbol) else pencil.shape(item)
    x0, y0, x1, y1 = sheet.window
    middle, mm = ((x0 + x1) / 2, (y0 + y1) / 2), sheet.scale / 1000 * unit.per_metre
    looked_at = tuple((m - o) * mm for m, o in zip(middle, sheet.origin, strict=True))
    page.add_viewport(middle, size=(x1 - x0, y1 - y0), view_center_point=looked_at, view_height=(y1 - y0) * mm)


def verify_dxf(path: Path, drawing: Drawing) -> None:
    """Opens the file, audits it and compares units, things and places. Raises `ExportError` where they differ."""
    try:
        doc: Any = readfile(path)
    except (OSError, DXFError) as e:
        raise ExportError(f"{path.name}: cannot be opened again ({e})") from e
    if faults := doc.audit().errors:
        raise ExportError(f"{path.name}: {faults[0].message}")
    unit = UNITS[drawing.sheet.units]
    if doc.header["$INSUNITS"] != unit.insunits:
        raise ExportError(f"{path.name}: its unit is not that of the drawing")
    want = {
        s.id: (s.frame.x, s.frame.y)
        for s in _scaled(drawing.model, unit.per_metre)
        if isinstance(s, Symbol) and s.kind == "object"
    }
    have = {r.get_attrib_text("ID"): tuple(r.dxf.insert)[:2] for r in doc.modelspace().query("INSERT[layer=='I-FURN']")}
    if lost := sorted(set(want) ^ set(have)):
        raise ExportError(f"{path.name}: {lost[0]} is not both in the drawing and in the file")
    if off := [i for i in want if math.dist(want[i], have[i]) > 1e-6]:
        raise ExportError(f"{path.name}: {off[0]} stands at {have[off[0]]}, not at {want[off[0]]}")
