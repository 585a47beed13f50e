"""Floor plans: one drawing of a scene (`plan_drawing`), written as SVG and as PDF."""

from __future__ import annotations

from idesign.drawing.plan import page_plan, plan_drawing, write_plan, write_plan_pdf, write_plan_svg
from idesign.drawing.svg import svg_text

__all__ = ["page_plan", "plan_drawing", "svg_text", "write_plan", "write_plan_pdf", "write_plan_svg"]
