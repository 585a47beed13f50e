"""The contact sheet: every piece is seen, in its own cell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from assets.catalogue import category
from idesign.errors import InputError
from idesign.render.contact_sheet import SIDE, contact_sheet, sheet_size
from ui.furniture import sheet


@pytest.mark.parametrize("gl", [False, None])
def test_each_piece_is_drawn_and_styles_differ(tmp_path: Path, gl: bool | None) -> None:
    path = contact_sheet([category("stool")], ("modern", "classic"), tmp_path / "sheet.png", gl=gl)
    picture = np.asarray(Image.open(path), dtype=float)
    assert picture.shape[:2] == sheet_size(1, 2)[::-1]
    first, second = picture[:SIDE, :SIDE], picture[:SIDE, SIDE:]
    assert first.std() > 10
    assert np.abs(first - second).mean() > 1


def test_unknown_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--styles"):
        sheet("stool", "fancy", tmp_path / "sheet.png", lambda text, share: None)
