"""What the product knows of rooms, furniture and looks: data files with sources, and one typed way to read them."""

from idesign.knowledge.load import Knowledge, knowledge
from idesign.knowledge.types import DoorDefault, Look, PieceType, RoomType, SetUse, WindowDefault

__all__ = ["DoorDefault", "Knowledge", "Look", "PieceType", "RoomType", "SetUse", "WindowDefault", "knowledge"]
