"""The registry of parameters: their types, defaults, ranges and the levels on which they may be set."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import Literal

from events.errors import Refusal
from events.registry import Json
from productions.domain.colours import clean_palette

Level = Literal["production", "scene", "shot"]
ValueKind = Literal["text", "choice", "switch", "integer", "decimal", "model", "loras", "lut", "cdl"]
LEVELS: tuple[Level, ...] = ("production", "scene", "shot")


class InvalidParameter(Refusal):
    """The value does not fit the parameter, or the parameter cannot be set on this level."""

    code = "invalid-parameter"
    status = 422


class UnknownParameter(Refusal):
    """No parameter has this name."""

    code = "unknown-parameter"
    status = 404


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named, typed value. `clean` returns the canonical value or raises ValueError with a plain reason.

    `least` and `most` are the bounds of a number. `stage` is the id of the stage of the pipeline that it is of, empty
    for one of the production, and `stage_label` what people call that. `unused` is one that no stage has any more.
    One that is not an `input` of shots is about what people read: nothing is made by it.
    """

    name: str
    label: str
    help: str
    default: Json
    clean: Callable[[Json], Json]
    kind: ValueKind
    options: tuple[str, ...] = ()
    levels: tuple[Level, ...] = LEVELS
    least: str | None = None
    most: str | None = None
    stage: str = ""
    stage_label: str = ""
    unused: bool = False
    input: bool = True

    @property
    def called(self) -> str:
        """What refusals call it."""
        return f"{self.label} of {self.stage_label}" if self.stage_label else self.label


Parameters = Mapping[str, Parameter]
"""Parameters by name."""


def text(longest: int) -> Callable[[Json], Json]:
    def clean(value: Json) -> Json:
        if not isinstance(value, str) or len(value) > longest:
            raise ValueError(f"must be text of at most {longest} characters")
        return value.strip()

    return clean


def choice(*options: str) -> Callable[[Json], Json]:
    def clean(value: Json) -> Json:
        if value not in options:
            raise ValueError(f"must be one of {', '.join(options)}")
        return value

    return clean


def switch(value: Json) -> Json:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _seed(value: Json) -> Json:
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,10}", value) or int(value) >= 2**31:
        raise ValueError("must be a whole number from 0 to 2147483647, written as text")
    return str(int(value))


MOST_FIRST_FRAME = 999_999
_TIMECODE = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]:([01][0-9]|2[0-3])")
"""Of those that every rate has, but for names that drop frame leaves out, which stand for the next."""


def _first_frame(value: Json) -> Json:
    if value is None:
        return "0"
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,6}", value):
        raise ValueError(f"must be a whole number from 0 to {MOST_FIRST_FRAME}, written as text")
    return str(int(value))


def _first_timecode(value: Json) -> Json:
    if not isinstance(value, str) or not (value == "" or _TIMECODE.fullmatch(value)):
        raise ValueError('must be a timecode with fewer than 24 frames, for example "01:00:00:00", or empty')
    return value


_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}|[a-wy-z0-9](?:-[a-z0-9]{2,8})+))*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.IGNORECASE,
)
_LONGEST_TAG = 35


def language_tag(value: Json) -> str:
    """Return a BCP 47 tag as it is usually written (de-AT, zh-Hant-TW); ValueError if it is none."""
    tag = value.strip() if isinstance(value, str) else ""
    match = _TAG.fullmatch(tag) if len(tag) <= _LONGEST_TAG else None
    if not match:
        raise ValueError('must be a BCP 47 language tag, for example "en", "de-AT" or "zh-Hans"')
    parts = (match["language"].lower(), (match["script"] or "").title(), (match["region"] or "").upper())
    return "-".join(filter(None, parts)) + match["rest"].lower()


def _resolution(value: Json) -> Json:
    match = re.fullmatch(r"([0-9]{2,4})x([0-9]{2,4})", value) if isinstance(value, str) else None
    if not match:
        raise ValueError('must be written as width x height, for example "1280x720"')
    width, height = int(match[1]), int(match[2])
    if width % 2 or height % 2 or not (64 <= width <= 3840 and 64 <= height <= 2160):
        raise ValueError("width and height must be even, from 64x64 to 3840x2160")
    return f"{width}x{height}"


