"""Operations on what is in a room: add, remove, replace, resize, restyle, lock, rules, surfaces, budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from assets.asset import window_reach
from assets.catalogue import before_window
from idesign.brief import WishKind
from idesign.designers.embedded.reading.draft import companion_kind
from idesign.edits import wishes
from idesign.edits.bench import Bench, at
from idesign.edits.operations import (
    Add,
    ChangeSurfaces,
    Lock,
    Look,
    Remove,
    Replace,
    Resize,
    Restyle,
    SetBudget,
    SetRule,
    Where,
)
from idesign.edits.pieces import breaks, forbidden, lawful, made, query_for, resized, restyled, ruled_out, unlawful
from idesign.edits.places import relations_for, support_for
from idesign.edits.refit import exchanged, in_its_place
from idesign.edits.refusal import Offer, RefusedError
from idesign.edits.settle import settle
from idesign.edits.ways import stays_open
from idesign.edits.why import why_not
from idesign.exact import asset_of
from idesign.knowledge import kept_free, knowledge
from idesign.scene import Rule, Scene, SceneObject, model_key
from idesign.sentences import called, kind, measures, named, thing, told, word
from idesign.stand_about import FLAT
from solvers.problem import Pose
from solvers.relations import AgainstWall, CenteredInRoom, Far, KeepClear, NotBlocking, OnTopOf, Relation
from solvers.room import Room

HUNG = 0.05
"""What hangs on a wall keeps out of this depth before openings [m]."""
BELONG = ("around", "beside", "in_front_of", "under", "above", "near")
"""Kinds of place at another thing that a thing takes by itself, where nothing was said."""
BETWEEN = (0.75, 0.5, 0.25)
"""Where between the old size and the wished one a size is tried, the largest change first."""
OVER = 0.15
"""What hangs above a thing hangs so far clear of it [m]."""


# ---------------------------------------------------------------- add
def add(bench: Bench, op: Add) -> tuple[Bench, list[str]]:
    """Each new thing at its place, one after the other."""
    _lawful(bench, op.category, op.look)
    said = []
    for k in range(max(1, op.count)):
        bench, o = _one_more(bench, replace(op, places=each_side(op.places, k)))
        said.append(told("changes.added", thing=called(o), size=measures(o.size), place=_place_said(bench, o)))
    scene = wishes.added(bench.scene, op) if op.asked else bench.scene
    return replace(bench, scene=scene), said


def each_side(places: tuple[Where, ...], k: int) -> tuple[Where, ...]:
    """ "One on each side": the first to the left, the second to the right."""
    side: WishKind = "right_of" if k % 2 else "left_of"
    return tuple(replace(w, kind=side) if w.kind == "flanking" else w for w in places)


def _lawful(bench: Bench, category: str, look: Look) -> None:
    """Raises `RefusedError` for a kind or a look that the person ruled out."""
    rule = forbidden(bench.scene, category) or ruled_out(bench.scene, category, look)
    if rule is not None:
        noun = kind(category, knowledge().piece(category).noun)
        raise RefusedError(told("refused.ruled_out", noun=noun, words=rule.words))


def _place_said(bench: Bench, o: SceneObject) -> str:
    if o.support in bench.poses:
        return told("changes.on_thing", thing=called(bench.object(o.support)))
    return "" if o.support == "floor" else told(f"changes.on_{o.support}")


def _one_more(bench: Bench, op: Add) -> tuple[Bench, SceneObject]:
    first: Bench | None = None
    for places in (op.places,) if op.places else _usual_places(bench, op.category):
        o, there = _standing(bench, op, places)
        first = first or there
        open_ = stays_open(there, o.id) if o.support == "floor" and o.size[2] > FLAT else None
        if (found := settle(there, o.id, accept=open_)) is not None:
            return found, found.object(o.id)
    assert first is not None
    raise why_not(first, first.scene.objects[-1].id, op)


def _standing(bench: Bench, op: Add, places: Sequence[Where]) -> tuple[SceneObject, Bench]:
    """The new thing on the bench with its relations, still without a place of its own."""
    support = next((s for p in places if (s := support_for(bench, p))), None)
    o = replace(made(bench.scene, op.category, op.words, op.size, op.look, support, op.asset), asked=op.asked)
    above = next((bench.object(p.target) for p in places if p.kind == "above" and p.target in bench.poses), None)
    if above is not None and o.support == "wall":
        o = replace(o, z=round(max(o.z, above.z + above.size[2] + OVER), 4))
    host = bench.poses.get(o.support)
    o = at(o, replace(host, z=o.z) if host else Pose(*bench.room.centroid, o.z))
    there = bench.with_objects((*bench.scene.objects, o))
    said = [r for p in places for r in relations_for(there, o, p)]
    return o, there.related(*said, *_usual_relations(bench, o, said))


def _usual_relations(bench: Bench, o: SceneObject, said: Sequence[Relation]) -> Iterator[Relation]:
    """How such a thing stands wherever it stands."""
    usual = knowledge().piece(o.category)
    if o.support in bench.poses and not any(isinstance(r, OnTopOf) for r in said):
        yield OnTopOf(a=o.id, b=o.support)
    at_opening = {r.b for r in said}
    if o.support == "wall":
        yield from (NotBlocking(a=o.id, b=x.id, depth=HUNG) for x in bench.room.openings if x.id not in at_opening)
    if o.support == "ceiling" and not said:
        yield CenteredInRoom(a=o.id, tol=0.6, hard=False)
    if o.support != "floor" or usual.flat:
        return
    if usual.back and not any(isinstance(r, CenteredInRoom) for r in said):
        yield AgainstWall(a=o.id)
    if usual.use >= 0.6:
        yield KeepClear(a=o.id, depth=kept_free(usual.use), hard=False, weight=2.0)
    yield from (Far(a=o.id, b=d.id, min=0.4, hard=False) for d in bench.room.doors[:1])
    reach = window_reach(before_window(o.category), o.size[2])
    tall = [w for w in bench.room.windows if w.sill + 0.05 < reach and w.id not in at_opening]
    yield from (Far(a=o.id, b=w.id, min=0.06, hard=False, weight=3.0) for w in tall)


def _usual_places(bench: Bench, category: str) -> Iterator[tuple[Where, ...]]:
    """Where such a thing usually goes, best first: at what it belongs to, on what carries it, anywhere."""
    usual = knowledge().piece(category)
    if usual.stand == "surface":
        hosts = [o for on in usual.on for o in bench.scene.objects if o.category == on]
        others = [o for o in bench.scene.objects if companion_kind(o.category, category) == "on" and o not in hosts]
        yield from ((Where("on", o.id),) for o in sorted(hosts, key=lambda o: len(bench.carried(o.id))))
        yield from ((Where("on", o.id),) for o in others)
    for o in sorted(bench.scene.objects, key=lambda o: -o.size[0] * o.size[1]):
        kind = companion_kind(o.category, category)
        if kind in BELONG and not (kind == "beside" and _both_sides_taken(bench, o, category)):
            yield (Where(kind, o.id),)  # type: ignore[arg-type]
    yield ()


def _both_sides_taken(bench: Bench, host: SceneObject, category: str) -> bool:
    return sum(o.category == category for o in bench.scene.objects) >= 2


# ---------------------------------------------------------------- remove, replace, resize
def remove(bench: Bench, op: Remove) -> tuple[Bench, list[str]]:
    """The thing goes with what stands on it; what stands on a rug stays, on the floor."""
    o = bench.object(op.id)
    for rider in bench.scene.objects if knowledge().piece(o.category).flat else ():
        bench = bench.standing(rider.id, "floor", 0.0) if rider.support == o.id else bench
    gone = [o, *bench.carried(op.id)]
    scene = wishes.removed(bench.without([g.id for g in gone]).scene, gone, op.never)
    said: list[str] = [told("changes.removed", thing=called(o))]
    if len(gone) > 1:
        said.append(told("changes.removed_with", things=tuple(named(g) for g in gone[1:])))
    return replace(bench, scene=scene), said


def replaced(bench: Bench, op: Replace) -> tuple[Bench, list[str]]:
    """Another thing in the place and the relations of the old one."""
    old = bench.object(op.id)
    _lawful(bench, op.category, op.look)
    new = made(bench.scene, op.category, op.words, op.size, op.look, old.support, op.asset)
    new = at(new, replace(old.pose, z=old.z if old.support != "ceiling" else new.z))
    done, said = exchanged(bench, old, new)
    if done is None:
        text = told("refused.does_not_fit", new=thing(new), size=measures(new.size), old=called(old))
        here, pose = in_its_place(bench, old, new)
        raise why_not(here, new.id, op, text, pose)
    scene = wishes.replaced(done.scene, old, op)
    text = told("changes.replaced", old=called(old), new=called(new), size=measures(new.size))
    return replace(done, scene=scene), [text, *said]


def resize(bench: Bench, op: Resize) -> tuple[Bench, list[str]]:
    """The same thing in another size, its back where it was."""
    old = bench.object(op.id)
    new = resized(old, op.size)
    if new.size == old.size:
        raise RefusedError(told("refused.has_size", thing=called(old), size=measures(old.size)))
    done, said = exchanged(bench, old, new)
    if done is None:
        here, pose = in_its_place(bench, old, new)
        text = told("refused.no_room_for", thing=called(old), size=measures(new.size))
        raise why_not(here, old.id, op, text, pose, _between(bench, old, new))
    scene = wishes.resized(done.scene, old, op.size)
    text = told("changes.resized", thing=called(old), size=measures(new.size), before=measures(old.size))
    return replace(done, scene=scene), [text, *said, *_no_longer_a_model(old, new)]


def _between(bench: Bench, old: SceneObject, new: SceneObject) -> Iterator[Offer]:
    """The largest size between the old and the wished one in which the thing can stand where it is."""
    for share in BETWEEN:
        size = tuple(round(a + share * (b - a), 2) for a, b in zip(old.size, new.size, strict=True))
        less = resized(old, (size[0], size[1], size[2]))
        if in_its_place(bench, old, less)[0].sound():
            yield Offer(told("offer.at_size", size=measures(less.size)), (Resize(old.id, less.size),))
            return


def _no_longer_a_model(old: SceneObject, new: SceneObject) -> list[str]:
    """Other people's models are never stretched or dyed."""
    if not model_key(old.asset.id) or model_key(new.asset.id):
        return []
    return [told("changes.made_to_size", thing=called(new))]


