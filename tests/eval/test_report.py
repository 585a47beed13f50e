"""Laws of the report: it holds everything, refers to nothing outside, and no text of a request becomes markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from eval.report import write_report
from eval.score import Evaluation, Score, save_evaluation
from idesign.brief import Brief, Money
from idesign.errors import InputError
from idesign.scene import AssetRef, Provenance, RelationRecord, Scene, SceneObject, SceneRoom
from idesign.viewer import viewer_data, viewer_json, viewer_licence, viewer_script
from solvers.room import Door, Window

EVIL = '"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)> {{ 7 * 7 }}'
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def scene(text: str = "a bedroom", name: str = "double bed") -> Scene:
    asset = AssetRef("idesign", "bed_double?w=1.6", "CC0-1.0", f"made by {name}")
    attributes = {"colour": ("oak", "#ff0000"), "material": "oak"}
    bed = SceneObject(
        "bed-0",
        "bed_double",
        name,
        text,
        attributes,
        (1.6, 2.0, 1.0),
        2.0,
        2.0,
        0,
        0,
        "floor",
        asset,
        Money(499),
        asked=True,
    )
    room = SceneRoom(
        ((0.0, 0.0), (4.0, 0.0), (4.0, 3.2), (0.0, 3.2)),
        2.5,
        (Door("door-0", 0, 0.3, 0.8),),
        (Window("window-0", 2, 1.0, 1.4),),
        "Bedroom",
        "bedroom",
    )
    brief = Brief(text, "bedroom", budget=Money(400), understood=(text,), assumed=(name,), not_understood=("zzz",))
    made = Provenance(
        {"idesign": "0.1"}, 7, "embedded", {}, "batched", "unsolved", (f"{name} is too far",), {"solve": 0.4}
    )
    return Scene(brief, room, (bed,), (RelationRecord("near", "bed-0", "door-0", {"max": 0.6}),), made)


EVALUATION = Evaluation(
    (
        Score("walkable", 0.93, "share", "use", "geometry", "Share of the floor.", (0.9, None), evidence=("bed-0",)),
        Score("television distance", None, "m", "use", "boxes", "How far one sits.", reason="no television"),
    ),
    ("penetration: bed-0 and wall-1",),
)


def folder_with(scene_: Scene, path: Path, evaluation: Evaluation = EVALUATION) -> str:
    """The report of a folder with a picture and a small GLB."""
    (path / "views").mkdir()
    noise = np.random.default_rng(0).integers(0, 255, (48, 64, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((1024, 768)).save(path / "views" / "view-1.png")
    Image.fromarray(noise).resize((640, 480)).save(path / "views" / "top.png")
    tree = trimesh.Scene()
    tree.add_geometry(trimesh.creation.box((1.6, 1.0, 2.0)), node_name="bed-0")
    (path / "scene.glb").write_bytes(tree.export(file_type="glb"))
    return write_report(path, scene_, evaluation).read_text()


class Outside(HTMLParser):
    """Collects tags, and addresses in attributes, styles and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.inside = tag
        pattern = r"(?:https?:|ftp:)?//(?!www\.w3\.org/)[\w.-]+\."
        self.found += [
            f"{k}={v}"
            for k, v in attrs
            if v and not k.startswith("xmlns") and not v.startswith("data:") and re.search(pattern, v)
        ]

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style"):
            self.found += re.findall(
                r"(?:https?:|ftp:)//(?!www\.w3\.org/)[\w.-]+|(?:url\(|@import)\s*['\"]?//[\w.-]+", data
            )


def test_the_page_holds_everything_and_refers_to_nothing_outside(tmp_path: Path) -> None:
    page = folder_with(scene(), tmp_path)
    seen = Outside()
    seen.feed(page)
    assert seen.found == []
    assert page.count("data:image/jpeg;base64,") == 2
    for text in ("Double bed", "499 EUR", "99 EUR over the budget", "160 × 200 × 100", "93 %", "no television", "Seed"):
        assert text in page, text
    for text in ("penetration: bed-0 and wall-1", "double bed is too far", "zzz", "CC0-1.0", "three.js authors"):
        assert text in page, text


def test_text_of_people_and_models_never_becomes_markup(tmp_path: Path) -> None:
    clean_folder, evil_folder = tmp_path / "a", tmp_path / "b"
    clean_folder.mkdir()
    evil_folder.mkdir()
    clean, evil = Outside(), Outside()
    clean.feed(folder_with(scene(), clean_folder))
    evil.feed(folder_with(scene(EVIL, EVIL), evil_folder))
    # The name may hide the tag "asked for" or the description, never add an element.
    assert evil.tags.count("script") == clean.tags.count("script")
    assert evil.tags.count("img") == clean.tags.count("img")
    assert evil.found == []
    assert "{{ 7 * 7 }}" in (evil_folder / "report.html").read_text()


def test_a_folder_without_pictures_or_model_still_has_a_report(tmp_path: Path) -> None:
    page = write_report(tmp_path, scene(), Evaluation(())).read_text()
    assert "<img" not in page
    assert 'id="scene-data"' not in page
    assert "No defect was found" in page


def test_the_evaluation_is_read_from_the_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"evaluation\.json"):
        write_report(tmp_path, scene())
    save_evaluation(EVALUATION, tmp_path / "evaluation.json")
    assert "93 %" in write_report(tmp_path, scene()).read_text()


def test_two_reports_are_equal(tmp_path: Path) -> None:
    first = folder_with(scene(), tmp_path)
    assert write_report(tmp_path, scene(), EVALUATION).read_text() == first


def test_a_megabyte_of_request_is_cut(tmp_path: Path) -> None:
    page = write_report(tmp_path, scene("bed " * 250_000), Evaluation(())).read_text()
    assert len(page) < 400_000


def test_viewer_data_is_safe_in_a_script_and_names_every_object() -> None:
    s = scene(EVIL, EVIL)
    assert "<" not in viewer_json(s, b"glTF")
    data = viewer_data(s, b"glTF")
    assert [o.id for o in data.objects] == ["bed-0"]
    assert {o.id: o.wall for o in data.room.openings} == {"door-0": 0, "window-0": 2}


def test_viewer_script_is_one_file_without_addresses_and_with_its_licence() -> None:
    script = viewer_script()
    assert "idesignViewer" in script
    assert "</script" not in script.lower()
    assert not re.findall(r"(?:https?:|ftp:)//(?!www\.w3\.org)", script)
    assert "MIT License" in viewer_licence()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_the_3d_view_opens_from_disk_without_a_network(tmp_path: Path) -> None:
    """Chromium runs the page with every name unresolvable; the viewer says that it is ready, in the page itself."""
    folder_with(scene(), tmp_path)
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-unsafe-swiftshader",
        "--virtual-time-budget=30000",
    ]
    closed = ["--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path / 'profile'}"]
    page = (tmp_path / "report.html").as_uri() + "#room-3d"
    run = subprocess.run(
        [str(CHROMIUM), *flags, *closed, "--dump-dom", page], capture_output=True, text=True, timeout=180, check=True
    )
    assert 'data-ready="true"' in run.stdout
    assert "<canvas" in run.stdout


def test_a_person_who_thinks_in_feet_reads_feet(tmp_path: Path) -> None:
    page = write_report(tmp_path, scene(), Evaluation(()), "imperial").read_text()
    assert "feet and inches" in page
    assert "sq ft" in page
    assert "W × D × H, in<" in page
    assert " m²" not in page
