"""Networks of ncnn as a backend: they make the pictures of a film larger, on the processor."""

import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from generation.backends import request as numbers
from generation.backends.base import Capabilities, Outputs, Request, Snapped, held_as
from generation.backends.ncnn import weights
from generation.ports.work import JSON
from productions.domain.graph import ParameterSchema, Schema
from productions.domain.shot import LONGEST_FRAMES

_RUNNING = "generation.backends.ncnn.running"


class Ncnn:
    """Real-ESRGAN (Wang et al., 2021) with the weights of its authors. Other weights are another version of it."""

    name = "ncnn"
    version = "1"
    capabilities = Capabilities(
        tasks=("upscale",),
        smallest=(16, 16),
        largest=(8192, 8192),
        multiple=2,
        longest=LONGEST_FRAMES,
        memory=1400 * 2**20,
        device="cpu",
    )
    reads: Mapping[str, tuple[str, ...]] = {"upscale": ("parameter:frame_rate",)}
    parameters: Mapping[str, Schema] = {
        "upscale": {
            "times": ParameterSchema(
                "Times as large", "By how much width and height grow.", "choice", "2", ("2", "3", "4")
            ),
            "weights": ParameterSchema(
                "Weights",
                "fast was trained on drawn films and does well with most pictures; photo adds the texture of "
                "photographs and takes some forty times as long for a pixel of the result; drawing is for fine lines "
                "and takes some fifteen times as long.",
                "choice",
                "fast",
                ("fast", "photo", "drawing"),
            ),
        },
    }

    def snap(self, values: Mapping[str, JSON]) -> Snapped:
        return numbers.snap(values, self.capabilities)

    def here(self) -> bool:
        """Whether library and weights are installed; neither is loaded."""
        return find_spec("ncnn") is not None and weights.here()

    def engine(self) -> Mapping[str, str]:
        try:
            return {"ncnn": version("ncnn")}
        except PackageNotFoundError:
            return {}

    def holds(self) -> tuple[str, ...]:
        """Itself, once its networks were loaded."""
        return (held_as(self),) if _RUNNING in sys.modules else ()

    def run(self, kind: str, request: Request) -> Outputs:
        from generation.backends.ncnn import running  # noqa: PLC0415  # it loads where pictures are made

        return {"frames": running.enlarged(request)}
