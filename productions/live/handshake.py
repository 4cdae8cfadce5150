"""Who opens a socket: its origin, and the session or token that it brings."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import urlparse

from channels.security.websocket import OriginValidator
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from productions.models import User
from productions.people import tokens

PROTOCOL = "continuity"
"""The subprotocol that a browser names beside `token.<key>`."""
TOKEN = "token."  # noqa: S105  the prefix, not a secret

Scope = Mapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class SameOrigin(OriginValidator):
    """Refuses the handshake of pages from elsewhere, which a browser would send with this site's cookies.

    Channels compares origins; that this site's own host counts, as it is called in this very handshake, and that
    programs need not name an origin, is ours. So is the refusal: theirs would wait for the channel layer.
    """

    def __init__(self, inner: Application) -> None:
        super().__init__(inner, settings.CSRF_TRUSTED_ORIGINS)
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if self._welcome(_headers(scope)):
            await self._inner(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 4403})

    def _welcome(self, headers: Mapping[str, str]) -> bool:
        host, origin = headers.get("host", "").lower(), headers.get("origin")
        domain, _ = split_domain_port(host)
        if not validate_host(domain, settings.ALLOWED_HOSTS):
            return False
        return origin is None or self._ours(origin, host)

    def _ours(self, origin: str, host: str) -> bool:
        try:
            said = urlparse(origin)
            own = any(self.match_allowed_origin(said, f"{scheme}://{host}") for scheme in ("http", "https"))
            return own or self.validate_origin(said)
        except ValueError:  # its port is no number
            return False


def subprotocol(scope: Scope) -> str | None:
    """Return which of the offered subprotocols to answer with: a browser insists on one of its own."""
    offered = scope.get("subprotocols") or ()
    ours = [name for name in offered if name == PROTOCOL or name.startswith(TOKEN)]
    return PROTOCOL if PROTOCOL in ours else next(iter(ours), None)


def identify(scope: Scope) -> User | None:
    """Return the account behind a token, else behind a session; None for neither, and for closed accounts."""
    headers = _headers(scope)
    key = _token(headers, scope.get("subprotocols") or ())
    return _by_token(key) if key is not None else _by_session(headers.get("cookie", ""))


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin1").lower(): value.decode("latin1") for name, value in scope["headers"]}


def _token(headers: Mapping[str, str], offered: Iterable[str]) -> str | None:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "token":
        return key.strip()
    return next((name.removeprefix(TOKEN) for name in offered if name.startswith(TOKEN)), None)


def _by_token(key: str) -> User | None:
    found = tokens.holder(key)
    return found.user if found else None


def _by_session(cookies: str) -> User | None:
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if morsel is None:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(morsel.value)
    user = get_user(request)
    return user if isinstance(user, User) and user.is_active else None
