"""Relation phrases: what they are said of, what their target is, and their final kind."""

from __future__ import annotations

from idesign.brief import WishKind
from idesign.designers.embedded.reading import places, references
from idesign.designers.embedded.reading.draft import DraftWish, belongs, companion_kind
from idesign.designers.embedded.reading.phrases import Place, Thing
from idesign.designers.embedded.reading.scope import End, Fronted, Scope, Waiting, is_word

_SIDES = ("left_of", "right_of", "flanking", "beside", "behind", "in_front_of")
_STANDING = ("near", "beside", "in_front_of", "behind", "left_of", "right_of")
_STANDING_BEFORE = ("in_front_of", "behind", "opposite", "facing", "parallel")
_JOINT = {"side-by-side", "stacked", "back-to-back"}
_NOT_ALONE = ("in", "at", "hang", "on", "between", "against", "parallel", "facing")


def figures(s: Scope, waiting: Waiting, place: bool) -> list[DraftWish]:
    """What the relation is said of; empty when it comes before its thing. `place`: its target is a place."""
    if s.verb and s.subjects:
        return list(s.subjects)
    if s.last is None or waiting.loose:
        return []
    owner = owner_after_comma(s, bool(waiting.fronted))
    if owner is not None and owner is not s.last:
        return [owner]
    if s.head is not None and _of_the_head(s, waiting, place, s.head, s.last):
        return [s.head]
    if waiting.kind == "facing" and (carried := _carried(s, s.last)):
        return [carried]
    return list(s.group) if s.last in s.group else [s.last]


def _of_the_head(s: Scope, waiting: Waiting, place: bool, head: DraftWish, last: DraftWish) -> bool:
    """Whether the place is that of the thing that the last one came with: of "a table with a lamp in front of the
    shelves" and "a bench with a vice against the wall" the table and the bench."""
    if place:
        placed = any(r.wish is head and isinstance(r.target, str) for r in s.draft.relations)
        wall = waiting.kind == "against" and references.on_floor([head]) and not placed
        return belongs(head.value, last.value) or (wall and last.count <= head.count)
    stands = companion_kind(head.value, last.value) == "on" and waiting.kind in _STANDING_BEFORE
    return stands and places.is_small(last) and references.on_floor([head])


def owner_after_comma(s: Scope, after_comma: bool) -> DraftWish | None:
    """After a comma ("a sofa with a table in front, facing …") the thing that the last one came with."""
    if after_comma and s.owner is not None and s.last is not s.owner:
        pairs = s.draft.companions
        if any(c.head is s.owner and c.wish is s.last for c in pairs):
            return s.owner
    return s.last


def head_of(s: Scope, after_comma: bool) -> DraftWish | None:
    """What the things after "with" or "holding" come with: a thing that was just named as a target, the verb's subject,
    or the thing before."""
    if s.verb and s.subjects and (s.last is None or s.last in s.subjects):
        return s.subjects[-1]
    return owner_after_comma(s, after_comma)


def _carried(s: Scope, support: DraftWish) -> DraftWish | None:
    """Of "a TV on a stand facing the sofa" the TV."""
    last = s.draft.relations[-1] if s.draft.relations else None
    return last.wish if last and last.kind == "on" and last.target is support else None


# --- the target comes -------------------------------------------------------------------------------------------------


def target_thing(s: Scope, thing: Thing, target: DraftWish, fresh: bool) -> None:
    """A thing comes where a target was waited for."""
    waiting = s.waiting
    assert waiting is not None
    if waiting.kind == "between" and waiting.first is None and target.count < 2:
        waiting.first = target
        return
    arrived(s, target, each=thing.det == "each")
    if fresh and not waiting.denied:
        s.last, s.group = target, [target]
        if waiting.kind == "on" and "rug" in target.family:
            # "all is on a rug in the middle": the rug is there, and all on it
            s.verb, s.subjects = False, []


def arrived(s: Scope, target: End, each: bool = False) -> None:
    """The target of the waiting relation is known: notes it, or keeps it for the thing that follows."""
    waiting, s.waiting = s.waiting, None
    assert waiting is not None
    if waiting.denied:
        _denied(s, waiting, target)
        return
    if waiting.wall_of and isinstance(target, DraftWish):
        wall_of(s, waiting, target)
        return
    first, other = (target, None) if waiting.first is None else (waiting.first, target)
    said_of = figures(s, waiting, place=isinstance(first, str))
    if (waiting.fronted and thing_follows(s)) or not said_of:
        if waiting.fronted:
            s.fronted.append(Fronted(waiting.kind, first, other, waiting.words, each))
        s.verb, s.subjects = False, []
        return
    for figure in _both(s, said_of, waiting):
        if each and isinstance(target, DraftWish):
            _as_many(s, waiting, figure, target)
        relate(s, waiting.kind, figure, first, waiting.words, other)


