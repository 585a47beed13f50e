"""A hash that two rooms share when they are laid out alike: the same walls and the same kinds of things in the same
places, whatever their colours, and also when one is the other turned by quarters or mirrored.

Lengths are counted in steps of `STEP`, so a thing moved by less may or may not change the hash; it finds copies, and is
no measure of likeness.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable

from idesign.scene import Scene, SceneObject

STEP, TURN = 0.1, 15.0
"""Steps of places [m] and of yaw [degrees]."""
SHIFT = 0.137012
"""Where in a step the border lies: away from round lengths, on which rooms and furniture so often end."""

Row = tuple[str | int, ...]


def layout_hash(scene: Scene) -> str:
    """32 hexadecimal digits."""
    variants = (_variant(scene, turns, mirrored) for turns in range(4) for mirrored in (False, True))
    return hashlib.sha256(repr(min(variants)).encode()).hexdigest()[:32]


def _variant(scene: Scene, turns: int, mirrored: bool) -> tuple[Row, ...]:
    """The room as rows, turned by quarters after it was mirrored, from its own corner."""

    def moved(x: float, y: float) -> tuple[float, float]:
        x = -x if mirrored else x
        for _ in range(turns):
            x, y = -y, x
        return x, y

    corners = [moved(*p) for p in scene.room.polygon]
    x0, y0 = min(x for x, _ in corners), min(y for _, y in corners)
    rows: list[Row] = [("corner", _step(x - x0), _step(y - y0)) for x, y in corners]
    for o in _standing(scene.objects):
        x, y = moved(o.x, o.y)
        yaw = (-o.yaw_deg if mirrored else o.yaw_deg) + 90.0 * turns
        rows.append((o.category, _step(x - x0), _step(y - y0), _turn(yaw), _step(o.size[0]), _step(o.size[1])))
    return tuple(sorted(rows, key=repr))


def _standing(things: Iterable[SceneObject]) -> list[SceneObject]:
    """What stands or hangs by itself: what lies on a table makes no other layout."""
    return [o for o in things if o.support in ("floor", "wall", "ceiling")]


def _step(length: float) -> int:
    return math.floor(length / STEP + SHIFT)


def _turn(yaw: float) -> int:
    return round(yaw / TURN + 1e-4) % round(360 / TURN)
