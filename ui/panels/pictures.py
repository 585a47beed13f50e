"""Small pictures of models for galleries, drawn in a worker and kept as data addresses, so that nothing is fetched."""

from __future__ import annotations

import base64
import io
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assets.catalogue import category
from assets.library import rebuild
from idesign.render.contact_sheet import piece_painter
from idesign.render.piece_view import shot_of
from ui.workshop import Tell

SIDE = 144
"""Width and height [px]."""
KEPT = 2000
"""Pictures that are kept (about 4 kB each)."""


def drawn(tell: Tell, ids: Sequence[str]) -> None:
    """Draws the assets of these ids; tells (id, data address) as each is done."""
    with piece_painter(side=SIDE) as paint:
        for id in ids:
            asset = rebuild(id)
            tell((id, address(paint(shot_of(asset.model(), category(asset.category).flat, SIDE)))))


def address(picture: NDArray[np.uint8]) -> str:
    """A picture [H, W, 3] as a data address."""
    from PIL import Image

    data = io.BytesIO()
    Image.fromarray(picture).save(data, format="WEBP", quality=82)
    return "data:image/webp;base64," + base64.b64encode(data.getvalue()).decode()


class PictureShelf:
    """Pictures by asset id, the least recently used first to go; shared by all sessions, as models are."""

    def __init__(self, most: int = KEPT) -> None:
        self._most, self._lock = most, threading.Lock()
        self._kept: OrderedDict[str, str] = OrderedDict()

    def get(self, id: str) -> str:
        """The data address of an asset's picture, "" when it is not drawn yet."""
        with self._lock:
            if id in self._kept:
                self._kept.move_to_end(id)
            return self._kept.get(id, "")

    def put(self, id: str, picture: str) -> None:
        with self._lock:
            self._kept[id] = picture
            self._kept.move_to_end(id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def missing(self, ids: Iterable[str]) -> list[str]:
        """Those that have no picture yet."""
        with self._lock:
            return [i for i in ids if i not in self._kept]
