"""The plain page, the description and its documentation."""

from pathlib import Path

import pytest
from django.test import Client

from config import pages
from config.frontend.files import Page

pytestmark = pytest.mark.django_db


def test_the_plain_page_says_where_things_are_and_needs_no_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", Page(tmp_path))
    page = Client().get("/")
    text = page.content.decode()
    assert page.status_code == 200
    for address in ("/api/docs/", "/api/schema/", "/api/v1/auth/token/", "/healthz"):
        assert address in text
    assert "<script" not in text
    assert "default-src 'none'" in page["Content-Security-Policy"]


def test_the_documentation_comes_from_here_alone() -> None:
    page = Client().get("/api/docs/")
    assert page.status_code == 200
    assert "://" not in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]
    script = Client().get("/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js")
    assert script.status_code == 200


def test_the_description_is_there_for_programs() -> None:
    assert b"openapi: 3.1" in Client().get("/api/schema/").content


def test_an_unknown_address_of_the_api_is_a_problem() -> None:
    missing = Client().get("/api/nothing/at/all/")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")
