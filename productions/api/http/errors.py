"""Every error as `application/problem+json`: {"type", "title", "status", "detail", "code", "request", ...data}."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions
from rest_framework.request import Request

from events import registry, room
from events.errors import ContinuityError, StreamConflict
from events.store import StoredEvent
from productions import policy, queries
from productions.domain.production import Role

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
REQUEST_ID = "continuity.request"
"""Where a request carries its id."""
UNAVAILABLE = "The database does not answer just now. Try again in a few seconds."
RETRY_SECONDS = 5
_CODES = {
    "parse_error": "malformed-request",
    "invalid": "invalid-request",
    "permission_denied": "forbidden",
    "authentication_failed": "not-authenticated",
}


class Malformed(ContinuityError):
    """The request cannot be read: its JSON, its address or its headers."""

    code = "malformed-request"
    status = 400


class Invalid(ContinuityError):
    """The request can be read and says something that cannot be: a missing, unknown or ill-typed field."""

    code = "invalid-request"
    status = 422


class Reversed(ContinuityError):
    """A span whose end lies before its beginning."""

    code = "reversed-span"
    status = 422


class TooLarge(ContinuityError):
    """The request holds more bytes than this address takes."""

    code = "too-large"
    status = 413


class NoRoom(ContinuityError):
    """A disk is full: that of artifacts or that of the database."""

    code = "no-room"
    status = 507


def handle(exc: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Turn whatever a view raised into a problem: DRF's exception handler. Never passes an unknown error's text on."""
    request: Request = context["request"]
    view = context.get("view")
    match exc:
        case StreamConflict():
            return _conflict(exc, request, getattr(view, "role", None))
        case ContinuityError():
            return problem(request, exc.status, exc.code, exc.detail, exc.data)
        case exceptions.APIException():
            return _of_drf(exc, request)
        case Http404():
            return problem(request, 404, "not-found", "There is nothing at this address.")
        case PermissionDenied():
            return problem(request, 403, "forbidden", "You may not do this.")
        case RequestDataTooBig():
            return problem(request, 413, TooLarge.code, "The request is too large.")
        case SuspiciousOperation():
            return problem(request, 400, Malformed.code, "The request is malformed.")
        case OperationalError() | InterfaceError() | OSError() if room.is_full(exc):
            logger.error("No room in request %s: %s", request_id(request), exc)
            return problem(request, NoRoom.status, NoRoom.code, "A disk of the server is full. Nothing was changed.")
        case OperationalError() | InterfaceError():
            logger.error("No database in request %s: %s", request_id(request), exc)
            return problem(request, 503, "database-unavailable", UNAVAILABLE, {"retry_after": RETRY_SECONDS})
    logger.error("Unhandled error in request %s", request_id(request), exc_info=exc)
    return problem(request, 500, "internal-error", "Something went wrong here. It is logged under the request's id.")


def problem(
    request: Request | HttpRequest, status: int, code: str, detail: str, data: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Return a problem document; `data` stands beside the standard members and never replaces one."""
    document = {
        **(data or {}),
        "type": f"urn:continuity:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request": request_id(request),
    }
    response = HttpResponse(msgspec.json.encode(document, enc_hook=str), status=status, content_type=MEDIA_TYPE)
    if "retry_after" in document:
        response["Retry-After"] = str(document["retry_after"])
    return response


def request_id(request: Request | HttpRequest) -> str:
    """Return the id under which a request is logged; empty outside our views."""
    return str(request.META.get(REQUEST_ID, ""))


def missed(events: Sequence[StoredEvent], role: Role | None) -> list[dict[str, Any]]:
    """Return events as data for somebody who did not see them: field, from, to and who, redacted for the role."""
    names = queries.names_of({event.actor for event in events})
    return [_missed(event, names.get(event.actor, "somebody"), role) for event in events]


def _missed(event: StoredEvent, name: str, role: Role | None) -> dict[str, Any]:
    payload = msgspec.json.decode(event.payload)
    seen = policy.redact(role, payload, registry.registered().get(event.type)) if role else {}
    return {
        "event": event.event_id,
        "position": event.position,
        "version": event.version,
        "type": event.type,
        "field": seen.get("field") or seen.get("name"),
        "from": seen.get("from"),
        "to": seen.get("to"),
        "actor": {"id": event.actor, "name": name},
        "at": event.recorded_at,
    }


def _conflict(exc: StreamConflict, request: Request, role: Role | None) -> HttpResponse:
    status = 412 if "If-Match" in request.headers else exc.status
    return problem(request, status, exc.code, exc.detail, {**exc.data, "missed": missed(exc.missed, role)})


def _of_drf(exc: exceptions.APIException, request: Request) -> HttpResponse:
    text, code = _text(exc.detail), exc.default_code
    code = "csrf-failed" if text.startswith("CSRF") else _CODES.get(code, code.replace("_", "-"))
    response = problem(request, exc.status_code, code, text)
    if challenge := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    return response


def _text(detail: Any) -> str:
    match detail:
        case dict():
            return " ".join(f"{key}: {_text(item)}" for key, item in detail.items())
        case list():
            return " ".join(_text(item) for item in detail)
    return str(detail)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: addresses outside the API's views."""
    return problem(request, 404, "not-found", "There is nothing at this address.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return problem(request, 400, Malformed.code, "The request is malformed.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return problem(request, 403, "forbidden", "You may not do this.")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; the error itself is in the server's log."""
    return problem(request, 500, "internal-error", "Something went wrong here. It is logged.")
