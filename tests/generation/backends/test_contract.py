"""What every backend must keep, asked of each in the registry."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from msgspec import structs

from generation.backends.base import TASKS, asked, engine_digest
from generation.backends.diffusers.capability import digest
from generation.backends.hosted.preset import offering, read
from generation.backends.registry import BACKENDS, backend
from generation.backends.request import frames, size
from generation.domain.retake import RETAKE, Retake
from generation.ports import media
from generation.ports.work import JSON, Cancelled, Done, ModelFolder, Refused, Refusing, Work
from generation.stages.base import reads_key
from generation.stages.registry import drawing, stage, stages
from tests.generation.backends.comfyui.standin import ComfyServer, text_to_picture, words_to_clip
from tests.generation.backends.comfyui.working import lent, registered
from tests.generation.backends.hosted.agreeing import Agreed
from tests.generation.backends.hosted.standin import KEY, Provider, preset
from tests.generation.pictures import Making, inputs, recipe
from tests.support.asgi import answering

Maker = Callable[[Path], Making]

each = pytest.mark.parametrize("name", BACKENDS)
pytestmark = pytest.mark.usefixtures("one_thread")
TINY = {"image": "StableDiffusionPipeline", "video": "WanPipeline"}
"""What stands for the models that people register."""


@pytest.fixture
def making(name: str, request: pytest.FixtureRequest) -> Maker:
    """What makes a shot with a backend in a folder; one that asks for models has tiny ones."""
    if name not in MODELS:
        return lambda folder: Making(folder, name)
    known = MODELS[name](request)
    digests = {task: digest for task, (digest, _) in known.items()}
    chosen: dict[str, dict[str, JSON]] = {
        kind: {
            "setting:model": {"id": "", "digest": digests[stage(kind).task]},
            **({} if name == "hosted" else {"setting:steps": "2"}),
        }
        for kind in drawn(name)
    }
    return lambda folder: Making(folder, name, dict(known.values()), chosen)


Lent = Mapping[str, tuple[str, ModelFolder]]
"""Digest and files of the model for each kind of task."""


def _tiny(request: pytest.FixtureRequest) -> Lent:
    folders = {task: request.getfixturevalue("models")(tiny) for task, tiny in TINY.items()}
    return {task: (digest(folder), ModelFolder(folder)) for task, folder in folders.items()}


def _workflows(request: pytest.FixtureRequest) -> Lent:
    """On a server beside the test."""
    settings = request.getfixturevalue("settings")
    settings.COMFYUI_URL = request.getfixturevalue("comfy_server")
    known = {"image": registered(text_to_picture()), "video": registered(words_to_clip())}
    return {task: (each.digest, lent(each)[each.digest]) for task, each in known.items()}


def _offers(request: pytest.FixtureRequest) -> Lent:
    """Of a provider beside the test, which knows its key."""
    settings = request.getfixturevalue("settings")
    settings.PROVIDER_KEYS = {"standin": KEY}
    address = request.getfixturevalue("provider")
    known = {task: offering(read(preset(address, task))) for task in ("image", "video")}
    return {task: (each.digest, ModelFolder(document=each.document())) for task, each in known.items()}


SET: Mapping[str, dict[str, JSON]] = {"diffusers": {"setting:steps": "2"}, "comfyui": {"setting:steps": "2"}}
"""What is set beside the model, so that it takes no longer than it must."""

MODELS: Mapping[str, Callable[[pytest.FixtureRequest], Lent]] = {
    "diffusers": _tiny,
    "comfyui": _workflows,
    "hosted": _offers,
}


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    standin = Provider()
    with answering(standin) as standin.address:
        yield standin.address


@pytest.fixture(scope="session")
def comfy_server() -> Iterator[str]:
    with answering(ComfyServer()) as address:
        yield address


def quiet(asking: Mapping[str, JSON], folder: Path) -> Work:
    """Work by a recipe in a folder, of which nobody hears and which nobody cancels."""
    return Work(asking, {}, folder, lambda step, steps: None, lambda: False)


def drawn(name: str) -> tuple[str, ...]:
    """The kinds of stages that a backend runs."""
    return tuple(each.name for each in stages() if drawing(each) is backend(name))


def before(name: str) -> tuple[str, ...]:
    """The kinds of stages that must have run before those of a backend."""
    fed = {port.name for kind in drawn(name) for port in stage(kind).inputs}
    return ("prompt", "keyframe", "motion") if "motion" in fed else ("prompt",)


@each
def test_a_backend_reads_no_more_than_its_stage_offers(name: str) -> None:
    for task, reads in backend(name).reads.items():
        for kind in (each for each in stages() if each.task == task and drawing(each) is backend(name)):
            assert all(reads_key((*kind.reads, "variation"), key) for key in reads)


@each
def test_a_backend_goes_by_its_registered_name_and_says_its_tasks(name: str) -> None:
    made = backend(name)
    assert made.name == name
    assert set(made.reads) == set(made.capabilities.tasks)


@each
def test_a_backend_makes_the_outputs_of_each_kind_of_task_that_it_offers(
    name: str, making: Maker, tmp_path: Path
) -> None:
    """By its one call, from what a stage hands it."""
    made, shot = backend(name), making(tmp_path)
    assert set(made.capabilities.tasks) <= TASKS.keys()
    for kind in (*before(name), *drawn(name)):
        task = stage(kind).task
        if kind in drawn(name):
            asking = recipe(stage(kind), {**inputs(), **shot.chosen.get(kind, {})}, 1, shot.contents, name)
            work = replace(quiet(asking, tmp_path), upstream=shot.upstream, models=shot.models, dealings=Agreed())
            outputs = made.run(task, asked(made, task, work))
            assert tuple(outputs) == TASKS[task]
            if task in ("video", "upscale"):
                assert len(list(outputs["frames"].frames)) == outputs["frames"].count == 6
            if task == "speech":
                assert [line.text for line in outputs["audio"]] == ["It is late."]
        shot.stage(stage(kind), inputs())


@each
def test_a_kind_of_task_that_a_backend_does_not_offer_is_refused(name: str, tmp_path: Path) -> None:
    work = Work({"inputs": {}}, {}, tmp_path, lambda step, steps: None, lambda: False)
    with pytest.raises(Refusing, match=f"{name} makes no smell"):
        asked(backend(name), "smell", work)


@each
def test_a_request_holds_a_value_for_every_parameter_that_the_backend_declares(name: str, tmp_path: Path) -> None:
    for task, parameters in backend(name).parameters.items():
        assert task in backend(name).capabilities.tasks
        for set_ in ({}, {f"setting:{each}": "7" for each in parameters}):
            work = Work({"inputs": {**inputs(), **set_}}, {}, tmp_path, lambda step, steps: None, lambda: False)
            settings = asked(backend(name), task, work).settings
            assert settings == {each: "7" if set_ else known.default for each, known in parameters.items()}


@each
@pytest.mark.parametrize(
    "asking",
    [
        {"parameter:resolution": "1281x721", "frames": 0},
        {"parameter:resolution": "999999x2", "frames": 10**9},
        {"parameter:resolution": "1280x720", "frames": 24},
    ],
)
def test_snapping_twice_changes_nothing_more(name: str, asking: Mapping[str, JSON]) -> None:
    once = backend(name).snap(asking)
    assert backend(name).snap(once.values) == type(once)(once.values, ())
    assert bool(once.notes) == (dict(once.values) != dict(asking))


@each
def test_the_same_recipe_gives_the_same_content(name: str, making: Maker, tmp_path: Path) -> None:
    once, again = (shot(making(tmp_path / run)) for run in ("once", "again"))
    assert once == again
    assert set(once) == set(drawn(name))


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in BACKENDS for kind in drawn(name)])
def test_another_input_that_is_read_gives_other_content(name: str, kind: str, making: Maker, tmp_path: Path) -> None:
    changed: dict[str, dict[str, JSON]] = {
        "image": {"parameter__resolution": "160x90"},
        "video": {"frames": 7},
        "speech": {"parameter__language": "de"},
        "upscale": {"setting__times": "3"},
    }
    changes = changed[stage(kind).task]
    assert shot(making(tmp_path / "one"))[kind] != shot(making(tmp_path / "other"), **changes)[kind]


@each
@pytest.mark.parametrize(
    ("first", "last"),
    [(2, 3), (0, 1), (4, 5), (0, 5), (3, 3), (6, 8), (5, 7)],
    ids=["middle", "start", "end", "whole", "one frame", "longer", "beyond the end"],
)
def test_frames_made_again_are_new_and_the_others_equal_to_the_bit(
    name: str, making: Maker, first: int, last: int, tmp_path: Path
) -> None:
    if RETAKE not in backend(name).reads.get("video", ()):
        return
    made, kind = making(tmp_path), drawn(name)[-1]
    shot(made)
    base = tmp_path / "base.mkv"
    shutil.copyfile(made.upstream[kind]["frames"], base)
    made.upstream[RETAKE] = {"frames": base}
    retake = Retake(made.contents[kind]["frames"], 6, first, last, max(6, last + 1), 5, "A lantern in the fog.")
    once, again = (_again(made, kind, retake) for _ in range(2))
    assert once == again, "the same seed gives the same"
    before = pixels(base)
    assert len(once) == retake.frames
    for number, frame in enumerate(once):
        same = number < len(before) and frame == before[number]
        assert same is not retake.holds(number), number
    other = _again(made, kind, structs.replace(retake, seed=6))
    assert other != once
    assert [other[number] for number in range(6) if not retake.holds(number)] == [
        once[number] for number in range(6) if not retake.holds(number)
    ]


@each
def test_frames_of_another_take_than_was_named_are_refused(name: str, making: Maker, tmp_path: Path) -> None:
    if RETAKE not in backend(name).reads.get("video", ()):
        return
    made, kind = making(tmp_path), drawn(name)[-1]
    shot(made)
    made.upstream[RETAKE] = {"frames": tmp_path / "base.mkv"}
    shutil.copyfile(made.upstream[kind]["frames"], tmp_path / "base.mkv")
    for retake, why in (
        (Retake("sha256:" + "0" * 64, 6, 2, 3, 6, 5), "holds other frames"),
        (Retake(made.contents[kind]["frames"], 7, 2, 3, 7, 5), "has 6 frames, and 7"),
    ):
        ended = made.stage(stage(kind), {**inputs(), RETAKE: retake.document})
        assert isinstance(ended, Refused) and why in ended.reason
    retake = Retake(made.contents[kind]["frames"], 6, 2, 3, 6, 5)
    ended = made.stage(stage(kind), {**inputs(parameter__resolution="160x90"), RETAKE: retake.document})
    assert isinstance(ended, Refused) and "the take is 128x72" in ended.reason


def _again(making: Making, kind: str, retake: Retake) -> list[bytes]:
    ended = making.stage(stage(kind), {**inputs(), RETAKE: retake.document})
    assert isinstance(ended, Done), ended
    return pixels(ended.outputs[0].path)


def pixels(path: Path) -> list[bytes]:
    """The frames of a file."""
    return [media.frame_of(picture).tobytes() for picture in media.read_pictures(path)]


@each
def test_a_cancel_at_any_step_leaves_the_next_run_right(name: str, making: Maker, tmp_path: Path) -> None:
    """In one process and on one backend, as a worker's child runs one job after another. Models look hundreds of times
    whether they are cancelled: later places are tried in growing strides.
    """
    undisturbed = shot(making(tmp_path / "undisturbed"))
    disturbed = making(tmp_path / "disturbed")
    *earlier, last = (*before(name), *drawn(name))
    for kind in earlier:
        disturbed.stage(stage(kind), inputs())
    step = 0
    while True:
        step += 1 + step // 4
        asked = count(1)
        ended = disturbed.stage(stage(last), inputs(), cancelled=lambda: next(asked) >= step)  # noqa: B023
        if ended != Cancelled():
            break
        assert shot(making(tmp_path / f"after {step}")) == undisturbed
    assert step > 3, "each step was a place to stop"


@each
@pytest.mark.parametrize("absurd", [{"frames": 0}, {"frames": 10**9}, {"parameter__resolution": "1x1"}], ids=repr)
def test_an_absurd_request_is_snapped_to_what_can_be_made(
    name: str, making: Maker, absurd: dict[str, JSON], tmp_path: Path
) -> None:
    limits, asked = backend(name).capabilities, backend(name).snap(inputs(**absurd)).values
    width, height = size(asked)
    assert limits.smallest[0] <= width <= limits.largest[0]
    assert limits.smallest[1] <= height <= limits.largest[1]
    assert 1 <= frames(asked) <= limits.longest
    if frames(asked) < limits.longest:
        assert shot(making(tmp_path), **absurd) == shot(making(tmp_path / "snapped"), **asked)


@each
@pytest.mark.parametrize("absurd", [{"parameter__resolution": "wide"}, {"parameter__frame_rate": "0"}], ids=repr)
def test_a_request_without_sense_is_refused_in_words(
    name: str, making: Maker, absurd: dict[str, JSON], tmp_path: Path
) -> None:
    made, (asked,) = making(tmp_path), absurd
    if not any(reads_key(reads, asked.replace("__", ":")) for reads in backend(name).reads.values()):
        return
    ends = [made.stage(stage(each), inputs(**absurd)) for each in (*before(name), *drawn(name))]
    refused = [ended for ended in ends if isinstance(ended, Refused)]
    assert refused
    assert str(next(iter(absurd.values()))) in refused[0].reason


@each
def test_facts_name_the_engine_that_drew(name: str, making: Maker, tmp_path: Path) -> None:
    made = making(tmp_path)
    for kind in before(name):
        made.stage(stage(kind), inputs())
    ended = made.stage(stage(drawn(name)[0]), inputs())
    assert isinstance(ended, Done)
    assert dict(backend(name).engine()).items() <= ended.facts["engine"].items()
    assert ended.facts["engine_digest"] == engine_digest(ended.facts["engine"])


def shot(making: Making, **changes: JSON) -> dict[str, dict[str, str]]:
    """Draw a small shot with a backend; return what it means by kind of stage and role."""
    kinds = drawn(making.backend)
    for kind in (*before(making.backend), *kinds):
        ended = making.stage(stage(kind), inputs(**changes))
        assert isinstance(ended, Done), ended
    meant = {kind: [port.name for port in stage(kind).outputs if not port.derived] for kind in kinds}
    return {kind: {name: making.contents[kind][name] for name in names} for kind, names in meant.items()}


def test_declarations_load_no_drawing_library() -> None:
    code = (
        "import sys; from generation.backends.registry import BACKENDS, backend; "
        "from generation.stages.registry import stages; stages(); [backend(name).reads for name in BACKENDS]; "
        "sys.exit(bool({'skia', 'av', 'numpy', 'torch', 'PIL'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
