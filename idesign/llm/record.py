"""The record of a run with language models: what was asked for, every question and every reply, and what it cost.

`RecordedChat` writes it, `ReplayedChat` answers from it without a server: the same program then makes the same scene.
The record holds no key and no picture (a picture is named by its hash).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from idesign.brief import RoomWish
from idesign.errors import InputError, ModelError, ServerError
from idesign.files import write_text
from idesign.llm.chat import ChatModel, Hear, Message, Reply, Schema, Usage, Verdict, silent

SCHEMA: Literal["idesign.record/2"] = "idesign.record/2"
FILE = "record.json"
"""The name of a record beside its `scene.json`."""


@dataclass(frozen=True)
class Said:
    """One message of a question; `images` are hashes."""

    role: str
    text: str
    images: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One question and what came of it: a reply, or an `error` (`lost`: its server is of no use any more). `cost` is in
    US dollars, None when it is not known."""

    role: str
    model: str
    messages: tuple[Said, ...]
    schema: str | None
    reply: str | None
    rung: str = ""
    error: str = ""
    lost: bool = False
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost: float | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Asked:
    """The request that the run was for. `budget` is an amount as a person writes it, "" for none beside the text."""

    text: str
    room: RoomWish | None = None
    style: str | None = None
    seed: int = 0
    candidates: int = 1
    budget: str = ""


@dataclass(frozen=True)
class RunRecord:
    """A whole run. `models` names the model of each role that was asked."""

    asked: Asked
    turns: tuple[Turn, ...] = ()
    schema: Literal["idesign.record/1", "idesign.record/2"] = SCHEMA

    @property
    def models(self) -> dict[str, str]:
        return {t.role: t.model for t in self.turns}

    @property
    def cost(self) -> float | None:
        """US dollars in all; None as soon as one turn that was answered has no known cost."""
        costs = [t.cost for t in self.turns if t.reply is not None]
        return sum(c for c in costs if c is not None) if None not in costs else None

    @property
    def tokens(self) -> int | None:
        """All tokens in and out; None when a server did not count."""
        counts = [n for t in self.turns if t.reply is not None for n in (t.prompt_tokens, t.completion_tokens)]
        return sum(n for n in counts if n is not None) if None not in counts else None


@dataclass
class Recorder:
    """Collects turns while a run goes on."""

    turns: list[Turn] = field(default_factory=list)

    def record(self, asked: Asked) -> RunRecord:
        return RunRecord(asked, tuple(self.turns))


Cost = Callable[[str, Usage], float | None]


class RecordedChat:
    """Asks `chat` and writes down what came of it, as the words of `role`."""

    def __init__(self, chat: ChatModel, role: str, recorder: Recorder, cost: Cost) -> None:
        self.name = chat.name
        self._chat, self._role, self._recorder, self._cost = chat, role, recorder, cost

    def ask(self, messages: Sequence[Message], schema: Schema | None, seconds: float, hear: Hear = silent) -> Reply:
        """See `ChatModel.ask`."""
        said = tuple(
            Said(m.role, m.text, tuple(hashlib.sha256(i).hexdigest()[:16] for i in m.images)) for m in messages
        )
        turn = Turn(self._role, self.name, said, schema.name if schema else None, None)
        try:
            reply = self._chat.ask(messages, schema, seconds, hear)
        except ModelError as e:
            self._recorder.turns.append(replace(turn, error=str(e), lost=isinstance(e, ServerError)))
            raise
        self._recorder.turns.append(_answered(turn, reply, self._cost(self.name, reply.usage)))
        return reply

    def judged(self, reply: Reply, verdict: Verdict) -> None:
        """See `ChatModel.judged`."""
        self._chat.judged(reply, verdict)


def _answered(turn: Turn, reply: Reply, cost: float | None) -> Turn:
    usage = reply.usage
    return replace(
        turn, reply=reply.text, rung=reply.rung, prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens, cost=cost, seconds=round(usage.seconds, 3),
    )  # fmt: skip


class ReplayedChat:
    """Says again what the record holds for a role, in order. Raises the recorded errors, and `ModelError` when the
    record is at its end."""

    def __init__(self, record: RunRecord, role: str) -> None:
        self.name = record.models.get(role, "nobody")
        self._role = role
        self._turns = [t for t in record.turns if t.role == role]

    def ask(self, messages: Sequence[Message], schema: Schema | None, seconds: float, hear: Hear = silent) -> Reply:
        """See `ChatModel.ask`."""
        if not self._turns:
            raise ModelError(f"the record holds no further reply of the {self._role}")
        turn = self._turns.pop(0)
        if turn.reply is None:
            raise (ServerError if turn.lost else ModelError)(turn.error)
        return Reply(turn.reply, turn.model, turn.rung, Usage(turn.prompt_tokens, turn.completion_tokens, turn.seconds))

    def judged(self, reply: Reply, verdict: Verdict) -> None:
        """A record stays as it is."""


@cache
def _adapter() -> TypeAdapter[RunRecord]:
    return TypeAdapter(RunRecord)


def save_record(record: RunRecord, path: Path) -> None:
    write_text(path, _adapter().dump_json(record, indent=1).decode() + "\n")


def load_record(path: Path) -> RunRecord:
    """The record in a file or a scene's folder. Raises `InputError` with the place of the first fault."""
    path = path / FILE if path.is_dir() else path
    try:
        return _adapter().validate_json(path.read_bytes())
    except OSError as e:
        raise InputError(f"{path}: cannot be read ({e.strerror})") from e
    except ValidationError as e:
        first = e.errors()[0]
        raise InputError(f"{path}: {'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}") from e


def record_summary(record: RunRecord) -> str:
    """One line: who was asked, tokens and cost."""
    models = ", ".join(f"{role}: {model}" for role, model in record.models.items())
    tokens = "unknown" if record.tokens is None else f"{record.tokens}"
    cost = "unknown" if record.cost is None else f"{record.cost:.4f} USD"
    return f"{len(record.turns)} questions ({models}); tokens: {tokens}; cost: {cost}"


def other_questions(record: RunRecord, again: RunRecord) -> tuple[str, ...]:
    """The roles that were asked other things when the record was replayed: what follows from them may differ. What the
    record holds no question for (there was no time to ask) may be anything."""

    def asked(run: RunRecord, role: str) -> list[list[tuple[str, str]]]:
        return [[(m.role, m.text) for m in t.messages] for t in run.turns if t.role == role]

    def differ(role: str) -> bool:
        pairs = zip_longest(asked(record, role), asked(again, role))
        return any(a is None or b is None or (a and a != b) for a, b in pairs)

    return tuple(r for r in dict.fromkeys(t.role for t in (*record.turns, *again.turns)) if differ(r))


def models_of(turns: Sequence[Turn]) -> Mapping[str, str]:
    """The model of each role that gave an answer."""
    return {t.role: t.model for t in turns if t.reply is not None}
