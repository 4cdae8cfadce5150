"""The four demonstration accounts: one password for all, given or made once and kept in VAR_DIR."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from config.env import write_private

MAY = {
    "producer": "manage everything and generate",
    "artist": "edit and generate",
    "reviewer": "watch, comment, approve",
    "auditor": "replay and verify, changing nothing",
}


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    password: str
    may: str


def accounts(var_dir: Path, given: str | None) -> list[Account]:
    """The accounts with their password: `given`, else the kept one, else a new one; kept in demo-accounts.json."""
    path = var_dir / "demo-accounts.json"
    password = given or _kept(path) or secrets.token_urlsafe(12)
    made = [Account(name, password, may) for name, may in MAY.items()]
    write_private(path, json.dumps({account.username: account.password for account in made}, indent=1) + "\n")
    return made


def _kept(path: Path) -> str | None:
    try:
        return str(json.loads(path.read_text())["producer"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
