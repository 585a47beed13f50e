"""All sources by name: those on this machine and those on the network."""

from __future__ import annotations

from pathlib import Path

from assets.errors import AssetError
from assets.sources.listing import AssetSource, RemoteSource

LOCAL = ("folder", "hssd", "abo")
REMOTE = ("polyhaven", "objaverse")


def local_source(kind: str, path: Path, policy: str = "any") -> AssetSource:
    """The source of that kind at `path`. Raises `AssetError` for an unknown kind."""
    if kind == "folder":
        from assets.sources.folder import FolderSource

        return FolderSource(path, policy)
    if kind == "hssd":
        from assets.sources.hssd import Hssd

        return Hssd(path, policy)
    if kind == "abo":
        from assets.sources.abo import Abo

        return Abo(path, policy)
    raise AssetError(f"source '{kind}': know {', '.join(LOCAL)}")


def guess_kind(path: Path) -> str:
    """Which data set a folder is, by its layout."""
    if (path / "3dmodels" / "metadata").is_dir():
        return "abo"
    described = any((path / name).is_dir() for name in ("metadata", "semantics"))
    return "hssd" if (path / "objects").is_dir() and described else "folder"


def remote_source(name: str, annotations: Path | None = None, api: str | None = None) -> RemoteSource:
    """The network source of that name. Raises `AssetError` for an unknown one or one that lacks what it needs."""
    if name == "polyhaven":
        from assets.sources.polyhaven import API, PolyHaven

        return PolyHaven(api or API)
    if name == "objaverse":
        from assets.sources.objaverse import Objaverse

        if annotations is None:
            raise AssetError("objaverse: give objathor's table by --annotations annotations.json.gz")
        return Objaverse(annotations)
    raise AssetError(f"source '{name}' cannot be fetched: know {', '.join(REMOTE)}; hssd and abo are read from disk")
