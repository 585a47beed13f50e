"""Furniture from other people's models where one fits, made to size where none does.

A found mesh is never stretched: it may be scaled as a whole by up to 10 %, and what then is left between it and the
wish must be small on every axis; else the piece is built. Plain grey models are dressed in the room's materials. An
asset's id holds all that is needed to give the same piece again: `polyhaven/Sofa_01?model=<key>&scale=1.04`.
"""

from __future__ import annotations

import hashlib
import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from types import MappingProxyType
from urllib.parse import parse_qsl, quote

import numpy as np
import trimesh

from assets import library
from assets.asset import Asset, AssetQuery, Match, SolidBox, Support, Vec3
from assets.catalogue import Category, category, normal
from assets.colour_difference import ciede2000
from assets.errors import AssetError
from assets.importing import store
from assets.importing.bring_in import bring_in
from assets.importing.dress import dressed
from assets.materials import colour, material_name, read_toml
from assets.model import Material, Model, Part
from assets.palette import colour_name, lab, palette
from assets.sources.listing import Listing
from assets.styles import style

SCALES = (0.9, 1.1)
RESIDUAL = 0.2
"""How far an axis may be from a size that the designer chose, as a share of it; what a person said: `STATED`."""
STATED = 0.03
THIN = 0.02
"""Differences below this are not seen [m]."""
SURE_FRONT = 0.5
FLAT = 0.03
"""What lies flat and is thicker than this is in the way [m]."""
NEAR_COLOUR = 20.0
"""CIEDE2000 difference up to which it still passes for the colour asked for (judgement)."""
WEAK = 0.45
"""Models whose looks rank below this are used only for children's rooms, or when a collection has no better."""
FITTED = ("kitchen", "curtain", "blind", "worktop", "countertop", "wardrobe_built")
"""Starts of the names of what is made to fit a wall, a window or a run."""
DRESSABLE = (
    "sofa", "chair", "stool", "bench", "table", "desk", "shelf", "nightstand", "dresser", "sideboard", "cabinet",
    "wardrobe", "ottoman", "vase", "bathtub", "toilet", "sink", "stand", "rack", "storage", "chest",
)  # fmt: skip
"""Words in the names of categories that look right in one material: a picture or a lamp does not."""
MIXED = ("office_chair", "gaming_chair", "bed_single", "bed_double")
"""Categories whose seats and frames are never of one material."""
CARRIERS = ("table", "desk", "nightstand", "sideboard", "stand", "dresser", "shelf", "console", "counter")
"""Words in the names of categories that things are put on."""
CARRIES = 0.7
"""How wide and deep the top of a model must be, as a share of that of the piece made to size."""
LIGHTS = ("lamp", "light", "chandelier", "sconce")
"""What must shine: a model of a lamp that gives no light is no lamp for a room."""
BY_SIZE = frozenset(("seats", "mount"))
"""Options that the size or the placement already answers."""


@dataclass
class FoundLibrary:
    """Models that may be used, by category. `warnings` gathers one line for each model that could not be imported."""

    listings: Mapping[str, tuple[Listing, ...]]
    warnings: list[str] = field(default_factory=list)
    _failed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, listings: Iterable[Listing]) -> FoundLibrary:
        """The library of these listings, in the order of their ids."""
        table: dict[str, list[Listing]] = {}
        for x in sorted(listings, key=lambda x: (x.category, x.id)):
            table.setdefault(x.category, []).append(x)
        return cls({k: tuple(v) for k, v in table.items()})

    def find(self, query: AssetQuery, stated: tuple[bool, bool, bool] = (False, False, False)) -> Match:
        """The best model that fits the query, else the piece made to size. `stated`: axes whose size a person gave.
        The same query gives the same answer, so the chairs of a set are one model. Raises `AssetError` as
        `library.find` does."""
        made = library.find(query)
        kind = category(made.asset.category)
        if made.asset.stand_in or kind.name.startswith(FITTED):
            return made
        for score, listing in self._candidates(query, kind, made.asset.size, stated):
            match = self._match(listing, query, kind, made.asset, stated, score)
            if match is not None:
                return match
        return replace(made, why=f"{made.why}; no model of {kind.words} fits")

    def _candidates(
        self, query: AssetQuery, kind: Category, wish: Vec3, stated: tuple[bool, bool, bool]
    ) -> list[tuple[float, Listing]]:
        """Listings worth importing, best first."""
        rows = self.listings.get(kind.name, ())
        floor = WEAK if any(x.quality >= WEAK for x in rows) and style(query.style).name != "kids" else 0.0
        scored = []
        for x in rows:
            fit = (1.0, 0.0) if x.size is None else fitted(x.size, _asked(wish, query), stated)
            if fit is not None and x.quality >= floor and _suits(x, query):
                scored.append((_score(x, query, fit[1]), x))
        return sorted(scored, key=lambda item: (-item[0], item[1].id))

    def _match(
        self, listing: Listing, query: AssetQuery, kind: Category, made: Asset, stated: tuple[bool, bool, bool],
        score: float,
    ) -> Match | None:  # fmt: skip
        known = self._imported(listing)
        fit = None if known is None else fitted(known.size, _asked(made.size, query), stated)
        if known is None or fit is None or not (_usable(known, kind, query) and _carries(known, kind, made)):
            return None
        dress = "" if not known.plain else f"{made.style}|{','.join(query.materials)}|{','.join(query.colours)}"
        found = replace(_asset(known, fit[0], dress), elevation=_elevation(kind, known.size[2] * fit[0], made))
        change = "" if fit[0] == 1.0 else f", scaled by {fit[0]:g}"
        return Match(found, min(score, 1.0), f"{known.name} from {known.source} fits to {100 * fit[1]:.0f} %{change}")

    def _imported(self, listing: Listing) -> store.Record | None:
        """The record, or None with a warning the first time."""
        if listing.id in self._failed:
            return None
        try:
            return bring_in(listing)
        except AssetError as e:
            self._failed.add(listing.id)
            self.warnings.append(f"{e}; it is not used")
            return None


