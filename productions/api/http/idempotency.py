"""Idempotency-Key: the same request twice is done once and answered alike, for 24 hours per person."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models.functions import Now
from django.http import HttpResponse
from rest_framework.request import Request

from events.errors import ContinuityError
from productions.api.http.errors import Malformed
from productions.models import ReplyRow

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT = timedelta(hours=24)
KEY = r"[\x21-\x7e]{1,200}"
_REPLAYED = ("ETag", "Location", "Content-Type")


class KeyReused(ContinuityError):
    """This person used the key for another request within 24 hours."""

    code = "idempotency-key-reused"
    status = 422


def once(request: Request, person: UUID, digest: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Run `act` at most once per person and key; later calls get its reply with `Idempotency-Replayed: true`.

    Only replies of success are kept, in `act`'s own transaction: what raised left nothing and may be tried again.
    Equal requests at the same time wait for each other. Without the header, `act` simply runs.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return act()
    if not re.fullmatch(KEY, key):
        raise Malformed(f"{HEADER} must be 1 to 200 visible ASCII characters.")
    with transaction.atomic():
        _wait_for_equal_requests(person, key)
        kept = ReplyRow.objects.filter(person=person, key=key, made_at__gt=Now() - KEPT).first()
        if kept:
            return _again(kept, digest)
        response = act()
        if response.status_code < 400:
            _keep(person, key, digest, response)
        return response


def digest_of(request: Request, data: Any) -> str:
    """Return what makes two requests the same: method, address, precondition and what the body says."""
    said = (request.method, request.get_full_path(), request.headers.get("If-Match", ""), data)
    return f"sha256:{hashlib.sha256(msgspec.json.encode(said, order='deterministic')).hexdigest()}"


def _wait_for_equal_requests(person: UUID, key: str) -> None:
    """A row cannot be locked before it exists; an advisory lock of the transaction can."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reply {person} {key}"])


def _again(kept: ReplyRow, digest: str) -> HttpResponse:
    if kept.request_digest != digest:
        raise KeyReused(f"{HEADER} was used for another request. Take a new key for a new request.")
    response = HttpResponse(kept.body.encode(), status=kept.status)
    for name, value in msgspec.json.decode(kept.headers, type=dict[str, str]).items():
        response[name] = value
    response[REPLAYED] = "true"
    return response


def _keep(person: UUID, key: str, digest: str, response: HttpResponse) -> None:
    headers = {name: response[name] for name in _REPLAYED if name in response}
    expired = ReplyRow.objects.filter(made_at__lte=Now() - KEPT).select_for_update(skip_locked=True)
    ReplyRow.objects.filter(id__in=list(expired.values_list("id", flat=True)[:100])).delete()
    ReplyRow.objects.filter(person=person, key=key).delete()
    ReplyRow.objects.create(
        person=person,
        key=key,
        request_digest=digest,
        status=response.status_code,
        body=response.content.decode(),
        headers=msgspec.json.encode(headers).decode(),
    )