# ---------------------------------------------------------------- looks
def restyle(bench: Bench, op: Restyle) -> tuple[Bench, list[str]]:
    """Each thing in its new look; one whose new form would not stand where it is keeps the old one."""
    changed, kept, named = bench, list[SceneObject](), list[SceneObject]()
    for id in op.ids:
        old = changed.object(id)
        _lawful(bench, old.category, op.look)
        new = restyled(old, op.look, bench.scene.rules)
        if (rule := breaks(asset_of(new), bench.scene.rules)) is not None:
            raise RefusedError(told("refused.look_ruled_out", thing=called(old), words=rule.words))
        tried = changed.with_object(new)
        if not tried.sound():
            other, _ = exchanged(changed, old, new)
            tried = other if other is not None and len(other.scene.objects) == len(changed.scene.objects) else changed
        (kept if tried is changed else named).append(old)
        changed = tried
    if not named:
        raise RefusedError(told("refused.would_not_stand", things=tuple(map(called, kept))))
    said = [_restyled_text(bench, changed, named, op.look)]
    said += [t for o in named for t in _no_longer_a_model(o, changed.object(o.id))]
    said += [told("changes.kept_look", thing=called(o)) for o in kept]
    return replace(changed, scene=wishes.restyled(changed.scene, named, op.look)), said


