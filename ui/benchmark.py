"""The `idesign benchmark` commands without their command line: run, show a table, give the numbers as JSON values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from idesign.errors import InputError

if TYPE_CHECKING:
    from eval.benchmarks.cases import Case, LeftOut
    from eval.benchmarks.interactive import Mapped, Trial
    from eval.benchmarks.scaling import Growth
    from eval.benchmarks.solver import Race, Run
    from eval.benchmarks.speed import Limits, Operations, Phase, Throughput
    from solvers.problem import LayoutProblem, Pose
    from solvers.quality import Quality

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class SolverRequest:
    """What `benchmark solver` was asked for. `shrink` are occupancies; none: the rooms as they are."""

    folder: Path
    solvers: tuple[str, ...]
    seeds: int = 1
    time_limit: float = 20.0
    limit: int | None = None
    shrink: tuple[float, ...] = ()
    sheet: Path | None = None


@dataclass(frozen=True)
class SolverResult:
    """All runs, what was raced, what was left out, and the files written."""

    race: Race
    runs: tuple[Run, ...]
    left_out: tuple[LeftOut, ...]
    files: tuple[Path, ...] = ()


def benchmark_solver(request: SolverRequest, progress: Progress) -> SolverResult:
    """Races the solvers. Raises InputError or SolverInputError for what cannot be raced."""
    from eval.benchmarks.solver import Race
    from solvers.solving import SOLVERS

    names = request.solvers or tuple(SOLVERS)
    unknown = [n for n in names if n not in SOLVERS]
    if unknown:
        raise InputError(f"--solver: {unknown[0]!r} is not known; known are {', '.join(SOLVERS)}")
    cases, left_out = _cases(request)
    race = Race(names, tuple(range(request.seeds)), request.time_limit, _quality)
    total = len(cases) * len(names) * request.seeds
    runs = []
    for run in race.runs(cases):
        runs.append(run)
        progress(f"{run.case.name} {run.solver}", len(runs) / total)
    return SolverResult(race, tuple(runs), left_out, _sheet(request, runs))


def _cases(request: SolverRequest) -> tuple[list[Case], tuple[LeftOut, ...]]:
    from eval.benchmarks.cases import LeftOut, read_cases, shrunk

    cases = list(read_cases(request.folder))
    if not request.shrink:
        return cases[: request.limit], ()
    cases = [c for c in cases if c.feasible][: request.limit]
    every = [shrunk(c, share) for share in request.shrink for c in cases]
    kept = [c for c in every if not isinstance(c, LeftOut)]
    if not kept:
        raise InputError(f"--shrink: none of the {len(cases)} problems can be shrunk so")
    return sorted(kept, key=lambda c: (c.objects, c.name)), tuple(c for c in every if isinstance(c, LeftOut))


def _sheet(request: SolverRequest, runs: Sequence[Run]) -> tuple[Path, ...]:
    if request.sheet is None:
        return ()
    from eval.benchmarks.sheet import cell_of, write_sheet

    title = f"{request.folder.name}: {', '.join(request.solvers) or 'all solvers'}, {request.seeds} seed(s)"
    order = sorted(runs, key=lambda r: (r.case.objects, r.case.name, r.seed, r.solver))
    return write_sheet([cell_of(r) for r in order if r.layout.placements], title, request.sheet)


def _quality(problem: LayoutProblem, layout: Mapping[str, Pose]) -> float:
    """The batched solver's own objective, the same for every solver's layouts."""
    return _judge(problem).of(dict(layout))


@lru_cache(maxsize=2)
def _judge(problem: LayoutProblem) -> Quality:
    from solvers.quality import Quality

    return Quality(problem)


def show_solver(result: SolverResult, console: Console) -> None:
    """The tables, and every run that was not right."""
    from eval.benchmarks.solver import proofs, rows

    head = ("objects", "solver", "runs", "strict", "proved", "false", "first s", "ratio", "total s", "ratio", "quality",
            "floor", "reached", "clear", "diversity")  # fmt: skip
    body = [
        (r.objects, r.solver, str(r.runs), f"{100 * r.strict:.0f}%", str(r.proved), str(r.false), _n(r.first, 3),
         _n(r.first_ratio), _n(r.total), _n(r.total_ratio), _n(r.quality, 3), _n(r.connected), _n(r.reached),
         _n(r.clear), _n(r.diversity))
        for r in rows(result.runs, result.race)
    ]  # fmt: skip
    show_table(head, body, console)
    for p in proofs(result.runs, result.race):
        text = f"infeasible problems, {p.solver}: {p.infeasible} of {p.runs} proved, {p.right} with a culprit named"
        console.print(f"{text}, {p.false} called solved, median {_n(p.seconds, 3)} s")
    for run in result.runs:
        if not run.right:
            wrong = "; ".join(v.text for v in run.layout.violated[:2])
            line = f"not right: {run.case.name} {run.solver} seed {run.seed}: {run.layout.status} {wrong}"
            console.print(line, markup=False)
    for case in result.left_out:
        console.print(f"left out: {case.name}: {case.reason}", markup=False)
    for path in result.files:
        console.print(str(path), markup=False)


def solver_json(result: SolverResult) -> dict[str, Any]:
    """Everything measured, as JSON values."""
    from eval.benchmarks.solver import proofs, rows, run_to_json

    return {
        "solvers": list(result.race.solvers), "seeds": list(result.race.seeds), "time_limit": result.race.time_limit,
        "rows": [asdict(r) for r in rows(result.runs, result.race)],
        "proofs": [asdict(p) for p in proofs(result.runs, result.race)],
        "left_out": [asdict(c) for c in result.left_out], "runs": [run_to_json(r) for r in result.runs],
        "files": [str(p) for p in result.files],
    }  # fmt: skip


# ---------------------------------------------------------------- speed
@dataclass(frozen=True)
class SpeedRequest:
    """What `benchmark throughput` was asked for: rooms with so many `objects`, or that many `designed` ones; `batches`
    are numbers of layouts side by side."""

    device: str = "cpu"
    objects: int = 16
    batches: tuple[int, ...] = (64, 256, 1024)
    repairs: int = 0
    backend: str | None = None
    sample: int = 100
    designed: int = 0


@dataclass(frozen=True)
class SpeedResult:
    """What rooms they were, throughput for each batch, then, for the largest, the phases, what is done, and the
    machine's limits."""

    request: SpeedRequest
    rooms: str
    backend: str
    rows: tuple[Throughput, ...]
    phases: tuple[Phase, ...]
    operations: Operations
    limits: Limits


