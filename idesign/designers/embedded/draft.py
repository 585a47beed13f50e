"""A design while it is being made: wishes still open, pieces, groups and relations so far, and the rough plan.

The makers of functional groups (`sleeping`, `living`, …) write into it; `graph` closes it.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from assets.asset import AssetQuery, window_reach
from assets.catalogue import before_window
from assets.catalogue import categories as catalogue
from idesign.brief import Brief, Wish, WishRelation
from idesign.designers.embedded.kinds import FAMILIES, FOCUS, KIN, SIDE_TABLES
from idesign.designers.embedded.labels import label
from idesign.designers.embedded.plan import FloorPlan, Prefer, Spot
from idesign.designers.embedded.scheme import dress
from idesign.designers.embedded.sizes import sized, variant
from idesign.knowledge import Look, RoomType, kept_free, knowledge
from idesign.scene_graph import Group, Piece, SceneGraph
from solvers.relations import Above, AgainstWall, Aligned, AtWall, Far, KeepClear, Relation
from solvers.room import Room

Size = tuple[float, float, float]
AT_WALL = ("against", "at", "on", "in_corner", "centered", "near")
"""Kinds of a wish's relation that can name its wall."""

WHEELCHAIR = "wheelchair user"
TRIPS = ("rug", "doormat", "bath_mat", "pouf", "bathroom_scale")
"""What lies or stands loose where wheels go (DIN 18040-2 and ADA 302.2: no loose mats)."""
KEPT = 20.0
"""What the person wants to keep whatever goes is more important by this than anything else."""
WHEELS = 0.6
"""Of an accessible room this share counts when one asks whether it has floor for more: the turning circle and the ways
of 0.90 m take the rest (Part M, DIN 18040-2)."""
APART = ("behind", "far", "under", "above")
"""What stands so to a piece has no place in its group."""
CEILING_GAP, LOW = 0.05, 0.3
"""What hangs on a wall ends this far [m] below the ceiling, and is made lower to that end, but not lower than `LOW`."""
AT_ARM = (*SIDE_TABLES, "floor_lamp")
"""What a group puts right beside a seat; "near" it is a little way off."""


@dataclass(frozen=True)
class Ask:
    """One of the things that a wish asks for."""

    wish: Wish
    index: int


