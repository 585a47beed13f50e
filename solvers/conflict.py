"""The smallest part of a problem that cannot be: which bodies and relations stand in each other's way.

A part keeps some bodies and some relations among them; the room stays whole. What a kept body stood on may be gone: its
support then says nothing more of its height (it becomes a soft relation), so that a part never asks for more than the
whole, and a proof for a part is one for the whole. The search for a smallest part is QuickXplain (Junker 2004): of the
part found no body and no relation can be left out without losing the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from solvers.check import carries, named
from solvers.problem import LayoutProblem

Member = str | int
"""A body's id or a relation's number."""
Refutes = Callable[[LayoutProblem], bool]
T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """Bodies (ids) and relations (numbers) of a problem."""

    bodies: tuple[str, ...]
    relations: tuple[int, ...]

    @staticmethod
    def whole(problem: LayoutProblem) -> Part:
        """All bodies and all hard relations."""
        hard = (k for k, x in enumerate(problem.relations) if x.hard)
        return Part(tuple(b.id for b in problem.bodies), tuple(hard))

    @staticmethod
    def among(problem: LayoutProblem, ids: Iterable[str]) -> Part:
        """Some bodies (in the problem's order) with all hard relations that name only them and the room."""
        wanted, every = set(ids), {b.id for b in problem.bodies}
        hard = (k for k, x in enumerate(problem.relations) if x.hard and not set(named(x)) & every - wanted)
        return Part(tuple(b.id for b in problem.bodies if b.id in wanted), tuple(hard))

    def members(self) -> tuple[Member, ...]:
        return (*self.bodies, *self.relations)


def restricted(problem: LayoutProblem, part: Part) -> LayoutProblem:
    """The part as a problem that asks for nothing that the whole does not. Its relations keep their order."""
    kept, numbers, every = set(part.bodies), set(part.relations), {b.id for b in problem.bodies}
    bodies = tuple(b for b in problem.bodies if b.id in kept)
    relations = []
    for k, x in enumerate(problem.relations):
        if x.hard and k in numbers and not set(named(x)) & every - kept:
            relations.append(x)
        elif x.a in kept and (carries(x) or not x.hard):
            relations.append(replace(x, hard=False))
    return LayoutProblem(problem.name, problem.room, bodies, tuple(relations))


def smallest_conflict(problem: LayoutProblem, part: Part, prove: Refutes) -> Part:
    """A smallest part of `part`, which `prove` must refute, that it still refutes: first of the bodies with all
    relations among them, then of the relations."""

    def refutes(bodies: Sequence[str], relations: Sequence[int]) -> bool:
        return prove(restricted(problem, Part(tuple(bodies), tuple(relations))))

    every = {b.id for b in problem.bodies}
    ids = quickxplain(part.bodies, lambda kept: refutes(kept, part.relations))
    order = {i: k for k, i in enumerate(part.bodies)}
    bodies = tuple(sorted(ids, key=order.__getitem__))
    among = [k for k in part.relations if not set(named(problem.relations[k])) & every - set(bodies)]
    numbers = quickxplain(among, lambda kept: refutes(bodies, kept))
    return Part(bodies, tuple(sorted(numbers)))


def quickxplain(items: Sequence[T], refutes: Callable[[list[T]], bool]) -> list[T]:
    """A smallest list of items that `refutes` still holds for; it must hold for all and be monotone."""

    def search(background: list[T], added: bool, rest: list[T]) -> list[T]:
        if added and refutes(background):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        later = search([*background, *first], bool(first), second)
        return [*search([*background, *later], bool(later), first), *later]

    if not items or refutes([]):
        return []
    return search([], False, list(items))
