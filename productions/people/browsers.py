"""Browsers in which somebody signed in before, known by a signed cookie that tells nobody anything else."""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "continuity_browser"
SECONDS = 365 * 24 * 3600
MOST = 8
"""Accounts that a browser is known for; of more the newest."""


def known(request: HttpRequest, account: str) -> str | None:
    """Return the browser's own random name if the account, by digest, was signed in to here; None otherwise."""
    said = _said(request)
    return said["browser"] if account[:16] in said["accounts"] else None


def remember(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Note in the browser that the account was signed in to here."""
    said = _said(request)
    accounts = [account[:16], *(each for each in said["accounts"] if each != account[:16])]
    response.set_cookie(
        COOKIE,
        signing.dumps({**said, "accounts": accounts[:MOST]}, salt=COOKIE),
        max_age=SECONDS,
        path="/api/v1/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _said(request: HttpRequest) -> dict[str, Any]:
    try:
        said: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=SECONDS)
    except signing.BadSignature:
        return {"browser": secrets.token_urlsafe(16), "accounts": []}
    return said
