"""What both views draw: one document for plan and 3D, made from a scene, that a browser can read as JSON.

Lengths are metres, angles degrees, the frame is the room's (x east, y north, z up). Names and texts are data: the views
set them as text, never as markup.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from idesign.drawing.symbols import is_overhead, is_rug, painting_order
from idesign.edits.bench import Bench
from idesign.exact import asset_of
from idesign.knowledge import knowledge
from idesign.scene import Scene, SceneObject
from idesign.sentences import name_in
from idesign.units import Units
from solvers.room import XY, Door, Opening
from ui.session import Language
from ui.views.conflicts import BOARDS, Board
from ui.views.models import SHELF, ModelShelf
from ui.views.problems import Problem, problems_of
from ui.views.symbols import PlacedSymbol, Stroke, openings_of, symbol_of, walls_of
from ui.views.words import view_texts

Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class ViewOpening:
    """A door or window on wall number `wall` [m]; `sill` is the height of its lower edge."""

    id: str
    kind: Literal["door", "window"]
    name: str
    wall: int
    offset: float
    width: float
    height: float
    sill: float


@dataclass(frozen=True)
class ViewRoom:
    """The empty room: its outline [m], and what the plan and the 3D view draw of it."""

    name: str
    polygon: tuple[XY, ...]
    height: float
    openings: tuple[ViewOpening, ...]
    walls: tuple[Stroke, ...]
    symbols: tuple[PlacedSymbol, ...]
    mesh: str


@dataclass(frozen=True)
class Look:
    """What a copy is to look like, as an `Add` operation says it."""

    colours: tuple[str, ...]
    materials: tuple[str, ...]
    style: str | None


@dataclass(frozen=True)
class ViewObject:
    """One thing. `wall`: the wall that it hangs on; `back`: its back belongs to a wall; `flat`: others may stand on it;
    `overhead`: it lies above the cut of the plan; `along`: what goes along when it moves, `carries`: what of that is on
    it; `needs`: the floor before it that its use needs, in its own frame [m]; `symbol`, `mesh`: keys of its plan
    symbol and model; `rank`: the order of painting; `problems`: what is wrong with it, in words."""

    id: str
    name: str
    category: str
    size: tuple[float, float, float]
    x: float
    y: float
    z: float
    yaw_deg: float
    support: str
    wall: int | None
    back: bool
    flat: bool
    overhead: bool
    locked: bool
    owned: bool
    stand_in: bool
    colour: str
    look: Look
    along: tuple[str, ...]
    carries: tuple[str, ...]
    needs: tuple[Rect, ...]
    symbol: str
    mesh: str
    rank: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class ViewDocument:
    """Everything that the views show. `board` names the room to `ui.views.conflicts`; `symbols` are by key; `models`
    is where models are loaded from."""

    revision: int
    board: str
    room: ViewRoom
    objects: tuple[ViewObject, ...]
    problems: tuple[Problem, ...]
    symbols: Mapping[str, tuple[Stroke, ...]]
    selected: str | None
    units: Units
    language: str
    texts: Mapping[str, str]
    models: str = "/models/"

    @cached_property
    def json(self) -> dict[str, Any]:
        """The document as plain data, which nobody changes."""
        return asdict(self)


def view_document(
    scene: Scene, selected: str | None = None, units: Units = "metric", language: Language = "en", revision: int = 0
) -> ViewDocument:
    """What the views show of a scene, with what the exact check finds wrong in it."""
    return _document(BOARDS.put(scene), selected, units, language, revision)


@lru_cache(maxsize=128)
def _document(board: Board, selected: str | None, units: Units, language: Language, revision: int) -> ViewDocument:
    scene, texts = board.scene, view_texts(language)
    told = problems_of(scene, board.faults, units, language)
    objects = _objects(board, told, language, SHELF)
    symbols = {o.symbol: _symbol(thing) for o, thing in zip(objects, scene.objects, strict=True)}
    room = _room(scene, SHELF, texts)
    return ViewDocument(revision, board.key, room, objects, told, symbols, selected, units, language, texts)


def _room(scene: Scene, shelf: ModelShelf, texts: Mapping[str, str]) -> ViewRoom:
    room = scene.room.plan
    openings = tuple(_opening(o, texts) for o in room.openings)
    return ViewRoom(
        scene.room.name, room.polygon, room.height, openings, walls_of(room), openings_of(room), shelf.room(scene)
    )


def _opening(o: Opening, texts: Mapping[str, str]) -> ViewOpening:
    kind: Literal["door", "window"] = "door" if isinstance(o, Door) else "window"
    return ViewOpening(o.id, kind, texts[kind], o.wall, o.offset, o.width, o.height, o.base)


def _objects(board: Board, told: Sequence[Problem], language: Language, shelf: ModelShelf) -> tuple[ViewObject, ...]:
    scene, bench = board.scene, board.bench
    ranks = {o.id: k for k, o in enumerate(painting_order(scene.objects))}
    said = {o.id: tuple(p.text for p in told if o.id in p.ids) for o in scene.objects}
    return tuple(_object(bench, o, name_in(o, language), ranks[o.id], said[o.id], shelf) for o in scene.objects)


def _object(bench: Bench, o: SceneObject, name: str, rank: int, said: tuple[str, ...], shelf: ModelShelf) -> ViewObject:
    from idesign.render.stage import nearest_wall

    piece = knowledge().piece(o.category)
    return ViewObject(
        id=o.id, name=name, category=o.category, size=o.size, x=o.x, y=o.y, z=o.z,
        yaw_deg=o.yaw_deg, support=o.support, wall=nearest_wall(bench.room, o).index if o.support == "wall" else None,
        back=piece.back and o.support == "floor", flat=is_rug(o), overhead=is_overhead(o), locked=o.locked,
        owned=o.owned, stand_in=o.stand_in, colour=_one(o.attributes.get("colour")), look=_look(o),
        along=tuple(sorted(bench.tied(o.id) - {o.id})), carries=tuple(sorted({x.id for x in bench.carried(o.id)})),
        needs=_needs(o), symbol=_symbol_key(o), mesh=shelf.thing(o),
        rank=rank, problems=said,
    )  # fmt: skip


def _look(o: SceneObject) -> Look:
    def words(name: str) -> tuple[str, ...]:
        value = o.attributes.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)

    return Look(words("colour"), words("material"), _one(o.attributes.get("style")) or None)


def _one(value: str | Sequence[str] | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return value[0] if value else ""


def _needs(o: SceneObject) -> tuple[Rect, ...]:
    """The floor before each side that is used, in the thing's frame."""
    if o.support != "floor":
        return ()
    w, d = o.size[0] / 2, o.size[1] / 2
    sides: dict[str, tuple[float, float, float, float]] = {
        "front": (-w, -d, w, -d), "back": (-w, d, w, d), "left": (-w, -d, -w, d), "right": (w, -d, w, d),
    }  # fmt: skip
    grow = {"front": (0, -1, 0, 0), "back": (0, 0, 0, 1), "left": (-1, 0, 0, 0), "right": (0, 0, 1, 0)}
    return tuple(
        (s[0] + g[0] * z.depth, s[1] + g[1] * z.depth, s[2] + g[2] * z.depth, s[3] + g[3] * z.depth)
        for z in asset_of(o).access
        for s, g in ((sides[z.side], grow[z.side]),)
    )


# ---------------------------------------------------------------- symbols
def _symbol_key(o: SceneObject) -> str:
    """Equal things share a symbol."""
    made_from = f"{o.asset.id}|{o.category}|{o.name}|{o.support}|{is_overhead(o)}"
    return hashlib.sha256(made_from.encode()).hexdigest()[:12]


def _symbol(o: SceneObject) -> tuple[Stroke, ...]:
    return _drawn(_symbol_key(o), _Drawn(o))


class _Drawn:
    """A thing that is no part of the key of its symbol."""

    def __init__(self, thing: SceneObject) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawn)


@lru_cache(maxsize=2048)
def _drawn(key: str, drawn: _Drawn) -> tuple[Stroke, ...]:
    return symbol_of(drawn.thing)
