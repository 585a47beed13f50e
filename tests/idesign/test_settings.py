"""Settings: code before environment before file before defaults; the key is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from idesign.errors import InputError
from idesign.settings import Settings, redact


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "IDESIGN_MODEL", "IDESIGN_TIMEOUT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_is_configured_by_default() -> None:
    settings = Settings()
    assert not settings.configured
    assert settings.cache_dir.name == "idesign"


def test_the_order_is_code_environment_file_default(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(
        "IDESIGN_MODEL=from-file\nIDESIGN_TIMEOUT=5\nOPENAI_BASE_URL=http://file/v1\n", encoding="utf-8"
    )
    assert (Settings().model, Settings().timeout, Settings().base_url) == ("from-file", 5, "http://file/v1")
    monkeypatch.setenv("IDESIGN_MODEL", "from-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://environment/v1/")
    assert (Settings().model, Settings().base_url) == ("from-environment", "http://environment/v1")
    assert Settings(model="from-code", base_url="http://code").model == "from-code"
    assert Settings(base_url="http://code").base_url == "http://code"


def test_no_text_shows_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://me:sk-secret@host:8000/v1?key=sk-secret")
    settings = Settings()
    assert settings.configured
    assert settings.key == "sk-secret"
    assert settings.server == "http://host:8000/v1"
    for text in (repr(settings), str(settings), settings.model_dump_json(exclude={"base_url"})):
        assert "sk-secret" not in text


@pytest.mark.parametrize(
    ("given", "name"),
    [({"timeout": -1}, "timeout"), ({"base_url": "ftp://k"}, "base_url"), ({"retries": 99}, "retries")],
)
def test_a_faulty_setting_is_one_line_with_its_name(given: dict[str, object], name: str) -> None:
    with pytest.raises(InputError, match=name) as e:
        Settings(**given)
    assert "\n" not in str(e.value)


def test_a_blank_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " ")
    assert not Settings().configured


def test_redact_keeps_host_and_path() -> None:
    assert redact("https://a:b@h:1/x?y=z") == "https://h:1/x"
