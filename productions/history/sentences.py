"""The sentences of a production's own events: script, scenes, shots, references, takes, people."""

from typing import Any

from productions.domain.spending import LIMIT
from productions.domain.take import listed as listed_ports
from productions.history import looks
from productions.history.decided import in_words
from productions.history.event_sentences import Told, because, edited, listed, possessive, remarked, say, tells
from productions.history.labels import label
from productions.history.naming import plain

_FIELDS = {"description": "description", "size": "shot size", "camera": "camera move", "frames": "length in frames"}


@tells("production.created")
def _production_created(told: Told) -> str:
    return f"the production {say(told.get('name'))} was created"


@tells("production.renamed")
def _production_renamed(told: Told) -> str:
    return edited("the production's name", told.get("from"), told.get("to"))


@tells("production.archived")
def _production_archived(told: Told) -> str:
    return "the production was put away"


@tells("production.member_added")
def _member_added(told: Told) -> str:
    return f"{_person(told)} joined as {told.get('role')}"


@tells("production.role_changed")
def _role_changed(told: Told) -> str:
    return edited(f"{possessive(_person(told))} role", told.get("from"), told.get("to"))


@tells("production.member_removed")
def _member_removed(told: Told) -> str:
    return f"{_person(told)} is no longer {told.get('role')} here"


@tells("production.policy_changed")
def _policy_changed(told: Told) -> str:
    return edited(f"the policy {say(_words(told, 'name'))}", told.get("from"), told.get("to"))


@tells("production.spending_changed")
def _spending_changed(told: Told) -> str:
    name = str(told.get("name"))
    what = "the limit of a person" if name.startswith(LIMIT) else f"the rule {say(name.replace('_', ' '))} of spending"
    return edited(what, told.get("from"), told.get("to"))


@tells("production.columns_mapped")
def _columns_mapped(told: Told) -> str:
    known = told.get("after")
    return f"said what {len(known)} columns of shot lists mean" if known else "forgot what columns of shot lists mean"


@tells("production.marker_placed")
def _marker_placed(told: Told) -> str:
    return f"position {told.get('position')} was marked {say(told.get('name'))}"


@tells("studio.production_opened")
def _production_opened(told: Told) -> str:
    return "a production was opened"


@tells("studio.person_added")
def _person_added(told: Told) -> str:
    return f"{_person(told)} got an account"


@tells("studio.person_erased")
def _person_erased(told: Told) -> str:
    return "a person was erased"


@tells("template.saved")
def _template_saved(told: Told) -> str:
    return f"the pipeline {say(told.get('title'))} was saved as a template"


@tells("template.changed")
def _template_changed(told: Told) -> str:
    return edited(f"the {_words(told, 'field')} of a template", told.get("from"), told.get("to"))


@tells("template.replaced")
def _template_replaced(told: Told) -> str:
    return "the pipeline of a template was replaced"


@tells("template.withdrawn")
def _template_withdrawn(told: Told) -> str:
    return "a template was withdrawn"


@tells("pipeline.changed")
def _pipeline_changed(told: Told) -> str:
    family, _, name = str(told.get("field")).partition(":")
    what = f"the stage {name}" if family == "node" else f"what makes the {name}"
    if told.get("from") is None:
        return f"{what} was added to the draft of the pipeline"
    return f"{what} was {'taken out of' if told.get('to') is None else 'changed in'} the draft of the pipeline"


@tells("pipeline.published")
def _pipeline_published(told: Told) -> str:
    stages = [str(each.get("label") or each.get("id")) for each in told.get("nodes") or ()]
    return f"the pipeline was published as version {told.get('version')}: {listed(stages)}"


@tells("script.revised")
def _script_revised(told: Told) -> str:
    title = f" of {say(told.get('title'))}" if told.get("title") else ""
    return f"the script{title} was saved as revision {told.get('revision')}"


@tells("script.broken_down")
def _broken_down(told: Told) -> str:
    given, withdrawn = _decisions(told.get("given")), _decisions(told.get("withdrawn"))
    said = [f"{given} decided" if given else "", f"{withdrawn} withdrawn" if withdrawn else ""]
    return f"the script was broken down again{''.join(f', {each}' for each in said if each)}"


def _decisions(decisions: Any) -> str:
    return in_words(each["decision"] for each in decisions or ())


@tells("production.parameter_set", "scene.parameter_set", "shot.parameter_set")
def _parameter_set(told: Told) -> str:
    return edited(f"{_words(told, 'name')} of {_level(told)}", told.get("from"), told.get("to"))


@tells("production.parameter_cleared", "scene.parameter_cleared", "shot.parameter_cleared")
def _parameter_cleared(told: Told) -> str:
    return edited(f"{_words(told, 'name')} of {_level(told)}", told.get("from"), None)