def benchmark_throughput(request: SpeedRequest, progress: Progress) -> SpeedResult:
    """Measures layouts a second. Raises SolverInputError for a device or backend that is not there."""
    from eval.benchmarks.speed import Bench, problems_of_size
    from solvers.many_backends import backend_for

    backend_for(request.device, request.backend)
    progress("compiling rooms", 0.0)
    problems, rooms = problems_of_size(request.objects), f"{request.objects} objects"
    if request.designed:
        problems, rooms = _designed(request.designed)
    bench = Bench(problems, request.device, request.repairs, request.backend)
    rows = []
    for k, batch in enumerate(request.batches):
        progress(f"{batch} layouts side by side", (k + 1) / (len(request.batches) + 2))
        rows.append(bench.throughput(batch, request.sample))
    top = max(request.batches)
    return SpeedResult(
        request, rooms, bench.backend.name, tuple(rows), bench.phases(top), bench.operations(top), bench.limits(top)
    )


def _designed(count: int) -> tuple[list[LayoutProblem], str]:
    """The problems of designed rooms that can be searched together, and what they are in words. Raises `InputError`
    when there are none."""
    from eval.benchmarks.designed import designed_problems
    from solvers.many_tables import unsupported

    asked = designed_problems(count)
    problems = [p for p in asked if unsupported(p) is None]
    if not problems:
        raise InputError(f"--designed {count}: none of these rooms can be searched together with others")
    sizes = [len(p.bodies) for p in problems]
    return problems, f"{len(problems)} of {count} designed rooms with {min(sizes)} to {max(sizes)} objects"


