"""From strict layouts to designerly ones: moves that keep every hard relation and raise the quality.

A few strict layouts are improved side by side. In each step every chain takes a unit or tree that is to blame for
something, tries the places that `proposals.py` offers, drops those that break anything hard, and moves to a better one;
a little heat at first lets it out of dead ends. Cheap terms are computed for all candidates, the free floor only for
the most promising.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from solvers.energy import move_cost
from solvers.measures import Floats
from solvers.moves import MoveSet
from solvers.proposals import compose, members_at, shape_of
from solvers.quality import Parts, Quality
from solvers.task import Placements

if TYPE_CHECKING:
    from solvers.batched import Search

TRIES = {"wall": 3, "stop": 5, "beside": 5, "pool": 4, "anywhere": 1, "axis": 2, "step": 4}
LOOK = 2
"""Candidates of each chain whose free floor is looked at."""
ENOUGH, PATIENCE = 0.985, 40
"""The polish ends at this quality, or after so many steps without a better best."""
TIDY = 0.001
"""What putting a group back into a designed arrangement may cost."""
HEAT = 0.012
"""By how much a step may worsen the quality at first."""


@dataclass
class _Chain:
    """The best state of one chain: quality and poses."""

    quality: float
    poses: Tensor


class Polish:
    """Improves the strict layouts of a search."""

    def __init__(self, search: Search, quality: Quality) -> None:
        self.search, self.quality, self.tables = search, quality, search.tables

    def run(self, layouts: list[Placements], chains: int, steps: int) -> list[tuple[Placements, float]]:
        """The improved layouts with their qualities, the best first; those before the first that passes the exact check
        are left out."""
        start = self.quality.score(self.quality.array(layouts)).total
        order = [int(k) for k in np.argsort(-start, kind="stable")]
        kept = [(layouts[k], float(start[k])) for k in order]
        if steps > 0 and self.search.sets:
            kept = self._improve([layouts[k] for k in order[:chains]], steps) + kept
        kept.sort(key=lambda e: -e[1])
        while len(kept) > 1 and not self._passes(kept[0][0]):
            kept.pop(0)
        return kept

    def _passes(self, layout: Placements) -> bool:
        return not any(True for _ in self.search.checker.violations(layout))

    def _improve(self, layouts: list[Placements], steps: int) -> list[tuple[Placements, float]]:
        poses = self._tensor(layouts)
        placed = torch.ones(poses.shape[:2], dtype=torch.bool, device=poses.device)
        local, floor = self._parts(poses)
        score = self.quality.whole(local, floor)
        best = [_Chain(float(q), p.clone()) for q, p in zip(score.total, poses, strict=True)]
        total, blame = score.total.copy(), score.blame.copy()
        idle = 0
        for step in range(steps):
            if self.search.late() or idle > PATIENCE or max(c.quality for c in best) >= ENOUGH:
                break
            idle += 1
            heat = HEAT * (1 - step / steps) ** 2
            self._step(poses, placed, total, blame, heat)
            for k, chain in enumerate(best):
                if total[k] > chain.quality + 1e-6:
                    idle = 0 if total[k] > max(c.quality for c in best) + 1e-4 else idle
                    best[k] = _Chain(float(total[k]), poses[k].clone())
            if step % 20 == 19:
                self._share(poses, total, blame, best)
        self._tidy(best)
        return self._strict(best)

    def _tidy(self, best: list[_Chain]) -> None:
        """Put every group back into a designed arrangement where it stands, if that costs next to nothing."""
        poses = torch.stack([c.poses for c in best])
        placed = torch.ones(poses.shape[:2], dtype=torch.bool, device=poses.device)
        total, blame = np.array([c.quality for c in best]), np.zeros((len(best), self.tables.n))
        for moves in self.search.sets:
            for m in torch.nonzero(moves.designed)[:, 0].tolist():
                chosen = torch.full((len(best),), m, device=poses.device)
                for v in range(moves.template.shape[1]):
                    one = moves.take(chosen)
                    shape = shape_of(self.tables, one, poses, torch.full_like(chosen, v))
                    members = members_at(shape, self._nearby(poses, one), poses, one)
                    self._move(poses, placed, total, blame, one, members, TIDY)
        for k, chain in enumerate(best):
            if total[k] > chain.quality - 10 * TIDY:
                best[k] = _Chain(float(total[k]), poses[k].clone())

    def _nearby(self, poses: Tensor, moves: MoveSet) -> Tensor:
        """[C, K, 3]: the root where it is, and a little aside along its own axes."""
        here = poses[torch.arange(len(moves), device=poses.device), moves.root][:, None, [0, 1, 3]]
        steps = [
            (0.0, 0.0),
            *((d * x, d * y) for d in (0.03, 0.08, 0.2) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))),
        ]
        return compose(here, here.new_tensor([[x, y, 0.0] for x, y in steps]).expand(len(here), -1, -1))

    def _strict(self, best: list[_Chain]) -> list[tuple[Placements, float]]:
        out: list[tuple[Placements, float]] = []
        for chain in best:
            layout = self.search.placements(chain.poses)
            if self._passes(layout):
                out.append((layout, chain.quality))
        return out

    def _share(self, poses: Tensor, total: Floats, blame: Floats, best: list[_Chain]) -> None:
        """The worst chain goes on from the best state of the best chain."""
        worst, top = int(total.argmin()), max(range(len(best)), key=lambda k: best[k].quality)
        if worst != top and len(best) > 2:
            poses[worst] = best[top].poses
            total[worst] = best[top].quality
            blame[worst] = self.quality.whole(*self._parts(poses[worst : worst + 1])).blame[0]

    # ------------------------------------------------------------ one step
    def _step(self, poses: Tensor, placed: Tensor, total: Floats, blame: Floats, heat: float) -> None:
        moves = self._choose(blame)
        members, allowed = self._candidates(poses, placed, moves)
        self._move(poses, placed, total, blame, moves, members, heat, allowed)

    def _move(self, poses: Tensor, placed: Tensor, total: Floats, blame: Floats, moves: MoveSet,
              members: Tensor, heat: float, allowed: Tensor | None = None) -> None:  # fmt: skip
        """Move each chain to its best candidate that breaks nothing, if that is better or (within `heat`) not much
        worse."""
        ok = move_cost(self.tables, moves, poses, members, placed, soft=False) < 1e-6
        ok = ok if allowed is None else ok & allowed
        chain, which = (v.tolist() for v in torch.nonzero(ok, as_tuple=True))
        if not chain:
            return
        states = poses[chain].scatter(1, moves.members[chain][..., None].expand(-1, -1, 4), members[chain, which])
        local = self.quality.local(self._numpy(states))
        rank = self.quality.whole(local).total
        pick = _best_of_each(np.array(chain), rank, LOOK)
        floor = self.quality.floor(self._numpy(states[pick]))
        score = self.quality.whole(_part(local, pick), floor)
        noise = self.search.proposer.rand(len(pick)).numpy(force=True)
        for i in np.argsort(-score.total, kind="stable"):
            k = chain[pick[i]]
            if score.total[i] > total[k] + heat * np.log(max(noise[i], 1e-9)) and score.total[i] != total[k]:
                poses[k], total[k], blame[k] = states[pick[i]], score.total[i], score.blame[i]

    def _choose(self, blame: Floats) -> MoveSet:
        """A move for each chain: the more its members are to blame, the likelier."""
        search = self.search
        weights = torch.tensor([len(s) ** 0.5 for s in search.sets])
        moves = search.sets[int(torch.multinomial(weights, 1, generator=search.generator))]
        worry = torch.from_numpy(blame).float().to(moves.members.device).clamp_max(2.0)
        weight = worry[:, moves.members.reshape(-1)].reshape(len(blame), *moves.members.shape) * moves.live
        weight = weight.sum(-1) / moves.live.sum(-1).sqrt() + 0.15
        total = weight.cumsum(-1)
        draw = search.proposer.rand(len(blame), 1) * total[:, -1:]
        return moves.take(torch.searchsorted(total, draw).clamp_max(len(moves) - 1)[:, 0])

    def _candidates(self, poses: Tensor, placed: Tensor, moves: MoveSet) -> tuple[Tensor, Tensor]:
        """(members [C, K, G, 4], which of them make sense [C, K])."""
        search = self.search
        variant = None
        if bool(moves.designed.any()) and float(search.proposer.rand(1)) < 0.35:
            variant = (search.proposer.rand(len(moves)) * moves.template.shape[1]).long()
        shape = shape_of(self.tables, moves, poses, variant)
        roots = search.proposer.roots(moves, poses, shape, placed, TRIES)
        if variant is not None:
            here = poses[torch.arange(len(moves), device=poses.device), moves.root][:, None, [0, 1, 3]]
            roots = torch.cat([here, roots], 1)
        members = members_at(shape, roots, poses, moves)
        ok = torch.ones(members.shape[:2], dtype=torch.bool, device=poses.device)
        if variant is not None:
            ok &= moves.designed[:, None]
        return members, ok

    # ------------------------------------------------------------ tensors and arrays
    def _parts(self, poses: Tensor) -> tuple[Parts, Parts]:
        array = self._numpy(poses)
        return self.quality.local(array), self.quality.floor(array)

    def _numpy(self, poses: Tensor) -> Floats:
        return poses[:, : self.tables.n].double().numpy(force=True)

    def _tensor(self, layouts: list[Placements]) -> Tensor:
        poses = self.tables.start.expand(len(layouts), -1, -1).clone()
        array = self.quality.array(layouts)
        poses[:, : self.tables.n] = torch.from_numpy(array).to(poses)
        return poses


def _part(parts: Parts, pick: list[int]) -> Parts:
    return Parts({k: v[pick] for k, v in parts.terms.items()}, parts.faults[pick], parts.blame[pick])


def _best_of_each(chain: Floats, rank: Floats, count: int) -> list[int]:
    """The indices of the `count` best candidates of each chain."""
    out: list[int] = []
    for k in np.unique(chain):
        mine = np.flatnonzero(chain == k)
        out += [int(i) for i in mine[np.argsort(-rank[mine], kind="stable")][:count]]
    return out
