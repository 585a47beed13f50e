"""The engineer: exact relations between pieces, by id, in the vocabulary of the solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from idesign.design import Design
from idesign.llm.brief_reply import Text
from idesign.scene_graph import SceneGraph
from idesign.team.circles import circle_faults, circular
from idesign.team.facts import clearance_facts, client_facts, room_facts, unit_facts, wall_id
from idesign.team.prompt import listed, system_prompt
from idesign.team.session import Question, Session
from solvers import SolverInputError, relation_from_json
from solvers.problem import Body, LayoutProblem
from solvers.problem_file import validate
from solvers.relation_file import argument_names
from solvers.relations import LANDMARK_KINDS, UNARY, AtWall, Relation, sentence
from solvers.room import Room

OFFERED = (
    "against_wall", "at_wall", "centered_on_wall", "corner", "at_window", "centered_in_room", "facing", "facing_wall",
    "near", "far", "distance", "beside", "between", "in_front_of", "behind", "left_of", "right_of", "centered_on",
    "aligned", "parallel", "lined_up", "symmetric", "around", "sees", "keep_clear", "not_blocking",
)  # fmt: skip
"""The kinds that a model may use, from the hardest to satisfy to the easiest of each sort; the others are for code:
exact offsets and turns, and what rests on what."""
MOST, MOST_HARD = 40, 16
"""Relations in a reply, and how many of them may be hard."""
LONGEST = 20.0
"""Lengths beyond this [m] are a slip of units."""
STRENGTH = 3.0
"""Weight of a relation that is a wish only."""


@dataclass(frozen=True)
class Exact:
    """A relation as the model writes it; lengths in metres; what its kind does not take is null."""

    type: Text
    a: Text
    b: Text | None
    c: Text | None
    walls: tuple[Text, ...]
    min: float | None
    max: float | None
    side: Text | None
    hard: bool


@dataclass(frozen=True)
class EngineerReply:
    """All that the engineer says; what is hardest to satisfy comes first."""

    relations: tuple[Exact, ...]


@dataclass(frozen=True)
class Names:
    """What a relation may name: `units` are pieces that move on their own, `anchors` the unit that each other piece of
    a rigid group moves with, `landmarks` what is built in."""

    room: Room
    units: tuple[str, ...]
    anchors: Mapping[str, str]

    @property
    def pieces(self) -> tuple[str, ...]:
        return (*self.units, *self.anchors)

    @property
    def landmarks(self) -> tuple[str, ...]:
        return tuple(o.id for o in self.room.landmarks)

    @property
    def walls(self) -> tuple[str, ...]:
        return tuple(map(wall_id, self.room.walls))


def relate(session: Session, design: Design) -> tuple[Relation, ...]:
    """The engineer's relations, in the order of the reply; none when there is no usable answer."""
    names = names_of(design)
    if len(names.units) < 2:
        return ()
    reply = session.ask(
        _question(design, names),
        EngineerReply,
        lambda r: tuple(faults(r.relations, names)),
        lambda r: _mended(session, r, names),
    )
    return relations_of(reply.relations, names) if reply else ()


def names_of(design: Design) -> Names:
    """The furniture that is placed together (stage 0) by what moves on its own."""
    graph = design.graph
    standing = [p.id for p in graph.pieces if p.stage == 0]
    anchors = {id: root for id in standing if (root := _root(graph, id)) != id and root in standing}
    return Names(design.room, tuple(id for id in standing if id not in anchors), anchors)


def _root(graph: SceneGraph, id: str) -> str:
    """The piece that a piece moves with: its group's anchor, or what it stands on."""
    above = next((g.anchor for g in graph.groups if any(m == id for m, _ in g.members)), None)
    support = graph.piece(id).support
    host = above if above is not None else (support if support in {p.id for p in graph.pieces} else None)
    return _root(graph, host) if host is not None else id


def _question(design: Design, names: Names) -> Question:
    units = unit_facts(design.graph, names.units, dict(names.anchors))
    fixed = [said(r) for r in design.graph.relations if r.hard and r.a in names.units]
    user = (
        f"{client_facts(design.brief)}\n\nThe room\n{room_facts(design.room)}\n\nPieces\n{units}\n\n"
        f"Holds already\n{listed(fixed)}\n\nVariation {design.brief.seed}"
    )
    return Question("engineer", engineer_prompt(), user, enums=exact_enums(names))


def engineer_prompt() -> str:
    """The engineer's system prompt, with the vocabulary in it."""
    return system_prompt("engineer", vocabulary=vocabulary(), clearances=clearance_facts())


