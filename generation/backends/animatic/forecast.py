"""Forecasts: the weather that a description tells of, and not the names and things that only sound like weather.

"Rain hammers the roof" rains; "a green raincoat", "Storm Street", "a snow globe" and "a painting of a storm" do not.
"""

import re

from generation.backends.animatic.inflection import plain
from generation.backends.animatic.vocabulary import WEATHER_LINKS, WEATHER_VERBS, WEATHERS

_NAMES_OF_SKY = re.compile(r"(?:y|ed|less|bound|ing|cast|sky|sun|lit|day|night|down)$")
"""Endings of words that say what the sky is like and cannot name anything."""
_NEGATED = re.compile(
    r"(?:\b(?:no|not|never|without|after|before|until|against|despite|nor|isn't|wasn't|hardly)\s+(?:(?:the|a|an|any|more|longer)\s+)*"
    r"|n't\s+)(?:\w+\s+)?$"
)
_PICTURED = re.compile(
    r"\b(?:picture|painting|photo|photograph|drawing|song|poem|dream|memory|film|book|story|sound|talk|word|smell|kind)s?"
    r"\s+(?:of|about)\s+(?:\w+\s+){0,2}$"
)
_OVER = re.compile(r"^\s*(?:has|have|had)?\s*(?:is|are)?\s*(?:stopped|over|gone|passed|ended|cleared)\b")
_PARTICIPLES = re.compile(r"^-\w+(?:ed|en|swept|bound|lit|t)\b")
_STRIDES = re.compile(r"^\s+(?:out|off|in|into|past|away|up|down|through|toward|towards|across|back)\b")
"""Who storms out of a room makes no weather."""
_DEEDS_OF_NOUNS = plain("cloud, clouds, storm, rain, snow, fog, mist, thunder, lightning, haze, flurry")


def told(text: object) -> str | None:
    """The weather that a text tells, the heaviest first; None where it tells none."""
    if not isinstance(text, str) or not text:
        return None
    read = text[:4000]
    return next((name for name in WEATHERS if _tells(name, read)), None)


def _tells(name: str, text: str) -> bool:
    pattern = re.compile(WEATHERS[name].pattern.replace(r"(?![\w-])", r"(?!\w)"), re.IGNORECASE)
    return any(_is_weather(name, text, hit) for hit in pattern.finditer(text))


def _is_weather(name: str, text: str, hit: "re.Match[str]") -> bool:
    before, after, word = text[: hit.start()], text[hit.end() :], hit.group()
    if name == "clear" and word.lower() == "clear":
        return not before.strip() and not after.strip(" .")
    if _NEGATED.search(before.lower()) or _PICTURED.search(before.lower()) or _OVER.match(after.lower()):
        return False
    if _is_name(text, before, word) or (word.lower() in ("storms", "storming") and _STRIDES.match(after.lower())):
        return False
    if after.startswith("-"):
        return bool(_PARTICIPLES.match(after.lower()))
    return bool(_NAMES_OF_SKY.search(word.lower())) or _stands_alone(after)


def _is_name(text: str, before: str, word: str) -> bool:
    """A capital inside a sentence makes a proper name, unless the whole text is written so."""
    starts = not before.strip() or before.rstrip()[-1:] in '.!?:;"(-–—'
    if starts or not word[0].isupper() or word.isupper():
        return False
    return any(each[0].islower() and len(each) > 3 for each in re.findall(r"[^\W\d_]+", text))


def _stands_alone(after: str) -> bool:
    """Whether no noun follows directly, to which the weather would only lend its name."""
    following = re.match(r"\s+([\w']+)", after)
    if not following:
        return not after.lower().startswith("'s ")
    follows = following[1]
    if follows.lower() == "of":
        return False
    if follows[0].isupper() and not follows.isupper():
        return False
    lower = follows.lower()
    return bool(
        lower in WEATHER_LINKS
        or WEATHER_VERBS.fullmatch(lower)
        or _DEEDS_OF_NOUNS.fullmatch(lower)
        or lower.endswith("ly")
    )
