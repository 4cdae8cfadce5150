"""A studio at work on one machine: open pages, and requests that come whether or not the last ones were answered.

Requests are sent by a clock, so that a slow answer delays none behind it; a latency counts from the moment at which
its request was due. What the client itself needs of the two cores is told, since it takes that from the server.
"""

import asyncio
import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from productions import commands
from productions.models import User
from tests.benchmarks import running
from tests.benchmarks.measuring import Samples, heading, line, sample, show
from tests.benchmarks.running import System

SECONDS = 120
WARM_SECONDS = 5
TIMES_ALONE = 50
A_SECOND = 50
SOCKETS = 200
PRODUCTIONS, SHOTS = 10, 60
PEOPLE = 10
CONNECTIONS = 64
MOST_OPEN = 600
"""Requests under way at most: what is due beyond these is counted as not sent."""
LISTS = ("shots/", "scenes/", "references/")
SHARES = {"list": 70, "read": 20, "write": 10}
_TRACEBACK = re.compile(r"^Traceback \(most recent call last\):\n(?:[ ].*\n)+(.*)", re.MULTILINE)
PASSWORD = "a long secret of the bench"


@dataclass(frozen=True)
class Film:
    """A production's address and the shots in it."""

    address: str
    shots: list[str]


@dataclass
class Seen:
    """What the client saw: seconds by kind of request, replies by status, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in SHARES})
    statuses: Counter[str] = field(default_factory=Counter)
    frames: Counter[str] = field(default_factory=Counter)
    closed: list[str] = field(default_factory=list)
    tags: dict[tuple[int, str], str] = field(default_factory=dict)


def measure(system: System) -> None:
    """Print the table."""
    films = [_film(system) for _ in range(PRODUCTIONS)]
    headers = _signed_in(system, films)
    running.settle()
    alone = sample(TIMES_ALONE, lambda: system.ask("GET", f"{films[0].address}shots/"), warm=5)
    machine, client = Machine(system), time.process_time()
    seen, seconds = asyncio.run(_work(system.url, films, headers))
    _tell(seen, seconds, time.process_time() - client, machine)
    everything = Samples([each for kind in seen.seconds.values() for each in kind])
    show("a list with nobody else there", alone)
    line("median under load to that alone", f"{everything.median / alone.median:.1f}")
    running.settle()


def _film(system: System) -> Film:
    log = system.another_film(SHOTS)
    address = f"productions/{log}/"
    return Film(address, [shot["id"] for shot in system.ask("GET", f"{address}shots/")["results"]])


def _signed_in(system: System, films: list[Film]) -> list[dict[str, str]]:
    """Make people who are members everywhere; one half comes by token as programs, the other by session as pages."""
    names = [f"load-{nth}" for nth in range(PEOPLE)]
    for name in names:
        user = User.objects.create(username=name, password=_hashed())
        for film in films:
            commands.add_member(system.by, _id(film), user.person, "artist")
    half = PEOPLE // 2
    return [*map(_by_token(system), names[:half]), *map(_by_session(system), names[half:])]


def _hashed() -> str:
    """The system knows Django's own hashes; these settings, which are the tests', make cheaper ones."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(PASSWORD, hasher.salt())


def _id(film: Film) -> UUID:
    return UUID(film.address.split("/")[1])


def _by_token(system: System) -> Any:
    def headers(name: str) -> dict[str, str]:
        said = httpx.post(f"{system.url}/api/v1/auth/token/", json={"username": name, "password": PASSWORD}, timeout=60)
        return {"Authorization": f"Token {said.raise_for_status().json()['token']}"}

    return headers


def _by_session(system: System) -> Any:
    def headers(name: str) -> dict[str, str]:
        with httpx.Client(base_url=f"{system.url}/api/v1/auth/", timeout=60) as client:
            given = client.get("session/").raise_for_status().json()["csrf_token"]
            asked = {"username": name, "password": PASSWORD}
            said = client.post("session/", json=asked, headers={"X-CSRFToken": given}).raise_for_status()
            cookies = "; ".join(f"{each.name}={each.value}" for each in client.cookies.jar)
            return {"Cookie": cookies, "X-CSRFToken": said.json()["csrf_token"]}

    return headers


async def _work(url: str, films: list[Film], people: list[dict[str, str]]) -> tuple[Seen, float]:
    """Open the sockets, then send requests by the clock. Return what was seen, and for how many seconds."""
    seen = Seen()
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    async with httpx.AsyncClient(base_url=f"{url}/api/v1/", timeout=60, limits=limits) as client:
        sockets = [await _opened(url, films[nth % PRODUCTIONS], people[nth % PEOPLE]) for nth in range(SOCKETS)]
        watching = [asyncio.create_task(_watch(socket, seen)) for socket in sockets]
        await _requests(client, films, people, Seen(), WARM_SECONDS)
        begin = time.perf_counter()
        await _requests(client, films, people, seen, SECONDS)
        seconds = time.perf_counter() - begin
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        await asyncio.gather(*(socket.close() for socket in sockets))
    return seen, seconds


