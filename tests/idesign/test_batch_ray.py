"""On a Ray cluster nothing is lost either: two nodes, one of which dies in the middle of the run."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from idesign.batch.jobs import Line, read_jobs
from idesign.batch.ledger import read_manifest
from idesign.batch.pool import Limits, Steps
from idesign.batch.ray_pool import RayPool
from idesign.batch.rehearsal import rehearse
from idesign.batch.run import Batch, Tally, run_batch
from idesign.errors import InputError

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster() -> Iterator[Any]:
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    yield made
    made.shutdown()


def batch(path: Path, out: Path, address: str) -> Batch:
    def lines() -> Iterator[Line]:
        return read_jobs(path)

    engine = partial(RayPool, address=address)
    return Batch(lines, rehearse, out, workers=2, tries=3, limits=Limits(seconds=60), engine=engine)


def test_a_node_that_dies_in_mid_run_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    node, died = cluster.add_node(num_cpus=1), list[int]()
    texts = {"dies": "die", "no": "refuse", **{f"s{k:02d}": "pause 0.5" for k in range(14)}}
    path = tmp_path / "briefs.jsonl"
    path.write_text("".join(json.dumps({"id": k, "text": v}) + "\n" for k, v in texts.items()))

    def tell(tally: Tally) -> None:
        if tally.done >= 5 and not died:
            died.append(tally.done)
            cluster.remove_node(node, allow_graceful=False)

    tally = run_batch(batch(path, tmp_path / "out", cluster.address), tell)
    assert died
    assert tally.status == {"solved": 14, "failed": 2}
    records = {r.id: r for r in read_manifest(tmp_path / "out")}
    assert list(records) == list(texts)
    assert "lost" in records["dies"].reason
    assert records["no"].tries == 1
    assert all((tmp_path / "out" / f"s{k:02d}" / "file-1.txt").exists() for k in range(14))


def test_a_cluster_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    path = tmp_path / "briefs.jsonl"
    path.write_text('{"id": "a", "text": "write 1"}\n')
    with pytest.raises(InputError, match="--address"):
        run_batch(batch(path, tmp_path / "out", "auto"), lambda t: None)


def _where(*before: Any) -> tuple[Any, ...]:
    """The node on which a step is done, after those of the steps before."""
    import ray

    time.sleep(0.3)
    return (*(before[1] if len(before) > 1 else ()), ray.get_runtime_context().get_node_id())


def test_rooms_are_designed_where_a_gpu_is_and_written_anywhere(cluster: Any) -> None:
    by_gpu = cluster.add_node(num_cpus=4, num_gpus=1).node_id
    with RayPool(Steps(_where, _where), 4, Limits(seconds=60), address=cluster.address, gpus=True) as pool:
        places = worked_off(pool, 12)
    assert {first for first, _ in places} == {by_gpu}
    assert len({then for _, then in places}) == 2


def test_a_cluster_without_a_gpu_says_so(cluster: Any) -> None:
    with pytest.raises(InputError, match="no node of the cluster has a GPU"):
        RayPool(Steps(_where, _where), 4, Limits(seconds=60), address=cluster.address, gpus=True)


def worked_off(pool: RayPool, tasks: int) -> list[Any]:
    """What comes of so many tasks."""
    found = list[Any]()
    while len(found) < tasks:
        while pool.free and pool.busy + len(found) < tasks:
            pool.start(None)
        found += [result for _, result in pool.wait()]
    return found
