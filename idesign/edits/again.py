"""What is said of the change before: how often it is taken back, by how much more, and that something else gets it
too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from idesign.designers.embedded.reading.phrases import Place as PlaceNoun
from idesign.designers.embedded.reading.phrases import Thing, Word
from idesign.edits.clauses import Clause
from idesign.edits.frame import TO, Frame, framed, noun_kind
from idesign.edits.interpreter import Interpreter
from idesign.edits.operations import Approach, Lock, Operation, Place, Remove, Restyle, Shift, Turn
from idesign.edits.phrasebook import table
from idesign.edits.there import put_there

_ENDS = (" too", " as well", " also", " likewise")
_BEGINS = ("also ", "same for ", "the same for ", "same with ", "the same with ", "likewise ")


def times(clause: Clause) -> int:
    """How many changes "undo" and "redo" mean ("undo twice")."""
    said = f" {clause.plain} "
    return next((int(n) for words, (_, n) in table("times").items() if f" {' '.join(words)} " in said), 1)


def says_too(clause: Clause, frame: Frame) -> bool:
    """ "The rug too": a thing and no change of its own."""
    own = frame.looks or frame.measures or frame.sizes or frame.ways or frame.relations or frame.moods
    said = clause.plain.endswith(_ENDS) or clause.plain.startswith(_BEGINS)
    things = [n for n in frame.subjects if noun_kind(n) in ("thing", "pronoun")]
    plain = not clause.verb or (clause.verb == "make" and not own)
    return bool(things) and said and plain and not own and not any(_looks(n) for n in things)


def _looks(noun: object) -> bool:
    look = getattr(noun, "look", None)
    return bool(look and (look.colours or look.materials))


def repeated(it: Interpreter, frame: Frame, last: Sequence[Operation]) -> tuple[Operation, ...]:
    """The operations of the change before, on the things that are named now; () where they cannot be repeated. Raises
    `Unsure` and `Lost`."""
    ids = it.subjects(frame)
    if len(ids) == 1 and any(isinstance(o, Place) and o.places for o in last):
        return put_there(it, frame).operations
    return tuple(o for operation in last for o in _on(operation, ids))


def _on(operation: Operation, ids: tuple[str, ...]) -> tuple[Operation, ...]:
    if isinstance(operation, Restyle):
        return (replace(operation, ids=ids),)
    if isinstance(operation, Remove | Lock | Shift | Turn | Approach):
        return tuple(replace(operation, id=i) for i in ids)
    return ()


def in_place_of(clause: Clause, last: Clause | None) -> Clause | None:
    """ "No, on the desk" after "put the lamp on the shelf": the same verb and thing, and the other place; None for what
    stands by itself."""
    if last is None or not clause.instead or clause.verb or last.verb not in ("put", "move", "add", "turn"):
        return None
    frame = framed(clause)
    somewhere = frame.relations or any(isinstance(n, PlaceNoun) for n in frame.subjects)
    if any(isinstance(n, Thing) for n in frame.subjects) or not somewhere:
        return None
    end = next((k for k, part in enumerate(last.parts) if _is_place(part)), len(last.parts))
    return replace(clause, verb=last.verb, said=last.said, parts=(*last.parts[:end], *clause.parts), instead=False)


def _is_place(part: object) -> bool:
    """Where what is said of a thing ends, and where it is to go begins."""
    return isinstance(part, PlaceNoun) or (isinstance(part, Word) and (part.kind == "rel" or part.words.lower() in TO))


def by_how_much(clause: Clause) -> float | None:
    """How much of the change before is meant once more ("a bit more": 0.5); -2 for the other way instead of it; None
    where the words say something else."""
    said = clause.plain.replace(" ,", ",").strip(" ,.!").removesuffix(" please").removeprefix("no, ")
    rows = {" ".join(words): float(value) for words, (_, value) in table("again").items()}
    return rows.get(said, rows.get(said.rpartition(", ")[2]))


def scaled(operation: Operation, by: float) -> Operation | None:
    """A move or turn by a multiple of itself; None for what cannot be done by halves."""
    if isinstance(operation, Shift):
        return replace(operation, dx=round(operation.dx * by, 4), dy=round(operation.dy * by, 4))
    if isinstance(operation, Turn) and operation.facing is None:
        return replace(operation, by_deg=operation.by_deg * by)
    return replace(operation, by=operation.by * by) if isinstance(operation, Approach) else None
