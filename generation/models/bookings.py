"""What work cost."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Booking(models.Model):
    """Money and seconds of a job's share of some work, booked to the event `cause`."""

    order = models.UUIDField(db_index=True)
    production = models.UUIDField()
    person = models.UUIDField()
    shot = models.UUIDField()
    stage = models.CharField(max_length=40)
    cause = models.UUIDField()
    further = ArrayField(models.UUIDField(), default=list)
    device_class = models.CharField(max_length=40)
    seconds = models.DecimalField(max_digits=12, decimal_places=3)
    amount = models.DecimalField(max_digits=18, decimal_places=6)
    currency = models.CharField(max_length=3)
    booked_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class CostRow(Booking):
    """What a job's work cost, as its event `job.done` says it."""

    job = models.UUIDField(primary_key=True)

    class Meta:
        db_table = "generation_cost"
        indexes = [
            models.Index(fields=["production", "person"], name="cost_of_person"),
            models.Index(fields=["shot", "stage"], name="cost_of_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.shot}: {self.amount} {self.currency}"


class WasteRow(Booking):
    """What an attempt cost that ended without a result, as the event `job.wasted` of a job says it."""

    job = models.UUIDField()
    attempt = models.IntegerField()
    outcome = models.CharField(max_length=20)

    class Meta:
        db_table = "generation_waste"
        constraints = [models.UniqueConstraint(fields=["job", "attempt"], name="one_waste_per_attempt_of_a_job")]
        indexes = [
            models.Index(fields=["production", "person"], name="waste_of_person"),
            models.Index(fields=["shot", "stage"], name="waste_of_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.shot}: {self.amount} {self.currency} in vain"
