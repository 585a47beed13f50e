"""The scene graph in words: every kind of relation has its words in every language, and each action is an operation."""

from __future__ import annotations

from pathlib import Path

import pytest

from idesign.edits.operations import RemoveRelation, WeighRelation
from idesign.errors import InputError
from idesign.scene import Scene, load_scene
from idesign.sentences import texts
from solvers.relations import KINDS
from ui.panels.graph import relation_lines, relation_operations
from ui.session import Language, Session, done, opened

ROOMS = Path(__file__).resolve().parents[2] / "data" / "edits"


@pytest.fixture(scope="module")
def bedroom() -> Scene:
    return load_scene(ROOMS / "bedroom.json")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_kind_of_relation_has_words(language: Language) -> None:
    assert {f"relation.{kind}" for kind in KINDS} <= set(texts(language))


@pytest.mark.parametrize("name", ["bedroom", "living_room", "home_office"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_all_relations_of_real_rooms_are_told_and_hold(name: str, language: Language) -> None:
    scene = load_scene(ROOMS / f"{name}.json")
    lines = relation_lines(scene, "metric", language)
    assert lines
    for x in lines:
        assert not set("{}`") & set(x.text), x
        assert x.holds or not x.hard


def test_what_was_asked_is_told_from_what_the_designer_chose(bedroom: Scene) -> None:
    reasons = {x.reason for x in relation_lines(bedroom, "metric", "en")}
    assert {"group", "designer"} <= reasons
    changed = done(opened(Session(), bedroom), relation_operations(bedroom, 0, "relax", 2.0)).scene
    assert changed is not None
    assert any(x.reason == "changed" and x.weight == 2.0 for x in relation_lines(changed, "metric", "en"))


def test_lines_about_one_thing_name_it(bedroom: Scene) -> None:
    for x in relation_lines(bedroom, "metric", "en", about="desk-0"):
        r = bedroom.relations[x.number]
        assert "desk-0" in (r.a, r.b, *map(str, r.args.values()))


def test_each_action_is_an_operation_and_others_are_refused(bedroom: Scene) -> None:
    kinds = [type(relation_operations(bedroom, 0, a)[0]) for a in ("relax", "insist", "delete")]
    assert kinds == [WeighRelation, WeighRelation, RemoveRelation]
    with pytest.raises(InputError):
        relation_operations(bedroom, 0, "explode")
    with pytest.raises(InputError):
        relation_operations(bedroom, 999, "relax")
