"""Productions: list, create, read, rename, archive, switch policies."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Receipt
from productions import commands, queries
from productions.api import shapes, showing
from productions.api.http import fields
from productions.api.http.base import ProductionView, View
from productions.api.http.errors import Invalid
from productions.api.http.operations import Body, Changes, expected, page_of, reads, writes
from productions.api.http.pages import listed
from productions.domain.production import POLICIES
from productions.queries import listing, templates

PolicyAsked = bool | Annotated[int, msgspec.Meta(ge=0, le=20)]
Policy = Annotated[str, msgspec.Meta(extra_json_schema={"enum": sorted(POLICIES)})]


class CreateProduction(Body):
    """The creator becomes its producer. `template` names the pipeline that it starts from; null: the film of all."""

    name: fields.Name
    template: Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=r"^[^\u0000]*$")] | None = None


class ChangeProduction(Changes):
    """What is left out stays. `archived` can only become true. `policies` sets those that it names.

    four_eyes and final_approval are on or off; of approvals, approvals_of_reviewers and approvals_of_producers it is
    how many a take needs.
    """

    name: fields.Name | UnsetType = UNSET
    archived: Literal[True] | UnsetType = UNSET
    policies: Annotated[dict[Policy, PolicyAsked], fields.SOME] | UnsetType = UNSET


class ProductionsView(View):
    @reads("productions_list", "The productions in which you are a member", shapes.Production, page=True)
    def get(self) -> msgspec.Struct:
        mine = list(queries.productions_of(self.person.person).items())
        ready, following = listed(self.request, mine, lambda item: str(item[0]))
        rows = [showing.of_production(id_, folded, self.person.person) for id_, folded in ready]
        return page_of(shapes.Production)(rows, following)

    @writes(
        "productions_create", "Create a production", CreateProduction, shapes.Production, status=201, at="production"
    )
    def post(self, asked: CreateProduction) -> tuple[Receipt[UUID], shapes.Production]:
        context = self.context()
        template = None if asked.template is None else templates.called(asked.template)
        receipt = commands.create_production(context, asked.name, context.ids(), template)
        return receipt, _now(receipt.value, self.person.person)


class ProductionDetailView(ProductionView):
    needs: ClassVar = {"GET": "read", "PATCH": "manage"}

    @reads("productions_read", "A production", shapes.Production)
    def get(self, production: UUID) -> shapes.Production:
        return _now(production, self.person.person)

    @writes("productions_change", "Rename, archive, or switch policies", ChangeProduction, shapes.Production)
    def patch(self, asked: ChangeProduction, production: UUID) -> tuple[Receipt[None], shapes.Production]:
        name = None if asked.name is UNSET else asked.name
        policies = None if asked.policies is UNSET else asked.policies
        if name is None and not policies and asked.archived is UNSET:
            raise Invalid("The body names nothing to change.")
        receipt = commands.change_production(
            self.context(),
            production,
            name=name,
            policies=policies,
            archived=asked.archived is True,
            expected=expected(self, asked),
        )
        return receipt, _now(production, self.person.person)


def _now(id_: UUID, person: UUID) -> shapes.Production:
    return showing.of_production(id_, listing.production(id_), person)
