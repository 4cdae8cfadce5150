"""The program that speaks: one line by espeak-ng, in a process of its own that ends with it.

It stands alone and imports nothing of ours: it is started with the paths of the library and of its data, reads one JSON
document from its input, and writes one line of JSON and then the samples. A process that spoke once would not speak the
same again, so each line has one; nothing that the library does outlives it.
"""

import ctypes
import json
import signal
import sys
from collections.abc import Iterator
from ctypes import POINTER, Structure, Union, c_char_p, c_int, c_short, c_ubyte, c_uint, c_void_p
from pathlib import Path
from typing import Any

_SYNCHRONOUS, _DO_NOT_EXIT = 2, 0x8000
_UTF8, _PHONEMES = 1, 0x100
_BY_CHARACTER = 1
_RATE, _PITCH = 1, 3
_WORD = 1
_DEATH_OF_PARENT = 1
_SEED = 1


class _Id(Union):
    _fields_ = (("number", c_int), ("name", c_char_p), ("string", ctypes.c_char * 8))


class _Event(Structure):
    _fields_ = (
        ("kind", c_int),
        ("unique", c_uint),
        ("position", c_int),
        ("length", c_int),
        ("time", c_int),
        ("sample", c_int),
        ("user", c_void_p),
        ("id", _Id),
    )


class _Voice(Structure):
    _fields_ = (
        ("name", c_char_p),
        ("languages", c_void_p),
        ("identifier", c_char_p),
        ("gender", c_ubyte),
        ("age", c_ubyte),
        ("variant", c_ubyte),
        ("unused", c_ubyte),
        ("score", c_int),
        ("spare", c_void_p),
    )


_CALLBACK = ctypes.CFUNCTYPE(c_int, POINTER(c_short), c_int, POINTER(_Event))


class EngineVoice:
    """The library with one voice, and what it spoke."""

    def __init__(self, library: str, data: str) -> None:
        self._lib = ctypes.CDLL(library)
        self._lib.espeak_ListVoices.restype = POINTER(POINTER(_Voice))
        self.rate = self._lib.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), _DO_NOT_EXIT)
        if self.rate <= 0:
            raise OSError(f"espeak-ng does not start with the data at {data}")
        self._variants = Path(data) / "voices" / "!v"
        self.samples, self.words = bytearray(), list[tuple[int, int]]()
        self._callback = _CALLBACK(self._hear)  # held: the library calls it as long as it speaks
        self._lib.espeak_SetSynthCallback(self._callback)
        self._lib.espeak_ng_SetRandSeed(_SEED)

    def languages(self) -> dict[str, str]:
        """Return the file of the voice that speaks each language best, by its tag in small letters."""
        best: dict[str, tuple[int, str]] = {}
        listed = self._lib.espeak_ListVoices(None)
        for index in range(10_000):
            if not listed[index]:
                break
            voice = listed[index].contents
            for priority, tag in _tags(voice.languages):
                if tag.lower() not in best or priority < best[tag.lower()][0]:
                    best[tag.lower()] = priority, voice.identifier.decode()
        return {tag: file for tag, (_, file) in best.items()}

    def variants(self) -> list[str]:
        """Return the names of the voices that it can have in any language."""
        return sorted(path.name for path in self._variants.iterdir())

    def choose(self, file: str, variant: str) -> bool:
        """Take a voice; False where it cannot."""
        name = f"{file}+{variant}" if variant else file
        return bool(self._lib.espeak_SetVoiceByName(name.encode()) == 0)

    def say(self, text: str, rate: int, pitch: int) -> None:
        """Speak so many words a minute, with a pitch of 0 to 100. What is in [[brackets]] are phonemes."""
        self._lib.espeak_SetParameter(_RATE, rate, 0)
        self._lib.espeak_SetParameter(_PITCH, pitch, 0)
        written = text.encode() + b"\0"
        ended = self._lib.espeak_Synth(
            written, len(written), 0, _BY_CHARACTER, 0, _UTF8 | _PHONEMES, None, None
        )  # fmt: skip
        if ended or self._lib.espeak_Synchronize():
            raise OSError(f"espeak-ng cannot speak: {ended}")

    def _hear(self, wave: Any, count: int, events: Any) -> int:
        for index in range(100_000):
            event = events[index]
            if not event.kind:
                break
            if event.kind == _WORD:
                self.words.append((event.position - 1, event.sample))
        if wave and count > 0:
            self.samples += ctypes.string_at(wave, 2 * count)
        return 0


def _tags(languages: int) -> Iterator[tuple[int, str]]:
    """The languages of a voice: each a byte of priority, the best first, and its tag."""
    at = languages
    while priority := c_ubyte.from_address(at).value:
        tag = ctypes.string_at(at + 1)
        yield priority, tag.decode()
        at += len(tag) + 2


def _file(languages: dict[str, str], tag: str) -> str | None:
    """The voice of a language, else that of the wider one: of de-AT that of de."""
    parts = tag.lower().split("-")
    return next(
        (languages[each] for end in range(len(parts), 0, -1) if (each := "-".join(parts[:end])) in languages), None
    )


def _answer(speaker: EngineVoice, asked: dict[str, Any]) -> dict[str, Any]:
    file = _file(speaker.languages(), asked["language"])
    if file is None:
        return {"refused": f"espeak-ng has no voice for the language {asked['language']}"}
    variants = speaker.variants()
    if asked["variant"] and asked["variant"] not in variants:
        return {"refused": f'espeak-ng has no voice "{asked["variant"]}": its voices are {", ".join(variants)}'}
    if not speaker.choose(file, asked["variant"]):
        return {"refused": f"espeak-ng cannot use the voice {file} {asked['variant']}"}
    speaker.say(asked["text"], asked["rate"], asked["pitch"])
    return {"rate": speaker.rate, "words": speaker.words}


def main(library: str, data: str) -> None:
    """Answer the one request that stands in the input."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGKILL, 0, 0, 0)
    asked = json.loads(sys.stdin.buffer.read())
    signal.alarm(int(asked["limit"]))  # also where nobody is left who would end it
    speaker = EngineVoice(library, data)
    sys.stdout.buffer.write(json.dumps(_answer(speaker, asked)).encode() + b"\n" + speaker.samples)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:3])
