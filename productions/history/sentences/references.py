"""The sentences of references."""

from productions.domain.reference import VOICE_IN
from productions.history import looks
from productions.history.event_sentences import Told, because, edited, listed, possessive, tells


@tells("reference.added")
def _reference_added(told: Told) -> str:
    return f"the {told.get('kind')} {told.get('name')} was added"


@tells("reference.changed")
def _reference_changed(told: Told) -> str:
    if told.get("field") == "parent":
        return f"{told.thing} lies in {told.named('to')}" if told.get("to") else f"{told.thing} lies in no other place"
    if told.get("field") == "voice":
        return (
            f"{told.thing} speaks with {told.named('to')}"
            if told.get("to")
            else f"{told.thing} has no voice of its own"
        )
    if str(told.get("field")).startswith(VOICE_IN):
        tag = str(told.get("field")).removeprefix(VOICE_IN)
        if told.get("to"):
            return f"{told.thing} speaks {tag} with {told.named('to')}"
        return f"{told.thing} has no voice of its own in {tag}"
    if told.get("field") == "kind":
        return f"{told.thing} is a {told.get('to')} now, no {told.get('from')}"
    return edited(f"{possessive(told.thing)} {_feature(told, told.get('field'))}", told.get("from"), told.get("to"))


@tells("reference.sound_given")
def _sound_given(told: Told) -> str:
    return f"{told.thing} was given {'another' if told.get('from') else 'its'} file of sound"


@tells("reference.look_changed")
def _look_changed(told: Told) -> str:
    before, after = told.get("from"), told.get("to")
    said = after or before
    if said is None:
        return f"{possessive(told.thing)} look changed in a part of the film"
    look = f"{possessive(told.thing)} look {looks.quoted(said['label'])}"
    names = {name: _feature(told, name) for each in (before, after) if each for name in each["attributes"]}
    if after is None:
        return f"{look} was taken away; it held {looks.where(before, told.names)}"
    if before is None:
        return f"{look} was added, {looks.where(after, told.names)}: {looks.different(after, names)}"
    what = [f"it was called {looks.quoted(before['label'])}"] if before["label"] != after["label"] else []
    if (where := looks.where(after, told.names)) != looks.where(before, told.names):
        what.append(f"it holds {where} now")
    return f"{look} changed: {listed([*what, *looks.moved(before, after, names)])}"


@tells("reference.renamed")
def _reference_renamed(told: Told) -> str:
    return f"{told.get('from')} is now called {told.get('to')}"


@tells("reference.alias_added")
def _alias_added(told: Told) -> str:
    return f"{told.thing} is also called {told.get('name')}"


@tells("reference.alias_removed")
def _alias_removed(told: Told) -> str:
    return f"{told.thing} is no longer called {told.get('name')} too"


@tells("reference.merged")
def _merged(told: Told) -> str:
    return f"{told.thing} and {told.named('into')} are one: it is cast as {told.named('into')} now"


@tells("reference.version_added")
def _version_added(told: Told) -> str:
    count = len(told.get("images") or ())
    return f"{told.thing} now has {count or 'no'} picture{'' if count == 1 else 's'}"


@tells("reference.locked")
def _reference_locked(told: Told) -> str:
    return f"{told.thing} was locked at version {told.get('version')}" + because(told.get("reason"))


@tells("reference.unlocked")
def _reference_unlocked(told: Told) -> str:
    return f"{told.thing} was unlocked"


def _feature(told: Told, field: object) -> str:
    """An attribute in words; a colour is that of the garment or thing which wears it: "coat", not "wardrobe colour"."""
    attribute = str(field).removeprefix("attribute:")
    part, _, colour = attribute.rpartition("_")
    if colour != "colour" or not part:
        return attribute.replace("_", " ")
    worn = told.names.attribute(told.entity, part) if part in ("wardrobe", "accessory") else None
    return (worn or part).replace("_", " ")
