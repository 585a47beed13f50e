"""A relation has three readings: sentence, loss and check. They belong together and agree."""

import math
import random
from dataclasses import replace

import pytest
import torch

from solvers import relations as r
from solvers.check import Checker, holds
from solvers.geometry import turn
from solvers.losses import RelationLosses
from solvers.problem import Body, Box, LayoutProblem, Pose, Surface
from solvers.relation_check import BINARY_CHECKS, UNARY_CHECKS
from solvers.room import Column, Door, Radiator, Room, Socket, Window, Zone

ROOM = Room(
    ((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (2.0, 4.0), (2.0, 3.0), (0.0, 3.0)),
    2.6,
    (Door("door-0", 0, 0.5, 0.9),),
    (Window("window-0", 2, 0.6, 1.4), Window("window-1", 1, 1.0, 1.2)),
    columns=(Column("pillar", 3.4, 1.2, 0.3, 0.4, 0.2),),
    radiators=(Radiator("heater", 1, 1.0, 1.2),),
    sockets=(Socket("socket", 5, 1.0),),
    zones=(Zone("work", ((2.0, 0.0), (5.0, 0.0), (5.0, 4.0), (3.0, 4.0), (3.0, 2.5), (2.0, 2.5))),),
)
BODIES = (
    Body("a", (0.9, 0.5, 0.6), mount="floor"),
    Body("b", (1.4, 0.8, 0.7), surfaces=(Surface(0.7, -0.7, -0.4, 0.7, 0.4), Surface(0.3, -0.6, -0.3, 0.6, 0.3))),
    Body("c", (0.5, 0.5, 1.0)),
    Body("hung", (0.8, 0.1, 0.5), mount="wall"),
    Body("shelf", (2.0, 1.2, 1.5), surfaces=(Surface(0.3, -1, -0.6, 1, 0.6), Surface(1.1, -1, -0.6, 1, 0.6))),
)
EXAMPLES = [
    r.AgainstWall(a="a"),
    r.Corner(a="a"),
    r.AtWall(a="a", walls=(0, 1, 3)),
    r.CenteredOnWall(a="a", tol=0.4),
    r.CenteredInRoom(a="a", tol=0.6),
    r.KeepClear(a="a", side="left", depth=0.5),
    r.Near(a="a", b="b", max=0.4),
    r.Far(a="a", b="window-0", min=1.0),
    r.Distance(a="a", b="b", min=0.8, max=1.6),
    r.Around(a="a", b="b"),
    r.Facing(a="a", b="b"),
    r.Facing(a="a", b="window-0"),
    r.Aligned(a="a", b="b"),
    r.OnTopOf(a="a", b="b"),
    r.InFrontOf(a="a", b="b"),
    r.Behind(a="a", b="b"),
    r.LeftOf(a="a", b="b"),
    r.RightOf(a="a", b="b"),
    r.CenteredOn(a="a", b="b"),
    r.AtWindow(a="a", b="window-0", max=0.5),
    r.Above(a="hung", b="b", tol=0.5),
    r.Above(a="a", b="b", tol=0.5),
    r.Under(a="a", b="b", share=0.4),
    r.Beside(a="a", b="b", max=0.5),
    r.Beside(a="a", b="b", side="left", max=0.8),
    r.Between(a="a", b="b", c="c", tol=0.5),
    r.Parallel(a="a", b="b"),
    r.Offset(a="a", b="b", x=0.3, y=-0.4, z=0.1, yaw=0.5, tol=0.6),
    r.Corner(a="a", vertices=(0, 1)),
    r.CenteredOnWall(a="a", walls=(0, 1, 2), tol=1.5),
    r.OnTopOf(a="a", b="b", level="top"),
    r.OnTopOf(a="a", b="shelf", level="inside"),
    r.Beside(a="a", b="window-1", max=0.6),
    r.Between(a="a", b="b", c="c", where="middle", tol=0.5),
    r.ParallelToWall(a="a", walls=(0,)),
    r.FacingWall(a="a", walls=(1,)),
    r.FacingAway(a="a", b="b"),
    r.Turned(a="a", yaw=math.pi / 2),
    r.At(a="a", x=2.0, y=1.5, tol=0.8),
    r.AtHeight(a="hung", height=0.8, of="middle", tol=0.3),
    *(r.LinedUp(a="a", b="b", by=by, tol=0.3) for by in ("back", "front", "left", "right", "axis", "level")),
    r.InRow(a="b", others=("a",), max=1.0, tol=0.5),
    r.InRow(a="a", others=("b", "c"), min=0.1, max=1.5, by="level", tol=1.0),
    r.Symmetric(a="a", b="c", c="b", tol=0.8),
    r.EvenlyAround(a="a", others=("c",), b="b", tol=0.4),
    r.EvenlyAround(a="a", others=("c", "hung"), b="b", by="angle", tol=0.7),
    r.InZone(a="a", zone="work"),
    r.InZone(a="a", zone="work", part="centre"),
    r.NotBlocking(a="c", b="window-1", depth=0.8),
    r.NotBlocking(a="a", b="heater"),
    r.NotBlocking(a="b", b="socket"),
    r.Sees(a="a", b="c", height=0.65, width=0.4),
    r.Sees(a="a", b="window-1", height=0.9),
]


def name(x: r.Relation) -> str:
    own = [str(getattr(x, f)) for f in ("by", "side", "level", "where", "part") if hasattr(x, f)]
    return "-".join([x.kind, *x.names, *own])


def problem(*relations: r.Relation) -> LayoutProblem:
    return LayoutProblem("p", ROOM, BODIES, relations)


def random_poses(rng: random.Random, z: float = 1.0) -> dict[str, Pose]:
    """Bodies close together, so that every relation holds at times."""
    x, y = rng.uniform(0.5, 4.5), rng.uniform(0.3, 3.7)
    turns = [rng.choice([k * math.pi / 2 for k in range(4)] + [rng.uniform(-4, 4)]) for _ in BODIES]
    return {
        b.id: Pose(x + rng.gauss(0, 0.6), y + rng.gauss(0, 0.6), rng.choice([0.0, 0.0, 0.3, 0.7, z]), t)
        for b, t in zip(BODIES, turns, strict=True)
    }


def on_top(rng: random.Random, b: Pose, id: str) -> dict[str, Pose]:
    """a on or about one of the surfaces of the body `id`."""
    a = Pose(b.x + rng.gauss(0, 0.5), b.y + rng.gauss(0, 0.2), rng.choice([0.3, 0.7, 0.5, 1.1]), rng.choice([0, b.yaw]))
    return {"a": a, id: replace(b, z=0.0)}


def row(rng: random.Random, names: tuple[str, ...]) -> dict[str, Pose]:
    """Bodies more or less in a row from left to right."""
    yaw = rng.uniform(-3, 3)
    spots = [turn((1.5 * k + rng.gauss(0, 0.4), rng.gauss(0, 0.3)), yaw) for k in range(len(names))]
    return {n: Pose(2.0 + x, 1.5 + y, 0.0, yaw + rng.gauss(0, 0.1)) for n, (x, y) in zip(names, spots, strict=True)}


def tensor(poses: dict[str, Pose]) -> torch.Tensor:
    return torch.tensor([[p.x, p.y, p.z, p.yaw] for p in poses.values()], dtype=torch.float64)


SPOTS = {
    "a": Pose(4.5, 2.0), "b": Pose(2.0, 1.0), "c": Pose(1, 1), "hung": Pose(1, 2), "shelf": Pose(4, 3)
}  # fmt: skip


def test_every_relation_has_a_sentence_a_check_and_a_loss() -> None:
    assert set(UNARY_CHECKS) == r.UNARY
    assert set(UNARY_CHECKS) | set(BINARY_CHECKS) == set(r.KINDS)
    assert {x.kind for x in EXAMPLES} == set(r.KINDS)
    assert all(len(r.sentence(kind)) > 20 for kind in r.KINDS)


@pytest.mark.parametrize("relation", EXAMPLES, ids=name)
def test_loss_is_zero_exactly_where_the_check_passes(relation: r.Relation) -> None:
    rng, p = random.Random(repr(relation)), problem(relation)
    losses, checker, seen = RelationLosses(p), Checker(p), {True: 0, False: 0}
    many = [random_poses(rng) for _ in range(500)]
    if relation.kind == "on_top_of":
        many = [m | on_top(rng, m[relation.b or ""], relation.b or "") for m in many]
    if relation.kind == "in_row":
        many = [m | row(rng, relation.names) for m in many]
    values = losses(torch.stack([tensor(m) for m in many]))[:, 0]
    for poses, loss in zip(many, values.tolist(), strict=True):
        ok = checker.holds(poses, relation)
        if 0 < loss < 1e-4:
            continue
        assert ok == (loss == 0), f"{relation} loss {loss} holds {ok} at {poses}"
        seen[ok] += 1
    assert min(seen.values()) > 2, f"the example is never tried both ways: {seen}"


def test_leading_dimensions_are_batch() -> None:
    rng, losses = random.Random(1), RelationLosses(problem(*EXAMPLES))
    flat = torch.stack([tensor(random_poses(rng)) for _ in range(6)])
    one = torch.stack([losses(p) for p in flat])
    assert torch.allclose(losses(flat), one)
    assert torch.allclose(losses(flat.reshape(2, 3, -1, 4)).reshape(6, -1), one)
    assert losses(flat[0]).shape == (len(EXAMPLES),)


@pytest.mark.parametrize("relation", EXAMPLES, ids=name)
def test_losses_have_finite_gradients(relation: r.Relation) -> None:
    rng, losses = random.Random(2), RelationLosses(problem(relation))
    poses = torch.stack([tensor(random_poses(rng)) for _ in range(20)]).requires_grad_()
    losses(poses).sum().backward()
    assert poses.grad is not None
    assert torch.isfinite(poses.grad).all()


def test_descending_a_loss_makes_the_relation_hold() -> None:
    p = problem(r.Near(a="a", b="b", max=0.3), r.LeftOf(a="a", b="b"))
    losses = RelationLosses(p)
    poses = tensor({b.id: SPOTS[b.id] for b in BODIES}).requires_grad_()
    steps = torch.optim.Adam([poses], lr=0.05)
    for _ in range(150):
        steps.zero_grad()
        losses(poses).sum().backward()
        steps.step()
    final = {b.id: Pose(*row) for b, row in zip(BODIES, poses.tolist(), strict=True)}
    assert all(holds(p, final, x) for x in p.relations)


def test_an_opening_that_moves_with_its_wall_keeps_the_loss() -> None:
    shifted = replace(ROOM, polygon=tuple((x + 3.0, y - 1.0) for x, y in ROOM.polygon))
    poses = SPOTS | {"a": Pose(3.0, 3.5)}
    relation = r.AtWindow(a="a", b="window-0")
    here = RelationLosses(problem(relation))(tensor(poses))
    moved = {i: replace(p, x=p.x + 3.0, y=p.y - 1.0) for i, p in poses.items()}
    there = RelationLosses(LayoutProblem("p", shifted, BODIES, (relation,)))(tensor(moved))
    assert torch.allclose(here, there)


def test_parts_do_not_change_relations() -> None:
    parts = replace(BODIES[1], parts=(Box((-0.1, -0.1, 0.0), (0.1, 0.1, 0.7)),))
    relation = r.Near(a="a", b="b", max=0.3)
    with_parts = LayoutProblem("p", ROOM, (BODIES[0], parts, *BODIES[2:]), (relation,))
    rng = random.Random(3)
    for _ in range(50):
        poses = random_poses(rng)
        assert holds(with_parts, poses, relation) == holds(problem(relation), poses, relation)
