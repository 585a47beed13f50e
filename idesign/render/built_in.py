"""Columns, radiators and sockets as models, in the room's coordinates [m]."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from assets.model import Model
from assets.parametric import kit
from idesign.render.finishes import Finishes
from solvers.room import Column, Radiator, Room, Socket

PANEL = 0.02
"""Thickness of a radiator's panel [m]."""
BELOW = 0.1
"""Height of a radiator's lower edge [m]: 0.10 to 0.15 is usual."""


def column(room: Room, c: Column, finishes: Finishes) -> Model:
    """A pillar from floor to ceiling, painted as the walls."""
    builder = kit.Builder()
    builder.add("column", kit.extrude(shapely.Polygon(c.ring), room.height, (0, 0, 0)), finishes.paint, grain="z")
    return builder.model()


def radiator(h: Radiator, finishes: Finishes) -> Model:
    """A panel radiator in the frame of its wall: two panels and the grille between them."""
    builder, x = kit.Builder(), h.offset + h.width / 2
    low = min(BELOW, 0.3 * h.height)
    for y in _panels(h):
        builder.add("panel", kit.box((h.width, PANEL, h.height - low), (x, y, low), 0.004), finishes.trim)
    grille = (h.width - 0.01, max(PANEL, h.depth - 0.03), 0.01)
    builder.add("grille", kit.box(grille, (x, h.depth / 2, h.height - 0.012)), finishes.metal)
    return builder.model()


def _panels(h: Radiator) -> Iterator[float]:
    yield h.depth - PANEL / 2
    if h.depth > 3 * PANEL:
        yield PANEL


def socket(k: Socket, finishes: Finishes) -> Model:
    """A plate in the frame of its wall."""
    builder = kit.Builder()
    plate = (k.width, 0.01, 0.08)
    builder.add("plate", kit.box(plate, (k.offset + k.width / 2, 0.005, k.height - 0.04), 0.003), finishes.trim)
    return builder.model()
