"""A column takes floor from who walks, as furniture does."""

import pytest

from eval.space import Space
from idesign.brief import Brief
from idesign.scene import Scene, SceneRoom
from solvers.room import Column, Door

SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
DOORS = (Door("door-0", 0, 0.1, 0.9),)


def walked(*columns: Column) -> float:
    """The floor that a walker's centre can reach [m2]."""
    space = Space(Scene(Brief("test"), SceneRoom(SQUARE, 2.5, DOORS, columns=columns), ()), ())
    return sum(part.area for part in space.reached(0.2))


def test_a_column_takes_the_floor_about_it() -> None:
    assert walked() == pytest.approx(3.6 * 3.6)
    assert walked(Column("c", 2.0, 2.0, 0.4, 0.4)) == pytest.approx(3.6 * 3.6 - 0.8 * 0.8, abs=0.05)


def test_columns_can_cut_the_room_in_two() -> None:
    row = tuple(Column(f"c{k}", 0.5 + k, 2.0, 0.8, 0.2) for k in range(4))
    assert walked(*row) < walked() / 2
