"""A batch against an object-store server on loopback (moto's): killed in mid-run, taken up, nothing lost.

It needs s3fs and moto[server], which are not among the development tools: pip takes very long to find versions of the
two that agree. Skipped without them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from idesign.batch.jobs import read_jobs
from idesign.batch.ledger import read_manifest
from idesign.batch.rehearsal import rehearse
from idesign.batch.run import Batch, run_batch
from idesign.batch.store import place_of

pytestmark = pytest.mark.slow
ADDRESS = "s3://bucket/rooms"
RUN = """
import sys
from pathlib import Path
from idesign.batch.jobs import read_jobs
from idesign.batch.rehearsal import rehearse
from idesign.batch.run import Batch, run_batch
from idesign.batch.store import place_of
if __name__ == "__main__":
    desk, store = place_of(sys.argv[2])
    lines = lambda: read_jobs(Path(sys.argv[1]))
    batch = Batch(lines, rehearse, desk, workers=2, resume=True, preload=("idesign.batch.rehearsal",), store=store)
    tally = run_batch(batch, lambda t: None)
    print(tally.before, tally.done, tally.stopped)
"""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """The bucket's file system; every process that starts finds the server by its environment."""
    s3fs, moto = pytest.importorskip("s3fs"), pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "us-east-1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    files = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
    files.mkdir("bucket")
    yield files
    server.stop()


def started(path: Path) -> subprocess.Popen[str]:
    script = path.with_name("run_it.py")
    script.write_text(RUN)
    roots = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(roots)}
    command = [sys.executable, str(script), str(path), ADDRESS]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def made(bucket: Any) -> int:
    return len(bucket.glob("bucket/rooms/*/batch.json"))


def test_a_batch_in_a_store_survives_kills(bucket: Any, tmp_path: Path) -> None:
    path = tmp_path / "briefs.jsonl"
    texts = {f"n{k}": f"pause 0.{k % 3}" for k in range(16)} | {"bad": "fault"}
    path.write_text("".join(json.dumps({"id": k, "text": v}) + "\n" for k, v in texts.items()))
    run_batch(Batch(lambda: read_jobs(path), rehearse, tmp_path / "calm"), lambda t: None)
    for moment in (2, 7):
        process, deadline = started(path), time.monotonic() + 300
        while made(bucket) < moment:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.kill()
        process.wait()
        for name in bucket.glob("bucket/rooms/*/batch.json"):
            assert bucket.exists(name.replace("batch.json", "file-1.txt"))
    last = started(path)
    before, done, *_ = last.communicate()[0].split()
    assert int(before) >= 7
    assert int(done) == len(texts)
    bucket.get_file("bucket/rooms/manifest.jsonl", str(tmp_path / "manifest.jsonl"))
    records = [replace(r, timings={}) for r in read_manifest(tmp_path)]
    assert records == [replace(r, timings={}) for r in read_manifest(tmp_path / "calm")]
    assert place_of(ADDRESS)[0].is_relative_to(tmp_path)
