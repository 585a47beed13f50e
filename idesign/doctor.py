"""What works on this machine, and the command that mends what does not.

Every examination is quick and apart from the others: libraries that take seconds to load or may take the process down
are tried in processes of their own, all at once and with a time limit. Nothing is downloaded; a server is asked only
when one is configured; the key is never shown.
"""

from __future__ import annotations

import ctypes
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import Any, Literal

from idesign.render.gl_trial import GL_TRIAL
from idesign.settings import Settings

LIMIT = 4.0
"""Seconds that one examination may take; all run at once."""
OLDEST_PYTHON = (3, 11)
MODULES = {
    "manifold3d": "manifold3d",
    "mapbox-earcut": "mapbox_earcut",
    "pillow": "PIL",
    "pydantic-settings": "pydantic_settings",
    "python-fcl": "fcl",
}
"""Packages whose module has another name."""
GL_PACKAGES = "libegl1 libgl1 libgl1-mesa-dri"
OPEN3D_PACKAGES = "libgl1 libgomp1 libx11-6"

State = Literal["ok", "degraded", "missing"]


@dataclass(frozen=True)
class Finding:
    """What was found of one thing. `degraded`: something else does its work, or it works in part; `detail` says what
    that means and `remedy` is the command that mends it. What is `required` and `missing` stops the program."""

    name: str
    state: State
    detail: str
    remedy: str = ""
    required: bool = False


@dataclass(frozen=True)
class Probe:
    """A trial in a process of its own: `code` prints one line on success."""

    name: str
    code: str
    otherwise: State
    meaning: str
    remedy: str
    required: bool = False


# Its native library alone: what fails on a bare machine are the shared libraries behind it.
_OPEN3D = """
import ctypes, glob, os
from importlib.util import find_spec
folder = find_spec("open3d").submodule_search_locations[0]
files = glob.glob(os.path.join(folder, "**", "pybind*.so"), recursive=True)
for file in files:
    ctypes.CDLL(file)
print(f"{len(files)} native library loads" if files else "")
"""
PROBES = (
    Probe(
        "OpenGL",
        GL_TRIAL,
        "degraded",
        "previews are drawn by mitsuba, which is slower",
        f"apt-get install -y {GL_PACKAGES}",
    ),
    Probe(
        "mitsuba",
        "import mitsuba; mitsuba.set_variant('scalar_rgb'); print('scalar_rgb, version ' + mitsuba.__version__)",
        "missing",
        "no photographs, and no pictures at all where there is no OpenGL",
        f"{sys.executable} -m pip install --force-reinstall mitsuba",
    ),
    Probe(
        "open3d",
        _OPEN3D,
        "degraded",
        "ray-cast measures of scenes stay unscored",
        f"apt-get install -y {OPEN3D_PACKAGES}",
    ),
)


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Everything that the program needs or could use, in a fixed order. Takes about `LIMIT` seconds at most."""
    jobs: list[tuple[str, Callable[[], Iterable[Finding]]]] = [
        ("Python", lambda: [_python()]),
        ("packages", _packages),
        *((p.name, _probing(p)) for p in PROBES),
        ("photographs", lambda: [_photographs()]),
        ("GPU", lambda: [_gpu()]),
        ("cache", lambda: [_cache(settings)]),
        ("model server", lambda: [_server(settings)]),
        ("ffmpeg", lambda: [_ffmpeg()]),
    ]
    return tuple(f for found in _together(jobs) for f in found)


def healthy(findings: Iterable[Finding]) -> bool:
    """Whether nothing that is required is missing."""
    return not any(f.required and f.state == "missing" for f in findings)


def findings_to_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The findings as values that `json.dumps` takes."""
    return [asdict(f) for f in findings]


def _probing(probe: Probe) -> Callable[[], list[Finding]]:
    return lambda: [_tried(probe)]


