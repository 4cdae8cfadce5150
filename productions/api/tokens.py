"""The tokens of the asker's own programs: list, make, revoke."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from productions.api.http import fields, parsing
from productions.api.http.base import View
from productions.api.http.openapi import ref
from productions.api.http.operations import Body, page_of, reads
from productions.api.http.pages import listed
from productions.models import TokenRow
from productions.people import tokens
from productions.policy import Forbidden
from productions.refusals import NotFound

Days = Annotated[int, msgspec.Meta(ge=1, le=tokens.MOST_DAYS)]


class MakeToken(Body):
    """What the token is for, and for how many days it works."""

    name: fields.TokenName
    days: Days = tokens.USUAL_DAYS


class Token(msgspec.Struct):
    """A token, without what it is worth. `used_at` is exact to five minutes, null for never; `present` asks now."""

    id: UUID
    name: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    present: bool


class TokenGiven(msgspec.Struct):
    """Send it as `Authorization: Token <token>`. It is shown this once; `id` names it when it is to be revoked."""

    token: str
    person: UUID
    id: UUID
    name: str
    expires_at: datetime


class TokensRevoked(msgspec.Struct):
    """How many tokens work no more."""

    revoked: int


def given(row: TokenRow, secret: str) -> TokenGiven:
    """Return a new token as whoever asked for it gets it."""
    return TokenGiven(secret, row.user.person, row.id, row.name, tokens.ends(row))


class TokensView(View):
    @reads("auth_tokens_list", "My tokens that work, the newest first", Token, page=True)
    def get(self) -> msgspec.Struct:
        rows = [_shown(row, self.request) for row in tokens.of(self.person)]
        ready, following = listed(self.request, rows, lambda token: str(token.id))
        return page_of(Token)(ready, following)

    @extend_schema(
        operation_id="auth_tokens_make",
        summary="Make a token for a program of mine; it is shown this once",
        request={"application/json": ref(MakeToken)},
        responses={201: ref(TokenGiven)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request) -> HttpResponse:
        if isinstance(request.auth, TokenRow):
            raise Forbidden("A token makes no other, or whoever found one could stay. Sign in with your password.")
        asked = parsing.convert(parsing.content(request, self.largest), MakeToken)
        return self.secret(given(*tokens.make(self.person, asked.name, asked.days)), status=201)

    @extend_schema(
        operation_id="auth_tokens_revoke_all",
        summary="Revoke all my tokens; sockets that they opened are closed",
        request=None,
        responses={200: ref(TokensRevoked)},
    )
    def delete(self, request: Request) -> HttpResponse:
        return self.secret(TokensRevoked(tokens.revoke_all(self.person)))


class TokenRevokeView(View):
    @extend_schema(
        operation_id="auth_tokens_revoke",
        summary="Revoke a token of mine: it works no more, and sockets that it opened are closed",
        request=None,
        responses={200: ref(Token)},
    )
    def delete(self, request: Request, token: UUID) -> HttpResponse:
        for row in tokens.of(self.person):
            if row.id == token:
                row.delete()
                return self.secret(_shown(row, request))
        raise NotFound("There is no such token.")


def _shown(row: TokenRow, request: Request) -> Token:
    present = isinstance(request.auth, TokenRow) and request.auth.id == row.id
    return Token(row.id, row.name, row.created, tokens.ends(row), row.used_at, present)
