"""What one can do to a furnished room: one small dataclass for each change, with its JSON form.

Ids name objects, doors and windows of the scene. A `Where` says a place as a `WishRelation` does: its target is an
object's or opening's id, or one of the places of `idesign.brief`. Lengths are metres, angles degrees (they are a file
format). Nothing here knows how a change is carried out (`apply.py`) or taken back (`log.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from idesign.brief import Money, WishKind
from idesign.errors import InputError

OpenSize = tuple[float | None, float | None, float | None]
Side = Literal["north", "south", "east", "west"]


@dataclass(frozen=True)
class Where:
    """A place: in relation `kind` to `target` (`other`: the second target of "between"), at `distance` [m]."""

    kind: WishKind
    target: str
    other: str | None = None
    distance: float | None = None


@dataclass(frozen=True)
class Look:
    """How a thing shall look; what is empty stays as it is. `quality`: budget, standard or premium; `shape`: round,
    oval, square or rectangular, for things that are made in such shapes."""

    colours: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    style: str | None = None
    quality: str | None = None
    shape: str | None = None


@dataclass(frozen=True)
class Add:
    """`count` new things of a category; `words` are the person's own. Without `places` each goes where it suits.
    `asset`: the id of the very model, where the person chose one; `size` and `look` then say nothing."""

    category: str
    words: str = ""
    count: int = 1
    size: OpenSize = (None, None, None)
    look: Look = Look()
    places: tuple[Where, ...] = ()
    asked: bool = True
    optional: bool = False
    asset: str = ""
    op: Literal["add"] = "add"


@dataclass(frozen=True)
class Remove:
    """A thing goes, with what stands on it. `never`: its kind is not to come back."""

    id: str
    never: bool = False
    op: Literal["remove"] = "remove"


@dataclass(frozen=True)
class Replace:
    """Another thing stands where this one stood, in its relations; `asset` as in `Add`."""

    id: str
    category: str
    words: str = ""
    size: OpenSize = (None, None, None)
    look: Look = Look()
    asset: str = ""
    op: Literal["replace"] = "replace"


@dataclass(frozen=True)
class Move:
    """To a pose, as by dragging: the centre of its footprint [m]; `yaw_deg` None keeps its direction; `alone`: what
    belongs to it and does not stand on it stays where it is and belongs to it no longer."""

    id: str
    x: float
    y: float
    yaw_deg: float | None = None
    alone: bool = False
    op: Literal["move"] = "move"


@dataclass(frozen=True)
class Shift:
    """By so much along the room's axes [m]: x east, y north."""

    id: str
    dx: float
    dy: float
    op: Literal["shift"] = "shift"


@dataclass(frozen=True)
class Approach:
    """Closer to a thing, opening or wall by `by` metres, as far as that goes; further away when `by` is negative."""

    id: str
    target: str
    by: float
    op: Literal["approach"] = "approach"


@dataclass(frozen=True)
class Place:
    """To a place in words: it holds from now on, instead of the places that the thing had."""

    id: str
    places: tuple[Where, ...]
    op: Literal["place"] = "place"


@dataclass(frozen=True)
class Turn:
    """By `by_deg` counter-clockwise seen from above, or so that its front looks at `facing`."""

    id: str
    by_deg: float = 0.0
    facing: str | None = None
    op: Literal["turn"] = "turn"


@dataclass(frozen=True)
class Resize:
    """Another size [m]; None keeps that side."""

    id: str
    size: OpenSize
    op: Literal["resize"] = "resize"


@dataclass(frozen=True)
class Restyle:
    """Another look for these things: colours, materials, style, quality."""

    ids: tuple[str, ...]
    look: Look
    op: Literal["restyle"] = "restyle"


@dataclass(frozen=True)
class Swap:
    """Two things change places."""

    a: str
    b: str
    op: Literal["swap"] = "swap"


