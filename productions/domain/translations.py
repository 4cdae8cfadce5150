"""Translations of spoken lines: each is of the words that it translates, so that it holds wherever these stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Literal, NamedTuple, Protocol

import msgspec

from events.errors import Refusal
from productions.domain.fields.values import TRANSLATION
from productions.domain.normal_form import folded, normalised
from productions.domain.sounds import Spoken, slots

Standing = Literal["missing", "out_of_date", "translated"]
"""Whether a line has a translation; out of date is one of words that the script no longer has."""


LONGEST_TEXT = 10_000
_LEAST_ALIKE = 0.5
"""Words that are less alike are no later words of the same line: an old translation is better not shown under them."""
_COMPARED, _MOST_COMPARED = 200, 5
"""How many characters of a line are compared, and with how many lines: comparing takes the square of its length."""


class InvalidTranslation(Refusal):
    """A translation says nothing, too much, or is of no language."""

    code = "invalid-translation"
    status = 422


class Translation(msgspec.Struct, frozen=True):
    """What a line is in a language; `source` are the words of the script that it translates, `character` says them."""

    language: str
    character: str
    source: str
    text: str


class Line(Spoken, Protocol):
    """A line of dialogue, with how it is said."""

    @property
    def parenthetical(self) -> str: ...


class Translated(NamedTuple):
    """A line with what it is in a language; `of` is the translation, None while there is none.

    `slot` names the line and the language, `under` where its translation stands: out of date, the words of before.
    """

    slot: str
    line: Line
    of: Translation | None
    standing: Standing
    under: str


def clean(translation: Translation) -> Translation:
    """Return the canonical form of a translation; InvalidTranslation for a text that is empty or too long."""
    text = normalised(translation.text)
    if not text or len(text) > LONGEST_TEXT:
        raise InvalidTranslation(f"A translation has 1 to {LONGEST_TEXT} characters.", field="text")
    return msgspec.structs.replace(translation, text=text)


def translated(lines: Sequence[Line], translations: Mapping[str, Translation], language: str) -> Iterator[Translated]:
    """Yield the lines of a shot with their translations into a language.

    A line whose words changed shows the translation of what it was before: of those that no line has any more, by the
    same character, the one of the most similar words, if they are similar at all. Each is shown once, where it fits
    best.
    """
    named = dict(zip(slots(lines, language), lines, strict=True))
    left = {slot: each for slot, each in translations.items() if each.language == language and slot not in named}
    before = _before({slot: line for slot, line in named.items() if slot not in translations}, left) if left else {}
    for slot, line in named.items():
        if slot in translations:
            yield Translated(slot, line, translations[slot], "translated", slot)
        elif slot in before:
            yield Translated(slot, line, left[before[slot]], "out_of_date", before[slot])
        else:
            yield Translated(slot, line, None, "missing", slot)


def in_language(inputs: Mapping[str, object], number: int, text: str) -> str:
    """Return the words of a line of a shot, counted from 0, as its inputs have them translated, or else as they are."""
    return str(inputs.get(f"{TRANSLATION}{number}") or text)


def _before(lines: Mapping[str, Line], left: Mapping[str, Translation]) -> dict[str, str]:
    """Under which slot the translation stands of what a line was before, by the line's own: the best pairs first."""
    before: dict[str, str] = {}
    shown = set[str]()
    for _, own, old in sorted(_alike(lines, left), key=lambda pair: -pair[0]):
        if own not in before and old not in shown:
            before[own] = old
            shown.add(old)
    return before


def _alike(lines: Mapping[str, Line], left: Mapping[str, Translation]) -> Iterator[tuple[float, str, str]]:
    """How alike a line and the words of a translation are, from 0 to 1, where they are enough so, with their slots."""
    matcher = SequenceMatcher(autojunk=False)
    said: dict[str, list[tuple[str, str]]] = {}
    for own, line in lines.items():
        said.setdefault(folded(line.character), []).append((own, line.text[:_COMPARED]))
    for old in sorted(left):
        matcher.set_seq2(left[old].source[:_COMPARED])
        for own, text in _likely(matcher, said.get(folded(left[old].character), [])):
            matcher.set_seq1(text)
            if (alike := matcher.ratio()) >= _LEAST_ALIKE:
                yield alike, own, old


def _likely(matcher: SequenceMatcher[str], texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those of the texts that may be alike enough: the few of the most letters in common."""
    common = []
    for own, text in texts:
        matcher.set_seq1(text)
        if matcher.real_quick_ratio() >= _LEAST_ALIKE and (bound := matcher.quick_ratio()) >= _LEAST_ALIKE:
            common.append((bound, own, text))
    return ((own, text) for _, own, text in nlargest(_MOST_COMPARED, common, key=lambda each: each[0]))
