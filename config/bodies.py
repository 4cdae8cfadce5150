"""Bodies of requests are bounded before anything keeps them: by how much the address takes, and by who sends it.

Django keeps the whole body, on the disk if it is long, before any view can ask. So this stands in front of Django: the
first bytes are read from whoever it is, more only from somebody who is signed in, and never more than the view takes,
whether the length was announced or comes in chunks.
"""

import asyncio
import logging
from contextlib import suppress
from typing import Any

import uuid6
from channels.db import database_sync_to_async
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from config.middleware import whole
from productions.api.http.base import View
from productions.api.http.errors import REQUEST_ID, TooLarge, problem
from productions.live.handshake import Application, AsgiScope, identify

logger = logging.getLogger(__name__)

UNASKED = 64 << 10
"""The most bytes that are read before it is asked who sends them, and all that is taken where no view takes bodies."""
LINGER_BYTES, LINGER_SECONDS = 32 << 20, 5.0
"""How much more of a refused body is thrown away, so that whoever still sends gets to read why it was refused."""
_WRITES = ("POST", "PUT", "PATCH", "DELETE")


class BoundedBodies:
    """An ASGI application around Django's that answers 413 or 401 to a body before it is read or kept."""

    def __init__(self, inner: Application) -> None:
        self._inner = inner

    async def __call__(self, scope: AsgiScope, receive: Any, send: Any) -> None:
        """Serve one request. One without a body goes through as it is."""
        announced = _announced(scope)
        if announced == 0:
            await self._inner(scope, receive, send)
            return
        body = _Body(scope, receive, send)
        if await body.admitted(announced or 0):
            await self._inner(scope, body.receive, send)


class _Body:
    """The body of one request, counted as it comes."""

    def __init__(self, scope: AsgiScope, receive: Any, send: Any) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._view = _view(scope)
        self._largest = int(getattr(self._view, "largest", UNASKED))
        self._size, self._known, self._refused = 0, False, False

    async def receive(self) -> Any:
        """Return the next message, or that the other side is gone: Django then forgets what it has read."""
        if self._refused:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self._size += len(message.get("body", b""))
        return message if await self.admitted(self._size) else {"type": "http.disconnect"}

    async def admitted(self, size: int) -> bool:
        """Whether a body of so many bytes is taken; otherwise the request is answered here."""
        refusal = await self._refusal(size)
        if refusal is not None:
            self._refused = True
            await self._answer(refusal)
        return refusal is None

    async def _refusal(self, size: int) -> HttpResponse | None:
        request = HttpRequest()
        request.META[REQUEST_ID] = str(uuid6.uuid7())
        if size > UNASKED and self._largest > UNASKED and not self._known:
            try:
                self._known = await database_sync_to_async(self._ask_who, thread_sensitive=False)()
            except DatabaseError:
                logger.warning("Nobody can be asked for: the database does not answer.", exc_info=True)
                return problem(request, 503, "unavailable", "The database does not answer.", {"retry_after": 5})
            if not self._known:
                return problem(request, 401, "not-authenticated", "Sign in before you send this much.")
        if size > self._largest:
            detail = f"This address takes at most {self._largest} bytes."
            return problem(request, 413, TooLarge.code, detail, {"largest": self._largest})
        return None

    def _ask_who(self) -> bool:
        """Whether it is somebody; not everybody may send as much as an address takes."""
        person = identify(self._scope)
        if person is not None and self._view is not None:
            self._largest = self._view.most_from(person.person)
        return person is not None

    async def _answer(self, response: HttpResponse) -> None:
        """The whole answer goes out first; the connection, which still holds what nobody wants, ends afterwards."""
        response["Connection"] = "close"
        response["Content-Length"] = str(len(response.content))
        if response.status_code == 401:
            response["WWW-Authenticate"] = "Token"
        headers = [(name.lower().encode(), value.encode("latin1")) for name, value in response.items()]
        await self._send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        await self._send({"type": "http.response.body", "body": response.content, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                await self._throw_away(LINGER_BYTES if self._known else UNASKED)
        await self._send({"type": "http.response.body"})

    async def _throw_away(self, most: int) -> None:
        while most > 0:
            message = await self._receive()
            most -= len(message.get("body", b"")) or 1
            if not message.get("more_body", False):
                return


def _announced(scope: AsgiScope) -> int | None:
    """How many bytes the body is said to have; None where it comes in chunks."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return None
    length = headers.get(b"content-length", b"0")
    return int(length) if length.isdigit() else None


def _view(scope: AsgiScope) -> type[View] | None:
    """The view of the address that takes a body; None where none does."""
    if scope["method"] not in _WRITES:
        return None
    try:
        view = getattr(resolve(whole(scope["path"])).func, "view_class", None)
    except Resolver404:
        return None
    return view if view is not None and issubclass(view, View) else None
