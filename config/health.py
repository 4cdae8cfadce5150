"""`/livez`: this process answers. `/healthz`: everything that the system needs is ready, else 503 with what is not."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

import redis
from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError

from config.env import env
from events.evidence.checkpoints import signer_lives
from events.models import Heartbeat
from generation.models import WorkerRow

SEQUENCER_SILENCE = timedelta(seconds=5)
WORKER_SILENCE = timedelta(seconds=15)
PATIENCE = 2  # seconds for a service to answer


class NotReady(Exception):
    """Its text says what is missing."""


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when every check passes, else 503; `checks` says "ok" or what is wrong, by name."""
    checks: dict[str, str] = {}
    for name, check in CHECKS.items():
        # Each would wait for the database as long as the first did.
        known = checks.get("database", "ok") if name in ON_THE_DATABASE else "ok"
        checks[name] = _outcome(check) if known == "ok" else known
    ready = all(outcome == "ok" for outcome in checks.values())
    return JsonResponse({"status": "ready" if ready else "waiting", "checks": checks}, status=200 if ready else 503)


def _outcome(check: Callable[[], None]) -> str:
    """Addresses and passwords stand in the services' own messages, so none of those is passed on."""
    try:
        check()
    except NotReady as missing:
        return str(missing)
    except DatabaseError:
        return "the database does not answer as it should"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache  # an exception is not kept: asked until it is so once, for the code of this process does not change
def _migrations() -> None:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        raise NotReady(f"{waiting} migrations are not applied")


def _broker() -> None:
    with current_app.connection_for_write(connect_timeout=PATIENCE) as broker:
        try:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
        except KombuError as error:
            raise NotReady("the broker does not answer") from error


def _channels() -> None:
    try:
        with redis.Redis.from_url(env.channel_url, socket_timeout=PATIENCE) as client:
            client.ping()
    except redis.RedisError as error:
        raise NotReady("the channel layer does not answer") from error


def _sequencer() -> None:
    if not Heartbeat.objects.filter(name="sequencer", beat_at__gte=Now() - SEQUENCER_SILENCE).exists():
        raise NotReady("the sequencer gives no sign of life")


def _signer() -> None:
    if not signer_lives():
        raise NotReady("the signer gives no sign of life")


def _worker() -> None:
    if not WorkerRow.objects.filter(seen_at__gte=Now() - WORKER_SILENCE).exists():
        raise NotReady("no worker gives a sign of life")


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "channels": _channels,
    "sequencer": _sequencer,
    "signer": _signer,
    "worker": _worker,
}
ON_THE_DATABASE = ("migrations", "sequencer", "signer", "worker")
