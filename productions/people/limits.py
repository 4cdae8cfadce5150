"""How often a password may be guessed, as django-axes is told it: by name, by network, and by browser.

Who signs in from a browser in which they signed in before (`browsers`) is counted in that browser alone. So nobody
else can lock them out of it, whatever they do with the name or from the same network. Everybody else shares one count
for each name, wherever it is tried from, and one for each network, whatever is tried there. Once a count is full,
further tries are refused unjudged and uncounted: the wait ends five minutes after the last try that was judged.

Ours is what axes has no setting for: names are kept as digests alone, since people type passwords into the wrong
field; networks may fail more often than names; and a right password clears the count of its name, never that of the
network, which whoever guesses there could otherwise clear by an account of their own.
"""

import hashlib
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from productions.people import browsers

SHARED = 5
"""How many times as often a network may fail as a name: many people may sit behind one address."""

GivenCredentials = Mapping[str, Any] | None


class Limits(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts in the database, a network's failures at a part of their number."""

    def get_failures(self, request: HttpRequest, credentials: GivenCredentials = None) -> int:
        """Return the failures that count, of the name or of the network, whichever are more."""
        by_name, *by_network = (_sum(attempts) for attempts in self.get_user_attempts(request, credentials))
        return max(by_name, *(failures // SHARED for failures in by_network), 0)


def account(username: str) -> str:
    """Return the digest under which tries of a name are counted."""
    return hashlib.sha256(username.strip().casefold().encode()).hexdigest()


def counted_as(request: HttpRequest, credentials: GivenCredentials = None) -> str:
    """Return whose count a try belongs to: the name's, or that of the browser that knows it."""
    name = account(str((credentials or {}).get("username") or ""))
    browser = browsers.known(request, name)
    return f"{name}:{browser}" if browser else name


def limited_by(request: HttpRequest, credentials: GivenCredentials = None) -> list[str]:
    """Return which counts close the door to a try."""
    return ["username"] if ":" in counted_as(request, credentials) else ["username", "ip_address"]


def network(request: HttpRequest) -> str | None:
    """Return the address that a try comes from, of IPv6 its network: one customer has 2^64 addresses and more.

    Behind a proxy uvicorn has put the address of the asker there, from the X-Forwarded-For of a proxy on this machine.
    """
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    return str(address if address.version == 4 else ip_network((address, 64), strict=False).network_address)


def answered(
    request: HttpRequest, response: HttpResponseBase, credentials: GivenCredentials = None
) -> HttpResponseBase:
    """Leave the view's own answer, a problem, as it is."""
    return response


def forget(username: str) -> None:
    """Forget how often a name was tried, in whatever browser."""
    AccessAttempt.objects.filter(username__startswith=account(username)).delete()


def _sum(attempts: Any) -> int:
    return sum(attempts.values_list("failures_since_start", flat=True))
