"""Workflows of a ComfyUI server as a backend: whichever registered workflow is chosen makes the picture."""

from collections.abc import Mapping
from importlib.util import find_spec

from django.conf import settings

from generation.backends import remote
from generation.backends import request as numbers
from generation.backends.base import Capabilities, Outputs, Request, Snapped
from generation.domain.needs import REMOTE
from generation.ports.work import JSON
from productions.domain.graph import Schema


class ComfyUI:
    """Each request names its workflow by digest, which comes with it; the server is the one of this machine."""

    name = "comfyui"
    version = "1"
    capabilities = Capabilities(
        tasks=("image", "video"),
        smallest=(16, 16),
        largest=(8192, 8192),
        multiple=2,
        longest=24 * 60 * 10,
        memory=0,
        device=REMOTE,
    )
    reads: Mapping[str, tuple[str, ...]] = {
        "image": ("parameter:resolution", "parameter:seed", "variation"),
        "video": ("frames", "parameter:resolution", "parameter:frame_rate", "parameter:seed", "variation"),
    }
    parameters: Mapping[str, Schema] = remote.parameters(name)

    def here(self) -> bool:
        """Whether this machine knows a server."""
        return bool(settings.COMFYUI_URL) and find_spec("websockets") is not None

    def snap(self, values: Mapping[str, JSON]) -> Snapped:
        return numbers.snap(values, self.capabilities)

    def engine(self) -> Mapping[str, str]:
        """Nothing of its own: what computes is said by the server, beside each take."""
        return {}

    def holds(self) -> tuple[str, ...]:
        return ()

    def run(self, kind: str, request: Request) -> Outputs:
        from generation.backends.comfyui import running  # noqa: PLC0415  # codecs load where pictures are made

        return running.run(kind, request, settings.COMFYUI_URL)
