"""Boards, partitions and what else stands in classrooms and offices: whiteboards, pinboards, easels, screens."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.materials import material
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, fit, frame, move, tube, turn
from assets.parametric.spec import Maker, Spec


def whiteboard(spec: Spec) -> Model:
    """A board in a thin frame with a tray for pens; on the floor, on a wheeled stand."""
    b, steel = Builder(), spec.palette.secondary
    stand = spec.option("mount") == "floor"
    low = 0.45 * spec.h if stand else 0.0
    tray = min(0.06, 0.6 * spec.d)
    depth = 0.03 if stand else min(0.022, 0.5 * spec.d)
    y = 0.0 if stand else spec.d / 2 - depth / 2
    height = spec.h - low
    width = spec.w if not stand else spec.w - 0.06
    b.add("board", box((width - 0.03, 0.6 * depth, height - 0.03), (0, y, low + 0.015)), spec.palette.primary)
    b.add("frame", frame((width, depth, height), 0.018, (0, y, low)), steel)
    if not stand:
        b.add("tray", box((0.5 * width, tray, 0.012), (0, -spec.d / 2 + tray / 2, 0.0)), steel)
    for k, tint in enumerate(("red", "blue", "black")):
        pen = cylinder(0.007, 0.12, (-0.12 + 0.14 * k, y - depth / 2 - 0.014, 0.0125 + low), 10, along="x")
        if not stand and spec.d > 0.045:
            b.add("pen", pen, material("plastic", tint))
    if stand:
        _stand(b, spec)
    return fit(b.model(), spec.size)


def _stand(b: Builder, spec: Spec) -> None:
    for s in (-1, 1):
        x = s * (spec.w / 2 - 0.015)
        b.add("post", box((0.028, 0.03, spec.h - 0.1), (x, 0, 0.07), 0.004), spec.palette.secondary)
        b.add("foot", box((0.03, spec.d, 0.03), (x, 0, 0.0395), 0.006), spec.palette.secondary)
        b.add(
            "castor",
            [cylinder(0.02, 0.02, (x, q * (spec.d / 2 - 0.02), 0), 16, along="x") for q in (-1, 1)],
            material("rubber"),
        )


def noticeboard(spec: Spec) -> Model:
    """A framed pinboard with a few notes."""
    b = Builder()
    bar = min(0.03, 0.12 * min(spec.w, spec.h))
    b.add("frame", frame(spec.size, bar, (0, 0, 0), 0.003), spec.palette.secondary)
    y = -spec.d / 2 + 0.4 * spec.d
    b.add(
        "board",
        box((spec.w - 2 * bar + 0.01, 0.5 * spec.d, spec.h - 2 * bar + 0.01), (0, y + 0.25 * spec.d, bar - 0.005)),
        spec.palette.primary,
    )
    rng = spec.rng()
    tints = ("white", "light-yellow", "ice-blue", "blush", "mint")
    for k in range(max(3, int(6 * spec.w * spec.h / 0.54))):
        w, h = rng.uniform(0.08, 0.15), rng.uniform(0.08, 0.18)
        x = rng.uniform(-0.5, 0.5) * max(0.01, spec.w - 2 * bar - w - 0.04)
        z = bar + 0.02 + rng.uniform(0, 1) * max(0.01, spec.h - 2 * bar - h - 0.04)
        if w < spec.w - 3 * bar and h < spec.h - 3 * bar:
            sheet = box((w, 0.001, h), (x, y - 0.0006 - 0.0004 * k, z))
            b.add("note", sheet, material("paper", tints[k % len(tints)]))
    return fit(b.model(), spec.size)


def cubicle_panel(spec: Spec) -> Model:
    """An upholstered screen in a slim frame on two feet."""
    b, d = Builder(), min(spec.d, 0.05)
    foot = 0.03
    b.add("frame", frame((spec.w, d, spec.h - foot), 0.02, (0, 0, foot), 0.004), spec.palette.secondary)
    b.add(
        "panel",
        box((spec.w - 0.0405, d * 0.8, spec.h - foot - 0.0405), (0, 0, foot + 0.0203), 0.006),
        spec.palette.primary,
    )
    for s in (-1, 1):
        b.add(
            "foot", box((0.05, spec.d, foot - 0.0005), (s * (spec.w / 2 - 0.15), 0, 0), 0.004), spec.palette.secondary
        )
    return fit(b.model(), spec.size)


def room_divider(spec: Spec) -> Model:
    """A folding screen: framed leaves in a zigzag over its depth; slatted, woven or papered by style."""
    b, count, t = Builder(), max(3, round(spec.w / 0.45)), 0.022
    length, angle = _zigzag(spec, count, t)
    run = length * float(np.cos(angle))
    for k in range(count):
        x = -0.5 * count * run + (k + 0.5) * run
        for name, mesh, stuff in _leaf(spec, length - 0.001, t):
            b.add(name, move(turn(mesh, "z", angle if k % 2 == 0 else -angle), (x, 0, 0)), stuff, "z")
    return fit(b.model(), spec.size)


def _zigzag(spec: Spec, count: int, t: float) -> tuple[float, float]:
    """Length and angle of the leaves [m, rad] that fill the width and the depth."""
    angle = 0.0
    for _ in range(12):
        run = (spec.w - t * np.sin(angle)) / count
        fall = max(spec.d - t * np.cos(angle), 0.0)
        angle = float(np.arctan2(fall, run))
    return float(np.hypot(run, fall)), angle


def _leaf(spec: Spec, w: float, t: float) -> list[tuple[str, trimesh.Trimesh, Material]]:
    wood, pane = spec.palette.primary, spec.palette.secondary
    out = [("frame", frame((w, t, spec.h), 0.035, (0, 0, 0), 0.003), wood)]
    inner = (w - 0.07, spec.h - 0.07)
    if spec.style.front in ("slatted", "fluted"):
        count = max(4, round(inner[0] / 0.035))
        for k in range(count):
            x = -inner[0] / 2 + (k + 0.5) * inner[0] / count
            out.append(("slat", box((0.018, 0.012, inner[1] - 0.001), (x, 0, 0.0355)), wood))
        return out
    stuff = material("rattan") if spec.style.name in ("bohemian", "coastal", "rustic") else pane
    out.append(("pane", box((inner[0] + 0.006, 0.004, inner[1] + 0.006), (0, 0, 0.032)), stuff))
    if stuff is pane:
        rows = max(2, round(inner[1] / 0.38))
        out += [
            ("bar", box((inner[0] - 0.0006, 0.012, 0.012), (0, 0, 0.035 + (k + 1) * inner[1] / (rows + 1))), wood)
            for k in range(rows)
        ]
    return out


def easel(spec: Spec) -> Model:
    """A tripod with a board on its ledge."""
    b, wood, t = Builder(), spec.palette.primary, 0.035
    hw, hd = spec.w / 2, spec.d / 2
    ledge = 0.38 * spec.h
    for s in (-1, 1):
        path = [(s * (hw - 0.02), -hd + 0.02, 0.018), (s * 0.06, 0.1 * spec.d, spec.h - 0.02)]
        b.add("leg", tube(path, 0.018, 4), wood)
    b.add("leg", tube([(0, hd - 0.02, 0.018), (0, 0.12 * spec.d, spec.h - 0.08)], 0.018, 4), wood)
    b.add("top", box((0.2, t, 0.04), (0, 0.1 * spec.d, spec.h - 0.04), 0.004), wood)
    share = ledge / spec.h
    y = -hd + 0.02 + share * (0.1 * spec.d + hd - 0.02)
    b.add("ledge", box((0.85 * spec.w, 0.07, 0.025), (0, y - 0.035, ledge), 0.004), wood)
    height = 0.5 * spec.h
    lean = float(np.arctan2(0.1 * spec.d + hd, spec.h)) * 0.9
    board = turn(box((0.8 * spec.w, 0.012, height), (0, 0, 0), 0.003), "x", -lean)
    b.add("board", move(board, (0, y - 0.03, ledge + 0.028)), material("white lacquer"))
    return fit(b.model(), spec.size)


FAMILY: dict[str, Maker] = {
    "whiteboard": Maker(whiteboard),
    "noticeboard": Maker(noticeboard),
    "cubicle_panel": Maker(cubicle_panel),
    "room_divider": Maker(room_divider),
    "easel": Maker(easel),
}
