"""What `idesign evaluate --judge`, `idesign arena` and `idesign benchmark judge` do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idesign.errors import InputError
from idesign.scene import load_scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.arena.tournament import Arena
    from eval.judge.agreement import Labels
    from eval.judge.docket import Limits
    from eval.judge.document import Grade, Judgement
    from eval.judge.exhibit import Sheets
    from eval.judge.ledger import Ledger
    from eval.judge.trial import Trial
    from eval.judge.witness import Witness

    Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class JudgeRequest:
    """Which models judge, by what, and what it may take. `out` holds the record and the results; with `replay` only the
    record answers. `calls` is the budget of each judge; `trial` what came of planted faults, `labels` people's."""

    judges: tuple[str, ...]
    out: Path
    criteria: str = ""
    facts: bool = False
    reasons: bool = False
    repeats: int = 1
    calls: int | None = None
    replay: bool = False
    render: bool = False
    trial: Path | None = None
    labels: Path | None = None
    paraphrase: bool = False


def judges_of(given: Sequence[str] | None) -> tuple[str, ...]:
    """The judges' models. Raises `InputError` when none is named."""
    if not given:
        raise InputError("--judge MODEL is needed: the name of a model that sees pictures")
    return tuple(given)


def check_judges(request: JudgeRequest) -> None:
    """Raises `InputError` for what cannot be judged, before any work is done."""
    from eval.judge.criteria import chosen

    _check_repeats(request)
    chosen(request.criteria)
    _court(request)
    _grades(request, "marks")


def _check_repeats(request: JudgeRequest) -> None:
    if request.paraphrase and request.repeats < 2:
        raise InputError("--paraphrase asks each repetition in other words: give --repeats 2 or more")


def judge_scenes(places: Sequence[Path], request: JudgeRequest, tell: Progress) -> Judgement:
    """Marks of scenes by all judges; writes JSON, CSV and a page. Raises `InputError`."""
    from eval.judge.criteria import chosen
    from eval.judge.document import judgement_of, paraphrased, save_judgement
    from eval.judge.exhibit import exhibit_of
    from eval.judge.pointwise import Condition, Inquiry, marks, questions
    from eval.judge.report import write_judgement_page

    ledger, witnesses, limits = _court(request)
    conditions: tuple[Condition, ...] = ("pictures", "facts") if request.facts else ("pictures",)
    inquiry = Inquiry(chosen(request.criteria), conditions, request.reasons, request.repeats, request.paraphrase)
    sheets = _sheets(request)
    exhibits = [replace(exhibit_of(p, sheets, request.facts), name=n) for p, n in _names(places)]
    asked = tuple(questions(exhibits, inquiry))
    given = [m for w in witnesses for m in marks(asked, w, limits, request.reasons, tell)]
    found = judgement_of(exhibits, given, request.judges, ledger, _grades(request, "marks"), request.labels)
    found = replace(found, remarks=(*found.remarks, *paraphrased(request.paraphrase)))
    save_judgement(found, request.out)
    write_judgement_page(found, exhibits, request.out)
    return found


def run_arena(folders: Sequence[Path], request: JudgeRequest, marked: bool, tell: Progress) -> Arena:
    """Systems compared in pairs by all judges; writes JSON, CSV and a page. Raises `InputError`."""
    from eval.arena.field import field_of
    from eval.arena.report import write_arena
    from eval.arena.tournament import Rules, play
    from eval.judge.criteria import chosen

    ledger, witnesses, limits = _court(request)
    _check_repeats(request)
    rules = Rules(chosen(request.criteria), request.facts, marked, request.repeats, paraphrase=request.paraphrase)
    tell("reading the rooms", 0.0)
    field = field_of(folders, _sheets(request), request.facts)
    arena = play(field, witnesses, rules, ledger, limits, _grades(request, "pairs"), tell, _pair_labels(request))
    write_arena(arena, field, request.out)
    return arena


