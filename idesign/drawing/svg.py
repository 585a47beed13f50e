"""A drawing as SVG: millimetres, one group for each object with its id in `data-id` and a `<title>` to be read out."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from pathlib import Path

from idesign.drawing.layers import FAINT_COLOUR, LAYERS, PENS, TEXT_COLOUR, TONES, Layer, Tone
from idesign.drawing.paper import on_paper
from idesign.drawing.shapes import Arc, Circle, Drawing, Hatch, Item, Line, Polyline, Shape, Symbol, Text
from idesign.files import write_text
from solvers.room import XY

NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"


def write_svg(drawing: Drawing, path: Path) -> None:
    """Writes the sheet as an SVG file, to scale."""
    write_text(path, '<?xml version="1.0" encoding="UTF-8"?>\n' + svg_text(drawing) + "\n")


def svg_text(drawing: Drawing, plan_only: bool = False) -> str:
    """The sheet as SVG text of the sheet's true size, or only the plan, without a size, to be set into a page."""
    sheet = drawing.sheet
    x0, y0, x1, y1 = sheet.window if plan_only else (0.0, 0.0, sheet.width, sheet.height)
    root = ET.Element(
        "svg", {"xmlns": NAMESPACE, "viewBox": f"{_n(x0)} {_n(sheet.height - y1)} {_n(x1 - x0)} {_n(y1 - y0)}"}
    )
    root.attrib |= {"role": "img", "font-family": FONT} | (
        {} if plan_only else {"width": f"{_n(x1)}mm", "height": f"{_n(y1)}mm"}
    )
    ET.SubElement(root, "title").text = _clean(drawing.title)
    ET.SubElement(root, "desc").text = _clean(drawing.description)
    ET.SubElement(root, "style").text = _style()
    if not plan_only:
        ET.SubElement(root, "rect", {"width": _n(x1), "height": _n(y1), "fill": TONES["paper"]})
    flipped = _Writer(sheet.height)
    for item in on_paper(drawing, plan_only):
        flipped.item(root, item)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _n(value: float) -> str:
    """A number with two decimals at most: a hundredth of a millimetre."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "-0") if round(value, 2) else "0"


def _clean(text: str) -> str:
    """Only characters that XML 1.0 allows."""
    return "".join(
        c
        for c in text
        if c in "\t\n" or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF))
    )


def layer_class(layer: Layer) -> str:
    return "l" + layer.replace("-", "")


def _style() -> str:
    """One class for each layer and tone, prefixed so that it cannot meet the style of a page."""
    rules = []
    for layer in LAYERS:
        pen = PENS[layer]
        dash = f";stroke-dasharray:{' '.join(map(_n, pen.dash))}" if pen.dash else ""
        stroke = f"stroke:{pen.colour};stroke-width:{pen.width}" if pen.width else "stroke:none"
        rules.append(f".{layer_class(layer)}{{fill:none;{stroke}{dash};stroke-linejoin:round;stroke-linecap:round}}")
    rules += [f".t-{tone}{{fill:{colour}}}" for tone, colour in TONES.items()]
    return "".join(rules)


class _Writer:
    """Appends items to an SVG tree, with y turned downwards."""

    def __init__(self, height: float) -> None:
        self.height = height

    def item(self, parent: ET.Element, item: Item) -> None:
        if isinstance(item, Symbol):
            self.symbol(parent, item)
        else:
            self.shape(parent, item)

    def symbol(self, parent: ET.Element, symbol: Symbol) -> None:
        group = ET.SubElement(parent, "g", {"class": symbol.kind})
        if symbol.id:
            group.set("data-id", _clean(symbol.id))
        if symbol.title:
            ET.SubElement(group, "title").text = _clean(symbol.title)
        for shape in symbol.shapes:
            self.shape(group, shape)

    def shape(self, parent: ET.Element, shape: Shape) -> None:
        if isinstance(shape, Text):
            self.text(parent, shape)
        elif isinstance(shape, Circle):
            x, y = shape.centre
            self.put(parent, "circle", shape.layer, shape.tone, cx=_n(x), cy=_n(self.height - y), r=_n(shape.radius))
        else:
            self.put(parent, "path", shape.layer, shape.tone if isinstance(shape, Hatch) else None, d=self.path(shape))

    def put(self, parent: ET.Element, tag: str, layer: Layer, tone: Tone | None, **known: str) -> None:
        css = layer_class(layer) + (f" t-{tone}" if tone else "")
        ET.SubElement(
            parent, tag, known | {"class": css} | ({"fill-rule": "evenodd"} if tone and tag == "path" else {})
        )

    def path(self, shape: Shape) -> str:
        if isinstance(shape, Line):
            return self.chain((shape.a, shape.b))
        if isinstance(shape, Polyline):
            return self.chain(shape.points) + ("Z" if shape.closed else "")
        if isinstance(shape, Hatch):
            return "".join(self.chain(r) + "Z" for r in (shape.points, *shape.holes))
        if isinstance(shape, Arc):
            a, b = self.at(shape.point(shape.start)), self.at(shape.point(shape.end))
            large = int((shape.end - shape.start) % (2 * math.pi) > math.pi)
            return f"M{a}A{_n(shape.radius)} {_n(shape.radius)} 0 {large} 0 {b}"
        raise TypeError(f"{type(shape).__name__} must be taken apart before it is written")

    def chain(self, points: tuple[XY, ...]) -> str:
        return "M" + "L".join(map(self.at, points))

    def at(self, p: XY) -> str:
        return f"{_n(p[0])} {_n(self.height - p[1])}"

    def text(self, parent: ET.Element, text: Text) -> None:
        x, y = text.at[0], self.height - text.at[1]
        known = {
            "x": _n(x),
            "y": _n(y),
            "font-size": _n(text.height),
            "fill": FAINT_COLOUR if text.faint else TEXT_COLOUR,
        }
        if text.anchor != "start":
            known["text-anchor"] = text.anchor
        if text.bold:
            known["font-weight"] = "600"
        if abs(text.angle) > 1e-6:
            known["transform"] = f"rotate({_n(-math.degrees(text.angle))} {_n(x)} {_n(y)})"
        ET.SubElement(parent, "text", known).text = _clean(text.text)
