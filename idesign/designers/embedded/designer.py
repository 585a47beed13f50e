"""The designer that needs no language model: from a brief to a design, by knowledge of rooms.

What was asked for comes first and is all there; what the room lacks is added while the floor allows it; nothing that
was excluded, and nothing at all where the person wants nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assets.catalogue import category
from idesign.brief import Brief
from idesign.design import Design, Surfaces
from idesign.designers.embedded import bath, dining, hall, kitchen, living, school, sleeping, work
from idesign.designers.embedded.crowd import floor_wanted, held, largest
from idesign.designers.embedded.draft import WHEELCHAIR, Draft
from idesign.designers.embedded.dress import dress
from idesign.designers.embedded.finish import HANDLED, finish
from idesign.designers.embedded.kinds import ARMCHAIRS, BEDS, BOOKCASES, DESKS, PLANTS, SOFAS, TABLES
from idesign.designers.embedded.loose import place_the_rest
from idesign.designers.embedded.pairs import pairs
from idesign.designers.embedded.relate import LOW, ON_LEGS, relate_wishes
from idesign.designers.embedded.rings import rings
from idesign.designers.embedded.rugs import spread_rugs
from idesign.designers.embedded.scheme import tinted, walls, without_excluded
from idesign.designers.embedded.tops import fit_tops
from idesign.knowledge import Look, RoomType, SetUse, knowledge
from idesign.rooms import RoomNeeds, room_candidates, say_openings
from idesign.sentences import told, word
from solvers.room import Room

Maker = Callable[[Draft, Mapping[str, str]], None]
SETS: dict[str, Maker] = {
    "sleeping": sleeping.sleeping, "wardrobe": sleeping.wardrobe, "dresser": sleeping.dresser,
    "bench": sleeping.bench, "lounge": living.lounge, "reading": living.reading, "dining": dining.dining,
    "sideboard": dining.sideboard, "display": dining.display, "kitchen": kitchen.kitchen, "bin": kitchen.bin,
    "bath": bath.bath, "laundry": bath.laundry, "work": work.work, "bookcase": work.bookcase,
    "filing": work.filing, "toys": work.toys, "console": hall.console, "coats": hall.coats, "plant": hall.plant,
    "stand": hall.stand, "row": hall.row, "station": work.station, "desks": work.desks, "counter": dining.counter,
    "class": school.school, "screen": living.screen, "island": dining.island,
}  # fmt: skip
# Which maker takes which wishes, in rooms whose type does not list it.
TAKES: dict[str, tuple[str, ...]] = {
    "sleeping": BEDS, "lounge": (*SOFAS, "tv_stand"), "screen": ("television",), "kitchen": ("stove",),
    "bath": ("bathtub", "shower", "toilet", "bathroom_sink"), "dining": TABLES, "work": DESKS,
    "wardrobe": ("wardrobe",), "bookcase": BOOKCASES, "sideboard": ("sideboard", "console_table"),
    "dresser": ("dresser",), "reading": ARMCHAIRS, "bench": ("bench",), "toys": ("toy_storage",),
    "filing": ("filing_cabinet",), "display": ("display_cabinet",), "plant": PLANTS, "class": ("school_desk",),
}  # fmt: skip
DEFAULT_STYLES = ("scandinavian", "contemporary", "modern", "japandi")


MODEST = {"lounge": {"modest": "yes"}}
"""How a group is made where it is only a guest: a sofa in an office is no parlour."""
PLACES = ("basement",)
"""Rooms named by where they are: what else the person calls them says what is done there ("cellar workshop")."""
QUIET = {"yoga", "meditation", "pilates", "prayer"}
"""Exercise that needs a mat and calm."""
WIDE = 19.0
"""A room of this floor has places 3.8 m from its door [m2]."""
LARGE = 30.0
"""A group that only a room of so much floor [m2] has is one more there, not what its type is about."""
ABOUT_AS_GOOD = 0.6
"""Drafts whose scores differ by less are equally good rooms: less than one place of a piece is worth (by trial)."""
GROWTHS = 6
"""How often a room of free size is made a quarter larger before what does not fit is left to the solver."""


class EmbeddedDesigner:
    """Designs from the knowledge in `idesign.knowledge`. The same brief gives the same design."""

    def propose(self, brief: Brief) -> Design:
        """The design for a brief. Raises `RoomError` when no room can have the wished size."""
        whole = _beds_on_stilts(_screens_on_walls(brief))
        name, kind, said = _room_type(whole)
        fit = held(whole, kind, {c for use in _sets(whole, kind) for c in TAKES.get(use.set, ())})
        brief = fit.brief

        style, plain, style_said = _style(brief, name)
        look = tinted(plain, brief)
        draft, room_said = _best_draft(brief, name, kind, style, look)
        finish(draft, _finishes(brief, kind))
        place_the_rest(draft)
        work.piano_stools(draft)
        hall.games_aside(draft)
        relate_wishes(draft)
        spread_rugs(draft)
        hall.stand_about(draft)
        fit_tops(draft)
        dress(draft)
        assumed = (*brief.assumed, *said, *room_said, *say_openings(draft.room, brief.room), *style_said)
        accent = _accent_wall(draft)
        assumed += (told("assumed.accent"),) if accent is not None else ()
        full = replace(whole, assumed=assumed, notes=(*whole.notes, *draft.notes))
        graph = without_excluded(brief, draft.graph())
        left_out = (fit.text,) if fit.text else ()
        return Design(full, draft.room, _room_name(brief, kind), _surfaces(brief, look, kind, accent), graph, left_out)


def _beds_on_stilts(brief: Brief) -> Brief:
    """With a loft bed where something stands under the bed that is too high for the legs of any other."""
    of = {w.ref: w.category for w in brief.wishes}
    under = [r for r in brief.relations if r.kind == "under" and of.get(r.target) in ON_LEGS and r.wish in of]
    high = {r.target for r in under if category(of[r.wish]).height[0] > LOW}
    wishes = tuple(replace(w, category="loft_bed") if w.ref in high else w for w in brief.wishes)
    return replace(brief, wishes=wishes) if high else brief


def _best_draft(brief: Brief, name: str, kind: RoomType, style: str, look: Look) -> tuple[Draft, tuple[str, ...]]:
    """The furniture in the room that holds it best. A room whose size the person left open grows until all that was
    asked for has a place."""
    needs = _needs(brief, name, kind)

    def best(most: int) -> tuple[Draft, tuple[str, ...]]:
        rooms, said = room_candidates(brief.room, kind, brief.seed, needs, most)
        drafts = (_draft(brief, kind, room, style, look) for room in rooms)
        return _one_of_the_best(list(drafts), brief.seed), said

    draft = best(2)[0]
    for _ in range(GROWTHS):
        if not (draft.free_size and draft.homeless):
            break
        if draft.area > 0.99 * largest(brief, kind):
            break
        needs = replace(needs, floor=min(1.25 * draft.area, largest(brief, kind)))
        draft = best(2)[0]
    # a large room takes longer to plan and has more than one good place for its door
    return best(8 if draft.area < 30 else 3)


def _one_of_the_best(drafts: list[Draft], seed: int) -> Draft:
    """The best draft for seed 0; for other seeds one that is about as good, so that the next room is another."""
    ranked = sorted(drafts, key=lambda d: (-d.homeless, round(d.score, 1)), reverse=True)
    alike = [d for d in ranked if d.homeless == ranked[0].homeless and d.score > ranked[0].score - ABOUT_AS_GOOD]
    return alike[seed % len(alike)]


def _draft(brief: Brief, kind: RoomType, room: Room, style: str, look: Look) -> Draft:
    """The furniture of one of the possible rooms; its `score` says how well it went in."""
    draft = Draft(brief, kind, room, style, look)
    rings(draft)
    pairs(draft)
    hall.games(draft)
    for use in _order(draft, _sets(brief, kind)):
        SETS[use.set](draft, use.options)
    dining.bars(draft)
    living.extra_seats(draft)
    place_the_rest(draft, HANDLED)
    return draft


def _screens_on_walls(brief: Brief) -> Brief:
    """A screen that the person hangs on a wall is a television, not the monitor of a desk."""
    hung = {r.wish for r in brief.relations if r.kind == "on" and r.target.startswith("wall")}
    wishes = (
        replace(w, category="television") if w.ref in hung and w.category == "computer_monitor" else w
        for w in brief.wishes
    )
    return replace(brief, wishes=tuple(wishes))


# ---------------------------------------------------------------- what kind of room
def _room_type(brief: Brief) -> tuple[str, RoomType, list[str]]:
    people = " ".join((*brief.people, brief.text.lower() if brief.room_type == "bedroom" else ""))
    wanted = brief.room_type
    if wanted in ("bedroom", "kids_room", "childrens_room") and "teen" in people:
        wanted = "teen_room"
    elif wanted == "bedroom" and any(
        w in people for w in ("toddler", "child", "kid", "boy", "girl", "son", "daughter")
    ):
        wanted = "kids_room" if not any(w.category == "bed_double" for w in brief.wishes) else "bedroom"
    if wanted == "gym" and _quiet_exercise(brief):
        wanted = "yoga_studio"
    name, kind = knowledge().room_type(wanted)
    said = _several_rooms(brief)
    others = _other_types(brief)
    if name in PLACES and others:
        used = knowledge().room_type(others[0])[1]
        kind = replace(used, height=kind.height, door=kind.door, window=kind.window, noun=kind.noun)
    if WHEELCHAIR in brief.people:
        width = max(kind.door.width, knowledge().rule("doors", "accessible"))
        kind = replace(kind, door=replace(kind.door, width=width))
    if wanted != name and wanted not in knowledge().room_types:
        said.append(f"I furnished the {wanted.replace('_', ' ')} like a {kind.noun}.")
    return name, kind, said


def _several_rooms(brief: Brief) -> list[str]:
    """What becomes of further rooms in one request: a scene is one room."""
    named = [knowledge().room_type(t)[1].noun for t in (brief.room_type, *_other_types(brief))]
    if len(set(named)) < 2 or brief.room_type in PLACES:
        return []
    rooms = f"{', '.join(named[:-1])} and {named[-1]}"
    return [f"I made one open room for {rooms}: there are no walls between them; ask for each alone to have its own."]


def _quiet_exercise(brief: Brief) -> bool:
    """Whether one trains on a mat there, and nothing was said of machines or weights."""
    machines = {u.options.get("what") for u in knowledge().room_types["gym"].sets} - {"gym_mat", None}
    asked = any(w.category in machines for w in brief.wishes) or "exercise" in brief.activities
    return not asked and bool(QUIET & {*brief.activities, *brief.text.lower().replace(",", " ").split()})


def _room_name(brief: Brief, kind: RoomType) -> str:
    more = [knowledge().room_type(t)[1].noun for t in brief.more_room_types]
    return " and ".join([kind.noun, *more]).capitalize()


def _style(brief: Brief, room: str) -> tuple[str, Look, list[str]]:
    looks = knowledge().looks
    if brief.style:
        from assets.styles import style as preset  # the words for styles are the furniture library's

        name = preset(brief.style).name
        return name, looks.get(name, looks["contemporary"]), []
    if room == "kids_room":
        return "kids", looks["kids"], [told("assumed.child")]
    name = DEFAULT_STYLES[brief.seed % len(DEFAULT_STYLES)]
    return name, looks[name], [told("assumed.style", style=word("styles", name))]


def _accent_wall(draft: Draft) -> int | None:
    """The wall behind the bed, the sofa or the sideboard, in every other room whose colours are ours to choose."""
    brief = draft.brief
    theirs = brief.only or brief.colours or brief.room.wall_colour or brief.room.wall_finish
    if theirs or not draft.look.accent_wall or brief.seed % 2 == 0:
        return None
    backs = [draft.spots[i].wall for i in draft.of(*BEDS, *SOFAS, "sideboard") if i in draft.spots]
    return next((wall for wall in backs if wall >= 0), None)


def _surfaces(brief: Brief, look: Look, kind: RoomType, accent: int | None) -> Surfaces:
    wish = brief.room
    usual = (kind.floor, kind.floor_colour) if kind.floor else (look.floor, look.floor_colour)
    wall, shade = walls(brief, look, kind)
    return Surfaces(
        wall=wall,
        wall_colour=shade,
        accent_wall=accent,
        accent_colour=look.accent_wall if accent is not None else "",
        floor=wish.floor or usual[0],
        floor_colour=wish.floor_colour or ("" if wish.floor else usual[1]),
    )


# ---------------------------------------------------------------- what the room must offer
def _needs(brief: Brief, name: str, kind: RoomType) -> RoomNeeds:
    """What the furniture asks of walls and windows whose places are still free."""
    refs = {w.ref: w for w in brief.wishes}
    at_window = [
        refs[r.wish]
        for r in brief.relations
        if r.wish in refs and r.target.startswith("window") and r.kind in ("at", "under", "facing", "in_front_of")
    ]
    desks = [w for w in at_window if w.category in (*DESKS, "sideboard", "bench", "dresser")]
    under = None
    if desks:
        usual = knowledge().piece(desks[0].category)
        under = (desks[0].size[0] or usual.size[0], desks[0].size[2] or usual.size[2])
    sink = any(
        r.target.startswith("window") and refs[r.wish].category == "kitchen_sink"
        for r in brief.relations
        if r.wish in refs
    )
    beds = {w.ref for w in brief.wishes if w.category in BEDS}
    facing_door = any(
        r.wish in beds and r.kind in ("facing", "opposite") and r.target == "door" for r in brief.relations
    )
    return RoomNeeds(
        wall=kind.need,
        pair=2.0 if name in ("living_room", "studio") else 0.0,
        whole=(name == "kitchen" or "kitchen" in brief.more_room_types) and not sink,
        before_door=facing_door or name in ("bedroom", "teen_room", "kids_room"),
        under_window=under,
        door_inset=0.9 if facing_door else None,
        floor=_floor_wanted(brief),
        corners=tuple({r.target.partition(":")[2]: 0 for r in brief.relations if r.target.startswith("corner:")}),
        word=next((m for m in brief.moods if m in knowledge().rules["called"]), ""),
    )


def _floor_wanted(brief: Brief) -> float:
    """What the wished furniture takes with the floor before it, doubled for ways between [m2]; at least `WIDE` where
    something shall be far from the door or a window."""
    far = any(r.kind == "far" and r.target.split(":")[0] in ("door", "window") for r in brief.relations)
    return max(floor_wanted(brief.wishes), WIDE if far else 0.0)


# ---------------------------------------------------------------- which groups, in which order
def _sets(brief: Brief, kind: RoomType) -> list[SetUse]:
    """The groups of the room's type (and further types), and those that take wishes of other kinds."""
    uses = list(kind.sets)
    for other in _other_types(brief):
        known = {u.set for u in uses if u.min_area < LARGE}
        uses += [replace(u, rank=u.rank + 1) for u in knowledge().room_type(other)[1].sets if u.set not in known]
    listed = {u.set for u in uses if u.min_area < LARGE}
    categories = {w.category for w in brief.wishes}
    guests = [name for name, takes in TAKES.items() if name not in listed and categories & set(takes)]
    if "lounge" in (*listed, *guests):
        guests = [g for g in guests if g != "screen"]
    return [*uses, *(SetUse(g, 2, options=MODEST.get(g, {})) for g in guests)]


