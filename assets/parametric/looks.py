"""Materials whose look is no choice of style: glass, screens, ceramic, leaves, soil, paper, glowing lamps.

Colours are sRGB. Everything that a person may choose comes from the palette of the spec instead.
"""

from __future__ import annotations

from dataclasses import replace

from assets.model import RGB, Material


def glow(colour: RGB = (1.0, 0.93, 0.80), strength: float = 1.0) -> Material:
    """A lit lamp: a warm white of about 2700 K."""
    lit = tuple(min(1.0, c * strength) for c in colour)
    return Material(f"glow {round(strength, 2)}", colour, roughness=0.6, emission=(lit[0], lit[1], lit[2]))


def lit(material: Material, strength: float = 0.5) -> Material:
    """A shade with a lamp behind it: its own colour, glowing a little, warmed."""
    r, g, b = material.colour
    warm = (min(1.0, 0.26 + r * strength), min(1.0, 0.19 + g * strength), min(1.0, 0.10 + b * strength))
    return Material(f"{material.name} lit", material.colour, 0.85, 0.0, 1.0, warm, material.texture, material.tile)


BULB = glow()
CERAMIC = Material("white ceramic", (0.95, 0.95, 0.94), roughness=0.12)
WATER = Material("water", (0.78, 0.88, 0.90), roughness=0.05, opacity=0.6)
CHROME = Material("chrome", (0.80, 0.81, 0.82), roughness=0.12, metallic=1.0)
STEEL = Material("stainless steel", (0.66, 0.67, 0.68), roughness=0.32, metallic=0.9)
IRON = Material("cast iron", (0.10, 0.10, 0.10), roughness=0.75, metallic=0.2)
BLACK = Material("black plastic", (0.06, 0.06, 0.065), roughness=0.5)
RUBBER = Material("rubber", (0.09, 0.09, 0.09), roughness=0.9)
GREY = Material("grey plastic", (0.45, 0.46, 0.47), roughness=0.55)
WHITE = Material("white plastic", (0.93, 0.93, 0.92), roughness=0.4)
SCREEN = Material("screen", (0.025, 0.03, 0.04), roughness=0.12)
SCREEN_LIT = Material("screen picture", (0.16, 0.30, 0.46), roughness=0.25, emission=(0.10, 0.20, 0.32))
DARK_GLASS = Material("dark glass", (0.05, 0.055, 0.06), roughness=0.08)
GLASS = Material("clear glass", (0.86, 0.93, 0.93), roughness=0.05, opacity=0.28)
SILVER = Material("mirror glass", (0.95, 0.965, 0.96), roughness=0.02, metallic=1.0)
PAPER = Material("paper", (0.95, 0.93, 0.88), roughness=0.9)
MAT_BOARD = Material("mat board", (0.96, 0.95, 0.92), roughness=0.95)
SOIL = Material("soil", (0.17, 0.12, 0.09), roughness=1.0)
BARK = Material("bark", (0.36, 0.26, 0.18), roughness=0.9)
STEM = Material("green stem", (0.30, 0.42, 0.20), roughness=0.7)
LEAF_DARK = Material("dark leaf", (0.13, 0.30, 0.14), roughness=0.45)
LEAF = Material("leaf", (0.22, 0.42, 0.18), roughness=0.5)
LEAF_LIGHT = Material("light leaf", (0.44, 0.58, 0.28), roughness=0.55)
LEAF_GREY = Material("grey-green leaf", (0.42, 0.52, 0.42), roughness=0.6)
WICKER = Material("wicker", (0.69, 0.53, 0.34), roughness=0.9)
WAX = Material("wax", (0.95, 0.92, 0.84), roughness=0.5)
FLAME = Material("flame", (1.0, 0.75, 0.35), roughness=0.8, emission=(1.0, 0.72, 0.30))


def paint(name: str, colour: RGB, roughness: float = 0.6) -> Material:
    """A plain colour."""
    return Material(name, colour, roughness)


def dyed(material: Material, colour: RGB) -> Material:
    """The same stuff in another colour."""
    code = "#" + "".join(f"{round(255 * c):02x}" for c in colour)
    return replace(material, name=f"{material.name} {code}", colour=colour)


def tinted(material: Material, factor: float, name: str) -> Material:
    """The same stuff, lighter (`factor` > 1) or darker."""
    r, g, b = (min(1.0, c * factor) for c in material.colour)
    return Material(name, (r, g, b), material.roughness, material.metallic, material.opacity, material.emission,
                    material.texture, material.tile)  # fmt: skip


BRIGHT: tuple[Material, ...] = tuple(
    Material(f"toy {n}", c, 0.5)
    for n, c in (
        ("red", (0.83, 0.25, 0.22)), ("yellow", (0.95, 0.74, 0.25)), ("blue", (0.22, 0.47, 0.70)),
        ("green", (0.36, 0.62, 0.40)), ("orange", (0.91, 0.51, 0.24)), ("lilac", (0.62, 0.50, 0.72)),
    )
)  # fmt: skip
COVERS: tuple[Material, ...] = tuple(
    Material(f"book {n}", c, 0.75)
    for n, c in (
        ("navy", (0.16, 0.22, 0.35)), ("brick", (0.62, 0.27, 0.20)), ("cream", (0.88, 0.83, 0.72)),
        ("forest", (0.20, 0.33, 0.26)), ("ochre", (0.76, 0.57, 0.25)), ("slate", (0.38, 0.43, 0.47)),
        ("plum", (0.40, 0.22, 0.32)), ("white", (0.92, 0.91, 0.88)), ("teal", (0.20, 0.45, 0.46)),
    )
)  # fmt: skip