def _together(jobs: Sequence[tuple[str, Callable[[], Iterable[Finding]]]]) -> list[list[Finding]]:
    """What the jobs find, each in a thread; one that fails or does not end in time is itself a finding."""
    found: dict[str, list[Finding]] = {}

    def work(name: str, job: Callable[[], Iterable[Finding]]) -> None:
        try:
            found[name] = list(job())
        except Exception as e:  # noqa: BLE001 - a doctor outlives every patient
            found[name] = [Finding(name, "degraded", f"could not be examined: {type(e).__name__}: {_line(str(e))}")]

    threads = [threading.Thread(target=work, args=job, daemon=True) for job in jobs]
    for t in threads:
        t.start()
    end = time.monotonic() + LIMIT + 0.5
    for t in threads:
        t.join(max(0.0, end - time.monotonic()))
    late = "could not be examined in time"
    return [found.get(name, [Finding(name, "degraded", late)]) for name, _ in jobs]


def _line(text: str) -> str:
    return " ".join(text.split())[:200]


# ---------------------------------------------------------------- the program itself
def _python() -> Finding:
    have, want = sys.version_info[:2], ".".join(map(str, OLDEST_PYTHON))
    if have < OLDEST_PYTHON:
        return Finding(
            "Python",
            "missing",
            f"{_dotted(have)} is too old; {want} is needed",
            f"apt-get install -y python{want}",
            True,
        )
    return Finding("Python", "ok", _dotted(sys.version_info[:3]), required=True)


def _dotted(numbers: Iterable[int]) -> str:
    return ".".join(map(str, numbers))


def _packages() -> list[Finding]:
    """One finding for each base package that is missing or too old, and one for all the others."""
    try:
        needed = [r for r in requires("idesign") or [] if "extra ==" not in r]
    except PackageNotFoundError:
        return [
            Finding("packages", "missing", "idesign is not installed", f"{sys.executable} -m pip install -e .", True)
        ]
    found = [_package(r) for r in needed]
    wrong = [f for f in found if f.state != "ok"]
    good = ", ".join(f"{f.name} {f.detail}" for f in found if f.state == "ok")
    return [*wrong, *([Finding("packages", "ok", good, required=True)] if good else [])]


def _package(requirement: str) -> Finding:
    match = re.match(r"[\w.-]+", requirement)
    name = match.group() if match else requirement
    least = re.search(r">=\s*([\d.]+)", requirement)
    mend = f'{sys.executable} -m pip install "{requirement}"'
    try:
        have = version(name)
    except PackageNotFoundError:
        return Finding(name, "missing", "is not installed", mend, True)
    if least and _numbers(have) < _numbers(least.group(1)):
        return Finding(name, "degraded", f"{have} is older than {least.group(1)}", mend, True)
    if find_spec(MODULES.get(name, name.replace("-", "_"))) is None:
        return Finding(
            name, "missing", f"{have} is installed but cannot be imported", f"{mend} --force-reinstall", True
        )
    return Finding(name, "ok", have, required=True)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", text.split("+")[0])[:3])


