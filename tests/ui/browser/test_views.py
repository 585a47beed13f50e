"""The plan and the 3D view in a real browser: drag in both, undo, keys alone, touch, hostile names, no WebGL."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from idesign.scene import Scene, save_scene
from ui.examples import examples

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
ROOM = min(examples(), key=lambda e: len(e.scene().objects))
HOSTILE = "<img src=x onerror='window.hacked=1'> ${window.hacked=1} {{constructor}}"
ROOM_LIGHT = float(np.asarray(Image.open(BytesIO(ROOM.picture())).convert("RGB")).mean() / 255)
"""The mean brightness of the room's rendered picture, in [0, 1]."""
FLAT = "const get = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); };"  # noqa: E501
"""A browser without 3D, which is also a faster one where the processor draws."""


def example(visit: Visit, flat: bool = True, **options: Any) -> Any:
    """A page with the example room on it."""
    page = visit(**options)
    if flat:
        page.add_init_script(FLAT)
        page.reload()
    page.click(f"[data-testid=example-{ROOM.name}]")
    page.wait_for_selector("[data-testid=plan-view] .thing", state="attached")
    if not flat:
        page.wait_for_selector("[data-testid=space-view] [data-ready=true]")
    return page


def mover() -> str:
    """A thing on the floor with a back that nothing stands on and that goes alone, and that is no rug."""
    scene = ROOM.scene()
    bound = {i for r in scene.relations for i in (r.b,) if r.type == "offset"} | {o.support for o in scene.objects}
    alone = (o for o in scene.objects if o.support == "floor" and o.id not in bound and o.size[2] > 0.3)
    return min(alone, key=lambda o: o.size[0] * o.size[1]).id


def pose(page: Any, id: str) -> list[float]:
    """Where the desk shows it [m, m, degrees]."""
    found: list[float] = page.evaluate(
        "id => { const d = idesignViews.desk, p = d.pose(d.thing(id)); return [p.x, p.y, p.yaw_deg]; }", id
    )
    return found


def revision(page: Any) -> int:
    return int(page.evaluate("idesignViews.desk.document.revision"))


def until(page: Any, script: str, *values: Any) -> None:
    page.wait_for_function(script, arg=list(values))


def after(page: Any, number: int) -> None:
    """Waits for an answer to a change made at this revision."""
    until(page, "([n]) => idesignViews.desk.document.revision > n", number)


def quiet(page: Any) -> None:
    """Waits until every change was answered."""
    until(page, "() => !idesignViews.desk.gesture && !idesignViews.desk.held.size")


def middle(page: Any, selector: str) -> tuple[float, float]:
    """Measured in one step, for an answer may draw the thing anew at any moment."""
    box = "document.querySelector(s)?.getBoundingClientRect()"
    found = page.wait_for_function(
        f"s => {{ const b = {box}; return b?.width && [b.x + b.width / 2, b.y + b.height / 2] }}", arg=selector
    )
    x, y = found.json_value()
    return x, y


def dragged(page: Any, start: tuple[float, float], by: tuple[float, float]) -> None:
    """The mouse goes down, moves and stays down."""
    page.mouse.move(*start)
    page.mouse.down()
    for k in range(1, 6):
        page.mouse.move(start[0] + by[0] * k / 5, start[1] + by[1] * k / 5)


def test_a_drag_in_the_plan_is_one_step_that_undo_takes_back(visit: Visit) -> None:
    page, id = example(visit), mover()
    before, number = pose(page, id), revision(page)
    dragged(page, middle(page, f'.thing[data-id="{id}"] .hit'), (60, 40))
    until(page, "() => idesignViews.desk.checks.length > 0 && !idesignViews.desk.asking")
    held = pose(page, id)
    assert held[:2] != before[:2], "it follows the hand before the server knows"
    assert revision(page) == number
    told = {"text": "In the way", "ids": [id], "severity": "conflict"}
    page.evaluate("told => idesignViews.desk.judged([told])", told)
    assert page.locator("#plan [data-testid=selected] .wrong").inner_text() == "In the way"
    assert "bad" in page.locator(f'.thing[data-id="{id}"]').get_attribute("class").split()
    page.mouse.up()
    after(page, number)
    assert page.locator("[data-testid=selected] b").first.inner_text()
    page.keyboard.press("Control+z")
    after(page, number + 1)
    assert pose(page, id) == pytest.approx(before)


