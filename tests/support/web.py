"""A person at the API: short calls, replies as data."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from django.test import Client

from productions import commands
from productions.domain.production import ROLES, Role
from productions.models import User
from productions.people import tokens
from tests.support.making import context

V1 = "/api/v1/"
Reply = Any
"""A reply of Django's test client, whose type has no public name."""


def data(response: Reply) -> Any:
    """Return what a reply says."""
    return msgspec.json.decode(response.content)


def code(response: Reply) -> str:
    """Return the stable code of a problem."""
    assert response["Content-Type"] == "application/problem+json", response.content
    return str(data(response)["code"])


class Api:
    """Calls as one account, by token. Paths are those below /api/v1/; a whole address is taken as it is."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.person: UUID = user.person
        self.authorization = f"Token {tokens.make(user, 'test')[1]}"
        self.client = Client(headers={"Authorization": self.authorization})

    def send(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """Send JSON, or bytes as they are."""
        sent = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
        address = path if "/api/" in path else f"{V1}{path}"
        response: Reply = self.client.generic(
            method, address, sent, content_type="application/json", headers=dict(headers or {})
        )
        return response

    def get(self, path: str, **headers: str) -> Any:
        """Return the data of a GET that succeeds."""
        return self.done(self.send("GET", path, headers=headers))

    def post(self, path: str, **body: Any) -> Any:
        return self.done(self.send("POST", path, body))

    def put(self, path: str, **body: Any) -> Any:
        return self.done(self.send("PUT", path, body))

    def patch(self, path: str, **body: Any) -> Any:
        return self.done(self.send("PATCH", path, body))

    def delete(self, path: str, **body: Any) -> Any:
        return self.done(self.send("DELETE", path, body))

    def done(self, response: Reply) -> Any:
        """Return the data of a reply that must be a success."""
        assert response.status_code < 400, response.content.decode()
        return data(response)


def someone(name: str) -> Api:
    """Return a new account at the API."""
    return Api(User.objects.create_user(name, password=f"secret of {name}"))


def crew(producer: Api, production: str) -> dict[Role, Api]:
    """Return one member of each role; the producer is the one given."""
    members: dict[Role, Api] = {role: someone(f"{role}-{production[-6:]}") for role in ROLES if role != "producer"}
    for role, api in members.items():
        commands.add_member(context(producer.person), UUID(production), api.person, role)
    return {"producer": producer, **members}
