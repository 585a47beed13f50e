"""Laws of furniture groups: members keep clear of each other, face what they should, and stay put when others come."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from assets.asset import Asset, SolidBox, Support
from idesign.arrange import arrange, seat_counts
from idesign.arrange_space import placed_box, solids
from idesign.scene_graph import Group
from solvers.relations import Offset
from solvers.room import Room

ROOM = Room(((0, 0), (6, 0), (6, 5), (0, 5)))


def thing(w: float, d: float, h: float, name: str = "thing", **more: object) -> Asset:
    return Asset(name, "test", "CC0-1.0", name, name, (w, d, h), "floor", **more)  # type: ignore[arg-type]


def table(w: float, d: float) -> Asset:
    legs = [(sx * (w / 2 - 0.05), sy * (d / 2 - 0.05)) for sx in (-1, 1) for sy in (-1, 1)]
    top = SolidBox((-w / 2, -d / 2, 0.71), (w / 2, d / 2, 0.75))
    return thing(
        w,
        d,
        0.75,
        "table",
        solid=(top, *(SolidBox((x - 0.03, y - 0.03, 0), (x + 0.03, y + 0.03, 0.71)) for x, y in legs)),
    )


def round_table(w: float) -> Asset:
    solid = (SolidBox((-w / 2, -w / 2, 0.71), (w / 2, w / 2, 0.75)), SolidBox((-0.1, -0.1, 0), (0.1, 0.1, 0.71)))
    return thing(w, w, 0.75, "round table", solid=solid)


def chair() -> Asset:
    seat = SolidBox((-0.22, -0.25, 0), (0.22, 0.25, 0.46))
    return thing(0.44, 0.5, 0.85, "chair", solid=(seat, SolidBox((-0.22, 0.2, 0.46), (0.22, 0.25, 0.85))))


def offsets(kind: str, anchor: Asset, members: list[tuple[str, Asset]], **options: str) -> dict[str, Offset]:
    assets = {"anchor": anchor} | {f"m{k}": a for k, (_, a) in enumerate(members)}
    group = Group(kind, "anchor", tuple((f"m{k}", role) for k, (role, _) in enumerate(members)), options)
    return {o.a: o for o in arrange(group, assets, ROOM)}


def depth_of_overlap(a: Asset, pa: Offset | None, b: Asset, pb: Offset | None) -> float:
    """Largest plan area shared by solids whose heights meet."""
    place = lambda o: (o.x, o.y, o.z, o.yaw) if o else (0.0, 0.0, 0.0, 0.0)  # noqa: E731
    worst = 0.0
    for p, lo, hi in (placed_box(s, place(pa)) for s in solids(a)):
        for q, qlo, qhi in (placed_box(s, place(pb)) for s in solids(b)):
            if lo < qhi - 1e-6 and qlo < hi - 1e-6:
                worst = max(worst, p.intersection(q).area)
    return worst


def assert_apart(anchor: Asset, members: list[tuple[str, Asset]], found: dict[str, Offset]) -> None:
    bodies = [(anchor, None), *((a, found[f"m{k}"]) for k, (_, a) in enumerate(members) if f"m{k}" in found)]
    for (a, pa), (b, pb) in combinations(bodies, 2):
        assert depth_of_overlap(a, pa, b, pb) < 1e-6


def faces(o: Offset, x: float, y: float) -> bool:
    """Whether the front of the member points at the point."""
    f = (math.sin(o.yaw), -math.cos(o.yaw))
    dx, dy = x - o.x, y - o.y
    return (f[0] * dx + f[1] * dy) / math.hypot(dx, dy) > math.cos(math.radians(40))


@given(w=st.floats(0.9, 2.0), n=st.floats(0.35, 0.6), d=st.floats(0.3, 0.5))
def test_nightstands_flank_the_bed_with_their_backs_in_line(w: float, n: float, d: float) -> None:
    bed, stand = thing(w, 2.1, 1.0), thing(n, d, 0.55)
    found = offsets("bedside", bed, [("left", stand), ("right", stand)])
    left, right = found["m0"], found["m1"]
    assert left.x == pytest.approx(-right.x, abs=1e-3)
    assert left.x < 0 < right.x
    assert left.y + d / 2 == pytest.approx(2.1 / 2, abs=1e-3)
    assert 0.02 <= right.x - n / 2 - w / 2 <= 0.1


@settings(max_examples=40)
@given(n=st.integers(1, 12), w=st.floats(0.8, 3.0), d=st.floats(0.7, 1.2), round_top=st.booleans())
def test_every_seat_has_a_place_faces_the_table_and_keeps_clear(n: int, w: float, d: float, round_top: bool) -> None:
    if round_top:
        w = d = max(0.75, 0.2 * n)
    top = round_table(w) if round_top else table(w, d)
    members = [("seat", chair()) for _ in range(n)]
    found = offsets("table", top, members, **({"shape": "round"} if round_top else {}))
    assert len(found) == n
    for o in found.values():
        ahead = [(o.x + math.sin(o.yaw) * s, o.y - math.cos(o.yaw) * s) for s in (0.3, 0.4, 0.5)]
        assert any(abs(x) <= w / 2 + 1e-6 and abs(y) <= d / 2 + 1e-6 for x, y in ahead) or n > 8
    for k in range(n):
        assert depth_of_overlap(top, None, chair(), found[f"m{k}"]) < 1e-6


@given(n=st.integers(1, 16), length=st.floats(0.7, 3.2), across=st.floats(0.7, 1.3))
def test_seats_are_counted_once_and_opposite_sides_alike(n: int, length: float, across: float) -> None:
    sides, ends = seat_counts(n, length, across, 0.46)
    assert sum(sides) + sum(ends) == n
    assert abs(sides[0] - sides[1]) <= 1
    assert abs(ends[0] - ends[1]) <= 1


def test_six_at_a_usual_table_do_not_touch() -> None:
    members = [("seat", chair()) for _ in range(6)]
    assert_apart(table(1.8, 0.9), members, offsets("table", table(1.8, 0.9), members))


def test_a_desk_chair_sits_at_the_front_in_the_middle() -> None:
    desk = table(1.4, 0.7)
    o = offsets("desk", desk, [("seat", chair())])["m0"]
    assert o.x == 0
    assert o.y < -0.35
    assert abs(o.yaw) == pytest.approx(math.pi)
    assert -0.35 - (o.y + 0.25) == pytest.approx(-0.18, abs=0.011)


def test_a_chair_that_cannot_go_under_keeps_a_gap() -> None:
    block = thing(1.4, 0.7, 0.75)
    o = offsets("desk", block, [("seat", chair())])["m0"]
    assert o.y + 0.25 <= -0.35 - 0.005


def test_the_coffee_table_stands_before_the_middle_of_the_sofa() -> None:
    sofa, coffee, side, lamp, seat = (
        thing(2.2, 0.9, 0.85),
        thing(1.1, 0.6, 0.42),
        thing(0.45, 0.45, 0.5),
        thing(0.4, 0.4, 1.6),
        thing(0.8, 0.8, 0.85),
    )
    members = [
        ("coffee", coffee),
        ("side-left", side),
        ("lamp-right", lamp),
        ("chair-left", seat),
        ("chair-right", seat),
    ]
    found = offsets("lounge", sofa, members)
    assert found["m0"].x == 0
    assert -0.45 - (found["m0"].y + 0.3) == pytest.approx(0.40)
    assert_apart(sofa, members, found)
    for k in (3, 4):
        assert faces(found[f"m{k}"], found["m0"].x, found["m0"].y)
        # between two armchairs nobody got to the sofa, and one of them was taken out again
        assert -0.45 - (found[f"m{k}"].y + members[k][1].size[0] / 2) >= 0.6


def test_units_of_a_run_touch_with_their_backs_in_line() -> None:
    units = [("next", thing(w, d, 0.9)) for w, d in ((0.8, 0.6), (0.45, 0.6), (0.6, 0.62))]
    hood = ("over:m1", thing(0.45, 0.5, 0.5))
    found = offsets("run", thing(0.6, 0.65, 1.85), [*units, hood], **{"z:m3": "1.59"})
    edge = 0.3
    for k, (_, unit) in enumerate(units):
        o = found[f"m{k}"]
        assert o.x - unit.size[0] / 2 == pytest.approx(edge, abs=1e-3)
        assert o.y + unit.size[1] / 2 == pytest.approx(0.325, abs=1e-3)
        edge += unit.size[0]
    assert (found["m3"].x, found["m3"].z) == (found["m1"].x, 1.59)


SHELF = thing(
    0.9, 0.3, 2.0, "shelf", supports=tuple(Support(0.1 + 0.4 * k, -0.42, -0.14, 0.42, 0.14, 0.35) for k in range(5))
)


@settings(max_examples=40)
@given(
    sizes=st.lists(
        st.tuples(st.floats(0.08, 0.4), st.floats(0.08, 0.25), st.floats(0.05, 0.3)), min_size=1, max_size=8
    ),
    where=st.sampled_from(["on", "on:left", "on:right-back", "on:shelf", "on:center"]),
)
def test_small_things_stand_on_a_surface_and_apart(sizes: list[tuple[float, float, float]], where: str) -> None:
    members = [(where, thing(*s)) for s in sizes]
    found = offsets("on_top", SHELF, members)
    for k, o in ((int(i[1:]), o) for i, o in found.items()):
        level = next(s for s in SHELF.supports if s.height == pytest.approx(o.z, abs=1e-3))
        w, d = sizes[k][:2] if abs(math.sin(o.yaw)) < 0.5 else sizes[k][1::-1]
        assert level.x0 - 1e-3 <= o.x - w / 2
        assert o.x + w / 2 <= level.x1 + 1e-3
        assert level.y0 - 1e-3 <= o.y - d / 2
        assert sizes[k][2] <= level.clear
    for (a, pa), (b, pb) in combinations([(thing(*sizes[int(i[1:])]), o) for i, o in found.items()], 2):
        assert depth_of_overlap(a, pa, b, pb) < 1e-6


BAYS = thing(
    1.6, 0.3, 0.9, "bays",
    supports=tuple(Support(z, x, -0.14, x + 0.7, 0.14, 0.4) for z in (0.1, 0.5) for x in (-0.75, 0.05)),
)  # fmt: skip


@pytest.mark.parametrize(("where", "sign"), [("on:shelf-left", -1), ("on:shelf-right", 1)])
def test_a_named_side_is_that_of_the_host_on_every_board(where: str, sign: int) -> None:
    found = offsets("on_top", BAYS, [(where, thing(0.25, 0.2, 0.2)) for _ in range(4)])
    assert len(found) == 4
    assert all(sign * o.x > 0 for o in found.values())


@pytest.mark.parametrize("kind", ["on_top", "bedside", "lounge", "flank"])
def test_what_comes_later_moves_nothing(kind: str) -> None:
    roles = {
        "on_top": ["on:left", "on", "on:right-back"], "bedside": ["left", "right", "rug"],
        "lounge": ["coffee", "side-left", "rug"], "flank": ["left", "right", "left"],
    }[kind]  # fmt: skip
    members = [(r, thing(0.2, 0.2, 0.02 if r == "rug" else 0.3)) for r in roles]
    host = thing(2.0, 0.9, 0.8)
    alone = offsets(kind, host, members[:2])
    assert all(offsets(kind, host, members)[i] == o for i, o in alone.items())


def test_a_thing_without_room_gets_no_place() -> None:
    assert offsets("on_top", thing(0.4, 0.4, 0.5), [("on", thing(0.8, 0.5, 0.3))]) == {}


def test_placed_boxes_turn_with_their_asset() -> None:
    plan, low, high = placed_box(SolidBox((-1, -0.5, 0), (1, 0.5, 1)), (3, 0, 0.2, math.pi / 2))
    assert plan.equals_exact(Polygon([(3.5, -1), (3.5, 1), (2.5, 1), (2.5, -1)]), 1e-9)
    assert (low, high) == (0.2, 1.2)


def test_the_rug_of_a_corner_sofa_lies_under_its_table() -> None:
    """It began where the chaise ends, and the table stood beside it."""
    sofa, coffee, rug = thing(2.9, 2.1, 0.85), thing(1.2, 0.6, 0.42), thing(3.0, 2.0, 0.01)
    found = offsets("lounge", sofa, [("coffee", coffee), ("rug", rug)], seat_depth="0.95", chaise="1.0")
    assert abs(found["m0"].y - found["m1"].y) + 0.3 <= 1.0
