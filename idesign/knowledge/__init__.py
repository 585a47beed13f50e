"""What the product knows of rooms, furniture and looks: data files with sources, and one typed way to read them."""

from idesign.knowledge.load import Knowledge, knowledge
from idesign.knowledge.types import (
    DoorDefault,
    Dressing,
    Look,
    Loose,
    PieceType,
    RoomType,
    SetUse,
    SmallThing,
    WindowDefault,
    kept_free,
)

__all__ = [
    "DoorDefault",
    "Dressing",
    "Knowledge",
    "Look",
    "Loose",
    "PieceType",
    "RoomType",
    "SetUse",
    "SmallThing",
    "WindowDefault",
    "kept_free",
    "knowledge",
]
