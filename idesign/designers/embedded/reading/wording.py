"""Short sentences that say back what was understood, assumed and not understood."""

from __future__ import annotations

from collections.abc import Sequence

from assets import catalogue
from idesign.brief import RoomWish, Wish, WishRelation
from idesign.designers.embedded.reading.draft import Draft
from idesign.designers.embedded.reading.tokens import Token
from idesign.sentences import Told, kind, known, linked, spaced, told, word

LINE = 90


def named(room_type: str) -> str:
    """A room type as people say it."""
    return {"childrens_room": "children's room"}.get(room_type, room_type.replace("_", " "))


def article(words: str) -> str:
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def room_sentence(room_types: Sequence[str], room: RoomWish) -> str:
    """ "a bedroom of 4.20 × 3.60 m"."""
    words = linked([told_room(r) for r in room_types], "and")
    if room.shape == "L":
        words = told("wish.l_shaped", room=words)
    size = ""
    if room.width and room.depth:
        size = told("wish.measures", width=room.width, depth=room.depth)
    elif room.area:
        size = told("wish.area", area=room.area)
    height = told("wish.height", value=room.height) if room.height else ""
    return told("wish.room", article=article(words).split()[0], room=words, size=size, height=height)


def told_room(room_type: str) -> str:
    """A room type as a sentence part."""
    return Told(named(room_type), f"rooms.{room_type}", {}) if known("rooms", room_type) else named(room_type)


def wish_sentence(wish: Wish, relations: Sequence[WishRelation], names: dict[str, str]) -> str:
    """ "2 nightstands, one on each side of the bed"."""
    words = thing_words(wish)
    parts = [phrase for r in relations if r.wish == wish.ref and (phrase := relation_words(r, names, wish.count == 1))]
    parts += [q for q in wish.qualities if q.count(" ") > 1]
    parts += [told(f"wish.{axis}", value=m) for axis, m in zip(AXES, wish.size, strict=True) if m]
    if wish.stand_in:
        parts.append(told("wish.nearest", words=wish.words))
    rest = told("wish.rest", parts=tuple(parts)) if parts else ""
    kept = told("wish.owned") if wish.owned else told("wish.kept") if wish.kept else ""
    if wish.count_max:
        return told("wish.some", low=wish.count, high=wish.count_max, words=words, rest=rest, kept=kept)
    if wish.count > 1:
        return told("wish.many", count=wish.count, words=words, rest=rest, kept=kept)
    return told("wish.one", article=article(words).split()[0], words=words, rest=rest, kept=kept)


AXES = ("wide", "deep", "high")


def thing_words(wish: Wish) -> str:
    """Category with its looks, in plural when there are several."""
    name = catalogue.category(wish.category).words if wish.category in catalogue.categories() else wish.category
    name = name.replace("_", " ")
    if (wish.count > 1 or wish.count_max) and not name.endswith("s"):
        name = (
            name[:-1] + "ves" if name.endswith("shelf") else name + ("es" if name.endswith(("ch", "sh", "x")) else "s")
        )
    look = [q for q in wish.qualities if q not in name and q.count(" ") < 2 and not q.startswith("for ")]
    looks = [word("looks", w) for w in dict.fromkeys([*look, *wish.colours, *wish.materials])]
    noun = kind(wish.category, name)
    return told("wish.looks", look=spaced(looks), thing=noun) if looks else noun


def relation_words(relation: WishRelation, names: dict[str, str], alone: bool) -> str:
    """ "in front of the window": where a wish was asked to be; `alone`: it is one thing."""
    target = _target_words(relation.target, names)
    if relation.kind == "between" and relation.other and relation.other != relation.target:
        return told("where.between", target=linked([target, _target_words(relation.other, names)], "and"))
    if relation.kind == "centered" and relation.target.startswith("wall"):
        return told("wish.centred", target=target)
    own = relation.kind == "flanking" or (relation.kind == "around" and not alone)
    return told(f"{'wish' if own else 'where'}.{relation.kind}", target=target)


def _target_words(target: str, names: dict[str, str]) -> str:
    if target in names:
        return told("relation.thing", name=names[target])
    place, _, which = target.partition(":")
    side, _, ref = which.partition(":")
    if ref:
        return f"the wall {side} the {names.get(ref, 'thing')}"
    if which.isdigit():
        return f"{place} {which}"
    name = f"{place}_{which}" if which else place
    return told(f"place.{name}") if known("place", name) else f"the {which + ' ' if which else ''}{place}"


def understood(draft: Draft, room_types: Sequence[str], room: RoomWish, wishes: Sequence[Wish],
               relations: Sequence[WishRelation]) -> tuple[str, ...]:  # fmt: skip
    """Everything that was understood, one sentence a thing."""
    names = {w.ref: thing_words(w) for w in wishes}
    lines = [room_sentence(room_types, room)] if draft.room.names or room.width or room.area else []
    lines += _about(draft, room)
    lines += [wish_sentence(w, relations, names) for w in wishes]
    lines += [told("wish.none", thing=words) for words in draft.excluded_words]
    return (*lines, *([told("wish.only")] if draft.only else []))


def _about(draft: Draft, room: RoomWish) -> list[str]:
    """Style, mood, colours, people, use, surfaces, windows and budget, as far as they were named."""
    who = [*([told("wish.people", count=draft.occupants)] if draft.occupants else []), *_people(draft.people)]
    surfaces = {"walls": room.wall_colour or room.wall_finish, "floor": room.floor or room.floor_colour}
    said: dict[str, Sequence[str]] = {
        "style": [word("styles", s) for s in draft.styles], "mood": draft.moods,
        "colours": [word("looks", w) for w in [*draft.colours, *draft.materials]], "for": who, "use": draft.activities,
        **{name: [word("looks", value)] for name, value in surfaces.items() if value},
    }  # fmt: skip
    lines = [told(f"wish.{name}", words=tuple(words)) for name, words in said.items() if words]
    lines += [told(f"wish.window{'s' * (room.windows != 1)}", count=room.windows)] if room.windows is not None else []
    if draft.budget:
        lines.append(told("wish.budget", amount=draft.budget.amount, currency=draft.budget.currency))
    return lines


def _people(people: Sequence[str]) -> list[str]:
    return [word("people", p) for p in people]


def unread(text: str, sentence: Sequence[Token], runs: Sequence[tuple[int, int]]) -> list[str]:
    """One line for each run of tokens that was not understood, with its sentence."""
    whole = " ".join(text[sentence[0].start : sentence[-1].end].split())
    shown = whole if len(whole) <= LINE else whole[: LINE - 1] + "…"
    return [f"'{text[sentence[a].start : sentence[b].end]}' in '{shown}'" for a, b in runs]
