"""Room for one thing at or on another: how far a chair goes under a table, and where small things stand on surfaces."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shapely import Polygon

from assets.asset import Asset, SolidBox, Support

Where = tuple[float, float, float, float]
CLEAR = 0.008
"""Air between two things of a group [m], above the 5 mm that count as touching."""
EDGE = 0.02
"""A small thing keeps this far from the edge of what it stands on [m]."""
APART = 0.025
"""Small things keep this far from each other [m]."""


def solids(asset: Asset) -> tuple[SolidBox, ...]:
    """The solid volumes of an asset; the whole box when it names none."""
    w, d, h = asset.size
    return asset.solid or (SolidBox((-w / 2, -d / 2, 0.0), (w / 2, d / 2, h)),)


def placed_box(b: SolidBox, at: Where, grow: float = 0.0) -> tuple[Polygon, float, float]:
    """Plan outline and height range of a solid whose asset is at `at`."""
    c, s = math.cos(at[3]), math.sin(at[3])
    corners = [(b.lo[0], b.lo[1]), (b.hi[0], b.lo[1]), (b.hi[0], b.hi[1]), (b.lo[0], b.hi[1])]
    plan = Polygon([(at[0] + c * x - s * y, at[1] + s * x + c * y) for x, y in corners])
    return (plan.buffer(grow, join_style="mitre") if grow else plan, b.lo[2] + at[2], b.hi[2] + at[2])


def collide(host: Asset, guest: Asset, at: Where, grow: float = CLEAR) -> bool:
    """Whether the solids of `guest` at `at` come closer to those of `host` (at the origin) than `grow` [m]."""
    mine = [placed_box(b, (0.0, 0.0, 0.0, 0.0)) for b in solids(host)]
    for plan, lo, hi in (placed_box(b, at, grow) for b in solids(guest)):
        for other, olo, ohi in mine:
            if lo < ohi - 1e-6 and olo < hi - 1e-6 and plan.intersection(other).area > 1e-6:
                return True
    return False


def tucked(host: Asset, guest: Asset, at: Callable[[float], Where], wish: float) -> float:
    """How far (at most `wish` [m]) a seat can be pushed under a table; negative is the gap it must keep."""
    push = wish
    while push > -0.25:
        if not collide(host, guest, at(push)):
            return push
        push = round(push - 0.01, 3)
    return push


# ---------------------------------------------------------------- small things on surfaces
@dataclass
class _Level:
    """One surface with what stands on it."""

    surface: Support
    taken: list[tuple[float, float, float, float]]
    """Middles and half extents."""


def on_surfaces(host: Asset, members: Sequence[tuple[str, Asset, str]]) -> dict[str, Where]:
    """A place on one of the host's surfaces for each (id, asset, where). `where` names the wish: left, right, center,
    front, back, shelf (inside), top, lying (turned by a quarter), or "@u,v" and "@u,v,degrees" for a place in half
    extents of the surface (right and back are 1) and a turn; tall things go to the back, all face the front."""
    levels = [_Level(s, []) for s in host.supports]
    shelf = 0
    out: dict[str, Where] = {}
    for id, asset, where in members:
        order = _preferred(levels, asset, where, shelf)
        shelf += 1 if "shelf" in where else 0
        wishes = (where + "-strict", where) if _sided(where) else (where,)
        place = next((p for wish in wishes for level in order if (p := _put(level, asset, wish)) is not None), None)
        if place is not None:
            out[id] = place
    return out


def _preferred(levels: list[_Level], asset: Asset, where: str, shelf: int) -> list[_Level]:
    """Levels with head room, best first: shelves in turn for what goes inside, else the largest open surface."""
    fit = [v for v in levels if v.surface.clear >= asset.size[2] + 0.01]
    inner = [v for v in fit if v.surface.clear < 5.0]
    open_top = sorted((v for v in fit if v.surface.clear >= 5.0), key=lambda v: -_area(v.surface))
    if "shelf" in where and inner:
        inner.sort(key=lambda v: -v.surface.height)
        # the middle shelves first: they are at eye level and not at the floor
        middle = sorted(inner, key=lambda v: abs(v.surface.height - 1.1))
        return middle[shelf % len(middle) :] + middle[: shelf % len(middle)] + open_top
    return open_top + inner


def _area(s: Support) -> float:
    return (s.x1 - s.x0) * (s.y1 - s.y0)


def _put(level: _Level, asset: Asset, where: str) -> Where | None:
    """The free place nearest to the wish."""
    s = level.surface
    for yaw in _yaws(where):
        w, d = (asset.size[1], asset.size[0]) if abs(math.sin(yaw)) > 0.5 else asset.size[:2]
        for edge in (EDGE, 0.0):
            free_x, free_y = (s.x1 - s.x0 - w) / 2 - edge, (s.y1 - s.y0 - d) / 2 - edge
            if free_x < -1e-6 or free_y < -1e-6:
                continue
            mx, my = (s.x0 + s.x1) / 2, (s.y0 + s.y1) / 2
            u, v = _wish(where, asset)
            for x, y in _near(mx, my, max(free_x, 0.0), max(free_y, 0.0), u, v):
                if "strict" in where and x * u <= 0.0:
                    continue
                if not any(_meet(t, (x, y, w / 2, d / 2)) for t in level.taken):
                    level.taken.append((x, y, w / 2, d / 2))
                    return (x, y, s.height, yaw)
    return None


def _sided(where: str) -> bool:
    """Whether the place is to the left or the right: then that side of the host on any level ("-strict") comes before
    its other side."""
    return "left" in where or "right" in where


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    """Whether two upright rectangles come closer than `APART`."""
    close = APART - 1e-6
    return abs(a[0] - b[0]) < a[2] + b[2] + close and abs(a[1] - b[1]) < a[3] + b[3] + close


def _exact(where: str) -> tuple[float, ...]:
    """The numbers of "@u,v" and "@u,v,degrees"; none for a place in words."""
    return tuple(float(v) for v in where[1:].split(",")) if where.startswith("@") else ()


def _yaws(where: str) -> tuple[float, ...]:
    if exact := _exact(where):
        return (math.radians(exact[2]) if len(exact) > 2 else 0.0,)
    return (math.pi / 2, 0.0) if "lying" in where else (0.0, math.pi / 2)


def _wish(where: str, asset: Asset) -> tuple[float, float]:
    """Wanted place in [-1, 1] across and along the depth (1 is the back)."""
    if exact := _exact(where):
        return exact[0], exact[1]
    u = -0.75 if "left" in where else 0.75 if "right" in where else 0.0
    v = -0.6 if "front" in where else 0.9 if "back" in where else (0.4 if asset.size[2] > 0.3 else 0.0)
    return u, v


def _near(mx: float, my: float, fx: float, fy: float, u: float, v: float) -> Iterable[tuple[float, float]]:
    """Places of a grid over the free extent, nearest to the wish first."""
    nx, ny = (min(12, max(1, math.ceil(f / 0.04))) for f in (fx, fy))
    grid = [(u, v), *((i / nx, j / ny) for i in range(-nx, nx + 1) for j in range(-ny, ny + 1))]
    grid.sort(key=lambda p: ((p[0] - u) * fx) ** 2 + ((p[1] - v) * fy) ** 2)
    return [(mx + a * fx, my + b * fy) for a, b in grid]
