"""Playlists: begin one, arrange it, say what it is for, close it."""

from collections.abc import Sequence
from uuid import UUID

from msgspec import UNSET, UnsetType

from events.errors import NotFound
from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import hold
from productions.domain import playlist as domain
from productions.domain.playlist import Entry, PlaylistStatus, playlist
from productions.domain.shot import shot
from productions.domain.take import clean_note, take
from productions.people.sealing import seal


def begin_playlist(
    context: Context, log: UUID, id_: UUID, name: str, entries: Sequence[Entry] = (), note: str = ""
) -> Receipt[UUID]:
    """Begin a playlist, perhaps with entries; NotFound for a shot or a take that the production does not have."""
    said = seal(context.actor, clean_note(note, least=0))

    def work(batch: Batch) -> UUID:
        hold(log, alone=False)
        _check(batch, entries)
        batch.begin(playlist, id_)
        batch.decide(playlist, id_, domain.BeginPlaylist(name, context.actor, tuple(entries), said))
        return id_

    return execute(context, log, work)


def change_playlist(
    context: Context,
    log: UUID,
    id_: UUID,
    *,
    name: str | UnsetType = UNSET,
    note: str | UnsetType = UNSET,
    status: PlaylistStatus | UnsetType = UNSET,
    entries: Sequence[Entry] | UnsetType = UNSET,
    expected: int | None = None,
) -> Receipt[None]:
    """Change what is given of a playlist, all in one batch; what it is opened for comes before its entries."""
    said = UNSET if note is UNSET else seal(context.actor, clean_note(note, least=0))
    commands: list[domain.Command] = []
    if name is not UNSET:
        commands.append(domain.RenamePlaylist(name))
    if said is not UNSET:
        commands.append(domain.NotePlaylist(said))
    if status == "open":
        commands.append(domain.ChangeStatus(status))
    if entries is not UNSET:
        commands.append(domain.Arrange(tuple(entries)))
    if status is not UNSET and status != "open":
        commands.append(domain.ChangeStatus(status))

    def work(batch: Batch) -> None:
        if entries is not UNSET:
            known = set(batch.load(playlist, id_).state.entries)
            _check(batch, [each for each in entries if each not in known])
        batch.expect(playlist, id_, expected)
        for command in commands:
            batch.decide(playlist, id_, command)

    return execute(context, log, work)


def _check(batch: Batch, entries: Sequence[Entry]) -> None:
    """Refuse what is not of this production, or a take of another shot; each is read once."""
    batch.preload(shot, {each.shot for each in entries})
    batch.preload(take, {each.take for each in entries if each.take})
    for each in entries:
        batch.load(shot, each.shot)
        if each.take and batch.load(take, each.take).state.shot != each.shot:
            raise NotFound("That take is of another shot.")
