"""A scene as a floor plan: one drawing on one sheet, for any writer.

The plan is cut horizontally. It shows floor, rugs, furniture, walls, openings, what hangs (dashed when above the cut),
dimensions, and a number for each thing; the sheet adds the key, a scale bar, a north arrow and a title block. Nothing
in it depends on the date, so the same scene gives the same drawing.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from idesign.drawing.built_in import radiator_symbols
from idesign.drawing.clearances import legend_text, walkway_items, zone_items
from idesign.drawing.dimensions import room_dimensions
from idesign.drawing.key import KeyRow, key_rows, numbers_by_id
from idesign.drawing.labels import Bubble, place_bubbles
from idesign.drawing.pdf import write_pdf
from idesign.drawing.shapes import Circle, Drawing, Frame, Hatch, Item, Line, Polyline, Shape, Sheet, Symbol, Text
from idesign.drawing.sheet import MARGIN, choose_sheet, page_sheet, sheet_items
from idesign.drawing.style import PLAIN, PlanStyle
from idesign.drawing.svg import write_svg
from idesign.drawing.symbols import is_case, is_overhead, is_rug, painting_order, symbol_shapes
from idesign.drawing.text import centimetres, cut
from idesign.drawing.walls import floor, opening_symbols, walls
from idesign.scene import Scene, SceneObject
from idesign.units import Units

BUBBLE, FIGURE = 2.15, 2.3
"""Radius of a number's bubble and height of its figure [mm]."""


def plan_drawing(scene: Scene, style: PlanStyle = PLAIN) -> Drawing:
    """The floor plan of a scene, with walkways, access zones and a turning circle where they are asked for."""
    rows = key_rows(scene)
    sheet = choose_sheet(scene.room.plan, rows, style)
    title = f"Floor plan: {room_title(scene)}"
    model = _model(scene, rows, sheet, style.clearances)
    paper = sheet_items(scene, sheet, rows, room_title(scene))
    legend = (Text((70.0, MARGIN + 6.0), legend_text(scene, style.units), 2.1, faint=True),) if style.clearances else ()
    return Drawing(title, cut(scene.brief.text, 500), sheet, model, (*paper, *legend))


def page_plan(scene: Scene, units: Units = "metric") -> Drawing:
    """The plan alone, with larger letters, to be set into a page beside a list with the same numbers."""
    rows, sheet = key_rows(scene), page_sheet(scene.room.plan, units)
    title = f"Floor plan: {room_title(scene)}"
    return Drawing(title, cut(scene.brief.text, 500), sheet, _model(scene, rows, sheet), ())


def _model(scene: Scene, rows: tuple[KeyRow, ...], sheet: Sheet, clearances: bool = False) -> tuple[Item, ...]:
    zones = zone_items(scene, sheet.units) if clearances else ()
    dimensions = room_dimensions(scene.room.plan, sheet.scale, sheet.units)
    return (*_room_items(scene, clearances), *zones, *dimensions, *_bubbles(scene, rows, sheet.scale))


def write_plan(scene: Scene, folder: Path, style: PlanStyle = PLAIN) -> tuple[Path, Path]:
    """Writes `plan.svg` and `plan.pdf`, the same drawing, into the folder; returns their paths."""
    drawing, svg, pdf = plan_drawing(scene, style), folder / "plan.svg", folder / "plan.pdf"
    write_svg(drawing, svg)
    write_pdf(drawing, pdf)
    return svg, pdf


def write_plan_svg(scene: Scene, path: Path, style: PlanStyle = PLAIN) -> None:
    """Writes the plan as an SVG file, to scale on its sheet."""
    write_svg(plan_drawing(scene, style), path)


def write_plan_pdf(scene: Scene, path: Path, style: PlanStyle = PLAIN) -> None:
    """Writes the plan as a PDF file, to scale on its sheet."""
    write_pdf(plan_drawing(scene, style), path)


def room_title(scene: Scene) -> str:
    """The room's name, or its type in words."""
    name = scene.room.name or (scene.room.type or scene.brief.room_type).replace("_", " ")
    return name[:1].upper() + name[1:]


def _room_items(scene: Scene, clearances: bool = False) -> tuple[Item, ...]:
    """Floor, walkways, rugs (on walkways as outlines), shell, furniture, and last what hangs above the cut."""
    room = scene.room.plan
    order = [o for o in painting_order(scene.objects) if not _inside(scene, o)]
    ways = walkway_items(scene) if clearances else ()
    rugs = [_open(_symbol(o)) if ways else _symbol(o) for o in order if is_rug(o)]
    things = [_symbol(o) for o in order if not is_rug(o) and not is_overhead(o)]
    hanging = [_symbol(o) for o in order if not is_rug(o) and is_overhead(o)]
    return (floor(room), *ways, *rugs, *walls(room), *opening_symbols(room), *radiator_symbols(room), *things, *hanging)


def _open(symbol: Symbol) -> Symbol:
    """The symbol's lines alone, so that what lies under it is seen."""
    lines = (Polyline(s.points, s.layer, True) if isinstance(s, Hatch) else s for s in symbol.shapes)
    return replace(symbol, shapes=tuple(lines))


def _inside(scene: Scene, thing: SceneObject) -> bool:
    """Whether it stands in a case, below its top: books in a bookcase are not seen from above."""
    carrier = next((o for o in scene.objects if o.id == thing.support), None)
    return carrier is not None and is_case(carrier) and thing.z < carrier.z + carrier.size[2] - 0.02


def _symbol(thing: SceneObject) -> Symbol:
    title = f"{thing.name or thing.category} ({thing.id}), {centimetres(thing.size)} cm"
    return Symbol(thing.id, title, symbol_shapes(thing), Frame(thing.x, thing.y, thing.pose.yaw))


def _bubbles(scene: Scene, rows: tuple[KeyRow, ...], scale: int) -> tuple[Symbol, ...]:
    metre = scale / 1000
    bubbles = place_bubbles(scene, numbers_by_id(rows), BUBBLE * metre)
    leaders = tuple(Symbol("", "", _leader(b, metre), kind="note") for b in bubbles if b.tip)
    return (*leaders, *(Symbol("", "", _bubble(b, metre), kind="note") for b in bubbles))


def _leader(b: Bubble, metre: float) -> tuple[Shape, ...]:
    tip = b.tip or b.at
    return Line(b.at, tip, "A-ANNO-LEAD"), Circle(tip, 0.45 * metre, "A-ANNO-LEAD", "ink")


def _bubble(b: Bubble, metre: float) -> tuple[Shape, ...]:
    figure = Text((b.at[0], b.at[1] - 0.36 * FIGURE * metre), str(b.number), FIGURE, anchor="middle", bold=True)
    return Circle(b.at, BUBBLE * metre, "A-ANNO-NOTE", "paper"), figure
