"""What the panels of one session show beside the room itself: a part of the session, so it never changes in place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from ui.panels.catalogue import Choice
    from ui.panels.judgement import Judgement
    from ui.panels.layouts import LayoutCard

Tab = Literal["thing", "choose", "wishes", "judge", "add", "relations", "take"]
TABS: tuple[Tab, ...] = get_args(Tab)
Kind = Literal["layouts", "judge", "photo", "file", "own"]


@dataclass(frozen=True)
class Work:
    """Long work that goes on: what it makes, how far it is in [0, 1], and in words."""

    kind: Kind
    text: str = ""
    share: float = 0.0


@dataclass(frozen=True)
class Download:
    """A file that the browser shall fetch once; `number` grows with each."""

    number: int
    address: str
    name: str


@dataclass(frozen=True)
class PanelState:
    """`own`: keys of the person's models; `found` answers `query`; `gallery` is what could stand in the place of
    `gallery_of`; `cards` and `judgement` are of the revisions `cards_at` and `judged_at`; `again` counts the searches
    for layouts; `pictures` grows when pictures of `found` or `gallery` are there; `kind` says what the next own model
    is; `error`: why the last thing asked could not be done."""

    tab: Tab = "thing"
    own: tuple[str, ...] = ()
    query: str = ""
    kind: str = ""
    found: tuple[Choice, ...] = ()
    gallery_of: str = ""
    gallery: tuple[Choice, ...] = ()
    cards: tuple[LayoutCard, ...] = ()
    cards_at: int = -1
    again: int = 0
    judgement: Judgement | None = None
    judged_at: int = -1
    photo: str = ""
    pictures: int = 0
    work: Work | None = None
    download: Download | None = None
    error: str = ""


def fresh(state: PanelState) -> PanelState:
    """The state for another room: own models and the open tab stay."""
    return PanelState(tab=state.tab, own=state.own, download=state.download)


def offered(state: PanelState, download: tuple[str, str]) -> PanelState:
    """With a file (address, name) for the browser to fetch."""
    number = state.download.number + 1 if state.download else 1
    return replace(state, download=Download(number, *download), work=None, error="")
