"""The errors of this package: `AssetError`, and of its kind `EmbedderMissingError`."""

from __future__ import annotations


class AssetError(ValueError):
    """Bad input about furniture: an unknown name, an impossible size, a faulty data file. The message is one line that
    says what is wrong, where, and what would be right."""


class EmbedderMissingError(AssetError):
    """The embedder's library or its weights are not on this machine; the message says how to get them."""
