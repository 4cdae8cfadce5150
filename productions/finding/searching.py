"""What is found in a production: things with the words that were looked for marked, the surest first."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal, NamedTuple, get_args
from uuid import UUID

from productions import projections
from productions.domain import finding
from productions.domain.finding import Query, Range
from productions.domain.production import Production
from productions.domain.reference import Reference
from productions.domain.scene import Scene
from productions.domain.shot import Shot
from productions.domain.take import Take
from productions.finding.candidates import ALIKE, Candidate, candidates
from productions.finding.notes import NoteFound, notes_holding
from productions.finding.rows import texts_of_reference, texts_of_shot
from productions.queries import codes_of_shots, listing

Kind = Literal[
    "scene", "shot", "person", "place", "reference", "take", "note", "playlist", "change_set", "marker", "event"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST = 8
"""The hits of a kind."""
_CATEGORY: Mapping[str, str] = {"person": "reference", "place": "reference"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: `id` is its own, of a note that of its take, of a marker or an event the production's.

    `marks` are where words stand in its title, `text_marks` in the text that says them. `exact` is false where it only
    holds words like those that were looked for. `number` is that of a take or a note, `position` of an event or what a
    marker names, `digest` of a picture of a reference, and `shot`, `take` and `frame` say where a take or note stands.
    """

    kind: Kind
    id: UUID
    title: str
    rank: float
    marks: Sequence[Range] = ()
    text: str = ""
    text_marks: Sequence[Range] = ()
    exact: bool = True
    number: int | None = None
    position: int | None = None
    digest: str | None = None
    shot: UUID | None = None
    take: UUID | None = None
    frame: int | None = None


class Found(NamedTuple):
    """Hits, the surest first, and the kinds of which there are more."""

    hits: list[Hit]
    more: list[Kind]


def search(production: UUID, text: str, kinds: Collection[Kind], head: int) -> Found:
    """Return what a production holds of these kinds that is called so or says so; `head` is the end of its log."""
    query = finding.asked(text)
    if not query.words:
        return Found([], [])
    rows = candidates(production, query, kinds, MOST)
    hits = [*_shown(rows), *_beside(production, query, kinds, head)]
    return _best(hits)


def _best(hits: Sequence[Hit]) -> Found:
    ordered = sorted(hits, key=lambda hit: hit.rank)
    counted: Counter[Kind] = Counter()
    kept = []
    for hit in ordered:
        counted[hit.kind] += 1
        if counted[hit.kind] <= MOST:
            kept.append(hit)
    return Found(kept, [kind for kind in KINDS if counted[kind] > MOST])


def _shown(rows: Sequence[Candidate]) -> Iterator[Hit]:
    states: dict[UUID, Any] = {}
    for category in dict.fromkeys(_CATEGORY.get(row.kind, row.kind) for row in rows):
        ids = [row.thing for row in rows if _CATEGORY.get(row.kind, row.kind) == category]
        states |= {id_: folded.state for id_, folded in listing.states(projections.KINDS[category], ids).items()}
    codes = codes_of_shots({take.shot for take in states.values() if isinstance(take, Take) and take.shot})
    for row in rows:
        if row.thing in states:  # what was removed this very moment is not
            yield _hit(row, states[row.thing], codes)


def _hit(row: Candidate, state: Any, codes: Mapping[UUID, str]) -> Hit:
    kind: Any = row.kind
    hit = Hit(kind, row.thing, "", row.rank, exact=row.exact)
    match state:
        case Scene(code=code, heading=heading):
            hit = replace(hit, title=f"{code} {heading.text}".strip())
        case Shot(code=code):
            hit = _saying(replace(hit, title=code, shot=row.thing), texts_of_shot(state), row.words)
        case Take(shot=shot, number=number) if shot:
            title = f"{codes.get(shot, '')} take {number}"
            hit = replace(hit, title=title, number=number, shot=shot, take=row.thing)
        case Reference(name=name, aliases=aliases):
            picture = next(iter(state.look().images), None)
            hit = replace(hit, title=name, digest=picture)
            hit = _saying(hit, [*texts_of_reference(state), *aliases], row.words)
        case _:
            hit = replace(hit, title=state.name)
    return replace(hit, marks=_title_marks(hit, row))


def _title_marks(hit: Hit, row: Candidate) -> list[Range]:
    """A code is marked as a whole, in whatever form it was typed."""
    if row.by_code:
        return [(0, len(hit.title.partition(" ")[0]))]
    return finding.marks(hit.title, row.words)


def _saying(hit: Hit, texts: Sequence[str], words: Sequence[str]) -> Hit:
    """With the text that holds most of the words, or else its first."""
    each = [(text, finding.marks(text, words)) for text in texts]
    text, found = max(each, key=lambda said: len(said[1]), default=("", []))
    shown, marks = finding.around(text, found)
    return replace(hit, text=shown, text_marks=marks)


def _beside(production: UUID, query: Query, kinds: Collection[Kind], head: int) -> Iterator[Hit]:
    """What has no row to be found by: markers and events, and notes, of which the texts are sealed."""
    if "event" in kinds and query.position and query.position <= head:
        title = f"#{query.position}"
        yield Hit("event", production, title, 1.5, [(0, len(title))], position=query.position)
    if "marker" in kinds:
        yield from _markers(production, listing.production(production).state, query)
    if "note" in kinds:
        yield from (_note(found, query) for found in notes_holding(production, query.words, MOST + 1))


def _markers(id_: UUID, production: Production, query: Query) -> Iterator[Hit]:
    for name, position in sorted(production.markers.items()):
        if finding.holds(query.words, name):
            yield Hit("marker", id_, name, 3, finding.marks(name, query.words), position=position)
        elif query.mistyped and all(ways := [finding.meant(word, finding.form(name).split()) for word in query.words]):
            marks = finding.marks(name, [*chain.from_iterable(ways)])
            yield Hit("marker", id_, name, 3 + ALIKE, marks, position=position, exact=False)


def _note(found: NoteFound, query: Query) -> Hit:
    text, marks = finding.around(found.text, finding.marks(found.text, query.words))
    return Hit(
        "note",
        found.take,
        f"{found.code} take {found.of_take}",
        4,
        text=text,
        text_marks=marks,
        number=found.number,
        shot=found.shot,
        take=found.take,
        frame=found.frame,
    )
