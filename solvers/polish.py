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
class _State:
    """The chains: poses [C, M, 4], their qualities [C] and blames [C, N], and the best that each has been."""

    poses: Tensor
    total: Floats
    blame: Floats
    best: list[_Best]

    @property
    def placed(self) -> Tensor:
        """[C, M]: everything is placed."""
        return torch.ones(self.poses.shape[:2], dtype=torch.bool, device=self.poses.device)

    def note(self) -> bool:
        """Remember what is better than before; whether the best of all is clearly better."""
        before = self.top
        for k, best in enumerate(self.best):
            if self.total[k] > best.quality + 1e-6:
                self.best[k] = _Best(float(self.total[k]), self.poses[k].clone())
        return self.top > before + 1e-4

    @property
    def top(self) -> float:
        """The best quality of all."""
        return max(b.quality for b in self.best)

    def narrow(self, count: int) -> None:
        """Go on with the most promising chains."""
        if count < len(self.best):
            order = sorted(range(len(self.best)), key=lambda k: -self.best[k].quality)[:count]
            self.poses, self.total, self.blame = self.poses[order], self.total[order], self.blame[order]
            self.best = [self.best[k] for k in order]


@dataclass
class _Best:
    """The best state of one chain: quality and poses [M, 4]."""

    quality: float
    poses: Tensor


