"""Templates of the studio: pipelines that people saved for productions to start from, each a stream of its log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

import msgspec

from events.decider import Decider
from events.errors import Refusal
from events.registry import Event, Json, event
from productions.domain.graph import GraphNode, Template
from productions.domain.names import clean_name

LONGEST_ABOUT = 2000


@event("template.saved")
class Saved(Event, frozen=True):
    """`production` is the one whose pipeline it was; null for one that came as a file."""

    title: str
    about: str
    nodes: tuple[GraphNode, ...]
    outputs: dict[str, str]
    parameters: dict[str, Json] = {}
    production: UUID | None = None


@event("template.changed")
class Changed(Event, frozen=True):
    """`field` is title or about."""

    field: str
    before: str
    after: str


@event("template.replaced")
class Replaced(Event, frozen=True):
    """Another pipeline stands in it, from which productions start from then on. `production` is as in `Saved`."""

    about: str
    nodes: tuple[GraphNode, ...]
    outputs: dict[str, str]
    parameters: dict[str, Json] = {}
    production: UUID | None = None


@event("template.withdrawn")
class Withdrawn(Event, frozen=True):
    """Nothing starts from it any more; what did stays as it is."""


TemplateEvent = Saved | Changed | Replaced | Withdrawn


class StudioTemplate(msgspec.Struct, frozen=True):
    """A template, empty before it is saved, and whether it was withdrawn."""

    template: Template = Template("", "", (), {})
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SaveTemplate:
    template: Template
    production: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChangeTemplate:
    """What is None stays."""

    title: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class ReplaceTemplate:
    """Put another pipeline into it. The title stays, and what it is for too unless the other one says that."""

    template: Template
    production: UUID | None = None


@dataclass(frozen=True, slots=True)
class WithdrawTemplate:
    pass


Command = SaveTemplate | ChangeTemplate | ReplaceTemplate | WithdrawTemplate


class TemplateNameTaken(Refusal):
    """Another template has this title."""

    code = "template-name-taken"


class TemplateWithdrawn(Refusal):
    """The template was withdrawn and stays as it was."""

    code = "template-withdrawn"


class InvalidTemplate(Refusal):
    """What is said of the template is too long, or cannot be read."""

    code = "invalid-template"
    status = 422


class Difference(msgspec.Struct, frozen=True):
    """A field in which two templates differ: `node:<id>`, `output:<name>`, `parameter:<name>` or `about`.

    None stands for what is not there.
    """

    field: str
    before: Json
    after: Json


def differences(before: Template, after: Template) -> list[Difference]:
    """Return what differs between two templates, their titles and the order of their stages apart."""
    old, new = _fields(before), _fields(after)
    names = (*old, *(name for name in new if name not in old))
    return [Difference(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)]


def _fields(held: Template) -> dict[str, Json]:
    return {
        "about": held.about,
        **{f"node:{node.id}": msgspec.to_builtins(node) for node in held.nodes},
        **{f"output:{name}": source for name, source in held.outputs.items()},
        **{f"parameter:{name}": value for name, value in held.parameters.items()},
    }


def decide(state: StudioTemplate, command: Command) -> Sequence[TemplateEvent]:
    match command:
        case SaveTemplate(template, production):
            return [
                Saved(
                    title=clean_name(template.title),
                    about=_clean_about(template.about),
                    nodes=template.nodes,
                    outputs=template.outputs,
                    parameters=template.parameters,
                    production=production,
                )
            ]
        case ChangeTemplate(title, about):
            _refuse_withdrawn(state)
            now = state.template
            wanted = {
                "title": now.title if title is None else clean_name(title),
                "about": now.about if about is None else _clean_about(about),
            }
            pairs = ((name, getattr(now, name), value) for name, value in wanted.items())
            return [Changed(field=name, before=old, after=new) for name, old, new in pairs if old != new]
        case ReplaceTemplate(template, production):
            _refuse_withdrawn(state)
            now = state.template
            about = _clean_about(template.about) or now.about
            held = msgspec.structs.replace(template, title=now.title, about=about)
            if held == now:
                return []
            return [
                Replaced(
                    about=about,
                    nodes=held.nodes,
                    outputs=held.outputs,
                    parameters=held.parameters,
                    production=production,
                )
            ]
        case WithdrawTemplate():
            return [] if state.withdrawn else [Withdrawn()]
        case _:
            assert_never(command)


def _refuse_withdrawn(state: StudioTemplate) -> None:
    if state.withdrawn:
        raise TemplateWithdrawn("This template was withdrawn. Save the pipeline as a template again.")


def _clean_about(text: str) -> str:
    if len(text) > LONGEST_ABOUT:
        raise InvalidTemplate(f"What a template is for is said in at most {LONGEST_ABOUT} characters.", field="about")
    return text.strip()


def evolve(state: StudioTemplate, happened: TemplateEvent) -> StudioTemplate:
    match happened:
        case Saved(title=title, about=about, nodes=nodes, outputs=outputs, parameters=parameters):
            return StudioTemplate(Template(title, about, nodes, outputs, parameters))
        case Changed(field=name, after=after):
            return StudioTemplate(msgspec.structs.replace(state.template, **{name: after}), state.withdrawn)
        case Replaced(about=about, nodes=nodes, outputs=outputs, parameters=parameters):
            return StudioTemplate(Template(state.template.title, about, nodes, outputs, parameters))
        case Withdrawn():
            return msgspec.structs.replace(state, withdrawn=True)
        case _:
            assert_never(happened)


template: Decider[StudioTemplate, Command] = Decider("template", StudioTemplate(), decide, evolve)
