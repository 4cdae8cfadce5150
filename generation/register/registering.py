"""Commands on models: each is one edit of the studio's log, whoever asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from generation.domain.model import (
    MODEL,
    AddVersion,
    ChangeModel,
    InvalidModel,
    ModelCommand,
    NoteTrial,
    RegisterModel,
    ReinstateModel,
    Task,
    Use,
    Weights,
    WeightsKnown,
    WeightsSource,
    WithdrawModel,
)
from generation.models import ModelRow
from generation.projections import models
from generation.register import composing, licences, sources
from generation.register.examining import Examined, examined
from generation.register.sources import ModelUnusable, Telling
from productions.domain.studio import STUDIO

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """A model to add: from where, and what is said of it. What is None is read from its files.

    `version_of` names the model of which these are other weights. `base` is the folder of the model that a single file
    is made part of, `encoder` that of the encoder of pictures for an IP-Adapter.
    """

    source: str
    name: str | None = None
    licence: str | None = None
    uses: tuple[Use, ...] | None = None
    terms: str | None = None
    memory: int | None = None
    version_of: UUID | None = None
    base: str | None = None
    encoder: str | None = None


def add_model(context: Context, wanted: ModelRequest, fetching: Telling, reading: Telling) -> Receipt[UUID]:
    """Fetch, read and register a model, or a version of one; the value is its id.

    SourceUnreachable, ModelUnusable or InvalidModel in plain words; WeightsKnown where the weights are registered.
    `fetching` and `reading` hear how many bytes are there, and read.
    """
    refuse_said_of_version(wanted)
    source, path = _whole(wanted, *sources.fetched(sources.parsed(wanted.source), fetching))
    read = examined(source, path, wanted.memory, reading)
    if wanted.version_of:
        return add_version(context, wanted.version_of, read.task, read.backend, read.weights)
    return register(context, lambda: _described(wanted, sources.card_folder(source, path), read), read.weights.digest)


def _whole(wanted: ModelRequest, source: WeightsSource, path: Path) -> tuple[WeightsSource, Path]:
    """What is registered of a source: of a file that is part of a model, the model that it is made part of."""
    if not composing.is_part(path):
        if wanted.base or wanted.encoder:
            raise ModelUnusable(f"{path.name} is no part of a model: leave --base out.", field="source")
        return source, path
    base, encoder = (Path(each).expanduser() if each else None for each in (wanted.base, wanted.encoder))
    folder = composing.composed(path, base, encoder)
    return WeightsSource("folder", str(folder)), folder


def add_version(context: Context, id_: UUID, task: Task, backend: str, weights: Weights) -> Receipt[UUID]:
    """Make weights a version of a model; WeightsKnown where they are registered, as this or another one."""
    _refuse_known(weights.digest, id_)
    return _decide(context, id_, AddVersion(task, backend, weights), None, id_)


def name_of(id_: UUID | None) -> str:
    """Return what people call a model; empty for none."""
    row = ModelRow.objects.filter(id=id_).first() if id_ else None
    return models.read(row.version, row.state, row.causes).state.name if row else ""


class _Said(Protocol):
    """What is said of a model beside its files."""

    @property
    def version_of(self) -> UUID | None: ...


def refuse_said_of_version(wanted: _Said) -> None:
    """What is said of a model is said once: other weights of it bring no name and no licence of their own."""
    said = next((each for each in ("name", "licence", "uses", "terms") if getattr(wanted, each) is not None), None)
    if wanted.version_of and said:
        raise InvalidModel(
            f"A version has the {said} of its model: leave {'them' if said in ('uses', 'terms') else 'it'} out, change "
            "the model, or register these weights as a model of their own.",
            field=said,
        )


def _described(wanted: ModelRequest, folder: Path, read: Examined) -> RegisterModel:
    named, allowed = licences.known(wanted.licence or licences.of_card(folder))
    if not named:
        raise InvalidModel(
            "Nothing beside the model's files says under which licence it is. Say it: by SPDX identifier, or by name.",
            field="licence",
        )
    return RegisterModel(
        name=wanted.name or _named(wanted, read.weights.source),
        task=read.task,
        backend=read.backend,
        licence=named,
        uses=allowed.uses if wanted.uses is None else wanted.uses,
        terms=allowed.terms if wanted.terms is None else wanted.terms,
        weights=read.weights,
    )


def _named(wanted: ModelRequest, source: WeightsSource) -> str:
    """A model that a file was made part of is called by that file."""
    return (
        (wanted.source if wanted.base else source.at)
        .rstrip("/")
        .rpartition("/")[2]
        .removesuffix(sources.WEIGHTS)
        .removesuffix(sources.QUANTISED)
    )


def _refuse_known(digest: str, model: UUID | None) -> None:
    row = ModelRow.objects.filter(digests__contains=[digest]).first()
    if row and row.id != model:
        name = models.read(row.version, row.state, row.causes).state.name
        raise WeightsKnown(f"These weights are registered already, as {name}.", digest=digest, model=str(row.id))


def register(context: Context, described: Callable[[], RegisterModel], digest: str) -> Receipt[UUID]:
    """Register a model whose weights have a digest, once it is known that they are not registered yet."""
    _refuse_known(digest, None)
    command = described()

    def work(batch: Batch) -> UUID:
        stream = batch.context.ids()
        batch.begin(MODEL, stream)
        batch.decide(MODEL, stream, command)
        return stream

    return execute(context, STUDIO, work)


def change_model(context: Context, id_: UUID, command: ChangeModel, expected: int | None = None) -> Receipt[None]:
    """Say something else of a model: its name, its licence with what that allows, or the memory that it needs."""
    return _decide(context, id_, _completed(command), expected, None)


def _completed(command: ChangeModel) -> ChangeModel:
    """A licence that is known brings what it allows, where nobody says otherwise."""
    if command.licence is None:
        return command
    named, allowed = licences.known(command.licence)
    return ChangeModel(
        command.name,
        named,
        allowed.uses if command.uses is None else command.uses,
        allowed.terms if command.terms is None else command.terms,
        command.memory,
    )


def note_trial(context: Context, id_: UUID, command: NoteTrial) -> Receipt[None]:
    """Keep what came of a trial."""
    return _decide(context, id_, command, None, None)


def withdraw_model(context: Context, id_: UUID, reason: str, expected: int | None = None) -> Receipt[None]:
    """Let nothing new use a model, and say why."""
    return _decide(context, id_, WithdrawModel(reason), expected, None)


def reinstate_model(context: Context, id_: UUID, expected: int | None = None) -> Receipt[None]:
    """Let a withdrawn model be used again."""
    return _decide(context, id_, ReinstateModel(), expected, None)


def _decide(context: Context, id_: UUID, command: ModelCommand, expected: int | None, value: V) -> Receipt[V]:
    def work(batch: Batch) -> V:
        batch.decide(MODEL, id_, command, expected=expected)
        return value

    return execute(context, STUDIO, work)
