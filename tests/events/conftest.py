"""What tests of the log share."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.support.databases import Server


@pytest.fixture
def owner_connection(
    database_server: Server, home_database: str, django_db_setup: None
) -> Iterator[psycopg.Connection]:
    """A connection of the role that migrates, to the database of `django_db`, where it finds nothing of the test's."""
    with psycopg.connect(database_server.admin(home_database)) as connection:
        yield connection
        connection.rollback()
