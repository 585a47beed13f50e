"""Where the definition of each score comes from (`data/sources.toml`), and the page that lists all scores.

`python -m eval.sources > docs/metrics.md` writes the page anew.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from eval.evaluate import evaluate_scene
from eval.score import Score
from eval.settle import unsettled
from idesign.brief import Brief
from idesign.scene import Scene, SceneRoom

GROUPS = (
    ("fidelity", "Is it what was asked for"),
    ("geometry", "Could it stand like this"),
    ("use", "Is it good to live in"),
    ("accessibility", "With a wheelchair"),
)


@cache
def sources() -> Mapping[str, str]:
    """The source of each score's definition and numbers, by the score's name."""
    text = files("eval").joinpath("data/sources.toml").read_text(encoding="utf-8")
    return {str(name): str(source) for name, source in tomllib.loads(text).items()}


def source_of(name: str) -> str:
    """The source of a score. Raises `KeyError` for a score that the file does not know."""
    return sources()[name]


def all_scores() -> tuple[Score, ...]:
    """Every score that an evaluation can hold, as of an empty room: most of them say why they have no value."""
    room = SceneRoom(((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)), 2.5)
    return (*evaluate_scene(Scene(Brief(""), room, ())).scores, unsettled("an empty room"))


def page() -> str:
    """`docs/metrics.md`."""
    return HEAD + "".join(line for group, title in GROUPS for line in _section(group, title))


HEAD = """# Metrics

What `idesign evaluate` measures, on meshes and files alone; no model is asked. Written by `python -m eval.sources`.
A score has a unit, evidence that names ids, and places that the report of `idesign evaluate --out` draws on the plan;
where a scene has nothing for it, it has a reason instead of a number. "Good" is what its source calls good; without
such a range the number is a measure and no grade. The numbers are data: `eval/data/use.toml`. What a wheelchair needs
is a report of its own: a room for which nobody asked it is no worse for lacking it.

    idesign evaluate out/many                               # means with 95 % intervals (Student's t over scenes)
    idesign evaluate out/a out/b --out out/report           # also evaluation.html, scores.csv, scores.json, by folder
    idesign evaluate out/many --workers 2 --settle --json   # also: does it stay at rest under gravity

Scenes are judged one by one, in under a second of processor time each; by default there are as many processes as cores.
"""


def _section(group: str, title: str) -> Iterator[str]:
    yield f"\n## {title}\n\n| score | unit | definition | good | judged on | source |\n|---|---|---|---|---|---|\n"
    for s in (s for s in all_scores() if s.group == group):
        yield f"| {s.name} | {s.unit} | {s.definition} | {good_range(s)} | {s.judge} | {source_of(s.name)} |\n"


def good_range(score: Score) -> str:
    """The good range as a table says it; "" for a measure."""
    if score.good is None:
        return ""
    low, high = score.good
    if low is None:
        return f"≤ {high:g}"
    return f"≥ {low:g}" if high is None else f"{low:g} to {high:g}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
