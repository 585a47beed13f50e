"""What tests of scenes share: a thing that the library makes, as an object of a scene."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assets.asset import AssetQuery
from assets.library import find
from idesign.scene import AssetRef, SceneObject


@pytest.fixture(scope="session")
def thing() -> Callable[..., SceneObject]:
    """Makes an object: what the query finds, at a place [m], turned, on what bears it."""

    def make(
        id: str, query: AssetQuery, at: tuple[float, float, float], yaw_deg: float = 0.0, support: str = "floor"
    ) -> SceneObject:
        a = find(query).asset
        ref = AssetRef(a.source, a.id, a.licence)
        return SceneObject(id, a.category, a.name, "", {"colour": a.colour}, a.size, *at, yaw_deg, support, ref)

    return make
