"""The engine espeak-ng: a voice of rules for very many languages, always there, which nobody takes for an actor.

Its library is under the GPL, so it never enters our processes: a program of its own is started for each line, and
spoken to over pipes. One that does not end is killed.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from generation.ports.work import Broken, Refusing, Stopping

if TYPE_CHECKING:
    from generation.ports.sound import Samples

NAME = "espeak-ng"
PACKAGE = "espeakng-loader"
PROGRAM = Path(__file__).with_name("process.py")
LIMIT = 30
"""Seconds that a line may take; the engine speaks about a hundred times faster than people do."""
LOOK = 0.05
"""Seconds between two looks whether the work was cancelled."""
SLOWEST, FASTEST, PLAIN = 80, 450, 175
"""Words a minute."""


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """What is asked of the engine: a text in a language, by one of its voices (empty for the plain one)."""

    text: str
    language: str
    variant: str
    words_a_minute: int
    pitch: int


@dataclass(frozen=True, slots=True)
class EngineSound:
    """What the engine spoke, at its own rate; `words` are positions in the text with the sample that they begin at."""

    samples: "Samples"
    rate: int
    words: tuple[tuple[int, int], ...]


def here() -> bool:
    """Whether the engine is installed; nothing of it is loaded."""
    return find_spec("espeakng_loader") is not None


def engine() -> dict[str, str]:
    """Return the version of what the sound depends on."""
    return {PACKAGE: version(PACKAGE)}


def speak(
    asked: SpeechRequest, cancelled: Callable[[], bool], program: Path = PROGRAM, limit: float = LIMIT
) -> EngineSound:
    """Speak a text. Refusing for what has no voice; Broken where the process dies or does not end; Stopping."""
    import espeakng_loader  # noqa: PLC0415  # says where the library lies, and does not load it

    request = {
        "text": asked.text,
        "language": asked.language,
        "variant": asked.variant,
        "rate": asked.words_a_minute,
        "pitch": asked.pitch,
        "limit": max(1, round(limit * 2)),
    }
    command = [sys.executable, "-I", "-S", str(program)]
    with subprocess.Popen(
        [*command, espeakng_loader.get_library_path(), espeakng_loader.get_data_path()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            out, said = _conversation(process, json.dumps(request).encode(), cancelled, limit)
        finally:
            process.kill()
    if process.returncode:
        raise Broken("speech-died", f"The process that spoke {_end(process.returncode)}: {_last(said)}")
    return _heard(out)


def _conversation(
    process: "subprocess.Popen[bytes]", request: bytes, cancelled: Callable[[], bool], limit: float
) -> tuple[bytes, bytes]:
    """Hand over the request and wait for all that comes of it, with a look at each turn whether to stop."""
    given: bytes | None = request
    for _ in range(max(1, round(limit / LOOK))):
        if cancelled():
            raise Stopping
        try:
            return process.communicate(given, timeout=LOOK)
        except subprocess.TimeoutExpired:
            given = None
    raise Broken("speech-hung", f"The process that spoke did not end within {limit:g} seconds.")


def _heard(out: bytes) -> EngineSound:
    import numpy as np  # noqa: PLC0415  # only the process that makes sound may load it

    head, _, wave = out.partition(b"\n")
    try:
        told = json.loads(head)
    except ValueError as error:
        raise Broken("speech-died", "The process that spoke said what is no answer.") from error
    if why := told.get("refused"):
        raise Refusing(why)
    samples = np.frombuffer(wave[: len(wave) // 2 * 2], "<i2").astype(np.int16)
    return EngineSound(samples, told["rate"], tuple((at, sample) for at, sample in told["words"]))


def _end(code: int) -> str:
    return f"was killed by signal {-code}" if code < 0 else f"ended with {code}"


def _last(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
