"""The `idesign batch` command without its command line: a request to a batch, and what a person sees of it."""

from __future__ import annotations

import hashlib
import re
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from idesign.batch.generate import Distribution, distribution, distribution_json, generated
from idesign.batch.jobs import MAX_LINE, Line, read_jobs, shard
from idesign.batch.ledger import STATE, join_shards, read_manifest, read_settings
from idesign.batch.pool import Engine, Limits, Pool
from idesign.batch.ray_pool import RayPool
from idesign.batch.record import FILE as RECORD
from idesign.batch.run import DISK_FULL, Batch, Tally, Tell, run_batch
from idesign.batch.store import Store
from idesign.batch.work import FULL
from idesign.errors import InputError, StoreError
from idesign.settings import Settings
from ui.batch_maker import CPU, FILES, PRELOAD, USUAL, SceneMaker

if TYPE_CHECKING:
    from idesign.llm.budget import Account

PART = re.compile(r"manifest-\d+-of-\d+\.jsonl")
"""The manifests of shards."""
LONGEST = 4 * MAX_LINE
"""Bytes of a line that comes through a pipe, at most."""
SPENT = "spent.json"
"""What language models have cost so far, in the folder of a batch's part."""


@dataclass(frozen=True)
class BatchRequest:
    """What was asked for: the rooms of a list or of a distribution. `shard` is (number from 1, of how many); with
    the engine "ray" workers are those of the cluster at `address`. Of a list with `only`, those lines are made. With a
    `store` the scenes are there, and `out` is the desk of the run. So many lines are designed `together`."""

    briefs: Path | Distribution
    out: Path
    maker: SceneMaker
    workers: int = 1
    resume: bool = False
    strict: bool = False
    tries: int = 2
    shard: tuple[int, int] | None = None
    limits: Limits = field(default_factory=Limits)
    retry: bool = False
    engine: str = "local"
    address: str = ""
    only: frozenset[str] | None = None
    store: Store | None = None
    together: int = 1

    @property
    def place(self) -> str:
        """Where the scenes are, as a person writes it."""
        return self.store.address if self.store is not None else str(self.out)


def make_batch(request: BatchRequest, tell: Tell) -> Tally:
    """Runs it and writes what is said of the whole. Raises `InputError` for what cannot be run."""
    if request.maker.account is not None:
        from idesign.staff import build_staff

        build_staff(request.maker.llm, account=request.maker.account)  # prices that nobody knows are said at once
    with _end_as_cancelled(), _read_often(request) as kept:
        tally = run_batch(_batch(kept), tell)
    if tally.stopped != DISK_FULL:
        try:
            _tell_the_whole(request)
        except OSError as e:
            if e.errno not in FULL:
                raise
            tally.stopped = DISK_FULL
        except StoreError as e:
            tally.stopped = str(e)
    return tally


@contextmanager
def _read_often(request: BatchRequest) -> Iterator[BatchRequest]:
    """The request with a list that can be read more than once: what comes through a pipe is kept while it is needed.
    Raises `InputError` for what cannot be read and for what has no lines."""
    path = request.briefs
    if not isinstance(path, Path) or path.is_file() or not path.exists() or path.is_dir():
        yield request
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / f"list{path.suffix}"
        try:
            with path.open("rb") as source, copy.open("wb") as kept:
                while line := source.readline(LONGEST):
                    if len(line) == LONGEST:
                        raise InputError(f"{path}: has a line of more than {LONGEST} bytes")
                    kept.write(line)
        except OSError as e:
            raise InputError(f"{path}: cannot be read ({e.strerror})") from e
        yield replace(request, briefs=copy)


def _tell_the_whole(request: BatchRequest) -> None:
    """What is said of all scenes, once every part has its manifest."""
    if request.shard is not None:
        if request.store is not None:
            request.store.fetch(request.out, lambda name: bool(PART.fullmatch(name)))
        if not join_shards(request.out, request.shard[1]):
            return
    write_overview(request.out)
    if request.store is not None:
        with TemporaryDirectory() as folder:
            shutil.copytree(request.out, folder, ignore=_not_of_the_whole, dirs_exist_ok=True)
            request.store.send(Path(folder))


def _not_of_the_whole(folder: str, names: list[str]) -> list[str]:
    """What is of a part or of a scene alone."""
    return [n for n in names if n == STATE or PART.fullmatch(n) or (Path(folder) / n / RECORD).exists()]


