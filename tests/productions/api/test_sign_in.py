"""Tokens for programs, sessions for the page."""

import msgspec
import pytest
from django.test import Client

from productions.models import User
from tests.support.web import Api, Reply, code, data

pytestmark = pytest.mark.usefixtures("ida")


def ask(client: Client, path: str, username: str, password: str, **headers: str) -> Reply:
    body = msgspec.json.encode({"username": username, "password": password})
    reply: Reply = client.generic("POST", f"/api/v1/auth/{path}/", body, "application/json", headers=headers)
    return reply


def test_name_and_password_give_a_token_that_works() -> None:
    given = data(ask(Client(), "token", "ida", "secret of ida"))
    me = Client().get("/api/v1/me/", headers={"Authorization": f"Token {given['token']}"})
    assert (data(me)["username"], data(me)["person"]) == ("ida", given["person"])


def test_nobody_is_told_whether_an_account_exists() -> None:
    User.objects.create_user("gone", password="secret", is_active=False)
    replies = [ask(Client(), "token", name, "secret") for name in ("ida", "nobody", "gone")]
    assert {(reply.status_code, code(reply)) for reply in replies} == {(401, "wrong-password")}
    assert len({data(reply)["detail"] for reply in replies}) == 1


def test_without_sign_in_there_is_nothing() -> None:
    refused = Client().get("/api/v1/productions/")
    assert (refused.status_code, code(refused)) == (401, "not-authenticated")
    assert refused["WWW-Authenticate"] == "Token"
    wrong = Client().get("/api/v1/productions/", headers={"Authorization": "Token wrong"})
    assert (wrong.status_code, code(wrong)) == (401, "not-authenticated")


def test_an_account_switched_off_is_out_at_once(ida: Api) -> None:
    User.objects.filter(username="ida").update(is_active=False)
    assert ida.send("GET", "me/").status_code == 401


class Page:
    """A browser that keeps cookies and checks CSRF."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.token = data(self.client.get("/api/v1/auth/session/"))["csrf_token"]

    def sign_in(self) -> Reply:
        return ask(self.client, "session", "ida", "secret of ida", **{"X-CSRFToken": self.token})

    def revise(self, film: str, script: bytes, **headers: str) -> Reply:
        """Send a script as a file of a form."""
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.fountain"\r\n\r\n'
        body, kind = head + script + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"
        reply: Reply = self.client.generic("PUT", f"/api/v1/{film}script/", body, kind, headers=headers)
        return reply

    def create(self, **headers: str) -> Reply:
        reply: Reply = self.client.generic(
            "POST", "/api/v1/productions/", b'{"name": "The Ferry"}', "application/json", headers=headers
        )
        return reply


def test_a_session_signs_in_works_and_ends() -> None:
    page = Page()
    session = data(page.sign_in())
    assert session["person"]["username"] == "ida"
    assert data(page.client.get("/api/v1/me/"))["username"] == "ida"
    ended = page.client.delete("/api/v1/auth/session/", headers={"X-CSRFToken": session["csrf_token"]})
    assert data(ended)["person"] is None
    assert page.client.get("/api/v1/me/").status_code == 401


def test_a_session_writes_only_with_the_csrf_token() -> None:
    page = Page()
    token = data(page.sign_in())["csrf_token"]
    refused = page.create()
    assert (refused.status_code, code(refused)) == (403, "csrf-failed")
    assert page.create(**{"X-CSRFToken": token}).status_code == 201


def test_a_session_sends_files_with_the_token_in_the_header(film: str) -> None:
    page = Page()
    token = data(page.sign_in())["csrf_token"]
    for headers in ({}, {"X-CSRFToken": "x" * 64}):
        refused = page.revise(film, b"INT. BARN - DAY\n\nHay.", **headers)
        assert (refused.status_code, code(refused)) == (403, "csrf-failed")
    assert page.revise(film, b"INT. BARN - DAY\n\nHay.", **{"X-CSRFToken": token}).status_code == 200


def test_a_token_in_the_form_is_not_looked_at() -> None:
    page = Page()
    token = data(page.sign_in())["csrf_token"]
    address, form = "/api/v1/productions/", f"csrfmiddlewaretoken={token}&name=x".encode()
    refused = page.client.generic("POST", address, form, "application/x-www-form-urlencoded")
    assert (refused.status_code, code(refused)) == (403, "csrf-failed")


def test_signing_in_by_session_needs_the_csrf_token() -> None:
    refused = ask(Client(enforce_csrf_checks=True), "session", "ida", "secret of ida")
    assert (refused.status_code, code(refused)) == (403, "csrf-failed")


def test_a_token_needs_no_csrf_token(ida: Api) -> None:
    ida.client.handler.enforce_csrf_checks = True
    assert ida.send("POST", "productions/", {"name": "The Ferry"}).status_code == 201


@pytest.mark.parametrize("body", [{}, {"username": "ida"}, {"username": "ida", "password": 1}, {"username": ["ida"]}])
def test_half_a_sign_in_is_refused(body: dict[str, object]) -> None:
    reply = Client().generic("POST", "/api/v1/auth/token/", msgspec.json.encode(body), "application/json")
    assert reply.status_code == 422
