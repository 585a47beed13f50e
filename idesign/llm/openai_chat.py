"""Chat with any server that speaks OpenAI's `chat.completions`; the only file that knows a vendor.

Output formats form a ladder, because servers differ: a strict JSON Schema, a JSON object with the schema in the prompt,
plain text with the schema in the prompt. A server that refuses a rung (400, 422) is asked on the next one, and the
object remembers it. Every request ends in bounded time, whatever the server does: it runs in a thread of its own that
is left behind when time is up, and a reply is read only up to a limit. No message holds the key.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from idesign.errors import InputError, ModelError
from idesign.llm.chat import Message, Reply, Schema, Usage
from idesign.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI, OpenAIError

RUNGS = ("json_schema", "json_object", "text")
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
"""Pauses between retries [s]; each is twice the one before."""


class _RefusedError(Exception):
    """The server refuses the form of the request; the text is its own word, cleaned."""


class _BusyError(Exception):
    """The server could not answer now; a retry may help. `pause` [s] is its own wish."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class OpenAIChat:
    """A model on a server. Raises `InputError` when no server or no model is named."""

    def __init__(self, settings: Settings, model: str) -> None:
        if not settings.configured:
            raise InputError("no model server is configured; set OPENAI_BASE_URL, or OPENAI_API_KEY for OpenAI's own")
        if not model:
            raise InputError("no model is named; set IDESIGN_MODEL or name one with --llm")
        self.name = model
        self._settings = settings
        self._rung = 0
        self._client: OpenAI | None = None

    def ask(self, messages: Sequence[Message], schema: Schema | None, seconds: float) -> Reply:
        """See `ChatModel.ask`."""
        start = time.monotonic()
        end = start + min(seconds, self._settings.patience)
        rung = self._rung if schema else len(RUNGS) - 1
        while True:
            try:
                text, model, tokens = self._retried(_body(self.name, messages, schema, RUNGS[rung]), end)
                return Reply(text, model, RUNGS[rung], Usage(*tokens, seconds=time.monotonic() - start))
            except _RefusedError as e:
                if rung == len(RUNGS) - 1:
                    raise ModelError(f"{self._settings.server} refuses the request: {e}") from e
                rung += 1
                self._rung = max(self._rung, rung)

    def _retried(self, body: Mapping[str, Any], end: float) -> _Answer:
        pause = FIRST_PAUSE
        for attempt in range(self._settings.retries + 1):
            try:
                return self._once(body, min(self._settings.timeout, end - time.monotonic()))
            except _BusyError as e:
                wait = min(pause if e.pause is None else e.pause, LONGEST_PAUSE)
                if attempt == self._settings.retries or time.monotonic() + wait >= end:
                    raise ModelError(f"{self._settings.server} {e}") from e
                time.sleep(wait)
                pause *= 2
        raise ModelError(f"{self._settings.server} gave no answer")

    def _once(self, body: Mapping[str, Any], seconds: float) -> _Answer:
        if seconds <= 0:
            raise _BusyError("took too long")
        import openai

        client = self._connected()
        try:
            raw = _within(lambda: _send(client, body, seconds, self._settings.max_reply), seconds)
        except TimeoutError as e:
            self._client = None
            client.close()
            raise _BusyError(f"did not answer within {seconds:.0f} s") from e
        except openai.OpenAIError as e:
            raise self._meaning(e) from None  # the cause's text may hold the key
        return _answer(raw, self.name)

    def _connected(self) -> OpenAI:
        if self._client is None:
            from openai import OpenAI

            base = self._settings.base_url
            self._client = OpenAI(base_url=base, api_key=self._settings.key, max_retries=0)
        return self._client

    def _meaning(self, e: OpenAIError) -> Exception:
        """What an error of the client means for us."""
        import openai

        if isinstance(e, openai.AuthenticationError | openai.PermissionDeniedError):
            return ModelError(f"{self._settings.server} refuses the key (status {e.status_code})")
        if isinstance(e, openai.NotFoundError):
            return ModelError(f"{self._settings.server} knows no model {self.name!r}, or is no such server (404)")
        if isinstance(e, openai.APIStatusError):
            if e.status_code in (408, 409, 425, 429) or e.status_code >= 500:
                return _BusyError(f"answered with status {e.status_code}", _pause(e.response.headers))
            return _RefusedError(f"status {e.status_code}: {self._clean(e)}")
        if isinstance(e, openai.APITimeoutError):
            return _BusyError("did not answer in time")
        if isinstance(e, openai.APIConnectionError):
            return _BusyError("cannot be reached")
        return ModelError(f"{self._settings.server}: {self._clean(e)}")

    def _clean(self, e: Exception) -> str:
        """The first words of an error, without the key."""
        text = " ".join(str(e).split())
        return text.replace(self._settings.key, "[key]")[:200] if self._settings.api_key else text[:200]


