"""What a trial of Mitsuba's fast variant came to on this machine (`variants` makes it), as noted in the cache: for
these versions and the LLVM that is installed. Loads nothing, so that the doctor can ask."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from idesign.files import write_text

FAST, SURE = "llvm_ad_rgb", "scalar_rgb"


def remembered() -> str | None:
    """The variant that the trial chose, with the reason when it is not the fast one; None before the trial."""
    mark = _mark()
    return mark.read_text(encoding="utf-8").strip() if mark is not None and mark.is_file() else None


def remember(said: str) -> None:
    """Notes the outcome; a cache that cannot be written only means that the trial is made again."""
    mark = _mark()
    if mark is not None:
        with suppress(OSError):
            write_text(mark, f"{said}\n")


def _mark() -> Path | None:
    """The file that says what came of the trial with these versions; None without mitsuba."""
    from idesign.settings import default_cache

    try:
        versions = f"{version('mitsuba')}-drjit-{version('drjit')}"
    except PackageNotFoundError:
        return None
    installed = sorted(p.name for p in Path("/usr/lib").glob("*/libLLVM*.so*"))
    library = Path(os.environ.get("DRJIT_LIBLLVM_PATH") or (installed or ["none"])[-1]).name
    return default_cache() / f"photo-variant-mitsuba-{versions}-llvm-{library}"