@dataclass(frozen=True)
class Lock:
    """A thing stays where it is, whatever else changes; `locked` false lets it go again."""

    id: str
    locked: bool = True
    op: Literal["lock"] = "lock"


@dataclass(frozen=True)
class ChangeRoom:
    """The room's inside measures [m]; None keeps one. A wall that few things stand at is moved; `wall` names it."""

    width: float | None = None
    depth: float | None = None
    height: float | None = None
    wall: Side | None = None
    op: Literal["change_room"] = "change_room"


@dataclass(frozen=True)
class ChangeSurfaces:
    """Finishes of walls and floor; None keeps one. `accent_colour` is of the wall `accent_wall` (its index) alone."""

    wall: str | None = None
    wall_colour: str | None = None
    floor: str | None = None
    floor_colour: str | None = None
    accent_wall: int | None = None
    accent_colour: str | None = None
    op: Literal["change_surfaces"] = "change_surfaces"


@dataclass(frozen=True)
class AddOpening:
    """Another door or window, in the wall of that side (None: where there is most room for it)."""

    kind: Literal["door", "window"]
    side: Side | None = None
    width: float | None = None
    op: Literal["add_opening"] = "add_opening"


@dataclass(frozen=True)
class RemoveOpening:
    """A door or window is walled up."""

    id: str
    op: Literal["remove_opening"] = "remove_opening"


@dataclass(frozen=True)
class SetRule:
    """Never things of these categories (none: of any) in these materials or colours (none: in any)."""

    categories: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    words: str = ""
    op: Literal["set_rule"] = "set_rule"


@dataclass(frozen=True)
class AddRelation:
    """From now on the thing stands in this relation."""

    id: str
    place: Where
    op: Literal["add_relation"] = "add_relation"


@dataclass(frozen=True)
class RemoveRelation:
    """The relations of this kind (of `solvers.relations`) that the thing has to `b` (None: to anything) are let go."""

    id: str
    kind: str
    b: str | None = None
    op: Literal["remove_relation"] = "remove_relation"


@dataclass(frozen=True)
class WeighRelation:
    """The relations of this kind that the thing has to `b` (None: to anything) must hold from now on or, unless `hard`,
    are only wished, and count with this weight."""

    id: str
    kind: str
    b: str | None = None
    hard: bool = False
    weight: Annotated[float, Field(ge=0.0, le=100.0)] = 1.0
    op: Literal["weigh_relation"] = "weigh_relation"


@dataclass(frozen=True)
class SetBudget:
    """What all that is to be bought may cost."""

    amount: float
    currency: str = "EUR"
    op: Literal["set_budget"] = "set_budget"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


@dataclass(frozen=True)
class SetPeople:
    """Somebody else uses the room, such as a "wheelchair user"."""

    person: str
    op: Literal["set_people"] = "set_people"


Operation = Annotated[
    Add | Remove | Replace | Move | Shift | Approach | Place | Turn | Resize | Restyle | Swap | Lock | ChangeRoom
    | ChangeSurfaces | AddOpening | RemoveOpening | SetRule | AddRelation | RemoveRelation | WeighRelation | SetBudget
    | SetPeople,
    Field(discriminator="op"),
]  # fmt: skip


@cache
def operations_adapter() -> TypeAdapter[tuple[Operation, ...]]:
    """Validates and writes lists of operations."""
    return TypeAdapter(tuple[Operation, ...])


def operations_json(operations: Sequence[Operation]) -> list[dict[str, Any]]:
    """The operations as decoded JSON."""
    found: list[dict[str, Any]] = operations_adapter().dump_python(tuple(operations), mode="json")
    return found


def operations_from_json(document: Any) -> tuple[Operation, ...]:
    """Operations from decoded JSON. Raises `InputError` with the place of the first fault."""
    try:
        return operations_adapter().validate_python(document)
    except ValidationError as e:
        first = e.errors()[0]
        raise InputError(f"operation {'.'.join(map(str, first['loc']))}: {first['msg']}") from e
