"""What a source offers: a listing for each model, before anything of it is loaded; and the protocol of all sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from assets.asset import Vec3
from assets.importing.frame import Hints
from assets.plain import plain
from assets.thumbnails import Thumbnail


@dataclass(frozen=True)
class Listing:
    """A model on this machine. Nothing outside `root` may be read for it. What is shown of it is `plain` whatever its
    files are called. `sha256` may be a prefix, "" when unknown;
    `size` [m] is what its header or manifest declares, in the asset's frame; `quality` in [0, 1] ranks looks;
    `thumbnail` is a picture of it, which may be missing or damaged."""

    id: str
    source: str
    licence: str
    credit: str
    category: str
    name: str
    path: Path
    root: Path
    hints: Hints = field(default_factory=Hints)
    sha256: str = ""
    size: Vec3 | None = None
    quality: float = 0.7
    styles: tuple[str, ...] = ()
    thumbnail: Thumbnail | None = None

    def __post_init__(self) -> None:
        for name in ("source", "licence", "credit", "name"):
            object.__setattr__(self, name, plain(getattr(self, name)))


@dataclass(frozen=True)
class Catalogue:
    """All listings of a source, and one line for each thing that was refused."""

    listings: tuple[Listing, ...]
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """A model elsewhere: what it is and what fetching it would cost; `thumbnail` is the address of a picture of it, ""
    where there is none."""

    id: str
    name: str
    category: str
    licence: str
    credit: str
    bytes: int
    thumbnail: str = ""


class AssetSource(Protocol):
    """A place that models come from. Nothing is read or fetched when one is made."""

    @property
    def name(self) -> str: ...

    def catalogue(self) -> Catalogue:
        """What is on this machine. Raises `AssetError` when there is nothing to read."""
        ...


class RemoteSource(Protocol):
    """A place on the network. `offers` asks for sizes only; `fetch` downloads into a folder with a manifest, which the
    folder source then reads."""

    @property
    def name(self) -> str: ...

    def offers(self, ids: tuple[str, ...], most: int) -> tuple[Offer, ...]: ...

    def fetch(self, offers: tuple[Offer, ...], folder: Path) -> tuple[str, ...]:
        """One line for each offer that could not be had. Raises `AssetError` when none could."""
        ...
