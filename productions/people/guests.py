"""Guests: people without an account who came in by a share link, and the sessions that they look at a playlist in.

A link's secret has 256 random bits; like that of a guest's session, it is kept as a digest alone. Neither is a session
of Django's, and nothing else looks at them. Whether a guest is still in is asked anew each time.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from threading import Lock
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F, Max
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from events.errors import ContinuityError
from productions import projections
from productions.domain.names import clean_name
from productions.domain.share_link import ShareLink, ShareLinkRevoked
from productions.models import GuestRow, GuestViewRow, PlaylistRow, ProductionRow, ShareLinkRow, ShareSecretRow
from productions.people import limits
from productions.people.devices import device
from productions.people.signin import PAUSE, TooManyTries

NAMED = 80
"""The longest name of a guest, in characters: it has to stand over the picture."""
LASTING = timedelta(days=7)
"""How long a guest's session lasts at most; the link may end it before."""
SITTING = timedelta(minutes=10)
"""A pause behind which a take that is looked at again counts as another sitting."""
TOUCHED = timedelta(minutes=1)
"""How exactly it is known when a guest was last there."""
COOKIE = "continuity_guest_"
"""How the cookies of guests begin; the id of the link follows, so that a browser may hold several."""


class NoSuchLink(ContinuityError):
    """No link has this address, or another address was given out since."""

    code = "no-such-link"
    status = 404


class NotEntered(ContinuityError):
    """Nobody came in by the link in this browser, or too long ago."""

    code = "not-entered"
    status = 401


class LinkExpired(ContinuityError):
    """The link's time is over."""

    code = "link-expired"
    status = 410


class LinkClosed(ContinuityError):
    """What the link leads to was put away."""

    code = "link-closed"
    status = 410


class WrongLinkPassword(ContinuityError):
    """The link asks for a password, and this is not it."""

    code = "wrong-link-password"
    status = 403


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that opens something: in which production, with what stands in the record of it."""

    id: UUID
    log: UUID
    state: ShareLink

    @property
    def playlist(self) -> UUID:
        """The playlist that it leads to."""
        assert self.state.playlist is not None, "it was made"
        return self.state.playlist


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who came in by a link that still opens something."""

    person: UUID
    name: str
    link: Opened


def cookie(link: UUID) -> str:
    """Return the name of the cookie in which a browser keeps the session of a link."""
    return f"{COOKIE}{link.hex}"


