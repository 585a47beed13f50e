"""From the words of place to `WishRelation` kinds and targets: "at", "in" and "on" mean what their target is."""

from __future__ import annotations

from typing import cast, get_args

from assets import catalogue
from idesign.brief import WishKind
from idesign.designers.embedded.reading.draft import DraftWish, companion_kind
from idesign.designers.embedded.reading.phrases import Place

_KINDS = frozenset(get_args(WishKind))
_QUARTERS = ("north-east", "north-west", "south-east", "south-west")
_WALLS = ("north", "south", "east", "west", "long", "short")
_TO_OPENING: dict[str, WishKind] = {
    "at": "at", "in_front_of": "at", "on": "at", "in": "at", "against": "at", "beside": "beside", "near": "near",
    "around": "near", "behind": "at", "centered": "under", "middle_of": "under",
}  # fmt: skip
_TO_THING: dict[str, WishKind] = {"at": "beside", "in": "inside", "against": "beside", "middle_of": "on", "hang": "on"}


_CONTAINERS = frozenset(
    {"shelf", "cabinet", "wardrobe", "toy_storage", "basket", "vase", "bar_cart", "dresser", "tray", "fridge", "bowl",
     "planter", "nightstand", "storage_bench", "chest", "fruit_bowl", "sideboard", "laundry_basket", "crib", "bed",
     "fireplace", "bucket"}
)  # fmt: skip
"""What things can be "in"."""


def place_name(place: Place) -> str:
    """The target that a place phrase names: "wall:north", "corner:south-west", "window:2", …"""
    side = next((s for s in place.sides if s in (*_WALLS, *_QUARTERS)), None)
    if place.place == "wall" and side in _WALLS:
        return f"wall:{side}"
    if place.place == "corner" and side in _QUARTERS:
        return f"corner:{side}"
    return "room" if place.place == "middle" else place.place


def is_small(wish: DraftWish) -> bool:
    """Whether it is a small thing that stands on others."""
    known = catalogue.categories().get(wish.value)
    return wish.value == "?lamp" or (known is not None and known.placement == "surface")


def holds(wish: DraftWish) -> bool:
    """Whether things can be "in" it."""
    return wish.value == "?shelf" or bool(_CONTAINERS & (wish.family | {wish.value}))


def names(side: str) -> bool:
    """Whether a side tells one wall from the others."""
    return side in _WALLS


def is_far(place: Place) -> bool:
    """ "the far wall", "the back corner": away from the door."""
    return "far" in place.sides and place.place in ("wall", "corner")


def to_place(kind: str, figure: DraftWish, target: str) -> tuple[WishKind, str] | None:
    """The relation of a thing to a place in the room; None when the words say nothing of where it stands."""
    place = target.partition(":")[0]
    if place == "wall":
        return _to_wall(kind, figure), target
    if place == "corner":
        return ("far", target) if kind == "far" else ("in_corner", target)
    if place in ("window", "door") and kind == "hang":
        return None
    if place in ("window", "door"):
        return _TO_OPENING.get(kind) or _plain(kind), target
    if place == "ceiling":
        return "on", "ceiling"
    if place == "floor":
        known = catalogue.categories().get(figure.value)
        told = known is None or known.placement != "floor" or "potted_plant" in figure.family
        return ("on", "floor") if kind == "on" and told else None
    return _to_room(kind)


def _to_wall(kind: str, figure: DraftWish) -> WishKind:
    if kind in ("centered", "middle_of"):
        return "centered"
    if kind in ("facing", "opposite", "far"):
        return _plain(kind)
    stands = kind != "on" and figure.value.startswith("?")
    return "on" if hangs(figure) and not stands else "against"


def hangs(figure: DraftWish) -> bool:
    """Whether "on the wall" means hung on it (and not stood against it)."""
    if "wall-mounted" in figure.qualities or figure.value in ("?lamp", "?shelf", "?screen"):
        return True
    known = catalogue.categories().get(figure.value)
    return known is not None and known.placement in ("wall", "surface")


def _to_room(kind: str) -> tuple[WishKind, str] | None:
    if kind in ("middle_of", "centered"):
        return "centered", "room"
    return ("facing", "room") if kind == "facing" else None


def to_thing(kind: str, figure: DraftWish, target: DraftWish) -> WishKind | None:
    """The relation of a thing to another thing; None when the words say nothing of where it stands."""
    if kind == "at":
        return "around" if companion_kind(target.value, figure.value) == "around" else "beside"
    if kind == "in" and not holds(target):
        return None
    if kind == "hang":
        return None
    if kind == "against" and "wall" in target.words:
        return "against"
    return _TO_THING.get(kind) or _plain(kind)


def _plain(kind: str) -> WishKind:
    return cast(WishKind, kind if kind in _KINDS else "near")
