"""Machines that join: each has a role of its own in Postgres and an account of its own for files; both can be revoked.

An invitation is one line of text that holds both secrets. Nobody keeps it but the machine: Postgres has a verifier of
the password, the studio a digest of the token.
"""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

import msgspec
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.functions import Now
from psycopg import sql

from events.roles import signed_in
from generation.models import MachineRow
from productions.people import machines

GROUP = "continuity_workers"


class NoInvitation(Exception):
    """A text that is no invitation."""


class CannotInvite(Exception):
    """Why a machine cannot be invited, in a sentence."""


class Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a machine gets: its name, its way into the database, and the token that it shows for files."""

    machine: str
    database_url: str
    files_token: str

    def text(self) -> str:
        """Return it as one line."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode()

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what a line says; NoInvitation, which does not repeat it."""
        try:
            return msgspec.json.decode(base64.urlsafe_b64decode(text.strip()), type=cls)
        except (ValueError, msgspec.MsgspecError):
            raise NoInvitation("That is no invitation: copy the whole line that invite_worker printed.") from None


@dataclass(frozen=True, slots=True)
class Inviting:
    """How machines reach the database: `host` and `port`, the database's name, and `options` of the connection.

    `owner` are Django's settings of a role that may make roles, `application` is the one that the application has.
    """

    host: str
    port: str
    database: str
    options: str
    owner: Mapping[str, Any]
    application: str

    def invite(self, name: str, days: int) -> Invitation:
        """Let a machine of that name join, in place of what it was given before. CannotInvite."""
        self.revoke(name)
        role, password = f"continuity_worker_{secrets.token_hex(4)}", secrets.token_urlsafe(24)
        try:
            with signed_in(self.owner), transaction.atomic(), connection.cursor() as cursor:
                self._group(cursor)
                statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}")
                # The server gets a verifier of the password, so that no log of statements ever holds the password.
                verifier = connection.connection.pgconn.encrypt_password(
                    password.encode(), role.encode(), b"scram-sha-256"
                )
                cursor.execute(
                    statement.format(sql.Identifier(role), sql.Literal(verifier.decode()), sql.Identifier(GROUP))
                )
        except DatabaseError as error:
            raise CannotInvite(_refused(error, self.application)) from None
        person, token = machines.open_account(name, days)
        MachineRow.objects.update_or_create(
            name=name, defaults={"person": person, "role": role, "invited_at": Now(), "revoked_at": None}
        )
        place = f"{role}:{quote(password)}@{self.host}:{self.port}/{quote(self.database)}"
        return Invitation(name, f"postgresql://{place}{self.options}", token)

    def revoke(self, name: str) -> bool:
        """Let a machine in no more and end what it is connected with; return whether there was one. CannotInvite."""
        row = MachineRow.objects.filter(name=name).first()
        if row is None:
            return False
        try:
            with signed_in(self.owner), connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [row.role])
                cursor.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(row.role)))
        except DatabaseError as error:
            raise CannotInvite(_refused(error, self.application)) from None
        machines.close_account(name)
        MachineRow.objects.filter(name=name).update(revoked_at=Now())
        return True

    def _group(self, cursor: CursorWrapper) -> None:
        """The group of all machines, where nobody made it yet: what the application may, they may."""
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [GROUP])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(GROUP)))
            grant = sql.SQL("GRANT {} TO {}").format(sql.Identifier(self.application), sql.Identifier(GROUP))
            cursor.execute(grant)


def _refused(error: DatabaseError, application: str) -> str:
    return (
        f"The database does not let its owner make a role for the machine: {str(error).strip()} Let a superuser of it "
        f"run: CREATE ROLE {GROUP} NOLOGIN; GRANT {application} TO {GROUP}; GRANT {GROUP} TO <owner> WITH ADMIN OPTION;"
    )
