"""The handler of requests: a few threads, a bounded queue, and streams that end when their reader leaves."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.http import HttpResponse, StreamingHttpResponse

from config.handler import Handler

communicator: Any = ApplicationCommunicator  # which has no types
pytestmark = pytest.mark.django_db


class Waiting(Handler):
    """Answers each request when it is let go."""

    go = threading.Event()

    def get_response(self, request: Any) -> HttpResponse:
        assert self.go.wait(20)
        return HttpResponse(threading.current_thread().name)


class Endless(Handler):
    """Streams until its reader leaves."""

    ended = threading.Event()

    def get_response(self, request: Any) -> Any:
        return StreamingHttpResponse(self._pieces())

    async def _pieces(self) -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"x"
                await asyncio.sleep(0)
        finally:
            self.ended.set()


def asked(handler: Handler, path: str = "/") -> Any:
    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", b"localhost")], "query_string": b""}
    return communicator(handler, scope)


async def begun(handler: Handler) -> Any:
    talk = asked(handler)
    await talk.send_input({"type": "http.request", "body": b""})
    return talk


async def answer(talk: Any) -> tuple[int, dict[bytes, bytes], bytes]:
    start = await talk.receive_output(10)
    body = await talk.receive_output(10)
    await talk.wait(10)
    return start["status"], dict(start["headers"]), body["body"]


def test_more_than_can_wait_are_sent_away_in_words() -> None:
    async def scenario() -> None:
        handler = Waiting(threads=2, waiting=1)
        taken = [await begun(handler) for _ in range(3)]
        for talk in taken:
            assert await talk.receive_nothing(0.05)
        status, headers, body = await answer(await begun(handler))
        assert (status, headers[b"Retry-After"]) == (503, b"2")
        assert json.loads(body)["code"] == "busy"
        Waiting.go.set()
        replies = [await answer(talk) for talk in taken]
        assert [status for status, _, _ in replies] == [200, 200, 200]
        assert len({name for _, _, name in replies}) <= 2
        assert (await answer(await begun(handler)))[0] == 200

    asyncio.run(scenario())


def test_a_stream_ends_when_its_reader_leaves() -> None:
    async def scenario() -> None:
        talk = await begun(Endless())
        assert (await talk.receive_output(10))["type"] == "http.response.start"
        assert (await talk.receive_output(10))["body"] == b"x"
        await talk.send_input({"type": "http.disconnect"})
        assert await asyncio.to_thread(Endless.ended.wait, 10)
        await talk.wait(10)

    asyncio.run(scenario())


def test_a_reader_that_leaves_before_it_has_asked_costs_nothing() -> None:
    async def scenario() -> None:
        talk = asked(Handler())
        await talk.send_input({"type": "http.disconnect"})
        await talk.wait(10)
        assert await talk.receive_nothing(0.05)

    asyncio.run(scenario())
