"""Many rooms as one set of padded tensors: tables stacked over rooms, moves sorted into classes of like size.

Slots: every room has the same numbered places for what stands in it: bodies 0 to N - 1, obstacles (door zones,
pockets, columns) N to N + E - 1, landmarks (openings, radiators, ...) after them, and last a nothing that pads
everything: it collides with nothing, and relations to it ask for nothing. So nothing needs a mask but the moves
themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import torch
from torch import Tensor

from solvers.many_cost import FAR_CORNER, from_yaw
from solvers.many_tables import FEATURES, UNBOUNDED, Move, RoomTable

CLASSES = (1, 3, 7, 15, 10_000)
"""Moves of up to so many bodies share a class."""


@dataclass(frozen=True)
class MoveClass:
    """U moves of up to G bodies for each of R rooms. Indices are slots; `rows` number the rows of the room, padded with
    its empty row; `*_in` are positions among the members (0 where it is not one, which `*_moves` tells).

    valid [R, U]; root [R, U]; members [R, U, G]; inside [R, U, S]; rows [R, U, Q] with a_in, b_in, a_moves; walls
    [R, U, A] with wall_in; corners [R, U, C] with corner_in; template [R, U, V, G, 4]; variants [R, U] how many; wall
    [R, U]; carried [R, U] by the slot support [R, U] on its surface [R, U, 4], with stands [R, U, 4].
    """

    valid: Tensor
    root: Tensor
    members: Tensor
    inside: Tensor
    rows: Tensor
    a_in: Tensor
    b_in: Tensor
    a_moves: Tensor
    walls: Tensor
    wall_in: Tensor
    corners: Tensor
    corner_in: Tensor
    template: Tensor
    variants: Tensor
    wall: Tensor
    carried: Tensor
    support: Tensor
    surface: Tensor
    stands: Tensor

    @property
    def count(self) -> int:
        return self.root.shape[1]

    def chosen(self, which: Tensor) -> MoveClass:
        """The moves numbered `which` [R, B], one for each chain: every [R, U, ...] becomes [R, B, ...]."""
        return MoveClass(*(_pick(getattr(self, f.name), which) for f in fields(self)))


def _pick(table: Tensor, which: Tensor) -> Tensor:
    tail = table.shape[2:]
    index = which.reshape(*which.shape, *([1] * len(tail))).expand(*which.shape, *tail)
    return torch.gather(table, 1, index)


@dataclass(frozen=True)
class Rooms:
    """R rooms with N bodies, S slots, of which the first O can be in the way. See `many_tables.RoomTable` for what the
    tables hold; rows, wall rows and corner rows have an empty one at the end.

    start [R, S, 4]; half [R, S, 2]; collide [R, S, O]; roomy [R, S] what leaving the room weighs; plane [R, H, 3];
    row_a, row_b [R, Q] slots; row_lo, row_hi [R, Q, F]; row_weight [R, Q]; wall [R, W, 8]; wall_there [R, W]; allowed
    [R, S, W]; wall_row [R, A]; ... ; pool [R, P, POOL, 4]; entries [R, S, D] (2 p + 1 when it is the pair's second) and
    entry_count [R, S]; row_touch [R, Q, N], ... 1 where a
    relation names a body; stop [R, W, T, 2]; stops [R, W]; bounds [R, 4]; yaws [R, Y, 2]; yaw_count [R].
    """

    tables: tuple[RoomTable, ...]
    n: int
    obstacles: int
    used: frozenset[str]
    start: Tensor
    half: Tensor
    collide: Tensor
    roomy: Tensor
    plane: Tensor
    row_a: Tensor
    row_b: Tensor
    row_lo: Tensor
    row_hi: Tensor
    row_weight: Tensor
    wall: Tensor
    wall_there: Tensor
    allowed: Tensor
    wall_row: Tensor
    wall_row_allowed: Tensor
    wall_row_tol: Tensor
    wall_row_gap: Tensor
    wall_row_weight: Tensor
    corner: Tensor
    corner_row: Tensor
    corner_row_weight: Tensor
    row_touch: Tensor
    wall_touch: Tensor
    corner_touch: Tensor
    pair_a: Tensor
    pair_b: Tensor
    pool: Tensor
    entries: Tensor
    entry_count: Tensor
    stop: Tensor
    stops: Tensor
    bounds: Tensor
    yaws: Tensor
    yaw_count: Tensor
    placed: Tensor
    moves: tuple[MoveClass, ...]
    trees: tuple[MoveClass, ...]

    @property
    def count(self) -> int:
        return self.start.shape[0]

    @property
    def device(self) -> torch.device:
        return self.start.device

    def take(self, which: Tensor) -> Rooms:
        """The rooms numbered `which` [J], one for each job (a room may be taken often)."""
        kept: dict[str, Any] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if isinstance(value, Tensor):
                kept[f.name] = value[which]
        moves, trees = (tuple(_take(c, which) for c in classes) for classes in (self.moves, self.trees))
        return replace(self, **kept, moves=moves, trees=trees)

    def tensors(self) -> list[Tensor]:
        """All tensors, in a fixed order."""
        own = [v for f in fields(self) if isinstance(v := getattr(self, f.name), Tensor)]
        return own + [getattr(c, f.name) for c in (*self.moves, *self.trees) for f in fields(c)]


def _take(c: MoveClass, which: Tensor) -> MoveClass:
    return MoveClass(*(getattr(c, f.name)[which] for f in fields(c)))


def stack_rooms(tables: Sequence[RoomTable], device: str = "cpu") -> Rooms:
    """Pad and stack tables; float32 on the device."""
    return _Stack(tables, device).rooms()


class _Stack:
    """Pads the tables of some rooms to common sizes."""

    def __init__(self, tables: Sequence[RoomTable], device: str) -> None:
        self.tables, self.device = tuple(tables), device
        self.n = max(x.n for x in tables)
        self.e = max(len(x.obstacle) for x in tables)
        self.o = max(len(x.landmark) for x in tables)
        self.nothing = self.n + self.e + self.o
        self.rows, self.walls, self.corners = (
            max(map(len, v)) for v in zip(*((x.row_ends, x.wall_row, x.corner_row) for x in tables), strict=True)
        )

    def slot(self, number: int) -> int:
        """The slot of a body (0, 1, ...) or a landmark (-1, -2, ...)."""
        return number if number >= 0 else self.n + self.e - 1 - number

    def rooms(self) -> Rooms:
        xs, far, t = self.tables, UNBOUNDED, self._stacked
        names = frozenset(f for k, f in enumerate(FEATURES) if any(_bounded(x, k) for x in xs))
        wide = max(len(x.wall) for x in xs)
        start, half = zip(*(self._slots(x) for x in xs), strict=True)
        entries, counts = zip(*(self._entries(x) for x in xs), strict=True)
        yaws = [from_yaw(torch.tensor([[0.0, 0.0, v] for v in x.yaws]))[:, 2:] for x in xs]
        pair = [self._numbers([[self.slot(p[k]) for p in x.pair.tolist()] for x in xs], self._pairs()) for k in (0, 1)]
        parts: dict[str, Tensor] = {
            "start": t(start, 0.0), "half": t(half, 0.0), "collide": t([self._collide(x) for x in xs], 0.0),
            "roomy": t([self._roomy(x) for x in xs], 0.0), "placed": t([self._placed(x) for x in xs], 0.0),
            "plane": self._padded([x.plane for x in xs], (0.0, 0.0, far)),
            "wall": self._padded([x.wall for x in xs], (far, far, 1.0, 0.0, 0.0, 1.0, 1e-3, 0.0)),
            "wall_there": t([torch.ones(len(x.wall)) for x in xs], 0.0),
            "allowed": t([self._tall(torch.from_numpy(x.allowed), wide) for x in xs], 0.0),
            "corner": self._padded([x.corner for x in xs], FAR_CORNER), "pair_a": pair[0], "pair_b": pair[1],
            "pool": t([self._pool(x) for x in xs], 0.0), "entries": t(entries, 0), "entry_count": t(counts, 0),
            "stop": t([torch.from_numpy(x.stop) for x in xs], 0.0),
            "stops": t([torch.from_numpy(x.stops) for x in xs], 1),
            "bounds": t([torch.from_numpy(x.bounds) for x in xs], 0.0), "yaws": t(yaws, 0.0),
            "yaw_count": torch.tensor([len(x.yaws) for x in xs], device=self.device),
        }  # fmt: skip
        parts |= self._rows() | self._wall_rows(wide) | self._corner_rows()
        parts["row_touch"] = self._touch(parts["row_a"]) + self._touch(parts["row_b"])
        parts |= {
            name: self._touch(parts[row]) for name, row in (("wall_touch", "wall_row"), ("corner_touch", "corner_row"))
        }
        moves, trees = self._classes([x.moves for x in xs]), self._classes([x.trees for x in xs])
        return Rooms(xs, self.n, self.e, names, **parts, moves=moves, trees=trees)

    # ------------------------------------------------------------ padding
    def _stacked(self, values: Sequence[Tensor], fill: float) -> Tensor:
        """Tensors of one rank, padded to common sizes and stacked."""
        size = [max(v.shape[d] for v in values) for d in range(values[0].dim())]
        out = values[0].new_full((len(values), *size), fill)
        for k, v in enumerate(values):
            part: tuple[int | slice, ...] = (k, *(slice(0, d) for d in v.shape))
            out[part] = v
        return out.to(self.device)

    def _padded(self, values: Sequence[object], row: tuple[float, ...]) -> Tensor:
        """Tables [k, width] padded with copies of a row, at least one."""
        lists = [torch.as_tensor(v).reshape(-1, len(row)) for v in values]
        most = max(1, *(len(v) for v in lists))
        full = [torch.cat([v, v.new_tensor(row).expand(most - len(v), -1)]) for v in lists]
        return torch.stack(full).to(self.device)

    def _numbers(self, lists: Sequence[Sequence[int]], width: int) -> Tensor:
        """Slots, padded with the nothing."""
        full = [[*v, *[self.nothing] * (width - len(v))] for v in lists]
        return torch.tensor(full, dtype=torch.long, device=self.device)

    def _tail(self, values: object, width: int, fill: float = 0.0) -> Tensor:
        v = torch.as_tensor(values)
        return torch.cat([v, v.new_full((width - len(v), *v.shape[1:]), fill)])

    def _tall(self, table: Tensor, wide: int) -> Tensor:
        """[n, w] -> [S, wide]."""
        out = torch.zeros(self.nothing + 1, wide)
        out[: table.shape[0], : table.shape[1]] = table
        return out

    # ------------------------------------------------------------ slots
    def _slots(self, x: RoomTable) -> tuple[Tensor, Tensor]:
        start = torch.tensor([[1000.0 + 40.0 * k, 2000.0, 1.0, 0.0] for k in range(self.nothing + 1)])
        half = torch.full((self.nothing + 1, 2), 0.01)
        start[: x.n], half[: x.n] = from_yaw(torch.from_numpy(x.start)), torch.from_numpy(x.half)
        for first, rects in ((self.n, x.obstacle), (self.n + self.e, x.landmark)):
            table = torch.from_numpy(rects)
            here = slice(first, first + len(table))
            start[here], half[here] = from_yaw(table[:, [0, 1, 4]]), table[:, 2:4]
        return start, half

    def _collide(self, x: RoomTable) -> Tensor:
        out = torch.zeros(self.nothing + 1, self.n + self.e)
        out[: x.n, : x.n] = torch.from_numpy(x.collide)
        out[: x.n, self.n : self.n + x.hits.shape[1]] = torch.from_numpy(x.hits)
        return out

    def _roomy(self, x: RoomTable) -> Tensor:
        return self._tail(x.roomy, self.nothing + 1)

    def _placed(self, x: RoomTable) -> Tensor:
        """[S]: 1 for what stands before anything has been placed."""
        out = torch.zeros(self.nothing + 1)
        out[: x.n] = torch.from_numpy(x.fixed).float()
        out[self.n : self.n + len(x.obstacle)] = 1.0
        out[self.n + self.e : self.n + self.e + len(x.landmark)] = 1.0
        return out

    # ------------------------------------------------------------ relations
    def _rows(self) -> dict[str, Tensor]:
        ends = [[[self.slot(e[k]) for e in x.row_ends.tolist()] for x in self.tables] for k in (0, 1)]
        return {
            "row_a": self._numbers(ends[0], self.rows + 1), "row_b": self._numbers(ends[1], self.rows + 1),
            "row_lo": self._tails("row_lo", self.rows + 1, -UNBOUNDED),
            "row_hi": self._tails("row_hi", self.rows + 1, UNBOUNDED),
            "row_weight": self._tails("row_weight", self.rows + 1),
        }  # fmt: skip

    def _wall_rows(self, wide: int) -> dict[str, Tensor]:
        width, xs = self.walls + 1, self.tables
        allowed = torch.zeros(len(xs), width, wide, dtype=torch.bool)
        for k, x in enumerate(xs):
            table = torch.from_numpy(x.wall_row_allowed)
            allowed[k, : table.shape[0], : table.shape[1]] = table
        return {
            "wall_row": self._numbers([x.wall_row.tolist() for x in xs], width),
            "wall_row_allowed": allowed.to(self.device), "wall_row_tol": self._tails("wall_row_tol", width, UNBOUNDED),
            "wall_row_gap": self._tails("wall_row_gap", width, UNBOUNDED),
            "wall_row_weight": self._tails("wall_row_weight", width),
        }  # fmt: skip

    def _corner_rows(self) -> dict[str, Tensor]:
        rows = [x.corner_row.tolist() for x in self.tables]
        weight = self._tails("corner_row_weight", self.corners + 1)
        return {"corner_row": self._numbers(rows, self.corners + 1), "corner_row_weight": weight}

    def _touch(self, slots: Tensor) -> Tensor:
        """[R, Q, N]: 1 where relation q names body n. (Sums over relations by a product are the same every time; adding
        at indices on a GPU is not.)"""
        return (slots[..., None] == torch.arange(self.n, device=self.device)).float()

    def _tails(self, name: str, width: int, fill: float = 0.0) -> Tensor:
        """A table of every room, each padded to so many rows."""
        return torch.stack([self._tail(getattr(x, name), width, fill) for x in self.tables]).to(self.device)

    def _pairs(self) -> int:
        return max(1, *(len(x.pair) for x in self.tables))

    def _pool(self, x: RoomTable) -> Tensor:
        pool = from_yaw(torch.from_numpy(x.pool))
        return torch.cat([pool, pool.new_tensor([0, 0, 1, 0]).expand(self._pairs() - len(pool), pool.shape[1], 4)])

    def _entries(self, x: RoomTable) -> tuple[Tensor, Tensor]:
        lists: list[list[int]] = [[] for _ in range(self.nothing + 1)]
        for p, (a, b) in enumerate(x.pair.tolist()):
            lists[self.slot(a)].append(2 * p)
            lists[self.slot(b)].append(2 * p + 1)
        width = max(1, *map(len, lists))
        full = torch.tensor([v + [0] * (width - len(v)) for v in lists])
        return full, torch.tensor([len(v) for v in lists])

    # ------------------------------------------------------------ moves
    def _classes(self, moves: Sequence[Sequence[Move]]) -> tuple[MoveClass, ...]:
        out, low = [], 0
        for high in CLASSES:
            part = [[m for m in ms if low < len(m.members) <= high] for ms in moves]
            low = high
            if any(part):
                out.append(self._class(part))
        return tuple(out)

    def _class(self, part: Sequence[Sequence[Move]]) -> MoveClass:
        u = max(map(len, part))
        every = [m for ms in part for m in ms]
        g, q, a, c, v = (max(1, *sizes) for sizes in zip(*map(_sizes, every), strict=True))
        empty = Move(self.nothing, (), (), (), (), _NO_TEMPLATE, 0.0, -1, (0.0,) * 4, (0.0,) * 3)
        full = [[(x, m) for m in [*ms, *[empty] * (u - len(ms))]] for x, ms in zip(self.tables, part, strict=True)]
        row = self._row_ends
        one = self._each
        return MoveClass(
            one(full, lambda x, m: bool(m.members), torch.bool), one(full, lambda x, m: m.root, torch.long),
            one(full, lambda x, m: _fill(m.members, g, self.nothing), torch.long),
            one(full, lambda x, m: [float(k in m.members) for k in range(self.nothing + 1)], torch.float32),
            one(full, lambda x, m: _fill(m.rows, q, self.rows), torch.long),
            one(full, lambda x, m: _fill([_at(m, e[0]) for e in row(x, m)], q, 0), torch.long),
            one(full, lambda x, m: _fill([_at(m, e[1]) for e in row(x, m)], q, 0), torch.long),
            one(full, lambda x, m: _fill([e[0] in m.members for e in row(x, m)], q, False), torch.bool),
            one(full, lambda x, m: _fill(m.walls, a, self.walls), torch.long),
            one(full, lambda x, m: _fill([_at(m, int(x.wall_row[k])) for k in m.walls], a, 0), torch.long),
            one(full, lambda x, m: _fill(m.corners, c, self.corners), torch.long),
            one(full, lambda x, m: _fill([_at(m, int(x.corner_row[k])) for k in m.corners], c, 0), torch.long),
            self._templates(full, v, g), one(full, lambda x, m: max(1, len(m.templates)), torch.long),
            one(full, lambda x, m: m.wall, torch.float32), one(full, lambda x, m: m.support >= 0, torch.bool),
            one(full, lambda x, m: m.support if m.support >= 0 else self.nothing, torch.long),
            one(full, lambda x, m: list(m.surface), torch.float32),
            from_yaw(one(full, lambda x, m: list(m.stands), torch.float32)),
        )  # fmt: skip

    def _row_ends(self, x: RoomTable, m: Move) -> list[list[int]]:
        return [x.row_ends[k].tolist() for k in m.rows]

    def _each(self, full: Sequence[Sequence[tuple[RoomTable, Move]]], f: Callable[[RoomTable, Move], object],
              dtype: torch.dtype) -> Tensor:  # fmt: skip
        return torch.tensor([[f(x, m) for x, m in row] for row in full], dtype=dtype, device=self.device)

    def _templates(self, full: Sequence[Sequence[tuple[RoomTable, Move]]], v: int, g: int) -> Tensor:
        out = torch.zeros(len(full), len(full[0]), v, g, 3)
        for i, row in enumerate(full):
            for j, (_, m) in enumerate(row):
                if len(m.templates):
                    shapes = torch.from_numpy(m.templates)
                    out[i, j, :, : len(m.members)] = shapes[torch.arange(v) % len(shapes)]
        return from_yaw(out).to(self.device)


def _sizes(m: Move) -> tuple[int, int, int, int, int]:
    return (len(m.members), len(m.rows), len(m.walls), len(m.corners), len(m.templates))


def _bounded(x: RoomTable, feature: int) -> bool:
    """Whether some relation looks at a feature."""
    return bool((x.row_lo[:, feature] > -UNBOUNDED).any() or (x.row_hi[:, feature] < UNBOUNDED).any())


def _fill(values: Sequence[object], width: int, pad: object) -> list[object]:
    return [*values, *[pad] * (width - len(values))]


def _at(m: Move, body: int) -> int:
    return m.members.index(body) if body in m.members else 0


_NO_TEMPLATE = torch.zeros(0, 0, 3).numpy()
