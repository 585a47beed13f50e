"""From an object of a scene to its model. Equal assets share one model, so equal nightstands are built once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from assets.model import Model
from idesign.errors import SceneError
from idesign.scene import AssetRef, SceneObject

ModelSource = Callable[[SceneObject], Model]
"""Gives the model of an object in the asset's own frame, of the object's size."""

SIZE_TOLERANCE = 0.01
"""How far a model's extents may be off the declared size [m] (the bound of the contract's exact check)."""


def model_of(thing: SceneObject) -> Model:
    """The model in the asset's frame. Raises `SceneError` when it cannot be made or is not of the declared size."""
    try:
        model = _built(thing.asset)
    except SceneError as e:
        raise SceneError(f"object {thing.id}: {e}") from e
    lo, hi = model.bounds
    off = max(abs(float(h - low) - want) for low, h, want in zip(lo, hi, thing.size, strict=True))
    if off > SIZE_TOLERANCE:
        have = " x ".join(f"{h - low:.3f}" for low, h in zip(lo, hi, strict=True))
        raise SceneError(f"object {thing.id}: its model is {have} m, its size says {thing.size}")
    return model


@lru_cache(maxsize=256)
def _built(ref: AssetRef) -> Model:
    from assets.library import rebuild

    if ref.source != "idesign" and "?model=" not in ref.id:
        raise SceneError(f"asset {ref.id}: its source {ref.source!r} is not installed here; know 'idesign'")
    try:
        return rebuild(ref.id).model()
    except ValueError as e:
        raise SceneError(f"asset {ref.id}: {e}") from e
