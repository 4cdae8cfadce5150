"""Passwords: one way in for people, slowed down by account so that guessing does not pay."""

import hashlib

from django.contrib.auth import authenticate
from django.db import connection
from rest_framework.request import Request

from events.errors import ContinuityError
from productions.models import User

TRIES = 10
"""Wrong passwords that an account may see before it has to wait."""
PAUSE = 300
"""Seconds from the last try until an account may be tried afresh."""


class WrongPassword(ContinuityError):
    """No such account, a wrong password, or an account that is switched off: nobody learns which."""

    code = "wrong-password"
    status = 401


class TooManyTries(ContinuityError):
    """The account, whether or not it exists, has seen too many wrong passwords; `retry_after` is in seconds."""

    code = "too-many-attempts"
    status = 429


def sign_in(request: Request, username: str, password: str) -> User:
    """Return the account of a name and password. WrongPassword, or TooManyTries, whatever address it comes from."""
    account = _digest(username)
    if _count(account) > TRIES:
        raise TooManyTries("Too many wrong passwords for this account. Wait a few minutes.", retry_after=PAUSE)
    user = authenticate(request._request, username=username, password=password)
    if not isinstance(user, User):
        raise WrongPassword("This name and password do not fit together.")
    _forget(account)
    return user


def forget(username: str) -> None:
    """Forget how often an account was tried."""
    _forget(_digest(username))


def _digest(username: str) -> str:
    return hashlib.sha256(username.strip().casefold().encode()).hexdigest()


def _count(account: str) -> int:
    """Count a try before it is judged, so that parallel tries cannot outrun the count; return the tries so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO productions_sign_in AS known (account, tries, last_at) VALUES (%(account)s, 1, now())
               ON CONFLICT (account) DO UPDATE SET last_at = now(),
               tries = CASE WHEN known.last_at < now() - %(pause)s * interval '1 second' THEN 1
                       ELSE least(known.tries + 1, 1000000) END
               RETURNING tries""",
            {"account": account, "pause": PAUSE},
        )
        (tries,) = cursor.fetchone()
        return int(tries)


def _forget(account: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM productions_sign_in WHERE account = %s", [account])
