"""The light of a room: sky through the windows, a sun, lamps, and what walls and ceiling give back.

Amounts are relative: the sky seen through a window has radiance near 1, and `exposure` brings the mean of the room to a
fixed grey, so that every room is shown as a photographer would expose it. Sources: the form factor of a rectangle and
the interreflection estimate E = flux * rho / (area * (1 - rho)) are in any daylighting text (e.g. CIBSE LG10, "average
daylight factor"); the radiances are set by eye.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.model import RGB
from idesign.render.pictures import linear, plain_light
from idesign.render.stage import Item, Stage
from idesign.render.sun import light_at
from solvers.room import Room, Wall, Window

Vec = NDArray[np.float64]

SKY: RGB = (1.04, 1.05, 1.07)
SUN: RGB = (1.15, 0.98, 0.77)
BULB: RGB = (1.0, 0.89, 0.75)
FILL: RGB = (1.0, 0.98, 0.95)
DAY_FILL, NIGHT_FILL = 0.17, 0.36
"""Radiance of the ceiling, which stands for light that comes in several turns, with and without windows."""
SUN_HEIGHT = math.radians(38.0)
SUN_SIDE = math.radians(32.0)
"""How far the sun stands above the horizon and to the side of the main window's axis: a morning in spring."""
GREY = 0.43
"""The linear brightness to which the mean of the room is exposed."""
METERED, USUAL = 0.75, 0.6
"""How much the exposure goes by the light that arrives, as on a surface that gives back `USUAL` of it, rather than by
the brightness of the room itself: a dark blue room stays dark blue."""
WHITE_BALANCE = 0.74
"""How much of the tint of the light a camera takes out: 0 nothing, 1 all."""
NIGHT = 0.004
"""The brightness of the sky by night against that of the day, as a picture can hold it."""
MAX_PANES, MAX_LAMPS = 6, 8
"""What the preview's shader takes; the largest count."""


@dataclass(frozen=True)
class Pane:
    """A rectangle that gives light: a corner, two edges [m], the direction it shines in, its linear radiance and the
    wall that it is in."""

    corner: Vec
    u: Vec
    v: Vec
    normal: Vec
    radiance: RGB
    wall: int | None = None

    @property
    def area(self) -> float:
        return float(np.linalg.norm(np.cross(self.u, self.v)))


@dataclass(frozen=True)
class Lamp:
    """A lamp that is on: where it shines from [m] and its linear intensity."""

    position: Vec
    intensity: RGB


@dataclass(frozen=True)
class Lighting:
    """All light of a scene. `sun` points to the sun; None when no window lets it in. `fill` is the radiance of the
    evenly lit ceiling. `above`, `below` and `around` are the linear irradiance that ceiling, floor and walls give back,
    divided by pi, and `arriving` is the mean of all that arrives. `day`: how bright it is outside, 1 by day."""

    panes: tuple[Pane, ...]
    fill: RGB
    sun: Vec | None
    sun_colour: RGB
    lamps: tuple[Lamp, ...]
    above: RGB
    below: RGB
    around: RGB
    arriving: RGB
    exposure: RGB
    day: float = 1.0


def light(stage: Stage) -> Lighting:
    """The light of that stage, from its windows, its lamps and the colours of its surfaces."""
    room = stage.room
    sun, sun_colour, day = _daylight(stage)
    windows = sorted(room.windows, key=_by_size)[:MAX_PANES]
    panes = tuple(window_pane(room.walls[w.wall], w, max(day, NIGHT)) for w in windows)
    lamps = _lamps(stage)
    floor, wall, ceiling = (np.array(surface_colour(stage, name)) for name in ("floor", "wall-0", "ceiling"))
    area, sides = room.area, _perimeter(room) * room.height
    mean = (floor * area + ceiling * area + wall * sides) / (2 * area + sides)
    fill = np.array(FILL) * (NIGHT_FILL + (DAY_FILL - NIGHT_FILL) * (day if panes else 0.0))
    flux = sum((p.area * np.array(p.radiance) for p in panes), start=0.5 * area * fill)
    flux = flux + sum((4.0 * np.array(lamp.intensity) for lamp in lamps), start=np.zeros(3))
    direct = flux / (2 * area + sides)
    given_back = 0.6 * mean + 0.2
    again = direct * given_back / (1.06 - given_back)
    above, below, around = again * _tint(ceiling) * 1.1, again * _tint(floor) * 1.45, again * _tint(wall)
    arriving = direct * 0.9 + (above + below + around) / 3
    level = float(np.mean(arriving) * (METERED * USUAL + (1 - METERED) * mean.mean()))
    balance = (arriving / arriving.mean()) ** WHITE_BALANCE
    exposure = GREY / max(level, 1e-4) / balance
    back = (_rgb(above), _rgb(below), _rgb(around), _rgb(arriving))
    return Lighting(panes, _rgb(fill), sun, sun_colour, lamps, *back, _rgb(exposure), day)


