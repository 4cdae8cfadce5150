"""Share links: make one, give out its address, revoke it; let guests in, and erase them."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from events.decider import BEGAN
from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import hold
from productions.domain import share_link as domain
from productions.domain.playlist import playlist
from productions.domain.share_link import share_link
from productions.models import ReplyRow
from productions.people import author_keys, guests


def make_share_link(
    context: Context,
    log: UUID,
    id_: UUID,
    playlist_id: UUID,
    terms: domain.Terms,
) -> Receipt[UUID]:
    """Make a link to a playlist, which opens nothing until an address of it is given out. InvalidExpiry."""

    def work(batch: Batch) -> UUID:
        hold(log, alone=False)
        cause = batch.load(playlist, playlist_id).cause(BEGAN)
        asked = domain.MakeShareLink(playlist_id, context.actor, terms, timezone.now())
        batch.begin(share_link, id_)
        batch.decide(share_link, id_, asked, cause=cause)
        return id_

    return execute(context, log, work)


def give_address(
    context: Context, log: UUID, link: UUID, password: str = "", expected: int | None = None
) -> Receipt[str]:
    """Give out the address of a link, with a password of its own or none: the value is the secret in it.

    The address of before opens nothing from then on; who came in by it stays in.
    """
    secret = guests.fresh()

    def work(batch: Batch) -> str:
        batch.decide(share_link, link, domain.GiveAddress(bool(password)), expected=expected)
        guests.keep_secret(link, secret, password)
        return secret

    return execute(context, log, work)


def revoke_share_link(context: Context, log: UUID, link: UUID, expected: int | None = None) -> Receipt[None]:
    """Let a link open nothing any more: whoever came in by it is out, and their sockets are closed at the next look."""

    def work(batch: Batch) -> None:
        batch.decide(share_link, link, domain.RevokeShareLink(), expected=expected)

    return execute(context, log, work)


def enter_by_link(context: Context, log: UUID, link: UUID) -> Receipt[None]:
    """Record that the actor, a guest by opaque id, came in by a link."""

    def work(batch: Batch) -> None:
        batch.decide(share_link, link, domain.Enter(context.actor))

    return execute(context, log, work)


def erase_guest(context: Context, log: UUID, link: UUID, guest: UUID, expected: int | None = None) -> Receipt[None]:
    """Destroy what says who a guest is and the key of what they said; doing it again changes nothing. NoSuchGuest."""

    def work(batch: Batch) -> None:
        batch.decide(share_link, link, domain.EraseGuest(guest), expected=expected)
        guests.forget(guest)
        author_keys.destroy(guest)
        ReplyRow.objects.filter(Q(person=guest) | Q(body__contains=str(guest))).delete()

    return execute(context, log, work)
