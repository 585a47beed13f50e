"""The studio's deliberate API: furnish, change, evaluate, export. Everything else on the page is private.

Programs call it as they call any Gradio app (`gradio_client`, or HTTP under `/gradio_api/call/NAME`). Scenes come and
go as documents (`idesign.scene/1`); nothing is kept between two calls. What cannot be done is an answer too: `error`
says why in one line, and is then alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

from eval.evaluate import evaluate_scene
from eval.score import evaluation_to_json
from idesign.build import words_compared
from idesign.edits.dialogue import Dialogue
from idesign.errors import IdesignError, InputError
from idesign.scene import Scene, scene_json
from ui.furnishing import Wanted, furnish
from ui.panels.takeaway import Taken, made
from ui.project import session_from_project
from ui.workshop import Tell, Workshop

WORDS = 4000
"""Characters of a request that are read."""
Answer = dict[str, Any]


def changed(tell: Tell, scene: Scene, words: str) -> Answer:
    """The scene after words about it, and what was said of them; made in a worker."""
    with words_compared() as remarks:
        turn = Dialogue.about(scene).say(words)
    question = turn.question
    return {
        "scene": json.loads(scene_json(turn.scene)),
        "said": [*remarks, *turn.said, *turn.moved],
        "refused": [r.text for r in turn.refused],
        "not_understood": list(turn.lost),
        "question": question.text if question else "",
        "answers": [o.text for o in (question.offers if question else (x for r in turn.refused for x in r.offers))],
    }


def evaluated(tell: Tell, scene: Scene) -> Answer:
    """The evaluation of a scene as its document; made in a worker."""
    return evaluation_to_json(evaluate_scene(scene))


class Files(Protocol):
    """Where files go that were made for somebody."""

    def put(self, taken: Taken) -> str:
        """The address under which the file can be had."""
        ...


class Api:
    """The four functions over a workshop and the files to fetch."""

    def __init__(self, workshop: Workshop, files: Files, llm: str = "offline") -> None:
        self._workshop, self._files, self._llm = workshop, files, llm

    def functions(self) -> tuple[Callable[..., Answer], ...]:
        """In the order in which one uses them."""
        return self.furnish, self.change, self.evaluate, self.export

    def furnish(self, text: str, seed: int = 0) -> dict[str, Any]:
        """A furnished room for a request in words: `scene`, and in `breaches` what of it could not be kept."""

        def answer() -> Answer:
            wanted = Wanted(_words(text), seed=_seed(seed), llm=self._llm)
            scene: Scene = self._workshop.submit(furnish, wanted).wait()
            return {"scene": json.loads(scene_json(scene)), "breaches": list(scene.provenance.breaches)}

        return _answered(answer)

    def change(self, scene: dict[str, Any], words: str) -> dict[str, Any]:
        """A room after words about it, such as "move the desk to the window": `scene`, what was `said`, what was
        `refused` or `not_understood`, and a `question` with `answers` when there is one."""
        return _answered(lambda: self._workshop.submit(changed, scene_of(scene), _words(words)).wait())

    def evaluate(self, scene: dict[str, Any]) -> dict[str, Any]:
        """The evaluation of a room (`idesign.evaluation/1`)."""
        return _answered(lambda: self._workshop.submit(evaluated, scene_of(scene)).wait())

    def export(self, scene: dict[str, Any], format: str) -> dict[str, Any]:
        """A file of a room: `name`, and the `address` on this server where it can be fetched for an hour. Formats: pdf,
        svg, dxf, elevations, csv, xlsx, glb, usdz, report, everything."""

        def answer() -> Answer:
            taken = self._workshop.submit(made, scene_of(scene), str(format)[:20]).wait()
            return {"name": taken.name, "address": self._files.put(taken)}

        return _answered(answer)


def _answered(make: Callable[[], Answer]) -> Answer:
    try:
        return {"error": "", **make()}
    except IdesignError as e:
        return {"error": str(e)}


def scene_of(document: Any) -> Scene:
    """The scene of a document that a program sent. Raises `InputError` with the place of the first fault."""
    scene = session_from_project(json.dumps(document)).scene
    if scene is None:
        raise InputError("scene: is missing")
    return scene


def _words(text: Any) -> str:
    if not isinstance(text, str) or not text.strip():
        raise InputError("there are no words")
    return text[:WORDS]


def _seed(seed: Any) -> int:
    if isinstance(seed, bool) or not isinstance(seed, int | float) or not 0 <= seed < 2**31 or seed != int(seed):
        raise InputError("seed: must be a whole number from 0")
    return int(seed)
