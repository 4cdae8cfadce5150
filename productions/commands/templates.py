"""Templates of the studio: a pipeline is saved as one, renamed, withdrawn, and a production starts from one."""

from uuid import UUID

import msgspec

from events.execution import Batch, Context, Receipt, execute, preview
from events.registry import Json
from productions import stage_kinds
from productions.domain.graph import Template
from productions.domain.parameters import Parameters, clean, find
from productions.domain.pipeline import ChangeDraft, PublishDraft, Version, pipeline
from productions.domain.production import production
from productions.domain.settings import SetParameter
from productions.domain.stage_parameters import parameters_of
from productions.domain.studio import STUDIO
from productions.domain.template import (
    ChangeTemplate,
    Difference,
    InvalidTemplate,
    ReplaceTemplate,
    SaveTemplate,
    TemplateNameTaken,
    WithdrawTemplate,
    differences,
    template,
)


def save_template(context: Context, wanted: Template, source: UUID | None = None) -> Receipt[UUID]:
    """Save a pipeline as a template of the studio; the value is its id. `source` is the production that had it.

    Refused in plain words where it cannot run, or a parameter does not fit it; TemplateNameTaken for its title.
    """
    _refuse_taken(wanted.title)
    kept = _kept(wanted)

    def work(batch: Batch) -> UUID:
        stream = batch.context.ids()
        batch.begin(template, stream)
        batch.decide(template, stream, SaveTemplate(kept, source))
        return stream

    return execute(context, STUDIO, work)


def change_template(
    context: Context, id_: UUID, *, title: str | None = None, about: str | None = None, expected: int | None = None
) -> Receipt[None]:
    """Give a template of the studio another title, or say anew what it is for."""
    if title is not None:
        _refuse_taken(title)
    return _change(context, id_, ChangeTemplate(title, about), expected)


def replace_template(
    context: Context,
    id_: UUID,
    wanted: Template,
    source: UUID | None = None,
    *,
    expected: int | None = None,
    dry_run: bool = False,
) -> Receipt[list[Difference]]:
    """Put another pipeline into a template of the studio; what started from it goes on as it was.

    The value is what that replaces; `dry_run` only says it. Refused as `save_template` refuses it. The title stays, and
    what it is for too unless `wanted` says that.
    """
    command = ReplaceTemplate(_kept(wanted), source)

    def work(batch: Batch) -> list[Difference]:
        before = batch.load(template, id_).state.template
        batch.decide(template, id_, command, expected=expected)
        return differences(before, batch.load(template, id_).state.template)

    return (preview if dry_run else execute)(context, STUDIO, work)


def withdraw_template(context: Context, id_: UUID, expected: int | None = None) -> Receipt[None]:
    """Offer a template no more; productions that started from it go on."""
    return _change(context, id_, WithdrawTemplate(), expected)


def start_from(batch: Batch, log: UUID, chosen: Template) -> None:
    """Let a production that is being made go by a template: publish its graph and set its parameters."""
    graph, schema = stage_kinds.checked(chosen.graph)
    stream = batch.context.ids()
    batch.begin(pipeline, stream)
    batch.decide(pipeline, stream, ChangeDraft(graph))
    batch.decide(pipeline, stream, PublishDraft(graph, schema))
    known = parameters_of(Version(1, graph.nodes, graph.outputs, dict(schema)))
    for name, value in chosen.parameters.items():
        batch.decide(production, log, SetParameter(name, value, parameter=find(name, known)))


def _kept(wanted: Template) -> Template:
    """A template that runs, with values that fit its parameters."""
    known = _runs(wanted)
    fitting = {name: _fitting(known, name, value) for name, value in wanted.parameters.items()}
    return msgspec.structs.replace(wanted, parameters=fitting)


def _fitting(known: Parameters, name: str, value: Json) -> Json:
    if name not in known:
        raise InvalidTemplate(f"The pipeline has no parameter called {name!r}.", field=f"parameters.{name}")
    return clean(known[name], value, "production")


def _runs(wanted: Template) -> Parameters:
    """The parameters of a template that runs."""
    graph, schema = stage_kinds.checked(wanted.graph)
    return parameters_of(Version(1, graph.nodes, graph.outputs, dict(schema)))


def _refuse_taken(title: str) -> None:
    built_in = {each.title.casefold() for each in stage_kinds.templates().values()}
    if title.strip().casefold() in built_in:
        raise TemplateNameTaken(f"A built-in template is called {title.strip()!r}.", title=title.strip())


def _change(
    context: Context, id_: UUID, command: ChangeTemplate | WithdrawTemplate, expected: int | None
) -> Receipt[None]:
    def work(batch: Batch) -> None:
        batch.decide(template, id_, command, expected=expected)

    return execute(context, STUDIO, work)
