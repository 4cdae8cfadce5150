"""Passwords: one way in for people, as often as `limits` lets them guess."""

from threading import Lock

from axes.utils import reset
from django.contrib.auth import authenticate
from django.http import HttpRequest

from events.errors import ContinuityError
from productions.models import User
from productions.people import limits

PAUSE = 300
"""Seconds after which a full count is empty again, at the latest."""

_one_at_a_time = [Lock() for _ in range(64)]


class WrongPassword(ContinuityError):
    """No such account, a wrong password, or an account that is switched off: nobody learns which."""

    code = "wrong-password"
    status = 401


class TooManyTries(ContinuityError):
    """The name, whether or not there is such an account, or the network has seen too many wrong passwords.

    `retry_after` is in seconds.
    """

    code = "too-many-attempts"
    status = 429


def sign_in(request: HttpRequest, username: str, password: str) -> User:
    """Return the account of a name and password. WrongPassword, or TooManyTries."""
    counted = limits.counted_as(request, {"username": username})
    # axes looks at the count first and counts afterwards: tries side by side would outrun it.
    with _one_at_a_time[hash(counted) % len(_one_at_a_time)]:
        user = authenticate(request, username=username, password=password)
    if getattr(request, "axes_locked_out", False):
        raise TooManyTries("Too many wrong passwords. Wait a few minutes.", retry_after=PAUSE)
    if not isinstance(user, User):
        raise WrongPassword("This name and password do not fit together.")
    reset(username=counted)
    return user
