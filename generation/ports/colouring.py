"""What a grade does to frames: exposure, contrast, white and saturation, a colour decision and a table of colours.

All of it is done by OpenColorIO, on pictures as they are shown (Rec. 709), in one pass, in this order.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813  # as its users call it

from generation.ports.work import JSON

if TYPE_CHECKING:
    from generation.ports.clip import Frame

Colouring = Callable[["Frame"], "Frame"]
_LUMA = (0.2126, 0.7152, 0.0722)
_VIDEO = 1.83
"""The gamma by which OpenColorIO takes pictures that are shown for light (its style `video`)."""
_GREY = (118 / 255) ** _VIDEO
"""The light of the grey that contrast turns about: middle grey, as it is shown."""
_STOPS = 0.5
"""By how much the whole of temperature or tint moves a channel."""


class Unusable(Exception):
    """The table of colours cannot be read."""


def engine() -> str:
    """Return the version of what colours."""
    return str(ocio.__version__)


def is_neutral(said: Mapping[str, JSON]) -> bool:
    """Whether settings leave every picture as it is."""
    return not any(True for _ in _steps(said)) and said["lut"] is None


@contextmanager
def colouring(said: Mapping[str, JSON], table: Path | None) -> Iterator[Colouring]:
    """Lend what colours a frame as settings say, by a table where one is given; Unusable for one that is none."""
    with TemporaryDirectory(prefix="colours-") as folder:
        steps = list(_steps(said))
        if table is not None:
            # OpenColorIO knows a file by its ending, and remembers it by its path.
            named = Path(folder) / "table.cube"
            named.symlink_to(table.resolve())
            steps.append(ocio.FileTransform(str(named), interpolation=ocio.INTERP_BEST))
        try:
            processor = ocio.Config.CreateRaw().getProcessor(ocio.GroupTransform(steps))
        except ocio.Exception as error:
            raise Unusable("the table of colours cannot be read as a .cube file") from error
        yield _applied(
            # Without loss: no power is approximated, so that a step of grey is where the formulas have it.
            processor.getOptimizedCPUProcessor(ocio.BIT_DEPTH_UINT8, ocio.BIT_DEPTH_UINT8, ocio.OPTIMIZATION_LOSSLESS)
        )


def _applied(processor: Any) -> Colouring:
    def coloured(frame: "Frame") -> "Frame":
        before, after = np.ascontiguousarray(frame), np.empty_like(frame)
        processor.apply(_described(before), _described(after))
        return after

    return coloured


def _described(frame: "Frame") -> Any:
    height, width, channels = frame.shape
    strides = (ocio.AutoStride,) * 3
    return ocio.PackedImageDesc(frame, width, height, channels, ocio.BIT_DEPTH_UINT8, *strides)


def _steps(said: Mapping[str, JSON]) -> Iterator[Any]:
    """The steps before the table, those alone that change anything."""
    exposure, contrast, saturation, temperature, tint = (
        float(Decimal(str(said[name]))) for name in ("exposure", "contrast", "saturation", "temperature", "tint")
    )
    if exposure or contrast != 1:
        yield ocio.ExposureContrastTransform(
            style=ocio.EXPOSURE_CONTRAST_VIDEO, exposure=exposure, contrast=contrast, pivot=_GREY
        )
    if temperature or tint:
        yield ocio.MatrixTransform(np.diag([*_white(temperature / 100, tint / 100), 1.0]).ravel())
    if saturation != 1:
        yield ocio.CDLTransform(sat=saturation)
    decision = said["cdl"]
    if isinstance(decision, dict):
        channels = {
            name: [float(str(each)) for each in _three(decision[name])] for name in ("slope", "offset", "power")
        }
        decided = ocio.CDLTransform(**channels, sat=float(str(decision["saturation"])))
        decided.setStyle(ocio.CDL_ASC)
        yield decided


def _three(value: JSON) -> list[JSON]:
    assert isinstance(value, list), "parameters hold three channels"
    return value


def _white(temperature: float, tint: float) -> list[float]:
    """By how much each channel is multiplied: warmer is more red and less blue, tinted less green; grey stays as bright
    as it was.
    """
    light = np.exp2([_STOPS * temperature, -_STOPS * tint, -_STOPS * temperature])
    shown = light ** (1 / _VIDEO)
    return [float(each) for each in shown / np.dot(_LUMA, shown)]
