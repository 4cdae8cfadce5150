"""What models take: observed by shape when a job is done, and told for the size that a model was made for."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generation import queries
from generation.domain.model import Model
from generation.models import ModelPaceRow
from generation.register import paces
from generation.stages.registry import kinds
from tests.generation.register.test_registering import add, folder

pytestmark = pytest.mark.django_db
VALUES = {"parameter:resolution": "832x480", "parameter:frame_rate": "16", "frames": 81}


@pytest.fixture
def wan(tmp_path: Path) -> tuple[str, Model]:
    id_ = add(folder(tmp_path / "wan"))
    return str(id_), queries.model(id_).state


def seen(wan: tuple[str, Model], seconds: str, device: str = "cpu", **set_: Any) -> None:
    kind = next(each for each in kinds().values() if "model" in each.parameters and "frames" in each.reads)
    chosen = {"id": wan[0], "digest": wan[1].weights.digest}
    named = {f"setting:{name}": value for name, value in {"model": chosen, **set_}.items()}
    paces.observe(kind, {"inputs": {**VALUES, **named}, "upstream": {"prompt": {}}}, device, Decimal(seconds))


def test_what_work_took_is_kept_by_its_shape(wan: tuple[str, Model]) -> None:
    seen(wan, "90", steps="20", precision="bfloat16")
    row = ModelPaceRow.objects.get()
    assert (row.tokens, row.steps, row.passes) == (21 * 52 * 30, 20, 2)
    assert (row.pixels, row.numbers, row.device_class) == (832 * 480 * 81, "bfloat16/all", "cpu")


def test_what_makes_work_cheaper_is_learned_apart(wan: tuple[str, Model]) -> None:
    for set_ in ({"step_cache": "first-block", "tolerance": "0.125"}, {"step_cache": "taylor"}, {"compiled": True}):
        seen(wan, "60", **set_)
    seen(wan, "60", storage="float8", offload="model")
    kept = set(ModelPaceRow.objects.values_list("numbers", flat=True))
    assert kept == {"auto/all/first-block 0.12", "auto/all/taylor", "auto/all/compiled", "auto/model/float8"}


def test_what_took_no_time_that_is_kept_teaches_nothing(wan: tuple[str, Model]) -> None:
    seen(wan, "0.0004")
    assert not ModelPaceRow.objects.exists()


def test_a_second_of_film_is_told_where_enough_was_seen(wan: tuple[str, Model]) -> None:
    for _ in range(2):
        seen(wan, "101.25", device="h100")
    assert paces.paces(wan[1].weights) == []
    for _ in range(2):
        seen(wan, "101.25", device="h100")
    seen(wan, "5", device="cpu")
    (pace,) = paces.paces(wan[1].weights)
    assert (pace.device, pace.numbers, pace.jobs) == ("h100", "auto/all", 4)
    assert float(pace.cost.expected) == pytest.approx(101.25 * 16 / 81, rel=0.01)
    assert pace.cost.low < pace.cost.expected < pace.cost.high


def test_what_no_model_made_teaches_nothing_of_models(wan: tuple[str, Model]) -> None:
    drawn = next(each for each in kinds().values() if "model" not in each.parameters and "frames" in each.reads)
    paces.observe(drawn, {"inputs": VALUES, "upstream": {}}, "cpu", Decimal(3))
    seen(("018f0000-0000-7000-8000-00000000000a", wan[1]), "3")
    seen(wan, "0")
    still = kinds()["model_keyframe"]
    chosen = {"id": wan[0], "digest": wan[1].weights.digest}
    continued = {"inputs": {**VALUES, "setting:model": chosen}, "upstream": {"continues": {"last_frame": "sha256:a"}}}
    paces.observe(still, continued, "cpu", Decimal(3))
    assert not ModelPaceRow.objects.exists()
