"""A judge server on loopback that truly looks at the pictures it is sent: the test double of a vision-language model.

It values a picture by a taste: how bright it is, how much of a colour it shows, how many pixels of an object (from
masks that it was given with the pictures). It answers as a server does, with log-probabilities or by drawing, and it
may favour a place. How it misbehaves is said by `Behaviour`s of the loopback server, and by `saying`.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import math
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from PIL import Image

from eval.judge.ledger import pixels_of
from idesign.llm.loopback import Behaviour, LoopbackServer
from idesign.llm.openai_chat import OpenAIChat
from idesign.settings import Settings

Taste = Callable[[bytes], float]
"""From a picture's file to a value in [0, 100]."""


def _pixels(picture: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(picture)) as image:
        return np.asarray(image.convert("RGB").reduce(4), dtype=np.float32)


def brightness(picture: bytes) -> float:
    """The mean luminance (Rec. 709) of the picture."""
    return float((_pixels(picture) @ (0.2126, 0.7152, 0.0722)).mean() / 2.55)


def share_of_colour(rgb: tuple[int, int, int], within: float = 60.0) -> Taste:
    """How much of the picture is of about this colour."""
    return lambda picture: 100 * float((np.linalg.norm(_pixels(picture) - rgb, axis=-1) < within).mean())


def share_of_object(number: int, masks: Mapping[str, np.ndarray]) -> Taste:
    """How much of the picture is this object, by the masks of known pictures; a picture without one shows nothing."""

    def taste(picture: bytes) -> float:
        mask = masks.get(pixels_of(picture))
        return 0.0 if mask is None else 100 * float((mask == number).mean())

    return taste


class SeeingJudge:
    """`place`: how many points the first place is worth; `scale`: points that make a room e times as likely to win;
    `sure`: standard deviation of its marks; `tie`: share of "no difference"; `length`: points for each hundred
    characters of a caption. `digits`: its tokenizer writes numbers digit by digit."""

    def __init__(
        self, taste: Taste, *, place: float = 0.0, scale: float = 5.0, sure: float = 3.0, tie: float = 0.1,
        length: float = 0.0, digits: bool = False, stray: float = 0.0,
    ) -> None:  # fmt: skip
        self.taste, self.place, self.scale, self.sure, self.tie = taste, place, scale, sure, tie
        self.length, self.digits, self.stray = length, digits, stray
        self._asked: dict[str, int] = {}
        self._lock = threading.Lock()

    # ------------------------------------------------------------ what it thinks
    def shares(self, body: Mapping[str, Any]) -> dict[int, float]:
        """Probabilities of its answers to a request: a mark for one picture, a verdict for two."""
        pictures, text = _pictures(body), _text(body)
        captions = zip(pictures, _captions(text, len(pictures)), strict=True)
        values = [self.taste(p) + self.length * len(c) / 100 for p, c in captions]
        if len(values) == 2:
            first = 1 / (1 + math.exp(-(values[0] - values[1] + self.place) / self.scale))
            return {1: first * (1 - self.tie), 2: (1 - first) * (1 - self.tie), 3: self.tie}
        value = min(100.0, max(1.0, values[0])) if values else 1.0
        raw = {n: math.exp(-((n - value) ** 2) / (2 * self.sure**2)) for n in range(1, 101)}
        kept = dict(sorted(raw.items(), key=lambda r: -r[1])[:20])
        return {n: p / sum(kept.values()) for n, p in kept.items()}

    def mark(self, picture: bytes) -> float:
        """The expectation of its marks for a picture, for comparison."""
        shares = self.shares({"messages": [{"role": "user", "content": [_part(picture)]}]})
        return sum(n * p for n, p in shares.items())

    # ------------------------------------------------------------ how it answers
    def text(self, body: Mapping[str, Any]) -> str:
        """A drawn answer; the same question asked again is drawn anew."""
        if "reasons" in _text(body).split("\n")[-1]:
            return "It is bright, in the picture from above."
        key = hashlib.sha256(json.dumps(body["messages"]).encode()).hexdigest()
        with self._lock:
            again = self._asked[key] = self._asked.get(key, -1) + 1
        shares = self.shares(body)
        rng = np.random.default_rng([int(key[:8], 16), again])
        return str(rng.choice(list(shares), p=np.array(list(shares.values())) / sum(shares.values())))

    def tokens(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The same with log-probabilities; `stray` is the share of other words."""
        shares = {str(n): p * (1 - self.stray) for n, p in self.shares(body).items()}
        if self.digits:
            return _digit_tokens(shares)
        if self.stray:
            shares["I"] = self.stray
        return [_token(shares)]

    def behaviour(self, **more: Any) -> Behaviour:
        """Good behaviour, changed as said."""
        return Behaviour(**({"content": self.text, "tokens": self.tokens} | more))

    def saying(self, words: str, **more: Any) -> Behaviour:
        """Answers in words, without log-probabilities; "{}" stands for the number."""
        return self.behaviour(content=lambda body: words.replace("{}", self.text(body)), logprobs=False, **more)


def _digit_tokens(shares: Mapping[str, float]) -> list[dict[str, Any]]:
    """Tokens of single digits along the likeliest number, and the end."""
    said, out = max(shares, key=lambda n: shares[n]), []
    for k in range(len(said) + 1):
        here = {n: p for n, p in shares.items() if n.startswith(said[:k])}
        total, next_ = sum(here.values()), dict[str, float]()
        for n, p in here.items():
            next_[n[k : k + 1] or "<end>"] = next_.get(n[k : k + 1] or "<end>", 0.0) + p / total
        out.append(_token(next_, said[k : k + 1] or "<end>"))
    return out


def _token(shares: Mapping[str, float], said: str = "") -> dict[str, Any]:
    top = [{"token": t, "logprob": math.log(p)} for t, p in sorted(shares.items(), key=lambda s: -s[1]) if p > 1e-12]
    said = said or top[0]["token"]
    return {"token": said, "logprob": 0.0, "top_logprobs": top[:20]}


def _part(picture: bytes) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": "data:image/png;base64," + base64.b64encode(picture).decode()}}


def _parts(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    contents = [m["content"] for m in body["messages"] if m["role"] == "user"]
    return [p for c in contents for p in (c if isinstance(c, list) else [{"type": "text", "text": c}])]


def _pictures(body: Mapping[str, Any]) -> list[bytes]:
    urls = [p["image_url"]["url"] for p in _parts(body) if p["type"] == "image_url"]
    return [base64.b64decode(u.partition("base64,")[2]) for u in urls]


def _text(body: Mapping[str, Any]) -> str:
    return "\n\n".join(p["text"] for p in _parts(body) if p["type"] == "text")


def _captions(text: str, count: int) -> list[str]:
    """The captions of the rooms, in order; "" for one without."""
    found = dict[int, str]()
    for part in text.split("\n\n"):
        for k in range(count):
            head = f"Caption of room {k + 1}: " if count == 2 else "Caption: "
            if part.startswith(head):
                found[k] = part.removeprefix(head)
    return [found.get(k, "") for k in range(count)]


@contextmanager
def serving(*behaviours: Behaviour, retries: int = 1, models: Sequence[str] = ("judge",), **settings: Any):
    """The server with these behaviours, and the model on it."""
    with LoopbackServer(behaviours, tuple(models)) as server:
        given = {"timeout": 20.0, "patience": 30.0, "retries": retries, "concurrency": 4} | settings
        yield server, OpenAIChat(Settings(base_url=server.url, _env_file=None, **given), models[0])
