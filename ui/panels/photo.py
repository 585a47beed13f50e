"""A photograph of the room, traced by Mitsuba in a worker that tells how far it is and ends at once when stopped."""

from __future__ import annotations

import io

import numpy as np

from idesign.errors import PhotoError
from idesign.render.apart import DrawerError
from idesign.render.camera import views_of
from idesign.render.renderer import PHOTO_SIZE, photographs
from idesign.render.stage import build_stage
from idesign.scene import Scene
from ui.panels.takeaway import Taken
from ui.workshop import Tell

SECONDS = 900.0
"""A photograph takes one to five minutes on two cores."""


def photographed(tell: Tell, scene: Scene, view: int = 0) -> Taken:
    """The photograph of an eye-level view (0 to 2) as PNG. Tells ("", share). Raises `PhotoError` with the
    reason where nothing can trace here."""
    from PIL import Image

    stage = build_stage(scene)
    views = [v for v in views_of(stage, width=PHOTO_SIZE[0], height=PHOTO_SIZE[1]) if v.name != "top"]
    try:
        pictures = photographs(stage, (views[view % len(views)],), lambda share: tell(("", share)))
        picture = np.asarray(next(iter(pictures)))
    except DrawerError as e:
        raise PhotoError(f"photographs (mitsuba): {e}") from e
    data = io.BytesIO()
    Image.fromarray(picture).save(data, format="PNG", compress_level=4)
    return Taken("photo.png", "image/png", data.getvalue())
