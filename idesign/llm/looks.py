"""Words for colours, materials and finishes in a model's reply: those that the library knows, and those that it does
not, which are told and not built."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from assets.errors import AssetError
from assets.materials import colour, material, material_name


def known_colour(words: str) -> bool:
    """Whether a colour can be made of the words."""
    try:
        return colour(words) is not None
    except AssetError:  # "#" and what is no number
        return False


def known_material(words: str) -> bool:
    return material_name(words) is not None


def known_finish(where: Literal["floor", "wall"], words: str) -> bool:
    """Whether the words name a finish of the room, or a material that can be one."""
    from idesign.render.finishes import finish_named

    if finish_named(where, words) is not None:
        return True
    try:
        material(words)
    except AssetError:
        return False
    return True


def parted(words: Iterable[str], known: Callable[[str], bool]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that are known and those that are not, in lower case; blank ones are dropped."""
    said = [w.lower() for w in words if w.strip()]
    return tuple(w for w in said if known(w)), tuple(w for w in said if not known(w))
