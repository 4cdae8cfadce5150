"""Forecasts: the weather that a description tells of, and not the names and things that only sound like weather.

"Rain hammers the roof" rains; "a green raincoat", "Storm Street", "a snow globe" and "a painting of a storm" do not.
"""

import re

from generation.backends.animatic.deeds import GESTURES, LOOKS, POSTURES
from generation.backends.animatic.inflection import either, plain, verbs
from generation.backends.animatic.vocabulary import FIGURES, NOUNS_TOO, WEATHER_LINKS, WEATHER_VERBS, WEATHERS

_NAMES_OF_SKY = re.compile(r"(?:y|ed|less|bound|(?<!lightn)ing|cast|sky|sun|lit|day|night|down)$")
"""Endings of words that say what the sky is like and cannot name anything."""
_NEGATED = re.compile(
    r"(?:\b(?:no|not|never|without|after|before|until|against|despite|nor|isn't|wasn't|hardly)\s+(?:(?:the|a|an|any|more|longer)\s+)*"
    r"|n't\s+)(?:\w+\s+)?$"
)
_PICTURED = re.compile(
    r"\b(?:picture|painting|photo|photograph|drawing|song|poem|dream|memory|film|book|story|sound|talk|word|smell|kind)s?"
    r"\s+(?:of|about)\s+(?:\w+\s+){0,2}$"
)
_FORETOLD = re.compile(r"\bforecast\s+(?:\w+\s+){0,3}$")
_OVER = re.compile(
    r"^\s*(?:has|have|had)?\s*(?:is|are|was|were)?\s*"
    r"(?:stopped|over|gone|passed|ended|cleared|forecast|expected|predicted|due)\b"
)
_PARTICIPLES = re.compile(
    r"^-(?!(?:bed|shed|sled|reed|seed|weed|feed)\b)(?:\w+ed|beaten|driven|hidden|frozen|eaten|laden|blown|torn|worn|wet|"
    r"swept|bound|lit|lost|slick|dark|heavy|filled|grey|gray)\b"
)
_FEELS = re.compile(
    r"^\s+(?:\w+\s+)?(?:in|behind|across|over|inside)\s+(?:her|his|their|my|your|our)\s+(?:\w+\s+)?"
    r"(?:eyes?|hearts?|heads?|minds?|voices?|faces?|souls?|chests?|brows?|features)\b"
)
"""What a storm in her eyes is: no weather."""
_FACE = re.compile(
    r"\b(?:eyes?|face|faces|expression|brow|gaze|mind|judge?ment|glass|glasses|mirror|lens|visor|screen)\s+$"
)
"""What clouds or mists over without a cloud in the sky."""
_UPON = re.compile(r"^\s+(?:down|upon|on|over|under)\b")
_FALLS = re.compile(r"(?:rain|snow|drizzl)(?:s|es|e|ed|ing)?$")
_SKIES = frozenset(["it", "it's", "it’s", "sky", "skies", "heavens", "rain", "snow", "still", "clouds"])
_CLAUSE = re.compile(r"[.,;:!?–—]|\b(?:and|while|as|when|but|where)\b")
_WATCHED = re.compile(
    r"\b(?:watch|see|hear|feel|let|make|saw|heard|felt|made)(?:s|es|ed|ing)?\s+(?:the\s+)?(?:\w+\s+)?$"
)
_ACTS = either(*POSTURES.values(), *GESTURES.values(), *LOOKS.values(), verbs("sing, say, speak, smile, laugh, nod"))
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
    if any(told.search(before.lower()) for told in (_NEGATED, _PICTURED, _FORETOLD)) or _OVER.match(after.lower()):
        return False
    if _is_figure(before.lower(), word.lower(), after.lower()):
        return False
    if _is_name(text, before, word) or (word.lower() in ("storms", "storming") and _STRIDES.match(after.lower())):
        return False
    if after.startswith("-"):
        return bool(_PARTICIPLES.match(after.lower()))
    if _NAMES_OF_SKY.search(word.lower()):
        return not _names(word, before, after)
    return word.lower().endswith(("drops", "flakes")) or _stands_alone(before, after)


def _is_figure(before: str, word: str, after: str) -> bool:
    """Whether the weather is a figure of speech: blows that rain down, a face that clouds, a storm in her eyes."""
    if _FACE.search(before) or _FEELS.match(after):
        return True
    if not (_FALLS.search(word) and _UPON.match(after)):
        return False
    subject = _CLAUSE.split(before)[-1].split()
    if not subject or _SKIES & set(subject):
        return False
    if word in ("rain", "snow"):
        return len(subject) == 1 and subject[0].endswith("s") and after.lstrip().startswith("down")
    return subject[-1] not in ("the", "heavy", "autumn", "spring", "summer", "winter")


def _names(word: str, before: str, after: str) -> bool:
    """Whether an adjective of weather belongs to something else: hazy memories, Misty Falls, or Misty who sings."""
    following = re.match(r"\s+([\w']+)", after)
    if not following:
        return False
    follows = following[1]
    if FIGURES.fullmatch(follows.lower()) and not word.lower().endswith("ing"):
        return True
    if follows[0].isupper() and not follows.isupper():
        return word[0].isupper()
    starts = not before.strip() or before.rstrip()[-1] in ".!?"
    return starts and word[0].isupper() and follows.endswith("s") and bool(_ACTS.fullmatch(follows))


def _is_name(text: str, before: str, word: str) -> bool:
    """A capital inside a sentence makes a proper name, unless the whole text is written so."""
    starts = not before.strip() or before.rstrip()[-1:] in '.!?:;"(-–—'
    if starts or not word[0].isupper() or word.isupper():
        return False
    return any(each[0].islower() and len(each) > 3 for each in re.findall(r"[^\W\d_]+", text))


def _stands_alone(before: str, after: str) -> bool:
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
    if lower in NOUNS_TOO:
        return bool(_WATCHED.search(before.lower()))
    return bool(
        lower in WEATHER_LINKS
        or WEATHER_VERBS.fullmatch(lower)
        or _DEEDS_OF_NOUNS.fullmatch(lower)
        or lower.endswith("ly")
    )
