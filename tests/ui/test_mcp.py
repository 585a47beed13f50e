"""The tools for language models: the API's four operations and nothing else, small answers, faults as errors."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from at_once import AtOnce

from ui.api import Api
from ui.cli import run
from ui.tools import MOST, Tools, room_id

pytest.importorskip("mcp")
ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "tests" / "data" / "edits" / "bedroom.json"
PROGRAM = (sys.executable, "-m", "ui.cli")
SMALL = 4000
"""Characters that an answer may have."""


@pytest.fixture(scope="module")
def bedroom() -> Any:
    return json.loads(ROOM.read_text())


@pytest.fixture
def told(tmp_path: Path) -> Any:
    """Runs a conversation with the server in this process, its files in `tmp_path`/out."""
    from mcp.client import Client

    from ui.mcp_server import build_server

    def talk(conversation: Callable[[Client], Awaitable[Any]]) -> Any:
        async def talking() -> Any:
            async with Client(build_server(AtOnce, tmp_path / "out")) as client:  # type: ignore[arg-type]
                return await conversation(client)

        return asyncio.run(talking())

    return talk


def calls(*wanted: tuple[str, dict[str, Any]]) -> Callable[[Any], Awaitable[Any]]:
    """A conversation of these calls; gives the results."""

    async def conversation(client: Any) -> Any:
        return [await client.call_tool(name, arguments) for name, arguments in wanted]

    return conversation


def test_there_are_the_operations_of_the_api_and_nothing_else(told: Any) -> None:
    async def listed(client: Any) -> Any:
        return await client.list_tools(), await client.list_resources(), await client.list_prompts()

    tools, resources, prompts = told(listed)
    assert [t.name for t in tools.tools] == [f.__name__ for f in Api(None, None).functions()]  # type: ignore[arg-type]
    assert resources.resources == prompts.prompts == []
    for tool in tools.tools:
        assert len(tool.description) > 80
        assert tool.output_schema["properties"]
        assert "path" not in str(sorted(tool.input_schema["properties"]))


def test_answers_are_small_and_the_scene_comes_when_asked_for(told: Any, bedroom: Any) -> None:
    small, whole = told(
        calls(*(("change", {"room": bedroom, "words": "remove the rug", "document": d}) for d in (False, True)))
    )
    changed = small.structured_content
    assert changed["said"]
    assert not any(t.startswith("rug-0:") for t in changed["room"]["things"])
    assert len(small.content[0].text) < SMALL
    assert whole.structured_content["room"]["scene"]["schema"] == "idesign.scene/1"
    assert whole.structured_content["room"]["id"] == changed["room"]["id"]


def test_a_room_is_spoken_of_by_its_id(told: Any, bedroom: Any, tmp_path: Path) -> None:
    async def conversation(client: Any) -> Any:
        first = await client.call_tool("change", {"room": bedroom, "words": "remove the rug"})
        room = first.structured_content["room"]["id"]
        again = await client.call_tool("change", {"room": room, "words": "undo"})
        return (
            room, again.structured_content, (await client.call_tool("evaluate", {"room": room})).structured_content,
            (await client.call_tool("export", {"room": room, "format": "csv"})).structured_content,
        )  # fmt: skip

    room, again, judged, exported = told(conversation)
    assert again["room"]["id"] != room
    assert any(t.startswith("rug-0:") for t in again["room"]["things"])
    assert judged["lines"]
    assert judged["evaluation"] is None
    file = Path(exported["file"])
    assert file.parent == tmp_path / "out"
    assert b"rug" not in file.read_bytes()


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("evaluate", {"room": "room-00000000"}),
        ("evaluate", {"room": "../../etc/passwd"}),
        ("evaluate", {"room": {"schema": "idesign.scene/9"}}),
        ("change", {"room": {}, "words": "remove the rug"}),
        ("export", {"room": str(ROOM), "format": "pdf"}),
        ("furnish", {"text": "  "}),
        ("furnish", {"text": "a bedroom", "seed": -1}),
        ("furnish", {"text": ["a", "bedroom"]}),
        ("furnish", {}),
    ],
)
def test_faults_are_errors_that_say_why(told: Any, tool: str, arguments: Any, tmp_path: Path) -> None:
    (answer,) = told(calls((tool, arguments)))
    assert answer.is_error
    assert len(answer.content[0].text) > len(f"Error executing tool {tool}: ")
    assert not (tmp_path / "out").exists()


def test_no_word_of_a_client_becomes_a_path(told: Any, bedroom: Any, tmp_path: Path) -> None:
    hostile = {**bedroom, "room": {**bedroom["room"], "name": "../../x", "type": "../../y"}}
    bad, good = told(
        calls(("export", {"room": hostile, "format": "../../z"}), ("export", {"room": hostile, "format": "csv"}))
    )
    assert bad.is_error
    assert Path(good.structured_content["file"]).parent == tmp_path / "out"
    assert {p.name for p in tmp_path.iterdir()} == {"out"}


def test_the_id_is_that_of_the_content(bedroom: Any) -> None:
    assert room_id(bedroom) == room_id({**bedroom, "provenance": {"timings": {"solve": 3.0}}})
    assert room_id(bedroom) != room_id({**bedroom, "objects": bedroom["objects"][1:]})


def test_old_rooms_are_forgotten() -> None:
    tools = Tools(Api(None, None))  # type: ignore[arg-type]
    ids = [tools._remembered({"objects": [n]}) for n in range(MOST + 1)]
    assert ids[0] not in tools._rooms
    assert len(tools._rooms) == MOST


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert run(["mcp", "--folder", str(tmp_path / "file")]) == 2
    assert "folder" in capsys.readouterr().err


def test_without_the_package_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ui.mcp_server.find_spec", lambda name: None)
    assert run(["mcp"]) == 2
    assert "pip install 'idesign[mcp]'" in capsys.readouterr().err.strip().splitlines()[-1]


@pytest.mark.slow
def test_ctrl_c_ends_it() -> None:
    """Its reader waits for a line that does not come."""
    program = subprocess.Popen([*PROGRAM, "mcp"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdin is not None
    assert program.stdout is not None
    with program:
        asked = {"protocolVersion": "2024-11-05", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        program.stdin.write(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": asked}) + "\n")
        program.stdin.flush()
        assert "idesign" in program.stdout.readline()
        program.send_signal(signal.SIGINT)
        try:
            assert program.wait(30) == -signal.SIGINT
        finally:
            program.kill()


@pytest.mark.slow
def test_over_standard_input_and_output(tmp_path: Path) -> None:
    """A real process: its workers print nothing into the protocol, and it ends with its input."""
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters

    arguments = [*PROGRAM[1:], "mcp", "--llm", "offline", "--folder", str(tmp_path)]
    program = StdioServerParameters(command=PROGRAM[0], args=arguments, cwd=str(ROOT))

    async def talk() -> Any:
        async with Client(program) as client:
            room = await client.call_tool("furnish", {"text": "a bedroom, 4 x 3.5 m, with a desk", "seed": 1})
            id = room.structured_content["room"]["id"]
            return room, await client.call_tool("export", {"room": id, "format": "pdf"})

    room, plan = asyncio.run(talk())
    assert any(t.startswith("desk") for t in room.structured_content["room"]["things"])
    assert len(room.content[0].text) < SMALL
    assert Path(plan.structured_content["file"]).read_bytes().startswith(b"%PDF")
