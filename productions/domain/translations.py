"""Translations of spoken lines: each is of the words that it translates, so that it holds wherever these stand."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, Protocol

import msgspec

from events.errors import Refusal
from productions.domain.fields.values import TRANSLATION
from productions.domain.normal_form import folded, normalised
from productions.domain.sounds import Spoken, slots

Standing = Literal["missing", "out_of_date", "translated"]
"""Whether a line has a translation; out of date is one of words that the script no longer has."""


LONGEST_TEXT = 10_000


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

    `slot` names the line and the language. Out of date, `of` stands under another slot: that of the words of before.
    """

    slot: str
    line: Line
    of: Translation | None
    standing: Standing


def clean(translation: Translation) -> Translation:
    """Return the canonical form of a translation; InvalidTranslation for a text that is empty or too long."""
    text = normalised(translation.text)
    if not text or len(text) > LONGEST_TEXT:
        raise InvalidTranslation(f"A translation has 1 to {LONGEST_TEXT} characters.", field="text")
    return msgspec.structs.replace(translation, text=text)


def translated(lines: Sequence[Line], translations: Mapping[str, Translation], language: str) -> Iterator[Translated]:
    """Yield the lines of a shot with their translations into a language.

    A line whose words changed shows the translation of what it was before: of those that no line has any more, by the
    same character, the one of the most similar words. Each is shown once.
    """
    named = list(zip(slots(lines, language), lines, strict=True))
    own = {slot for slot, _ in named}
    left = {slot: each for slot, each in translations.items() if each.language == language and slot not in own}
    for slot, line in named:
        if slot in translations:
            yield Translated(slot, line, translations[slot], "translated")
            continue
        before = _before(line, left)
        yield Translated(slot, line, left.pop(before) if before else None, "out_of_date" if before else "missing")


def in_language(inputs: Mapping[str, object], number: int, text: str) -> str:
    """Return the words of a line of a shot, counted from 0, as its inputs have them translated, or else as they are."""
    return str(inputs.get(f"{TRANSLATION}{number}") or text)


def _before(line: Line, left: Mapping[str, Translation]) -> str:
    """The slot of the translation of what a line was before; empty where there is none."""
    speaker = folded(line.character)
    same = [slot for slot in sorted(left) if folded(left[slot].character) == speaker]
    return max(same, key=lambda slot: _likeness(line.text, left[slot].source), default="")


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