def fresh() -> str:
    """Return a secret of 256 random bits as text for addresses."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return the digest under which a secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keep_secret(link: UUID, secret: str, password: str) -> None:
    """Let a link be opened by this secret alone, and by a password where one is given."""
    kept = {"digest": digest(secret), "password": make_password(password) if password else ""}
    ShareSecretRow.objects.update_or_create(link=link, defaults=kept)


def opened(links: Iterable[UUID]) -> dict[UUID, Opened | ContinuityError]:
    """Return links by id as they stand now, or why they open nothing; those that do not exist are missing."""
    rows = {row.id: row for row in ShareLinkRow.objects.filter(id__in=set(links))}
    states = {id_: projections.share_links.read(row.version, row.state, row.causes).state for id_, row in rows.items()}
    lists = {state.playlist for state in states.values() if state.playlist}
    away = set(PlaylistRow.objects.filter(id__in=lists, status="put_away").values_list("id", flat=True))
    logs = {row.log for row in rows.values()}
    archived = set(ProductionRow.objects.filter(id__in=logs, archived=True).values_list("id", flat=True))
    now = timezone.now()
    stand = dict[UUID, Opened | ContinuityError]()
    for id_, state in states.items():
        closed = state.playlist in away or rows[id_].log in archived
        stand[id_] = _why(state, now, closed=closed) or Opened(id_, rows[id_].log, state)
    return stand


def _why(state: ShareLink, now: datetime, *, closed: bool) -> ContinuityError | None:
    if state.revoked:
        return ShareLinkRevoked("This link was revoked.")
    if state.ends <= now:
        return LinkExpired("This link's time is over.")
    return LinkClosed("What this link leads to was put away.") if closed else None


def by_secret(request: HttpRequest, link: UUID, secret: str) -> Opened:
    """Return a link that somebody holds the address of. NoSuchLink, or ContinuityError that says why it opens nothing.

    Who holds no address of it learns nothing, not even that it exists; and may not try for long.
    """
    row = ShareSecretRow.objects.filter(link=link).first()
    if row is None or not constant_time_compare(row.digest, digest(secret)):
        with _counted(request, f"share link {link} address"):
            raise NoSuchLink("No link has this address. Ask whoever sent it to you for another one.")
    stands = opened([link]).get(link)
    if stands is None:
        raise NoSuchLink("No link has this address. Ask whoever sent it to you for another one.")
    if isinstance(stands, ContinuityError):
        raise stands
    return stands


def check_link_password(request: HttpRequest, link: Opened, password: str) -> None:
    """Raise WrongLinkPassword unless the link asks for this one or for none; TooManyTries after some wrong ones."""
    kept = ShareSecretRow.objects.filter(link=link.id).values_list("password", flat=True).first()
    if not kept:
        return
    with _counted(request, counted(link.id)):
        if not check_password(password, kept):
            raise WrongLinkPassword("This is not the password of the link.")


_one_at_a_time = [Lock() for _ in range(64)]


@contextmanager
def _counted(request: HttpRequest, what: str) -> Iterator[None]:
    """Count what fails within as `limits` counts passwords, one at a time; TooManyTries once there are enough."""
    credentials = {"username": what}
    with _one_at_a_time[hash(what) % len(_one_at_a_time)]:
        if not AxesProxyHandler.is_allowed(request, credentials):
            raise TooManyTries("Too many tries. Wait a few minutes.", retry_after=PAUSE)
        try:
            yield
        except ContinuityError:
            AxesProxyHandler.user_login_failed(__name__, credentials, request)
            raise
    reset(username=limits.counted_as(request, credentials))


def clean_guest_name(name: str) -> str:
    """Return what a guest is called. InvalidName."""
    return clean_name(name, NAMED)


def admit(request: HttpRequest, link: UUID, person: UUID, name: str) -> str:
    """Note who comes in, and return the secret of their session."""
    secret = fresh()
    GuestRow.objects.create(
        person=person,
        link=link,
        name=name,
        secret=digest(secret),
        address=kept_address(request.META.get("REMOTE_ADDR", "")),
        device=device(request.headers.get("User-Agent", "")),
    )
    return secret


def counted(link: UUID) -> str:
    """Return under which name wrong passwords of a link are counted."""
    return f"share link {link} password"


def present(link: UUID, secret: str) -> Guest:
    """Return who a session speaks for. NotEntered, or ContinuityError that says why the link opens nothing any more."""
    guest = seen([(link, secret)])[link, secret]
    if isinstance(guest, ContinuityError):
        raise guest
    return guest


def is_in(link: UUID, secret: str) -> bool:
    """Return whether a session speaks for somebody just now."""
    return isinstance(seen([(link, secret)])[link, secret], Guest)


def seen(sessions: Iterable[tuple[UUID, str]]) -> dict[tuple[UUID, str], Guest | ContinuityError]:
    """Return by link and secret who sessions speak for, or why for nobody, all of them in a few looks."""
    asked = {session: digest(session[1]) for session in sessions}
    rows = {row.secret: row for row in GuestRow.objects.filter(secret__in=set(asked.values()), erased=False)}
    stand = opened({link for link, _ in asked})
    now = timezone.now()
    told = dict[tuple[UUID, str], Guest | ContinuityError]()
    for session, kept in asked.items():
        row, link = rows.get(kept), stand.get(session[0])
        mine = row and constant_time_compare(row.secret, kept) and row.link == session[0]
        if row is None or link is None or not mine or now - row.entered_at > LASTING:
            told[session] = NotEntered("Open the link that you were sent, and come in by it.")
        else:
            told[session] = link if isinstance(link, ContinuityError) else Guest(row.person, row.name, link)
    late = [row.person for row in rows.values() if now - row.seen_at >= TOUCHED]
    if late:
        GuestRow.objects.filter(person__in=late).update(seen_at=now)
    return told


def still_in(people: Collection[UUID]) -> set[UUID]:
    """Return which guests have a session by which they may come back, of a link that still opens something."""
    rows = GuestRow.objects.filter(person__in=people, erased=False, entered_at__gt=timezone.now() - LASTING)
    came = dict(rows.exclude(secret="").values_list("person", "link"))
    stand = opened(came.values())
    return {person for person, link in came.items() if isinstance(stand.get(link), Opened)}


def mark_of(person: UUID) -> str:
    """Return the number that stands beside a guest's name in pictures, since anybody may give any name at the door."""
    return person.hex[-6:].upper()


def leave(person: UUID) -> None:
    """End a guest's session."""
    GuestRow.objects.filter(person=person).update(secret="")


def note_view(guest: UUID, take: UUID, shot: UUID) -> None:
    """Note that the film of a take goes out to a guest; it comes in parts, of which one sitting is made."""
    now = timezone.now()
    view, made = GuestViewRow.objects.get_or_create(guest_id=guest, take=take, defaults={"shot": shot})
    if not made and now - view.last_at >= timedelta(seconds=5):
        again = 1 if now - view.last_at >= SITTING else 0
        GuestViewRow.objects.filter(id=view.id).update(last_at=now, sittings=F("sittings") + again)


def of_link(link: UUID) -> list[GuestRow]:
    """Return who came in by a link, the newest first, with what they looked at."""
    return list(GuestRow.objects.filter(link=link).order_by("-entered_at").prefetch_related("views"))


def last_seen(links: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return by link when a guest was there last; those by which nobody came in are missing."""
    rows = GuestRow.objects.filter(link__in=set(links)).values("link").annotate(at=Max("seen_at"))
    return {row["link"]: row["at"] for row in rows}


def people_of(link: UUID) -> set[UUID]:
    """Return the opaque ids of all who came in by a link."""
    return set(GuestRow.objects.filter(link=link).values_list("person", flat=True))


def forget(person: UUID) -> None:
    """Empty what says who a guest is, and end their session; that they looked at takes stays, of nobody."""
    GuestRow.objects.filter(person=person).update(name="", address="", device="", secret="", erased=True)


def kept_address(address: str) -> str:
    """Return what is kept of the address of a guest, as GUEST_ADDRESSES says: whole, its network, or nothing."""
    try:
        said = ip_address(address)
    except ValueError:
        return ""
    match settings.GUEST_ADDRESSES:
        case "whole":
            return str(said)
        case "network":
            return str(ip_network((said, 24 if said.version == 4 else 48), strict=False))
    return ""
