"""Which operating system user the built-in Postgres runs as: ours, or `nobody` when we are root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from config.embedded.errors import EmbeddedError


@dataclass(frozen=True, slots=True)
class SystemUser:
    """None and None stand for the user we are."""

    user: int | None = None
    group: int | None = None

    @property
    def uid(self) -> int:
        return os.getuid() if self.user is None else self.user

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run to the end as this user, with output and errors together in `stdout`."""
        return subprocess.run(
            command,
            check=False,
            text=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            user=self.user,
            group=self.group,
            extra_groups=None if self.user is None else [],
        )

    def give(self, path: str | os.PathLike[str]) -> None:
        """Hand a path that we have just made to this user."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def postgres_account() -> SystemUser:
    """Postgres refuses to run as root, so root runs it as `nobody`."""
    if os.getuid() != 0:
        return SystemUser()
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise EmbeddedError(
            "Postgres does not run as root and this machine has no user `nobody` to run it as. "
            "Run as another user, or set DATABASE_URL."
        ) from error
    return SystemUser(nobody.pw_uid, nobody.pw_gid)
