"""The ASGI application: HTTP by Django, sockets by Channels."""

import os

import django
from channels.routing import ProtocolTypeRouter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup(set_prefix=False)

from config.bodies import BoundedBodies  # noqa: E402  all of these need the settings and apps loaded above
from config.handler import Handler  # noqa: E402  as above
from productions.live.routing import websocket  # noqa: E402  as above

application = ProtocolTypeRouter({"http": BoundedBodies(Handler()), "websocket": websocket})
