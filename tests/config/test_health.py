"""`/healthz` names what is missing and `/livez` asks for nothing."""

import datetime as dt

import pytest
from celery import current_app
from django.test import Client

from config import health
from events.models import Heartbeat
from generation.models import WorkerRow


@pytest.fixture
def quiet_services(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the database alone: what stands on Valkey is tried with the whole system."""
    kept = {name: check for name, check in health.CHECKS.items() if name not in ("broker", "channels")}
    monkeypatch.setattr(health, "CHECKS", kept)


def test_a_living_process_says_so_without_a_database(client: Client) -> None:
    assert client.get("/livez").json() == {"status": "alive"}


@pytest.mark.django_db
def test_a_silent_sequencer_and_no_worker_are_named(client: Client, quiet_services: None) -> None:
    WorkerRow.objects.all().delete()
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    Heartbeat.objects.update_or_create(name="sequencer", defaults={"beat_at": long_ago})
    reply = client.get("/healthz")
    assert reply.status_code == 503
    missing = {name for name, outcome in reply.json()["checks"].items() if outcome != "ok"}
    assert missing == {"sequencer", "signer", "worker"}


def test_an_address_never_shows_in_what_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "CHECKS", {"broker": health._broker})
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://:secret@127.0.0.1:1/0")
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://:secret@127.0.0.1:1/0")
    reply = client.get("/healthz")
    assert reply.status_code == 503
    assert reply.json()["checks"] == {"broker": "the broker does not answer"}
