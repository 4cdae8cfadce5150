"""The databases that tests run on: one server, one migrated template, and cheap clones of it."""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config.embedded import start_postgres
from config.env import env
from config.settings.base import database
from events import roles

TEMPLATE = "migrated"


@dataclass(frozen=True, slots=True)
class Server:
    """A Postgres with the roles of owner, application and signer.

    Names of databases begin with `prefix`, since a given server may be shared.
    """

    admin_url: str
    app_url: str
    signer_url: str
    prefix: str

    def name(self, name: str) -> str:
        return f"{self.prefix}_{name}"

    def admin(self, name: str) -> str:
        """Return the owner's address of one of our databases."""
        return make_conninfo(self.admin_url, dbname=self.name(name))

    def app(self, name: str) -> str:
        """Return the application's address of one of our databases."""
        return make_conninfo(self.app_url, dbname=self.name(name))

    def signer(self, name: str) -> str:
        """Return the signer's address of one of our databases."""
        return make_conninfo(self.signer_url, dbname=self.name(name))

    @property
    def app_role(self) -> str:
        return str(conninfo_to_dict(self.app_url).get("user") or "")

    @property
    def signer_role(self) -> str:
        return str(conninfo_to_dict(self.signer_url).get("user") or "")

    @contextmanager
    def maintenance(self) -> Iterator[psycopg.Connection]:
        """Connect beside our databases, in autocommit, to make and drop them."""
        with psycopg.connect(make_conninfo(self.admin_url, dbname="postgres"), autocommit=True) as connection:
            yield connection


def other_binaries() -> Path | None:
    """TEST_POSTGRES_BIN: the folder of another PostgreSQL's binaries, such as /usr/lib/postgresql/15/bin."""
    other = env.given("TEST_POSTGRES_BIN")
    return Path(other) if other else None


def start() -> tuple[Server, Callable[[], None]]:
    """Return the server of DATABASE_ADMIN_URL, or a built-in one that is quick and forgetful, and how to end it."""
    prefix = f"test_{secrets.token_hex(4)}"
    if admin_url := env.given("DATABASE_ADMIN_URL"):
        app_url = env.given("DATABASE_URL") or admin_url
        server = Server(admin_url, app_url, env.given("DATABASE_SIGNER_URL") or app_url, prefix)
        return server, lambda: drop_all(server)
    folder = Path(tempfile.mkdtemp(prefix="continuity-tests-"))
    postgres = start_postgres(folder, durable=False, only=other_binaries())

    def end() -> None:
        postgres.remove()
        shutil.rmtree(folder, ignore_errors=True)

    return Server(postgres.admin_url, postgres.app_url, postgres.signer_url, prefix), end


def ensure_template(server: Server) -> None:
    """Build the migrated database once, whichever of several test processes comes first, and close it."""
    with server.maintenance() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [server.prefix])
        query = "SELECT 1 FROM pg_database WHERE datname = %s AND NOT datallowconn"
        if connection.execute(query, [server.name(TEMPLATE)]).fetchone():
            return
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(server.name(TEMPLATE))))
        _migrate(server)
        statement = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false")
        connection.execute(statement.format(sql.Identifier(server.name(TEMPLATE))))


def _migrate(server: Server) -> None:
    point_default_at(server.admin(TEMPLATE))
    role = "" if server.app_url == server.admin_url else server.app_role
    with override_settings(DATABASE_ADMIN={}, DATABASE_APPLICATION_ROLE=role, DATABASE_SIGNER_ROLE=server.signer_role):
        call_command("migrate", verbosity=0)
    connections.close_all()


def clone(server: Server, name: str) -> None:
    """Copy the template: some 20 ms."""
    names = [sql.Identifier(server.name(each)) for each in (name, TEMPLATE)]
    with server.maintenance() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def let_the_application_sign(server: Server, name: str) -> None:
    """As where no DATABASE_SIGNER_URL is set: tests in a transaction have one connection, which appends and signs."""
    point_default_at(server.admin(name))
    with connections["default"].cursor() as cursor:
        roles.settle_signing(cursor, server.app_role, "")


def drop(server: Server, name: str) -> None:
    """Remove a clone, with whatever is still connected to it; where we may not end that, Postgres waits for it."""
    database_name = sql.Identifier(server.name(name))
    with server.maintenance() as connection:
        try:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database_name))
        except psycopg.errors.InsufficientPrivilege:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(database_name))


def drop_all(server: Server) -> None:
    """Leave nothing of this run on a server that others use too."""
    with server.maintenance() as connection:
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (name,) in connection.execute(query, [f"{server.prefix}_"]).fetchall():
            drop(server, str(name).removeprefix(f"{server.prefix}_"))


def point_default_at(url: str) -> None:
    """Let Django's default connection, in every thread, lead to another database."""
    default = connections["default"]
    default.close()
    default.close_pool()  # type: ignore[attr-defined]  # the PostgreSQL backend has it
    default.settings_dict.update(database(url))


@contextmanager
def live(server: Server, home: str) -> Iterator[str]:
    """Run on a fresh clone that any connection, thread or process may use; then `default` leads `home` again."""
    name = f"live_{secrets.token_hex(4)}"
    clone(server, name)
    point_default_at(server.app(name))
    try:
        with override_settings(DATABASE_SIGNER=database(server.signer(name))):
            yield server.app(name)
    finally:
        point_default_at(server.app(home))
        drop(server, name)
