"""What providers offer is registered with its price, by which plans, budgets and bills go."""

from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from generation import commands, queries
from generation.backends.hosted.preset import Price
from generation.domain.model import InvalidModel, WeightsKnown
from generation.domain.model_work import ModelWork
from generation.domain.plan import Cost
from generation.domain.prices import PriceList
from generation.jobs import dealings
from generation.models import DealingRow
from generation.planning.costs import Paces
from generation.register import usable
from generation.register.asked import answer, price
from generation.register.providers import ProviderRequest
from generation.register.sources import ModelUnusable
from productions.models import User
from tests.generation.backends.hosted.standin import preset
from tests.support.making import context

pytestmark = pytest.mark.django_db
HERE = "http://127.0.0.1:1"


def add(task: str = "video", **said: Any) -> Any:
    wanted = ProviderRequest(said.pop("text", preset(HERE, task)), **{"licence": "Terms of June", **said})
    return commands.add_provider(context(), wanted).value


def work(id_: Any, **said: Any) -> ModelWork:
    digest = queries.model(id_).state.weights.digest
    asked = {"resolution": "1280x720", "frames": 48, "rate": "24", "fed": ("prompt",), **said}
    return ModelWork("hosted", "video", str(id_), digest, **asked)


def test_what_a_provider_offers_is_a_model_with_a_price_and_no_key() -> None:
    id_ = add()
    state = queries.model(id_).state
    assert (state.name, state.task, state.backend) == ("Stand-in", "video", "hosted")
    assert (state.weights.source.kind, state.weights.source.at) == ("provider", "standin")
    with pytest.raises(WeightsKnown):
        add(name="Again")
    dearer = Price("0.07", "EUR", "clip")
    assert add(price=dearer, licence=None, version_of=id_) == id_
    assert len(queries.model(id_).state.versions) == 2, "another price is another version"


def test_a_price_is_in_the_currency_of_the_studio() -> None:
    with pytest.raises(InvalidModel, match="The studio counts in EUR"):
        add(price=Price("0.07", "USD", "clip"))
    with pytest.raises(InvalidModel, match="Say under which terms"):
        add(licence="")
    with pytest.raises(ModelUnusable, match="no TOML"):
        add(text="[")


@pytest.mark.parametrize(("per", "amount"), [("clip", "0.05"), ("second", "0.10"), ("picture", "0.05")])
def test_work_costs_what_the_provider_asks(per: Any, amount: str) -> None:
    id_ = add(price=Price("0.05", "EUR", per))
    told = answer(work(id_), usable.registered())
    assert told.price == Decimal(amount)
    assert price(ModelWork("diffusers", "video", "", "", "", 1, ""), {}) is None


def test_plans_count_with_that_price_whatever_a_device_second_costs() -> None:
    id_ = add()
    asked = work(id_)
    told = answer(asked, usable.registered())
    paces = Paces({}, {}, (), {}, PriceList(), datetime.now(UTC))
    one = Decimal(1)
    sure = paces.cost_by_model("provider_motion/1/hosted/1", Cost(one, one, one, work=asked), told)
    assert sure.price == (Decimal("0.05"),) * 3 and sure.most == Decimal("0.05")
    perhaps = paces.cost_by_model("provider_motion/1/hosted/1", Cost(Decimal(0), one, one, work=asked), told)
    assert perhaps.price == (Decimal(0), Decimal("0.05"), Decimal("0.05"))


def test_what_was_agreed_is_kept_by_the_key_of_the_work() -> None:
    key = "sha256:" + "0" * 64
    assert dealings.known(key) == {}
    dealings.keep(key, {"state": "asking", "token": "a"})
    assert [row.key for row in dealings.unsure()] == [key]
    out = StringIO()
    call_command("provider_requests", stdout=out)
    assert key in out.getvalue()
    call_command("provider_requests", "--forget", key, stdout=out)
    assert not DealingRow.objects.exists()
    with pytest.raises(CommandError, match="no such request"):
        call_command("provider_requests", "--forget", key)


def test_the_command_registers_a_preset_that_comes_along() -> None:
    User.objects.create_user("producer")
    out = StringIO()
    with pytest.raises(CommandError, match="Say what it costs"):
        call_command("add_provider", "fal_fast_sdxl", "--licence", "Their terms", stdout=out)
    priced = ("--price", "0.01", "--per", "picture")
    call_command("add_provider", "fal_fast_sdxl", "--licence", "Their terms", *priced, stdout=out)
    assert "fal: fast-sdxl is registered" in out.getvalue() and "PROVIDER_KEY_FAL" in out.getvalue()
    with pytest.raises(CommandError, match="is no price"):
        call_command("add_provider", "fal_fast_sdxl", "--licence", "x", "--price", "-1", stdout=out)
