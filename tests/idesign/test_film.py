"""Turntable and walk: the room stays in the picture, who walks bumps into nothing, and the file plays."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from ten_rooms import ROOMS, room_of_boxes

from idesign.errors import RenderError
from idesign.render.camera import View
from idesign.render.film import BODY, CELL, film_views, free_way, write_film
from idesign.render.stage import Stage
from idesign.render.video import encoder
from idesign.render.visibility import boxes_of


@pytest.mark.parametrize("name", ["bedroom", "hallway"])
def test_the_turntable_shows_the_whole_room_from_all_sides_at_one_distance(name: str) -> None:
    stage = room_of_boxes(name)
    views = film_views(stage, "turntable", 12)
    corners = np.array([[*p, z] for p in stage.room.polygon for z in (0.0, stage.room.height)])
    middle = corners.mean(axis=0) * (1, 1, 0.8)
    assert max(np.abs(v.project(corners)[:, :2]).max() for v in views) < 1
    assert np.ptp([np.linalg.norm(v.position - middle) for v in views]) < 1e-6
    assert np.ptp(np.diff(np.unwrap([v.heading for v in views]))) < 1e-6


@pytest.mark.parametrize("name", ROOMS)
def test_who_walks_comes_in_by_the_door_and_keeps_clear_of_what_stands_there(name: str) -> None:
    stage = room_of_boxes(name)
    way = free_way(stage)
    door = stage.room.doors[0]
    doorway = np.array(stage.room.walls[door.wall].at(door.offset + door.width / 2))
    assert np.linalg.norm(way[0] - doorway) < 1.0
    assert np.linalg.norm(np.diff(way, axis=0), axis=1).max() < 2 * CELL
    boxes = boxes_of(tuple(t for t in stage.things if t.support == "floor" and t.size[2] > 0.1))
    assert min(boxes.gaps(np.array([*p, 0.05])).min() for p in way) > BODY - 2 * CELL
    views = film_views(stage, "walk", 20)
    assert len(views) == 20
    turns = np.abs(np.diff(np.unwrap([v.heading for v in views])))
    assert turns.max() < np.radians(75)


def grey(stage: Stage, views: tuple[View, ...]) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    for k, v in enumerate(views):
        yield np.full((v.height, v.width, 3), 40 * k + 20, dtype=np.uint8)


def test_a_film_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    stage = room_of_boxes("hallway")
    views = film_views(stage, "turntable", 4, (32, 24))
    told: list[float] = []
    film = Image.open(write_film(stage, tmp_path / "a.gif", grey, told.append, views))
    assert (film.size, getattr(film, "n_frames", 1), told[-1]) == ((32, 24), 4, 1.0)

    def stopped(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_film(stage, tmp_path / "b.gif", grey, stopped, views)
    assert [p.name for p in tmp_path.iterdir()] == ["a.gif"]


@pytest.mark.skipif(encoder() is None, reason="no ffmpeg here")
def test_an_mp4_has_every_frame_and_is_the_same_each_time(tmp_path: Path) -> None:
    stage = room_of_boxes("hallway")
    views = film_views(stage, "turntable", 4, (32, 24))
    first, second = (write_film(stage, tmp_path / f"{k}.mp4", grey, lambda share: None, views, encoder()) for k in "ab")
    assert first.read_bytes() == second.read_bytes()
    decoded = subprocess.run(
        [str(encoder()), "-i", first, "-f", "rawvideo", "-pix_fmt", "gray", "-"], capture_output=True, check=True
    )
    means = np.frombuffer(decoded.stdout, dtype=np.uint8).reshape(4, -1).mean(axis=1)
    assert np.allclose(means, [20, 60, 100, 140], atol=6)


def test_an_encoder_that_fails_leaves_no_file(tmp_path: Path) -> None:
    stage = room_of_boxes("hallway")
    views = film_views(stage, "turntable", 2, (32, 24))
    with pytest.raises(RenderError, match="ffmpeg"):
        write_film(stage, tmp_path / "a.mp4", grey, lambda share: None, views, "false")
    assert not list(tmp_path.iterdir())
