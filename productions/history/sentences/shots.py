"""The sentences of shots."""

from productions.history.event_sentences import Told, edited, possessive, say, tells
from productions.history.sentences.phrases import worded

_FIELDS = {"description": "description", "size": "shot size", "camera": "camera move", "frames": "length in frames"}


@tells("shot.added")
def _shot_added(told: Told) -> str:
    return f"shot {told.get('code')} was added to {told.named('scene')}"


@tells("shot.changed")
def _shot_changed(told: Told) -> str:
    if told.get("field") == "source":
        return f"the script's text of {told.thing} changed"
    label = _FIELDS.get(str(told.get("field")), worded(told, "field"))
    return edited(f"{possessive(told.thing)} {label}", told.get("from"), told.get("to"))


@tells("shot.moved")
def _shot_moved(told: Told) -> str:
    before, after = told.get("from") or {}, told.get("to") or {}
    if before == after and told.get("home"):
        return f"the script has {told.thing} in {told.named('home')} now"
    if before.get("scene") == after.get("scene"):
        return f"{told.thing} was moved within {told.names.of(after.get('scene'), 'its scene')}"
    return f"{told.thing} was moved from {told.names.of(before.get('scene'))} to {told.names.of(after.get('scene'))}"


@tells("shot.removed")
def _shot_removed(told: Told) -> str:
    return f"{told.thing} was removed" + (f" with {told.named('with')}" if told.get("with") else "")


@tells("shot.cast_set")
def _cast_set(told: Told) -> str:
    name, before, after = told.named("reference"), told.get("from"), told.get("to") or {}
    if not before:
        role = f" as {say(after['role'])}" if after.get("role") else ""
        return f"{name} was cast in {told.thing}{role}"
    differing = [key for key in ("role", "strength", "version") if before.get(key) != after.get(key)]
    if len(differing) == 1:
        (key,) = differing
        return edited(f"{possessive(name)} {key} in {told.thing}", before.get(key), after.get(key))
    return f"the way {name} is cast in {told.thing} changed"


@tells("shot.cast_removed")
def _cast_removed(told: Told) -> str:
    return f"{told.named('reference')} was taken out of {told.thing}"


@tells("shot.continues_set")
def _continues_set(told: Told) -> str:
    if not told.get("to"):
        return f"{told.thing} no longer continues {told.named('from')}"
    return f"{told.thing} now continues {told.named('to')}"


@tells("shot.take_selected")
def _take_selected(told: Told) -> str:
    return f"{told.named('to')} was selected" if told.get("to") else f"no take of {told.thing} is selected any more"


@tells("shot.recording_set")
def _recording_set(told: Told) -> str:
    said = told.get("to") or told.get("from") or {}
    line = f"{possessive(str(said.get('character', 'somebody')))} line {say(said.get('text', ''))} in {told.thing}"
    if not told.get("to"):
        return f"the recording of {line} was taken out"
    return f"a recording of {line} was {'replaced' if told.get('from') else 'added'}"


@tells("shot.translation_set")
def _translation_set(told: Told) -> str:
    said = told.get("to") or told.get("from") or {}
    who, language = possessive(str(said.get("character", "somebody"))), said.get("language", "another language")
    line = f"{who} line {say(said.get('source', ''))} in {told.thing}"
    if not told.get("to"):
        return f"the translation of {line} into {language} was taken out"
    return f"{line} was translated into {language} as {say(said.get('text', ''))}"
