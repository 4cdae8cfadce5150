"""The sentences of the cut."""

from productions.domain.cut import Part
from productions.history.event_sentences import Teller, Told, say, tells


def _frames(count: object) -> str:
    return "1 frame" if count == 1 else f"{count} frames"


def _trim(told: Told) -> str:
    after = told.get("to")
    if after is None:
        return f"the trims of {told.named('id')} were taken back"
    sides = [f"{_frames(after[side])} at its {side}" for side in ("head", "tail") if after[side]]
    return f"{told.named('id')} was trimmed by {' and '.join(sides)}"


def _place(told: Told) -> str:
    after = told.get("to")
    if after is None:
        return f"{told.named('id')} stands where the script has it again"
    behind = after["behind"]
    return f"{told.named('id')} was moved " + (f"behind {told.names.of(behind)}" if behind else "to the front")


def _left_out(told: Told) -> str:
    return f"{told.named('id')} was {'left out of' if told.get('to') else 'put back into'} the cut"


def _gap(told: Told) -> str:
    after = told.get("to")
    if after is None:
        return "a gap was taken out of the cut"
    where = f"behind {told.names.of(after['behind'])}" if after["behind"] else "at the front"
    return f"a gap of {_frames(after['frames'])} was {'changed' if told.get('from') else 'put'} {where}"


def _dissolve(told: Told) -> str:
    after, into = told.get("to"), told.names.of(told.get("id"), "a gap")
    return f"a dissolve of {_frames(after)} leads into {into}" if after else f"a cut leads into {into} again"


def _marker(told: Told) -> str:
    before, after = told.get("from"), told.get("to")
    if after is None:
        return f"the marker {say(before['name'])} was taken off the cut"
    return f"the marker {say(after['name'])} was put on frame {after['frame']} of {told.names.of(after['shot'])}"


_TOLD: dict[Part, Teller] = {
    "trim": _trim,
    "place": _place,
    "left_out": _left_out,
    "gap": _gap,
    "dissolve": _dissolve,
    "marker": _marker,
}


@tells("cut.edited")
def _cut_edited(told: Told) -> str:
    part: Part | None = told.get("part")
    return _TOLD[part](told) if part else "the cut was edited"
