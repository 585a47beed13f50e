"""A placement map as a picture: the plan of a room, and in it where the middle of one thing may stand, and how well.

Colour is the best score over all turns and heights at a place; where nothing is coloured, the thing cannot stand. The
best places are drawn as outlines with their rank. Metres of the room, millimetres of paper.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely
from shapely import LinearRing, Polygon

from idesign.drawing.layers import Tone
from idesign.drawing.pieces import body as outline
from idesign.drawing.pieces import front_mark, ring
from idesign.drawing.png import write_png
from idesign.drawing.shapes import Circle, Drawing, Frame, Hatch, Item, Polyline, Shape, Sheet, Symbol, Text
from idesign.drawing.svg import write_svg
from idesign.drawing.text import shorten
from idesign.drawing.walls import floor, opening_symbols, walls
from idesign.errors import InputError
from solvers.placement_maps import PlacementMap, Spot
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import XY

PLAN, EDGE, HEAD, FOOT = 150.0, 6.0, 14.0, 16.0
"""Longer side of the plan, the paper around it, the lines above and the key below it [mm]."""
APART = 0.5
"""The places that are drawn are at least this far apart [m]."""
STEPS: tuple[Tone, ...] = ("heat-1", "heat-2", "heat-3", "heat-4", "heat-5")
LETTER, BUBBLE = 2.3, 1.9


def heat_map_drawing(problem: LayoutProblem, placements: Mapping[str, Pose], found: PlacementMap, best: int = 3
                     ) -> Drawing:  # fmt: skip
    """The heat map of a placement map, with its `best` places; things without a pose are left out."""
    x0, y0, x1, y1 = problem.room.bounds
    scale = PLAN / max(x1 - x0, y1 - y0)
    wide, high = scale * (x1 - x0) + 2 * EDGE, scale * (y1 - y0) + 2 * EDGE + HEAD + FOOT
    frame = Frame(EDGE - scale * x0, EDGE + FOOT - scale * y0, 0.0, scale)
    spots = found.best(best, APART) if best else []
    model = (*_plan(problem, placements, found), *_spots(problem.body(found.id), spots, BUBBLE / scale))
    paper = (*(s.moved(frame) for s in model), *_words(found, spots, wide, high))
    sheet = Sheet("heat map", wide, high, 1000, (0.0, 0.0), (0.0, 0.0, wide, high))
    return Drawing(f"Where {found.id} may stand", _facts(found, spots), sheet, (), paper)


def write_heat_map(problem: LayoutProblem, placements: Mapping[str, Pose], found: PlacementMap, path: Path,
                   best: int = 3) -> None:  # fmt: skip
    """Writes the heat map as SVG or PNG, by the file's ending. Raises InputError for another ending."""
    writers = {".svg": write_svg, ".png": write_png}
    if path.suffix.lower() not in writers:
        raise InputError(f"{path}: must end in .svg or .png")
    writers[path.suffix.lower()](heat_map_drawing(problem, placements, found, best), path)


def _plan(problem: LayoutProblem, placements: Mapping[str, Pose], found: PlacementMap) -> list[Item]:
    """Floor, colours, walls, openings, and the outlines of everything else."""
    moving = {problem.bodies[k].id for k in found.members}
    others = [b for b in problem.bodies if b.id in placements and b.id not in moving]
    order = sorted(others, key=lambda b: placements[b.id].z + b.size[2])
    return [
        floor(problem.room), *(_thing(b, placements[b.id]) for b in order), *heat(found), *walls(problem.room),
        *opening_symbols(problem.room),
    ]  # fmt: skip


def _thing(body: Body, pose: Pose) -> Symbol:
    w, d, _ = body.size
    return Symbol(body.id, body.id, (outline(w, d, "metal"), front_mark(d, min(0.06, w / 4, d / 4))),
                  Frame(pose.x, pose.y, pose.yaw))  # fmt: skip


