"""The base of all views: sign in, authorise, one call, one reply.

A view names in `needs` the right behind each method. Its methods are made with `reads` and `writes`: a read returns
the Struct to show, a write gets the parsed body and returns the command's receipt with the Struct as it is now.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

import msgspec
import uuid6
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.views import APIView

from events import store
from events.execution import Context, Receipt
from events.projections import Projection
from productions import policy, queries
from productions.api.http import parsing
from productions.api.http.errors import REQUEST_ID, request_id
from productions.api.http.etags import etag, not_modified
from productions.api.http.rendered import Whole
from productions.domain.production import Role
from productions.models import User
from productions.policy import Action
from productions.refusals import NotFound

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_COMMAND = "continuity.command"


class View(APIView):
    """A view for anybody who is signed in. `largest` is the most bytes that a body may have."""

    largest: ClassVar[int] = parsing.LARGEST_JSON
    position: int | None = None
    role: Role | None = None

    @classmethod
    def most_from(cls, person: UUID) -> int:
        """Return the most bytes that a body may have from somebody, asked before any view is: `largest`, or less."""
        return cls.largest

    @property
    def person(self) -> User:
        """The account that asks."""
        assert isinstance(self.request.user, User), "permissions let nobody else in"
        return self.request.user

    @property
    def actor(self) -> UUID:
        """Who asks, by opaque id."""
        return self.person.person

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        given = request.headers.get("X-Request-Id", "")
        request.META[REQUEST_ID] = given if _REQUEST_ID.fullmatch(given) else str(uuid6.uuid7())
        request.META[_COMMAND] = uuid6.uuid7()
        return super().initialize_request(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response["X-Request-Id"] = request_id(request)
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return super().finalize_response(request, response, *args, **kwargs)

    def context(self) -> Context:
        """Return who asks, in which request, with fresh ids."""
        return context(self.request, self.actor)

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return a body's data as its Struct wants them; views that take files turn those into fields here."""
        return data

    def show(self, value: Any, version: int = 0) -> HttpResponse:
        """Answer a GET: 304 where the asker has this very text already. Lists have version 0."""
        text, tag = value if isinstance(value, Whole) else _whole(value, version)
        known = not_modified(self.request, tag)
        response = HttpResponse(status=304) if known else HttpResponse(text, content_type="application/json")
        response["ETag"] = tag
        if self.position is not None:
            response["X-Log-Position"] = str(self.position)
        return response

    def secret(self, value: msgspec.Struct, status: int = 200) -> HttpResponse:
        """Answer with something that nobody may keep: it is about the asker alone and no event."""
        response = HttpResponse(msgspec.json.encode(value), status=status, content_type="application/json")
        response["Cache-Control"] = "no-store"
        return response

    def written(self, receipt: Receipt[Any], value: msgspec.Struct, version: int, status: int = 200) -> HttpResponse:
        """Answer a write: the thing as it is now, beside the names of the events. Its ETag is that of a GET."""
        said = {name: item for name, item in msgspec.structs.asdict(value).items() if item is not msgspec.UNSET}
        text = msgspec.json.encode({"events": named(receipt), "version": version, **said})
        response = HttpResponse(text, status=status, content_type="application/json")
        response["ETag"] = etag(version, msgspec.json.encode(value))
        return response


class ProductionView(View):
    """A view below `productions/<uuid:production>/`. Who is no member gets 404, who lacks the right 403.

    `log` is the production, `role` the asker's. On GET `position` is the head of the log, read before any row.
    """

    needs: ClassVar[Mapping[str, Action]] = {"GET": "read"}
    thing: ClassVar[str] = "production"
    log: UUID

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.log, self.role = self.place(**kwargs)
        if self.role is None:
            raise NotFound(f"There is no such {self.thing}.")
        reading = request.method in ("GET", "HEAD")
        if request.method != "OPTIONS":
            self.require(self._right("GET" if reading else str(request.method)))
        if reading:
            self.position = store.head(self.log)

    def _right(self, method: str) -> Action:
        """A method without a right is closed, whether it was forgotten or does not exist."""
        if method not in self.needs:
            raise MethodNotAllowed(method)
        return self.needs[method]

    def place(self, **kwargs: Any) -> tuple[UUID, Role | None]:
        """Return the production that the address leads into, and the asker's role there."""
        log = self.find(**kwargs)
        return log, queries.role(log, self.person.person)

    def find(self, *, production: UUID, **_: Any) -> UUID:
        """Return the production that the address leads into."""
        return production

    def require(self, right: Action) -> None:
        """Raise Forbidden unless the asker has the right."""
        assert self.role is not None, "initial has set it"
        policy.require(self.role, right, self.log)


class EntityView(ProductionView):
    """A view below `<things>/<uuid:id>/`: the production is that of the row of `projection`."""

    projection: ClassVar[Projection[Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if projection := getattr(cls, "projection", None):
            cls.thing = projection.decider.category

    def place(self, *, id: UUID, **_: Any) -> tuple[UUID, Role | None]:  # type: ignore[override]
        place = queries.place(self.projection, id, self.person.person)
        if place is None:
            raise NotFound(f"There is no such {self.thing}.")
        return place


def _whole(value: Any, version: int) -> Whole:
    text = msgspec.json.encode(value)
    return Whole(text, etag(version, text))


def context(request: Request, actor: UUID) -> Context:
    """Return who asks, in which request, with fresh ids. All that one request writes is one command."""
    made = request.META.get(_COMMAND)
    return Context(actor=actor, ids=uuid6.uuid7, request=request_id(request), command=made)


def named(receipt: Receipt[Any]) -> list[dict[str, Any]]:
    """Return a write's events as {"event", "position", "type"}; position is null until the sequencer numbers them."""
    return [{"event": e.event_id, "position": e.position, "type": e.type} for e in receipt.events]
