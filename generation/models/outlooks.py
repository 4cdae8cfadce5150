"""What plans keep of shots, and what was changed since."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from generation.models.columns import DIGEST


class OutlookRow(models.Model):
    """What the plan says of one shot, and how it stands.

    `reads` are the things that this rests on beside the shot: its scene, what it continues, references. `keys` are the
    beginnings of all its action keys that are known, `missing` those keys that have no trace, in whole. `telling` is
    None where the shot is up to date.
    """

    shot = models.UUIDField(primary_key=True)
    production = models.UUIDField(db_index=True)
    reads = ArrayField(models.UUIDField())
    keys = ArrayField(models.BigIntegerField())
    missing = ArrayField(models.CharField(max_length=DIGEST))
    telling = models.UUIDField(null=True)
    standing = models.TextField()

    class Meta:
        db_table = "generation_outlook"
        indexes = [
            GinIndex(fields=["reads"], name="outlook_reads", fastupdate=False),
            models.Index(fields=["production"], name="outlook_planned", condition=Q(telling__isnull=False)),
            models.Index(fields=["production"], name="outlook_missing", condition=~Q(missing=[])),
        ]

    def __str__(self) -> str:
        return f"outlook of {self.shot}"


class TellingRow(models.Model):
    """What the plan says of shots of a production of which it says the same, under a digest of the text."""

    production = models.UUIDField()
    digest = models.UUIDField()
    text = models.TextField()

    class Meta:
        db_table = "generation_telling"
        constraints = [models.UniqueConstraint(fields=["production", "digest"], name="one_telling_of_a_production")]

    def __str__(self) -> str:
        return f"telling {self.digest}"


class OutlookBasisRow(models.Model):
    """What all outlooks of a production rest on, as digests: the program, and the production's parameters.

    `parameters` are what that sets for all of its shots, as JSON; empty where nobody knows it. `stamp` is another one
    whenever any of the outlooks is.
    """

    production = models.UUIDField(primary_key=True)
    program = models.CharField(max_length=64)
    settings = models.CharField(max_length=64)
    parameters = models.TextField(default="", db_default="")
    stamp = models.UUIDField()

    class Meta:
        db_table = "generation_outlook_basis"

    def __str__(self) -> str:
        return f"basis of {self.production}"


class NoteRow(models.Model):
    """A note that a thing of a production changed. Triggers write it beside the change, in the same transaction."""

    production = models.UUIDField(db_index=True)
    thing = models.UUIDField()

    class Meta:
        db_table = "generation_change"

    def __str__(self) -> str:
        return f"change of {self.thing}"
