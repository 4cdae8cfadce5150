"""What a screen says while things break under it: never something false for longer than five seconds, and no reload."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.running import System
from tests.e2e.screen import Screen
from tests.e2e.wire import Wire
from tests.support.browser import Witness
from tests.support.processes import alive
from tests.support.waiting import eventually

pytestmark = pytest.mark.faults
TRUE_WITHIN = 5.0
"""Seconds that something false may stand on the screen, on a machine however busy."""
RECOVERY = 90.0
UNREACHED = ("WebSocket connection", "net::ERR", "Failed to load resource")


@pytest.fixture
def watched(open_as: OpenAs, unmade: Film) -> Iterator[Screen]:
    """The artist looks at a film. Whoever loads the page anew fails the test."""
    screen = open_as("artist", f"/p/{unmade.id}")
    with never_loaded_anew(screen):
        is_live(screen, unmade)
        yield screen


def test_another_person_s_edit_shows_at_once(watched: Screen, unmade: Film) -> None:
    rename(unmade, "By the other")
    shows(watched, "By the other", within=TRUE_WITHIN)


def test_a_cut_wire_is_said_and_then_made_good(open_as: OpenAs, unmade: Film, wire: Wire, witness: Witness) -> None:
    witness.expects(*UNREACHED)
    screen = open_as("artist", f"/p/{unmade.id}", at=wire.url)
    with never_loaded_anew(screen):
        is_live(screen, unmade)
        wire.cut()
        screen.pill("Offline", within=TRUE_WITHIN)
        expect(screen.page.get_by_label("Jobs")).to_contain_text("at last contact")
        rename(unmade, "While nobody heard")
        screen.picture("offline")
        screen.accessible()
        wire.mend()
        screen.pill("Live", within=RECOVERY)
        shows(screen, "While nobody heard")


def test_a_silent_wire_is_not_taken_for_a_live_one(open_as: OpenAs, unmade: Film, wire: Wire, witness: Witness) -> None:
    witness.expects(*UNREACHED)
    screen = open_as("artist", f"/p/{unmade.id}", at=wire.url)
    with never_loaded_anew(screen):
        is_live(screen, unmade)
        wire.hush()
        screen.pill("Offline", within=TRUE_WITHIN + 1)
        rename(unmade, "Into the silence")
        wire.mend()
        screen.pill("Live", within=RECOVERY)
        shows(screen, "Into the silence")


def test_a_killed_web_process_is_said_and_then_made_good(
    watched: Screen, system: System, unmade: Film, witness: Witness
) -> None:
    witness.expects(*UNREACHED)
    watched.keep_pill()
    since = time.time()
    killed(system, "web")
    assert watched.pill_said("Offline") - since <= TRUE_WITHIN
    rename(unmade, "After the fall")
    watched.pill("Live", within=RECOVERY)
    shows(watched, "After the fall")


def test_a_killed_sequencer_loses_nothing_and_hides_nothing(watched: Screen, system: System, unmade: Film) -> None:
    killed(system, "sequence")
    rename(unmade, "Numbered later")
    shows(watched, "Numbered later")
    watched.pill("Live", within=RECOVERY)


def test_events_that_nobody_numbers_are_said_to_be_late(watched: Screen, system: System, unmade: Film) -> None:
    system.signal("sequence", signal.SIGSTOP)
    try:
        rename(unmade, "Held up")
        watched.pill("Catching up", within=TRUE_WITHIN)
        watched.picture("catching-up")
    finally:
        system.signal("sequence", signal.SIGCONT)
    shows(watched, "Held up")
    watched.pill("Live", within=RECOVERY)


def test_a_flushed_valkey_is_not_missed(watched: Screen, system: System, unmade: Film) -> None:
    with redis.Redis.from_url(system.services["channel_url"]) as valkey:
        valkey.flushall()
    rename(unmade, "Without a bell")
    shows(watched, "Without a bell", within=TRUE_WITHIN)


def test_a_killed_valkey_is_not_missed(watched: Screen, system: System, unmade: Film) -> None:
    killed(system, "valkey")
    rename(unmade, "Without a broker")
    shows(watched, "Without a broker", within=TRUE_WITHIN)
    watched.pill("Live", within=RECOVERY)


@pytest.mark.parametrize("name", ["web", "sequence", "valkey"])
def test_work_that_is_under_way_is_shown_to_its_end_whatever_dies(
    open_as: OpenAs, system: System, unmade: Film, witness: Witness, name: str
) -> None:
    witness.expects(*UNREACHED, "status of 500", "status of 503")
    screen = open_as("producer", f"/p/{unmade.id}")
    with never_loaded_anew(screen):
        screen.pill("Live")
        unmade.order()
        expect(screen.page.get_by_label("Jobs")).to_contain_text("running")
        killed(system, name)
        unmade.finished()
        expect(screen.page.get_by_label("Jobs")).to_contain_text("No jobs are open", timeout=RECOVERY * 1000)
        expect(screen.page.get_by_role("main")).to_contain_text("Made")


@contextmanager
def never_loaded_anew(screen: Screen) -> Iterator[None]:
    loads: list[str] = []
    screen.page.on("load", lambda page: loads.append(page.url))
    yield
    assert loads == []


def is_live(screen: Screen, film: Film) -> None:
    """Wait until all has come and what comes next is heard."""
    shows(screen, film.name)
    screen.pill("Live")


def killed(system: System, name: str) -> None:
    """Kill a service and wait until it is gone; `up` starts it again."""
    pid = system.signal(name, signal.SIGKILL)
    eventually(lambda: not alive(pid))


def rename(film: Film, name: str) -> None:
    film.producer.patch(film.path, name=name)


def shows(screen: Screen, name: str, within: float = RECOVERY) -> None:
    expect(screen.page.get_by_role("heading", name=name)).to_be_visible(timeout=within * 1000)
