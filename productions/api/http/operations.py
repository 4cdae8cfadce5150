"""`reads` and `writes`: what makes a method of a view an operation of the API, described and carried out."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, wraps
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from events.execution import Receipt
from productions.api.http import filters, idempotency, parsing
from productions.api.http.base import View
from productions.api.http.errors import Invalid
from productions.api.http.filters import QueryParameter
from productions.api.http.idempotency import digest_of, once
from productions.api.http.openapi import form, ref, requires
from productions.api.http.pages import CURSOR, LIMIT

P = ParamSpec("P")
V = TypeVar("V", bound=View)
A = TypeVar("A", bound="Body")


class Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """The body of a write; a field that it does not know is refused."""

    def check(self) -> None:
        """Raise Invalid for what its fields allow each by itself but not together."""

    @classmethod
    def together(cls) -> dict[str, Any]:
        """Return what `check` asks for as a schema."""
        return {}


class Asked(Body, kw_only=True):
    """A write to something that exists. `version` is the one that the asker has seen: 409 if it is older."""

    version: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)] | None = None


class Changes(Asked, kw_only=True):
    """A write that changes what it names: at least one field beside the version."""

    def check(self) -> None:
        """Raise Invalid when it names nothing."""
        named = {name for name, value in msgspec.structs.asdict(self).items() if value is not msgspec.UNSET}
        if not named - {"version"}:
            raise Invalid("The body names nothing to change.")

    @classmethod
    def together(cls) -> dict[str, Any]:
        """At least one of its fields."""
        names = [field.encode_name for field in msgspec.structs.fields(cls) if field.name != "version"]
        return {"anyOf": [{"required": [name]} for name in names]}


class EventName(msgspec.Struct):
    """An event of a write; the socket says its position, which is null until the sequencer gives it."""

    event: UUID
    position: int | None
    type: str


class Permission(msgspec.Struct):
    """Whether the asker may do something, and if not, why not."""

    allowed: bool
    reason: str | None = None


Can = dict[str, Permission]


def actions(names: Iterable[str]) -> msgspec.Meta:
    """Say in the description which actions a `Can` answers for: each of them and no other."""
    each = {"$ref": "#/components/schemas/Permission"}
    properties = dict.fromkeys(names, each)
    return msgspec.Meta(extra_json_schema={"properties": properties, "required": [*properties]})


Results: Any = list
_ids: dict[Callable[..., Any], str] = {}

KEY = OpenApiParameter(
    idempotency.HEADER,
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": f"^{idempotency.KEY}$"},
    OpenApiParameter.HEADER,
    description="Makes a repeated request safe for 24 hours.",
)
MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": f"^({parsing.TAG}|\\*)$"},
    OpenApiParameter.HEADER,
    description="The ETag last seen; 412 if somebody was faster.",
)


@cache
def page_of(shape: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """Return the shape of a page: `results`, the address of the `next` page or null, and what the asker `can` do."""
    return msgspec.defstruct(
        f"{shape.__name__}Page",
        [("results", Results[shape]), ("next", str | None), ("can", Can, {})],
        namespace={"__doc__": f"A page of {shape.__name__}."},
        module=shape.__module__,
    )


@cache
def written(shape: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """Return the shape of a write's reply: the thing as it is now, beside the events and its new version."""
    names = {field.name for field in msgspec.structs.fields(shape)}
    extra: list[Any] = [("events", list[EventName])]
    return msgspec.defstruct(
        f"{shape.__name__}Written",
        extra if "version" in names else [*extra, ("version", int)],
        bases=(shape,),
        kw_only=True,
        module=shape.__module__,
    )


