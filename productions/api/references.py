"""References: list, add, change, name, merge, lock, remove, restore, and who uses them."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Receipt
from productions import commands, projections
from productions.api import rights, shapes, showing
from productions.api.http import fields, filters
from productions.api.http.base import EntityView, ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.operations import Asked, Body, Changes, expected, page_of, reads, writes
from productions.api.http.pages import REMOVED, listed, page
from productions.domain.parameters import language_tag
from productions.domain.reference import KINDS, LINKS, VOICE_IN, Kind
from productions.domain.shot import CastEntry
from productions.queries import listing

_KIND = filters.choice("kind", "Those of one kind.", KINDS)


class AddReference(Body):
    """A reference of any kind; `parent` is the location that a location lies in."""

    kind: Kind
    name: fields.Name
    parent: UUID | None = None
    description: fields.Text = ""
    attributes: dict[fields.AttributeName, fields.Attribute] = {}


class ChangeReference(Changes):
    """What is left out stays. `attributes` holds those to change; null takes one away.

    A new name leaves the old one as an alias. `parent` null: the location lies in no other one. `voice` is the
    voice that a character or a group speaks with; null: one that follows from the name. `voices` are those of
    languages, by tag; null: none of its own in that one, where `voice` speaks with the sounds of that language.
    `kind` is one that a script names, and only of a reference of such a kind.
    """

    name: fields.Name | UnsetType = UNSET
    kind: Literal["character", "group", "location", "prop"] | UnsetType = UNSET
    parent: UUID | UnsetType | None = UNSET
    voice: UUID | UnsetType | None = UNSET
    voices: Annotated[dict[fields.LanguageTag, UUID | None], fields.SOME] | UnsetType = UNSET
    description: fields.Text | UnsetType = UNSET
    rights: fields.Text | UnsetType = UNSET
    attributes: Annotated[dict[fields.AttributeName, fields.Attribute | None], fields.SOME] | UnsetType = UNSET

    def fields(self) -> dict[str, Any]:
        """Return the changes as the reference's fields."""
        plain = {name: getattr(self, name) for name in ("name", "kind", "description", "rights")}
        links = {name: getattr(self, name) for name in LINKS}
        linked = {name: each and str(each) for name, each in links.items() if each is not UNSET}
        attributes = {} if self.attributes is UNSET else self.attributes
        named = {f"attribute:{name}": value for name, value in attributes.items()}
        return {
            **{name: value for name, value in plain.items() if value is not UNSET},
            **linked,
            **self._voices,
            **named,
        }

    @property
    def _voices(self) -> dict[str, Any]:
        voices = {} if self.voices is UNSET else self.voices
        return {f"{VOICE_IN}{_tag(tag)}": voice and str(voice) for tag, voice in voices.items()}


def _tag(text: str) -> str:
    try:
        return language_tag(text)
    except ValueError as error:
        raise Invalid(f"{text}: a language {error}.", field="voices") from None


class NameReference(Asked):
    """Another name of a reference."""

    name: fields.Name


class MergeReference(Asked):
    """The reference that goes on for both."""

    into: UUID


class LockReference(Asked):
    """Why shots keep the current version."""

    reason: str = ""


MOST_SHOTS = 2000
"""Shots that are cast by one request."""

Shots = Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=MOST_SHOTS)]


class CastInShots(Asked):
    """The shots, and how they cast it: `strength` from "0" to "1", `reference_version` null follows the newest."""

    shots: Shots
    role: fields.Label = ""
    strength: fields.Strength = "1"
    reference_version: fields.Version | None = None


class TakeOutOfShots(Asked):
    """The shots that no longer cast it."""

    shots: Shots


class ReferencesView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "edit_references"}

    @reads(
        "references_list",
        "The references by kind and name",
        shapes.Reference,
        page=True,
        query=[_KIND, REMOVED],
    )
    def get(self, production: UUID) -> msgspec.Struct:
        removed, kind = REMOVED.read(self.request), _KIND.read(self.request)
        rows = listing.references_of(production, removed=removed, kind=kind)
        page_rows, following = page(self.request, rows, listing.REFERENCE_ORDER)
        ready = [showing.of_reference(*listing.fold_of(projections.references, row)) for row in page_rows]
        return page_of(shapes.Reference)(ready, following, rights.can(self.role, {"add": "edit_references"}))

    @writes("references_add", "Add a reference", AddReference, shapes.Reference, status=201, at="reference")
    def post(self, asked: AddReference, production: UUID) -> tuple[Receipt[UUID], shapes.Reference]:
        context = self.context()
        made = context.ids()
        receipt = commands.add_reference(
            context,
            production,
            made,
            asked.kind,
            asked.name,
            asked.description,
            asked.attributes,
            asked.parent,
        )
        return receipt, showing.of_reference(made, listing.reference(made), self.role)


