"""Accounts of machines: they sign in by token alone, are members of nothing, and nobody has a password to them."""

from uuid import UUID

from django.db import transaction

from productions.models import User
from productions.people import tokens

PREFIX = "machine-"


def open_account(name: str, days: int) -> tuple[UUID, str]:
    """Return the person of a machine's account, made where there is none, and a new token in place of older ones."""
    with transaction.atomic():
        user, _ = User.objects.get_or_create(username=f"{PREFIX}{name}", defaults={"first_name": name})
        user.is_active = True
        user.set_unusable_password()
        user.save()
        tokens.revoke_all(user)
        return user.person, tokens.make(user, "Files of the studio", days)[1]


def close_account(name: str) -> None:
    """Let the machine's account sign in no more."""
    for user in User.objects.filter(username=f"{PREFIX}{name}"):
        tokens.revoke_all(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
