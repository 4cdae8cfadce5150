"""Requests made up from the API's description, good and bad; no good one is refused as malformed.

They run on the connection that holds the test's transaction.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.web import Api

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
description = schemathesis.openapi.from_wsgi("/api/schema/?format=json", get_wsgi_application())
OF_GENERATION = (
    "orders|takes|stages|plan|cut|images|models|studio|queue|workers|pipeline|notes|playlists|links|guests|waivers"
)
"""Addresses that generation answers, as an expression."""
FORM = {
    "foreign-etag",
    "invalid-decision",
    "invalid-look-change",
    "invalid-model",
    "invalid-name",
    "invalid-note",
    "invalid-order",
    "invalid-prices",
    "invalid-reference",
    "invalid-request",
    "invalid-shot",
    "invalid-spending",
    "invalid-value",
    "malformed-request",
    "unreadable-pipeline",
    "unsupported-media-type",
}
"""Codes that say of a request that it is not as described, whatever the state of things."""
few = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def ask(case: Any, api: Api, places: Mapping[str, str]) -> None:
    """Send a request about real things and check the reply. `places` are ids by the first word of the path."""
    kind = case.path.removeprefix("/api/v1/").split("/")[0]
    known = {
        "id": places.get(kind),
        "production": places["productions"],
        "reference": places["references"],
        "link": places.get("guests"),
    }
    if case.query:
        case.query.pop("cursor", None)  # which is never made up
    case.path_parameters.update({name: known[name] for name in case.path_parameters if known.get(name)})
    response = case.call(headers={"Authorization": api.authorization, "Accept-Encoding": "identity"})
    case.validate_response(response, checks=CHECKS)
    as_described = case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE
    if as_described and response.status_code in (400, 412, 415, 422):
        assert response.json()["code"] not in FORM, response.json()["detail"]


def for_the_studio(api: Api) -> None:
    """Let who asks answer for the studio too, so that its writes are judged and not only forbidden."""
    api.user.is_superuser = True
    api.user.save()


@contextmanager
def one_connection() -> Iterator[None]:
    """Keep the application from closing the connection; the test client undoes this."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)
