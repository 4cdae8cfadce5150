"""Nouns that stand beside a name and only tell more of whoever is named: IDA, a lawyer; her father, TOBIAS."""

import re

_APPOSED = re.compile(r"(?:\s*\([^)]*\))?\s*[,(–—]\s*(?:[^\s,.;]+\s+){0,4}")
_UNSPACED, _CLOSE = 0x3000, 4
_LEADS_AWAY = re.compile("[はがをにとへも。]|[가은는을를]")
_BEFORE = re.compile(r"[^\s,.;]*,?\s+(?:[^\s,.;]+\s+)?")


def apposed(text: str, name: int, noun: int) -> bool:
    """Whether only a bracket, a comma and an article with its adjectives stand between a name and a noun."""
    comma = min((at for at in (text.find(sign, name, noun) for sign in ",(–—") if at >= 0), default=-1)
    return comma >= 0 and len(text[name:comma].split()) <= 4 and bool(_APPOSED.fullmatch(text, comma, noun))


def beside(text: str, noun: int, name: int) -> bool:
    """Whether a noun stands right before a name: her father, TOBIAS; foreman LUTZ."""
    if ord(text[noun]) >= _UNSPACED:
        return name - noun <= _CLOSE and not _LEADS_AWAY.search(text, noun, name)
    between = text[noun:name].split()[1:]
    return bool(_BEFORE.fullmatch(text, noun, name)) and all(word.isupper() for word in between)
