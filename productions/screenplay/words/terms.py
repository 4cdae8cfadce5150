"""The words in capitals by which a script asks for a framing or a camera move."""

import re
from dataclasses import dataclass

from productions.domain.shot import Camera, Size


@dataclass(frozen=True, slots=True)
class _Term:
    pattern: re.Pattern[str]
    size: Size | None = None
    camera: Camera | None = None


def _term(words: str, size: Size | None = None, camera: Camera | None = None) -> _Term:
    return _Term(re.compile(rf"(?<![\w'’])(?=[A-Z2][A-Z.-])(?:{words})(?: ON| OF)?(?![\w'’])"), size, camera)


# Names whose shoulder it is, so it stays in the description.
_OVER_SOMEBODY = _term(r"OVER [A-ZÀ-Þ][^a-z.!?\n]{,60}SHOULDERS?", "over-shoulder")

# In each list the first that is found wins, so the more special stand above the more general.
_SIZES = (
    _term(r"EXTREME CLOSE(?:[- ]?UP)?|E\.?C\.?U\.?|MACRO", "extreme-close-up"),
    _term(r"EXTREME WIDE|EXTREME LONG SHOT|AERIAL|BIRD'S[- ]EYE", "extreme-wide"),
    _term(r"INSERT|(?:PACK|PRODUCT|HERO|BEAUTY) SHOT", "insert"),
    _term(r"P\.?O\.?V\.?|POINT OF VIEW", "pov"),
    _term(r"OVER[- ](?:THE[- ])?SHOULDER|O\.?T\.?S\.?", "over-shoulder"),
    _OVER_SOMEBODY,
    _term(r"TWO[- ]?SHOT|2[- ]?SHOT", "two-shot"),
    _term(r"MEDIUM[- ]CLOSE(?:[- ]?UP)?|MCU", "medium-close"),
    _term(r"CLOSE[- ]?UP|CLOSER|(?:CLOSE|TIGHT) ON|(?:CLOSE|TIGHT)(?= ?[:–—-])", "close-up"),
    _term(r"FULL (?:SHOT|FIGURE)|FULL ON", "full"),
    _term(r"MEDIUM(?: SHOT)?|REVERSE(?: ANGLE)?|NEW ANGLE|ANGLE ON|FAVOU?RING", "medium"),
    _term(r"WIDER|WIDE(?: SHOT)?|ESTABLISHING(?: SHOT)?|ESTABLISH|LONG SHOT|MASTER SHOT", "wide"),
)
_CAMERAS = (
    _term(r"PUSH(?:ES|ING)? IN|DOLLY(?:ING)? IN|ZOOM(?:S|ING)? IN|MOV(?:E|ES|ING) IN", camera="push-in"),
    _term(r"PULL(?:S|ING)? (?:OUT|BACK)|DOLLY(?:ING)? (?:OUT|BACK)|ZOOM(?:S|ING)? OUT", camera="pull-out"),
    _term(r"PAN(?:S|NING)? LEFT", camera="pan-left"),
    _term(r"PAN(?:S|NING)?(?: RIGHT)?", camera="pan-right"),
    _term(r"TILT(?:S|ING)? DOWN", camera="tilt-down"),
    _term(r"TILT(?:S|ING)?(?: UP)?", camera="tilt-up"),
    _term(r"(?:TRUCK|TRACK|DOLLY)(?:S|ING)? LEFT", camera="truck-left"),
    _term(r"(?:TRUCK|TRACK|DOLLY)(?:S|ING)?(?: RIGHT)?(?: SHOT| WITH)?", camera="truck-right"),
    _term(r"(?:CRANE|BOOM)(?:S|ING)? DOWN", camera="crane-down"),
    _term(r"CRAN(?:E|ES|ING)(?: UP)?|BOOM(?:S|ING)? UP", camera="crane-up"),
    _term(r"HAND[- ]?HELD", camera="handheld"),
)
_OTHERS = (_term(r"BACK TO SCENE|BACK TO|SERIES OF SHOTS|MONTAGE|INTERCUT|SLOW MOTION|ON SCREEN"),)

_JOINING = r"(?:\s*(?:[-–—:,.]+)\s*|\s+)"
_ANY = re.compile(
    "(?=[A-Z2][A-Z.-])(?:" + "|".join(term.pattern.pattern for term in (*_SIZES, *_CAMERAS, *_OTHERS)) + ")"
)
_LEADING = re.compile(rf"^(?!{_OVER_SOMEBODY.pattern.pattern})(?:(?:{_ANY.pattern}|SLOW|FAST|ON){_JOINING})+")


_CAPITALS = re.compile("[A-Z2][A-Z.-]")
"""What every term begins with: most action holds none, and is not searched further."""
_LISTED = re.compile(r"(?:[-–—•*]{1,2}|\(?(?:[A-Z]|\d{1,2})[.)])\s+(?=\S)")


def names_a_shot(action: str) -> bool:
    """Does this action name a framing or a camera move, so that a new shot starts?"""
    return _CAPITALS.search(action) is not None and _ANY.search(action) is not None


def spans(action: str) -> list[tuple[int, int]]:
    """Return where terms begin and end in an action."""
    return [match.span() for match in _ANY.finditer(action)] if _CAPITALS.search(action) else []


def opens_a_shot(sentence: str) -> bool:
    """Does this sentence begin with a framing or a camera move?"""
    return _ANY.match(sentence) is not None


def is_listed(action: str) -> bool:
    """Is this one of a list of shots (-- Will learns to swim)?"""
    return _LISTED.match(action) is not None


def starts_as_shot(line: str) -> bool:
    """Is this line in capitals a shot's title (CLOSE ON THE LAMP) rather than somebody's name?"""
    return " " in line and (_ANY.match(line) is not None or line.endswith(" POV"))


def size_of(action: str) -> Size | None:
    if not names_a_shot(action):
        return None
    return next((term.size for term in _SIZES if term.pattern.search(action)), None)


def camera_of(action: str) -> Camera | None:
    if not names_a_shot(action):
        return None
    return next((term.camera for term in _CAMERAS if term.pattern.search(action)), None)


def without(action: str) -> str:
    """Return the action with a full stop in place of each term."""
    return _ANY.sub(" . ", action)


def without_leading(action: str) -> str:
    """Return the action without the terms that it opens with; the whole if nothing else stands there."""
    action = _LISTED.sub("", action, count=1) if _LISTED.match(action) else action
    rest = action[match.end() :] if (match := _LEADING.match(action)) else action
    return rest[:1].upper() + rest[1:] if rest.strip() else action


def pattern() -> str:
    """Return the regular expression that finds every term."""
    return _ANY.pattern
