"""How the installation is, for those who run it: as data at `studio/health/`, for Prometheus at `/metrics`."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address

import msgspec
from django.db import connection
from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from events import health, room
from generation.artifacts import artifact_store, storage
from generation.live import offers
from generation.models import JobRow, WorkerRow
from productions import policy
from productions.api.http.base import View
from productions.api.http.operations import reads

_WORKERS = f"""SELECT name, extract(epoch FROM clock_timestamp() - seen_at)::float8
               FROM {WorkerRow._meta.db_table} WHERE stopped_at IS NULL"""
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


class DiskRoom(msgspec.Struct, frozen=True):
    """Bytes that are free on the disk to which artifacts are written, and how many jobs wait for more of them."""

    free_bytes: int
    waiting_jobs: int


class StudioHealth(health.LogHealth, frozen=True):
    """`heartbeats` holds the seconds since each process and worker last gave a sign of life.

    `lost_files` counts the stored files that readers found gone or damaged and that nothing has replaced.
    `benched` holds the reasons of workers that were drained and that nobody told to.
    """

    room: DiskRoom
    lost_files: int
    benched: dict[str, str]


class HealthView(View):
    @reads("studio_health", "How late numbers, followers and checkpoints are, and what protects the log", StudioHealth)
    def get(self) -> StudioHealth:
        policy.require_studio(self.person)
        return look()


class MayMeasure(BasePermission):
    """A superuser, or whoever asks from this very machine and not on behalf of another, as a proxy does."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return _is_local(request) or bool(getattr(request.user, "is_superuser", False))


class MetricsView(View):
    permission_classes = (MayMeasure,)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        registry = CollectorRegistry()
        registry.register(_Health(look()))
        return HttpResponse(encode(registry), content_type=content_type)


class _Health(Collector):
    """One look at the system as gauges."""

    def __init__(self, health: StudioHealth) -> None:
        self._health = health

    def collect(self) -> Iterator[GaugeMetricFamily]:
        health = self._health
        yield _gauge("log_events", "Events with a number, over all logs.", health.events)
        yield _gauge("sequencer_lag_seconds", "Longest wait of the newest events.", health.sequencer.lag_seconds)
        pending = health.sequencer.oldest_pending_seconds
        yield _gauge("oldest_pending_seconds", "Wait of the oldest event without a number.", pending)
        yield _gauge("unanchored_events", "Events after the last checkpoints.", health.checkpoints.unanchored_events)
        age = health.checkpoints.age_seconds
        yield _gauge("checkpoint_age_seconds", "Time since the oldest event without a checkpoint.", age)
        yield _gauge("refused_logs", "Logs that the signer refuses to sign.", len(health.checkpoints.refused))
        stuck = len(health.checkpoints.anchor_errors)
        yield _gauge("anchor_errors", "Logs whose notes do not leave the database.", stuck)
        oldest = health.oldest_write_transaction_seconds
        yield _gauge("oldest_write_transaction_seconds", "Age of the oldest transaction that writes.", oldest)
        yield _gauge("unplaced_events", "Events without a number that do not wait for one.", len(health.unplaced))
        yield _gauge("protection_weaknesses", "Levels of the log's protection that are off.", len(health.protection))
        behind = {each.name: each.behind for each in health.subscriptions}
        yield _gauges("subscription_behind_events", "Events not handled yet.", "subscription", behind)
        failures = {each.name: each.failures for each in health.subscriptions}
        yield _gauges("subscription_failures", "Failures in a row.", "subscription", failures)
        yield _gauge("free_bytes", "Free on the disk to which artifacts are written.", health.room.free_bytes)
        yield _gauge("jobs_without_room", "Jobs that wait for room on a disk.", health.room.waiting_jobs)
        yield _gauge("lost_files", "Stored files that are gone or damaged and not replaced.", health.lost_files)
        yield _gauge("benched_workers", "Workers that were drained for failing at everything.", len(health.benched))
        yield _gauges("heartbeat_age_seconds", "Time since the last sign of life.", "process", health.heartbeats)


def _gauge(name: str, text: str, value: float | None) -> GaugeMetricFamily:
    """Return a metric; nothing to wait for is no wait."""
    return GaugeMetricFamily(f"continuity_{name}", text, value=value or 0)


def _gauges(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"continuity_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def look() -> StudioHealth:
    """Ask how the log, the processes and the disk are."""
    log_health = health.look()
    with connection.cursor() as cursor:
        cursor.execute(_WORKERS)
        beats = {**log_health.heartbeats, **dict(cursor.fetchall())}
    parts = {name: getattr(log_health, name) for name in log_health.__struct_fields__}
    waiting = JobRow.objects.filter(state="ready").exclude(reason="").count()
    disk = DiskRoom(room.free(storage.folder()), waiting)
    return StudioHealth(
        **{**parts, "heartbeats": beats},
        room=disk,
        lost_files=artifact_store.count_lost(),
        benched={row.name: row.benched for row in offers.present() if row.benched},
    )


def _is_local(request: HttpRequest | Request) -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
