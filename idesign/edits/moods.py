"""What wishes for the whole room mean: "cosier", "brighter", "cheaper", "more storage", "for a wheelchair".

Each is a list of plain operations on this scene, by the table in `data/moods.toml`; what cannot be done of it is left
out by the dialogue, which says what was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assets.price import cheaper, quality_of
from assets.styles import styles
from idesign.edits.bench import Bench
from idesign.edits.clauses import moods
from idesign.edits.operations import (
    Add,
    ChangeSurfaces,
    Look,
    Operation,
    Remove,
    Restyle,
    SetPeople,
    Where,
)
from idesign.edits.pieces import room_style
from idesign.exact import asset_of
from idesign.scene import Scene, SceneObject, model_key

TEXTILES = ("cushion", "throw", "curtains")
WHEELCHAIR = "wheelchair user"
COLOURS = ("blue", "green", "beige", "terracotta", "grey", "white")


def most(mood: str, places: Sequence[Where] = ()) -> int | None:
    """How many of the things that a wish adds are wanted; None for all."""
    return 1 if places else int(moods().get(mood, {}).get("most", 0)) or None


def _gone(bench: Bench, row: dict[str, object]) -> Iterator[Operation]:
    """Kinds that the wish does without."""
    kinds = row.get("gone", ())
    found = [o for o in bench.scene.objects if isinstance(kinds, list) and o.category in kinds]
    yield from (Remove(o.id) for o in found if not o.locked)


def _shaped(bench: Bench, row: dict[str, object]) -> Iterator[Operation]:
    """What is made in another shape; glass in it becomes wood."""
    pairs = row.get("shape", ())
    for category, shape in pairs if isinstance(pairs, list) else ():
        found = tuple(o.id for o in bench.scene.objects if o.category == category)
        if found:
            yield Restyle(found, Look(materials=("oak",), shape=str(shape)))


def operations(bench: Bench, mood: str, ids: Sequence[str], places: tuple[Where, ...] = ()) -> tuple[Operation, ...]:
    """The operations of a wish for the whole room, for `ids` of it, or for a place in it (then one thing that serves
    it is put there)."""
    if places and (there := moods().get(mood, {}).get("there")):
        return tuple(Add(str(c), places=places, optional=True) for c in there)
    if mood == "cheaper":
        return tuple(_cheaper(bench, ids))
    if mood == "wheelchair":
        return (SetPeople(WHEELCHAIR),)
    row = moods()[mood]
    found = [*_walls(row, ids), *_textiles(bench, row, ids), *_gone(bench, row), *_shaped(bench, row)]
    return (*found, *_added(bench, row), *_removed(bench, row))


def _cheaper(bench: Bench, ids: Sequence[str]) -> Iterator[Operation]:
    """The next lower quality of all that is to be bought, the same level together."""
    by_level: dict[str, list[str]] = {}
    for o in bench.scene.objects:
        if (ids and o.id not in ids) or o.owned or model_key(o.asset.id):
            continue
        lower = cheaper(quality_of(asset_of(o)))
        if lower is not None:
            by_level.setdefault(lower, []).append(o.id)
    yield from (Restyle(tuple(found), Look(quality=level)) for level, found in by_level.items())


def _walls(row: dict[str, object], ids: Sequence[str]) -> Iterator[Operation]:
    if isinstance(row.get("walls"), str) and not ids:
        yield ChangeSurfaces(wall_colour=str(row["walls"]))


def _textiles(bench: Bench, row: dict[str, object], ids: Sequence[str]) -> Iterator[Operation]:
    found = tuple(o.id for o in bench.scene.objects if o.category in TEXTILES or o.id in ids)
    if found and isinstance(row.get("textiles"), str):
        yield Restyle(found, Look(colours=(str(row["textiles"]),)))


def _added(bench: Bench, row: dict[str, object]) -> Iterator[Operation]:
    """What the wish adds, as far as the room has none of it yet."""
    kind = bench.scene.room.type
    wanted = row.get(kind, row.get("other", row.get("add", ())))
    names = [str(c) for c in wanted] if isinstance(wanted, list) else []
    if "other" in row:
        yield from (Add(c, optional=True) for c in names)
        return
    have = {o.category for o in bench.scene.objects}
    excluded = set(bench.scene.brief.excluded)
    fresh = [
        c for c in names if c not in excluded and (c not in have or "plant" in c or c in ("cushion", "table_lamp"))
    ]
    yield from (Add(c, asked=False, optional=True) for c in fresh)


def _removed(bench: Bench, row: dict[str, object]) -> Iterator[Operation]:
    """The least of what nobody asked for: small things on surfaces and loose things on the floor first."""
    most = int(str(row.get("remove", 0)))
    spare = [o for o in bench.scene.objects if not o.asked and not o.locked and not o.owned and _spare(bench, o)]
    spare.sort(key=lambda o: (o.support != "floor", -o.size[0] * o.size[1]))
    yield from (Remove(o.id) for o in spare[:most])


def _spare(bench: Bench, o: SceneObject) -> bool:
    needed = (
        "lamp",
        "curtain",
        "blind",
        "rug",
        "chair",
        "nightstand",
        "bed",
        "desk",
        "table",
        "stove",
        "sink",
        "toilet",
    )
    return not any(n in o.category for n in needed) and not bench.carried(o.id)


def other_colours(scene: Scene, o: SceneObject) -> tuple[str, ...]:
    """A colour that the thing does not have."""
    own = str(o.attributes.get("colour", ""))
    return (next(c for c in COLOURS if c not in own),)


def other_style(scene: Scene) -> str:
    """A style that the room does not have."""
    own = room_style(scene)
    return next(s for s in sorted(styles()) if s != own)
