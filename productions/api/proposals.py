"""What a script breaks down into, as replies show it, saved or not: each thing with its reason and its lines."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec

from productions.commands.casting import Casting
from productions.commands.revising import PlacedScene, PlacedShot
from productions.commands.scripts import Revision
from productions.domain import shot
from productions.domain.decision import Anchor, DecidedKind
from productions.screenplay.drafts import Breakdown, CastDraft, CastKind, Role, Start
from productions.screenplay.drafts import Why as Reason
from productions.screenplay.revisions.revision import Verdict


class HeadingParts(msgspec.Struct):
    """A scene's heading and its parts, each empty where neither it nor a scene before says so."""

    text: str
    setting: str
    place: str
    sub_place: str
    time: str
    modifiers: tuple[str, ...]
    year: str
    number: str


class Sentence(msgspec.Struct):
    """A sentence of the script at which a shot can be split, on its line counted from 1."""

    anchor: Anchor
    line: int
    text: str


class CastProposal(msgspec.Struct):
    """Somebody or something in a shot, `why`, and on which line; `reference` is null where there is none yet."""

    name: str
    kind: CastKind
    role: Role
    why: Reason
    line: int
    reference: UUID | None


class ShotProposal(msgspec.Struct):
    """A shot of the script. `id` and `code` are those that it has or gets, `lines` its first and last line, from 1.

    Decisions name it by its `anchor`; `starts` are the further sentences at which it can be split.
    """

    id: UUID
    code: str
    verdict: Verdict
    moved: bool
    description: str
    text: str
    dialogue: tuple[shot.Line, ...]
    lines: tuple[int, int]
    cast: list[CastProposal]
    size: shot.Size
    camera: shot.Camera
    frames: int
    milliseconds: int
    anchor: Anchor
    starts: list[Sentence]


class SceneProposal(msgspec.Struct):
    """A scene of the script with its shots. `id` and `code` are those that it has or gets."""

    id: UUID
    code: str
    verdict: Verdict
    moved: bool
    heading: HeadingParts
    lines: tuple[int, int]
    shots: list[ShotProposal]


class LookProposal(msgspec.Struct):
    """What an introduction says of somebody, in the script's words."""

    wardrobe: str
    hair: str
    age: str
    build: str


class PersonProposal(msgspec.Struct):
    """Somebody, or a group, who is in the film from `line` on. `seen`: in the picture at least once."""

    name: str
    kind: DecidedKind
    aliases: tuple[str, ...]
    line: int
    look: LookProposal
    seen: bool
    reference: UUID | None


class PlaceProposal(msgspec.Struct):
    """A place of the film; `parent` is the place that it lies in, empty for none."""

    name: str
    parent: str
    line: int
    reference: UUID | None


class Proposal(msgspec.Struct):
    """What the script breaks down into. `unseen` are (line, reason) of what makes no picture."""

    scenes: list[SceneProposal]
    people: list[PersonProposal]
    places: list[PlaceProposal]
    unseen: list[tuple[int, str]]


class Rename(msgspec.Struct, rename={"before": "from", "after": "to"}):
    """The name `from` vanished and `to` took over `lines` of it: perhaps the reference is only called otherwise now.

    The decision {"decision": "alias", "name": from, "of": to, "kind": kind} says so.
    """

    before: str
    after: str
    kind: DecidedKind
    reference: UUID
    lines: int


def of_revision(made: Revision) -> Proposal:
    """Return what a script breaks down into."""
    return Proposal(
        scenes=[_scene(scene, made.casting) for scene in made.placed],
        people=list(_people(made.read, made.casting)),
        places=[
            PlaceProposal(place.name, place.parent, place.first_line, _standing(made.casting, "location", place.name))
            for place in made.read.places
        ],
        unseen=[(each.line, each.text) for each in made.read.unseen],
    )


def renames(made: Revision) -> list[Rename]:
    """Return the names that may stand for others now."""
    renamed = ((each.rename, each.reference) for each in made.renamed)
    return [Rename(each.before, each.after, each.kind, ref, each.lines) for each, ref in renamed]


def _scene(placed: PlacedScene, casting: Casting) -> SceneProposal:
    draft: Any = placed.pair.new
    parts = draft.heading
    return SceneProposal(
        id=placed.id,
        code=placed.code,
        verdict=placed.pair.verdict,
        moved=placed.pair.moved,
        heading=HeadingParts(
            parts.text,
            parts.setting,
            parts.place,
            parts.sub_place,
            parts.time,
            parts.modifiers,
            parts.year,
            parts.number,
        ),
        lines=(draft.first, draft.last),
        shots=[_shot(shot, casting) for shot in placed.shots],
    )


def _shot(placed: PlacedShot, casting: Casting) -> ShotProposal:
    draft = placed.pair.new
    assert draft is not None, "the script has this shot"
    return ShotProposal(
        id=placed.id,
        code=placed.code,
        verdict=placed.pair.verdict,
        moved=placed.pair.moved,
        description=draft.description,
        text=draft.text,
        dialogue=tuple(shot.Line(line.character, line.text, line.parenthetical) for line in draft.dialogue),
        lines=(draft.first, draft.last),
        cast=[_cast(entry, casting) for entry in draft.cast],
        size=draft.size,
        camera=draft.camera,
        frames=draft.frames,
        milliseconds=draft.milliseconds,
        anchor=draft.anchor,
        starts=[sentence(start) for start in draft.starts],
    )


def sentence(start: Start) -> Sentence:
    """Return a sentence at which a shot can be split."""
    return Sentence(start.anchor, start.line, start.text)


def _cast(entry: CastDraft, casting: Casting) -> CastProposal:
    known = _standing(casting, entry.kind, entry.name)
    return CastProposal(entry.name, entry.kind, entry.role, entry.why, entry.line, known)


def _people(read: Breakdown, casting: Casting) -> Iterator[PersonProposal]:
    for person in read.people:
        look = LookProposal(person.look.wardrobe, person.look.hair, person.look.age, person.look.build)
        known = _standing(casting, person.kind, person.name)
        yield PersonProposal(person.name, person.kind, person.aliases, person.first_line, look, person.seen, known)


def _standing(casting: Casting, kind: str, name: str) -> UUID | None:
    """The reference that stood before."""
    ref = casting.find(kind, name)
    return ref if ref in casting.at.references else None
