"""Guests at the door: ask what a share link wants, come in by it, leave. What they see there is another room's.

A guest is nobody to all other addresses: these alone look at the cookie, and each for its own link.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import uuid6
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from events.errors import ContinuityError
from productions import commands
from productions.api.http import fields, parsing
from productions.api.http.base import View, context
from productions.api.http.openapi import ref
from productions.api.http.operations import Body
from productions.domain.share_link import GuestRight
from productions.people import browsers, guests, limits
from productions.people.guests import Guest, Opened

LARGEST = 64 << 10
"""Bytes of what a guest says, a drawing included."""


class ForeignOrigin(ContinuityError):
    """A page from elsewhere asks, with the cookie of this one."""

    code = "foreign-origin"
    status = 403


class LinkHeld(Body):
    """The secret of the link: what stands behind # in its address."""

    secret: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class ComeIn(LinkHeld):
    """Under which name, with the password where the link asks for one."""

    name: Annotated[str, fields.named(guests.NAMED)]
    password: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class LinkAsks(msgspec.Struct):
    """What a link asks for, and what it lets people do, of whoever holds its address. `may`: look, or comment too."""

    password: bool
    may: GuestRight
    watermark: bool
    expires_at: datetime


class CameIn(msgspec.Struct):
    """Under which name somebody came in."""

    name: str


class Left(msgspec.Struct):
    """That nobody is in any more."""

    left: bool = True


class DoorView(View):
    """A view that knows nobody; what it says is kept nowhere."""

    authentication_classes: Sequence[Any] = ()
    permission_classes = (AllowAny,)
    largest: ClassVar[int] = LARGEST

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _ours(request):
            raise ForeignOrigin("This comes from another page than the one of the link.")


class GuestView(DoorView):
    """A view for a guest who is in. `guest` is asked for anew each time: NotEntered, or why the link opens nothing."""

    guest: Guest

    @property
    def actor(self) -> UUID:
        """The guest, by opaque id."""
        return self.guest.person

    def initial(self, request: Request, *args: Any, link: UUID, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.guest = guests.present(link, request.COOKIES.get(guests.cookie(link), ""))


class LinkAskView(DoorView):
    @extend_schema(
        operation_id="guests_ask",
        summary="What a share link asks for, for who holds its address",
        request={"application/json": ref(LinkHeld)},
        responses={200: ref(LinkAsks)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, link: UUID) -> HttpResponse:
        asked = parsing.convert(parsing.content(request, self.largest), LinkHeld)
        state = guests.by_secret(request._request, link, asked.secret).state
        return self.secret(LinkAsks(state.protected, state.may, state.watermark, state.ends))


class GuestEnterView(DoorView):
    @extend_schema(
        operation_id="guests_enter",
        summary="Come in by a share link under a name; the cookie of the answer is the session",
        request={"application/json": ref(ComeIn)},
        responses={201: ref(CameIn)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, link: UUID) -> HttpResponse:
        asked = parsing.convert(parsing.content(request, self.largest), ComeIn)
        held = guests.by_secret(request._request, link, asked.secret)
        name = guests.clean_guest_name(asked.name)
        guests.check_link_password(request._request, held, asked.password)
        secret = self._admit(held, name)
        response = self.secret(CameIn(name), status=201)
        lasts = int(guests.LASTING.total_seconds())
        response.set_cookie(guests.cookie(link), secret, max_age=lasts, **_COOKIE)
        browsers.remember(request._request, response, limits.account(guests.counted(link)))
        return response

    def _admit(self, held: Opened, name: str) -> str:
        """The record of it and the session come about together."""
        who = context(self.request, uuid6.uuid7())
        with transaction.atomic():
            commands.enter_by_link(who, held.log, held.id)
            return guests.admit(self.request._request, held.id, who.actor, name)


class GuestLeaveView(GuestView):
    @extend_schema(operation_id="guests_leave", summary="Leave", request=None, responses={200: ref(Left)})
    def post(self, request: Request, link: UUID) -> HttpResponse:
        guests.leave(self.guest.person)
        response = self.secret(Left())
        response.delete_cookie(guests.cookie(link), path="/", samesite="Strict")
        return response


_COOKIE: dict[str, Any] = {
    "path": "/",
    "secure": settings.SESSION_COOKIE_SECURE,
    "httponly": True,
    "samesite": "Strict",
}


def _ours(request: Request) -> bool:
    """Whether a write comes from this site's own page, or from a program, which names no page."""
    origin = request.headers.get("Origin")
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    try:
        return urlsplit(origin).netloc.lower() == request._request.get_host().lower()
    except ValueError:
        return False
