"""The views of ten rooms of ten types show them: judged by casting rays at solid boxes, not by what chose the views."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from ten_rooms import ROOMS, room_of_boxes

from idesign.render.aov import Caster
from idesign.render.camera import View, views_of
from idesign.render.stage import Stage

LOW = 0.1
"""What is no higher lies on the floor, as a rug [m]."""
SHOWN = 2e-3
"""A piece that fills this share of a picture is seen in it."""


@cache
def pictures(name: str) -> tuple[Stage, tuple[View, ...], tuple[NDArray[np.uint16], ...]]:
    """The room of boxes, its views at eye level and what each pixel of them shows."""
    stage = room_of_boxes(name)
    views, caster = views_of(stage, width=96, height=72)[:3], Caster(stage)
    return stage, views, tuple(caster.see(v).instance for v in views)


def floor_pieces(stage: Stage) -> list[int]:
    """The numbers of what stands on the floor."""
    return [k + 1 for k, t in enumerate(stage.things) if t.support == "floor" and t.size[2] > LOW]


def seen(mask: NDArray[np.uint16], pieces: list[int]) -> set[int]:
    return {k for k in pieces if (mask == k).mean() > SHOWN}


@pytest.mark.parametrize("name", ROOMS)
def test_each_view_shows_the_room_and_all_of_them_nearly_all_of_it(name: str) -> None:
    stage, _, masks = pictures(name)
    pieces = floor_pieces(stage)
    shown = [seen(m, pieces) for m in masks]
    assert len(shown[0]) >= 0.5 * len(pieces)
    assert min(map(len, shown)) >= 0.4 * len(pieces)
    assert len(set().union(*shown)) >= 0.85 * len(pieces)


@pytest.mark.parametrize("name", ROOMS)
def test_no_view_shows_a_bare_wall_or_the_back_of_one_thing(name: str) -> None:
    stage, views, masks = pictures(name)
    for view, mask in zip(views, masks, strict=True):
        assert view.position[2] == 1.6
        filled = np.bincount(mask.ravel(), minlength=len(stage.things) + 1)[1:] / mask.size
        assert 0.18 < filled.sum() < 0.75, view.name
        assert filled.max() < 0.3, view.name


@pytest.mark.parametrize("name", ROOMS)
def test_nothing_only_reaches_over_the_lower_edge_and_nothing_hangs_in_the_air(name: str) -> None:
    stage, views, masks = pictures(name)
    for k in floor_pieces(stage):
        tops = [int((m == k).any(axis=1).argmax()) / len(m) for m in masks if (m == k).any()]
        assert not tops or min(tops) >= 0.88 or max(tops) < 0.88, stage.things[k - 1].id
    for view in views:
        assert all(t.id in view.without for t in stage.things if t.support in view.without)


@pytest.mark.parametrize("name", ROOMS)
def test_no_two_views_are_the_same_picture(name: str) -> None:
    _, views, _ = pictures(name)
    for a, b in combinations(views, 2):
        turn = abs((a.heading - b.heading + np.pi) % (2 * np.pi) - np.pi)
        assert turn > np.radians(25) or np.linalg.norm(a.position - b.position) > 1.5
