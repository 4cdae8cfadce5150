"""The tour's view of the system: its HTTP API and its websocket, as any program would use them."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

Json = Any
ENDED = ("done", "failed", "cancelled")


class TourError(Exception):
    """Something that the tour needs is not there. Its text is meant for a person."""


class Client:
    """One signed-in account."""

    def __init__(self, base: str, username: str, password: str) -> None:
        self.base, self.username = base, username
        self._http = httpx.Client(base_url=f"{base}/api/v1/", timeout=60)
        token = self.post("auth/token/", {"username": username, "password": password})["token"]
        self._http.headers["Authorization"] = f"Token {token}"
        self.id: str = self.get("me/")["person"]

    def get(self, path: str) -> Json:
        """Return what an address shows; for a list, all its pages."""
        reply = self._send("GET", path)
        if not isinstance(reply, dict) or "results" not in reply:
            return reply
        results = reply["results"]
        while reply.get("next"):
            reply = self._send("GET", reply["next"])
            results.extend(reply["results"])
        return results

    def post(self, path: str, body: Json = None, headers: dict[str, str] | None = None) -> Json:
        return self._send("POST", path, body or {}, headers)

    def put(self, path: str, body: Json) -> Json:
        return self._send("PUT", path, body)

    def patch(self, path: str, body: Json) -> Json:
        return self._send("PATCH", path, body)

    def version_tag(self, path: str) -> str:
        """Return the ETag that a careful writer sends back as If-Match."""
        return str(self._http.get(path).headers["ETag"])

    def watch(self, production: str, order: str) -> Iterator[tuple[Json, Json | None]]:
        """Yield (order, progress frame or None) until the order ends; progress comes over the websocket."""
        known = self.get(f"orders/{order}/")
        yield known, None
        while known["state"] not in ENDED:
            for frame in self._frames(production):
                if frame["kind"] == "progress":
                    yield known, frame
                    continue
                known = self.get(f"orders/{order}/")
                yield known, None
                if known["state"] in ENDED:
                    return
            known = self.get(f"orders/{order}/")

    def _frames(self, production: str) -> Iterator[Json]:
        """Yield socket frames; a quiet second yields {"kind": "quiet"}, a broken socket ends it."""
        address = f"ws://{urlsplit(self.base).netloc}/ws/productions/{production}/"
        try:
            with connect(address, additional_headers={"Authorization": self._http.headers["Authorization"]}) as socket:
                while True:
                    try:
                        yield json.loads(socket.recv(timeout=1))
                    except TimeoutError:
                        yield {"kind": "quiet"}
        except (OSError, WebSocketException):
            return

    def _send(self, method: str, path: str, body: Json = None, headers: dict[str, str] | None = None) -> Json:
        try:
            reply = self._http.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise TourError(f"Nothing answers at {self.base} ({error}). Start the system with `make run`.") from None
        if reply.is_error:
            problem = reply.json() if "json" in reply.headers.get("Content-Type", "") else {"detail": reply.text[:200]}
            raise TourError(f"{method} {path} as {self.username}: {reply.status_code} {problem.get('detail')}")
        return reply.json() if reply.content else None
