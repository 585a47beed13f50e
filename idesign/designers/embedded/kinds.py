"""Families of categories that play the same part in a room."""

from __future__ import annotations

BEDS = ("bed_double", "bed_single", "bunk_bed", "loft_bed", "daybed", "crib")
SOFAS = ("sofa", "sectional_sofa", "loveseat", "sofa_bed", "chaise_longue")
ARMCHAIRS = ("armchair", "recliner", "rocking_chair")
POUFS = ("ottoman", "pouf")
DESKS = ("desk", "standing_desk", "corner_desk", "vanity_table")
DESK_CHAIRS = ("office_chair", "gaming_chair")
SEATS = ("dining_chair", "kids_chair", "school_chair", "stool", "bench", "high_chair")
TABLES = ("dining_table", "reading_table", "bar_table", "kids_table")
BARS = ("kitchen_island", "bar_counter", "shop_counter")
BOOKCASES = ("bookshelf", "cube_shelf", "shelving", "kids_bookshelf", "library_shelf")
PLANTS = ("plant_large", "potted_plant")
CEILING_LIGHTS = ("ceiling_lamp", "pendant_lamp", "chandelier", "ceiling_fan", "track_light")
PICTURES = ("wall_art", "poster")
FOCUS = ("television", "fireplace", "projector_screen")
LAMPS = ("table_lamp", "desk_lamp")
BLINDS = ("curtains", "blind")
SIDE_TABLES = ("side_table", "nesting_tables")
MIRRORS = ("mirror", "floor_mirror", "mirror_cabinet")
BOOKS = ("books", "book_stack")
PIANOS = ("piano", "grand_piano", "digital_piano")
FAMILIES: tuple[tuple[str, ...], ...] = (
    BEDS, SOFAS, ARMCHAIRS, DESKS, DESK_CHAIRS, TABLES, BOOKCASES, (*PLANTS, "plant_small"), CEILING_LIGHTS, PICTURES,
    LAMPS, BLINDS, SIDE_TABLES, MIRRORS, BOOKS, ("dining_chair", "kids_chair"), ("vase", "flowers"),
    PIANOS, ("television", "projector_screen"), ("coat_rack", "coat_hooks"),
)  # fmt: skip
"""Who asks for one of a family gets no other of it unasked: two plants are two plants."""
KIN = (*SOFAS, *ARMCHAIRS, "coffee_table", "television", "tv_stand", "fireplace", "rug")
"""What makes one seating group: a wish that is put to one of these may join it."""
