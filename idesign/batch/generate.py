"""Jobs without a list: varied rooms, drawn from a distribution that is written down.

Room number k is drawn from the seed and k alone, so that a list can be made longer, parted into shards and resumed. The
words are plain English that the reader understands; the draw also gives each room its own seed for the design.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Any

from pydantic import TypeAdapter

from idesign.batch.jobs import Job
from idesign.errors import InputError

WALLS = ("north", "east", "south", "west")
NOT_DRAWN = ("kids",)
"""Styles that only suit one kind of room; they are drawn when they are named."""


@dataclass(frozen=True)
class Shape:
    """How rooms are proportioned (`generate.toml`)."""

    ratio: tuple[float, float]
    step: float
    narrowest: float


@dataclass(frozen=True)
class Distribution:
    """What rooms are drawn from: weights of room types, styles (even), and for each size the area range [m2] by room
    type (sizes even, areas even in their range, window and door on two different walls). Length over width is
    `proportion` times an even draw from `ratio`, at least 1."""

    count: int
    seed: int
    room_types: Mapping[str, float]
    styles: tuple[str, ...]
    sizes: Mapping[str, Mapping[str, tuple[float, float]]]
    proportion: Mapping[str, float]
    ratio: tuple[float, float]
    step: float
    narrowest: float


@dataclass(frozen=True)
class _Data:
    room_types: Mapping[str, float]
    sizes: Mapping[str, tuple[float, float]]
    shape: Shape


@cache
def _data() -> _Data:
    text = (files("idesign.batch") / "generate.toml").read_text(encoding="utf-8")
    return TypeAdapter(_Data).validate_python(tomllib.loads(text))


def distribution(count: int, seed: int, room_types: str = "", styles: str = "", sizes: str = "") -> Distribution:
    """The distribution for words of a command line: `bedroom:3,kitchen`, `modern,japandi`, `small,large` or `12-20`
    (m2). Raises `InputError` for names that are not known."""
    weights = _weights(room_types)
    shape = _data().shape
    ranges, proportion = _sizes(sizes, weights), _proportion(weights)
    return Distribution(
        count, seed, weights, _styles(styles), ranges, proportion, shape.ratio, shape.step, shape.narrowest
    )


def _proportion(kinds: Iterable[str]) -> dict[str, float]:
    """Usual length over width of each room type."""
    from idesign.knowledge import knowledge

    sizes = {kind: knowledge().room_types[kind].size for kind in kinds}
    return {kind: round(max(s) / min(s), 3) for kind, s in sizes.items()}


def _words(text: str) -> list[str]:
    return [w.strip() for w in text.split(",") if w.strip()]


def _weights(text: str) -> dict[str, float]:
    from idesign.knowledge import knowledge

    if not text.strip():
        return dict(_data().room_types)
    found = {}
    for word in _words(text):
        name, _, weight = (part.strip() for part in word.partition(":"))
        _known("--room-types", name, tuple(knowledge().room_types))
        found[name] = _positive("--room-types", weight) if weight else 1.0
    return found


def _styles(text: str) -> tuple[str, ...]:
    from assets.styles import styles

    if not text.strip():
        return tuple(s for s in styles() if s not in NOT_DRAWN)
    for name in _words(text):
        _known("--styles", name, tuple(styles()))
    return tuple(_words(text))


def _sizes(text: str, weights: Mapping[str, float]) -> dict[str, dict[str, tuple[float, float]]]:
    from idesign.knowledge import knowledge

    types = knowledge().room_types
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for word in _words(text) or list(_data().sizes):
        if "-" in word:
            low, high = (_positive("--sizes", part) for part in word.split("-", 1))
            if low > high:
                raise InputError(f"--sizes: {word!r} begins with the larger area")
            found[word] = dict.fromkeys(weights, (low, high))
            continue
        _known("--sizes", word, tuple(_data().sizes))
        a, b = _data().sizes[word]
        found[word] = {t: _part(types[t].area, a, b) for t in weights}
    return found


def _part(area: Sequence[float], a: float, b: float) -> tuple[float, float]:
    low, high = area
    return (round(low + a * (high - low), 2), round(low + b * (high - low), 2))


def _known(option: str, name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        raise InputError(f"{option}: {name!r} is not known; known are {', '.join(names)}")


def _positive(option: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e4:
        raise InputError(f"{option}: {text.strip()!r} must be a number above 0")
    return value


# ---------------------------------------------------------------- drawing
def generated(rooms: Distribution) -> Iterator[Job]:
    """All jobs of the distribution."""
    return (_drawn(rooms, k) for k in range(rooms.count))


def _drawn(rooms: Distribution, k: int) -> Job:
    dice = random.Random(f"{rooms.seed}/{k}")
    kind = dice.choices(list(rooms.room_types), list(rooms.room_types.values()))[0]
    style = dice.choice(rooms.styles)
    width, depth = _extent(rooms, kind, dice)
    window, door = dice.sample(WALLS, 2)
    text = (
        f"{_noun(kind)} in {style} style, {width:g} x {depth:g} m, "
        f"with a window on the {window} wall and the door on the {door} wall."
    )
    return Job(f"{kind}-{k:06d}", text, seed=dice.randrange(2**31), style=style, line=k + 1)


def _extent(rooms: Distribution, kind: str, dice: random.Random) -> tuple[float, float]:
    """Width and depth [m]; either may be the longer one."""
    floor = dice.uniform(*dice.choice(list(rooms.sizes.values()))[kind])
    ratio = max(1.0, rooms.proportion[kind] * dice.uniform(*rooms.ratio))
    short = max(rooms.narrowest, sqrt(floor / ratio))
    sides = [round(round(v / rooms.step) * rooms.step, 3) for v in (short, floor / short)]
    return (sides[0], sides[1]) if dice.random() < 0.5 else (sides[1], sides[0])


def _noun(kind: str) -> str:
    from idesign.knowledge import knowledge

    noun = knowledge().room_types[kind].noun
    return f"{'An' if noun[0] in 'aeiou' else 'A'} {noun}"


def distribution_json(rooms: Distribution) -> dict[str, Any]:
    """The distribution as a value for settings and dataset card."""
    return dict(TypeAdapter(Distribution).dump_python(rooms, mode="json"))
