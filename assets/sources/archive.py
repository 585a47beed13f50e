"""A .zip of models, unpacked into the cache once, never beyond what it may hold.

What an archive declares is judged before a byte is unpacked, and what comes out is counted while it is.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from assets.errors import AssetError
from assets.importing import limits
from assets.importing.store import cache_folder

WANTED = (".glb", ".gltf", ".bin", ".obj", ".mtl", ".png", ".jpg", ".jpeg", ".webp", ".json", ".txt")
CHUNK = 2**20


def unpacked(path: Path) -> Path:
    """The folder that holds the archive's models. Raises `AssetError` for what is no archive or a hostile one."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:20]
        target = cache_folder() / "archives" / f"{path.stem[:40]}-{digest}"
        if not target.is_dir():
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, _judged(archive, path), target, path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as e:
        raise AssetError(f"{path}: is no readable .zip file ({str(e)[:60]})") from e
    except OSError as e:
        raise AssetError(f"{path}: cannot be unpacked ({e.strerror or e})") from e
    inner = [p for p in target.iterdir() if p.is_dir()]
    return inner[0] if len(inner) == 1 and not any(p.is_file() for p in target.iterdir()) else target


def _judged(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    """The members to unpack."""
    members = [m for m in archive.infolist() if not m.is_dir()]
    if len(members) > limits.ARCHIVE_FILES:
        raise AssetError(f"{path}: holds {len(members)} files; at most {limits.ARCHIVE_FILES} are unpacked")
    total = sum(m.file_size for m in members)
    if total > limits.ARCHIVE_BYTES:
        raise AssetError(f"{path}: would unpack to {total / 2**30:.1f} GB; at most {limits.ARCHIVE_BYTES >> 30} GB")
    for m in members:
        name = PurePosixPath(m.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in m.filename:
            raise AssetError(f"{path}: its member '{m.filename[:80]}' climbs out of the folder")
        if m.file_size > limits.ARCHIVE_RATIO * max(m.compress_size, 1) + CHUNK:
            ratio = m.file_size // max(m.compress_size, 1)
            raise AssetError(f"{path}: its member '{m.filename[:80]}' is packed {ratio} to 1, as a zip bomb is")
    return [m for m in members if PurePosixPath(m.filename).suffix.lower() in WANTED]


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], target: Path, path: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=".part-"))
    try:
        for m in members:
            _member(archive, m, folder / m.filename.replace("\\", "/"), path)
        folder.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _member(archive: zipfile.ZipFile, m: zipfile.ZipInfo, to: Path, path: Path) -> None:
    """One file, cut off where it grows beyond what it declared."""
    to.parent.mkdir(parents=True, exist_ok=True)
    left = m.file_size
    with archive.open(m) as source, to.open("wb") as out:
        while chunk := source.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise AssetError(f"{path}: its member '{m.filename[:80]}' is larger than it declares")
            out.write(chunk)