def reads(
    operation: str,
    summary: str,
    reply: type[msgspec.Struct],
    *,
    page: bool = False,
    query: Sequence[QueryParameter[Any]] = (),
    place: tuple[QueryParameter[Any], QueryParameter[Any]] = (CURSOR, LIMIT),
) -> Callable[[Callable[Concatenate[V, P], Any]], Callable[..., HttpResponse]]:
    """Make a method that returns what to show into GET. With `page` it returns a page of `reply`.

    `place` are the parameters that say where the page begins and how long it is.
    """
    known = (*query, *(place if page else ()))

    def decorate(method: Callable[Concatenate[V, P], Any]) -> Callable[..., HttpResponse]:
        @extend_schema(
            operation_id=operation,
            summary=summary,
            parameters=[each.described() for each in known],
            responses={200: ref(page_of(reply) if page else reply)},
        )
        @wraps(method)
        def handler(self: V, request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            filters.check(request, known)
            value = method(self, *args, **kwargs)
            return self.show(value, 0 if page else getattr(value, "version", 0))

        _ids[handler] = operation
        return handler

    return decorate


def writes(
    operation: str,
    summary: str,
    body: type[A],
    reply: type[msgspec.Struct],
    *,
    status: int = 200,
    at: str | None = None,
    query: Sequence[QueryParameter[Any]] = (),
    file: bool = False,
) -> Callable[[Callable[Concatenate[V, A, P], tuple[Receipt[Any], Any]]], Callable[..., HttpResponse]]:
    """Make a method that gets the parsed body and returns (receipt, the thing now) into a write.

    It runs once per Idempotency-Key. `at` names the address of what was made, for Location. `file`: the body may
    come as a multipart form with a file.
    """
    bodies: dict[str, Any] = {"application/json": ref(body), **({"multipart/form-data": form(body)} if file else {})}
    headers = [KEY, MATCH] if issubclass(body, Asked) else [KEY]

    def decorate(method: Callable[Concatenate[V, A, P], tuple[Receipt[Any], Any]]) -> Callable[..., HttpResponse]:
        @extend_schema(
            operation_id=operation,
            summary=summary,
            parameters=[*(each.described() for each in query), *headers],
            request=bodies,
            responses={status: ref(written(reply))},
            extensions={"x-body-required": requires(body), "x-body": bodies},
        )
        @wraps(method)
        def handler(self: V, request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            filters.check(request, query)
            data = self.prepared(parsing.content(request, self.largest))
            asked = parsing.convert(data, body, lax=file and parsing.is_form(request))
            asked.check()

            def act() -> HttpResponse:
                receipt, value = method(self, asked, *args, **kwargs)
                response = self.written(receipt, value, getattr(value, "version", 0), status)
                if at:
                    response["Location"] = reverse(at, args=[value.id])
                return response

            return once(request, self.actor, digest_of(request, data), act)

        _ids[handler] = operation
        return handler

    return decorate


def acts(
    operation: str, summary: str, reply: type[msgspec.Struct], *, status: int = 200, keyed: bool = True
) -> Callable[[Callable[Concatenate[V, P], Any]], Callable[..., HttpResponse]]:
    """Make a method that starts something without an event of its own, and returns how it stands, into POST.

    It takes no body. With `keyed` it runs once per Idempotency-Key, in one transaction with the reply that is kept.
    """

    def decorate(method: Callable[Concatenate[V, P], Any]) -> Callable[..., HttpResponse]:
        @extend_schema(
            operation_id=operation,
            summary=summary,
            parameters=[KEY] if keyed else [],
            request={"application/json": ref(Body)},
            responses={status: ref(reply)},
        )
        @wraps(method)
        def handler(self: V, request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            filters.check(request, ())
            data = self.prepared(parsing.content(request, self.largest))
            parsing.convert(data, Body)

            def act() -> HttpResponse:
                text = msgspec.json.encode(method(self, *args, **kwargs))
                return HttpResponse(text, status=status, content_type="application/json")

            return act() if not keyed else once(request, self.actor, digest_of(request, data), act)

        _ids[handler] = operation
        return handler

    return decorate


def expected(view: View, asked: Asked) -> int | None:
    """Return the version that a write rests on: If-Match (412), else the body's `version` (409), else None."""
    return asked.version if (tag := parsing.if_match(view.request)) is None else tag


def named(prefix: str) -> Callable[[type[V]], type[V]]:
    """Give a view that shares its methods with others operation ids of its own: `<prefix>_<id>`."""

    def decorate(view: type[V]) -> type[V]:
        methods = (name for name in ("get", "post", "put", "patch", "delete") if hasattr(view, name))
        ids = {name: f"{prefix}_{_ids[getattr(view, name)]}" for name in methods}
        decorated: type[V] = extend_schema_view(**{name: extend_schema(operation_id=id_) for name, id_ in ids.items()})(
            view
        )
        return decorated

    return decorate
