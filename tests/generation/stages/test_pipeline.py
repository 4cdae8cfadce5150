"""The built-in stages: what each reads, what it makes, and how it stops."""

import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from config.env import ROOT
from generation.ports import media
from generation.ports.types import types
from generation.ports.work import NO_ROOM, Cancelled, Done, Failed, Outcome, Refused, Work
from generation.stages import pipelines
from generation.stages.base import Stage, reads_key
from generation.stages.registry import kinds, stage, stages
from productions.domain.colour_decisions import NEUTRAL
from productions.domain.graph import ParameterSchema
from productions.domain.stage_parameters import cleaning
from tests.generation.pictures import Making, everywhere, inputs, made

if TYPE_CHECKING:
    from generation.ports.clip import Frame

ROLES = {"prompt", "keyframe", "frames", "last_frame", "master", "proxy", "poster", "report", "captions"}
ROLES |= {"sound", "loudness"}
DRAWN = " ".join(f"{of}{each}" for of in ("", "model_", "workflow_", "provider_") for each in ("keyframe", "motion"))
READ_BY = {
    "description": "prompt captions",
    "dialogue": "prompt narration captions",
    "size": "prompt finish",
    "camera": "prompt finish",
    "frames": "motion model_motion workflow_motion provider_motion narration captions mix",
    "code": "finish",
    "scene.setting": "prompt finish",
    "scene.place": "prompt finish",
    "scene.time": "prompt finish",
    "scene.heading": "",
    "parameter:style": "prompt",
    "parameter:light": "prompt",
    "parameter:weather": "prompt",
    "parameter:palette": "prompt",
    "parameter:lens": "prompt",
    "parameter:resolution": DRAWN,
    "parameter:frame_rate": (
        "motion finish model_motion workflow_motion provider_motion narration captions mix mux interpolate upscale "
        "grade"
    ),
    "parameter:language": "narration captions",
    "parameter:seed": DRAWN,
    "parameter:burn_in": "finish",
    "parameter:grade": "finish",
    "parameter:letterbox": "finish",
    "cast:018f0000-0000-7000-8000-000000000001": "prompt",
    "voice:018f0000-0000-7000-8000-000000000001": "narration",
    "recording:0": "narration",
    "translation:0": "narration captions",
    "sound:018f0000-0000-7000-8000-000000000001": "mix",
}


def test_the_pipeline_has_four_stages_in_order() -> None:
    assert [node.spec.name for node in pipelines.default().nodes] == ["prompt", "keyframe", "motion", "finish"]


@pytest.mark.parametrize("key", READ_BY)
def test_each_input_is_read_by_exactly_the_stages_that_depend_on_it(key: str) -> None:
    assert {item.name for item in stages() if reads_key(item.reads, key)} == set(READ_BY[key].split())


@pytest.mark.parametrize("item", stages(), ids=lambda item: item.name)
def test_a_kind_names_each_port_once_and_only_types_that_there_are(item: Stage) -> None:
    assert len({port.name for port in item.inputs}) == len(item.inputs)
    assert len({port.name for port in item.outputs}) == len(item.outputs)
    assert {port.type for port in item.inputs} | {port.type for port in item.outputs} <= set(types())


@pytest.fixture(scope="module")
def endings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """How each kind of stage ended for one shot, each fed by those before it."""
    making = Making(tmp_path_factory.mktemp("shot"))
    return {each.name: making.stage(each, inputs()) for each in everywhere()}


@pytest.mark.parametrize("item", everywhere(), ids=lambda item: item.name)
def test_a_kind_makes_what_its_outputs_say(item: Stage, endings: dict[str, Outcome]) -> None:
    ended = endings[item.name]
    assert isinstance(ended, Done)
    assert [output.role for output in ended.outputs] == [port.name for port in item.outputs]
    for output, port in zip(ended.outputs, item.outputs, strict=True):
        kept = types()[port.type]
        assert output.media_type in kept.media_types
        assert port.derived or output.content == kept.content(output.path)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The contents by role of the shot of which no input is changed."""
    return made(tmp_path_factory.mktemp("plain"))


def test_a_shot_comes_out_with_every_role(plain: dict[str, str]) -> None:
    assert set(plain) == ROLES
    assert all(content.startswith("sha256:") and len(content) == 71 for content in plain.values())


def test_a_finish_that_changes_nothing_keeps_the_motion_as_master(plain: dict[str, str]) -> None:
    assert plain["master"] == plain["frames"]


@pytest.mark.parametrize(
    "change", [{"parameter__burn_in": True}, {"parameter__grade": "noir"}, {"parameter__letterbox": "2.39"}]
)
def test_what_finish_lays_over_changes_the_master_alone(
    tmp_path: Path, plain: dict[str, str], change: dict[str, Any]
) -> None:
    changed = made(tmp_path, **change)
    assert plain["frames"] == changed["frames"]
    assert plain["master"] != changed["master"]


def another(schema: ParameterSchema) -> Any:
    """A value that is not the default, as far from it as can be."""
    match schema.kind:
        case "switch":
            return not schema.default
        case "choice":
            return next(option for option in schema.options if option != schema.default)
        case "text":
            return "another"
        case "cdl":
            return {**NEUTRAL, "saturation": "0"}
        case _:
            return schema.most if schema.most != schema.default else schema.least


OWN = [
    (kind, name)
    for kind, spec in kinds().items()
    for name in spec.parameters
    if not stage(kind).backend and kind != "interpolate" and spec.parameters[name].kind != "lut"
    if any(port.type not in ("report", "captions", "audio") for port in spec.outputs)
]
"""Limits say what is found in what was measured, not what was: `test_check.py` and `test_captions.py` hold them.

