"""The sentences of the work on shots."""

from productions.history.event_sentences import Told, edited, tells

_LABELS = {"due": "the due date", "priority": "the priority", "status": "the status"}


@tells("work.set")
def _work_set(told: Told) -> str:
    shot, field = told.named("shot"), str(told.get("field"))
    if field == "assignees":
        return _assigned(told, shot)
    before, after = told.get("from"), told.get("to")
    if field == "status":
        before, after = (each and told.names.of(each, "another status") for each in (before, after))
    return edited(f"{_LABELS.get(field, field)} of {shot}", before, after)


def _assigned(told: Told, shot: str) -> str:
    before, after = (told.get(side) or [] for side in ("from", "to"))
    come, gone = ([each for each in one if each not in other] for one, other in ((after, before), (before, after)))
    parts = [f"{shot} was given to {_people(told, come)}"] if come else []
    if gone:
        parts.append(f"{_people(told, gone)} no longer {'works' if len(gone) == 1 else 'work'} on {shot}")
    return "; ".join(parts) or f"who works on {shot} changed"


def _people(told: Told, people: list[str]) -> str:
    names = [told.names.of(person, "somebody") for person in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
