"""Nouns that stand beside a name and only tell more of whoever is named: IDA, a lawyer; her father, TOBIAS."""

import re

from productions.screenplay.people.unspaced import CJK
from productions.screenplay.words.lexicon import Lexicon
from productions.screenplay.words.sentences import words

_APPOSED = re.compile(r"(?:\s*\([^)]*\))?\s*[,(–—]\s*(?:[^\s,.;)]+\s+){0,4}")
_PIECE = re.compile(r",\s*(?:[^\s,.;]+\s*){1,3}(?=,)")
"""What stands between a name and what tells more of it, mostly an age: MIŁOSZ, lat siedem, siostrzeniec Bobra."""
_COLON = re.compile(r"[^.;:!?]{1,50}:\s+")
_UNSPACED, _CLOSE = 0x3000, 4
_LEADS_AWAY = re.compile("[はがをにとへも。]|[가은는을를]")
_WITH_AGE = re.compile(r"[^\s.,;(（]+(?: [^\s.,;(（]+){0,3}\s?(?:, |[(（])\d")
_BEFORE = re.compile(r"[^\s,.;]*,?\s+(?:[^\s,.;]+\s+)?")


def apposed(text: str, name: int, noun: int) -> bool:
    """Whether only a bracket, a comma and an article with its adjectives stand between a name and a noun."""
    comma = min((at for at in (text.find(sign, name, noun) for sign in ",(–—") if at >= 0), default=-1)
    if comma < 0 or len(before := text[name:comma].split()) > 4:
        return False
    piece = _PIECE.match(text, comma, noun)
    further = piece is not None and len(before) <= 2 and all(word[0].isupper() for word in before)
    return bool(_APPOSED.fullmatch(text, comma, noun)) or (
        further and piece is not None and bool(_APPOSED.fullmatch(text, piece.end(), noun))
    )


def brings_in(text: str, name: int) -> bool:
    """Whether a sentence begins with a name and its age, so that it may be of whom the one before showed."""
    return not text[:name].strip() and _WITH_AGE.match(text, name) is not None


def is_called(text: str, name: int, lexicon: Lexicon) -> bool:
    """Whether the word before a name gives it to somebody: er heißt FIETE, whom all call TITOU."""
    before = text[:name].rstrip(" \"“«„'’")
    if CJK.search(text[name : name + 1]):
        return before.endswith(lexicon.words.named)
    return bool(row := words(before)) and row[-1].key in lexicon.named and row[-1].end == len(before)


def beside(text: str, noun: int, name: int) -> bool:
    """Whether a noun stands right before a name: her father, TOBIAS; foreman LUTZ; an old man in a cap: ALDO."""
    if ord(text[noun]) >= _UNSPACED:
        return name - noun <= _CLOSE and not _LEADS_AWAY.search(text, noun, name)
    if _COLON.fullmatch(text, noun, name):
        return True
    between = text[noun:name].split()[1:]
    return bool(_BEFORE.fullmatch(text, noun, name)) and all(word.isupper() for word in between)
