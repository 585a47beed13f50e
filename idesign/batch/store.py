"""A batch that is kept in an object store: `--out s3://bucket/rooms`, or any other address that fsspec knows.

A store has no rename, no lock and no append, but an object is there whole or not at all. So the run keeps its books in
a folder of this machine, which may vanish, and sends what counts: of a scene all files, `batch.json` last, for a folder
without one does not count and is made again; settings and failures whenever they change; the manifest at the end. A run
begins with what the store holds. One that is at work renews its claim; a claim that is not renewed lapses.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from platformdirs import user_cache_path
from pydantic import TypeAdapter, ValidationError

from idesign.batch.record import FILE
from idesign.errors import InputError, StoreError

LAPSE = 300.0
"""Seconds after which a claim that nobody renews is void."""
AT_ONCE = 256
"""Objects that are asked for together."""
ON_DISK = ("file://", "local://")
"""What a folder of this machine may be addressed by."""


@dataclass(frozen=True)
class _Claim:
    """Which process is at work, and until when [s since 1970] that counts unless it is renewed."""

    pid: int
    host: str
    until: float

    @property
    def holds(self) -> bool:
        """It has not lapsed, and is not of a process of this machine that has ended."""
        gone = self.host == platform.node() and not psutil.pid_exists(self.pid)
        return not gone and self.until >= time.time()


_CLAIM = TypeAdapter(_Claim)


@dataclass(frozen=True)
class Store:
    """The place of a batch in a store. Its methods raise `StoreError` when the store fails, and `InputError` for an
    address that cannot be used."""

    address: str

    @property
    def desk(self) -> Path:
        """The folder of this machine in which a run keeps its books."""
        name = hashlib.sha256(self.address.encode()).hexdigest()[:16]
        return user_cache_path("idesign") / "batch" / name

    def send(self, folder: Path, name: str = "") -> None:
        """All files below the folder, to the place `name`; its record last."""
        for path in sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: (p.name == FILE, p)):
            self.put(f"{name}/{path.relative_to(folder).as_posix()}".lstrip("/"), path.read_bytes())

    def put(self, name: str, data: bytes) -> None:
        """One object, whole."""
        files, root = self._opened()
        with _answering(self.address):
            files.pipe_file(f"{root}/{name}", data)

    def remove(self, name: str) -> None:
        """Without that object, if it was there."""
        files, root = self._opened()
        with _answering(self.address):
            if files.exists(f"{root}/{name}"):
                files.rm_file(f"{root}/{name}")

    def fetch(self, folder: Path, wanted: Callable[[str], bool]) -> None:
        """The objects whose names are wanted, into the folder; never out of it, whatever a store calls its objects."""
        files, root = self._opened()
        with _answering(self.address):
            files.invalidate_cache()
            names = [
                n for p in files.find(root) if wanted(n := p.removeprefix(f"{root}/")) and ".." not in n.split("/")
            ]
        for start in range(0, len(names), AT_ONCE):
            with _answering(self.address):
                found = files.cat([f"{root}/{n}" for n in names[start : start + AT_ONCE]])
            for path, data in found.items():
                target = folder / path.removeprefix(f"{root}/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)

    @contextmanager
    def claimed(self, name: str) -> Iterator[None]:
        """For this process alone. Raises `InputError` when another run is at work there."""
        try:
            if (other := self._claimant(name)) is not None and other.holds:
                whose = f"process {other.pid} on {other.host}"
                raise InputError(f"--out {self.address}: another run is at work there ({whose})")
            self._claim(name)
        except StoreError as e:
            raise InputError(f"--out {e}") from e
        over = threading.Event()
        renewing = threading.Thread(target=self._renew, args=(name, over), daemon=True)
        renewing.start()
        try:
            yield
        finally:
            over.set()
            renewing.join()
            with suppress(StoreError):  # it lapses
                self.remove(name)

    def _claimant(self, name: str) -> _Claim | None:
        files, root = self._opened()
        with _answering(self.address):
            data = files.cat_file(f"{root}/{name}") if files.exists(f"{root}/{name}") else None
        try:
            return None if data is None else _CLAIM.validate_json(data)
        except ValidationError as e:
            raise InputError(f"--out {self.address}: {name} there is not a run's claim; remove it if none runs") from e

    def _claim(self, name: str) -> None:
        mine = _Claim(psutil.Process().pid, platform.node(), time.time() + LAPSE)
        self.put(name, _CLAIM.dump_json(mine))

    def _renew(self, name: str, over: threading.Event) -> None:
        while not over.wait(LAPSE / 3):
            with suppress(StoreError):  # whoever works hears of it
                self._claim(name)

    def _opened(self) -> tuple[Any, str]:
        """The file system and the path in it."""
        try:
            from fsspec.core import url_to_fs

            files, root = url_to_fs(self.address)
        except (ImportError, ValueError) as e:
            raise InputError(f"--out {self.address}: cannot be used ({_line(e)})") from e
        return files, root.rstrip("/")


@contextmanager
def _answering(address: str) -> Iterator[None]:
    """The wall to whatever library speaks to this store: each has errors of its own."""
    try:
        yield
    except Exception as e:
        raise StoreError(f"{address}: does not answer ({type(e).__name__}: {_line(e)})") from e


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def place_of(out: str) -> tuple[Path, Store | None]:
    """The folder in which the books of a batch are kept, and the store when the address is of one."""
    for prefix in ON_DISK:
        out = out.removeprefix(prefix)
    store = Store(out.rstrip("/")) if "://" in out else None
    return (store.desk if store else Path(out)), store


def cleared(desk: Path) -> None:
    """The desk without what an earlier run left there; locks stay."""
    for path in desk.iterdir() if desk.is_dir() else ():
        if path.is_dir() and not path.name.startswith("."):
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
