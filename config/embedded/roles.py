"""The roles and the database that the built-in Postgres always has."""

import psycopg
from psycopg import sql

SUPERUSER = "postgres"
ADMIN = "continuity_admin"
APPLICATION = "continuity_app"
SIGNER = "continuity_signer"
WORKERS = "continuity_workers"
"""The group of the roles of machines that joined: what the application may, they may."""
DATABASE = "continuity"

Connection = psycopg.Connection[tuple[object, ...]]


def provision(connection: Connection) -> None:
    """Make what is missing. `connection` is the superuser's, in autocommit."""
    _role(connection, ADMIN, "LOGIN CREATEROLE CREATEDB NOSUPERUSER")
    for name in (APPLICATION, SIGNER):
        _role(connection, name, "LOGIN NOCREATEROLE NOCREATEDB NOSUPERUSER")
    _role(connection, WORKERS, "NOLOGIN NOCREATEROLE NOCREATEDB NOSUPERUSER")
    connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(ADMIN)))
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APPLICATION), sql.Identifier(WORKERS)))
    # The owner invites machines: it makes their roles and puts them into the group.
    granting = sql.SQL("GRANT {} TO {} WITH ADMIN OPTION")
    connection.execute(granting.format(sql.Identifier(WORKERS), sql.Identifier(ADMIN)))
    if connection.info.server_version >= 160000:
        # What the owner creates (the log's own role) it may also become, as before PostgreSQL 16.
        connection.execute(
            sql.SQL("ALTER ROLE {} SET createrole_self_grant = 'set, inherit'").format(sql.Identifier(ADMIN))
        )
    if not _exists(connection, "pg_database", "datname", DATABASE):
        statement = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(ADMIN)))


def _role(connection: Connection, name: str, rights: str) -> None:
    verb = "ALTER" if _exists(connection, "pg_roles", "rolname", name) else "CREATE"
    statement = sql.SQL("{} ROLE {} {}").format(sql.SQL(verb), sql.Identifier(name), sql.SQL(rights))
    connection.execute(statement)


def _exists(connection: Connection, table: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    return connection.execute(query, [name]).fetchone() is not None
