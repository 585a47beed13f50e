"""Names become things in one place: the reader and the designer that `--llm` names."""

from __future__ import annotations

from collections.abc import Callable

from idesign.brief import Brief, RoomWish
from idesign.design import Designer
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.reading import read_brief

Reader = Callable[[str, RoomWish | None, int, str | None], Brief]
"""Text, what is known of the room, seed, style."""


def build_reader(llm: str) -> Reader:
    """`offline`: the embedded reader. `auto`: a model when a server is configured, else the embedded one. Any other
    word is a model's name on the configured server."""
    if llm == "offline":
        return _embedded
    from idesign.designers.model_reader import ModelReader
    from idesign.llm.openai_chat import OpenAIChat
    from idesign.settings import Settings

    settings = Settings()
    model = settings.model if llm == "auto" else llm
    if llm == "auto" and not (settings.configured and model):
        return _embedded
    return ModelReader(OpenAIChat(settings, model)).read


def build_designer(llm: str) -> Designer:
    """The designer; until the team of agents exists, the embedded one designs from whatever was read."""
    return EmbeddedDesigner()


def _embedded(text: str, room: RoomWish | None, seed: int, style: str | None) -> Brief:
    return read_brief(text, room=room, seed=seed, style=style)
