"""Pictures with the names of what is in them, for judges and people: each label on its object, none on another.

A label goes to the middle of what is visible of its object (the pixel farthest from the edge). Where another label is
in the way it moves to the nearest free place and a line leads back. What shows less than `LEAST` of the picture has no
label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from idesign.render.aov import Aov

Picture = NDArray[np.uint8]
LEAST = 2e-4
"""Share of the picture below which an object is too small to be named."""
LETTER = 0.019
"""Height of the letters as a share of the picture's height."""
PAPER, INK, LINE = (255, 255, 255, 225), (20, 24, 28, 255), (20, 24, 28, 200)
RINGS, TURNS = 14, 24


@dataclass(frozen=True)
class Label:
    """A text with its box (left, top, right, bottom) and the pixel on the object that it belongs to."""

    text: str
    box: tuple[float, float, float, float]
    tip: tuple[float, float]

    @property
    def led(self) -> bool:
        """Whether a line must lead from the box to the object."""
        x, y = self.tip
        return not (self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3])


def annotated(picture: Picture, seen: Aov, names: Mapping[int, str]) -> Picture:
    """The picture with a label for each object; `names` gives the text by the object's number in `seen.instance`."""
    page = Image.fromarray(picture).convert("RGBA")
    layer = Image.new("RGBA", page.size, (0, 0, 0, 0))
    pen, font = ImageDraw.Draw(layer), ImageFont.load_default(_letter(page.height))
    labels = place_labels(seen, names)
    for label in labels:
        if label.led:
            pen.line((*label.tip, *_nearest(label)), fill=LINE, width=2)
            pen.ellipse((label.tip[0] - 3, label.tip[1] - 3, label.tip[0] + 3, label.tip[1] + 3), fill=LINE)
    for label in labels:
        pen.rounded_rectangle(label.box, radius=4, fill=PAPER, outline=LINE)
        pen.text(((label.box[0] + label.box[2]) / 2, (label.box[1] + label.box[3]) / 2), label.text, INK, font, "mm")
    return np.asarray(Image.alpha_composite(page, layer).convert("RGB"))


def _letter(height: int) -> float:
    return max(11.0, LETTER * height)


def _nearest(label: Label) -> tuple[float, float]:
    x0, y0, x1, y1 = label.box
    return min(max(label.tip[0], x0), x1), min(max(label.tip[1], y0), y1)


def place_labels(seen: Aov, names: Mapping[int, str]) -> tuple[Label, ...]:
    """Labels that do not overlap and lie in the picture, those of small objects first, which have the least choice. One
    for which no place is free is left out."""
    height, width = seen.instance.shape
    font = ImageFont.load_default(_letter(height))
    spots = {n: s for n in names if (s := _spot(seen.instance == n)) is not None}
    placed: list[Label] = []
    for number in sorted(spots, key=lambda n: (spots[n][2], n)):
        size = font.getbbox(names[number])
        w, h = size[2] - size[0] + 10, _letter(height) + 8
        label = _free(names[number], spots[number][:2], (w, h), (width, height), placed)
        if label is not None:
            placed.append(label)
    return tuple(placed)


def _spot(mask: NDArray[np.bool_]) -> tuple[float, float, int] | None:
    """x, y of the pixel farthest from the edge of what is visible, and the number of pixels; None when too small."""
    pixels = int(mask.sum())
    if pixels < LEAST * mask.size:
        return None
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    inside = np.pad(mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 1)
    y, x = np.unravel_index(int(ndimage.distance_transform_edt(inside).argmax()), inside.shape)
    return float(columns[0] + x - 1), float(rows[0] + y - 1), pixels


def _free(
    text: str, tip: tuple[float, float], size: tuple[float, float], page: tuple[int, int], placed: list[Label]
) -> Label | None:
    """The label at its tip, or at the nearest free place on rings around it."""
    w, h = size
    turns = [2 * np.pi * k / TURNS for k in range(TURNS)]
    shifts = [(0.0, 0.0), *((r * w / 3 * np.cos(a), r * h * 0.8 * np.sin(a)) for r in range(1, RINGS) for a in turns)]
    for dx, dy in shifts:
        x, y = tip[0] + dx, tip[1] + dy
        box = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        in_page = box[0] >= 1 and box[1] >= 1 and box[2] <= page[0] - 2 and box[3] <= page[1] - 2
        if in_page and not any(_overlap(box, p.box) for p in placed):
            return Label(text, box, tip)
    return None


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] + 2 and b[0] < a[2] + 2 and a[1] < b[3] + 2 and b[1] < a[3] + 2
