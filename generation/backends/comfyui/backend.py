"""Workflows of a ComfyUI server as a backend: whichever registered workflow is chosen makes the picture."""

from collections.abc import Mapping
from importlib.util import find_spec

from django.conf import settings

from generation.backends import remote
from generation.backends.base import Outputs, Request
from productions.domain.graph import Schema


class ComfyUI(remote.RemoteBackend):
    """The server is the one of this machine."""

    name = "comfyui"
    parameters: Mapping[str, Schema] = remote.parameters(name)

    def here(self) -> bool:
        """Whether this machine knows a server."""
        return bool(settings.COMFYUI_URL) and find_spec("websockets") is not None

    def run(self, kind: str, request: Request) -> Outputs:
        from generation.backends.comfyui import running  # noqa: PLC0415  # codecs load where pictures are made

        return running.run(kind, request, settings.COMFYUI_URL)
