"""Figures that other systems publish about their rooms, from their definitions, for tables that readers know.

All but the last are about oriented boxes, so a chair pushed under a table counts as an overlap; whether meshes meet is
what `eval.geometry` and SceneEval's COL say.

    OOB      a scene is out of bounds when a box leaves the floor in plan by more than 0.1 m. Table: share of scenes.
             LayoutGPT (arXiv 2305.15393), eval_scene_layout.py: there against the rectangle of the room
    BBL      sum of the common volumes of all pairs of boxes [m3]. Table: mean over scenes. I-Design (arXiv 2404.02838),
             whose code for it is not published: units of its figures are not known
    CF, IB   share of the boxes that are in no other, and share that are inside the room, by more than 5 mm. Table:
             mean over scenes. LayoutVLM (arXiv 2412.02193); that boxes and not scenes are counted is our reading
    VBL      voxels of 5 cm of filled meshes [litres]: outside the room (only of boxes that leave it) and common to two
             things (only of boxes that overlap); valid when the sum is at most 100 l. ReSpace (arXiv 2506.02459),
             GradientSpaces/respace, eval_scene: there each thing has a grid of its own, here the room has one
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from eval.sceneeval.boxes import Box
from eval.sceneeval.place import Place, Thing
from eval.sceneeval.table import Measure, mean_of
from solvers.room import Room

MARGIN = 0.1
"""LayoutGPT's: so far a box may leave the floor [m]."""
LEAST = 0.005
"""Overlaps and overhangs up to this are none (CF, IB) [m]."""
SPECK = 1e-9
"""Rounding: smaller areas and volumes are none [m2, m3]."""
PITCH, MOST_LITRES = 0.05, 100.0
"""ReSpace's voxels [m] and the volume up to which a scene is valid [l]."""
PUBLISHED = Path(__file__).parent / "data" / "peers.toml"
Cells = NDArray[np.int64]


@dataclass(frozen=True)
class PeerFigures:
    """One scene's figures: objects, ids of boxes that leave the floor by over 0.1 m, common volume of boxes [m3], ids
    of boxes in another and of boxes not inside, volume outside and common volume by voxels [l]."""

    objects: int
    out: tuple[str, ...]
    overlap: float
    touching: tuple[str, ...]
    not_inside: tuple[str, ...]
    outside_litres: float
    common_litres: float

    @property
    def valid(self) -> bool:
        """By ReSpace's limit."""
        return self.outside_litres + self.common_litres <= MOST_LITRES


def peer_figures(place: Place) -> PeerFigures:
    """All figures of a scene."""
    things, floor = place.things, Polygon(place.room.polygon)
    pairs = [(a, b) for a, b in combinations(things, 2) if common_volume(a.box, b.box) > SPECK]
    deep = {t.id for a, b in pairs if common_volume(_shrunk(a.box), _shrunk(b.box)) > SPECK for t in (a, b)}
    cells: dict[str, Cells] = {}
    return PeerFigures(
        len(things),
        tuple(t.id for t in things if leaves_floor(t.box, floor, MARGIN)),
        sum(common_volume(a.box, b.box) for a, b in pairs),
        tuple(t.id for t in things if t.id in deep),
        tuple(t.id for t in things if _leaves(t.box, place.room, floor, LEAST)),
        _litres(_outside(t, place.room, floor, cells) for t in things if _leaves(t.box, place.room, floor, 0.0)),
        _litres(_common(a, b, cells) for a, b in pairs),
    )


# ---------------------------------------------------------------- boxes
def common_volume(a: Box, b: Box) -> float:
    """What two boxes share [m3]."""
    up = min(a.high, b.high) - max(a.low, b.low)
    return up * float(a.plan.intersection(b.plan).area) if up > 0 and a.plan.intersects(b.plan) else 0.0


def _shrunk(box: Box) -> Box:
    """Smaller by half of `LEAST` on every side, so that what overlaps by less does not."""
    w, d, h = (max(0.0, x - LEAST / 2) for x in box.half)
    return Box(box.centre, (w, d, h), box.yaw)


def leaves_floor(box: Box, floor: Polygon, by: float) -> bool:
    """Whether some of the box is further than `by` [m] from the floor in plan."""
    room_around = floor.buffer(by, join_style="mitre") if by else floor
    return float(box.plan.difference(room_around).area) > SPECK


def _leaves(box: Box, room: Room, floor: Polygon, by: float) -> bool:
    return max(box.high - room.height, -box.low) > max(by, SPECK) or leaves_floor(box, floor, by)


# ---------------------------------------------------------------- voxels
def voxels(t: Thing) -> Cells:
    """The cells [N, 3] of the room's grid that the filled mesh is in; a cell's centre is at `PITCH` times its
    numbers."""
    grid: Any = t.solid.voxelized(PITCH).fill()
    return np.asarray(np.round(grid.points / PITCH), dtype=np.int64)


def _cells(t: Thing, made: dict[str, Cells]) -> Cells:
    if t.id not in made:
        made[t.id] = voxels(t)
    return made[t.id]


def _outside(t: Thing, room: Room, floor: Polygon, made: dict[str, Cells]) -> int:
    centres = _cells(t, made) * PITCH
    level = (centres[:, 2] >= -SPECK) & (centres[:, 2] <= room.height + SPECK)
    return int((~(shapely.intersects_xy(floor.buffer(1e-6), centres[:, 0], centres[:, 1]) & level)).sum())


def _common(a: Thing, b: Thing, made: dict[str, Cells]) -> int:
    return len(set(map(tuple, _cells(a, made).tolist())) & set(map(tuple, _cells(b, made).tolist())))


def _litres(cells: Iterable[int]) -> float:
    return sum(cells) * PITCH**3 * 1000


# ---------------------------------------------------------------- tables
def peer_table(scenes: Sequence[PeerFigures]) -> tuple[Measure, ...]:
    """Means over scenes with 95 % intervals; CF and IB over those that hold something."""
    full = [s for s in scenes if s.objects]
    columns = {
        "objects a room": [float(s.objects) for s in scenes],
        "OOB (share of scenes)": [float(bool(s.out)) for s in scenes],
        "BBL (m3)": [s.overlap for s in scenes],
        "CF (share of objects)": [1 - len(s.touching) / s.objects for s in full],
        "IB (share of objects)": [1 - len(s.not_inside) / s.objects for s in full],
        "voxels outside (l)": [s.outside_litres for s in scenes],
        "voxels in common (l)": [s.common_litres for s in scenes],
        "voxels valid (share of scenes)": [float(s.valid) for s in scenes],
    }
    return tuple(m for name, values in columns.items() if (m := mean_of(name, values)) is not None)


@dataclass(frozen=True)
class Published:
    """A figure as published: of which method, on what, and what stands in the way of a comparison."""

    method: str
    figure: str
    value: float
    data: str


@cache
def published() -> tuple[Published, ...]:
    """Figures of others, each with where it is from."""
    rows = tomllib.loads(PUBLISHED.read_text(encoding="utf-8"))["row"]
    return tuple(Published(r["method"], name, value, r["data"]) for r in rows for name, value in r["figures"].items())
