"""What stands in for models of a person's own that are not on this machine, so that a project opens anywhere."""

from __future__ import annotations

from dataclasses import replace

from assets import AssetQuery, find
from assets.errors import AssetError
from assets.importing import store
from idesign.errors import SceneError
from idesign.scene import AssetRef, Scene, SceneObject, model_key


def own_models(scene: Scene) -> list[SceneObject]:
    """The things whose models were brought in."""
    return [o for o in scene.objects if model_key(o.asset.id)]


def with_stand_ins(scene: Scene) -> tuple[Scene, tuple[str, ...]]:
    """The scene with a piece made to the same size for each thing whose model is not at hand, and the names of those
    things. Raises `SceneError` for one that cannot be made."""
    gone = {o.id: o for o in own_models(scene) if not store.has(model_key(o.asset.id))}
    if not gone:
        return scene, ()
    objects = tuple(_made(o) if o.id in gone else o for o in scene.objects)
    return replace(scene, objects=objects), tuple(dict.fromkeys(o.name for o in gone.values()))


def _made(o: SceneObject) -> SceneObject:
    try:
        asset = find(AssetQuery(o.category, o.name, o.size)).asset
    except AssetError as e:
        raise SceneError(f"{o.id}: {e}") from e
    ref = AssetRef(asset.source, asset.id, asset.licence, asset.credit)
    return replace(o, asset=ref, size=asset.size, stand_in=True)