def spoken_of(s: Scope, waiting: Waiting, which: str) -> DraftWish | None:
    """What the pronoun after a relation means: "next to it" is next to a thing on the floor."""
    said_of = figures(s, waiting, place=False)
    if which == "it" and waiting.kind in _STANDING and s.head is None and references.on_floor(said_of):
        return references.standing(s.draft, said_of) or references.pronoun(s.draft, which, said_of, s.head)
    if which == "it" and waiting.kind == "on" and s.head is not None and said_of and places.is_small(said_of[0]):
        return references.carrier(s.draft, said_of, s.head)
    return references.pronoun(s.draft, which, said_of, s.head)


def _both(s: Scope, said_of: list[DraftWish], waiting: Waiting) -> list[DraftWish]:
    """ "a monitor and a keyboard on the desk": both of a pair of small things; both of a pair that is side by side."""
    placed = {id(r.wish) for r in s.draft.relations}
    joint = len(said_of) == 1 and bool(_JOINT & set(said_of[0].qualities))
    pair = [w for w in s.pair if w in said_of or ((joint or places.is_small(w)) and id(w) not in placed)]
    together = (waiting.kind == "on" and places.is_small(said_of[0])) or joint if said_of else False
    return pair if together and said_of[0] in pair else said_of


def _as_many(s: Scope, waiting: Waiting, figure: DraftWish, target: DraftWish) -> None:
    """ "a pendant over each table": as many as there are of the target, in all its wishes; "four chairs around each
    table": so many for each."""
    if figure.said and figure.count not in (1, target.count) and figure.sentence == s.index and not s.verb:
        figure.count, figure.count_max = figure.count * max(1, target.count), None
        return
    if figure.said or (figure.count > 1 and not figure.vague):
        return
    same = [w for w in s.draft.wishes if w.value == target.value and w is not figure] or [target]
    figure.count, figure.said, figure.vague = sum(w.count for w in same), True, False
    for other in (w for w in same if w is not target):
        relate(s, waiting.kind, figure, other, waiting.words)


def _denied(s: Scope, waiting: Waiting, target: End) -> None:
    """ "must not stand against a wall": far from it; "not opposite the door": not at the wall across from it. What else
    is denied is listed as not understood."""
    if waiting.kind in ("opposite", "facing") and target in ("door", "window"):
        for figure in _denied_of(s, waiting):
            s.draft.relate("far", figure, f"wall:opposite:{target}", f"not {waiting.words}")
    elif waiting.kind in ("against", "under", "at", "near", "beside", "on", "in_front_of"):
        for figure in _denied_of(s, waiting):
            s.draft.relate("far", figure, target, f"not {waiting.words}")
    else:
        chunk = s.chunk(0)
        assert chunk is not None
        s.unuse(chunk)


def _denied_of(s: Scope, waiting: Waiting) -> list[DraftWish]:
    """What must not stand so: the figures, or after a clause of its own what was spoken of last."""
    topic = s.draft.topic
    return figures(s, waiting, place=True) or ([topic] if topic is not None and topic in s.draft.wishes else [])


def thing_follows(s: Scope) -> bool:
    """Whether a new thing comes next, before any comma ("next to the sofa a lamp", "in the corner is a chair")."""
    k = s.k + 1
    while k < len(s.chunks) and is_word(s.chunks[k], "be", "filler", "with", "vague") and s.chunks[k].words != "with":
        k += 1
    after = s.chunks[k] if k < len(s.chunks) else None
    return isinstance(after, Thing) and after.det in ("a", "", "my") and after.entry is not None


def wall_of(s: Scope, waiting: Waiting, target: DraftWish) -> None:
    """ "on the wall behind it", "against the wall opposite the sofa"."""
    for figure in figures(s, waiting, place=True):
        kind: WishKind = "on" if places.hangs(figure) else "against"
        s.draft.relate(kind, figure, target, waiting.words, wall_of=waiting.wall_of)


def relate(s: Scope, kind: str, figure: DraftWish, target: End, words: str, other: End | None = None) -> None:
    """Notes a relation under its final kind."""
    if isinstance(target, str):
        found = places.to_place(kind, figure, target)
        if found:
            s.draft.relate(found[0], figure, found[1], words, other)
        return
    if kind == "between" and other is None and target.count == 2:
        _between_pair(s, figure, target, words)
        return
    final = places.to_thing(kind, figure, target)
    sides = "each long" in words or "each short" in words
    counted = any(is_word(s.chunk(k), "number", "pronoun") for k in (-2, -1))
    if final == "around" and sides and not counted:
        figure.count *= 2
    if final == "flanking" and figure.count == 1 and not figure.said:
        figure.count, figure.said = 2, True
    if final is not None:
        s.draft.relate(final, figure, target, words, other)


