"""Many rooms at once: different rooms padded into one batch, every chain building and repairing its own layout.

    layouts = solve_many([read_problem(p) for p in paths], seeds=range(len(paths)))

Every step moves one group of furniture in each chain of each room, in tensors of fixed shape and without asking the
device for anything, so that a whole search can be captured in a CUDA graph; on a CPU the same code runs eagerly. What
the device calls strict is checked exactly before it is called solved. Memory is bounded: rooms go through in chunks.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from solvers.check import Checker
from solvers.errors import SolverInputError
from solvers.layout import Layout, Status, Violation
from solvers.many_backends import Backend, backend_for
from solvers.many_cost import HARD, compose, relative
from solvers.many_graph import Runner
from solvers.many_moves import LANES, K, Proposals, slots_of, uniforms
from solvers.many_rooms import MoveClass, Rooms, stack_rooms
from solvers.many_score import state_cost
from solvers.many_tables import RoomTable, room_table, unsupported
from solvers.problem import LayoutProblem, Pose
from solvers.solving import solve
from solvers.task import Placements

STRICT = 1e-6
"""A chain whose hard cost is below this is strict as far as the device can tell."""
BUILD_HEAT, HEAT, COLD = 0.08, 0.15, 0.02
"""Temperatures [m]: of construction, and of repair from first to last step."""
ROOM_SEEDS = 1_000_003
"""Rounds of one room draw from seeds this far apart."""


@dataclass(frozen=True)
class Effort:
    """How much is searched for each room: `chains` layouts side by side; rounds of construction and so many `repairs`,
    until `wanted` layouts are strict; `memory` and `device_memory` [bytes] bound what is worked on at a time on a CPU
    (about what its caches hold) and on a GPU."""

    chains: int = 2
    repairs: tuple[int, ...] = (0, 16, 32, 64, 96)
    wanted: int = 1
    memory: int = 256_000_000
    device_memory: int = 16_000_000_000


TO_IMPROVE = Effort(chains=24, repairs=(16, 32, 64), wanted=8)
"""For layouts that are to be improved: several to choose from. (Of 30 designed rooms all were solved so, and after
`solve` had improved them their quality was 0.005 below that of its own search; without repairs at first, 0.009.)"""


@dataclass(frozen=True)
class Batch:
    """What a search found: poses [R, B, S, 4], the cost of hard relations and of all [R, B]."""

    poses: Tensor
    hard: Tensor
    total: Tensor


# ---------------------------------------------------------------- the search, in fixed shapes
def search(rooms: Rooms, seeds: Tensor, chains: int, repairs: int, backend: Backend) -> Batch:
    """Build `chains` layouts of every room, then repair; `seeds` [R] int64. Nothing here waits for the device."""
    pos = rooms.start[:, None].expand(-1, chains, -1, -1)
    placed = rooms.placed[:, None].expand(-1, chains, -1)
    walk = _Walk(rooms, seeds, backend, pos.contiguous(), placed.contiguous())
    for trees in reversed(rooms.trees):
        walk.build(trees)
    for k in range(repairs if rooms.moves else 0):
        walk.repair(rooms.moves[_class_of(rooms, k)], HEAT * (COLD / HEAT) ** (k / max(1, repairs - 1)))
    hard = state_cost(rooms, walk.pos, least=HARD).sum(-1)
    return Batch(walk.pos, hard, walk.worry().sum(-1))


def _class_of(rooms: Rooms, step: int) -> int:
    """Which class of moves a step of repair is for: the classes in turn, the smallest (single things) every other."""
    others = len(rooms.moves) - 1
    return 0 if others == 0 or step % 2 == 0 else 1 + (step // 2) % others


class _Walk:
    """The state of all chains, and the steps that change it."""

    def __init__(self, rooms: Rooms, seeds: Tensor, backend: Backend, pos: Tensor, placed: Tensor) -> None:
        self.rooms, self.seeds, self.backend, self.pos, self.placed, self.step = rooms, seeds, backend, pos, placed, 0

    def draw(self, lanes: int) -> Tensor:
        """[R, B, lanes] fresh random numbers."""
        self.step += 1
        return uniforms(self.seeds, self.step, self.pos.shape[1], lanes)

    def worry(self) -> Tensor:
        """[R, B, N]: what is wrong with each body."""
        return state_cost(self.rooms, self.pos)

    def build(self, trees: MoveClass) -> None:
        """Place the trees of a class one after another, in noisy order of descending area, each as a template says."""
        area = self._area(trees)
        order = (area + 0.5 * (self.draw(trees.count) * 6 - 3)).argsort(-1, descending=True)
        for k in range(trees.count):
            mv = trees.chosen(order[..., k])
            u = self.draw(1)[..., 0]
            variant = (u * u * mv.variants).long()
            index = variant[..., None, None, None].expand(-1, -1, 1, *mv.template.shape[3:])
            self.placed = torch.maximum(self.placed, mv.inside * mv.valid[..., None])
            self._move(mv, mv.template.gather(2, index)[:, :, 0], BUILD_HEAT, keep=False)

    def _area(self, trees: MoveClass) -> Tensor:
        """[R, 1, U]: the logarithm of the trees' areas; what hangs or is carried comes later, what is none last."""
        area = torch.einsum("rus,rs->ru", trees.inside, 4 * self.rooms.half.prod(-1))
        return (area.clamp_min(1e-4).log() - 20.0 * trees.carried - 100.0 * ~trees.valid)[:, None]

    def repair(self, moves: MoveClass, heat: float) -> None:
        """Move one conflicting group of every chain that is not strict yet."""
        worry = self.worry()
        inside = moves.inside[..., : self.rooms.n]
        weight = torch.einsum("rbn,run->rbu", worry, inside) / inside.sum(-1).clamp_min(1).sqrt()[:, None]
        weight = (weight + 0.4 / moves.count) * moves.valid[:, None]
        which = _pick_one(weight, self.draw(1))
        mv = moves.chosen(which)
        mv = replace(mv, valid=mv.valid & (worry.sum(-1) > 0))
        now = slots_of(self.pos, mv.members)
        self._move(mv, relative(now, slots_of(self.pos, mv.root)[:, :, None]), heat, keep=True)

    def _move(self, mv: MoveClass, local: Tensor, heat: float, keep: bool) -> None:
        """Draw one of the candidates of each chain's move by cost, and put the members there."""
        u = self.draw((K + keep) * LANES).reshape(*self.pos.shape[:2], K + keep, LANES)
        roots = Proposals(self.rooms, mv, self.pos, self.placed, local, u[:, :, keep:]).roots()
        now = slots_of(self.pos, mv.members)
        members = compose(roots[:, :, :, None], local[:, :, None])
        members = torch.cat([now[:, :, None], members], 2) if keep else members
        cost = self.backend.cost(self.rooms, mv, self.pos, members, self.placed)
        best = (-cost / heat - (-u[..., 4].log()).log()).argmax(-1)
        index = best[..., None, None, None].expand(-1, -1, 1, *members.shape[3:])
        self._put(mv, members.gather(2, index)[:, :, 0], now)

    def _put(self, mv: MoveClass, new: Tensor, now: Tensor) -> None:
        live = (mv.members < self.pos.shape[2] - 1) & mv.valid[..., None]
        index = mv.members[..., None].expand(-1, -1, -1, 4)
        self.pos = self.pos.scatter(2, index, torch.where(live[..., None], new, now))


