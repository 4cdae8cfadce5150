"""Files that were made, and by which recipes."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from generation.models.columns import DIGEST


class FilmExportRow(models.Model):
    """The film as a file that somebody asked for: what was asked, how far it is, and what came of it.

    `seen_at` is when its process last said that it goes on; `done` of `whole` of a step are done. `result` says what
    was measured, `digests` are the files that came of it.
    """

    id = models.UUIDField(primary_key=True)
    production = models.UUIDField(db_index=True)
    person = models.UUIDField()
    asked = models.JSONField()
    step = models.CharField(max_length=20, default="waiting")  # `exports.Step`
    done = models.BigIntegerField(default=0)
    whole = models.BigIntegerField(default=0)
    reason = models.TextField(default="")
    result = models.JSONField(null=True)
    digests = ArrayField(models.CharField(max_length=71), default=list)
    began_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "generation_film_export"

    def __str__(self) -> str:
        return f"film export {self.id} {self.step}"


class SnapshotRow(models.Model):
    """The complete effective inputs of one shot, as an order carries them: canonical JSON under its digest."""

    digest = models.CharField(primary_key=True, max_length=DIGEST)
    document = models.TextField()

    class Meta:
        db_table = "generation_snapshot"

    def __str__(self) -> str:
        return self.digest


class RecipeRow(models.Model):
    """The canonical bytes of a recipe under its action key."""

    key = models.CharField(primary_key=True, max_length=DIGEST)
    document = models.TextField()

    class Meta:
        db_table = "generation_recipe"

    def __str__(self) -> str:
        return self.key


class ArtifactRow(models.Model):
    """Bytes in the store. `missing` is set when a reader found them gone or damaged.

    `seal` is what their file was like when they were last read and found right, `checked_at` when they were last
    looked for; `replaced_by` the bytes of the same content that stand for lost ones. `evicted_at` is set where they
    were removed to free room. Those that are `apart` never lay here: what they mean is known, and they are made here
    once something reads them.
    """

    digest = models.CharField(primary_key=True, max_length=DIGEST)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    missing = models.BooleanField(default=False)
    seal = models.CharField(max_length=100, default="", db_default="")
    checked_at = models.DateTimeField(null=True)
    replaced_by = models.CharField(max_length=DIGEST, default="", db_default="")
    evicted_at = models.DateTimeField(null=True)
    apart = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "generation_artifact"
        indexes = [
            models.Index(fields=["digest"], name="artifact_apart", condition=Q(apart=True)),
            models.Index(fields=["digest"], name="artifact_missing", condition=Q(missing=True)),
            models.Index(models.F("checked_at").asc(nulls_first=True), name="artifact_checked"),
        ]

    def __str__(self) -> str:
        return self.digest


class TraceRow(models.Model):
    """Which artifacts a key produced first. `digests` repeats theirs, for the join with `Artifact`."""

    key = models.CharField(max_length=DIGEST)
    generation = models.IntegerField(default=1)
    artifacts = models.JSONField()
    digests = ArrayField(models.CharField(max_length=DIGEST))
    engine = models.CharField(max_length=DIGEST, default="")
    device_class = models.CharField(max_length=40)
    seconds = models.DecimalField(max_digits=12, decimal_places=3)
    worker = models.CharField(max_length=100)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "generation_trace"
        indexes = [
            GinIndex(fields=["digests"], name="trace_digests"),
            models.Index(fields=["key"], name="trace_remade", condition=Q(generation__gt=1)),
        ]
        constraints = [models.UniqueConstraint(fields=["key", "generation"], name="one_trace_per_generation")]

    def __str__(self) -> str:
        return f"{self.key} generation {self.generation}"
