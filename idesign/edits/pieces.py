"""New furniture for a scene, and the furniture that stands in it with another size or look."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import assets as asset_library
from assets.asset import Asset, AssetQuery
from assets.errors import AssetError
from assets.library import query_of
from idesign.brief import Money, Wish
from idesign.designers.embedded.sizes import sized, variant
from idesign.edits.operations import Look, OpenSize
from idesign.exact import asset_of
from idesign.knowledge import knowledge
from idesign.scene import AssetRef, Rule, Scene, SceneObject, model_key

INSTEAD = ("oak", "white", "linen", "black")
"""What a thing is made of, or coloured, where a rule forbids what it would be."""


def free_id(scene: Scene, category: str) -> str:
    """An id of that category that no object has or had: what is undone can come back."""
    taken = {o.id for o in scene.objects}
    taken |= {o.id for e in scene.edits for s in e.objects for o in (*s.old, *s.new)}
    return next(i for k in range(len(taken) + 1) if (i := f"{category}-{k}") not in taken)


def room_style(scene: Scene) -> str:
    """The style that most of the furniture has."""
    known = Counter(str(o.attributes.get("style")) for o in scene.objects if o.attributes.get("style"))
    return known.most_common(1)[0][0] if known else "modern"


def made(
    scene: Scene, category: str, words: str, size: OpenSize, look: Look, support: str | None, asset_id: str = ""
) -> SceneObject:
    """A new object of a category, sized for the room where no size is given, at the room's origin for now; the very
    model where `asset_id` names one. Raises `AssetError` when that is none, or of another category."""
    usual = knowledge().piece(category)
    asset = _chosen(category, asset_id) if asset_id else _made_for(scene, category, words, size, look)
    stands = support or ("floor" if usual.stand == "surface" else usual.stand)
    elevation = usual.elevation if usual.elevation is not None else asset.elevation
    z = (elevation or 0.0) if stands == "wall" else scene.room.height - asset.size[2] if stands == "ceiling" else 0.0
    blank = SceneObject(free_id(scene, category), category, "", "", {}, asset.size, 0.0, 0.0, round(z, 4), 0.0, stands,
                        _ref(asset), asked=True)  # fmt: skip
    return dressed(blank, asset, words or usual.noun)


def _chosen(category: str, asset_id: str) -> Asset:
    asset = asset_library.rebuild(asset_id)
    if asset.category != category:
        raise AssetError(f"asset '{asset_id}' is a {asset.category}, not a {category}")
    return asset


def _made_for(scene: Scene, category: str, words: str, size: OpenSize, look: Look) -> Asset:
    """A piece made to size, within what the person ruled out."""
    usual = knowledge().piece(category)
    area = knowledge().room_type(scene.room.type)[1].area
    base = usual.size if usual.stand == "surface" else variant(usual, scene.room.plan.area, area)
    wish = Wish("w0", category, words, size=size)
    query = AssetQuery(category, words, sized(base, wish, usual), look.style or room_style(scene),
                       look.materials, look.colours, _options(look))  # fmt: skip
    return lawful(asset_library.find(query).asset, scene.rules)


def dressed(o: SceneObject, asset: Asset, name: str = "") -> SceneObject:
    """The object as that asset: its name, size, look and price; `name` "" makes one from kind and look."""
    attributes = {k: v for k, v in o.attributes.items() if k not in ("colour", "material", "style")}
    known = {"colour": asset.colour, "material": asset.material, "style": asset.style}
    price = asset_library.price(asset)
    size = (round(asset.size[0], 4), round(asset.size[1], 4), round(asset.size[2], 4))
    return replace(
        o, category=asset.category, name=name or _name(asset), description=asset.name, size=size, asset=_ref(asset),
        attributes=attributes | {k: v for k, v in known.items() if v}, stand_in=asset.stand_in,
        price=Money(round(price, 2)) if price is not None else None,
    )  # fmt: skip


def _name(asset: Asset) -> str:
    query = query_of(asset.id)
    said = (*query.colours[:1], *query.materials[:1])
    return " ".join([*(w for w in said if not w.startswith("#")), knowledge().piece(asset.category).noun])


def _ref(asset: Asset) -> AssetRef:
    return AssetRef(asset.source, asset.id, asset.licence, asset.credit)


def _options(look: Look) -> tuple[tuple[str, str], ...]:
    named = {"quality": look.quality, "shape": look.shape}
    return tuple((k, v) for k, v in named.items() if v)


def query_for(o: SceneObject) -> AssetQuery:
    """What would make the object anew: its own query, or one of its kind and size for another's model."""
    if model_key(o.asset.id):
        return AssetQuery(o.category, o.name, o.size, str(o.attributes.get("style", "modern")))
    return query_of(o.asset.id)


