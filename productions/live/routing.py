"""Which sockets there are."""

from typing import Any

from channels.routing import URLRouter
from django.urls import path, re_path

from productions.live.consumers import ProductionConsumer
from productions.live.guests import GuestConsumer
from productions.live.handshake import AsgiScope, SameOrigin


async def nothing_here(scope: AsgiScope, receive: Any, send: Any) -> None:
    """Refuse the handshake at any other address."""
    await send({"type": "websocket.close"})


routes: list[Any] = [  # Any: the stubs of Django's `path` know only views of HTTP
    path("ws/productions/<uuid:production>/", ProductionConsumer.as_asgi()),  # type: ignore[arg-type]  # as above
    path("ws/guests/<uuid:link>/", GuestConsumer.as_asgi()),  # type: ignore[arg-type]  # as above
    re_path("", nothing_here),  # type: ignore[arg-type]  # as above
]
websocket = SameOrigin(URLRouter(routes))