def judgement_lines(found: Judgement) -> tuple[str, ...]:
    """For a terminal: each mean with what it is a mean of, then what must be known."""
    rows = [
        f"{s.judge}, {s.criterion} ({s.condition}): "
        + ("no mark" if s.mean is None else f"mean {s.mean:.1f}")
        + ("" if s.low is None else f" ({s.low:.1f} to {s.high:.1f})")
        + f", {s.scored} scored, {s.unscored} unscored"
        for s in found.summaries
    ]
    reasons = sorted({f"unscored: {m.reason}" for m in found.marks if m.value is None})
    return (*rows, *reasons[:5], *found.remarks)


def marks_of(found: Judgement, places: Sequence[Path]) -> list[list[dict[str, Any]]]:
    """The marks of each scene as JSON values."""
    return [[asdict(m) for m in found.marks if m.scene == name] for _, name in _names(places)]


def _court(request: JudgeRequest) -> tuple[Ledger, tuple[Witness, ...], Limits]:
    """The record, the judges and their limits. Raises `InputError` without a server where one is needed."""
    from eval.judge.docket import Limits
    from eval.judge.ledger import FILE, Ledger
    from eval.judge.witness import Witness
    from idesign.llm.openai_chat import OpenAIChat
    from idesign.llm.prices import cost_of
    from idesign.settings import Settings

    if len(set(request.judges)) < len(request.judges):
        raise InputError("--judge: the same model is named twice")
    path = request.out / FILE
    if request.replay and not path.is_file():
        raise InputError(f"--replay: there is no record {path}")
    settings, ledger = Settings(), Ledger(path)
    witnesses = tuple(
        Witness(name, None if request.replay else OpenAIChat(settings, name), ledger, settings.patience,
                cost=lambda model, usage: cost_of(settings, model, usage))
        for name in request.judges
    )  # fmt: skip
    return ledger, witnesses, Limits(request.calls, settings.concurrency)


def _names(places: Sequence[Path]) -> list[tuple[Path, str]]:
    """Each scene with a name that no other has: its folder's, with the folder above where that is needed."""

    def name(path: Path, depth: int) -> str:
        folder = path.resolve() if path.is_dir() else path.resolve().parent
        return "/".join(folder.parts[-depth:])

    for depth in (1, 2, 3):
        found = [name(p, depth) for p in places]
        if len(set(found)) == len(found):
            return list(zip(places, found, strict=True))
    raise InputError("the same scene is named twice")


def _sheets(request: JudgeRequest) -> Sheets:
    from eval.judge.exhibit import Sheets

    return Sheets(request.out / "sheets", request.render)


def _pair_labels(request: JudgeRequest) -> Labels | None:
    """People's verdicts on pairs; None without."""
    from eval.judge.agreement import read_labels

    if request.labels is None:
        return None
    labels, pairs = read_labels(request.labels)
    if not pairs:
        raise InputError(f"{request.labels}: holds marks of scenes, which `idesign evaluate --labels` takes")
    return labels


def _grades(request: JudgeRequest, protocol: str) -> tuple[Grade, ...]:
    """What a trial on planted faults found of the judges, with marks or in pairs."""
    from eval.judge.trial import load_trial

    return tuple(g for g in load_trial(request.trial).grades if g.protocol == protocol) if request.trial else ()


def try_judges(places: Sequence[Path], request: JudgeRequest, tell: Progress) -> Trial:
    """Judges on trial with faults planted in scenes; writes JSON, CSV and a page. Raises `InputError`."""
    from eval.judge.criteria import chosen
    from eval.judge.trial import Case, cases_of, graded_criteria, tried
    from eval.judge.trial_report import write_trial

    ledger, witnesses, limits = _court(request)
    wanted = graded_criteria() if not request.criteria else chosen(request.criteria)
    cases, left_out = list[Case](), list[str]()
    for path, name in _names(places):
        scene = load_scene(path)
        some, missing = cases_of(name, scene, _sheets(request), tell)
        cases, left_out = [*cases, *some], [*left_out, *missing]
    if not cases:
        raise InputError("no fault can be planted in these scenes" + (f" ({left_out[0]})" if left_out else ""))
    trial = tried(cases, witnesses, wanted, ledger, limits, left_out, tell)
    write_trial(trial, cases, request.out)
    return trial
