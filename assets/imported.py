"""An imported model as an asset: scaled as a whole, dressed when it is plain, and found again by its id.

The id holds all that is needed to give the same piece again: `polyhaven/Sofa_01?model=<key>&scale=1.04`.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache, partial
from urllib.parse import parse_qsl, quote

import trimesh

from assets.asset import Asset, SolidBox, Support
from assets.catalogue import category
from assets.errors import AssetError
from assets.importing import store
from assets.importing.dress import dressed
from assets.materials import material_name
from assets.model import Material, Model, Part
from assets.palette import colour_name, palette
from assets.retrieval_rank import SCALES
from assets.styles import style


def asset_of(known: store.Record, scale: float, dress: str) -> Asset:
    """The asset of an imported model. `dress` is "style|materials|colours" for a plain one."""
    kind, look = category(known.category), _look(known.category, dress)
    named = (("model", known.key), ("scale", "" if scale == 1.0 else f"{scale:g}"), ("dress", dress))
    fields = [(k, v) for k, v in named if v]
    w, d, h = (v * scale for v in known.size)
    return Asset(
        id=f"{quote(known.id, safe='/-_.')}?" + "&".join(f"{k}={quote(v, safe='.,')}" for k, v in fields),
        source=known.source, licence=known.licence, category=kind.name, name=known.name, size=(w, d, h),
        placement=kind.placement, solid=tuple(_scaled_box(b, scale) for b in known.solid),
        supports=tuple(_scaled_support(s, scale) for s in known.supports), access=kind.access,
        before_window=kind.before_window,
        colour=colour_name(look.colour) if look else known.colour,
        material=(material_name(look.name) or "") if look else "", style=dress.partition("|")[0],
        credit=known.credit, elevation=kind.elevation if kind.placement == "wall" else None,
        build=partial(_model, known.key, scale, dress),
    )  # fmt: skip


def recall(asset_id: str) -> Asset:
    """The asset that an id of this module names. Raises `AssetError` when it is not one, or its model is not here."""
    name, _, text = asset_id.partition("?")
    fields = dict(parse_qsl(text))
    if fields.get("dress", "||").count("|") != 2:
        raise AssetError(f"asset id '{asset_id}': dress must be style|materials|colours")
    try:
        scale = float(fields.get("scale", "1"))
    except ValueError as e:
        raise AssetError(f"asset id '{asset_id}': scale must be a number") from e
    if "model" not in fields or not (math.isfinite(scale) and SCALES[0] <= scale <= SCALES[1]):
        raise AssetError(f"asset id '{asset_id}' is not of the form name?model=..&scale=0.9..1.1")
    try:
        return asset_of(store.record(fields["model"]), scale, fields.get("dress", ""))
    except AssetError as e:
        raise AssetError(f"{name}: {e}") from e


def _look(kind: str, dress: str) -> Material | None:
    """The material that a plain model is dressed in."""
    if not dress:
        return None
    name, materials, colours = dress.split("|")
    wished = tuple(m for m in materials.split(",") if m), tuple(c for c in colours.split(",") if c)
    return palette(category(kind), style(name), *wished).primary


@lru_cache(maxsize=128)
def _model(key: str, scale: float, dress: str) -> Model:
    model, look = store.model(key), _look(store.record(key).category, dress)
    if look is not None:
        model = dressed(model, look)
    return model if scale == 1.0 else Model(tuple(_scaled_part(p, scale) for p in model.parts))


def _scaled_part(part: Part, scale: float) -> Part:
    normals = part.mesh.vertex_normals
    mesh = trimesh.Trimesh(part.mesh.vertices * scale, part.mesh.faces, vertex_normals=normals, process=False)
    return replace(part, mesh=mesh)


def _scaled_box(box: SolidBox, s: float) -> SolidBox:
    (a, b, c), (d, e, f) = box.lo, box.hi
    return SolidBox((a * s, b * s, c * s), (d * s, e * s, f * s))


def _scaled_support(p: Support, s: float) -> Support:
    return Support(p.height * s, p.x0 * s, p.y0 * s, p.x1 * s, p.y1 * s, p.clear * s)
