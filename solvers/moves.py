"""The moves of the search as padded tables: which bodies move with which root, and which relations that can change.

A move shifts a unit with what rides on it, or a whole tree. Moves of similar size share a `MoveSet`, so that little of
the padding is wasted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields

import torch
from torch import Tensor

from solvers.groups import WALL_KINDS, Plan, free_roots
from solvers.tables import Tables

AXIAL = frozenset({"centered_on", "in_front_of", "behind", "left_of", "right_of"})
BUCKETS = (1, 3, 7, 15, 10_000)


@dataclass(frozen=True)
class MoveSet:
    """M moves of up to G bodies. Padded members repeat the root; padded rows have mask 0.

    root [M]; members [M, G]; live [M, G]; inside [M, N] (the body moves along); rows [M, R] with row_live; wall_rows,
    corner_rows likewise; template [M, V, G, 3]: designed poses (x, y, yaw) in the root's frame; designed [M]: whether
    there are any (moves of whole trees); wall [M]: 1 must hang on walls, 0.7 stands against one, 0.4 would like to;
    support [M]: the body it stands on or -1, with the surface [M, 4] (x0, y0, x1, y1) and, in the root's frame, the
    place `stands` [M, 3] of the body that stands there.
    """

    root: Tensor
    members: Tensor
    live: Tensor
    inside: Tensor
    rows: Tensor
    row_live: Tensor
    wall_rows: Tensor
    wall_live: Tensor
    corner_rows: Tensor
    corner_live: Tensor
    template: Tensor
    designed: Tensor
    wall: Tensor
    support: Tensor
    surface: Tensor
    stands: Tensor

    def __len__(self) -> int:
        return len(self.root)

    def take(self, chosen: Tensor) -> MoveSet:
        """The moves with those numbers [B], one for each chain, with padding that none of them needs cut off."""
        cut: dict[str, Tensor] = {}
        for live, names in _PADDED.items():
            mask = getattr(self, live)[chosen]
            width = int(mask.sum(-1).max()) if mask.numel() else 0
            cut |= {name: getattr(self, name)[chosen][:, :width] for name in names} | {live: mask[:, :width]}
        width = cut["live"].shape[1]
        whole = {
            f.name: getattr(self, f.name)[chosen] for f in fields(self) if f.name not in cut and f.name != "template"
        }
        return MoveSet(**cut, **whole, template=self.template[chosen][:, :, :width])


_PADDED = {"live": ("members",), "row_live": ("rows",), "wall_live": ("wall_rows",), "corner_live": ("corner_rows",)}


@dataclass(frozen=True)
class _Move:
    root: int
    members: list[int]
    tree: bool


def move_sets(tables: Tables) -> list[MoveSet]:
    """All moves of a problem, in sets of similar size."""
    moves = list(_moves(tables.plan))
    out, low = [], 0
    for high in BUCKETS:
        part = [m for m in moves if low < len(m.members) <= high]
        low = high
        if part:
            out.append(_table(tables, part))
    return out


def build_set(tables: Tables) -> MoveSet | None:
    """The moves that place whole trees, for construction; None when everything is fixed."""
    trees = [_Move(u, tables.plan.bodies(tables.plan.tree(u)), True) for u in free_roots(tables.plan)]
    return _table(tables, trees) if trees else None


def _moves(plan: Plan) -> list[_Move]:
    out = []
    for u, unit in plan.units.items():
        if unit.fixed:
            continue
        alone, tree = plan.bodies(plan.riders(u)), plan.bodies(plan.tree(u))
        out.append(_Move(u, alone, False))
        if len(tree) > len(alone):
            out.append(_Move(u, tree, True))
    for u, v in sorted(_partners(plan)):
        out.append(_Move(u, plan.bodies(plan.tree(u) + plan.tree(v)), False))
    return out


def _partners(plan: Plan) -> set[tuple[int, int]]:
    """Trees that share an axis, as a sofa and its television: neither can move along its wall without the other."""
    index = {b.id: k for k, b in enumerate(plan.problem.bodies)}
    out = set()
    for x in plan.problem.relations:
        if x.hard and x.b in index and x.kind in AXIAL:
            u, v = (_top(plan, plan.unit_of[index[i]]) for i in (x.b, x.a))
            if u != v and not plan.units[u].fixed and not plan.units[v].fixed:
                out.add((u, v))
    return out


def _top(plan: Plan, root: int) -> int:
    while root in plan.links and not plan.units[plan.links[root].parent].fixed:
        root = plan.links[root].parent
    return root


def _table(tables: Tables, moves: list[_Move]) -> MoveSet:
    dev, n = tables.device, tables.n
    members = _padded([m.members for m in moves], [m.root for m in moves], dev)
    live = _mask([len(m.members) for m in moves], members.shape[1], dev)
    inside = torch.zeros(len(moves), n + len(tables.problem.room.landmarks), dtype=torch.bool, device=dev)
    for k, m in enumerate(moves):
        inside[k, m.members] = True
    pairs = list(zip(tables.rows.a.tolist(), tables.rows.b.tolist(), strict=True))
    near, at_wall, cornered = _by_body(pairs), _by_body(_single(tables.wall_rows.a)), _by_body(_single(tables.corner_a))
    rows = [_touching(m, near, pairs) for m in moves]
    walls, corners = (
        [sorted(k for i in m.members for k in by.get(i, ())) for m in moves] for by in (at_wall, cornered)
    )
    tabs = [(_padded(v, [0] * len(v), dev), v) for v in (rows, walls, corners)]
    (r0, rl), (w0, wl), (c0, cl) = [(p, _mask([len(x) for x in v], p.shape[1], dev)) for p, v in tabs]
    support, surface, stands = zip(*(_support(tables.plan, m) for m in moves), strict=True)
    designed = torch.tensor([m.tree and m.root in tables.plan.templates for m in moves], device=dev)
    return MoveSet(
        torch.tensor([m.root for m in moves], device=dev), members, live, inside, r0, rl, w0, wl, c0, cl,
        _templates(tables.plan, moves, members.shape[1]).to(dev), designed,
        torch.tensor([_wallness(tables.plan, m) for m in moves], dtype=torch.float32, device=dev),
        torch.tensor(support, device=dev), torch.tensor(surface, dtype=torch.float32, device=dev),
        torch.tensor(stands, dtype=torch.float32, device=dev),
    )  # fmt: skip


def _single(a: Tensor) -> list[tuple[int, ...]]:
    return [(k,) for k in a.tolist()]


def _by_body(rows: Sequence[tuple[int, ...]]) -> dict[int, list[int]]:
    """Body -> the numbers of the rows that name it."""
    out: dict[int, list[int]] = defaultdict(list)
    for k, bodies in enumerate(rows):
        for i in bodies:
            out[i].append(k)
    return out


def _touching(m: _Move, near: dict[int, list[int]], pairs: list[tuple[int, int]]) -> list[int]:
    """The rows between a member and something that stays."""
    mine = set(m.members)
    rows = {k for i in m.members for k in near.get(i, ())}
    return sorted(k for k in rows if (pairs[k][0] in mine) != (pairs[k][1] in mine))


def _padded(lists: list[list[int]], fill: list[int], dev: torch.device) -> Tensor:
    width = max((len(v) for v in lists), default=0)
    full = [v + [f] * (width - len(v)) for v, f in zip(lists, fill, strict=True)]
    return torch.tensor(full, dtype=torch.long, device=dev).reshape(len(lists), width)


def _mask(lengths: list[int], width: int, dev: torch.device) -> Tensor:
    return torch.arange(width, device=dev)[None, :] < torch.tensor(lengths, device=dev)[:, None]


def _wallness(plan: Plan, m: _Move) -> float:
    body, trait = plan.problem.bodies[m.root], plan.traits[m.root]
    if body.mount == "wall":
        return 1.0
    if any(x.a == body.id and x.hard and x.kind in WALL_KINDS for x in plan.problem.relations):
        return 0.8
    soft = any(x.a == body.id and x.kind in WALL_KINDS | {"corner"} for x in plan.problem.relations)
    return 0.5 if (trait.back or soft) and body.mount == "floor" else 0.0


def _support(plan: Plan, m: _Move) -> tuple[int, tuple[float, ...], tuple[float, ...]]:
    link = plan.links.get(m.root)
    if link is None or not link.on_top:
        return -1, (0.0,) * 4, (0.0,) * 3
    s = plan.surface(link)
    p = plan.units[m.root].local[link.of]
    return link.to, (s.x0, s.y0, s.x1, s.y1), (p.x, p.y, p.yaw)


def _templates(plan: Plan, moves: list[_Move], width: int) -> Tensor:
    """[M, V, G, 3]; moves that are no trees of the plan keep zeros (their current shape is used)."""
    arrangements = [plan.templates.get(m.root, []) if m.tree else [] for m in moves]
    out = torch.zeros(len(moves), max([1, *map(len, arrangements)]), width, 3)
    for k, (m, options) in enumerate(zip(moves, arrangements, strict=True)):
        for v in range(out.shape[1]):
            if options:
                chosen = options[v % len(options)]
                for i, body in enumerate(m.members):
                    p = chosen[body]
                    out[k, v, i] = torch.tensor([p.x, p.y, p.yaw])
    return out
