"""The members of a production and their roles."""

from typing import ClassVar
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.execution import Receipt
from productions import commands, queries
from productions.api import shapes
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, expected, page_of, reads, writes
from productions.api.http.pages import listed
from productions.api.rights import can
from productions.domain.production import NotAMember, Role
from productions.queries import listing


class NoSuchAccount(Refusal):
    """Nobody signs in by this name."""

    code = "no-such-account"
    status = 422


class AddMember(Asked):
    """An account, by user name, and the role that it gets."""

    username: str
    role: Role


class ChangeMember(Asked):
    """The member's new role."""

    role: Role


class MembersView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "manage"}

    @reads("members_list", "The members of a production", shapes.Member, page=True)
    def get(self, production: UUID) -> msgspec.Struct:
        ready, following = listed(self.request, _members(production), lambda member: str(member.person))
        rights = can(self.role, {"add": "manage", "change": "manage", "remove": "manage"})
        return page_of(shapes.Member)(ready, following, rights)

    @writes("members_add", "Make somebody a member", AddMember, shapes.Member, status=201)
    def post(self, asked: AddMember, production: UUID) -> tuple[Receipt[None], shapes.Member]:
        person = listing.person_called(asked.username)
        if person is None:
            raise NoSuchAccount("Nobody has an account of this name.", field="username")
        receipt = commands.add_member(self.context(), production, person, asked.role, expected(self, asked))
        return receipt, _member(production, person)


class MemberView(ProductionView):
    needs: ClassVar = {"GET": "read", "PATCH": "manage", "DELETE": "manage"}

    @reads("members_read", "A member", shapes.Member)
    def get(self, production: UUID, person: UUID) -> shapes.Member:
        return _member(production, person)

    @writes("members_change", "Give a member another role", ChangeMember, shapes.Member)
    def patch(self, asked: ChangeMember, production: UUID, person: UUID) -> tuple[Receipt[None], shapes.Member]:
        receipt = commands.change_role(self.context(), production, person, asked.role, expected(self, asked))
        return receipt, _member(production, person)

    @writes("members_remove", "Take a member out of the production", Asked, shapes.Member)
    def delete(self, asked: Asked, production: UUID, person: UUID) -> tuple[Receipt[None], shapes.Member]:
        before = _member(production, person)
        receipt = commands.remove_member(self.context(), production, person, expected(self, asked))
        version = listing.production(production).version
        return receipt, msgspec.structs.replace(before, version=version)


def _members(production: UUID) -> list[shapes.Member]:
    folded = listing.production(production)
    people = listing.people(folded.state.members)
    return [
        shapes.Member(
            person=person,
            username=user.username if (user := people.get(person)) else None,
            name=queries.called(user) if user else "somebody",
            role=role,
            version=folded.version,
        )
        for person, role in folded.state.members.items()
    ]


def _member(production: UUID, person: UUID) -> shapes.Member:
    for member in _members(production):
        if member.person == person:
            return member
    raise NotAMember("This person is no member of the production.")