def heat(found: PlacementMap) -> list[Hatch]:
    """The coloured areas [m], each step of the score one tone."""
    best = np.where(found.valid, found.comfort, -1.0).max((0, 1))
    level = np.where(best < 0, -1, np.clip((best * len(STEPS)).astype(int), 0, len(STEPS) - 1))
    x, y = _edges(found.x), _edges(found.y)
    out: list[Hatch] = []
    for k, tone in enumerate(STEPS):
        whole = shapely.union_all([shapely.box(x[a], y[i], x[b], y[i + 1]) for i, a, b in _runs(level == k)])
        parts = [p for p in getattr(whole, "geoms", [whole]) if isinstance(p, Polygon) and not p.is_empty]
        out += [_hatch(p, tone) for p in parts]
    return out


def _edges(line: Sequence[float] | np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
    """The borders between neighbours on an axis; half a step beyond its ends."""
    v = [float(x) for x in line]
    if len(v) == 1:
        return [v[0] - 0.01, v[0] + 0.01]
    middle = [(a + b) / 2 for a, b in itertools.pairwise(v)]
    return [v[0] - (v[1] - v[0]) / 2, *middle, v[-1] + (v[-1] - v[-2]) / 2]


def _runs(mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> list[tuple[int, int, int]]:
    """(row, from, to) of the runs of true cells in each row."""
    step = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(step == 1)
    ends = np.nonzero(step == -1)[1]
    return list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))


def _hatch(part: Polygon, tone: Tone) -> Hatch:
    outer, *holes = (_ring(LinearRing(r.simplify(0))) for r in (part.exterior, *part.interiors))
    return Hatch(outer, "A-FLOR", tone, tuple(holes))


def _ring(line: LinearRing) -> tuple[XY, ...]:
    return tuple((float(x), float(y)) for x, y in line.coords[:-1])


def _spots(body: Body, spots: Sequence[Spot], radius: float) -> list[Item]:
    """The best places as outlines, with their rank in a bubble [m]."""
    w, d, _ = body.size
    edge = Polyline(ring(-w / 2, -d / 2, w / 2, d / 2), "I-FURN-OVHD", closed=True)
    shapes: tuple[Shape, ...] = (edge, front_mark(d, min(0.08, w / 4, d / 4)))
    out: list[Item] = []
    for k, s in enumerate(spots):
        out.append(Symbol(body.id, f"place {k + 1}", shapes, Frame(s.pose.x, s.pose.y, s.pose.yaw)))
    for k, s in enumerate(spots):
        out.append(Circle((s.pose.x, s.pose.y), radius, "A-ANNO-NOTE", "paper"))
        out.append(Text((s.pose.x, s.pose.y - 0.45 * radius), str(k + 1), LETTER, anchor="middle", bold=True))
    return out


def _words(found: PlacementMap, spots: Sequence[Spot], wide: float, high: float) -> list[Item]:
    """Title above, key below."""
    room = wide - 2 * EDGE
    title = Text((EDGE, high - EDGE - 3.0), shorten(f"Where {found.id} may stand", 3.6, room), 3.6, bold=True)
    facts = Text((EDGE, high - EDGE - 8.0), shorten(_facts(found, spots), LETTER, room), LETTER, faint=True)
    size = min(12.0, room / 8)
    fields = [Hatch(ring(EDGE + size * k, EDGE, EDGE + size * (k + 1), EDGE + 3), "A-ANNO-TTLB", tone)
              for k, tone in enumerate(STEPS)]  # fmt: skip
    marks = [Text((EDGE + size * k, EDGE + 4.2), f"{k / len(STEPS):g}", 1.9, anchor="middle")
             for k in range(len(STEPS) + 1)]  # fmt: skip
    note = Text(
        (EDGE + size * (len(STEPS) + 0.5), EDGE + 0.6), "how well it stands with its middle there", 1.9, faint=True
    )
    return [title, facts, *fields, *marks, note]


def _facts(found: PlacementMap, spots: Sequence[Spot]) -> str:
    """How much is valid, and the best places in words."""
    share = f"{100 * float(found.valid.mean()):.2g} % of {found.cost.size} poses are valid"
    places = [f"{k + 1}: {s.score:.2f}, turned {math.degrees(s.pose.yaw) % 360:.0f}°" for k, s in enumerate(spots)]
    return "; ".join([share, *places])
