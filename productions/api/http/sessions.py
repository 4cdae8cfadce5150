"""Browser sessions, whose CSRF token comes as a header alone, so that a body may be anything and stays unread."""

from typing import Any

from django.http import QueryDict
from drf_spectacular.authentication import SessionScheme
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from productions.people.sessions import touch


class HeaderSession(SessionAuthentication):
    """Signs in by cookie; a write must bring the token as X-CSRFToken. Being used keeps a session from going idle."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        """Return who a session speaks for; None without one."""
        signed_in = super().authenticate(request)
        if signed_in:
            touch(request._request)
        return signed_in

    def enforce_csrf(self, request: Request) -> None:
        """Raise PermissionDenied unless the header holds the token. Django would look for it in a form first."""
        plain = request._request
        plain.POST = QueryDict()
        super().enforce_csrf(plain)  # type: ignore[arg-type]  # it reads what both kinds of request have


class HeaderSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]  # the library registers subclasses
    """How the API's description names it."""

    target_class = "productions.api.http.sessions.HeaderSession"
