"""What a breakdown proposes: scenes, shots, people and places, each with where the script says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from productions.domain.shot import Camera, Size
from productions.screenplay.decisions import Anchor, Decision
from productions.screenplay.headings.heading import Heading
from productions.screenplay.reading.elements import Remark

CastKind = Literal["character", "group", "location", "prop"]
Role = Literal["speaks", "heard", "seen", "place", "prop"]


class Why(StrEnum):
    """Why somebody or something is cast; page and API put it into words, with the line."""

    SPEAKS = "speaks"
    HEARD = "heard"
    NAMED = "named"
    ALIAS = "alias"
    FAMILY = "family"
    GROUP = "group"
    TOGETHER = "together"
    PRONOUN = "pronoun"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What one character says in one go; `dual` marks the right-hand side of dual dialogue."""

    character: str
    text: str
    parenthetical: str = ""
    dual: bool = False


@dataclass(frozen=True, slots=True)
class CastDraft:
    """Somebody or something in a shot; `line` is the first of the shot's that says so, counted from 1."""

    name: str
    kind: CastKind
    role: Role
    why: Why
    line: int


@dataclass(frozen=True, slots=True)
class IntroducedLook:
    """How somebody looks, in the script's words; what it does not say is empty."""

    wardrobe: str = ""
    hair: str = ""
    age: str = ""
    build: str = ""

    def __bool__(self) -> bool:
        return bool(self.wardrobe or self.hair or self.age or self.build)


NO_LOOK = IntroducedLook()


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody, or a group, in the film; `aliases` are other names that the script uses.

    `seen` says whether they are ever in the picture, `look` is what their introduction says.
    """

    name: str
    kind: Literal["character", "group"]
    aliases: tuple[str, ...]
    first_line: int
    look: IntroducedLook = NO_LOOK
    seen: bool = True


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A place of the film; `parent` is the place that it lies in, empty for none."""

    name: str
    parent: str
    first_line: int


@dataclass(frozen=True, slots=True)
class Start:
    """A sentence within a shot, behind its first, at which it can be split."""

    anchor: Anchor
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ShotDraft:
    """A shot as the script has it. `description` is what is seen.

    `text` is its source, `digest` that of the normalised text, `anchor` the line or sentence that it starts with.
    `cast` names everybody and everything once, in order of appearance, the place first. `frames` and `milliseconds`
    are the estimate, or what a person set, which `decided` gives in frames (0 for none); `estimate` is in milliseconds.
    Lines count from 1. `starts` are the sentences at which it can be split. `dropped` is none that a person left out.
    """

    text: str
    digest: str
    anchor: Anchor
    description: str
    dialogue: tuple[SpokenLine, ...]
    size: Size
    camera: Camera
    frames: int
    milliseconds: int
    first: int
    last: int
    cast: tuple[CastDraft, ...]
    starts: tuple[Start, ...] = ()
    estimate: int = 0
    decided: int = 0
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class SceneDraft:
    """A scene as the script has it; what stands before the first heading has an empty one.

    `drafts` are all shots that its text has in order, also those that people dropped; `shots` are those that are left.
    """

    heading: Heading
    first: int
    last: int
    drafts: tuple[ShotDraft, ...]

    @property
    def shots(self) -> tuple[ShotDraft, ...]:
        return tuple(draft for draft in self.drafts if not draft.dropped)

    @property
    def number(self) -> str:
        return self.heading.number

    @property
    def places(self) -> tuple[str, ...]:
        """The place of the heading with the place in it, if there is one."""
        return (self.heading.full_place,) if self.heading.place else ()


@dataclass(frozen=True, slots=True)
class KnownName:
    """Something that the production has already, with its other names."""

    name: str
    kind: CastKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the production has already, and the (name, kind) that people refused for the whole film."""

    names: tuple[KnownName, ...] = ()
    refused: tuple[tuple[str, CastKind], ...] = ()


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole script broken down. `unseen` are lines that make no picture, with the reason.

    `lost` are the decisions whose text the script no longer has.
    """

    scenes: tuple[SceneDraft, ...]
    people: tuple[PersonDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unseen: tuple[Remark, ...] = ()
    lost: tuple[Decision, ...] = ()

    def shots(self) -> Iterator[ShotDraft]:
        """Yield the shots of all scenes in order."""
        for scene in self.scenes:
            yield from scene.shots

    def drafts(self) -> Iterator[ShotDraft]:
        """Yield the shots of all scenes in order, those that people dropped as well."""
        for scene in self.scenes:
            yield from scene.drafts
