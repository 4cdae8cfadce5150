"""Audits that people asked for: rows in Postgres are the truth about what to do and how far it is."""

from uuid import UUID

import uuid6
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from events.models import Audit

CHANNEL = "eventlog_audit"
"""The Postgres channel on which new work is announced."""
OPEN = ("queued", "running")


def ask(kind: str, log: UUID, person: UUID) -> Audit:
    """Queue a verification or an export of a log; one of the kind that is queued already is returned instead."""
    waiting = Audit.objects.filter(kind=kind, log=log, state="queued").first()
    if waiting:
        return waiting
    made = Audit.objects.create(id=uuid6.uuid7(), kind=kind, log=log, requested_by=person)
    made.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return made


def of(kind: str, log: UUID) -> "QuerySet[Audit, Audit]":
    """Return the audits of a kind that were asked for, the newest first."""
    return Audit.objects.filter(kind=kind, log=log).order_by("-id")


def cancel(audit: Audit) -> Audit:
    """Give up an audit that is not finished; what runs stops at its next step."""
    Audit.objects.filter(id=audit.id, state__in=OPEN).update(state="cancelled", finished_at=Now())
    audit.refresh_from_db()
    return audit
