"""What readers of other formats find: the parts of a screenplay in order, before they are written as Fountain."""

from dataclasses import dataclass

from productions.screenplay.reading.elements import Kind


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `text` is plain, `marked` the same with Fountain's signs of emphasis; empty: it has none.

    `number` is a heading's scene number, `depth` a section's level, `dual` the right-hand side of dual dialogue.
    `apart`: lyrics that nobody sings who spoke before.
    """

    kind: Kind
    text: str
    marked: str = ""
    number: str = ""
    dual: bool = False
    depth: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that the file marks as one to be seen; `said` are the words by which the text calls it."""

    name: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was guessed at a part, counted from 0; None: at the file as a whole."""

    part: int | None
    text: str
