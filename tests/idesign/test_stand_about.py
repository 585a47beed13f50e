"""Laws of what stands about: on free floor, out of what others need, never across the way, near what it belongs to."""

from __future__ import annotations

from dataclasses import replace

from shapely import Polygon, box, unary_union
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from assets.asset import Asset, AssetQuery, UseZone
from idesign.scene_graph import Piece, SceneGraph
from idesign.stand_about import NEAR, Floor, furnished_floor
from solvers.geometry import Ring, door_zone, overlap_depth
from solvers.problem import Pose
from solvers.relations import AgainstWall, KeepClear, Near
from solvers.room import Door, Room, Window

ROOM = Room(
    ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)),
    doors=(Door("door-0", 0, 0.2, 0.9),),
    windows=(Window("window-0", 2, 1.0, 1.5, 0.9, 1.3),),
)


def asset(category: str, size: tuple[float, float, float], front: float = 0.0) -> Asset:
    access = (UseZone("front", front),) if front else ()
    return Asset(category, "test", "CC0-1.0", category, category, size, "floor", access=access)


def floor_with(**stood: tuple[Asset, Pose]) -> Floor:
    return furnished_floor(
        ROOM, {k: a for k, (a, _) in stood.items()}, {k: p for k, (_, p) in stood.items()}, list(stood)
    )


def places(floor: Floor, thing: Asset, host: tuple[str, Asset, Pose] | None = None, at_wall: bool = True) -> list[Pose]:
    ids = ["thing", *([host[0]] if host else [])]
    pieces = tuple(Piece(i, i, AssetQuery("box")) for i in ids)
    relations = [AgainstWall(a="thing")] if at_wall else []
    graph = SceneGraph(pieces, (*relations, *([Near(a="thing", b=host[0], max=0.9)] if host else [])))
    assets = {"thing": thing} | ({host[0]: host[1]} if host else {})
    return floor.place("thing", graph, assets, {host[0]: host[2]} if host else {})


def body(thing: Asset, pose: Pose) -> Polygon:
    w, d, _ = thing.size
    if abs(pose.yaw) % 3.14159 > 0.1:
        w, d = d, w
    return translate(Polygon([(-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2)]), pose.x, pose.y)


def corners(shape: Polygon) -> Ring:
    return tuple(shape.exterior.coords[:-1])


BASKET = asset("basket", (0.4, 0.4, 0.35))
TALL = asset("floor_mirror", (0.6, 0.4, 1.7), front=0.7)
WARDROBE = (asset("wardrobe", (1.5, 0.6, 2.1), front=0.75), Pose(3.7, 1.5, 0.0, -1.5708))


def test_places_are_inside_off_the_door_and_out_of_what_others_need() -> None:
    floor = floor_with(wardrobe=WARDROBE)
    found = places(floor, BASKET)
    assert found
    way_in = Polygon(door_zone(ROOM, ROOM.doors[0], 0.9))
    for pose in found:
        shape = body(BASKET, pose)
        assert floor.shape.buffer(0.01).covers(shape)
        for other in (way_in, floor.taken, floor.used):
            assert shape.intersection(other).area < 1e-3


def test_nothing_stands_in_the_door_by_millimetres() -> None:
    """Where a place beside the door is taken, one on the grid of 10 cm once reached 5 mm into the door's floor."""
    room = replace(ROOM, doors=(Door("door-0", 0, 0.12, 0.985),), windows=())
    shelves = {"north": ((4.0, 0.3, 1.8), Pose(2.0, 2.85)), "east": ((2.7, 0.3, 1.8), Pose(3.85, 1.35, 0.0, -1.5708)),
               "south": ((1.975, 0.3, 1.8), Pose(2.7125, 0.15, 0.0, 3.1416))}  # fmt: skip
    stood = {k: (asset("bookshelf", size), pose) for k, (size, pose) in shelves.items()}
    floor = furnished_floor(
        room, {k: a for k, (a, _) in stood.items()}, {k: p for k, (_, p) in stood.items()}, [*stood]
    )
    rack, way_in = asset("wine_rack", (0.6, 0.3, 0.9)), Polygon(door_zone(room, room.doors[0], 0.9))
    found = places(floor, rack)
    assert any(p.y < 0.2 for p in found)
    assert max(overlap_depth(corners(body(rack, p)), corners(way_in)) for p in found) < 0.003


def test_what_is_taller_than_the_sill_leaves_the_window_free() -> None:
    glass = box(1.5, 2.5, 3.0, 3.0)
    found = places(floor_with(), TALL)
    assert found
    assert not any(body(TALL, p).intersection(glass).area > 0.03 for p in found)


