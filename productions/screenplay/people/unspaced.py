"""Looks for nouns, pronouns and owners in scripts that write no spaces: Chinese, Japanese and Korean."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from productions.screenplay.words.lexicon import Lexicon, Noun, PronounForm

CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


_COUNTED = re.compile("^[一二两兩半][只隻张張双雙个個条條]")


@cache
def pronouns(lexicon: Lexicon) -> re.Pattern[str]:
    """Pronouns of a script without spaces, the longest first (彼女 before 彼)."""
    forms = sorted((form for form in lexicon.pronouns if CJK.search(form)), key=lambda form: -len(form))
    return re.compile("|".join(map(re.escape, forms)) or "(?!)")


def forms_of(
    text: str, pronoun: re.Match[str], forms: tuple[PronounForm, ...], lexicon: Lexicon
) -> tuple[PronounForm, ...]:
    """A pronoun by what stands around it, as one that is never written otherwise: 他绕着她走, 彼女を見る."""
    before, after = text[: pronoun.start()], text[pronoun.end() : pronoun.end() + 1]
    begins = not CJK.search(before[-1:])
    acted_on = after in lexicon.words.marks_object if lexicon.words.marks_object else not begins
    if not after or after not in lexicon.of:
        return tuple(replace(form, part="object") if acted_on else form for form in forms)
    return forms


@cache
def nouns(lexicon: Lexicon) -> re.Pattern[str]:
    """Nouns for kin and ages in scripts without spaces, where a particle or a sign follows; and both of two."""
    sexes = (word for word in lexicon.sexes if not lexicon.nouns.get(word, Noun()).plural)
    people = (*lexicon.kin, *lexicon.young, *lexicon.old, *lexicon.twins, *sexes)
    words = {word for word in people if CJK.search(word)}
    both = _any(word for word in lexicon.both if CJK.search(word))
    start = "(?<![\u3400-\u9fff\uac00-\ud7af])"
    end = "(?=[はがをにのとへもで、。，,. ]|から|的|가|이|는|은|를|을|의|에게|와|과|도|$)"
    short, long = _any(word for word in words if len(word) == 1), _any(word for word in words if len(word) > 1)
    counted = _any(word for word, number in lexicon.counts.items() if number > 2 and CJK.search(word))
    number = "(?<![一二三四五六七八九十百数數几幾\\d])(?<![\uac00-\ud7af] )"
    return re.compile(
        f"{start}(?:{short}){end}|(?:{long})(?![们們たち들])|(?:{both})|{number}(?:{counted})(?![のほど余])"
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"


def read(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """What is read in a script without spaces: before a word for writing (…と書いてある), or behind it (写着…)."""
    at = min((place for sign in lexicon.words.signs if (place := text.find(sign)) >= 0), default=-1)
    if at < 0:
        return []
    quoting = max(text.rfind("と", 0, at), text.rfind("라고", 0, at))
    return [(-1, quoting)] if quoting >= 0 else [(at, len(text))] if lexicon.words.signs[0] == "写着" else []


def is_owner(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether only something of somebody is spoken of: 太郎の車, but not 太郎の手 or 太郎の隣."""
    particle = text[end : end + 1]
    if particle not in lexicon.of or not particle:
        return False
    rest = text[end + 1 : end + 6].lstrip()
    # What is seen may be counted: 小满的半张脸.
    counted = _COUNTED.sub("", rest)
    return bool(rest) and not any(told.startswith(_seen_beside(lexicon)) for told in (rest, counted))


@cache
def _seen_beside(lexicon: Lexicon) -> tuple[str, ...]:
    return (*lexicon.seen_of, *lexicon.sides, "、", "。")
