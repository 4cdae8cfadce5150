"""Parameters of addresses: each is declared once, and what is declared is what is described and what is read.

A parameter that is empty, given twice, unknown or out of its bounds is refused; one that is left out has its default.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from productions.api.http.errors import Invalid
from productions.api.http.times import TIME, span

T = TypeVar("T")

FURTHEST = 2**53 - 1
"""The last position that any client can name exactly."""
PLAIN = "[^\\u0000]"
"""A character that texts may hold, in expressions that Python and JavaScript read alike."""
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_POSITION = r"(0|[1-9][0-9]{0,14})"


@dataclass(frozen=True, slots=True)
class QueryParameter(Generic[T]):
    """A parameter of an address. `says` completes "<name> must be …"; `parse` raises ValueError for anything else."""

    name: str
    description: str
    schema: Mapping[str, Any]
    says: str
    parse: Callable[[str], T]
    default: T
    required: bool = False

    def read(self, request: Request) -> T:
        """Return the value; Invalid says what it must be."""
        given = request.query_params.getlist(self.name)
        if not given and not self.required:
            return self.default
        try:
            (text,) = given
            return self.parse(text)
        except ValueError:
            raise Invalid(f"{self.name} must be {self.says}{self._hint(given)}.", field=self.name) from None

    def _hint(self, given: list[str]) -> str:
        if len(given) > 1:
            return ", given once"
        return "" if given and given[0] else "; leave it out for none" * (not self.required)

    def described(self) -> OpenApiParameter:
        """Return it as the API's description has it."""
        return OpenApiParameter(
            self.name, dict(self.schema), description=self.description, required=self.required, explode=None
        )


def check(request: Request, known: Sequence[QueryParameter[Any]]) -> None:
    """Raise Invalid for a parameter that the address does not know or that says nothing."""
    names = [each.name for each in known]
    if unknown := sorted(set(request.query_params) - set(names)):
        takes = f"takes {', '.join(names)}" if names else "takes no parameters"
        raise Invalid(f"This address does not know {', '.join(unknown)}: it {takes}.", field=unknown[0])
    for each in known:
        each.read(request)


def whole(name: str, description: str, default: int, low: int, high: int) -> QueryParameter[int]:
    """A whole number between two bounds, bounds included."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,18}", text) or not low <= int(text) <= high:
            raise ValueError
        return int(text)

    schema = {"type": "integer", "minimum": low, "maximum": high}
    return QueryParameter(name, description, schema, f"a whole number from {low} to {high}", parse, default)


def place(name: str, description: str, default: int, low: int = 0) -> QueryParameter[int]:
    """Where a page begins in a log: a position or size, which `next` of the page before says."""
    number = whole(name, description, default, low, FURTHEST)
    return replace(number, schema={"type": "string", "pattern": f"^{_POSITION}$", "maxLength": 15})


def switch(name: str, description: str) -> QueryParameter[bool]:
    """Yes or no; no where it is left out."""

    def parse(text: str) -> bool:
        return {"1": True, "true": True, "0": False, "false": False}[_known(text.lower(), ("1", "true", "0", "false"))]

    return QueryParameter(name, description, {"type": "boolean"}, "true or false", parse, default=False)


def identity(name: str, description: str) -> QueryParameter[UUID | None]:
    """An id."""

    def parse(text: str) -> UUID | None:
        if not _ID.fullmatch(text):
            raise ValueError
        return UUID(text)

    return QueryParameter(name, description, {"type": "string", "format": "uuid"}, "an id", parse, default=None)


def choice(name: str, description: str, options: Sequence[str]) -> QueryParameter[str]:
    """One of some words; empty where it is left out."""

    def parse(text: str) -> str:
        return _known(text, options)

    schema = {"type": "string", "enum": list(options)}
    return QueryParameter(name, description, schema, f"one of {', '.join(options)}", parse, default="")


def words(name: str, description: str, longest: int = 200) -> QueryParameter[str]:
    """Text that says something; empty where it is left out."""
    said = f"^{PLAIN}*[^\\s\\u0000]{PLAIN}*$"
    schema = {"type": "string", "minLength": 1, "maxLength": longest, "pattern": said}
    return matching(name, description, schema, f"text of 1 to {longest} characters")


def listed(name: str, description: str, one: str, longest: int = 2000) -> QueryParameter[str]:
    """Words of one form, separated by commas; empty where it is left out."""
    schema = {"type": "string", "maxLength": longest, "pattern": f"^{one}(,{one})*$"}
    return matching(name, description, schema, "words separated by commas")


def matching(name: str, description: str, schema: Mapping[str, Any], says: str) -> QueryParameter[str]:
    """Text that fits a schema's length and pattern; empty where it is left out."""
    pattern, least, most = re.compile(schema["pattern"]), schema.get("minLength", 1), schema["maxLength"]

    def parse(text: str) -> str:
        if not least <= len(text) <= most or not pattern.search(text) or text.endswith("\n"):
            raise ValueError
        return text.strip()

    return QueryParameter(name, description, schema, says, parse, default="")


def time(name: str, description: str) -> QueryParameter[tuple[datetime, datetime] | None]:
    """A time in UTC: the first and the last microsecond that it means."""
    schema = {"type": "string", "format": "date-time", "pattern": f"^{TIME}$"}
    return QueryParameter(name, description, schema, "a time in UTC, such as 2026-01-31T12:00:00Z", span, default=None)


def moment(name: str, description: str, *, required: bool = False) -> QueryParameter[str]:
    """A moment of a log, as text: a position, a time in UTC or marker:<name>; empty where it is left out."""

    def parse(text: str) -> str:
        if not re.fullmatch(f"[0-9]{{1,100}}|marker:{PLAIN}{{1,200}}", text):
            span(text)
        return text

    says = "a position, a time in UTC such as 2026-01-31T12:00:00Z, or marker:<name>"
    return QueryParameter(name, description, MOMENT, says, parse, default="", required=required)


MOMENT = {
    "anyOf": [
        {"type": "string", "pattern": f"^{_POSITION}$"},
        {"type": "string", "format": "date-time", "pattern": f"^{TIME}$"},
        {"type": "string", "pattern": f"^marker:{PLAIN}{{1,200}}$"},
    ]
}


def _known(text: str, options: Sequence[str]) -> str:
    if text not in options:
        raise ValueError
    return text
