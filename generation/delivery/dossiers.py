"""Dossiers: what a shot of the film was made of and who answers for it, as signed in-toto statements.

People stand in them by their opaque ids, and what they said in words is left out, so that nothing comes back by a
dossier that was erased. What is told of an event is told with its header and the proof that the log holds it.
"""

from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from events import notes, store
from events.decider import BEGAN, Folded
from events.evidence import checkpoints, receipts, statements, verify
from events.registry import Json
from events.store import StoredEvent
from generation.artifacts import access, artifact_store
from generation.artifacts.errors import ArtifactDamaged, ArtifactMissing
from generation.cut.cut_list import CutList
from generation.delivery import alignment
from generation.delivery.made_of import references_read
from generation.delivery.packages import Paper
from generation.domain.keying import SEED
from generation.domain.model import Model
from generation.domain.recipes import SETTING, Recipe
from generation.models import TraceRow
from generation.orders.lineage import SENT
from generation.register.listing import registered
from productions import queries
from productions.domain.reference import Reference
from productions.domain.take import MASTER, Take
from productions.domain.verdicts import LastWord, last_words
from productions.domain.waiver import Waiver
from productions.queries import listing
from productions.refusals import NotFound

FOLDER = "dossier"
MEDIA_TYPE = "application/json"
_SHOWN = ("take.made", "take.artifact_replaced", "reference.version_added")
"""Events whose payload is shown: they name files by digest, and nothing that somebody said."""
_UNTOLD = ("take.noted", "take.note_resolved", "take.note_reopened")


@dataclass(frozen=True, slots=True)
class DeliveredShot:
    """A shot of the film with the take that is seen of it, in its frames of the film; None where it is by itself."""

    id: UUID
    code: str
    take: UUID
    frames: tuple[int, int] | None = None


def shots_of(cut: CutList) -> list[DeliveredShot]:
    """Return the shots of a film that have a take, each where it stands first."""
    shots: dict[UUID, DeliveredShot] = {}
    for clip in cut.clips:
        if clip.shot and clip.take_id:
            at = (clip.record_in, clip.record_out)
            shots.setdefault(clip.take_id, DeliveredShot(clip.shot, clip.name, clip.take_id, at))
    return list(shots.values())


def papers(
    production: UUID, shots: Sequence[DeliveredShot], files: Mapping[str, str], waivers: Collection[UUID]
) -> Iterator[Paper]:
    """Yield the dossiers of shots, and the program that checks them.

    `files` are digests, as `sha256:<hex>`, of what is delivered, by name; `waivers` let pass what was found of it.
    """
    known = _Known.of(production, shots)
    names = set[str]()
    for each in shots:
        name = each.code if each.code not in names else f"{each.code}-{each.take}"
        names.add(name)
        content = known.dossier(each, files, waivers)
        yield Paper(f"{FOLDER}/{name}{verify.DOSSIER_ENDING}", MEDIA_TYPE, content)
    yield Paper(f"{FOLDER}/verify.py", "text/x-python", Path(verify.__file__).read_bytes())


