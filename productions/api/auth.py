"""Signing in: tokens for programs, sessions for the page."""

from collections.abc import Sequence
from typing import Any, ClassVar

import msgspec
from django.contrib.auth import logout
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from productions import queries
from productions.api import shapes, showing
from productions.api.http import fields, parsing
from productions.api.http.base import View
from productions.api.http.openapi import ref
from productions.api.http.operations import Body
from productions.api.http.sessions import HeaderSession
from productions.api.tokens import Days, TokenGiven, given
from productions.models import User
from productions.people import browsers, limits, sessions, tokens
from productions.people.signin import sign_in


class Credentials(Body):
    """A user name and its password."""

    username: str
    password: str


class TokenAsked(Credentials):
    """Whose token it shall be, what it is for, and for how many days."""

    name: fields.TokenName = tokens.BY_PASSWORD
    days: Days = tokens.USUAL_DAYS


class Waiting(msgspec.Struct):
    """How many shots wait for my work, and how many of these were due before today, in UTC."""

    shots: int
    late: int


class Session(msgspec.Struct):
    """Who is signed in by cookie, null for nobody; send `csrf_token` as X-CSRFToken with every write."""

    person: shapes.Person | None
    csrf_token: str
    work: Waiting | None = None


class _Open(View):
    """A view that asks for no sign-in; whoever comes with a session must show the CSRF token."""

    authentication_classes: Sequence[Any] = (HeaderSession,)
    permission_classes = (AllowAny,)
    largest: ClassVar[int] = 8192

    def signed_in(self, asked: Credentials) -> User:
        """Return the account of the name and password."""
        return sign_in(self.request._request, asked.username[:1000], asked.password[:1000])


class TokenView(_Open):
    authentication_classes = ()

    @extend_schema(
        operation_id="auth_token",
        summary="A token for a program, for a user name and a password",
        request={"application/json": ref(TokenAsked)},
        responses={200: ref(TokenGiven)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request) -> HttpResponse:
        asked = parsing.convert(parsing.content(request, self.largest), TokenAsked)
        return self.secret(given(*tokens.make(self.signed_in(asked), asked.name, asked.days)))


class SessionView(_Open):
    @extend_schema(operation_id="auth_session_read", summary="Who is signed in here", responses={200: ref(Session)})
    def get(self, request: Request) -> HttpResponse:
        return self._session(request)

    @extend_schema(
        operation_id="auth_sign_in",
        summary="Begin a session",
        request={"application/json": ref(Credentials)},
        responses={200: ref(Session)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request) -> HttpResponse:
        HeaderSession().enforce_csrf(request)
        asked = parsing.convert(parsing.content(request, self.largest), Credentials)
        user = self.signed_in(asked)
        sessions.begin(request._request, user)
        request.user = user
        response = self._session(request)
        browsers.remember(request._request, response, limits.account(asked.username))
        return response

    @extend_schema(operation_id="auth_sign_out", summary="End the session", request=None, responses={200: ref(Session)})
    def delete(self, request: Request) -> HttpResponse:
        HeaderSession().enforce_csrf(request)
        logout(request._request)
        return self.secret(Session(None, get_token(request._request)))

    def _session(self, request: Request) -> HttpResponse:
        if not isinstance(request.user, User):
            return self.secret(Session(None, get_token(request._request)))
        waiting = Waiting(*queries.open_work(request.user.person, timezone.now().date().isoformat()))
        return self.secret(Session(showing.of_person(request.user), get_token(request._request), waiting))
