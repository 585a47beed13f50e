"""`idesign benchmark studio`: people who talk and drag at the same time, as browsers do, and what became of it all.

The studio runs in a process of its own; each person is a browser's traffic without the browser: Gradio's queue, one
event after the other, a pause between two. What is counted is the time from an event to its answer, and whether the
room on disk holds every change that its person was told of.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idesign.errors import IdesignError
from ui.serving import Served, free_port, serve

if TYPE_CHECKING:
    import httpx

START = 120.0
"""Seconds that the studio gets to start."""
PAUSE = (0.5, 2.5)
"""Seconds that a person waits between two events, at random."""
TALK = ("add a floor lamp", "make the rug blue", "remove the mirror", "add a plant")
EXAMPLE = "bedroom"


@dataclass(frozen=True)
class LoadResult:
    """Seconds from event to answer of every drag and every sentence, events that failed, and rooms whose file does not
    hold what their person was told."""

    people: int
    drags: tuple[float, ...]
    talks: tuple[float, ...]
    failed: int
    lost: int

    def lines(self) -> tuple[str, ...]:
        """What a person reads."""
        told = f"{self.people} people: {self.failed} events failed, {self.lost} rooms lost a change"
        return (told, _line("drag to answer", self.drags), _line("words to answer", self.talks))


def _line(name: str, seconds: Sequence[float]) -> str:
    if not seconds:
        return f"{name}: none"
    late = sorted(seconds)[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    return f"{name}: median {statistics.median(seconds):.2f} s, 95 of 100 below {late:.2f} s ({len(seconds)})"


def benchmark_studio(people: int, turns: int, seed: int = 0) -> LoadResult:
    """Runs a studio and the people in it. Raises `IdesignError` when it does not start."""
    with tempfile.TemporaryDirectory(prefix="idesign-load-") as folder:
        served = Served(port=free_port("127.0.0.1"), llm="offline", folder=Path(folder))
        process = get_context("spawn").Process(target=_serve, args=(served,))
        process.start()
        try:
            return asyncio.run(_crowd(f"http://127.0.0.1:{served.port}", people, turns, seed, Path(folder)))
        finally:
            process.terminate()
            process.join(10)
            process.kill()


def _serve(served: Served) -> None:
    serve(served, lambda: None)


# ---------------------------------------------------------------- the crowd
async def _crowd(address: str, people: int, turns: int, seed: int, folder: Path) -> LoadResult:
    import httpx

    limits = httpx.Limits(max_connections=4 * people)
    async with httpx.AsyncClient(base_url=address, timeout=120.0, limits=limits) as client:
        page = await _page(client)
        crowd = [Person(client, page, random.Random(f"{seed}-{k}")) for k in range(people)]
        await asyncio.gather(*(p.live(turns) for p in crowd))
    drags = tuple(s for p in crowd for s in p.drags)
    talks = tuple(s for p in crowd for s in p.talks)
    lost = sum(p.told != _kept(folder, p.key) for p in crowd)
    return LoadResult(people, drags, talks, sum(p.failed for p in crowd), lost)


async def _page(client: httpx.AsyncClient) -> Mapping[str, Any]:
    """The page's description, when the studio answers."""
    import httpx

    end = time.monotonic() + START
    while time.monotonic() < end:
        try:
            answer = await client.get("/config")
            if answer.status_code == 200:
                return dict(answer.json())
        except httpx.TransportError:
            await asyncio.sleep(0.5)
    raise IdesignError(f"the studio did not start within {START:.0f} s")


def _kept(folder: Path, key: str) -> int:
    """Changes in the room that lies on disk under a key."""
    path = folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"
    return len(json.loads(path.read_text())["scene"]["edits"]) if path.is_file() else 0


@dataclass
class Person:
    """One browser: what it was told last of each component, and how long its events took [s]."""

    client: httpx.AsyncClient
    page: Mapping[str, Any]
    chance: random.Random
    hash: str = field(default_factory=lambda: secrets.token_hex(6))
    shown: dict[int, Any] = field(default_factory=dict)
    drags: list[float] = field(default_factory=list)
    talks: list[float] = field(default_factory=list)
    failed: int = 0

    async def live(self, turns: int) -> None:
        """Opens the example, then drags, and talks at every fourth turn."""
        await self._event(self._event_id(None, "load"), ["{}"], None)
        await self._event(self._event_id("start", "example"), [None], {"name": EXAMPLE})
        for k in range(turns):
            await asyncio.sleep(self.chance.uniform(*PAUSE))
            await (self._talk(k // 4) if k % 4 == 3 else self._drag())

    async def _drag(self) -> None:
        thing = self.chance.choice([o for o in self._value("plan")["objects"] if o["support"] == "floor"])
        dx, dy = (round(self.chance.uniform(-0.3, 0.3), 2) for _ in range(2))
        operation = {"op": "move", "id": thing["id"], "x": thing["x"] + dx, "y": thing["y"] + dy}
        data = {"operations": [operation]}
        self.drags.append(await self._event(self._event_id("plan", "operate"), [None], data))

    async def _talk(self, turn: int) -> None:
        words = {"text": TALK[turn % len(TALK)]}
        self.talks.append(await self._event(self._event_id("chat", "say"), [None], words))

    @property
    def key(self) -> str:
        return str(self._value("bar")["key"])

    @property
    def told(self) -> int:
        """Changes that the conversation tells of."""
        return sum(len(m["changes"]) for m in self._value("chat")["messages"])

    # ------------------------------------------------------------ Gradio's queue
    def _event_id(self, part: str | None, event: str) -> int:
        own = self._component(part) if part else None
        for d in self.page["dependencies"]:
            if any(e == event and own in (None, c) for c, e in d["targets"]):
                return int(d["id"])
        raise IdesignError(f"the page has no event {event}")

    def _component(self, part: str) -> int:
        return next(int(c["id"]) for c in self.page["components"] if c["props"].get("elem_id") == part)

    def _value(self, part: str) -> Any:
        return self.shown[self._component(part)]

    async def _event(self, fn: int, data: list[Any], event: Any) -> float:
        """Sends one event and takes in the answer; how long that took [s]."""
        began = time.perf_counter()
        body = {"fn_index": fn, "data": data, "event_data": event, "session_hash": self.hash, "trigger_id": None}
        joined = await self.client.post("/gradio_api/queue/join", json=body)
        outputs = next(d["outputs"] for d in self.page["dependencies"] if d["id"] == fn)
        first = True
        async for message in self._messages(joined.json()["event_id"]):
            output = message.get("output") or {}
            if message["msg"] == "process_generating" and message["success"]:
                self._take(outputs, output["data"], edits=not first)
                first = False
            elif message["msg"] == "process_completed":
                self.failed += not message["success"]
                if first and message["success"]:
                    self._take(outputs, output["data"], edits=False)
        return time.perf_counter() - began

    async def _messages(self, event_id: str) -> AsyncIterator[dict[str, Any]]:
        params = {"session_hash": self.hash}
        async with self.client.stream("GET", "/gradio_api/queue/data", params=params) as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line[5:]) if line.startswith("data:") else {}
                if message.get("event_id") == event_id:
                    yield message
                    if message["msg"] == "process_completed":
                        return

    def _take(self, outputs: Sequence[int], data: Sequence[Any], edits: bool) -> None:
        """What the page would show now. Streams send edits that replace whole values (`ui.page.gradio_mends`)."""
        for component, sent in zip(outputs, data, strict=False):
            found = sent[0][2] if edits and sent else None if edits else sent
            value = found.get("value") if isinstance(found, dict) and found.get("__type__") == "update" else found
            if value is not None:
                self.shown[component] = value
