"""One operation, carried out on a scene: what it changes, what else had to move for it, or why it cannot be.

Everything that was not named stays to the last bit unless the change needs it; what then moved is named. A change that
would leave something wrong that was not wrong before is refused with its reason (`why.py`), and the scene stays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assets.errors import AssetError
from idesign.edits import accessible, furniture, shell, space
from idesign.edits.bench import Bench, judged
from idesign.edits.operations import (
    Add,
    AddOpening,
    AddRelation,
    Approach,
    ChangeRoom,
    ChangeSurfaces,
    Lock,
    Move,
    Operation,
    Place,
    Remove,
    RemoveOpening,
    RemoveRelation,
    Replace,
    Resize,
    Restyle,
    SetBudget,
    SetPeople,
    SetRule,
    Shift,
    Swap,
    Turn,
    WeighRelation,
)
from idesign.edits.refusal import Offer, Refusal, RefusedError
from idesign.edits.ways import ways, worse
from idesign.errors import InputError
from idesign.scene import Scene, SceneObject
from idesign.sentences import called, linked, named, told
from solvers.errors import SolverInputError
from solvers.geometry import wrap

MOVED, TURNED = 0.0005, 0.01
"""Less than this is no move [m], [degrees]."""
PILE = 0.03
"""What stands so much higher or lower [m] has a rug below it now, or no longer: that is no move."""


@dataclass(frozen=True)
class Outcome:
    """What became of an operation: the scene, what was done in sentences, and each thing that had to move for it;
    `refusal`: why it was not done (the scene is as before); `gave_way`: the ids of what moved for it of its own."""

    scene: Scene
    said: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    refusal: Refusal | None = None
    gave_way: tuple[str, ...] = ()


Step = Callable[[Bench, Any], tuple[Bench, list[str]]]
STEPS: dict[type, Step] = {
    Add: furniture.add, Remove: furniture.remove, Replace: furniture.replaced, Move: space.move, Shift: space.shift,
    Approach: space.approach, Place: space.place, Turn: space.turn, Resize: furniture.resize,
    Restyle: furniture.restyle, Swap: space.swap, Lock: furniture.lock, ChangeRoom: shell.change_room,
    ChangeSurfaces: furniture.surfaces, AddOpening: shell.add_opening, RemoveOpening: shell.remove_opening,
    SetRule: furniture.rule, AddRelation: space.add_relation, RemoveRelation: space.remove_relation,
    WeighRelation: space.weigh_relation, SetBudget: furniture.budget, SetPeople: accessible.people,
}  # fmt: skip
"""How each operation is carried out; each raises `RefusedError` when it cannot be."""
MOVING = (Add, Replace, Move, Shift, Approach, Place, Turn, Resize, Swap, ChangeRoom, AddOpening, AddRelation)
"""Operations after which one may no longer get somewhere."""


def apply(scene: Scene, operation: Operation) -> Outcome:
    """The outcome of one operation. Raises `InputError` for one that cannot be meant (an id that does not exist)."""
    bench = Bench.of(scene)
    _check_ids(scene, operation)
    try:
        _check_locks(scene, operation)
        done, said = STEPS[type(operation)](bench, operation)
    except RefusedError as e:
        return Outcome(scene, refusal=e.refusal)
    except (AssetError, SolverInputError) as e:
        raise InputError(f"{operation.op}: {e}") from e
    subjects = _subjects(operation)
    if isinstance(operation, MOVING):
        said = [*said, *worse(ways(bench), ways(done), done)]
    shifts = _Shifts.between(bench, done, subjects)
    return Outcome(judged(done.scene), tuple(said), tuple(shifts.told()), gave_way=shifts.gave_way())


def _check_ids(scene: Scene, operation: Operation) -> None:
    known = {o.id for o in scene.objects} | {x.id for x in scene.room.plan.openings}
    for id in _subjects(operation):
        if id not in known:
            raise InputError(f"{operation.op}: there is no {id!r} in this room")


def _check_locks(scene: Scene, operation: Operation) -> None:
    """What is locked is let go before it is changed: that is for the person to say."""
    if not isinstance(operation, Remove | Replace | Move | Shift | Approach | Place | Turn | Resize | Swap):
        return
    held = [o for o in scene.objects if o.id in _subjects(operation) and o.locked]
    if held:
        free: tuple[Operation, ...] = tuple(Lock(o.id, False) for o in held)
        things = linked([called(o) for o in held], "and")
        text = told("refused.locked" if len(held) == 1 else "refused.locked_several", things=things)
        raise RefusedError(text, (Offer(told("offer.unlock"), (*free, operation)),))


def _subjects(operation: Operation) -> list[str]:
    """The ids of the things that an operation is about."""
    if isinstance(operation, Add):
        return []
    if isinstance(operation, RemoveRelation | WeighRelation):
        return [operation.id]
    names = [getattr(operation, k, None) for k in ("id", "a", "b")]
    return [n for n in [*names, *getattr(operation, "ids", ())] if isinstance(n, str)]


def moved_in_all(before: Scene, after: Scene, done: Sequence[tuple[Operation, Outcome]]) -> tuple[str, ...]:
    """What stands elsewhere after several operations, each thing named once. What an operation was about is named too
    where it gave way to another."""
    if len(done) == 1:
        return done[0][1].moved
    gave_way = {i for _, outcome in done for i in outcome.gave_way}
    subjects = [i for operation, _ in done for i in _subjects(operation) if i not in gave_way]
    return tuple(_Shifts.between(Bench.of(before), Bench.of(after), subjects).told())


@dataclass(frozen=True)
class _Shifts:
    """What stands elsewhere: how far and by how much turned, and for what only went along, the id it went with."""

    before: Bench
    subjects: tuple[str, ...]
    gone: Mapping[str, tuple[float, float]]
    along: Mapping[str, str]

    @classmethod
    def between(cls, before: Bench, after: Bench, subjects: Sequence[str]) -> _Shifts:
        gone = {o.id: shift for o in before.scene.objects if (shift := _shift(o, after)) is not None}
        along: dict[str, str] = {}
        for root in [i for i in (*subjects, *gone) if i in before.poses]:
            if root not in along:
                along |= {
                    i: root for i in sorted(before.tied(root) - {root, *subjects}) if i in gone and i not in along
                }
        return cls(before, tuple(subjects), gone, along)

    def gave_way(self) -> tuple[str, ...]:
        return tuple(i for i in self.gone if i not in self.along and i not in self.subjects)

    def told(self) -> list[str]:
        """One sentence for each thing that stands elsewhere, beside those that the change was about; what only went
        along with another thing is named with that."""
        alone, lines = self.gave_way(), []
        for o in self.before.scene.objects:
            went = tuple(named(self.before.object(i)) for i, root in self.along.items() if root == o.id)
            if o.id in self.subjects and went:
                lines.append(told("moved.along", thing=called(o), things=went))
            elif o.id in alone:
                too = told("moved.along_too", things=went) if went else ""
                lines.append(told("moved.alone", thing=called(o), by=_by(*self.gone[o.id]), along=too))
        return lines


def _shift(o: SceneObject, after: Bench) -> tuple[float, float] | None:
    """How far a thing stands from where it stood [m], and its turn [degrees]; None for one that stayed or went."""
    now = after.poses.get(o.id)
    if now is None:
        return None
    up = 0.0 if abs(now.z - o.z) <= PILE else now.z - o.z
    far = math.hypot(now.x - o.x, now.y - o.y, up)
    turned = abs(math.degrees(wrap(now.yaw - o.pose.yaw)))
    return (far, turned) if far > MOVED or turned > TURNED else None


def _by(far: float, turned: float) -> str:
    said = [told("moved.far", far=far)] if far >= 0.005 else []
    said += [told("moved.turned", degrees=turned)] if turned >= 0.5 else []
    return told("list.plain", parts=tuple(said)) if said else told("moved.little")


__all__ = ["Outcome", "apply", "moved_in_all"]
