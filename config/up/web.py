"""The web process: uvicorn on a listening socket that `up` opened and keeps, so that a restart refuses nobody."""

import os
import socket
import sys

import uvicorn

KEEP_ALIVE_SECONDS = 75
"""How long an idle connection stays open: longer than clients keep theirs, so that none is closed under a request."""
LARGEST_MESSAGE = 128 << 10
"""Bytes of what a browser may say at once over a socket: a line that says more is closed."""


def main() -> None:
    """Serve on the open file whose number is the first argument."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    listening = socket.socket(fileno=int(sys.argv[1]))
    settings = uvicorn.Config(
        "config.asgi:application",
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        lifespan="off",
        ws_max_size=LARGEST_MESSAGE,
    )
    uvicorn.Server(settings).run(sockets=[listening])


if __name__ == "__main__":
    main()