def test_the_plan_is_seen_nearer_and_a_grip_gives_an_exact_size(visit: Visit) -> None:
    scene = ROOM.scene()
    id = max((o for o in scene.objects if o.support == "floor" and o.size[2] > 1.0), key=lambda o: o.size[0]).id
    page = example(visit)
    seen = "document.querySelector('svg.idv-plan').viewBox.baseVal.width"
    whole = page.evaluate(seen)
    page.mouse.move(*middle(page, f'.thing[data-id="{id}"] .hit'))
    page.mouse.wheel(0, -300)
    until(page, f"([w]) => {seen} < 0.8 * w", whole)
    page.click("[data-lens=fit]")
    assert page.evaluate(seen) == whole
    page.locator(f'.thing[data-id="{id}"]').focus()
    number, size = revision(page), page.evaluate("id => idesignViews.desk.thing(id).size", id)
    x, y = middle(page, "[data-testid=size-handle] rect")
    cx, cy = middle(page, f'.thing[data-id="{id}"] .hit')
    dragged(page, (x, y), (0.25 * (cx - x), 0.25 * (cy - y)))
    page.mouse.up()
    after(page, number)
    now = page.evaluate("id => idesignViews.desk.thing(id)?.size", id)
    assert now != size
    assert all(abs(20 * v - round(20 * v)) < 1e-6 for v in now[:2] if v not in size), "sizes go by 5 cm"


def test_an_escape_while_dragging_changes_nothing(visit: Visit) -> None:
    page, id = example(visit), mover()
    before, number = pose(page, id), revision(page)
    dragged(page, middle(page, f'.thing[data-id="{id}"] .hit'), (50, 30))
    page.keyboard.press("Escape")
    page.mouse.up()
    assert pose(page, id) == before
    assert revision(page) == number


def test_a_drag_in_3d_moves_the_thing_in_the_plan(visit: Visit) -> None:
    page, id = example(visit, flat=False), mover()
    page.wait_for_timeout(3000)
    where = """id => { const view = [...idesignViews.desk.views].find((v) => v.view).view, canvas = view.renderer.domElement;
      const p = view.nodes.get(id).position.clone(); p.y += idesignViews.desk.thing(id).size[2] * 0.6; p.project(view.camera);
      const box = canvas.getBoundingClientRect(), [x, y] = [box.x + (p.x + 1) / 2 * box.width, box.y + (1 - p.y) / 2 * box.height];
      return [x, y, view.hit({ clientX: x, clientY: y })?.id]; }"""  # noqa: E501
    x, y, hit = page.evaluate(where, id)
    assert hit is not None
    before, number = pose(page, hit), revision(page)
    shown = page.locator(f'.thing[data-id="{hit}"]').get_attribute("transform")
    dragged(page, (x, y), (40, 25))
    until(page, "([id, x]) => idesignViews.desk.held.has(id)", hit, 0)
    assert page.locator(f'.thing[data-id="{hit}"]').get_attribute("transform") != shown
    page.mouse.up()
    after(page, number)
    assert pose(page, hit) != before
    assert light(page) == pytest.approx(ROOM_LIGHT, abs=0.12), "the 3D view is as bright as the rendered pictures"


def light(page: Any) -> float:
    """The mean brightness of what is drawn in 3D, in [0, 1]."""
    share: float = page.evaluate("""() => {
      const view = [...idesignViews.desk.views].find((v) => v.view).view, small = new OffscreenCanvas(64, 64);
      const pen = small.getContext("2d");
      pen.drawImage(view.renderer.domElement, 0, 0, 64, 64);
      const { data } = pen.getImageData(0, 0, 64, 64);
      let sum = 0, count = 0;
      for (let k = 0; k < data.length; k += 4) if (data[k + 3] > 250) { sum += data[k] + data[k + 1] + data[k + 2]; count += 765; }
      return sum / count; }""")  # noqa: E501
    return share


def test_keys_alone_move_turn_lock_double_and_take_away(visit: Visit) -> None:
    page, id = example(visit), mover()
    page.locator(f'.thing[data-id="{id}"]').focus()
    until(page, "([id]) => idesignViews.desk.selected === id", id)
    before, number = pose(page, id), revision(page)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert pose(page, id)[0] == pytest.approx(before[0] + 0.15)
    after(page, number)
    quiet(page)
    assert page.evaluate("document.activeElement.dataset.id") == id
    moved, number = pose(page, id), revision(page)
    page.keyboard.press("r")
    after(page, number)
    quiet(page)
    page.keyboard.press("Control+z")
    until(page, "([id, yaw]) => Math.abs(idesignViews.desk.thing(id).yaw_deg - yaw) < 0.01", id, moved[2])
    page.wait_for_timeout(1500)
    assert pose(page, id) == pytest.approx(moved), "one key takes one step back"
    page.keyboard.press("l")
    until(page, "([id]) => idesignViews.desk.thing(id).locked", id)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    assert page.evaluate("idesignViews.desk.gesture") is None
    page.keyboard.press("l")
    until(page, "([id]) => !idesignViews.desk.thing(id).locked", id)
    count = page.locator(".thing").count()
    page.keyboard.press("Delete")
    until(page, "([id]) => !idesignViews.desk.thing(id)", id)
    assert page.locator(".thing").count() < count
    page.keyboard.press("Control+z")
    until(page, "([id]) => idesignViews.desk.thing(id)", id)