def one(production: UUID, shot: UUID, take: UUID) -> bytes:
    """Return the dossier of a take by itself, with the waivers that hold now; NotFound without that shot."""
    moment = queries.moment(production, shots=[shot])
    if shot not in moment.shots:
        raise NotFound("There is no such shot.")
    by_itself = DeliveredShot(shot, moment.shots[shot].state.code, take)
    waivers = alignment.aligned(production).waivers
    return _Known.of(production, [by_itself]).dossier(by_itself, {}, waivers)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the dossiers of some shots of a film rest on, read once for all of them."""

    production: UUID
    title: str
    takes: Mapping[UUID, Folded[Take]]
    recipes: Mapping[str, Recipe]
    traces: Mapping[str, TraceRow]
    references: Mapping[UUID, Folded[Reference]]
    waivers: Mapping[UUID, Folded[Waiver]]
    models: Mapping[str, dict[str, Json]]
    streams: Mapping[UUID, Sequence[StoredEvent]]
    keys: list[dict[str, str]]

    @classmethod
    def of(cls, production: UUID, shots: Sequence[DeliveredShot]) -> "_Known":
        """Read it, once the newest events are signed too."""
        checkpoints.freshen(production)
        takes = queries.takes_of(each.id for each in shots)
        used = {each.take for each in shots}
        keys = {key for id_ in used for key in takes[id_].state.recipes.values()}
        references = queries.references(production)
        orders = {takes[id_].state.order for id_ in used}
        streams = store.read_streams([*used, *references, *(id_ for id_ in orders if id_)])
        rows = TraceRow.objects.filter(key__in=keys).order_by("generation")
        return cls(
            production,
            queries.names_of_productions([production])[production],
            takes,
            access.recipes(keys),
            {row.key: row for row in rows},
            references,
            listing.waivers(production),
            {weights.digest: _model(each.state) for each in registered() for weights in each.state.versions},
            streams,
            [{"public": b64encode(key).decode(), "note": note} for key, note, _ in checkpoints.public_keys()],
        )

    def dossier(self, shot: DeliveredShot, files: Mapping[str, str], waivers: Collection[UUID]) -> bytes:
        """Return the dossier of one of the shots."""
        take = self.takes[shot.take].state
        predicate = {
            "film": {"production": str(self.production), "title": self.title},
            "shot": {"id": str(shot.id), "code": shot.code, "frames": list(shot.frames) if shot.frames else None},
            "take": self._take(shot.take, take),
            "references": list(self._references(take)),
            "stages": [self._stage(node, key) for node, key in sorted(take.recipes.items())],
            "people": [_claim(each) for each in self._deeds(shot.take, take)],
            "approvals": list(self._approvals(shot)),
            "waivers": list(self._waivers(shot, waivers)),
        }
        statement = {
            "_type": verify.STATEMENT,
            "subject": list(_subjects(shot, take, files)),
            "predicateType": verify.DOSSIER,
            "predicate": {**predicate, "log": self._log(predicate)},
        }
        return statements.sealed(self.production, statement)

    def _take(self, id_: UUID, take: Take) -> dict[str, Any]:
        made = next(iter(self.streams.get(id_, ())), None)
        return {
            "id": str(id_),
            "number": take.number,
            "language": take.language,
            "variation": take.variation,
            "settings": take.settings,
            "contents": take.contents,
            "artifacts": [msgspec.to_builtins(each.named) for each in take.artifacts],
            **_claim(made, self.takes[id_].causes[BEGAN]),
        }

    def _references(self, take: Take) -> Iterator[dict[str, Any]]:
        """Each reference that a recipe read, and the event that gave it the look that was read."""
        recipes = [self.recipes[key] for key in take.recipes.values() if key in self.recipes]
        for each in references_read(recipes, self.references):
            changed = next((event for event in self.streams.get(each.id, ()) if event.version == each.version), None)
            yield {
                "id": str(each.id),
                "input": each.input,
                "kind": each.state.kind,
                "name": each.state.name,
                "version": each.version,
                "read": each.value,
                **(_claim(changed) if changed else {}),
            }

    def _stage(self, node: str, key: str) -> dict[str, Any]:
        """A step: its recipe in full, what was sent to its model, and by what engine it was carried out."""
        recipe, trace = self.recipes.get(key), self.traces.get(key)
        inputs = recipe["inputs"] if recipe else {}
        return {
            "node": node,
            "key": key,
            "recipe": recipe,
            "seed": inputs.get(SEED),
            "models": list(self._models(inputs)),
            "backend": recipe["backend"] if recipe else None,
            "engine": trace.engine if trace else None,
            "device": trace.device_class if trace else None,
            "made_at": trace.made_at.astimezone(UTC).isoformat() if trace else None,
            "sent": _sent(trace) if trace else None,
        }

    def _models(self, inputs: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
        for name, value in inputs.items():
            if name.startswith(SETTING):
                for digest in _digests(value):
                    yield {"digest": digest, "setting": name.removeprefix(SETTING), **self.models.get(digest, {})}

    def _deeds(self, id_: UUID, take: Take) -> Iterator[StoredEvent]:
        """Who ordered the take, and what people did with it; what they said of it is theirs."""
        order = self.streams.get(take.order, ()) if take.order else ()
        for each in (*order[:1], *self.streams.get(id_, ())):
            if each.type not in _UNTOLD:
                yield each

    def _approvals(self, shot: DeliveredShot) -> Iterator[dict[str, Any]]:
        """The last word about each content of the take, by way of whichever take of the shot it was said."""
        of_shot = {id_: folded for id_, folded in self.takes.items() if folded.state.shot == shot.id}
        words: Mapping[str, LastWord] = last_words(of_shot)
        contents = self.takes[shot.take].state.contents
        said = {port: words[content] for port, content in contents.items() if content in words}
        events = store.events(word.event for word in said.values())
        for port, word in said.items():
            told = _claim(events.get(word.event), word.event)
            endorsed = {person: str(role) for person, role in word.endorsed.items()}
            yield {"port": port, "content": contents[port], "review": word.review, "endorsed": endorsed, **told}

    def _waivers(self, shot: DeliveredShot, waivers: Collection[UUID]) -> Iterator[dict[str, Any]]:
        """What of the shot, or of the film that is delivered, somebody let pass."""
        mine = {
            id_: folded
            for id_, folded in self.waivers.items()
            if id_ in waivers and folded.state.shot in (None, shot.id)
        }
        events = store.events(folded.causes[BEGAN] for folded in mine.values())
        for folded in mine.values():
            given = folded.causes[BEGAN]
            yield {"check": folded.state.check, "about": folded.state.about, **_claim(events.get(given), given)}

    def _log(self, predicate: Mapping[str, Any]) -> dict[str, Any]:
        """The log: the newest note, and each event that is named or shows what became of the take's files."""
        named = {UUID(each["event"]) for each in verify.claims(predicate)}
        proven = receipts.proofs(self.production, named)
        return {
            "id": str(self.production),
            "origin": notes.origin(self.production),
            "note": proven.signed.note if proven.signed else None,
            "keys": self.keys,
            "events": [_proven(each) for each in proven.events],
        }


