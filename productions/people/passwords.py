"""Changing a password: weak ones are refused with the reason, and all that an older one let in ends."""

import string
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY, update_session_auth_hash
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
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

_ALONG = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "1qaz2wsx3edc4rfv5tgb6yhn"),
    *("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm,./", "yxcvbnm,.-"),
)
"""Rows of the alphabet and of keyboards."""
_ROWS = " ".join((*_ALONG, *(row[::-1] for row in _ALONG)))
_LONGEST_ROW = max(map(len, _ALONG))
_TRIMMINGS = string.digits + string.punctuation + string.whitespace
_LEET = str.maketrans("@4310$57", "aaeiosst")
_OURS = ("continuity", "film", "production", "director", "producer", "welcome", "winter", "summer", "spring", "autumn")
_COMMON = CommonPasswordValidator()


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


class GuessableValidator:
    """One of AUTH_PASSWORD_VALIDATORS: a common word is not made better by a year behind it, nor a row of keys by its
    length."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for rows of the alphabet or the keyboard, and for common words with trimmings."""
        said = password.casefold()
        if _left_of_rows(said) < FEWEST:
            raise ValidationError("This password is a row of letters or keys.")
        if any(_is_common(word) for word in (said.strip(_TRIMMINGS), said.translate(_LEET).strip(_TRIMMINGS))):
            raise ValidationError("This password is a common word with something added.")

    def get_help_text(self) -> str:
        """Return what to mind."""
        return "Your password can't be a common word with something added, or a row of keys."


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


def _left_of_rows(said: str) -> int:
    """How many characters are left beside rows of three and more that lie side by side in the alphabet or on keys."""
    left = at = 0
    while at < len(said):
        longest = max(
            (end for end in range(at + 3, min(len(said), at + _LONGEST_ROW) + 1) if said[at:end] in _ROWS), default=at
        )
        left += longest == at
        at = max(longest, at + 1)
    return left


def _is_common(word: str) -> bool:
    """Whether a word, or what it repeats, stands among the passwords that everybody tries first."""
    once = word[: (word + word).find(word, 1)] if word else ""
    return len(once) > 3 and (once in _COMMON.passwords or once in _OURS)


def _demand(fresh: str, user: User) -> None:
    try:
        validate_password(fresh, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password", reasons=error.messages) from None