class _Reference(EntityView):
    projection = projections.references

    def now(self) -> shapes.Reference:
        """Return the reference of the address as it is."""
        id_ = self.kwargs["id"]
        return showing.of_reference(id_, listing.reference(id_), self.role)


class ReferenceView(_Reference):
    needs: ClassVar = {"GET": "read", "PATCH": "edit_references", "DELETE": "edit_references"}

    @reads("references_read", "A reference", shapes.Reference)
    def get(self, id: UUID) -> shapes.Reference:
        return self.now()

    @writes("references_change", "Change name, kind, description, rights, look", ChangeReference, shapes.Reference)
    def patch(self, asked: ChangeReference, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        if not (changes := asked.fields()):
            raise Invalid("The body names nothing to change.")
        receipt = commands.change_reference(self.context(), self.log, id, changes, expected(self, asked))
        return receipt, self.now()

    @writes("references_remove", "Take a reference out of all shots that cast it", Asked, shapes.Reference)
    def delete(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        return commands.remove_reference(self.context(), self.log, id, expected(self, asked)), self.now()


class AliasesView(_Reference):
    needs: ClassVar = {"POST": "edit_references", "DELETE": "edit_references"}

    @writes("references_name", "Let the script call it by another name too", NameReference, shapes.Reference)
    def post(self, asked: NameReference, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        return commands.add_alias(self.context(), self.log, id, asked.name, expected(self, asked)), self.now()

    @writes("references_unname", "Let the script no longer call it by a name", NameReference, shapes.Reference)
    def delete(self, asked: NameReference, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        return commands.remove_alias(self.context(), self.log, id, asked.name, expected(self, asked)), self.now()


class ReferenceMergeView(_Reference):
    needs: ClassVar = {"POST": "edit_references"}

    @writes(
        "references_merge",
        "Let another reference be cast for it, under its names too",
        MergeReference,
        shapes.Reference,
    )
    def post(self, asked: MergeReference, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        receipt = commands.merge_reference(self.context(), self.log, id, asked.into, expected(self, asked))
        return receipt, self.now()


class ReferenceLockView(_Reference):
    needs: ClassVar = {"POST": "lock", "DELETE": "unlock"}

    @writes("references_lock", "Keep what shots cast at the current version", LockReference, shapes.Reference)
    def post(self, asked: LockReference, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        receipt = commands.lock_reference(self.context(), self.log, id, asked.reason, expected(self, asked))
        return receipt, self.now()

    @writes("references_unlock", "Let shots follow the newest version again", Asked, shapes.Reference)
    def delete(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        return commands.unlock_reference(self.context(), self.log, id, expected(self, asked)), self.now()


class ReferenceRestoreView(_Reference):
    needs: ClassVar = {"POST": "edit_references"}

    @writes("references_restore", "Bring a removed reference back", Asked, shapes.Reference)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        return commands.restore_reference(self.context(), self.log, id, expected(self, asked)), self.now()


class CastInShotsView(_Reference):
    needs: ClassVar = {"PUT": "edit_shots", "DELETE": "edit_shots"}

    @writes(
        "references_cast",
        "Cast a reference in several shots, all or none; those that cast it already stay as they are",
        CastInShots,
        shapes.Reference,
    )
    def put(self, asked: CastInShots, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        entry = CastEntry(asked.role, asked.strength, asked.reference_version)
        seen = expected(self, asked)
        return commands.cast_in_shots(self.context(), self.log, id, entry, asked.shots, seen), self.now()

    @writes("references_uncast", "Take a reference out of several shots, all or none", TakeOutOfShots, shapes.Reference)
    def delete(self, asked: TakeOutOfShots, id: UUID) -> tuple[Receipt[None], shapes.Reference]:
        receipt = commands.remove_from_shots(self.context(), self.log, id, asked.shots, expected(self, asked))
        return receipt, self.now()


class UsedByView(_Reference):
    @reads("references_used_by", "The shots that cast a reference", shapes.Usage, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        uses = [
            shapes.Usage(shot, folded.state.code, folded.state.cast[id].role, folded.state.cast[id].version)
            for shot, folded in listing.casting(id, self.log).items()
        ]
        ready, following = listed(self.request, uses, lambda usage: usage.code)
        return page_of(shapes.Usage)(ready, following)
