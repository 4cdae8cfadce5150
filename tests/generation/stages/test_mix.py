"""Mix and mux: what is heard of a shot, exactly as long as its picture, and both in one file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from generation.ports import loudness, media, muxing, sound, tracks
from generation.ports.types import types
from generation.ports.work import JSON, Done, OutputFile, Refused, Work
from generation.stages.registry import stage
from tests.generation.pictures import Making, inputs
from tests.generation.sounds import measure

RATES = ("24", "25", "24000/1001", "30000/1001", "30", "48", "50", "60")


def tone(seconds: float, hertz: float = 440, loud: float = 0.2, channels: int = 2) -> Any:
    at = np.arange(round(48_000 * seconds)) / 48_000
    one = (np.sin(at * 2 * np.pi * hertz) * loud * 32767).astype(np.int16)
    return np.repeat(one[:, None], channels, axis=1)


def placed(digest: str = "sha256:music", **changes: JSON) -> dict[str, JSON]:
    plain: dict[str, JSON] = {
        "digest": digest, "track": "music", "at_ms": 0, "length_ms": None, "gain": "0", "fade_in_ms": 0,
        "fade_out_ms": 0, "duck": "0", "loop": False,
    }  # fmt: skip
    return plain | changes


@dataclass
class Mixing:
    """Runs the mix of a shot in a folder of its own each time; `files` are lent by digest."""

    folder: Path
    files: dict[str, Path] = field(default_factory=dict)
    dialogue: Path | None = None
    timing: Path | None = None
    runs: int = 0

    def lend(self, digest: str, samples: Any) -> None:
        path = self.folder / f"{digest.removeprefix('sha256:')}.flac"
        sound.write(path, samples, samples.shape[1])
        self.files[digest] = path

    def run(self, sounds: Mapping[str, JSON] | None = None, frames: int = 48, rate: str = "24", **gains: str) -> Any:
        self.runs += 1
        out = self.folder / str(self.runs)
        out.mkdir()
        asked: dict[str, JSON] = {"frames": frames, "parameter:frame_rate": rate}
        asked |= {f"sound:{name}": each for name, each in (sounds or {}).items()}
        asked |= {f"setting:{name}": value for name, value in gains.items()}
        upstream: dict[str, dict[str, Path]] = {}
        if self.dialogue:
            upstream["dialogue"] = {"sound": self.dialogue}
        if self.timing:
            upstream["timing"] = {"timing": self.timing}
        recipe: dict[str, JSON] = {"inputs": asked}
        return stage("mix").run(Work(recipe, upstream, out, lambda *_: None, lambda: False, self.files))

    def heard(self, *args: Any, **options: Any) -> Any:
        done = self.run(*args, **options)
        assert isinstance(done, Done), done
        return sound.read_columns(done.outputs[0].path).astype(float)


@pytest.fixture
def mixing(tmp_path: Path) -> Mixing:
    made = Mixing(tmp_path)
    made.lend("sha256:music", tone(10))
    return made


def level(samples: Any) -> float:
    return float(20 * np.log10(max(1e-9, np.sqrt(np.mean(np.square(samples / 32768))))))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("frames", [1, 7, 50])
def test_it_is_as_long_as_the_shot_to_the_sample(mixing: Mixing, rate: str, frames: int) -> None:
    length = round(Fraction(frames) * 48_000 / Fraction(rate))
    for sounds in ({}, {"a": placed()}):
        done = mixing.run(sounds, frames, rate)
        heard, told = done.outputs
        assert measure(heard.path) == (48_000, 2, length)
        assert heard.facts["samples"] == length and told.facts["measures"]["samples"] == length
        assert heard.content == types()["audio"].content(heard.path)
        assert told.content == types()["report"].content(told.path)


@pytest.mark.parametrize("track", ["music", "effects", "tone"])
def test_gains_of_clips_and_tracks_are_decibels(mixing: Mixing, track: str) -> None:
    plain = level(mixing.heard({"a": placed(track=track)}))
    assert level(mixing.heard({"a": placed(track=track, gain="-6")})) == pytest.approx(plain - 6, abs=0.01)
    assert level(mixing.heard({"a": placed(track=track)}, **{track: "-12.5"})) == pytest.approx(plain - 12.5, abs=0.01)
    others = {name: "-20" for name in ("dialogue", "music", "effects", "tone") if name != track}
    assert level(mixing.heard({"a": placed(track=track)}, **others)) == pytest.approx(plain)


def test_clips_begin_end_fade_and_repeat_where_they_are_asked_to(mixing: Mixing) -> None:
    mixing.lend("sha256:short", tone(0.25))
    late = mixing.heard({"a": placed("sha256:short", at_ms=500, length_ms=100)})
    assert not late[:24_000].any() and late[24_000:28_800].any() and not late[28_800:].any()
    assert level(mixing.heard({"a": placed("sha256:short", loop=True)})) == pytest.approx(
        level(mixing.heard({"a": placed()})), abs=0.1
    )
    faded = mixing.heard({"a": placed(fade_in_ms=1000, fade_out_ms=1000, length_ms=2000)})
    assert level(faded[:480]) < level(faded[46_000:50_000]) - 20 > level(faded[-480:]) - 20
    assert level(faded[-480:]) < level(faded[46_000:50_000]) - 20
    again = mixing.heard({"a": placed(), "b": placed()})
    assert level(again) == pytest.approx(level(mixing.heard({"a": placed()})) + 6.02, abs=0.01), "clips add up"


def test_what_is_laid_in_blocks_is_what_is_laid_at_once() -> None:
    clips = [
        tracks.SoundClip(tone(0.01), -100, fade_out=90),
        tracks.SoundClip(tone(0.02, 700), 300, 800, loop=True, duck=Decimal(-12)),
        tracks.SoundClip(tone(0.005), 950, fade_in=20),
    ]
    spans = [(200, 500), (900, 1000)]
    edges = (0, 1, 333, 950, 1200)
    blocks = [tracks.laid(clips, *block, 1200, spans) for block in pairwise(edges)]
    assert np.array_equal(np.concatenate(blocks), tracks.laid(clips, 0, 1200, 1200, spans))


def test_music_gets_quieter_while_somebody_speaks_and_comes_back(mixing: Mixing, tmp_path: Path) -> None:
    mixing.timing = tmp_path / "timing.json"
    mixing.timing.write_text(
        '{"frames": 96, "rate": "24", "lines": [{"line": 0, "character": "MARA", "text": "Late.", '
        '"start_ms": 1500, "end_ms": 2000, "by": "engine"}]}'
    )
    plain = mixing.heard({"a": placed()}, 96)
    ducked = mixing.heard({"a": placed(duck="-12")}, 96)
    assert np.array_equal(plain[:60_000], ducked[:60_000]), "well before the line"
    assert level(ducked[73_000:95_000]) == pytest.approx(level(plain[73_000:95_000]) - 12, abs=0.05)
    assert level(ducked[122_000:]) == pytest.approx(level(plain[122_000:]), abs=0.05), "half a second after it"


def test_dialogue_of_one_channel_is_heard_on_both_sides(mixing: Mixing, tmp_path: Path) -> None:
    mixing.dialogue = tmp_path / "said.flac"
    said = tone(2, channels=1)
    sound.write(mixing.dialogue, said, 1)
    heard = mixing.heard()
    assert np.array_equal(heard[:, 0], said[:, 0]) and np.array_equal(heard[:, 1], said[:, 0])
    assert level(mixing.heard(dialogue="-6")) == pytest.approx(level(heard) - 6, abs=0.01)


def test_what_is_too_loud_is_told_and_measured(mixing: Mixing) -> None:
    done = mixing.run({"a": placed(gain="24")})
    assert isinstance(done, Done) and "samples are too loud" in str(done.facts["snapped"])
    measures: Any = done.outputs[1].facts["measures"]
    assert measures["clipped"] > 0
    again = loudness.measure(loudness.mixed(sound.read_columns(done.outputs[0].path)))
    assert float(measures["integrated"]) == pytest.approx(again.integrated, abs=0.05)


def test_the_same_is_mixed_to_the_same_bytes(mixing: Mixing) -> None:
    one, other = (mixing.run({"a": placed(duck="-6", fade_in_ms=300)}) for _ in range(2))
    assert [each.path.read_bytes() for each in one.outputs] == [each.path.read_bytes() for each in other.outputs]


def test_a_file_that_is_not_there_is_refused_in_words(mixing: Mixing) -> None:
    assert mixing.run({"a": placed("sha256:gone")}) == Refused("the file of a placed sound is not on this machine")


def muxed(folder: Path, rate: str, frames: int, heard: Path | None) -> tuple[Making, tuple[OutputFile, ...]]:
    """A small shot with its picture and sound in one file."""
    making, values = Making(folder), inputs(parameter__frame_rate=rate, frames=frames)
    for name in ("prompt", "keyframe", "motion", "finish"):
        assert isinstance(making.stage(stage(name), values), Done)
    if heard:
        making.upstream["sound"], making.contents["sound"] = {"sound": heard}, {"sound": sound.content(heard)}
    done = making.stage(stage("mux"), values)
    assert isinstance(done, Done), done
    return making, done.outputs


@pytest.mark.parametrize("rate", RATES)
def test_master_and_proxy_hold_picture_and_sound_of_one_length(tmp_path: Path, rate: str) -> None:
    heard = tmp_path / "heard.flac"
    sound.write(heard, tone(3), 2)
    making, (master, proxy) = muxed(tmp_path / "shot", rate, 7, heard)
    length = round(7 * 48_000 / Fraction(rate))
    assert master.content == making.contents["finish"]["master"] == types()["frames"].content(master.path)
    for output, codec in ((master, "flac"), (proxy, "aac")):
        facts: Any = output.facts
        assert (facts["rate"], facts["count"]) == (rate, 7)
        assert facts["sound"] == {"rate": 48_000, "channels": 2, "samples": length}
        assert media.measure(output.path) == ((facts["width"], facts["height"]), Fraction(rate), 7)
        with av.open(str(output.path)) as file:
            stream = file.streams.audio[0]
            assert (stream.codec.name, stream.rate, stream.channels) == (codec, 48_000, 2)
            frames = list(file.decode(stream))
            said = stream.duration if codec == "aac" else sum(each.samples for each in frames)
            assert (said, frames[0].pts) == (length, 0)
    with av.open(str(master.path)) as file:
        kept = np.concatenate([each.to_ndarray().reshape(-1, 2) for each in file.decode(audio=0)])
    assert np.array_equal(kept, tone(3)[:length]), "the master loses no sample"


def test_a_master_with_sound_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    heard = tmp_path / "heard.flac"
    sound.write(heard, tone(0.25), 2)
    files = [muxed(tmp_path / name, "24000/1001", 6, heard)[1] for name in ("one", "other")]
    assert [each.path.read_bytes() for each in files[0]] == [each.path.read_bytes() for each in files[1]]


def test_a_shot_without_sound_keeps_its_very_files(tmp_path: Path) -> None:
    making, (master, proxy) = muxed(tmp_path, "24", 6, None)
    assert master.path.read_bytes() == making.upstream["finish"]["master"].read_bytes()
    assert proxy.path.read_bytes() == making.upstream["finish"]["proxy"].read_bytes()


def test_sound_that_is_too_short_ends_in_silence() -> None:
    made = muxing.fitted(tone(1), 50_000)
    assert len(made) == 50_000 and not made[48_000:].any() and np.array_equal(made[:48_000], tone(1))
