"""The fields of references, of the script and of takes."""

import msgspec

from productions.domain import reference as references
from productions.domain import take as takes
from productions.domain.fields.values import ABSENT, ATTRIBUTE, NEVER, REMOVED, Fields, Stays, Value
from productions.domain.reference import Look, Reference
from productions.domain.script import ReviseScript, Script
from productions.domain.take import Take


def of_reference(state: Reference) -> Fields:
    """Return the fields of a reference, with its newest look."""
    if not state.name:
        return {REMOVED: NEVER}
    look = state.looks[max(state.looks)] if state.looks else Look()
    return {
        "name": state.name,
        "rights": state.rights,
        "description": look.description,
        "images": list(look.images),
        **{f"{ATTRIBUTE}{name}": text for name, text in look.attributes.items()},
        **({"lock": {"version": state.locked_version, "reason": state.lock_reason}} if state.locked_version else {}),
        **({REMOVED: True} if state.removed else {}),
    }


def reference_command(state: Reference, field: str, value: Value) -> references.Command:
    """Return the command that gives a field a value."""
    match field:
        case "removed":
            return references.RestoreReference() if value is ABSENT else references.RemoveReference()
        case "images":
            return references.SetPictures(tuple(value))
        case "lock" if value is ABSENT:
            return references.UnlockReference()
        case "lock":
            return references.LockReference(value["reason"], value["version"])
    return references.ChangeReference(field, None if value is ABSENT else value)


def of_script(state: Script) -> Fields:
    """Return the one field of a script: its text with its title and the lines of each shot."""
    if not state.revision:
        return {}
    return {"text": {"text": state.text, "title": state.title, "lines": msgspec.to_builtins(state.lines)}}


def script_command(_: Script, field: str, value: Value) -> ReviseScript:
    """Return the revision that brings a text back."""
    return ReviseScript("") if value is ABSENT else msgspec.convert(value, ReviseScript)


def of_take(state: Take) -> Fields:
    """Return what people decided about a take."""
    if state.shot is None:
        return {REMOVED: NEVER}
    said = {"review": state.review, "comment": state.comment, "frame": state.comment_frame}
    return {"pinned": state.pinned, "review": said, "notes": msgspec.to_builtins(state.notes)}


_STAYS = {
    REMOVED: "A take that was made stays; select another one instead.",
    "review": "A review stays in the record: withdraw the approval, or decide anew.",
    "notes": "A note stays.",
}


def take_command(_: Take, field: str, value: Value) -> takes.Command:
    """Return the command that pins or unpins a take; all else about it stays."""
    if field != "pinned":
        raise Stays(_STAYS[field], field=field)
    return takes.PinTake() if value else takes.UnpinTake()
