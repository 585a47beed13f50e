"""On which side a door is hung, for the plan and the model alike."""

from __future__ import annotations

from solvers.room import Door, Room


def hung_at_end(room: Room, door: Door) -> bool:
    """Whether the hinges are at the end of the opening rather than at its start: on the side nearer to a corner, so
    that the open leaf stands against the wall and not in the room (Neufert, Architects' Data, "Doors")."""
    return room.walls[door.wall].length - (door.offset + door.width) < door.offset