_Answer = tuple[str, str, tuple[int | None, int | None]]


def _body(model: str, messages: Sequence[Message], schema: Schema | None, rung: str) -> dict[str, Any]:
    talk = [{"role": m.role, "content": m.text} for m in messages]
    body: dict[str, Any] = {"model": model, "messages": talk}
    if schema is None:
        return body
    if rung == "json_schema":
        form = {"name": schema.name, "strict": True, "schema": dict(schema.json)}
        return body | {"response_format": {"type": "json_schema", "json_schema": form}}
    told = "Reply with one JSON object and nothing else. It must follow this JSON Schema:\n" + json.dumps(schema.json)
    body["messages"] = [*talk, {"role": "user", "content": told}]
    return body | ({"response_format": {"type": "json_object"}} if rung == "json_object" else {})


def _send(client: OpenAI, body: Mapping[str, Any], seconds: float, most: int) -> bytes:
    """The raw reply. Raises the client's errors, `_BusyError` when the reply breaks off, and `ModelError` when it is
    larger than `most` characters can be."""
    call = client.chat.completions.with_streaming_response.create
    with call(**body, timeout=seconds) as response:
        found = bytearray()
        for chunk in _chunks(response.iter_bytes()):
            found += chunk
            if len(found) > 4 * most:
                raise ModelError(f"the reply is longer than {4 * most} bytes")
    return bytes(found)


def _chunks(stream: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from stream
    except Exception as e:  # noqa: BLE001 - the HTTP library's own errors; whatever it is, the reply is lost
        raise _BusyError(f"broke off its reply ({type(e).__name__})") from None


def _within(call: Callable[[], bytes], seconds: float) -> bytes:
    """The result of a call that runs in a thread. Raises its error, or `TimeoutError` when time is up; the thread is
    then left to end by itself (it does not keep the program alive)."""
    box: queue.Queue[bytes | BaseException] = queue.Queue(1)

    def work() -> None:
        try:
            box.put(call())
        except BaseException as e:  # noqa: BLE001 - handed to the caller, which raises it
            box.put(e)

    threading.Thread(target=work, daemon=True, name="model-request").start()
    try:
        result = box.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(result, BaseException):
        raise result
    return result


def _answer(raw: bytes, model: str) -> _Answer:
    """The text in a reply. Raises `_BusyError` for what is no chat completion: another try may bring one."""
    try:
        reply = json.loads(raw)
        choice = reply["choices"][0]["message"]
        text, usage = choice["content"], reply.get("usage") or {}
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as e:
        raise _BusyError("sent something that is no chat completion") from e
    if not isinstance(text, str) or not text.strip():
        raise _BusyError(f"sent an empty reply{' and refuses' if choice.get('refusal') else ''}")
    counts = [usage.get(k) if isinstance(usage, Mapping) else None for k in ("prompt_tokens", "completion_tokens")]
    tokens = [c if isinstance(c, int) and not isinstance(c, bool) else None for c in counts]
    said = reply.get("model")
    return text, said if isinstance(said, str) and said else model, (tokens[0], tokens[1])


def _pause(headers: Mapping[str, str]) -> float | None:
    """The pause that the server asks for [s], when it is a number."""
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
