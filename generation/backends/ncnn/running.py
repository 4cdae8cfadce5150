"""Enlarging the pictures of a film, each in tiles, so that a large one takes no more memory than a small one."""

import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

import ncnn
import numpy as np

from generation.backends import request as numbers
from generation.backends.base import Request
from generation.backends.ncnn import weights
from generation.backends.ncnn.weights import Network, Unfit
from generation.ports import media
from generation.ports.clip import Footage
from generation.ports.work import Refusing, Stopping

if TYPE_CHECKING:
    from generation.ports.clip import Frame

MOST = 8192
"""Pixels of a side."""


def enlarged(request: Request) -> Footage:
    """Return a film as many times as large as is set. Refusing what is no film, or would become too large."""
    source = request.file("motion", "frames")
    try:
        size, measured, count = media.measure(source)
    except media.Unreadable as error:
        raise Refusing(str(error)) from error
    times = int(str(request.settings["times"]))
    wanted = size[0] * times, size[1] * times
    if max(wanted) > MOST:
        raise Refusing(
            f"{_by(size)} would become {_by(wanted)}, and {MOST} pixels a side are the most: enlarge it less"
        )
    rate: Fraction = numbers.rate(request.inputs) if "parameter:frame_rate" in request.inputs else measured
    network = weights.network(str(request.settings["weights"]), times)
    net = _loaded(network)
    frames = map(media.frame_of, media.read_pictures(source))
    request.made_so.append(f"{_by(size)} became {_by(wanted)} by {network.name}, on the processor")
    return Footage(*wanted, rate, count, _enlarged(request, net, network, frames, count, wanted))


def _enlarged(
    request: Request, net: Any, network: Network, frames: Iterator["Frame"], count: int, wanted: tuple[int, int]
) -> Iterator["Frame"]:
    for number, frame in enumerate(frames):
        made = enlarge(frame, network, lambda tile: _run(net, tile), _telling(request, number, count))
        yield made if made.shape[1::-1] == wanted else media.resized(made, wanted)


def _telling(request: Request, number: int, count: int) -> Callable[[int, int], None]:
    """A step is a tile: a picture of many takes minutes, and stops between any two."""

    def tell(step: int, steps: int) -> None:
        request.work.progress(number * steps + step, count * steps)
        if request.work.cancelled():
            raise Stopping

    return tell


def enlarge(
    frame: "Frame", network: Network, run: Callable[["Frame"], "Frame"], tell: Callable[[int, int], None]
) -> "Frame":
    """Return a picture (height x width x 3 bytes) as many times as large as a network makes it, tile by tile by `run`.

    What a tile shows depends on what is around it, which is run with it and cut off again: no edges show.
    """
    height, width, _ = frame.shape
    times, side, around = network.times, network.tile, network.around
    made = np.empty((height * times, width * times, 3), np.uint8)
    corners = list(product(range(0, height, side), range(0, width, side)))
    for step, (top, left) in enumerate(corners, 1):
        bottom, right = min(height, top + side), min(width, left + side)
        above, before = max(0, top - around), max(0, left - around)
        tile = run(frame[above : bottom + around, before : right + around])
        inside = tile[(top - above) * times :, (left - before) * times :]
        made[top * times : bottom * times, left * times : right * times] = inside[
            : (bottom - top) * times, : (right - left) * times
        ]
        tell(step, len(corners))
    return made


@cache
def _loaded(network: Network) -> Any:
    try:
        graph, trained = weights.paths(network)
    except OSError as error:
        raise Refusing(f"the weights {network.name} cannot be read: run `make upscale`") from error
    except Unfit as error:
        raise Refusing(str(error)) from error
    net = ncnn.Net()
    net.opt.use_vulkan_compute = False
    net.opt.num_threads = os.cpu_count() or 1
    if net.load_param(str(graph)) or net.load_model(str(trained)):
        raise Refusing(f"the weights {network.name} cannot be loaded")
    return net


def _run(net: Any, tile: "Frame") -> "Frame":
    planes = np.ascontiguousarray(tile.transpose(2, 0, 1), np.float32) / 255
    extractor = net.create_extractor()
    extractor.input("data", ncnn.Mat(planes))  # it looks at the array, which outlives it here
    failed, made = extractor.extract("output")
    if failed:
        raise MemoryError(f"a tile of {tile.shape[1]}x{tile.shape[0]} found no room")
    return (np.array(made).transpose(1, 2, 0).clip(0, 1) * 255).round().astype(np.uint8)


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"
