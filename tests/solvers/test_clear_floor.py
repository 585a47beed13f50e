"""Floor to be kept clear: the search's tables cost what the relation's loss says, for states and for moves."""

import math

import torch

from solvers import clear_floor as cf
from solvers.batched import one_thread
from solvers.moves import move_sets
from solvers.problem import Body, LayoutProblem
from solvers.relations import KeepClear, Offset
from solvers.room import Column, Room
from solvers.tables import make_tables

ROOM = Room(((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (2.0, 4.0), (2.0, 3.0), (0.0, 3.0)), 2.5,
            columns=(Column("pillar", 3.4, 1.2, 0.3, 0.4, 0.2),))  # fmt: skip
BODIES = (
    Body("wardrobe", (1.6, 0.6, 2.0)), Body("bed", (1.6, 2.0, 0.9)), Body("stand", (0.4, 0.4, 0.5)),
    Body("rug", (2.0, 1.4, 0.01)), Body("lamp", (0.4, 0.4, 0.4), mount="ceiling"), Body("desk", (1.2, 0.6, 0.7)),
)  # fmt: skip
RELATIONS = (
    KeepClear(a="wardrobe", depth=0.7), KeepClear(a="bed", side="left", depth=0.6), KeepClear(a="stand", side="back"),
    KeepClear(a="bed", side="right", depth=0.6, hard=False), Offset(a="stand", b="bed", x=1.1, y=0.8),
)  # fmt: skip
B, K = 40, 5


def random_states(n: int, generator: torch.Generator, *shape: int) -> torch.Tensor:
    """[..., n, 4]: bodies anywhere in and about the room, the lamp under the ceiling."""
    poses = torch.rand(*shape, n, 4, generator=generator) * torch.tensor([6.0, 5.0, 0.0, 2 * math.pi])
    poses[..., 4, 2] = 2.1
    return poses


def test_the_tables_cost_what_the_loss_says() -> None:
    with one_thread():
        tables = make_tables(LayoutProblem("clear", ROOM, BODIES, RELATIONS))
        state = random_states(tables.n, torch.Generator().manual_seed(0), B)
        everything = torch.ones(tables.n, dtype=torch.bool)
        costs = cf.breach(tables.clear, tables.pieces, tables.half[: tables.n], state, everything)
        losses = [tables.losses.one(x, state) for x in RELATIONS if isinstance(x, KeepClear)]
    assert (costs > 0.1).any(0).all()
    assert torch.allclose(costs, torch.stack(losses, -1), atol=1e-5)


def test_a_move_costs_what_the_state_after_it_costs() -> None:
    """Of what moves, and of what stands still and is met."""
    with one_thread():
        tables = make_tables(LayoutProblem("clear", ROOM, BODIES, RELATIONS))
        floor, half, n = tables.clear, tables.half[: tables.n], tables.n
        generator = torch.Generator().manual_seed(1)
        poses, everything = random_states(n, generator, B), torch.ones(B, n, dtype=torch.bool)
        for moves in move_sets(tables):
            mv = moves.take(torch.arange(B) % len(moves))
            members = random_states(n, generator, B, K).gather(
                2, mv.members[:, None, :, None].expand(-1, K, -1, 4).clone()
            )
            members = torch.where(mv.live[:, None, :, None], members, members[:, :, :1])
            index = mv.members[:, None, :, None].expand(-1, K, -1, 4)
            state = poses[:, None].expand(-1, K, -1, -1).scatter(2, index, members)
            after = cf.breach(floor, tables.pieces, half, state, everything[:, None])
            moving = mv.inside[:, :n]
            met = cf.met_breach(floor, tables.pieces, half, poses, members, mv.members, mv.live, ~moving)
            moved = cf.moved_breach(floor, tables.pieces, half, state, mv.members, mv.live, everything)
            still = ~moving[:, floor.a]
            assert torch.allclose(met, after * still[:, None], atol=1e-5)
            rows = floor.own[mv.members]
            own = after.gather(2, rows.reshape(B, 1, -1).expand(-1, K, -1)).reshape(moved.shape)
            assert torch.allclose(moved, own * (floor.live[mv.members] & mv.live[..., None])[:, None], atol=1e-5)
