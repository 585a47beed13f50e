"""The tolerances of the exact check, once: those of the layout contract, and those of the product's own relations.

The contract's are what an outside judge of layouts uses; a layout is strict only if it keeps them. `MARGIN` is what the
search keeps inside every one of them, so that rounding never decides.
"""

from __future__ import annotations

import math

EPS = 0.005
"""Overlap, overhang and height [m]."""
TOL = 0.02
"""Distances between things [m]."""
RUG = 0.03
"""What lies on the floor and is not taller blocks nothing [m]."""
DOOR_DEPTH = 0.8
FIXED_XY, FIXED_YAW = 0.01, math.radians(1.0)
ROUND = 1e-6
"""Absorbs rounding in the arithmetic, not in the layout."""
MARGIN = 0.002

WALL_GAP, WALL_COS = 0.15, 0.97
"""Against a wall: both back corners this near [m], and the front points into the room (cosine)."""
CORNER_WALL, CORNER_VERTEX = 0.2, 0.3
"""In a corner: the footprint's distance from both walls and from the vertex [m]."""
FACING = math.radians(15)
ALIGNED = math.radians(10)
SIDE_IN, SIDE_OUT = 0.05, 0.10
"""In front of, behind, left, right: how far the centre may be inside the edge, and beyond the extent [m]."""
CENTERED = 0.15
PARALLEL = math.radians(5)
ABOVE_GAP = 0.3
"""What hangs above something is at most this far from it in plan [m]: a console stands a little off its wall."""
RADIATOR, RADIATOR_TALL = 0.20, 0.30
"""What stands before a radiator keeps this distance [m], what is taller than the radiator the second (0.20 at least and
0.30 good: design guidance 1.1, Stuttgarter Nachrichten; 0.15 to 0.30: GreenyPlace, sofa and radiator)."""
