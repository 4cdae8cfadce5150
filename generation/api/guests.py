"""What a guest reaches by a share link: one playlist, the files of its takes that are looked at, and notes on them."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from events.decider import Folded
from events.errors import ContinuityError
from generation.api.artifacts import RANGE, Sent, of_artifact, sent
from generation.api.shapes import notes as note_shapes
from generation.api.shapes.guests import GuestNote, SharedAnswer, SharedClip, SharedNote, SharedNotes, SharedPlaylist
from generation.api.showing import notes as showing
from generation.api.showing.files import SOUND, of_sound
from generation.artifacts import access, artifact_store
from generation.delivery import guest_copies
from generation.planning import cut
from generation.planning.film_captions import files_of
from productions import commands, policy
from productions import queries as people
from productions.api.guests import GuestView
from productions.api.http import parsing
from productions.api.http.idempotency import REPLAYED, digest_of, once
from productions.api.http.openapi import ref
from productions.api.http.operations import KEY
from productions.domain.notes import NoSuchNote, Thread, concerning
from productions.domain.numbering import numbering
from productions.domain.take import MASTER, Take
from productions.people import guests
from productions.queries import listing
from productions.refusals import NotFound

MOST_NOTES = 300
"""Notes and answers of one guest on the shots of a playlist."""
PICTURES = ("proxy", "poster")
"""What carries the guest's name, where the link asks for that."""
_BYTES = "application/octet-stream"


class GuestsMayOnlyLook(ContinuityError):
    """The link lets people look, and say nothing."""

    code = "view-only"
    status = 403


class TooManyNotes(ContinuityError):
    """What is said is kept for good, so one guest says so much of a playlist and no more."""

    code = "too-many-notes"
    status = 429


class _SharedView(GuestView):
    """A view of what the guest's link leads to."""

    @cached_property
    def film(self) -> cut.Cut:
        """The playlist as it plays now."""
        link = self.guest.link
        return cut.played(link.log, listing.playlist(link.playlist).state.entries)

    @property
    def takes(self) -> list[UUID]:
        """The takes that it plays now, each once."""
        return list(dict.fromkeys(clip.take_id for clip in self.film.clips if clip.take_id))


class GuestPlaylistView(_SharedView):
    @extend_schema(
        operation_id="guests_playlist", summary="The playlist of a share link", responses={200: ref(SharedPlaylist)}
    )
    def get(self, request: Request, link: UUID) -> HttpResponse:
        state, film = self.guest.link.state, self.film
        proxies = [digest for clip in film.clips if (digest := _files(clip.take).get("proxy"))]
        there, waiting = guest_copies.ready(self.guest, proxies) if state.watermark else (set(proxies), set())
        shared = SharedPlaylist(
            name=listing.playlist(self.guest.link.playlist).state.name,
            guest=self.guest.name,
            may=state.may,
            watermark=state.watermark,
            follows=state.follows,
            expires_at=state.ends,
            rate=film.rate,
            numbering=numbering(listing.production(self.guest.link.log).state.settings),
            frames=film.frames,
            clips=[_clip(link, clip, there, waiting) for clip in film.clips],
        )
        return self.secret(shared)


class GuestArtifactView(_SharedView):
    @extend_schema(
        operation_id="guests_artifact",
        summary="The bytes of a file that the playlist shows, whole or a range of them",
        parameters=[RANGE],
        responses={(status, _BYTES): OpenApiTypes.BINARY for status in (200, 206)},
    )
    def get(self, request: Request, link: UUID, digest: str) -> HttpResponseBase:
        clip, role, shown = next(self._showing(digest), (None, "", ""))
        kept = access.stored(digest) if clip else None
        if clip is None or clip.take_id is None or kept is None:
            raise NotFound("The playlist shows no such file.")
        what = self._marked(shown, role) if self._is_marked(role) else of_artifact(digest, kept)
        if role == "proxy" and request.method == "GET":
            guests.note_view(self.guest.person, clip.take_id, clip.place.shot)
        secret = request.COOKIES[guests.cookie(link)]
        return sent(request, what, cache="private, no-store", still=lambda: guests.is_in(link, secret))

    def _showing(self, digest: str) -> Iterator[tuple[cut.Clip, str, str]]:
        """The clips that show these bytes, or what stands for them since they were lost; as what, by which digest."""
        alike = {digest, artifact_store.standing_for(digest)}
        files = ((clip, role, shown) for clip in self.film.clips for role, shown in _files(clip.take).items())
        return (each for each in files if each[2] in alike)

    def _is_marked(self, role: str) -> bool:
        """Whether a guest of this link is sent these with their name burnt in, and never as they are."""
        return self.guest.link.state.watermark and role in PICTURES

    def _marked(self, digest: str, role: str) -> Sent:
        """The guest's own copy; CopyNotReady while there is none."""
        copy = (guest_copies.film if role == "proxy" else guest_copies.still)(self.guest, digest)
        if copy is None:
            raise guest_copies.not_ready()
        media_type = "video/mp4" if role == "proxy" else "image/jpeg"
        return Sent(digest, copy.tag, copy.size, media_type, copy.open)


