"""Work for models in plans over the API: as its model would make it, what that rests on, and what blocks it."""

from typing import Any
from uuid import UUID

import pytest

from generation import commands as orders
from tests.generation.filming import Film
from tests.generation.planning.test_model_works import Choose, choose, film
from tests.support.making import context
from tests.support.web import Api

pytestmark = pytest.mark.django_db
__all__ = ["choose", "film"]


def motion(ida: Api, film: Film, address: str) -> dict[str, Any]:
    plan = ida.get(f"{address}plan/?shot={film.shots['0']}")
    line: dict[str, Any] = next(each for each in plan["stages"] if each["stage"] == "motion")
    return line


def test_a_line_says_how_its_model_would_make_it_and_that_nothing_was_measured(
    ida: Api, film: Film, address: str, choose: Choose
) -> None:
    chosen = choose()
    line = motion(ida, film, address)
    assert line["cost"]["basis"] == "guessed"
    told = line["made"]
    assert (told["model"], told["name"], told["version"]) == (chosen["id"], "wan", 1)
    assert {"of": "frames", "asked": "50", "made": "53", "why": "4n + 1"} in told["snaps"]
    assert (told["width"], told["height"], told["frames"], told["steps"]) == (864, 480, 53, 50)


def test_a_withdrawn_model_blocks_with_the_reason_and_the_fix_and_costs_nothing(
    ida: Api, film: Film, address: str, choose: Choose
) -> None:
    chosen = choose()
    before = ida.get(f"{address}plan/")["total"]
    dear = ida.post(f"{address}orders/quote/", shots=[str(film.shots["0"])])["cost"]
    assert dear["basis"] == "guessed"
    orders.withdraw_model(context(), UUID(chosen["id"]), "Its licence changed.")
    line = motion(ida, film, address)
    assert (line["verdict"], line["made"], line["cost"]["seconds"]["high"]) == ("blocked", None, 0)
    assert "Its licence changed. Choose another model" in line["reason"]
    after = ida.get(f"{address}plan/")["total"]
    assert after["stages"] == before["stages"] - 2 * len(film.shots), "nor what stands on it"
    quote = ida.post(f"{address}orders/quote/", shots=[str(film.shots["0"])])
    assert quote["cost"]["seconds"]["high"] < dear["seconds"]["high"] / 10


def test_the_board_that_was_shown_before_hears_that_a_model_was_withdrawn(
    ida: Api, film: Film, address: str, choose: Choose
) -> None:
    chosen = choose()
    board = ida.get(f"{address}stages/")
    orders.withdraw_model(context(), UUID(chosen["id"]), "Its licence changed.")
    since = ida.get(f"{address}stages/?since={board['since']}")
    cells = {(cell["shot"], cell["stage"]): cell for cell in since["stages"]}
    assert since["changes"] and cells[str(film.shots["0"]), "motion"]["verdict"] == "blocked"