def _daylight(stage: Stage) -> tuple[Vec | None, RGB, float]:
    """Direction and colour of the sun where a window may let it in, and how bright it is outside."""
    if stage.hour is None:
        sun = _sun(stage.room)
        return sun, SUN if sun is not None else (0.0, 0.0, 0.0), 1.0
    hour = light_at(stage.hour)
    if hour.sun is None or not stage.room.windows:
        return None, (0.0, 0.0, 0.0), hour.day
    return hour.sun, _rgb(np.array(SUN) * hour.tint), hour.day


def _by_size(window: Window) -> tuple[float, str]:
    return (-window.width * window.height, window.id)


def _rgb(v: Vec) -> RGB:
    return (float(v[0]), float(v[1]), float(v[2]))


def _tint(colour: Vec) -> Vec:
    """The hue of a surface as a factor of mean 1, drawn towards white: light comes back from more than one surface."""
    return 1.0 + 0.14 * (colour / max(float(colour.mean()), 1e-3) - 1.0)


def surface_colour(stage: Stage, name: str) -> RGB:
    """The mean linear colour of the first part of the item of that name."""
    return plain_light(next(i for i in stage.items if i.name == name).model.parts[0].material)


def _perimeter(room: Room) -> float:
    return sum(w.length for w in room.walls)


def window_pane(wall: Wall, window: Window, day: float = 1.0) -> Pane:
    """The glass of the window as a light, at the inner face of the wall, as bright as the sky is."""
    corner = np.array([*wall.at(window.offset + 0.05), window.sill + 0.05])
    u = np.array([*wall.u, 0.0]) * (window.width - 0.1)
    v = np.array([0.0, 0.0, window.height - 0.1])
    return Pane(corner, u, v, np.array([*wall.n, 0.0]), _rgb(np.array(SKY) * day), wall.index)


def _sun(room: Room) -> Vec | None:
    """The direction to the sun: beside the axis of the largest window, on the side that lights more of the room."""
    if not room.windows:
        return None
    window = min(room.windows, key=_by_size)
    wall = room.walls[window.wall]
    middle = window.offset + window.width / 2
    side = SUN_SIDE if middle > wall.length / 2 else -SUN_SIDE
    out = np.array([-wall.n[0], -wall.n[1]])
    c, s = math.cos(side), math.sin(side)
    level = np.array([c * out[0] - s * out[1], s * out[0] + c * out[1]])
    return np.array([*(level * math.cos(SUN_HEIGHT)), math.sin(SUN_HEIGHT)])


def _lamps(stage: Stage) -> tuple[Lamp, ...]:
    found = [lamp for item in stage.items if item.thing is not None for lamp in _lamps_of(item)]
    return tuple(sorted(found, key=lambda lamp: -sum(lamp.intensity))[:MAX_LAMPS])


def _lamps_of(item: Item) -> list[Lamp]:
    """One lamp at the middle of what glows. Screens glow but light nothing."""
    glow = [p for p in item.model.parts if max(p.material.emission) > 0.4 and "screen" not in p.material.name]
    if not glow:
        return []
    points = np.vstack([p.mesh.bounds for p in glow])
    centre = (points.min(axis=0) + points.max(axis=0)) / 2
    strength = 0.36 if item.group == "hanging" else 0.11
    tint = linear(max((p.material.emission for p in glow), key=sum))
    colour = np.array(BULB) * tint / max(float(tint.max()), 1e-3)
    return [Lamp(item.matrix[:3, :3] @ centre + item.matrix[:3, 3], _rgb(colour * strength))]
