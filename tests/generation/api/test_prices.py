"""The studio's price list over the API: who reads it, who sets it, and what is refused."""

import pytest

from productions.models import User
from tests.generation.filming import Film
from tests.support.web import Api, code, crew

pytestmark = pytest.mark.django_db

PRICES = "studio/prices/"
FREE = {"device_class": "cpu", "since": "1970-01-01", "hourly": "0"}
GPU = {"device_class": "h100", "since": "2026-01-01", "hourly": "2.5"}


@pytest.fixture
def boss() -> Api:
    """Who answers for the studio."""
    return Api(User.objects.create_superuser("boss"))


def test_a_studio_begins_with_its_processors_for_nothing(ida: Api) -> None:
    shown = ida.get(PRICES)
    assert (shown["version"], shown["currency"], shown["rates"], shown["unpriced"]) == (0, "EUR", [FREE], [])


def test_who_answers_for_the_studio_sets_them(boss: Api, ida: Api) -> None:
    told = boss.put(PRICES, currency="USD", rates=[FREE, GPU])
    assert [event["type"] for event in told["events"]] == ["prices.changed"] * 2
    assert ida.get(PRICES)["rates"] == [FREE, GPU]
    refused = ida.send("PUT", PRICES, {"currency": "USD", "rates": []})
    assert (refused.status_code, code(refused)) == (403, "forbidden")


def test_who_may_not_see_costs_does_not_read_them(ida: Api, film: Film) -> None:
    reviewer = crew(ida, str(film.log))["reviewer"]
    assert reviewer.send("GET", PRICES).status_code == 403
    assert Api(User.objects.create_user("nobody")).send("GET", PRICES).status_code == 403


def test_a_list_that_cannot_be_is_refused(boss: Api) -> None:
    twice = boss.send("PUT", PRICES, {"currency": "EUR", "rates": [GPU, {**GPU, "hourly": "3"}]})
    assert twice.status_code == 422
    wrong = boss.send("PUT", PRICES, {"currency": "EUR", "rates": [{**GPU, "hourly": "-1"}]})
    assert (wrong.status_code, code(wrong)) == (422, "invalid-prices")


def test_two_people_at_once(boss: Api) -> None:
    boss.put(PRICES, currency="EUR", rates=[FREE, GPU])
    late = boss.send("PUT", PRICES, {"currency": "EUR", "rates": [FREE], "version": 0})
    assert late.status_code == 409
