"""What a licence allows, from the words that sources use for it.

Names: SPDX (https://spdx.org/licenses) and Creative Commons' short names, as Objaverse ("by-nc"), HSSD and ABO write
them. An unknown licence allows nothing but looking.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal, get_args

from assets.errors import AssetError

Policy = Literal["any", "commercial", "cc0"]
POLICIES: tuple[str, ...] = get_args(Policy)
_PUBLIC = re.compile(r"cc-?0|public-?domain|unlicense|^pdm|^zero")
_OPEN = re.compile(r"^(cc-)?by(-sa)?(-\d|$)|^mit|^apache|^bsd|^isc|attribution(-share-?alike)?(-\d.*)?$")
_CLOSED = re.compile(r"(^|-)(nc|nd)(-|$)|non-?commercial|no-?deriv|editorial|all-rights")


def spelled(licence: str) -> str:
    """Lower case, words joined by hyphens: "CC BY-NC 4.0" is "cc-by-nc-4.0"."""
    return re.sub(r"[\s_/]+", "-", licence.strip().lower())


def is_public(licence: str) -> bool:
    """Whether it gives everything away, as CC0 does."""
    return bool(_PUBLIC.search(spelled(licence))) and not _CLOSED.search(spelled(licence))


def is_commercial(licence: str) -> bool:
    """Whether it is known to allow selling what is made with it."""
    name = spelled(licence)
    return is_public(licence) or (bool(_OPEN.search(name)) and not _CLOSED.search(name))


def allows(policy: str, licence: str) -> bool:
    """Whether a model of that licence may be used. Raises `AssetError` for an unknown policy."""
    if policy not in POLICIES:
        raise AssetError(f"licence policy '{policy}': use {', '.join(POLICIES)}")
    return policy == "any" or (is_public(licence) if policy == "cc0" else is_commercial(licence))


def left_out(licences: Iterable[str], policy: str) -> tuple[str, ...]:
    """One line for each licence among these that the policy does not allow."""
    gone = Counter(name for name in licences if not allows(policy, name))
    return tuple(
        f"{n} model{'s' if n > 1 else ''} left out: the licence '{name}' is not allowed by --licence-policy {policy}"
        for name, n in sorted(gone.items())
    )
