"""What `idesign assets` shows and makes."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from rich.table import Table

import assets as asset_library
from assets.asset import AssetQuery
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


def search_json(words: str, k: int, size: str | None) -> list[dict[str, Any]]:
    """The best `k` matches."""
    wished = parse_size(size) if size else (None, None, None)
    return [
        {
            "category": m.asset.category,
            "id": m.asset.id,
            "source": m.asset.source,
            "licence": m.asset.licence,
            "size": list(m.asset.size),
            "score": round(m.score, 4),
            "why": m.why,
        }
        for m in asset_library.search(words, k=k, size=wished)
    ]


def search_table(rows: list[dict[str, Any]]) -> Table:
    """Matches for a person."""
    table = Table("category", "size [m]", "score", "why", box=None)
    for r in rows:
        table.add_row(r["category"], " × ".join(f"{v:.2f}" for v in r["size"]), f"{r['score']:.2f}", r["why"])
    return table


def make(category: str, size: str, style: str, seed: int, out: Path) -> str:
    """Builds one piece and writes it as GLB; returns what was made in words."""
    from idesign.export.gltf import write_asset_glb

    asset_library.category(category)
    match = asset_library.find(AssetQuery(category, size=parse_size(size), style=style, seed=seed))
    write_asset_glb(match.asset.model().parts, match.asset.category, out)
    return f"{match.asset.name}: {' × '.join(f'{v:.3f}' for v in match.asset.size)} m, {out} ({match.why})"


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
