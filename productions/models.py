"""The rows of productions: written by projections alone, except for people, who are not events."""

import uuid

import uuid6
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.indexes import GinIndex
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from knox.models import AbstractAuthToken

from events.projections import AggregateRow
from productions.domain import statuses


def new_person() -> uuid.UUID:
    """Return a fresh opaque id for a person."""
    return uuid6.uuid7()


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of tokens: knox names it, without types
    """An account. Events name its `person`, an opaque id; names stay here, where they can be erased.

    An `erased` account holds no personal data any more and lets nobody in.
    """

    person = models.UUIDField(unique=True, default=new_person, editable=False)
    erased = models.BooleanField(default=False)

    def check_password(self, raw_password: str | None) -> bool:
        """Compare, and where Django hashes the right password anew meanwhile, let tokens go on: it is the same one."""
        before = self.get_session_auth_hash()
        right = super().check_password(raw_password)
        if right and (now := self.get_session_auth_hash()) != before:
            TokenRow.objects.filter(user=self, password=before).update(password=now)
        return right


class PersonKeyRow(models.Model):
    """The key that a person's remarks are sealed with, wrapped by the master key; null once it was destroyed."""

    person = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "productions_person_key"


def usual_ends() -> list[str]:
    """Return the ids of the statuses with which work ends, where a production has said nothing else."""
    return statuses.ends(statuses.DEFAULT)


class ProductionRow(AggregateRow):
    """A production. `members` maps each member's person id to a role; `ends` are the statuses with which work ends."""

    name = models.CharField(max_length=200)
    members = models.JSONField()
    archived = models.BooleanField()
    ends = models.JSONField(default=usual_ends)

    class Meta(AggregateRow.Meta):
        db_table = "productions_production"
        indexes = [GinIndex(fields=["members"], name="production_members")]


class ScriptRow(AggregateRow):
    """The screenplay of a production."""

    revision = models.IntegerField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_script"
        constraints = [models.UniqueConstraint(fields=["log"], name="one_script_per_production")]


class PipelineRow(AggregateRow):
    """The pipeline of a production. `published` is the newest version, 0 before the first."""

    published = models.IntegerField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_pipeline"
        constraints = [models.UniqueConstraint(fields=["log"], name="one_pipeline_per_production")]


class TemplateRow(AggregateRow):
    """A pipeline that the studio saved. `folded_title` is case-folded, unique among those not withdrawn."""

    folded_title = models.CharField(max_length=400)
    withdrawn = models.BooleanField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_template"
        constraints = [
            models.UniqueConstraint(
                fields=["folded_title"], condition=models.Q(withdrawn=False), name="template_title_once"
            )
        ]


class ChangeSetRow(AggregateRow):
    """A change set."""

    name = models.CharField(max_length=200)
    status = models.CharField(max_length=20)

    class Meta(AggregateRow.Meta):
        db_table = "productions_change_set"


class CutRow(AggregateRow):
    """The cut of a production, once somebody changed it."""

    class Meta(AggregateRow.Meta):
        db_table = "productions_cut"
        constraints = [models.UniqueConstraint(fields=["log"], name="one_cut_per_production")]


class PlaylistRow(AggregateRow):
    """A playlist."""

    name = models.CharField(max_length=200)
    status = models.CharField(max_length=20)

    class Meta(AggregateRow.Meta):
        db_table = "productions_playlist"


class ShareLinkRow(AggregateRow):
    """A share link."""

    name = models.CharField(max_length=200)
    playlist = models.UUIDField(db_index=True)
    revoked = models.BooleanField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_share_link"


class WaiverRow(AggregateRow):
    """A waiver."""

    about = models.CharField(max_length=71)
    removed = models.BooleanField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_waiver"


class WorkRow(AggregateRow):
    """The work of a shot. `assignees` lists the ids of people, `due` is a day as YYYY-MM-DD, `status` one by its id."""

    shot = models.UUIDField(unique=True)
    assignees = models.JSONField()
    due = models.CharField(max_length=10, null=True)
    status = models.UUIDField(null=True)

    class Meta(AggregateRow.Meta):
        db_table = "productions_work"
        indexes = [GinIndex(fields=["assignees"], name="work_assignees")]


class SceneRow(AggregateRow):
    """A scene."""

    code = models.CharField(max_length=40)
    rank = models.CharField(max_length=200)
    removed = models.BooleanField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_scene"
        constraints = [models.UniqueConstraint(fields=["log", "code"], name="scene_code_once")]


