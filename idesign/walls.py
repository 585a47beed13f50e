"""How thick the walls of a room are, for plan, model and physics alike: a scene knows only their inner faces."""

from __future__ import annotations

WALL_THICKNESS = 0.12
"""Thickness [m] of the walls, outside the room's polygon: a stud partition with plasterboard on both sides is 100-125
mm."""
