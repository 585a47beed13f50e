"""Names become things: the models that `--assets` names, and what compares words (who designs: `staff`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assets.asset import Asset, AssetQuery
from assets.embeddings import LEXICAL, Embedder, compared_by
from assets.embeddings_models import named_embedder
from assets.errors import AssetError, EmbedderMissingError
from assets.found import FoundLibrary
from assets.importing.store import is_store, records
from assets.sources.licences import allows, left_out
from assets.sources.table import guess_kind, local_source
from idesign.errors import InputError
from idesign.settings import Settings


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


@contextmanager
def words_compared(name: str = "") -> Iterator[tuple[str, ...]]:
    """Within, words that are no name are compared by the embedder of that name ("": that of the settings). Where its
    extra or its weights are missing, their letters are compared, and the line that this gives says so. Raises
    `InputError` for a name that means none."""
    embedder, said = _embedder(name or Settings().embedder)
    with compared_by(embedder):
        yield said


@cache
def _embedder(name: str) -> tuple[Embedder, tuple[str, ...]]:
    """Looked for once in a process: to find that weights are missing takes long where the network is silent."""
    try:
        return named_embedder(name), ()
    except EmbedderMissingError as e:
        return LEXICAL, (f"words are compared by their letters only: {e}",)
    except AssetError as e:
        raise InputError(str(e)) from e
