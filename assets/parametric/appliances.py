"""Appliances: one table of makers; cold and washing machines. Doors face -y; handles are within the depth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from assets.materials import material
from assets.model import Model
from assets.parametric.appliance_climate import (
    air_conditioner,
    air_purifier,
    fan,
    heater,
    ironing_board,
    radiator,
    vacuum_cleaner,
    water_dispenser,
)
from assets.parametric.appliance_cooking import GRIP, bar_handle, body, hob, microwave, oven, range_hood, stove
from assets.parametric.appliance_counter import coffee_machine, kettle, small_appliance, toaster
from assets.parametric.counters import TOP
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, lathe, move, turn
from assets.parametric.kit_more import push
from assets.parametric.looks import (
    BLACK,
    CHROME,
    DARK_GLASS,
    GREY,
    RUBBER,
    SCREEN,
    tinted,
)
from assets.parametric.spec import Maker, Spec, flat_top, no_supports, whole


def fridge(spec: Spec) -> Model:
    """Fridge over freezer; side by side when wide; one door when low; rounded in fifties and children's styles."""
    b = Builder()
    w, d, h = spec.size
    retro = spec.style.name in ("mid-century", "kids")
    foot, door = 0.03, 0.06
    soft = 0.06 if retro else 0.004
    b.add("plinth", box((w - 0.03, d - GRIP - door - 0.03, foot + 0.005), (0, 0.03, 0)), BLACK)
    b.add(
        "body", box((w, d - GRIP - door, h - foot), (0, (GRIP + door) / 2, foot), min(soft, 0.02)), spec.palette.primary
    )
    seal = (w - 0.014, 0.008, h - foot - 0.014)
    b.add("seal", box(seal, (0, -d / 2 + GRIP + door - 0.0045, foot + 0.007)), BLACK)
    for x, z, wide, tall, hinge in _fridge_doors(spec, foot):
        thick = door - 0.009
        size, at = (wide - 0.006, thick, tall - 0.01), (x, -d / 2 + GRIP + thick / 2, z + 0.005)
        b.add("door", box(size, at, soft), spec.palette.primary)
        long = min(0.45, 0.55 * tall)
        hx = x - hinge * (wide / 2 - 0.05)
        bar_handle(
            b,
            spec,
            hx,
            min(max(z + tall * 0.5, 0.85), z + tall - long / 2 - 0.05) if tall > 0.8 else z + tall * 0.55,
            long,
            upright=True,
        )
    if w > 0.8 and h > 1.5:
        b.add("dispenser", box((0.2, 0.008, 0.32), (-w / 4, -d / 2 + GRIP - 0.002, 1.05)), SCREEN)
    return b.model()


def _fridge_doors(spec: Spec, foot: float) -> list[tuple[float, float, float, float, int]]:
    """(x, z, width, height, hinge side) of each door."""
    w, h = spec.w, spec.h
    if w > 0.8:
        return [(-w / 4, foot, w / 2, h - foot, -1), (w / 4, foot, w / 2, h - foot, 1)]
    if h < 1.1:
        return [(0.0, foot, w, h - foot, 1)]
    split = 0.38 * h
    return [(0.0, foot, w, split - foot, 1), (0.0, split, w, h - split, 1)]


def under_worktop(make: Callable[[Builder, Spec], None], spec: Spec) -> Model:
    """The machine; with the option "worktop" (its material, or "yes") under the top of a row of kitchen units."""
    b = Builder()
    if top := spec.option("worktop"):
        look = spec.palette.wood if top == "yes" else material(top)
        make(b, replace(spec, size=(spec.w, spec.d, spec.h - TOP - 0.0005)))
        b.add("worktop", box((spec.w, spec.d, TOP), (0, 0, spec.h - TOP), 0.004), look, "x")
    else:
        make(b, spec)
    return b.model()


def dishwasher(spec: Spec) -> Model:
    return under_worktop(_dishwasher, spec)


def _dishwasher(b: Builder, spec: Spec) -> None:
    """Flat door with a bar handle over a plinth."""
    w, d, h = spec.size
    foot = 0.09
    b.add("plinth", box((w - 0.01, d - GRIP - 0.05, foot + 0.005), (0, GRIP / 2 + 0.02, 0)), BLACK)
    body(b, spec, foot, h, GRIP + 0.02)
    b.add(
        "door",
        box((w - 0.006, 0.022, h - foot - 0.11), (0, -d / 2 + GRIP + 0.011, foot + 0.004), 0.003),
        spec.palette.primary,
    )
    b.add("panel", box((w - 0.006, 0.022, 0.095), (0, -d / 2 + GRIP + 0.011, h - 0.10), 0.003), spec.palette.primary)
    b.add("display", box((0.3 * w, 0.003, 0.03), (0.2 * w, -d / 2 + GRIP - 0.001, h - 0.065)), SCREEN)
    bar_handle(b, spec, 0.0, h - 0.15, 0.8 * w)


def washing_machine(spec: Spec) -> Model:
    return under_worktop(_washing_machine, spec)


def _washing_machine(b: Builder, spec: Spec) -> None:
    """Front loader: round door, panel with a dial and a drawer. A tall box is a washer with a dryer on it."""
    units = 2 if spec.h > 1.4 else 1
    tall = spec.h / units
    for k in range(units):
        _washer(b, spec, k * tall, tall, dryer=(k == 1 or spec.category == "tumble_dryer"))


