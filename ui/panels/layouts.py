"""Three layouts side by side: the room as it is (A) and two others, with plan, differences and scores.

Made in a worker (`compared`), because the search takes seconds; what a person takes from a layout is one step to undo.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eval.evaluate import evaluate_scene
from eval.report_parts import ScoreView, score_views
from idesign.drawing import page_plan, svg_text
from idesign.edits.dialogue import Dialogue, Turn
from idesign.edits.layouts import left_out_between, moved_between, other_layouts, taken
from idesign.edits.operations import Move
from idesign.errors import InputError
from idesign.scene import Scene, SceneObject
from idesign.sentences import name_in, thing, told
from solvers.geometry import segment_distance
from ui.workshop import Tell

LETTERS = "ABC"
CARD = ("places asked for", "things asked for", "usable", "walkable 0.6 m", "daylight", "wall use")
"""The scores that a card shows, by their names in `eval`."""
AT_WALL = 0.25
"""Something whose middle of the back is this near to a wall stands at it [m]."""
MOST = 6
"""Differences that a card names, the largest things first."""


@dataclass(frozen=True)
class LayoutCard:
    """A layout to choose: `plan` is the data address of its drawing, `differs` says in sentences where it is
    unlike the room as it is; `scores` are empty until they are known."""

    letter: str
    scene: Scene
    plan: str
    differs: tuple[str, ...] = ()
    scores: tuple[ScoreView, ...] = ()


def compared(tell: Tell, scene: Scene, again: int = 0) -> tuple[LayoutCard, ...]:
    """The cards of a room and of its other layouts, the room first. Tells the cards as they become complete."""
    scenes = (scene, *(o.scene for o in other_layouts(scene, len(LETTERS) - 1, again)))
    cards = [card(scene, s, letter) for s, letter in zip(scenes, LETTERS, strict=False)]
    tell(tuple(cards))
    for k, each in enumerate(cards):
        cards[k] = replace(each, scores=_scores(each.scene))
        tell(tuple(cards))
    return tuple(cards)


def card(now: Scene, scene: Scene, letter: str) -> LayoutCard:
    """The card of a layout, without scores."""
    svg = base64.b64encode(svg_text(page_plan(scene), plan_only=True).encode()).decode()
    return LayoutCard(letter, scene, f"data:image/svg+xml;base64,{svg}", differences(now, scene))


def _scores(scene: Scene) -> tuple[ScoreView, ...]:
    evaluation = evaluate_scene(scene)
    known = {s.name: s for s in evaluation.scores if s.value is not None}
    return score_views(known[name] for name in CARD if name in known)


# ---------------------------------------------------------------- what differs
def differences(now: Scene, other: Scene) -> tuple[str, ...]:
    """Where things stand in the other layout that stand elsewhere now, the largest first; then what is left out."""
    moved = sorted((other.object(i) for i in moved_between(now, other)), key=lambda o: (-o.size[0] * o.size[1], o.id))
    found = tuple(_difference(now, other, o) for o in moved if not _follows(now, o, moved))
    more = (told("layout.more", count=len(found) - MOST),) if len(found) > MOST else ()
    return (*found[:MOST], *more, *left_out_between(now, other))


def _difference(now: Scene, other: Scene, o: SceneObject) -> str:
    """ "The desk: at the north wall, now at the west wall"."""
    here, there = _place(now, now.object(o.id)), _place(other, o)
    if here == there:
        return told("layout.elsewhere", thing=thing(o), there=there)
    return told("layout.differs", thing=thing(o), there=there, here=here)


def _follows(scene: Scene, o: SceneObject, moved: Sequence[SceneObject]) -> bool:
    """Whether a thing only went along with another that moved."""
    hosts = {r.b for r in scene.relations if r.type == "offset" and r.a == o.id}
    return any(m.id in hosts for m in moved)


def _place(scene: Scene, o: SceneObject) -> str:
    """ "at the north wall", "free in the room"."""
    room, back = scene.room.plan, o.size[1] / 2
    sin, cos = _direction(o)
    point = (o.x - sin * back, o.y + cos * back)
    near = [w for w in room.walls if segment_distance(point, w.start, w.end) <= AT_WALL]
    if not near:
        return told("layout.free")
    return told("layout.at_wall", side=told(f"sides.{_compass(near[0].n)}"))


def _direction(o: SceneObject) -> tuple[float, float]:
    return math.sin(o.pose.yaw), math.cos(o.pose.yaw)


def _compass(inward: tuple[float, float]) -> str:
    """The side of the room that a wall closes, by its inward normal."""
    if abs(inward[0]) > abs(inward[1]):
        return "west" if inward[0] > 0 else "east"
    return "south" if inward[1] > 0 else "north"


# ---------------------------------------------------------------- taking
def take(dialogue: Dialogue, cards: Sequence[LayoutCard], letter: str) -> Turn:
    """The whole layout of that letter. Raises `InputError` for one that there is not."""
    chosen, words = _card(cards, letter), told("layout.took", letter=letter)
    scene = taken(dialogue.scene, chosen.scene, words)
    said = (told("full_stop", what=words), *chosen.differs)
    return Turn(replace(dialogue, scene=scene, question=None, offers=()), scene.edits[-1].operations, said)


def take_thing(dialogue: Dialogue, cards: Sequence[LayoutCard], letter: str, ids: Sequence[str]) -> Turn:
    """Only these things from where they stand in that layout; others make way. Raises `InputError`."""
    chosen = _card(cards, letter)
    there = {o.id: o for o in chosen.scene.objects}
    moves = tuple(Move(i, there[i].x, there[i].y, there[i].yaw_deg) for i in ids if i in there)
    if not moves:
        raise InputError(told("fault.not_in_layout", letter=letter))
    names = " and ".join(dict.fromkeys(there[m.id].name for m in moves))
    return dialogue.do(moves, f"take the {names} from {letter}")


def _card(cards: Sequence[LayoutCard], letter: str) -> LayoutCard:
    found = next((c for c in cards if c.letter == letter), None)
    if found is None:
        raise InputError(told("fault.no_layout", letter=letter[:3]))
    return found


_TAKE = re.compile(
    r"\s*(?:please\s+|bitte\s+)?(?:take|use|choose|i want|nimm|nehme|wähle|ich nehme|ich möchte)\s+"
    r"(?:(?P<what>.+?)\s+(?:from|of|in|aus|von)\s+)?(?:layout\s+|anordnung\s+|variante\s+)?(?P<letter>[a-c])[.!]?\s*",
    re.I,
)
ARTICLES = {"the", "a", "my", "thi", "that", "da", "die", "der", "den", "mein", "meine", "meinen"}
"""Words of a name that say nothing, without an s at their end."""


def taken_in_words(dialogue: Dialogue, cards: Sequence[LayoutCard], text: str, fresh: bool = True) -> Turn | None:
    """What "take B" and "take the bed from B" mean while layouts are there to choose from; None for other words. A
    whole layout is only taken while it is `fresh`: made for the room as it is. Raises `InputError` for one that is
    not."""
    read = _TAKE.fullmatch(text)
    if read is None or not any(c.letter == read["letter"].upper() for c in cards):
        return None
    letter = read["letter"].upper()
    if read["what"] is None:
        if not fresh:
            raise InputError(told("fault.stale"))
        return take(dialogue, cards, letter)
    ids = tuple(_meant(dialogue.scene, read["what"]))
    return take_thing(dialogue, cards, letter, ids) if ids else None


def _meant(scene: Scene, words: str) -> Iterator[str]:
    """The things whose name or kind the words say."""
    said = set(_roots(words)) - ARTICLES
    for o in scene.objects:
        known = set(_roots(f"{o.name} {o.category} {name_in(o, 'de')}"))
        if said and said <= known and o.support == "floor":
            yield o.id


def _roots(words: str) -> list[str]:
    return [w.rstrip("s") for w in re.findall(r"[a-zäöüß]+", words.lower().replace("_", " "))]
