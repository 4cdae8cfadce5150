"""The pipelines that a production can start from: built in, and saved by the studio."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from events import store
from events.decider import BEGAN
from events.errors import Refusal
from events.registry import Json
from productions import projections, stage_kinds
from productions.domain.graph import Template
from productions.domain.parameters import Parameters
from productions.domain.production import Production
from productions.domain.stage_parameters import node_of, parameters_of
from productions.models import TemplateRow
from productions.queries import listing, one, rows

SHAPE = ("resolution", "frame_rate")
"""The parameters of a production that its templates keep beside those of its stages: they are about the pipeline."""


class UnknownTemplate(Refusal):
    """There is no such template, or it was withdrawn; names those there are."""

    code = "unknown-template"
    status = 422


@dataclass(frozen=True, slots=True)
class Offered:
    """A template under the name by which it is asked for. `id` and who saved it are those of a studio's own.

    `default` is the one that a production starts from which names none.
    """

    name: str
    template: Template
    id: UUID | None = None
    version: int = 0
    saved_by: UUID | None = None
    default: bool = False


def offered() -> list[Offered]:
    """Return all templates: the one that all start from, the other built-in ones, and the studio's by title."""
    default = stage_kinds.default_name()
    built_in = [Offered(name, each, default=name == default) for name, each in stage_kinds.templates().items()]
    built_in.sort(key=lambda each: not each.default)
    return [*built_in, *sorted(_of_studio(), key=lambda each: each.template.title.casefold())]


def _of_studio() -> Iterator[Offered]:
    own = rows(projections.templates, TemplateRow.objects.filter(withdrawn=False))
    events = store.events(folded.causes[BEGAN] for folded in own.values())
    for id_, folded in own.items():
        saved = events.get(folded.causes[BEGAN])
        yield Offered(str(id_), folded.state.template, id_, folded.version, saved.actor if saved else None)


def of_studio(id_: UUID) -> Offered:
    """Return a template of the studio, withdrawn or not; NotFound where there is none."""
    _, folded = one(projections.templates, id_)
    saved = store.event(folded.causes[BEGAN])
    return Offered(str(id_), folded.state.template, id_, folded.version, saved.actor if saved else None)


def called(name: str) -> Template:
    """Return the template of a name; UnknownTemplate where there is none to start from."""
    known = {each.name: each.template for each in offered()}
    if name not in known:
        titles = ", ".join(f"{key} ({each.title})" for key, each in known.items())
        raise UnknownTemplate(f"There is no template called {name!r}. There are: {titles}.", field="template")
    return known[name]


def from_production(log: UUID, title: str, about: str) -> Template:
    """Return the pipeline that a production goes by as a template, with what is set there of its stages."""
    version = stage_kinds.in_force(listing.pipeline(log).state)
    known, state = parameters_of(version), listing.production(log).state
    return Template(title, about, version.nodes, version.outputs, dict(_kept(known, state)))


def _kept(known: Parameters, state: Production) -> Iterator[tuple[str, Json]]:
    for name, value in state.settings.values.items():
        if name in known and (name in SHAPE or node_of(name)):
            yield name, value
