"""A language model reads a change; code checks every operation, and the embedded interpreter takes over when it fails.

The model writes down the same operations that the interpreter makes. Ids, categories, places and numbers that do not
fit the room are said back to it, at most twice; what it says is carried out like anything else, by the exact check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from pydantic import TypeAdapter

from assets.catalogue import categories
from assets.plain import plain
from idesign.edits.dialogue import READ_BUILT_IN, Understand, Understood
from idesign.edits.interpreter import Meaning, Question
from idesign.edits.operations import Add, AddRelation, Operation, Place, Replace, Where
from idesign.edits.refusal import Offer
from idesign.errors import ModelError
from idesign.llm.brief_reply import FIXED_PLACES, KIND_WORDS
from idesign.llm.chat import ChatModel, Message, Schema
from idesign.llm.structured import ask_for, schema_of
from idesign.scene import Scene

MOST = 40
"""Operations of one reply that are believed."""
LONGEST = 12.0
"""No side of a thing is longer [m]."""
READ = 2000
"""Characters of a change that the model is given."""
MOST_OF_A_NAME, MOST_OF_A_LOOK = 60, 120
"""Characters that the model is given of what a thing is called, and of its colours and the like."""
PATIENCE = 60.0
"""Seconds that one change may take to be read."""


@dataclass(frozen=True)
class AnswerReply:
    """One possible answer to the model's question."""

    text: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class EditReply:
    """All that the model wrote down of a change; `question` is "" when there is none."""

    operations: tuple[Operation, ...]
    question: str
    answers: tuple[AnswerReply, ...]
    not_understood: tuple[str, ...]


REPLY = TypeAdapter(EditReply)


def understanding(llm: str) -> Understand | None:
    """How changes are read for `--llm`: None for `offline`, and for `auto` without a configured model."""
    if llm == "offline":
        return None
    from idesign.llm.openai_chat import OpenAIChat
    from idesign.settings import Settings

    settings = Settings()
    if llm == "auto" and not (settings.configured and settings.model):
        return None
    chat = OpenAIChat(settings, settings.model_of("reader", "" if llm == "auto" else llm))
    return reading_with(chat, min(PATIENCE, settings.patience))


def reading_with(chat: ChatModel, patience: float = PATIENCE) -> Understand:
    """Reads changes with a model. What it returns has no meanings, and a note, when the model gave none."""

    def understand(scene: Scene, text: str, focus: Sequence[str]) -> Understood:
        messages = (Message("system", prompt(scene, focus)), Message("user", f"BEGIN\n{text[:READ]}\nEND"))
        try:
            reply = ask_for(chat, messages, REPLY, schema(), lambda r: tuple(faults_of(r, scene)), patience)
        except ModelError as e:
            return Understood((), f"The language model could not be used ({e}); {READ_BUILT_IN}.")
        return Understood(tuple(_meanings(reply)))

    return understand


def _meanings(reply: EditReply) -> Iterable[Meaning]:
    if reply.operations:
        yield Meaning(reply.operations)
    if reply.question and not reply.operations:
        yield Meaning(question=Question(reply.question, tuple(Offer(a.text, a.operations) for a in reply.answers)))
    yield from (Meaning(lost=f"'{words}'") for words in reply.not_understood)


# ---------------------------------------------------------------- what the model is told
@cache
def schema() -> Schema:
    """The strict schema of a reply; unions as `anyOf`, which servers know."""
    strict = schema_of(REPLY, "edit")
    return Schema(strict.name, _plain(strict.json))


def _plain(node: Any) -> Any:
    if isinstance(node, list):
        return [_plain(v) for v in node]
    if not isinstance(node, dict):
        return node
    return {("anyOf" if k == "oneOf" else k): _plain(v) for k, v in node.items() if k != "discriminator"}


def prompt(scene: Scene, focus: Sequence[str]) -> str:
    """The system prompt with this room in it. Names from outside are shown as data, one line each."""
    template = Template((files("idesign.edits") / "data" / "interpreter.md").read_text(encoding="utf-8"))
    x0, y0, x1, y1 = scene.room.plan.bounds
    return template.substitute(
        places=", ".join(FIXED_PLACES),
        kinds="; ".join(f"{k}: {v}" for k, v in KIND_WORDS.items()),
        focus=", ".join(focus) or "nothing yet",
        things="\n".join(_line(scene)),
        openings=", ".join(f"{x.id} in wall {x.wall}" for x in scene.room.plan.openings) or "none",
        size=f"{x1 - x0:.2f} m wide (east-west), {y1 - y0:.2f} m deep, {scene.room.height:.2f} m high",
        categories=", ".join(categories()),
    )


def _line(scene: Scene) -> Iterable[str]:
    for o in scene.objects:
        look = plain(", ".join(str(v) for v in o.attributes.values()), MOST_OF_A_LOOK)
        size = " x ".join(f"{v:.2f}" for v in o.size)
        state = ", locked" if o.locked else ""
        name = plain(o.name, MOST_OF_A_NAME)
        where = f"at {o.x:.2f}, {o.y:.2f}, turned {o.yaw_deg:g}, on {o.support}"
        yield f"- {o.id}: {name} ({look}), {size} m, {where}{state}"


# ---------------------------------------------------------------- what is wrong with a reply
def faults_of(reply: EditReply, scene: Scene) -> Iterable[str]:
    """Everything that cannot be used, in words for the model."""
    every = [*reply.operations, *(o for a in reply.answers for o in a.operations)]
    if len(every) > MOST:
        yield f"operations: {len(every)} are too many"
    if reply.question and not reply.answers:
        yield "answers: a question needs its possible answers"
    for k, operation in enumerate(every):
        for fault in _faults(operation, scene):
            yield f"operations {k} ({operation.op}): {fault}"


def _faults(operation: Operation, scene: Scene) -> Iterable[str]:
    openings = {x.id for x in scene.room.plan.openings}
    things = {o.id for o in scene.objects}
    allowed = openings if operation.op == "remove_opening" else things
    names = [getattr(operation, k, None) for k in ("id", "a")] + [operation.b if operation.op == "swap" else None]
    for name in (n for n in [*names, *getattr(operation, "ids", ())] if n is not None and n not in allowed):
        yield f"{name!r} is not in the room; ids are {', '.join(sorted(allowed))}"
    if isinstance(operation, Add | Replace) and operation.category not in categories():
        yield f"{operation.category!r} is no category"
    if isinstance(operation, Add | Replace) and operation.asset:
        yield "asset: only a person chooses a model; say what it shall be with words, size and look"
    if isinstance(operation, Add) and not 1 <= operation.count <= 20:
        yield f"count {operation.count} must be 1 to 20"
    lengths = [v for v in getattr(operation, "size", ()) if v is not None]
    if any(not 0 < v <= LONGEST for v in lengths):
        yield f"size {lengths}: lengths are metres, above 0 and at most {LONGEST:g}"
    if operation.op == "swap" and operation.a == operation.b:
        yield "a and b must be two things"
    for where in _wheres(operation):
        known = things | openings | set(FIXED_PLACES)
        for target in (t for t in (where.target, where.other) if t is not None and t not in known):
            yield f"target {target!r} is neither an id nor a place"


def _wheres(operation: Operation) -> tuple[Where, ...]:
    if isinstance(operation, Add | Place):
        return operation.places
    return (operation.place,) if isinstance(operation, AddRelation) else ()
