"""Providers as a backend: whichever registered model of theirs is chosen makes the picture, for money."""

from collections.abc import Mapping

from django.conf import settings

from generation.backends import remote
from generation.backends.base import Outputs, Request
from productions.domain.graph import Schema


class Hosted(remote.RemoteBackend):
    """The key of each provider is this machine's."""

    name = "hosted"
    parameters: Mapping[str, Schema] = remote.parameters(name)

    def here(self) -> bool:
        """Whether this machine has a key of a provider."""
        return bool(settings.PROVIDER_KEYS)

    def run(self, kind: str, request: Request) -> Outputs:
        from generation.backends.hosted import running  # noqa: PLC0415  # codecs load where pictures are made

        return running.run(kind, request)
