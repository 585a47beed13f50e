"""What a request says of the room: its type, size, shape and surfaces; and the sizes of things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from idesign import units
from idesign.designers.embedded.reading.draft import Draft, DraftRoom, DraftWish, extend, family, say_again
from idesign.designers.embedded.reading.items import Measure
from idesign.designers.embedded.reading.phrases import Look, Place, RoomName, Traits
from idesign.designers.embedded.reading.tokens import Token
from idesign.errors import RoomError

ROOM_SIDE = 1.8
"""Two lengths of at least this [m] that stand by themselves are taken for the room's."""
FEET = 10.0
"""Two sides of a room that are at least so long, and without a unit, are feet: "12x16" is no hall of 12 m by 16 m."""
FOOT = 0.3048
_LAYOUTS = {"one wall": "one-wall", "galley": "galley", "u shaped": "u-shaped"}


def name_room(draft: Draft, room: RoomName) -> None:
    """Notes a room type with what was said of it in the same phrase."""
    if room.room != "_space":
        extend(draft.room.names, [room.room])
    words = room.words.lower().replace("-", " ")
    draft.room.layout = draft.room.layout or next((v for k, v in _LAYOUTS.items() if k in words), "")
    _describe_room(draft, room.look)
    for measure in room.look.sizes:
        room_measure(draft.room, measure, room.words)


def _describe_room(draft: Draft, look: Look) -> None:
    extend(draft.styles, look.styles)
    extend(draft.moods, look.moods)
    extend(draft.colours, look.colours)
    extend(draft.materials, look.materials)
    draft.room.size_word = draft.room.size_word or look.room_size
    draft.room.shape = "L" if look.shape == "L" else draft.room.shape


def say_of_room(
    draft: Draft, used: set[int], traits: Traits, things: Sequence[DraftWish], loose: bool, upward: bool, sentence: int
) -> None:
    """Loose properties: of the things spoken of, or of the room when there are none. Styles and moods after a comma
    are the room's. `upward`: a length after "up to" is a height."""
    look = traits.look
    if not things:
        _describe_room(draft, look)
    elif loose and (look.styles or look.moods) and not (look.colours or look.materials):
        extend(draft.styles, look.styles)
        extend(draft.moods, look.moods)
    else:
        for wish in things:
            say_again(draft, wish, look, sentence)
    for measure in look.sizes:
        if upward and things and len(measure.sides) == 1 and measure.axis is None:
            measure = replace(measure, axis="height")
        _place_measure(draft, used, traits, measure, things, loose)


def _place_measure(
    draft: Draft, used: set[int], traits: Traits, measure: Measure, things: Sequence[DraftWish], loose: bool
) -> None:
    of_room = room_like(draft.room, measure, traits.words, bool(things), loose)
    if of_room and room_measure(draft.room, measure, traits.words):
        return
    if measure.money is not None:
        draft.budget = measure.money
    elif things and measure.sides and (measure.axis or not loose or len(measure.sides) > 1):
        for wish in things:
            size_of_thing(wish, measure)
    else:
        used.difference_update(range(traits.first, traits.last + 1))


def room_like(room: DraftRoom, measure: Measure, words: str, after_thing: bool, loose: bool) -> bool:
    """Whether a quantity speaks of the room and not of the thing before it."""
    if measure.area is not None or words.lower().startswith(("ceiling", "height")):
        return True
    if not after_thing:
        return True
    large = len(measure.sides) > 1 and all(s.metres >= ROOM_SIDE for s in measure.sides[:2])
    return large and loose and room.width is None


def room_measure(room: DraftRoom, measure: Measure, words: str) -> bool:
    """Takes a quantity as the room's; False when it says nothing of it. Raises `RoomError` for impossible sides."""
    if measure.area is not None:
        room.area = measure.area
        return True
    if len(measure.sides) > 1:
        if room.width is not None and room.depth is not None:
            return False
        feet = all(s.bare and s.metres >= FEET for s in measure.sides[:2])
        room.in_feet = words if feet else ""
        room.width, room.depth = (units.check_side(s.metres * (FOOT if feet else 1), words) for s in measure.sides[:2])
        return True
    if not measure.sides:
        return False
    side = measure.sides[0].metres
    if measure.axis == "height":
        room.height = side
    elif measure.axis is not None and side < units.MIN_SIDE:
        return False
    elif measure.axis in ("width", "depth"):
        setattr(room, measure.axis, units.check_side(side, words))
    elif measure.axis == "length":
        room.depth = units.check_side(side, words)
    else:
        units.check_side(max(side, units.MIN_SIDE), words)
        return False
    return True


def size_of_thing(wish: DraftWish, measure: Measure) -> None:
    """Takes a quantity as a thing's size: "1.9 m", "2.2 m wide", "160 x 80" (centimetres when the numbers say so)."""
    sides = [s.metres / 100 if s.bare and s.metres >= 20 else s.metres for s in measure.sides]
    if not sides or not all(0.005 <= s <= 20 for s in sides):
        return
    if len(sides) > 1:
        wish.size[: len(sides)] = sides
        return
    axis = {"width": 0, "length": 0, "depth": 1, "height": 2, "diameter": 0}[measure.axis or "width"]
    if measure.axis == "length" and ({"bed", "rug"} & family(wish.value) or wish.size[0] is not None):
        axis = 1
    wish.size[axis] = sides[0]
    if measure.axis == "diameter":
        wish.size[1] = sides[0]


def surface(room: DraftRoom, place: Place) -> bool:
    """Colours and materials of walls, floor and ceiling ("blue walls", "oak floor"); False when none was said."""
    return surface_look(room, place.place, place.look)


def surface_look(room: DraftRoom, place: str, look: Look) -> bool:
    """The same for "walls", "floor" or "ceiling" by name and a look of its own ("rubber floor, grey")."""
    if place not in ("wall", "floor", "ceiling") or not (look.colours or look.materials):
        return False
    if look.colours:
        room.surfaces.setdefault(f"{place}_colour", look.colours[0])
    if look.materials:
        room.surfaces.setdefault(place, look.materials[0])
    return True


def refuse_impossible(tokens: Sequence[Token]) -> None:
    """Raises `RoomError` for sizes that are begun but are none: "-4 x 3 m", "4 x", "nan x 3 m"."""
    for k, token in enumerate(tokens):
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        before = tokens[k - 1] if k else None
        if token.word not in ("x", "by") or before is None:
            continue
        if token.word == "x" and before.value is not None and (after is None or after.mark):
            raise RoomError(f"room size '{before.text} x': two lengths are needed, like 4x3.5 or 16 ft by 12 ft")
        if before.word in ("nan", "inf", "infinity") or (
            after is not None and after.word in ("nan", "inf", "infinity")
        ):
            raise RoomError(f"room size '{before.text} {token.text} …': a side must be a number, like 4x3.5")
        _refuse_negative(tokens, k)


def _refuse_negative(tokens: Sequence[Token], k: int) -> None:
    """A minus sign right before the first or the second of two lengths. A dash that begins a line is none."""
    start = k - 2 if k > 1 and tokens[k - 1].word in units.UNITS else k - 1
    for number in (start, k + 2):
        minus = tokens[number - 1] if 0 < number < len(tokens) else None
        if minus is None or minus.word != "-" or tokens[number].value is None or not tokens[number].glued:
            continue
        bullet = number > 1 and tokens[number - 2].word == "\n"
        if not bullet:
            raise RoomError(f"room size '-{tokens[number].text} …': a side cannot be negative, like 4x3.5")
