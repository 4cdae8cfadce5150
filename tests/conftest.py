"""How every test gets its database, its sequencer and its waiting."""

import gc
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis.internal.conjecture import engine
from pytest_django import DjangoDbBlocker

from events import sequencer as sequencing
from tests.support import databases

# How fast a machine makes up examples says nothing about what they show.
hypothesis.settings.register_profile(
    "ours", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis.settings.load_profile("ours")
# A failure must show before the time of its test is up, in which it is also made smaller.
engine.MAX_SHRINKING_SECONDS = 60

_started: list[Any] = []


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """With several test processes, one server for all, owned by the process that leads them."""
    if not _started:
        _started.extend(databases.start())
    node.workerinput["database_server"] = asdict(_started[0])


def pytest_collection_finish() -> None:
    """Ten thousand tests are a million objects, through which each collection of garbage would go in vain."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    if _started:
        _started[1]()


@pytest.fixture(scope="session")
def database_server(request: pytest.FixtureRequest) -> Iterator[databases.Server]:
    """The Postgres of this test session."""
    if given := getattr(request.config, "workerinput", {}).get("database_server"):
        yield databases.Server(**given)
        return
    server, end = databases.start()
    try:
        yield server
    finally:
        end()


@pytest.fixture(scope="session")
def home_database(request: pytest.FixtureRequest) -> str:
    """The name of this process's database for `django_db`."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def django_db_setup(database_server: databases.Server, home_database: str, django_db_blocker: DjangoDbBlocker) -> None:
    """Clone the migrated database for this process; tests connect as the application's role."""
    with django_db_blocker.unblock():
        databases.ensure_template(database_server)
        databases.clone(database_server, home_database)
        settings.DATABASE_SIGNER = {}
        databases.let_the_application_sign(database_server, home_database)
        databases.point_default_at(database_server.app(home_database))


@pytest.fixture
def live_database(
    request: pytest.FixtureRequest,
    database_server: databases.Server,
    home_database: str,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """The address of a database that second connections, threads and processes may use; dropped afterwards."""
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        pytest.fail("live_database and django_db exclude each other: one commits, the other rolls back")
    with django_db_blocker.unblock(), databases.live(database_server, home_database) as url:
        yield url


class Sequencer:
    """Numbers on the test's own connection, inside its transaction."""

    def step(self) -> int:
        """Run due on_commit callbacks, number, run subscriptions, until all is still; return how many were numbered."""
        total = 0
        while True:
            called = self._run_on_commit()
            numbered = sequencing.step()
            total += numbered
            if not called and not numbered:
                return total

    def _run_on_commit(self) -> int:
        due, connection.run_on_commit = connection.run_on_commit, []
        for entry in due:
            entry[1]()
        return len(due)


@pytest.fixture
def sequencer() -> Sequencer:
    """`sequencer.step()` makes events numbered and their reactions happen, at once and in this thread."""
    return Sequencer()
