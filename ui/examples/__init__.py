"""Rooms that are finished already: packaged scenes with a picture each, listed in `examples.toml`."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from idesign.scene import Scene, scene_from_json


@dataclass(frozen=True)
class Example:
    """A finished room. `titles` by language; `text` is the sentence that it was made from, with `seed`."""

    name: str
    titles: Mapping[str, str]
    text: str
    seed: int = 0

    def title_in(self, language: str) -> str:
        return self.titles.get(language, self.titles["en"])

    @property
    def address(self) -> str:
        """Where the page finds its picture."""
        return f"/examples/{self.name}.jpg"

    def scene(self) -> Scene:
        """The finished room."""
        packed = (files(__package__) / f"{self.name}.json.gz").read_bytes()
        return scene_from_json(gzip.decompress(packed))

    def picture(self) -> bytes:
        """The picture, a JPEG file."""
        return (files(__package__) / f"{self.name}.jpg").read_bytes()


@cache
def examples() -> tuple[Example, ...]:
    """All of them, in the order in which they are shown."""
    document = tomllib.loads((files(__package__) / "examples.toml").read_text(encoding="utf-8"))
    return tuple(
        Example(name, {k: str(v) for k, v in entry["title"].items()}, entry["text"], entry.get("seed", 0))
        for name, entry in document.items()
    )
