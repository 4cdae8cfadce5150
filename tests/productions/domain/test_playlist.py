"""A playlist: its name, what it holds, and when it can be arranged."""

from uuid import UUID

import msgspec
import pytest

from productions.domain.names import InvalidName
from productions.domain.playlist import (
    MOST_ENTRIES,
    Arrange,
    Arranged,
    BeginPlaylist,
    Begun,
    ChangeStatus,
    Entry,
    GiveBackEntries,
    Noted,
    NotePlaylist,
    PlaylistClosed,
    PlaylistStatus,
    Renamed,
    RenamePlaylist,
    StandsTwice,
    StatusChanged,
    TooManyEntries,
    playlist,
)
from productions.domain.words import Words
from tests.support.specification import given

IDA = UUID(int=9)
ONE, TWO, TAKE = Entry(UUID(int=1)), Entry(UUID(int=2)), Entry(UUID(int=1), UUID(int=7))
NOTE, OTHER = Words("For Monday."), Words("For Tuesday.")
BEGUN = Begun(name="Dailies", author=IDA, entries=(ONE, TWO), note=NOTE)


def test_it_is_begun_under_a_proper_name() -> None:
    given(playlist).when(BeginPlaylist(" Dailies ", IDA, (ONE, TWO), NOTE)).then(BEGUN)
    given(playlist).when(BeginPlaylist(" ", IDA, ())).refused(InvalidName)


def test_another_name_or_note_is_said_once() -> None:
    begun = given(playlist, BEGUN)
    begun.when(RenamePlaylist(" Rushes ")).then(Renamed(before="Dailies", after="Rushes"))
    begun.when(RenamePlaylist("Dailies")).then()
    begun.when(NotePlaylist(OTHER)).then(Noted(note=OTHER))
    begun.when(NotePlaylist(None)).then(Noted(note=None))
    begun.when(NotePlaylist(NOTE)).then()


def test_it_is_arranged_while_it_is_open() -> None:
    begun = given(playlist, BEGUN)
    begun.when(Arrange((TWO, ONE))).then(Arranged(before=(ONE, TWO), after=(TWO, ONE)))
    begun.when(Arrange((ONE, TWO))).then()
    begun.when(Arrange((ONE, TAKE))).then(Arranged(before=(ONE, TWO), after=(ONE, TAKE)))
    begun.when(Arrange((TAKE, ONE, TAKE))).refused(StandsTwice)


@pytest.mark.parametrize("status", ["closed", "put_away"])
def test_what_is_not_open_is_arranged_by_undo_alone(status: PlaylistStatus) -> None:
    closed = given(playlist, BEGUN, StatusChanged(before="open", after=status))
    closed.when(Arrange((TWO,))).refused(PlaylistClosed)
    closed.when(Arrange((ONE, TWO))).then()
    closed.when(GiveBackEntries((TWO,))).then(Arranged(before=(ONE, TWO), after=(TWO,)))
    closed.when(GiveBackEntries((ONE, TWO))).then()
    closed.when(ChangeStatus("open")).then(StatusChanged(before=status, after="open"))
    closed.when(ChangeStatus(status)).then()


def test_it_holds_as_much_as_is_said() -> None:
    full = tuple(Entry(UUID(int=number)) for number in range(MOST_ENTRIES))
    given(playlist).when(BeginPlaylist("All", IDA, full)).then(Begun(name="All", author=IDA, entries=full))
    given(playlist).when(BeginPlaylist("All", IDA, (*full, TAKE))).refused(TooManyEntries)
    given(playlist, BEGUN).when(Arrange((*full, TAKE))).refused(TooManyEntries)


def test_its_state_is_what_was_said_last() -> None:
    state = playlist.initial
    events = (
        BEGUN,
        Renamed(before="Dailies", after="Rushes"),
        Noted(note=OTHER),
        Arranged(before=(ONE, TWO), after=(TAKE,)),
        StatusChanged(before="open", after="closed"),
    )
    for each in events:
        state = playlist.evolve(state, each)
    assert msgspec.structs.asdict(state) == {
        "name": "Rushes",
        "author": IDA,
        "entries": (TAKE,),
        "note": OTHER,
        "status": "closed",
    }
