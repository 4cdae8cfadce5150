"""Sound: kept without loss, known by its samples, exact in its length."""

import base64
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from generation.ports import sound
from generation.ports.types import types
from tests.generation.sounds import measure, read


def tone(count: int = 9_000, hertz: float = 440) -> sound.Samples:
    return (np.sin(np.arange(count) * 2 * np.pi * hertz / sound.RATE) * 20_000).astype(np.int16)


def written(
    path: Path, samples: np.ndarray[Any, Any], codec: str, format_: str, layout: str = "mono", rate: int = 48_000
) -> Path:
    """A file of sound as other programs write it."""
    with av.open(str(path), "w") as file:
        stream: Any = file.add_stream(codec, rate=rate, layout=layout)
        stream.codec_context.format = format_
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format=format_, layout=layout)
        frame.sample_rate = rate
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("count", [1, 4_095, 4_096, 48_000, 100_001])
def test_sound_comes_back_as_it_went_in(tmp_path: Path, count: int) -> None:
    samples = tone(count)
    sound.write(tmp_path / "a.flac", samples)
    assert (read(tmp_path / "a.flac") == samples).all()
    assert measure(tmp_path / "a.flac") == (48_000, 1, count)
    assert types()["audio"].content(tmp_path / "a.flac") == sound.content_of(samples)


def test_the_same_sound_is_the_same_file(tmp_path: Path) -> None:
    for name in "ab":
        sound.write(tmp_path / name, tone())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_who_wrote_a_file_and_how_wide_its_samples_are_does_not_count(tmp_path: Path) -> None:
    wide = written(tmp_path / "wide.flac", tone().astype(np.int32) << 16, "flac", "s32")
    wav = written(tmp_path / "plain.wav", tone(), "pcm_s16le", "s16")
    assert sound.content(wide) == sound.content(wav) == sound.content_of(tone())


def test_every_sample_counts(tmp_path: Path) -> None:
    other = tone()
    other[4_000] += 1
    assert sound.content_of(other) != sound.content_of(tone())
    assert sound.content_of(tone()[:-1]) != sound.content_of(tone())


def test_two_channels_are_not_one_that_is_twice_as_long(tmp_path: Path) -> None:
    both = written(tmp_path / "both.flac", tone(), "flac", "s16", "stereo")
    assert measure(both) == (48_000, 2, 4_500)
    assert sound.content(both) != sound.content_of(tone())


@pytest.mark.parametrize("make", ["words", "slow", "empty", "cut"])
def test_what_is_no_such_sound_is_refused_in_words(tmp_path: Path, make: str) -> None:
    path = tmp_path / "it.flac"
    match make:
        case "words":
            path.write_text("#EXTM3U\nhttp://127.0.0.1/x.flac\n")
        case "slow":
            written(path, tone(), "flac", "s16", rate=22_050)
        case "empty":
            path.touch()
        case _:
            sound.write(path, tone(100_000))
            path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(sound.Unreadable, match=r"it\.flac"):
        sound.content(path)


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60"])
def test_frames_last_as_long_as_their_samples(rate: str) -> None:
    exact = Fraction(rate)
    for frames in (1, 7, 72, 28_800):
        assert abs(Fraction(sound.samples_of(frames, exact), sound.RATE) - frames / exact) <= Fraction(1, 96_000)
    assert sound.samples_of(24, Fraction(24)) == 48_000
    assert sound.samples_of(1, Fraction(24_000, 1_001)) == 2_002


def test_another_rate_becomes_ours_and_keeps_its_pitch() -> None:
    slow = (np.sin(np.arange(22_050) * 2 * np.pi * 440 / 22_050) * 20_000).astype(np.int16)
    kept = sound.resampled(slow, 22_050)
    assert abs(len(kept) - 48_000) <= 2
    assert np.abs(np.fft.rfft(kept[:48_000])).argmax() == 440
    assert sound.resampled(tone(), sound.RATE) is not None


def test_a_sound_is_drawn_by_its_loudest_samples() -> None:
    samples = sound.silence(1_000)
    samples[999], samples[0] = -32_768, 16_384
    drawn = base64.b64decode(sound.peaks(samples, 10))
    assert (drawn[0], *drawn[1:9], drawn[9]) == (127, *([0] * 8), 255)
    assert len(base64.b64decode(sound.peaks(tone(3)))) == 3
    assert sound.peaks(sound.silence(0)) == ""