@tells("production.locked", "scene.locked", "shot.locked")
def _locked(told: Told) -> str:
    what = f"{_words(told, 'name')} of {_level(told)} was locked at {say(told.get('value'))}"
    return what + because(told.get("reason"))


@tells("production.unlocked", "scene.unlocked", "shot.unlocked")
def _unlocked(told: Told) -> str:
    return f"{_words(told, 'name')} of {_level(told)} was unlocked"


@tells("scene.added")
def _scene_added(told: Told) -> str:
    return f"scene {told.get('code')} was added: {say(told.get('heading'))}"


@tells("scene.changed")
def _scene_changed(told: Told) -> str:
    return edited(f"the {told.get('field')} of {told.thing}", told.get("from"), told.get("to"))


@tells("scene.moved")
def _scene_moved(told: Told) -> str:
    return f"{told.thing} was moved"


@tells("scene.removed", "reference.removed")
def _removed(told: Told) -> str:
    return f"{told.thing} was removed"


@tells("scene.restored", "shot.restored", "reference.restored")
def _restored(told: Told) -> str:
    return f"{told.thing} was restored"


@tells("shot.added")
def _shot_added(told: Told) -> str:
    return f"shot {told.get('code')} was added to {told.named('scene')}"


@tells("shot.changed")
def _shot_changed(told: Told) -> str:
    if told.get("field") == "source":
        return f"the script's text of {told.thing} changed"
    label = _FIELDS.get(str(told.get("field")), _words(told, "field"))
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


@tells("production.sound_placed", "scene.sound_placed", "shot.sound_placed")
def _sound_placed(told: Told) -> str:
    before, after = told.get("from") or {}, told.get("to") or {}
    name = told.names.of(str((after or before).get("reference", "")), "a sound")
    if not after:
        return f"{name} was taken out of {told.thing}"
    if not before:
        return f"{name} was placed on {told.thing} as {after['track']}"
    differing = [key for key in after if before.get(key) != after.get(key)]
    if len(differing) == 1:
        (key,) = differing
        return edited(f"{key.replace('_', ' ')} of {name} on {told.thing}", before.get(key), after.get(key))
    return f"{name} on {told.thing} changed"


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


@tells("take.made")
def _take_made(told: Told) -> str:
    return f"take {told.get('number')} of {told.named('shot')} was made"


@tells("take.submitted")
def _take_submitted(told: Told) -> str:
    return f"{_ports(told)}{told.thing} {_be(told)} submitted for review"


@tells("take.approved")
def _take_approved(told: Told) -> str:
    return f"{_ports(told)}{told.thing} {_be(told)} approved" + remarked(told, "comment")


@tells("take.changes_requested")
def _changes_requested(told: Told) -> str:
    reasons = ", ".join(told.get("reasons") or ())
    why = f" for {reasons}" if reasons else ""
    return f"changes to {_ports(told)}{told.thing} were requested{_at(told)}{why}" + remarked(told, "comment")


@tells("take.approval_withdrawn")
def _approval_withdrawn(told: Told) -> str:
    return f"the approval of {_ports(told)}{told.thing} was withdrawn" + remarked(told, "reason")


@tells("take.changes_withdrawn")
def _changes_withdrawn(told: Told) -> str:
    return f"{_ports(told)}{told.thing} {'needs' if _be(told) == 'was' else 'need'} no changes after all" + remarked(
        told, "reason"
    )


def _ports(told: Told) -> str:
    """What of a take is meant, where that is not all of it."""
    return f"the {listed_ports(told.get('ports') or ())} of " if told.get("part") and told.get("ports") else ""


def _be(told: Told) -> str:
    """Ports are many where there are several, and where one has the name of many: the captions were approved."""
    ports = list(told.get("ports") or ()) if told.get("part") else []
    return "were" if len(ports) > 1 or any(port.endswith("s") for port in ports) else "was"


@tells("take.noted")
def _take_noted(told: Told) -> str:
    if told.get("answers") is not None:
        return f"note {told.get('answers')} on {told.thing} was answered" + remarked(told, "text")
    what = {"must_fix": "a note of what must be fixed", "question": "a question"}.get(told.get("kind") or "", "a note")
    drawn = " with a drawing" if told.get("drawing") or told.get("drawing_erased") else ""
    return f"{what}{drawn} was left on {told.thing}{_at(told)}" + remarked(told, "text")


@tells("take.note_resolved")
def _note_resolved(told: Told) -> str:
    return f"note {told.get('note')} on {told.thing} was resolved"


