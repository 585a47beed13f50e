"""Words to looks: names, colours, styles, textures."""

from __future__ import annotations

import numpy as np
import pytest

from assets.catalogue import category
from assets.errors import AssetError
from assets.materials import colour, colours, material, material_name, presets
from assets.palette import colour_name, palette
from assets.styles import style, styles
from assets.textures import names, texture


def test_enough_to_choose_from() -> None:
    assert len(presets()) >= 35
    assert len(colours()) >= 60
    assert len(styles()) >= 10


@pytest.mark.parametrize("preset", presets().values(), ids=lambda p: p.name)
def test_every_texture_exists(preset: object) -> None:
    wanted = getattr(preset, "texture")  # noqa: B009
    assert wanted is None or wanted in names()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("oak", "oak"), ("pale oak", "light oak"), ("wicker", "rattan"), ("gold lacquer", "lacquer"),
        ("stainless steel", "brushed steel"), ("blue velvet", "velvet"), ("fabric", "cotton"), ("nonsense", None),
    ],
)  # fmt: skip
def test_material_words(words: str, name: str | None) -> None:
    assert material_name(words) == name


@pytest.mark.parametrize("words", ["navy", "light blue", "dark-green", "gray", "#336699", "off white"])
def test_colour_words(words: str) -> None:
    rgb = colour(words)
    assert rgb is not None
    assert all(0.0 <= c <= 1.0 for c in rgb)


def test_a_dye_changes_the_colour_and_keeps_the_stuff() -> None:
    plain, dyed = material("velvet"), material("velvet", "navy")
    assert dyed.colour == colour("navy")
    assert dyed.texture == plain.texture
    assert dyed.name != plain.name


@pytest.mark.parametrize("words", ["unobtainium", ""])
def test_unknown_material_is_refused_with_the_known_ones(words: str) -> None:
    with pytest.raises(AssetError, match="oak"):
        material(words)


def test_unknown_colour_is_refused() -> None:
    with pytest.raises(AssetError, match="unknown colour"):
        material("velvet", "octarine")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Scandi", "scandinavian"), ("cosy boho style", "bohemian"), ("art-deco", "art deco"), ("farmhouse", "rustic"),
        ("mid century modern", "mid-century"), ("whatever", "modern"),
    ],
)  # fmt: skip
def test_style_words(words: str, name: str) -> None:
    assert style(words).name == name


def test_styles_can_be_told_apart() -> None:
    looks = {(s.legs, s.handle, s.front, s.back, s.wood, s.metal, s.fabric) for s in styles().values()}
    assert len(looks) == len(styles())


@pytest.mark.parametrize(
    ("name", "materials", "wished", "primary", "secondary"),
    [
        ("sofa", (), ("blue",), "blue wool", "oak"),
        ("sofa", ("leather",), (), "leather", "oak"),
        ("sofa", ("velvet", "walnut"), ("emerald",), "emerald velvet", "walnut"),
        ("dining_table", ("marble",), (), "marble", None),
        ("wardrobe", (), ("white",), "white lacquer", "white lacquer"),
        ("wardrobe", ("oak",), ("white",), "white oak", None),
        ("bed_double", ("velvet",), ("navy",), "navy velvet", None),
        ("dresser", (), ("white", "oak brown"), None, None),
    ],
)
def test_wishes_reach_the_right_part(
    name: str, materials: tuple[str, ...], wished: tuple[str, ...], primary: str | None, secondary: str | None
) -> None:
    if "oak brown" in wished:
        with pytest.raises(AssetError, match="unknown colour"):
            palette(category(name), style("modern"), materials, wished)
        return
    p = palette(category(name), style("modern"), materials, wished)
    assert primary is None or p.primary.name == primary
    assert secondary is None or p.secondary.name == secondary


@pytest.mark.parametrize("word", ["white", "black", "navy", "sage", "mustard", "terracotta"])
def test_a_colour_is_named_by_its_own_word(word: str) -> None:
    rgb = colour(word)
    assert rgb is not None
    assert colour_name(rgb) == word


@pytest.mark.parametrize("name", names())
def test_texture_tiles_without_a_seam(name: str) -> None:
    """The step across the edge is like the steps inside: no larger than the largest but one in a hundred."""
    image = texture(name).astype(np.float64).mean(axis=2)
    for axis in (0, 1):
        seam = np.abs(np.take(image, 0, axis) - np.take(image, -1, axis)).mean()
        inside = np.abs(np.diff(image, axis=axis)).mean(axis=1 - axis)
        assert seam <= np.quantile(inside, 0.98) * 1.3 + 1.0


@pytest.mark.parametrize("name", names())
def test_texture_multiplies_gently(name: str) -> None:
    image = texture(name)
    assert image.shape == (256, 256, 3)
    assert image.dtype == np.uint8
    assert image.mean() / 255 > 0.7
    assert texture(name) is image


def test_unknown_texture_is_refused() -> None:
    with pytest.raises(AssetError, match="unknown texture"):
        texture("plaid of nowhere")


@pytest.mark.parametrize("name", ["pouf", "beanbag", "towel", "towel_stack", "bath_mat", "vase", "mug", "tableware"])
def test_small_things_are_of_their_style_too(name: str) -> None:
    looks = {palette(category(name), style(s), (), ()).primary.colour for s in ("modern", "classic", "industrial")}
    assert len(looks) == 3
