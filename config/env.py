"""The only reader of the environment: every setting that comes from outside, typed, with its default.

Addresses of services come from variables; where one is not set, from `VAR_DIR/services.json`, which `manage.py up`
writes while its built-in services run. So `manage.py tour` in another terminal reaches the running system.
"""

import json
import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import cast
from urllib.parse import parse_qsl, quote, urlsplit

from config import folders
from generation.domain.model import USES

ROOT = Path(__file__).resolve().parent.parent
SERVICE_VARIABLES = (
    "DATABASE_URL",
    "DATABASE_ADMIN_URL",
    "DATABASE_SIGNER_URL",
    "BROKER_URL",
    "CHANNEL_URL",
    "STORAGE_URL",
)
ADDRESSES = ("whole", "network", "none")
STORAGE_OPTIONS = ("endpoint", "region", "addressing")
JOINED = "joined.json"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
TRUE, FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


class BadEnvironment(SystemExit):
    """A variable holds something that cannot be used: whatever was started ends with this sentence."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the variables say. `variables` is a copy of them, for child processes."""

    variables: Mapping[str, str]
    var_dir: Path
    port: int
    debug: bool
    allowed_hosts: tuple[str, ...]
    demo_password: str | None
    demo_film: bool
    require_all: bool
    database_pool: int
    database_behind_pooler: bool
    session_idle_hours: int
    storage_sample_one_in: int
    keep_takes: int
    keep_films: int
    keep_days: int
    keep_months: int
    storage_price: Decimal
    model_digests: tuple[str, ...]
    model_use: str
    comfyui_url: str
    credentials_chain: str
    credentials_key: str
    credentials_timestamps: str
    provider_keys: Mapping[str, str]
    guest_addresses: str

    @property
    def database_url(self) -> str:
        """The application's database. Where nothing runs, an address at which nobody answers."""
        return self._service("DATABASE_URL") or self._nowhere

    @property
    def database_admin_url(self) -> str | None:
        """The owner's way into the same database; None when only DATABASE_URL is set."""
        if "DATABASE_ADMIN_URL" in self.variables or "DATABASE_URL" not in self.variables:
            return self._service("DATABASE_ADMIN_URL") or self._nowhere
        return None

    @property
    def database_signer_url(self) -> str | None:
        """The signer's way into the same database; None where it signs in as the application does."""
        if "DATABASE_SIGNER_URL" in self.variables or "DATABASE_URL" not in self.variables:
            return self._service("DATABASE_SIGNER_URL")
        return None

    @property
    def broker_url(self) -> str:
        return self._service("BROKER_URL") or f"redis+socket://{quote(str(self.var_dir))}/nothing-runs"

    @property
    def channel_url(self) -> str:
        return self._service("CHANNEL_URL") or f"unix://{quote(str(self.var_dir))}/nothing-runs"

    @property
    def storage_url(self) -> str:
        """Where artifacts go: file:///folder or s3://bucket/prefix?endpoint=…&region=…&addressing=path."""
        url = self._service("STORAGE_URL") or (self.var_dir / "storage").as_uri()
        parts = urlsplit(url)
        if parts.scheme not in ("file", "s3") or (parts.scheme == "s3" and not parts.netloc):
            raise BadEnvironment(f"STORAGE_URL is {url!r}: write file:///folder or s3://bucket/prefix.")
        if unknown := dict(parse_qsl(parts.query)).keys() - STORAGE_OPTIONS:
            named = ", ".join(sorted(unknown))
            raise BadEnvironment(f"STORAGE_URL names {named}: known are {', '.join(STORAGE_OPTIONS)}.")
        return url

    @property
    def web_url(self) -> str:
        """Where the running system answers, such as http://127.0.0.1:8000."""
        return self._service("WEB_URL") or f"http://127.0.0.1:{self.port}"

    @property
    def secret_key(self) -> str:
        """SECRET_KEY, or one made once and kept in VAR_DIR/secret-key."""
        return self.variables.get("SECRET_KEY") or self._kept("secret-key", _kept_secret)

    @property
    def keys_url(self) -> str:
        """The folder of the keys that wrap personal data, as file:// address: never beside what they protect."""
        url = self.variables.get("KEYS_URL") or (self.var_dir / "keys").as_uri()
        if urlsplit(url).scheme != "file":
            raise BadEnvironment(f"KEYS_URL is {url!r}: it must be a folder, such as file:///run/secrets/continuity.")
        return url

    @property
    def anchor_url(self) -> str:
        """Where copies of the newest checkpoints go: file:///folder, s3://bucket/prefix, mailto:address, or nowhere."""
        url = self.variables.get("ANCHOR_URL", "")
        if url and urlsplit(url).scheme not in ("file", "s3", "mailto"):
            raise BadEnvironment(f"ANCHOR_URL is {url!r}: it must begin with file:///, s3:// or mailto:.")
        return url

    def make_var_dir(self) -> None:
        """Make VAR_DIR for us alone where it is missing. Raises BadEnvironment that says why it cannot be used."""
        try:
            folders.prepare(self.var_dir, ours=self.var_dir == ROOT / "var")
        except folders.Unusable as unusable:
            raise self._unusable(str(unusable)) from None
        except OSError as error:
            raise self._unusable(folders.why(error)) from error

    @property
    def workers_listen(self) -> tuple[str, int] | None:
        """Where the built-in Postgres listens for workers of other machines, as address and port; None: nowhere."""
        text = self.variables.get("WORKERS_LISTEN", "")
        host, _, port = text.rpartition(":")
        if text and (not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536 or not host.strip("[]")):
            raise BadEnvironment(
                f"WORKERS_LISTEN is {text!r}: it must be an address and a port, such as 10.0.0.5:5433."
            )
        return (host.strip("[]"), int(port)) if text else None

    @property
    def studio(self) -> tuple[str, str] | None:
        """The studio that this machine joined, and what it shows it to read and store files; None where it did not."""
        known = joined(self.var_dir)
        return (known["web_url"], known["files_token"]) if {"web_url", "files_token"} <= known.keys() else None

    def given(self, name: str) -> str | None:
        """The address of a service that a person set, never that of a built-in one."""
        return self.variables.get(name) or None

    def for_child(self, **changes: str) -> dict[str, str]:
        """The environment of a child process."""
        return {**self.variables, **changes}

    def _kept(self, name: str, make: Callable[[Path], str]) -> str:
        path = self.var_dir / name
        try:
            return path.read_text().strip()
        except FileNotFoundError:
            self.make_var_dir()
        except OSError as error:
            raise self._unusable(folders.why(error)) from error
        try:
            return make(path)
        except OSError as error:
            raise self._unusable(folders.why(error)) from error

    def _unusable(self, why: str) -> BadEnvironment:
        return BadEnvironment(f"VAR_DIR is {self.var_dir}: {why}. Mend that, or set VAR_DIR to a folder of yours.")

    def _service(self, name: str) -> str | None:
        return (
            self.given(name)
            or running_services(self.var_dir).get(name.lower())
            or joined(self.var_dir).get(name.lower())
        )

    @property
    def _nowhere(self) -> str:
        return f"postgresql://nobody@/continuity?host={quote(str(self.var_dir / 'nothing-runs'), safe='')}"