def _other_types(brief: Brief) -> list[str]:
    """The further types of the room that say what is done in it."""
    return [t for t in brief.more_room_types if t not in PLACES]


def _order(draft: Draft, uses: list[SetUse]) -> list[SetUse]:
    """By rank, what was asked for before what is only usual, what is bound to a window first."""
    bound = {
        w.category
        for w in draft.brief.wishes
        for r in draft.brief.relations
        if r.wish == w.ref and r.target.startswith("window")
    }

    middle = {
        w.category for w in draft.brief.wishes for r in draft.brief.relations if r.wish == w.ref and r.target == "room"
    }

    def rank(use: SetUse) -> tuple[bool, bool, int]:
        takes = set(TAKES.get(use.set, ()))
        first = any(u.set in ("kitchen", "bath", "sleeping") for u in uses)
        asked = any(w.category in takes for w in draft.brief.wishes)
        return (
            not (takes & bound & set(DESKS) or (takes & middle and not first)),
            not asked and use.rank > 1,
            use.rank,
        )

    least = {u.set: min(v.min_area for v in uses if v.set == u.set) for u in uses}

    def fit(use: SetUse) -> bool:
        asked = draft.asked(*TAKES.get(use.set, ())) and use.min_area == least[use.set]
        return draft.roomy >= use.min_area or bool(asked)

    fits = [u for u in uses if fit(u)]
    return [_varied(draft, use, k) for k, use in enumerate(sorted(fits, key=rank))]


def _varied(draft: Draft, use: SetUse, number: int) -> SetUse:
    """The group with the options of the variant that the seed takes; the first for seed 0."""
    if not use.variants:
        return use
    choice = (draft.brief.seed * (number + 1)) % len(use.variants)
    return replace(use, options={**use.options, **use.variants[choice]})


def _finishes(brief: Brief, kind: RoomType) -> tuple[str, ...]:
    names = list(kind.finish)
    for other in _other_types(brief):
        names += [n for n in knowledge().room_type(other)[1].finish if n not in names and n != "ceiling"]
    return tuple(names)
