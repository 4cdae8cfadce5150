"""Ordinary application state beside the log: followers, signs of life, signing and anchoring, audits asked for."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Subscription(models.Model):
    """A follower of the global number. `error` is empty while it is well; `retry_at` is when it tries again."""

    name = models.CharField(primary_key=True, max_length=100)
    number = models.BigIntegerField(default=0)
    version = models.IntegerField(default=1)
    failures = models.IntegerField(default=0)
    error = models.TextField(default="")
    retry_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "events_subscription"

    def __str__(self) -> str:
        return f"{self.name} at {self.number}"


class Heartbeat(models.Model):
    """When a named process last said that it works."""

    name = models.CharField(primary_key=True, max_length=100)
    beat_at = models.DateTimeField()

    class Meta:
        db_table = "events_heartbeat"

    def __str__(self) -> str:
        return f"{self.name} at {self.beat_at:%H:%M:%S}"


class Signing(models.Model):
    """How signing and anchoring of a log go. `refused` says why the signer signs it no more; empty while all is well.

    `anchored` is the size of the newest note that lies outside of the database.
    """

    log = models.UUIDField(primary_key=True)
    refused = models.TextField(default="")
    refused_at = models.DateTimeField(null=True)
    anchored = models.BigIntegerField(default=0)
    anchored_at = models.DateTimeField(null=True)
    anchor_error = models.TextField(default="")

    class Meta:
        db_table = "events_signing"

    def __str__(self) -> str:
        return f"{self.log}: {self.refused or 'signed'}"


class Audit(models.Model):
    """A verification or an export of a log that somebody asked for: what there is to do, and how it went.

    `result` is the report of a verification, `file` the name of an export in the storage. `starts` counts tries.
    """

    id = models.UUIDField(primary_key=True)
    log = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10)  # verify, export
    state = models.CharField(max_length=10, default="queued")  # queued, running, done, failed, cancelled
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    step = models.CharField(max_length=40, default="")
    starts = models.IntegerField(default=0)
    result = models.JSONField(null=True)
    file = models.CharField(max_length=200, default="")
    error = models.TextField(default="")
    requested_by = models.UUIDField()
    requested_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "events_audit"
        indexes = [
            models.Index(fields=["requested_at"], name="audit_open", condition=Q(state__in=("queued", "running")))
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.log} {self.state}"


class Unplaced(models.Model):
    """An event that has no number and does not wait for one, as the auditor saw it last: somebody took it away."""

    event = models.UUIDField(primary_key=True)
    log = models.UUIDField(null=True)  # unknown where its stream is gone too

    class Meta:
        db_table = "events_unplaced"

    def __str__(self) -> str:
        return f"{self.event} of {self.log}"
