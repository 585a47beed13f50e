"""A drawing as PDF: vector, to scale on its sheet, with an embedded font (Bitstream Vera, shipped with reportlab)."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idesign.drawing.layers import FAINT_COLOUR, PENS, TEXT_COLOUR, TONES, Layer, Tone
from idesign.drawing.paper import on_paper
from idesign.drawing.shapes import Arc, Circle, Drawing, Hatch, Line, Polyline, Shape, Symbol, Text
from idesign.files import whole_file
from solvers.room import XY

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

POINT = 72 / 25.4
FONTS = {False: ("IdesignSans", "Vera.ttf"), True: ("IdesignSans-Bold", "VeraBd.ttf")}


def write_pdf(drawing: Drawing, path: Path) -> None:
    """Writes the sheet as a PDF page of its true size. The same drawing gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    sheet = drawing.sheet
    _register_fonts()
    with whole_file(path) as temporary:
        canvas = Canvas(
            str(temporary), pagesize=(sheet.width * POINT, sheet.height * POINT), invariant=1, pageCompression=1
        )
        canvas.setTitle(drawing.title)
        canvas.setSubject(drawing.description)
        canvas.setAuthor("idesign")
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
        canvas.scale(POINT, POINT)
        for item in on_paper(drawing):
            for shape in item.shapes if isinstance(item, Symbol) else (item,):
                _draw(canvas, shape)
        canvas.save()


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in FONTS.values():
        pdfmetrics.registerFont(TTFont(name, file))


def _draw(canvas: Canvas, shape: Shape) -> None:
    if isinstance(shape, Text):
        return _text(canvas, shape)
    stroke = _pen(canvas, shape.layer)
    if isinstance(shape, Line):
        canvas.line(*shape.a, *shape.b)
    elif isinstance(shape, Circle):
        fill = _fill(canvas, shape.tone)
        canvas.circle(*shape.centre, shape.radius, stroke=stroke, fill=fill)
    elif isinstance(shape, Arc):
        _arc(canvas, shape)
    elif isinstance(shape, Polyline):
        canvas.drawPath(_path(canvas, (shape.points,), shape.closed), stroke=stroke, fill=0)
    elif isinstance(shape, Hatch):
        fill = _fill(canvas, shape.tone)
        canvas.drawPath(_path(canvas, (shape.points, *shape.holes), True), stroke=stroke, fill=fill, fillMode=0)


def _pen(canvas: Canvas, layer: Layer) -> int:
    """Sets the layer's pen; 0 when it draws no line."""
    pen = PENS[layer]
    canvas.setStrokeColor(_colour(pen.colour))
    canvas.setLineWidth(pen.width)
    canvas.setDash(list(pen.dash))
    return int(pen.width > 0)


def _fill(canvas: Canvas, tone: Tone | None) -> int:
    if tone is None:
        return 0
    canvas.setFillColor(_colour(TONES[tone]))
    return 1


def _colour(name: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(name)


def _path(canvas: Canvas, rings: tuple[tuple[XY, ...], ...], closed: bool) -> Any:
    path = canvas.beginPath()
    for points in rings:
        path.moveTo(*points[0])
        for p in points[1:]:
            path.lineTo(*p)
        if closed:
            path.close()
    return path


def _arc(canvas: Canvas, arc: Arc) -> None:
    (x, y), r = arc.centre, arc.radius
    extent = math.degrees((arc.end - arc.start) % (2 * math.pi))
    canvas.arc(x - r, y - r, x + r, y + r, math.degrees(arc.start), extent)


def _text(canvas: Canvas, text: Text) -> None:
    canvas.saveState()
    canvas.setFillColor(_colour(FAINT_COLOUR if text.faint else TEXT_COLOUR))
    canvas.setFont(FONTS[text.bold][0], text.height * 0.92)
    canvas.translate(*text.at)
    canvas.rotate(math.degrees(text.angle))
    put = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}[text.anchor]
    put(0, 0, _known(text.text, FONTS[text.bold][0]))
    canvas.restoreState()


def _known(text: str, font: str) -> str:
    """The text with characters that the font lacks as question marks."""
    from reportlab.pdfbase import pdfmetrics

    face: Any = pdfmetrics.getFont(font)
    glyphs = face.face.charToGlyph
    return "".join(c if ord(c) in glyphs else "?" for c in text)