# ---------------------------------------------------------------- fitting
def _asked(wish: Vec3, query: AssetQuery) -> tuple[float | None, float | None, float | None]:
    """The wish with the axes open that the query leaves open."""
    w, d, h = (made if said is not None else None for made, said in zip(wish, query.size, strict=True))
    return (w, d, h)


def fitted(
    size: Vec3, wish: tuple[float | None, float | None, float | None], stated: tuple[bool, bool, bool]
) -> tuple[float, float] | None:
    """The uniform scale that fits best and the largest residual share; None when it would not fit."""
    pairs = [(v, w, s) for v, w, s in zip(size, wish, stated, strict=True) if w is not None]
    if not pairs:
        return 1.0, 0.0
    lo, hi = SCALES
    told = [w / v for v, w, s in pairs if s]
    scale = round(min(max(statistics.median(told or [w / v for v, w, _ in pairs]), lo), hi), 3)
    residuals = [(max(abs(scale * v - w) - (0.005 if s else THIN), 0.0) / w, s) for v, w, s in pairs]
    if any(r > (STATED if s else RESIDUAL) for r, s in residuals):
        return None
    return scale, max(r for r, _ in residuals)


def _suits(listing: Listing, query: AssetQuery) -> bool:
    """Whether its name answers the options that the words ask for, such as round."""
    words = set(normal(f"{listing.name} {listing.id}").split())
    if not _of_style(listing, words, query):
        return False
    options = {**library.options_in(f"{query.category} {query.words}"), **dict(query.options)}
    return all(key in BY_SIZE or value.lower() in words for key, value in options.items())


@cache
def _style_words() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, list[str]] = read_toml("model_styles.toml")["words"]
    return MappingProxyType({word: tuple(names) for word, names in table.items()})


def _of_style(listing: Listing, words: set[str], query: AssetQuery) -> bool:
    """Whether its name speaks against the style: a Chinese sofa in a Scandinavian room, unless it was asked for."""
    asked, wish = set(normal(query.words).split()), style(query.style).name
    if wish in listing.styles or asked & words & set(_style_words()):
        return True
    return all(wish in _style_words()[w] for w in words & set(_style_words()))


def _score(listing: Listing, query: AssetQuery, residual: float) -> float:
    """Looks first, then size, then words and style; the seed decides between equals."""
    words = set(normal(f"{listing.name} {listing.id}").split())
    named = len(set(normal(query.words).split()) & words)
    styled = 0.1 if style(query.style).name in (*listing.styles, *words) else 0.0
    chance = int(hashlib.sha256(f"{listing.id}|{query.seed}".encode()).hexdigest()[:4], 16) / 0xFFFF
    return listing.quality - 0.7 * residual + 0.05 * min(named, 3) + styled + 0.12 * chance


def _usable(known: store.Record, kind: Category, query: AssetQuery) -> bool:
    """Whether its front can be trusted where its back meets a wall, and its look is what was asked."""
    if kind.to_wall and kind.has_front and known.front_confidence < SURE_FRONT:
        return False
    if kind.flat and known.size[2] > FLAT:
        return False
    if not known.glows and any(w in kind.name for w in LIGHTS):
        return False
    if known.plain:
        return any(w in kind.name for w in DRESSABLE) and kind.name not in MIXED
    return _looks_right(known, query)


def _carries(known: store.Record, kind: Category, made: Asset) -> bool:
    """Whether what stands on the piece made to size would also stand on the model."""
    wanted = _top(made.supports)
    if wanted is None or not any(w in kind.name for w in CARRIERS):
        return True
    own = _top(known.supports)
    return own is not None and all(a >= CARRIES * b for a, b in zip(own, wanted, strict=True))


def _top(supports: Iterable[Support]) -> tuple[float, float] | None:
    """Width and depth of the largest surface; None without one."""
    sizes = [(s.x1 - s.x0, s.y1 - s.y0) for s in supports]
    return max(sizes, key=lambda s: s[0] * s[1], default=None)


def _looks_right(known: store.Record, query: AssetQuery) -> bool:
    words = normal(known.name)
    if any(normal(m) not in words for m in query.materials):
        return False
    wished, own = (colour(query.colours[0]) if query.colours else None), colour(known.colour)
    if wished is None or own is None:
        return True
    a, b = lab(np.array([wished, own]))
    return float(ciede2000(a, b)) <= NEAR_COLOUR


def _elevation(kind: Category, height: float, made: Asset) -> float | None:
    """The base of what hangs, so that its middle is where that of the piece made to size would be [m]."""
    return None if made.elevation is None else max(0.05, made.elevation + (made.size[2] - height) / 2)


# ---------------------------------------------------------------- the asset
def _asset(known: store.Record, scale: float, dress: str) -> Asset:
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
        return _asset(store.record(fields["model"]), scale, fields.get("dress", ""))
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
