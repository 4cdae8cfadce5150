"""Action that stands in capitals throughout, as studio audiences' scripts have it, written as others write it.

In capitals a name is told from a word by nothing. Of such action only those words keep capitals that are names by
themselves: those under which somebody speaks, and those with an age behind them, by which somebody comes in.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from productions.screenplay.people import characters
from productions.screenplay.people.introductions import has_age
from productions.screenplay.shots.passages import Passage
from productions.screenplay.words.lexicon import Lexicon
from productions.screenplay.words.sentences import key

_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_MOST_WORDS = 3
_MOST = 0.8
"""The part of a script's sentences of action that is in capitals where all of it is."""
_FEWEST = 4
"""Words of a sentence by which that is told."""


def soften(passages: Iterable[list[Passage]], lexicon: Lexicon) -> None:
    """Give the sentences of action that are in capitals their small letters, where a script writes action so."""
    scenes = list(passages)
    action = [part for scene in scenes for passage in scene if not passage.cues for part in passage.parts]
    long = [part for part in action if len(_WORD.findall(part.text)) >= _FEWEST]
    loud = [part for part in long if part.text.isupper()]
    if not loud or len(loud) < _MOST * len(long):
        return
    cues = {cue for scene in scenes for passage in scene for cue in passage.cues}
    names = {key(name) for cue in cues for name in characters.read(cue, lexicon).names}
    for scene in scenes:
        for at, passage in enumerate(scene):
            if not passage.cues and any(part.text.isupper() for part in passage.parts):
                parts = tuple(
                    replace(part, softened=softened(part.text, names, lexicon)) if part.text.isupper() else part
                    for part in passage.parts
                )
                scene[at] = replace(passage, parts=parts)


def softened(text: str, names: Collection[str], lexicon: Lexicon) -> str:
    """Return a sentence in capitals as others write it, as long as it was; `names` are keys of whole names."""
    words = list(_WORD.finditer(text))
    kept = {at for end in range(1, len(words) + 1) for at in _comes_in(text, words, end, names, lexicon)}
    titled = {at for start in range(len(words)) for at in _named(text, words, start, names)}
    small = list(_small(text))
    for at, word in enumerate(words):
        if at in kept:
            small[word.start() : word.end()] = text[word.start() : word.end()]
        elif at in titled or at == 0:
            small[word.start()] = text[word.start()]
    return "".join(small)


def _comes_in(text: str, words: list[re.Match[str]], end: int, names: Collection[str], lexicon: Lexicon) -> range:
    """The words of the name that ends before an age: as many as are names, else those that begin a clause."""
    if not has_age(text[words[end - 1].end() :].lower(), lexicon):
        return range(0)
    start = end - 1
    while start > max(0, end - _MOST_WORDS) and text[words[start - 1].end() : words[start].start()] == " ":
        before = key(words[start - 1][0])
        if before in lexicon.small or before in lexicon.prepositions or before in lexicon.joining:
            break
        start -= 1
    return range(start, end)


def _named(text: str, words: list[re.Match[str]], start: int, names: Collection[str]) -> range:
    """The words of the longest name under which somebody speaks that begins with a word."""
    for end in range(min(len(words), start + _MOST_WORDS), start, -1):
        phrase = text[words[start].start() : words[end - 1].end()]
        if key(phrase) in names or key(re.sub(r"['’]S?$", "", phrase)) in names:
            return range(start, end)
    return range(0)


def _small(text: str) -> Iterable[str]:
    return (letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
