"""A drawing brought to paper: everything in millimetres from the lower left corner, dimensions taken apart, in painting
order. What every writer that knows only lines, areas and text starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from idesign.drawing.dimensions import exploded
from idesign.drawing.shapes import Dimension, Drawing, Frame, Item, Shape, Symbol


def on_paper(drawing: Drawing, plan_only: bool = False) -> tuple[Item, ...]:
    """All items in millimetres; `plan_only` leaves out what stands beside the plan."""
    model = tuple(i for item in drawing.model for i in _brought(item, drawing.sheet.frame))
    return model if plan_only else model + tuple(i for item in drawing.paper for i in _brought(item, Frame()))


def _brought(item: Item, frame: Frame) -> Iterator[Item]:
    if isinstance(item, Symbol):
        moved = item.moved(frame)
        yield replace(moved, shapes=tuple(s for shape in moved.shapes for s in _simple(shape)))
    else:
        yield from _simple(item.moved(frame))


def _simple(shape: Shape) -> tuple[Shape, ...]:
    return exploded(shape) if isinstance(shape, Dimension) else (shape,)
