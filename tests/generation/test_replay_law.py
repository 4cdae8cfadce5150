"""The replay law: rows are the folds of their events, of which none is left out, and give the same plan again."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from events import projections, registry, store
from events.execution import Batch, execute
from events.rebuild import rebuild
from generation import commands as orders
from generation.domain.model import (
    MODEL,
    AddVersion,
    ChangeModel,
    ModelCommand,
    NoteTrial,
    RegisterModel,
    ReinstateModel,
    Trial,
    Weights,
    WeightsSource,
    WithdrawModel,
)
from generation.planning import plan_cache, planner
from productions import commands
from productions.commands import Target
from productions.domain.studio import STUDIO
from productions.projections import KINDS
from productions.queries import templates
from tests.conftest import Sequencer
from tests.generation.filming import Film, pretend_all

pytestmark = pytest.mark.django_db
WEIGHTS = Weights(WeightsSource("folder", "/models/wan"), "sha256:" + "1" * 64, 1000, {"family": "WanPipeline"}, 1200)
OTHER = replace(WEIGHTS, digest="sha256:" + "2" * 64)


def test_the_rows_of_orders_are_rebuilt_from_every_event_that_they_have(film: Film, sequencer: Sequencer) -> None:
    held = film.order("one", waits="asked")
    assert rebuild(check=True) == []
    orders.release_order(film.by, held)
    orders.prioritise_order(film.by, held, "high")
    assert rebuild(check=True) == []
    pretend_all()
    cancelled = film.order("two", "three")
    assert rebuild(check=True) == []
    orders.cancel_order(film.by, cancelled)
    sequencer.step()
    assert rebuild(check=True) == []
    happened = {event.type for event in store.read_log(film.log, limit=10_000)}
    assert {name for name in happened if name.startswith("order.")} == {
        name for name in registry.registered() if name.startswith("order.")
    }


def test_rows_that_are_made_again_from_their_events_give_the_same_plan(film: Film, sequencer: Sequencer) -> None:
    film.order("one", "two")
    pretend_all()
    commands.change_shot(film.by, film.log, film.shots["two"], {"camera": "push-in"})
    commands.set_continues(film.by, film.log, film.shots["three"], film.shots["one"])
    sequencer.step()
    before = planner.plan(film.log)
    assert rebuild(check=False) == []
    assert planner.plan(film.log) == before
    plan_cache.forget(film.log)
    assert planner.plan(film.log) == before


def steer(film: Film) -> None:
    orders.pause_queue(film.by, film.log, "the film is away")
    orders.resume_queue(film.by, film.log)


def price(film: Film) -> None:
    orders.set_prices(film.by, "EUR", {"cpu": {"2026-01-01": "0.1"}})
    orders.set_prices(film.by, "EUR", {"cpu": {"2026-01-01": "0.2"}, "cuda": {"2026-02-01": "2"}})


def save(film: Film) -> None:
    saved = commands.save_template(film.by, templates.from_production(film.log, "Ours", "For all we do.")).value
    commands.change_template(film.by, saved, title="Spots")
    commands.set_parameter(film.by, film.log, Target("production", film.log), "style", "ink")
    commands.replace_template(film.by, saved, templates.from_production(film.log, "Spots", "For spots."))
    commands.withdraw_template(film.by, saved)


def register(film: Film) -> None:
    stream = uuid4()
    asked: list[ModelCommand] = [
        RegisterModel("Wan", "video", "diffusers", "Apache-2.0", ("commercial",), "", WEIGHTS),
        AddVersion("video", "diffusers", OTHER),
        ChangeModel(name="Wan 2"),
        NoteTrial(OTHER.digest, "cpu", Trial(worked=True)),
        WithdrawModel("no licence"),
        ReinstateModel(),
    ]
    for command in asked:
        execute(film.by, STUDIO, lambda batch, command=command: _decide(batch, stream, command))  # type: ignore[misc]


def _decide(batch: Batch, stream: UUID, command: ModelCommand) -> None:
    batch.preload(MODEL, [stream], begun=False)
    batch.decide(MODEL, stream, command)


OF_STUDIO_AND_QUEUE: dict[str, Callable[[Film], None]] = {
    "queue": steer,
    "prices": price,
    "template": save,
    "model": register,
}


def test_every_kind_with_rows_is_under_the_law() -> None:
    assert projections.registered().keys() == KINDS.keys() | OF_STUDIO_AND_QUEUE.keys() | {"order"}


@pytest.mark.parametrize("kind", OF_STUDIO_AND_QUEUE)
def test_rows_are_rebuilt_from_every_event_that_they_have(kind: str, film: Film, sequencer: Sequencer) -> None:
    OF_STUDIO_AND_QUEUE[kind](film)
    assert rebuild(check=True) == []
    sequencer.step()
    happened = {event.type for log in (STUDIO, film.log) for event in store.read_log(log, limit=10_000)}
    assert {name for name in registry.registered() if name.startswith(f"{kind}.")} <= happened