def _pick_one(weight: Tensor, u: Tensor) -> Tensor:
    """[R, B]: one index each, drawn with weights [R, B, U]."""
    total = weight.cumsum(-1)
    return (u * total[..., -1:] >= total).sum(-1).clamp_max(weight.shape[-1] - 1)


# ---------------------------------------------------------------- rooms in, layouts out
@dataclass
class _Job:
    """One problem with its seed, the best layout so far and, once that is strict, all that the device calls so."""

    number: int
    problem: LayoutProblem
    table: RoomTable
    checker: Checker
    seed: int
    layout: Layout | None = None
    strict: list[Placements] = field(default_factory=list)

    @property
    def solved(self) -> bool:
        return self.layout is not None and self.layout.status is Status.SOLVED

    def take(self, placements: Placements, believed: bool) -> None:
        """Judge a layout exactly until one is strict; later ones are kept where the device believes them to be."""
        if self.solved:
            self.strict += [placements] if believed else []
            return
        violated: tuple[Violation, ...] = tuple(self.checker.violations(placements))
        if self.layout is None or len(violated) < len(self.layout.violated):
            status = Status.UNSOLVED if violated else Status.SOLVED
            self.layout = Layout(self.problem.name, status, placements, violated, seed=self.seed, solver="many")
        if self.solved:
            self.strict.append(placements)


