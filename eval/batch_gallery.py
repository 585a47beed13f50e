"""The gallery of a batch: one page beside the scenes that shows their plans, filtered and sorted by any metric.

It opens without a server and loads nothing but the scenes' own pictures, as they come into sight.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from eval.batch_summary import Summary
from idesign.batch.record import Record
from idesign.drawing.text import cut
from idesign.files import write_text

if TYPE_CHECKING:
    from jinja2 import Environment

FILE = "gallery.html"
MOST = 5000
"""Scenes in one page; a browser takes no more with ease."""
PICTURES = ("views/view-1.png", "plan.svg")
"""What a scene may be shown by, the best first."""


def write_gallery(folder: Path, records: Iterable[Record], summary: Summary) -> Path:
    """Writes `gallery.html` with the first `MOST` scenes of the records; it says so when there are more."""
    rows = [gallery_row(r) for r in islice((r for r in records if r.made), MOST)]
    page = _environment().get_template("gallery.html")
    text = page.render(total=summary.scenes, shown=len(rows), status=dict(summary.status), data=_in_page(rows))
    write_text(folder / FILE, text)
    return folder / FILE


def gallery_row(record: Record) -> dict[str, Any]:
    """What the page knows of a scene. Addresses are relative and quoted."""
    here = quote(record.id)
    numbers = {"area [m2]": record.area, "things": sum(record.categories.values()), "faults": len(record.checks)}
    scores = {k: round(v, 4) for k, v in record.scores.items() if v is not None}
    return {
        "id": record.id,
        "text": cut(record.text, 300),
        "status": record.status,
        "type": record.room_type.replace("_", " "),
        "style": record.style,
        "copy": record.duplicate_of,
        "faults": [cut(t, 160) for t in record.checks[:6]],
        "picture": next((f"{here}/{p}" for p in PICTURES if p in record.files), ""),
        "links": {n: f"{here}/{n}" for n in ("report.html", "scene.glb", "plan.svg") if n in record.files},
        "numbers": {k: v for k, v in (numbers | scores).items() if v is not None},
    }


def _in_page(rows: list[dict[str, Any]]) -> Markup:
    """JSON that cannot end the script element that it stands in."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
