"""The key of each author of remarks: kept in a table, wrapped by a master key that lies elsewhere."""

import logging
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db.models.functions import Now

from events.errors import ContinuityError, Refusal
from productions.models import PersonKeyRow

logger = logging.getLogger(__name__)

FILE = "personal-text.key"
NONCE = 12
LENGTH = 32


class KeysUnavailable(ContinuityError):
    """The master key is missing, or is not the one under which the authors' keys were wrapped."""

    code = "keys-unavailable"
    status = 503


class AuthorErased(Refusal):
    """The person was erased: nothing can be said in this name any more."""

    code = "person-erased"
    status = 403


def encrypt(key: bytes, text: bytes, about: UUID) -> bytes:
    """Return nonce and ciphertext by AES-256-GCM, bound to whom it is about."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, about.bytes)


def decrypt(key: bytes, sealed: bytes, about: UUID) -> bytes | None:
    """Return the text; None where it was not encrypted with this key, or for somebody else."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.bytes)
    except (InvalidTag, ValueError):
        return None


def key_for(person: UUID) -> bytes:
    """Return a person's key, made on first use. AuthorErased, or KeysUnavailable without its master key."""
    fresh = encrypt(_master(settings.KEYS_URL), secrets.token_bytes(LENGTH), person)
    row, _ = PersonKeyRow.objects.get_or_create(person=person, defaults={"wrapped": fresh})
    if row.wrapped is None:
        raise AuthorErased("This person was erased.")
    key = decrypt(_master(settings.KEYS_URL), bytes(row.wrapped), person)
    if key is None:
        raise KeysUnavailable(f"{FILE} is not the master key of this installation. Put the right one back.")
    return key


def keys_of(people: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the keys that still are; a person who was erased is missing, as is everybody without the master key."""
    wanted = set(people)
    rows = PersonKeyRow.objects.filter(person__in=wanted, wrapped__isnull=False) if wanted else ()
    unwrapped = {row.person: _unwrapped(row) for row in rows}
    return {person: key for person, key in unwrapped.items() if key is not None}


def destroy(person: UUID) -> None:
    """Destroy a person's key for ever, and let none be made again."""
    PersonKeyRow.objects.update_or_create(person=person, defaults={"wrapped": None, "destroyed_at": Now()})


def _unwrapped(row: PersonKeyRow) -> bytes | None:
    try:
        key = decrypt(_master(settings.KEYS_URL), bytes(row.wrapped or b""), row.person)
    except KeysUnavailable:
        key = None
    if key is None:
        logger.error("The master key does not open the key of person %s: their remarks cannot be shown.", row.person)
    return key


@cache
def _master(url: str) -> bytes:
    """Return the master key of a folder, made when nothing was ever wrapped."""
    path = Path(unquote(urlsplit(url).path)) / FILE
    if not path.exists():
        if PersonKeyRow.objects.filter(wrapped__isnull=False).exists():
            raise KeysUnavailable(f"{FILE} is missing in the folder of KEYS_URL. Put it back from its backup.")
        _make(path)
    key = path.read_bytes()
    if len(key) != LENGTH:
        raise KeysUnavailable(f"{FILE} must hold {LENGTH} bytes.")
    return key


def _make(path: Path) -> None:
    """Linked into place, so that of several processes making one at once all read the same."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another process was first: its key counts
        os.link(fresh, path)
    fresh.unlink()
