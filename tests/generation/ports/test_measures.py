"""Each measure tells its fault from the innocent picture that is most like it."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from generation.domain.findings import ToneSpread
from generation.ports.measures import Measured, flow, measure, to_lab, tones_of

Film = list[NDArray[np.uint8]]
HEIGHT, WIDTH, COUNT = 72, 128, 12


def scene(shift: float = 0.0) -> NDArray[np.float32]:
    """A textured place, looked at from a little further along; 0 to 1."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    x = columns + shift
    ground = 0.45 + 0.18 * np.sin(x / 7) * np.cos(rows / 9) + 0.12 * np.sin((x + 2 * rows) / 17)
    return np.stack((ground * 1.05, ground, ground * 0.9), axis=-1)


def shown(picture: NDArray[np.float32]) -> NDArray[np.uint8]:
    return (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)


def film(change: Callable[[NDArray[np.float32], int], NDArray[np.float32]], speed: float = 0.5) -> Film:
    return [shown(change(scene(speed * at), at)) for at in range(COUNT)]


def plain(picture: NDArray[np.float32], at: int) -> NDArray[np.float32]:
    return picture


def flickering(picture: NDArray[np.float32], at: int) -> NDArray[np.float32]:
    return picture * (1.06 if at % 2 else 0.94)


def patch_flickering(picture: NDArray[np.float32], at: int) -> NDArray[np.float32]:
    """Half of the picture goes up where the other goes down: its mean stays."""
    gain = np.where(np.arange(WIDTH) < WIDTH // 2, 1.0, -1.0)[None, :, None] * (0.08 if at % 2 else -0.08)
    return (picture * (1 + gain)).astype(np.float32)


def fading(picture: NDArray[np.float32], at: int) -> NDArray[np.float32]:
    return picture * np.float32(0.3 + 0.7 * at / (COUNT - 1))


def measured(change: Callable[..., NDArray[np.float32]] = plain, speed: float = 0.5) -> Measured:
    return measure(film(change, speed))


def spread(one: Measured) -> ToneSpread:
    return ToneSpread(*(tuple(map(str, values)) for values in (one.whole.light, one.whole.a, one.whole.b)))


FLICKER, PULSE, LIGHT, TINT = 2.0, 1.5, 8, 6
"""The limits that a check has unless somebody sets others."""


def test_flicker_is_told_from_a_still_a_slow_and_a_fast_picture() -> None:
    innocent = [measured(speed=speed).flicker for speed in (0.0, 0.5, 3.0, 6.0)]
    assert max(innocent) < FLICKER / 2 < FLICKER < min(measured(flickering, speed).flicker for speed in (0.0, 0.5, 3.0))


def test_flicker_of_a_part_is_found_where_the_whole_does_not_pulse() -> None:
    parted = measured(patch_flickering)
    assert parted.flicker > FLICKER and parted.pulse < PULSE


def test_a_pulse_is_told_from_a_fade_and_from_motion() -> None:
    innocent = [measured(fading).pulse, measured(speed=6.0).pulse]
    assert max(innocent) < PULSE / 2 < PULSE < measured(flickering).pulse


def test_a_fade_is_no_flicker() -> None:
    assert measured(fading).flicker < FLICKER / 2


def warming(picture: NDArray[np.float32], at: int) -> NDArray[np.float32]:
    """The light goes from neutral to warm, as a lamp that is turned down does."""
    return picture * np.array([1 + 0.01 * at, 1.0, 1 - 0.02 * at], np.float32)


def grainy(picture: NDArray[np.float32], at: int) -> NDArray[np.float32]:
    return picture + np.random.default_rng(at).normal(0, 0.02, picture.shape).astype(np.float32)


@pytest.mark.parametrize("change", [warming, grainy, fading])
@pytest.mark.parametrize("speed", [0.0, 3.0])
def test_what_warms_fades_or_has_grain_neither_flickers_nor_pulses(
    change: Callable[..., NDArray[np.float32]], speed: float
) -> None:
    innocent = measured(change, speed)
    assert innocent.flicker < FLICKER and innocent.pulse < PULSE / 2


def test_darker_is_light_and_warmer_is_tint() -> None:
    whole, framed = spread(measured()), spread(measured(speed=9.0))
    darker = spread(measured(lambda picture, at: picture * 0.8))
    warmer = spread(measured(lambda picture, at: picture * np.array([1.12, 1.0, 0.75], np.float32)))
    assert whole.light_apart(framed) < LIGHT / 2 and whole.tint_apart(framed) < TINT / 2, "another framing of the place"
    assert darker.light_apart(whole) > LIGHT and darker.tint_apart(whole) < TINT / 2
    assert warmer.tint_apart(whole) > TINT and warmer.light_apart(whole) < LIGHT / 2


def test_flow_finds_where_things_went() -> None:
    one, two = (to_lab(shown(scene(shift)))[..., 0] for shift in (0.0, 4.0))
    inner = flow(one, two)[16:-16, 16:-16]
    assert np.median(inner[..., 0]) == pytest.approx(-4, abs=0.5)
    assert np.median(np.abs(inner[..., 1])) < 0.5


def test_a_cut_within_is_nothing_that_flow_could_judge() -> None:
    dice = np.random.default_rng(3)
    noise = [dice.integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8) for _ in range(2)]
    assert measure(noise).flicker == 0.0


def test_one_frame_is_measured_too() -> None:
    alone = measure([shown(scene())])
    assert (alone.count, alone.flicker, alone.pulse) == (1, 0.0, 0.0)
    assert alone.whole == alone.first == alone.last == tones_of(shown(scene()))


def test_lab_knows_white_black_and_red() -> None:
    white, black, red = to_lab(np.array([[[255, 255, 255], [0, 0, 0], [255, 0, 0]]], np.uint8))[0]
    assert white == pytest.approx([100, 0, 0], abs=0.1)
    assert black == pytest.approx([0, 0, 0], abs=0.1)
    assert red == pytest.approx([53.2, 80.1, 67.2], abs=0.3)