def solve_many(
    problems: Sequence[LayoutProblem],
    seeds: int | Iterable[int] = 0,
    device: str = "cpu",
    *,
    effort: Effort | None = None,
    backend: str | None = None,
    alone: bool = True,
    time_limit: float = 20.0,
    improve: float = 0.0,
) -> list[Layout]:
    """One layout for each problem, in order, with the verdict of the exact check.

    `seeds`: one for all or one for each; a problem may be given often with different seeds. `backend` names one of
    `many_backends.BACKENDS` (None: the best for the device). With `alone`, what cannot be searched for together, or was
    not found so, is given to `solve` one at a time (at most `time_limit` seconds each), which also proves that there is
    no layout; without it such problems are `UNSOLVED`. `improve` scales how long each strict layout is improved, on the
    CPU, as `effort` of `solve` does (0: not at all; 1: they are then as good as those of `solve`). The same problems,
    seeds and device give the same layouts. `seconds` of a layout is its share of the time of the whole batch, and its
    own for what was done for it alone. Raises SolverInputError.
    """
    each = _each(seeds, problems)
    began = time.perf_counter()
    jobs = _searched(problems, each, device, effort or (TO_IMPROVE if improve > 0 else Effort()), backend)
    share = (time.perf_counter() - began) / max(1, len(jobs))
    last = _Last(device, share, time_limit, improve, alone)
    return [last.answer(p, s, jobs.get(k)) for k, (p, s) in enumerate(zip(problems, each, strict=True))]


def strict_layouts(
    problems: Sequence[LayoutProblem],
    seeds: int | Iterable[int] = 0,
    device: str = "cpu",
    *,
    effort: Effort = TO_IMPROVE,
    backend: str | None = None,
) -> list[tuple[Placements, ...]]:
    """For each problem what `solve` may start from: layouts that are strict, as the exact check has said of one of them
    and the device of the rest; none where the problem cannot be searched for together, or none was found."""
    jobs = _searched(problems, _each(seeds, problems), device, effort, backend)
    return [tuple(jobs[k].strict) if k in jobs else () for k in range(len(problems))]


def _each(seeds: int | Iterable[int], problems: Sequence[LayoutProblem]) -> list[int]:
    """A seed for each problem."""
    each = [seeds] * len(problems) if isinstance(seeds, int) else list(seeds)
    if len(each) != len(problems):
        raise SolverInputError(f"seeds: {len(each)} given for {len(problems)} problems")
    return each


def _searched(
    problems: Sequence[LayoutProblem], seeds: Sequence[int], device: str, effort: Effort, backend: str | None
) -> dict[int, _Job]:
    """What was found for the problems that can be searched for together, by their numbers."""
    chosen, runner = backend_for(device, backend), Runner()
    jobs = _jobs(problems, seeds)
    open_jobs = sorted(jobs.values(), key=lambda j: j.table.n)
    for round_ in range(len(effort.repairs)):
        if open_jobs:
            _search_jobs(open_jobs, effort, round_, device, chosen, runner)
            open_jobs = [j for j in open_jobs if len(j.strict) < effort.wanted]
    return jobs


def _jobs(problems: Sequence[LayoutProblem], seeds: Sequence[int]) -> dict[int, _Job]:
    """The problems that can be searched for together; equal ones share their table."""
    known: dict[LayoutProblem, tuple[RoomTable, Checker] | None] = {}
    out = {}
    for k, (problem, seed) in enumerate(zip(problems, seeds, strict=True)):
        if problem not in known:
            known[problem] = (room_table(problem), Checker(problem)) if unsupported(problem) is None else None
        found = known[problem]
        if found is not None:
            out[k] = _Job(k, problem, *found, seed)
    return out


