"""Sounds that people bring: recordings of lines, files of music and effects, and where these are placed."""

from dataclasses import dataclass
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import DECIDERS, Target, chain, hold, live_scene
from productions.domain import shot as shots
from productions.domain.fields.values import SOUND
from productions.domain.parameters import PARAMETERS, language_tag
from productions.domain.reference import GiveSound, reference
from productions.domain.settings import effective
from productions.domain.shot import shot
from productions.domain.sounds import SOUNDING, InvalidSound, Placed, PlaceSound, Recording, slots
from productions.refusals import NotFound


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A stored recording of so many samples, what its file was called, and who has the rights to it."""

    digest: str
    samples: int
    name: str = ""
    rights: str = ""


def record_line(
    context: Context,
    log: UUID,
    shot_id: UUID,
    line: int,
    handed: HandedIn,
    language: str = "",
    expected: int | None = None,
) -> Receipt[None]:
    """Let a line of a shot, counted from 0, be heard as it was recorded, in a language or in that of the shot.

    NotFound where the shot has no such line.
    """

    def work(batch: Batch) -> None:
        hold(log, alone=False)
        spoken = shots.effective(batch.load(shot, shot_id).state).dialogue
        if not 0 <= line < len(spoken):
            raise NotFound(f"The shot has no line {line + 1}.")
        tongue = _tag(language) if language else _language(batch, shot_id)
        slot = list(slots(spoken, tongue))[line]
        said = spoken[line]
        recording = Recording(
            handed.digest, tongue, said.character, said.text, handed.samples, handed.name, handed.rights
        )
        batch.decide(shot, shot_id, shots.SetRecording(slot, recording), expected=expected)

    return execute(context, log, work)


def remove_recording(
    context: Context, log: UUID, shot_id: UUID, slot: str, expected: int | None = None
) -> Receipt[None]:
    """Let the engine speak a line again; NotFound where it has no recording."""

    def work(batch: Batch) -> None:
        if slot not in batch.load(shot, shot_id).state.recordings:
            raise NotFound("The shot has no such recording.")
        batch.decide(shot, shot_id, shots.SetRecording(slot, None), expected=expected)

    return execute(context, log, work)


def _tag(language: str) -> str:
    """The canonical form of a tag, under which the shot looks for it."""
    try:
        return language_tag(language)
    except ValueError as error:
        raise InvalidSound(f"language {error}.", field="language") from error


def _language(batch: Batch, shot_id: UUID) -> str:
    levels = [(level, folded.state.settings) for level, _, folded in chain(batch, Target("shot", shot_id))]
    return str(effective(PARAMETERS["language"], levels).value)


def give_sound(
    context: Context, log: UUID, reference_id: UUID, digest: str, expected: int | None = None
) -> Receipt[None]:
    """Give music or an effect its file of sound, a stored one; InvalidReference of another kind."""

    def work(batch: Batch) -> None:
        batch.decide(reference, reference_id, GiveSound(digest), expected=expected)

    return execute(context, log, work)


def place_sound(
    context: Context,
    log: UUID,
    target: Target,
    id_: UUID,
    placed: Placed | None,
    expected: int | None = None,
    *,
    there: bool = False,
) -> Receipt[UUID]:
    """Place music or an effect on the film, a scene or a shot under an id, or take it away: None.

    `there`: NotFound where nothing was ever placed under the id.
    """

    def work(batch: Batch) -> UUID:
        hold(log, alone=target.level == "production")
        decider = DECIDERS[target.level]
        if there and f"{SOUND}{id_}" not in batch.load(decider, target.id).causes:
            raise NotFound("No such sound is placed here.")
        if target.level == "scene":
            live_scene(batch, target.id)
        batch.decide(decider, target.id, placing(batch, PlaceSound(id_, placed)), expected=expected)
        return id_

    return execute(context, log, work)


def placing(batch: Batch, command: PlaceSound) -> PlaceSound:
    """Return a person's command on a placed sound whose reference there is, and can be heard."""
    if command.placed is None:
        return command
    known = batch.load(reference, command.placed.reference).state
    if known.kind not in SOUNDING or known.removed:
        raise InvalidSound("What is placed is music or an effect of this film.", field="reference")
    return command
