"""Speech as a backend: takes the dialogue of a shot and its voices, gives lines that were spoken."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from generation.backends import request as numbers
from generation.backends.base import Capabilities, Outputs, Request, Snapped
from generation.backends.speech import espeak, text, voices
from generation.backends.speech.delivery import delivered
from generation.backends.speech.shelf import LineShelf
from generation.ports.speech import LineSound
from generation.ports.work import JSON, Refusing, Stopping
from productions.domain.fields.values import RECORDING, TRANSLATION
from productions.domain.graph import ParameterSchema, Schema
from productions.domain.shot import LONGEST_FRAMES
from productions.domain.translations import in_language
from productions.domain.voices import VOICE


class _Line(msgspec.Struct):
    """A line of a shot's dialogue as its inputs have it."""

    character: str
    text: str
    parenthetical: str = ""
    reference: str | None = None


class Speech:
    """Each line is spoken by itself, and kept under what it was made of."""

    name = "speech"
    version = "1"
    capabilities = Capabilities(
        tasks=("speech",),
        smallest=(1, 1),
        largest=(1_000_000, 1_000_000),
        multiple=1,
        longest=LONGEST_FRAMES,
        memory=300 * 2**20,
        device="cpu",
    )
    reads: Mapping[str, tuple[str, ...]] = {
        "speech": ("dialogue", "frames", "parameter:frame_rate", "parameter:language", VOICE, RECORDING, TRANSLATION),
    }
    parameters: Mapping[str, Schema] = {
        "speech": {
            "speed": ParameterSchema(
                "Speed", "Percent of the speed of each voice.", "integer", "100", least="50", most="200"
            ),
            "pronunciation": ParameterSchema(
                "Pronunciation",
                "How words are said: word = how it is spelled when one says it, or [[phonemes]] of the engine; one on "
                "each line, or with ; between.",
                "text",
                "",
            ),
        },
    }

    def here(self) -> bool:
        """Whether its engine is installed."""
        return espeak.here()

    def snap(self, values: Mapping[str, JSON]) -> Snapped:
        return numbers.snap(values, self.capabilities)

    def engine(self) -> Mapping[str, str]:
        return espeak.engine()

    def holds(self) -> tuple[str, ...]:
        """Nothing: engines end with their line."""
        return ()

    def run(self, kind: str, request: Request) -> Outputs:
        return {"audio": _lines(request)}


def _lines(request: Request) -> Iterator[LineSound]:
    """The lines of a shot, each spoken when it is asked for."""
    lines = _dialogue(request.inputs)
    language = str(request.inputs.get("parameter:language") or "en")
    try:
        pronounced = text.pronunciations(str(request.settings["pronunciation"]))
    except text.Unreadable as error:
        raise Refusing(str(error)) from error
    inner, told = request.work.inner, list[JSON]()
    shelf = LineShelf(inner / "spoken" if inner else None)
    request.told["inner"] = told
    for number, line in enumerate(lines):
        if request.work.cancelled():
            raise Stopping
        if recorded := request.inputs.get(f"{RECORDING}{number}"):
            yield _recorded(request, number, line, str(recorded))
            continue
        cast = request.inputs.get(f"{VOICE}{line.reference}")
        voice = delivered(voices.chosen(line.character, cast, language), line.parenthetical, language)
        yield _spoken(request, number, line, voice, text.said(line.text, pronounced), shelf, told)


def _recorded(request: Request, number: int, line: _Line, digest: str) -> LineSound:
    """A line as it was recorded, with its words where their letters would put them."""
    from generation.backends.speech import hearing  # noqa: PLC0415  # only the process that makes sound loads numpy

    path = request.work.references.get(digest)
    if path is None:
        raise Refusing(f"the recording of line {number + 1} is not on this machine")
    spoken, said = hearing.recorded(path), text.said(line.text, {})
    words, _ = hearing.words(said, spoken)
    return LineSound(number, line.character, line.text, spoken.samples, words, "estimate")


def _dialogue(inputs: Mapping[str, Any]) -> list[_Line]:
    """The lines in the words of the language that is spoken."""
    try:
        lines = msgspec.convert(inputs.get("dialogue") or [], list[_Line])
    except msgspec.ValidationError as error:
        raise Refusing(f"the dialogue is no list of lines: {error}") from error
    return [
        msgspec.structs.replace(line, text=in_language(inputs, number, line.text)) for number, line in enumerate(lines)
    ]


def _spoken(
    request: Request,
    number: int,
    line: _Line,
    voice: voices.Voice,
    said: text.SpeakableText,
    shelf: LineShelf,
    told: list[JSON],
) -> LineSound:
    from generation.backends.speech import hearing  # noqa: PLC0415  # only the process that makes sound loads numpy

    asked = espeak.SpeechRequest(
        said.text, voice.language, voice.name, _pace(request, voice, line.character), voice.pitch
    )
    key, spoken, reused = hearing.heard(asked, said, shelf, request.work.cancelled)
    told.append({"action": "speak", "key": key, "line": number, "reused": reused})
    words, by = hearing.words(said, spoken)
    return LineSound(number, line.character, line.text, spoken.samples, words, by)


def _pace(request: Request, voice: voices.Voice, character: str) -> int:
    wanted = round(espeak.PLAIN * voice.speed * int(str(request.settings["speed"])) / 10_000)
    pace = min(espeak.FASTEST, max(espeak.SLOWEST, wanted))
    if pace != wanted:
        request.made_so.append(f"{character} speaks {pace} words a minute, not {wanted}")
    return pace