def test_a_finger_drags_in_the_plan_on_a_phone(visit: Visit) -> None:
    page = example(visit, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.tap(".faces button:nth-child(1)")
    id = mover()
    before, number = pose(page, id), revision(page)
    x, y = middle(page, f'.thing[data-id="{id}"] .hit')
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for k in range(1, 5):
        at = {"x": x + 8 * k, "y": y + 6 * k}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    assert pose(page, id) != before
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    after(page, number)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_a_hostile_name_is_shown_as_text(visit: Visit, tmp_path: Path) -> None:
    scene = ROOM.scene()
    named = tuple(replace(o, name=HOSTILE) if o.id == mover() else o for o in scene.objects)
    save_scene(Scene(scene.brief, scene.room, named, scene.relations), tmp_path / "room.json")
    page = visit()
    page.add_init_script(FLAT)
    page.reload()
    with page.expect_file_chooser() as chosen:
        page.click("[data-testid=open]")
    chosen.value.set_files(tmp_path / "room.json")
    page.wait_for_selector("[data-testid=plan-view] .thing", state="attached")
    page.locator(f'.thing[data-id="{mover()}"]').focus()
    assert page.locator("#plan [data-testid=selected] b").inner_text() == HOSTILE
    assert HOSTILE in page.locator(f'.thing[data-id="{mover()}"]').get_attribute("aria-label")
    assert page.evaluate("window.hacked") is None


def test_figures_stand_upright_and_the_built_script_snaps_as_the_vectors_say(visit: Visit) -> None:
    page = example(visit)
    page.click("[data-show=dimensions]")
    angles = page.eval_on_selector_all(
        ".room-measure text",
        "all => all.map((t) => Number(/rotate\\(([-\\d.e]+)/.exec(t.getAttribute('transform'))[1]))",
    )
    assert angles
    assert all(-90 <= a <= 90.5 for a in angles)
    rows = json.loads((Path(__file__).parents[1] / "data" / "snap_vectors.json").read_text())
    assert "WebGL" in page.locator("#space .idv-empty").inner_text()
    found = page.evaluate("rows => rows.map((r) => idesignViews.snap(r.polygon, r.neighbours, r.mover, ...r.at))", rows)
    for row, one in zip(rows, found, strict=True):
        assert [one[k] for k in ("x", "y", "yaw_deg")] == pytest.approx([row["want"][k] for k in ("x", "y", "yaw_deg")])


def test_a_floor_plan_is_drawn_by_hand_and_by_numbers(visit: Visit) -> None:
    page = visit()
    page.add_init_script(FLAT)
    page.reload()
    page.click("[data-testid=draw]")
    page.click("[data-testid=drawing] [data-tool=l_shape]")
    assert page.locator("[data-testid=drawing] .idv-corner").count() == 6
    page.fill("[data-of=wall-0]", "6 m")
    page.press("[data-of=wall-0]", "Enter")
    page.click("[data-testid=drawing] [data-tool=window]")
    page.locator("[data-testid=drawing] svg").scroll_into_view_if_needed()
    page.mouse.click(*middle(page, "[data-testid=drawing] [data-wall='5']"))
    page.locator("[data-testid=drawing] svg").press("Escape")
    dragged(page, middle(page, "[data-testid=drawing] .idv-opening.door"), (60, 0))
    page.mouse.up()
    offset = float(page.input_value("[data-of=offset-0]").split()[0])
    assert offset > 0.3
    page.click("[data-testid=type-bedroom]")
    page.wait_for_selector("[data-testid=plan-view] .thing", state="attached")
    room = page.evaluate("idesignViews.desk.document.room")
    assert room["polygon"] == [[0, 0], [6, 0], [6, 2.8], [3.2, 2.8], [3.2, 4.6], [0, 4.6]]
    doors = [o for o in room["openings"] if o["kind"] == "door"]
    assert [(o["wall"], o["offset"]) for o in doors] == [(0, pytest.approx(offset, abs=0.006))]
    assert [o["wall"] for o in room["openings"] if o["kind"] == "window"] == [4, 5]


def test_a_picture_of_a_plan_comes_to_scale(visit: Visit, tmp_path: Path) -> None:
    picture = tmp_path / "plan.png"
    Image.new("RGB", (800, 600), "white").save(picture)
    page = visit()
    page.click("[data-testid=draw]")
    with page.expect_file_chooser() as chosen:
        page.click("[data-testid=drawing] [data-tool=picture]")
    chosen.value.set_files(str(picture))
    page.wait_for_selector("[data-testid=drawing] image")
    page.locator("[data-testid=drawing] svg").scroll_into_view_if_needed()
    box = page.locator("[data-testid=drawing] image").bounding_box()
    for share in (0.25, 0.75):
        page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
    page.mouse.move(box["x"], box["y"])
    page.keyboard.type("2 m 40")
    page.keyboard.press("Enter")
    width = "() => Number(document.querySelector('[data-testid=drawing] image').getAttribute('width'))"
    page.wait_for_function(f"({width})() < 7000")
    assert page.evaluate(width) == pytest.approx(4800, abs=60)
