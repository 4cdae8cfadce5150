"""Narration: sound exactly as long as its shot, lines one after another, and what is told where they do not fit."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from config.env import ROOT
from generation.backends.base import Snapped
from generation.backends.speech.backend import Speech
from generation.backends.speech.espeak import PROGRAM
from generation.backends.speech.shelf import LineShelf, VoicedLine
from generation.ports import sound
from generation.ports.speech import LineSound, SpokenWord
from generation.ports.types import timing, types
from generation.ports.work import JSON, Done, Failed, Outcome, Refused, Work
from generation.stages import narrating
from generation.stages.registry import stage
from productions.domain.shot import LONGEST_FRAMES
from productions.domain.voices import VOICE
from tests.generation.pictures import IVO, MARA, inputs, recipe
from tests.generation.sounds import measure, read
from tests.support.processes import command

NARRATION = stage("narration")
TWO: list[JSON] = [
    {"character": "MARA", "text": "It is late.", "parenthetical": "", "reference": MARA},
    {"character": "IVO", "text": "Then we leave now.", "parenthetical": "", "reference": IVO},
]


def narrated(
    folder: Path,
    inner: Path | None = None,
    set_: Mapping[str, JSON] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    **changes: Any,
) -> Outcome:
    """Narrate a shot of four seconds with some inputs changed."""
    values = {**inputs(**{"frames": 96, "dialogue": TWO, "parameter__language": "en", **changes}), **(set_ or {})}
    folder.mkdir(exist_ok=True)
    asked = recipe(NARRATION, values, 1, {}, "speech")
    return NARRATION.run(Work(asked, {}, folder, lambda step, steps: None, cancelled, inner=inner))


def told(folder: Path, **changes: Any) -> timing.Timing:
    assert isinstance(narrated(folder, **changes), Done)
    return timing.read(folder / "timing.json")


def contents(ended: Outcome) -> dict[str, str]:
    assert isinstance(ended, Done), ended
    return {output.role: output.content for output in ended.outputs}


def reused(ended: Outcome) -> list[bool]:
    assert isinstance(ended, Done)
    return [each["reused"] for each in ended.outputs[0].facts["inner"]]


def test_it_makes_what_its_outputs_say(tmp_path: Path) -> None:
    ended = narrated(tmp_path)
    assert isinstance(ended, Done)
    assert [output.role for output in ended.outputs] == [port.name for port in NARRATION.outputs]
    for output, port in zip(ended.outputs, NARRATION.outputs, strict=True):
        assert output.media_type in types()[port.type].media_types
        assert output.content == types()[port.type].content(output.path)


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30000/1001", "30"])
@pytest.mark.parametrize("frames", [5, 96, 101])
def test_sound_is_as_long_as_its_shot_to_the_sample(tmp_path: Path, rate: str, frames: int) -> None:
    narrated(tmp_path, tmp_path / "inner", frames=frames, parameter__frame_rate=rate)
    assert measure(tmp_path / "sound.flac") == (48_000, 1, round(frames * 48_000 / Fraction(rate)))
    kept = timing.read(tmp_path / "timing.json")
    assert (kept.frames, kept.rate) == (frames, rate)


def test_lines_follow_one_another_with_a_pause_and_words_lie_in_their_line(tmp_path: Path) -> None:
    mara, ivo = told(tmp_path).lines
    assert (mara.line, mara.character, mara.start_ms, mara.by) == (0, "MARA", 250, "engine")
    assert abs(ivo.start_ms - mara.end_ms - 400) <= 1
    assert [word.text for word in ivo.words] == ["Then", "we", "leave", "now."]
    for line in (mara, ivo):
        times = [at for word in line.words for at in (word.start_ms, word.end_ms)]
        assert times == sorted(times)
        assert line.start_ms <= times[0] and times[-1] <= line.end_ms


def test_sound_is_heard_where_the_timing_says_and_nowhere_else(tmp_path: Path) -> None:
    lines = told(tmp_path).lines
    samples = np.abs(read(tmp_path / "sound.flac").astype(int))
    spoken = np.zeros(len(samples), bool)
    for line in lines:
        begin, end = sound.sample_at(line.start_ms), sound.sample_at(line.end_ms + 1)
        assert samples[begin:end].max() > 3_000
        spoken[begin:end] = True
    assert samples[~spoken].max() == 0


def test_the_same_input_is_the_same_sound_in_another_process(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.generation.stages.test_narration import contents, narrated;"
        "print(contents(narrated(Path(sys.argv[1]))))"
    )
    again = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "b")], check=True, cwd=ROOT, capture_output=True, text=True
    )
    assert again.stdout.strip() == str(contents(narrated(tmp_path / "a")))
    for name in ("sound.flac", "timing.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_line_that_changes_is_spoken_alone(tmp_path: Path) -> None:
    assert reused(narrated(tmp_path, tmp_path / "inner")) == [False, False]
    other = [TWO[0], {**TWO[1], "text": "Then we stay."}]  # type: ignore[dict-item]  # a line is a map
    ended = narrated(tmp_path, tmp_path / "inner", dialogue=other)
    assert reused(ended) == [True, False]
    assert contents(ended) == contents(narrated(tmp_path, dialogue=other))


def test_speech_longer_than_the_shot_is_told_and_has_its_true_times(tmp_path: Path) -> None:
    ended = narrated(tmp_path, frames=24)
    assert isinstance(ended, Done)
    mara, ivo = timing.read(tmp_path / "timing.json").lines
    needed = ended.outputs[0].facts["needs"]
    assert (mara.start_ms, ivo.start_ms) == (0, mara.end_ms)
    assert ivo.end_ms > 1_000
    assert needed == -(-ivo.end_ms * 24 // 1_000)
    assert ended.facts["snapped"] == [
        f"speech needs {needed} frames, the shot has 24: lengthen it, or shorten the lines"
    ]
    assert measure(tmp_path / "sound.flac")[2] == 48_000
    assert abs(int(read(tmp_path / "sound.flac")[-1])) < 200, "it fades"


def test_a_shot_just_long_enough_has_its_speech_without_pauses(tmp_path: Path) -> None:
    ended = narrated(tmp_path, frames=24)
    assert isinstance(ended, Done)
    fits = narrated(tmp_path, frames=ended.outputs[0].facts["needs"])
    assert isinstance(fits, Done)
    assert fits.facts["snapped"] == []
    assert fits.outputs[0].facts["needs"] == fits.outputs[0].facts["frames"]


def test_speech_longer_than_the_shot_may_be_refused_instead(tmp_path: Path) -> None:
    ended = narrated(tmp_path, frames=24, set_={"setting:when_longer": "refuse"})
    assert isinstance(ended, Refused)
    assert "frames, the shot has 24: lengthen it" in ended.reason


def test_a_voice_a_speed_and_a_pronunciation_change_the_sound(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    plain = contents(narrated(tmp_path, inner))
    changes: list[dict[str, JSON]] = [
        {f"{VOICE}{MARA}": {"voice": "Annie"}},
        {"setting:speed": "150"},
        {"setting:pronunciation": "late = early"},
        {"setting:lead": "0"},
        {"setting:pause": "0"},
        {"parameter:language": "de"},
    ]
    made = [contents(narrated(tmp_path, inner, change))["sound"] for change in changes]
    assert len({plain["sound"], *made}) == len(changes) + 1


def test_a_voice_speaks_the_lines_of_its_character_alone(tmp_path: Path) -> None:
    narrated(tmp_path, tmp_path / "inner")
    ended = narrated(tmp_path, tmp_path / "inner", {f"{VOICE}{IVO}": {"voice": "Annie", "speed": "80"}})
    assert reused(ended) == [True, False]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"parameter__language": "xx"}, "no voice for the language xx"),
        ({"frames": "many"}, "frames"),
        ({"dialogue": "Hello"}, "dialogue"),
        ({"set_": {"setting:pronunciation": "late"}}, "write word = how it is said"),
        ({"set_": {f"{VOICE}{MARA}": {"engine": "siren"}}}, 'no engine "siren"'),
        ({"set_": {f"{VOICE}{MARA}": {"voice": "Nobody"}}}, 'no voice "Nobody"'),
    ],
)
def test_what_cannot_be_spoken_is_refused_in_words(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    ended = narrated(tmp_path, **changes)
    assert isinstance(ended, Refused)
    assert says in ended.reason


def killing() -> bool:
    """Kill whoever speaks, when it is asked whether to stop."""
    for child in map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()):
        if str(PROGRAM).encode() in command(child):
            os.kill(child, signal.SIGKILL)
    return False


def test_a_process_that_is_killed_is_a_failure_that_is_tried_again(tmp_path: Path) -> None:
    ended = narrated(tmp_path, cancelled=killing)
    assert isinstance(ended, Failed)
    assert (ended.code, ended.retryable) == ("speech-died", True)


def test_a_line_without_words_takes_no_time(tmp_path: Path) -> None:
    silent = [{**TWO[0], "text": "..."}, TWO[1]]  # type: ignore[dict-item]  # a line is a map
    first, ivo = told(tmp_path, dialogue=silent).lines
    assert (first.start_ms, first.end_ms, first.words) == (250, 250, ())
    assert ivo.start_ms == 250


def line(samples: int) -> LineSound:
    return LineSound(0, "A", "a", np.full(samples, 9_000, np.int16), (SpokenWord("a", 0, samples),), "engine")


def test_lead_and_pauses_shrink_alike_where_there_is_little_room() -> None:
    laid = narrating.lay([line(1_000), line(1_000), line(1_000)], 3_600, 400, 400)
    assert [at for at, _ in laid.lines] == [200, 1_400, 2_600]
    assert laid.end == 3_600


def test_lines_lie_apart_from_what_models_keep(tmp_path: Path) -> None:
    """Each has bounds of its own, and drops of its own alone."""
    other = tmp_path / "inner" / "latents.safetensors"
    other.parent.mkdir()
    other.write_bytes(b"\0" * 10)
    assert reused(narrated(tmp_path, tmp_path / "inner")) == [False, False]
    assert {path.name for path in other.parent.iterdir()} == {"spoken", other.name}
    assert len(list((other.parent / "spoken").iterdir())) == 2


def test_what_is_damaged_on_the_shelf_is_spoken_again(tmp_path: Path) -> None:
    shelf, spoken = LineShelf(tmp_path), VoicedLine(np.arange(5, dtype=np.int16), {0: 2})
    shelf.once("sha256:a", lambda: spoken)
    (path,) = tmp_path.iterdir()
    kept, was_there = shelf.once("sha256:a", lambda: spoken)
    assert was_there and (kept.samples == spoken.samples).all() and kept.begins == spoken.begins
    path.write_bytes(path.read_bytes()[:30])
    assert shelf.once("sha256:a", lambda: spoken)[1] is False


def test_the_shelf_drops_what_was_longest_unused(tmp_path: Path) -> None:
    shelf = LineShelf(tmp_path, most=1)
    for name in "abc":
        shelf.once(f"sha256:{name}", lambda: VoicedLine(np.zeros(10, np.int16), {0: 1}))
    assert list(tmp_path.iterdir()) == []
    roomy = LineShelf(tmp_path, most=1_000)
    for name in "abc":
        roomy.once(f"sha256:{name}", lambda: VoicedLine(np.zeros(10, np.int16), {0: 1}))
    assert {path.name for path in tmp_path.iterdir()} == {"b.npz", "c.npz"}


def test_a_shot_of_any_length_is_narrated_to_its_end() -> None:
    asked: dict[str, JSON] = {"frames": LONGEST_FRAMES, "parameter:resolution": "1280x720"}
    assert Speech().snap(asked) == Snapped(asked, ())