@tells("take.note_reopened")
def _note_reopened(told: Told) -> str:
    return f"note {told.get('note')} on {told.thing} was opened again"


@tells("take.pinned")
def _take_pinned(told: Told) -> str:
    return f"{told.thing} was pinned" + remarked(told, "reason")


@tells("take.artifact_replaced", "job.artifact_replaced")
def _artifact_replaced(told: Told) -> str:
    return f"the {told.get('role')} of {told.thing} was lost and made again: the same content in other bytes"


_LIKENESS = {"exact": "the same to the bit", "equivalent": "alike to the eye", "differs": "another"}


@tells("take.made_again")
def _take_made_again(told: Told) -> str:
    repetition = told.get("repetition") or {}
    return f"{told.thing} was made again and compared: {_LIKENESS.get(str(repetition.get('likeness')), 'compared')}"


@tells("take.unpinned")
def _take_unpinned(told: Told) -> str:
    return f"{told.thing} was unpinned"


def _person(told: Told) -> str:
    return told.names.of(told.get("person"), "somebody")


def _words(told: Told, key: str) -> str:
    return plain(str(told.get(key) or "something"))


def _level(told: Told) -> str:
    """The production goes without its name: everything here is about it."""
    return "the production" if told.category == "production" else told.thing


def _at(told: Told) -> str:
    if told.get("last") is not None:
        return f" at frames {told.get('frame')} to {told.get('last')}"
    return f" at frame {told.get('frame')}" if told.get("frame") is not None else ""


def _feature(told: Told, field: object) -> str:
    """An attribute in words; a colour is that of the garment or thing which wears it: "coat", not "wardrobe colour"."""
    attribute = str(field).removeprefix("attribute:")
    part, _, colour = attribute.rpartition("_")
    if colour != "colour" or not part:
        return attribute.replace("_", " ")
    worn = told.names.attribute(told.entity, part) if part in ("wardrobe", "accessory") else None
    return (worn or part).replace("_", " ")


@tells("change_set.begun")
def _set_begun(told: Told) -> str:
    return f"{told.thing} was begun" + remarked(told, "note")


@tells("change_set.renamed")
def _set_renamed(told: Told) -> str:
    return edited("the name of a change set", told.get("from"), told.get("to"))


@tells("change_set.noted")
def _set_noted(told: Told) -> str:
    return f"what {told.thing} is for was said" + remarked(told, "note")


@tells("change_set.edited")
def _set_edited(told: Told) -> str:
    before, after = told.get("from"), told.get("to")
    edit = after or before
    if edit is None:
        return f"an edit in {told.thing} changed"
    what = label(told.names, edit["kind"], told.names.of(edit["thing"]), edit["field"])
    if after is None:
        return f"{what} was taken out of {told.thing}"
    became = f"{what} to {say(after['to'])}" if after["to"] is not None else f"{what} to nothing of its own"
    return f"{became} was {'changed in' if before else 'put into'} {told.thing}"


@tells("change_set.proposed")
def _set_proposed(told: Told) -> str:
    return f"{told.thing} was proposed" + remarked(told, "comment")


@tells("change_set.withdrawn")
def _set_withdrawn(told: Told) -> str:
    return f"{told.thing} was withdrawn" + remarked(told, "reason")


@tells("change_set.reopened")
def _set_reopened(told: Told) -> str:
    return f"{told.thing} was made a draft again"


@tells("change_set.applied")
def _set_applied(told: Told) -> str:
    count = told.get("edits")
    return f"{told.thing} was applied: {count} {'edit' if count == 1 else 'edits'}"


@tells("playlist.begun")
def _playlist_begun(told: Told) -> str:
    return f"{told.thing} was begun" + remarked(told, "note")


@tells("playlist.renamed")
def _playlist_renamed(told: Told) -> str:
    return edited("the name of a playlist", told.get("from"), told.get("to"))


@tells("playlist.noted")
def _playlist_noted(told: Told) -> str:
    return f"what {told.thing} is for was said" + remarked(told, "note")


@tells("playlist.arranged")
def _playlist_arranged(told: Told) -> str:
    before, after = len(told.get("from") or ()), len(told.get("to") or ())
    if before == after:
        return f"{told.thing} was arranged anew"
    count = abs(after - before)
    takes = "one take" if count == 1 else f"{count} takes"
    was = "was" if count == 1 else "were"
    return f"{takes} {was} {'put into' if after > before else 'taken out of'} {told.thing}"


@tells("playlist.status_changed")
def _playlist_status(told: Told) -> str:
    done = {"open": "opened again", "closed": "closed", "put_away": "put away"}.get(told.get("to") or "", "changed")
    return f"{told.thing} was {done}"
