"""Seeded layout problems of any size, for measuring speed: rooms of ordinary density with furniture in groups.

Sizes are those of common furniture [m] (as in `assets/data/categories.toml`, rounded); nobody checks that a problem is
feasible, but at this density nearly all are.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from solvers import relations as r
from solvers.problem import Body, LayoutProblem
from solvers.room import Door, Room, Window

DENSITY = 0.3
"""Floor of furniture over floor of room."""
WALL_SHARE = 0.55
"""At most this share of the walls is asked for."""
WALL_PIECES = {
    "wardrobe": (1.2, 0.6, 2.1), "bookshelf": (0.8, 0.32, 1.9), "dresser": (1.2, 0.48, 0.8), "cabinet": (0.9, 0.45, 1.8)
}  # fmt: skip


@dataclass
class _Draft:
    """Furniture and relations so far."""

    rng: random.Random
    bodies: list[Body] = field(default_factory=list)
    relations: list[r.Relation] = field(default_factory=list)
    walls: float = 0.0

    def add(self, category: str, size: tuple[float, float, float], at_wall: bool = False) -> str:
        """Another piece; its id."""
        id = f"{category}-{sum(b.category == category for b in self.bodies)}"
        self.bodies.append(Body(id, size, category))
        if at_wall:
            self.walls += size[0]
            self.relations.append(r.AgainstWall(a=id))
        return id

    @property
    def perimeter(self) -> float:
        """About the length of the walls of the room that this furniture will have [m]."""
        return 4 * math.sqrt(sum(b.size[0] * b.size[1] for b in self.bodies) / DENSITY + 4.0)


def _bed(d: _Draft) -> None:
    bed = d.add("bed", (1.6, 2.0, 0.5), at_wall=True)
    for side in (r.LeftOf, r.RightOf):
        stand = d.add("nightstand", (0.45, 0.4, 0.5))
        d.relations += [side(a=stand, b=bed), r.Near(a=stand, b=bed, max=0.4)]


def _table(d: _Draft) -> None:
    seats = d.rng.choice((2, 4, 4, 6))
    table = d.add("dining_table", (0.8 if seats == 2 else 0.8 + 0.3 * seats / 2, 0.8, 0.75))
    for _ in range(seats):
        chair = d.add("chair", (0.45, 0.48, 0.9))
        d.relations.append(r.Around(a=chair, b=table, max=0.4))


def _desk(d: _Draft) -> None:
    desk = d.add("desk", (1.2, 0.6, 0.75), at_wall=True)
    chair = d.add("desk_chair", (0.55, 0.55, 1.0))
    d.relations += [r.InFrontOf(a=chair, b=desk), r.Facing(a=chair, b=desk), r.Near(a=chair, b=desk, max=0.5)]


def _lounge(d: _Draft) -> None:
    sofa = d.add("sofa", (2.0, 0.9, 0.8))
    table = d.add("coffee_table", (1.0, 0.6, 0.42))
    d.relations += [r.InFrontOf(a=table, b=sofa), r.Near(a=table, b=sofa, max=0.6), r.CenteredOn(a=table, b=sofa)]


def _wall_piece(d: _Draft) -> None:
    category = d.rng.choice(sorted(WALL_PIECES))
    d.add(category, WALL_PIECES[category], at_wall=True)


def _loose(d: _Draft) -> None:
    d.add("plant", (0.4, 0.4, 1.2))


GROUPS: tuple[tuple[Callable[[_Draft], None], int, float], ...] = (
    (_bed, 3, 1.6), (_table, 7, 0.0), (_desk, 2, 1.2), (_lounge, 2, 0.0), (_wall_piece, 1, 1.2), (_loose, 1, 0.0)
)  # fmt: skip
"""Groups with the most pieces they have and the wall they take [m]."""


def problem_of(objects: int, seed: int = 0) -> LayoutProblem:
    """A room with exactly so many objects, at least one; the same for the same seed."""
    draft = _Draft(random.Random(f"{objects} {seed}"))
    while len(draft.bodies) < objects:
        left = objects - len(draft.bodies)
        fits = [g for g, most, wall in GROUPS
                if most <= left and draft.walls + wall <= max(1.3, WALL_SHARE * draft.perimeter)]  # fmt: skip
        draft.rng.choice(fits)(draft)
    return LayoutProblem(f"generated-{objects}-{seed}", _room(draft), tuple(draft.bodies), tuple(draft.relations))


def _room(d: _Draft) -> Room:
    """A rectangle with a door and a window for that furniture."""
    area = sum(b.size[0] * b.size[1] for b in d.bodies) / DENSITY + 4.0
    width = round(math.sqrt(area * d.rng.uniform(1.0, 1.5)), 2)
    depth = round(area / width, 2)
    door = Door("door-0", 0, round(d.rng.uniform(0.1, width - 1.0), 2), 0.9)
    window = Window("window-0", 2, round(d.rng.uniform(0.1, width - 1.3), 2), 1.2)
    return Room(((0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth)), 2.6, (door,), (window,))