def _washer(b: Builder, spec: Spec, z: float, tall: float, dryer: bool) -> None:
    w, d = spec.w, spec.d
    door, foot = 0.045, 0.02 if z == 0 else 0.002
    b.add("body", box((w, d - door, tall - foot), (0, door / 2, z + foot), 0.008), spec.palette.primary)
    if z == 0:
        b.add(
            "foot",
            [
                cylinder(0.02, foot + 0.003, (sx * (w / 2 - 0.05), 0.02 + sy * (d / 2 - 0.08), 0), 12)
                for sx in (-1, 1)
                for sy in (-1, 1)
            ],
            RUBBER,
        )
    y = -d / 2 + door
    if dryer:
        _dryer_front(b, spec, y, z, tall)
    else:
        _washer_front(b, spec, y, z, tall)
    top = z + tall
    panel = tinted(spec.palette.primary, 0.96, "washer panel")
    b.add("panel", box((w - 0.012, 0.008, 0.10), (0, y - 0.002, top - 0.115), 0.002), panel)
    b.add("dial", cylinder(0.032, 0.03, (0.04 * w, y - 0.016, top - 0.098), 24, along="y", bevel=0.004), CHROME)
    b.add("display", box((0.15, 0.004, 0.045), (0.3 * w, y - 0.007, top - 0.09)), SCREEN)


def _dryer_front(b: Builder, spec: Spec, y: float, z: float, tall: float) -> None:
    """A large white door with a small porthole, the condenser's hatch and its vent below."""
    r = min(0.24, 0.40 * spec.w, 0.30 * tall)
    zc = z + 0.50 * tall
    pale = tinted(spec.palette.primary, 0.90, "dryer door")
    disc = [(0.0, 0.0), (r, 0.0), (r, 0.016), (0.93 * r, 0.03), (0.5 * r, 0.03), (0.46 * r, 0.02), (0.0, 0.02)]
    b.add("door", move(turn(lathe(disc, segments=40), "x", np.pi / 2), (0, y + 0.003, zc)), pale)
    glass = [(0.0, 0.0), (0.44 * r, 0.0), (0.44 * r, 0.02), (0.3 * r, 0.042), (0.0, 0.048)]
    porthole = push(move(turn(lathe(glass, segments=32), "x", np.pi / 2), (0, 0, zc)), y0=-spec.d / 2)
    b.add("door glass", porthole, DARK_GLASS)
    b.add("door handle", box((0.02, 0.02, 0.12), (-0.82 * r, y - 0.034, zc - 0.06), 0.006), GREY)
    wide = 0.42 * spec.w
    b.add("hatch", box((wide, 0.006, 0.12), (-0.5 * spec.w + 0.03 + wide / 2, y - 0.001, z + 0.04), 0.002), pale)
    for k in range(6):
        b.add("vent", box((0.3 * spec.w, 0.005, 0.007), (0.26 * spec.w, y - 0.001, z + 0.055 + 0.016 * k)), GREY)


def _washer_front(b: Builder, spec: Spec, y: float, z: float, tall: float) -> None:
    """A porthole in a chrome ring, the drawer for powder, the flap of the filter."""
    w, d = spec.w, spec.d
    r = min(0.19, 0.34 * w)
    zc = z + 0.47 * tall
    rim = [(r, 0.0), (r, 0.012), (0.97 * r, 0.028), (0.84 * r, 0.028), (0.80 * r, 0.008), (0.80 * r, 0.0), (r, 0.0)]
    b.add(
        "door rim",
        move(turn(lathe(rim, segments=40), "x", np.pi / 2), (0, y + 0.003, zc)),
        CHROME,
    )
    bowl = ellipsoid((1.62 * r, 1.62 * r, 0.08), (0, 0, -0.04), 28)
    b.add("door glass", push(move(turn(bowl, "x", np.pi / 2), (0, 0, zc)), y0=-d / 2), DARK_GLASS)
    b.add("door handle", box((0.03, 0.02, 0.08), (0.9 * r, y - 0.022, zc - 0.04), 0.006), GREY)
    drawer = box((0.28 * w, 0.006, 0.075), (-0.32 * w, y - 0.007, z + tall - 0.103), 0.002)
    b.add("drawer", drawer, spec.palette.primary)
    b.add(
        "flap",
        box((0.12, 0.006, 0.10), (-0.36 * w, y - 0.001, z + 0.05), 0.002),
        tinted(spec.palette.primary, 0.93, "washer flap"),
    )


FAMILY: dict[str, Maker] = {
    "fridge": Maker(fridge, flat_top, whole),
    "stove": Maker(stove, no_supports, whole),
    "oven": Maker(oven, flat_top, whole),
    "hob": Maker(hob, no_supports, whole),
    "range_hood": Maker(range_hood, no_supports, whole),
    "microwave": Maker(microwave, flat_top, whole),
    "dishwasher": Maker(dishwasher, flat_top, whole),
    "washing_machine": Maker(washing_machine, flat_top, whole),
    "tumble_dryer": Maker(washing_machine, flat_top, whole),
    "kettle": Maker(kettle, no_supports, whole),
    "toaster": Maker(toaster, no_supports, whole),
    "coffee_machine": Maker(coffee_machine, no_supports, whole),
    "small_appliance": Maker(small_appliance, no_supports, whole),
    "radiator": Maker(radiator, no_supports, whole),
    "heater": Maker(heater, no_supports, whole),
    "air_conditioner": Maker(air_conditioner, no_supports, whole),
    "air_purifier": Maker(air_purifier, no_supports, whole),
    "fan": Maker(fan, no_supports, whole),
    "vacuum_cleaner": Maker(vacuum_cleaner, no_supports, whole),
    "water_dispenser": Maker(water_dispenser, no_supports, whole),
    "ironing_board": Maker(ironing_board, no_supports, whole),
}
