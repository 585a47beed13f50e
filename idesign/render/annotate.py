"""Pictures with the names of what is in them, for judges and people: each label on its object, none on another.

A label goes to the middle of what is visible of its object (the pixel farthest from the edge). Where another label is
in the way, or another object's middle would be covered, it moves to the nearest free place and a line leads back; one
that finds none so near covers a middle rather than being led across the picture. What shows less than `LEAST` of the
picture has no label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from idesign.render.aov import Aov

Picture = NDArray[np.uint8]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
LEAST = 2e-4
"""Share of the picture below which an object is too small to be named."""
LETTER, CROWDED_LETTER, CROWD = 0.019, 0.0155, 45
"""Height of the letters as a share of the picture's height, and of those where more labels than `CROWD` are drawn."""
PAPER, INK, LINE = (255, 255, 255, 225), (20, 24, 28, 255), (20, 24, 28, 200)
RINGS, NEAR_RINGS, TURNS = 14, 5, 24
"""Rings around an object on which places are tried: all, and those on which a label covers no other object's middle."""


@dataclass(frozen=True)
class Label:
    """A text with its box (left, top, right, bottom), the pixel on the object that it belongs to, and the height of its
    letters [px]."""

    text: str
    box: Box
    tip: Point
    letter: float

    @property
    def led(self) -> bool:
        """Whether a line must lead from the box to the object."""
        return not _covers(self.box, self.tip)


def annotated(picture: Picture, seen: Aov, names: Mapping[int, str]) -> Picture:
    """The picture with a label for each object; `names` gives the text by the object's number in `seen.instance`."""
    page = Image.fromarray(picture).convert("RGBA")
    layer = Image.new("RGBA", page.size, (0, 0, 0, 0))
    labels = place_labels(seen, names)
    pen = ImageDraw.Draw(layer)
    for label in labels:
        if label.led:
            pen.line((*label.tip, *_nearest(label)), fill=LINE, width=2)
            pen.ellipse((label.tip[0] - 3, label.tip[1] - 3, label.tip[0] + 3, label.tip[1] + 3), fill=LINE)
    for label in labels:
        font = ImageFont.load_default(label.letter)
        pen.rounded_rectangle(label.box, radius=4, fill=PAPER, outline=LINE)
        pen.text(((label.box[0] + label.box[2]) / 2, (label.box[1] + label.box[3]) / 2), label.text, INK, font, "mm")
    return np.asarray(Image.alpha_composite(page, layer).convert("RGB"))


def _letter(height: int, labels: int) -> float:
    return max(11.0, (LETTER if labels <= CROWD else CROWDED_LETTER) * height)


def _nearest(label: Label) -> Point:
    x0, y0, x1, y1 = label.box
    return min(max(label.tip[0], x0), x1), min(max(label.tip[1], y0), y1)


def place_labels(seen: Aov, names: Mapping[int, str]) -> tuple[Label, ...]:
    """Labels that do not overlap and lie in the picture, those of small objects first, which have the least choice. One
    for which no place is free is left out."""
    height, width = seen.instance.shape
    spots = {n: s for n in names if (s := _spot(seen.instance == n)) is not None}
    letter = _letter(height, len(spots))
    font = ImageFont.load_default(letter)
    placed: list[Label] = []
    for number in sorted(spots, key=lambda n: (spots[n][2], n)):
        size = font.getbbox(names[number])
        others = [spot[:2] for n, spot in spots.items() if n != number]
        asked = _Asked(names[number], spots[number][:2], (size[2] - size[0] + 10, letter + 8), letter)
        label = _free(asked, (width, height), placed, others)
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


@dataclass(frozen=True)
class _Asked:
    """A label to be placed: its text, the pixel it belongs to, its box's width and height and its letters' [px]."""

    text: str
    tip: Point
    size: Point
    letter: float

    def on_rings(self, rings: int) -> Iterator[Label]:
        """The label at its tip, then at places farther and farther around it."""
        (x, y), (w, h) = self.tip, self.size
        turns = [2 * np.pi * k / TURNS for k in range(TURNS)]
        around = ((r * w / 3 * np.cos(a), r * h * 0.8 * np.sin(a)) for r in range(1, rings) for a in turns)
        for dx, dy in ((0.0, 0.0), *around):
            box = (x + dx - w / 2, y + dy - h / 2, x + dx + w / 2, y + dy + h / 2)
            yield Label(self.text, box, self.tip, self.letter)


def _free(asked: _Asked, page: Point, placed: list[Label], others: list[Point]) -> Label | None:
    """The label at the nearest free place that covers none of the other objects' middles, else at the nearest free."""
    near = (k for k in asked.on_rings(NEAR_RINGS) if not any(_covers(k.box, tip) for tip in others))
    for label in chain(near, asked.on_rings(RINGS)):
        x0, y0, x1, y1 = label.box
        in_page = x0 >= 1 and y0 >= 1 and x1 <= page[0] - 2 and y1 <= page[1] - 2
        if in_page and not any(_overlap(label.box, p.box) for p in placed):
            return label
    return None


def _covers(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] + 2 and b[0] < a[2] + 2 and a[1] < b[3] + 2 and b[1] < a[3] + 2
