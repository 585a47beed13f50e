"""From a design and true sizes to layout problems: pieces become bodies, groups become rigid offsets.

Stage 0 is one problem. Each later piece is a problem of its own, in which everything already placed is fixed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from assets.asset import Asset, SolidBox
from idesign.arrange import arrange
from idesign.scene_graph import Piece, SceneGraph
from solvers.geometry import OPENING_DEPTH, opening_rect, relative
from solvers.problem import Access, Body, Box, LayoutProblem, Mount, Pose, Surface
from solvers.relations import AtWindow, NotBlocking, Offset, OnTopOf, Relation
from solvers.room import Opening, Room

RIM = 0.065
"""How far a solid may reach beyond the surface on it [m]: bounds of bedding 6 cm, of seat cushions 2 cm, rims 4 cm."""
Assets = Mapping[str, Asset]
Poses = Mapping[str, Pose]
HUNG_DEPTH = 0.05
"""What hangs within this [m] of the wall hangs before an opening in it."""


def opening_pose(room: Room, opening: Opening) -> Pose:
    """The frame of an opening as the solver has it: a thin box outside the wall's line, front into the room."""
    rect = opening_rect(room, opening)
    return Pose(rect.x, rect.y, opening.base, rect.yaw)


def compose(base: Pose, r: Offset) -> Pose:
    """The pose of `r.a` when `r.b` is at `base`."""
    c, s = math.cos(base.yaw), math.sin(base.yaw)
    return Pose(base.x + c * r.x - s * r.y, base.y + s * r.x + c * r.y, base.z + r.z, base.yaw + r.yaw)


def compile_problem(
    name: str, room: Room, graph: SceneGraph, assets: Assets, ids: frozenset[str], placed: Poses
) -> LayoutProblem:
    """The problem of placing `ids` among what is `placed`. Relations with an end elsewhere are left out; an offset to
    an opening becomes a fixed pose."""
    present = ids | set(placed)
    relations = [r for r in relations_of(room, graph, assets, present) if r.a in ids or r.b in ids]
    at_opening = {r.a: r for r in relations if isinstance(r, Offset) and r.b in graph.openings}
    frames = {o.id: opening_pose(room, o) for o in room.openings}
    fixed = dict(placed) | {a: compose(frames[r.b], r) for a, r in at_opening.items() if r.b is not None}
    pieces = [p for p in graph.pieces if p.id in present]
    bodies = tuple(body_of(p.id, p.support, p.elevation, assets[p.id], room, fixed.get(p.id)) for p in pieces)
    return LayoutProblem(name, room, bodies, tuple(r for r in relations if r not in at_opening.values()))


def crowded_out(room: Room, graph: SceneGraph, assets: Assets) -> frozenset[str]:
    """Pieces that should stand on another but for which its group found no place on it."""
    every = frozenset(p.id for p in graph.pieces)
    return frozenset(r.a for r in relations_of(room, graph, assets, every) if isinstance(r, OnTopOf))


def relations_of(room: Room, graph: SceneGraph, assets: Assets, present: set[str] | frozenset[str]) -> list[Relation]:
    """All relations among the present pieces (and openings): the graph's own, the groups' offsets from true sizes, and
    "stands on" for what no group has given a place."""
    known = set(present) | set(graph.openings)
    offsets: list[Relation] = []
    for group in graph.groups:
        members = tuple(m for m in group.members if m[0] in present)
        if group.anchor in present and members:
            offsets += arrange(replace(group, members=members), assets, room)
    held = {r.a for r in offsets} | {r.a for r in graph.relations if isinstance(r, (Offset, OnTopOf))}
    standing = [OnTopOf(a=p.id, b=p.support) for p in graph.pieces if p.support in present and p.id in present - held]
    hung = {p.id: h for p in graph.pieces if p.id in present and (h := hanging_height(p, assets[p.id])) is not None}
    base = {o.id: o.base for o in room.openings}
    own = [_at_opening(r, hung, base) for r in graph.relations]
    every = [*own, *offsets, *standing, *_beside_openings(room, own, hung)]
    return [r for r in every if {e for e in (r.a, r.b, getattr(r, "c", None)) if e} <= known]


def relations_as_placed(room: Room, graph: SceneGraph, assets: Assets, poses: Poses) -> list[Relation]:
    """All relations among what has a pose; the offsets of the groups are those that hold. They were made for all the
    members that a group had when it was placed, of which some may have been left out since."""
    own = {(r.a, r.b) for r in graph.relations if isinstance(r, Offset)}
    found = relations_of(room, graph, assets, frozenset(poses))
    return [_as_it_stands(r, poses) if isinstance(r, Offset) and (r.a, r.b) not in own else r for r in found]


def _as_it_stands(r: Offset, poses: Poses) -> Offset:
    """The offset between the two poses, to a tenth of a millimetre."""
    if r.b is None or r.b not in poses:
        return r
    p = relative(poses[r.a], poses[r.b])
    return replace(r, x=round(p.x, 4) + 0.0, y=round(p.y, 4) + 0.0, z=round(p.z, 4) + 0.0, yaw=p.yaw)


def _beside_openings(room: Room, relations: list[Relation], hung: Mapping[str, float]) -> list[Relation]:
    """What hangs on a wall and is not there for a window or door hangs beside it."""
    related = {(r.a, r.b) for r in relations if isinstance(r, Offset | AtWindow)}
    return [NotBlocking(a=a, b=o.id, depth=HUNG_DEPTH) for a in hung for o in room.openings if (a, o.id) not in related]


def hanging_height(piece: Piece, asset: Asset) -> float | None:
    """Height of the base of a piece on a wall [m]; None for what does not hang on one."""
    if piece.support != "wall":
        return None
    return asset.elevation if piece.elevation is None else piece.elevation


def _at_opening(r: Relation, hung: Mapping[str, float], base: Mapping[str, float]) -> Relation:
    """A designer measures a place at an opening from the wall's line and leaves the height to the piece; the solver
    measures both from the opening's box."""
    if isinstance(r, Offset) and r.b is not None and r.b in base:
        return replace(r, y=r.y - OPENING_DEPTH / 2, z=hung.get(r.a, r.z) - base[r.b])
    return r


def body_of(id: str, support: str, elevation: float | None, asset: Asset, room: Room, fixed: Pose | None) -> Body:
    """The body of a piece that is answered by `asset`; `elevation` None takes the asset's own."""
    mount: Mount = "wall" if support == "wall" else "ceiling" if support == "ceiling" else "floor"
    height = room.height - asset.size[2] if mount == "ceiling" else asset.elevation if elevation is None else elevation
    return Body(
        id=id,
        size=asset.size,
        category=asset.category,
        mount=mount,
        elevation=None if mount == "floor" else height,
        fixed=fixed,
        parts=tuple(Box(s.lo, (s.hi[0], s.hi[1], solid_top(s, asset))) for s in asset.solid),
        surfaces=tuple(Surface(s.height, s.x0, s.y0, s.x1, s.y1, s.clear) for s in asset.supports),
        access=tuple(Access(z.side, z.depth) for z in asset.access),
        before_window=asset.before_window,
    )


def solid_top(part: SolidBox, asset: Asset) -> float:
    """The top of a solid: that of the surface on it where the solid reaches a little beyond, as the bounds of a cushion
    and the rim of a tray do."""
    lo, hi = part.lo, part.hi
    over = [s.height for s in asset.supports if s.x0 < hi[0] and lo[0] < s.x1 and s.y0 < hi[1] and lo[1] < s.y1]
    return max((z for z in over if lo[2] < z < hi[2] <= z + RIM), default=hi[2])
