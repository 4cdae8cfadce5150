"""People: who has an account, and what is left of somebody who wants to be forgotten."""

from uuid import UUID

from django.db.models import Q

from events.errors import Refusal
from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import hold, hold_studio
from productions.domain import production as domain
from productions.domain.production import LastProducer, production
from productions.domain.studio import STUDIO, AddPerson, ErasePerson, studio
from productions.models import ProductionRow, ReplyRow, User
from productions.people import author_keys, limits, sessions, tokens
from productions.refusals import NotFound


class LastSuperuser(Refusal):
    """An installation keeps somebody who answers for it."""

    code = "last-superuser"


def add_person(context: Context, person: UUID) -> Receipt[None]:
    """Record in the studio's log that a person, by opaque id, has an account."""

    def work(batch: Batch) -> None:
        hold_studio(batch)
        batch.decide(studio, STUDIO, AddPerson(person))

    return execute(context, STUDIO, work)


def erase_person(context: Context, person: UUID, successor: UUID | None = None) -> Receipt[None]:
    """Destroy a person's profile and key, end what they are signed in with, and take them out of every production.

    Doing it again changes nothing. `successor` becomes producer wherever the person is the only one; without a
    successor that is refused (LastProducer), as is erasing the only superuser. NotFound without such an account.
    """

    def work(batch: Batch) -> None:
        for log in _productions_of(person):
            hold(log, alone=True)
            _leave(batch, log, person, successor)
        hold_studio(batch)
        _forget(person)
        batch.decide(studio, STUDIO, ErasePerson(person))

    return execute(context, STUDIO, work)


def _productions_of(person: UUID) -> list[UUID]:
    mine = ProductionRow.objects.filter(members__has_key=str(person))
    return list(mine.order_by("id").values_list("id", flat=True))


def _leave(batch: Batch, log: UUID, person: UUID, successor: UUID | None) -> None:
    state = batch.load(production, log, log=log).state
    others = [role for member, role in state.members.items() if member != person]
    if "producer" not in others and state.members.get(person) == "producer":
        if successor is None or successor == person:
            raise LastProducer(f"{state.name} has no other producer: name who takes over.", production=str(log))
        _put_in_charge(batch, log, state, successor)
    batch.decide(production, log, domain.RemoveMember(person), log=log)


def _put_in_charge(batch: Batch, log: UUID, state: domain.Production, successor: UUID) -> None:
    person = User.objects.filter(person=successor, is_active=True).values_list("person", flat=True).first()
    if person is None:
        raise NotFound("Nobody who could take over has this account.")
    known = person in state.members
    command = domain.ChangeRole(person, "producer") if known else domain.AddMember(person, "producer")
    batch.decide(production, log, command, log=log)


def _forget(person: UUID) -> None:
    """The account's row stays, empty, so that its opaque id belongs to nobody else and reads as erased."""
    user = User.objects.select_for_update().filter(person=person).first()
    if user is None:
        raise NotFound("There is no such person.")
    if user.is_superuser and not User.objects.exclude(id=user.id).filter(is_superuser=True, is_active=True).exists():
        raise LastSuperuser("This is the only superuser of the installation: make another one first.")
    author_keys.destroy(person)
    limits.forget(user.username)
    tokens.revoke_all(user)
    sessions.end_all(user)
    # Replies kept for repeated requests hold remarks and names, always beside the id of whose they are.
    ReplyRow.objects.filter(Q(person=person) | Q(body__contains=str(person))).delete()
    _empty(user)


def _empty(user: User) -> None:
    user.username = f"erased-{user.person}"
    user.first_name = user.last_name = user.email = ""
    user.last_login = None
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased = True
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()
