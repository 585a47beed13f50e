"""Many rooms at once say the same as one room alone, and what they call solved is strict."""

from __future__ import annotations

import importlib.util
import math
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch.overrides import TorchFunctionMode

from solvers import geometry as g
from solvers import many_cost as mc
from solvers import relations as r
from solvers.check import Checker, check
from solvers.errors import SolverInputError
from solvers.layout import Status
from solvers.losses import RelationLosses
from solvers.many import STRICT, Effort, placements_of, search, solve_many, strict_layouts
from solvers.many_backends import BACKENDS, backend_for
from solvers.many_moves import uniforms
from solvers.many_rooms import Rooms, stack_rooms
from solvers.many_score import move_cost, state_cost
from solvers.many_tables import PAIR_KINDS, room_table, unsupported
from solvers.many_zones import with_zones
from solvers.problem import Body, Box, LayoutProblem, Pose
from solvers.quality import Quality
from solvers.room import Column, Door, Radiator, Room, Window
from solvers.solving import solve

SQUARE = Room(
    ((0.0, 0.0), (4.2, 0.0), (4.2, 3.6), (0.0, 3.6)), 2.6, (Door("door-0", 0, 0.2, 0.9),),
    (Window("window-0", 2, 1.4, 1.2),),
)  # fmt: skip
ANGLE = Room(
    ((0.0, 0.0), (5.0, 0.0), (5.0, 2.6), (3.0, 2.6), (3.0, 4.4), (0.0, 4.4)), 2.6, (Door("door-0", 1, 0.2, 0.9),)
)
BUILT = replace(
    SQUARE, columns=(Column("column-0", 3.2, 1.2, 0.3, 0.3, 0.4),), radiators=(Radiator("radiator-0", 2, 1.5, 1.0),)
)
SLANT = Room(((0.0, 0.0), (4.6, 0.4), (4.2, 4.0), (0.3, 4.2)), 2.6, (Door("door-0", 0, 0.5, 0.9),))
BEDROOM = (
    Body("bed-0", (1.6, 2.0, 0.5), "bed"), Body("nightstand-0", (0.45, 0.4, 0.5), "nightstand"),
    Body("nightstand-1", (0.45, 0.4, 0.5), "nightstand"), Body("lamp-0", (0.2, 0.2, 0.4), "table_lamp"),
    Body("wardrobe-0", (1.2, 0.6, 2.0), "wardrobe"), Body("rug-0", (1.4, 1.0, 0.01), "rug"),
    Body("plant-0", (0.35, 0.35, 1.0), "plant"), Body("picture-0", (0.6, 0.03, 0.5), "picture", "wall"),
)  # fmt: skip
RELATIONS = (
    r.AgainstWall(a="bed-0"), r.LeftOf(a="nightstand-0", b="bed-0"), r.RightOf(a="nightstand-1", b="bed-0"),
    r.Near(a="nightstand-0", b="bed-0", max=0.4), r.Near(a="nightstand-1", b="bed-0", max=0.4),
    r.OnTopOf(a="lamp-0", b="nightstand-0"), r.AgainstWall(a="wardrobe-0"), r.Corner(a="plant-0"),
    r.Far(a="plant-0", b="bed-0", min=0.5), r.InFrontOf(a="rug-0", b="bed-0", hard=False),
    r.AgainstWall(a="picture-0"),
)  # fmt: skip
KEPT = (
    r.KeepClear(a="wardrobe-0", depth=0.7), r.KeepClear(a="bed-0", side="left", hard=False),
    r.KeepClear(a="bed-0", depth=0.5, hard=False), r.NotBlocking(a="picture-0", b="door-0", depth=0.05),
)  # fmt: skip
PROBLEMS = tuple(
    LayoutProblem(f"room-{k}", room, BEDROOM, RELATIONS + (KEPT if k % 2 else ()))
    for k, room in enumerate((SQUARE, ANGLE, SLANT, BUILT))
)
STUDY = LayoutProblem(
    "study", SQUARE,
    (Body("desk-0", (1.2, 0.6, 0.75), "desk"), Body("chair-0", (0.5, 0.5, 0.9), "chair"),
     Body("shelf-0", (0.8, 0.3, 1.8), "bookshelf", fixed=Pose(3.8, 3.45))),
    (r.InFrontOf(a="chair-0", b="desk-0"), r.Around(a="chair-0", b="desk-0", max=0.3), r.AgainstWall(a="desk-0")),
)  # fmt: skip


