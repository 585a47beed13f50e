"""The settle test: what stands well stays, what hangs in the air falls, and no number is made up."""

from __future__ import annotations

import pytest

from assets.asset import AssetQuery
from assets.library import find
from eval import settle as module
from eval.settle import judge_settle
from idesign.brief import Brief
from idesign.errors import InputError
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom


def scene(*heights: float) -> Scene:
    a = find(AssetQuery("nightstand")).asset
    ref = AssetRef(a.source, a.id, a.licence)
    things = tuple(
        SceneObject(f"n-{k}", a.category, a.name, "", {}, a.size, 1.0 + k, 1.0, z, 0.0, "floor", ref)
        for k, z in enumerate(heights)
    )
    return Scene(Brief("a room"), SceneRoom(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5), things)


def test_what_stands_stays_and_what_floats_falls() -> None:
    score = judge_settle(scene(0.0, 0.3))
    assert score.value == 0.5
    assert score.evidence[0].startswith("n-1 moves by 0.3")
    assert judge_settle(scene(0.0)).passed


def test_without_free_things_or_without_a_simulator_there_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge_settle(scene()).value is None

    def missing(*_: object) -> None:
        raise InputError("the settle test needs mujoco")

    monkeypatch.setattr(module, "settle", missing)
    assert judge_settle(scene(0.0)).reason == "the settle test needs mujoco"
