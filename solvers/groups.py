"""Furniture groups: what belongs to what, and so moves together.

Units (`units.py`) form a tree: a lamp stands on its nightstand, chairs stand around their table, a nightstand beside
its bed. The search moves units and whole trees.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from solvers import relations as r
from solvers.boards import Supports, surfaces_of
from solvers.features import pairs_of
from solvers.furniture import Trait, trait_of
from solvers.problem import LayoutProblem, Pose, Surface
from solvers.units import Unit, base_heights, rigid_units

LINK_NEAR = 0.85
"""A `near` makes a group only when it asks for no more than this gap [m]."""
WALL_KINDS = frozenset({"against_wall", "at_wall", "centered_on_wall"})
SIDES = frozenset({"in_front_of", "behind", "left_of", "right_of", "beside"})
RANK = {"on_top_of": 0, "around": 1, "beside": 2, "left_of": 2, "right_of": 2, "in_front_of": 3, "behind": 3,
        "offset": 3, "in_row": 2, "evenly_around": 1, "above": 4, "under": 4, "near": 5}  # fmt: skip


@dataclass
class Link:
    """A unit (`child`: its root) that belongs to the unit `parent`: body `of` of the child relates to body `to`."""

    child: int
    parent: int
    of: int
    to: int
    relations: list[r.Relation] = field(default_factory=list)
    tags: frozenset[str] = frozenset()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(x.kind for x in self.relations)

    @property
    def on_top(self) -> bool:
        """Whether the child rides on the parent."""
        return "on_top_of" in self.kinds


@dataclass
class Plan:
    """How the bodies of a problem move. `templates[root]`: alternative arrangements of a tree, each body index -> pose
    in the frame of the tree's root; `z` are base heights [m]; `traits` what categories say."""

    problem: LayoutProblem
    traits: list[Trait]
    units: dict[int, Unit]
    unit_of: list[int]
    z: list[float]
    links: dict[int, Link] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    templates: dict[int, list[dict[int, Pose]]] = field(default_factory=dict)

    @cached_property
    def boards(self) -> Supports:
        """The surface that each thing stands on."""
        return surfaces_of(self.problem)

    def surface(self, link: Link) -> Surface:
        """The surface of its support that a child rides on."""
        return self.boards[self.problem.bodies[link.of].id, self.problem.bodies[link.to].id]

    def riders(self, root: int) -> list[int]:
        """The roots of the units that ride on a unit, directly or not, itself first."""
        below = [c for c in self.children.get(root, ()) if self.links[c].on_top]
        return [root, *(u for c in below for u in self.riders(c))]

    def tree(self, root: int) -> list[int]:
        """The roots of all units that belong to a unit, itself first."""
        return [root, *(u for c in self.children.get(root, ()) for u in self.tree(c))]

    def bodies(self, roots: list[int]) -> list[int]:
        """The bodies of units."""
        return [m for u in roots for m in self.units[u].local]

    def wall_bound(self, body: int) -> bool:
        """Whether a relation binds a body to walls."""
        id = self.problem.bodies[body].id
        return any(x.hard and x.a == id and x.kind in WALL_KINDS | {"corner"} for x in self.problem.relations)


def group_plan(problem: LayoutProblem) -> Plan:
    """Units, tree and heights of a problem, without templates."""
    units, unit_of = rigid_units(problem)
    traits = [trait_of(b) for b in problem.bodies]
    plan = Plan(problem, traits, units, unit_of, base_heights(problem, units))
    plan.links = _links(plan)
    children: dict[int, list[int]] = defaultdict(list)
    for c, link in plan.links.items():
        children[link.parent].append(c)
    plan.children = dict(children)
    return plan


def free_roots(plan: Plan) -> list[int]:
    """The roots of the trees that a search places: units that are free and belong to no free unit."""
    return [u for u, unit in plan.units.items()
            if not unit.fixed and (u not in plan.links or plan.units[plan.links[u].parent].fixed)]  # fmt: skip


def _links(plan: Plan) -> dict[int, Link]:
    """At most one parent for each unit that is not fixed, without circles, the strongest relation first."""
    index = {b.id: k for k, b in enumerate(plan.problem.bodies)}
    between: dict[tuple[int, int], list[r.Relation]] = defaultdict(list)
    for x in plan.problem.relations:
        for one, other in ties_of(x):
            if other in index:
                between[index[one], index[other]].append(x)
    ranked: list[tuple[tuple[float, float], int, Link]] = []
    for (a, b), xs in between.items():
        rank = _rank(plan, a, b, xs)
        if plan.unit_of[a] != plan.unit_of[b] and rank is not None:
            alike = plan.problem.bodies[a].size == plan.problem.bodies[b].size and {x.kind for x in xs} & SIDES
            tags = frozenset({"twins"} if alike else ())
            ranked.append((rank, len(ranked), Link(plan.unit_of[a], plan.unit_of[b], a, b, xs, tags)))
    out: dict[int, Link] = {}
    for _, _, link in sorted(ranked, key=lambda e: e[:2]):
        if link.child not in out and not plan.units[link.child].fixed and not _above(out, link.parent, link.child):
            out[link.child] = link
    return out


def ties_of(x: r.Relation) -> list[tuple[str, str]]:
    """The pairs (a, b) that a relation ties: a to b, neighbours in a row, each of those around something to it."""
    if isinstance(x, r.EvenlyAround) and x.b:
        return [(i, x.b) for i in (x.a, *x.others)]
    return pairs_of(x)


def _above(links: dict[int, Link], node: int, top: int) -> bool:
    """Whether `top` is `node` or above it in the tree."""
    while node != top and node in links:
        node = links[node].parent
    return node == top


def _rank(plan: Plan, a: int, b: int, xs: list[r.Relation]) -> tuple[float, float] | None:
    """How strongly a belongs to b (small is strong); None when it does not."""
    kinds, hard = {x.kind for x in xs}, any(x.hard for x in xs)
    rank = min((RANK[k] for k in kinds if k in RANK), default=None)
    near = min((x.max for x in xs if isinstance(x, r.Near)), default=math.inf)
    far = max((x.min for x in xs if isinstance(x, r.Far)), default=0.0)
    if rank is None or far > 1.0:
        return None
    twins = plan.problem.bodies[a].size == plan.problem.bodies[b].size
    if kinds & SIDES - {"beside"} and near > LINK_NEAR and not (kinds & {"aligned", "around"} or twins):
        return None
    if rank == RANK["near"] and near > LINK_NEAR:
        return None
    if "on_top_of" not in kinds and plan.wall_bound(a) and not plan.wall_bound(b):
        return None
    if "on_top_of" not in kinds and plan.problem.bodies[a].mount != "floor" and "above" not in kinds:
        return None
    return (rank + (0 if hard else 10), near if math.isfinite(near) else 2.0)