@contextmanager
def _end_as_cancelled() -> Iterator[None]:
    """The end signal, which clusters send before they kill, is taken like Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def write_overview(out: Path) -> None:
    """Dataset card, gallery and, where pyarrow is installed, `manifest.parquet`, from the manifest alone."""
    from eval.batch_card import write_card
    from eval.batch_gallery import write_gallery
    from eval.batch_summary import summarise
    from eval.batch_table import write_parquet

    summary = summarise(read_manifest(out))
    write_card(out, summary, read_settings(out))
    write_gallery(out, read_manifest(out), summary)
    write_parquet(read_manifest(out), out)


def _batch(request: BatchRequest) -> Batch:
    return Batch(
        lines=lambda: _lines(request),
        work=request.maker,
        out=request.out,
        settings=_settings(request),
        part=part_name(request.shard),
        resume=request.resume,
        retry=request.retry,
        strict=request.strict,
        workers=request.workers,
        tries=request.tries,
        limits=request.limits,
        preload=PRELOAD,
        store=request.store,
        engine=Pool if request.engine == "local" else _cluster(request),
        prepare=request.maker.prepare if request.together > 1 or request.maker.device != "cpu" else None,
        together=request.together,
    )


def _cluster(request: BatchRequest) -> Engine:
    """Workers on a Ray cluster; rooms are designed on its GPUs when the device is one."""
    return partial(RayPool, address=request.address, gpus=request.maker.device != "cpu")


def _lines(request: BatchRequest) -> Iterator[Line]:
    lines = read_jobs(request.briefs) if isinstance(request.briefs, Path) else generated(request.briefs)
    if request.only is not None:
        lines = (line for line in lines if line.id in request.only)
    return shard(lines, *request.shard) if request.shard else lines


def _settings(request: BatchRequest) -> dict[str, Any]:
    """Everything that the scenes depend on, by the name that a person knows it by."""
    maker = request.maker
    return {
        **_source(request.briefs),
        "--seed": maker.seed,
        "--llm": maker.llm,
        "--style": maker.style,
        "--files": list(maker.files),
        "--export": list(maker.formats),
        "--candidates": maker.candidates,
        "--assets": str(maker.assets or ""),
        "--licence-policy": maker.licence_policy,
        "--embedder": maker.embedder or Settings().embedder,
        "--tries": request.tries,
        "idesign": version("idesign"),
        **({"--together": request.together} if request.together > 1 else {}),
        **({"--device": maker.device} if maker.device != "cpu" else {}),
    }


def _source(briefs: Path | Distribution) -> dict[str, Any]:
    if not isinstance(briefs, Path):
        return {"--generate": distribution_json(briefs)}
    try:
        with briefs.open("rb") as file:
            return {"briefs (SHA-256)": hashlib.file_digest(file, "sha256").hexdigest()}
    except OSError as e:
        raise InputError(f"{briefs}: cannot be read ({e.strerror})") from e


def source_of(
    briefs: Path | None, count: int | None, seed: int, room_types: str, styles: str, sizes: str
) -> Path | Distribution:
    """The list, or the distribution, that the command line names. Raises `InputError` when it names none or both."""
    if briefs is None and count is not None:
        return distribution(count, seed, room_types, styles, sizes)
    if briefs is None or count is not None:
        raise InputError("give a list of briefs, or --generate N (and not both)")
    if room_types or styles or sizes:
        raise InputError("--room-types, --styles and --sizes go with --generate")
    return briefs


def files_of(names: str | None, pictures: bool) -> tuple[str, ...]:
    """The files to write, from names separated by commas, "all" or "none"."""
    given = [n.strip() for n in names.split(",") if n.strip()] if names is not None else list(USUAL)
    if unknown := [n for n in given if n not in (*FILES, "all", "none")]:
        raise InputError(f"--files: {unknown[0]!r} is not known; known are {', '.join(FILES)}, all, none")
    wanted = set(FILES if "all" in given else given) | ({"views"} if pictures else set())
    return tuple(f for f in FILES if f in wanted)


def formats_of(names: str) -> tuple[str, ...]:
    """The formats of `--export`, separated by commas."""
    from idesign.export.formats import FORMATS

    given = [n.strip() for n in names.split(",") if n.strip()]
    if unknown := [n for n in given if n not in FORMATS]:
        raise InputError(f"--export: {unknown[0]!r} is not known; known are {', '.join(FORMATS)}")
    return tuple(f for f in FORMATS if f in given)


def account_of(
    text: str | None, out: Path, shard: tuple[int, int] | None, store: Store | None = None
) -> Account | None:
    """The account of `--budget` in a batch folder (of a shard: its own). What a run spent counts for the next. Raises
    `InputError` for a store, which cannot keep an account that many processes draw on."""
    from idesign.llm.budget import Account, parse_budget

    if text is not None and store is not None:
        raise InputError("--budget needs a folder: an object store cannot keep an account")
    return Account(out / STATE / part_name(shard) / SPENT, parse_budget(text)) if text is not None else None


def part_name(shard: tuple[int, int] | None) -> str:
    """What the part of a batch is called: "all", or "3-of-10"."""
    return f"{shard[0]}-of-{shard[1]}" if shard else "all"


def engine_of(name: str, address: str) -> str:
    """`local` or `ray`. Raises `InputError` for another, and for an address without a cluster."""
    if name not in ("local", "ray"):
        raise InputError(f"--engine: {name!r} is not known; known are local, ray")
    if address and name == "local":
        raise InputError("--address goes with --engine ray")
    return name


def device_of(name: str, engine: str) -> str:
    """The device that workers search on. Raises `InputError` for one that is not known or, where they run on this
    machine, not there."""
    if name.partition(":")[0] not in ("cpu", "cuda"):
        raise InputError(f"--device: {name!r} is not known; known are cpu, cuda")
    if name != "cpu" and engine == "local":
        import torch

        if not torch.cuda.is_available():
            raise InputError(f"--device: {name!r} is not available; use cpu")
    return name


def shard_of(text: str | None) -> tuple[int, int] | None:
    """`3/10` as (3, 10)."""
    if text is None:
        return None
    first, slash, second = text.partition("/")
    if not slash or not (first.isdecimal() and second.isdecimal()) or not 1 <= int(first) <= int(second):
        raise InputError(f"--shard: is {text!r}; write it like 1/4, from 1/4 to 4/4")
    return int(first), int(second)


# ---------------------------------------------------------------- what a person sees
@contextmanager
def watching(console: Console) -> Iterator[Tell]:
    """A bar with rate and time left on a terminal; a line now and then elsewhere."""
    if console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("starting", total=None)
            yield lambda t: bar.update(task, total=t.total, completed=t.done, description=progress_line(t))
    else:
        yield _Lines(console).tell


class _Lines:
    """A line of progress at each whole percent, at most every ten seconds."""

    def __init__(self, console: Console) -> None:
        self.console, self.percent, self.at = console, -1, -10.0

    def tell(self, tally: Tally) -> None:
        percent = 100 * tally.done // max(1, tally.total)
        if percent > self.percent and tally.seconds >= self.at + 10:
            self.percent, self.at = percent, tally.seconds
            self.console.print(f"{tally.done} of {tally.total}, {progress_line(tally)}", markup=False)


def progress_line(tally: Tally) -> str:
    """Rate, failures and time left."""
    left = (tally.total - tally.done) / tally.rate if tally.rate else None
    parts = [f"{tally.rate:.2f} scenes/s"] if tally.rate else []
    parts += [f"{tally.status['failed']} failed"] if tally.status["failed"] else []
    parts += [f"{_clock(left)} left"] if left is not None else []
    return ", ".join(parts) or "starting"


def _clock(seconds: float) -> str:
    hours, rest = divmod(round(seconds), 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def summary_lines(tally: Tally, request: BatchRequest) -> list[str]:
    """What is said at the end."""
    fresh = tally.done - tally.before
    kinds = ", ".join(f"{n} {status}" for status, n in sorted(tally.status.items()))
    from idesign.llm.budget import Budget

    lines = [f"{tally.done} of {tally.total} in {request.place}: {kinds or 'nothing yet'}"]
    if tally.before:
        lines.append(f"{tally.before} of them were there before")
    if fresh:
        lines.append(
            f"{fresh} in {_clock(tally.seconds)}: {tally.rate:.3f} scenes/s, "
            f"{tally.rate / request.workers:.3f} for each of {request.workers} workers"
        )
        lines += stage_lines(tally, fresh)
    if (account := request.maker.account) is not None:
        lines.append(f"language models: {Budget(account.spent, account.budget.unit)} spent of {account.budget}")
    if tally.stopped:
        lines.append(f"stopped: {tally.stopped}; nothing is lost, add --resume to go on")
    return lines


def stage_lines(tally: Tally, scenes: int) -> list[str]:
    """For each stage seconds by the clock, seconds of a core, and how many scenes a second a core does of it."""
    worked = {k.removeprefix(f"{CPU} "): v / scenes for k, v in tally.stages.items() if k.startswith(f"{CPU} ")}
    rows = [(name, f"{tally.stages[name] / scenes:10.3f}", cpu) for name, cpu in worked.items()]
    rows.sort(key=lambda row: -row[2])
    rows += [("whole scene", f"{'':10}", cpu)] if (cpu := tally.stages[CPU] / scenes) else []
    head = f"  {'stage':<12} {'by clock':>10} {'of a core':>10} {'scenes/s and core':>18}"
    body = [f"  {name:<12} {clock} {cpu:10.3f} {1 / cpu:18.2f}" for name, clock, cpu in rows if cpu > 0]
    return [head, *body] if body else []


def tally_json(tally: Tally, request: BatchRequest) -> dict[str, Any]:
    """The same for a program."""
    return {
        "folder": request.place,
        "total": tally.total,
        "status": dict(tally.status),
        "before": tally.before,
        "seconds": round(tally.seconds, 3),
        "scenes_per_second": round(tally.rate, 4),
        "stages": {k: round(v, 3) for k, v in tally.stages.items()},
        "stopped": tally.stopped,
    }
