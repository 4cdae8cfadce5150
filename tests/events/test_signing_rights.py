"""Who may sign, by what the settings name: each `migrate` brings a changed configuration into force."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from psycopg import errors
from uuid6 import uuid7

from config.settings.base import database
from events import protection, roles, sequencer
from events.evidence import anchors, checkpoints, live
from tests.events.evidence.logs import signed_log
from tests.support.databases import Server

CHECKPOINT = "SELECT eventlog.checkpoint(gen_random_uuid(), 1, sha256('x'), 'x')"


@pytest.fixture(autouse=True)
def keys_folder(settings: Any, tmp_path: Path) -> None:
    """The signer's folder, of this test alone."""
    settings.SIGNING_KEYS = tmp_path / "keys" / "signing"


@pytest.fixture
def name(live_database: str, database_server: Server) -> Iterator[str]:
    yield str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    connections.close_all()


def migrate(server: Server, name: str, signer: str) -> None:
    """Run `migrate` as an installation does that names this role, or none, in DATABASE_SIGNER_URL."""
    named = {"DATABASE_APPLICATION_ROLE": server.app_role, "DATABASE_SIGNER_ROLE": signer}
    with override_settings(DATABASE_ADMIN=database(server.admin(name)), **named):
        call_command("migrate", verbosity=0)


def refused(url: str) -> bool:
    """Whether a role is refused the right to write a checkpoint, and not only this one."""
    with psycopg.connect(url) as caller:
        try:
            caller.execute(CHECKPOINT)
        except errors.InsufficientPrivilege:
            return True
        except errors.CheckViolation:
            return False
    raise AssertionError("a checkpoint of a log without events was taken")


def test_the_application_signs_where_no_signer_is_named_and_only_there(database_server: Server, name: str) -> None:
    for signer, weak in ((database_server.signer_role, []), ("", ["events.W007"]), (database_server.signer_role, [])):
        migrate(database_server, name, signer)
        assert refused(database_server.app(name)) == bool(signer)
        assert refused(database_server.signer(name)) == (not signer)
        assert [weakness.code for weakness in protection.weaknesses()] == weak


def test_a_role_that_signed_before_signs_no_more(database_server: Server, name: str) -> None:
    with database_server.maintenance() as maintenance:
        maintenance.execute(f"CREATE ROLE {(former := f'signer_{uuid7().hex}')} LOGIN")
    try:
        migrate(database_server, name, former)
        assert refused(database_server.signer(name))
        migrate(database_server, name, database_server.signer_role)
        assert not refused(database_server.signer(name))
        assert protection.weaknesses() == []
    finally:
        with psycopg.connect(database_server.admin(name), autocommit=True) as owner:
            owner.execute(f"GRANT {roles.OWNER} TO CURRENT_USER")
            owner.execute(f"DROP OWNED BY {former}")
            owner.execute(f"DROP ROLE {former}")


def test_a_signer_s_role_that_does_not_exist_is_said_plainly(database_server: Server, name: str) -> None:
    with pytest.raises(
        ImproperlyConfigured, match="DATABASE_SIGNER_URL signs in as nobody_here, and there is no such role"
    ):
        migrate(database_server, name, "nobody_here")
    assert refused(database_server.app(name)), "what was in force stays so"


def test_what_the_application_tries_to_sign_never_comes_to_verification(database_server: Server, name: str) -> None:
    log = signed_log((3, 6))
    with psycopg.connect(database_server.app(name)) as caller:
        for forged in ("checkpoint(%s, 6, sha256('x'), 'x')", "signing_key(sha256('x'), 2, %s::uuid::text)"):
            with pytest.raises(errors.InsufficientPrivilege):
                caller.execute(f"SELECT eventlog.{forged}", [log])
            caller.rollback()
    report = live.verify_log(log, lambda done, total, step: None)
    assert (report.verdict, report.notes) == ("verified", 2)


def test_a_role_of_its_own_is_enough_for_all_that_the_signer_does(
    database_server: Server, name: str, tmp_path: Path
) -> None:
    log, out = signed_log((3,)), StringIO()
    for what in ("once", "rotate", "key"):
        call_command("sign", f"--{what}", stdout=out)
    assert checkpoints.verifiers(log)[1] in out.getvalue()
    place = anchors.anchor(tmp_path.as_uri())
    with roles.signed_in(settings.DATABASE_SIGNER):
        assert place and anchors.carry(place) == 1
        sequencer.beat(connection, "signer")
    assert connection.settings_dict["USER"] == database_server.app_role
