"""Erasing a person: the profile and the key go, the facts and their proofs stay."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import uuid6
from django.core.management import CommandError, call_command
from django.db import connection

from events import store
from events.rebuild import rebuild
from productions import commands, queries
from productions.commands.people import LastSuperuser
from productions.domain.production import LastProducer
from productions.domain.studio import STUDIO, AddPerson, ErasePerson, PersonAdded, PersonErased, studio
from productions.history import feed
from productions.models import User
from productions.people import tokens
from productions.people.author_keys import AuthorErased as MayNotSpeak
from productions.refusals import NotFound
from tests.conftest import Sequencer
from tests.events.test_leaf import leaf_of
from tests.support.films import taken
from tests.support.making import context, production
from tests.support.specification import given

pytestmark = pytest.mark.django_db
ID = UUID(int=5)


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_URL = (tmp_path / "keys").as_uri()


@pytest.fixture
def ivo() -> User:
    """Somebody with a profile."""
    return User.objects.create_user("ivo@berg.example", "ivo@berg.example", "pw", first_name="Ivo", last_name="Berg")


@pytest.fixture
def story(ivo: User) -> tuple[UUID, UUID]:
    """A production in which Ivo reviewed a take and left a note."""
    by, ivos = context(), context(ivo.person)
    log = production(by)
    commands.add_person(by, ivo.person)
    commands.add_member(by, log, ivo.person, "reviewer")
    take = taken(by, log)
    commands.request_changes(ivos, log, take, "Her hat is wrong.", frame=2)
    commands.note_take(ivos, log, take, "Call me at home.")
    commands.note_take(by, log, take, "I did.")
    return log, take


def told(log: UUID, take: UUID) -> list[str]:
    return [event.sentence for event in feed.shown(log, store.read_stream(take), "producer")][1:]


def test_an_erasure_happens_once() -> None:
    given(studio, PersonAdded(person=ID)).when(ErasePerson(ID)).then(PersonErased(person=ID))
    given(studio, PersonErased(person=ID)).when(ErasePerson(ID)).then()
    given(studio, PersonErased(person=ID)).when(AddPerson(UUID(int=6))).then(PersonAdded(person=UUID(int=6)))


def test_what_an_erased_person_said_is_gone_and_what_others_said_stays(ivo: User, story: tuple[UUID, UUID]) -> None:
    commands.erase_person(context(), ivo.person)
    assert told(*story) == [
        "Changes to take 1 of SC010_0010 were requested at frame 2: the text was erased",
        "A note was left on take 1 of SC010_0010: the text was erased",
        "A note was left on take 1 of SC010_0010: “I did.”",
    ]
    shown = feed.shown(story[0], store.read_stream(story[1]), "producer")
    assert (shown[2].payload["text"], shown[2].payload["text_erased"]) == ("", True)
    assert (shown[2].actor.id, shown[2].actor.name) == (ivo.person, "Erased person")


def test_every_leaf_still_stands_and_every_row_rebuilds(
    ivo: User, story: tuple[UUID, UUID], sequencer: Sequencer
) -> None:
    sequencer.step()
    before = queries.moment(story[0])
    commands.erase_person(context(), ivo.person)
    sequencer.step()
    logs = [event for log in (story[0], STUDIO) for event in store.read_log(log)]
    assert len(logs) > 10 and [event for event in logs if event.leaf != leaf_of(event)] == []
    assert rebuild(check=True) == []
    assert queries.moment_at(story[0], before.position) == before
    assert store.read_log(STUDIO)[-1].event == PersonErased(person=ivo.person)


def test_nothing_of_the_profile_is_left_anywhere(ivo: User, story: tuple[UUID, UUID]) -> None:
    tokens.make(ivo, "nightly")
    commands.erase_person(context(), ivo.person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM productions_user t")
        accounts = cursor.fetchone()[0].lower()
    assert "berg" not in accounts and "ivo" not in accounts
    ivo.refresh_from_db()
    assert (ivo.is_active, ivo.has_usable_password(), ivo.last_login) == (False, False, None)
    assert tokens.of(ivo) == []
    assert queries.memberships(ivo.person) == {}


def test_no_event_ever_named_the_person(ivo: User, story: tuple[UUID, UUID]) -> None:
    commands.erase_person(context(), ivo.person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(payload::text || meta::text, ' ') FROM eventlog.event")
        written = cursor.fetchone()[0].lower()
    assert "quay" in written
    assert [word for word in ("ivo@", "berg", "example", "hat is wrong", "at home") if word in written] == []


def test_erasing_again_changes_nothing(ivo: User, story: tuple[UUID, UUID]) -> None:
    assert [event.type for event in commands.erase_person(context(), ivo.person).events] == [
        "production.member_removed",
        "studio.person_erased",
    ]
    assert commands.erase_person(context(), ivo.person).events == ()
    with pytest.raises(NotFound):
        commands.erase_person(context(), uuid6.uuid7())


def test_an_erased_person_says_nothing_more(ivo: User, story: tuple[UUID, UUID]) -> None:
    commands.erase_person(context(), ivo.person)
    with pytest.raises(MayNotSpeak):
        commands.note_take(context(ivo.person), *story, "Still here.")


def test_no_production_is_left_without_a_producer(ivo: User) -> None:
    log = production(context(ivo.person), script=None)
    with pytest.raises(LastProducer):
        commands.erase_person(context(), ivo.person)
    ivo.refresh_from_db()
    assert ivo.is_active
    joan = User.objects.create_user("joan")
    commands.erase_person(context(), ivo.person, successor=joan.person)
    assert queries.moment(log).production.state.members == {joan.person: "producer"}


def test_the_only_superuser_stays(ivo: User) -> None:
    User.objects.filter(id=ivo.id).update(is_superuser=True)
    with pytest.raises(LastSuperuser):
        commands.erase_person(context(), ivo.person)
    User.objects.create_superuser("joan")
    assert commands.erase_person(context(), ivo.person).events


def test_an_operator_erases_by_name(ivo: User, story: tuple[UUID, UUID], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("erase_person", "ivo@berg.example", "--yes")
    call_command("erase_person", str(ivo.person), "--yes")
    assert capsys.readouterr().out.splitlines() == [f"{ivo.person} is erased.", f"{ivo.person} was erased before."]
    with pytest.raises(CommandError, match="no account called ivo"):
        call_command("erase_person", "ivo@berg.example", "--yes")
