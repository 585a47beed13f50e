"""Files are written whole: under a temporary name beside the target, then renamed; a file with others beside it too."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """A disk that is full had no room for this file, whatever temporary one was being written."""
    try:
        yield
    except OSError as e:
        if e.errno is None or (e.filename is not None and e.errno not in FULL):
            raise
        raise OSError(e.errno, e.strerror, str(path)) from e


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path in the target's folder, with the target's suffix; renamed to `path` when the block succeeds,
    removed when it does not (an interrupt included). An `OSError` of no file or of a full disk names `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        with _named(path):
            yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def whole_files(path: Path) -> Iterator[Path]:
    """A temporary folder beside the target for a file and what it points to (other files, folders). When the block
    succeeds all of it takes the place of what was there, `path` itself last, so that it never points to what is not
    there; when it does not succeed, nothing of it is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.stem}-") as name:
        made, old = Path(name) / "new", Path(name) / "old"
        made.mkdir()
        old.mkdir()
        with _named(path):
            yield made
        for source in sorted(made.iterdir(), key=lambda p: (p.name == path.name, p.name)):
            target = path.parent / source.name
            if target.is_dir():
                target.replace(old / source.name)
            source.replace(target)


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8 text whole."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_bytes(path: Path, data: bytes) -> None:
    """Writes bytes whole."""
    with whole_file(path) as temporary:
        temporary.write_bytes(data)