def read(variables: Mapping[str, str]) -> Environment:
    """Parse variables. Raises BadEnvironment naming the one that is wrong."""
    debug = _flag(variables, "DEBUG")
    return Environment(
        variables=dict(variables),
        var_dir=_folder(variables, "VAR_DIR", ROOT / "var"),
        port=_port(variables),
        debug=debug,
        allowed_hosts=_list(variables, "ALLOWED_HOSTS") or LOOPBACK,
        demo_password=variables.get("DEMO_PASSWORD") or None,
        demo_film=_flag({"DEMO_FILM": "1", **variables}, "DEMO_FILM"),
        require_all=_flag(variables, "REQUIRE_ALL"),
        database_pool=_count(variables, "DATABASE_POOL"),
        database_behind_pooler=_flag(variables, "DATABASE_BEHIND_POOLER"),
        session_idle_hours=_hours(variables, "SESSION_IDLE_HOURS", 12),
        storage_sample_one_in=_count(variables, "STORAGE_SAMPLE_ONE_IN", "100"),
        keep_takes=_count(variables, "KEEP_TAKES", "3"),
        keep_films=_count(variables, "KEEP_FILMS", "3"),
        keep_days=_count(variables, "KEEP_DAYS", "30"),
        keep_months=_count(variables, "KEEP_MONTHS", "12"),
        storage_price=_price("STORAGE_PRICE", variables.get("STORAGE_PRICE") or "0.023"),
        model_digests=_digests(variables, "MODEL_DIGESTS"),
        model_use=_use(variables, "MODEL_USE"),
        comfyui_url=_address(variables, "COMFYUI_URL"),
        credentials_chain=variables.get("CREDENTIALS_CHAIN", ""),
        credentials_key=variables.get("CREDENTIALS_KEY", ""),
        credentials_timestamps=_address(variables, "CREDENTIALS_TIMESTAMPS"),
        provider_keys=_keys(variables, "PROVIDER_KEY_"),
        guest_addresses=_addresses(variables, "GUEST_ADDRESSES"),
    )


def running_services(var_dir: Path) -> dict[str, str]:
    """Addresses by lower-case variable name, as the running `up` wrote them; empty when none does."""
    return _texts(var_dir / "services.json")