def the_rooms(*problems: LayoutProblem) -> Rooms:
    return stack_rooms([room_table(p) for p in problems])


def scattered(rooms: Rooms, chains: int, seed: int = 0) -> torch.Tensor:
    """[R, chains, S, 4]: bodies thrown about, fixed things where they are, floor to keep clear before its things."""
    poses = rooms.start[:, None].expand(-1, chains, -1, -1).clone()
    u = torch.rand(*poses.shape[:2], rooms.n, 3, generator=torch.Generator().manual_seed(seed))
    thrown = mc.from_yaw(torch.stack([u[..., 0] * 4.2, u[..., 1] * 3.6, u[..., 2] * 2 * math.pi], -1))
    free = rooms.placed[:, None, : rooms.n, None] == 0
    poses[:, :, : rooms.n] = torch.where(free, thrown, poses[:, :, : rooms.n])
    for k, table in enumerate(rooms.tables):
        number = {b.id: j for j, b in enumerate(table.problem.bodies)}
        _, clear = with_zones(table.problem)
        for j, x in enumerate(clear, len(number)):
            w, d, _ = table.problem.body(x.a).size
            zone = g.access_zone(g.Rect(0, 0, w / 2, d / 2, 0), x.side, x.depth)
            poses[k, :, j] = mc.compose(poses[k, :, number[x.a]], torch.tensor([zone.x, zone.y, 1.0, 0.0]))
    return poses


# ---------------------------------------------------------------- what comes out
def test_what_is_called_solved_is_strict_and_everything_is_solved_here() -> None:
    problems = [*PROBLEMS, STUDY] * 3
    layouts = solve_many(problems, range(15), alone=False)
    assert [x.problem for x in layouts] == [p.name for p in problems]
    assert [x.seed for x in layouts] == list(range(15))
    assert all(x.status is Status.SOLVED and x.solver == "many" for x in layouts)
    assert not any(check(p, x.placements) for p, x in zip(problems, layouts, strict=True))
    shelf = layouts[4].placements["shelf-0"]
    assert (shelf.x, shelf.y, shelf.yaw) == (3.8, 3.45, 0.0)


def test_same_input_same_layouts_other_seed_other_layout() -> None:
    first, again = (solve_many(PROBLEMS, 5, alone=False) for _ in range(2))
    assert [x.placements for x in first] == [x.placements for x in again]
    other = solve_many(PROBLEMS, 6, alone=False)
    assert all(a.placements != b.placements for a, b in zip(first, other, strict=True))


def test_memory_bounds_chunks_and_changes_no_verdict() -> None:
    whole, pieces = (solve_many([*PROBLEMS, STUDY], 1, effort=Effort(memory=m), alone=False) for m in (10**9, 1))
    assert [x.status for x in whole] == [x.status for x in pieces] == [Status.SOLVED] * 5


def test_a_chain_without_hard_cost_is_strict() -> None:
    """The device's word is nearly always right; here on several hundred layouts of rooms of all shapes."""
    rooms = the_rooms(*PROBLEMS)
    with torch.no_grad():
        found = search(rooms, torch.arange(4), 40, 16, BACKENDS["torch"])
    good = (found.hard < STRICT).nonzero().tolist()
    assert len(good) > 60
    for k, b in good:
        assert not check(PROBLEMS[k], placements_of(rooms.tables[k], found.poses[k, b]))


def test_what_breaks_something_costs_something() -> None:
    rooms = the_rooms(*PROBLEMS, STUDY)
    poses = scattered(rooms, 50)
    cost = state_cost(rooms, poses, least=mc.HARD).sum(-1)
    for k, table in enumerate(rooms.tables):
        for b in range(50):
            broken = bool(check(table.problem, placements_of(table, poses[k, b])))
            assert broken or cost[k, b] == 0 or cost[k, b] < 2 * mc.STEP  # within the margins of the search
            assert cost[k, b] > 0 or not broken or _only_support(table.problem, placements_of(table, poses[k, b]))


