"""Work for a withdrawn model is not begun: its jobs fail at once with the reason, and go on when it is back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from generation import commands as orders
from generation import queries as made
from generation.models import JobRow
from generation.register.registering import ModelRequest
from generation.stages.templates import templates
from productions import commands, queries
from productions.commands import Target
from tests.generation.backends.diffusers.folders import model
from tests.generation.filming import Film, pretend_all
from tests.support.making import context, production

pytestmark = pytest.mark.django_db
STILL: Mapping[str, Any] = {
    "text_encoder": ("transformers", "CLIPTextModel", {}),
    "tokenizer": ("transformers", "CLIPTokenizer", None),
    "vae": ("diffusers", "AutoencoderKL", {"latent_channels": 4, "block_out_channels": [8, 16]}),
    "unet": ("diffusers", "UNet2DConditionModel", {"in_channels": 4}),
    "scheduler": ("diffusers", "PNDMScheduler", None),
}


@pytest.fixture
def still(tmp_path: Path) -> UUID:
    """A registered model that makes pictures."""
    folder = model(tmp_path / "still", "StableDiffusionPipeline", STILL)
    wanted = ModelRequest(str(folder), licence="MIT")
    return orders.add_model(context(), wanted, lambda _done, _whole: None, lambda _done, _whole: None).value


@pytest.fixture
def film(still: UUID) -> Film:
    """A production whose keyframes are made by that model."""
    by = context()
    log = production(by)
    orders.change_draft(by, log, templates()["film_by_models"].graph)
    orders.publish_pipeline(by, log)
    digest = made.model(still).state.weights.digest
    commands.set_parameter(by, log, Target("production", log), "keyframe.model", {"id": str(still), "digest": digest})
    shots = {f"{place}": id_ for place, id_ in enumerate(queries.moment(log).shots)}
    return Film(by, log, shots, {}, {})


def keyframe(order: UUID) -> tuple[str, str, str]:
    row = JobRow.objects.filter(order=order, stage="keyframe").first()
    assert row is not None
    return row.state, row.code, row.reason


def test_jobs_of_a_withdrawn_model_fail_with_its_reason_before_a_worker_takes_them(film: Film, still: UUID) -> None:
    orders.withdraw_model(context(), still, "Its licence changed.")
    placed = film.order("0")
    pretend_all()
    assert keyframe(placed) == ("failed", "model-withdrawn", "still was withdrawn: Its licence changed.")
    assert JobRow.objects.get(order=placed, stage="motion").state == "skipped"


def test_they_go_on_when_it_is_back(film: Film, still: UUID) -> None:
    orders.withdraw_model(context(), still, "Its licence changed.")
    film.order("0")
    pretend_all()
    orders.reinstate_model(context(), still)
    placed = film.order("0")
    pretend_all()
    assert keyframe(placed)[0] != "failed"


def test_what_was_made_before_is_met_again(film: Film, still: UUID) -> None:
    film.order("0")
    pretend_all()
    orders.withdraw_model(context(), still, "Its licence changed.")
    again = film.order("0", include_approved=True)
    pretend_all()
    assert keyframe(again)[0] == "reused"


def test_what_mends_them_is_said_of_what_failed_before_it_was_known_what_to_do(film: Film, still: UUID) -> None:
    orders.withdraw_model(context(), still, "Its licence changed.")
    film.order("0")
    pretend_all()
    stands = made.queue_overview(film.log)
    [group] = stands.failures
    assert "keyframe.model" in stands.mended_by[group.id]
