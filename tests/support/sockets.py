"""Sockets for tests: the real application, spoken to frame by frame, on a loop that each test runs itself."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import uuid6
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.urls import path

from events import sequencer
from productions.live.consumers import ProductionConsumer
from productions.live.guests import GuestConsumer
from productions.live.handshake import SameOrigin
from productions.models import User
from productions.people import tokens

T = TypeVar("T")
communicator: Any = ApplicationCommunicator  # which has no types
HOST = "localhost:8000"


def run(scenario: Coroutine[Any, Any, T]) -> T:
    """Run a scenario to its end; one that hangs fails."""
    return asyncio.run(asyncio.wait_for(scenario, 30))


async def in_thread(work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run database work beside the loop and number what it appended."""

    def act() -> T:
        done = work(*args, **kwargs)
        while sequencer.step():
            pass
        return done

    return await database_sync_to_async(act)()


def account(name: str = "ida", person: UUID | None = None) -> tuple[User, str]:
    """Make an account and return it with its token."""
    user = User.objects.create_user(name, first_name=name.title(), person=person or uuid6.uuid7())
    return user, tokens.make(user, "test")[1]


class Socket:
    """One socket of a production as a client sees it. It looks at the log by itself every `look_every` seconds."""

    def __init__(
        self,
        address: str,
        *,
        token: str | None = None,
        headers: Sequence[tuple[str, str]] = (),
        subprotocols: Sequence[str] = (),
        look_every: float = 0.1,
    ) -> None:
        parts = urlsplit(address)
        given = [("host", HOST), *headers, *([("authorization", f"Token {token}")] if token else [])]
        scope = {
            "type": "websocket",
            "path": parts.path,
            "query_string": parts.query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given],
            "subprotocols": list(subprotocols),
        }
        member: Any = ProductionConsumer.as_asgi(look_every)
        guest: Any = GuestConsumer.as_asgi(look_every)
        routes: list[Any] = [path("ws/productions/<uuid:production>/", member), path("ws/guests/<uuid:link>/", guest)]
        self._talk = communicator(SameOrigin(URLRouter(routes)), scope)

    async def connect(self) -> dict[str, Any]:
        """Open and return the answer to the handshake."""
        await self._talk.send_input({"type": "websocket.connect"})
        answer: dict[str, Any] = await self._talk.receive_output(timeout=10)
        return answer

    async def open(self) -> dict[str, Any]:
        """Open and return the first frame."""
        assert (await self.connect())["type"] == "websocket.accept"
        return await self.frame()

    async def frame(self) -> dict[str, Any]:
        """Return the next frame that says more than that the line is alive."""
        while (frame := await self.any_frame())["kind"] == "tick":
            pass
        return frame

    async def any_frame(self) -> dict[str, Any]:
        """Return the next frame, ticks too."""
        message = await self._talk.receive_output(timeout=10)
        assert message["type"] == "websocket.send", message
        frame: dict[str, Any] = json.loads(message["text"])
        return frame

    async def frame_within(self, seconds: float) -> dict[str, Any] | None:
        """Return the next frame that is no tick, or None when none comes in time."""
        until = asyncio.get_running_loop().time() + seconds
        while (left := until - asyncio.get_running_loop().time()) > 0:
            if await self._talk.receive_nothing(left):
                return None
            if (frame := await self.any_frame())["kind"] != "tick":
                return frame
        return None

    async def events(self, upto: int) -> list[dict[str, Any]]:
        """Return the events of the next frames until a position is reached."""
        events: list[dict[str, Any]] = []
        while not events or events[-1]["position"] < upto:
            frame = await self.frame()
            events += frame["events"] if frame["kind"] == "events" else []
        return events

    async def closed(self) -> int:
        """Return the code with which the server closes, after whatever frames come first."""
        while (message := await self._talk.receive_output(timeout=10))["type"] != "websocket.close":
            pass
        return int(message["code"])

    async def refused(self) -> int:
        """Open and return the code with which the server closes at once."""
        assert (await self.connect())["type"] == "websocket.accept"
        return await self.closed()

    async def say(self, **message: Any) -> None:
        """Send a frame, well formed or not."""
        await self._talk.send_input({"type": "websocket.receive", **message})

    async def leave(self) -> None:
        """Close from this side and wait until the server is done."""
        await self._talk.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._talk.wait(timeout=10)


async def tell(group: str, message: dict[str, Any]) -> None:
    """Send a message to a channel group."""
    layer: Any = get_channel_layer()
    await layer.group_send(group, message)


async def forget() -> None:
    """Empty the channel layer: messages and groups."""
    layer: Any = get_channel_layer()
    await layer.flush()
