"""What must not matter to a judge: a brighter picture, more clutter, a longer caption.

They are put on the worse of two rooms. A judge that then prefers it has been distracted.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

import assets as asset_library
from assets.asset import AssetQuery
from eval.judge.exhibit import Exhibit, jpeg
from eval.space import box_plan
from idesign.scene import AssetRef, Scene, SceneObject

Spot = tuple[float, float, BaseGeometry]
"""A place on the floor, with all floor that is free."""
NAMES = ("brightness", "clutter", "caption")
STEP, MARGIN = 0.2, 0.15
"""Raster in which free floor is looked for, and the free space around a small thing [m]."""


@cache
def _settings() -> Mapping[str, Any]:
    return tomllib.loads((files("eval.judge") / "data" / "distractors.toml").read_text(encoding="utf-8"))


def brighter(exhibit: Exhibit) -> Exhibit:
    """The same pictures in brighter light."""
    from PIL import Image, ImageEnhance

    with Image.open(io.BytesIO(exhibit.sheet)) as image:
        shown = ImageEnhance.Brightness(image.convert("RGB")).enhance(float(_settings()["brightness"]))
    return replace(exhibit, sheet=jpeg(shown))


def captioned(exhibit: Exhibit) -> Exhibit:
    """With a long caption that says nothing about the room."""
    return replace(exhibit, caption=" ".join(str(_settings()["caption"]).split()))


def cluttered(scene: Scene) -> Scene:
    """With small things on free floor, as many as find a place."""
    spots = _spots(scene)
    added = list[SceneObject]()
    for k, category in enumerate(_settings()["clutter"]):
        found = asset_library.find(AssetQuery(category)).asset
        size = (round(found.size[0], 4), round(found.size[1], 4), round(found.size[2], 4))
        place = next((s for s in spots if _fits(s, size, added)), None)
        if place is not None:
            ref = AssetRef(found.source, found.id, found.licence, found.credit)
            name = category.replace("_", " ")
            added.append(SceneObject(f"clutter-{k}", category, name, "", {"colour": found.colour}, size,
                                     place[0], place[1], 0.0, 0.0, "floor", ref))  # fmt: skip
    return replace(scene, objects=(*scene.objects, *added))


def _fits(spot: Spot, size: tuple[float, float, float], added: list[SceneObject]) -> bool:
    x, y, free = spot
    plan = box(x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
    return free.contains(plan) and all(box_plan(o).distance(plan) > 2 * MARGIN for o in added)


def _spots(scene: Scene) -> list[Spot]:
    """Places on the floor with the free floor, from the walls inwards."""
    room = Polygon(scene.room.polygon)
    taken = [box_plan(o).buffer(MARGIN) for o in scene.objects if o.support == "floor" and o.size[2] > 0.05]
    free = room.buffer(-0.02).difference(unary_union(taken))
    found = [(x, y, free) for x, y in _raster(room) if free.contains(box(x - 0.01, y - 0.01, x + 0.01, y + 0.01))]
    edge = room.exterior
    return sorted(found, key=lambda s: (round(edge.distance(box(s[0], s[1], s[0], s[1])), 3), s[0], s[1]))


def _raster(room: Polygon) -> Iterator[tuple[float, float]]:
    x0, y0, x1, y1 = room.bounds
    for i in range(int((x1 - x0) / STEP) + 1):
        for j in range(int((y1 - y0) / STEP) + 1):
            yield round(x0 + i * STEP, 4), round(y0 + j * STEP, 4)
