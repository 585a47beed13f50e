"""Floor plans: one drawing of a scene (`plan_drawing`), written as SVG and as PDF."""

from __future__ import annotations

from idesign.drawing.pdf import write_plan_pdf
from idesign.drawing.plan import plan_drawing
from idesign.drawing.svg import svg_text, write_plan_svg

__all__ = ["plan_drawing", "svg_text", "write_plan_pdf", "write_plan_svg"]
