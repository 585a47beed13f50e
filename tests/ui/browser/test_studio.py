"""The studio as a person uses it, in a browser; `conftest.py` watches for outside requests and errors on every page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
Talk = Callable[[Any, str], None]
SMALL = """() => [...document.querySelectorAll('button, a, input, select, summary, [role=tab], .idv-bar, .tabs')]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).visibility !== 'hidden' && e.clientWidth)
  .filter((e) => (/bar|tabs/.test(e.className) ? e.scrollWidth > e.clientWidth + 1
    : Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height) < 43.5))
  .map((e) => e.outerHTML.slice(0, 90))"""
"""What is smaller than 44 px, and toolbars that are wider than they show."""
BED = "Only a single bed, a wardrobe and a floor lamp in a bedroom of 3.6 by 3.2 m"


def opened(page: Any, name: str = "bedroom") -> Any:
    """A page with an example open."""
    page.click(f"[data-testid=example-{name}]")
    page.wait_for_selector("[data-testid=answer]", state="attached")
    return page


def project(page: Any) -> Any:
    """What "Save" downloads."""
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    return json.loads(Path(download.value.path()).read_text())


def objects(page: Any) -> set[str]:
    return {o["id"] for o in project(page)["scene"]["objects"]}


def test_a_sentence_becomes_a_room_that_talking_changes_and_a_plan_to_take_away(visit: Visit, say: Talk) -> None:
    page = visit()
    page.fill("[data-testid=words]", BED)
    page.press("[data-testid=words]", "Enter")
    page.wait_for_selector(".message.working")
    page.wait_for_selector("[data-testid=answer]")
    before = objects(page)
    say(page, "remove the floor lamp")
    assert len(objects(page)) == len(before) - 1
    page.click("[data-testid=revert]")
    page.wait_for_selector(".changes li.gone, .message.touch")
    page.wait_for_function("() => document.querySelectorAll('[data-testid=message-touch]').length > 0")
    assert objects(page) == before
    page.click("[data-testid=undo]")
    page.wait_for_selector("[data-testid=redo]:not([disabled])")
    assert len(objects(page)) == len(before) - 1
    page.click("[data-testid=tab-take]")
    with page.expect_download() as plan:
        page.click("[data-testid=file-pdf]")
    assert Path(plan.value.path()).read_bytes().startswith(b"%PDF")


def test_a_reload_gives_everything_back(visit: Visit, say: Talk) -> None:
    page = opened(visit())
    say(page, "remove the rug")
    before = project(page)
    page.reload()
    page.wait_for_selector("[data-testid=message-designer]", state="attached")
    after = project(page)
    assert after["scene"] == before["scene"]
    assert after["messages"] == before["messages"]
    page.click("[data-testid=undo]")
    page.wait_for_selector("[data-testid=redo]:not([disabled])")


def test_a_server_that_is_gone_is_said_and_the_page_goes_on_when_it_is_back(visit: Visit) -> None:
    page = opened(visit())
    before = objects(page)
    page.context.set_offline(True)
    page.click("[data-testid=units] button:nth-child(2)")
    page.get_by_text("The server does not answer").wait_for()
    page.context.set_offline(False)
    page.wait_for_selector("[data-testid=away]", state="hidden")
    page.wait_for_selector("[data-testid=message-designer]", state="attached")
    assert objects(page) == before


def test_nothing_to_tap_is_smaller_than_a_finger_and_no_toolbar_scrolls_unseen(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="de-DE")
    assert page.evaluate(SMALL) == []
    opened(page)
    for face in (1, 2, 3, 4):
        page.tap(f".faces button:nth-child({face})")
        assert page.evaluate(SMALL) == []
    for tab in ("thing", "choose", "wishes", "judge", "add", "relations", "take"):
        page.tap(f"[data-testid=tab-{tab}]")
        page.wait_for_selector(f"[data-testid=tab-{tab}][aria-selected=true]")
        assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_people_never_see_each_others_room(visit: Visit, say: Talk) -> None:
    one, two = opened(visit()), opened(visit(), "dining")
    say(one, "remove the rug")
    assert objects(one) & {"dining_table-0"} == set()
    assert "dining_table-0" in objects(two)
    assert two.locator("[data-testid=message-person]").count() == 0
    assert visit().locator("[data-testid=words]").is_visible()


def test_names_are_shown_and_never_run(visit: Visit, example_file: Path, say: Talk) -> None:
    page = visit()
    with page.expect_file_chooser() as chooser:
        page.click("[data-testid=open]")
    chooser.value.set_files(str(example_file))
    page.wait_for_selector("[data-testid=message-designer]")
    say(page, "remove <img src=x onerror=\"document.title='hacked'\"> ${document.title='hacked'}")
    assert page.locator(".message img").count() == 0
    assert "onerror" in page.locator("[data-testid=message-person]").inner_text()
    assert page.title() == "idesign"


def test_a_file_that_is_no_project_is_refused_in_words(visit: Visit, tmp_path: Path) -> None:
    page, bad = visit(), tmp_path / "bad.json"
    bad.write_text("{}")
    with page.expect_file_chooser() as chooser:
        page.click("[data-testid=open]")
    chooser.value.set_files(str(bad))
    page.get_by_text("the file is no project").wait_for()
    assert page.locator("[data-testid=words]").is_visible()


def test_work_can_be_stopped(visit: Visit) -> None:
    page = visit()
    page.click("[data-testid=type-living_room]")
    page.wait_for_selector("[data-testid=stop]:not([hidden])")
    page.click("[data-testid=stop]")
    page.wait_for_selector("[data-testid=send]:not([hidden])")
    assert page.locator(".message .error").count() == 1


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit()
    page.focus("[data-testid=words]")
    page.keyboard.type(BED)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=answer]")
    page.focus("[data-testid=say]")
    page.keyboard.type("remove the floor lamp")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=revert]")
    page.focus("[data-testid=revert]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=message-touch]")
    page.keyboard.press("Control+z")
    page.wait_for_selector("[data-testid=redo]:not([disabled])")


def test_a_phone_shows_one_thing_at_a_time_and_never_scrolls_sideways(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.tap("[data-testid=example-bedroom]")
    page.wait_for_selector("[data-testid=answer]", state="attached")
    for face in ("chat", "plan"):
        page.tap(f".faces button:nth-child({('plan', 'space', 'chat', 'more').index(face) + 1})")
        assert page.locator("#chat").is_visible() == (face == "chat")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_language_and_the_theme_can_be_changed(visit: Visit) -> None:
    page = visit(locale="de-DE", color_scheme="dark")
    page.get_by_text("Welcher Raum soll es werden?").wait_for()
    assert page.evaluate("document.body.classList.contains('dark')")
    page.click("[data-testid=language] button:first-child")
    page.get_by_text("What room shall it be?").wait_for()
    page.click("[data-testid=theme]")
    assert not page.evaluate("document.body.classList.contains('dark')")


@pytest.mark.parametrize(
    "path", ["gradio_api/file=/etc/passwd", "gradio_api/file=pyproject.toml", "examples/../texts/en.toml", "docs", "x"]
)
def test_no_address_gives_a_file_that_is_not_meant(studio: str, path: str) -> None:
    with pytest.raises(HTTPError) as e:
        urlopen(studio + path)
    assert e.value.code in (403, 404)


def test_the_page_holds_no_outside_address_and_offers_no_function_that_is_not_meant(studio: str) -> None:
    page = urlopen(studio).read().decode()
    outside = set(re.findall(r"https?://([^/\"'\\\s]+)", page)) - {"www.w3.org", urlsplit(studio).netloc}
    assert not outside
    offered = json.loads(urlopen(studio + "gradio_api/info").read())
    assert set(offered["named_endpoints"]) <= {"/furnish", "/change", "/evaluate", "/export"}
    assert not offered["unnamed_endpoints"]


def test_what_is_locked_stays_when_the_rest_is_rearranged(visit: Visit, say: Talk, furnish: Talk) -> None:
    page = visit()
    furnish(page, BED)
    say(page, "lock the bed")
    before = {o["id"]: (o["x"], o["y"]) for o in project(page)["scene"]["objects"]}
    page.click("[data-testid=shuffle]")
    page.wait_for_selector("[data-testid=message-touch], .kind.refused")
    after = {o["id"]: (o["x"], o["y"]) for o in project(page)["scene"]["objects"]}
    bed = next(i for i in before if i.startswith("bed"))
    assert after[bed] == before[bed]
    assert after != before
