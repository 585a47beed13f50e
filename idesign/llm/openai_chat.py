"""Chat with any server that speaks OpenAI's `chat.completions`; the only file that knows a vendor.

A server that refuses a rung of the ladder (`rungs`; 400, 422) is asked on the next one, and this is remembered per
server and model. Replies are streamed where the server streams, so that one who works is told from one who hangs.
Every request ends in bounded time, whatever the server does: it runs in a thread of its own that is left behind when
time is up, and a reply is read only up to a limit. No message holds the key.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from idesign.errors import InputError, ModelError, ServerError
from idesign.llm.answers import (
    Answer,
    DeclinedError,
    Incoming,
    NoAnswerError,
    SpentError,
    TooLongError,
    without_thought,
)
from idesign.llm.chat import Draw, Hear, Message, Reply, Schema, Usage, Verdict, silent
from idesign.llm.rungs import DRAWS, RUNGS, request_body
from idesign.llm.servers import Server, server_at
from idesign.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI, OpenAIError

    from idesign.llm.budget import Meter

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
"""Pauses between retries [s]; each is twice the one before."""
TICK = 0.2
"""Seconds between two looks at a reply that is coming."""


class _RefusedError(Exception):
    """The server refuses the form of the request; the text is its own word, cleaned."""


class _BusyError(Exception):
    """The server could not answer now; a retry may help. `pause` [s] is its own wish; `charged`: the server may
    have counted tokens all the same."""

    def __init__(self, why: str, pause: float | None = None, charged: bool = True) -> None:
        super().__init__(why)
        self.pause, self.charged = pause, charged


class OpenAIChat:
    """A model on a server; with a meter, every request to it is paid from a budget first. Raises `InputError` when no
    server or no model is named."""

    def __init__(self, settings: Settings, model: str, meter: Meter | None = None) -> None:
        if not settings.configured:
            raise InputError("no model server is configured; set OPENAI_BASE_URL, or OPENAI_API_KEY for OpenAI's own")
        if not model:
            raise InputError("no model is named; set IDESIGN_MODEL or name one with --llm")
        self.name = model
        self._settings, self._meter = settings, meter
        self._client: OpenAI | None = None

    def ask(self, messages: Sequence[Message], schema: Schema | None, seconds: float, hear: Hear = silent) -> Reply:
        """See `ChatModel.ask`."""
        if seconds <= 0:
            raise ModelError(f"{self.name} took too long")
        self._connected()  # loading the client's library is no part of the server's time
        start = time.monotonic()
        end = start + min(seconds, self._settings.patience)
        rung = self._server.rungs.get(self.name, 0) if schema else len(RUNGS) - 1
        refused: _RefusedError | None = None
        for k in range(rung, len(RUNGS)):
            try:
                answer = self._on_rung(messages, schema, RUNGS[k], end, hear)
            except _RefusedError as e:
                refused = e
                continue
            if schema:
                self._server.rungs[self.name] = k
            usage = Usage(answer.prompt_tokens, answer.completion_tokens, time.monotonic() - start)
            return Reply(answer.text, answer.model, RUNGS[k], usage, answer.cut)
        raise ModelError(f"{self._settings.server} refuses the request: {refused}")

    def judged(self, reply: Reply, verdict: Verdict) -> None:
        """See `ChatModel.judged`. Without a schema in the prompt the next reply can only be better."""
        if verdict == "misshapen" and reply.rung in ("json_schema", "tools") and not reply.cut:
            known = self._server.rungs
            known[self.name] = max(known.get(self.name, 0), RUNGS.index(reply.rung) + 1)

    def draw(self, messages: Sequence[Message], seconds: float) -> Draw:
        """See `DrawModel.draw`. A server that refuses log-probabilities is asked without, and this is remembered."""
        self._connected()
        start = time.monotonic()
        end = start + min(seconds, self._settings.patience)
        refused: _RefusedError | None = None
        for k in range(self._server.draws.get(self.name, 0), len(DRAWS)):
            body = request_body(self.name, messages, None, RUNGS[-1], False) | dict(DRAWS[k])
            try:
                answer = self._retried(body, end, silent)
            except _RefusedError as e:
                refused = e
                continue
            if answer.cut and not without_thought(answer.text).strip():
                refused = _RefusedError("the reply is cut off amid a thought")
                continue
            self._server.draws[self.name] = k
            usage = Usage(answer.prompt_tokens, answer.completion_tokens, time.monotonic() - start)
            return Draw(Reply(answer.text, answer.model, f"draw-{k}", usage, answer.cut), answer.tokens)
        raise ModelError(f"{self._settings.server} refuses the request: {refused}")

    def post(self, body: Mapping[str, Any], seconds: float, hear: Hear = silent) -> Incoming:
        """The raw answer to a raw body, asked once. Raises `ModelError` when it is refused, `ServerError` when none
        comes."""
        self._connected()
        try:
            return self._once(body, time.monotonic() + seconds, hear)
        except _RefusedError as e:
            raise ModelError(str(e)) from e
        except _BusyError as e:
            raise ServerError(f"{self._settings.server} {e}") from e

    @property
    def _server(self) -> Server:
        return server_at(self._settings.base_url or self._settings.server, self._settings.concurrency)

    def _on_rung(self, messages: Sequence[Message], schema: Schema | None, rung: str, end: float, hear: Hear) -> Answer:
        """The answer, streamed unless the server refuses that."""
        if self._server.streams.get(self.name, True):
            try:
                return self._retried(request_body(self.name, messages, schema, rung, True), end, hear)
            except _RefusedError as e:
                if "stream" not in str(e).lower() and rung != RUNGS[-1]:
                    raise
        answer = self._retried(request_body(self.name, messages, schema, rung, False), end, hear)
        self._server.streams[self.name] = False
        return answer

    def _retried(self, body: Mapping[str, Any], end: float, hear: Hear) -> Answer:
        pause = FIRST_PAUSE
        for attempt in range(self._settings.retries + 1):
            try:
                return self._answered(body, end, hear)
            except _BusyError as e:
                wait = min(pause if e.pause is None else e.pause, LONGEST_PAUSE)
                if attempt == self._settings.retries or time.monotonic() + wait >= end:
                    raise ServerError(f"{self._settings.server} {e}") from e
                _pass(wait, hear)
                pause *= 2
        raise ServerError(f"{self._settings.server} gave no answer")

    def _answered(self, body: Mapping[str, Any], end: float, hear: Hear) -> Answer:
        """The answer to one request, paid for where there is a meter. Raises `BudgetError` when that cannot be."""
        if self._meter is None:
            return self._asked(body, end, hear)
        limited = self._meter.limited(body)
        held = self._meter.hold(limited)
        try:
            answer = self._asked(limited, end, hear)
        except (_RefusedError, _BusyError) as e:
            if isinstance(e, _RefusedError) or not e.charged:
                self._meter.settle(held, 0, 0)
            raise
        self._meter.settle(held, answer.prompt_tokens, answer.completion_tokens)
        return answer

    def _asked(self, body: Mapping[str, Any], end: float, hear: Hear) -> Answer:
        try:
            return self._once(body, end, hear).answer(self.name)
        except DeclinedError as e:
            raise ModelError(f"{self.name} {e}") from e
        except SpentError as e:
            raise (_RefusedError if "max_tokens" in body else _BusyError)(str(e)) from e
        except NoAnswerError as e:
            raise _BusyError(str(e)) from e

    def _once(self, body: Mapping[str, Any], end: float, hear: Hear) -> Incoming:
        """All that the server sends for one request. A server that is silent for `timeout` is not asked again."""
        import openai

        client = self._connected()
        try:
            with self._server.place(end, lambda: hear("")):
                limit = min(self._settings.timeout, max(0.05, end - time.monotonic()))
                incoming = Incoming(self._settings.max_reply)
                return _listen(_Request(client, body, limit), incoming, end, limit, hear)
        except TimeoutError as e:
            raise ServerError(f"{self._settings.server} {e or 'has no free place'}") from e
        except openai.OpenAIError as e:
            raise self._meaning(e) from None  # the cause's text may hold the key
        except BaseException:
            self._client = None
            client.close()
            raise

    def _connected(self) -> OpenAI:
        if self._client is None:
            from openai import OpenAI

            base = self._settings.base_url
            self._client = OpenAI(base_url=base, api_key=self._settings.key, max_retries=0)
            _ = self._client.chat.completions  # loaded when first used
        return self._client

    def _meaning(self, e: OpenAIError) -> Exception:
        """What an error of the client means for us."""
        import openai

        if isinstance(e, openai.AuthenticationError | openai.PermissionDeniedError):
            return ServerError(f"{self._settings.server} refuses the key (status {e.status_code})")
        if isinstance(e, openai.NotFoundError):
            return ModelError(f"{self._settings.server} knows no model {self.name!r}, or is no such server (404)")
        if isinstance(e, openai.APIStatusError):
            if e.status_code in (408, 409, 425, 429) or e.status_code >= 500:
                return _BusyError(f"answered with status {e.status_code}", _pause(e.response.headers), charged=False)
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


class _Request:
    """One request in a thread of its own, which puts what it receives into a queue: bytes, then None or an error."""

    def __init__(self, client: OpenAI, body: Mapping[str, Any], seconds: float) -> None:
        self.events: queue.Queue[bytes | BaseException | None] = queue.Queue()
        self._client, self._body, self._seconds = client, body, seconds
        self._stopped = threading.Event()
        threading.Thread(target=self._work, daemon=True, name="model-request").start()

    def stop(self) -> None:
        """Leaves the thread to end by itself."""
        self._stopped.set()

    def _work(self) -> None:
        try:
            self._receive()
            self.events.put(None)
        except BaseException as e:  # noqa: BLE001 - handed to the one who waits, who raises it
            self.events.put(e)

    def _receive(self) -> None:
        call = self._client.chat.completions.with_streaming_response.create
        with call(**self._body, timeout=self._seconds) as response:
            for chunk in _chunks(response.iter_bytes()):
                self.events.put(chunk)
                if self._stopped.is_set():
                    return


def _listen(request: _Request, incoming: Incoming, end: float, limit: float, hear: Hear) -> Incoming:
    """All that comes, until it ends. Raises what the request raised, and `TimeoutError` after `limit` seconds of
    silence or at `end`; what `hear` raises ends it too."""
    last, heard = time.monotonic(), 0.0
    try:
        while (event := _next(request)) is not None:
            now = time.monotonic()
            if isinstance(event, BaseException):
                raise event
            if event:
                incoming.feed(event)
                last = now
            if now - last >= limit:
                raise TimeoutError(f"did not answer within {limit:.0f} s")
            if now >= end:
                raise TimeoutError("took too long")
            if now - heard >= TICK:
                heard = now
                hear(incoming.text)
    except NoAnswerError as e:
        raise _BusyError(str(e)) from e
    except TooLongError as e:
        raise ModelError(str(e)) from e
    finally:
        request.stop()
    return incoming


def _next(request: _Request) -> bytes | BaseException | None:
    """What comes next; nothing at all within a tick is b""."""
    try:
        return request.events.get(timeout=TICK)
    except queue.Empty:
        return b""


def _chunks(stream: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from stream
    except Exception as e:  # noqa: BLE001 - the HTTP library's own errors; whatever it is, the reply is lost
        raise _BusyError(f"broke off its reply ({type(e).__name__})") from None


def _pass(seconds: float, hear: Hear) -> None:
    """Waits; `hear` may end it."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        hear("")
        time.sleep(min(TICK, left))


def _pause(headers: Mapping[str, str]) -> float | None:
    """The pause that the server asks for [s], when it is a number."""
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