class ShotRow(AggregateRow):
    """A shot."""

    scene = models.UUIDField(db_index=True)
    code = models.CharField(max_length=60)
    rank = models.CharField(max_length=200)
    continues = models.UUIDField(null=True)
    removed = models.BooleanField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_shot"
        constraints = [models.UniqueConstraint(fields=["log", "code"], name="shot_code_once")]


class ReferenceRow(AggregateRow):
    """A reference. `folded_name` is the case-folded name, unique per kind among those not removed."""

    kind = models.CharField(max_length=20)
    folded_name = models.CharField(max_length=400)
    removed = models.BooleanField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_reference"
        constraints = [
            models.UniqueConstraint(
                fields=["log", "kind", "folded_name"],
                condition=models.Q(removed=False),
                name="reference_name_once",
            )
        ]


class TakeRow(AggregateRow):
    """A take. `digests` lists the bytes that it names: what access to an artifact rests on."""

    shot = models.UUIDField(db_index=True)
    digests = models.JSONField()
    number = models.IntegerField()
    pinned = models.BooleanField()

    class Meta(AggregateRow.Meta):
        db_table = "productions_take"
        indexes = [GinIndex(fields=["digests"], name="take_digests")]
        constraints = [models.UniqueConstraint(fields=["shot", "number"], name="take_number_once")]


class FindingRow(models.Model):
    """Under which words a thing of a production is found: those of its names, a full stop, and those of its texts.

    Each stands in the form of `domain/finding.py`, between spaces. `notes` are those on a take as JSON, their texts
    sealed as everywhere.
    """

    thing = models.UUIDField(primary_key=True)
    log = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    words = models.TextField()
    notes = models.TextField(default="")

    class Meta:
        db_table = "productions_finding"
        indexes = [
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="finding_words"),
            models.Index(fields=["log"], name="finding_noted", condition=~models.Q(notes="")),
        ]


class FindingWordRow(models.Model):
    """A word of a production, in the form in which things are found by it; one that nothing holds any more may stay."""

    log = models.UUIDField()
    word = models.CharField(max_length=40)

    class Meta:
        db_table = "productions_finding_word"
        constraints = [models.UniqueConstraint(fields=["log", "word"], name="finding_word_once")]
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="finding_word_alike")]


class ReplyRow(models.Model):
    """The stored reply to a write with an Idempotency-Key, kept for 24 hours per person and key."""

    person = models.UUIDField()
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=71)
    status = models.IntegerField()
    body = models.TextField()
    headers = models.TextField(default="{}")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        db_table = "productions_reply"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_reply_per_key")]


class SessionRow(AbstractBaseSession):
    """A browser session. `user` is whose it is, null for nobody's; all else stands in its data."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta(AbstractBaseSession.Meta):
        db_table = "productions_session"


class TokenRow(AbstractAuthToken):  # type: ignore[misc]  # knox has no types
    """A token of a program, of which the digest alone is kept. `id` names it where it is listed and revoked.

    `password` is Django's fingerprint of the password under which it was made: with another one it is worth nothing.
    """

    id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    name = models.CharField(max_length=100)
    password = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "productions_token"


class ShareSecretRow(models.Model):
    """What opens a share link: the digest of its secret, and the hash of its password, empty without one."""

    link = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=64)
    password = models.CharField(max_length=200)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "productions_share_secret"


class GuestRow(models.Model):
    """Somebody who came in by a share link. Events name their `person`; all that says who they are stands here alone.

    `secret` is the digest of what their browser holds. Once `erased`, name, address, device and secret are empty.
    """

    person = models.UUIDField(primary_key=True, default=new_person)
    link = models.UUIDField(db_index=True)
    name = models.CharField(max_length=150)
    secret = models.CharField(max_length=64, db_index=True)
    address = models.CharField(max_length=60)
    device = models.CharField(max_length=100)
    entered_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now_add=True)
    erased = models.BooleanField(default=False)

    class Meta:
        db_table = "productions_guest"


class GuestViewRow(models.Model):
    """A take of which the film was sent to a guest: when first and last, and in how many sittings."""

    guest = models.ForeignKey(GuestRow, on_delete=models.CASCADE, related_name="views")
    take = models.UUIDField()
    shot = models.UUIDField()
    sittings = models.IntegerField(default=1)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "productions_guest_view"
        constraints = [models.UniqueConstraint(fields=["guest", "take"], name="one_view_per_take")]
