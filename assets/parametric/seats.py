"""All seats: one table of makers. The kinds live in seat_chairs, seat_sofas, seat_office and seat_low."""

from __future__ import annotations

from assets.parametric.seat_chairs import chair_access, chair_solid, chair_support, dining_chair
from assets.parametric.seat_office import gaming_chair, office_access, office_chair, office_solid
from assets.parametric.seat_sofas import armchair_access, sofa, sofa_access, sofa_solid, sofa_support
from assets.parametric.spec import Maker, no_supports

FAMILY: dict[str, Maker] = {
    "dining_chair": Maker(dining_chair, chair_support, chair_solid, chair_access),
    "sofa": Maker(sofa, sofa_support, sofa_solid, sofa_access),
    "armchair": Maker(sofa, sofa_support, sofa_solid, armchair_access),
    "office_chair": Maker(office_chair, no_supports, office_solid, office_access),
    "gaming_chair": Maker(gaming_chair, no_supports, office_solid, office_access),
}
