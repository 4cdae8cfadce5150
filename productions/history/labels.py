"""What a field of a thing is called in lists of changes: "SC010_0010: camera", "SC010_0010: cast of Mara"."""

from productions.history.naming import Names

_WORDS = {"removed": "removal", "place": "place", "rank": "place", "source": "text", "text": "screenplay"}


def label(names: Names, kind: str, name: str, field: str) -> str:
    """Return the label of a field of a thing of some kind that people call `name`."""
    what, _, of = field.partition(":")
    if what == "cast":
        return f"{name}: cast of {names.of(of, 'something')}"
    if what == "member":
        return f"{name}: role of {names.of(of, 'somebody')}"
    words = of.replace("_", " ") if of else _WORDS.get(what, what)
    said = f"lock of {words}" if what == "lock" and of else words
    return f"{name or kind}: {said}" if said else name or kind
