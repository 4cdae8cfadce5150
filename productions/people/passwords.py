"""Changing a password: weak ones are refused with the reason, and all that an older one let in ends."""

from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from events.errors import ContinuityError
from productions.models import User
from productions.people import sessions, signin, tokens

FEWEST = 5
"""Different characters of a password."""
LONGEST = 1000
"""Characters of a password: no more are looked at when somebody signs in."""


class WeakPassword(ContinuityError):
    """The new password is too easy to guess; `reasons` says why, one sentence each."""

    code = "weak-password"
    status = 422


class NotYourPassword(ContinuityError):
    """The password that was given as the present one is not."""

    code = "wrong-current-password"
    status = 422


@dataclass(frozen=True, slots=True)
class EndedAccess:
    """How many sessions, beside the present one, and tokens ended with the old password."""

    sessions: int
    tokens: int


class RepetitionValidator:
    """One of AUTH_PASSWORD_VALIDATORS: a short password is not made better by saying it twice."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a piece that is repeated, and for hardly any characters in whatever order."""
        said = password.casefold()
        if said in f"{said}{said}"[1:-1] or len(set(said)) < FEWEST:
            raise ValidationError("This password repeats itself.")

    def get_help_text(self) -> str:
        """Return what to mind."""
        return "Your password can't be a repetition."


class MaximumLengthValidator:
    """One of AUTH_PASSWORD_VALIDATORS: what is longer could not be signed in with."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password of which only the beginning would count."""
        if len(password) > LONGEST:
            raise ValidationError(f"This password is too long. It may have at most {LONGEST} characters.")

    def get_help_text(self) -> str:
        """Return what to mind."""
        return f"Your password may have at most {LONGEST} characters."


def change(request: HttpRequest, user: User, current: str, fresh: str) -> EndedAccess:
    """Give an account another password; of its sessions only the one that asks goes on.

    NotYourPassword or TooManyTries for the present one, WeakPassword for the new one.
    """
    try:
        signin.sign_in(request, user.username, current)
    except signin.WrongPassword:
        raise NotYourPassword("This is not your present password.", field="current") from None
    _demand(fresh, user)
    with transaction.atomic():
        user.set_password(fresh)
        user.save(update_fields=["password"])
        if SESSION_KEY in request.session:
            update_session_auth_hash(request, user)
        return EndedAccess(sessions.end_all(user, but=request.session.session_key), tokens.revoke_all(user))


def _demand(fresh: str, user: User) -> None:
    try:
        validate_password(fresh, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password", reasons=error.messages) from None