def _restyled_text(before: Bench, after: Bench, changed: Sequence[SceneObject], look: Look) -> str:
    first = tuple(called(o) for o in changed[:4])
    what = told("list.more", first=first, count=len(changed) - 4) if len(changed) > 4 else first
    if look.quality:
        saved = sum(_saved(o, after.object(o.id)) for o in changed)
        less = told("changes.less", amount=saved) if saved > 0 else ""
        return told("changes.simpler", things=what, less=less, total=total(after.scene))
    return told("changes.restyled", things=what, look=_look_said(look))


def _look_said(look: Look) -> str:
    """ "round blue oak japandi style"."""
    words = [word("looks", w) for w in (look.shape, *look.colours, *look.materials) if w]
    words += [told("changes.style", style=look.style)] if look.style else []
    return reduce(lambda a, b: told("list.words", first=a, last=b), words) if words else ""


def _saved(before: SceneObject, after: SceneObject) -> float:
    """What a thing costs less [EUR]; 0 where its price was not known."""
    return before.price.amount - after.price.amount if before.price and after.price else 0.0


def total(scene: Scene) -> float:
    """What all that is to be bought costs [EUR]."""
    return sum(o.price.amount for o in scene.objects if o.price is not None and not (o.owned or (o.locked and o.owned)))


