"""Words in all the forms that a description may use: plurals of nouns, and verbs from "sits" to "sat"."""

import re
from functools import cache

_PAST: dict[str, str] = {
    "blow": "blew blown", "bring": "brought", "carry": "carried", "catch": "caught", "come": "came", "creep": "crept",
    "cry": "cried", "drink": "drank drunk", "drive": "drove driven", "eat": "ate eaten", "fall": "fell fallen",
    "fly": "flew flown", "get": "got", "give": "gave given", "go": "went gone", "hang": "hung", "hold": "held",
    "hurry": "hurried", "keep": "kept", "kneel": "knelt kneeled", "lay": "laid", "lead": "led", "lean": "leaned leant",
    "leap": "leapt leaped", "leave": "left", "lie": "lay lain", "read": "read", "ride": "rode ridden",
    "ring": "rang rung", "rise": "rose risen", "run": "ran", "shake": "shook shaken", "shine": "shone", "sit": "sat",
    "sleep": "slept", "stand": "stood", "steal": "stole stolen", "stick": "stuck", "strike": "struck",
    "sweep": "swept", "swing": "swung", "take": "took taken", "tear": "tore torn", "throw": "threw thrown",
    "wake": "woke woken", "wear": "wore worn", "weep": "wept", "write": "wrote written", "begin": "began begun",
    "break": "broke broken", "beat": "beat beaten", "hit": "hit", "freeze": "froze frozen",
}  # fmt: skip
_PLURALS = {"man": "men", "woman": "women", "child": "children", "knife": "knives", "shelf": "shelves",
            "leaf": "leaves", "scarf": "scarves", "loaf": "loaves"}  # fmt: skip


@cache
def verb(base: str) -> tuple[str, ...]:
    """All forms of a verb: base, third person, participle, past."""
    past = _PAST.get(base, "").split() or [_past(base)]
    return (base, third(base), participle(base), *past)


def third(base: str) -> str:
    if re.search(r"(s|x|z|ch|sh|o)$", base):
        return base + "es"
    return base[:-1] + "ies" if re.search(r"[^aeiou]y$", base) else base + "s"


def participle(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    stem = base[:-1] if re.search(r"[^eoy]e$", base) else _doubled(base)
    return stem + "ing"


def plural(noun: str) -> str:
    """The plural of a noun, or of the last word of several."""
    *rest, last = noun.split(" ")
    return " ".join([*rest, _PLURALS.get(last) or third(last)])


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if re.search(r"[^aeiou]y$", base) else _doubled(base) + "ed"


def _doubled(base: str) -> str:
    """A short word doubles its last consonant: hugging, but leaning and opening."""
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", base)
    return base + base[-1] if short else base


def word_set(text: str) -> frozenset[str]:
    """The words of a text with spaces between."""
    return frozenset(text.split())


def nouns(table: str) -> re.Pattern[str]:
    """A pattern of nouns, separated by commas, in singular and plural; a hyphen may stand for each space."""
    return _pattern([form for noun in _items(table) for form in (noun, plural(noun))])


def verbs(table: str) -> re.Pattern[str]:
    """A pattern of verbs in every form; what follows a verb ("look out") stays as it is."""
    made = []
    for item in _items(table):
        base, _, rest = item.partition(" ")
        made += [f"{form} {rest}".strip() for form in verb(base)]
    return _pattern(made)


def plain(table: str) -> re.Pattern[str]:
    """A pattern of words that have one form only."""
    return _pattern(_items(table))


def either(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for pattern in patterns))


def _items(table: str) -> list[str]:
    return [item.strip() for item in table.split(",")]


def _pattern(forms: list[str]) -> re.Pattern[str]:
    """Whole words only, the longest first; parts of a name joined by a hyphen are whole too."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    choice = "|".join(re.escape(form).replace(r"\ ", r"[ -]") for form in ordered)
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])")
