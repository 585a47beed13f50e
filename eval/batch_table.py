"""The manifest as a table for columnar tools: `manifest.parquet`, one row for each record, where pyarrow is installed.

Scores, timings and counts become maps, so that every batch has the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from idesign.batch.record import Record
from idesign.files import whole_file

FILE = "manifest.parquet"
ROWS = 1000
"""Records in one row group."""


def write_parquet(records: Iterable[Record], folder: Path) -> Path | None:
    """Writes the table, group by group; None where pyarrow is not installed (`pip install "idesign[parquet]"`)."""
    if find_spec("pyarrow") is None:
        return None
    import pyarrow
    import pyarrow.parquet

    schema, rows = _schema(pyarrow), iter(records)
    with whole_file(folder / FILE) as temporary, pyarrow.parquet.ParquetWriter(temporary, schema) as writer:
        while group := [_row(r) for r in islice(rows, ROWS)]:
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
    return folder / FILE


def _schema(pa: Any) -> Any:
    text, whole, number = pa.string(), pa.int64(), pa.float64()
    counts, numbers, texts = pa.map_(text, whole), pa.map_(text, number), pa.map_(text, text)
    file = pa.struct([("bytes", whole), ("sha256", text)])
    return pa.schema(
        [(name, text) for name in ("id", "status", "reason", "text", "room_type", "style", "layout", "duplicate_of")]
        + [(name, whole) for name in ("line", "tries", "seed", "tokens")]
        + [(name, number) for name in ("width", "depth", "area", "cost")]
        + [("checks", pa.list_(text)), ("notes", pa.list_(text)), ("categories", counts), ("licences", counts)]
        + [("scores", numbers), ("timings", numbers), ("models", texts), ("versions", texts)]
        + [("files", pa.map_(text, file))]
    )


def _row(record: Record) -> dict[str, Any]:
    """Field by field; a mapping becomes a list of pairs, as pyarrow reads maps."""
    row = {k: list(v.items()) if isinstance(v, dict) else v for k, v in asdict(record).items() if k != "schema"}
    size = row.pop("size") or (None, None)
    return {**row, "width": size[0], "depth": size[1]}
