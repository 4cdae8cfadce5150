"""What may stand in a name, whoever or whatever it names: text on one line that can be seen and reads as it stands."""

import re

from events.errors import Refusal

LONGEST = 200
_BREAKS = "\u0000-\u001f\u007f-\u009f\u2028\u2029"
"""Control characters, among them all that begin a new line."""
_TURNS = "\u202a-\u202e\u2066-\u2069"
"""What embeds, isolates or overrides the direction of writing, so that a name reads as another."""
_UNSEEN = (
    "\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What shows nothing by itself: joiners, marks, fillers, selectors and tags, which words and emoji are made with."""
PATTERN = f"^[^{_BREAKS}{_TURNS}]*[^{_BREAKS}{_TURNS}{_UNSEEN}][^{_BREAKS}{_TURNS}]*$"
"""A name as an expression, for whoever asks whether one will do."""
_REFUSED = re.compile(f"[{_BREAKS}{_TURNS}]")
_NOTHING = re.compile(f"[{_UNSEEN}]*")


class InvalidName(Refusal):
    """A name is empty, too long, or holds what cannot be read."""

    code = "invalid-name"
    status = 422


def clean_name(name: str, longest: int = LONGEST) -> str:
    """Return a name without outer white space; InvalidName says what is wrong with it."""
    name = name.strip()
    if not name or len(name) > longest:
        raise InvalidName(f"A name needs 1 to {longest} characters.")
    if match := _REFUSED.search(name):
        what = "a line break or control character" if re.match(f"[{_BREAKS}]", match[0]) else "a change of direction"
        raise InvalidName(
            f"A name stands on one line and reads as it stands: it may not hold {_named(match[0], what)}."
        )
    if _NOTHING.fullmatch(name):
        raise InvalidName("A name needs a character that can be seen; all of these are invisible.")
    return name


def clean_label(text: str, longest: int = LONGEST) -> str:
    """As `clean_name`, of what may also be empty."""
    return clean_name(text, longest) if text.strip() else ""


def readable(text: str) -> str:
    """Return a text that was read somewhere without what no name may hold; empty when nothing is left to see."""
    left = _REFUSED.sub("", text).strip()
    return "" if _NOTHING.fullmatch(left) else left


def _named(character: str, what: str) -> str:
    return f"{what} (U+{ord(character):04X})"
