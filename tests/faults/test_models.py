"""A whole film by models, on workers of their own: nothing that was made is made again, and a kill costs an attempt."""

import json
import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from generation import commands as orders
from generation import queries as read
from generation.artifacts import artifact_store
from generation.models import AttemptRow, TraceRow, WorkerRow
from generation.planning import planner
from generation.register.registering import ModelRequest
from generation.stages.templates import templates
from productions import commands, queries
from productions.commands import Target
from productions.domain.take import Take
from tests.faults.test_workers import finished, in_the_middle_of, whole
from tests.faults.workers import working
from tests.generation.filming import Film
from tests.support.making import context, production

pytestmark = pytest.mark.faults
LONG = "300"
"""Steps: enough to be killed in the middle."""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Build the tiny model of a family; workers compute on one thread, as is fastest for these."""
    from tests.generation.backends.diffusers.tiny import families  # noqa: PLC0415  # torch is slow to load

    monkeypatch.setenv("OMP_NUM_THREADS", "1")

    def build(name: str) -> Path:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of libraries, about themselves
            return families.save(name, tmp_path / "models" / name)

    return build


@pytest.fixture
def imported(live_database: str, tiny: Callable[[str], Path]) -> Film:
    """A production from a script, that goes by models: pictures by one family, moving pictures by another."""
    by = context()
    log = production(by)
    orders.change_draft(by, log, templates()["film_by_models"].graph)
    orders.publish_pipeline(by, log)
    of_production = Target("production", log)
    for name, value in {"resolution": "64x64", "keyframe.steps": "2", "motion.steps": "3"}.items():
        commands.set_parameter(by, log, of_production, name, value)
    for node, family in {"keyframe": "StableDiffusionPipeline", "motion": "WanImageToVideoPipeline"}.items():
        commands.set_parameter(by, log, of_production, f"{node}.model", registered(by, tiny(family)))
    moment = queries.moment(log)
    shots = {f"{place}": id_ for place, id_ in enumerate(moment.shots)}
    for id_ in shots.values():
        commands.change_shot(by, log, id_, {"frames": 5})
    return Film(by, log, shots, {}, {})


def registered(by: object, folder: Path) -> dict[str, str]:
    """Register a model; return it as parameters name one."""
    said = ModelRequest(str(folder), licence="Apache-2.0", memory=2**20)
    id_: UUID = orders.add_model(by, said, lambda *_: None, lambda *_: None).value  # type: ignore[arg-type]  # a context
    return {"id": str(id_), "digest": read.model(id_).state.weights.digest}


def test_a_film_is_made_by_models_and_an_edit_makes_its_shot_alone(
    imported: Film, live_database: str, store: Path
) -> None:
    film, count = imported, 4 * len(imported.shots)
    with working(live_database, store):
        finished(film.order())
        whole(count)
        held = [name.partition("/")[0] for name in WorkerRow.objects.get(stopped_at=None).resident]
        assert held == ["diffusers"] * len(held)
        assert planner.plan(film.log).plan.lines == ()
        before = {shot: newest(film, shot) for shot in film.shots}
        commands.change_shot(film.by, film.log, film.shots["1"], {"description": "A gull lands on the rail."})
        shots = {line.shot for line in planner.plan(film.log).plan.lines}
        assert shots == {film.shots["1"]}
        finished(film.order())
    whole(count + 4)
    after = {shot: newest(film, shot) for shot in film.shots}
    assert [shot for shot in film.shots if before[shot].content != after[shot].content] == ["1"]
    asked = request_of(after["1"])
    assert "A gull lands on the rail" in asked["prompt"]
    assert asked["steps"] == 3
    assert asked["pictures"]["first_frame"] == [content_of(after["1"], "keyframe")]


def test_a_child_that_is_killed_while_it_denoises_costs_an_attempt(
    imported: Film, live_database: str, store: Path
) -> None:
    film = imported
    commands.set_parameter(film.by, film.log, Target("shot", film.shots["0"]), "motion.steps", LONG)
    with working(live_database, store) as worker:
        order = film.order("0")
        in_the_middle_of("model_motion")
        os.kill(worker.child(), signal.SIGKILL)
        finished(order)
    whole(4)
    assert sorted(AttemptRow.objects.values_list("outcome", flat=True)) == ["done"] * 4 + ["failed"]


def test_a_cancelled_order_leaves_the_next_work_of_the_model_right(
    imported: Film, live_database: str, store: Path
) -> None:
    """What is made after a cancel is what a worker makes that never heard of it."""
    film = imported
    with working(live_database, store):
        finished(film.order("1"))
    undisturbed = meanings()
    TraceRow.objects.all().delete()
    commands.set_parameter(film.by, film.log, Target("shot", film.shots["0"]), "motion.steps", LONG)
    with working(live_database, store) as worker:
        cancelled = film.order("0")
        in_the_middle_of("model_motion")
        child = worker.child()
        orders.cancel_order(film.by, cancelled)
        finished(film.order("1"))
        assert worker.child() == child
    again = meanings()
    assert {key: again[key] for key in undisturbed} == undisturbed


def meanings() -> dict[str, list[str]]:
    """What each key that has a trace came to mean."""
    rows = TraceRow.objects.values_list("key", "artifacts")
    return {key: [each["content"] for each in artifacts if each["role"] != "request"] for key, artifacts in rows}


def newest(film: Film, shot: str) -> Take:
    return max((each.folded.state for each in read.takes(film.log, film.shots[shot])), key=lambda take: take.number)


def content_of(take: Take, role: str) -> str:
    return next(each.content for each in take.artifacts if each.role == role)


def request_of(take: Take) -> dict[str, Any]:
    """What motion really asked of its model, as the take holds it."""
    digest = next(each.digest for each in take.artifacts if each.role == "motion.request")
    with artifact_store.as_files({digest}) as files:
        asked: dict[str, Any] = json.loads(files[digest].read_bytes())
    return asked