# ---------------------------------------------------------------- drawing and computing
def _tried(probe: Probe) -> Finding:
    """The probe's own line, or the last line of its complaint."""
    try:
        run = subprocess.run(
            [sys.executable, "-c", probe.code], capture_output=True, text=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return Finding(
            probe.name, "degraded", f"did not start within {LIMIT:.0f} s; the machine may be busy", "", probe.required
        )
    if run.returncode == 0 and (said := run.stdout.strip().splitlines()):
        return Finding(probe.name, "ok", said[-1], required=probe.required)
    why = _line((run.stderr.strip().splitlines() or [f"exit status {run.returncode}"])[-1])
    return Finding(probe.name, probe.otherwise, f"{probe.meaning} ({why})", probe.remedy, probe.required)


def _photographs() -> Finding:
    """Which of Mitsuba's variants takes them. The trial of the fast one takes longer than an examination may."""
    from idesign.render.chosen_variant import FAST, SURE, remembered
    from idesign.render.denoise import can_denoise

    chosen = remembered() or f"{SURE}, or {FAST} if it works: tried before the first one"
    if not can_denoise():
        slow = f"{chosen}; without a denoiser they take eight times as long"
        return Finding("photographs", "degraded", slow, f"{sys.executable} -m pip install pyoidn")
    return Finding("photographs", "ok", f"{chosen}; cleaned by Open Image Denoise")


def _gpu() -> Finding:
    """A CUDA device that torch can use. Torch is loaded only where a driver is installed."""
    without = "the solver and all models run on the CPU"
    try:
        ctypes.CDLL("libcuda.so.1")
    except OSError:
        return Finding("GPU", "degraded", f"no NVIDIA driver; {without}")
    code = "import torch; print(torch.cuda.get_device_name(0) if torch.cuda.is_available() else '')"
    remedy = (
        f"{sys.executable} -m pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/cu126"
    )
    meaning = f"there is a driver, but torch {_torch()} does not use it; {without}"
    return _tried(Probe("GPU", code, "degraded", meaning, remedy))


def _torch() -> str:
    try:
        return version("torch")
    except PackageNotFoundError:
        return "(not installed)"


def _ffmpeg() -> Finding:
    from idesign.render.video import REMEDY, encoder

    path = encoder()
    if path is None:
        return Finding("ffmpeg", "degraded", "films are GIFs instead of MP4s; everything else works", REMEDY)
    return Finding("ffmpeg", "ok", path)


# ---------------------------------------------------------------- cache and server
def _cache(settings: Settings) -> Finding:
    folder = settings.cache_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Finding("cache", "ok", str(folder))
    except OSError as e:
        detail = f"{folder} cannot be written ({e.strerror}); nothing is kept between runs"
        return Finding("cache", "degraded", detail, "export IDESIGN_CACHE_DIR=/a/folder/that/can/be/written")


def _server(settings: Settings) -> Finding:
    """Whether the configured server lists its models, and the configured one among them."""
    if not settings.configured:
        detail = "none is configured; the built-in designer does all the work"
        return Finding(
            "model server", "degraded", detail, "export OPENAI_BASE_URL=http://localhost:11434/v1 IDESIGN_MODEL=NAME"
        )
    key = "with a key" if settings.api_key else "without a key"
    try:
        models = _models(settings)
    except (OSError, ValueError) as e:
        detail = f"{settings.server} ({key}): {_reason(e)}; the built-in designer does all the work"
        return Finding("model server", "degraded", detail, f"curl {settings.server}/models")
    return _served(settings, key, models)


def _served(settings: Settings, key: str, models: Sequence[str]) -> Finding:
    some = ", ".join(models[:8]) + (", …" if len(models) > 8 else "") or "none"
    detail = f"{settings.server} ({key}) lists {len(models)} models: {some}"
    if not settings.model:
        return Finding("model server", "degraded", f"{detail}; none is chosen", "export IDESIGN_MODEL=NAME")
    if models and settings.model not in models:
        return Finding(
            "model server", "degraded", f"{detail}; {settings.model} is not among them", "export IDESIGN_MODEL=NAME"
        )
    return Finding("model server", "ok", f"{detail}; {settings.model} is chosen")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: the key is for this server only."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Message, newurl: str) -> None:
        return None


def _models(settings: Settings) -> list[str]:
    """The ids that the server lists. Raises `OSError` or `ValueError`."""
    address = f"{settings.base_url or settings.server}/models"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {settings.key}"})
    with urllib.request.build_opener(_Stay).open(request, timeout=LIMIT - 1) as response:
        reply = json.loads(response.read(2_000_000))
    listed = reply.get("data") if isinstance(reply, Mapping) else None
    if not isinstance(listed, list):
        raise ValueError("does not list its models as a server of this kind does")
    return [str(m["id"]) for m in listed if isinstance(m, Mapping) and "id" in m]


def _reason(e: Exception) -> str:
    if isinstance(e, urllib.error.HTTPError):
        return "refuses the key" if e.code in (401, 403) else f"answers with status {e.code}"
    if isinstance(e, TimeoutError):
        return "does not answer"
    if isinstance(e, OSError):
        return "cannot be reached"
    return "does not list its models"
