"""Ordinary application state beside the log: how far each follower has read, and which processes are alive."""

from django.db import models


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
