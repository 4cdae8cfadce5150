"""What finish lays over frames: grade, letterbox bars and the burn-in line that names the shot."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from generation.ports.work import JSON

if TYPE_CHECKING:
    from generation.ports.clip import Frame

FrameChange = Callable[["Frame"], "Frame"]
FONT = Path(__file__).with_name("fonts") / "Inter-SemiBold.ttf"
_SIZES = {
    "extreme-wide": "EWS", "wide": "WS", "full": "FS", "medium": "MS", "medium-close": "MCU", "close-up": "CU",
    "extreme-close-up": "ECU", "insert": "INSERT", "over-shoulder": "OTS", "two-shot": "2-SHOT", "pov": "POV",
}  # fmt: skip
_LUMA = (0.2126, 0.7152, 0.0722)


def change(inputs: Mapping[str, JSON], size: tuple[int, int]) -> FrameChange | None:
    """The one change of every frame that the inputs ask for, None when frames stay as they are."""
    steps = [
        step
        for step in (
            _grade(str(inputs.get("parameter:grade") or "")),
            _bars(str(inputs.get("parameter:letterbox") or ""), size),
            _burn_in(inputs, size) if inputs.get("parameter:burn_in") is True else None,
        )
        if step
    ]
    if not steps:
        return None

    def changed(frame: "Frame") -> "Frame":
        for step in steps:
            frame = step(frame)
        return frame

    return changed


def fades(first: int, last: int, count: int) -> Callable[[int, "Frame"], "Frame"] | None:
    """Return what takes frame n of `count`, counted from 0, out of black over the first frames and into it over the
    last; None where nothing fades."""
    if not first and not last:
        return None

    def faded(number: int, frame: "Frame") -> "Frame":
        shares = [(number, first)] * (number < first) + [(count - 1 - number, last)] * (count - 1 - number < last)
        for bright, span in shares:
            frame = (frame.astype(np.uint16) * bright // span).astype(np.uint8)
        return frame

    return faded


def caption(inputs: Mapping[str, JSON]) -> tuple[str, str]:
    """The two ends of the burn-in line: shot, size and move; place and time."""
    size, camera = str(inputs.get("size") or ""), str(inputs.get("camera") or "")
    left = [str(inputs.get("code") or ""), _SIZES.get(size, size.upper()), camera.replace("-", " ").upper()]
    setting = str(inputs.get("scene.setting") or "")
    where = " ".join(part for part in (setting and f"{setting}.", str(inputs.get("scene.place") or "")) if part)
    right = [where.upper(), str(inputs.get("scene.time") or "").upper()]
    return "   ".join(filter(None, left)), " – ".join(filter(None, right))


def _burn_in(inputs: Mapping[str, JSON], size: tuple[int, int]) -> FrameChange:
    width, height = size
    bar = max(14, round(height * 0.052))
    image = Image.new("RGB", (width, bar), (8, 9, 12))
    pen = ImageDraw.Draw(image)
    left, right = caption(inputs)
    room = width - bar
    font = _fitting(f"{left}    {right}", room, bar)
    pen.text((bar / 2, bar / 2), left, (236, 238, 242), font, anchor="lm")
    pen.text((width - bar / 2, bar / 2), right, (168, 176, 190), font, anchor="rm")
    strip = np.asarray(image)

    def burned(frame: "Frame") -> "Frame":
        out = frame.copy()
        out[:bar] = strip
        return out

    return burned


def _fitting(line: str, room: float, bar: int) -> ImageFont.FreeTypeFont:
    """The largest size, up to three fifths of the bar, at which a line fits."""
    font = _font(bar * 0.6)
    wide = font.getlength(line)
    return font if wide <= room else _font(max(4.0, bar * 0.6 * room / wide))


def _font(size: float) -> ImageFont.FreeTypeFont:
    """The font set plainly: the better setter is there only on machines that have a library of their own for it."""
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


def _bars(ratio: str, size: tuple[int, int]) -> FrameChange | None:
    """Black bars for a wider shape such as "2.39"; none for shapes that are not wider than the frame."""
    width, height = size
    if not re.fullmatch(r"\d(\.\d{1,3})?", ratio) or float(ratio) * height <= width:
        return None
    bar = round((height - width / float(ratio)) / 2)

    def barred(frame: "Frame") -> "Frame":
        out = frame.copy()
        out[:bar] = 0
        out[height - bar :] = 0
        return out

    return barred


def _grade(name: str) -> FrameChange | None:
    """A grade by name; a name that is not known changes nothing."""
    matrix = _GRADES.get(name.strip().lower())
    if matrix is None:
        return None

    def graded(frame: "Frame") -> "Frame":
        return np.asarray(Image.fromarray(frame).convert("RGB", matrix))

    return graded


def _matrix(saturation: float, gains: tuple[float, float, float], lift: float = 0.0) -> tuple[float, ...]:
    rows: list[float] = []
    for row, gain in enumerate(gains):
        rows += [
            gain * (luma * (1 - saturation) + (saturation if row == column else 0.0))
            for column, luma in enumerate(_LUMA)
        ]
        rows.append(lift)
    return tuple(rows)


_GRADES = {
    "warm": _matrix(1.0, (1.06, 1.0, 0.88)),
    "cold": _matrix(0.92, (0.9, 0.99, 1.08)),
    "noir": _matrix(0.0, (1.12, 1.12, 1.12), -14.0),
    "muted": _matrix(0.6, (1.0, 1.0, 1.0)),
    "vivid": _matrix(1.3, (1.0, 1.0, 1.0)),
    "sepia": _matrix(0.12, (1.1, 0.95, 0.74)),
}
