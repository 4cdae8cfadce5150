"""What is written becomes what an engine is given: words, some of them pronounced as the production wants it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_UNSPACED = r"\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of languages that write no spaces between words."""
_WORD = re.compile(rf"[{_UNSPACED}][^\s\w]*|[^\s{_UNSPACED}]+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_MARKS = re.compile(r"[*_]|\[\[|\]\]")
_ENTRY = re.compile(r"(?P<word>[^=\s][^=]*?)\s*=\s*(?P<said>\S.*)")
_PHONEMES = re.compile(r"\[\[[^\[\]]+\]\]")
MOST_ENTRIES = 500


class Unreadable(ValueError):
    """An entry of the pronunciations is none; says which."""


@dataclass(frozen=True, slots=True)
class SpeakableText:
    """A text as an engine is given it: `words` as they are written, `starts` where each begins in `text`."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]

    def word_at(self, position: int) -> int:
        """Return the index of the word that holds a position of the text."""
        return max(0, bisect_right(self.starts, position) - 1)


def pronunciations(text: str) -> dict[str, str]:
    """Read `word = how it is said` from lines or between semicolons, by the word in small letters.

    How it is said is spelled as one would say it, or in [[phonemes]] of the engine. Unreadable names what is neither.
    """
    entries = [each for each in re.split(r"[;\n]", text) if each.strip()]
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(f"at most {MOST_ENTRIES} words have a pronunciation of their own, not {len(entries)}")
    return dict(map(_entry, entries))


def said(text: str, pronounced: Mapping[str, str]) -> SpeakableText:
    """Return what an engine is given of a line, with the words that are pronounced otherwise."""
    written: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    length = 0
    for gap, word in _words(text):
        spoken = gap + _spoken(word, pronounced)
        words.append(word)
        starts.append(length + len(gap))
        written.append(spoken)
        length += len(spoken)
    return SpeakableText("".join(written), tuple(words), tuple(starts))


def letters(word: str) -> int:
    """Return by how much of a line a word is estimated to last."""
    return max(1, sum(character.isalnum() for character in word))


def spread(words: Sequence[str], begins: Mapping[int, int], end: int) -> list[int]:
    """Return when each word begins, given when some do and when the last ends; others are told by their letters."""
    known = sorted({0: 0, **begins}.items())
    spans = zip(known, [*known[1:], (len(words), end)], strict=True)
    return [each for (first, start), (behind, stop) in spans for each in _between(words[first:behind], start, stop)]


def _between(words: Sequence[str], start: int, stop: int) -> Iterator[int]:
    whole, passed = sum(map(letters, words)), 0
    for word in words:
        yield start + (max(stop, start) - start) * passed // whole
        passed += letters(word)


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Each word with the space before it that the engine is given."""
    end = 0
    for match in _WORD.finditer(_MARKS.sub("", text)):
        yield (" " if match.start() > end else ""), match[0]
        end = match.end()


def _spoken(word: str, pronounced: Mapping[str, str]) -> str:
    core = _CORE.search(word)
    instead = pronounced.get(core[0].casefold()) if core else None
    return word if core is None or instead is None else word[: core.start()] + instead + word[core.end() :]


def _entry(text: str) -> tuple[str, str]:
    entry = _ENTRY.fullmatch(text.strip())
    if entry is None or (("[[" in text or "]]" in text) and not _PHONEMES.fullmatch(entry["said"])):
        raise Unreadable(f'the pronunciation "{text.strip()[:80]}" is none: write word = how it is said')
    return entry["word"].casefold(), entry["said"]
