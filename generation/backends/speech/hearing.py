"""What an engine spoke becomes sound as it is kept, without the silence around it, and the times of its words."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np

from generation.backends.speech import espeak, shelf, text
from generation.backends.speech.shelf import LineShelf, VoicedLine
from generation.ports import sound
from generation.ports.sound import RATE, Samples
from generation.ports.speech import SpokenWord
from generation.ports.types.timing import By
from generation.ports.work import Refusing

_QUIET = 0.01
"""The share of its loudest sample below which a line counts as silent."""
_AROUND = RATE // 100
"""Samples that are left around what is heard, so that no sound begins or ends at once."""
_SHORTEST = RATE // 50


def heard(
    asked: espeak.SpeechRequest, said: text.SpeakableText, kept: LineShelf, cancelled: Callable[[], bool]
) -> tuple[str, VoicedLine, bool]:
    """Return a text as it was spoken, under its key, and whether that was before."""
    key = shelf.key_of(
        {
            "engine": [espeak.NAME, *espeak.engine().values()],
            "text": asked.text,
            "language": asked.language,
            "voice": asked.variant,
            "words_a_minute": asked.words_a_minute,
            "pitch": asked.pitch,
        }
    )
    spoken, reused = kept.once(key, lambda: _now(asked, said, cancelled))
    return key, spoken, reused


def recorded(path: Path) -> VoicedLine:
    """Return a line that was recorded, without the silence around it; Refusing for what is no such sound."""
    try:
        samples = sound.read(path)
    except sound.Unreadable as error:
        raise Refusing(str(error)) from error
    first, last = _span(samples)
    return VoicedLine(samples[first:last], {})


def words(said: text.SpeakableText, spoken: VoicedLine) -> tuple[tuple[SpokenWord, ...], By]:
    """Return when each word is heard, and who says so."""
    length = len(spoken.samples)
    if not length:
        return (), "engine" if not said.words else "estimate"
    begins = text.spread(said.words, spoken.begins, length)
    spans = pairwise([*begins, length])
    timed = (
        SpokenWord(word, start, _end(spoken.samples, start, end))
        for word, (start, end) in zip(said.words, spans, strict=True)
    )
    return tuple(timed), "engine" if spoken.begins else "estimate"


def _now(asked: espeak.SpeechRequest, said: text.SpeakableText, cancelled: Callable[[], bool]) -> VoicedLine:
    if not any(map(str.isalnum, asked.text)):
        return VoicedLine(sound.silence(0), {})
    speech = espeak.speak(asked, cancelled)
    samples = sound.resampled(speech.samples, speech.rate)
    first, last = _span(samples)
    begins = {
        word: min(max(0, at * RATE // speech.rate - first), last - first)
        for word, at in _first_of_each(said, speech.words).items()
    }
    return VoicedLine(samples[first:last], begins)


def _first_of_each(said: text.SpeakableText, events: tuple[tuple[int, int], ...]) -> Mapping[int, int]:
    """When each word begins of which the engine said so. An engine speaks several words for one, such as a number."""
    begins: dict[int, int] = {}
    for position, sample in events:
        word = said.word_at(position)
        if word not in begins and sample >= max(begins.values(), default=0):
            begins[word] = sample
    return begins


def _span(samples: Samples) -> tuple[int, int]:
    """Where what is heard begins and ends."""
    loud = np.abs(samples.astype(np.int32))
    heard_at = np.flatnonzero(loud > _QUIET * loud.max(initial=0))
    if not len(heard_at):
        return 0, 0
    return max(0, int(heard_at[0]) - _AROUND), min(len(samples), int(heard_at[-1]) + 1 + _AROUND)


def _end(samples: Samples, start: int, end: int) -> int:
    """Where a word ends that the next one follows at `end`: before the pause between them."""
    last = _span(samples[start:end])[1]
    return min(end, start + max(last, _SHORTEST))
