"""What a production may spend, what it has spent, and where that went."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, ClassVar, cast
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events import store
from events.execution import Receipt
from generation import queries
from generation.api.shapes import Money, StageName
from generation.domain.job import Wasted
from generation.domain.prices import plain
from generation.orders import spendings
from generation.orders.ledger import Account
from generation.orders.spendings import Spent
from productions import commands as productions
from productions import policy
from productions import queries as members
from productions.api.http.base import ProductionView
from productions.api.http.operations import Changes, expected, reads, writes
from productions.api.shapes import Cause
from productions.domain.production import Production
from productions.domain.spending import LIMIT, InvalidSpending, Over, Regenerate, Spending, in_force
from productions.history import feed
from productions.queries import listing

Number = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?$"})]


class Limit(msgspec.Struct):
    """What a person of the production has spent and reserved, and the most that they may; null: the budget alone."""

    person: UUID
    name: str
    most: Number | None
    spent: str
    reserved: str


class SpendingRules(msgspec.Struct):
    """The rules of spending, what was spent and what open orders may still cost. Amounts are decimals in `currency`.

    `over`: what happens to an order beyond the budget or its person's limit. `regenerate`: what an edit starts.
    `cheap_…`: the most that a stage may take to run at once; `most_…`: beyond it an edit starts a held order alone.
    """

    version: int
    currency: str
    budget: Number | None
    over: Over
    regenerate: Regenerate
    cheap_seconds: Number | None
    cheap_amount: Number | None
    most_seconds: Number | None
    most_amount: Number | None
    spent: str
    reserved: str
    people: list[Limit]


class LimitOfAStranger(InvalidSpending):
    """A limit is well formed and of somebody who is no member."""

    code = "limit-of-a-stranger"


class LimitAsked(msgspec.Struct, forbid_unknown_fields=True):
    """The most that a person may spend here; null takes the limit away."""

    person: UUID
    most: Number | None


class ChangeSpending(Changes):
    """What is left out stays; null takes a bound away."""

    budget: Number | UnsetType | None = UNSET
    over: Over | UnsetType = UNSET
    regenerate: Regenerate | UnsetType = UNSET
    cheap_seconds: Number | UnsetType | None = UNSET
    cheap_amount: Number | UnsetType | None = UNSET
    most_seconds: Number | UnsetType | None = UNSET
    most_amount: Number | UnsetType | None = UNSET
    limits: list[LimitAsked] | UnsetType = UNSET

    def rules(self) -> dict[str, str | None]:
        """Return the rules that it names."""
        named = {name: getattr(self, name) for name in self.__struct_fields__ if name not in ("version", "limits")}
        limits = [] if self.limits is UNSET else self.limits
        by_person = {f"{LIMIT}{each.person}": each.most for each in limits}
        return {name: value for name, value in {**named, **by_person}.items() if value is not UNSET}


class Share(msgspec.Struct):
    """What went to one person, scene or stage: `of` is an id, or the id of a stage; `name` what people call it.

    Of `spent` and `seconds` that much was `wasted`: on attempts that ended without a result.
    """

    of: str
    name: str
    spent: Money
    seconds: float
    stages: int
    wasted: Money
    wasted_seconds: float


class CauseShare(msgspec.Struct):
    """What is booked to one event. `sentence` tells of it, where it is an event of this production."""

    cause: Cause
    who: str
    sentence: str
    spent: Money
    seconds: float
    stages: int
    wasted: Money
    wasted_seconds: float


class Spendings(msgspec.Struct):
    """Where the money went, and how much of it was `wasted` on attempts that ended without a result.

    Of very many events those with the most are named, and `more_causes` says so.
    """

    spent: Money
    seconds: float
    wasted: Money
    wasted_seconds: float
    people: list[Share]
    scenes: list[Share]
    stages: list[Share]
    causes: list[CauseShare]
    more_causes: bool


class StageCost(msgspec.Struct):
    """What a stage of a shot cost once: booked to `cause`, asked for by `further` events too.

    `wasted` says how it ended where nothing came of it; it is null for work that was done.
    """

    stage: StageName
    order: UUID
    spent: Money
    seconds: float
    device_class: str
    cause: Cause
    further: list[Cause]
    wasted: Wasted | None


class ShotCosts(msgspec.Struct):
    """What the stages of a shot cost, the earliest first."""

    costs: list[StageCost]


class SpendingView(ProductionView):
    needs: ClassVar = {"GET": "see_costs", "PATCH": "manage"}

    @reads("spending_read", "What a production may spend, and what it has", SpendingRules)
    def get(self, production: UUID) -> SpendingRules:
        return _rules(production)

    @writes("spending_change", "Change what a production may spend", ChangeSpending, SpendingRules)
    def patch(self, asked: ChangeSpending, production: UUID) -> tuple[Receipt[None], SpendingRules]:
        rules = asked.rules()
        known = {f"{LIMIT}{person}" for person in listing.production(production).state.members}
        if strangers := [name for name, most in rules.items() if name.startswith(LIMIT) and most and name not in known]:
            raise LimitOfAStranger("A limit is of a member of the production.", field="limits", person=strangers[0])
        receipt = productions.change_spending(self.context(), production, rules, expected(self, asked))
        return receipt, _rules(production)


def _rules(production: UUID) -> SpendingRules:
    folded, currency = listing.production(production), queries.prices().state.currency
    rules = in_force(folded.state.spending)
    now = Account(production, currency).balance()
    return SpendingRules(
        version=folded.version,
        currency=currency,
        budget=_said(rules.budget),
        over=rules.over,
        regenerate=rules.regenerate,
        cheap_seconds=_said(rules.cheap_seconds),
        cheap_amount=_said(rules.cheap_amount),
        most_seconds=_said(rules.most_seconds),
        most_amount=_said(rules.most_amount),
        spent=plain(str(now.spent)),
        reserved=plain(str(now.reserved)),
        people=list(_people(production, currency, rules, _spending(folded.state))),
    )


def _spending(state: Production) -> set[UUID]:
    """Who may order, and who once had a limit."""
    ordering = {person for person, role in state.members.items() if policy.can(role, "generate")}
    return ordering | ((in_force(state.spending).limits or {}).keys() & state.members.keys())


def _people(production: UUID, currency: str, rules: Spending, people: Iterable[UUID]) -> Iterable[Limit]:
    names = members.names_of(people)
    for person in sorted(people, key=lambda each: names.get(each, "").casefold()):
        now = Account(production, currency, person).balance()
        spent, reserved = plain(str(now.spent)), plain(str(now.reserved))
        yield Limit(person, names.get(person, ""), _said(rules.limit(person)), spent, reserved)


def _said(value: Any) -> str | None:
    return None if value is None else plain(str(value))


class SpendingsView(ProductionView):
    needs: ClassVar = {"GET": "see_costs"}

    @reads("costs_list", "Where the money went: by person, scene, stage and cause", Spendings)
    def get(self, production: UUID) -> Spendings:
        currency = queries.prices().state.currency
        spent = spendings.spendings(production, currency)
        people = members.names_of(UUID(each.of) for each in spent.person)
        scenes = members.codes_of_scenes(UUID(each.of) for each in spent.scene)
        return Spendings(
            spent=_money(sum((each.amount for each in spent.person), start=Decimal(0)), currency),
            seconds=float(sum(each.seconds for each in spent.person)),
            wasted=_money(sum((each.wasted for each in spent.person), start=Decimal(0)), currency),
            wasted_seconds=float(sum(each.wasted_seconds for each in spent.person)),
            people=[_share(each, people.get(UUID(each.of), members.ERASED), currency) for each in spent.person],
            scenes=[_share(each, scenes.get(UUID(each.of), ""), currency) for each in spent.scene],
            stages=[_share(each, each.of, currency) for each in spent.stage],
            causes=self._causes(production, spent.cause, currency),
            more_causes=spent.more_causes,
        )

    def _causes(self, production: UUID, spent: Iterable[Spent], currency: str) -> list[CauseShare]:
        by_event = {UUID(each.of): each for each in spent}
        stored = store.events(by_event)
        assert self.role is not None, "only members see things"
        mine = [each for each in stored.values() if each.log == production]
        told = {each.id: each for each in feed.shown(production, mine, self.role)}
        return [
            CauseShare(
                cause=Cause(event, told[event].position if event in told else None),
                who=told[event].actor.name if event in told else "",
                sentence=told[event].sentence if event in told else "",
                spent=_money(each.amount, currency),
                seconds=float(each.seconds),
                stages=each.stages,
                wasted=_money(each.wasted, currency),
                wasted_seconds=float(each.wasted_seconds),
            )
            for event, each in by_event.items()
        ]


class ShotCostsView(ProductionView):
    needs: ClassVar = {"GET": "see_costs"}

    @reads("costs_of_shot", "What the stages of a shot cost, and the events that this is booked to", ShotCosts)
    def get(self, production: UUID, shot: UUID) -> ShotCosts:
        costs = spendings.stage_costs(production, shot)
        positions = store.positions({event for each in costs for event in (each.cause, *each.further)})
        return ShotCosts(
            [
                StageCost(
                    stage=each.stage,
                    order=each.order,
                    spent=_money(each.amount, each.currency),
                    seconds=float(each.seconds),
                    device_class=each.device_class,
                    cause=Cause(each.cause, positions[each.cause]),
                    further=[Cause(event, positions[event]) for event in each.further],
                    wasted=cast(Wasted, each.wasted) if each.wasted else None,
                )
                for each in costs
            ]
        )


def _share(spent: Spent, name: str, currency: str) -> Share:
    return Share(
        of=spent.of,
        name=name,
        spent=_money(spent.amount, currency),
        seconds=float(spent.seconds),
        stages=spent.stages,
        wasted=_money(spent.wasted, currency),
        wasted_seconds=float(spent.wasted_seconds),
    )


def _money(amount: Any, currency: str) -> Money:
    return Money(plain(str(amount)), currency)
