"""What a noun phrase means in a room: "the left nightstand", "the lamp on the desk", "it", "all chairs", "the other".

Everything is decided on the scene itself. Where several things are meant equally well, a question with the possible
answers is asked instead of guessed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from idesign.designers.embedded.reading.draft import family
from idesign.designers.embedded.reading.lexicon import data
from idesign.designers.embedded.reading.phrases import Look, Place, Thing, Word
from idesign.edits.bench import Bench
from idesign.edits.frame import THEM, Noun, Relating
from idesign.edits.places import opening_named
from idesign.scene import SceneObject
from solvers.geometry import footprint, opening_rect, relative, ring_distance, wrap
from solvers.relations import Offset

DEFINITE = ("the", "my", "other", "both", "each")
MAIN = 2.0
"""A thing of so many times the others' floor is the one that is meant by its family's name."""
ORDINALS = ("first", "second", "third", "fourth", "fifth")
ALL = ("all", "every", "each", "both")
SIZES: dict[str, Callable[[SceneObject], float]] = {
    "big": lambda o: math.prod(o.size), "large": lambda o: math.prod(o.size), "tall": lambda o: o.size[2],
    "high": lambda o: o.size[2], "wide": lambda o: o.size[0], "long": lambda o: o.size[0],
    "small": lambda o: -math.prod(o.size), "low": lambda o: -o.size[2], "short": lambda o: -o.size[2],
    "narrow": lambda o: -o.size[0], "little": lambda o: -math.prod(o.size),
}  # fmt: skip
SIDES: dict[str, Callable[[SceneObject], float]] = {
    "north": lambda o: o.y, "northern": lambda o: o.y, "south": lambda o: -o.y, "southern": lambda o: -o.y,
    "east": lambda o: o.x, "eastern": lambda o: o.x, "west": lambda o: -o.x, "western": lambda o: -o.x,
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """The things that are meant; or `unsure`: those between which the words do not decide."""

    ids: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


class References:
    """Looks things up in one scene; `focus` are those that were spoken of last."""

    def __init__(self, bench: Bench, focus: Sequence[str] = ()) -> None:
        self.bench, self.spoken = bench, tuple(focus)
        self.focus = tuple(i for i in focus if i in bench.poses)

    def find(self, noun: Noun, modifiers: Sequence[Relating] = ()) -> Found:
        """The things of the scene that a noun means; none when there is none."""
        if isinstance(noun, Word):
            return self._pronoun(noun)
        if not isinstance(noun, Thing):
            return Found()
        alike = self.alike(noun)
        for modifier in modifiers:
            alike = self.modified(alike, modifier)
        alike = self.sided(alike, noun.words.lower().replace("-", " ").split())
        return self._numbered(noun, alike)

    def _pronoun(self, word: Word) -> Found:
        said = word.words.lower()
        if word.entry is not None and word.entry.value == "other":
            return self._others(self._kin(self.spoken))
        if not self.focus:
            return Found()
        return Found(self.focus if said in THEM or len(self.focus) == 1 else self.focus[-1:])

    def _kin(self, ids: Sequence[str]) -> list[SceneObject]:
        kinds = {i.rpartition("-")[0] for i in ids}  # an id begins with its category, also when the thing is gone
        return [o for o in self.bench.scene.objects if o.category in kinds]

    def _others(self, alike: Sequence[SceneObject]) -> Found:
        left = [o.id for o in alike if o.id not in self.focus]
        return Found(tuple(left)) if len(left) == 1 else Found(unsure=tuple(left))

    # ------------------------------------------------------------ what it could be
    def alike(self, thing: Thing) -> list[SceneObject]:
        """All things that the noun and its properties fit."""
        value = thing.entry.value if thing.entry else ""
        kinds = categories_of(value) if value else set()
        found = [
            o for o in self.bench.scene.objects if o.category in kinds or value.removeprefix("?") in family(o.category)
        ]
        exact = [o for o in found if o.category == value]
        head = thing.head.rstrip("s")
        named = [o for o in self.bench.scene.objects if head and head in o.name.lower().split()]
        found = exact or found or named
        said = [o for o in found if _looks(o, thing.look)]
        return said or ([] if thing.look.colours or thing.look.materials else found)

    def modified(self, alike: Sequence[SceneObject], m: Relating) -> list[SceneObject]:
        """Those that stand so; of several that stand somewhere near, the nearest."""
        if m.target is None and m.kind in ("left_of", "right_of"):
            return self.sided(list(alike), [m.kind.removesuffix("_of")])
        if m.target is None or len(alike) < 2:
            return list(alike)
        hosts = self.find(m.target).ids if isinstance(m.target, Thing) else ()
        if m.kind in ("on", "inside") and hosts:
            return [o for o in alike if o.support in hosts]
        rings = [self._ring(i) for i in hosts]
        if isinstance(m.target, Place):
            rings = self._place_rings(m.target)
        if not rings:
            return list(alike)
        gaps = [min(ring_distance(self._ring(o.id), r) for r in rings) for o in alike]
        if m.kind == "far":
            return [alike[gaps.index(max(gaps))]]
        best = min(gaps)
        return [o for o, g in zip(alike, gaps, strict=True) if g <= best + 0.05]

    def _ring(self, id: str) -> tuple[tuple[float, float], ...]:
        return footprint(self.bench.object(id).size, self.bench.poses[id]).corners

    def _place_rings(self, place: Place) -> list[tuple[tuple[float, float], ...]]:
        room = self.bench.room
        if place.place in ("window", "door"):
            kind = [
                x
                for x in room.openings
                if x.id.startswith(place.place) or x.id == opening_named(self.bench, place.place)
            ]
            return [opening_rect(room, x).corners for x in kind]
        side = next((s for s in place.sides if s in ("north", "south", "east", "west")), None)
        if place.place == "wall" and side:
            wall = room.wall_named(side)
            return [(wall.start, wall.end)]
        return [(p, p) for p in room.polygon] if place.place == "corner" else []

    # ------------------------------------------------------------ which of them
    def sided(self, alike: list[SceneObject], words: Sequence[str]) -> list[SceneObject]:
        """Those that words of side, size and order leave ("left", "biggest", "second")."""
        for word in words:
            base = word.removesuffix("est").removesuffix("er")
            base = {"bigg": "big", "larg": "large", "wid": "wide"}.get(base, base)
            key = SIZES.get(base) if word != base else None
            key = key or SIDES.get(word) or (self._aside(alike, word) if word in ("left", "right") else None)
            if key is not None and len(alike) > 1:
                best = max(key(o) for o in alike)
                alike = [o for o in alike if key(o) > best - 0.02]
            if word in ORDINALS and ORDINALS.index(word) < len(alike):
                alike = [alike[ORDINALS.index(word)]]
        return alike

    def _aside(self, alike: Sequence[SceneObject], word: str) -> Callable[[SceneObject], float]:
        """How far left (or right) things are: in the frame of what they are held to, else in their own when they look
        the same way (as one sees them who stands before them), else on the plan."""
        sign = -1.0 if word == "left" else 1.0
        hosts = {r.b for r in self.bench.relations if isinstance(r, Offset) and r.a in {o.id for o in alike}}
        host = next((h for h in hosts if h in self.bench.poses), None)
        if host is None and all(abs(wrap(o.pose.yaw - alike[0].pose.yaw)) < 0.1 for o in alike):
            return lambda o: sign * relative(o.pose, alike[0].pose).x
        if host is None:
            return lambda o: sign * o.x
        return lambda o: sign * relative(o.pose, self.bench.poses[host]).x

    def _numbered(self, thing: Thing, alike: list[SceneObject]) -> Found:
        ids = tuple(o.id for o in alike)
        number, words = thing.number, thing.words.lower().split()
        if thing.det == "other" or "other" in words:
            if self.focus and any(i in ids for i in self.focus):
                return self._others(alike)
            return Found(unsure=ids) if len(ids) > 1 else Found(ids)
        if len(ids) < 2 or thing.det in ("both", "each") or words[:1] in (["all"], ["every"], ["both"]):
            return Found(ids)
        if number.said and number.least < len(ids):
            return Found(unsure=ids) if number.least == 1 else Found(ids[: number.least])
        if number.plural or number.said:
            return Found(ids)
        return self._one_of(thing, alike)

    def _one_of(self, thing: Thing, alike: list[SceneObject]) -> Found:
        """The one that "the table" means among several: one just spoken of, the only one asked for, the main one."""
        spoken = [o for o in alike if o.id in self.focus]
        asked = [o for o in alike if o.asked]
        for some in (spoken, asked):
            if len(some) == 1:
                return Found((some[0].id,))
        ranked = sorted(alike, key=lambda o: -o.size[0] * o.size[1])
        area = [o.size[0] * o.size[1] for o in ranked]
        if ranked[0].category != ranked[1].category and area[0] >= MAIN * area[1]:
            return Found((ranked[0].id,))
        return Found(unsure=tuple(o.id for o in alike))


def categories_of(value: str) -> set[str]:
    """The categories that a word of the lexicon can mean."""
    name = value.removeprefix("?")
    if not value.startswith("?"):
        return {value, *data("relations.toml")["families"].get(name, ())}
    row = data("generic.toml").get(name, {})
    rules = {str(r["category"]) for r in row.get("rules", ())}
    broad = set(data("relations.toml")["families"].get(name, ()))
    return ({str(row["default"])} if "default" in row else set()) | rules | broad


def _looks(o: SceneObject, look: Look) -> bool:
    """Whether a thing has the colours and materials that were named."""
    own = " ".join([o.name, o.description, *(str(v) for v in o.attributes.values()), o.asset.id]).lower()
    return all(w.replace("-", " ") in own.replace("-", " ") for w in (*look.colours, *look.materials))
