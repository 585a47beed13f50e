"""Several rooms side by side, so that what they ask is answered for all of them at once.

Each room works in a thread of its own, but never two at a time: it goes on until it asks something or is done, then the
next one does. When every room that is not done has asked, all are answered. So what is answered together depends on the
rooms alone, never on how fast they are, and nothing that they use has to be made for threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Done(Generic[Made]):
    """What came of a room: what it made, or the fault that ended it."""

    made: Made | None = None
    fault: Exception | None = None

    def taken(self) -> Made:
        """What it made. Raises its fault."""
        if self.fault is not None:
            raise self.fault
        assert self.made is not None, "a room that ends without a fault has made something"
        return self.made


class Seat(Generic[Question, Answer, Made]):
    """A room's place: its thread, what it asks, and how long it has waited for its turns [s]."""

    def __init__(self, room: Callable[[Seat[Question, Answer, Made]], Made]) -> None:
        self.done: Done[Made] | None = None
        self.waited = 0.0
        self._room, self._question, self._answer = room, list[Question](), list[Answer]()
        self._turn, self._over, self._sent_away = threading.Semaphore(0), threading.Semaphore(0), False
        threading.Thread(target=self._work, daemon=True).start()

    def ask(self, question: Question) -> Answer:
        """The answer, once all have asked: called by the room."""
        began = time.perf_counter()
        self._question.append(question)
        self._over.release()
        self._turn.acquire()
        if self._sent_away:
            raise _SentAway
        self.waited += time.perf_counter() - began
        return self._answer.pop()

    def go_on(self) -> None:
        """Let the room work until it asks or is done."""
        self._turn.release()
        self._over.acquire()

    def question(self) -> Question:
        """What the room has asked."""
        return self._question.pop()

    def answer(self, answer: Answer) -> None:
        """Give the room its answer, and let it go on."""
        self._answer.append(answer)
        self.go_on()

    def send_away(self) -> None:
        """End a room that will get no answer."""
        self._sent_away = True
        self.go_on()

    def _work(self) -> None:
        self._turn.acquire()
        try:
            self.done = Done(self._room(self))
        except Exception as e:  # noqa: BLE001 - the fault is the room's result, and raised where that is taken
            self.done = Done(fault=e)
        except BaseException as e:  # noqa: BLE001 - an exit of one room is no exit of the others
            self.done = Done(fault=RuntimeError(f"ended by {type(e).__name__} {e}"))
        finally:
            self._over.release()


class _SentAway(BaseException):
    """Ends a room that nobody will answer."""


def side_by_side(
    rooms: Sequence[Callable[[Seat[Question, Answer, Made]], Made]],
    answers: Callable[[Sequence[Question]], Sequence[Answer]],
) -> list[Done[Made]]:
    """What came of each room. `answers` gets what the rooms that are not done have asked, in their order. A fault of a
    room is its own; one of `answers` ends all and is raised."""
    seats = [Seat(room) for room in rooms]
    for seat in seats:
        seat.go_on()
    while waiting := [s for s in seats if s.done is None]:
        try:
            given = answers([s.question() for s in waiting])
        except BaseException:
            for seat in waiting:
                seat.send_away()
            raise
        for seat, answer in zip(waiting, given, strict=True):
            seat.answer(answer)
    return [s.done for s in seats if s.done is not None]
