"""The asker's own account: who I am, my name, my password, my sessions."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from productions import queries
from productions.api import shapes, showing
from productions.api.http import fields, parsing
from productions.api.http.base import View
from productions.api.http.openapi import ref
from productions.api.http.operations import Body, page_of, reads
from productions.people import names, passwords, sessions
from productions.refusals import NotFound


class ChangeMe(Body):
    """What others read where I did something; empty for my user name."""

    name: fields.PersonName


class ChangePassword(Body):
    """The present password, and the one to have instead."""

    current: str
    password: str


class PasswordChanged(msgspec.Struct):
    """How many other sessions and tokens ended with the old password. `csrf_token` goes on with this session."""

    sessions: int
    tokens: int
    csrf_token: str


class OpenSession(msgspec.Struct):
    """A browser in which I am signed in; `seen_at` is exact to five minutes. Unused, it ends at `expires_at`."""

    id: UUID
    device: str
    address: str
    signed_in_at: datetime
    seen_at: datetime
    expires_at: datetime
    present: bool


class SessionsEnded(msgspec.Struct):
    """How many sessions ended."""

    ended: int


class MeView(View):
    @reads("me_read", "Who I am and where I am a member", shapes.Me)
    def get(self) -> shapes.Me:
        return self._me()

    @extend_schema(
        operation_id="me_change",
        summary="Change what I am called",
        request={"application/json": ref(ChangeMe)},
        responses={200: ref(shapes.Me)},
        extensions={"x-body-required": True},
    )
    def patch(self, request: Request) -> HttpResponse:
        asked = parsing.convert(parsing.content(request, self.largest), ChangeMe)
        names.call(self.person, asked.name)
        return self.secret(self._me())

    def _me(self) -> shapes.Me:
        states = queries.productions_of(self.person.person)
        return shapes.Me(
            **msgspec.structs.asdict(showing.of_person(self.person)),
            productions=[showing.of_production(id_, state, self.person.person) for id_, state in states.items()],
        )


class PasswordView(View):
    @extend_schema(
        operation_id="me_change_password",
        summary="Change my password; every other session and every token of mine ends",
        request={"application/json": ref(ChangePassword)},
        responses={200: ref(PasswordChanged)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request) -> HttpResponse:
        asked = parsing.convert(parsing.content(request, self.largest), ChangePassword)
        ended = passwords.change(request._request, self.person, asked.current, asked.password)
        return self.secret(PasswordChanged(ended.sessions, ended.tokens, get_token(request._request)))


class SessionsView(View):
    @reads("auth_sessions_list", "Where I am signed in: here, then where it was used last", OpenSession, page=True)
    def get(self) -> msgspec.Struct:
        mine = sessions.of(self.person, _present(self.request))
        first = sorted(mine, key=lambda each: not each.present)
        shown = [msgspec.convert(each, OpenSession, from_attributes=True) for each in first]
        return page_of(OpenSession)(shown, None)

    @extend_schema(
        operation_id="auth_sessions_end_others",
        summary="End all my sessions but this one; sockets that they opened are closed",
        request=None,
        responses={200: ref(SessionsEnded)},
    )
    def delete(self, request: Request) -> HttpResponse:
        return self.secret(SessionsEnded(sessions.end_all(self.person, but=_present(request))))


class SessionEndView(View):
    @extend_schema(
        operation_id="auth_sessions_end",
        summary="End a session of mine; sockets that it opened are closed",
        request=None,
        responses={200: ref(SessionsEnded)},
    )
    def delete(self, request: Request, session: UUID) -> HttpResponse:
        if not sessions.end(self.person, session):
            raise NotFound("There is no such session.")
        return self.secret(SessionsEnded(1))


def _present(request: Request) -> str | None:
    """The key of the session that asks; None for a token, whatever cookie comes along."""
    return request._request.session.session_key if request.auth is None else None
