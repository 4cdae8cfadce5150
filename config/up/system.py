"""The whole system: which services are needed here, in which order they start, and when it is ready."""

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg

from config import folders
from config.embedded import EmbeddedError, PostgresCluster, ValkeyServer
from config.embedded.roles import ADMIN, APPLICATION, SIGNER
from config.env import Environment, write_private
from config.frontend.files import RETRY, Page
from config.up import services
from config.up.accounts import accounts
from config.up.errors import CannotStart
from config.up.process import Process
from config.up.screen import Screen
from config.up.supervisor import Supervisor
from generation.workers import devices

READY_SECONDS = 90.0


class System:
    """Starts in order and stops in reverse. `held` is the lock on VAR_DIR."""

    def __init__(self, env: Environment, screen: Screen, held: int) -> None:
        self._env, self._screen = env, screen
        self._supervisor = Supervisor(env.var_dir / "log", (held,), screen.on_line)
        self._addresses: dict[str, str] = {}
        self._services = env.var_dir / "services.json"
        self._listening: socket.socket | None = None

    def start(self) -> None:
        """Bring everything up and say where it is. Raises CannotStart or EmbeddedError with a plain message."""
        self._listening = services.listen(self._env.port)
        address = f"http://{services.HOST}:{self._listening.getsockname()[1]}"
        self._addresses["WEB_URL"] = address
        self._build_page()
        self._start_postgres()
        self._start_valkey()
        self._write_addresses()
        known = accounts(self._env.var_dir, self._env.demo_password)
        self._start_programs(self._listening)
        self._write_addresses()
        with self._screen.step("Waiting until everything answers"):
            self._wait_until_healthy(address)
        self._screen.ready(address, known)

    def watch(self) -> None:
        """Restart what dies, for ever (an exception, such as KeyboardInterrupt, ends it)."""
        while True:
            try:
                self._write_addresses()
            except OSError as error:  # others find the system all the same: only process numbers change now
                self._screen.on_line("up", folders.in_words(error))
            self._supervisor.step(self._supervisor.until_next_start())

    def stop(self) -> None:
        self._supervisor.stop()
        with suppress(OSError):  # it may be read-only by now
            self._services.unlink(missing_ok=True)
        if self._listening:
            self._listening.close()

    def _build_page(self) -> None:
        """Without the page everything else still works, so its failure stops nothing: `/` says what failed."""
        if Page.ours().is_current():
            return
        page = services.module("page", "config.frontend", environment=self._environment())
        try:
            with self._screen.step("Building the page"):
                self._supervisor.run(page)
        except CannotStart as failed:
            self._screen.say(f"The page could not be built; all else starts without it. Again: {RETRY}\n{failed}")

    def _start_postgres(self) -> None:
        given = self._env.given("DATABASE_URL")
        if given:
            self._check_database(given)
            return
        with self._screen.step("Starting the built-in Postgres"):
            cluster = PostgresCluster.prepare(self._env.var_dir, listen=self._env.workers_listen)
            (process,) = self._supervisor.start(cluster.service, before=cluster.clear_the_way)
            with _last_words(process):
                cluster.wait_until_ready(process.guarded)
                cluster.provision()
        self._addresses["DATABASE_URL"] = cluster.url(APPLICATION)
        self._addresses["DATABASE_ADMIN_URL"] = cluster.url(ADMIN)
        self._addresses["DATABASE_SIGNER_URL"] = cluster.url(SIGNER)
        if cluster.listen:
            self._addresses["WORKERS_LISTEN"] = self._env.variables["WORKERS_LISTEN"]

    def _check_database(self, url: str) -> None:
        try:
            psycopg.connect(url, connect_timeout=10).close()
        except psycopg.OperationalError as error:
            raise CannotStart(f"The database of DATABASE_URL does not answer: {error}") from error

    def _start_valkey(self) -> None:
        missing = [name for name in ("BROKER_URL", "CHANNEL_URL") if not self._env.given(name)]
        if not missing:
            return
        with self._screen.step("Starting the built-in Valkey"):
            server = ValkeyServer.prepare(self._env.var_dir)
            (process,) = self._supervisor.start(server.service)
            with _last_words(process):
                server.wait_until_ready(process.guarded)
        built_in = {"BROKER_URL": server.broker_url, "CHANNEL_URL": server.channel_url}
        self._addresses.update({name: built_in[name] for name in missing})

    def _start_programs(self, listening: socket.socket) -> None:
        """The web comes last: it answers nobody before there is something to show."""
        environment = self._environment()
        with self._screen.step("Preparing the database"):
            self._supervisor.run(services.command("migrate", "--no-input", environment=environment))
        names = ("demo", "sequence", "sign", "audit", "work")
        demo, *lasting = [services.command(name, environment=environment) for name in names]
        using = [
            *(gpu.name for gpu in devices.gpus()),
            *([devices.Remote().name] if self._env.comfyui_url or self._env.provider_keys else []),
        ]
        self._supervisor.start(*lasting, *(services.worker(name, environment) for name in using))
        with self._screen.step("Loading the demonstration production"):
            self._supervisor.run(demo)
        self._supervisor.start(services.web(listening, environment))

    def _environment(self) -> dict[str, str]:
        return self._env.for_child(**self._addresses, VAR_DIR=str(self._env.var_dir), PYTHONUNBUFFERED="1")

    def _write_addresses(self) -> None:
        facts = {name.lower(): value for name, value in self._addresses.items()}
        text = json.dumps({**facts, "pids": self._supervisor.pids()}, indent=1)
        write_private(self._services, text + "\n")

    def _wait_until_healthy(self, address: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            said = _health(address)
            if said is None:
                return
            self._screen.detail(said)
            self._supervisor.step(timeout=0.2)
        raise CannotStart(
            f"Not everything answers after {READY_SECONDS:g} s: {said}\n(logs: {self._env.var_dir / 'log'})"
        )


@contextmanager
def _last_words(process: Process) -> Iterator[None]:
    """Let an error of a service that does not start end with what the service said itself."""
    try:
        yield
    except (EmbeddedError, psycopg.Error) as error:
        process.stop()
        raise CannotStart(f"{str(error).strip()}\n{process.last_lines()}\n(whole log: {process.log})") from error


def _health(address: str) -> str | None:
    """None when all is well, else what /healthz says."""
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as reply:  # noqa: S310  our own http address
            return None if reply.status == 200 else str(reply.status)
    except urllib.error.HTTPError as error:
        return _unready(error.read())
    except OSError as error:
        return str(error)


def _unready(body: bytes) -> str:
    try:
        checks = json.loads(body)["checks"]
    except (ValueError, KeyError, TypeError):
        return "the web does not answer as it should"
    return "; ".join(f"{name}: {outcome}" for name, outcome in checks.items() if outcome != "ok")
