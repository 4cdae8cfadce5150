"""Jobs of orders, the work that they wait for, and its attempts."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from generation.domain.job import OPEN
from generation.domain.needs import Needs
from generation.models.columns import DIGEST


class NeedsRow(models.Model):
    """What some work asks of a worker: one row for all actions that ask the same, so that a claim compares few.

    `processor` is the memory on a processor, where that is another.
    """

    kind = models.CharField(max_length=100)
    device = models.CharField(max_length=40)
    memory = models.BigIntegerField()
    model = models.CharField(max_length=200)
    processor = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "generation_needs"
        constraints = [
            models.UniqueConstraint(fields=["kind", "device", "memory", "model", "processor"], name="one_row_per_needs")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.device}"

    @property
    def needs(self) -> Needs:
        """What it says, as a value."""
        return Needs(self.device, self.memory, self.model, self.processor)


class ActionRow(models.Model):
    """The open work for one key. `token` fences writers; times are the database's.

    `rate` is in steps a second, `ends_at` when the last one is thought to be done.
    `production` and `person` are those who asked first. `wanted_at` and `place` say in which order to take what they
    asked for: the oldest order first, in the order of the film; a priority is a head start. `passed` counts how often
    later work went before it because a worker had the model of that in memory. `shuns` are workers that failed at it,
    while others are here that can run it.
    """

    key = models.CharField(max_length=DIGEST)
    kind = models.CharField(max_length=100)
    needs = models.ForeignKey(NeedsRow, on_delete=models.PROTECT, db_index=False)
    production = models.UUIDField()
    person = models.UUIDField()
    state = models.CharField(max_length=10, default="ready")  # ready, running, done, failed, cancelled
    wanted_at = models.DateTimeField()
    place = models.BigIntegerField(default=0)
    passed = models.IntegerField(default=0, db_default=0)
    shuns = ArrayField(
        models.CharField(max_length=100),
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=100))),
    )
    available_at = models.DateTimeField(db_default=Now())
    token = models.BigIntegerField(default=0)
    attempts = models.IntegerField(default=0)
    worker = models.CharField(max_length=100, default="")
    claimed_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    step = models.IntegerField(default=0)
    steps = models.IntegerField(default=0)
    rate = models.FloatField(null=True)
    ends_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "generation_action"
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state__in=("ready", "running")), name="one_open_action")
        ]
        indexes = [
            models.Index(
                fields=["production", "needs", "person", "wanted_at", "place"],
                name="action_ready",
                condition=Q(state="ready"),
            ),
            models.Index(fields=["lease_until"], name="action_running", condition=Q(state="running")),
            models.Index(fields=["needs"], name="action_shunning", condition=Q(state="ready") & ~Q(shuns=[])),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class PreviewRow(models.Model):
    """What running work looks like so far: a small JPEG, as it was after a step. It goes with the attempt."""

    action = models.OneToOneField(ActionRow, on_delete=models.CASCADE, primary_key=True, related_name="preview")
    image = models.BinaryField()
    step = models.IntegerField()

    class Meta:
        db_table = "generation_preview"

    def __str__(self) -> str:
        return f"preview of {self.action_id}"


class AttemptRow(models.Model):
    """One worker's try of an action. `outcome` is empty while it runs."""

    action = models.ForeignKey(ActionRow, on_delete=models.CASCADE, related_name="tries")
    token = models.BigIntegerField()
    worker = models.CharField(max_length=100)
    started_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, default="")  # done, late, refused, failed, cancelled, lost, handed back
    detail = models.TextField(default="")

    class Meta:
        db_table = "generation_attempt"
        constraints = [models.UniqueConstraint(fields=["action", "token"], name="one_attempt_per_token")]
        indexes = [models.Index(fields=["worker", "-id"], name="attempt_of_worker")]

    def __str__(self) -> str:
        return f"attempt {self.token} by {self.worker}"


class JobRow(models.Model):
    """One stage of one shot wanted by one order. `needs` are the jobs whose results its recipe stands on.

    `person` placed the order, under the version `pipeline` of the production's; `place` counts the jobs of the order.
    `stage` is the id of a node; `take_number` stands on the jobs that make the take, and is None where none is made.
    `reserved` is the most that it was expected to cost, in the order's currency; `expected` and `longest` are the
    device-seconds that half and nine of ten such jobs were to stay below when it was ordered; `causes` are the events
    that asked for the stage, the earliest first.
    """

    id = models.UUIDField(primary_key=True)
    order = models.UUIDField(db_index=True)
    production = models.UUIDField()
    person = models.UUIDField()
    shot = models.UUIDField()
    variation = models.IntegerField()
    language = models.CharField(max_length=40, default="", db_default="")
    settings = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    pipeline = models.IntegerField(default=0, db_default=0)
    stage = models.CharField(max_length=40)
    place = models.BigIntegerField()
    inputs = models.CharField(max_length=DIGEST)
    needs = ArrayField(models.UUIDField(), default=list)
    take_number = models.IntegerField(null=True)
    reserved = models.DecimalField(max_digits=18, decimal_places=6, default=0, db_default=0)
    expected = models.DecimalField(max_digits=14, decimal_places=3, default=0, db_default=0)
    longest = models.DecimalField(max_digits=14, decimal_places=3, default=0, db_default=0)
    causes = ArrayField(models.UUIDField(), default=list, db_default=models.Value([], ArrayField(models.UUIDField())))
    state = models.CharField(max_length=10, default="waiting")
    action = models.ForeignKey(ActionRow, on_delete=models.SET_NULL, null=True, related_name="jobs")
    key = models.CharField(max_length=DIGEST, default="")
    generation = models.IntegerField(null=True)
    reason = models.TextField(default="")
    code = models.CharField(max_length=40, default="", db_default="")
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "generation_job"
        constraints = [
            models.UniqueConstraint(
                fields=["order", "shot", "variation", "language", "settings", "stage"],
                name="one_job_per_stage_of_an_order",
            )
        ]
        indexes = [
            models.Index(fields=["shot", "-order"], name="job_shot"),
            models.Index(fields=["order"], name="job_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["key"], name="job_key"),
            models.Index(fields=["production"], name="job_failed", condition=Q(state="failed")),
            models.Index(fields=["production", "state"], name="job_open_in", condition=Q(state__in=OPEN)),
            GinIndex(fields=["needs"], name="job_needs"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.shot} {self.state}"


class TakeNumberRow(models.Model):
    """The highest take number that was handed out for a shot, and how many the last order got."""

    shot = models.UUIDField(primary_key=True)
    highest = models.IntegerField()
    given = models.IntegerField()

    class Meta:
        db_table = "generation_take_number"

    def __str__(self) -> str:
        return f"take {self.highest} of {self.shot}"
