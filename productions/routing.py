"""Which sockets there are."""

from channels.routing import URLRouter
from django.urls import path

from productions.consumers import ProductionConsumer
from productions.handshake import SameOrigin

websocket = SameOrigin(URLRouter([path("ws/productions/<uuid:production>/", ProductionConsumer.as_asgi())]))
