"""Workers and machines that are here, and what is known of work on them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class WorkerRow(models.Model):
    """A worker process. `process` and `child` identify them on `host` beyond the reuse of process ids.

    What it offers: `kinds` of work on a device of the class `device_class`, and of the wider `classes`, with `memory`
    bytes of it to give, of which `resident` names what is kept there. It takes nothing once it is drained; `benched`
    says why where nobody told it to, and attempts from before `trusted_at` count against it no more.
    """

    name = models.CharField(primary_key=True, max_length=100)
    host = models.CharField(max_length=200)
    process = models.CharField(max_length=200)
    child = models.CharField(max_length=200, default="")
    kinds = ArrayField(models.CharField(max_length=100))
    device_class = models.CharField(max_length=40)
    classes = ArrayField(models.CharField(max_length=40), default=list)
    memory = models.BigIntegerField(default=0)
    resident = ArrayField(models.CharField(max_length=200), default=list)
    started_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    stopped_at = models.DateTimeField(null=True)
    drained_at = models.DateTimeField(null=True)
    benched = models.TextField(default="", db_default="")
    trusted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "generation_worker"

    def __str__(self) -> str:
        return self.name


class MachineRow(models.Model):
    """A machine that was invited to join: `person` is the account that it signs in with, `role` its own in Postgres."""

    name = models.CharField(primary_key=True, max_length=60)
    person = models.UUIDField(unique=True)
    role = models.CharField(max_length=63)
    invited_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "generation_machine"

    def __str__(self) -> str:
        return self.name


class UsageRow(models.Model):
    """Device-seconds that a worker spent for somebody in a production, as they weigh at `as_of`: half as much after
    each half-life. Of work that several asked for each has a share.
    """

    production = models.UUIDField()
    person = models.UUIDField()
    worker = models.CharField(max_length=100)
    seconds = models.FloatField()
    as_of = models.DateTimeField()

    class Meta:
        db_table = "generation_usage"
        constraints = [models.UniqueConstraint(fields=["production", "person", "worker"], name="one_row_per_usage")]

    def __str__(self) -> str:
        return f"{self.seconds} s by {self.worker}"


class ObservationRow(models.Model):
    """What a stage really cost: seconds on a device class, for `size` millions of pixels times frames."""

    kind = models.CharField(max_length=100)
    device_class = models.CharField(max_length=40)
    size = models.DecimalField(max_digits=14, decimal_places=4)
    seconds = models.DecimalField(max_digits=12, decimal_places=3)
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "generation_observation"
        indexes = [models.Index(fields=["kind", "device_class", "-id"], name="observation_newest")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.seconds} s"
