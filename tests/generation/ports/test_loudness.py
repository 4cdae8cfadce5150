"""Loudness: measured as EBU R 128 has it, and brought to a target within half a unit, on real speech too."""

import numpy as np
import pytest

from generation.backends.speech import espeak
from generation.ports import loudness, sound
from generation.ports.loudness import Mixed


def sine(decibels: float, seconds: float = 20, channels: int = 2) -> Mixed:
    """The test signal of EBU Tech 3341: 1 kHz on all channels, its peaks at so many decibels of full scale."""
    one = np.sin(np.arange(round(48_000 * seconds)) / 48_000 * 2 * np.pi * 1000) * 10 ** (decibels / 20)
    return np.repeat(one.astype(np.float32)[:, None], channels, axis=1)


@pytest.fixture(scope="module")
def speech() -> Mixed:
    said = "It is late. Then we leave now, before the storm comes in, and nobody on the quay will ever know of it."
    spoken = espeak.speak(espeak.SpeechRequest(said, "en", "f2", 175, 50), lambda: False)
    heard = loudness.mixed(sound.resampled(spoken.samples, spoken.rate))
    return np.concatenate([heard, np.zeros((48_000, 1), np.float32), heard * np.float32(0.3)])


@pytest.mark.parametrize("decibels", [-23.0, -33.0])
def test_the_signals_of_the_standard_measure_what_it_says(decibels: float) -> None:
    measured = loudness.measure(sine(decibels))
    assert measured.integrated == pytest.approx(decibels, abs=0.1)
    assert measured.true_peak == pytest.approx(decibels, abs=0.2)
    assert measured.range == pytest.approx(0, abs=0.1)


def test_the_gate_of_the_standard_leaves_quiet_parts_out() -> None:
    steps = np.concatenate([sine(-36, 10), sine(-23, 60), sine(-36, 10)])
    assert loudness.measure(steps).integrated == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("target", [-23.0, -16.0, -14.0])
@pytest.mark.parametrize("channels", [1, 2])
def test_speech_is_brought_to_each_target_below_its_true_peak(speech: Mixed, target: float, channels: int) -> None:
    made, said = loudness.brought_to(np.repeat(speech, channels, axis=1), target, -1.0)
    again = loudness.measure(made)
    assert (len(made), again) == (len(speech), said)
    assert said.integrated == pytest.approx(target, abs=0.5)
    assert said.true_peak is not None and said.true_peak <= -1.0


def test_one_gain_is_all_that_is_done_to_what_has_room(speech: Mixed) -> None:
    room = np.full_like(speech, 9)
    made, _ = loudness.brought_to(speech, -23.0, -1.0, into=room)
    assert made is room, "a whole film is not held twice"
    heard = np.abs(speech) > 0.01
    factors = made[heard] / speech[heard]
    assert factors.max() - factors.min() < 1e-5


def test_the_limiter_keeps_times(speech: Mixed) -> None:
    clicks = np.zeros((48_000 * 2, 2), np.float32)
    clicks[48_000] = 1.0
    limited = loudness.limited(clicks, -1.0)
    assert int(np.argmax(np.abs(limited[:, 0]))) == 48_000 and len(limited) == len(clicks)


@pytest.mark.parametrize("length", [0, 1, 4_000, 48_000])
def test_silence_stays_silent_and_short_sound_is_let_be(length: int) -> None:
    silent = np.zeros((length, 2), np.float32)
    made, said = loudness.brought_to(silent, -23.0, -1.0)
    assert (len(made), bool(made.any()), said.integrated is None) == (length, False, True)
