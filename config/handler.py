"""Django's ASGI handler, with a bounded number of threads, one hand-off for each request, and a bounded queue."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from typing import Any, TypeVar

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from productions.api.http.errors import problem

T = TypeVar("T")

THREADS = 8
"""Requests that are worked on at the same time; the web's pool of connections has more than these."""
MOST_WAITING = 120
"""Requests that may wait for a thread: more than these would wait longer than their askers do."""
RETRY_SECONDS = 2


class Handler(ASGIHandler):
    """Runs middleware and view in one go, in a thread of its own few.

    All of them are synchronous. Django would make a thread for each request and go there and back for each part of the
    middleware, for signals and for closing, which costs more than everything else that a small request does; and it
    would take in as many requests as come, until none is answered in time.
    """

    def __init__(self, threads: int = THREADS, waiting: int = MOST_WAITING) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(threads, "request")
        self._most = threads + waiting
        self._under_way = 0

    def load_middleware(self, is_async: bool = False) -> None:
        """Build the chain for synchronous calls, whatever is asked for."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        assert scope["type"] == "http", "sockets go elsewhere"
        await self.handle(scope, receive, send)

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        """Read the body, have the request answered, and send the answer."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with closing(body):
            set_script_prefix(get_script_prefix(scope))
            request, refused = self.create_request(scope, body)
            response = await self._answer(request) if request else refused
            assert response is not None, "there is a request, or why there is none"
            await (self._stream(response, receive, send) if response.streaming else self.send_response(response, send))

    async def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if self._under_way >= self._most:
            words = "More is asked here than can be answered just now."
            return problem(request, 503, "busy", words, {"retry_after": RETRY_SECONDS})
        self._under_way += 1
        try:
            return await self._in_thread(lambda: self._respond(request))
        finally:
            self._under_way -= 1

    def _respond(self, request: Any) -> HttpResponseBase:
        """All that Django does for a request, with its signals; the connection goes back before the answer goes out."""
        signals.request_started.send(sender=type(self), scope=request.scope)
        response: HttpResponseBase = self.get_response(request)
        if response.streaming:
            close_old_connections()
        else:
            response.close()
        return response

    async def _stream(self, response: HttpResponseBase, receive: Any, send: Any) -> None:
        """Send an answer piece by piece for as long as the asker is there."""
        parts = [
            asyncio.create_task(part)
            for part in (self.send_response(response, send), self.listen_for_disconnect(receive))
        ]
        try:
            await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for part in parts:
                part.cancel()
            sent, _ = await asyncio.gather(*parts, return_exceptions=True)
            await self._in_thread(response.close)
        if isinstance(sent, Exception):
            raise sent

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, copy_context().run, work)
