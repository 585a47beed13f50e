"""What `idesign assets` shows and makes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

import assets as asset_library
from assets.asset import AssetQuery
from assets.styles import styles as style_presets
from idesign.build import build_models, words_compared
from idesign.errors import InputError


def categories_json() -> list[dict[str, Any]]:
    """One entry for each category that can be made, sizes in metres."""
    return [
        {
            "category": c.name,
            "width": list(c.width),
            "depth": list(c.depth),
            "height": list(c.height),
            "placement": c.placement,
            "mass": c.mass,
            "before_window": c.before_window,
        }
        for c in asset_library.categories().values()
    ]


def categories_table() -> Table:
    """The same as a table for a person."""
    table = Table("category", "width", "depth", "height", "placement", box=None)
    for c in categories_json():
        ranges = [f"{c[k][0]:g}–{c[k][1]:g}" for k in ("width", "depth", "height")]
        table.add_row(c["category"], *ranges, c["placement"])
    return table


@dataclass(frozen=True)
class Hits:
    """What a search found, as a program reads it, and what a person should know of the models it looked through."""

    rows: list[dict[str, Any]]
    remarks: tuple[str, ...] = ()


def search(
    words: str, k: int, size: str | None, folder: Path | None = None, policy: str = "any", embedder: str = ""
) -> Hits:
    """The best `k` matches, among the models of a folder too."""
    wished = parse_size(size) if size else (None, None, None)
    with words_compared(embedder) as said:
        models = build_models(folder, policy) if folder is not None else None
        found = asset_library.search(words, k, wished, models.library if models else None)
        rows = [_row(m) for m in found]
    return Hits(rows, (*said, *models.refused, *models.library.warnings) if models else said)


def _row(m: asset_library.Match) -> dict[str, Any]:
    return {
        "category": m.asset.category,
        "id": m.asset.id,
        "name": m.asset.name,
        "source": m.asset.source,
        "licence": m.asset.licence,
        "credit": m.asset.credit,
        "size": [round(v, 4) for v in m.asset.size],
        "score": round(m.score, 4),
        "why": m.why,
        "stand_in": m.asset.stand_in,
        "price": _price_json(m.asset),
    }


def _price_json(asset: asset_library.Asset) -> dict[str, Any] | None:
    """An estimate, said to be one."""
    known = asset_library.estimate(asset)
    if known is None:
        return None
    fields = ("low", "high", "currency", "quality", "date")
    return {"estimate": known.amount, **{name: getattr(known, name) for name in fields}}


def search_table(rows: list[dict[str, Any]]) -> Table:
    """Matches for a person."""
    table = Table("category", "source", "size [m]", "score", "estimate", "why", box=None)
    for r in rows:
        cost = f"about {r['price']['estimate']:g} {r['price']['currency']}" if r["price"] else ""
        size = " × ".join(f"{v:.2f}" for v in r["size"])
        table.add_row(r["category"], r["source"], size, f"{r['score']:.2f}", cost, r["why"])
    return table


def make(category: str, size: str, style: str, seed: int, out: Path) -> str:
    """Builds one piece and writes it as GLB; returns what was made in words."""
    from idesign.export.gltf import write_asset_glb

    asset_library.category(category)
    match = asset_library.find(AssetQuery(category, size=parse_size(size), style=style, seed=seed))
    write_asset_glb(match.asset.model().parts, match.asset.category, out)
    made = f"{match.asset.name}: {' × '.join(f'{v:.3f}' for v in match.asset.size)} m, {out} ({match.why})"
    return f"{made}\nwarning: {match.asset.warning}" if match.asset.warning else made


def sheet(categories: str | None, styles: str, out: Path, progress: Callable[[str, float], None]) -> Path:
    """Draws the categories (all when None) in the styles, both separated by commas. Raises `AssetError` for an unknown
    category and `InputError` for an unknown style."""
    from idesign.render.contact_sheet import contact_sheet

    names = _listed(categories) if categories else tuple(asset_library.categories())
    known, wished = style_presets(), _listed(styles)
    unknown = [s for s in wished if s not in known]
    if unknown or not wished:
        raise InputError(f"--styles {styles}: use names among {', '.join(known)}")
    return contact_sheet([asset_library.category(n) for n in names], wished, out, progress)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(v.strip() for v in text.split(",") if v.strip())


def parse_size(text: str) -> tuple[float, float, float]:
    """`WxDxH` in metres. Raises `InputError` in one line."""
    try:
        width, depth, height = (float(v) for v in text.lower().split("x"))
    except ValueError as e:
        raise InputError(
            f"--size {text}: is not a size; write width x depth x height in metres, as 1.2x0.6x0.75"
        ) from e
    if not all(math.isfinite(v) and 0 < v <= 20 for v in (width, depth, height)):
        raise InputError(f"--size {text}: each length must be more than 0 and at most 20 metres")
    return width, depth, height