class GuestNotesView(_SharedView):
    @extend_schema(
        operation_id="guests_notes",
        summary="What guests of the link said of the playlist, and the answers",
        responses={200: ref(SharedNotes)},
    )
    def get(self, request: Request, link: UUID) -> HttpResponse:
        return self.secret(self._notes())

    @extend_schema(
        operation_id="guests_note",
        summary="Leave a note on a take of the playlist, or answer one",
        parameters=[KEY],
        request={"application/json": ref(GuestNote)},
        responses={201: ref(SharedNotes)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, link: UUID) -> HttpResponse:
        body = parsing.content(request, self.largest)
        asked = parsing.convert(body, GuestNote)

        def act() -> HttpResponse:
            self._note(asked)
            return HttpResponse("{}", status=201, content_type="application/json")

        # Kept replies hold no word of anybody: those of others are erased at any time, and nobody would look here.
        done = once(request, self.actor, digest_of(request, body), act)
        response = self.secret(self._notes(), status=201)
        if REPLAYED in done:
            response[REPLAYED] = done[REPLAYED]
        return response

    def _note(self, asked: GuestNote) -> None:
        link = self.guest.link
        if link.state.may != "comment":
            raise GuestsMayOnlyLook("This link lets you look; it takes no notes.")
        if asked.answers and (asked.take, asked.answers) not in {(each.take, each.number) for each in self._threads()}:
            raise NoSuchNote("There is no such note to answer.", note=asked.answers)
        if not asked.answers and asked.take not in self.takes:
            raise NotFound("The playlist has no such take.")
        if self._said() >= MOST_NOTES:
            raise TooManyNotes(f"You have left {MOST_NOTES} notes here, which is the most. Ask whoever sent the link.")
        commands.note_take(
            self.context(),
            link.log,
            asked.take,
            asked.text,
            asked.frame,
            last=asked.last,
            kind="question" if asked.question else "note",
            answers=asked.answers,
            drawing=asked.drawing,
        )

    def _said(self) -> int:
        """How many notes and answers the guest has left on takes of the shots that the playlist shows."""
        notes = (note for folded in self._takes_of_shots().values() for note in folded.state.notes)
        return sum(note.text.author == self.guest.person for note in notes)

    def _threads(self) -> list[Thread]:
        """What was begun by guests of this link on what the playlist shows; nothing else that is said of it."""
        came, takes = guests.people_of(self.guest.link.id), self._takes_of_shots()
        told = {(each.take, each.number): each for take in self.takes for each in concerning(takes, take)}
        return [each for each in told.values() if each.note.text.author in came and not each.carried]

    def _takes_of_shots(self) -> Mapping[UUID, Folded[Take]]:
        return people.takes_of({clip.place.shot for clip in self.film.clips})

    def _notes(self) -> SharedNotes:
        takes, threads = self._takes_of_shots(), self._threads()
        shown = showing.shown(threads, takes, {}, {})
        authors = {each.by.id for thread in shown for each in (thread, *thread.answers) if each.by}
        names = people.names_for_guests(authors)
        standing = set(self.takes)
        return SharedNotes([_note(each, self.guest.person, names, standing) for each in shown])


def _note(thread: note_shapes.NoteThread, asker: UUID, names: Mapping[UUID, str], playing: set[UUID]) -> SharedNote:
    """A thread as guests read it, with the take of the playlist that it stands with."""
    said = msgspec.structs.asdict(_answer(thread, asker, names))
    return SharedNote(
        **said,
        take=thread.take.id,
        stands_with=[each for each in thread.stands_with if each in playing],
        kind=thread.kind,
        frame=thread.frame,
        last=thread.last,
        drawing=thread.drawing,
        answers=[_answer(each, asker, names) for each in thread.answers],
        resolved=thread.resolved is not None,
    )


def _answer(said: note_shapes.NoteAnswer, asker: UUID, names: Mapping[UUID, str]) -> SharedAnswer:
    by = said.by.id if said.by else None
    return SharedAnswer(
        number=said.number,
        text=said.text,
        text_erased=said.text_erased,
        by=names.get(by, "") if by else "",
        guest=said.by is not None and said.by.kind == "guest",
        mine=by == asker,
        at=said.at,
    )


def _clip(link: UUID, clip: cut.Clip, there: Collection[str], waiting: Collection[str]) -> SharedClip:
    """A clip with what of it is there to be sent; `waiting` are the films of which a copy is being made."""
    digests = _files(clip.take)
    proxy = digests.get("proxy")
    files = {role: reverse("guest-artifact", args=[link, digest]) for role, digest in digests.items()}
    sound = of_sound(clip.take)
    return SharedClip(
        code=clip.place.code,
        take=clip.take_id,
        number=clip.take.number if clip.take else None,
        start=clip.start,
        frames=clip.frames,
        count=clip.count,
        rate=clip.rate,
        width=_side(clip.take, "width"),
        height=_side(clip.take, "height"),
        proxy=files.get("proxy") if proxy in there else None,
        preparing=proxy in waiting,
        poster=files.get("poster"),
        sound=msgspec.structs.replace(sound, url=files[SOUND]) if sound and SOUND in files else None,
        captions=files.get("captions"),
    )


def _side(take: Take | None, side: str) -> int:
    master = take.artifact(MASTER) if take else None
    return int(str(master.facts.get(side) or 0)) if master else 0


def _files(take: Take | None) -> dict[str, str]:
    """The digests of what guests are sent of a take, by what it is to the player."""
    if take is None:
        return {}
    captions = next(files_of(take), None)
    named = {each.role: each for each in take.artifacts if each.role in ("proxy", "poster", SOUND)}
    chosen = {**named, **({"captions": captions} if captions else {})}
    return {name: each.digest for name, each in chosen.items() if policy.shown_to_guests(each.role)}
