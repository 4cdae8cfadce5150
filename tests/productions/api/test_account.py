"""The own account: name, password, sessions and tokens, and what ends with what."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from productions.models import SessionRow, TokenRow, User
from productions.people import tokens
from productions.people.devices import device
from tests.support.web import Api, Reply, code, data, someone

RIGHT, FRESH = "secret of ida", "a lamp on the old quay"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"

pytestmark = pytest.mark.usefixtures("ida")


class Browser:
    """A browser in which Ida is signed in."""

    def __init__(self, agent: str = FIREFOX, address: str = "192.0.2.1") -> None:
        self.client = Client(headers={"User-Agent": agent})
        self.address = address
        self.done("POST", "auth/session/", username="ida", password=RIGHT)

    def ask(self, method: str, path: str, **body: Any) -> Reply:
        reply: Reply = self.client.generic(
            method, f"/api/v1/{path}", msgspec.json.encode(body), "application/json", REMOTE_ADDR=self.address
        )
        return reply

    def done(self, method: str, path: str, **body: Any) -> Any:
        reply = self.ask(method, path, **body)
        assert reply.status_code < 400, reply.content
        return data(reply)

    @property
    def key(self) -> str:
        return str(self.client.cookies["sessionid"].value)

    def inside(self) -> bool:
        return bool(self.ask("GET", "me/").status_code == 200)


def works(secret: str) -> bool:
    return Client().get("/api/v1/me/", headers={"Authorization": f"Token {secret}"}).status_code == 200


def test_a_person_says_what_they_are_called(ida: Api) -> None:
    assert ida.patch("me/", name="  Ida Berg ")["name"] == "Ida Berg"
    assert ida.get("me/")["name"] == "Ida Berg"
    assert ida.patch("me/", name="")["name"] == "ida"


@pytest.mark.parametrize("name", ["x" * 151, "Ida\nBerg", "Ida\u202egreB", "\u200b"])
def test_a_name_that_misleads_is_refused(ida: Api, name: str) -> None:
    assert ida.send("PATCH", "me/", {"name": name}).status_code == 422


class TestSessions:
    def test_a_person_sees_where_they_are_signed_in(self) -> None:
        here, there = Browser(), Browser(CHROME, "2001:db8::7")
        by_device = {each["device"]: each for each in here.done("GET", "auth/sessions/")["results"]}
        assert {name: (each["address"], each["present"]) for name, each in by_device.items()} == {
            "Firefox on Windows": ("192.0.2.1", True),
            "Chrome on Linux": ("2001:db8::7", False),
        }
        assert here.key not in str(by_device) and there.key not in str(by_device)

    def test_a_session_is_ended_from_another(self) -> None:
        here, there = Browser(), Browser(CHROME)
        (other,) = [each for each in here.done("GET", "auth/sessions/")["results"] if not each["present"]]
        here.done("DELETE", f"auth/sessions/{other['id']}/")
        assert (here.inside(), there.inside()) == (True, False)
        assert code(here.ask("DELETE", f"auth/sessions/{other['id']}/")) == "not-found"

    def test_all_others_are_ended_at_once(self) -> None:
        here, *others = Browser(), Browser(), Browser()
        assert here.done("DELETE", "auth/sessions/") == {"ended": 2}
        assert (here.inside(), [each.inside() for each in others]) == (True, [False, False])

    def test_nobody_sees_or_ends_the_sessions_of_others(self) -> None:
        here, joan = Browser(), someone("joan")
        (own,) = here.done("GET", "auth/sessions/")["results"]
        assert joan.get("auth/sessions/")["results"] == []
        assert joan.send("DELETE", f"auth/sessions/{own['id']}/").status_code == 404
        joan.delete("auth/sessions/")
        assert here.inside()

    def test_a_session_that_is_not_used_ends_and_use_keeps_it(self, settings: Any) -> None:
        settings.SESSION_IDLE = timedelta(hours=2)
        here = Browser()
        assert self.hours_left(here) == pytest.approx(2, abs=0.01)
        self.age(here, hours=1.5)
        assert here.inside()
        assert self.hours_left(here) == pytest.approx(2, abs=0.01)
        SessionRow.objects.update(expire_date=timezone.now())
        assert not here.inside()

    def test_no_use_keeps_a_session_for_ever(self, settings: Any) -> None:
        here = Browser()
        self.age(here, hours=settings.SESSION_COOKIE_AGE / 3600 - 1)
        assert here.inside()
        assert self.hours_left(here) == pytest.approx(1, abs=0.01)

    def test_what_has_expired_is_cleared_away(self) -> None:
        Browser()
        SessionRow.objects.update(expire_date=timezone.now())
        Browser()
        assert SessionRow.objects.count() == 1

    def hours_left(self, browser: Browser) -> float:
        row = SessionRow.objects.get(session_key=browser.key)
        return (row.expire_date - timezone.now()).total_seconds() / 3600

    def age(self, browser: Browser, hours: float) -> None:
        """Let the session have begun, and have been used last, hours ago."""
        session = browser.client.session
        for name in ("signed_in_at", "seen_at"):
            session[name] -= int(hours * 3600)
        session.save()


class TestTokens:
    def test_a_token_has_a_name_and_an_end_and_is_shown_once(self, ida: Api) -> None:
        here = Browser()
        made = here.done("POST", "auth/tokens/", name="Nightly renders", days=90)
        assert works(made["token"])
        end = datetime.fromisoformat(made["expires_at"]) - timezone.now()
        assert end.total_seconds() == pytest.approx(90 * 86400, abs=60)
        (listed,) = [each for each in ida.get("auth/tokens/")["results"] if each["id"] == made["id"]]
        assert (listed["name"], listed["present"], listed["used_at"] is None) == ("Nightly renders", False, False)
        assert made["token"] not in str(here.done("GET", "auth/tokens/"))
        assert made["token"] not in str(list(TokenRow.objects.values()))

    def test_an_expired_token_lets_nobody_in_and_is_not_listed(self, ida: Api) -> None:
        secret = Browser().done("POST", "auth/tokens/", name="Old")["token"]
        TokenRow.objects.filter(name="Old").update(expiry=timezone.now())
        assert not works(secret)
        assert [each["name"] for each in ida.get("auth/tokens/")["results"]] == ["test"]

    def test_a_revoked_token_is_out_at_once(self, ida: Api) -> None:
        made = Browser().done("POST", "auth/tokens/", name="Lost")
        assert ida.delete(f"auth/tokens/{made['id']}/")["name"] == "Lost"
        assert not works(made["token"])
        assert ida.send("DELETE", f"auth/tokens/{made['id']}/").status_code == 404

    def test_nobody_sees_or_revokes_the_tokens_of_others(self, ida: Api) -> None:
        (own,) = ida.get("auth/tokens/")["results"]
        joan = someone("joan")
        assert [each["id"] for each in joan.get("auth/tokens/")["results"]] != [own["id"]]
        assert joan.send("DELETE", f"auth/tokens/{own['id']}/").status_code == 404
        assert ida.send("GET", "me/").status_code == 200

    def test_a_token_makes_no_token(self, ida: Api) -> None:
        assert code(ida.send("POST", "auth/tokens/", {"name": "Another"})) == "forbidden"

    @pytest.mark.parametrize("asked", [{"name": ""}, {"name": "x", "days": 0}, {"name": "x", "days": 366}, {}])
    def test_half_a_wish_for_a_token_is_refused(self, asked: dict[str, object]) -> None:
        assert Browser().ask("POST", "auth/tokens/", **asked).status_code == 422

    def test_there_is_an_end_to_how_many(self, ida: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tokens, "MOST", 2)
        here = Browser()
        here.done("POST", "auth/tokens/", name="Second")
        assert code(here.ask("POST", "auth/tokens/", name="Third")) == "too-many-tokens"

    def test_a_program_that_signs_in_at_every_run_never_stands_outside(
        self, ida: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tokens, "MOST", 3)
        body = msgspec.json.encode({"username": "ida", "password": RIGHT})
        replies = [Client().generic("POST", "/api/v1/auth/token/", body, "application/json") for _ in range(4)]
        assert [works(data(reply)["token"]) for reply in replies] == [False, False, True, True]
        assert ida.send("GET", "me/").status_code == 200

    def test_all_are_revoked_at_once(self) -> None:
        here = Browser()
        secrets = [here.done("POST", "auth/tokens/", name=name)["token"] for name in ("one", "two")]
        assert here.done("DELETE", "auth/tokens/") == {"revoked": 3}
        assert [works(secret) for secret in secrets] == [False, False]
        assert here.inside()

    def test_an_operator_makes_one_and_revokes_the_older(self, ida: Api, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("createtoken", "ida", "--name", "Metrics", "--days", "365", "--new")
        assert works(capsys.readouterr().out.strip())
        assert [row.name for row in tokens.of(ida.user)] == ["Metrics"]
        for wrong in (("--days", "0"), ("--name", "")):
            with pytest.raises(CommandError):
                call_command("createtoken", "ida", *wrong)


class TestPasswords:
    def test_another_password_ends_all_but_the_session_that_asks(self) -> None:
        here, there = Browser(), Browser(CHROME)
        secret = here.done("POST", "auth/tokens/", name="Nightly")["token"]
        changed = here.done("POST", "me/password/", current=RIGHT, password=FRESH)
        assert (changed["sessions"], changed["tokens"]) == (1, 2)
        assert (here.inside(), there.inside(), works(secret)) == (True, False, False)
        assert User.objects.get(username="ida").check_password(FRESH)
        (left,) = here.done("GET", "auth/sessions/")["results"]
        assert left["present"] and left["device"] == "Firefox on Windows"

    def test_a_password_changed_by_any_other_hand_ends_them_too(self, ida: Api) -> None:
        here = Browser()
        User.objects.filter(username="ida").update(password=make_password(FRESH))
        assert ida.send("GET", "me/").status_code == 401
        assert tokens.of(User.objects.get(username="ida")) == []
        assert not here.inside()

    def test_the_same_password_hashed_anew_ends_no_token(self, ida: Api, settings: Any) -> None:
        settings.PASSWORD_HASHERS = [
            "django.contrib.auth.hashers.ScryptPasswordHasher",
            *settings.PASSWORD_HASHERS,
        ]
        Browser()
        assert User.objects.get(username="ida").password.startswith("scrypt$")
        assert ida.send("GET", "me/").status_code == 200

    def test_a_password_by_token_ends_the_token(self, ida: Api) -> None:
        ida.post("me/password/", current=RIGHT, password=FRESH)
        assert ida.send("GET", "me/").status_code == 401
        assert not SessionRow.objects.exists()

    @pytest.mark.parametrize(
        ("password", "reason"),
        [
            ("too short", "at least 12 characters"),
            ("qwerty123456", "too common"),
            ("SeagullSeagull", "repeats itself"),
            ("abababbabaab", "repeats itself"),
            ("abcdefghijkl", "row of letters or keys"),
            ("Qwertyuiop12", "row of letters or keys"),
            ("zxcvbnm,./asdfgh", "row of letters or keys"),
            ("Password123!", "common word with something added"),
            ("P@ssw0rd2026", "common word with something added"),
            ("dragondragon1", "common word with something added"),
            ("continuity2026", "common word with something added"),
            ("81650293847561", "entirely numeric"),
            ("ida.berg.ida.berg", "too similar to the first name"),
            ("x" * 1001, "at most 1000 characters"),
        ],
    )
    def test_a_weak_password_is_refused_with_the_reason(self, ida: Api, password: str, reason: str) -> None:
        ida.patch("me/", name="ida.berg.ida")
        refused = ida.send("POST", "me/password/", {"current": RIGHT, "password": password})
        assert (refused.status_code, code(refused), data(refused)["field"]) == (422, "weak-password", "password")
        assert any(reason in said for said in data(refused)["reasons"]), data(refused)
        assert ida.send("GET", "me/").status_code == 200

    @pytest.mark.parametrize("password", ["correct horse battery", "Quay-at-dawn 7", "fog over the abc islands"])
    def test_a_sentence_of_words_is_taken(self, ida: Api, password: str) -> None:
        ida.post("me/password/", current=RIGHT, password=password)
        assert User.objects.get(username="ida").check_password(password)

    def test_the_present_password_must_be_known(self, ida: Api) -> None:
        refused = ida.send("POST", "me/password/", {"current": "wrong", "password": FRESH})
        assert (refused.status_code, code(refused)) == (422, "wrong-current-password")
        assert data(refused)["field"] == "current"


@pytest.mark.parametrize(
    "address",
    ["me/password/", "auth/tokens/", "auth/sessions/", f"auth/tokens/{'0' * 32}/", f"auth/sessions/{'0' * 32}/"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_nobody_unknown_reaches_an_account(method: str, address: str) -> None:
    assert Client().generic(method, f"/api/v1/{address}", b"{}", "application/json").status_code in (401, 404)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (f"{CHROME} Edg/150.0.0.0", "Edge on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8.9.1", "curl/8.9.1"),
        ("", ""),
    ],
)
def test_a_device_is_told_in_words(agent: str, words: str) -> None:
    assert device(agent) == words
