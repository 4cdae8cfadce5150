"""Models of diffusers as a backend: pictures and moving pictures, by whichever registered model is chosen."""

import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from generation.backends import request as numbers
from generation.backends.base import Capabilities, Outputs, Request, Snapped
from generation.backends.diffusers.settings import PARAMETERS
from generation.domain.retake import RETAKE
from generation.ports.work import JSON
from productions.domain.graph import Schema

NEEDED = ("torch", "diffusers", "transformers", "safetensors")
_RUNNING = "generation.backends.diffusers.running"


def libraries() -> dict[str, str]:
    """Return the versions of the libraries that pixels depend on; none of those that are not installed."""
    versions = {}
    for name in (*NEEDED, "accelerate", "numpy", "pillow"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


class Diffusers:
    """Each request names its model by digest; what that can do is read from its files when it is loaded."""

    name = "diffusers"
    version = "1"
    capabilities = Capabilities(
        tasks=("image", "video"),
        smallest=(16, 16),
        largest=(4096, 4096),
        multiple=2,
        longest=24 * 60 * 10,
        memory=2 * 2**30,
        device="any",
    )
    reads: Mapping[str, tuple[str, ...]] = {
        "image": ("parameter:resolution", "parameter:seed", "variation"),
        "video": ("frames", "parameter:resolution", "parameter:frame_rate", "parameter:seed", "variation", RETAKE),
    }
    parameters: Mapping[str, Schema] = PARAMETERS

    def here(self) -> bool:
        """Whether the libraries that it needs are installed; none of them is loaded."""
        return all(find_spec(name) is not None for name in NEEDED)

    def snap(self, values: Mapping[str, JSON]) -> Snapped:
        return numbers.snap(values, self.capabilities)

    def engine(self) -> Mapping[str, str]:
        return libraries()

    def holds(self) -> tuple[str, ...]:
        """The models that this process has in memory, by the names that needs call them by."""
        running = sys.modules.get(_RUNNING)
        names = running.RESIDENTS.names() if running else ()
        return tuple(dict.fromkeys(resident(name.partition("/")[0]) for name in names))

    def run(self, kind: str, request: Request) -> Outputs:
        from generation.backends.diffusers import running  # noqa: PLC0415  # torch loads where pictures are made

        return running.run(kind, request)


def resident(digest: str) -> str:
    """Return under which name workers say that a model is in their memory."""
    return f"{Diffusers.name}/{digest}"