def show_throughput(result: SpeedResult, console: Console) -> None:
    """The tables."""
    asked, limits = result.request, result.limits
    console.print(f"{result.rooms}, {asked.device}, backend {result.backend}, {asked.repairs} steps of repair")
    head = ("batch", "rooms", "seconds", "strict", "strict layouts/s", "a CPU second", "confirmed")
    show_table(head, [
        (str(r.batch), str(r.rooms), _n(r.seconds, 3), f"{100 * r.strict:.0f}%", f"{r.a_second:.0f}",
         f"{r.a_cpu_second:.0f}", f"{r.confirmed}/{r.sample}") for r in result.rows
    ], console)  # fmt: skip
    phases = [(p.name, "", f"{1e6 * p.seconds:.1f}") for p in result.phases]
    show_table(("where the time goes", "", "us a layout"), phases, console)
    done = result.operations
    kinds = [(name, "", str(calls), _n(size / 1e9, 3)) for name, calls, size in done.heaviest]
    show_table(
        ("operation", "", "calls", "GB"), [*kinds, ("all", "", str(done.count), _n(done.bytes / 1e9, 3))], console
    )
    console.print(
        f"this machine: {limits.bandwidth / 1e9:.1f} GB/s, {1e6 * limits.start:.1f} us to start an operation; "
        f"bound by bandwidth {limits.by_bandwidth:.3f} s, by starts {limits.by_starts:.3f} s, took {limits.took:.3f} s "
        f"({100 * limits.reached:.0f}% of the bound)"
    )


def benchmark_scaling(names: Sequence[str], progress: Progress) -> tuple[Growth, ...]:
    """Measures how the cost of a step grows. Raises InputError for an unknown solver."""
    from eval.benchmarks.scaling import SOLVERS, growth

    unknown = [n for n in names if n not in SOLVERS]
    if unknown:
        raise InputError(f"--solver: {unknown[0]!r} does not search in steps; known are {', '.join(SOLVERS)}")
    out = []
    for k, name in enumerate(names or tuple(SOLVERS)):
        progress(name, k / len(names or tuple(SOLVERS)))
        out.append(growth(name))
    return tuple(out)


def show_scaling(found: Sequence[Growth], console: Console) -> None:
    """The table: milliseconds a step and layout, and the exponents."""
    sizes = [str(n) for n in found[0].objects]
    head = ("ms a step, objects:", "solver", *sizes, "exponent", "from 50 on")
    rows = [("", g.solver, *(_n(v, 3) for v in g.milliseconds), _n(g.exponent), _n(g.exponent_large)) for g in found]
    show_table(head, rows, console)


def as_numbers(text: str | None, option: str) -> tuple[float, ...]:
    """Positive numbers separated by commas; none for None. Raises InputError naming the option."""
    try:
        found = tuple(float(v) for v in text.split(",")) if text is not None else ()
    except ValueError as e:
        raise InputError(f"{option}: {text!r} is not a list of numbers such as 0.6,0.7") from e
    if any(not 0 < v < float("inf") for v in found):
        raise InputError(f"{option}: numbers must be larger than 0, got {text!r}")
    return found


def show_table(head: Sequence[str], body: Sequence[Sequence[str]], console: Console) -> None:
    """A table in plain columns, whatever the width of the terminal."""
    wide = [max(len(row[k]) for row in (head, *body)) for k in range(len(head))]
    for row in (head, *body):
        cells = (v.ljust(w) if k == 1 else v.rjust(w) for k, (v, w) in enumerate(zip(row, wide, strict=True)))
        console.print("  ".join(cells), markup=False)


def _n(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


# ---------------------------------------------------------------- repairs and placement maps
def benchmark_repair(folder: Path, objects: str, changes: int, seed: int) -> tuple[list[Trial], list[Mapped]]:
    """Repairs and maps of the problems with so many objects ("24:40"). Raises InputError for nothing to measure."""
    from eval.benchmarks.interactive import measured

    low, _, high = objects.partition(":")
    if not low.isdigit() or not (high or low).isdigit():
        raise InputError(f"--objects {objects}: must be FROM:TO, such as 24:40")
    return measured(folder, (int(low), int(high or low)), changes, seed)


def repair_text(found: tuple[list[Trial], list[Mapped]]) -> str:
    """Both tables as aligned text."""
    from eval.benchmarks.interactive import map_rows, repair_rows, text_of

    return text_of(repair_rows(found[0])) + "\n" + text_of(map_rows(found[1]))


def repair_json(found: tuple[list[Trial], list[Mapped]]) -> dict[str, Any]:
    """Every single repair and map."""
    return {"repair": [asdict(t) for t in found[0]], "maps": [asdict(m) for m in found[1]]}
