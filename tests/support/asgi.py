"""A small ASGI application on a port of its own, beside the test."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn

from tests.support.waiting import eventually

SECONDS = 30


@contextmanager
def answering(application: Any) -> Iterator[str]:
    """Let an application answer on loopback; yield its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    # What it does wrong on purpose is not worth a line.
    server = uvicorn.Server(uvicorn.Config(application, access_log=False, log_level="critical", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        eventually(lambda: server.started, SECONDS)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(SECONDS)
        listening.close()


async def body(receive: Any) -> bytes:
    """Return the whole body of a request."""
    said, more = b"", True
    while more:
        message = await receive()
        said += message.get("body", b"")
        more = message.get("more_body", False)
    return said


async def reply(send: Any, status: int, content: bytes, kind: str = "application/json", **headers: str) -> None:
    """Answer a request, with the length that `content_length` says, if it says one."""
    told = {"content-type": kind, "content-length": str(len(content)), **headers}
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": list(dict(lines).items())})
    await send({"type": "http.response.body", "body": content})
