"""What every backend must keep, asked of each in the registry."""

import subprocess
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

from generation.backends.base import TASKS, asked, engine_digest
from generation.backends.registry import BACKENDS, backend
from generation.backends.request import frames, size
from generation.ports.work import JSON, Cancelled, Done, Refused, Refusing, Work
from generation.stages.base import reads_key
from generation.stages.registry import stage, stages
from tests.generation.pictures import Making, inputs, recipe

each = pytest.mark.parametrize("name", BACKENDS)
DRAWN = ("keyframe", "motion")


@each
def test_a_backend_reads_no_more_than_its_stage_offers(name: str) -> None:
    for task, reads in backend(name).reads.items():
        for kind in (each for each in stages() if each.task == task):
            assert all(reads_key((*kind.reads, "variation"), key) for key in reads)


@each
def test_a_backend_goes_by_its_registered_name_and_says_its_tasks(name: str) -> None:
    made = backend(name)
    assert made.name == name
    assert set(made.reads) == set(made.capabilities.tasks)


@each
def test_a_backend_makes_the_outputs_of_each_kind_of_task_that_it_offers(name: str, tmp_path: Path) -> None:
    """By its one call, from what a stage hands it."""
    made, making = backend(name), Making(tmp_path, name)
    assert set(made.capabilities.tasks) <= TASKS.keys()
    for kind in ("prompt", *DRAWN):
        task = stage(kind).task
        if task in made.capabilities.tasks:
            asking = recipe(stage(kind), inputs(), 1, making.contents, name)
            work = Work(asking, making.upstream, tmp_path, lambda step, steps: None, lambda: False)
            outputs = made.run(task, asked(made, task, work))
            assert tuple(outputs) == TASKS[task]
            if task == "video":
                assert len(list(outputs["frames"].frames)) == outputs["frames"].count == 6
        making.stage(stage(kind), inputs())


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
def test_the_same_recipe_gives_the_same_content(name: str, tmp_path: Path) -> None:
    once, again = (shot(name, tmp_path / run) for run in ("once", "again"))
    assert once == again
    assert set(once) == set(DRAWN)


@each
@pytest.mark.parametrize("kind", DRAWN)
def test_another_input_that_is_read_gives_other_content(name: str, kind: str, tmp_path: Path) -> None:
    changed: dict[str, dict[str, JSON]] = {"keyframe": {"parameter__resolution": "160x90"}, "motion": {"frames": 7}}
    assert shot(name, tmp_path / "one")[kind] != shot(name, tmp_path / "other", **changed[kind])[kind]


@each
def test_a_cancel_at_any_step_leaves_the_next_run_right(name: str, tmp_path: Path) -> None:
    """In one process and on one backend, as a worker's child runs one job after another."""
    undisturbed = shot(name, tmp_path / "undisturbed")
    making = Making(tmp_path / "disturbed", name)
    for earlier in ("prompt", "keyframe"):
        making.stage(stage(earlier), inputs())
    for step in count(1):
        asked = count(1)
        ended = making.stage(stage("motion"), inputs(), cancelled=lambda: next(asked) >= step)  # noqa: B023
        if ended != Cancelled():
            break
        assert shot(name, tmp_path / f"after {step}") == undisturbed
    assert step > 6, "each of the six frames was a place to stop"


@each
@pytest.mark.parametrize("absurd", [{"frames": 0}, {"frames": 10**9}, {"parameter__resolution": "1x1"}], ids=repr)
def test_an_absurd_request_is_snapped_to_what_can_be_made(name: str, absurd: dict[str, JSON], tmp_path: Path) -> None:
    limits, asked = backend(name).capabilities, backend(name).snap(inputs(**absurd)).values
    width, height = size(asked)
    assert limits.smallest[0] <= width <= limits.largest[0]
    assert limits.smallest[1] <= height <= limits.largest[1]
    assert 1 <= frames(asked) <= limits.longest
    if frames(asked) < limits.longest:
        assert shot(name, tmp_path, **absurd) == shot(name, tmp_path / "snapped", **asked)


@each
@pytest.mark.parametrize("absurd", [{"parameter__resolution": "wide"}, {"parameter__frame_rate": "0"}], ids=repr)
def test_a_request_without_sense_is_refused_in_words(name: str, absurd: dict[str, JSON], tmp_path: Path) -> None:
    making = Making(tmp_path, name)
    ends = [making.stage(stage(each), inputs(**absurd)) for each in ("prompt", *DRAWN)]
    refused = [ended for ended in ends if isinstance(ended, Refused)]
    assert refused
    assert str(next(iter(absurd.values()))) in refused[0].reason


@each
def test_facts_name_the_engine_that_drew(name: str, tmp_path: Path) -> None:
    making = Making(tmp_path, name)
    making.stage(stage("prompt"), inputs())
    drawn = making.stage(stage("keyframe"), inputs())
    assert isinstance(drawn, Done)
    assert drawn.facts["engine"] == dict(backend(name).engine())
    assert drawn.facts["engine_digest"] == engine_digest(backend(name).engine())


def shot(name: str, folder: Path, **changes: JSON) -> dict[str, dict[str, str]]:
    """Draw a small shot with a backend; return contents by kind of stage and role."""
    making = Making(folder, name)
    for each_stage in ("prompt", *DRAWN):
        ended = making.stage(stage(each_stage), inputs(**changes))
        assert isinstance(ended, Done), ended
    return {kind: making.contents[kind] for kind in DRAWN}


def test_declarations_load_no_drawing_library() -> None:
    code = (
        "import sys; from generation.backends.registry import BACKENDS, backend; "
        "from generation.stages.registry import stages; stages(); [backend(name).reads for name in BACKENDS]; "
        "sys.exit(bool({'skia', 'av', 'numpy', 'torch', 'PIL'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
