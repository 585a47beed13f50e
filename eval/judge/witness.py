"""One judge: it is asked for a number, and what it says becomes an opinion or the reason why there is none.

With log-probabilities one reply is enough; without, or where too much of the probability falls on other words, the
question is asked several times at temperature 1. A reply that cannot be read is never a default number.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from eval.judge.ledger import Entry, Ledger, key_of, pixels_of
from eval.judge.reading import UnreadableError, number_of, shares_of
from idesign.errors import ModelError, ServerError
from idesign.llm.chat import ChatModel, Draw, DrawModel, Message, Reply, Usage
from idesign.llm.record import Said, Turn

LOST = 0.05
"""Share of the probability on other words beyond which a reply is not weighed."""
SAMPLES = 5
"""Replies that stand in for log-probabilities."""
How = Literal["log-probabilities", "samples", ""]


@dataclass(frozen=True)
class Opinion:
    """What a judge thinks: `shares` (answer, share), which sum to 1, or none and the `reason`. `unread`: replies that
    held no answer; `lost`: probability that fell on other words."""

    shares: tuple[tuple[int, float], ...]
    how: How = ""
    reason: str = ""
    unread: int = 0
    lost: float = 0.0

    def share(self, answer: int) -> float:
        return dict(self.shares).get(answer, 0.0)

    @property
    def mean(self) -> float | None:
        """The expected answer; None without one."""
        return sum(n * p for n, p in self.shares) if self.shares else None


class JudgeModel(DrawModel, ChatModel, Protocol):
    """A model that gives short replies with log-probabilities, and long ones."""


class Witness:
    """A judge with the record of what it was asked. Without a `model` only the record answers. `calls` counts what was
    asked of the server."""

    def __init__(
        self,
        name: str,
        model: JudgeModel | None,
        ledger: Ledger,
        seconds: float = 120.0,
        samples: int = SAMPLES,
        cost: Callable[[str, Usage], float | None] = lambda model, usage: None,
    ) -> None:
        self.name, self.samples, self.calls = name, samples, 0
        self.weighs = False
        self._model, self._ledger, self._seconds, self._cost = model, ledger, seconds, cost
        self._lock = threading.Lock()

    def opinion(self, messages: Sequence[Message], low: int, high: int, first: int = 0) -> Opinion:
        """Its opinion on a question whose answers are whole numbers; `first` numbers the samples of a repetition.
        Raises `ServerError` when the server is of no use any more."""
        try:
            draw = self._draw(messages, first)
        except ServerError:
            raise
        except ModelError as e:
            return Opinion((), reason=str(e))
        found = shares_of(draw.tokens, low, high)
        if found is not None and found.lost <= LOST and found.known > 0:
            self.weighs = True
            known = found.known
            return Opinion(tuple((n, p / known) for n, p in sorted(found.of.items())), "log-probabilities",
                           lost=round(found.lost, 6))  # fmt: skip
        lost = 0.0 if found is None else round(found.lost, 6)
        return replace(self._sampled(draw, messages, low, high, first), lost=lost)

    def _sampled(self, draw: Draw, messages: Sequence[Message], low: int, high: int, first: int) -> Opinion:
        """The shares of several replies; none when most of them cannot be read."""
        counts, faults = Counter[int](), list[str]()
        for k in range(self.samples):
            try:
                now = draw if k == 0 else self._draw(messages, first + k)
                counts[number_of(now.reply.text, low, high, now.reply.cut)] += 1
            except ServerError:
                raise
            except (ModelError, UnreadableError) as e:
                faults.append(str(e))
            if 2 * len(faults) > self.samples:
                return Opinion((), "", f"{len(faults)} of {k + 1} replies unreadable: {faults[0]}", len(faults))
        total = sum(counts.values())
        return Opinion(tuple((n, c / total) for n, c in sorted(counts.items())), "samples", unread=len(faults))

    def words(self, messages: Sequence[Message]) -> str:
        """A reply in words; "" with nobody to ask it of. Raises `ModelError`."""
        return " ".join(self._draw(messages, 0, True).reply.text.split())

    def _draw(self, messages: Sequence[Message], sample: int, free: bool = False) -> Draw:
        """The recorded reply, or a new one. Recorded errors are tried again where there is a server."""
        key = key_of(self.name, messages, sample)
        kept = self._ledger.find(key)
        if kept is not None and (kept.turn.reply is not None or self._model is None):
            return _again(kept)
        if self._model is None:
            raise ModelError("the record holds no reply to this question")
        with self._lock:
            self.calls += 1
        turn = Turn("judge", self.name, _said(messages), None, None)
        try:
            draw = self._asked(self._model, messages, free)
        except ModelError as e:
            self._ledger.add(Entry(key, replace(turn, error=str(e), lost=isinstance(e, ServerError))))
            raise
        self._ledger.add(Entry(key, self._answered(turn, draw.reply), draw.tokens, draw.reply.cut))
        return draw

    def _asked(self, model: JudgeModel, messages: Sequence[Message], free: bool) -> Draw:
        if free:
            return Draw(model.ask(messages, None, self._seconds))
        return model.draw(messages, self._seconds)

    def _answered(self, turn: Turn, reply: Reply) -> Turn:
        usage = reply.usage
        return replace(
            turn, reply=reply.text, rung=reply.rung, prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens, cost=self._cost(self.name, usage),
            seconds=round(usage.seconds, 3),
        )  # fmt: skip


def _said(messages: Sequence[Message]) -> tuple[Said, ...]:
    return tuple(Said(m.role, m.text, tuple(pixels_of(i) for i in m.images)) for m in messages)


def _again(entry: Entry) -> Draw:
    """The recorded reply. Raises the recorded error."""
    turn = entry.turn
    if turn.reply is None:
        raise (ServerError if turn.lost else ModelError)(turn.error)
    usage = Usage(turn.prompt_tokens, turn.completion_tokens, turn.seconds)
    return Draw(Reply(turn.reply, turn.model, turn.rung, usage, entry.cut), entry.tokens)