def _only_support(problem: LayoutProblem, placements: dict[str, Pose]) -> bool:
    """What templates and moves keep by construction: things stay on what they stand on and hang on walls."""
    kinds = {v.kind if v.kind != "relation" else problem.relations[v.relation or 0].kind
             for v in check(problem, placements)}  # fmt: skip
    return kinds <= {"support", "on_top_of"}


# ---------------------------------------------------------------- the same meaning as one room alone
EVERY_PAIR = (
    r.Near(a="a", b="b"), r.Far(a="a", b="b"), r.Distance(a="a", b="b", min=0.5, max=1.5), r.Around(a="a", b="b"),
    r.Facing(a="a", b="b"), r.Aligned(a="a", b="b"), r.Parallel(a="a", b="b"), r.InFrontOf(a="a", b="b"),
    r.Behind(a="a", b="b"), r.LeftOf(a="a", b="b"), r.RightOf(a="a", b="b"), r.CenteredOn(a="a", b="b"),
    r.Beside(a="a", b="b"), r.Above(a="hung", b="b"), r.AtWindow(a="a", b="window-0"), r.Near(a="a", b="door-0"),
)  # fmt: skip


def test_the_relations_are_all_there() -> None:
    assert {x.kind for x in EVERY_PAIR} == PAIR_KINDS


@pytest.mark.parametrize("x", [*EVERY_PAIR, r.AgainstWall(a="a"), r.CenteredOnWall(a="a"), r.AtWall(a="a", walls=(2,))],
                         ids=lambda x: f"{x.kind}-{x.b}")  # fmt: skip
def test_relations_cost_what_their_losses_say(x: r.Relation) -> None:
    bodies = (Body("a", (0.8, 0.5, 0.7)), Body("b", (1.4, 0.9, 0.7)), Body("hung", (0.5, 0.3, 0.4), "ceiling"))
    problem = LayoutProblem("two", SQUARE, bodies, (x,))
    rooms = the_rooms(problem)
    poses = scattered(rooms, 400)
    flat = poses[0, :, :3].double()
    z = torch.from_numpy(rooms.tables[0].z).double().expand(400, -1)
    yaw = torch.atan2(flat[..., 3], flat[..., 2])
    loss = RelationLosses(problem)(torch.stack([flat[..., 0], flat[..., 1], z, yaw], -1))[:, 0]
    breach = _breach_of_the_only_relation(rooms, poses)[0].double()
    assert ((breach - loss).abs() < 0.012).all()
    assert ((breach > 0) == (loss > 0))[(loss == 0) | (loss > 0.01)].float().mean() > 0.97


