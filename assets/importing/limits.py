"""What an imported file may claim before anything of it is loaded. All are checked against the file's own header.

The numbers are this project's: ten times what the largest models of Poly Haven, ABO and HSSD need, and small enough for
a machine with 4 GB of memory.
"""

from __future__ import annotations

FILE_BYTES = 256 * 2**20
JSON_BYTES = 16 * 2**20
TEXT_BYTES = 64 * 2**20
"""Of an OBJ or MTL file."""
NODES = 20_000
PRIMITIVES = 4_000
DEPTH = 64
"""Levels of a glTF node tree."""
VERTICES = 4_000_000
TRIANGLES = 4_000_000
"""Counted as often as a mesh is used."""
ELEMENTS = 12_000_000
"""Of one accessor."""
IMAGES = 64
PIXELS = 36_000_000
TEXTURE_SIDE = 1024
"""Textures are made smaller than this [px]; a thing in a room is seldom seen larger."""
MAP_SIDE = 512
"""So are maps of roughness and relief, which are seen less."""
KEPT_TRIANGLES = 20_000
"""A finer model is simplified to this many."""
ARCHIVE_FILES = 20_000
ARCHIVE_BYTES = 4 * 2**30
ARCHIVE_RATIO = 200.0
"""Unpacked to packed size of one member; 3D models and pictures stay below 20."""
EXTENT = (1e-6, 1e6)
"""Of a model in its own units."""
