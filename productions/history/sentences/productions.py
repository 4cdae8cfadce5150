"""The sentences of a production, of the studio and of what is set."""

from productions.domain.spending import LIMIT
from productions.history.event_sentences import Told, because, edited, possessive, say, tells
from productions.history.sentences.phrases import worded


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
    return edited(f"the policy {say(worded(told, 'name'))}", told.get("from"), told.get("to"))


@tells("production.spending_changed")
def _spending_changed(told: Told) -> str:
    name = str(told.get("name"))
    what = "the limit of a person" if name.startswith(LIMIT) else f"the rule {say(name.replace('_', ' '))} of spending"
    return edited(what, told.get("from"), told.get("to"))


@tells("production.columns_mapped")
def _columns_mapped(told: Told) -> str:
    known = told.get("after")
    return f"said what {len(known)} columns of shot lists mean" if known else "forgot what columns of shot lists mean"


@tells("production.statuses_arranged")
def _statuses_arranged(told: Told) -> str:
    names = [str(each.get("name")) for each in told.get("to") or [] if not each.get("retired")]
    return f"the statuses of the work are {', '.join(names)}" if names else "the statuses of the work changed"


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


@tells("production.parameter_set", "scene.parameter_set", "shot.parameter_set")
def _parameter_set(told: Told) -> str:
    return edited(f"{worded(told, 'name')} of {_level(told)}", told.get("from"), told.get("to"))


@tells("production.parameter_cleared", "scene.parameter_cleared", "shot.parameter_cleared")
def _parameter_cleared(told: Told) -> str:
    return edited(f"{worded(told, 'name')} of {_level(told)}", told.get("from"), None)


@tells("production.locked", "scene.locked", "shot.locked")
def _locked(told: Told) -> str:
    what = f"{worded(told, 'name')} of {_level(told)} was locked at {say(told.get('value'))}"
    return what + because(told.get("reason"))


@tells("production.unlocked", "scene.unlocked", "shot.unlocked")
def _unlocked(told: Told) -> str:
    return f"{worded(told, 'name')} of {_level(told)} was unlocked"


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


def _person(told: Told) -> str:
    return told.names.of(told.get("person"), "somebody")


def _level(told: Told) -> str:
    """The production goes without its name: everything here is about it."""
    return "the production" if told.category == "production" else told.thing
