"""Providers as a backend: whichever registered model of theirs is chosen makes the picture, for money."""

from collections.abc import Mapping

from django.conf import settings

from generation.backends import remote
from generation.backends import request as numbers
from generation.backends.base import Capabilities, Outputs, Request, Snapped
from generation.domain.needs import REMOTE
from generation.ports.work import JSON
from productions.domain.graph import Schema


class Hosted:
    """Each request names what a provider offers by digest, which comes with it; the key is this machine's."""

    name = "hosted"
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
        """Whether this machine has a key of a provider."""
        return bool(settings.PROVIDER_KEYS)

    def snap(self, values: Mapping[str, JSON]) -> Snapped:
        return numbers.snap(values, self.capabilities)

    def engine(self) -> Mapping[str, str]:
        """Nothing of its own: what computes is known over there alone."""
        return {}

    def holds(self) -> tuple[str, ...]:
        return ()

    def run(self, kind: str, request: Request) -> Outputs:
        from generation.backends.hosted import running  # noqa: PLC0415  # codecs load where pictures are made

        return running.run(kind, request)
