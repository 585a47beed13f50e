"""The embedded reader: a request in plain English to a `Brief`, with no model and no network."""

from idesign.designers.embedded.reading.reader import read_brief

__all__ = ["read_brief"]
