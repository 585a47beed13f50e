"""A room is called solved only when the exact check finds nothing in what was written down."""

from __future__ import annotations

from dataclasses import replace

from assets.catalogue import categories
from idesign import EmbeddedDesigner, Options, design_scene, read_brief, violations
from idesign.knowledge import kept_free, knowledge
from idesign.pipeline import verified


def test_what_stands_about_leaves_what_a_relation_demands() -> None:
    """Things that come after the search keep off the zones of the kind, so that no relation may ask for more."""
    for name, kind in categories().items():
        front = [z.depth for z in kind.access if z.side == "front"]
        assert not front or kept_free(knowledge().piece(name).use) <= front[0], name


def test_what_breaks_a_rule_is_not_called_solved() -> None:
    brief = read_brief("an empty hallway with only a coat rack, nothing else", room=None, seed=0, style=None)
    scene = design_scene(brief, EmbeddedDesigner(), Options(seed=0), lambda text, share: None)
    assert scene.provenance.status == "solved"
    assert verified(scene) is scene
    thing = scene.objects[0]
    wrong = verified(replace(scene, objects=(replace(thing, x=thing.x + 50), *scene.objects[1:])))
    assert wrong.provenance.status == "unsolved"
    assert len(wrong.provenance.breaches) == len(violations(wrong))
