"""The table of a take's fields: how each is read, given another value, and told."""

from collections.abc import Sequence

from events.decider import Part
from events.registry import Json
from productions.domain.fields import ABSENT, Aggregate, Around, Field, Value, as_read, attribute
from productions.domain.fields.values import REMOVED
from productions.domain.notes import Note
from productions.domain.take.commands import Command, PinTake, ReopenNote, ResolveNote, UnpinTake
from productions.domain.take.deciding import decide
from productions.domain.take.events import Made
from productions.domain.take.state import Take, evolve
from productions.domain.take.values import ENDORSED, NOTE, RESOLVED, VERDICT


def _notes(notes: Sequence[Note], around: Around) -> Json:
    return [{"frame": note.frame, **around.remark(note.text)} for note in notes]


def _review_of(state: Take) -> Json:
    said = {"comment": state.comment, "frame": state.comment_frame, "reasons": state.reasons}
    return {"review": state.review, **said}


def _numbered(state: Take) -> dict[str, Note]:
    return {str(number): note for number, note in enumerate(state.notes, start=1)}


def _resolving(state: Take, number: str, value: Value) -> Command:
    return ReopenNote(int(number)) if value is ABSENT else ResolveNote(int(number))


FIELDS: tuple[Field[Take], ...] = (
    Field(
        "pinned",
        ("pinned",),
        attribute("pinned"),
        command=lambda state, _, value: PinTake() if value else UnpinTake(),
        told=as_read,
        right="pin_take",
    ),
    Field(
        "review",
        ("review", "comment", "comment_frame", "reasons"),
        _review_of,
        stays="A review stays in the record: withdraw the approval or the request, or decide anew.",
        told=lambda value, around: value["review"],
        right="pin_take",
    ),
    Field(
        VERDICT,
        ("verdicts",),
        attribute("verdicts"),
        stays="A review stays in the record: withdraw the approval or the request, or decide anew.",
        right="pin_take",
    ),
    Field(
        ENDORSED,
        ("endorsed",),
        attribute("endorsed"),
        stays="An approval stays in the record: withdraw it.",
        right="pin_take",
    ),
    Field(
        "artifacts",
        ("artifacts",),
        # A prompt's digest is its address, and not everybody may read prompts.
        lambda state: {
            each.role: each.digest
            for each in state.artifacts
            if each.role.rpartition(".")[2] not in ("prompt", "request")
        },
        stays="Files that were made again stay; those that they stand for are lost.",
        told=as_read,
        right="pin_take",
    ),
    Field("notes", ("notes",), lambda state: state.notes, stays="A note stays.", told=_notes, right="pin_take"),
    Field(
        "repetition",
        ("repetition",),
        lambda state: state.repetition and state.repetition.likeness,
        stays="That it was made again stays.",
        told=as_read,
        right="pin_take",
    ),
    Field(
        RESOLVED,
        ("resolved",),
        attribute("resolved"),
        command=_resolving,
        told=as_read,
        label="note {name}",
        right="note",
    ),
    Field(
        REMOVED,
        (),
        lambda state: ABSENT,
        stays="A take that was made stays; select another one instead.",
        label="removal",
        right="pin_take",
    ),
)
FIXED = tuple(name for name in Made.__struct_fields__ if name != "artifacts")
EACH_NOTE = Part(NOTE, ("notes",), _numbered)
"""Who left each note, and when."""
take: Aggregate[Take, Command] = Aggregate("take", Take(), decide, evolve, (*FIELDS, EACH_NOTE), fixed=FIXED)