def restyled(o: SceneObject, look: Look, rules: Sequence[Rule]) -> SceneObject:
    """The object in another look, of the same size."""
    query = query_for(o)
    options = {**dict(query.options), **dict(_options(look))}
    changed = replace(
        query, colours=look.colours or (() if look.materials else query.colours),
        materials=look.materials or query.materials, style=look.style or query.style,
        options=tuple(sorted(options.items())),
    )  # fmt: skip
    if look.shape in ("round", "square") and (sides := changed.size[:2]) and None not in sides:
        side = round(math.sqrt(math.prod(s for s in sides if s is not None)), 2)
        changed = replace(changed, size=(side, side, changed.size[2]))
    keeps_name = not (look.colours or look.materials)
    return dressed(o, lawful(asset_library.find(changed).asset, rules), o.name if keeps_name else "")


def resized(o: SceneObject, size: OpenSize) -> SceneObject:
    """The object in another size [m]; sides that are None keep theirs. Raises `AssetError` for a size none has."""
    w, d, h = (new if new is not None else own for new, own in zip(size, o.size, strict=True))
    asset = asset_library.find(replace(query_for(o), size=(w, d, h))).asset
    return dressed(o, asset, o.name)


# ---------------------------------------------------------------- what was ruled out
def breaks(asset: Asset, rules: Sequence[Rule]) -> Rule | None:
    """The rule that a piece breaks."""
    materials, colours = {asset.material}, {asset.colour}
    if not model_key(asset.id):
        query = query_of(asset.id)
        materials, colours = materials | set(query.materials), colours | set(query.colours)
    for rule in rules:
        kind = not rule.categories or asset.category in rule.categories
        named = rule.materials or rule.colours
        if kind and named and (materials & set(rule.materials) or colours & set(rule.colours)):
            return rule
    return None


def lawful(asset: Asset, rules: Sequence[Rule]) -> Asset:
    """The piece, or one in another material or colour when a rule forbids it so."""
    if breaks(asset, rules) is None or model_key(asset.id):
        return asset
    query = query_of(asset.id)
    banned = {m for r in rules for m in (*r.materials, *r.colours)}
    kept = [m for m in query.materials if m not in banned], [c for c in query.colours if c not in banned]
    tries = [replace(query, materials=tuple(kept[0]), colours=tuple(kept[1]))]
    tries += [replace(query, materials=(m,), colours=()) for m in INSTEAD if m not in banned and m in _materials()]
    tries += [replace(query, materials=(), colours=(c,)) for c in INSTEAD if c not in banned and c not in _materials()]
    found = (asset_library.find(t).asset for t in tries)
    return next((a for a in found if breaks(a, rules) is None), asset)


def _materials() -> frozenset[str]:
    from assets.materials import presets

    return frozenset(presets())


def ruled_out(scene: Scene, category: str, look: Look) -> Rule | None:
    """The rule that forbids the look that was asked for, for things of a category."""
    said = {*look.materials, *look.colours}
    rules = (r for r in scene.rules if not r.categories or category in r.categories)
    return next((r for r in rules if said & {*r.materials, *r.colours}), None)


def forbidden(scene: Scene, category: str) -> Rule | None:
    """The rule that forbids things of a category altogether."""
    return next((r for r in scene.rules if category in r.categories and not r.materials and not r.colours), None)


def unlawful(scene: Scene) -> list[SceneObject]:
    """The objects that break a rule of the scene by their material or colour."""
    return [o for o in scene.objects if breaks(asset_of(o), scene.rules) is not None]