Gains need something to be heard: `test_mix.py` holds those. Filling in needs frames that are held:
`test_interpolate.py`; a table of colours needs its file: `test_grade.py`."""


@pytest.mark.parametrize(("kind", "name"), OWN)
def test_every_parameter_of_a_kind_has_an_effect_and_its_default_none(
    tmp_path: Path, plain: dict[str, str], kind: str, name: str
) -> None:
    schema = kinds()[kind].parameters[name]
    assert cleaning(schema)(schema.default) == schema.default

    def made_with(value: Any) -> dict[str, str]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        return Making(folder, chosen={kind: {f"setting:{name}": value}}).all(inputs())

    assert made_with(schema.default) == plain
    assert made_with(another(schema)) != plain


def frames_of(folder: Path, **settings: str) -> "list[Frame]":
    """The frames of the master of a small shot with some settings of its stages."""
    Making(folder).all({**inputs(), **{f"setting:{name}": value for name, value in settings.items()}})
    return [media.frame_of(each) for each in media.read_pictures(folder / "finish" / "master.mkv")]


def test_fades_take_the_ends_of_a_shot_to_black_and_leave_its_middle(tmp_path: Path) -> None:
    plain = frames_of(tmp_path / "plain")
    faded = frames_of(tmp_path / "faded", fade_in="2", fade_out="3")
    assert not faded[0].any() and not faded[5].any()
    assert (faded[1] == plain[1] // 2).all() and (faded[4] == plain[4].astype("uint16") // 3).all()
    assert (faded[2] == plain[2]).all()
    assert (frames_of(tmp_path / "short", fade_in="240")[5] == plain[5].astype("uint16") * 5 // 240).all()


@pytest.mark.parametrize(("at", "frame"), [("0", 0), ("50", 3), ("100", 5)])
def test_the_poster_is_taken_where_it_is_asked_for(tmp_path: Path, at: str, frame: int) -> None:
    frames = frames_of(tmp_path / "shot", poster_at=at)
    poster = media.read_still(tmp_path / "shot" / "finish" / "poster.jpg").astype(int)
    nearest = min(range(len(frames)), key=lambda number: abs(frames[number] - poster).mean())
    assert nearest == frame


def test_a_swaying_camera_opens_on_the_keyframe_and_leaves_it(tmp_path: Path) -> None:
    still, swaying = made(tmp_path, camera="static"), made(tmp_path, camera="static", setting__sway="100")
    assert still["keyframe"] == swaying["keyframe"]
    assert still["frames"] != swaying["frames"]


def test_drawings_on_twos_stand_for_two_frames(tmp_path: Path) -> None:
    frames = [frame.tobytes() for frame in frames_of(tmp_path, hold="2")]
    assert frames[0::2] == frames[1::2]
    assert len(set(frames)) == 3


def test_a_heading_that_names_the_same_place_and_hour_changes_nothing(tmp_path: Path, plain: dict[str, str]) -> None:
    assert made(tmp_path, scene__heading="EXT. QUAY - DAY #12#") == plain


def test_a_longer_shot_keeps_its_keyframe(tmp_path: Path, plain: dict[str, str]) -> None:
    long = made(tmp_path, frames=8)
    assert plain["keyframe"] == long["keyframe"]
    assert plain["frames"] != long["frames"]


def test_the_seed_is_not_looked_at_but_the_variation_is(tmp_path: Path) -> None:
    rain: dict[str, Any] = {"parameter__weather": "rain"}
    assert made(tmp_path, **rain) == made(tmp_path, parameter__seed="7", **rain)
    assert made(tmp_path, **rain)["frames"] != made(tmp_path, variation=2, **rain)["frames"]


def test_progress_counts_every_frame(tmp_path: Path) -> None:
    making = Making(tmp_path)
    making.all(inputs())
    assert [step for step in making.steps if step[1] == 6] == [(number, 6) for number in range(1, 7)] * 4


@pytest.mark.parametrize("name", ["motion", "finish"])
def test_a_cancel_stops_within_one_frame(tmp_path: Path, name: str) -> None:
    making = Making(tmp_path)
    for earlier in stages()[: [item.name for item in stages()].index(name)]:
        making.stage(earlier, inputs())
    making.steps.clear()
    asked = count(1)
    ended = making.stage(stage(name), inputs(), cancelled=lambda: next(asked) >= 3)
    assert isinstance(ended, Cancelled)
    assert making.steps[-1] == (3, 6)


FILES = {
    "keyframe.png": "keyframe", "frames.mkv": "motion", "last_frame.png": "motion", "proxy.mp4": "finish",
    "poster.jpg": "finish", "master.mkv": "finish",
}  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_full_disk_is_told_from_what_the_work_could_help(tmp_path: Path, file: str) -> None:
    making, values, name = Making(tmp_path), inputs(parameter__burn_in=True), FILES[file]
    for earlier in stages()[: [item.name for item in stages()].index(name)]:
        making.stage(earlier, values)
    (tmp_path / name).mkdir()
    (tmp_path / name / file).symlink_to("/dev/full")
    assert making.stage(stage(name), values) == Failed(NO_ROOM, "No space left on device", retryable=True)


def peak(folder: Path, frames: int) -> int:
    """Bytes of memory that a process takes at most to make a shot of so many frames."""
    code = (
        "import resource, sys; from pathlib import Path; from tests.generation.pictures import made;"
        "made(Path(sys.argv[1]), frames=int(sys.argv[2]), parameter__resolution='320x180');"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)"
    )
    (folder / str(frames)).mkdir()
    command = [sys.executable, "-c", code, str(folder / str(frames)), str(frames)]
    return int(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)


def test_a_long_take_is_never_held_in_memory(tmp_path: Path) -> None:
    frames, size = 288, 320 * 180 * 3
    assert peak(tmp_path, frames) - peak(tmp_path, 24) < 0.3 * frames * size


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"parameter__resolution": "huge"}, "resolution"),
        ({"parameter__frame_rate": "24/0"}, "frame rate"),
        ({"parameter__frame_rate": "1000"}, "frame rate"),
        ({"frames": "many"}, "frames"),
        ({"frames": True}, "frames"),
    ],
)
def test_numbers_that_mean_nothing_are_refused(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    making, values = Making(tmp_path), inputs(**change)
    ended = [making.stage(item, values) for item in stages()[:3]][-1]
    assert isinstance(ended, Refused)
    assert says in ended.reason


def test_a_missing_upstream_is_refused(tmp_path: Path) -> None:
    ended = stage("finish").run(Work({"inputs": {}}, {}, tmp_path, lambda step, steps: None, lambda: False))
    assert isinstance(ended, Refused)


def test_frames_that_are_no_video_are_refused(tmp_path: Path) -> None:
    (tmp_path / "frames.mkv").write_text("#EXTM3U\nhttp://127.0.0.1/x.ts\n")
    work = Work(
        {"inputs": {}}, {"motion": {"frames": tmp_path / "frames.mkv"}}, tmp_path, lambda a, b: None, lambda: False
    )
    assert isinstance(stage("finish").run(work), Refused)


def test_a_shot_that_continues_another_opens_on_its_last_frame(tmp_path: Path) -> None:
    first = Making(tmp_path / "first")
    first_contents = first.all(inputs())
    making = Making(tmp_path / "second", upstream={"continues": {"last_frame": first.upstream["motion"]["last_frame"]}})
    contents = making.all(inputs(scene__place="WOOD"))
    assert contents["keyframe"] == first_contents["last_frame"]
    assert contents["frames"] != made(tmp_path, scene__place="WOOD")["frames"]


def test_every_run_tells_its_engine_and_time(tmp_path: Path) -> None:
    making = Making(tmp_path)
    ended = [making.stage(item, inputs()) for item in stages()[:2]][-1]
    assert isinstance(ended, Done)
    assert set(ended.facts) == {"seconds", "peak_memory", "engine", "engine_digest", "snapped"}


FILES_OF = {
    "captions.json",
    "loudness.json",
    "sound.flac",
    "frames.mkv",
    "last_frame.png",
    "keyframe.png",
    "master.mkv",
    "proxy.mp4",
    "poster.jpg",
    "prompt.json",
    "report.json",
}


def test_every_file_of_a_shot_is_the_same_byte_for_byte_when_it_is_made_again(tmp_path: Path) -> None:
    """The second time in another process, as another worker makes it."""
    for name in "ab":
        (tmp_path / name).mkdir()
    made(tmp_path / "a", parameter__burn_in=True)
    code = "import sys; from pathlib import Path; from tests.generation.pictures import made;"
    again = f"{code} made(Path(sys.argv[1]), parameter__burn_in=True)"
    subprocess.run([sys.executable, "-c", again, str(tmp_path / "b")], check=True, cwd=ROOT)
    first, second = ({path.name: path for path in (tmp_path / name).rglob("*.*")} for name in "ab")
    assert set(first) == set(second) == FILES_OF
    assert all(first[name].read_bytes() == second[name].read_bytes() for name in first)
