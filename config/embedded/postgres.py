"""Runs PostgreSQL's own binaries as a private server on a unix socket: makes, starts, provisions and stops it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg

from config.embedded.account import SystemUser, postgres_account
from config.embedded.binaries import PostgresBinaries, find_postgres
from config.embedded.errors import EmbeddedError
from config.embedded.places import Home, postgres_home
from config.embedded.roles import ADMIN, APPLICATION, DATABASE, SIGNER, SUPERUSER, WORKERS, provision
from config.guard import Guarded, Service

START_SECONDS = 60.0  # crash recovery of a busy database takes a while
HBA = "workers_hba.conf"
_RULES = f"""# Written at each start. Sockets are ours alone; over TCP machines come that were invited, by password.
local all all trust
host {DATABASE} +{WORKERS} all scram-sha-256
"""
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class PostgresCluster:
    """A data folder made by initdb and all that is needed to run it. `durable=False` forgets on a power cut.

    `listen` is the address and port at which machines that joined may come in, by password; nobody else may.
    """

    home: Home
    binaries: PostgresBinaries
    account: SystemUser
    durable: bool = True
    listen: tuple[str, int] | None = None

    @classmethod
    def prepare(
        cls,
        var_dir: Path,
        *,
        durable: bool = True,
        only: Path | None = None,
        listen: tuple[str, int] | None = None,
    ) -> Self:
        """Find or make the cluster of `var_dir`, with the binaries in `only` where that is given.

        Raises EmbeddedError with a plain message.
        """
        account = postgres_account()
        home = postgres_home(var_dir, account)
        binaries = find_postgres(account, home.shared, _major_of(home.data), only)
        cluster = cls(home, binaries, account, durable, listen)
        if not home.data.exists():
            cluster._initialise()
        return cluster

    @property
    def service(self) -> Service:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.home.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "120",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **({} if self.durable else UNSAFE),
            **self._listening(),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self.binaries.folder / "postgres"), "-D", str(self.home.data), *options]
        return Service("postgres", command, signal.SIGINT, self.account.user, self.account.group)

    def url(self, role: str, database: str = DATABASE) -> str:
        port = f"&port={self.listen[1]}" if self.listen else ""
        return f"postgresql://{role}@/{database}?host={quote(str(self.home.sockets), safe='')}{port}"

    def _listening(self) -> dict[str, str]:
        """Over TCP a password is asked for, whatever initdb wrote down about this machine's own addresses."""
        if self.listen is None:
            return {}
        host, port = self.listen
        rules = self.home.data / HBA
        rules.write_text(_RULES)
        rules.chmod(0o600)
        self.account.give(rules)
        return {"listen_addresses": host, "port": str(port), "hba_file": str(rules)}

    def wait_until_ready(self, process: Guarded) -> None:
        """Block until the server takes connections. Raises EmbeddedError when it ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if process.status is not None or time.monotonic() > deadline:
                    raise EmbeddedError(f"The built-in Postgres does not start: {error}") from error
            time.sleep(0.02)

    def provision(self) -> None:
        """Make the roles and the database where they are missing."""
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            provision(connection)

    def clear_the_way(self) -> None:
        """Remove what a killed server left: itself, or its lock file when another process has got its number."""
        lock = self.home.data / "postmaster.pid"
        pid = _first_number(lock)
        if pid is None or not Path(f"/proc/{pid}").exists():
            return  # nothing there, or Postgres itself sees that the number is free
        if Path(f"/proc/{pid}/cwd").resolve() == self.home.data.resolve():
            _stop_leftover(pid)
        else:
            lock.unlink(missing_ok=True)

    def _initialise(self) -> None:
        """Run initdb beside the final place and rename, so that an interrupted run leaves no half cluster."""
        fresh = self.home.data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.binaries.major >= 17 else []
        command = [str(self.binaries.folder / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "-A", "trust"]
        command += ["--encoding=UTF8", "--locale=C" if locale else "--locale=C.UTF-8", *locale]
        status, said = self._guarded(command if self.durable else [*command, "--no-sync"])
        if status:
            raise EmbeddedError(f"The database cannot be made in {self.home.data}:\n{said}")
        fresh.rename(self.home.data)

    def _guarded(self, command: Sequence[str]) -> tuple[int, str]:
        """Run to the end, out of reach of a Ctrl-C that is meant for whoever waits here; return status and output."""
        guarded = Guarded(Service("initdb", command, user=self.account.user, group=self.account.group), subprocess.PIPE)
        try:
            said = guarded.process.stdout.read() if guarded.process.stdout else b""
        finally:
            status = guarded.stop()
        return status, said.decode(errors="replace").strip()


@dataclass(slots=True)
class RunningPostgres:
    """A started server: `app_url` for the application, `admin_url` for the owner (migrations, tests), `signer_url`."""

    cluster: PostgresCluster
    process: Guarded
    app_url: str = field(init=False)
    admin_url: str = field(init=False)
    signer_url: str = field(init=False)

    def __post_init__(self) -> None:
        self.app_url = self.cluster.url(APPLICATION)
        self.admin_url = self.cluster.url(ADMIN)
        self.signer_url = self.cluster.url(SIGNER)

    @property
    def url(self) -> str:
        return self.app_url

    def stop(self) -> None:
        self.process.stop()

    def remove(self) -> None:
        """Stop and delete the data, wherever it lies."""
        self.stop()
        shutil.rmtree(self.cluster.home.data.parent, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_postgres(
    var_dir: Path,
    *,
    durable: bool = True,
    only: Path | None = None,
    output: int | IO[bytes] = subprocess.DEVNULL,
) -> RunningPostgres:
    """Start the built-in Postgres of `var_dir`, ready, with both roles; `only` names a folder with other binaries.

    Raises EmbeddedError with a plain message.
    """
    cluster = PostgresCluster.prepare(var_dir, durable=durable, only=only)
    cluster.clear_the_way()
    process = Guarded(cluster.service, output)
    try:
        cluster.wait_until_ready(process)
        cluster.provision()
    except BaseException:
        process.stop()
        raise
    return RunningPostgres(cluster, process)


def _major_of(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def _first_number(lock: Path) -> int | None:
    try:
        return int(lock.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _stop_leftover(pid: int) -> None:
    """Fast shutdown of a server that nobody holds any more; the caller holds the lock of its VAR_DIR."""
    deadline = time.monotonic() + 20
    try:
        os.kill(pid, signal.SIGINT)
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
