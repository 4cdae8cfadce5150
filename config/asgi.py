"""The ASGI application: HTTP by Django, sockets by Channels."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
http = get_asgi_application()

from productions.routing import websocket  # noqa: E402  its models need the apps, which the line above loads

application = ProtocolTypeRouter({"http": http, "websocket": websocket})
