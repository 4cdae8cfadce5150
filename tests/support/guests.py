"""A guest of a share link at the API, in a browser of their own."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.test import Client

from tests.support.waiting import eventually
from tests.support.web import V1, Reply, data


def link_to(producer: Any, playlist: str, *, password: str = "", **terms: Any) -> str:
    """Make a link to a playlist, for an hour, and return its address: `<id>#<secret>`."""
    made = producer.post(f"playlists/{playlist}/links/", **{"name": "Client", "hours": 1, **terms})
    given = producer.post(f"share-links/{made['id']}/address/", password=password)
    return str(given["address"]).removeprefix("/guest/")


class Guest:
    """Holds the address of a link. Paths are those below the link's own part of the API."""

    def __init__(self, address: str) -> None:
        self.link, _, self.secret = address.partition("#")
        self.client = Client()

    def send(self, method: str, path: str = "", body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        address = path if path.startswith("/") else f"{V1}guests/{self.link}/{path}"
        text = b"" if body is None else msgspec.json.encode(body)
        reply: Reply = self.client.generic(method, address, text, content_type="application/json", headers=headers)
        return reply

    def come(self, name: str = "Anna", password: str = "") -> Reply:
        return self.send("POST", "enter/", {"secret": self.secret, "name": name, "password": password})

    def get(self, path: str = "") -> Any:
        reply = self.send("GET", path)
        assert reply.status_code == 200, reply.content
        return data(reply)

    def look(self) -> Any:
        """The playlist, as soon as the films with the guest's name in them are made."""

        def made() -> Any:
            shown = self.get()
            return None if any(clip["preparing"] for clip in shown["clips"]) else shown

        return eventually(made, 60)

    def say(self, **note: Any) -> Any:
        reply = self.send("POST", "notes/", note)
        assert reply.status_code == 201, reply.content
        return data(reply)

    @property
    def cookie(self) -> tuple[str, str]:
        """The name and the value of the session."""
        ((name, morsel),) = ((name, each) for name, each in self.client.cookies.items() if "guest" in name)
        return name, morsel.value


def came(address: str, name: str = "Anna", password: str = "") -> Guest:
    """Return a guest who is in."""
    guest = Guest(address)
    entered = guest.come(name, password)
    assert entered.status_code == 201, entered.content
    return guest