def _between_pair(s: Scope, figure: DraftWish, pair: DraftWish, words: str) -> None:
    """A thing between two equal ones: when they usually belong to it, they flank it ("a bed between two
    nightstands"); else it stands between them."""
    if companion_kind(figure.value, pair.value):
        s.draft.relate("flanking", pair, figure, words)
    else:
        s.draft.relate("between", figure, pair, words, pair)


# --- no target comes --------------------------------------------------------------------------------------------------


def settle(s: Scope) -> None:
    """A waiting relation that gets no target means what was spoken of, when its words can stand alone."""
    waiting, s.waiting = s.waiting, None
    if waiting is None or waiting.reverse or waiting.loose or waiting.denied:
        return
    if waiting.kind == "middle_of":
        _middle_of_room(s, waiting)
    elif waiting.first is not None:
        _between_known(s, waiting)
    elif waiting.kind == "between" and waiting.words == "in between":
        _in_between(s, waiting)
    elif waiting.kind not in _NOT_ALONE or waiting.words.endswith("top"):
        _implied_target(s, waiting)


def _middle_of_room(s: Scope, waiting: Waiting) -> None:
    said_of = figures(s, waiting, place=True)
    for figure in said_of:
        relate(s, "centered", figure, "room", waiting.words)
    if not said_of:
        s.fronted.append(Fronted("centered", "room", None, waiting.words))


def _between_known(s: Scope, waiting: Waiting) -> None:
    for figure in figures(s, waiting, place=False):
        if isinstance(waiting.first, DraftWish) and figure is not waiting.first:
            relate(s, "between", figure, waiting.first, waiting.words, waiting.first)


def _in_between(s: Scope, waiting: Waiting) -> None:
    """ "a sofa facing the TV and a coffee table in between": of the two that face each other."""
    across = [r for r in s.draft.relations if r.kind in ("facing", "opposite") and isinstance(r.target, DraftWish)]
    for figure in figures(s, waiting, place=False):
        if across and figure not in (across[-1].wish, across[-1].target):
            s.draft.relate("between", figure, across[-1].wish, waiting.words, across[-1].target)


def _implied_target(s: Scope, waiting: Waiting) -> None:
    said_of = figures(s, waiting, place=False)
    if waiting.kind == "around" and "side" in waiting.words and said_of and not _sits(said_of[0]):
        _on_long_wall(s, waiting, said_of)
        return
    target = s.head if s.head is not None and s.head not in said_of else None
    if target is not None:
        said_of = _came_with(s, target) or said_of
    ahead = waiting.fronted and isinstance(s.chunk(0), Thing)
    if waiting.kind == "opposite" and said_of and target is None:
        # "a telly on the wall opposite": opposite what the room turns on, not the rug named last
        target = references.anchor(s.draft, said_of)
    target = target or _same_as_before(s, waiting, [] if ahead else said_of) or _latest_for(s, waiting, said_of)
    if target is None:
        return
    if ahead:
        s.verb, s.subjects, said_of = False, [], []
    if not said_of and waiting.fronted:
        s.fronted.append(Fronted(waiting.kind, target, None, waiting.words))
    for figure in said_of:
        relate(s, waiting.kind, figure, target, waiting.words)


def _sits(wish: DraftWish) -> bool:
    return bool({"chair", "stool", "bar_stool", "bench", "armchair", "seat"} & wish.family)


def _on_long_wall(s: Scope, waiting: Waiting, said_of: list[DraftWish]) -> None:
    """ "a dresser on the long side" of the room."""
    side = "long" if "long" in waiting.words else "short"
    for figure in said_of:
        relate(s, "against", figure, f"wall:{side}", waiting.words)


def _came_with(s: Scope, head: DraftWish) -> list[DraftWish]:
    """The companions since the last comma that nothing has placed yet ("with cups and sodas on top")."""
    placed = {id(r.wish) for r in s.draft.relations}
    recent = s.draft.companions[s.since :]
    return [c.wish for c in recent if c.head is head and id(c.wish) not in placed and c.wish.sentence == s.index]


def _same_as_before(s: Scope, waiting: Waiting, said_of: list[DraftWish]) -> DraftWish | None:
    """ "a laptop on the right side of the desk and a wallet on the left side": of the same desk."""
    if waiting.kind not in ("left_of", "right_of") or not s.draft.relations:
        return None
    last = s.draft.relations[-1]
    target = last.target if last.kind in _SIDES and isinstance(last.target, DraftWish) else None
    return target if target not in said_of else None


