"""The ASGI application: HTTP by Django, sockets by Channels."""

import os

import django
from channels.routing import ProtocolTypeRouter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup(set_prefix=False)

from config.handler import Handler  # noqa: E402  it and the sockets need the settings and apps loaded above
from productions.live.routing import websocket  # noqa: E402  as above

application = ProtocolTypeRouter({"http": Handler(), "websocket": websocket})
