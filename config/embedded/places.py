"""Where the built-in services keep their data and their sockets."""

import hashlib
import json
import os
import re
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.embedded.account import SystemUser
from config.embedded.errors import EmbeddedError
from events.evidence.files import make_private as make_folder
from events.evidence.files import write

LONGEST_SOCKET_PATH = 100  # sun_path holds 108 bytes on Linux and 104 on macOS, with its end
PLAIN = re.compile(r"[\w /.+@=-]+")
"""What paths of sockets hold: some clients take `,`, `?`, `#`, `%` and quotes in an address for something else."""
NOTE = "postgres.json"
SYSTEM = Path("/var/lib/continuity")


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one built-in Postgres. `shared` holds copied binaries."""

    data: Path
    sockets: Path
    shared: Path


def postgres_home(var_dir: Path, account: SystemUser) -> Home:
    """Under `var_dir`; for root in a folder of its own that `nobody` may reach, named by a note in `var_dir`."""
    make_folder(var_dir)
    if account.user is None:
        top = make_private(var_dir / "postgres", account)
        return Home(top / "data", socket_folder(top, var_dir, ".s.PGSQL.5432"), var_dir)
    top = _system_folder(var_dir, account)
    return Home(top / "data", make_private(top / "run", account), SYSTEM)


def _system_folder(var_dir: Path, account: SystemUser) -> Path:
    if not SYSTEM.exists():
        SYSTEM.mkdir(parents=True)
        SYSTEM.chmod(0o755)  # whatever our umask says: others pass through it
    note = var_dir / NOTE
    if not note.exists():
        said = {"id": secrets.token_hex(8), "var_dir": str(var_dir.resolve())}
        write(note, f"{json.dumps(said, indent=1)}\n".encode())
    return make_private(SYSTEM / _identity_in(note), account)


def _identity_in(note: Path) -> str:
    """The id in the note. A note that came here with a copied folder names another one's data: stop."""
    try:
        said = json.loads(note.read_text())
        identity, owner = str(said["id"]), Path(said["var_dir"])
    except (ValueError, KeyError, TypeError) as error:
        raise EmbeddedError(f"{note} is damaged. Delete it to begin with an empty database.") from error
    here = note.parent.resolve()
    if owner != here:
        raise EmbeddedError(
            f"{here} was copied from {owner}: its database belongs there. If you copied it, delete {note} to begin "
            f'with an empty database. If you moved it, put "{here}" into {note}.'
        )
    if not identity.isalnum():
        raise EmbeddedError(f"{note} is damaged. Delete it to begin with an empty database.")
    return identity


def socket_folder(top: Path, var_dir: Path, name: str) -> Path:
    """`top`/run, or a folder of our own under the temporary one where that is too long or odd for an address."""
    path = top.resolve() / "run" / name
    if len(os.fsencode(path)) < LONGEST_SOCKET_PATH and PLAIN.fullmatch(str(path)):
        return make_private(top.resolve() / "run", SystemUser())
    digest = hashlib.sha256(os.fsencode(var_dir.resolve())).hexdigest()[:16]
    for base in (tempfile.gettempdir(), "/tmp"):  # noqa: S108  # ownership and mode are checked in make_private
        short = Path(base, f"continuity-{os.getuid()}-{digest}")
        if len(os.fsencode(short / name)) < LONGEST_SOCKET_PATH:
            return make_private(short, SystemUser())
    raise EmbeddedError(
        "No folder with a path short enough for a socket: set VAR_DIR to a shorter path of plain letters."
    )


def make_private(folder: Path, account: SystemUser) -> Path:
    """Make a folder that only `account` may enter; one that is there must be so already, and is left as it is."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        _refuse_foreign(folder, account)
    else:
        account.give(folder)
    return folder


def _refuse_foreign(folder: Path, account: SystemUser) -> None:
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != account.uid or facts.st_mode & 0o022:
        raise EmbeddedError(f"{folder} is not a private folder of user {account.uid}: remove it and start again.")
