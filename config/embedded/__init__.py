"""Built-in Postgres and Valkey, for machines where none is configured.

`start_postgres(folder)` and `start_valkey(folder)` start one each, listening on a unix socket only, and return an
object with its URLs, `stop()`, and use as a context manager. They need no Django and no environment.
"""

from config.embedded.errors import EmbeddedError
from config.embedded.postgres import PostgresCluster, RunningPostgres, start_postgres
from config.embedded.valkey import RunningValkey, ValkeyServer, start_valkey

__all__ = [
    "EmbeddedError",
    "PostgresCluster",
    "RunningPostgres",
    "RunningValkey",
    "ValkeyServer",
    "start_postgres",
    "start_valkey",
]
