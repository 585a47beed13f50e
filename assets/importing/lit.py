"""What of a lamp gives light.

Many models have no part that glows: then shade or bulbs are found by name, else by shape: of a standing lamp the shade
is the largest piece, wide, in the upper half.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.catalogue import Category
from assets.importing.raw import RawModel, RawPart

LIGHTS = ("lamp", "light", "chandelier", "sconce")
"""Words in the names of categories that give light."""
NAMED = re.compile(r"(bulb|shade|globe|candle|flame|glow|diffus|emi(t|ss)|lights?|lamps?)(?![a-z])", re.IGNORECASE)
STANDING = ("floor_lamp", "table_lamp")
WARM = (0.9, 0.62, 0.36)
"""Linear: a lamp of about 2700 K behind cloth. Source: this project's own shades."""
BRIGHT = 0.4
"""sRGB emission above which a part gives light."""
WIDE = 0.5
"""How wide a shade must be, as a share of the lamp."""


def is_light(kind: Category) -> bool:
    """Whether things of that category are there to give light."""
    return any(word in kind.name for word in LIGHTS)


def lit(model: RawModel, kind: Category) -> tuple[RawModel, str]:
    """The model (metres, z up) with something that glows, and how that was found; itself and "" for what glows
    already, is no lamp, or shows no shade."""
    if not is_light(kind) or any(max(p.material.emission) > 0 for p in model.parts):
        return model, ""
    named = [bool(NAMED.search(f"{p.material.name} {p.name}")) for p in model.parts]
    by_material = [bool(NAMED.search(p.material.name)) for p in model.parts]
    for chosen in (by_material, named):
        if any(chosen) and not all(chosen):
            parts = tuple(_glowing(p) if c else p for p, c in zip(model.parts, chosen, strict=True))
            return replace(model, parts=parts), "light by name (0.80: a part is called so)"
    return _by_shape(model) if kind.name in STANDING else (model, "")


def _glowing(part: RawPart) -> RawPart:
    return replace(part, material=replace(part.material, emission=WARM))


def _by_shape(model: RawModel) -> tuple[RawModel, str]:
    """With the shade cut off from its part."""
    low, high = model.bounds
    middle, width = float(low[2] + high[2]) / 2, float((high - low)[:2].max())
    pieces = [(k, f, p.vertices[p.faces[f]].reshape(-1, 3)) for k, p in enumerate(model.parts) for f in _pieces(p)]
    shades = [
        (float(np.prod(np.ptp(at, axis=0))), k, f)
        for k, f, at in pieces
        if float(at[:, 2].mean()) > middle and float(np.ptp(at[:, :2], axis=0).max()) >= WIDE * width
    ]
    if len(pieces) < 2 or not shades:
        return model, ""
    _, k, faces = max(shades, key=lambda s: s[:2])
    part = model.parts[k]
    rest = np.setdiff1d(np.arange(len(part.faces)), faces)
    shade = _glowing(replace(part, name=f"{part.name} shade", faces=part.faces[faces]))
    parts = (*model.parts[:k], shade, *((replace(part, faces=part.faces[rest]),) if len(rest) else ()))
    return replace(model, parts=(*parts, *model.parts[k + 1 :])), "light by shape (0.60: the shade is high and wide)"


def _pieces(part: RawPart) -> list[NDArray[np.int64]]:
    """The faces of each connected piece of a part."""
    _, where = np.unique(np.round(part.vertices, 5), axis=0, return_inverse=True)
    faces = where.reshape(-1)[part.faces]
    edges = np.vstack([faces[:, :2], faces[:, 1:]])
    graph: Any = trimesh.graph
    labels = graph.connected_component_labels(edges, node_count=int(where.max()) + 1)
    of_face = labels[faces[:, 0]]
    return [np.flatnonzero(of_face == n) for n in np.unique(of_face)]