def _latest_for(s: Scope, waiting: Waiting, said_of: list[DraftWish]) -> DraftWish | None:
    if waiting.kind == "around":
        tables = [w for w in s.draft.wishes if "table" in w.family and w not in said_of]
        if tables:
            return tables[-1]
    standing = references.standing(s.draft, said_of) if waiting.kind in _STANDING else None
    return standing or references.pronoun(s.draft, "it", said_of, None)


def late(s: Scope) -> None:
    """A place phrase that found no thing in its sentence ("Next to the window, please.") speaks of the thing before."""
    before = [w for w in s.draft.wishes if w.sentence < s.index]
    other = any(is_word(c, "be", "maybe", "unknown") or (isinstance(c, Thing) and c.entry is None) for c in s.chunks)
    if before and not other:
        for f in s.fronted:
            relate(s, f.kind, before[-1], f.target, f.words, f.other)


# --- places in the room -----------------------------------------------------------------------------------------------


def target_place(s: Scope, place: Place) -> None:
    """A wall, window, door or corner comes where a target was waited for."""
    waiting = s.waiting
    assert waiting is not None
    if s.place in ("window", "door") and not s.topics() and place.place in ("wall", "corner", "ceiling", "floor"):
        s.draft.room.opens(s.place, place.sides)
        s.waiting = None
    elif place.place == "wall" and (of := _told_by_a_thing(s)):
        waiting.wall_of = of
        waiting.go_on(place.words)
    elif waiting.kind == "between" and place.place in ("window", "door"):
        _between_openings(s, place, waiting)
    else:
        waiting.go_on(place.words)
        _every_corner(s, place, waiting)
        _every_wall(s, place, waiting)
        if places.is_far(place):
            for figure in figures(s, waiting, place=True):
                s.draft.relate("far", figure, "door", waiting.words)
        _nearby(s, place, waiting)
        if not _opposite_wall(s, place, waiting):
            arrived(s, places.place_name(place))


def _nearby(s: Scope, place: Place, waiting: Waiting) -> None:
    """ "against the nearby wall": near what was placed before."""
    said_of = figures(s, waiting, place=True)
    if "nearby" in place.words.lower().split() and said_of and (other := references.standing(s.draft, said_of)):
        for figure in said_of:
            relate(s, "near", figure, other, place.words)


def _told_by_a_thing(s: Scope) -> str:
    """Whether the wall is told by a thing: "the wall behind it", "the wall opposite the sofa"."""
    after, target = s.chunk(1), s.chunk(2)
    if not is_word(after, "rel") or not (isinstance(target, Thing) or is_word(target, "pronoun")):
        return ""
    entry = getattr(after, "entry", None)
    return {"behind": "behind", "opposite": "opposite", "facing": "opposite"}.get(entry.value if entry else "", "")


def _every_corner(s: Scope, place: Place, waiting: Waiting) -> None:
    if place.place == "corner" and "each" in (place.det, *place.sides):
        for figure in figures(s, waiting, place=True):
            if figure.vague or (figure.count == 1 and not figure.said):
                figure.count, figure.vague, figure.said = 4, False, True


def _every_wall(s: Scope, place: Place, waiting: Waiting) -> None:
    """ "bookcases on every wall": at least one for each."""
    every = place.det == "each" or bool({"each"} & set(place.sides)) or place.words.lower().startswith("all")
    if place.place == "wall" and every and "long" not in place.sides and "short" not in place.sides:
        for figure in figures(s, waiting, place=True):
            if figure.vague:
                figure.count, figure.vague, figure.said = 4, False, True


def _opposite_wall(s: Scope, place: Place, waiting: Waiting) -> bool:
    """ "on the opposite wall": of the piece that the room turns on."""
    if place.place != "wall" or place.number.plural or not {"opposite", "same"} & set(place.sides):
        return False
    other = references.anchor(s.draft, figures(s, waiting, place=True))
    if other is None:
        return False
    waiting.wall_of = "opposite" if "opposite" in place.sides else "behind"
    wall_of(s, waiting, other)
    s.waiting = None
    return True


def _between_openings(s: Scope, place: Place, waiting: Waiting) -> None:
    name, room = place.place, s.draft.room
    if place.number.plural or place.number.least > 1:
        waiting.first = f"{name}:1"
        waiting.go_on(place.words)
        room.count(name, max(2, place.number.least))
        arrived(s, f"{name}:2")
    elif waiting.first is None:
        waiting.first = name
    else:
        arrived(s, name)
