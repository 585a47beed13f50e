"""The doctor says what is there, what is not and what to type; it outlives every patient and keeps the key."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from idesign import doctor
from idesign.doctor import Finding, Probe, examine, findings_to_json, healthy
from idesign.llm.loopback import Behaviour, LoopbackServer
from idesign.render import chosen_variant
from idesign.settings import Settings


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "IDESIGN_MODEL"):
        monkeypatch.delenv(name, raising=False)


def settings(tmp_path: Path, **more: object) -> Settings:
    return Settings(cache_dir=tmp_path / "cache", _env_file=None, **more)


def named(findings: tuple[Finding, ...], name: str) -> Finding:
    return next(f for f in findings if f.name == name)


def test_this_machine_is_examined_quickly(tmp_path: Path) -> None:
    start = time.monotonic()
    found = examine(settings(tmp_path))
    assert time.monotonic() - start < doctor.LIMIT + 1.5
    assert healthy(found)
    assert named(found, "Python").state == "ok"
    assert named(found, "packages").state == "ok"
    assert json.loads(json.dumps(findings_to_json(found)))[0]["name"] == "Python"


def test_what_is_not_well_says_what_to_type(tmp_path: Path) -> None:
    for f in examine(settings(tmp_path)):
        assert f.detail
        assert f.remedy or f.state == "ok" or f.name == "GPU" or "busy" in f.detail


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_torch(name: str) -> str:
        if name == "torch":
            raise PackageNotFoundError(name)
        return "9999.0"

    monkeypatch.setattr(doctor, "version", without_torch)
    (torch, others) = doctor._packages()
    assert (torch.name, torch.state, torch.required) == ("torch", "missing", True)
    assert "-m pip install" in torch.remedy
    assert others.state == "ok"
    assert not healthy([torch, others])


def test_an_old_package_and_one_without_its_module_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", lambda name: "1.9.2")
    assert doctor._package("numpy>=2.0").detail == "1.9.2 is older than 2.0"
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    assert doctor._package("numpy>=1.9").state == "missing"


def test_an_uninstalled_program_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> list[str]:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "requires", nothing)
    assert doctor._packages()[0].detail == "idesign is not installed"


def test_a_probe_that_fails_says_its_last_line_and_one_that_dies_its_status() -> None:
    failing = Probe("GL", "raise ImportError('no libEGL.so.1')", "degraded", "slow", "apt-get install -y libegl1")
    found = doctor._tried(failing)
    assert (found.state, found.remedy) == ("degraded", "apt-get install -y libegl1")
    assert "no libEGL.so.1" in found.detail
    dying = Probe("GL", "import os; os.abort()", "missing", "nothing", "")
    assert "exit status" in doctor._tried(dying).detail


def test_a_probe_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LIMIT", 0.3)
    found = doctor._tried(Probe("GL", "import time; time.sleep(60)", "missing", "nothing", ""))
    assert "did not start" in found.detail


def test_an_examination_that_breaks_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken() -> Finding:
        raise RuntimeError("the thermometer\nbroke")

    monkeypatch.setattr(doctor, "_gpu", broken)
    monkeypatch.setattr(doctor, "PROBES", ())
    found = named(examine(settings(tmp_path)), "GPU")
    assert found.detail == "could not be examined: RuntimeError: the thermometer broke"


def test_without_a_driver_torch_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(doctor.ctypes, "CDLL", no_library)
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("a process was started"))
    assert doctor._gpu().state == "degraded"


def test_an_unwritable_cache_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    found = doctor._cache(Settings(cache_dir=file / "cache", _env_file=None))
    assert found.state == "degraded"
    assert "IDESIGN_CACHE_DIR" in found.remedy


def test_an_old_python_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (sys.version_info[0], sys.version_info[1] + 1))
    assert not healthy([doctor._python()])


def test_the_server_is_asked_for_its_models(tmp_path: Path) -> None:
    with LoopbackServer([Behaviour()], models=("small", "large")) as server:
        key = {"base_url": server.url, "api_key": "sk-secret"}
        good = doctor._server(settings(tmp_path, model="large", **key))
        unchosen = doctor._server(settings(tmp_path, **key))
        unknown = doctor._server(settings(tmp_path, model="huge", **key))
    assert good.state == "ok"
    assert "small, large" in good.detail
    assert "none is chosen" in unchosen.detail
    assert "huge is not among them" in unknown.detail
    assert "sk-secret" not in repr((good, unchosen, unknown))


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "http://me:sk-secret@127.0.0.1:9/v1"])
def test_a_dead_server_costs_no_more_than_a_line(tmp_path: Path, url: str) -> None:
    found = doctor._together(
        [("model server", lambda: [doctor._server(settings(tmp_path, base_url=url, api_key="sk-secret"))])]
    )
    assert found[0][0].state == "degraded"
    assert "sk-secret" not in repr(found)


def test_no_server_is_no_fault(tmp_path: Path) -> None:
    found = doctor._server(settings(tmp_path))
    assert "built-in designer" in found.detail
    assert healthy([found])


def test_photographs_are_named_by_what_takes_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert "tried before the first" in doctor._photographs().detail
    chosen_variant.remember("scalar_rgb: the renderer died (SIGSEGV)")
    assert doctor._photographs().detail.startswith("scalar_rgb: the renderer died (SIGSEGV); cleaned by")
    monkeypatch.setattr("idesign.render.denoise.find_spec", lambda name: None)
    assert doctor._photographs().state == "degraded"


def test_without_ffmpeg_films_are_still_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("idesign.render.video.encoder", lambda: None)
    found = doctor._ffmpeg()
    assert "GIF" in found.detail
    assert found.remedy == "pip install 'idesign[film]'"
