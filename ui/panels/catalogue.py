"""Furniture to choose from: what words find, and what could stand in the place of a thing; each with size and price.

A choice names the very model by its id, so that what was seen is what comes. Pictures are made on demand
(`pictures.py`) and are no part of a choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import assets as asset_library
from assets.asset import Asset, AssetQuery
from assets.errors import AssetError
from assets.importing.store import Record
from assets.price import QUALITIES
from assets.retrieval import STAND_IN
from assets.search import search
from assets.styles import styles
from idesign.edits.operations import Add, Operation, Replace
from idesign.errors import InputError
from idesign.exact import asset_of
from idesign.scene import Scene
from idesign.sentences import told

FOUND, GALLERY = 12, 12
"""Answers to a search; things offered in the place of another."""
WORDS = 120
"""Characters of a search that are read."""
KINDS = 4
"""Other kinds of thing that a gallery offers beside variants of the same."""


@dataclass(frozen=True)
class Choice:
    """A model that can be had: `size` [m], an estimated price, and in words why it is offered."""

    asset: str
    category: str
    name: str
    size: tuple[float, float, float]
    price: float | None
    why: str
    stand_in: bool = False


def found(words: str, own: Sequence[Record] = (), k: int = FOUND) -> tuple[Choice, ...]:
    """The answers to words that are sure enough, at least one; the person's `own` models of that name first.
    Raises `InputError` when the words name nothing."""
    try:
        first, *others = search(words[:WORDS].strip(), k)
    except AssetError as e:
        raise InputError(str(e)) from e
    looked = {w for w in words.lower().split() if len(w) > 2}
    mine = [_own(r) for r in own if looked & set(f"{r.name} {r.category.replace('_', ' ')}".lower().split())]
    sure = (_choice(m.asset, m.why) for m in others if m.score >= STAND_IN)
    return _distinct((*mine, _choice(first.asset, first.why), *sure))[:k]


def gallery(scene: Scene, id: str, own: Sequence[Record] = (), k: int = GALLERY) -> tuple[Choice, ...]:
    """What could stand where a thing stands: own models of its kind, the same in other styles and qualities, and things
    of related kinds. What is there now is not among them. Raises `InputError` for a thing that is not in the room."""
    o = next((x for x in scene.objects if x.id == id), None)
    if o is None:
        raise InputError(told("fault.not_here", id=id[:40]))
    now = asset_of(o)
    mine = (_own(r) for r in own if r.category == o.category)
    offered = _distinct((*mine, *_variants(now), *_related(now)))
    return tuple(c for c in offered if c.asset != now.id)[:k]


def _variants(now: Asset) -> Iterator[Choice]:
    """The same thing in each style, as large as it is now; and simpler and finer ones."""
    base = AssetQuery(now.category, size=now.size, style=now.style or "modern")
    for quality in QUALITIES:
        yield _made(replace(base, options=(("quality", quality),)), f"{quality} quality")
    for name in styles():
        yield _made(replace(base, style=name), f"{name} style")


def _related(now: Asset) -> Iterator[Choice]:
    """Things whose names are like the thing's, at their usual size."""
    words = now.category.replace("_", " ")
    others = (m for m in search(words, KINDS + 1) if m.asset.category != now.category)
    yield from (_choice(m.asset, "another kind") for m in others if m.asset.placement == now.placement)


def _made(query: AssetQuery, why: str) -> Choice:
    return _choice(asset_library.find(query).asset, why)


def _choice(asset: Asset, why: str) -> Choice:
    return Choice(asset.id, asset.category, asset.name, asset.size, asset_library.price(asset), why, asset.stand_in)


def _own(record: Record) -> Choice:
    from assets.imported import asset_of as imported

    return replace(_choice(imported(record, 1.0, ""), "your model"), name=record.name)


def _distinct(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple({c.asset: c for c in reversed(tuple(choices))}.values())[::-1]


# ---------------------------------------------------------------- what is done with a choice
def added(choice: Choice) -> tuple[Operation, ...]:
    """It comes into the room, where it suits."""
    return (Add(choice.category, choice.name, asset=choice.asset),)


def swapped(id: str, choice: Choice) -> tuple[Operation, ...]:
    """It takes the place of a thing."""
    return (Replace(id, choice.category, choice.name, asset=choice.asset),)


def chosen(asset: str) -> Choice:
    """The choice of an asset's id, as a browser sends it. Raises `InputError` when there is no such model."""
    try:
        return _choice(asset_library.rebuild(asset[:400]), "")
    except (AssetError, ValueError) as e:
        raise InputError(f"that piece is not to be had: {str(e)[:120]}") from e