async def _opened(url: str, film: Film, headers: dict[str, str]) -> ClientConnection:
    address = f"ws://{urlsplit(url).netloc}/ws/{film.address}"
    socket = await connect(address, additional_headers=headers, open_timeout=60, ping_timeout=60)
    await socket.recv()
    return socket


async def _watch(socket: ClientConnection, seen: Seen) -> None:
    try:
        while True:
            said = await socket.recv()
            seen.frames[str(json.loads(said)["kind"])] += 1
    except ConnectionClosed as closed:
        seen.closed.append(str(closed))


async def _requests(
    client: httpx.AsyncClient, films: list[Film], people: list[dict[str, str]], seen: Seen, seconds: float
) -> None:
    """Send what is due until the time is over, and wait for the last answers."""
    open_: set[asyncio.Task[None]] = set()
    begin = time.perf_counter()
    for nth, kind in zip(range(int(seconds * A_SECOND)), _kinds(), strict=False):
        due = begin + nth / A_SECOND
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        if len(open_) >= MOST_OPEN:
            seen.statuses["not sent"] += 1
            continue
        task = asyncio.create_task(_ask(client, films, people, seen, kind, nth, due))
        open_.add(task)
        task.add_done_callback(open_.discard)
    await asyncio.gather(*open_)


def _kinds() -> Iterator[str]:
    chance = random.Random(7)
    kinds, shares = list(SHARES), list(SHARES.values())
    return (chance.choices(kinds, shares)[0] for _ in count())


async def _ask(
    client: httpx.AsyncClient,
    films: list[Film],
    people: list[dict[str, str]],
    seen: Seen,
    kind: str,
    nth: int,
    due: float,
) -> None:
    who, chance = nth % PEOPLE, random.Random(nth)
    film, headers = chance.choice(films), dict(people[who])
    shot = chance.choice(film.shots)
    try:
        if kind == "write":
            body = {"description": f"The light moves, {nth} times."}
            reply = await client.patch(f"shots/{shot}/", json=body, headers=headers)
        elif kind == "read":
            reply = await client.get(f"shots/{shot}/", headers=headers)
        else:
            path = f"{film.address}{chance.choice(LISTS)}"
            known = seen.tags.get((who, path))
            reply = await client.get(path, headers={**headers, "If-None-Match": known} if known else headers)
            seen.tags[who, path] = reply.headers.get("ETag", "")
    except httpx.HTTPError as error:
        seen.statuses[type(error).__name__] += 1
        return
    seen.seconds[kind].append(time.perf_counter() - due)
    seen.statuses[str(reply.status_code)] += 1


class Machine:
    """What the system's processes have used of the cores since the beginning."""

    def __init__(self, system: System) -> None:
        self._folder = system.folder
        self._before = self._used()
        self._since = time.monotonic()

    def _used(self) -> dict[str, float]:
        pids = json.loads((self._folder / "services.json").read_text())["pids"]
        return {name: _processor_seconds(pid) for name, pid in pids.items()}

    def used(self) -> dict[str, float]:
        """Return seconds of processor time by process, and how long that was in all under `seconds`."""
        return {name: used - self._before.get(name, 0.0) for name, used in self._used().items()}

    def tracebacks(self) -> Counter[str]:
        """Return how many the logs hold by what they end with."""
        texts = (path.read_text(errors="replace") for path in (self._folder / "log").glob("*"))
        return Counter(end[:100] for text in texts for end in _TRACEBACK.findall(text))


def _processor_seconds(pid: int) -> float:
    """Of a process and all below it."""
    ticks = os.sysconf("SC_CLK_TCK")
    total, parents = 0.0, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = (int(fields[1]), (int(fields[11]) + int(fields[12])) / ticks)
    wanted = {pid}
    while more := {child for child, (parent, _) in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return total + sum(parents[each][1] for each in wanted if each in parents)


def _tell(seen: Seen, seconds: float, client: float, machine: Machine) -> None:
    heading(f"{SOCKETS} sockets, {A_SECOND} requests/s, {SECONDS} s, {PRODUCTIONS} films")
    everything = Samples([each for kind in seen.seconds.values() for each in kind])
    show("all requests", everything, "p95 < 300 ms")
    for kind, share in SHARES.items():
        show(f"{kind} ({share} %)", Samples(seen.seconds[kind]))
    line("answered a second", f"{len(everything.seconds) / seconds:.1f}")
    line("replies", ", ".join(f"{status}: {times}" for status, times in sorted(seen.statuses.items())))
    line("frames", ", ".join(f"{kind}: {times}" for kind, times in sorted(seen.frames.items())))
    line("sockets closed", str(len(seen.closed)), *seen.closed[:1])
    counts = machine.tracebacks()
    line("tracebacks in the logs", str(counts.total()), *(f" {times} x {end}" for end, times in counts.most_common(2)))
    line("processor time of the client", f"{client:.1f} s")
    used = sorted(machine.used().items(), key=lambda item: -item[1])
    line("processor time of the system", ", ".join(f"{name}: {spent:.1f} s" for name, spent in used if spent >= 0.1))
    line("load average, five minutes", f"{os.getloadavg()[1]:.1f}")


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
