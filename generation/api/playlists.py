"""Playlists: list, begin from hand-picked takes or a choice of the film, read as a timeline, change."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events import store
from events.decider import Folded
from events.execution import Receipt
from generation.api import shapes
from generation.api.cuts import of_clip
from generation.api.showing.asker import can
from generation.api.takes import production_of
from generation.planning import cut
from productions import commands
from productions import queries as people
from productions.api.http import fields, filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import Body, Can, Changes, actions, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.domain.playlist import MOST_ENTRIES, STATUSES, Entry, Playlist, PlaylistStatus
from productions.domain.take import Review
from productions.history.feed import Actor
from productions.people.sealing import opener
from productions.policy import Action
from productions.queries import listing
from productions.refusals import NotFound

_STATUS = filters.choice("status", "Those in this state; all that are not put away, unless said.", STATUSES)
RIGHTS: dict[str, Action] = {"change": "note"}


class EntryAsked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A shot, with a take of it by name or, without one, with whichever is in use."""

    shot: UUID
    take: UUID | None = None


Entries = Annotated[list[EntryAsked], msgspec.Meta(max_length=MOST_ENTRIES)]


class Choice(msgspec.Struct, forbid_unknown_fields=True):
    """A choice of the film, in its order: the shots of a scene, those whose take in use stands so with its reviewers,
    and those whose take in use was made behind a position of the log. What is left out leaves nothing out.
    """

    scene: UUID | None = None
    review: Review | None = None
    since: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)] | None = None


class BeginPlaylist(Body):
    """A playlist of `entries`, then of a `choice` of the film. `frozen` names the takes that are in use now."""

    name: fields.Name
    note: fields.CommentText = ""
    entries: Entries = []
    choice: Choice | None = None
    frozen: bool = False


class ChangePlaylist(Changes):
    """What is left out stays. `entries` are all that it shall hold, in order."""

    name: fields.Name | UnsetType = UNSET
    note: fields.CommentText | UnsetType = UNSET
    status: PlaylistStatus | UnsetType = UNSET
    entries: Entries | UnsetType = UNSET


class PlaylistSummary(msgspec.Struct):
    """A playlist in the list; `at` is when it was begun."""

    id: UUID
    version: int
    name: str
    status: PlaylistStatus
    author: Actor
    at: datetime | None
    entries: int


class PlaylistClip(shapes.Clip):
    """An entry as a clip. `frozen`: its take was named; otherwise it follows the one in use. `gone`: its shot was
    removed from the film.
    """

    frozen: bool = False
    gone: bool = False


class PlaylistDetail(PlaylistSummary):
    """A playlist as a timeline of frames at an exact rate. A note whose author was erased is empty."""

    note: str
    note_erased: bool
    rate: str
    frames: int
    clips: list[PlaylistClip]
    can: Annotated[Can, actions(RIGHTS)]


class PlaylistsView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "note"}

    @reads("playlists_list", "The playlists, the newest first", PlaylistSummary, page=True, query=[_STATUS])
    def get(self, production: UUID) -> msgspec.Struct:
        lists = listing.playlists(production, _STATUS.read(self.request))
        ready, following = numbered(self.request, _summaries(lists))
        return page_of(PlaylistSummary)(ready, following, can(self, {"begin": "note"}))

    @writes("playlists_begin", "Begin a playlist", BeginPlaylist, PlaylistDetail, status=201, at="playlist")
    def post(self, asked: BeginPlaylist, production: UUID) -> tuple[Receipt[UUID], PlaylistDetail]:
        context = self.context()
        entries = [_entry(each) for each in asked.entries]
        entries += _chosen(production, asked.choice) if asked.choice else []
        if asked.frozen:
            entries = cut.named(production, entries)
        made = context.ids()
        entries = list(dict.fromkeys(entries))
        return commands.begin_playlist(context, production, made, asked.name, entries, asked.note), _now(self, made)


class PlaylistView(ProductionView):
    thing = "playlist"
    needs: ClassVar = {"GET": "read", "PATCH": "note"}

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a playlist
        return production_of(id, "playlist")

    @reads("playlists_read", "A playlist, as a timeline of frames", PlaylistDetail)
    def get(self, id: UUID) -> PlaylistDetail:
        return _now(self, id)

    @writes("playlists_change", "Rename a playlist, arrange it anew, close or open it", ChangePlaylist, PlaylistDetail)
    def patch(self, asked: ChangePlaylist, id: UUID) -> tuple[Receipt[None], PlaylistDetail]:
        entries = UNSET if asked.entries is UNSET else [_entry(each) for each in asked.entries]
        receipt = commands.change_playlist(
            self.context(),
            self.log,
            id,
            name=asked.name,
            note=asked.note,
            status=asked.status,
            entries=entries,
            expected=expected(self, asked),
        )
        return receipt, _now(self, id)


def _entry(asked: EntryAsked) -> Entry:
    return Entry(asked.shot, asked.take)


def _chosen(production: UUID, choice: Choice) -> list[Entry]:
    if choice.scene and choice.scene not in {place.scene for place in people.film_order(production)}:
        raise NotFound("No shot of the film stands in this scene.")
    return cut.chosen(production, choice.scene, choice.review, choice.since)


def _summaries(lists: Mapping[UUID, Folded[Playlist]]) -> list[PlaylistSummary]:
    newest = sorted(lists.items(), reverse=True)
    return [PlaylistSummary(**each) for each in _each(newest)]


def _each(lists: Iterable[tuple[UUID, Folded[Playlist]]]) -> list[dict[str, Any]]:
    lists = list(lists)
    acts = store.acts({folded.causes["began"] for _, folded in lists})
    names = people.names_of({folded.state.author for _, folded in lists if folded.state.author})
    return [_summary(id_, folded, acts, names) for id_, folded in lists]


def _summary(
    id_: UUID, folded: Folded[Playlist], acts: Mapping[UUID, store.Act], names: Mapping[UUID, str]
) -> dict[str, Any]:
    state, act = folded.state, acts.get(folded.causes["began"])
    assert state.author is not None, "a playlist that was begun has an author"
    return {
        "id": id_,
        "version": folded.version,
        "name": state.name,
        "status": state.status,
        "author": Actor(state.author, names.get(state.author, "")),
        "at": act.recorded_at if act else None,
        "entries": len(state.entries),
    }


def _now(view: ProductionView, id_: UUID) -> PlaylistDetail:
    """Return a playlist of the view's production as it is."""
    folded = listing.playlist(id_)
    note = opener([folded.state.note])(folded.state.note)
    film = cut.played(view.log, folded.state.entries)
    live = people.live_shots({clip.place.shot for clip in film.clips})
    clips = [
        PlaylistClip(
            **msgspec.structs.asdict(of_clip(clip)),
            frozen=entry.take is not None,
            gone=clip.place.shot not in live,
        )
        for clip, entry in zip(film.clips, folded.state.entries, strict=True)
    ]
    (summary,) = _each([(id_, folded)])
    return PlaylistDetail(
        **summary,
        note=note.text,
        note_erased=note.erased,
        rate=film.rate,
        frames=film.frames,
        clips=clips,
        can=can(view, RIGHTS),
    )
