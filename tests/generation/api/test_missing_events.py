"""Where an event is gone from the log, readers say that it is missing and show the rest."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from events import store
from events.sequencer import step
from productions import commands
from productions.models import User
from tests.generation.filming import Film, pretend_all, small_film
from tests.support.databases import Server
from tests.support.web import Api

Lose = Callable[[object], None]


@pytest.fixture
def live_film(live_database: str) -> Film:
    """The small film, committed, so that the owner's connection sees it."""
    return small_film()


@pytest.fixture
def lose(live_film: Film, database_server: Server) -> Lose:
    """Take one event out of the log, as only the owner of the database can with its guards off."""
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")

    def take_out(event: object) -> None:
        with psycopg.connect(database_server.admin(name)) as owner:
            owner.execute("ALTER TABLE eventlog.event DISABLE TRIGGER USER")
            assert owner.execute("DELETE FROM eventlog.event WHERE event_id = %s", [event]).rowcount == 1

    return take_out


@pytest.fixture
def ida(live_film: Film) -> Api:
    return Api(User.objects.create_user("ida", first_name="Ida", person=live_film.by.actor))


def numbered() -> None:
    while step():
        pass


def test_a_marker_over_a_missing_event_is_still_listed(live_film: Film, ida: Api, lose: Lose) -> None:
    numbered()
    film = f"productions/{live_film.log}/"
    ida.post(f"{film}markers/", name="First", position=3)
    ida.post(f"{film}markers/", name="Second", position=5)
    lose(store.read_log(live_film.log, 2, 1)[0].event_id)
    first, second = ida.get(f"{film}markers/")["results"]
    assert (first["name"], first["position"], first["time"], first["placed_by"]["name"]) == ("First", 3, None, "Ida")
    assert second["time"] is not None
    lose(second["event"])
    _, second = ida.get(f"{film}markers/")["results"]
    assert (second["placed_by"], second["placed_at"], second["time"] is None) == (None, None, False)
    assert ida.get(f"{film}state/?at=3")["time"] is None


def test_a_take_whose_last_review_is_missing_is_still_in_the_queue(live_film: Film, ida: Api, lose: Lose) -> None:
    live_film.order("one")
    pretend_all()
    numbered()
    film: Any = f"productions/{live_film.log}/"
    (take,) = ida.get(f"{film}takes/")["results"]
    submitted = commands.submit_take(live_film.by, live_film.log, UUID(take["id"]))
    numbered()
    assert ida.get(f"{film}takes/")["results"][0]["by"]["name"] == "Ida"
    lose(submitted.events[0].event_id)
    (take,) = ida.get(f"{film}takes/")["results"]
    assert (take["state"], take["by"], take["at"]) == ("submitted", None, None)
