"""Who opens a socket: its origin, and the session or token that it brings."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, Literal, NamedTuple
from urllib.parse import urlparse

from channels.security.websocket import OriginValidator
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.http.request import split_domain_port, validate_host
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from productions.models import User
from productions.people import tokens
from productions.refusals import CloseCodes

PROTOCOL = "continuity"
"""The subprotocol that a browser names beside `token.<key>`."""
TOKEN = "token."  # noqa: S105  the prefix, not a secret

AsgiScope = Mapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class SameOrigin(OriginValidator):
    """Refuses the handshake of pages from elsewhere, which a browser would send with this site's cookies.

    Channels compares origins; that this site's own host counts, as it is called in this very handshake, and that
    programs need not name an origin, is ours. So is the refusal: theirs would wait for the channel layer.
    """

    def __init__(self, inner: Application) -> None:
        super().__init__(inner, settings.CSRF_TRUSTED_ORIGINS)
        self._inner = inner

    async def __call__(self, scope: AsgiScope, receive: Any, send: Any) -> None:
        if self._welcome(_headers(scope)):
            await self._inner(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": CloseCodes().no_member})

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


def subprotocol(scope: AsgiScope) -> str | None:
    """Return which of the offered subprotocols to answer with: a browser insists on one of its own."""
    offered = scope.get("subprotocols") or ()
    ours = [name for name in offered if name == PROTOCOL or name.startswith(TOKEN)]
    return PROTOCOL if PROTOCOL in ours else next(iter(ours), None)


class Credential(NamedTuple):
    """What a socket was opened with: the key of a token, else that of a session, empty where there is neither."""

    kind: Literal["token", "session"]
    key: str


def credential(scope: AsgiScope) -> Credential:
    """Return what a handshake brings."""
    headers = _headers(scope)
    key = _token(headers, scope.get("subprotocols") or ())
    return Credential("session", _session(headers.get("cookie", ""))) if key is None else Credential("token", key)


def identify(scope: AsgiScope) -> User | None:
    """Return the account behind a token, else behind a session; None for neither, and for closed accounts."""
    brought = credential(scope)
    return accounts([brought]).get(brought)


def accounts(credentials: Iterable[Credential]) -> dict[Credential, User]:
    """Return the accounts behind credentials, all at once; without those that stand for none, or for a closed one."""
    asked = set(credentials)
    tokens = {each.key for each in asked if each.kind == "token"}
    sessions = {each.key for each in asked if each.kind == "session" and each.key}
    by_token = _by_token(tokens) if tokens else {}
    by_session = _by_session(sessions) if sessions else {}
    pairs = ((each, (by_token if each.kind == "token" else by_session).get(each.key)) for each in asked)
    return {each: user for each, user in pairs if user is not None}


def _headers(scope: AsgiScope) -> dict[str, str]:
    return {name.decode("latin1").lower(): value.decode("latin1") for name, value in scope["headers"]}


def _token(headers: Mapping[str, str], offered: Iterable[str]) -> str | None:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "token":
        return key.strip()
    return next((name.removeprefix(TOKEN) for name in offered if name.startswith(TOKEN)), None)


def _by_token(keys: Collection[str]) -> dict[str, User]:
    return {key: token.user for key, token in tokens.holders(keys).items()}


def _session(cookies: str) -> str:
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _by_session(keys: Collection[str]) -> dict[str, User]:
    """As Django does for one session, for all of them in two looks."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    rows = store.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    said = {row.session_key: store(row.session_key).decode(row.session_data) for row in rows}
    wanted = {key: data[SESSION_KEY] for key, data in said.items() if SESSION_KEY in data}
    users = {str(user.pk): user for user in User.objects.filter(pk__in=set(wanted.values()), is_active=True)}
    pairs = ((key, users.get(id_)) for key, id_ in wanted.items())
    return {key: user for key, user in pairs if user and _same(user, said[key].get(HASH_SESSION_KEY, ""))}


def _same(user: User, said: str) -> bool:
    """Whether a session was begun with the password that the account has now."""
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return any(constant_time_compare(said, each) for each in hashes)
