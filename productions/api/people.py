"""The people of the installation."""

from uuid import UUID

import msgspec

from events.execution import Receipt
from productions import commands, policy
from productions.api.http.base import View
from productions.api.http.operations import Body, writes
from productions.api.members import NoSuchAccount
from productions.queries import listing


class Erase(Body):
    """`successor` is the user name of who becomes producer wherever the person is the only one."""

    successor: str | None = None


class Erased(msgspec.Struct):
    """All that is left of a person."""

    person: UUID
    erased: bool


class PersonEraseView(View):
    @writes("people_erase", "Destroy a person's profile and the key of their remarks, for ever", Erase, Erased)
    def post(self, asked: Erase, person: UUID) -> tuple[Receipt[None], Erased]:
        policy.require_studio(self.person)
        return commands.erase_person(self.context(), person, _successor(asked)), Erased(person, True)


def _successor(asked: Erase) -> UUID | None:
    if asked.successor is None:
        return None
    person = listing.person_called(asked.successor)
    if person is None:
        raise NoSuchAccount("Nobody has an account of this name.", field="successor")
    return person
