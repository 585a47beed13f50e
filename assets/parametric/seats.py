"""All seats: one table of makers. The kinds live in the modules named seat_* and chair_*."""

from __future__ import annotations

from assets.parametric.seat_armchairs import armchair, armchair_access, armchair_solid, armchair_support
from assets.parametric.seat_chairs import chair_access, chair_solid, chair_support, dining_chair, dining_support
from assets.parametric.seat_corner import (
    chaise_longue,
    chaise_solid,
    chaise_support,
    lounge_access,
    sectional_sofa,
    sectional_solid,
    sectional_support,
)
from assets.parametric.seat_low import (
    bar_solid,
    bar_stool,
    beanbag,
    no_zone,
    ottoman,
    ottoman_top,
    pouf,
    pouf_top,
    seat_top,
    stool,
)
from assets.parametric.seat_office import gaming_chair, office_access, office_chair, office_solid
from assets.parametric.seat_small import (
    high_chair,
    high_solid,
    kids_chair,
    rocking_chair,
    rocking_solid,
    rocking_support,
    school_chair,
)
from assets.parametric.seat_sofas import sofa, sofa_access, sofa_solid, sofa_support
from assets.parametric.spec import Maker, no_supports, whole

FAMILY: dict[str, Maker] = {
    "dining_chair": Maker(dining_chair, dining_support, chair_solid, chair_access),
    "kids_chair": Maker(kids_chair, chair_support, chair_solid, chair_access),
    "school_chair": Maker(school_chair, chair_support, chair_solid, chair_access),
    "sofa": Maker(sofa, sofa_support, sofa_solid, sofa_access),
    "sectional_sofa": Maker(sectional_sofa, sectional_support, sectional_solid, sofa_access),
    "chaise_longue": Maker(chaise_longue, chaise_support, chaise_solid, lounge_access),
    "armchair": Maker(armchair, armchair_support, armchair_solid, armchair_access),
    "rocking_chair": Maker(rocking_chair, rocking_support, rocking_solid, armchair_access),
    "office_chair": Maker(office_chair, no_supports, office_solid, office_access),
    "gaming_chair": Maker(gaming_chair, no_supports, office_solid, office_access),
    "high_chair": Maker(high_chair, no_supports, high_solid, chair_access),
    "stool": Maker(stool, seat_top, whole, no_zone),
    "bar_stool": Maker(bar_stool, no_supports, bar_solid, chair_access),
    "ottoman": Maker(ottoman, ottoman_top, whole, no_zone),
    "pouf": Maker(pouf, pouf_top, whole, no_zone),
    "beanbag": Maker(beanbag, no_supports, whole, no_zone),
}
