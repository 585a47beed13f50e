"""Names become things in one place: reader and designer that `--llm` names, models that `--assets` names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assets.asset import Asset, AssetQuery
from assets.found import FoundLibrary
from assets.importing.store import is_store, records
from assets.sources.licences import allows, left_out
from assets.sources.table import guess_kind, local_source
from idesign.brief import Brief, RoomWish
from idesign.design import Designer
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.reading import read_brief

Reader = Callable[[str, RoomWish | None, int, str | None], Brief]
"""Text, what is known of the room, seed, style."""


def build_reader(llm: str) -> Reader:
    """`offline`: the embedded reader. `auto`: a model when a server is configured, else the embedded one. Any other
    word is a model's name on the configured server."""
    if llm == "offline":
        return _embedded
    from idesign.designers.model_reader import ModelReader
    from idesign.llm.openai_chat import OpenAIChat
    from idesign.settings import Settings

    settings = Settings()
    model = settings.model if llm == "auto" else llm
    if llm == "auto" and not (settings.configured and model):
        return _embedded
    return ModelReader(OpenAIChat(settings, model)).read


def build_designer(llm: str) -> Designer:
    """The designer; until the team of agents exists, the embedded one designs from whatever was read."""
    return EmbeddedDesigner()


def _embedded(text: str, room: RoomWish | None, seed: int, style: str | None) -> Brief:
    return read_brief(text, room=room, seed=seed, style=style)


@dataclass(frozen=True)
class Models:
    """Other people's models that a design may use: what was read of them, and one line for each that was refused."""

    library: FoundLibrary
    count: int
    refused: tuple[str, ...] = ()

    def find(self, query: AssetQuery, stated: tuple[bool, bool, bool]) -> Asset:
        """A finder for `design_scene`; the asset says why it was chosen."""
        return self.library.find(query, stated).asset


def build_models(folder: Path, policy: str = "any") -> Models:
    """The models of a folder or .zip file, or those that a folder of imported models keeps. Raises `AssetError` when
    there are none at all."""
    if is_store(folder):
        known = records(folder)
        kept = [r for r in known if allows(policy, r.licence)]
        return Models(FoundLibrary.of_records(kept), len(kept), left_out([r.licence for r in known], policy))
    found = local_source(guess_kind(folder), folder, policy).catalogue()
    return Models(FoundLibrary.of(found.listings), len(found.listings), found.refused)
