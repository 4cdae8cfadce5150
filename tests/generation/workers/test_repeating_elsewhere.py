"""What another machine makes again: a stop reaches it there, so that nothing goes on that nobody waits for."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from generation import commands as orders
from generation import queries as made
from generation.jobs import claiming
from generation.models import JobRow
from generation.register.workflows import WantedWorkflow
from generation.stages.templates import templates
from generation.workers import repeating
from generation.workers.child import Child
from generation.workers.repeating import StoppedAgain, Watch
from productions import commands, queries
from productions.commands import Target
from tests.generation.backends.comfyui.standin import ComfyServer, text_to_picture
from tests.generation.filming import Film
from tests.generation.workers.test_providers import ended
from tests.support.asgi import answering
from tests.support.making import context, production

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[ComfyServer]:
    standin = ComfyServer()
    with answering(standin) as address:
        settings.COMFYUI_URL = address
        monkeypatch.setenv("COMFYUI_URL", address)  # for the child
        yield standin


@pytest.fixture
def child(server: ComfyServer) -> Iterator[Child]:
    started = Child()
    yield started
    started.kill()


@pytest.fixture
def keyframe(child: Child) -> JobRow:
    """A keyframe that a workflow made."""
    by = context()
    wanted = WantedWorkflow(json.dumps(text_to_picture()), name="Noise", licence="MIT")
    still = orders.add_workflow(by, wanted).value
    log = production(by)
    orders.change_draft(by, log, templates()["film_by_workflows"].graph)
    orders.publish_pipeline(by, log)
    chosen = {"id": str(still), "digest": made.model(still).state.weights.digest}
    commands.set_parameter(by, log, Target("production", log), "keyframe.model", chosen)
    commands.set_parameter(by, log, Target("production", log), "resolution", "128x72")
    (shot, *_) = queries.moment(log).shots
    order = Film(by, log, {"0": shot}, {}, {}).order("0", stages=["keyframe"])
    assert [ended(child)[:4], ended(child)[:4]] == ["done", "done"]
    return JobRow.objects.get(order=order, stage="keyframe")


def again(child: Child, job: JobRow, out: Path, watch: Watch) -> None:
    repeating._again(child, claiming.again(job), out, repeating._Place(watch, 0, 1))


def test_a_stop_reaches_the_server_that_runs_it(
    keyframe: JobRow, server: ComfyServer, child: Child, tmp_path: Path
) -> None:
    server.hangs = True
    with pytest.raises(StoppedAgain):
        again(child, keyframe, tmp_path, Watch(stopped=lambda: bool(server._running)))
    assert server.asked["POST /interrupt"] == 1
