"""What one verb adds to what somebody does: the posture with its seat, the gesture with its thing."""

import re
from collections.abc import Container
from dataclasses import dataclass, replace

from generation.backends.animatic import words
from generation.backends.animatic.deeds import PLACES, SEATS
from generation.backends.animatic.vocabulary import PROPS

_BODY = re.compile(
    r"^\s*(?:(?:out|up|on|onto|to)\s+)?(?:(?:her|his|their|its|the|both)\s+)*"
    r"(?:breath|gaze|tongue|heads?|hands?|arms?|eyes?|mouths?|lips|still|on|back|fingers?|ground|court|face)\b"
)
_SOMEBODY = re.compile(
    r"^\s*(?:him|them|each other|one another|(?:her|his|the|a)\s+(?:\w+\s+)?(?:child|girl|boy|man|woman|daughter|son|"
    r"mother|father|sister|brother|wife|husband|friend|lover)\b|her\s*(?:$|[,.]|with|by|in|close|tight|and|again))"
)
_HAND = re.compile(r"^\s*(?:her|his|their|\w+['’]s)\s+hands?\b")
_FOR_SOMEBODY = re.compile(r"^\s*(?:him|them|\w+)\s+(?:an?|the|some|another|more|two|her|his|their)\b")
_OF_SOMEBODY = re.compile(r"^\s*(?:(?:her|his|the|a)\s+)?\w+['’]s\b")
"""What is poured or brought for somebody, and what is somebody's: "pours him a glass", "carries Mara's bag"."""
_NO_RUN = re.compile(r"\s*(?:(?:her|his|a|the|their)\s+(?:hands?|fingers?|eyes|thumb)|out of|cold)\b")
_NO_LIE = re.compile(r"\s*(?:to|about)\b")
_NO_WALK = re.compile(r"\s*(?:back )?to (?:life|sleep|terms|rest|an end)\b")
_IDIOMS = {"run": _NO_RUN, "lie": _NO_LIE, "walk": _NO_WALK}
"""What follows a verb that means something else: "runs a hand through", "lies to him", "comes to an end"."""
_WEAK = ("hold", "work", "reach")
"""Gestures that give way to one told later."""
_FAR = 60
"""Characters after a verb in which its object is looked for."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person does; empty where the description leaves it open."""

    posture: str = ""
    gesture: str = ""
    holds: str = ""
    seat: str = ""
    place: str = ""
    gaze: str = ""
    shut: bool = False
    """Whether the eyes are shut."""


def posture(deed: Deed, name: str, rest: str) -> Deed:
    """The first posture that is told stays, but for one that only leads to another ("walks in and sits")."""
    if name in _IDIOMS and _IDIOMS[name].match(rest):
        return deed
    if deed.posture not in ("", "walk") or (deed.posture == "walk" and name in ("walk", "stand", "climb")):
        return deed
    seat = words.first(SEATS, rest[:_FAR]) or "" if name in ("sit", "lie", "kneel") else ""
    ladder = name == "climb" and PLACES["ladder"].search(rest[:_FAR])
    return replace(deed, posture=name, seat=seat, place=deed.place or ("ladder" if ladder else ""))


def gesture(deed: Deed, name: str, rest: str, names: Container[str]) -> Deed:
    """A gesture with what follows it; holding somebody is an embrace, opening a letter is holding it."""
    if name == "hold" and _HAND.match(rest):
        name = "hands"
    if name in ("hold", "open", "reach", "embrace", "give") and _BODY.match(rest):
        return replace(deed, gesture=deed.gesture or "reach") if re.match(r"\s*out", rest) else deed
    named = re.match(r"\s*([^\W\d_]+)", rest)
    thing = words.thing(PROPS, rest[:_FAR]) or ""
    if name == "hold" and (_SOMEBODY.match(rest) or (named and named[1] in names)):
        of_somebody = _OF_SOMEBODY.match(rest)
        name = name if of_somebody else "give" if _FOR_SOMEBODY.match(rest) else "embrace"
    if name == "open":
        place = next((place for place in ("window", "door") if PLACES[place].search(rest[:_FAR])), "")
        if place or not thing:
            return replace(deed, gesture=deed.gesture or ("open" if place else "reach"), place=place or deed.place)
        name = "hold"
    if thing == "door":
        return replace(deed, gesture=deed.gesture or "reach", place=deed.place or "door")
    carries = name in ("hold", "drink", "read", "smoke", "give", "phone", "work", "point") and thing
    kept = deed.gesture if deed.gesture not in ("", *_WEAK) else name
    return replace(deed, gesture=kept, holds=deed.holds or (thing if carries else ""))


def look(deed: Deed, name: str, rest: str) -> Deed:
    window = PLACES["window"].search(rest[:_FAR])
    if name == "through":
        name = "out" if window else ""
    return replace(deed, gaze=deed.gaze or name, place=deed.place or ("window" if window else ""))


def carry(deed: Deed, thing: str) -> Deed:
    return replace(deed, holds=deed.holds or thing)


def whole(deed: Deed) -> Deed:
    """What follows from a deed without being said: a pen writes at a table, a wheel is steered with both hands."""
    if deed.place == "wheel" and not deed.gesture:
        deed = replace(deed, gesture="steer")
    if deed.gesture == "steer":
        deed = replace(deed, place=deed.place or "wheel")
    if deed.gesture == "write":
        deed = replace(deed, posture=deed.posture or "sit", place=deed.place or "table", holds="pen")
    usual = {"read": "letter", "drink": "cup", "smoke": "cigarette", "phone": "phone"}.get(deed.gesture, "")
    return replace(deed, holds=deed.holds or usual)


def body_part(text: str) -> bool:
    """Whether a text goes on with a part of somebody's body, which is no thing to carry."""
    return bool(_BODY.match(text))
