"""Templates: the pipelines that a production can start from, built in or saved by the studio."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Receipt
from productions import commands, policy, queries
from productions.api import shapes
from productions.api.graphs import About, ImportedPipeline
from productions.api.http import fields
from productions.api.http.base import View
from productions.api.http.errors import Invalid
from productions.api.http.operations import Asked, Body, Can, Changes, Permission, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.domain.graph import Graph, GraphNode, Template
from productions.domain.pipeline_file import PipelineFile, filed
from productions.domain.template import Difference
from productions.history.feed import Actor
from productions.models import User
from productions.queries import templates
from productions.queries.templates import Offered
from productions.refusals import NotFound


class SaveTemplate(Body):
    """The pipeline that a production goes by becomes a template, with what is set there of its stages."""

    title: fields.Name
    production: UUID
    about: About = ""


class ChangeTemplate(Changes):
    """What is left out stays."""

    title: fields.Name | UnsetType = UNSET
    about: Annotated[About, msgspec.Meta()] | UnsetType = UNSET


class ReplaceTemplate(Asked):
    """Another pipeline for a template: what a production goes by, or one from a file. Its title stays.

    With `dry_run` nothing is kept: the reply says what would be replaced.
    """

    production: UUID | UnsetType = UNSET
    file: ImportedPipeline | UnsetType = UNSET
    dry_run: bool = False

    def check(self) -> None:
        """Raise Invalid unless it names one of them."""
        if (self.production is UNSET) == (self.file is UNSET):
            raise Invalid("A template is replaced by what a production goes by, or by a file.", field="file")

    @classmethod
    def together(cls) -> dict[str, Any]:
        """Either a production or a file."""
        return {"oneOf": [{"required": ["production"]}, {"required": ["file"]}]}

    def wanted(self, asker: User) -> tuple[UUID | None, Template]:
        """Return the pipeline that is asked for, and the production that goes by it where that was named."""
        if self.file is not UNSET:
            return None, self.file.template()
        assert self.production is not UNSET, "it was checked"
        return self.production, _of_production(self.production, asker, "")


class TemplatesView(View):
    @reads("templates_list", "The pipelines that a production can start from", shapes.Template, page=True)
    def get(self) -> msgspec.Struct:
        ready, following = numbered(self.request, templates.offered())
        return page_of(shapes.Template)(shown(ready, self.person), following)

    @writes(
        "templates_save",
        "Save the pipeline of a production as a template of the studio",
        SaveTemplate,
        shapes.Template,
        status=201,
        at="template",
    )
    def post(self, asked: SaveTemplate) -> tuple[Receipt[UUID], shapes.Template]:
        wanted = _of_production(asked.production, self.person, asked.title, asked.about)
        receipt = commands.save_template(self.context(), wanted, asked.production)
        return receipt, _now(receipt.value, self.person)


class TemplateImportView(View):
    @writes(
        "templates_import",
        "Save a pipeline from a file as a template of the studio",
        ImportedPipeline,
        shapes.Template,
        status=201,
        at="template",
    )
    def post(self, asked: ImportedPipeline) -> tuple[Receipt[UUID], shapes.Template]:
        receipt = commands.save_template(self.context(), asked.template())
        return receipt, _now(receipt.value, self.person)


class TemplateView(View):
    @reads("templates_read", "A template of the studio", shapes.Template)
    def get(self, id: UUID) -> shapes.Template:
        return _now(id, self.person)

    @writes("templates_change", "Give a template another title, or say what it is for", ChangeTemplate, shapes.Template)
    def patch(self, asked: ChangeTemplate, id: UUID) -> tuple[Receipt[None], shapes.Template]:
        self._require_own(id)
        title, about = (None if value is UNSET else value for value in (asked.title, asked.about))
        version = expected(self, asked)
        receipt = commands.change_template(self.context(), id, title=title, about=about, expected=version)
        return receipt, _now(id, self.person)

    @writes("templates_replace", "Put another pipeline into a template", ReplaceTemplate, shapes.Template)
    def put(self, asked: ReplaceTemplate, id: UUID) -> tuple[Receipt[list[Difference]], shapes.Template]:
        self._require_own(id)
        source, wanted = asked.wanted(self.person)
        version, dry_run = expected(self, asked), asked.dry_run
        receipt = commands.replace_template(self.context(), id, wanted, source, expected=version, dry_run=dry_run)
        shown = _now(id, self.person)
        shown.difference = [shapes.TemplateDifference(each.field, each.before, each.after) for each in receipt.value]
        shown.dry_run = dry_run
        return Receipt((), {}, receipt.value) if dry_run else receipt, shown

    @writes("templates_withdraw", "Offer a template no more", Asked, shapes.Template)
    def delete(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Template]:
        self._require_own(id)
        return commands.withdraw_template(self.context(), id, expected(self, asked)), _now(id, self.person)

    def _require_own(self, id: UUID) -> None:
        policy.require_own(self.person, templates.of_studio(id).saved_by)


class TemplateFileView(View):
    @reads("templates_export", "A template as a file, built in or of the studio", PipelineFile)
    def get(self, name: str) -> PipelineFile:
        known = {each.name: each.template for each in templates.offered()}
        if name not in known:
            raise NotFound("There is no such template.")
        return filed(known[name])


def _of_production(production: UUID, asker: User, title: str, about: str = "") -> Template:
    """The pipeline that a production goes by, for who may change it."""
    role = queries.role(production, asker.person)
    if role is None:
        raise NotFound("There is no such production.")
    policy.require(role, "edit_pipeline", production)
    return templates.from_production(production, title, about)


def shown(offered: list[Offered], asker: User) -> list[shapes.Template]:
    """Return templates with who saved them, and what the asker can do with them."""
    names = queries.names_of({each.saved_by for each in offered if each.saved_by})
    return [_shown(each, asker, names) for each in offered]


def _now(id_: UUID, asker: User) -> shapes.Template:
    return shown([templates.of_studio(id_)], asker)[0]


def _shown(offered: Offered, asker: User, names: dict[UUID, str]) -> shapes.Template:
    template, by = offered.template, offered.saved_by
    return shapes.Template(
        name=offered.name,
        title=template.title,
        about=template.about,
        nodes=nodes(template.graph),
        outputs=template.outputs,
        parameters=template.parameters,
        id=offered.id,
        version=offered.version,
        saved_by=Actor(by, names.get(by, "")) if by else None,
        default=offered.default,
        can=_can(offered, asker),
    )


def _can(offered: Offered, asker: User) -> Can:
    why = policy.own(asker, offered.saved_by) if offered.id else "It is built in."
    return {name: Permission(why is None, why) for name in shapes.TEMPLATE}


def nodes(graph: Graph) -> list[shapes.StageNode]:
    """Return the stages of a graph, each input with all that feeds it."""
    return [_node(node) for node in graph.nodes]


def _node(node: GraphNode) -> shapes.StageNode:
    fed: dict[str, Any] = dict(node.inputs)
    return shapes.StageNode(node.id, node.kind, node.label, node.when, {port: list(node.sources(port)) for port in fed})