def _claim(event: StoredEvent | None, id_: UUID | None = None) -> dict[str, Any]:
    """What is told of an event: who did it when, as its header has it; its id alone where the log has lost it."""
    if event is None:
        return {"event": str(id_)}
    told = receipts.record(event)
    return {"event": told.event_id, "type": told.type, "person": told.actor, "at": told.recorded_at}


def _proven(each: receipts.Proven) -> dict[str, Any]:
    shown = {"payload": each.event.payload.decode()} if each.event.type in _SHOWN else {}
    return {
        "event": str(each.event.event_id),
        "position": each.event.position,
        "header": verify.header(receipts.record(each.event)),
        "proof": [hash_.hex() for hash_ in each.proof] if each.proof is not None else None,
        **shown,
    }


def _subjects(shot: DeliveredShot, take: Take, files: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What it is about: the files that are delivered, the take's master, and the frames in whichever file."""
    for name, digest in files.items():
        yield {"name": name, "digest": {"sha256": digest.partition(":")[2]}}
    if master := take.artifact(MASTER):
        yield {"name": f"{shot.code} master", "digest": {"sha256": master.digest.partition(":")[2]}}
    frames = take.contents.get(MASTER, take.content)
    yield {"name": f"{shot.code} frames", "digest": {verify.CONTENT: frames.partition(":")[2]}}


def _sent(trace: TraceRow) -> dict[str, Any] | None:
    """What was sent to the model, that which says most; None where nothing was, or its bytes are gone."""
    files = {each["role"]: each["digest"] for each in trace.artifacts}
    role = next((role for role in SENT if role in files), None)
    if role is None:
        return None
    try:
        with artifact_store.open_sound(files[role]) as file:
            text = msgspec.json.decode(file.read())
    except (ArtifactMissing, ArtifactDamaged):
        text = None
    return {"role": role, "digest": files[role], "text": text}


def _model(state: Model) -> dict[str, Json]:
    return {"name": state.name, "licence": state.licence}


def _digests(value: Json) -> Iterator[str]:
    """The digests of weights that a setting names, at any depth."""
    if isinstance(value, Mapping):
        if isinstance(value.get("digest"), str):
            yield str(value["digest"])
        for each in value.values():
            yield from _digests(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _digests(each)
