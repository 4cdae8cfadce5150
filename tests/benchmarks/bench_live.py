"""From an edit to what everybody sees of it: its event on the socket, and the first progress of what it makes run."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from websockets.sync.client import ClientConnection, connect

from tests.benchmarks import running
from tests.benchmarks.measuring import Samples, heading, show
from tests.benchmarks.running import System

EVENTS, ORDERS = 30, 10
SHOTS = 10
RESOLUTION, FRAMES = "320x180", 6
PATIENCE = 20.0
Frame = dict[str, Any]


@contextmanager
def watching(system: System, log: UUID) -> Iterator[ClientConnection]:
    """Open the production's socket and read its first frame."""
    address = f"ws://{urlsplit(system.url).netloc}/ws/productions/{log}/"
    with connect(address, additional_headers={"Authorization": system.http.headers["Authorization"]}) as socket:
        socket.recv(PATIENCE)
        yield socket


def until(socket: ClientConnection, seen: Callable[[Frame], bool]) -> None:
    """Read frames until one is what we wait for; TimeoutError when none is."""
    deadline = time.monotonic() + PATIENCE
    while not seen(json.loads(socket.recv(max(0.0, deadline - time.monotonic())))):
        pass


def names(event: str) -> Callable[[Frame], bool]:
    """Return whether a frame holds the event."""
    return lambda frame: frame["kind"] == "events" and any(each["id"] == event for each in frame["events"])


def to_event(system: System, socket: ClientConnection, shot: str, nth: int) -> float:
    """Edit a shot; return the seconds from the request to its event on the socket."""
    begin = time.perf_counter()
    reply = system.ask("PATCH", f"shots/{shot}/", {"description": f"A door opens, {nth}."})
    until(socket, names(reply["events"][0]["event"]))
    return time.perf_counter() - begin


def to_progress(system: System, socket: ClientConnection, log: UUID, shot: str, nth: int) -> tuple[float, float]:
    """Edit and order a shot; return the seconds to its first progress from the edit and from the order."""
    begin = time.perf_counter()
    system.ask("PATCH", f"shots/{shot}/", {"description": f"A lamp swings, {nth}."})
    ordered = time.perf_counter()
    order = system.ask("POST", f"productions/{log}/orders/", {"shots": [shot]})
    until(socket, lambda frame: frame["kind"] == "progress" and frame["shot"] == shot)
    seen = time.perf_counter()
    finish(system, socket, order["id"])
    return seen - begin, seen - ordered


def finish(system: System, socket: ClientConnection, order: str) -> None:
    """Wait until an order is done, so that the next one finds the worker idle."""
    deadline = time.monotonic() + PATIENCE
    while (state := system.ask("GET", f"orders/{order}/")["state"]) != "done":
        assert state == "running", state
        assert time.monotonic() < deadline, "a small order takes seconds"
        socket.recv(PATIENCE)


def measure(system: System) -> None:
    """Print the table."""
    log, shots = small_film(system)
    heading(f"edit to socket, {RESOLUTION}, {FRAMES} frames, worker idle")
    with watching(system, log) as socket:
        to_progress(system, socket, log, shots[0], 0)
        show("edit to its event", Samples([to_event(system, socket, shots[0], nth) for nth in range(EVENTS)]))
        both = [to_progress(system, socket, log, shots[nth % SHOTS], nth + 1) for nth in range(ORDERS)]
    edits, orders = zip(*both, strict=True)
    show("edit and order to the first progress", Samples(edits), "p95 < 100 ms")
    show("order alone to the first progress", Samples(orders))


def small_film(system: System) -> tuple[UUID, list[str]]:
    """Return a production whose shots are quick to draw, with their ids."""
    log = system.film(SHOTS)
    system.ask("PUT", f"productions/{log}/parameters/resolution/", {"value": RESOLUTION})
    shots = [shot["id"] for shot in system.ask("GET", f"productions/{log}/shots/")["results"]]
    for shot in shots:
        system.ask("PATCH", f"shots/{shot}/", {"frames": FRAMES})
    running.settle()
    return log, shots


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
