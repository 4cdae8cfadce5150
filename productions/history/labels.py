"""What a field of a thing is called in lists of changes: "SC010_0010: camera", "SC010_0010: cast of Mara"."""

from productions.domain.fields import Stays
from productions.history.naming import Names, as_id, plain
from productions.projections import KINDS


def label(names: Names, kind: str, name: str, field: str) -> str:
    """Return the label of a field of a thing of some kind that people call `name`."""
    said = _words(names, kind, field)
    return f"{name or kind}: {said}" if said else name or kind


def _words(names: Names, kind: str, field: str) -> str:
    """What is kept of machines' work names no field."""
    if kind not in KINDS or not field:
        return field
    try:
        row = KINDS[kind].decider.field(field)
    except Stays:
        return field
    behind = row.behind(field)
    if not row.label:
        return row.called
    thing, _, rest = behind.partition(":")
    name = rest if rest and as_id(thing) else behind
    return row.label.format(name=plain(name), thing=names.of(thing, "something"), person=names.of(thing, "somebody"))
