"""The batched solver: many layouts at once, built from designed groups and repaired by a heat bath of smart moves.

1. Compile the problem to tables; tie bodies into units and trees (`groups.py`).
2. Build B layouts: whole trees in noisy order of descending area, each at the best of K candidates.
3. Repair: in every chain a conflicting unit or tree is moved to one of K + 1 candidates, drawn by their cost at a
   falling temperature (multiple-try heat bath; the current pose is among the candidates). Chains that get stuck are
   built anew or copied from better ones.
4. What costs nothing is checked exactly, then improved (`polish.py`).

Budgets count steps, so that the result does not depend on the machine's load; the clock only cuts off.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
from torch import Tensor

from solvers.alternatives import POOL, diversified
from solvers.backtracking import Backtracking
from solvers.check import Checker
from solvers.energy import move_cost, state_cost
from solvers.moves import MoveSet, build_set, move_sets
from solvers.polish import Polish
from solvers.problem import LayoutProblem, Pose
from solvers.proposals import KINDS, Pools, Proposer, Shape, make_pools, members_at, shape_of
from solvers.quality import Quality
from solvers.tables import HARD, make_tables
from solvers.task import Outcome, Placements, Task
from solvers.units import rigid_units

LARGE = 1200
"""More bodies than this are left to the plain sampler: tables of all pairs would not pay."""
POLISH_STEPS = 90
"""How many steps strict layouts are improved for, at most."""


@dataclass(frozen=True)
class Budget:
    """How much to search, in steps: chains; steps at most; steps after the first strict layout, and how many of those
    are wanted; steps without a better best after which the search gives up."""

    chains: int = 32
    steps: int = 6000
    more: int = 20
    wanted: int = 24
    stall: int = 1500

    @staticmethod
    def of(problem: LayoutProblem, effort: float = 1.0, patience: float = 1.0) -> Budget:
        """Fewer chains for many bodies (what does not fit a core's cache is slow), fewer steps where little is free;
        `patience` scales how long a search without a strict layout goes on."""
        units, _ = rigid_units(problem)
        free = sum(not u.fixed for u in units.values())
        count = max(1, len(problem.bodies))
        chains = int(min(32, max(12, 900 / count), max(1, 4e6 / count**2)))
        more = round(min(20, 6 * free) * min(1.0, 0.1 + effort))
        return Budget(chains=chains, more=more, stall=round(patience * min(1500, 60 + 20 * free)))


def polish_chains(bodies: int) -> int:
    """How many strict layouts are improved side by side."""
    return int(min(4, max(2, 60 / max(1, bodies))))


@dataclass
class Found:
    """What a search found: strict layouts, the best that is not, and when the first was seen [s]; whether the clock or
    a person cut it off, and whether it was a person."""

    strict: list[Placements] = field(default_factory=list)
    best: Placements | None = None
    best_cost: float = float("inf")
    first: float | None = None
    cut_off: bool = False
    interrupted: bool = False


class Search:
    """The state of one batched search."""

    def __init__(self, problem: LayoutProblem, seed: int, device: str, budget: Budget, deadline: float) -> None:
        self.problem, self.budget, self.deadline, self.began = problem, budget, deadline, time.perf_counter()
        self.generator = torch.Generator().manual_seed(seed)
        self.tables = make_tables(problem, device)
        self.pools: Pools = make_pools(self.tables, self.generator)
        self.proposer = Proposer(self.tables, self.pools, self.generator)
        self.sets = move_sets(self.tables)
        self.build = build_set(self.tables)
        self.checker = Checker(problem)
        self.found = Found()

    def late(self) -> bool:
        """Whether the clock cuts the search off."""
        if time.perf_counter() > self.deadline:
            self.found.cut_off = True
        return self.found.cut_off

    # ------------------------------------------------------------ construction
    def fresh(self, count: int) -> Tensor:
        """[count, M, 4]: newly built layouts."""
        t = self.tables
        poses = t.start.expand(count, -1, -1).clone()
        placed = torch.ones(count, poses.shape[1], dtype=torch.bool, device=t.device)
        placed[:, : t.n] = t.fixed
        if self.build is None:
            return poses
        order = self._order(self.build, count)
        for s in range(order.shape[1]):
            if s and self.late():
                break
            self._place(self.build.take(order[:, s]), poses, placed)
        return poses

    def _order(self, moves: MoveSet, count: int) -> Tensor:
        """[count, T]: the trees in noisy order of descending area, those for corners (there are few) before
        all others, what hangs after what stands."""
        t = self.tables
        area = (t.half[moves.members].prod(-1) * 4 * moves.live).sum(-1)
        hung = torch.tensor([t.plan.z[k] > 0.5 for k in moves.root.tolist()], device=t.device)
        cornered = ((t.corner_weight[moves.corner_rows] >= HARD) & moves.corner_live).any(-1)
        rank = area.clamp_min(1e-4).log() + 4.0 * cornered - 20.0 * hung - 40.0 * (moves.support >= 0)
        return (rank + 0.5 * self.proposer.randn(count, len(moves))).argsort(-1, descending=True)

    def _place(self, moves: MoveSet, poses: Tensor, placed: Tensor) -> None:
        variant = (self.proposer.rand(len(moves)) ** 2 * moves.template.shape[1]).long()
        shape = shape_of(self.tables, moves, poses, variant)
        placed |= moves.inside
        self._draw(moves, shape, poses, placed, 0.08, keep=False)

    def _draw(self, moves: MoveSet, shape: Shape, poses: Tensor, placed: Tensor, heat: float,
              keep: bool) -> None:  # fmt: skip
        """Draw one of the candidates of each chain's move by cost, and put the members there (in place)."""
        roots = self.proposer.roots(moves, poses, shape, placed, KINDS)
        members = members_at(shape, roots, poses, moves)
        if keep:
            who = moves.members
            now = torch.gather(poses, 1, who[..., None].expand(-1, -1, 4))
            members = torch.cat([now[:, None], members], 1)
        cost = move_cost(self.tables, moves, poses, members, placed)
        u = self.proposer.rand(*cost.shape).clamp(1e-9, 1 - 1e-7)
        best = (-cost / heat - (-u.log()).log()).argmax(-1)
        picked = members[torch.arange(len(moves), device=best.device), best]
        poses.scatter_(1, moves.members[..., None].expand(-1, -1, 4), picked)

    # ------------------------------------------------------------ repair
    def begin(self, starts: tuple[Placements, ...]) -> bool:
        """Keep layouts found elsewhere; whether one of them is strict, so that nothing has to be searched for."""
        for layout in starts:
            self._keep(layout)
        return bool(self.found.strict)

    def run(self) -> Found:
        """Search until enough layouts are strict, the steps are used up or the clock or Ctrl-C cuts off."""
        try:
            self._run()
        except KeyboardInterrupt:
            if self.found.best is None:
                raise
            self.stop()
        return self.found

    def stop(self) -> None:
        """End as soon as possible, with what there is."""
        self.found.cut_off = self.found.interrupted = True

    def _run(self) -> None:
        b = self.budget
        poses = self.fresh(b.chains)
        placed = torch.ones(poses.shape[:2], dtype=torch.bool, device=poses.device)
        stale = torch.zeros(b.chains, device=poses.device)
        low = torch.full((b.chains,), 1e9, device=poses.device)
        cost = self._collect(poses)
        first_step: int | None = 0 if self.found.strict else None
        best, since = self.found.best_cost, 0
        for step in range(b.steps):
            if self.found.best_cost < best - 1e-3:
                best, since = self.found.best_cost, step
            if self._enough(step, first_step) or step - since > b.stall or self.late() or not self.sets:
                break
            self._step(poses, placed, cost, step)
            if step % 4 == 3:
                cost = self._collect(poses)
                first_step = step if first_step is None and self.found.strict else first_step
                total = cost.sum(-1)
                better = total < low - 1e-3
                low, stale = torch.where(better, total, low), torch.where(better, torch.zeros_like(stale), stale + 4)
            if step % 24 == 23:
                self._renew(poses, cost, low, stale)
                cost = state_cost(self.tables, poses)

    def _enough(self, step: int, first: int | None) -> bool:
        return len(self.found.strict) >= self.budget.wanted or (first is not None and step - first >= self.budget.more)

    def _step(self, poses: Tensor, placed: Tensor, cost: Tensor, step: int) -> None:
        phase = (step % 120) / 120
        heat = 0.15 * (0.02 / 0.15) ** phase
        weights = torch.tensor([len(s) ** 0.5 for s in self.sets])
        pick = int(torch.multinomial(weights, 1, generator=self.generator))
        moves = self.sets[pick]
        worry = cost[:, moves.members.reshape(-1)].reshape(len(poses), *moves.members.shape) * moves.live
        weight = worry.sum(-1) / moves.live.sum(-1).sqrt() + 0.4 / len(moves)
        draw = self.proposer.rand(len(poses), 1)
        total = weight.cumsum(-1)
        chosen = torch.searchsorted(total, draw * total[:, -1:]).clamp_max(len(moves) - 1)[:, 0]
        moves = moves.take(chosen)
        shape = shape_of(self.tables, moves, poses)
        self._draw(moves, shape, poses, placed, heat, keep=True)

    def _collect(self, poses: Tensor) -> Tensor:
        """The cost per body; chains without hard cost are checked exactly and kept once."""
        cost = state_cost(self.tables, poses)
        hard = state_cost(self.tables, poses, soft=False).sum(-1) if self.tables.has_soft else cost.sum(-1)
        for k in torch.nonzero(hard < 1e-6)[:, 0].tolist():
            self._keep(self.placements(poses[k]))
            cost[k] = 0.0
        k = int(hard.argmin())
        if float(hard[k]) < self.found.best_cost:
            self.found.best_cost, self.found.best = float(hard[k]), self.placements(poses[k])
        return cost

    def _keep(self, layout: Placements) -> None:
        """Keep a layout that costs nothing. The first is checked exactly, the rest when they have been improved."""
        if any(layout == other for other in self.found.strict):
            return
        if not self.found.strict and next(iter(self.checker.violations(layout)), None):
            return
        self.found.first = self.found.first or time.perf_counter() - self.began
        self.found.strict.append(layout)

    def _renew(self, poses: Tensor, cost: Tensor, low: Tensor, stale: Tensor) -> None:
        """Rebuild or overwrite chains that are done or stuck."""
        total = cost.sum(-1)
        old = torch.nonzero((total < 1e-6) | (stale > 60))[:, 0]
        if len(old) == 0:
            return
        half = old[: (len(old) + 1) // 2]
        poses[half] = self.fresh(len(half))
        rest = old[len(half) :]
        alive = torch.nonzero((total > 1e-6) & (stale <= 60))[:, 0]
        if len(rest) and len(alive):
            order = alive[total[alive].argsort()]
            poses[rest] = poses[order[torch.arange(len(rest), device=old.device) % max(1, len(order) // 3)]]
        elif len(rest):
            poses[rest] = self.fresh(len(rest))
        low[old], stale[old] = 1e9, 0.0

    def placements(self, poses: Tensor) -> Placements:
        """Poses by id from one state [M, 4], in doubles; fixed bodies exactly where they are."""
        out = {}
        for b, (x, y, z, yaw) in zip(self.problem.bodies, poses[: self.tables.n].double().tolist(), strict=True):
            out[b.id] = b.fixed or Pose(x, y, z, yaw)
        return out


class Batched:
    """The batched solver, as `solve` uses it."""

    name = "batched"

    def run(self, task: Task) -> Outcome:
        """Search, then improve what is strict."""
        if not task.problem.bodies:
            return Outcome([{}], [None], 0.0)
        if len(task.problem.bodies) > LARGE:
            return Backtracking().run(task)
        with one_thread():
            budget = Budget.of(task.problem, task.effort, task.patience)
            search = Search(task.problem, task.seed, task.device, budget, task.deadline)
            found = search.found if search.begin(task.starts) else search.run()
            if not found.strict:
                layouts = [found.best] if found.best else []
                return Outcome(layouts, [None] * len(layouts), None, found.cut_off, found.interrupted)
            quality = Quality(task.problem, search.tables.plan)
            chains = max(polish_chains(len(task.problem.bodies)), task.alternatives + 1)
            free = sum(not u.fixed for u in search.tables.plan.units.values())
            steps = round(task.effort * min(POLISH_STEPS, 20 + 4 * free))
            best = Polish(search, quality).run(found.strict, chains, steps)
        kept = best[: POOL if task.alternatives else 1]
        outcome = Outcome([p for p, _ in kept], [q for _, q in kept], found.first, found.cut_off, found.interrupted)
        return diversified(task, outcome, self.run) if task.alternatives and not outcome.interrupted else outcome


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep torch to one thread: with more, tensors this small cost many times as much on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(before)
