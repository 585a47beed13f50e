"""Layers with their pens, and the tones that areas are filled with.

Layer names follow the US National CAD Standard (AIA layer guidelines: discipline, major and minor group). Pen widths
are those of ISO 128-2 for small sheets (0.13, 0.18, 0.25, 0.35, 0.5 mm).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Layer = Literal[
    "A-FLOR", "A-WALL", "A-DOOR", "A-DOOR-SWNG", "A-GLAZ", "I-FURN", "I-FURN-DETL", "I-FURN-OVHD", "I-FURN-RUGS",
    "A-ANNO-DIMS", "A-ANNO-NOTE", "A-ANNO-TTLB", "A-ANNO-LEAD", "A-ANNO-CLRN",
    "A-ANNO-EVID",
]  # fmt: skip
Tone = Literal[
    "paper", "floor", "wall", "wood", "soft", "linen", "fixture", "metal", "stone", "plant", "rug", "ink", "glass",
    "way", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5",
]  # fmt: skip


@dataclass(frozen=True)
class Pen:
    """Width [mm], colour, and dashes [mm] of a layer's lines. Width 0: no line."""

    width: float
    colour: str = "#2f343a"
    dash: tuple[float, ...] = ()


PENS: dict[Layer, Pen] = {
    "A-FLOR": Pen(0.0),
    "A-WALL": Pen(0.35, "#23272b"),
    "A-DOOR": Pen(0.25),
    "A-DOOR-SWNG": Pen(0.13, "#6d757d"),
    "A-GLAZ": Pen(0.18),
    "I-FURN": Pen(0.25, "#3a4046"),
    "I-FURN-DETL": Pen(0.13, "#737b83"),
    "I-FURN-OVHD": Pen(0.18, "#6d757d", (1.4, 0.9)),
    "I-FURN-RUGS": Pen(0.13, "#9a8f80"),
    "A-ANNO-DIMS": Pen(0.13, "#59626b"),
    "A-ANNO-NOTE": Pen(0.18, "#23272b"),
    "A-ANNO-LEAD": Pen(0.13, "#59626b"),
    "A-ANNO-TTLB": Pen(0.18, "#9aa2aa"),
    "A-ANNO-CLRN": Pen(0.18, "#2c7fb8", (1.0, 0.8)),
    "A-ANNO-EVID": Pen(0.5, "#c0281c"),
}

TONES: dict[Tone, str] = {
    "paper": "#ffffff",
    "floor": "#fbf8f3",
    "wall": "#454c54",
    "wood": "#f1e6d6",
    "soft": "#e9edf1",
    "linen": "#f9fafb",
    "fixture": "#fdfefe",
    "metal": "#e4e8eb",
    "stone": "#eef0ef",
    "plant": "#d8e6d2",
    "rug": "#f4eee4",
    "ink": "#3a4046",
    "glass": "#e4f0f6",
    "way": "#e6f2de",
    "heat-1": "#c7e9b4",
    "heat-2": "#7fcdbb",
    "heat-3": "#41b6c4",
    "heat-4": "#2c7fb8",
    "heat-5": "#253494",
}
"""The five of heat maps, from little to much, are ColorBrewer 2.0's YlGnBu without its palest, which the colour-blind
tell apart."""

TEXT_COLOUR = "#23272b"
FAINT_COLOUR = "#79828b"
LAYERS: tuple[Layer, ...] = get_args(Layer)
