"""A person's own model: an uploaded file, opened in a process of its own with limits, becomes a piece of the catalogue.

The file keeps no name of the client's: it lies as `model.glb` in a folder of its own, outside of which nothing is read
for it, and its bytes are parsed only in the worker, which ends when it takes too long or too much.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from assets.catalogue import categories, lookup
from assets.errors import AssetError
from assets.importing import store
from assets.importing.bring_in import bring_in
from assets.importing.store import Record
from assets.retrieval_names import HEAD, named
from assets.sources.listing import Listing
from assets.sources.naming import SURE, category_of, words_of
from idesign.errors import InputError
from idesign.sentences import told

MOST_BYTES = 64 * 2**20
SECONDS, PROCESSOR_SECONDS = 90.0, 60
"""Until the worker is ended; the second is processor time, which a busy machine does not use up."""
MEMORY = 4 * 2**30
"""Address space of the worker."""
ENDINGS = (".glb", ".gltf", ".obj")
NAME = 80
"""Characters of a model's name."""


def bring_own(upload: Path, name: str, kind: str = "") -> Record:
    """The record of an uploaded model. `name` is what the person's file was called, `kind` what they say that it is
    ("armchair"; "": the name says it). Raises `InputError` in one line."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise InputError(told("fault.model_kind", name=name[-30:]))
    if upload.stat().st_size > MOST_BYTES:
        raise InputError(too_large(upload.stat().st_size))
    category = category_named(kind or name)
    with tempfile.TemporaryDirectory(prefix="idesign-own-") as folder:
        path = Path(folder) / f"model{ending}"
        path.write_bytes(upload.read_bytes())
        return _in_worker(path, _plain(name), category)


def too_large(size: int) -> str:
    """What is said of a file of so many bytes."""
    return told("fault.model_size", size=size / 2**20, most=MOST_BYTES >> 20)


def category_named(words: str) -> str:
    """The category that words or a file's name mean. Raises `InputError` when they mean none."""
    plain = words.strip().lower().replace(" ", "_")
    if plain in categories():
        return plain
    guessed = category_of(Path(words)) or next((n.category for n in named(words) if n.score >= HEAD), None)
    found, score = lookup(words_of(Path(words).stem))
    if guessed is None and score < SURE:
        raise InputError(told("fault.model_name", words=_plain(words)))
    return guessed or found


def _plain(name: str) -> str:
    """A file's name as words."""
    return words_of(re.sub(r"[^\w .-]", " ", Path(name.replace("\\", "/")).stem))[:NAME] or "model"


def _in_worker(path: Path, name: str, category: str) -> Record:
    command = [sys.executable, "-m", __name__, str(path), name, category]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as e:
        raise InputError(told("fault.model_slow")) from e
    said = done.stdout.strip().splitlines()
    answer = json.loads(said[-1]) if done.returncode == 0 and said else {}
    if "fault" in answer:
        raise InputError(told("fault.model_bad", fault=answer["fault"]))
    if "key" not in answer:
        raise InputError(told("fault.model_damaged"))
    return store.record(answer["key"])


# ---------------------------------------------------------------- in the worker
def _bounded() -> None:
    """No more memory, processor time or disk than one model needs, and no dump of what it held."""
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
                         (resource.RLIMIT_FSIZE, 4 * MOST_BYTES), (resource.RLIMIT_CORE, 0)):  # fmt: skip
        resource.setrlimit(limit, (value, value))


def _import(path: Path, name: str, category: str) -> dict[str, str]:
    listing = Listing(f"own/{name}", "own model", "yours", "from your own file", category, name, path, path.parent)
    try:
        return {"key": bring_in(listing).key}
    except AssetError as e:
        return {"fault": str(e).removeprefix(f"own/{name}: ")}


if __name__ == "__main__":
    _bounded()
    sys.stdout.write(json.dumps(_import(Path(sys.argv[1]), sys.argv[2], sys.argv[3])) + "\n")
