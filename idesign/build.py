"""Names become things: the models that `--assets` names (who designs: `staff`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assets.asset import Asset, AssetQuery
from assets.embeddings import Embedder
from assets.found import FoundLibrary
from assets.importing.store import is_store, records
from assets.retrieval import LEXICAL
from assets.sources.licences import allows, left_out
from assets.sources.table import guess_kind, local_source


@dataclass(frozen=True)
class Models:
    """Other people's models that a design may use: what was read of them, and one line for each that was refused."""

    library: FoundLibrary
    count: int
    refused: tuple[str, ...] = ()

    def find(self, query: AssetQuery, stated: tuple[bool, bool, bool]) -> Asset:
        """A finder for `design_scene`; the asset says why it was chosen."""
        return self.library.find(query, stated).asset


def build_models(folder: Path, policy: str = "any", embedder: Embedder = LEXICAL) -> Models:
    """The models of a folder or .zip file, or those that a folder of imported models keeps. Raises `AssetError` when
    there are none at all."""
    if is_store(folder):
        known = records(folder)
        kept = [r for r in known if allows(policy, r.licence)]
        return Models(FoundLibrary.of_records(kept, embedder), len(kept), left_out([r.licence for r in known], policy))
    found = local_source(guess_kind(folder), folder, policy).catalogue()
    return Models(FoundLibrary.of(found.listings, embedder), len(found.listings), found.refused)
