"""Placing a design: the furniture together, then what finishes the room, with honest repairs.

Repairs are bounded and go from what costs the person least to what costs most: leave out what nobody asked for, take a
smaller one, let go of a relation, leave out what was asked. Each of the last three is said to the person; breaking a
promise (the last two) is a breach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from assets.asset import Asset, AssetQuery
from idesign.compile import compile_problem, compose, crowded_out
from idesign.design import Design
from idesign.scene_graph import Piece, SceneGraph
from idesign.stand_about import furnished_floor
from solvers.check import check, holds
from solvers.explain import phrase
from solvers.layout import Explanation, Layout, Status
from solvers.no_room import no_room
from solvers.problem import LayoutProblem, Pose
from solvers.relations import Beside, KeepClear, LeftOf, NotBlocking, Offset, Relation, RightOf
from solvers.room import Room

WHEELCHAIR = "wheelchair user"
"""Who in a brief needs an accessible room."""
WITH_ITS_HOST = "what it stands on or belongs to was left out"
MAX_REPAIRS = 16
CROWD = 40
"""Rooms with more furniture than this give up more at once and less often: each search takes them longer."""
FLOOR_SHARE = 0.62
"""Furniture on more than this share of the floor leaves no way through: design guidance calls 0.55 crowded."""
ABOUT = 2
"""The stage of what stands about when all else has its place."""
THIN = 0.03
"""What lies this flat on the floor takes none of it [m] (the contract's rug)."""

LET_GO = ("far", "near", "beside", "behind", "left_of", "right_of", "in_front_of", "at_window", "facing", "between")
"""What ties a thing to others, in the order in which it is let go before the thing itself is left out."""

Find = Callable[[AssetQuery], Asset]
Solve = Callable[[LayoutProblem, int, float, float], Layout]
"""Problem, number of the repair, effort to improve a layout that holds, patience with one that does not."""
HASTE = (0.35, 0.15)
"""Patience, at first and later, while there is something left that the room can do without, or some of a long list is
left out anyway: a layout that exists is found at once, or hardly ever (of twelve rooms eleven had one after four steps;
the twelfth had none)."""
FINISHING_EFFORT = 0.1
"""One small piece in a furnished room has few choices; what is left to improve is not worth seconds."""
FINISHING_PATIENCE = 0.15
"""It is found a place at once, or hardly ever: in 24 rooms 132 problems had one at the first draw of candidates, none
later, and 19 none in up to 165 steps, which were a fifth of the time of those rooms."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class LeftOut:
    """Something the person asked for that is not in the room. `optional`: they wanted it only if it fits."""

    id: str
    name: str
    why: str
    optional: bool = False


@dataclass(frozen=True)
class Placement:
    """What stands where. `graph` is what is left of the design's; `notes` and `breaches` are for the person;
    `hopeless` are the breaches that no larger room would mend; `layout` is the solver's answer for the furniture."""

    graph: SceneGraph
    assets: dict[str, Asset]
    poses: dict[str, Pose]
    layout: Layout | None = None
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()
    hopeless: tuple[str, ...] = ()

    def name(self, id: str) -> str:
        """The piece or the opening in words."""
        return next((f"the {p.name}" for p in self.graph.pieces if p.id == id), f"the {id.rsplit('-', 1)[0]}")

    def without(self, ids: Iterable[str], why: str = "") -> Placement:
        """Without these pieces and what depends on them; what was asked for is remembered with the reason."""
        named = frozenset(ids)
        graph = self.graph.without(named)
        kept = {p.id for p in graph.pieces}
        asked = (p for p in self.graph.pieces if p.asked and p.id not in kept)
        lost = tuple(LeftOut(p.id, p.name, why if p.id in named else WITH_ITS_HOST, p.optional) for p in asked)
        return replace(self, graph=graph, left_out=self.left_out + lost)


def furnish(
    design: Design, find: Find, solve: Solve, say: Say, stands: Callable[[Placement], None] = lambda placement: None
) -> Placement:
    """Places everything that fits; what stands is shown to `stands` before the room is finished. The same design,
    `find` and `solve` give the same placement."""
    graph = design.graph
    said = design.left_out
    start = Placement(graph, {p.id: find(p.query) for p in graph.pieces}, {}, notes=said, breaches=said, hopeless=said)
    crowded = crowded_out(design.room, graph, start.assets)
    start = start.without(p.id for p in graph.pieces if p.id in crowded and p.optional and not p.asked)
    start = _without_the_impossible(start, design.room)
    state = _place_furniture(_thin_out(start, design.room), design, find, solve, say)
    stands(state)
    return _tell_left_out(_tell_other_side(_finish(state, design, find, solve, say), design.room))


# ---------------------------------------------------------------- what no room can hold
def _without_the_impossible(state: Placement, room: Room) -> Placement:
    """With what no pose of two things can meet (boxes under a bed that reaches the floor) as a mere preference: no
    search and no larger room would help, and the reason is known."""
    problem = compile_problem("room", room, state.graph, state.assets, frozenset(p.id for p in state.graph.pieces), {})
    while (why := next(no_room(problem), None)) is not None:
        lost = [problem.relations[k] for k in why.conflict if isinstance(k, int)]
        for relation in lost:
            state = _given_up(state, relation, why)
        kept = tuple(replace(r, hard=False) if r in lost else r for r in problem.relations)
        problem = replace(problem, relations=kept)
    return state


def _given_up(state: Placement, relation: Relation, why: Explanation) -> Placement:
    """Without insisting on a relation that cannot be, and with the reason in words."""
    text = _named(why.text, state)
    soft = tuple(replace(r, hard=False) if r == relation else r for r in state.graph.relations)
    breach = text if state.graph.piece(relation.a).asked else ""
    state = replace(state, graph=replace(state.graph, relations=soft), notes=_add(state.notes, text))
    return replace(state, breaches=_add(state.breaches, breach), hopeless=_add(state.hopeless, breach))


def _named(text: str, state: Placement) -> str:
    """A sentence of the solver about ids, as one about things."""
    for piece in sorted(state.graph.pieces, key=lambda p: -len(p.id)):
        text = text.replace(piece.id, f"the {piece.name}")
    return f"{text[:1].upper()}{text[1:]}."


# ---------------------------------------------------------------- stage 0: the furniture
def _place_furniture(state: Placement, design: Design, find: Find, solve: Solve, say: Say) -> Placement:
    tries = max(4, MAX_REPAIRS // _share(state))
    for repair in range(tries + 1):
        ids = frozenset(p.id for p in state.graph.pieces if p.stage == 0)
        problem = compile_problem("room", design.room, state.graph, state.assets, ids, {})
        problem = replace(problem, accessible=WHEELCHAIR in design.brief.people)
        hasty = _extra(state) or design.left_out
        layout = solve(problem, repair, 1.0, HASTE[min(repair, 1)] if hasty else 1.0)
        state = replace(state, layout=layout, poses=dict(layout.placements))
        better = None
        if layout.status is not Status.SOLVED and repair < tries:
            better = _repair(state, problem, layout, find, repair)
        if better is None:
            break
        say(better.notes[-1] if better.notes != state.notes else "making room")
        state = better
    return _own_up(state)


def _thin_out(state: Placement, room: Room) -> Placement:
    """Leaves out what can never fit: of the floor-standing pieces the most important are kept, one of each kind before
    a second one, as long as they leave floor to walk on."""
    limit = FLOOR_SHARE * room.area
    if _footprint(state) <= limit:
        return state
    kept, used = set(), 0.0
    for piece in sorted(_standing(state), key=lambda p: _keep_first(p, state)):
        area = _area(piece, state)
        if used + area <= limit or piece.owned:
            kept.add(piece.id)
            used += area
    gone = [p.id for p in _standing(state) if p.id not in kept]
    return state.without(gone, "there is not enough floor for it")


def _standing(state: Placement) -> list[Piece]:
    """The furniture that takes floor."""
    pieces = (p for p in state.graph.pieces if p.stage == 0 and p.support == "floor")
    return [p for p in pieces if state.assets[p.id].size[2] > THIN]


def _keep_first(piece: Piece, state: Placement) -> tuple[int, int, float, float]:
    """Low is kept first: what was asked, one of each kind, high priority, little floor."""
    alike = [p.id for p in state.graph.pieces if p.category == piece.category]
    return (piece.optional * (2 - piece.asked), alike.index(piece.id), -piece.priority, _area(piece, state))


def _area(piece: Piece, state: Placement) -> float:
    width, depth, _ = state.assets[piece.id].size
    return width * depth


def _footprint(state: Placement) -> float:
    return sum(_area(p, state) for p in _standing(state))


def _worth(piece: Piece, state: Placement) -> tuple[bool, float, float]:
    """Low is given up first: what nobody asked for, then low priority, then what takes most floor."""
    return (piece.asked or not piece.optional, piece.priority, -_area(piece, state))


def _repair(state: Placement, problem: LayoutProblem, layout: Layout, find: Find, repair: int) -> Placement | None:
    """The next smaller request, or None when nothing is left to give up."""
    if (taste := _taste(problem, layout, state)) is not None:
        return _let_go(state, taste, problem.room)
    culprits, proved = _culprits(state, layout), layout.status is Status.INFEASIBLE
    if extra := [p for p in _extra(state) if p.id in culprits or not proved]:
        extra.sort(key=lambda p: (p.asked, p.id not in culprits, *_worth(p, state)))
        return state.without(
            [p.id for p in extra[: _share(state) * (1 + repair // 2)]], "you wanted it only if it fits, and it does not"
        )
    if large := [p for p in state.graph.pieces if p.id in culprits and p.fallbacks][: _share(state)]:
        return reduce(lambda s, p: _smaller(s, p, find), large, state)
    if broken := _breakable(problem, layout):
        return _let_go(state, broken, problem.room)
    rest = [p for p in state.graph.pieces if p.id in culprits and p.stage == 0 and not p.owned]
    if len([p for p in state.graph.pieces if p.stage == 0]) < 2 or not rest:
        return None
    rest.sort(key=lambda p: _worth(p, state))
    return state.without([p.id for p in rest[: _share(state)]], "no place was found for it")


def _taste(problem: LayoutProblem, layout: Layout, state: Placement) -> Relation | None:
    """A violated promise of our own about the light of a window: furniture is worth more than that."""
    ours = {p.id for p in state.graph.pieces if not p.asked}
    broken = [problem.relations[v.relation] for v in layout.violated if v.relation is not None]
    return next((r for r in broken if isinstance(r, NotBlocking) and r.hard and r.a in ours), None)


def _share(state: Placement) -> int:
    """How many pieces one repair gives up."""
    return 1 + sum(p.stage == 0 for p in state.graph.pieces) // CROWD


def _extra(state: Placement) -> list[Piece]:
    """The furniture that the room can do without: not what carries something that was asked for."""
    spare = (p for p in state.graph.pieces if p.stage == 0 and p.optional and p.support == "floor")
    return [p for p in spare if not any(_insisted(i, state) for i in state.graph.carried_by(p.id))]


def _insisted(id: str, state: Placement) -> bool:
    """Whether the person asked for it, not only if it fits."""
    piece = state.graph.piece(id)
    return piece.asked and not piece.optional


def _culprits(state: Placement, layout: Layout) -> frozenset[str]:
    named = {i for v in layout.violated for i in v.ids}
    if layout.explanation:
        named |= {i for i in layout.explanation.conflict if isinstance(i, str)}
    return frozenset(named) or frozenset(p.id for p in state.graph.pieces)


def _smaller(state: Placement, piece: Piece, find: Find) -> Placement:
    query, *rest = piece.fallbacks
    changed = replace(piece, query=query, fallbacks=tuple(rest))
    pieces = tuple(changed if p.id == piece.id else p for p in state.graph.pieces)
    note = f"The {piece.name} ({piece.id}) is a smaller one than planned, so that it fits." if piece.asked else ""
    graph = replace(state.graph, pieces=pieces)
    return replace(state, graph=graph, assets=state.assets | {piece.id: find(query)}, notes=_add(state.notes, note))


def _breakable(problem: LayoutProblem, layout: Layout) -> Relation | None:
    """A relation, violated or in a proved conflict, that can be let go (no offset of a group's member), else one that
    keeps what has no place from standing elsewhere: a thing in another place is better than none."""
    conflict = layout.explanation.conflict if layout.explanation else ()
    numbers = [*(v.relation for v in layout.violated), *(k for k in conflict if isinstance(k, int))]
    broken = [problem.relations[k] for k in numbers if k is not None]
    said = [r for v in layout.violated for r in problem.relations if r.kind in LET_GO and set(r.names) & set(v.ids)]
    said.sort(key=lambda r: LET_GO.index(r.kind))
    return next((r for r in (*broken, *said) if r.hard and not isinstance(r, Offset)), None)


def _let_go(state: Placement, relation: Relation, room: Room) -> Placement:
    if relation not in state.graph.relations:
        return state.without([relation.a], "its place beside the others could not be kept")
    soft = replace(relation, hard=False)
    relations = tuple(soft if r == relation else r for r in state.graph.relations)
    text = f"This could not be kept: {describe(relation, state, room)}"
    graph = replace(state.graph, relations=relations)
    breach = text if state.graph.piece(relation.a).asked else ""
    return replace(state, graph=graph, notes=_add(state.notes, text), breaches=_add(state.breaches, breach))


def _own_up(state: Placement) -> Placement:
    """Every violation that is left becomes a breach."""
    layout = state.layout
    if layout is None or layout.status is Status.SOLVED:
        return state
    said = tuple(v.text for v in layout.violated) or (layout.explanation.text if layout.explanation else "no layout",)
    return replace(state, breaches=state.breaches + said)


# ---------------------------------------------------------------- stage 1: what finishes the room
def _finish(state: Placement, design: Design, find: Find, solve: Solve, say: Say) -> Placement:
    state = _set_down(state, design.room, asked=True)
    for piece in sorted((p for p in design.graph.pieces if p.stage == 1), key=_after_what_was_asked):
        if piece.id in state.poses or not any(p.id == piece.id for p in state.graph.pieces):
            continue
        if not _ours_on_top(piece):
            state = _dressed_alike(_add_one(state, piece, design.room, find, solve), piece)
    for piece in [p for p in state.graph.pieces if p.stage == ABOUT]:
        state = _stand_about(state, piece, design)
    return _set_down(state, design.room, asked=False)


def _dressed_alike(state: Placement, piece: Piece) -> Placement:
    """Without any curtains of ours where one pair found no room: blinds come for all windows instead."""
    if piece.category != "curtains" or piece.asked or piece.id in state.poses:
        return state
    ours = {p.id for p in state.graph.pieces if p.category == "curtains" and not p.asked}
    poses = {i: pose for i, pose in state.poses.items() if i not in ours}
    return replace(state.without(ours), poses=poses)


def _after_what_was_asked(piece: Piece) -> bool:
    """What was asked for gets its place before what we add; both in the designer's order."""
    return not piece.asked


def _stand_about(state: Placement, piece: Piece, design: Design) -> Placement:
    """With this piece on floor that nothing needs; without it when there is none."""
    room, accessible = design.room, WHEELCHAIR in design.brief.people
    support = {p.id: p.support for p in state.graph.pieces}
    standing = [i for i in state.poses if support.get(i) == "floor"]
    clear = (r for r in state.graph.relations if isinstance(r, KeepClear) and r.hard)
    floor = furnished_floor(room, state.assets, state.poses, standing, accessible, clear)
    problem = compile_problem(piece.id, room, state.graph, state.assets, frozenset({piece.id}), state.poses)
    for pose in floor.place(piece.id, state.graph, state.assets, state.poses):
        poses = state.poses | {piece.id: pose}
        if not check(problem, poses):
            return replace(state, poses=poses)
    return state.without([piece.id])


def _ours_on_top(piece: Piece) -> bool:
    """Whether it is a small thing of our own that stands on another."""
    return piece.support not in ("floor", "wall", "ceiling") and piece.optional and not piece.asked


def _set_down(state: Placement, room: Room, asked: bool) -> Placement:
    """With the small things that stand on what is placed: their group has given them their poses, and only the check is
    asked. What it refuses is left out, or sought a place for like any other piece when it was asked for."""
    small = (p for p in state.graph.pieces if p.stage > 0 and p.support in state.poses and p.id not in state.poses)
    ids = frozenset(p.id for p in small if _ours_on_top(p) != asked)
    if not ids:
        return state
    problem = compile_problem("small things", room, state.graph, state.assets, ids, state.poses)
    offsets = [r for r in problem.relations if isinstance(r, Offset) and r.a in ids and r.b in state.poses]
    poses = state.poses | {r.a: compose(state.poses[r.b], r) for r in offsets if r.b is not None}
    wrong = {i for v in check(problem, poses) for i in v.ids if i in ids}
    state = replace(state, poses={i: pose for i, pose in poses.items() if i not in wrong})
    return state.without(p.id for p in state.graph.pieces if p.id in wrong and p.optional and not p.asked)


def _add_one(state: Placement, piece: Piece, room: Room, find: Find, solve: Solve) -> Placement:
    """With this piece and what comes with it, as wished, smaller, or with its relations as mere preferences."""
    asked_for = [piece.query, *piece.fallbacks]
    for query in asked_for:
        tried = _try(_with_query(state, piece, query, find), piece, room, solve)
        if tried is not None:
            return _mention_smaller(tried, piece, query)
    if piece.asked:
        for query in asked_for:
            loose, relations = _loosened(_with_query(state, piece, query, find), piece)
            tried = _try(loose, piece, room, solve)
            if tried is not None and relations:
                text = f"This could not be kept: {describe(relations[0], state, room)}"
                return replace(tried, notes=_add(tried.notes, text), breaches=_add(tried.breaches, text))
            if tried is not None:
                return tried
    return state.without([piece.id], no_place(state.assets[piece.id], room))


def no_place(asset: Asset, room: Room) -> str:
    """Why a thing was not placed."""
    high = asset.size[2]
    if high > room.height:
        return f"it is {high:g} m high, the room {room.height:g} m"
    return "no free place was found for it"


def _mention_smaller(state: Placement, piece: Piece, query: AssetQuery) -> Placement:
    if not piece.asked or query == piece.query:
        return state
    return replace(state, notes=_add(state.notes, f"The {piece.name} ({piece.id}) is a smaller one, so that it fits."))


def _with_query(state: Placement, piece: Piece, query: AssetQuery, find: Find) -> Placement:
    if query == piece.query:
        return state
    pieces = tuple(replace(p, query=query) if p.id == piece.id else p for p in state.graph.pieces)
    return replace(state, graph=replace(state.graph, pieces=pieces), assets=state.assets | {piece.id: find(query)})


def _loosened(state: Placement, piece: Piece) -> tuple[Placement, list[Relation]]:
    """With all that ties the piece to others as mere preferences, whichever end of it the piece is."""
    tied = (r for r in state.graph.relations if r.hard and not isinstance(r, Offset))
    own = [r for r in tied if r.a == piece.id or (r.b == piece.id and r.a in state.poses)]
    relations = tuple(replace(r, hard=False) if r in own else r for r in state.graph.relations)
    return replace(state, graph=replace(state.graph, relations=relations)), own


def _try(state: Placement, piece: Piece, room: Room, solve: Solve) -> Placement | None:
    ids = _batch(state, piece)
    problem = compile_problem(piece.id, room, state.graph, state.assets, ids, state.poses)
    layout = solve(problem, 0, FINISHING_EFFORT, FINISHING_PATIENCE)
    if layout.status is not Status.SOLVED:
        return None
    return replace(state, poses=state.poses | {i: layout.placements[i] for i in ids})


def _batch(state: Placement, piece: Piece) -> frozenset[str]:
    """The piece with its group and everything that stands on them."""
    ids = {piece.id} | {m for g in state.graph.groups if g.anchor == piece.id for m, _ in g.members}
    ids |= {c for i in ids for c in state.graph.carried_by(i)}
    return frozenset(ids - set(state.poses))


# ---------------------------------------------------------------- words
def _tell_other_side(state: Placement, room: Room) -> Placement:
    """A sentence for each thing that was asked for on one side of a window or door and found its place elsewhere."""
    openings, asked = {o.id for o in room.openings}, {p.id for p in state.graph.pieces if p.asked} & set(state.poses)
    sides = [r for r in state.graph.relations if isinstance(r, Beside) and not r.hard and r.side != "either"]
    for r in [r for r in sides if r.a in asked and r.b in openings]:
        problem = compile_problem("side", room, state.graph, state.assets, frozenset({r.a}), state.poses)
        if not holds(problem, state.poses, r):
            side: Relation = LeftOf(a=r.a, b=r.b) if r.side == "left" else RightOf(a=r.a, b=r.b)
            text = f"This could not be kept: {describe(side, state, room)}"
            state = replace(state, notes=_add(state.notes, text))
    return state


def _tell_left_out(state: Placement) -> Placement:
    """One sentence for equal things that were left out for one reason; each is a breach, but not what was wanted only
    if it fits."""
    alike: dict[tuple[str, str, bool], list[str]] = {}
    for gone in state.left_out:
        alike.setdefault((gone.name, gone.why, gone.optional), []).append(gone.id)
    texts = {key: _left_out_text(key[0], key[1], ids) for key, ids in alike.items()}
    breaches = tuple(text for key, text in texts.items() if not key[2])
    return replace(state, notes=state.notes + tuple(texts.values()), breaches=state.breaches + breaches)


def _left_out_text(name: str, why: str, ids: list[str]) -> str:
    if len(ids) == 1:
        return f"The {name} ({ids[0]}) was left out: {why}."
    return f"{len(ids)} times the {name} was left out ({', '.join(ids)}): {why}."


def describe(relation: Relation, state: Placement, room: Room) -> str:
    """What the relation asks of these pieces, in words."""
    ends = {end: getattr(relation, end, None) for end in ("a", "b", "c")}
    names: dict[str, Any] = {end: state.name(str(id)) for end, id in ends.items() if id}
    return phrase(room, replace(relation, **names))


def _add(texts: tuple[str, ...], text: str) -> tuple[str, ...]:
    return (*texts, text) if text and text not in texts else texts
