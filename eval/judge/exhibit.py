"""What a judge is shown of a scene: one sheet of pictures, the request, and (where it is asked with them) the facts.

A sheet has the same size, order and ground for every scene: the room from above and three views at eye level, without
labels and names. Pictures are those in the scene's folder, or drawn anew.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from eval.evaluate import evaluate_scene
from eval.judge.facts import facts_of
from idesign.brief import Brief
from idesign.errors import InputError
from idesign.files import write_bytes
from idesign.scene import Provenance, Scene, load_scene, scene_json

TILE = (640, 480)
"""Width and height of one picture on the sheet [px]; it is scaled to fit and never stretched."""
GROUND = (128, 128, 128)
QUALITY = 92
VIEWS = ("top", "view-1", "view-2", "view-3")


@dataclass(frozen=True)
class Exhibit:
    """A scene before a judge. `sheet` is a JPEG file; `facts` are sentences, empty when they were not measured;
    `makers` the models that helped to make the scene; `caption` is what is told with the pictures."""

    name: str
    brief: Brief
    sheet: bytes = field(repr=False)
    facts: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    caption: str = ""


class Sheets:
    """Draws the sheets of scenes and keeps them in a folder (None: nowhere), by what the scene is: a run that goes on,
    or is made again without a server, need not draw again. With `anew` what is kept is drawn again."""

    def __init__(self, folder: Path | None = None, anew: bool = False) -> None:
        self.anew = anew
        self._folder = folder

    def drawn(self, scene: Scene) -> bytes:
        """The sheet. Raises `RenderError` when nothing can draw here."""
        if self._folder is None:
            return drawn_sheet(scene)
        shown = replace(scene, brief=Brief(""), provenance=Provenance(), edits=())
        path = self._folder / f"{hashlib.sha256(scene_json(shown).encode()).hexdigest()[:24]}.jpg"
        if not path.is_file() or self.anew:
            write_bytes(path, drawn_sheet(scene))
        return path.read_bytes()


def exhibit_of(path: Path, sheets: Sheets, facts: bool = False) -> Exhibit:
    """The exhibit of a scene's folder (or its `scene.json`). Its pictures are drawn where it has none, or anew where
    the sheets are. Raises `InputError` for a scene or picture that cannot be read, `RenderError` when nothing can draw
    here."""
    scene = load_scene(path)
    folder = path if path.is_dir() else path.parent
    pictures = () if sheets.anew else _pictures(folder / "views")
    sheet = sheet_of(pictures) if pictures else sheets.drawn(scene)
    measured = facts_of(scene, evaluate_scene(scene)) if facts else ()
    return Exhibit(folder.resolve().name, scene.brief, sheet, measured, _makers(scene))


def exhibit_of_scene(name: str, scene: Scene, sheets: Sheets) -> Exhibit:
    """The exhibit of a scene in memory; its pictures are drawn."""
    return Exhibit(name, scene.brief, sheets.drawn(scene), (), _makers(scene))


def _makers(scene: Scene) -> tuple[str, ...]:
    return tuple(sorted(set(scene.provenance.models.values())))


def _pictures(views: Path) -> tuple[bytes, ...]:
    """The files of the views, from above first; none unless there is one from above and one at eye level."""
    paths = [views / f"{name}.png" for name in VIEWS if (views / f"{name}.png").is_file()]
    whole = len(paths) >= 2 and paths[0].stem == "top"
    return tuple(p.read_bytes() for p in paths) if whole else ()


def drawn_sheet(scene: Scene) -> bytes:
    """The sheet of newly drawn pictures. Raises `RenderError`."""
    from idesign.render.renderer import render_views

    with tempfile.TemporaryDirectory() as folder:
        paths = {p.stem: p for p in render_views(scene, Path(folder))}
        return sheet_of([paths[name].read_bytes() for name in VIEWS if name in paths])


def sheet_of(pictures: Sequence[bytes]) -> bytes:
    """The pictures two and two on one sheet, as a JPEG file. Raises `InputError` for what is no picture."""
    from PIL import Image

    rows = (len(pictures) + 1) // 2
    sheet = Image.new("RGB", (2 * TILE[0], rows * TILE[1]), GROUND)
    for k, data in enumerate(pictures):
        try:
            with Image.open(io.BytesIO(data)) as image:
                picture = image.convert("RGB")
        except OSError as e:
            raise InputError(f"a picture of the scene cannot be read: {e}") from e
        scale = min(TILE[0] / picture.width, TILE[1] / picture.height)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        x, y = (k % 2) * TILE[0] + (TILE[0] - size[0]) // 2, (k // 2) * TILE[1] + (TILE[1] - size[1]) // 2
        sheet.paste(picture.resize(size, Image.Resampling.LANCZOS), (x, y))
    return jpeg(sheet)


def jpeg(image: object) -> bytes:
    """A JPEG file of a PIL image."""
    from PIL import Image

    if not isinstance(image, Image.Image):
        raise TypeError("jpeg() takes a PIL image")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()
