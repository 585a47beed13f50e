"""A drawing as PNG: what the SVG shows, for those who only look at pictures. Painted at twice its size and reduced, so
that lines are smooth; letters in Bitstream Vera (shipped with reportlab).
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from idesign.drawing.layers import FAINT_COLOUR, PENS, TEXT_COLOUR, TONES, Layer, Tone
from idesign.drawing.paper import on_paper
from idesign.drawing.pdf import FONTS
from idesign.drawing.shapes import Arc, Circle, Drawing, Hatch, Line, Polyline, Shape, Symbol, Text
from idesign.files import whole_file
from solvers.room import XY

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

OVER = 2
"""Painted this many times larger."""
ARC_STEPS = 24
MOST_PIXELS = 80_000_000
"""Larger pictures are drawn with fewer pixels per millimetre."""


def write_png(drawing: Drawing, path: Path, per_mm: float = 4.0) -> None:
    """Writes the sheet as a PNG file with `per_mm` pixels a millimetre, or fewer when it is very large."""
    from PIL import Image, ImageDraw

    sheet = drawing.sheet
    per_mm = min(per_mm, math.sqrt(MOST_PIXELS / (sheet.width * sheet.height)) / OVER)
    scale = OVER * per_mm
    size = (max(OVER, round(sheet.width * scale)), max(OVER, round(sheet.height * scale)))
    image = Image.new("RGB", size, TONES["paper"])
    painter = _Painter(image, ImageDraw.Draw(image), scale, size[1])
    for item in on_paper(drawing):
        for shape in item.shapes if isinstance(item, Symbol) else (item,):
            painter.draw(shape)
    with whole_file(path) as temporary:
        image.reduce(OVER).save(temporary, "PNG", optimize=True)


class _Painter:
    """Paints shapes [mm, y up] onto an image."""

    def __init__(self, image: Image, draw: ImageDraw, scale: float, height: int) -> None:
        self.image, self.canvas, self.scale, self.height = image, draw, scale, height

    def at(self, p: XY) -> XY:
        return (p[0] * self.scale, self.height - p[1] * self.scale)

    def draw(self, shape: Shape) -> None:
        """Paints one shape."""
        if isinstance(shape, Text):
            self._text(shape)
        elif isinstance(shape, Line):
            self._line((shape.a, shape.b), shape.layer)
        elif isinstance(shape, Polyline):
            self._line((*shape.points, shape.points[0]) if shape.closed else shape.points, shape.layer)
        elif isinstance(shape, Arc):
            turn = (shape.end - shape.start) % (2 * math.pi)
            self._line([shape.point(shape.start + turn * k / ARC_STEPS) for k in range(ARC_STEPS + 1)], shape.layer)
        elif isinstance(shape, Circle):
            ring = [_on_circle(shape, 2 * math.pi * k / ARC_STEPS) for k in range(ARC_STEPS)]
            self._area([ring], shape.layer, shape.tone)
        elif isinstance(shape, Hatch):
            self._area([list(shape.points), *map(list, shape.holes)], shape.layer, shape.tone)

    def _line(self, points: tuple[XY, ...] | list[XY], layer: Layer) -> None:
        pen = PENS[layer]
        if pen.width:
            wide = max(1, round(pen.width * self.scale))
            self.canvas.line([self.at(p) for p in points], fill=pen.colour, width=wide, joint="curve")

    def _area(self, rings: list[list[XY]], layer: Layer, tone: Tone | None) -> None:
        """Fills the first ring less the others, then draws all of them."""
        from PIL import Image, ImageDraw

        if tone is not None and len(rings) == 1:
            self.canvas.polygon([self.at(p) for p in rings[0]], fill=TONES[tone])
        elif tone is not None:
            mask = Image.new("1", self.image.size, 0)
            for k, ring in enumerate(rings):
                ImageDraw.Draw(mask).polygon([self.at(p) for p in ring], fill=int(k == 0))
            self.image.paste(TONES[tone], (0, 0), mask)
        for ring in rings:
            self._line([*ring, ring[0]], layer)

    def _text(self, text: Text) -> None:
        font = _font(text.bold, max(4, round(text.height * 0.92 * self.scale)))
        colour, anchor = FAINT_COLOUR if text.faint else TEXT_COLOUR, {"start": "ls", "middle": "ms", "end": "rs"}
        if abs(text.angle) < 1e-6:
            self.canvas.text(self.at(text.at), text.text, fill=colour, font=font, anchor=anchor[text.anchor])
        else:
            self._turned(text, font, colour, anchor[text.anchor])

    def _turned(self, text: Text, font: FreeTypeFont, colour: str, anchor: str) -> None:
        """Text at an angle, by way of a mask that is turned about its middle."""
        from PIL import Image, ImageDraw

        reach = round(font.getlength(text.text) + 2 * font.size)
        mask = Image.new("L", (2 * reach, 2 * reach), 0)
        ImageDraw.Draw(mask).text((reach, reach), text.text, fill=255, font=font, anchor=anchor)
        mask = mask.rotate(math.degrees(text.angle), resample=Image.Resampling.BILINEAR)
        x, y = self.at(text.at)
        self.image.paste(colour, (round(x) - reach, round(y) - reach), mask)


def _on_circle(c: Circle, angle: float) -> XY:
    return (c.centre[0] + c.radius * math.cos(angle), c.centre[1] + c.radius * math.sin(angle))


@lru_cache(maxsize=64)
def _font(bold: bool, size: int) -> FreeTypeFont:
    import reportlab
    from PIL import ImageFont

    return ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / FONTS[bold][1]), size)
