"""A Postgres of a test's own that flushes as in earnest, so that it may be killed, kept away and started again."""

import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded import RunningPostgres, start_postgres
from tests.support import databases
from tests.support.databases import Server
from tests.support.processes import alive
from tests.support.waiting import eventually


class Place:
    """The server. No file of it grows beyond `largest_file` bytes."""

    def __init__(self, folder: Path, largest_file: int = resource.RLIM_INFINITY) -> None:
        self._folder, self._largest_file = folder, largest_file
        self.postgres = self._start()
        self.server = Server(self.postgres.admin_url, self.postgres.app_url, self.postgres.signer_url, "own")

    def _start(self) -> RunningPostgres:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._largest_file, before[1]))  # the server inherits it
        try:
            return start_postgres(self._folder, durable=True, only=databases.other_binaries())
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def kill(self) -> None:
        """Stop the server at once, as `pg_ctl stop -m immediate` does, and start it again."""
        with self.away():
            pass

    @contextmanager
    def away(self) -> Iterator[None]:
        """Stop the server at once, and start it again after the block."""
        postmaster = int((self.postgres.cluster.home.data / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGQUIT)
        eventually(lambda: not alive(postmaster), timeout=30)
        self.postgres.stop()
        try:
            yield
        finally:
            self.postgres = self._start()


@contextmanager
def own_place(shared: Server, home: str, largest_file: int = resource.RLIM_INFINITY) -> Iterator[Place]:
    """Let the default connection lead to a server of our own while the block runs; `home` is its place else."""
    folder = Path(tempfile.mkdtemp(prefix="continuity-crash-"))
    own = Place(folder, largest_file)
    try:
        databases.ensure_template(own.server)
        databases.clone(own.server, "main")
        databases.point_default_at(own.server.app("main"))
        yield own
    finally:
        databases.point_default_at(shared.app(home))
        own.postgres.remove()
        shutil.rmtree(folder, ignore_errors=True)
