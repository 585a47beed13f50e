"""Fifty conversations: after each turn what must have changed has changed, what must not has not, and nothing is wrong.

`tests/data/edits/dialogues.toml` says what is expected. Every turn keeps the laws besides: no new violation, and
whatever moved or went is named in the answer.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from idesign.edits.bench import Bench
from idesign.edits.dialogue import Dialogue, Turn
from idesign.edits.refit import at_wall
from idesign.exact import violations
from idesign.scene import Scene, load_scene, scene_json
from solvers.geometry import wrap

DATA = Path(__file__).resolve().parents[1] / "data" / "edits"
DIALOGUES: list[dict[str, Any]] = tomllib.loads((DATA / "dialogues.toml").read_text(encoding="utf-8"))["dialogue"]
QUICK = (0, 6, 7, 10, 23, 36)
"""Dialogues that every run of the tests holds; the others are slow together."""


@pytest.mark.parametrize(
    "number", [pytest.param(k, marks=() if k in QUICK else pytest.mark.slow) for k in range(len(DIALOGUES))]
)
def test_a_dialogue(number: int) -> None:
    talk = Dialogue.about(load_scene(DATA / f"{DIALOGUES[number]['room']}.json"))
    history = [talk.scene]
    for expected in DIALOGUES[number]["turns"]:
        turn = talk.say(expected["say"])
        _holds(expected, talk.scene, turn, history)
        talk = turn.dialogue
        history.append(talk.scene)


def _holds(expected: dict[str, Any], before: Scene, turn: Turn, history: list[Scene]) -> None:
    said, after = f"{expected['say']!r}: {turn.lines()}", turn.scene
    now = {o.id: o for o in after.objects}
    assert not violations(after), said
    becomes = "asks" if turn.question else "refuses" if turn.refused else "lost" if turn.lost else "done"
    assert expected.get("does", "done") in ("any", becomes), f"{becomes}: {said}"
    _told(before, turn, said)
    fresh = Counter(o.category for o in after.objects) - Counter(o.category for o in before.objects)
    assert all(fresh[c] == n for c, n in expected.get("adds", {}).items()), said
    assert not set(expected.get("gone", ())) & set(now), said
    for id in expected.get("moves", ()) if becomes == "done" else ():
        assert now[id].pose != before.object(id).pose, f"{id} did not move: {said}"
    for id in expected.get("stays", ()):
        assert now[id].pose == before.object(id).pose, f"{id} moved: {said}"
    _values(expected, now, after, said)
    if "back" in expected:
        assert _plain(after) == _plain(history[expected["back"]]), said


def _values(expected: dict[str, Any], now: dict[str, Any], after: Scene, said: str) -> None:
    assert all(word in now[i].asset.id for i, word in expected.get("looks", {}).items()), said
    assert all(now[i].size[0] == pytest.approx(w) for i, w in expected.get("width", {}).items()), said
    assert all(now[i].support == host for i, host in expected.get("on", {}).items()) or "does" in expected, said
    assert all(now[i].locked for i in expected.get("locked", ())), said
    for id, side in expected.get("at", {}).items():
        assert at_wall(Bench(after), now[id]), said
        assert abs(wrap(after.room.plan.wall_named(side).yaw - now[id].pose.yaw)) < 0.05, said
    if "room" in expected:
        x0, y0, x1, y1 = after.room.plan.bounds
        assert (x1 - x0, y1 - y0, after.room.height) == pytest.approx(tuple(expected["room"])), said


def _told(before: Scene, turn: Turn, said: str) -> None:
    """Whatever moved or went is named, unless the turn went back in the log."""
    if not turn.operations:
        return
    now = {o.id: o for o in turn.scene.objects}
    told = " ".join(turn.lines())
    for o in before.objects:
        if o.id not in now or now[o.id].pose != o.pose:
            assert o.id in told, f"{o.id} is not named: {said}"


def _plain(scene: Scene) -> str:
    return scene_json(replace(scene, edits=()))


def test_there_are_fifty() -> None:
    assert len(DIALOGUES) == 50
