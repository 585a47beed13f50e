"""From strict layouts to designerly ones: moves that keep every hard relation and raise the quality.

A few strict layouts are improved side by side. In each step every chain takes some units or trees that are to blame for
something, tries for each the places that `proposals.py` offers, drops those that break anything hard, and moves to
better ones, several things at once where that is better still; a little heat at first lets it out of dead ends. Cheap
terms are computed for all candidates, the free floor only for the most promising of those that it could make better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from solvers.energy import move_cost, state_cost
from solvers.measures import Floats, Frames, Indices
from solvers.moves import MoveSet
from solvers.proposals import compose, members_at, shape_of
from solvers.quality import Parts, Quality
from solvers.task import Placements

if TYPE_CHECKING:
    from solvers.batched import Search

TRIES = {"wall": 3, "stop": 5, "beside": 5, "pool": 4, "anywhere": 1, "axis": 2, "step": 4}
LOOK = 2
"""Candidates of each move whose free floor is looked at."""
SHARE, AT_ONCE = 5, 7
"""One move is tried in a step for so many free units of the problem, and at most so many moves."""
ENOUGH, PATIENCE = 0.985, 30
"""The polish ends at this quality, or after so many steps without a better best."""
TIDY = 0.001
"""What putting a group back into a designed arrangement may cost."""
HEAT = 0.012
"""By how much a step may worsen the quality at first."""


@dataclass
class _State:
    """The chains: poses [C, M, 4], their qualities [C] and blames [C, N], and the best that each has been; `frames`
    are those of the poses, once they have been computed."""

    poses: Tensor
    total: Floats
    blame: Floats
    best: list[_Best]
    frames: Frames | None = None

    def put(self, k: int, poses: Tensor, total: float, blame: Floats) -> None:
        """Let a chain go on from there."""
        self.poses[k], self.total[k], self.blame[k], self.frames = poses, total, blame, None

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
            self.best, self.frames = [self.best[k] for k in order], None


@dataclass
class _Best:
    """The best state of one chain: quality and poses [M, 4]."""

    quality: float
    poses: Tensor


@dataclass(frozen=True)
class _Tried:
    """A candidate of a move: poses [M, 4] of everything, quality and blame [N]."""

    move: int
    poses: Tensor
    total: float
    blame: Floats


class Polish:
    """Improves the strict layouts of a search."""

    def __init__(self, search: Search, quality: Quality) -> None:
        self.search, self.quality, self.tables = search, quality, search.tables
        free = sum(not u.fixed for u in self.tables.plan.units.values())
        self.moves_at_once = max(1, min(AT_ONCE, round(free / SHARE)))

    def run(self, layouts: list[Placements], chains: int, steps: int) -> list[tuple[Placements, float]]:
        """The improved layouts with their qualities, the best first; those before the first that passes the exact check
        are left out. Twice `chains` are improved for a while, then the better half of them."""
        start = self.quality.score(self.quality.array(layouts)).total
        order = [int(k) for k in np.argsort(-start, kind="stable")]
        kept = [(layouts[k], float(start[k])) for k in order]
        if steps > 0 and self.search.sets:
            kept = self._improve([layouts[k] for k in order[: 2 * chains]], chains, steps) + kept
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
            try:
                self._step(state, HEAT * (1 - step / steps) ** 2)
            except KeyboardInterrupt:
                self.search.stop()
                break
            idle = 0 if state.note() else idle + 1
            if step % 20 == 19 and step > steps / 2:
                self._share(state)
        state.narrow(chains)
        if not self.search.found.interrupted:
            self._tidy(state)
        return [(p, b.quality) for b in state.best if self._passes(p := self.search.placements(b.poses))]

    def _tidy(self, state: _State) -> None:
        """Put every group back into a designed arrangement where it stands, if that costs next to nothing."""
        state.poses = torch.stack([b.poses for b in state.best])
        state.total, state.frames = np.array([b.quality for b in state.best]), None
        every = np.arange(len(state.best))
        for moves in self.search.sets:
            for m in torch.nonzero(moves.designed)[:, 0].tolist():
                one = moves.take(torch.full((len(state.best),), m, device=state.poses.device))
                for v in range(moves.template.shape[1]):
                    shape = shape_of(self.tables, one, state.poses, torch.full_like(one.root, v))
                    members = members_at(shape, self._nearby(state.poses, one), state.poses, one)
                    self._move(state, every, one, members, TIDY)
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
            poses = state.best[top].poses
            score = self.quality.whole(*self._parts(poses[None]))
            state.put(worst, poses, state.best[top].quality, score.blame[0])

    # ------------------------------------------------------------ one step
    def _step(self, state: _State, heat: float) -> None:
        chain = np.repeat(np.arange(len(state.best)), self.moves_at_once)
        moves = self._choose(state.blame[chain])
        members, allowed = self._candidates(state.poses[chain], moves)
        self._move(state, chain, moves, members, heat, allowed)

    def _move(self, state: _State, chain: Indices, moves: MoveSet, members: Tensor, heat: float,
              allowed: Tensor | None = None) -> None:  # fmt: skip
        """Try moves of the chains `chain` [V] to candidates [V, K, G, 4]; each chain takes those that break nothing and
        make it better or, within `heat`, one that makes it not much worse."""
        poses = state.poses[chain]
        ok = move_cost(self.tables, moves, poses, members, _all(poses), soft=False) < 1e-6
        ok = ok if allowed is None else ok & allowed
        move, which = torch.nonzero(ok, as_tuple=True)
        if not len(move):
            return
        states = poses[move].scatter(1, moves.members[move][..., None].expand(-1, -1, 4), members[move, which])
        tried = self._judge(state, chain, moves, move.numpy(force=True), states, heat)
        for k in np.unique(chain):
            self._take(state, int(k), [t for t in tried if chain[t.move] == k], moves)

    def _judge(self, state: _State, chain: Indices, moves: MoveSet, move: Indices, states: Tensor,
               heat: float) -> list[_Tried]:  # fmt: skip
        """The candidates worth taking, the best first."""
        state.frames = state.frames or self.quality.frames(self._numpy(state.poses))
        who = moves.members.numpy(force=True)
        local = self.quality.moved(state.frames, chain, who, move, self._numpy(states))
        least = state.total[chain[move]] + heat * np.log(self.search.proposer.rand(len(move)).numpy(force=True) + 1e-9)
        hoped = self.quality.hoped(local)
        rank = np.where(hoped > least, hoped, -1.0)
        pick = [i for i in _best_of_each(move, rank, LOOK) if rank[i] >= 0]
        if not pick:
            return []
        score = self.quality.whole(_part(local, pick), self.quality.floor(self._numpy(states[pick])))
        now = state.total[chain[move[pick]]]
        good = (score.total > least[pick]) & (score.total != now)
        order = [int(i) for i in np.argsort(-score.total, kind="stable") if good[i]]
        return [_Tried(int(move[pick[i]]), states[pick[i]], float(score.total[i]), score.blame[i]) for i in order]

    def _take(self, state: _State, k: int, tried: list[_Tried], moves: MoveSet) -> None:
        """Let a chain take the best of what was tried, and more of it where that is better still."""
        if not tried:
            return
        first, *rest = tried
        before, chosen = float(state.total[k]), [first]
        inside = moves.inside[first.move].clone()
        for t in rest:
            if t.total > before and not bool((moves.inside[t.move] & inside).any()):
                inside |= moves.inside[t.move]
                chosen.append(t)
        state.put(k, first.poses, first.total, first.blame)
        if len(chosen) > 1 and first.total > before:
            self._take_more(state, k, chosen, moves)

    def _take_more(self, state: _State, k: int, chosen: list[_Tried], moves: MoveSet) -> None:
        """The first move with the second, with the second and third, ...: the best of these that breaks nothing."""
        poses, prefixes = chosen[0].poses, []
        for t in chosen[1:]:
            poses = torch.where(moves.inside[t.move][:, None], t.poses, poses)
            prefixes.append(poses)
        states = torch.stack(prefixes)
        score = self.quality.whole(*self._parts(states))
        allowed = state_cost(self.tables, states, soft=False).sum(-1).numpy(force=True) < 1e-6
        total = np.where(allowed, score.total, -1.0)
        i = int(total.argmax())
        if total[i] > state.total[k]:
            state.put(k, states[i], float(total[i]), score.blame[i])

    def _choose(self, blame: Floats) -> MoveSet:
        """A move for each chain, of one set of moves: the more its members are to blame, the likelier."""
        search = self.search
        worry = torch.from_numpy(blame).float().to(self.tables.device).clamp_max(2.0)
        weights = [_weights(moves, worry) for moves in search.sets]
        share = torch.stack([w.sum(-1).mean() for w in weights]).cpu()
        k = int(torch.multinomial(share, 1, generator=search.generator))
        total = weights[k].cumsum(-1)
        draw = search.proposer.rand(len(blame), 1) * total[:, -1:]
        return search.sets[k].take(torch.searchsorted(total, draw).clamp_max(total.shape[1] - 1)[:, 0])

    def _candidates(self, poses: Tensor, moves: MoveSet) -> tuple[Tensor, Tensor]:
        """(members [V, K, G, 4], which of them make sense [V, K]) for moves in states [V, M, 4]."""
        proposer, variant = self.search.proposer, None
        if bool(moves.designed.any()) and float(proposer.rand(1)) < 0.35:
            variant = (proposer.rand(len(moves)) * moves.template.shape[1]).long()
        shape = shape_of(self.tables, moves, poses, variant)
        roots = proposer.roots(moves, poses, shape, _all(poses), TRIES)
        if variant is not None:
            roots = torch.cat([self._nearby(poses, moves)[:, :1], roots], 1)
        members = members_at(shape, roots, poses, moves)
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
    """How many chains go on when a share of the steps is done: some are tried briefly, few for long."""
    return 2 * chains if done < 0.06 else chains


def _weights(moves: MoveSet, worry: Tensor) -> Tensor:
    """[V, moves]: how likely moves are, by the blame [V, N] of their members."""
    weight = worry[:, moves.members.reshape(-1)].reshape(len(worry), *moves.members.shape) * moves.live
    return weight.sum(-1) / moves.live.sum(-1).sqrt() + 0.15


def _all(poses: Tensor) -> Tensor:
    """[B, M]: everything is placed."""
    return torch.ones(poses.shape[:2], dtype=torch.bool, device=poses.device)


def _part(parts: Parts, pick: list[int]) -> Parts:
    return Parts({k: v[pick] for k, v in parts.terms.items()}, parts.faults[pick], parts.blame[pick])


def _best_of_each(chain: Indices, rank: Floats, count: int) -> list[int]:
    """The indices of the `count` best candidates of each chain or move."""
    out: list[int] = []
    for k in np.unique(chain):
        mine = np.flatnonzero(chain == k)
        out += [int(i) for i in mine[np.argsort(-rank[mine], kind="stable")][:count]]
    return out
