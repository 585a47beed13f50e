"""Laws of the way from a design to a layout problem and back: what is written down holds where things stand."""

from __future__ import annotations

from itertools import combinations

from assets.asset import Asset, AssetQuery, SolidBox
from idesign.compile import compose, relations_as_placed, relations_of
from idesign.scene_graph import Group, Piece, SceneGraph
from solvers.geometry import relative
from solvers.problem import Pose
from solvers.relations import Offset, Relation
from solvers.room import Room

ROOM = Room(((0, 0), (6, 0), (6, 5), (0, 5)))
CHAIRS = tuple(f"chair-{k}" for k in range(5))


def thing(w: float, d: float, h: float) -> Asset:
    return Asset("thing", "test", "CC0-1.0", "thing", "thing", (w, d, h), "floor",
                 solid=(SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, h)),))  # fmt: skip


def offsets(relations: list[Relation]) -> dict[str, Offset]:
    return {r.a: r for r in relations if isinstance(r, Offset)}


def test_a_group_is_written_down_as_it_was_placed_whoever_is_left_out() -> None:
    """Five chairs stand otherwise about a table than three: when two go, the others do not move."""
    pieces = tuple(Piece(i, "thing", AssetQuery("chair")) for i in ("table-0", *CHAIRS))
    graph = SceneGraph(pieces, groups=(Group("table", "table-0", tuple((c, "seat") for c in CHAIRS)),))
    assets = {"table-0": thing(1.8, 0.9, 0.75)} | {c: thing(0.44, 0.5, 0.85) for c in CHAIRS}
    placed = {"table-0": Pose(3.0, 2.5, 0.0, 0.7)}
    placed |= {
        r.a: compose(placed["table-0"], r) for r in offsets(relations_of(ROOM, graph, assets, {*assets})).values()
    }
    assert len(placed) == 6
    moved = 0
    for gone in combinations(CHAIRS, 2):
        poses = {i: p for i, p in placed.items() if i not in gone}
        written, fresh = (offsets(found) for found in (
            relations_as_placed(ROOM, graph, assets, poses), relations_of(ROOM, graph, assets, frozenset(poses))
        ))  # fmt: skip
        assert written.keys() == fresh.keys() == poses.keys() - {"table-0"}
        for r in written.values():
            here = relative(poses[r.a], placed["table-0"])
            assert max(abs(here.x - r.x), abs(here.y - r.y), abs(here.z - r.z), abs(here.yaw - r.yaw)) < 1e-4
        moved += any(abs(fresh[i].x - r.x) + abs(fresh[i].y - r.y) > 0.01 for i, r in written.items())
    assert moved, "the arrangement does not depend on its members: this law says nothing"
