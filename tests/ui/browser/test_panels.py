"""The panels in a browser: choose a layout, type exact values, bring an own model, take the plan as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ui.page.components import source

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


def room(page: Any) -> Any:
    """A page with an example open."""
    page.click("[data-testid=example-bedroom]")
    page.wait_for_selector("[data-testid=answer]", state="attached")
    return page


def tab(page: Any, name: str, waits: str) -> None:
    page.click(f"[data-testid=tab-{name}]")
    page.wait_for_selector(f"[data-testid={waits}]")


def test_an_older_answer_that_comes_late_is_not_drawn(chromium: Any) -> None:
    """Two acts may be answered in the other order; the panel must not go back."""
    page = chromium.new_page()
    page.evaluate(
        """script => {
            window.props = { value: { serial: 7, text: 'new' } }; window.drawn = [];
            window.watch = (name, heard) => { window.heard = heard; };
            (0, eval)(script + "; follow(() => drawn.push(latest.text));");
            for (const v of [{ serial: 6, text: 'old' }, { serial: 8, text: 'newer' }]) { props.value = v; heard(); }
        }""",
        source("helpers.js"),
    )
    assert page.evaluate("drawn") == ["new", "newer"]
    page.close()


def test_a_layout_is_chosen_and_undone(visit: Visit) -> None:
    page = room(visit())
    tab(page, "choose", "layouts")
    page.click("[data-testid=layouts]")
    page.wait_for_selector("[data-testid=card-B] img")
    assert page.locator("[data-testid=card-B] .differs li").count() > 0
    page.click("[data-testid=take-B]")
    page.wait_for_selector("[data-testid=undo]:not([disabled])")
    page.click("[data-testid=undo]")
    page.wait_for_selector("[data-testid=redo]:not([disabled])")


def test_exact_values_are_typed_by_keyboard(visit: Visit) -> None:
    page = room(visit())
    tab(page, "thing", "panel-things")
    page.locator("[data-testid^=pick-wardrobe], [data-testid^=pick-bed]").first.click()
    page.wait_for_selector("[data-testid=inspector]")
    before = float(page.input_value("[data-testid=height]").split()[0])
    page.fill("[data-testid=height]", f"{100 * before - 4:.0f} cm")
    page.press("[data-testid=height]", "Enter")
    page.wait_for_function(
        "v => document.querySelector('[data-testid=height]')?.value === v", arg=f"{before - 0.04:.2f} m"
    )
    page.fill("[data-testid=width]", "as wide as a house")
    page.press("[data-testid=width]", "Enter")
    page.wait_for_selector(".panel .fault")
    assert "is not a length" in page.inner_text(".panel .fault")


def test_an_own_model_comes_into_the_room(visit: Visit, tmp_path: Path) -> None:
    import trimesh

    trimesh.creation.box((0.4, 0.45, 0.4)).export(tmp_path / "my stool.glb")
    page = room(visit())
    tab(page, "add", "own")
    with page.expect_file_chooser() as chooser:
        page.click("[data-testid=own]")
    chooser.value.set_files(str(tmp_path / "my stool.glb"))
    page.wait_for_function("() => document.querySelector('[data-testid=gallery] .why')?.textContent === 'your model'")
    page.click("[data-testid=add]")
    page.wait_for_selector("[data-testid=undo]:not([disabled])")
    tab(page, "take", "list")
    assert "my stool" in page.inner_text("[data-testid=list]")


def test_the_plan_is_taken_as_pdf_and_a_project_opens_again(visit: Visit) -> None:
    page = room(visit())
    tab(page, "take", "file-pdf")
    with page.expect_download() as pdf:
        page.click("[data-testid=file-pdf]")
    assert pdf.value.suggested_filename == "plan.pdf"
    assert Path(pdf.value.path()).read_bytes().startswith(b"%PDF")
    with page.expect_download() as project:
        page.click("[data-testid=file-project]")
    assert b"idesign.project" in Path(project.value.path()).read_bytes()
