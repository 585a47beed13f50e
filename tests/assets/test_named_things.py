"""What people name in homes, schools, shops, gyms, churches and hospitals is made, not stood in for."""

from __future__ import annotations

import pytest

from assets import AssetQuery, find

THINGS = {
    "aquarium": "aquarium", "birdcage": "bird_cage", "hammock": "hammock", "hanging egg chair": "hanging_chair",
    "rocking horse": "rocking_horse", "dolls house": "doll_house", "ball pit": "ball_pit", "pram": "stroller",
    "baby grand piano": "grand_piano", "drum kit": "drum_kit", "bike": "bicycle", "wheelchair": "wheelchair",
    "tool chest": "tool_chest", "pegboard": "pegboard", "table saw": "table_saw", "sewing machine": "sewing_machine",
    "drafting table": "drafting_table", "telescope": "telescope", "lectern": "lectern", "photocopier": "copier",
    "vending machine": "vending_machine", "server rack": "server_rack", "safe": "safe", "fire extinguisher":
    "fire_extinguisher", "flip chart": "flip_chart", "bar counter": "bar_counter", "changing cubicle": "fitting_room",
    "hospital bed": "hospital_bed", "examination couch": "exam_table", "drip stand": "drip_stand", "dentist's chair":
    "dental_chair", "barber's chair": "barber_chair", "church pew": "pew", "altar": "altar", "cross trainer":
    "elliptical", "wall bars": "wall_bars", "boxing ring": "boxing_ring", "basketball hoop": "basketball_hoop",
    "log burner": "wood_stove", "barbecue": "grill", "sauna": "sauna", "jacuzzi": "hot_tub", "Christmas tree":
    "christmas_tree", "suitcase": "suitcase", "knife block": "knife_block", "wine glasses": "wine_glasses",
    "trophy": "trophy", "chess board": "chess_set", "dartboard": "dartboard", "grandfather clock": "grandfather_clock",
    "Schlagzeug": "drum_kit", "vélo": "bicycle", "acuario": "aquarium", "cavallo a dondolo": "rocking_horse",
}  # fmt: skip


@pytest.mark.parametrize(("words", "category"), THINGS.items())
def test_the_thing_itself_is_made(words: str, category: str) -> None:
    match = find(AssetQuery(words))
    assert match.asset.category == category
    assert not match.asset.stand_in
