"""Why a change cannot be made, and the smallest changes with which it could."""

from __future__ import annotations

from dataclasses import dataclass

from idesign.edits.operations import Operation


@dataclass(frozen=True)
class Offer:
    """Something that a person can choose: a few words, and the operations that it stands for."""

    text: str
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why something was not done, and what could be done instead, what costs least first. `in_the_way`: the ids of the
    things without which it could be done."""

    text: str
    offers: tuple[Offer, ...] = ()
    in_the_way: tuple[str, ...] = ()


class RefusedError(Exception):
    """A change that cannot be made; its reason and offers are for the person."""

    def __init__(self, text: str, offers: tuple[Offer, ...] = (), in_the_way: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.refusal = Refusal(text, offers, in_the_way)
