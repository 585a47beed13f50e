"""The one error type of this package."""

from __future__ import annotations


class AssetError(ValueError):
    """Bad input about furniture: an unknown name, an impossible size, a faulty data file. The message is one line that
    says what is wrong, where, and what would be right."""
