"""Who reads and who designs: what `--llm` names, or a record of an earlier run, becomes a reader and a designer."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from idesign.brief import Brief, RoomWish
from idesign.design import Designer
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.reading import read_brief
from idesign.pipeline import Finder, finder_for, made_to_size
from idesign.units import parse_money

if TYPE_CHECKING:
    from idesign.llm.budget import Account, Meter
    from idesign.llm.chat import ChatModel
    from idesign.llm.record import Asked, Recorder, RunRecord
    from idesign.scene import Scene
    from idesign.settings import Settings
    from idesign.team.session import Role, Session

Reader = Callable[[str, RoomWish | None, int, str | None], Brief]
"""Text, what is known of the room, seed, style."""
Say = Callable[[str], None]
BARE_NUMBER = re.compile(r"[\d.,\s]+")
REPLIES = "replies"
"""The folder of the cache with models' replies."""


@dataclass(frozen=True)
class Staff:
    """A reader, a designer and, with models, the recorder of what they said."""

    read: Reader
    designer: Designer
    recorder: Recorder | None = None

    def brief(self, asked: Asked) -> Brief:
        """The request read; its budget wins over its words. A budget without a currency is in euros, and this is
        said. Raises `BriefError` for a text, and `InputError` for a budget, that cannot be used."""
        brief = self.read(asked.text, asked.room, asked.seed, asked.style)
        if not asked.budget:
            return brief
        if BARE_NUMBER.fullmatch(asked.budget):
            assumed = (*brief.assumed, f"The budget of {asked.budget} is in EUR.")
            return replace(brief, assumed=assumed, budget=parse_money(f"{asked.budget} EUR"))
        return replace(brief, budget=parse_money(asked.budget))

    def sign(self, scene: Scene) -> Scene:
        """The scene with the models that gave answers, by role."""
        if self.recorder is None:
            return scene
        from idesign.llm.record import models_of
        from idesign.team.session import ROLES

        models = dict(models_of(self.recorder.turns))
        designer = "team" if set(models) & set(ROLES) else scene.provenance.designer
        return replace(scene, provenance=replace(scene.provenance, designer=designer, models=models))

    def record(self, asked: Asked) -> RunRecord | None:
        """The record of the run; None without models."""
        return self.recorder.record(asked) if self.recorder else None


def build_staff(
    llm: str, say: Say = lambda text: None, finder: Finder = made_to_size, account: Account | None = None
) -> Staff:
    """`offline`: the built-in reader and designer. `auto`: models when a server is configured and a model named, else
    the built-in ones. Any other word is a model's name on the configured server; roles with a model of their own in
    the settings keep it. What models cost is paid from `account`. Raises `InputError` when a server is needed and none
    is configured, or a model's price is needed and not known."""
    if llm == "offline":
        return Staff(_embedded, EmbeddedDesigner())
    from idesign.settings import Settings
    from idesign.team.session import Session

    settings = Settings()
    if llm == "auto" and not (settings.configured and settings.model):
        return Staff(_embedded, EmbeddedDesigner())
    chats = _Chats(settings, "" if llm == "auto" else llm, account)
    session = Session(chats, chats.recorder, settings.patience, settings.team_patience, say)
    return _team(session, finder, pictures)


def replay_staff(record: RunRecord, say: Say = lambda text: None, finder: Finder = made_to_size) -> Staff:
    """The staff that says again what a record holds, without any server."""
    from idesign.llm.record import Recorder, ReplayedChat
    from idesign.settings import Settings
    from idesign.team.session import Session

    if not record.turns:
        return Staff(_embedded, EmbeddedDesigner())
    recorder = Recorder()
    played: dict[str, ChatModel] = {}

    def chat(role: Role) -> ChatModel:
        return _recorded(played.setdefault(role, ReplayedChat(record, role)), role, recorder, Settings(_env_file=None))

    return _team(Session(chat, recorder, math.inf, math.inf, say), finder, lambda scene: ())


class _Chats:
    """The models of all roles on the configured server, recorded."""

    def __init__(self, settings: Settings, model: str, account: Account | None = None) -> None:
        from idesign.llm.record import Recorder

        self._settings, self._model, self._account = settings, model, account
        self.recorder = Recorder()
        self("reader")  # what is missing is said before any work

    def __call__(self, role: Role) -> ChatModel:
        from idesign.llm.cached import CachedChat
        from idesign.llm.openai_chat import OpenAIChat

        settings, model = self._settings, self._settings.model_of(role, self._model)
        chat: ChatModel = OpenAIChat(settings, model, self._meter(model))
        if settings.model_cache:
            chat = CachedChat(chat, settings.cache_dir / REPLIES, settings.server)
        return _recorded(chat, role, self.recorder, settings)

    def _meter(self, model: str) -> Meter | None:
        from idesign.llm.budget import meter_of

        return None if self._account is None else meter_of(self._account, self._settings, model)


def _recorded(chat: ChatModel, role: Role, recorder: Recorder, settings: Settings) -> ChatModel:
    from idesign.llm.prices import cost_of
    from idesign.llm.record import RecordedChat

    return RecordedChat(chat, role, recorder, lambda model, usage: cost_of(settings, model, usage))


def _team(session: Session, finder: Finder, look: Callable[[Scene], tuple[bytes, ...]]) -> Staff:
    from idesign.designers.model_reader import ModelReader
    from idesign.team.session import hearing
    from idesign.team.team import TeamDesigner

    reader = ModelReader(session.chat("reader"), session.seconds, hearing("reader", (), session.say))
    return Staff(reader.read, TeamDesigner(session, lambda brief: finder_for(brief, finder), look), session.recorder)


def pictures(scene: Scene) -> tuple[bytes, ...]:
    """What the critic sees: the first view at eye level and the one from above, as PNG files."""
    from idesign.render.renderer import render_views

    with tempfile.TemporaryDirectory() as folder:
        paths = {p.stem: p for p in render_views(scene, Path(folder))}
        return tuple(paths[name].read_bytes() for name in ("view-1", "top") if name in paths)


def _embedded(text: str, room: RoomWish | None, seed: int, style: str | None) -> Brief:
    return read_brief(text, room=room, seed=seed, style=style)
