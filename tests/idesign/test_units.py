"""Lengths, areas and money: what people write is read, what is no quantity is refused in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idesign import units
from idesign.brief import Money
from idesign.errors import InputError, RoomError


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("4.2", 4.2), ("4.2 m", 4.2), ("420 cm", 4.2), ("4200mm", 4.2), ("13'9\"", 4.191), ("13 ft 9 in", 4.191),
        ("13’ 9”", 4.191), ("1.9 m", 1.9), ("4,10 m", 4.1), ("75 inches", 1.905), ("14'", 4.2672), ("2 metres", 2.0),
        ("2 m 40", 2.4), ("2m40cm", 2.4),
    ],
)  # fmt: skip
def test_lengths(text: str, metres: float) -> None:
    assert units.parse_length(text) == pytest.approx(metres)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("4x3.5", (4.0, 3.5)), ("4.2 by 3.6 m", (4.2, 3.6)), ("16 ft by 12 ft", (4.8768, 3.6576)),
        ("2.2 by 2.6 metres", (2.2, 2.6)), ("500 x 400 cm", (5.0, 4.0)), ("14' x 18'", (4.2672, 5.4864)),
        ("12 ft 6 in by 11 ft", (3.81, 3.3528)), ("4×4", (4.0, 4.0)), ("16 ft by 12", (4.8768, 3.6576)),
    ],
)  # fmt: skip
def test_room_sizes(text: str, size: tuple[float, float]) -> None:
    assert units.parse_room_size(text) == pytest.approx(size)


@pytest.mark.parametrize(("text", "hour"), [("17:30", 17.5), ("9", 9.0), ("0:15", 0.25), (" 23:59 ", 23 + 59 / 60)])
def test_hours(text: str, hour: float) -> None:
    assert units.parse_hour(text) == pytest.approx(hour)


@pytest.mark.parametrize("text", ["24:00", "7:60", "noon", "", "-1", "7.30"])
def test_what_is_no_hour(text: str) -> None:
    with pytest.raises(InputError, match="17:30"):
        units.parse_hour(text)


@pytest.mark.parametrize("text", ["-3", "nan", "0", "", "4 m x", "inf", "wide", "4 m 5 m", "1e400"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(InputError) as error:
        units.parse_length(text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text", ["4x", "4 x", "0.5 x 0.5 m", "400 m x 3 m", "-4x3", "nan x 4", "4", "", "4x3x2", "4 x 3 bananas", "0x0"]
)
def test_what_is_no_room_size(text: str) -> None:
    with pytest.raises(RoomError) as error:
        units.parse_room_size(text)
    assert "\n" not in str(error.value)


def test_areas_and_money() -> None:
    for text, area in (("20 m2", 20.0), ("20 square metres", 20.0), ("20 sqm", 20.0), ("200 sq ft", 18.5806)):
        found = units.read_area(units.split(text), 0)
        assert found is not None
        assert found[0] == pytest.approx(area, abs=1e-3)
    assert units.parse_money("$4,000") == Money(4000.0, "USD")
    assert units.parse_money("1500 €") == units.parse_money("€1500") == Money(1500.0, "EUR")
    assert units.parse_money("3000 GBP") == units.parse_money("£3000") == Money(3000.0, "GBP")


@given(st.floats(0.01, 99.0))
def test_units_agree(metres: float) -> None:
    m = round(metres, 3)
    cm, feet = units.parse_length(f"{m * 100:.1f} cm"), units.parse_length(f"{m / 0.3048:.6f} ft")
    assert units.parse_length(f"{m:.3f} m") == pytest.approx(cm, abs=1e-3) == pytest.approx(feet, abs=1e-3)


@given(st.text(max_size=30))
def test_any_text_is_a_length_or_refused(text: str) -> None:
    line = ""
    try:
        assert units.parse_length(text) > 0
    except InputError as error:
        line = str(error)
    assert "\n" not in line