class Polish:
    """Improves the strict layouts of a search."""

    def __init__(self, search: Search, quality: Quality) -> None:
        self.search, self.quality, self.tables = search, quality, search.tables

    def run(self, layouts: list[Placements], chains: int, steps: int) -> list[tuple[Placements, float]]:
        """The improved layouts with their qualities, the best first; those before the first that passes the exact check
        are left out. Four times `chains` are improved for a while, then the better half of them, then `chains`."""
        start = self.quality.score(self.quality.array(layouts)).total
        order = [int(k) for k in np.argsort(-start, kind="stable")]
        kept = [(layouts[k], float(start[k])) for k in order]
        if steps > 0 and self.search.sets:
            kept = self._improve([layouts[k] for k in order[: 4 * chains]], chains, steps) + kept
        kept.sort(key=lambda e: -e[1])
        while len(kept) > 1 and not self._passes(kept[0][0]):
            kept.pop(0)
        return kept

    def _passes(self, layout: Placements) -> bool:
        return not any(True for _ in self.search.checker.violations(layout))

    def _improve(self, layouts: list[Placements], chains: int, steps: int) -> list[tuple[Placements, float]]:
        poses = self._tensor(layouts)
        score = self.quality.whole(*self._parts(poses))
        best = [_Best(float(q), p.clone()) for q, p in zip(score.total, poses, strict=True)]
        state, idle = _State(poses, score.total.copy(), score.blame.copy(), best), 0
        for step in range(steps):
            state.narrow(_chains_at(step / steps, chains))
            if self.search.late() or idle > PATIENCE or state.top >= ENOUGH:
                break
            self._step(state, HEAT * (1 - step / steps) ** 2)
            idle = 0 if state.note() else idle + 1
            if step % 20 == 19 and step > steps / 2:
                self._share(state)
        state.narrow(chains)
        self._tidy(state)
        return [(p, b.quality) for b in state.best if self._passes(p := self.search.placements(b.poses))]

    def _tidy(self, state: _State) -> None:
        """Put every group back into a designed arrangement where it stands, if that costs next to nothing."""
        state.poses = torch.stack([b.poses for b in state.best])
        state.total = np.array([b.quality for b in state.best])
        for moves in self.search.sets:
            for m in torch.nonzero(moves.designed)[:, 0].tolist():
                one = moves.take(torch.full((len(state.best),), m, device=state.poses.device))
                for v in range(moves.template.shape[1]):
                    shape = shape_of(self.tables, one, state.poses, torch.full_like(one.root, v))
                    members = members_at(shape, self._nearby(state.poses, one), state.poses, one)
                    self._move(state, one, members, TIDY)
        for k, best in enumerate(state.best):
            if state.total[k] > best.quality - 10 * TIDY:
                state.best[k] = _Best(float(state.total[k]), state.poses[k].clone())

    def _nearby(self, poses: Tensor, moves: MoveSet) -> Tensor:
        """[C, K, 3]: the root where it is, and a little aside along its own axes."""
        here = poses[torch.arange(len(moves), device=poses.device), moves.root][:, None, [0, 1, 3]]
        steps = [
            (0.0, 0.0),
            *((d * x, d * y) for d in (0.03, 0.08, 0.2) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))),
        ]
        return compose(here, here.new_tensor([[x, y, 0.0] for x, y in steps]).expand(len(here), -1, -1))

    def _share(self, state: _State) -> None:
        """The worst chain goes on from the best state of the best chain."""
        worst, top = int(state.total.argmin()), max(range(len(state.best)), key=lambda k: state.best[k].quality)
        if worst != top and len(state.best) > 2:
            state.poses[worst] = state.best[top].poses
            state.total[worst] = state.best[top].quality
            state.blame[worst] = self.quality.whole(*self._parts(state.poses[worst : worst + 1])).blame[0]

    # ------------------------------------------------------------ one step
    def _step(self, state: _State, heat: float) -> None:
        moves = self._choose(state.blame)
        members, allowed = self._candidates(state, moves)
        self._move(state, moves, members, heat, allowed)

    def _move(self, state: _State, moves: MoveSet, members: Tensor, heat: float, allowed: Tensor | None = None) -> None:
        """Move each chain to its best candidate that breaks nothing, if that is better or, within `heat`, not much
        worse."""
        ok = move_cost(self.tables, moves, state.poses, members, state.placed, soft=False) < 1e-6
        ok = ok if allowed is None else ok & allowed
        chain, which = (v.tolist() for v in torch.nonzero(ok, as_tuple=True))
        if not chain:
            return
        states = state.poses[chain].scatter(1, moves.members[chain][..., None].expand(-1, -1, 4), members[chain, which])
        local = self.quality.local(self._numpy(states))
        pick = _best_of_each(np.array(chain), self.quality.whole(local).total, LOOK)
        floor = self.quality.floor(self._numpy(states[pick]))
        score = self.quality.whole(_part(local, pick), floor)
        noise = self.search.proposer.rand(len(pick)).numpy(force=True)
        for i in np.argsort(-score.total, kind="stable"):
            k, value = chain[pick[i]], score.total[i]
            if value > state.total[k] + heat * np.log(max(noise[i], 1e-9)) and value != state.total[k]:
                state.poses[k], state.total[k], state.blame[k] = states[pick[i]], value, score.blame[i]

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

    def _candidates(self, state: _State, moves: MoveSet) -> tuple[Tensor, Tensor]:
        """(members [C, K, G, 4], which of them make sense [C, K])."""
        proposer, variant = self.search.proposer, None
        if bool(moves.designed.any()) and float(proposer.rand(1)) < 0.35:
            variant = (proposer.rand(len(moves)) * moves.template.shape[1]).long()
        shape = shape_of(self.tables, moves, state.poses, variant)
        roots = proposer.roots(moves, state.poses, shape, state.placed, TRIES)
        if variant is not None:
            roots = torch.cat([self._nearby(state.poses, moves)[:, :1], roots], 1)
        members = members_at(shape, roots, state.poses, moves)
        ok = torch.ones(members.shape[:2], dtype=torch.bool, device=members.device)
        return members, ok if variant is None else ok & moves.designed[:, None]

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


def _chains_at(done: float, chains: int) -> int:
    """How many chains go on when a share of the steps is done: many are tried briefly, few for long."""
    return 4 * chains if done < 0.1 else 2 * chains if done < 0.3 else chains


def _part(parts: Parts, pick: list[int]) -> Parts:
    return Parts({k: v[pick] for k, v in parts.terms.items()}, parts.faults[pick], parts.blame[pick])


def _best_of_each(chain: Floats, rank: Floats, count: int) -> list[int]:
    """The indices of the `count` best candidates of each chain."""
    out: list[int] = []
    for k in np.unique(chain):
        mine = np.flatnonzero(chain == k)
        out += [int(i) for i in mine[np.argsort(-rank[mine], kind="stable")][:count]]
    return out