RATES = ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60")
WEATHERS = ("", "clear", "clouds", "rain", "fog", "snow", "storm")
LIGHTS = ("", "dawn", "day", "dusk", "night", "moonlight", "lamplight", "overcast")
GRADES = ("", "warm", "cold", "noir", "muted", "vivid", "sepia")
LETTERBOXES = ("", "1.85", "2.00", "2.39")

PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Parameter("style", "Style", "How the film looks, in words.", "", text(2000), "text"),
        Parameter("light", "Light", "Empty follows the scene's time of day.", "", choice(*LIGHTS), "choice", LIGHTS),
        Parameter("weather", "Weather", "Empty follows the action.", "", choice(*WEATHERS), "choice", WEATHERS),
        Parameter("palette", "Palette", "Up to five colours, #rrggbb, with spaces between.", "", clean_palette, "text"),
        Parameter("lens", "Lens", "Focal length and character, in words.", "", text(200), "text"),
        Parameter("seed", "Seed", "Empty draws one from the shot and the variation.", None, _seed, "integer"),
        Parameter("grade", "Grade", "Colour of the finished picture.", "", choice(*GRADES), "choice", GRADES),
        Parameter(
            "letterbox",
            "Letterbox",
            "Black bars to this ratio of width to height; empty for none.",
            "",
            choice(*LETTERBOXES),
            "choice",
            LETTERBOXES,
        ),
        Parameter("burn_in", "Burn-in", "Write scene, shot and move into the picture.", False, switch, "switch"),
        Parameter(
            "resolution",
            "Resolution",
            "Width x height in pixels.",
            "1280x720",
            _resolution,
            "text",
            levels=("production",),
        ),
        Parameter(
            "frame_rate",
            "Frame rate",
            "Frames per second, exact.",
            "24",
            choice(*RATES),
            "choice",
            RATES,
            levels=("production",),
        ),
        Parameter(
            "first_frame",
            "First frame",
            "Number of the first frame of takes, playlists and film, such as 0, 1 or 1001. Only how frames are shown.",
            "0",
            _first_frame,
            "integer",
            levels=("production",),
            least="0",
            most=str(MOST_FIRST_FRAME),
            input=False,
        ),
        Parameter(
            "first_timecode",
            "First timecode",
            "Timecode of the first frame, such as 01:00:00:00. Empty: players count from 00:00:00:00, "
            "edit lists from 01:00:00:00.",
            "",
            _first_timecode,
            "text",
            levels=("production",),
            input=False,
        ),
        Parameter(
            "language",
            "Language",
            "BCP 47 tag of what is spoken, and of the script; until it is set, a script's language is found out.",
            "en",
            language_tag,
            "text",
            levels=("production",),
        ),
    )
}


def find(name: str, known: Parameters = PARAMETERS) -> Parameter:
    """Return the parameter of that name or raise UnknownParameter, which says what has a name like it."""
    try:
        return known[name]
    except KeyError:
        near = get_close_matches(name, known, n=1)
        like = f" Do you mean {near[0]!r}?" if near else ""
        raise UnknownParameter(f"There is no parameter called {name!r}.{like}", name=name) from None


def clean(parameter: Parameter, value: Json, level: Level) -> Json:
    """Return the canonical value of a parameter; InvalidParameter says what is wrong with it."""
    name = parameter.name
    if level not in parameter.levels:
        raise InvalidParameter(f"{parameter.called} is set on the {parameter.levels[0]} only.", name=name, level=level)
    try:
        return parameter.clean(value)
    except ValueError as error:
        raise InvalidParameter(f"{parameter.called} {error}.", name=name) from None


@cache
def frames_of(milliseconds: int, rate: str) -> int:
    """Return the nearest whole number of frames, at least one, of a duration at an exact rate."""
    return max(1, round(Fraction(milliseconds, 1000) * Fraction(rate)))
