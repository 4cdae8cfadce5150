"""The sentences of the script and of scenes."""

from typing import Any

from productions.history.decided import in_words
from productions.history.event_sentences import Told, edited, say, tells


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
