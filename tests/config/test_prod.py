"""Behind TLS: the application as its settings for that make it, spoken to as a proxy does."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from config.env import ROOT, env
from config.guard import Guarded
from config.up import services

HOST = "film.example.com"
PROXIED = {"Host": HOST, "X-Forwarded-Proto": "https"}


@pytest.fixture
def environment(live_database: str, tmp_path: Path) -> Mapping[str, str]:
    """The variables of an installation behind TLS."""
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.prod", "ALLOWED_HOSTS": HOST, "DATABASE_URL": live_database}
    return {**env.variables, **settings, "VAR_DIR": str(tmp_path / "var"), "PATH": os.environ["PATH"]}


@pytest.fixture
def web(environment: Mapping[str, str]) -> Iterator[httpx.Client]:
    """The web process on a port of its own; a request waits until it is up."""
    with services.listen(0) as listening:
        process = Guarded(services.web(listening, environment))
        try:
            yield httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=60)
        finally:
            process.stop()


def test_everything_answers_through_the_proxy_and_only_encrypted(web: httpx.Client) -> None:
    for path in ("/", "/api/docs/", "/api/schema/"):
        page = web.get(path, headers=PROXIED)
        assert page.status_code == 200, path
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        plain = web.get(path, headers={"Host": HOST})
        assert (plain.status_code, plain.headers["Location"]) == (301, f"https://{HOST}{path}")


def test_the_documentation_finds_its_files(web: httpx.Client) -> None:
    script = "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"
    assert script in web.get("/api/docs/", headers=PROXIED).text
    reply = web.get(script, headers=PROXIED)
    assert (reply.status_code, reply.headers["Content-Type"].split(";")[0]) == (200, "text/javascript")


def test_cookies_travel_encrypted_alone(web: httpx.Client) -> None:
    cookie = web.get("/api/v1/auth/session/", headers=PROXIED).headers["Set-Cookie"]
    assert cookie.startswith("csrftoken=") and "Secure" in cookie and "SameSite=Lax" in cookie


def test_health_is_asked_past_the_proxy_and_other_names_are_refused(web: httpx.Client) -> None:
    assert web.get("/livez").json() == {"status": "alive"}
    refused = web.get("/api/v1/me/", headers={**PROXIED, "Host": "evil.example"})
    assert (refused.status_code, refused.json()["code"]) == (400, "malformed-request")


def test_the_deployment_check_has_nothing_to_say(environment: Mapping[str, str]) -> None:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
