"""The parts of a screenplay, each with the lines of the file that it comes from."""

from dataclasses import dataclass
from enum import StrEnum

from productions.screenplay import languages


class Kind(StrEnum):
    HEADING = "heading"
    ACTION = "action"
    CHARACTER = "character"
    DIALOGUE = "dialogue"
    PARENTHETICAL = "parenthetical"
    LYRICS = "lyrics"
    TRANSITION = "transition"
    CENTRED = "centred"
    PAGE_BREAK = "page-break"
    PAGE_MARK = "page-mark"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    BONEYARD = "boneyard"


@dataclass(frozen=True, slots=True)
class Element:
    """One part. Lines count from 1, both ends included; the text is free of marks and emphasis.

    `number` is a heading's scene number, `depth` a section's level, `dual` the right-hand side of dual dialogue,
    `forced` says that the writer marked the kind with a sign (., !, @, >).
    """

    kind: Kind
    text: str
    first: int
    last: int
    number: str = ""
    dual: bool = False
    forced: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something doubtful that was read in the most harmless way; nothing of the text is lost by it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A whole screenplay; `title_page` holds (key in lower case, value) in the order of the page.

    `language` is the code of the one that it is read in, as found out or as it was set.
    """

    title_page: tuple[tuple[str, str], ...]
    elements: tuple[Element, ...]
    remarks: tuple[Remark, ...] = ()
    language: str = languages.ENGLISH

    @property
    def title(self) -> str:
        return " ".join(dict(self.title_page).get("title", "").split())
