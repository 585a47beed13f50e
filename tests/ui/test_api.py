"""The API: its functions do what their names say, faults are answers, and nothing else of the page is public."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from at_once import AtOnce

from idesign.scene import load_scene
from ui.api import Api
from ui.panels.downloads import Downloads

ROOM = Path(__file__).resolve().parents[1] / "data" / "edits" / "bedroom.json"


@pytest.fixture(scope="module")
def bedroom() -> Any:
    return json.loads(ROOM.read_text())


@pytest.fixture
def downloads() -> Downloads:
    return Downloads()


@pytest.fixture
def api(downloads: Downloads) -> Api:
    return Api(AtOnce(), downloads)  # type: ignore[arg-type]


def test_words_change_a_scene(api: Api, bedroom: Any, tmp_path: Path) -> None:
    answer = api.change(bedroom, "remove the rug")
    assert answer["error"] == ""
    assert answer["said"]
    (tmp_path / "scene.json").write_text(json.dumps(answer["scene"]))
    assert not any(o.id == "rug-0" for o in load_scene(tmp_path).objects)


def test_a_scene_is_evaluated_and_exported(api: Api, bedroom: Any, downloads: Downloads) -> None:
    assert api.evaluate(bedroom)["schema"] == "idesign.evaluation/1"
    answer = api.export(bedroom, "csv")
    taken = downloads.get(answer["address"].split("/")[2])
    assert taken is not None
    assert taken.name == answer["name"] == "shopping_list.csv"


@pytest.mark.parametrize("scene", [None, 7, {}, {"schema": "idesign.scene/1"}, [], {"schema": "idesign.scene/9"}])
def test_what_is_no_scene_is_said_in_a_line(api: Api, scene: Any) -> None:
    for answer in (api.evaluate(scene), api.change(scene, "x"), api.export(scene, "pdf")):
        assert answer["error"]
        assert "\n" not in answer["error"]
        assert list(answer) == ["error"]


def test_other_faults_are_answers_too(api: Api, bedroom: Any) -> None:
    assert api.export(bedroom, "../../etc/passwd")["error"]
    assert api.change(bedroom, "  ")["error"]
    assert api.furnish("a bedroom", -1)["error"]
    assert api.furnish("")["error"]


def test_only_the_api_is_public() -> None:
    from ui.app import build_app
    from ui.sessions import SessionStore

    page = build_app(SessionStore(), AtOnce(), Downloads())  # type: ignore[arg-type]
    public = [f.api_name for f in page.fns.values() if f.api_visibility != "private"]
    assert public == ["furnish", "change", "evaluate", "export"]
