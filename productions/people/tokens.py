"""Tokens: how programs sign in. Made by a person with a name and an end, shown once, kept as a digest.

Knox makes and hashes them and has their table. Looking one up is ours: knox reads and clears all tokens of a person
at every request, and knows no password under which one was made.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from knox.crypto import hash_token

from events.errors import Refusal
from productions.domain.names import clean_name
from productions.models import TokenRow, User

USUAL_DAYS, MOST_DAYS = 30, 365
MOST = 1000
"""Tokens that a person may have at a time."""
BY_PASSWORD = "Signed in with a password"  # noqa: S105  a name
"""What a token is called that a program got for a password and gave no name."""
NAMED = 100
"""The longest name, in characters."""
TOUCHED = timedelta(minutes=5)
"""How exactly it is known when a token was last used: it is not written at every request."""


class TooManyTokens(Refusal):
    """A person has as many tokens as one may have: some must be revoked first."""

    code = "too-many-tokens"


def make(user: User, name: str, days: int = USUAL_DAYS) -> tuple[TokenRow, str]:
    """Return a new token and its secret, which nobody can read again. InvalidName, TooManyTokens.

    A program that signs in at every run keeps its way in: of those tokens the oldest makes room.
    """
    name = clean_name(name, NAMED)
    TokenRow.objects.filter(expiry__lte=timezone.now()).delete()
    if name == BY_PASSWORD:
        _make_room(user)
    if TokenRow.objects.filter(user=user).count() >= MOST:
        raise TooManyTokens(f"You have {MOST} tokens. Revoke those that you no longer need.", most=MOST)
    made = TokenRow.objects.create(user, timedelta(days=days), name=name, password=user.get_session_auth_hash())
    row, secret = made
    return row, secret


def _make_room(user: User) -> None:
    surplus = TokenRow.objects.filter(user=user).count() - MOST + 1
    if surplus > 0:
        oldest = TokenRow.objects.filter(user=user, name=BY_PASSWORD).order_by("created")[:surplus]
        TokenRow.objects.filter(id__in=[row.id for row in oldest]).delete()


def holder(secret: str) -> TokenRow | None:
    """Return a token with its account; None for one that is unknown, revoked, expired or of an older password."""
    return holders([secret]).get(secret)


def holders(secrets: Iterable[str]) -> dict[str, TokenRow]:
    """Return by secret those tokens that are worth something, with their accounts, in one look."""
    now, asked = timezone.now(), {hash_token(secret): secret for secret in secrets}
    live = TokenRow.objects.select_related("user").filter(expiry__gt=now, user__is_active=True)
    rows = [row for row in live.filter(digest__in=list(asked)) if _of_today(row)]
    used = [row.id for row in rows if row.used_at is None or now - row.used_at >= TOUCHED]
    if used:
        TokenRow.objects.filter(id__in=used).update(used_at=now)
    return {asked[row.digest]: row for row in rows}


def of(user: User) -> list[TokenRow]:
    """Return a person's tokens that are worth something, the newest first."""
    rows = TokenRow.objects.select_related("user").filter(user=user, expiry__gt=timezone.now())
    return [row for row in rows.order_by("-created", "-id") if _of_today(row)]


def revoke_all(user: User) -> int:
    """Revoke all tokens of a person; return how many there were."""
    count, _ = TokenRow.objects.filter(user=user).delete()
    return int(count)


def ends(row: TokenRow) -> datetime:
    """Return when a token ends."""
    end: datetime | None = row.expiry
    assert end is not None, "every token is made with an end"
    return end


def _of_today(row: TokenRow) -> bool:
    """Whether the password is still the one under which the token was made, or the secret key behind both is newer."""
    now = (row.user.get_session_auth_hash(), *row.user.get_session_auth_fallback_hash())
    return any(constant_time_compare(row.password, each) for each in now)
