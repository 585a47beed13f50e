"""The data files, read and validated once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from assets.catalogue import categories
from idesign.knowledge.types import Dressing, Look, PieceType, RoomType


@dataclass(frozen=True)
class Knowledge:
    """All of it. `rules` are numbers by section and name (`rule`); `scheme` says which
    pieces carry a room's colours and materials."""

    pieces: dict[str, PieceType]
    room_types: dict[str, RoomType]
    aliases: dict[str, str]
    looks: dict[str, Look]
    rules: dict[str, dict[str, float]]
    scheme: dict[str, dict[str, tuple[str, ...]]]
    dressings: tuple[Dressing, ...]

    def rule(self, section: str, name: str) -> float:
        return self.rules[section][name]

    def room_type(self, name: str) -> tuple[str, RoomType]:
        """The type called `name`, or the one it is furnished like, with its name; a living room for a stranger."""
        key = name if name in self.room_types else self.aliases.get(name, "living_room")
        return key, self.room_types[key]

    def dressing(self, host: str, room: str) -> Dressing | None:
        """What stands on such a host in that type of room; what is said of the room wins. None: nothing."""
        fit = [d for d in self.dressings if host in d.hosts and (not d.rooms or room in d.rooms)]
        return min(fit, key=lambda d: not d.rooms, default=None)

    def piece(self, category: str) -> PieceType:
        """How that category usually is: by this package's data, else by the furniture library's catalogue, else a
        thing of half a metre that stands about."""
        return self.pieces.get(category) or _from_catalogue(category)


@cache
def knowledge() -> Knowledge:
    """The knowledge of this package. Raises `pydantic.ValidationError` when a data file is faulty."""
    types = _read("room_types.toml")
    aliases = types.pop("aliases")
    return Knowledge(
        pieces=TypeAdapter(dict[str, PieceType]).validate_python(_read("pieces.toml")),
        room_types=TypeAdapter(dict[str, RoomType]).validate_python({k: {**v, "name": k} for k, v in types.items()}),
        aliases=TypeAdapter(dict[str, str]).validate_python(aliases),
        looks=TypeAdapter(dict[str, Look]).validate_python(_read("looks.toml")),
        rules=TypeAdapter(dict[str, dict[str, float]]).validate_python(_read("rules.toml")),
        scheme=TypeAdapter(dict[str, dict[str, tuple[str, ...]]]).validate_python(_read("scheme.toml")),
        dressings=TypeAdapter(tuple[Dressing, ...]).validate_python(_read("dressing.toml")["dressing"]),
    )


def _from_catalogue(name: str) -> PieceType:
    row = categories().get(name)
    if row is None:
        return PieceType(name.replace("_", " "), *(((0.5, 0.5, 0.6),) * 3))
    use = next((z.depth for z in row.access if z.side == "front"), 0.0)
    noun = row.name.replace("_", " ")
    return PieceType(noun, row.typical, row.typical, row.typical, row.placement, row.to_wall, use, row.elevation)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("idesign.knowledge") / name).read_text(encoding="utf-8"))