def _search_jobs(
    jobs: Sequence[_Job], effort: Effort, round_: int, device: str, backend: Backend, runner: Runner
) -> None:
    """One search for every job, in chunks of jobs of like size that fit the memory."""
    chains, repairs = effort.chains, effort.repairs[round_]
    memory = effort.memory if device == "cpu" else effort.device_memory

    def run(rooms: Rooms, seeds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        found = search(rooms, seeds, chains, repairs, backend)
        return found.poses, found.hard, found.total

    while jobs:
        size = chunk_size([j.table for j in jobs], chains, memory)
        chunk, jobs = jobs[:size], jobs[size:]
        rooms, seeds = _rooms_of(chunk, round_, device)
        with torch.no_grad():
            found = runner.run((chains, repairs, backend.name), run, rooms, seeds)
        _judge(chunk, Batch(*(v.cpu() for v in found)))


def _rooms_of(chunk: Sequence[_Job], round_: int, device: str) -> tuple[Rooms, Tensor]:
    """The rooms [R] of some jobs, and their seeds [R]."""
    distinct = list({id(j.table): j.table for j in chunk}.values())
    place = {id(t): k for k, t in enumerate(distinct)}
    which = torch.tensor([place[id(j.table)] for j in chunk], device=device)
    seeds = torch.tensor([j.seed + ROOM_SEEDS * round_ for j in chunk], device=device)
    return stack_rooms(distinct, device).take(which), seeds


def chunk_size(tables: Sequence[RoomTable], chains: int, memory: int) -> int:
    """How many of these rooms are worked on together: as many as the memory holds, the last being the largest."""
    size = 1
    while size < len(tables) and (size + 1) * bytes_needed(tables[size], chains) <= memory:
        size += 1
    return size


def bytes_needed(table: RoomTable, chains: int) -> int:
    """About what a room needs: a dozen temporary numbers for each pair of a moving and another body."""
    widest = max((len(m.members) for m in table.moves), default=1)
    others = table.n + len(table.obstacle)
    pairs = widest * others + 4 * max((len(m.rows) for m in table.moves), default=1)
    return 48 * chains * ((K + 1) * pairs + table.n * others) + 200_000


def _judge(chunk: Sequence[_Job], found: Batch) -> None:
    """The exact verdict on the best chains of every job."""
    strict = found.hard < STRICT
    order = torch.where(strict, found.total - 1e3, found.hard).argsort(-1)
    for k, job in enumerate(chunk):
        good = int(strict[k].sum())
        for b in order[k, : good or 1].tolist():
            job.take(placements_of(job.table, found.poses[k, b]), good > 0)


def placements_of(table: RoomTable, pose: Tensor) -> dict[str, Pose]:
    """Poses by id of one chain [S, 4]; fixed bodies exactly where they are."""
    count = len(table.problem.bodies)
    flat = pose[:count].double()
    yaw = torch.atan2(flat[:, 3], flat[:, 2]).tolist()
    rows = zip(table.problem.bodies, flat.tolist(), table.z[:count].tolist(), yaw, strict=True)
    return {b.id: b.fixed or Pose(p[0], p[1], z, a) for b, p, z, a in rows}


@dataclass(frozen=True)
class _Last:
    """What is done last, for one problem after another: improving layouts, and solving alone what has none."""

    device: str
    share: float
    time_limit: float
    improve: float
    alone: bool

    def answer(self, problem: LayoutProblem, seed: int, job: _Job | None) -> Layout:
        """The job's layout, or that of the solver for single rooms."""
        if job is not None and job.layout is not None and job.solved:
            return self._improved(job) if self.improve > 0 else self._found(job.layout, self.share)
        if self.alone:
            effort = self.improve
            return solve(problem, seed=seed, device=self.device, time_limit=self.time_limit, effort=effort)
        if job is not None and job.layout is not None:
            return self._found(job.layout, None)
        violated = tuple(Checker(problem).violations({}))
        return Layout(problem.name, Status.UNSOLVED, {}, violated, seed=seed, device=self.device, solver="many")

    def _found(self, layout: Layout, first: float | None) -> Layout:
        return replace(layout, seconds=self.share, first_strict_seconds=first, device=self.device)

    def _improved(self, job: _Job) -> Layout:
        made = solve(job.problem, seed=job.seed, time_limit=self.time_limit, effort=self.improve, starts=job.strict)
        return replace(made, seconds=self.share + made.seconds, first_strict_seconds=self.share, device=self.device,
                       solver="many")  # fmt: skip
