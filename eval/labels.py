"""Which object of a scene answers which wish, by declared labels alone.

An object declares its category, its attributes and its size; whether it looks like that is not asked here, so every
number made from these labels is label-matched and is called so. Wishes of one category compete: the assignment that
meets most attributes wins (scipy's linear sum assignment), ties go to the order of the scene.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from idesign.brief import Wish
from idesign.scene import Scene, SceneObject

Assignment = Mapping[str, tuple[SceneObject, ...]]
"""Wish ref -> the objects that answer it."""


@dataclass(frozen=True)
class Claim:
    """One attribute that a wish asks for, as a word and where it may be declared."""

    kind: str
    word: str


def claims(wish: Wish) -> tuple[Claim, ...]:
    """What the wish asks of each of its objects besides being there."""
    found = [*(Claim("colour", c) for c in wish.colours), *(Claim("material", m) for m in wish.materials)]
    found += [Claim("style", wish.style)] if wish.style else []
    return tuple(found + [Claim("quality", q) for q in wish.qualities])


def declares(o: SceneObject, claim: Claim) -> bool:
    """Whether the object declares the word in its attributes, or in its name or description."""
    values = (v if isinstance(v, str) else " ".join(v) for v in o.attributes.values())
    text = _plain(" ".join((*values, o.name, o.description)))
    return f" {_plain(claim.word).strip()} " in text


def _plain(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower().replace("gray", "grey").replace("colored", "coloured"))
    return f" {' '.join(words)} "


def assign(scene: Scene) -> Assignment:
    """The objects of each wish: at most `count_max` (else `count`), only of the wish's category."""
    out: dict[str, tuple[SceneObject, ...]] = {}
    for category in dict.fromkeys(w.category for w in scene.brief.wishes):
        wishes = [w for w in scene.brief.wishes if w.category == category]
        out |= _assign_category(wishes, [o for o in scene.objects if o.category == category])
    return out


def _assign_category(wishes: list[Wish], objects: list[SceneObject]) -> dict[str, tuple[SceneObject, ...]]:
    slots = [(w, k) for w in wishes for k in range(w.count_max or w.count)]
    taken: dict[str, list[SceneObject]] = {w.ref: [] for w in wishes}
    if slots and objects:
        worth = np.array([[_worth(w, k, o, j) for j, o in enumerate(objects)] for w, k in slots])
        for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
            taken[slots[row][0].ref].append(objects[column])
    order = {o.id: k for k, o in enumerate(objects)}
    return {ref: tuple(sorted(found, key=lambda o: order[o.id])) for ref, found in taken.items()}


def _worth(wish: Wish, slot: int, o: SceneObject, position: int) -> float:
    """Attributes met first, then size, then needed before optional slots, then the order of the scene."""
    met = sum(declares(o, c) for c in claims(wish))
    return 10.0 * met + 3.0 * size_fits(wish, o) + 2.0 * o.asked + 1.0 * (slot < wish.count) - 1e-3 * position


def size_fits(wish: Wish, o: SceneObject) -> bool:
    """Whether every length that was asked for is within 5 % or 2 cm; the footprint may be turned."""
    w, d, h = wish.size
    upright = h is None or _close(o.size[2], h)
    plan = ((o.size[0], o.size[1]), (o.size[1], o.size[0]))
    return upright and any(
        all(want is None or _close(a, want) for a, want in zip(p, (w, d), strict=True)) for p in plan
    )


def _close(have: float, want: float) -> bool:
    return abs(have - want) <= max(0.02, 0.05 * want)
