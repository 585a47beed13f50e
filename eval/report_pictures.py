"""The pictures of a report: the folder's views as JPEG in data addresses, the best one first."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from pathlib import Path

from idesign.drawing.text import cut
from idesign.scene import Scene
from idesign.viewer import without_address

HERO_WIDTH, OTHER_WIDTH, QUALITY = 1600, 1200, 84
"""Largest widths in pixels and JPEG quality: a report of five views stays below 2 MB."""


@dataclass(frozen=True)
class Picture:
    """A picture as a `data:` address with its size [px], a caption and words for who cannot see it."""

    url: str
    width: int
    height: int
    caption: str
    alt: str


def pictures(folder: Path, title: str, scene: Scene) -> tuple[Picture, ...]:
    """The views in the folder: photos, then eye-level views by name, the open room and the view from above last."""
    paths = sorted(folder.glob("*.png"), key=_rank)
    return tuple(_picture(p, k, title, scene) for k, p in enumerate(paths))


def _rank(path: Path) -> tuple[int, str]:
    name = path.stem.lower()
    return (0 if "photo" in name else 2 if re.search(r"dollhouse|top|above|plan", name) else 1, name)


def _picture(path: Path, k: int, title: str, scene: Scene) -> Picture:
    data, width, height = _jpeg(path, HERO_WIDTH if k == 0 else OTHER_WIDTH)
    caption = _caption(path.stem)
    names = list(dict.fromkeys(o.name or o.category for o in scene.objects if o.support == "floor"))
    shown = f" with {', '.join(names[:5])}" if names and k == 0 else ""
    alt = without_address(cut(f"{caption} of the room “{title}”{shown}", 300))
    return Picture("data:image/jpeg;base64," + data, width, height, caption, alt)


def _caption(stem: str) -> str:
    """ "view-2" becomes "View 2", "top" becomes "View from above"."""
    words = re.sub(r"[_-]+", " ", stem).strip()
    if re.fullmatch(r"(view )?(top|above|from above|plan)", words.lower()):
        return "View from above"
    return words[:1].upper() + words[1:]


def _jpeg(path: Path, widest: int) -> tuple[str, int, int]:
    from PIL import Image

    with Image.open(path) as image:
        picture = image.convert("RGB")
    if picture.width > widest:
        picture = picture.resize((widest, round(picture.height * widest / picture.width)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return base64.b64encode(out.getvalue()).decode(), picture.width, picture.height
