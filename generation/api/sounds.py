"""Sounds that people hand in: recordings of lines, and the files of music and effects. Their bytes are artifacts."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from generation.api.pictures import OfReference
from generation.api.showing.files import address
from generation.artifacts import sounds
from productions import commands
from productions.api import rights, shapes
from productions.api.http import fields
from productions.api.http.operations import Asked, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.api.http.parsing import only_file
from productions.api.shots import ShotBase
from productions.domain.reference import NoSoundHere
from productions.domain.shot import effective
from productions.domain.sounds import LONGEST_RIGHTS, SOUNDING, Recording, slots
from productions.queries import listing
from productions.refusals import NotFound

_ROOM = 64 << 10
_RATE = 48_000
Slot = Annotated[str, msgspec.Meta(description="Which line in which language; one that says other words has another.")]


class HandInRecording(Asked):
    """A WAV, FLAC or MP3 as multipart file or in base64, for a line that counts from 0.

    Without `language` it is in that of the shot. `rights` says who has them. `version` is the shot's.
    """

    file: bytes
    line: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    language: fields.LanguageTag | None = None
    rights: Annotated[str, msgspec.Meta(max_length=LONGEST_RIGHTS)] = ""


class HandInSound(Asked):
    """A WAV, FLAC or MP3 as multipart file or in base64. `version` is the reference's."""

    file: bytes


class RecordedFile(msgspec.Struct):
    """A recording as it is heard: levelled, in one channel of 48,000 samples a second. `name` is that of its file."""

    file: str
    seconds: float
    name: str
    rights: str


class SpokenLine(msgspec.Struct):
    """A line of a shot in the language that it is made in; `recording` null: the engine speaks it."""

    line: int
    slot: Slot
    language: str
    character: str
    text: str
    recording: RecordedFile | None
    version: int


class _Recordings(ShotBase):
    _name = ""

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """Remember what the sender calls the file."""
        upload = only_file(data, "A recording")
        if upload is None:
            return data
        self._name = upload.name
        return {**data, "file": bytes(upload)}

    def lines(self) -> list[SpokenLine]:
        """Return the lines of the shot, each with its recording."""
        inputs, chain = listing.shot_inputs(self.kwargs["id"], self.log)
        state = listing.shot_of(chain)
        language, version = str(inputs.values["parameter:language"]), chain[-1][1].version
        spoken, recordings = effective(state).dialogue, state.recordings
        lines = enumerate(zip(slots(spoken, language), spoken, strict=True))
        return [
            SpokenLine(number, slot, language, line.character, line.text, _shown(recordings.get(slot)), version)
            for number, (slot, line) in lines
        ]


class RecordingsView(_Recordings):
    needs: ClassVar = {"GET": "read", "POST": "edit_shots"}
    largest: ClassVar[int] = sounds.LARGEST * 4 // 3 + _ROOM

    @reads("recordings_list", "The lines of a shot, with the recordings that are heard", SpokenLine, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        ready, following = numbered(self.request, self.lines())
        return page_of(SpokenLine)(ready, following, rights.can(self.role, {"record": "edit_shots"}))

    @writes(
        "recordings_add",
        "Let a line be heard as it was recorded, instead of the engine's voice",
        HandInRecording,
        shapes.Shot,
        status=201,
        file=True,
    )
    def post(self, asked: HandInRecording, id: UUID) -> tuple[Receipt[None], shapes.Shot]:
        if not 0 <= asked.line < len(effective(listing.shot(id).state).dialogue):
            raise NotFound(f"The shot has no line {asked.line + 1}.")
        kept = sounds.keep_line(asked.file)
        receipt = commands.record_line(
            self.context(),
            self.log,
            id,
            asked.line,
            commands.HandedIn(kept.digest, kept.samples, self._name, asked.rights),
            asked.language or "",
            expected(self, asked),
        )
        return receipt, self.now()


class RecordingView(_Recordings):
    needs: ClassVar = {"DELETE": "edit_shots"}

    @writes("recordings_remove", "Let the engine speak a line again", Asked, shapes.Shot)
    def delete(self, asked: Asked, id: UUID, slot: str) -> tuple[Receipt[None], shapes.Shot]:
        receipt = commands.remove_recording(self.context(), self.log, id, slot, expected(self, asked))
        return receipt, self.now()


class SoundFileView(OfReference):
    needs: ClassVar = {"PUT": "edit_references"}
    largest: ClassVar[int] = sounds.LARGEST * 4 // 3 + _ROOM

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """Take the one file of a form."""
        upload = only_file(data, "A sound")
        return data if upload is None else {**data, "file": bytes(upload)}

    @writes(
        "references_set_sound",
        "Give music or an effect its file of sound",
        HandInSound,
        shapes.Reference,
        file=True,
    )
    def put(self, asked: HandInSound, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        kind = listing.reference(id).state.kind
        if kind not in SOUNDING:
            raise NoSoundHere(f"Music and effects have a file of sound, a {kind} has none.", kind=kind)
        kept = sounds.keep_sound(asked.file)
        return commands.give_sound(self.context(), self.log, id, kept.digest, expected(self, asked)), self.now(id)


def _shown(recording: Recording | None) -> RecordedFile | None:
    if recording is None:
        return None
    seconds = round(recording.samples / _RATE, 3)
    return RecordedFile(address(recording.digest), seconds, recording.name, recording.rights)
