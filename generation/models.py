"""Tables of generation: the rows of orders, and the operational state of jobs, workers and traces.

Only `OrderRow` is a projection. The others are excluded from rebuild; `jobs.reconcile` makes missing jobs again.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from events.projections import AggregateRow
from generation.domain.job import OPEN
from generation.domain.needs import Needs

DIGEST = 71
"""Characters of `sha256:` and 64 hex digits."""


class OrderRow(AggregateRow):
    """An order's newest state. Its row is also the lock under which its jobs move."""

    production = models.UUIDField(db_index=True)
    status = models.CharField(max_length=10)

    class Meta:
        db_table = "generation_order"
        indexes = [models.Index(fields=["status"], name="order_open", condition=Q(status__in=("held", "running")))]

    def __str__(self) -> str:
        return f"order {self.id} {self.status}"


class PricesRow(AggregateRow):
    """The studio's price list."""

    class Meta(AggregateRow.Meta):
        db_table = "generation_prices"

    def __str__(self) -> str:
        return "price list"


class QueueRow(AggregateRow):
    """Whether the work of a production is begun."""

    paused = models.BooleanField()

    class Meta:
        db_table = "generation_queue"
        constraints = [models.UniqueConstraint(fields=["log"], name="one_queue_per_production")]
        indexes = [models.Index(fields=["log"], name="queue_paused", condition=Q(paused=True))]

    def __str__(self) -> str:
        return f"queue of {self.log}"


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


class FilmExportRow(models.Model):
    """The film as a file that somebody asked for: what was asked, how far it is, and what came of it.

    `seen_at` is when its process last said that it goes on; `done` of `whole` of a step are done. `result` says what
    was measured, `digests` are the files that came of it.
    """

    id = models.UUIDField(primary_key=True)
    production = models.UUIDField(db_index=True)
    person = models.UUIDField()
    asked = models.JSONField()
    step = models.CharField(max_length=20, default="waiting")  # waiting, picture, sound, joining, done, failed
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
    were removed to free room.
    """

    digest = models.CharField(primary_key=True, max_length=DIGEST)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    missing = models.BooleanField(default=False)
    seal = models.CharField(max_length=100, default="", db_default="")
    checked_at = models.DateTimeField(null=True)
    replaced_by = models.CharField(max_length=DIGEST, default="", db_default="")
    evicted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "generation_artifact"
        indexes = [
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

    `stamp` is another one whenever any of the outlooks is.
    """

    production = models.UUIDField(primary_key=True)
    program = models.CharField(max_length=64)
    settings = models.CharField(max_length=64)
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
