"""Short sentences that say back what was understood, assumed and not understood."""

from __future__ import annotations

from collections.abc import Sequence

from assets import catalogue
from idesign.brief import RoomWish, Wish, WishRelation
from idesign.designers.embedded.reading.draft import Draft
from idesign.designers.embedded.reading.tokens import Token

_WORDS = {
    "against": "against", "in_corner": "in", "at": "at", "under": "under", "above": "above", "on": "on",
    "beside": "beside", "flanking": "one on each side of", "between": "between", "near": "near", "far": "far from",
    "facing": "facing", "opposite": "opposite", "in_front_of": "in front of", "behind": "behind",
    "left_of": "to the left of", "right_of": "to the right of", "around": "around", "centered": "in the middle of",
    "parallel": "parallel to", "inside": "in",
}  # fmt: skip
LINE = 90


def named(room_type: str) -> str:
    """A room type as people say it."""
    return {"childrens_room": "children's room"}.get(room_type, room_type.replace("_", " "))


def article(words: str) -> str:
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def room_sentence(room_types: Sequence[str], room: RoomWish) -> str:
    """ "a bedroom of 4.20 × 3.60 m"."""
    words = " and ".join(map(named, room_types))
    shape = "L-shaped " if room.shape == "L" else ""
    sentence = article(shape + words)
    if room.width and room.depth:
        sentence += f" of {room.width:.2f} × {room.depth:.2f} m"
    elif room.area:
        sentence += f" of {room.area:.1f} m²"
    return sentence + (f", {room.height:.2f} m high" if room.height else "")


def wish_sentence(wish: Wish, relations: Sequence[WishRelation], names: dict[str, str]) -> str:
    """ "2 nightstands, one on each side of the bed"."""
    number = f"{wish.count} to {wish.count_max}" if wish.count_max else str(wish.count)
    words = thing_words(wish)
    said = [number + " " + words if wish.count > 1 or wish.count_max else article(words)]
    said += [phrase for r in relations if r.wish == wish.ref and (phrase := relation_words(r, names, wish.count == 1))]
    said += [q for q in wish.qualities if q.count(" ") > 1]
    said += [f"{m:.2f} m {axis}" for m, axis in zip(wish.size, ("wide", "deep", "high"), strict=True) if m]
    if wish.stand_in:
        said.append(f"for '{wish.words}', as the nearest thing there is")
    kept = " (yours, kept)" if wish.owned else " (stays, whatever has to go)" if wish.kept else ""
    return ", ".join(said) + kept


def thing_words(wish: Wish) -> str:
    """Category with its looks, in plural when there are several."""
    name = catalogue.category(wish.category).words if wish.category in catalogue.categories() else wish.category
    name = name.replace("_", " ")
    if (wish.count > 1 or wish.count_max) and not name.endswith("s"):
        name = (
            name[:-1] + "ves" if name.endswith("shelf") else name + ("es" if name.endswith(("ch", "sh", "x")) else "s")
        )
    look = [q for q in wish.qualities if q not in name and q.count(" ") < 2 and not q.startswith("for ")]
    return " ".join(dict.fromkeys([*look, *wish.colours, *wish.materials, name]))


def relation_words(relation: WishRelation, names: dict[str, str], alone: bool) -> str:
    """ "in front of the window": where a wish was asked to be; `alone`: it is one thing."""
    target = _target_words(relation.target, names)
    if relation.kind == "between" and relation.other and relation.other != relation.target:
        return f"between {target} and {_target_words(relation.other, names)}"
    if relation.kind == "around" and alone:
        return f"at {target}"
    if relation.kind == "centered" and relation.target.startswith("wall"):
        return f"centred on {target}"
    return f"{_WORDS[relation.kind]} {target}"


def _target_words(target: str, names: dict[str, str]) -> str:
    if target in names:
        return f"the {names[target]}"
    place, _, which = target.partition(":")
    side, _, ref = which.partition(":")
    if ref:
        return f"the wall {side} the {names.get(ref, 'thing')}"
    if which.isdigit():
        return f"{place} {which}"
    return f"the {which + ' ' if which else ''}{place}"


def understood(draft: Draft, room_types: Sequence[str], room: RoomWish, wishes: Sequence[Wish],
               relations: Sequence[WishRelation]) -> tuple[str, ...]:  # fmt: skip
    """Everything that was understood, one sentence a thing."""
    names = {w.ref: thing_words(w) for w in wishes}
    lines = [room_sentence(room_types, room)] if draft.room.names or room.width or room.area else []
    lines += _about(draft, room)
    lines += [wish_sentence(w, relations, names) for w in wishes]
    lines += [f"no {words}" for words in draft.excluded_words]
    return (*lines, *(["nothing else"] if draft.only else []))


def _about(draft: Draft, room: RoomWish) -> list[str]:
    lines = [f"style: {', '.join(draft.styles)}"] if draft.styles else []
    lines += [f"mood: {', '.join(draft.moods)}"] if draft.moods else []
    lines += [f"colours: {', '.join([*draft.colours, *draft.materials])}"] if draft.colours or draft.materials else []
    who = ", ".join([*([f"{draft.occupants} people"] if draft.occupants else []), *draft.people])
    lines += [f"for {who}"] if who else []
    lines += [f"used for {', '.join(draft.activities)}"] if draft.activities else []
    surfaces = {"walls": room.wall_colour or room.wall_finish, "floor": room.floor or room.floor_colour}
    lines += [f"{name}: {value}" for name, value in surfaces.items() if value]
    lines += [f"{room.windows} window{'s' * (room.windows != 1)}"] if room.windows is not None else []
    if draft.budget:
        lines.append(f"a budget of {draft.budget.amount:g} {draft.budget.currency}")
    return lines


def unread(text: str, sentence: Sequence[Token], runs: Sequence[tuple[int, int]]) -> list[str]:
    """One line for each run of tokens that was not understood, with its sentence."""
    whole = " ".join(text[sentence[0].start : sentence[-1].end].split())
    shown = whole if len(whole) <= LINE else whole[: LINE - 1] + "…"
    return [f"'{text[sentence[a].start : sentence[b].end]}' in '{shown}'" for a, b in runs]
