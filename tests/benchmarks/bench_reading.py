"""What the board asks for over HTTP: 1,000 shots listed, listed again unchanged, one shot, and an update."""

from collections.abc import Callable

from tests.benchmarks import running
from tests.benchmarks.measuring import heading, sample, show
from tests.benchmarks.running import System

SHOTS = 1000
TIMES = 30


def measure(system: System) -> None:
    """Print the table."""
    path = f"productions/{system.film(SHOTS)}/shots/"
    heading(f"HTTP, {SHOTS:,} shots, one client, {TIMES} requests each")
    first = system.http.get(path)
    shots = [shot["id"] for shot in first.raise_for_status().json()["results"]]
    assert len(shots) == SHOTS
    show("the least that a request costs: who am I", sample(TIMES, reading(system, "me/"), warm=5))
    show("list", sample(TIMES, reading(system, path), warm=5), "p50 < 20 ms")
    show("list unchanged, 304", sample(TIMES, reading(system, path, known=first.headers["ETag"]), warm=5))
    show("one shot", sample(TIMES, reading(system, f"shots/{shots[500]}/"), warm=5), "< 5 ms")
    show("update of a shot with its event", sample(TIMES, updating(system, shots[500]), warm=5), "< 10 ms")
    show("list right after an update", sample(TIMES, after(updating(system, shots[500]), reading(system, path))))
    running.settle()


def reading(system: System, path: str, known: str = "") -> Callable[[], None]:
    """Return a request for a path, which must be answered by 304 where an ETag is known."""
    headers, status = ({"If-None-Match": known}, 304) if known else ({}, 200)

    def read() -> None:
        assert system.http.get(path, headers=headers).status_code == status

    return read


def updating(system: System, shot: str) -> Callable[[], None]:
    """Return a request that gives a shot a description which it never had."""
    counter = iter(range(10**6))

    def update() -> None:
        reply = system.ask("PATCH", f"shots/{shot}/", {"description": f"The light moves, {next(counter)} times."})
        assert [event["type"] for event in reply["events"]] == ["shot.changed"]

    return update


def after(first: Callable[[], None], then: Callable[[], None]) -> Callable[[], None]:
    """Return both as one action."""

    def both() -> None:
        first()
        then()

    return both


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
