"""Joining: what a machine was given is tried and kept in its own folder, from where settings read it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from generation.workers.machines import Invitation

PATIENCE = 10
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class CannotJoin(Exception):
    """Why the machine cannot join, in a sentence that holds no secret."""


@dataclass(frozen=True, slots=True)
class Joining:
    """A studio by its address; `kept` is the file that holds what is needed to come back to it."""

    address: str
    kept: Path
    write: Callable[[Path, str], None]

    def known(self) -> bool:
        """Whether this machine has joined this studio before."""
        try:
            return bool(json.loads(self.kept.read_text())["web_url"] == self._web())
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def join(self, invitation: Invitation) -> None:
        """Try both ways in, and keep what they need; CannotJoin."""
        web = self._web()
        self._try_files(web, invitation)
        self._try_database(invitation)
        known = {
            "web_url": web,
            "database_url": invitation.database_url,
            "files_token": invitation.files_token,
            "machine": invitation.machine,
        }
        self.write(self.kept, json.dumps(known, indent=1) + "\n")

    def _web(self) -> str:
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise CannotJoin(f"{self.address!r} is no address of a studio, such as https://studio.example.")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise CannotJoin("What this machine shows the studio is secret: use the studio's https address.")
        return f"{parts.scheme}://{parts.netloc}"

    def _try_files(self, web: str, invitation: Invitation) -> None:
        try:
            said = httpx.get(
                f"{web}/api/v1/me/",
                headers={"Authorization": f"Token {invitation.files_token}"},
                timeout=PATIENCE,
            )
        except httpx.HTTPError as error:
            raise CannotJoin(f"Nobody answers as a studio at {web} ({type(error).__name__}).") from None
        if said.status_code in (401, 403):
            raise CannotJoin("The studio does not know this invitation: it was revoked, replaced, or is another's.")
        if said.status_code != 200 or '"person"' not in said.text:
            raise CannotJoin(f"What answers at {web} is no studio, or is not well ({said.status_code}).")

    def _try_database(self, invitation: Invitation) -> None:
        parts = urlsplit(invitation.database_url)
        try:
            psycopg.connect(invitation.database_url, connect_timeout=PATIENCE).close()
        except psycopg.OperationalError as error:
            why = str(error).replace(parts.password or "\0", "…").strip().splitlines()[-1]
            raise CannotJoin(f"The database at {parts.hostname}:{parts.port} lets this machine in not: {why}") from None
