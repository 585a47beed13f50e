"""All seats: one table of makers. The kinds live in the modules named seat_* and chair_*."""

from __future__ import annotations

from assets.parametric.seat_armchairs import armchair, armchair_solid, armchair_support
from assets.parametric.seat_chairs import chair_solid, chair_support, dining_chair, dining_support
from assets.parametric.seat_corner import (
    chaise_longue,
    chaise_solid,
    chaise_support,
    sectional_sofa,
    sectional_solid,
    sectional_support,
)
from assets.parametric.seat_low import (
    bar_solid,
    bar_stool,
    beanbag,
    ottoman,
    ottoman_top,
    pouf,
    pouf_top,
    seat_top,
    stool,
)
from assets.parametric.seat_office import gaming_chair, office_chair, office_solid
from assets.parametric.seat_small import (
    high_chair,
    high_solid,
    kids_chair,
    rocking_chair,
    rocking_solid,
    rocking_support,
    school_chair,
)
from assets.parametric.seat_sofas import sofa, sofa_solid, sofa_support
from assets.parametric.spec import Maker, no_supports, whole

FAMILY: dict[str, Maker] = {
    "dining_chair": Maker(dining_chair, dining_support, chair_solid),
    "kids_chair": Maker(kids_chair, chair_support, chair_solid),
    "school_chair": Maker(school_chair, chair_support, chair_solid),
    "sofa": Maker(sofa, sofa_support, sofa_solid),
    "sectional_sofa": Maker(sectional_sofa, sectional_support, sectional_solid),
    "chaise_longue": Maker(chaise_longue, chaise_support, chaise_solid),
    "armchair": Maker(armchair, armchair_support, armchair_solid),
    "rocking_chair": Maker(rocking_chair, rocking_support, rocking_solid),
    "office_chair": Maker(office_chair, no_supports, office_solid),
    "gaming_chair": Maker(gaming_chair, no_supports, office_solid),
    "high_chair": Maker(high_chair, no_supports, high_solid),
    "stool": Maker(stool, seat_top, whole),
    "bar_stool": Maker(bar_stool, no_supports, bar_solid),
    "ottoman": Maker(ottoman, ottoman_top, whole),
    "pouf": Maker(pouf, pouf_top, whole),
    "beanbag": Maker(beanbag, no_supports, whole),
}
