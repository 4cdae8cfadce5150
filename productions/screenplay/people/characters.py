"""Names of characters and places: as people read them, as keys by which one is known again, and as cues give them."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from productions.domain.names import LONGEST, readable
from productions.screenplay.languages import LANGUAGES, folded
from productions.screenplay.words.lexicon import Lexicon
from productions.screenplay.words.wording import normalised

_EXTENSION = re.compile(r"\s*[(（]([^()（）]*)[)）]?")
_BETWEEN = re.compile(r"\s*[,;/|]\s*|\s+-+\s+")
_SIGNS = re.compile(r"[\s.]+")
_NUMBER = re.compile(r"\s*(?:#|NO\.|Nº|N°)\s*(?=\d)", re.IGNORECASE)
_SUFFIXES = ("jr", "sr", "ii", "iii", "iv")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_VOICE_OF = re.compile(r"(\w+) (?:(?:OF|DE|VON|DI|DA|DO|VAN|DEL) |D['’])?(.+)", re.IGNORECASE)
_VOICE = re.compile(r"(.+?)(?:['’]S VOICE|['’]S VOICE OVER|の声)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """Who a cue names. `off` are heard and not seen, `afar` only where nothing else shows them (ON PHONE)."""

    names: tuple[str, ...]
    off: bool = False
    afar: bool = False


@lru_cache(maxsize=4096)
def name(cue: str) -> str:
    """Return the name in a cue without (V.O.), (O.S.), (CONT'D) and the like; the whole cue if nothing is left.

    It is empty where nothing of the cue can be seen.
    """
    plain = normalised(_EXTENSION.sub("", cue)) or normalised(cue)
    return readable(_without_extensions(plain))[:LONGEST]


@lru_cache(maxsize=4096)
def key(name_or_cue: str) -> str:
    """Return what two spellings of one name or place share: no article, number sign, full stops of initials, case."""
    plain = _NUMBER.sub(" ", name(name_or_cue).replace("’", "'"))
    words = plain.replace(".", "").casefold().split()
    if len(words) > 1 and words[0] in _articles():
        words = words[1:]
    return " ".join(words)


def is_off(cue: str) -> bool:
    """Is the speaker heard but not seen?"""
    plain = normalised(_EXTENSION.sub("", cue)) or normalised(cue)
    return (
        _comes_from(plain)
        or any(_is_off(part) for part in _extensions(cue))
        or plain != _without_off(plain)
        or _bare(plain) in _off_words()
        or plain != _of_voice(plain)
    )


def read(cue: str, lexicon: Lexicon) -> Cue:
    """Take a cue apart; EDWARD AND WILL and ANNA/BOB are two people."""
    elsewhere = [part for part in _extensions(cue) if folded(part.split(" ")[0]) in lexicon.afar]
    played = (word for part in _extensions(cue) for word in _played(part, lexicon))
    off = is_off(cue) or any(word in lexicon.recordings for word in played)
    whole = name(cue)
    apart = (whole,) if _comes_from(whole) else speakers(_of_voice(whole), lexicon)
    return Cue(apart, off, bool(elsewhere) and not off)


def _played(extension: str, lexicon: Lexicon) -> list[str]:
    """The words of an extension that may tell where a voice comes from, and not what it is spoken into (INTO RADIO)."""
    words = folded(extension).split()
    return [] if words[:1] and words[0] in lexicon.into else words


def _of_voice(whole: str) -> str:
    """Whose voice it is: MARA'S VOICE, VOIX DE CLAIRE, 太郎の声."""
    if voice := _VOICE.fullmatch(whole):
        return voice[1]
    if (voice := _VOICE_OF.fullmatch(whole)) and _bare(voice[1]) in _off_words() and not _comes_from(whole):
        return voice[2]
    return whole


def _comes_from(whole: str) -> bool:
    """Whether a voice comes from somewhere, and is nobody's that has a name: GŁOS Z TŁUMU."""
    voice = _VOICE_OF.fullmatch(whole)
    return voice is not None and _bare(voice[1]) in _off_words() and folded(voice[2].split(" ")[0]) in _prepositions()


def speakers(whole: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the names in a name of several people, in order."""
    parts = [part.strip() for part in _joined(lexicon).split(whole) if part and part.strip()]
    if len(parts) < 2 or key(parts[-1]) in _SUFFIXES:
        return (whole,) if whole else ()
    if parts[-1].isdigit() and len(parts) == 2:
        base = parts[0].rstrip("0123456789# ")
        return (parts[0], f"{base} {parts[1]}") if base else (whole,)
    last = parts[-1].split()
    return tuple(
        dict.fromkeys(f"{part} {last[-1]}" if key(part) in lexicon.titles and len(last) > 1 else part for part in parts)
    )


def _extensions(cue: str) -> list[str]:
    return [part for match in _EXTENSION.finditer(cue) for part in _BETWEEN.split(match[1])]


def _without_extensions(plain: str) -> str:
    """Take off what some write without brackets: MARA V.O., TOM CONT'D."""
    if not plain.upper().endswith(_bare_endings()):
        return plain
    for ending in _bare_endings():
        if len(plain) > len(ending) + 1 and plain.upper().endswith(f" {ending}"):
            return plain[: -len(ending) - 1].rstrip(" -,")
    return plain


def _without_off(plain: str) -> str:
    shorter = _without_extensions(plain)
    return shorter if any(plain.upper().endswith(f" {ending}") for ending in _OFF_ENDINGS) else plain


def _is_off(extension: str) -> bool:
    bare = _bare(extension)
    if bare in _off_words() or any(_bare(word) in _off_words() for word in extension.split()):
        return True
    return bool(_UNSPACED.search(bare)) and any(word in bare for word in _off_words() if _UNSPACED.match(word))


def _bare(extension: str) -> str:
    return _SIGNS.sub("", folded(extension))


_OFF_ENDINGS = ("V.O.", "O.S.", "O.C.", "VO", "OS", "V.O", "O.S")


@cache
def _bare_endings() -> tuple[str, ...]:
    return (*_OFF_ENDINGS, "CONT'D", "(CONT'D)", "CONTD")


@cache
def _off_words() -> frozenset[str]:
    return frozenset(
        _bare(word) for language in LANGUAGES.values() for word in (*language.cues.off, *language.cues.voice_over)
    )


@cache
def _prepositions() -> frozenset[str]:
    """What leads from a voice to where it comes from, and not to whose it is."""
    tables = [language.people for language in LANGUAGES.values()]
    return frozenset(folded(word) for table in tables for word in table.prepositions if len(word) > 1 or word in "zв")


@cache
def _articles() -> frozenset[str]:
    return frozenset(word.casefold() for language in LANGUAGES.values() for word in language.articles if len(word) > 1)


@cache
def _joined(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in lexicon.words.joining if any(letter.isalpha() for letter in word))
    signs = "|".join(re.escape(word) for word in lexicon.words.joining if not any(letter.isalpha() for letter in word))
    return re.compile(
        rf"\s*[/+&／＆]\s*|\s*,\s*(?:(?:{words or '(?!)'})\s+)?|\s+(?:{words or '(?!)'})\s+|{signs or '(?!)'}",
        re.IGNORECASE,
    )
