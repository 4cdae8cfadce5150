"""Playlists: takes in an order of their own, to be looked at together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, assert_never, get_args
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.registry import Event, event
from productions.domain.fields import ABSENT, Aggregate, Around, Field, Value, as_read, attribute
from productions.domain.fields.values import REMOVED
from productions.domain.names import clean_name
from productions.domain.words import Words

PlaylistStatus = Literal["open", "closed", "put_away"]
STATUSES: tuple[PlaylistStatus, ...] = get_args(PlaylistStatus)
MOST_ENTRIES = 1000


class Entry(msgspec.Struct, frozen=True):
    """A shot in a playlist: the take that was named, or None for whichever is in use."""

    shot: UUID
    take: UUID | None = None


Entries = tuple[Entry, ...]


@event("playlist.begun")
class Begun(Event, frozen=True):
    name: str
    author: UUID
    entries: Entries
    note: Words | None = None


@event("playlist.renamed")
class Renamed(Event, frozen=True):
    before: str
    after: str


@event("playlist.noted")
class Noted(Event, frozen=True):
    """What it is for was said anew, or taken away."""

    note: Words | None = None


@event("playlist.arranged")
class Arranged(Event, frozen=True):
    """Entries came, went, changed places, or name other takes: all of them as they were and as they are."""

    before: Entries
    after: Entries


@event("playlist.status_changed")
class StatusChanged(Event, frozen=True):
    before: PlaylistStatus
    after: PlaylistStatus


PlaylistEvent = Begun | Renamed | Noted | Arranged | StatusChanged


class Playlist(msgspec.Struct, frozen=True):
    """A playlist; one that is put away stays in the record and is not listed."""

    name: str = ""
    author: UUID | None = None
    entries: Entries = ()
    note: Words | None = None
    status: PlaylistStatus = "open"


@dataclass(frozen=True, slots=True)
class BeginPlaylist:
    name: str
    author: UUID
    entries: Entries
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class RenamePlaylist:
    name: str


@dataclass(frozen=True, slots=True)
class NotePlaylist:
    note: Words | None


@dataclass(frozen=True, slots=True)
class Arrange:
    """Let it hold these, in this order."""

    entries: Entries


@dataclass(frozen=True, slots=True)
class GiveBackEntries:
    """Give it back what it held, whatever its status: undo asks for this."""

    entries: Entries


@dataclass(frozen=True, slots=True)
class ChangeStatus:
    status: PlaylistStatus


Command = BeginPlaylist | RenamePlaylist | NotePlaylist | Arrange | GiveBackEntries | ChangeStatus


class TooManyEntries(Refusal):
    """A playlist holds no more than this."""

    code = "too-many-entries"
    status = 422


class StandsTwice(Refusal):
    """A playlist names each take of a shot once, and what is in use of it once."""

    code = "stands-twice"
    status = 422


class PlaylistClosed(Refusal):
    """What is closed or put away is not arranged anew: open it first."""

    code = "playlist-closed"


def decide(state: Playlist, command: Command) -> Sequence[PlaylistEvent]:
    match command:
        case BeginPlaylist(name, author, entries, note):
            return [Begun(name=clean_name(name), author=author, entries=_clean(entries), note=note)]
        case RenamePlaylist(name):
            after = clean_name(name)
            return [] if after == state.name else [Renamed(before=state.name, after=after)]
        case NotePlaylist(note):
            return [] if note == state.note else [Noted(note=note)]
        case Arrange(entries):
            if entries == state.entries:
                return []
            if state.status != "open":
                raise PlaylistClosed("This playlist is not open: open it again to arrange it.", status=state.status)
            return [Arranged(before=state.entries, after=_clean(entries))]
        case GiveBackEntries(entries):
            return [] if entries == state.entries else [Arranged(before=state.entries, after=entries)]
        case ChangeStatus(status):
            return [] if status == state.status else [StatusChanged(before=state.status, after=status)]
        case _:
            assert_never(command)


def _clean(entries: Entries) -> Entries:
    if len(entries) > MOST_ENTRIES:
        raise TooManyEntries(f"A playlist holds at most {MOST_ENTRIES} entries.", most=MOST_ENTRIES)
    if len(set(entries)) < len(entries):
        raise StandsTwice("A take stands in this playlist twice.")
    return entries


def evolve(state: Playlist, happened: PlaylistEvent) -> Playlist:
    replace = msgspec.structs.replace
    match happened:
        case Begun(name=name, author=author, entries=entries, note=note):
            return Playlist(name, author, entries, note)
        case Renamed(after=name):
            return replace(state, name=name)
        case Noted(note=note):
            return replace(state, note=note)
        case Arranged(after=entries):
            return replace(state, entries=entries)
        case StatusChanged(after=status):
            return replace(state, status=status)
        case _:
            assert_never(happened)


def _told_note(note: Words, around: Around) -> Value:
    return around.remark(note)


FIELDS: tuple[Field[Playlist], ...] = (
    Field(
        "name",
        ("name",),
        attribute("name"),
        command=lambda state, _, value: RenamePlaylist(value),
        told=as_read,
        right="note",
    ),
    Field(
        "note",
        ("note",),
        lambda state: state.note or ABSENT,
        stays="What was noted stays; note something else.",
        told=_told_note,
        right="note",
    ),
    Field(
        "entries",
        ("entries",),
        lambda state: msgspec.to_builtins(state.entries),
        command=lambda state, _, value: GiveBackEntries(msgspec.convert(value, Entries)),
        told=lambda value, around: len(value),
        right="note",
    ),
    Field(
        "status",
        ("status",),
        attribute("status"),
        command=lambda state, _, value: ChangeStatus(value),
        told=as_read,
        right="note",
    ),
    Field(
        REMOVED, (), lambda state: ABSENT, stays="A playlist stays; put it away instead.", label="removal", right="note"
    ),
)

playlist: Aggregate[Playlist, Command] = Aggregate("playlist", Playlist(), decide, evolve, FIELDS, fixed=("author",))