def exact_enums(names: Names) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The words of this room for the schema of `Exact`."""
    others = (*names.pieces, *names.landmarks)
    return (
        (("Exact", "type"), OFFERED),
        (("Exact", "a"), names.units),
        (("Exact", "b"), others),
        (("Exact", "c"), others),
        (("Exact", "walls"), names.walls),
    )


def vocabulary() -> str:
    """The offered relations with what they take, from code."""
    return "\n".join(f"- {kind}{_takes(kind)}: {sentence(kind)}" for kind in OFFERED)


def _takes(kind: str) -> str:
    """What a kind takes beside `a`."""
    own = [n for n in argument_names(kind) if n in ("c", "walls", "min", "max", "side")]
    partner = [] if kind in UNARY else ["b"]
    return f" ({', '.join([*partner, *own])})" if partner or own else ""


def said(r: Relation) -> str:
    """A relation in short."""
    more = " ".join(str(x) for x in (r.b, getattr(r, "c", None)) if x)
    return f"{r.a} {r.kind} {more}".strip()


# ---------------------------------------------------------------- what is wrong with a reply
def faults(relations: Sequence[Exact], names: Names) -> Iterable[str]:
    """Everything that cannot be used, in words for the model."""
    for k, x in enumerate(relations):
        yield from (f"relations {k + 1}: {f}" for f in exact_faults(x, names))
    if len(relations) > MOST:
        yield f"relations: {len(relations)} are too many; at most {MOST}"
    yield from circle_faults(_edges(relations))


def exact_faults(x: Exact, names: Names) -> Iterable[str]:
    """What is wrong with one relation."""
    if x.type not in OFFERED:
        yield f"{x.type!r} is no relation; use one of {', '.join(OFFERED)}"
        return
    if x.a in names.anchors:
        yield f"{x.a} moves with {names.anchors[x.a]}; speak of that"
    elif x.a not in names.units:
        yield f"a: {x.a!r} is no piece{_wall_hint(x.a)}"
    yield from _partner_faults(x, names)
    if any(w not in names.walls for w in x.walls):
        yield f"walls: {', '.join(x.walls)}: walls are {', '.join(names.walls)}"
    if any(v is not None and not 0 <= v <= LONGEST for v in (x.min, x.max)):
        yield f"min {x.min} and max {x.max} are no distances in a room; lengths are metres"
    elif not list(_named_wrongly(x, names)):
        yield from _solver_faults(x, names)


def _partner_faults(x: Exact, names: Names) -> Iterable[str]:
    ends = {"b": None if x.type in UNARY else x.b, "c": x.c if "c" in argument_names(x.type) else None}
    if x.type not in UNARY and x.b is None:
        yield f"b: {x.type} needs a second thing"
    if "c" in argument_names(x.type) and x.c is None:
        yield f"c: {x.type} needs a third thing"
    known = {*names.pieces, *(names.landmarks if x.type in LANDMARK_KINDS else ())}
    for name, end in ends.items():
        if end is not None and end not in known:
            yield f"{name}: {end!r} is nothing that {x.type} can name{_wall_hint(end)}"
        elif end is not None and names.anchors.get(end, end) == x.a:
            yield f"{name}: {end} is {x.a} itself, or moves with it"


def _named_wrongly(x: Exact, names: Names) -> Iterable[str]:
    yield from _partner_faults(x, names)
    yield from (w for w in x.walls if w not in names.walls)


def _wall_hint(name: str) -> str:
    return "; a wall is named by at_wall, centered_on_wall or facing_wall in `walls`" if "wall" in name else ""


def _solver_faults(x: Exact, names: Names) -> Iterable[str]:
    """What the solver itself would refuse: arguments, walls, sorts of landmarks, names given twice."""
    bodies = tuple(Body(id, (0.5, 0.5, 0.5)) for id in names.pieces)
    try:
        validate(LayoutProblem("one relation", names.room, bodies, (_relation(x, names),)))
    except SolverInputError as e:
        yield str(e).partition(": ")[2] or str(e)


def _edges(relations: Sequence[Exact]) -> list[tuple[str, str, str]]:
    return [(x.type, x.a, x.b or "") for x in relations if x.type not in UNARY]


def _mended(session: Session, reply: EngineerReply, names: Names) -> EngineerReply | None:
    """The reply without what is wrong with it; None when nothing is left."""
    kept = sound(reply.relations, names)
    if lost := len(reply.relations) - len(kept):
        session.notes.append(f"The engineer's relations that could not be used were left out: {lost}.")
    return replace(reply, relations=kept) if kept else None


def sound(relations: Sequence[Exact], names: Names) -> tuple[Exact, ...]:
    """The relations with which nothing is wrong, each once."""
    good = [x for x in dict.fromkeys(relations[:MOST]) if not list(exact_faults(x, names))]
    two = [x for x in good if x.type not in UNARY]
    wrong = {id(two[k]) for k in circular(_edges(two))}
    return tuple(x for x in good if id(x) not in wrong)


# ---------------------------------------------------------------- into the scene graph
def relations_of(relations: Sequence[Exact], names: Names) -> tuple[Relation, ...]:
    """Relations of the solver; only the first `MOST_HARD` that want to be hard are."""
    made = [_relation(x, names) for x in relations]
    hard = [k for k, r in enumerate(made) if r.hard]
    return tuple(replace(r, hard=False) if k in hard[MOST_HARD:] else r for k, r in enumerate(made))


def _relation(x: Exact, names: Names) -> Relation:
    """The solver's relation. Raises `SolverInputError`."""
    taken = argument_names(x.type)
    walls = [names.walls.index(w) for w in x.walls]
    given = {"c": x.c, "walls": walls or None, "min": x.min, "max": x.max, "side": x.side}
    args = {k: v for k, v in given.items() if k in taken and v is not None}
    doc = {"type": x.type, "a": x.a, "b": None if x.type in UNARY else x.b, "args": args}
    return relation_from_json(doc | {"hard": x.hard, "weight": 1.0 if x.hard else STRENGTH})


def with_relations(graph: SceneGraph, relations: Sequence[Relation]) -> SceneGraph:
    """The graph with these relations; a code's mere preference for a wall yields to a named one."""
    walled = {r.a for r in relations if getattr(r, "walls", ())}
    kept = tuple(r for r in graph.relations if not (isinstance(r, AtWall) and not r.hard and r.a in walled))
    new = tuple(r for r in relations if r not in kept)
    return replace(graph, relations=(*kept, *new))
