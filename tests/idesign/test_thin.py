"""Which thin triangles a preview lights at every sample: those that show and that no pixel's middle shows."""

from __future__ import annotations

import numpy as np
import pytest

from idesign.render.thin import Shown, long_and_thin, missed

WIDTH, HEIGHT, FAR = 200, 150, 4.0
"""A picture of a wall, 4 m away from a lens that sees 45 degrees to each side."""
NUMBER = 7


def strip(height: float, away: float) -> np.ndarray:
    """Two triangles [2, 3, 3] of a strip 2 m long before the camera, facing it (it looks along -z)."""
    low, high = np.array([0.013, 0.013 + height])
    corners = [(-1, low, -away), (1, low, -away), (1, high, -away), (-1, high, -away)]
    return np.array([[corners[k] for k in (0, 1, 2)], [corners[k] for k in (0, 2, 3)]])


def shown(number: int = 1, normal: tuple[float, float, float] = (0, 0, 1), distance: float = FAR) -> Shown:
    """A wall that fills the picture."""
    clip = np.diag([1.0, WIDTH / HEIGHT, 1.0, 1.0])
    clip[3] = (0, 0, -1, 0)
    surface = np.tile(np.array([*normal, number], dtype=np.float16), (HEIGHT, WIDTH, 1))
    return Shown(np.full((HEIGHT, WIDTH), distance, dtype=np.float32), surface, clip, np.zeros(3))


def asked(triangles: np.ndarray, picture: Shown) -> list[bool]:
    return missed(triangles, np.full(len(triangles), NUMBER), picture).tolist()


def test_what_stands_before_the_wall_and_is_in_no_pixel_is_missed() -> None:
    assert asked(strip(0.01, 3.0), shown()) == [True, True]


def test_what_the_pixels_show_already_is_not() -> None:
    assert asked(strip(0.01, FAR), shown(NUMBER)) == [False, False]
    assert asked(strip(0.01, FAR), shown(NUMBER, (0, 1, 0))) == [True, True], "another side of the same thing"


@pytest.mark.parametrize("away", [4.5, -3.0])
def test_what_is_hidden_or_behind_the_camera_is_not(away: float) -> None:
    assert asked(strip(0.01, away), shown()) == [False, False]


def test_what_turns_its_back_is_not() -> None:
    assert asked(strip(0.01, 3.0)[:, ::-1], shown()) == [False, False]


def test_a_strip_that_looks_out_from_behind_something_is_missed() -> None:
    picture = shown(distance=2.0)
    picture.distance[:, 110:] = FAR
    assert any(asked(strip(0.01, 3.0), picture))


def test_only_long_and_low_triangles_are_thin() -> None:
    assert long_and_thin(strip(0.01, 3.0)).all()
    assert not long_and_thin(strip(0.05, 3.0)).any()
    assert not long_and_thin(strip(0.01, 3.0) * (0.05, 1, 1)).any()
