"""Share links as producers have them: make one, give out its address, revoke it, and see who came by it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from events import store
from events.decider import Folded
from events.execution import Receipt
from generation.api.showing.asker import can
from generation.api.takes import posting, production_of
from productions import commands
from productions import queries as people
from productions.api.http import fields, parsing
from productions.api.http.base import ProductionView
from productions.api.http.openapi import ref
from productions.api.http.operations import Asked, Body, Can, actions, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.domain.share_link import LONGEST_DAYS, GuestRight, ShareLink, Terms
from productions.history.feed import Actor
from productions.people import guests
from productions.policy import Action
from productions.queries import listing

RIGHTS: dict[str, Action] = {"address": "share", "revoke": "share", "erase_guest": "share"}
Stands = Literal["open", "unaddressed", "expired", "revoked"]


class MakeShareLink(Body):
    """What the link is for, for how many hours, what guests may do, whether their name is drawn over the picture, and
    whether they may follow when members look at the playlist together.
    """

    name: fields.Name
    hours: Annotated[int, msgspec.Meta(ge=1, le=24 * LONGEST_DAYS)] = 24 * 7
    may: GuestRight = "view"
    watermark: bool = True
    follows: bool = False


class GiveAddress(Asked):
    """With a password that guests are asked for; empty for none."""

    password: Annotated[str, msgspec.Meta(max_length=200)] = ""


class ShareLinkShown(msgspec.Struct):
    """A link to a playlist. `stands`: it opens the playlist, no address was given out yet, its time is over, or it was
    revoked. `guests` counts who came in by it, `seen_at` is when one of them was there last.
    """

    id: UUID
    version: int
    playlist: UUID
    name: str
    author: Actor
    made_at: datetime | None
    expires_at: datetime
    may: GuestRight
    watermark: bool
    follows: bool
    password: bool
    stands: Stands
    guests: int
    seen_at: datetime | None
    can: Annotated[Can, actions(RIGHTS)]


class AddressGiven(msgspec.Struct):
    """The address of a link, below that of the site: it is shown this once, and those of before open nothing."""

    address: str
    version: int


class ShotSeen(msgspec.Struct):
    """A take of which the film was sent to a guest: it may have been fetched ahead and never looked at."""

    shot: UUID
    code: str
    take: UUID
    number: int
    sittings: int
    first_at: datetime
    last_at: datetime


class GuestShown(msgspec.Struct):
    """Somebody who came in by the link, from which address as the studio keeps it, and what was sent to them.

    Of one who was erased name, address and device are empty. `seen_at` is exact to a minute. `mark` stands beside the
    name in pictures that carry it.
    """

    id: UUID
    name: str
    mark: str
    erased: bool
    address: str
    device: str
    entered_at: datetime
    seen_at: datetime
    shots: list[ShotSeen]


class ShareLinksView(ProductionView):
    thing = "playlist"
    needs: ClassVar = {"GET": "share", "POST": "share"}

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a playlist
        return production_of(id, "playlist")

    @reads("share_links_list", "The share links of a playlist, the newest first", ShareLinkShown, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        newest = sorted(listing.share_links(id).items(), reverse=True)
        ready, following = numbered(self.request, _shown(self, dict(newest)))
        return page_of(ShareLinkShown)(ready, following, can(self, {"make": "share"}))

    @writes(
        "share_links_make",
        "Make a share link to a playlist",
        MakeShareLink,
        ShareLinkShown,
        status=201,
        at="share-link",
    )
    def post(self, asked: MakeShareLink, id: UUID) -> tuple[Receipt[UUID], ShareLinkShown]:
        context = self.context()
        terms = Terms(
            asked.name, timezone.now() + timedelta(hours=asked.hours), asked.may, asked.watermark, asked.follows
        )
        receipt = commands.make_share_link(context, self.log, context.ids(), id, terms)
        return receipt, _now(self, receipt.value)


class _OneLink(ProductionView):
    """A view of a share link."""

    thing = "share link"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a link
        return production_of(id, "share_link")


class ShareLinkView(_OneLink):
    needs: ClassVar = {"GET": "share"}

    @reads("share_links_read", "A share link", ShareLinkShown)
    def get(self, id: UUID) -> ShareLinkShown:
        return _now(self, id)


class ShareLinkAddressView(_OneLink):
    needs: ClassVar = posting("share")

    @extend_schema(
        operation_id="share_links_address",
        summary="Give out the address of a share link; it is shown this once, and the one before works no more",
        request={"application/json": ref(GiveAddress)},
        responses={200: ref(AddressGiven)},
    )
    def post(self, request: Request, id: UUID) -> HttpResponse:
        asked = parsing.convert(parsing.content(request, self.largest), GiveAddress)
        receipt = commands.give_address(self.context(), self.log, id, asked.password, expected(self, asked))
        return self.secret(AddressGiven(f"/guest/{id}#{receipt.value}", receipt.versions[id]))


class ShareLinkRevokeView(_OneLink):
    needs: ClassVar = posting("share")

    @writes("share_links_revoke", "Revoke a share link: it opens nothing any more", Asked, ShareLinkShown)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], ShareLinkShown]:
        return commands.revoke_share_link(self.context(), self.log, id, expected(self, asked)), _now(self, id)


class ShareLinkGuestsView(_OneLink):
    needs: ClassVar = {"GET": "share"}

    @reads("share_links_guests", "Who came in by a share link, and what was sent to them", GuestShown, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        ready, following = numbered(self.request, guests.of_link(id))
        seen = [view for guest in ready for view in guest.views.all()]
        codes = people.codes_of_shots({view.shot for view in seen})
        takes = people.takes(self.log, {view.take for view in seen})
        numbers = {take: folded.state.number for take, folded in takes.items()}
        return page_of(GuestShown)([_guest(each, codes, numbers) for each in ready], following)


class GuestEraseView(_OneLink):
    needs: ClassVar = posting("share")

    @writes("share_links_erase_guest", "Destroy a guest's name and what they said, for ever", Asked, ShareLinkShown)
    def post(self, asked: Asked, id: UUID, guest: UUID) -> tuple[Receipt[None], ShareLinkShown]:
        return commands.erase_guest(self.context(), self.log, id, guest, expected(self, asked)), _now(self, id)


def _now(view: ProductionView, id_: UUID) -> ShareLinkShown:
    (shown,) = _shown(view, {id_: listing.share_link(id_)})
    return shown


def _shown(view: ProductionView, links: Mapping[UUID, Folded[ShareLink]]) -> list[ShareLinkShown]:
    acts = store.acts({folded.causes["began"] for folded in links.values()})
    names = people.names_of({folded.state.author for folded in links.values() if folded.state.author})
    seen, mine = guests.last_seen(links), can(view, RIGHTS)
    return [_link(id_, folded, acts, names, seen.get(id_), mine) for id_, folded in links.items()]


def _link(
    id_: UUID,
    folded: Folded[ShareLink],
    acts: Mapping[UUID, store.Act],
    names: Mapping[UUID, str],
    seen_at: datetime | None,
    mine: Can,
) -> ShareLinkShown:
    state, act = folded.state, acts.get(folded.causes["began"])
    assert state.author is not None and state.playlist is not None, "it was made"
    return ShareLinkShown(
        id=id_,
        version=folded.version,
        playlist=state.playlist,
        name=state.name,
        author=Actor(state.author, names.get(state.author, "")),
        made_at=act.recorded_at if act else None,
        expires_at=state.ends,
        may=state.may,
        watermark=state.watermark,
        follows=state.follows,
        password=state.protected,
        stands=_stands(state),
        guests=len(state.guests),
        seen_at=seen_at,
        can=mine,
    )


def _stands(state: ShareLink) -> Stands:
    if state.revoked:
        return "revoked"
    if state.ends <= timezone.now():
        return "expired"
    return "open" if state.addresses else "unaddressed"


def _guest(row: Any, codes: Mapping[UUID, str], numbers: Mapping[UUID, int]) -> GuestShown:
    views = sorted(row.views.all(), key=lambda view: view.first_at)
    return GuestShown(
        id=row.person,
        name=row.name,
        mark=guests.mark_of(row.person),
        erased=row.erased,
        address=row.address,
        device=row.device,
        entered_at=row.entered_at,
        seen_at=row.seen_at,
        shots=[
            ShotSeen(
                shot=view.shot,
                code=codes.get(view.shot, ""),
                take=view.take,
                number=numbers.get(view.take, 0),
                sittings=view.sittings,
                first_at=view.first_at,
                last_at=view.last_at,
            )
            for view in views
        ],
    )
