"""How often a password may be guessed: by name, by network, by browser, and never so that somebody else is shut out."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.utils import timezone

from productions.models import User
from productions.people import limits, signin
from tests.support.together import at_once
from tests.support.web import Api, Reply, code, data

TRIES = settings.AXES_FAILURE_LIMIT
RIGHT = "secret of ida"


class Browser:
    """A browser at an address, which keeps its cookies."""

    def __init__(self, address: str = "192.0.2.1") -> None:
        self._client, self._address = Client(), address

    def ask(self, password: str, username: str = "ida", path: str = "session") -> Reply:
        body = msgspec.json.encode({"username": username, "password": password})
        reply: Reply = self._client.generic(
            "POST", f"/api/v1/auth/{path}/", body, "application/json", REMOTE_ADDR=self._address
        )
        return reply

    def guess(self, times: int = TRIES, username: str = "ida") -> list[int]:
        return [self.ask("wrong", username).status_code for _ in range(times)]


def later(seconds: int) -> None:
    """Let time pass for all that was counted."""
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(id=attempt.id).update(
            attempt_time=attempt.attempt_time - timedelta(seconds=seconds)
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("ida")
class TestLimits:
    def test_a_name_is_closed_for_a_while_whatever_addresses_the_guesses_come_from(self) -> None:
        for attempt in range(TRIES):
            Browser(f"10.{attempt}.0.1").ask("wrong", "Ida ")
        for path in ("session", "token"):
            closed = Browser("10.99.0.1").ask(RIGHT, path=path)
            assert (closed.status_code, code(closed)) == (429, "too-many-attempts")
            assert closed["Retry-After"] == str(signin.PAUSE)
        assert Browser("10.99.0.1").ask("wrong", "someone-else").status_code == 401

    def test_a_name_without_an_account_closes_just_the_same(self) -> None:
        assert Browser().guess(TRIES, "nobody")[-1] == 429

    def test_the_wait_does_not_grow_while_somebody_goes_on(self) -> None:
        Browser("10.0.0.1").guess()
        for _ in range(4):
            later(60)
            assert set(Browser("10.0.0.2").guess(3)) == {429}
        later(61)
        assert Browser("10.0.0.3").ask(RIGHT).status_code == 200

    def test_an_outsider_cannot_shut_a_person_out_of_a_browser_that_they_used_before(self) -> None:
        own = Browser("192.0.2.7")
        assert own.ask(RIGHT).status_code == 200
        Browser("10.0.0.1").guess()
        Browser("192.0.2.7").guess()
        assert Browser("192.0.2.7").ask(RIGHT).status_code == 429
        assert own.ask(RIGHT).status_code == 200

    def test_a_known_browser_has_a_count_of_its_own(self) -> None:
        own = Browser()
        own.ask(RIGHT)
        assert own.guess()[-1] == 429
        assert own.ask(RIGHT).status_code == 429
        assert Browser("192.0.2.99").ask(RIGHT).status_code == 200

    def test_a_browser_is_known_for_those_who_signed_in_there_alone(self) -> None:
        User.objects.create_user("joan", password="secret of joan")
        own = Browser()
        own.ask(RIGHT)
        Browser("10.0.0.1").guess(TRIES, "joan")
        assert own.ask("secret of joan", "joan").status_code == 429

    def test_a_cookie_that_somebody_made_up_is_worth_nothing(self) -> None:
        own = Browser()
        own.ask(RIGHT)
        cookie = own._client.cookies["continuity_browser"]
        assert cookie["httponly"] and cookie["samesite"] == "Strict"
        forger = Browser("10.0.0.1")
        forger._client.cookies["continuity_browser"] = f"x{cookie.value}"
        forger.guess()
        assert Browser("10.0.0.2").ask(RIGHT).status_code == 429  # counted as anybody's

    def test_an_address_is_closed_whatever_names_it_tries(self) -> None:
        for attempt in range(TRIES * limits.SHARED):
            assert Browser("10.0.0.1").ask("wrong", f"name {attempt}").status_code in (401, 429)
        assert Browser("10.0.0.1").ask(RIGHT).status_code == 429
        assert Browser("10.0.0.2").ask(RIGHT).status_code == 200

    def test_an_account_of_ones_own_does_not_open_the_address_again(self) -> None:
        User.objects.create_user("eve", password="secret of eve")
        for attempt in range(TRIES * limits.SHARED - 1):
            Browser("10.0.0.1").ask("wrong", f"name {attempt}")
        assert Browser("10.0.0.1").ask("secret of eve", "eve").status_code == 200
        Browser("10.0.0.1").ask("wrong", "one more")
        assert Browser("10.0.0.1").ask(RIGHT).status_code == 429

    def test_a_network_of_version_6_is_one_address(self) -> None:
        for attempt in range(TRIES * limits.SHARED):
            Browser(f"2001:db8:0:1::{attempt:x}").ask("wrong", f"name {attempt}")
        assert Browser("2001:db8:0:1:ffff::1").ask(RIGHT).status_code == 429
        assert Browser("2001:db8:0:2::1").ask(RIGHT).status_code == 200

    def test_a_right_password_forgets_the_wrong_ones(self) -> None:
        Browser().guess(TRIES - 1)
        assert Browser().ask(RIGHT).status_code == 200
        assert not AccessAttempt.objects.exists()

    def test_no_name_and_no_password_is_kept(self) -> None:
        Browser().ask("hunter2", "my password by mistake")
        (kept,) = AccessAttempt.objects.values()
        assert "mistake" not in str(kept) and "hunter2" not in str(kept)

    def test_the_own_password_is_guessed_no_more_often_than_at_the_door(self, ida: Api) -> None:
        said = [ida.send("POST", "me/password/", {"current": "wrong", "password": "x"}) for _ in range(TRIES + 1)]
        assert [code(reply) for reply in (said[0], said[-1])] == ["wrong-current-password", "too-many-attempts"]


@pytest.fixture
def live_ida(live_database: str) -> Iterator[None]:
    User.objects.create_user("ida", password=RIGHT)
    yield


def test_guesses_side_by_side_are_counted_one_by_one(live_ida: None) -> None:
    statuses = at_once(*[lambda: Browser().ask("wrong").status_code] * (2 * TRIES))
    assert statuses.count(401) < TRIES and statuses.count(429) > TRIES
    assert sum(AccessAttempt.objects.values_list("failures_since_start", flat=True)) == TRIES
    assert data(Browser().ask("wrong"))["retry_after"] == signin.PAUSE
    assert AccessAttempt.objects.filter(attempt_time__lt=timezone.now()).count() == 1