def joined(var_dir: Path) -> dict[str, str]:
    """Addresses by lower-case variable name, as `work --join` keeps them; empty on a machine that joined nothing."""
    return _texts(var_dir / JOINED)


def _texts(path: Path) -> dict[str, str]:
    try:
        said = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return {name: value for name, value in cast(dict[str, object], said).items() if isinstance(value, str)}


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step, readable by nobody else at any moment."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):  # what matters is why it could not be written
            fresh.unlink(missing_ok=True)
        raise


def _kept_secret(path: Path) -> str:
    """Linked into place, so that of several processes starting at once all read the same."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    write_private(fresh, secrets.token_urlsafe(50))
    with suppress(FileExistsError):  # another process was first: its key counts
        os.link(fresh, path)
    fresh.unlink()
    return path.read_text().strip()


def _folder(variables: Mapping[str, str], name: str, default: Path) -> Path:
    text = variables.get(name) or str(default)
    if not text.isprintable():  # line breaks, and bytes that are no text
        raise BadEnvironment(f"{name} is {text!r}: its name holds what cannot be printed.")
    try:
        return Path(text).expanduser().absolute()
    except (RuntimeError, OSError) as error:  # ~nobody-we-know; a relative path where the present folder is gone
        raise BadEnvironment(f"{name} is {text!r}: it cannot be found ({error}).") from error


def _port(variables: Mapping[str, str]) -> int:
    text = variables.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise BadEnvironment(f"PORT is {text!r}: it must be a number from 0 (any free one) to 65535.")
    return int(text)


def _count(variables: Mapping[str, str], name: str, default: str = "0") -> int:
    text = variables.get(name) or default
    if not text.isascii() or not text.isdigit() or int(text) > 1000:
        raise BadEnvironment(f"{name} is {text!r}: it must be a number from 0 (none) to 1000.")
    return int(text)


def _hours(variables: Mapping[str, str], name: str, default: int) -> int:
    text = variables.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 336:
        raise BadEnvironment(f"{name} is {text!r}: it must be a number of hours from 1 to 336.")
    return int(text)


def _price(name: str, text: str) -> Decimal:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text, re.ASCII):
        raise BadEnvironment(f"{name} is {text!r}: a price is a number such as 0.023, in the currency of the studio.")
    return Decimal(text)


def _flag(variables: Mapping[str, str], name: str) -> bool:
    text = variables.get(name, "").lower()
    if text not in TRUE + FALSE:
        raise BadEnvironment(f"{name} is {variables[name]!r}: it must be 1 or 0.")
    return text in TRUE


def _list(variables: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for raw in variables.get(name, "").split(",") if (part := raw.strip()))


def _digests(variables: Mapping[str, str], name: str) -> tuple[str, ...]:
    listed = _list(variables, name)
    for each in listed:
        if not re.fullmatch(r"sha256:[0-9a-f]{64}", each):
            raise BadEnvironment(
                f"{name} names {each!r}: a digest is sha256: and 64 hex digits, as `models` lists them."
            )
    return listed


def _use(variables: Mapping[str, str], name: str) -> str:
    said = variables.get(name, "").strip()
    if said and said not in USES:
        raise BadEnvironment(f"{name} is {said!r}: what a studio makes is for {', '.join(USES)} use.")
    return said


def _address(variables: Mapping[str, str], name: str) -> str:
    """The address of a service of others, which may hold a password: it is not repeated."""
    said = variables.get(name, "").strip().rstrip("/")
    try:
        parts = urlsplit(said)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if said and not right:
        raise BadEnvironment(f"{name} is no address: write it like http://127.0.0.1:8188.")
    return said


def _keys(variables: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Secrets by lower-case name: what follows the prefix, from the variable itself or from the file that it names."""
    keys = {}
    for name in sorted(each for each in variables if each.startswith(prefix)):
        called, of_file = name.removeprefix(prefix), name.endswith("_FILE")
        try:
            said = Path(variables[name]).read_text().strip() if of_file else variables[name].strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadEnvironment(f"{name} names a file that cannot be read ({type(error).__name__}).") from None
        if not re.fullmatch(r"[!-~]*", said):
            raise BadEnvironment(f"{name} holds what is no key: spaces, line breaks or letters beyond ASCII.")
        if said:
            keys[called.removesuffix("_FILE").lower()] = said
    return keys


def _addresses(variables: Mapping[str, str], name: str) -> str:
    said = variables.get(name, "").strip() or "network"
    if said not in ADDRESSES:
        raise BadEnvironment(f"{name} is {said!r}: what is kept of the addresses of guests is {', '.join(ADDRESSES)}.")
    return said


env = read(os.environ)