def test_what_must_not_be_before_a_window_leaves_it_free_however_low() -> None:
    zone = box(1.5, 2.5, 3.0, 3.0)
    low, host = asset("box", (0.4, 0.4, 0.35)), (asset("bench", (1.0, 0.3, 0.4)), Pose(1.75, 1.5))
    floor = floor_with(host=host)
    assert any(body(low, p).intersection(zone).area > 0.01 for p in places(floor, low, ("host", *host)))
    never = places(floor, replace(low, before_window="never"), ("host", *host))
    assert never
    assert all(body(low, p).intersection(zone).area < 0.01 for p in never)


def test_it_stands_by_its_host() -> None:
    host = ("wardrobe", *WARDROBE)
    found = places(floor_with(wardrobe=WARDROBE), BASKET, host)
    assert found
    assert all(body(BASKET, p).distance(body(*WARDROBE)) <= NEAR for p in found)
    assert body(BASKET, found[0]).distance(body(*WARDROBE)) < 0.5


def test_a_thing_away_from_walls_keeps_a_foot_off_its_host() -> None:
    table = (asset("coffee_table", (0.9, 0.5, 0.42)), Pose(2.0, 1.7))
    found = places(floor_with(table=table), asset("pouf", (0.4, 0.4, 0.4)), ("table", *table), at_wall=False)
    assert found
    assert all(0.29 < body(asset("pouf", (0.4, 0.4, 0.4)), p).distance(body(*table)) < 0.61 for p in found)


def test_nothing_closes_the_only_way() -> None:
    # a passage of 0.9 m past a block, with the door at one end: whatever stands in it cuts off the rest
    block = (asset("sideboard", (1.0, 2.1, 0.8)), Pose(2.0, 1.95))
    floor = floor_with(block=block)
    for pose in places(floor, BASKET):
        shape = body(BASKET, pose)
        assert not (1.2 < shape.centroid.x < 2.8 and shape.centroid.y < 0.9)


def test_a_full_room_has_no_place() -> None:
    full = (asset("bed_double", (3.9, 2.6, 0.5)), Pose(2.0, 1.65))
    assert places(floor_with(full=full), TALL) == []


def test_in_a_room_for_a_wheelchair_nothing_that_stands_about_takes_its_turning_circle() -> None:
    """In 1.70 m of free floor beside a wide counter, a basket leaves 1.50 m to turn or finds no place there."""
    counter = asset("shop_counter", (3.0, 1.3, 0.9)), Pose(1.5, 2.35)
    narrow = replace(floor_with(counter=counter), accessible=True)
    large = asset("basket", (1.6, 1.0, 0.35))
    turns = lambda pose: not _turning(unary_union([body(*counter), body(large, pose)])).is_empty  # noqa: E731
    assert not _turning(body(*counter)).is_empty
    assert not all(map(turns, places(floor_with(counter=counter), large)))
    assert all(map(turns, places(narrow, large)))


def _turning(taken: BaseGeometry) -> BaseGeometry:
    return Polygon(ROOM.polygon).buffer(-0.75).difference(taken.buffer(0.75))


def test_what_was_promised_to_be_kept_clear_is_kept_clear() -> None:
    """Deeper than what the thing itself needs: a basket does not stand in the last hand's breadth."""
    desk, basket = asset("desk", (1.4, 0.7, 0.74), front=0.5), asset("basket", (0.3, 0.3, 0.4))
    at, promise = Pose(2.0, 2.65), KeepClear(a="desk", depth=0.8)
    floor = furnished_floor(ROOM, {"desk": desk}, {"desk": at}, ["desk"], clear=[promise])
    kept = box(2.0 - 0.56, 2.3 - 0.8, 2.0 + 0.56, 2.3)
    found = places(floor, basket, ("desk", desk, at), at_wall=False)
    assert found
    assert all(body(basket, p).intersection(kept).area < 1e-3 for p in found)


def test_a_narrow_strip_that_nobody_gets_to_is_floor_that_is_cut_off() -> None:
    """Behind chairs 0.62 m from the wall: cells of 0.1 m show no floor there, and a cabinet at each end shut it off."""
    row = asset("bench", (2.4, 0.5, 0.8))
    end = asset("cabinet", (0.5, 0.5, 0.8))
    bench = {"row": (row, Pose(2.0, 2.13))}
    shut = {"a": (end, Pose(0.45, 2.75)), "b": (end, Pose(3.55, 2.75))}
    assert floor_with(**bench).joined == 1.0
    assert 0.8 < floor_with(**bench, **shut).joined < 0.95
