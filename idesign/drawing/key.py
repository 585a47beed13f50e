"""The key of a plan: which number stands for which things. Equal things have consecutive numbers and share a row."""

from __future__ import annotations

from dataclasses import dataclass

from idesign.drawing.text import centimetres, extents
from idesign.scene import Scene, SceneObject
from idesign.units import Units


@dataclass(frozen=True)
class KeyRow:
    """One row: the numbers of equal things, or none for what stands on others (`on` are the numbers of those)."""

    things: tuple[SceneObject, ...]
    numbers: tuple[int, ...] = ()
    on: tuple[int, ...] = ()

    @property
    def mark(self) -> str:
        """ "4", "4–11", or "on 3"."""
        return _numerals(self.numbers) or f"on {_numerals(self.on)}"

    @property
    def name(self) -> str:
        n = len(self.things)
        label = self.things[0].name or self.things[0].category.replace("_", " ")
        return f"{n} × {label}" if n > 1 else label[:1].upper() + label[1:]

    @property
    def ids(self) -> str:
        return ", ".join(t.id for t in self.things)

    def size_in(self, units: Units) -> str:
        """Width, depth and height in centimetres or inches."""
        return extents(self.things[0].size, units)


def key_rows(scene: Scene) -> tuple[KeyRow, ...]:
    """Numbered rows for what stands on the floor, then for what hangs; after each carrier what it carries."""
    standing = [o for o in scene.objects if o.support == "floor"]
    hanging = [o for o in scene.objects if o.support in ("wall", "ceiling")]
    rows: list[KeyRow] = []
    number = 1
    for group in (*_alike(standing), *_alike(hanging)):
        rows.append(KeyRow(group, tuple(range(number, number + len(group)))))
        number += len(group)
    return tuple(r for row in rows for r in (row, *_carried(scene, row)))


def _alike(things: list[SceneObject]) -> list[tuple[SceneObject, ...]]:
    groups: dict[tuple[str, str, str], list[SceneObject]] = {}
    for t in things:
        groups.setdefault((t.category, t.name, centimetres(t.size)), []).append(t)
    return [tuple(g) for g in groups.values()]


def _numerals(numbers: tuple[int, ...]) -> str:
    """Ascending numbers: "4", "4–11", "4, 6", "4–6, 9"."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def _carried(scene: Scene, row: KeyRow) -> list[KeyRow]:
    """What stands on the row's things, or on what stands on them; equal things on several of them share a row."""
    on = {t.id: n for c, n in zip(row.things, row.numbers, strict=True) for t in _all_on(scene, c.id)}
    things = [t for c in row.things for t in _all_on(scene, c.id)]
    return [KeyRow(g, (), tuple(sorted({on[t.id] for t in g}))) for g in _alike(things)]


def _all_on(scene: Scene, carrier: str) -> list[SceneObject]:
    direct = [o for o in scene.objects if o.support == carrier]
    return direct + [t for d in direct for t in _all_on(scene, d.id)]


def numbers_by_id(rows: tuple[KeyRow, ...]) -> dict[str, int]:
    """The number of each numbered thing."""
    return {t.id: n for row in rows for t, n in zip(row.things, row.numbers, strict=False)}
