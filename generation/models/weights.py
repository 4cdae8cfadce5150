"""Models and their files, how fast they are, and those that are being added."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from events.projections import AggregateRow
from generation.models.columns import DIGEST


class ModelRow(AggregateRow):
    """A model of the studio. `digests` are those of its versions, `digest` that of the newest."""

    folded_name = models.CharField(max_length=400)
    task = models.CharField(max_length=20)
    digest = models.CharField(max_length=DIGEST)
    digests = ArrayField(models.CharField(max_length=DIGEST))
    withdrawn = models.BooleanField()

    class Meta:
        db_table = "generation_model"
        constraints = [
            models.UniqueConstraint(fields=["folded_name"], name="model_name_once"),
            models.UniqueConstraint(fields=["digest"], name="model_weights_once"),
        ]
        indexes = [GinIndex(fields=["digests"], name="model_digests")]

    def __str__(self) -> str:
        return f"model {self.folded_name}"


class WeightFileRow(models.Model):
    """The digest of a file of weights on a host, as it was when its size and time of change were these."""

    host = models.CharField(max_length=200)
    path = models.TextField()
    size = models.BigIntegerField()
    changed = models.BigIntegerField()
    digest = models.CharField(max_length=DIGEST)

    class Meta:
        db_table = "generation_weight_file"
        constraints = [models.UniqueConstraint(fields=["host", "path"], name="one_row_per_weight_file")]

    def __str__(self) -> str:
        return self.path


class ModelPaceRow(models.Model):
    """What work with a version of a model took on a class of device. `numbers`: precision, and how it lay in memory."""

    digest = models.CharField(max_length=DIGEST)
    device_class = models.CharField(max_length=40)
    numbers = models.CharField(max_length=40)
    tokens = models.BigIntegerField()
    steps = models.IntegerField()
    passes = models.IntegerField()
    pixels = models.BigIntegerField()
    seconds = models.DecimalField(max_digits=12, decimal_places=3)
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "generation_model_pace"
        indexes = [models.Index(fields=["digest", "-id"], name="model_pace_newest")]

    def __str__(self) -> str:
        return f"{self.digest}: {self.seconds} s"


class AdditionRow(models.Model):
    """A model that is being added, or a take that is made again: what was asked, how far it is, and how it ended.

    `seen_at` is when its process last said that it goes on; `done` of `whole` bytes are read or fetched.
    """

    id = models.UUIDField(primary_key=True)
    person = models.UUIDField()
    asked = models.JSONField()
    step = models.CharField(max_length=20, default="waiting")  # waiting, fetching, reading, trying, done, failed
    done = models.BigIntegerField(default=0)
    whole = models.BigIntegerField(default=0)
    model = models.UUIDField(null=True)
    reason = models.TextField(default="")
    began_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "generation_addition"

    def __str__(self) -> str:
        return f"addition {self.id} {self.step}"


class DealingRow(models.Model):
    """What was agreed with a provider about the work of a key, so that it is never asked and paid for twice.

    Operational, and kept: it holds the provider's name for the request, and no key of ours.
    """

    key = models.CharField(primary_key=True, max_length=DIGEST)
    document = models.JSONField(default=dict)
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "generation_dealing"

    def __str__(self) -> str:
        return f"{self.key}: {self.document.get('state', 'nothing')}"
