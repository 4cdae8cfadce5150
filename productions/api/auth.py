"""Signing in: tokens for programs, sessions for the page; and who I am."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.authtoken.models import Token
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from productions import queries
from productions.api import shapes, showing
from productions.api.http import parsing
from productions.api.http.base import View
from productions.api.http.openapi import ref
from productions.api.http.operations import reads
from productions.api.http.sessions import HeaderSession
from productions.models import User
from productions.people.signin import sign_in


class Credentials(msgspec.Struct, forbid_unknown_fields=True):
    """A user name and its password."""

    username: str
    password: str


class TokenGiven(msgspec.Struct):
    """Send it as `Authorization: Token <token>`."""

    token: str
    person: UUID


class Session(msgspec.Struct):
    """Who is signed in by cookie, null for nobody; send `csrf_token` as X-CSRFToken with every write."""

    person: shapes.Person | None
    csrf_token: str


CREDENTIALS = {"application/json": ref(Credentials)}


class MeView(View):
    @reads("me_read", "Who I am and where I am a member", shapes.Me)
    def get(self) -> shapes.Me:
        found = queries.productions_of(self.person.person)
        return shapes.Me(
            **msgspec.structs.asdict(_person(self.person)),
            productions=[showing.of_production(id_, state, self.person.person) for id_, state in found.items()],
        )


class _Open(View):
    """A view that asks for no sign-in; whoever comes with a session must show the CSRF token."""

    authentication_classes: Sequence[Any] = (HeaderSession,)
    permission_classes = (AllowAny,)
    largest: ClassVar[int] = 8192

    def credentials(self) -> User:
        """Return the account of the name and password in the body."""
        asked = parsing.convert(parsing.content(self.request, self.largest), Credentials)
        return sign_in(self.request, asked.username[:1000], asked.password[:1000])

    def secret(self, value: msgspec.Struct) -> HttpResponse:
        """Answer with something that nobody may keep."""
        response = HttpResponse(msgspec.json.encode(value), content_type="application/json")
        response["Cache-Control"] = "no-store"
        return response


class TokenView(_Open):
    authentication_classes = ()

    @extend_schema(
        operation_id="auth_token",
        summary="A token for a program",
        request=CREDENTIALS,
        extensions={"x-body-required": True},
        responses={200: ref(TokenGiven)},
    )
    def post(self, request: Request) -> HttpResponse:
        user = self.credentials()
        token, _ = Token.objects.get_or_create(user=user)
        return self.secret(TokenGiven(token.key, user.person))


class SessionView(_Open):
    @extend_schema(operation_id="auth_session_read", summary="Who is signed in here", responses={200: ref(Session)})
    def get(self, request: Request) -> HttpResponse:
        return self._session(request)

    @extend_schema(
        operation_id="auth_sign_in",
        summary="Begin a session",
        request=CREDENTIALS,
        extensions={"x-body-required": True},
        responses={200: ref(Session)},
    )
    def post(self, request: Request) -> HttpResponse:
        HeaderSession().enforce_csrf(request)
        user = self.credentials()
        login(request._request, user)
        request.user = user
        return self._session(request)

    @extend_schema(operation_id="auth_sign_out", summary="End the session", request=None, responses={200: ref(Session)})
    def delete(self, request: Request) -> HttpResponse:
        HeaderSession().enforce_csrf(request)
        logout(request._request)
        return self.secret(Session(None, get_token(request._request)))

    def _session(self, request: Request) -> HttpResponse:
        person = _person(request.user) if isinstance(request.user, User) else None
        return self.secret(Session(person, get_token(request._request)))


def _person(user: User) -> shapes.Person:
    return shapes.Person(user.person, user.username, queries.called(user), user.is_superuser)
