"""Requests made up from the API's description, good and bad: no reply is a 500, and each is as described."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.web import Api

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
description = schemathesis.openapi.from_wsgi("/api/schema/?format=json", get_wsgi_application()).exclude(
    path_regex="orders|takes|artifacts|stages|plan"
)


@pytest.fixture
def places(ida: Api, film: str) -> dict[str, str]:
    """What each placeholder of a path stands for, by the word before it."""
    first = {kind: ida.get(f"{film}{kind}/")["results"][0]["id"] for kind in ("scenes", "shots", "references")}
    return {**first, "productions": film.split("/")[1]}


@pytest.fixture(autouse=True)
def open_connection(places: dict[str, str]) -> Iterator[None]:
    """The application must not close the connection that holds the test's transaction; the test client undoes this."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@description.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_reply_is_as_described(case: schemathesis.Case[Any], ida: Api, places: dict[str, str]) -> None:
    kind = case.path.removeprefix("/api/v1/").split("/")[0]
    known = {"id": places.get(kind), "production": places["productions"], "reference": places["references"]}
    case.path_parameters.update({name: known[name] for name in case.path_parameters if known.get(name)})
    response = case.call(headers={"Authorization": ida.authorization})
    case.validate_response(response, checks=CHECKS)