class Draft:
    """The design so far. `taste` holds what the whole room shares: style, look and the person's colours."""

    def __init__(self, brief: Brief, kind: RoomType, room: Room, style: str, look: Look) -> None:
        self.brief, self.kind, self.room, self.style, self.look = brief, kind, room, style, look
        self.knowledge = knowledge()
        self.rng = random.Random(brief.seed * 7919 + 11)
        self.plan = FloorPlan(room)
        self.pieces: list[Piece] = []
        self.relations: list[Relation] = []
        self.groups: list[Group] = []
        self.notes: list[str] = []
        self.by_ref: dict[str, list[str]] = {}
        self.spots: dict[str, Spot] = {}
        self.grouped: set[str] = set()
        self.score = 0.0
        self.homeless = 0
        self.stated: set[tuple[str, str]] = set()
        self._open = [Ask(w, k) for w in brief.wishes for k in range(w.count)]
        rugs = {w.ref for w in brief.wishes if self.knowledge.piece(w.category).flat}
        said = [r for r in brief.relations if r.kind in ("on", "inside")]
        self._hosts = {r.wish: r.target for r in said if r.target not in rugs}
        self._on_rugs = {r.wish for r in said if r.target in rugs}
        self._numbers: dict[str, int] = {}

    # ------------------------------------------------------------ wishes
    def asked(self, *categories: str, near: str | None = None) -> int:
        """How many open wishes are of these categories and not bound to stand on something named; with `near`, only
        those that may join that piece's group."""
        return len(self._fitting(categories, near))

    def _fitting(self, categories: Collection[str], near: str | None) -> list[Ask]:
        """Those, what belongs to `near` in the person's words first."""
        free = [a for a in self._open if a.wish.category in categories and not self._bound(a)]
        if near is None:
            return free
        ranked = [(self._tie(a, near), k, a) for k, a in enumerate(free)]
        return [a for tie, _, a in sorted(ranked, key=lambda f: f[:2]) if tie < 2]

    def _tie(self, ask: Ask, near: str) -> int:
        """0: the person put it to that piece; 1: nowhere in particular; 2: to something else."""
        own = self.wish_of(near)
        of_kin = {w.ref for w in self.brief.wishes if w.category in KIN}
        said = [r for r in self.brief.relations if r.wish == ask.wish.ref and r.kind != "facing"]
        if any(r.kind == "flanking" and r.target in of_kin - set(self.by_ref) for r in said):
            return 2  # "two armchairs with another small table between them" are a group of their own
        apart = (*APART, "near") if ask.wish.category in AT_ARM else APART
        if any(r.kind in apart for r in said):
            return 2
        if any(own and r.target == own.ref for r in said):
            return 0
        elsewhere = [r for r in said if r.target not in of_kin and r.target not in ("room", "floor")]
        return 2 if elsewhere else 1

    def _bound(self, ask: Ask) -> bool:
        """Whether the person said on what thing it stands."""
        return any(w.ref == self._hosts.get(ask.wish.ref) for w in self.brief.wishes)

    def ever_asked(self, *categories: str) -> bool:
        return any(w.category in categories for w in self.brief.wishes)

    def take(self, *categories: str, near: str | None = None) -> Ask | None:
        """The next open wish of these categories, which is then no longer open."""
        found = self._fitting(categories, near)
        if found:
            self._open.remove(found[0])
        return found[0] if found else None

    def left(self) -> list[Ask]:
        """What no group has taken."""
        return list(self._open)

    def take_this(self, ask: Ask) -> Ask:
        self._open.remove(ask)
        return ask

    def may(self, category: str) -> bool:
        """Whether the designer may add this of their own accord: not what is excluded, and not more of what the person
        counted."""
        if self.brief.only or category in self.brief.excluded:
            return False
        if category in TRIPS and WHEELCHAIR in self.brief.people:
            return False
        return not any(category in family and self.ever_asked(*family) for family in (*FAMILIES, (category,)))

    # ------------------------------------------------------------ what was said of where things go
    def wish_of(self, id: str) -> Wish | None:
        ref = next((r for r, ids in self.by_ref.items() if id in ids), None)
        return next((w for w in self.brief.wishes if w.ref == ref), None)

    def said(self, id: str, *kinds: str) -> list[WishRelation]:
        """The person's relations of these kinds about a piece."""
        wish = self.wish_of(id)
        return [r for r in self.brief.relations if wish and r.wish == wish.ref and r.kind in kinds]

    def said_of(self, ask: Ask, *kinds: str) -> list[WishRelation]:
        """The person's relations of these kinds about something that is still a wish."""
        return [r for r in self.brief.relations if r.wish == ask.wish.ref and r.kind in kinds]

    def wants(self, id: str, kind: str) -> bool:
        return bool(self.said(id, kind)) or (
            kind == "in_corner" and any(r.target.startswith("corner") for r in self.said(id, "at", "near", "against"))
        )

    def at_window(self, id: str) -> str | None:
        """The window that a piece was put under or before."""
        for r in self.said(id, "at", "under", "facing", "in_front_of"):
            if r.target.startswith("window"):
                return window_named(self.room, r.target)
        return None

    def host_ref(self, ask: Ask) -> str | None:
        """The wish on (or in) which the person put a thing."""
        ref = self._hosts.get(ask.wish.ref)
        return ref if ref in {w.ref for w in self.brief.wishes} else None

    def host_kind(self, ask: Ask) -> str:
        return next((r.kind for r in self.brief.relations if r.wish == ask.wish.ref and r.kind in ("on", "inside")), "")

    def stands_on_floor(self, ask: Ask) -> bool:
        """Whether a thing that usually stands on others was given a place in the room, and can stand on the floor."""
        row = catalogue().get(ask.wish.category)
        said = [r for r in self.brief.relations if r.wish == ask.wish.ref]
        places = ("corner", "wall", "window", "door", "room", "floor")
        if ask.wish.ref in self._on_rugs:
            return True
        return bool(row and "floor" in row.also and any(r.target.split(":")[0] in places for r in said))

    def hangs(self, ask: Ask) -> bool:
        """Whether the person wants it on the wall."""
        return str(self._hosts.get(ask.wish.ref, "")).startswith("wall")

    def together(self, a: str, b: str) -> bool:
        """Whether two pieces belong to one rigid group, directly or over others."""
        return self.root(a) == self.root(b)

    def root(self, id: str) -> str:
        """The outermost anchor of the rigid group that a piece belongs to; itself when it belongs to none."""
        above = next((g.anchor for g in self.groups if any(m == id for m, _ in g.members)), None)
        return self.root(above) if above is not None else id

    def in_rings(self) -> set[str]:
        """What stands in a ring about something, and its middle."""
        rings = [g for g in self.groups if g.kind == "ring"]
        return {i for g in rings for i in (g.anchor, *(m for m, _ in g.members))}

    def decided_by_group(self, id: str) -> bool:
        """Whether a group gives this piece its place."""
        return self.root(id) != id

    def is_focus(self, target: str) -> bool:
        """Whether a place or wish is a television, a fire or a screen."""
        return any(w.ref == target and w.category in ("television", "tv_stand", *FOCUS) for w in self.brief.wishes)

    def free_rug(self) -> bool:
        """Whether the next rug wished has a place of its own in the person's words."""
        ask = next((a for a in self._open if a.wish.category == "rug"), None)
        if ask is None:
            return False
        said = [r for r in self.brief.relations if r.wish == ask.wish.ref]
        return any(r.kind in ("centered", "beside", "at", "in_front_of", "near") for r in said)

    def wished_at_window(self, category: str) -> bool:
        """Whether such a thing was wished under or at a window."""
        refs = {w.ref for w in self.brief.wishes if w.category == category}
        return any(r.wish in refs and r.target.startswith("window") for r in self.brief.relations)

    def flanked_by(self, category: str, ref: str) -> bool:
        """Whether things of that category were wished on both sides of the wish `ref`."""
        refs = {w.ref for w in self.brief.wishes if w.category == category and w.count >= 2}
        return any(r.kind == "flanking" and r.wish in refs and r.target == ref for r in self.brief.relations)

    def between_twins(self) -> bool:
        """Whether a nightstand was wished between two single beds."""
        kind = {w.ref: w.category for w in self.brief.wishes}
        between = [r for r in self.brief.relations if r.kind == "between" and kind.get(r.wish) == "nightstand"]
        return self.asked("bed_single") >= 2 and any(kind.get(r.target) == "bed_single" for r in between)

    def on_wall(self, category: str) -> bool:
        """Whether the person hangs such a thing on a wall."""
        refs = {w.ref for w in self.brief.wishes if w.category == category}
        return any(r.kind == "on" and r.wish in refs and r.target.startswith("wall") for r in self.brief.relations)

    def walls_wished(self, *categories: str) -> tuple[int, ...]:
        """The walls at which things of these categories were wished, before there are any."""
        refs = {w.ref for w in self.brief.wishes if w.category in categories}
        named = [walls_named(self.room, r.target) for r in self.brief.relations if r.wish in refs and r.kind in AT_WALL]
        return next((walls for walls in named if walls), ())

    def walls_for(self, id: str) -> tuple[int, ...] | None:
        """The walls at which a piece was wished; None when any will do."""
        for r in self.said(id, *AT_WALL):
            walls = walls_named(self.room, r.target)
            if walls:
                return walls
        return None

    # ------------------------------------------------------------ pieces
    @property
    def area(self) -> float:
        return self.room.area

    @property
    def roomy(self) -> float:
        """The floor [m2] that is there for what nobody asked for."""
        return WHEELS * self.area if WHEELCHAIR in self.brief.people else self.area

    def get(self, *categories: str, near: str | None = None, **how: object) -> str | None:
        """A piece for the next wish of these categories; else one of the first category if it may be added."""
        ask = self.take(*categories, near=near)
        if ask is None and not self.may(categories[0]):
            return None
        return self.add(ask.wish.category if ask else categories[0], ask=ask, **how)  # type: ignore[arg-type]

    def add(
        self,
        category: str,
        *,
        ask: Ask | None = None,
        size: Size | None = None,
        support: str | None = None,
        words: str = "",
        name: str = "",
        options: Mapping[str, str] | None = None,
        colours: tuple[str, ...] = (),
        materials: tuple[str, ...] = (),
        stage: int | None = None,
        optional: bool = True,
        priority: float = 1.0,
        elevation: float | None = None,
        smaller: Iterable[Size] = (),
    ) -> str:
        """A new piece; its id. What the wish says wins over what is given here."""
        usual = self.knowledge.piece(category)
        wish = ask.wish if ask else None
        free = wish is None or not (wish.materials or wish.colours)
        room_materials, room_colours = dress(self.brief, category, self.look) if free else ((), ())
        # what stands on furniture is as large as it is, in large rooms and small ones
        base = size or (usual.size if usual.stand == "surface" else variant(usual, self.area, self.kind.area))
        query = AssetQuery(
            category=category,
            words=" ".join(filter(None, (wish.words if wish else "", *(wish.qualities if wish else ()), words))),
            size=sized(base, wish, usual) if wish else base,
            style=(wish.style if wish else None) or self.style,
            materials=(wish.materials if wish else ()) or room_materials or materials,
            colours=(wish.colours if wish else ()) or room_colours or colours,
            options=tuple(sorted((options or {}).items())),
            seed=self.brief.seed + (self._numbers.get(category, 0) if usual.varied else 0),
        )
        stands = support or ("floor" if usual.stand == "surface" else usual.stand)
        piece = Piece(
            id=self._id(category),
            name=_name(name or usual.noun, wish),
            description=_description(wish),
            query=query,
            support=stands,
            attributes=_attributes(query, wish),
            asked=wish is not None,
            optional=wish.optional if wish else optional,
            owned=bool(wish and wish.owned),
            locked=bool(wish and wish.owned),
            stand_in=bool(wish and wish.stand_in),
            stage=stage if stage is not None else (0 if stands == "floor" and not usual.flat else 1),
            priority=priority + (10.0 if wish else 0.0) + (KEPT if wish and wish.kept else 0.0),
            elevation=elevation if elevation is not None else (usual.elevation if stands == "wall" else None),
            fallbacks=tuple(replace(query, size=s) for s in smaller),
        )
        self.pieces.append(piece)
        if wish:
            self.by_ref.setdefault(wish.ref, []).append(piece.id)
        return piece.id

    def _id(self, category: str) -> str:
        number = self._numbers.get(category, 0)
        self._numbers[category] = number + 1
        return f"{category}-{number}"

    def piece(self, id: str) -> Piece:
        return next(p for p in self.pieces if p.id == id)

    def size(self, id: str) -> Size:
        w, d, h = self.piece(id).query.size
        return (w or 0.0, d or 0.0, h or 0.0)

    def window_reach(self, id: str, size: Size | None = None) -> float:
        """How high a piece (or its group, of `size`) counts before a window [m]."""
        return window_reach(before_window(self.piece(id).category), (size or self.size(id))[2])

    def drop(self, id: str) -> None:
        """Takes back a piece that was not asked for and that nothing hangs on yet."""
        self.pieces = [p for p in self.pieces if p.id != id]
        self.relations = [r for r in self.relations if id not in (r.a, r.b)]

    def change(self, id: str, **fields: object) -> None:
        """Changes fields of a piece."""
        self.pieces = [replace(p, **fields) if p.id == id else p for p in self.pieces]  # type: ignore[arg-type]

    def resize(self, id: str, size: Size) -> None:
        piece = self.piece(id)
        self.change(id, query=replace(piece.query, size=size))

    def of(self, *categories: str) -> list[str]:
        """The ids of all pieces of these categories."""
        return [p.id for p in self.pieces if p.category in categories]

    @property
    def free_size(self) -> bool:
        """Whether the person left the size of the room open."""
        return self.brief.room.free_size

    def full(self) -> bool:
        """Whether the floor holds as much furniture as suits such a room."""
        return self.plan.filled >= self.kind.fill[1] * self.mood("density")

    def mood(self, what: str) -> float:
        """What the moods change: the density of furniture (airy -20 %, calm -10 %, cosy +10 %)."""
        factors = {"airy": 0.8, "calm": 0.9, "minimalist": 0.7, "cosy": 1.1, "hygge": 1.05, "budget": 0.85}
        out = 1.0
        for m in (*self.brief.moods, self.style):
            out *= factors.get(m, 1.0)
        return out

    def drop_with(self, id: str) -> None:
        """Takes back a piece with what stands on it."""
        for p in [p for p in self.pieces if p.support == id]:
            self.drop_with(p.id)
        self.groups = [g for g in self.without_member(id) if g.anchor != id]
        self.drop(id)

    def without_member(self, id: str) -> list[Group]:
        """The groups without that member; those that then have none are gone."""
        left = [replace(g, members=tuple(m for m in g.members if m[0] != id)) for g in self.groups]
        return [g for g in left if g.members]

    # ------------------------------------------------------------ small things
    def small(self, category: str, host: str, size: Size, words: str = "", stage: int = 1) -> str:
        """Something small of our own that stands on `host`; the person's own thing of that kind if one is wished."""
        return self.add(
            category, ask=self.take(category), size=size, support=host, words=words, stage=stage, priority=0.5
        )

    def on(self, host: str, things: Iterable[tuple[str, Size | None, str]]) -> None:
        """Stands small things on a host: those asked for, and others where they may be added."""
        out = []
        for category, size, where in things:
            if self.asked(category) or (self.may(category) and not self.reserved(host)):
                out.append((self.small(category, host, size or self.knowledge.piece(category).size), where))
        self.group("on_top", host, out)

    def reserved(self, host: str) -> bool:
        """Whether the person has things of their own to put there."""
        own = self.wish_of(host)
        return own is not None and any(self._hosts.get(a.wish.ref) == own.ref for a in self._open)

    def reserved_for(self, host: str) -> int:
        """How many things the person puts there."""
        own = self.wish_of(host)
        hosted = {r for r, target in self._hosts.items() if own and target == own.ref}
        return sum(w.count for w in self.brief.wishes if w.ref in hosted)

    def is_round(self, table: str) -> bool:
        """Whether a table's top is round."""
        return ("shape", "round") in self.piece(table).query.options

    def loose(self, *categories: str, priority: float = 1.0) -> str | None:
        """A small thing that stands about at a wall."""
        id = self.get(*categories, priority=priority)
        if id is not None and self.piece(id).support == "floor":
            self.stand_aside(id)
        return id

    def stand_aside(self, id: str) -> None:
        """At a wall, out of the way: not at the door, and not before a window when it is taller than the sill."""
        self.relate(AgainstWall(a=id))
        self.relate(*(Far(a=id, b=d.id, min=0.4, hard=False) for d in self.room.doors[:1]))
        reach = self.window_reach(id)
        self.relate(*(Far(a=id, b=w.id, min=0.06) for w in self.room.windows if w.sill + 0.05 < reach))

    # ------------------------------------------------------------ relations and groups
    def relate(self, *relations: Relation) -> None:
        self.relations += relations

    def group(
        self, kind: str, anchor: str, members: Iterable[tuple[str, str]], options: Mapping[str, str] | None = None
    ) -> None:
        """Arranges members about an anchor, after those that it has; does nothing without members."""
        held = tuple(members)
        if held:
            same = [g for g in self.groups if g.kind == kind and g.anchor == anchor]
            self.groups = [g for g in self.groups if g not in same]
            before = [m for g in same for m in g.members]
            chosen = {k: v for g in same for k, v in g.options.items()} | dict(options or {})
            self.groups.append(Group(kind, anchor, (*before, *held), chosen))
            self.grouped |= {m for m, _ in held}

    def against_wall(
        self,
        id: str,
        size: Size | None = None,
        use: float | None = None,
        prefer: Prefer | None = None,
        walls: Collection[int] | None = None,
        strength: float = 2.0,
        keep: bool = False,
        aside: float = 0.0,
    ) -> Spot | None:
        """Puts a piece (or its group, of `size`) with its back to a wall and names the best one as a preference. None,
        and takes the piece back unless it was asked for or `keep`, when the plan has no room for it."""
        usual = self.knowledge.piece(self.piece(id).category)
        box = (*(size or self.size(id))[:2], self.window_reach(id, size))
        depth = usual.use if use is None else use
        spot = None
        for share in (1.0, 0.75):
            spot = spot or self.plan.at_wall(box, share * depth, walls, prefer or (lambda s: 0.0), share * aside)
        self.homeless += spot is None and (self.piece(id).asked or keep)
        self.score += -3.0 if spot is None else 0.5 + (prefer(spot) if prefer else 0.0)
        if spot is None and not self.piece(id).asked and not keep:
            self.drop(id)
            return None
        self.relate(AgainstWall(a=id))
        if self.size(id)[2] > 0.6 and depth >= 0.6 and usual.back:
            # doors and drawers open, a person stands before them; what nobody asked for can be used or is not there
            ours = self.piece(id).optional and not self.piece(id).asked
            self.relate(KeepClear(a=id, depth=kept_free(depth), hard=ours, weight=4.0))
        if spot is not None:
            self.spots[id] = self.plan.hold(spot)
            self.relate(AtWall(a=id, walls=(spot.wall,), hard=False, weight=strength))
        return spot

    def central(self, id: str) -> bool:
        """Whether the person wants it in the middle of the room."""
        return any(r.target == "room" for r in self.said(id, "centered", "at", "near"))

    def in_the_open(self, id: str, margin: float = 0.4, size: tuple[float, float] | None = None) -> bool:
        """Finds floor for a piece (or its group, of `size`) that stands free; takes it back when there is none and
        nobody asked for it."""
        w, d = size or self.size(id)[:2]
        if self.knowledge.piece(self.piece(id).category).flat:
            self.change(id, stage=1)
            return True
        middle = self.plan.shape.centroid
        central = self.central(id)

        def prefer(s: Spot) -> float:
            return -math.dist((s.x, s.y), (middle.x, middle.y)) if central else self.plan.clearance(s)

        spot = self.plan.free(w, d, margin, prefer)
        if spot is not None:
            self.spots[id] = self.plan.hold(spot)
            self.score += 0.5
            return True
        self.score -= 3.0
        self.homeless += self.piece(id).asked
        if not self.piece(id).asked:
            self.drop(id)
        return self.piece(id).asked if any(p.id == id for p in self.pieces) else False

    def graph(self) -> SceneGraph:
        self._on_the_wall_behind()
        self._hang_together()
        asked = {p.id for p in self.pieces if p.asked}
        late = {p.id: (p.stage, p.id not in asked) for p in self.pieces}
        # what was asked for is placed first, on the floor as on a crowded top
        pieces = sorted(self.pieces, key=lambda p: late[p.id])
        groups = [self._set_down(g, late) if g.kind == "on_top" else g for g in self.groups]
        return SceneGraph(tuple(pieces), tuple(self.relations), tuple(groups), tuple(o.id for o in self.room.openings))

    def _hang_together(self) -> None:
        """What was asked for above a piece of furniture is placed with it: neither finds room alone."""
        stages = {p.id: p.stage for p in self.pieces}
        for r in self.relations:
            if isinstance(r, Above) and r.hard and r.b in stages:
                piece = self.piece(r.a)
                if piece.asked and piece.support == "wall":
                    self.change(piece.id, stage=stages[r.b])

    def _on_the_wall_behind(self) -> None:
        """What hangs over a piece with a back hangs on the wall at its back, not on one beside it."""
        kept = {p.id: p for p in self.pieces}
        over = [r for r in self.relations if isinstance(r, Above) and r.a in kept and r.b in kept]
        for r in over:
            host = kept[r.b or ""]
            if kept[r.a].support == "wall" and host.support == "floor" and self.knowledge.piece(host.category).back:
                self.relate(Aligned(a=r.a, b=r.b, hard=r.hard, weight=r.weight))

    def below_the_ceiling(self, id: str) -> None:
        """What hangs on the wall ends below the ceiling: a mirror that is too tall for its place is a lower one."""
        piece, (width, depth, height) = self.piece(id), self.size(id)
        left = round(self.room.height - (piece.elevation or 0.0) - CEILING_GAP, 2)
        if piece.support == "wall" and piece.elevation and LOW <= left < height:
            self.resize(id, (width, depth, left))

    def _set_down(self, group: Group, late: Mapping[str, tuple[int, bool]]) -> Group:
        return replace(group, members=tuple(sorted(group.members, key=lambda m: late[m[0]])))

    def move_window(self, id: str, middle: float) -> None:
        """Shifts a window whose place is ours to choose along its wall, clear of corners and doors."""
        window = next(w for w in self.room.windows if w.id == id)
        length = self.room.walls[window.wall].length
        offset = round(min(max(0.15, middle - window.width / 2), length - window.width - 0.15), 3)
        others = [o for o in self.room.openings if o.wall == window.wall and o.id != id]
        clash = any(offset < o.offset + o.width + 0.1 and o.offset < offset + window.width + 0.1 for o in others)
        if self.brief.room.plan is None and not clash:
            moved = tuple(replace(w, offset=offset) if w.id == id else w for w in self.room.windows)
            self.room = self.plan.room = replace(self.room, windows=moved)


