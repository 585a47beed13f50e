"""Options that several commands share, so that each reads and means the same everywhere."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON value to stdout.")]
RendererOption = Annotated[
    Literal["auto", "pyrender", "mitsuba"], typer.Option("--renderer", help="auto takes OpenGL where there is one.")
]
PolicyOption = Annotated[
    Literal["any", "commercial", "cc0"],
    typer.Option("--licence-policy", help="Use only models whose licence allows this."),
]
UnitsOption = Annotated[
    Literal["metric", "imperial"],
    typer.Option("--units", help="Of plans and elevations: imperial is feet and inches."),
]
PaperOption = Annotated[
    Literal["A4", "A3", "Letter", "Tabloid"] | None,
    typer.Option("--paper", case_sensitive=False, help="Of plans and elevations; else the smallest that serves."),
]
EmbedderOption = Annotated[
    str,
    typer.Option(
        "--embedder",
        help="Compares words: lexical, minilm, openclip, or a folder with a sentence-transformers model "
        "(default: IDESIGN_EMBEDDER, else lexical).",
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", help="Another seed gives another good answer.")]
JudgeOption = Annotated[
    list[str] | None, typer.Option("--judge", help="A model that sees pictures, on the configured server; several.")
]
CriteriaOption = Annotated[str, typer.Option("--criteria", help="Some of functionality,layout,colours,… (all).")]
CallsOption = Annotated[int | None, typer.Option("--max-calls", min=0, help="Ask each judge at most so often.")]
JudgeReplayOption = Annotated[bool, typer.Option("--replay", help="No server: only what the record in --out holds.")]
LlmOption = Annotated[str, typer.Option("--llm", help="auto, offline, or the name of a model.")]