def _breach_of_the_only_relation(rooms: Rooms, poses: torch.Tensor) -> torch.Tensor:
    def at(slots: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return poses[:, :, int(slots[0, 0])], rooms.half[:, None, int(slots[0, 0])]

    if rooms.tables[0].row_ends.size:
        (a, ha), (b, hb) = at(rooms.row_a), at(rooms.row_b)
        return mc.row_breach(a, b, ha, hb, rooms.row_lo[:, :1], rooms.row_hi[:, :1], rooms.used)
    a, ha = at(rooms.wall_row)
    return mc.wall_breach(a, ha, rooms.wall[:, None], *(v[:, :1] for v in wall_rows(rooms)))


def wall_rows(rooms: Rooms) -> tuple[torch.Tensor, ...]:
    return (rooms.wall_row_allowed, rooms.wall_row_tol, rooms.wall_row_gap)


def test_overlaps_are_those_of_plane_geometry() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        x, y, yaw, w, d = (rng.uniform(lo, hi, 2) for lo, hi in ((0, 2), (0, 2), (0, 7), (0.1, 0.8), (0.1, 0.8)))
        a, b = (g.Rect(x[k], y[k], w[k], d[k], yaw[k]) for k in (0, 1))
        pose = mc.from_yaw(torch.tensor(np.stack([x, y, yaw], -1)))
        half = torch.tensor(np.stack([w, d], -1))
        depth, gap = mc.overlap_depth(pose[0], pose[1], half[0], half[1]), g.ring_distance(a.corners, b.corners)
        exact = g.overlap_depth(a.corners, b.corners)
        assert float(depth) == pytest.approx(exact, abs=1e-9) or (exact <= 0 and depth <= 0)
        signed = float(mc.signed_gap(pose[0], pose[1], half[0], half[1]))
        assert signed == pytest.approx(gap if gap > 0 else -exact, abs=1e-9)


def test_composition_and_its_inverses() -> None:
    a, b = mc.from_yaw(torch.rand(2, 50, 3, dtype=torch.float64) * 5)
    assert torch.allclose(mc.compose(b, mc.relative(a, b)), a)
    assert torch.allclose(mc.compose(a, mc.inverse(a))[..., :2], torch.zeros(50, 2, dtype=torch.float64), atol=1e-12)


# ---------------------------------------------------------------- padding, moves, random numbers
def test_padding_changes_no_cost() -> None:
    alone, together = the_rooms(STUDY), the_rooms(STUDY, *PROBLEMS)
    poses = scattered(alone, 20)
    padded = together.start[:, None].expand(-1, 20, -1, -1).clone()
    padded[0, :, : STUDY.bodies.__len__()] = poses[0, :, : len(STUDY.bodies)]
    cost = state_cost(together, padded)[0]
    assert torch.allclose(cost[:, : len(STUDY.bodies)], state_cost(alone, poses)[0], atol=1e-5)
    assert (cost[:, len(STUDY.bodies) :] == 0).all()


def test_the_cost_of_a_move_is_its_part_of_the_whole() -> None:
    """What a move's cost changes between two places is what the whole layout's cost changes, every breach once."""
    rooms = the_rooms(*PROBLEMS)
    poses, placed = scattered(rooms, 30), torch.ones(4, 30, rooms.start.shape[1])
    for moves in rooms.moves:
        for k in range(moves.count):
            mv = moves.chosen(torch.full((4, 30), k))
            now = torch.gather(poses, 2, mv.members[..., None].expand(-1, -1, -1, 4))
            shift = now + torch.tensor([0.31, -0.17, 0.0, 0.0])
            cost = move_cost(rooms, mv, poses, torch.stack([now, shift], 2), placed)
            moved = poses.scatter(2, mv.members[..., None].expand(-1, -1, -1, 4), shift)
            change = _once(rooms, moved) - _once(rooms, poses)
            assert torch.allclose(
                (cost[..., 1] - cost[..., 0])[moves.valid[:, k]], change[moves.valid[:, k]], atol=1e-4
            )


def _once(rooms: Rooms, poses: torch.Tensor) -> torch.Tensor:
    """[R, B]: the cost of whole layouts with every breach counted once."""
    twice = state_cost(rooms, poses).sum(-1)
    here, half, n = poses[:, :, : rooms.n], rooms.half[:, None, : rooms.n], rooms.n
    depth = mc.overlap_depth(here[:, :, :, None], here[:, :, None], half[:, :, :, None], half[:, :, None])
    pairs = (mc.cost_of(depth - mc.SLACK) * rooms.collide[:, None, :n, :n]).sum((-1, -2)) / 2
    a, b = (poses.gather(2, v[:, None, :, None].expand(-1, poses.shape[1], -1, 4)) for v in (rooms.row_a, rooms.row_b))
    ha, hb = (rooms.half.gather(1, v[..., None].expand(-1, -1, 2))[:, None] for v in (rooms.row_a, rooms.row_b))
    rows = mc.row_breach(a, b, ha, hb, rooms.row_lo[:, None], rooms.row_hi[:, None], rooms.used)
    between = mc.cost_of(rows) * rooms.row_weight[:, None] * (rooms.row_b < n)[:, None]
    return twice - pairs - between.sum(-1)


def test_random_numbers_are_even_and_their_own() -> None:
    u = uniforms(torch.tensor([1, 2, 3]), 7, 50, 400)
    assert u.min() > 0
    assert u.max() < 1
    assert abs(float(u.mean()) - 0.5) < 0.005
    assert abs(float(u.var()) - 1 / 12) < 0.002
    flat = u.reshape(3, -1)
    assert abs(float(torch.corrcoef(flat)[0, 1])) < 0.03
    assert torch.equal(uniforms(torch.tensor([2]), 7, 50, 400)[0], u[1])
    assert not torch.equal(uniforms(torch.tensor([2]), 8, 50, 400)[0], u[1])


MAKERS = {"arange", "zeros", "ones", "full", "empty", "eye", "linspace", "rand", "randn", "randint", "randperm",
          "scalar_tensor"}  # fmt: skip


class _Names(TorchFunctionMode):
    """The names of all functions of torch that are called, and of those that make a tensor without naming a device."""

    def __init__(self) -> None:
        super().__init__()
        self.names, self.homeless = set[str](), set[str]()

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.names.add(func.__name__)
        if func.__name__ in MAKERS and "device" not in (kwargs or {}):
            self.homeless.add(func.__name__)
        return func(*args, **(kwargs or {}))


def test_a_search_never_waits_for_the_device() -> None:
    """Nothing is read back or sent over inside a search, else it could not be captured in a CUDA graph."""
    rooms, seeds = the_rooms(*PROBLEMS), torch.arange(4)
    with _Names() as spy:
        search(rooms, seeds, 2, 3, BACKENDS["torch"])
    waits = {"item", "tolist", "__bool__", "__int__", "__float__", "__index__", "nonzero", "unique", "masked_select",
             "tensor", "as_tensor", "cpu", "numpy", "__contains__"}  # fmt: skip
    assert {"gather", "where", "arange"} <= spy.names
    assert not spy.names & waits
    assert not spy.homeless
    with _Names() as spy:
        assert bool(torch.ones(1).sum() > 0)
        assert torch.tensor(1).item() == 1
    assert {"__bool__", "tensor", "item"} <= spy.names
    assert spy.homeless == {"ones"}


@pytest.mark.slow
def test_a_search_needs_shapes_only_and_stays_on_its_device() -> None:
    """On a device without data: whatever asked for a value, or mixed in a tensor of the CPU, would fail."""
    found = search(stack_rooms([room_table(p) for p in PROBLEMS], "meta"), torch.arange(4, device="meta"), 2, 3,
                   BACKENDS["torch"])  # fmt: skip
    assert found.poses.device.type == found.hard.device.type == "meta"
    assert found.hard.shape == (4, 2)


# ---------------------------------------------------------------- floor that is kept clear
@pytest.mark.parametrize("side", ["front", "back", "left", "right"])
def test_floor_to_keep_clear_costs_something_when_it_is_not(side: Any) -> None:
    """And nothing where it is, but for a little more than the margins of the search."""
    bodies = (Body("a", (0.8, 0.5, 0.7)), Body("b", (1.4, 0.9, 0.7)), Body("rug", (1.6, 1.2, 0.01)),
              Body("hung", (0.8, 0.4, 0.5), "ceiling"))  # fmt: skip
    kept = r.KeepClear(a="a", side=side, hard=False)
    problem = LayoutProblem("kept", replace(BUILT, doors=()), bodies, (kept,))
    rooms, checker = the_rooms(problem), Checker(problem)
    poses = scattered(rooms, 300)
    cost = (state_cost(rooms, poses) - state_cost(rooms, poses, least=mc.HARD)).sum(-1)[0]
    held = torch.tensor([checker.holds(placements_of(rooms.tables[0], p), kept) for p in poses[0]])
    assert (cost[~held] > 0).all()
    assert (cost[held] == 0).float().mean() > 0.97
    assert 30 < int(held.sum()) < 270


def test_floor_goes_with_what_is_fixed_and_its_group_may_stand_there() -> None:
    desk, chair = Body("desk-0", (1.2, 0.6, 0.75), fixed=Pose(2.1, 3.3)), Body("chair-0", (0.5, 0.5, 0.9))
    kept = r.KeepClear(a="desk-0", depth=0.8)
    problem = LayoutProblem("desk", replace(SQUARE, windows=()), (desk, chair), (kept,))
    layouts = solve_many([problem] * 6, range(6), alone=False)
    assert all(x.status is Status.SOLVED for x in layouts)
    sitting = replace(problem, relations=(kept, r.Offset(a="chair-0", b="desk-0", y=-0.6, yaw=math.pi)))
    assert solve_many([sitting], alone=False)[0].status is Status.SOLVED


# ---------------------------------------------------------------- what it is the start of
def test_a_layout_found_elsewhere_is_improved_instead_of_a_search() -> None:
    found = solve(STUDY, seed=3, effort=0.0).placements
    assert solve(STUDY, seed=0, effort=0.0, starts=[found]).placements == found
    broken = {i: replace(p, x=-9.0) for i, p in found.items()}
    plain = solve(STUDY, seed=0, effort=0.2)
    assert solve(STUDY, seed=0, effort=0.2, starts=[broken]).placements == plain.placements
    better = solve(STUDY, seed=0, effort=0.2, starts=[broken, found])
    assert better.status is Status.SOLVED
    assert (better.quality or 0.0) > (solve(STUDY, effort=0.0, starts=[found]).quality or 1.0)


def test_improved_layouts_are_strict_and_better() -> None:
    problem = PROBLEMS[1]
    improved = solve_many([problem], 2, alone=False, improve=0.1)[0]
    starts = strict_layouts([problem, replace(problem, bodies=(), relations=())], 2)
    assert (improved.status, improved.solver) == (Status.SOLVED, "many")
    assert len(starts[0]) >= 8
    assert not check(problem, starts[0][0])
    assert starts[1] == ()
    quality = Quality(problem)
    assert (improved.quality or 0.0) > max(quality.of(layout) for layout in starts[0])


# ---------------------------------------------------------------- what it cannot do
def test_what_is_searched_alone_is_solved_too() -> None:
    room = replace(SQUARE, polygon=((0.0, 0.0), (4.2, 0.0), (2.6, 1.4), (4.2, 3.6), (0.0, 3.6)), windows=())
    niche = replace(STUDY, room=room, bodies=STUDY.bodies[:2])
    assert "niche" in (unsupported(niche) or "")
    alone, left = solve_many([niche], time_limit=10.0)[0], solve_many([niche], alone=False)[0]
    assert (alone.status, alone.solver) == (Status.SOLVED, "batched")
    assert left.status is Status.UNSOLVED
    assert left.violated


def test_parts_and_rare_relations_are_not_pretended() -> None:
    stool, desk = (
        Body("stool-0", (0.4, 0.4, 0.4)),
        Body("desk-0", (1.2, 0.6, 0.75), parts=(Box((-0.6, -0.3, 0.7), (0.6, 0.3, 0.75)),)),
    )
    under = LayoutProblem("under", SQUARE, (stool, desk), (r.Under(a="stool-0", b="desk-0", hard=False),))
    rare = LayoutProblem("rare", SQUARE, (stool,), (r.CenteredInRoom(a="stool-0"),))
    tied = LayoutProblem(
        "tied", SQUARE, (stool, Body("pot-0", (0.3, 0.3, 0.3))), (r.Offset(a="pot-0", b="stool-0", x=0.3),)
    )
    assert "rigid group" in (unsupported(tied) or "")
    assert unsupported(replace(tied, relations=(r.Offset(a="pot-0", b="stool-0", x=0.4),))) is None
    assert unsupported(under)
    assert unsupported(rare)
    assert unsupported(replace(rare, relations=(r.CenteredInRoom(a="stool-0", hard=False),))) is None


def test_what_cannot_be_is_proved() -> None:
    big = LayoutProblem("big", SQUARE, (Body("bed-0", (6.0, 5.0, 0.5), "bed"),))
    layout = solve_many([big, STUDY], effort=Effort(repairs=(0,)))[0]
    assert layout.status is Status.INFEASIBLE
    assert layout.explanation is not None


def test_bad_input() -> None:
    with pytest.raises(SolverInputError, match="seeds: 1 given for 2 problems"):
        solve_many([STUDY, STUDY], [1])
    with pytest.raises(SolverInputError, match="backend: 'magic' is not known"):
        backend_for("cpu", "magic")
    with pytest.raises(SolverInputError, match="backend: 'triton'"):
        backend_for("cpu", "triton")
    with pytest.raises(SolverInputError, match="device"):
        solve_many([STUDY], device="abacus")
    assert solve_many([]) == []


# ---------------------------------------------------------------- the fused kernel
KERNEL = """
import torch
from solvers.kernels.move_cost import move_cost as fused
from solvers.many_backends import Backend
from solvers.many import search
from solvers.many_score import move_cost
import test_many as t

def both(*a):
    one, two = move_cost(*a), fused(*a)
    assert (one - two).abs().max() < 1e-3, (one - two).abs().max()
    return one

bodies = (*t.BEDROOM[:2], t.Body("a", (0.8, 0.5, 0.7)), t.Body("b", (1.4, 0.9, 0.7)),
          t.Body("hung", (0.5, 0.3, 0.4), "ceiling"))
every = t.LayoutProblem("every", t.SQUARE, bodies, (*t.EVERY_PAIR, t.r.Corner(a="a"), t.r.AgainstWall(a="b")))
rooms = t.the_rooms(every, t.PROBLEMS[1])
with torch.no_grad():
    search(rooms, torch.arange(2), 1, 2, Backend("both", ("cpu",), (), True, both))
"""


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("triton") is None, reason="needs triton (comes with torch for CUDA)")
def test_the_fused_kernel_says_the_same_in_the_interpreter() -> None:
    path = os.pathsep.join([os.path.dirname(__file__), *sys.path])
    environment = {**os.environ, "TRITON_INTERPRET": "1", "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", KERNEL], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("triton") is None, reason="needs triton (comes with torch for CUDA)")
