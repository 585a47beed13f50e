"""The furniture library: a query in, an asset made to size out; and back from an asset's id to the same asset.

An id reads `sofa?w=2.1&d=0.9&h=0.85&style=modern&material=leather&colour=navy&seats=3&seed=7`: everything the generator
needs, so that a scene read from a file gets its meshes back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache, partial
from types import MappingProxyType
from urllib.parse import parse_qsl, quote

from assets.asset import Asset, AssetQuery, Match, Placement, Vec3
from assets.catalogue import Category, candidates, categories, category, lookup, normal
from assets.errors import AssetError
from assets.materials import material_name, read_toml
from assets.model import Model
from assets.option_words import options_in
from assets.palette import colour_name, palette
from assets.parametric.builder import fit
from assets.parametric.families import maker
from assets.parametric.spec import Spec
from assets.retrieval import STAND_IN, best_categories
from assets.retrieval_names import INSIDE, WHOLE, Named
from assets.styles import style

__all__ = ["SOURCE", "candidates", "categories", "category", "find", "lookup", "query_of", "rebuild"]

SOURCE = "idesign"
LICENCE = "CC0-1.0"
SMALLEST, LARGEST = 0.002, 12.0
AXES = ("width", "depth", "height")
_GUESS = 0.49
"""A stand-in is never surer than this."""
_NEARLY = 0.4
_FAR = 1.5
"""A length this many times beyond the usual ones may be a slip and not a wish."""
_RESERVED = frozenset({"w", "d", "h", "style", "material", "colour", "seed"})


def find(query: AssetQuery) -> Match:
    """The best answer to the query: made to the wished size, open axes at the usual size. A thing that the catalogue
    does not know is answered by the nearest sensible one, with `stand_in` set. Raises `AssetError` for an impossible
    size or an unknown material, colour or empty category."""
    kind, named, stand_in = _kind(query)
    options = {**options_in(f"{query.category} {query.words}", kind.name), **dict(query.options)}
    size = _size(kind, query, options)
    wish = replace(
        query, category=kind.name, size=size, style=style(query.style).name, options=tuple(sorted(options.items()))
    )
    odd = _odd(kind, size, 1.0)
    why = _why(query, kind, named, stand_in) + (f"; unusual size: {odd}" if odd else "")
    made = replace(asset(wish), stand_in=stand_in, why=why, warning=_warning(kind, size))
    return Match(made, named.score)


def asset(query: AssetQuery) -> Asset:
    """The asset of a query whose category is exact and whose size is complete. Raises `AssetError` for an option whose
    name the id needs for itself."""
    taken = sorted(_RESERVED & {key for key, _ in query.options})
    if taken:
        raise AssetError(f"option '{taken[0]}' is a field of the query itself: set it there")
    kind, spec = category(query.category), _spec(query)
    make = maker(kind.maker)
    p = spec.palette.primary
    return Asset(
        id=_id(query), source=SOURCE, licence=LICENCE, category=kind.name, name=_name(kind, spec),
        size=spec.size, placement=_placement(kind, spec), solid=make.solid(spec), supports=make.supports(spec),
        access=kind.access, before_window=kind.before_window, colour=colour_name(p.colour),
        material=material_name(p.name) or p.name, style=spec.style.name, credit="made to size by idesign",
        elevation=_elevation(kind, spec), build=partial(_model, _id(query)),
    )  # fmt: skip


def rebuild(asset_id: str) -> Asset:
    """The asset that an id names: one made to size, or an imported model. Raises `AssetError` when the id is none."""
    if "?model=" in asset_id:
        from assets.imported import recall

        return recall(asset_id)
    return _made(asset_id)


@lru_cache(maxsize=4096)
def _made(asset_id: str) -> Asset:
    """A room that is being changed asks for the same pieces again and again."""
    return asset(query_of(asset_id))


def query_of(asset_id: str) -> AssetQuery:
    """The complete query that the id of a piece made to size stands for. Raises `AssetError` when it is none."""
    name, _, text = asset_id.partition("?")
    fields = dict(parse_qsl(text))
    if name not in categories() or not {"w", "d", "h"} <= set(fields):
        raise AssetError(f"asset id '{asset_id}' is not of the form category?w=..&d=..&h=..")
    size, seed = _lengths(asset_id, fields), fields.get("seed", "0")
    if not seed.isdigit():
        raise AssetError(f"asset id '{asset_id}': seed must be a whole number")
    options = tuple(sorted((k, v) for k, v in fields.items() if k not in _RESERVED))
    return AssetQuery(name, "", size, fields.get("style", "modern"), _split(fields.get("material", "")),
                      _split(fields.get("colour", "")), options, int(seed))  # fmt: skip


def _lengths(asset_id: str, fields: Mapping[str, str]) -> Vec3:
    try:
        w, d, h = (float(fields[k]) for k in "wdh")
    except ValueError as error:
        raise AssetError(f"asset id '{asset_id}': w, d and h must be numbers of metres") from error
    return (w, d, h)


def _split(text: str) -> tuple[str, ...]:
    return tuple(t for t in text.split(",") if t)


def _id(query: AssetQuery) -> str:
    w, d, h = (f"{v:.4f}".rstrip("0").rstrip(".") for v in query.size if v is not None)
    pairs = [("w", w), ("d", d), ("h", h), ("style", query.style), ("material", ",".join(query.materials)),
             ("colour", ",".join(query.colours)), *query.options, ("seed", str(query.seed))]  # fmt: skip
    shown = [(k, v) for k, v in pairs if v and (k, v) != ("seed", "0")]
    return f"{query.category}?" + "&".join(f"{quote(k)}={quote(v, safe=',.')}" for k, v in shown)


# --- what is meant ---


def _kind(query: AssetQuery) -> tuple[Category, Named, bool]:
    """The category, how sure that is and why, and whether it only stands in."""
    if query.category in categories():
        return categories()[query.category], Named(query.category, 1.0, ""), False
    asked = query.category or query.words
    best = best_categories(asked, 1)[0]
    listed = _listed_stand_in(asked) if best.score < INSIDE else None
    if listed is None and best.score >= STAND_IN:
        return categories()[best.category], best, False
    return categories()[listed or _stand_in(query, best)], replace(best, score=min(best.score, _GUESS)), True


@cache
def _stand_ins() -> Mapping[str, str]:
    table: dict[str, str] = read_toml("stand_ins.toml")["stand_ins"]
    return MappingProxyType({normal(key): category(value).name for key, value in table.items()})


def _listed_stand_in(asked: str) -> str | None:
    """What a person set down as the stand-in for one of the words, the longest first, the last first."""
    tokens = normal(asked).split()
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length, -1, -1):
            part = " ".join(tokens[start : start + length])
            if part in _stand_ins():
                return _stand_ins()[part]
    return None


def _stand_in(query: AssetQuery, nearest: Named) -> str:
    """What is spelled nearly so, else a thing of about that size."""
    if nearest.score >= _NEARLY:
        return nearest.category
    largest = max((v for v in query.size if v is not None), default=0.0)
    return "decor_misc" if largest < 0.6 else "storage_bench" if (query.size[2] or 0.5) < 0.7 else "sideboard"


# --- size ---


def _size(kind: Category, query: AssetQuery, options: Mapping[str, str]) -> Vec3:
    """The full size [m]."""
    for axis, wish in zip(AXES, query.size, strict=True):
        if wish is not None and not (math.isfinite(wish) and SMALLEST <= wish <= LARGEST):
            raise AssetError(f"{kind.words}: {axis} of {wish} m cannot be made: use {SMALLEST} to {LARGEST} m")
    base = next(
        (s for key, s in kind.sizes.items() if options.get(key.split("=")[0]) == key.split("=")[1]), kind.typical
    )
    w, d, h = (base[k] * _growth(kind, query, base, k) if wish is None else wish for k, wish in enumerate(query.size))
    return (round(w, 4), round(d, 4), round(h, 4))


def _odd(kind: Category, size: Vec3, beyond: float) -> str:
    """The lengths that are so many times beyond the usual ones, in words; "" when none is."""
    return " and ".join(
        f"{value:g} m {how} (usually {lo:g} to {hi:g} m)"
        for how, value, (lo, hi) in zip(("wide", "deep", "high"), size, kind.ranges, strict=True)
        if value > beyond * hi + 1e-9 or value * beyond < lo - 1e-9
    )


def _warning(kind: Category, size: Vec3) -> str:
    """One sentence when a length is far from usual; "" when none is."""
    odd = _odd(kind, size, _FAR)
    return f"the {kind.words} is {odd}: made as asked, check that it is meant" if odd else ""


def _growth(kind: Category, query: AssetQuery, base: Vec3, axis: int) -> float:
    """How much an open axis follows the wished ones: their mean ratio to the usual, within the usual range."""
    group = {"even": (0, 1, 2), "plan": (0, 1), "none": ()}[kind.grow]
    square = abs(base[0] - base[1]) < 0.02 * base[0]
    if axis not in group and not (square and axis < 2):
        return 1.0
    ratios = [wish / base[k] for k, wish in enumerate(query.size) if wish is not None and (k in group or k < 2)]
    ratio = math.exp(sum(math.log(r) for r in ratios) / len(ratios)) if ratios else 1.0
    lo, hi = kind.ranges[axis]
    return min(max(base[axis] * ratio, lo), hi) / base[axis]


# --- the asset ---


def _spec(query: AssetQuery) -> Spec:
    kind, preset = category(query.category), style(query.style)
    w, d, h = (float(v) for v in query.size if v is not None)
    chosen = palette(kind, preset, query.materials, query.colours)
    return Spec(kind.name, (w, d, h), preset, chosen, MappingProxyType(dict(query.options)), query.seed)


@lru_cache(maxsize=128)
def _model(asset_id: str) -> Model:
    """The mesh of an asset, kept for the renderers and exporters that ask for the same piece again."""
    query = query_of(asset_id)
    spec = _spec(query)
    return fit(maker(category(query.category).maker).make(spec), spec.size)


def _placement(kind: Category, spec: Spec) -> Placement:
    wish = spec.option("mount")
    return next((p for p in (kind.placement, *kind.also) if p == wish), kind.placement)


def _elevation(kind: Category, spec: Spec) -> float | None:
    """The usual height of the base; a tall thing hangs lower so that its middle keeps its usual height."""
    if kind.elevation is None or _placement(kind, spec) != "wall":
        return None
    if kind.name in ("curtains", "blind", "kitchen_wall_cabinet"):
        return kind.elevation
    return max(0.05, kind.elevation + (kind.typical[2] - spec.h) / 2)


def _name(kind: Category, spec: Spec) -> str:
    """Such as "navy velvet sofa"."""
    p = spec.palette.primary
    look = material_name(p.name) or p.name
    tint = "" if p.name == look else colour_name(p.colour) + " "
    look = "" if look in ("lacquer", "plastic", "paper") else look + " "
    return f"{tint}{look}{kind.words}".replace("  ", " ").strip()


def _why(query: AssetQuery, kind: Category, named: Named, stand_in: bool) -> str:
    asked = query.category or query.words
    if stand_in:
        return f"nothing like '{asked}' can be made: a {kind.words} stands in for it"
    if not named.because or named.score == WHOLE:
        return f"{kind.words} made to size"
    return f"'{asked}' read as {kind.words} ({named.because}), made to size"