_FINISHES = ("wall", "wall_colour", "floor", "floor_colour", "accent_wall", "accent_colour")


def surfaces(bench: Bench, op: ChangeSurfaces) -> tuple[Bench, list[str]]:
    """Other walls, one wall alone, another floor. All walls in another colour leave none that is different."""
    given = {k: v for k in _FINISHES if (v := getattr(op, k)) is not None}
    if "floor" in given and "floor_colour" not in given:
        given["floor_colour"] = ""
    if "wall_colour" in given and "accent_wall" not in given:
        given |= {"accent_wall": None, "accent_colour": ""}
    room = replace(bench.scene.room, surfaces=replace(bench.scene.room.surfaces, **given))
    said = [
        told("changes.walls" if k.startswith("wall") else "changes.floor", look=word("looks", v))
        for k, v in given.items()
        if v and k in _FINISHES[:4]
    ]
    if op.accent_wall is not None and op.accent_colour:
        wall = _wall_name(bench.room, op.accent_wall)
        said.append(told("changes.one_wall", wall=wall, look=word("looks", op.accent_colour)))
    return replace(bench, scene=replace(bench.scene, room=room)), said


def _wall_name(room: Room, index: int) -> str:
    sides = (side for side in ("north", "east", "south", "west") if room.wall_named(side).index == index)
    side = next(sides, None)
    return told(f"place.wall_{side}") if side else told("place.wall_number", number=index)


# ---------------------------------------------------------------- what holds for all
def lock(bench: Bench, op: Lock) -> tuple[Bench, list[str]]:
    """From now on nothing moves it (or: it may move again)."""
    o = bench.object(op.id)
    text = told("changes.locked" if op.locked else "changes.unlocked", thing=called(o))
    return bench.with_object(replace(o, locked=op.locked)), [text]


def rule(bench: Bench, op: SetRule) -> tuple[Bench, list[str]]:
    """The rule holds from now on; what breaks it is made otherwise, or goes when its whole kind is ruled out."""
    new = Rule(op.categories, op.materials, op.colours, op.words)
    scene = replace(bench.scene, rules=(*(r for r in bench.scene.rules if r != new), new))
    said: list[str] = [told("changes.rule", words=op.words)]
    done = replace(bench, scene=scene)
    if op.categories and not op.materials and not op.colours:
        for o in [o for o in scene.objects if o.category in op.categories]:
            if any(x.id == o.id for x in done.scene.objects):
                done, more = remove(done, Remove(o.id, never=True))
                said += more
        return replace(done, scene=wishes.excluded(done.scene, op.categories)), said
    for o in unlawful(scene):
        asset = lawful(asset_of(o), scene.rules)
        query = query_for(replace(o, asset=replace(o.asset, id=asset.id)))
        done, more = restyle(done, Restyle((o.id,), Look(query.colours, query.materials)))
        said += more
    return done, said


def budget(bench: Bench, op: SetBudget) -> tuple[Bench, list[str]]:
    """The budget is noted, and what the room costs beside it."""
    scene = replace(bench.scene, brief=replace(bench.scene.brief, budget=op.money))
    cost = total(scene)
    over = told("changes.over", amount=cost - op.amount) if cost > op.amount else ""
    text = told("changes.budget", amount=op.amount, currency=op.currency, cost=cost, over=over)
    return replace(bench, scene=scene), [text]
