"""The models that the 3D view loads, one GLB for each different piece and one for the room's shell.

A model's key is the SHA-256 of what it is made from, so a browser keeps it for good and equal pieces load once. Keys
are handed out with a view document; only such keys are answered, from memory, and no path from a client reaches the
disk.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from idesign.errors import IdesignError
from idesign.scene import Scene, SceneObject, scene_json

if TYPE_CHECKING:
    from fastapi import FastAPI

BYTES = 256_000_000
"""Models that are kept ready [bytes]."""
RECIPES = 50_000
"""Keys that are remembered."""
FOREVER = "public, max-age=31536000, immutable"

Recipe = Callable[[], bytes]


class ModelShelf:
    """Models by key: made when first asked for, the least used ones dropped when there are too many bytes."""

    def __init__(self, limit: int = BYTES, recipes: int = RECIPES) -> None:
        self._limit, self._most = limit, recipes
        self._recipes: OrderedDict[str, Recipe] = OrderedDict()
        self._ready: OrderedDict[str, bytes] = OrderedDict()
        self._shelf, self._making = threading.Lock(), threading.Lock()

    def thing(self, thing: SceneObject) -> str:
        """The key of a piece's model."""
        return self._known(f"piece {thing.asset.source} {thing.asset.id}", lambda: _piece(thing))

    def room(self, scene: Scene) -> str:
        """The key of the empty room's model."""
        bare = Scene(replace(scene.brief, text=""), scene.room, ())
        return self._known(f"room {scene_json(bare)}", lambda: _room(bare))

    def read(self, key: str) -> bytes | None:
        """The GLB file of that key; None for a key that was not handed out. Raises `IdesignError` when it cannot be
        made."""
        with self._shelf:
            recipe = self._recipes.get(key)
            if key in self._ready:
                self._ready.move_to_end(key)
                return self._ready[key]
        if recipe is None:
            return None
        with self._making:
            made = self._ready.get(key) or recipe()
        self._keep(key, made)
        return made

    def _known(self, made_from: str, recipe: Recipe) -> str:
        key = hashlib.sha256(made_from.encode()).hexdigest()
        with self._shelf:
            self._recipes.setdefault(key, recipe)
            self._recipes.move_to_end(key)
            while len(self._recipes) > self._most:
                self._recipes.popitem(last=False)
        return key

    def _keep(self, key: str, made: bytes) -> None:
        with self._shelf:
            self._ready[key] = made
            while sum(map(len, self._ready.values())) > self._limit and len(self._ready) > 1:
                self._ready.popitem(last=False)


def _piece(thing: SceneObject) -> bytes:
    from idesign.export.gltf import asset_glb
    from idesign.render.models import model_of

    return asset_glb(model_of(thing).parts, "piece")


def _room(scene: Scene) -> bytes:
    from idesign.export.gltf import room_glb

    return room_glb(scene)


SHELF = ModelShelf()
"""The models of this process."""


# ---------------------------------------------------------------- over HTTP
@cache
def script() -> bytes:
    """The views' script, three.js included."""
    return (files("ui.views") / "static" / "views.min.js").read_bytes()


def script_path() -> str:
    """Where a page loads the script from; changes with its content."""
    return f"/views/{hashlib.sha256(script()).hexdigest()[:16]}.js"


def mount_models(app: FastAPI, shelf: ModelShelf = SHELF) -> None:
    """Answers `/models/<key>.glb` and the views' script."""
    from fastapi import HTTPException, Response

    def model(key: str) -> Response:
        try:
            found = shelf.read(key)
        except IdesignError as e:
            raise HTTPException(404, "this model cannot be made") from e
        if found is None:
            raise HTTPException(404, "there is no such model")
        return Response(found, media_type="model/gltf-binary", headers={"Cache-Control": FOREVER})

    def code() -> Response:
        return Response(script(), media_type="text/javascript", headers={"Cache-Control": FOREVER})

    app.add_api_route("/models/{key}.glb", model, methods=["GET"], include_in_schema=False)
    app.add_api_route(script_path(), code, methods=["GET"], include_in_schema=False)
