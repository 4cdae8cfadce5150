"""Programs: their token comes as `Authorization: Token <secret>`."""

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from productions.models import TokenRow, User
from productions.people import tokens


class HeaderToken(TokenAuthentication):  # type: ignore[misc]  # knox has no types
    """Signs in by token; `request.auth` is the token's row."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, TokenRow]:
        """Return who a token speaks for, and the token. AuthenticationFailed."""
        row = tokens.holder(token.decode("latin1"))
        if row is None:
            raise AuthenticationFailed("This token is unknown, revoked or expired.")
        return row.user, row


class HeaderTokenScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]  # the library registers subclasses
    """How the API's description names it."""

    target_class = "productions.api.http.tokens.HeaderToken"
    name = "tokenAuth"