def test_the_fused_kernel_compiles_for_a_hopper_gpu() -> None:
    """Without a GPU: down to machine code of compute capability 9.0, with everything in registers."""
    import triton
    from triton.backends.compiler import GPUTarget
    from triton.compiler import ASTSource

    from solvers.kernels.move_cost import _kernel

    numbers = {"members", "mrows", "ain", "bin", "mwalls", "win", "mcorners", "cin", "ra", "rb", "wrow", "crow"}
    types = {f"{name}_ptr": "*i64" for name in numbers} | {"amoves_ptr": "*i8", "wallow_ptr": "*i8"}
    constants = {"GAP": True, "FACE": True, "TURN": True, "LANES": 32}
    kinds = {name: types.get(name, "*fp32" if name.endswith("_ptr") else "i32") for name in _kernel.arg_names}
    source = ASTSource(_kernel, kinds | dict.fromkeys(constants, "constexpr"), constexprs=constants)
    made = triton.compile(source, target=GPUTarget("cuda", 90, 32), options={"num_warps": 1})
    assert made.asm["cubin"]
    assert "ld.local" not in made.asm["ptx"]


@pytest.mark.gpu
@pytest.mark.parametrize("backend", [b.name for b in BACKENDS.values() if "cuda" in b.devices])
def test_cuda_says_the_same_as_the_cpu(backend: str) -> None:
    rooms = the_rooms(*PROBLEMS)
    poses, placed = scattered(rooms, 64), torch.ones(4, 64, rooms.start.shape[1])
    device = stack_rooms(rooms.tables, "cuda")
    assert torch.allclose(state_cost(device, poses.cuda()).cpu(), state_cost(rooms, poses), atol=1e-3)
    seeds = torch.arange(3)
    assert torch.equal(uniforms(seeds.cuda(), 3, 8, 80).cpu(), uniforms(seeds, 3, 8, 80))
    for mine, theirs in zip(rooms.moves, device.moves, strict=True):
        which = torch.zeros(4, 64, dtype=torch.long)
        mv, other = mine.chosen(which), theirs.chosen(which.cuda())
        members = torch.gather(poses, 2, mv.members[..., None].expand(-1, -1, -1, 4))[:, :, None]
        cost = BACKENDS[backend].cost(device, other, poses.cuda(), members.cuda(), placed.cuda())
        assert torch.allclose(cost.cpu(), move_cost(rooms, mv, poses, members, placed), atol=1e-3)


@pytest.mark.gpu
def test_a_thousand_layouts_from_the_device_are_strict() -> None:
    problems = [PROBLEMS[k % 4] for k in range(1000)]
    layouts = solve_many(problems, range(1000), "cuda", alone=False)
    assert sum(x.status is Status.SOLVED for x in layouts) >= 990
    again = solve_many(problems[:30], range(30), "cuda", alone=False)
    assert [x.placements for x in again] == [
        x.placements for x in solve_many(problems[:30], range(30), "cuda", alone=False)
    ]
