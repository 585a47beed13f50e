"""Files from the network into a cache: sizes known before, checksums after, time-outs, no half files.

Only http and https. A file that is in the cache with the right checksum is not fetched again. Uses the proxy settings
of the environment, as `urllib` does.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.errors import AssetError
from assets.importing import limits

AGENT = "idesign/0.1 (interior design from text; one request at a time)"
"""Poly Haven's terms (2.4) ask for a User-Agent that names the software."""
CHUNK = 256 * 1024
JSON_BYTES = 256 * 2**20


@dataclass(frozen=True)
class RemoteFile:
    """A file to fetch; `bytes` 0 and `md5`/`sha256` "" where the source does not say."""

    url: str
    bytes: int = 0
    md5: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Downloader:
    """`timeout` [s] holds for connecting and for each read."""

    timeout: float = 30.0

    def json(self, url: str) -> Any:
        """The JSON at that address. Raises `AssetError` in one line."""
        data = bytearray()
        self._stream(RemoteFile(url), lambda chunk: data.extend(chunk), JSON_BYTES)
        try:
            return json.loads(bytes(data))
        except (ValueError, RecursionError) as e:
            raise AssetError(f"{url}: answered with something that is no JSON") from e

    def fetch(self, file: RemoteFile, target: Path) -> Path:
        """The file at `target`, whole and with the right checksum. Raises `AssetError` and leaves nothing behind."""
        if target.is_file() and (file.md5 or file.sha256) and not _fault(target, file):
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                self._stream(file, out.write, limits.FILE_BYTES)
            if fault := _fault(temporary, file):
                raise AssetError(f"{file.url}: {fault}")
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return target

    def _stream(self, file: RemoteFile, write: Callable[[bytes], object], most: int) -> None:
        if not file.url.startswith(("https://", "http://")):
            raise AssetError(f"{file.url[:80]}: is no web address")
        request = urllib.request.Request(file.url, headers={"User-Agent": AGENT})
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                _copy(answer, write, most, file)
        except urllib.error.HTTPError as e:
            raise AssetError(f"{file.url}: the server answers {e.code} {e.reason}") from e
        except TimeoutError as e:
            raise AssetError(f"{file.url}: no answer within {self.timeout:g} s") from e
        except urllib.error.URLError as e:
            late = isinstance(e.reason, TimeoutError)
            said = f"no answer within {self.timeout:g} s" if late else f"cannot be reached ({e.reason})"
            raise AssetError(f"{file.url}: {said}") from e
        except (http.client.HTTPException, OSError) as e:
            raise AssetError(f"{file.url}: the connection broke ({type(e).__name__})") from e


def _copy(answer: Any, write: Callable[[bytes], object], most: int, file: RemoteFile) -> None:
    promised = int(answer.headers.get("Content-Length") or 0)
    if max(promised, file.bytes) > most:
        raise AssetError(f"{file.url}: has {max(promised, file.bytes) >> 20} MB; at most {most >> 20} MB are fetched")
    count = 0
    while chunk := answer.read(CHUNK):
        count += len(chunk)
        if count > most:
            raise AssetError(f"{file.url}: is larger than {most >> 20} MB")
        write(chunk)
    if count < promised:
        raise AssetError(f"{file.url}: was cut short ({count} of {promised} bytes)")


def _fault(path: Path, file: RemoteFile) -> str:
    """What is wrong with a fetched file; "" when nothing is."""
    size = path.stat().st_size
    if file.bytes and size != file.bytes:
        return f"has {size} bytes, the source promised {file.bytes}"
    for name, want in (("md5", file.md5), ("sha256", file.sha256)):
        if want:
            with path.open("rb") as opened:
                have = hashlib.file_digest(opened, name).hexdigest()
            if have != want.lower():
                return f"its {name} is {have[:12]}, the source promised {want[:12]}"
    return ""
