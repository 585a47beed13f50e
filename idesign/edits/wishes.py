"""What a change means for the brief: what was asked for is what the person says now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from idesign.brief import Brief, Wish
from idesign.edits.operations import Add, Look, OpenSize, Replace
from idesign.scene import Scene, SceneObject


def added(scene: Scene, op: Add) -> Scene:
    """One more wish; what was excluded and is asked for now is excluded no longer."""
    brief = scene.brief
    wish = Wish(_free_ref(brief), op.category, op.words or op.category, op.count, size=op.size, colours=op.look.colours,
                materials=op.look.materials, style=op.look.style)  # fmt: skip
    excluded = tuple(c for c in brief.excluded if c != op.category)
    return replace(scene, brief=replace(brief, wishes=(*brief.wishes, wish), excluded=excluded))


def removed(scene: Scene, gone: Sequence[SceneObject], never: bool) -> Scene:
    """The wishes without what went; `never`: the first thing's kind is excluded."""
    brief = scene.brief
    for o in gone:
        brief = _one_less(brief, o)
    if never:
        brief = replace(brief, excluded=tuple(dict.fromkeys((*brief.excluded, gone[0].category))))
    return replace(scene, brief=brief)


def excluded(scene: Scene, categories: Sequence[str]) -> Scene:
    names = tuple(dict.fromkeys((*scene.brief.excluded, *categories)))
    return replace(scene, brief=replace(scene.brief, excluded=names))


def replaced(scene: Scene, old: SceneObject, op: Replace) -> Scene:
    """The new thing is wished for instead of the old one."""
    scene = replace(scene, brief=_one_less(scene.brief, old))
    return added(scene, Add(op.category, op.words, 1, op.size, op.look))


def resized(scene: Scene, o: SceneObject, size: OpenSize) -> Scene:
    """The size that was said is the wish's from now on."""
    wish = wish_of(scene.brief, o)
    if wish is None or wish.count > 1:
        return scene
    given = tuple(new if new is not None else old for new, old in zip(size, wish.size, strict=True))
    return _with(scene, replace(wish, size=(given[0], given[1], given[2])))


def restyled(scene: Scene, changed: Collection[SceneObject], look: Look) -> Scene:
    """The look that was said is the wishes' from now on, where it is said of all of a wish."""
    for wish in scene.brief.wishes:
        if sum(o.category == wish.category for o in changed) >= wish.count:
            colours = look.colours or (() if look.materials else wish.colours)
            materials = look.materials or (() if look.colours else wish.materials)
            scene = _with(scene, replace(wish, colours=colours, materials=materials, style=look.style or wish.style))
    return scene


def moved(scene: Scene, o: SceneObject) -> Scene:
    """The places that were asked for a thing, when it was put elsewhere, are asked no longer."""
    wish = wish_of(scene.brief, o)
    if wish is None:
        return scene
    kept = tuple(r for r in scene.brief.relations if r.wish != wish.ref)
    return replace(scene, brief=replace(scene.brief, relations=kept))


def wish_of(brief: Brief, o: SceneObject) -> Wish | None:
    """The wish that a thing most likely answers: the last of its kind."""
    return next((w for w in reversed(brief.wishes) if w.category == o.category), None) if o.asked else None


def _free_ref(brief: Brief) -> str:
    taken = {w.ref for w in brief.wishes}
    return next(r for k in range(1, len(taken) + 2) if (r := f"w{k}") not in taken)


def _with(scene: Scene, wish: Wish) -> Scene:
    wishes = tuple(wish if w.ref == wish.ref else w for w in scene.brief.wishes)
    return replace(scene, brief=replace(scene.brief, wishes=wishes))


def _one_less(brief: Brief, o: SceneObject) -> Brief:
    wish = wish_of(brief, o)
    if wish is None:
        return brief
    if wish.count > 1:
        wishes = tuple(replace(w, count=w.count - 1, count_max=None) if w is wish else w for w in brief.wishes)
        return replace(brief, wishes=wishes)
    kept = tuple(w for w in brief.wishes if w is not wish)
    relations = tuple(
        r for r in brief.relations if wish.ref not in (r.wish, r.target, r.other, r.target.rpartition(":")[2])
    )
    return replace(brief, wishes=kept, relations=relations)