def _name(noun: str, wish: Wish | None) -> str:
    """The noun for it: the person's own where their words name one thing, else ours."""
    said = label(wish.words).noun if wish and not _NO_NAME.search(wish.words.lower()) else ""
    return said or noun


_NO_NAME = re.compile(r"\b(?:for|people|to|somewhere|something)\b")
"""What a wish is for or where it goes does not name it."""


def _description(wish: Wish | None) -> str:
    """ "large blue armchair"; empty for what nobody asked for."""
    if wish is None or _NO_NAME.search(wish.words.lower()):
        return ""
    noun, said = label(wish.words).noun, label(wish.words).phrase
    return f"{said} {noun}".strip()


def _attributes(query: AssetQuery, wish: Wish | None) -> dict[str, str | tuple[str, ...]]:
    out: dict[str, str | tuple[str, ...]] = {}
    for key, values in (("colour", query.colours), ("material", query.materials)):
        if values:
            out[key] = values[0] if len(values) == 1 else values
    out["style"] = query.style
    parts = tuple(q.removeprefix("with ") for q in wish.qualities if q.startswith("with ")) if wish else ()
    said = (*wish.qualities, *parts, *label(wish.words).said) if wish else ()
    if more := tuple(w for w in dict.fromkeys(said) if w not in (*query.colours, *query.materials, query.style)):
        out["qualities"] = more
    return out


def window_named(room: Room, target: str) -> str | None:
    """ "window" or "window:2" as the id of a window; None when the room has none."""
    number = target.partition(":")[2]
    k = int(number) - 1 if number.isdigit() and int(number) > 0 else 0
    return room.windows[min(k, len(room.windows) - 1)].id if room.windows else None


def walls_named(room: Room, target: str) -> tuple[int, ...]:
    """The walls that a place names: "wall:north", "wall:long", "corner:north-east", "window"; empty for any wall."""
    kind, _, which = target.partition(":")
    if kind == "wall" and which in ("north", "south", "east", "west"):
        return (room.wall_named(which).index,)
    if kind == "wall" and which in ("long", "short"):
        lengths = [w.length for w in room.walls]
        best = max(lengths) if which == "long" else min(lengths)
        return tuple(w.index for w in room.walls if abs(w.length - best) < 0.05)
    if kind == "corner" and "-" in which:
        return tuple(room.wall_named(n).index for n in which.split("-") if n in ("north", "south", "east", "west"))
    return ()
