"""What guests of share links are called, and what they read of others."""

from collections.abc import Collection
from uuid import UUID

from productions.models import GuestRow, PlaylistRow, User

ERASED_GUEST = "Erased guest"
STUDIO_S = "The studio"
"""What a member is called before guests who gave no name."""


def guest_names(people: Collection[UUID]) -> dict[UUID, str]:
    """Return what those of some people are called who came in by a share link: nobody takes them for a member."""
    rows = GuestRow.objects.filter(person__in=people).values_list("person", "name", "erased")
    return {person: ERASED_GUEST if erased else f"{name} (guest)" for person, name, erased in rows}


def names_for_guests(people: Collection[UUID]) -> dict[UUID, str]:
    """Return what guests read: guests as they called themselves, members by their name and never by their account's."""
    members = {user.person: user for user in User.objects.filter(person__in=people)}
    rows = GuestRow.objects.filter(person__in=people).values_list("person", "name", "erased")
    guests = {person: ERASED_GUEST if erased else name for person, name, erased in rows}
    return {**guests, **{id_: user.get_full_name() or STUDIO_S for id_, user in members.items()}}


def log_of_playlist(playlist: UUID) -> UUID | None:
    """Return the production of a playlist; None where there is none."""
    return PlaylistRow.objects.filter(id=playlist).values_list("log", flat=True).first()
