"""The errors of the log, and the refusals that deciders raise.

ContinuityError
├── Refusal              a command that the rules forbid (409 unless it says otherwise)
├── StreamConflict       somebody else wrote first (409; 412 over If-Match)
├── NotFound             no such thing here (404)
├── EventIdReused        the same event id with other bytes (422)
├── InvalidPayload       a value that canonical JSON cannot hold exactly (422)
└── UnknownEvent         a type or version that the registry does not know (500)
"""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID


class ContinuityError(Exception):
    """An error with a stable code, an HTTP status and data; one handler turns it into problem+json."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, detail: str, **data: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.data = data


class Refusal(ContinuityError):
    """A command that the rules forbid in the present state. Subclasses are named for the fact."""

    code = "refused"
    status = 409


class StreamConflict(ContinuityError):
    """The stream is at another version than the writer expected; `missed` holds the events between."""

    code = "version-conflict"
    status = 409

    def __init__(self, stream: UUID, expected: int, actual: int, missed: Sequence[Any] = ()) -> None:
        super().__init__(
            f"This was changed meanwhile: version {actual}, expected {expected}.",
            stream=str(stream),
            expected=expected,
            actual=actual,
        )
        self.stream, self.expected, self.actual, self.missed = stream, expected, actual, tuple(missed)


class NotFound(ContinuityError):
    """There is no such thing here; what another log has is not here either."""

    code = "not-found"
    status = 404


class EventIdReused(ContinuityError):
    """An event id that stands in the log already came again with other bytes."""

    code = "event-id-reused"
    status = 422


class InvalidPayload(ContinuityError):
    """A float, U+0000, a lone surrogate or an integer of 2^53 or more: not exactly representable."""

    code = "invalid-value"
    status = 422


class UnknownEvent(ContinuityError):
    """No event class of this type and version is registered."""

    code = "unknown-event"
    status = 500
