"""Browser sessions: Django's, in a table that says whose they are, with an idle limit and a longest duration.

A module with a `SessionStore` is what SESSION_ENGINE names. What a person reads about a session (device, address,
times) stands in its own data, so there is one place that ends with it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from productions.models import SessionRow, User
from productions.people.devices import device

TOUCHED = timedelta(minutes=5)
"""How exactly it is known when a session was last used: it is not written at every request."""


class SessionStore(DatabaseStore):
    """Writes whose session it is beside its data."""

    @classmethod
    def get_model_class(cls) -> type[SessionRow]:
        return SessionRow

    def create_model_instance(self, data: dict[str, Any]) -> SessionRow:
        row = super().create_model_instance(data)
        assert isinstance(row, SessionRow), "of the class above"
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


@dataclass(frozen=True, slots=True)
class Shown:
    """A session as its owner sees it; the id is not the cookie's secret. `present` is the one that asks."""

    id: UUID
    device: str
    address: str
    signed_in_at: datetime
    seen_at: datetime
    expires_at: datetime
    present: bool


def begin(request: HttpRequest, user: User) -> None:
    """Sign somebody in, in a fresh session; what has expired of anybody's is cleared away."""
    SessionRow.objects.filter(expire_date__lte=timezone.now()).delete()
    login(request, user)
    request.session["signed_in_at"] = request.session["seen_at"] = _now()
    _note(request)


def touch(request: HttpRequest) -> None:
    """Note that a session is in use, which begins its idle time anew."""
    if _now() - request.session.get("seen_at", 0) >= TOUCHED.total_seconds():
        request.session["seen_at"] = _now()
        request.session.setdefault("signed_in_at", _now())
        _note(request)


def of(user: User, present: str | None) -> Iterator[Shown]:
    """Yield a person's sessions, the one used last first. `present` is the key of the session that asks."""
    rows = SessionRow.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-expire_date")
    for row in rows:
        said = SessionStore().decode(row.session_data)
        yield Shown(
            id=_id(row.session_key),
            device=said.get("device", ""),
            address=said.get("address", ""),
            signed_in_at=_time(said.get("signed_in_at", 0)),
            seen_at=_time(said.get("seen_at", 0)),
            expires_at=row.expire_date,
            present=row.session_key == present,
        )


def end(user: User, session: UUID) -> bool:
    """End one session of a person; whether there was such a one."""
    keys = SessionRow.objects.filter(user=user).values_list("session_key", flat=True)
    return bool(SessionRow.objects.filter(session_key__in=[key for key in keys if _id(key) == session]).delete()[0])


def end_all(user: User, but: str | None = None) -> int:
    """End all sessions of a person but the one of a key; return how many."""
    return SessionRow.objects.filter(user=user).exclude(session_key=but).delete()[0]


def _note(request: HttpRequest) -> None:
    session = request.session
    session["device"] = device(request.headers.get("User-Agent", ""))
    session["address"] = request.META.get("REMOTE_ADDR", "")
    longest = session["signed_in_at"] + settings.SESSION_COOKIE_AGE - _now()
    session.set_expiry(max(1, min(int(settings.SESSION_IDLE.total_seconds()), longest)))


def _id(key: str) -> UUID:
    return UUID(bytes=hashlib.sha256(key.encode()).digest()[:16])


def _now() -> int:
    return int(timezone.now().timestamp())


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
