"""Notes on takes in replies: opened, with who left them and who resolved them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple
from uuid import UUID

from msgspec import UNSET, UnsetType

from events import store
from events.decider import Folded
from events.store import Act, StoredEvent
from generation.api.shapes import TakeName
from generation.api.shapes import notes as shapes
from generation.api.showing.asker import can
from productions import queries as people
from productions.api.http.base import ProductionView
from productions.api.http.operations import Can, Permission
from productions.domain.notes import Note, Shape, Thread, decode_drawing, stand_with
from productions.domain.take import NOTE, RESOLVED, Noted, Take
from productions.domain.words import Words
from productions.history.feed import Actor
from productions.people.sealing import Opener, opener


class _Behind(NamedTuple):
    """What showing notes takes: their takes, the events behind them, names of people, and what opens remarks."""

    takes: Mapping[UUID, Folded[Take]]
    acts: Mapping[UUID, Act]
    drawings: Mapping[UUID, Words]
    names: Mapping[UUID, str]
    guests: Collection[UUID]
    read: Opener

    def actor(self, person: UUID | None) -> Actor | None:
        kind: Literal["guest"] | UnsetType = "guest" if person in self.guests else UNSET
        return Actor(person, self.names.get(person, ""), kind) if person else None

    def act(self, take: UUID, key: str) -> tuple[UUID | None, Act | None]:
        """The event that a part of a take rests on; none of takes from before notes had numbers."""
        event = self.takes[take].causes.get(key)
        return event, self.acts.get(event) if event else None


def of_threads(
    view: ProductionView,
    threads: Sequence[Thread],
    takes: Mapping[UUID, Folded[Take]],
    codes: Mapping[UUID, str],
) -> list[shapes.NoteThread]:
    """Return threads as replies show them; `codes` are those of their shots."""
    return shown(threads, takes, codes, can(view, shapes.NOTE))


def shown(
    threads: Sequence[Thread], takes: Mapping[UUID, Folded[Take]], codes: Mapping[UUID, str], mine: Can
) -> list[shapes.NoteThread]:
    """Return threads for somebody who can do `mine` with those that are not moot."""
    behind = _behind(threads, takes)
    standing = stand_with(threads, takes)
    return [_thread(each, behind, codes, standing[each.take, each.number], mine) for each in threads]


def _behind(threads: Iterable[Thread], takes: Mapping[UUID, Folded[Take]]) -> _Behind:
    threads = list(threads)
    notes = [(each.take, number, note) for each in threads for number, note in _said(each)]
    keys = [(take, f"{prefix}{number}") for take, number, _ in notes for prefix in (NOTE, RESOLVED)]
    behind = {event for take, key in keys if (event := takes[take].causes.get(key))}
    drawn = {takes[take].causes.get(f"{NOTE}{number}") for take, number, note in notes if note.drawn}
    drawings = _drawings(store.events(filter(None, drawn)) if drawn else {})
    acts = store.acts(behind)
    mentioned = {person for _, _, note in notes for person in note.mentions}
    authors = {note.text.author for _, _, note in notes if note.text.author}
    names = people.names_of({*mentioned, *authors, *(act.actor for act in acts.values())})
    guests = people.guest_names(names)
    read = opener([*(note.text for _, _, note in notes), *drawings.values()])
    return _Behind(takes, acts, drawings, names, guests, read)


def _said(thread: Thread) -> list[tuple[int, Note]]:
    return [(thread.number, thread.note), *thread.answers]


def _drawings(events: Mapping[UUID, StoredEvent]) -> dict[UUID, Words]:
    noted = ((id_, stored.event) for id_, stored in events.items())
    return {id_: event.drawing for id_, event in noted if isinstance(event, Noted) and event.drawing}


def _thread(
    thread: Thread, behind: _Behind, codes: Mapping[UUID, str], standing: list[UUID], mine: Can
) -> shapes.NoteThread:
    note, take = thread.note, behind.takes[thread.take].state
    assert take.shot is not None, "it was made"
    said = _answer(thread.take, thread.number, note, behind)
    _, done = behind.act(thread.take, f"{RESOLVED}{thread.number}")
    resolved = shapes.NoteResolved(behind.actor(done.actor if done else None), done.recorded_at if done else None)
    return shapes.NoteThread(
        number=said.number,
        text=said.text,
        text_erased=said.text_erased,
        by=said.by,
        at=said.at,
        mentions=said.mentions,
        shot=take.shot,
        code=codes.get(take.shot, ""),
        take=TakeName(thread.take, take.number),
        stands_with=standing,
        kind=note.kind,
        frame=note.frame,
        last=note.last,
        drawing=_drawing(thread, behind),
        answers=[_answer(thread.take, number, answer, behind) for number, answer in thread.answers],
        resolved=resolved if thread.resolved else None,
        carried=thread.carried,
        can={**mine, **_moot(thread)},
    )


def _answer(take: UUID, number: int, note: Note, behind: _Behind) -> shapes.NoteAnswer:
    remark = behind.read(note.text)
    _, act = behind.act(take, f"{NOTE}{number}")
    return shapes.NoteAnswer(
        number=number,
        text=remark.text,
        text_erased=remark.erased,
        by=behind.actor(act.actor if act else note.text.author),
        at=act.recorded_at if act else None,
        mentions=[Actor(person, behind.names.get(person, "")) for person in note.mentions],
    )


def _drawing(thread: Thread, behind: _Behind) -> list[Shape]:
    event, _ = behind.act(thread.take, f"{NOTE}{thread.number}")
    sealed = behind.drawings.get(event) if event else None
    text = behind.read(sealed).text
    return list(decode_drawing(text)) if text else []


def _moot(thread: Thread) -> Can:
    """What the note's own state makes pointless, whoever asks."""
    name, reason = ("resolve", "It is resolved.") if thread.resolved else ("reopen", "It is open.")
    return {name: Permission(False, reason)}
