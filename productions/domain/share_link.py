"""Share links: who without an account may look at a playlist, until when, and what they may do there.

What opens a link, its secret and its password, is no part of the record, and neither are names and addresses of guests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, assert_never, get_args
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.registry import Event, event
from productions.domain.fields import ABSENT, Aggregate, Field, as_read, attribute
from productions.domain.fields.values import REMOVED
from productions.domain.names import clean_name

GuestRight = Literal["view", "comment"]
GUEST_RIGHTS: tuple[GuestRight, ...] = get_args(GuestRight)
LONGEST_DAYS = 366
MOST_GUESTS = 500
"""Entries of guests that one link takes: whoever comes again with the session of before does not enter again."""


@event("share_link.made")
class Made(Event, frozen=True):
    """`expires_at` is a time in UTC. `watermark`: the guest's name is in the picture. `follows`: guests may
    follow when others look at the playlist together.
    """

    playlist: UUID
    author: UUID
    name: str
    may: GuestRight
    expires_at: str
    watermark: bool
    follows: bool


@event("share_link.addressed")
class Addressed(Event, frozen=True):
    """An address was given out, which ends the one before; `protected` by a password."""

    protected: bool


@event("share_link.revoked")
class Revoked(Event, frozen=True):
    """It opens nothing any more, and whoever came in by it is out."""


@event("share_link.entered")
class Entered(Event, frozen=True):
    """Somebody came in by it, who acts as `guest` from then on; their name stands elsewhere and can be erased."""

    guest: UUID


@event("share_link.guest_erased")
class GuestErased(Event, frozen=True):
    """The name and the key of a guest were destroyed, and with the key what they said."""

    guest: UUID


ShareLinkEvent = Made | Addressed | Revoked | Entered | GuestErased


class ShareLink(msgspec.Struct, frozen=True):
    """A link to one playlist. `addresses` counts how often an address was given out; the last one works."""

    playlist: UUID | None = None
    author: UUID | None = None
    name: str = ""
    may: GuestRight = "view"
    expires_at: str = ""
    watermark: bool = False
    follows: bool = False
    addresses: int = 0
    protected: bool = False
    revoked: bool = False
    guests: tuple[UUID, ...] = ()
    erased: tuple[UUID, ...] = ()

    @property
    def ends(self) -> datetime:
        """When it expires."""
        return datetime.fromisoformat(self.expires_at)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a link is for, until when, and what guests may do; see `Made`."""

    name: str
    expires_at: datetime
    may: GuestRight = "view"
    watermark: bool = True
    follows: bool = False


@dataclass(frozen=True, slots=True)
class MakeShareLink:
    """Make a link to a playlist, at a time `now`, behind which it expires."""

    playlist: UUID
    author: UUID
    terms: Terms
    now: datetime


@dataclass(frozen=True, slots=True)
class GiveAddress:
    protected: bool


@dataclass(frozen=True, slots=True)
class RevokeShareLink:
    pass


@dataclass(frozen=True, slots=True)
class Enter:
    guest: UUID


@dataclass(frozen=True, slots=True)
class EraseGuest:
    guest: UUID


Command = MakeShareLink | GiveAddress | RevokeShareLink | Enter | EraseGuest


class InvalidExpiry(Refusal):
    """A link ends after it was made, and within a year."""

    code = "invalid-expiry"
    status = 422


class ShareLinkRevoked(Refusal):
    """The link was revoked: make another one."""

    code = "link-revoked"
    status = 410


class TooManyGuests(Refusal):
    """So many have come in by this link that it is known too widely."""

    code = "too-many-guests"


class NoSuchGuest(Refusal):
    """Nobody of this id came in by the link."""

    code = "no-such-guest"
    status = 404


def decide(state: ShareLink, command: Command) -> Sequence[ShareLinkEvent]:
    match command:
        case MakeShareLink():
            return [_made(command)]
        case GiveAddress(protected):
            _require_open(state)
            return [Addressed(protected=protected)]
        case RevokeShareLink():
            return [] if state.revoked else [Revoked()]
        case Enter(guest):
            _require_open(state)
            if len(state.guests) >= MOST_GUESTS:
                raise TooManyGuests(f"{MOST_GUESTS} guests have come in by this link: make another one.")
            return [Entered(guest=guest)]
        case EraseGuest(guest):
            if guest not in state.guests:
                raise NoSuchGuest("Nobody of this id came in by this link.")
            return [] if guest in state.erased else [GuestErased(guest=guest)]
        case _:
            assert_never(command)


def _made(command: MakeShareLink) -> Made:
    terms = command.terms
    ends = terms.expires_at.astimezone(UTC)
    if not command.now < ends <= command.now + timedelta(days=LONGEST_DAYS):
        raise InvalidExpiry(f"A link ends in the future, and within {LONGEST_DAYS} days.")
    return Made(
        playlist=command.playlist,
        author=command.author,
        name=clean_name(terms.name),
        may=terms.may,
        expires_at=ends.isoformat(timespec="seconds").replace("+00:00", "Z"),
        watermark=terms.watermark,
        follows=terms.follows,
    )


def _require_open(state: ShareLink) -> None:
    if state.revoked:
        raise ShareLinkRevoked("This link was revoked.")


def evolve(state: ShareLink, happened: ShareLinkEvent) -> ShareLink:
    replace = msgspec.structs.replace
    match happened:
        case Made():
            return ShareLink(**{name: getattr(happened, name) for name in Made.__struct_fields__})
        case Addressed(protected=protected):
            return replace(state, addresses=state.addresses + 1, protected=protected)
        case Revoked():
            return replace(state, revoked=True)
        case Entered(guest=guest):
            return replace(state, guests=(*state.guests, guest))
        case GuestErased(guest=guest):
            return replace(state, erased=(*state.erased, guest))
        case _:
            assert_never(happened)


FIELDS: tuple[Field[ShareLink], ...] = (
    Field(
        "address",
        ("addresses", "protected"),
        attribute("addresses"),
        stays="An address that was given out stays given out; give out another one, or revoke the link.",
        right="share",
    ),
    Field(
        "revoked",
        ("revoked",),
        attribute("revoked"),
        stays="A link that was revoked stays revoked: make another one.",
        told=as_read,
        right="share",
    ),
    Field(
        "guests",
        ("guests",),
        attribute("guests"),
        stays="That somebody came in stays in the record.",
        told=lambda value, around: len(value),
        right="share",
    ),
    Field("erased", ("erased",), attribute("erased"), stays="What was erased stays erased.", right="share"),
    Field(
        REMOVED,
        (),
        lambda state: ABSENT,
        stays="A link stays in the record; revoke it.",
        label="removal",
        right="share",
    ),
)

share_link: Aggregate[ShareLink, Command] = Aggregate(
    "share_link",
    ShareLink(),
    decide,
    evolve,
    FIELDS,
    fixed=("playlist", "author", "name", "may", "expires_at", "watermark", "follows"),
)
