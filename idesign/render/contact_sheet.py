"""A contact sheet of furniture: every category in several styles, each piece on a plain ground in the same light.

Drawn by OpenGL where there is one (`piece_gl`), else traced by Mitsuba (`piece_traced`), one small picture a piece. All
pieces fill their picture: sizes do not compare.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import assets as asset_library
from assets.asset import AssetQuery
from assets.catalogue import Category
from assets.model import Model
from idesign.files import whole_file
from idesign.render.piece_view import Painter, shot_of
from idesign.render.renderer import probe_gl

Progress = Callable[[str, float], None]

SIDE = 112
"""Width and height of one piece's picture [px]."""
COLUMNS = 8
"""Categories in a row."""
LABEL = 15
"""Height of the line with the category's name [px]."""
PAPER = (244, 243, 240)


def contact_sheet(
    kinds: Sequence[Category],
    styles: Sequence[str],
    path: Path,
    progress: Progress | None = None,
    gl: bool | None = None,
) -> Path:
    """Draws all pieces and writes the sheet whole; `progress` hears each category and the finished share. `gl` chooses
    OpenGL or Mitsuba (None: OpenGL where it works). Raises `ImportError` when the chosen one is not installed."""
    tell = progress or (lambda text, share: None)
    sheet = Image.new("RGB", sheet_size(len(kinds), len(styles)), PAPER)
    with piece_painter(gl) as paint:
        for k, kind in enumerate(kinds):
            tell(kind.words, k / len(kinds))
            x, y = _corner(k, len(styles))
            for n, style in enumerate(styles):
                picture = paint(shot_of(_model(kind, style), kind.flat, SIDE))
                sheet.paste(Image.fromarray(picture), (x + n * SIDE, y))
            text = ImageDraw.Draw(sheet)
            text.text((x + 4, y + SIDE), kind.words, fill=(60, 60, 60), font=ImageFont.load_default(11))
    with whole_file(path) as temporary:
        sheet.save(temporary, format="JPEG" if path.suffix.lower() in (".jpg", ".jpeg") else "PNG", quality=82)
    return path


@contextmanager
def piece_painter(gl: bool | None = None, side: int = SIDE) -> Iterator[Painter]:
    """Paints single pieces, by OpenGL where it works (`gl` None), else by Mitsuba; `side` is that of their shots [px].
    Raises `ImportError` when the chosen one is not installed."""
    if gl if gl is not None else probe_gl() is None:
        from idesign.render.piece_gl import gl_painter

        with gl_painter(side) as paint:
            yield paint
        return
    from idesign.render.piece_traced import traced

    yield traced


def _model(kind: Category, style: str) -> Model:
    return asset_library.find(AssetQuery(kind.name, style=style)).asset.model()


def sheet_size(kinds: int, styles: int) -> tuple[int, int]:
    """Width and height of the sheet [px]."""
    return min(kinds, COLUMNS) * styles * SIDE, math.ceil(kinds / COLUMNS) * (SIDE + LABEL)


def _corner(k: int, styles: int) -> tuple[int, int]:
    return (k % COLUMNS) * styles * SIDE, (k // COLUMNS) * (SIDE + LABEL)
