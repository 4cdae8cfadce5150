"""The law of verdicts: what was said of a content holds until somebody says another thing of it, and that is an event.

A state machine makes takes of one shot that share contents, in two languages, and lets people say anything about them.
A ledger beside it knows no take: only what was said last of each content.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from uuid6 import uuid7

from events.errors import Refusal
from events.execution import Receipt
from productions import commands, queries
from productions.domain.artifact import Artifact
from productions.domain.production import PolicyValue, Role
from productions.domain.quorum import Quorum, quorum_of
from productions.domain.take import (
    ApprovalWithdrawn,
    Approved,
    ChangesRequested,
    ChangesWithdrawn,
    Endorsed,
    EndorsementWithdrawn,
    Made,
    Review,
    Submitted,
    VerdictEvent,
)
from productions.domain.verdicts import last_words, reviewed, waiting
from tests.support.films import digest
from tests.support.making import context, production

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "de")
MOST_TAKES = 5
SAID: Mapping[type[VerdictEvent], Review] = {
    Submitted: "submitted",
    Approved: "approved",
    ChangesRequested: "changes_requested",
    ApprovalWithdrawn: "made",
    ChangesWithdrawn: "submitted",
    Endorsed: "submitted",
    EndorsementWithdrawn: "submitted",
}
Command = Callable[[UUID], Receipt[None]]
picks = st.integers(0, MOST_TAKES - 1)
some_ports = st.sampled_from((None, ("master",), ("captions",), ("master", "captions")))


class Reviewing(RuleBasedStateMachine):
    """The people around one shot."""

    def __init__(self) -> None:
        super().__init__()
        self.by = context()
        self.log = production(self.by)
        self.shot = queries.ordered_shots(queries.moment(self.log))[0]
        self.takes: list[UUID] = []
        self.held: dict[UUID, tuple[str, dict[str, str]]] = {}
        self.ledger: dict[str, Review] = {}
        self.endorsed: dict[str, dict[str, Role]] = {}
        self.people = [self.by, *(context() for _ in range(2))]
        for each in self.people[1:]:
            commands.add_member(self.by, self.log, each.actor, "reviewer")

    @initialize()
    def begin(self) -> None:
        """Two languages share a picture, and one of them has another take."""
        for language, picture in (("en", 1), ("de", 1), ("de", 2)):
            self.make(language, picture, picture)

    @precondition(lambda self: len(self.takes) < MOST_TAKES)
    @rule(language=st.sampled_from(LANGUAGES), picture=st.integers(1, 2), captions=st.integers(0, 2))
    def make(self, language: str, picture: int, captions: int) -> None:
        """A machine makes a take; without captions it was made by a pipeline that knew none."""
        outputs = {"master": digest(f"picture {picture}")}
        if captions:
            outputs["captions"] = digest(f"captions {captions} in {language}")
        made = Made(
            shot=self.shot,
            number=len(self.takes) + 1,
            order=uuid7(),
            job=uuid7(),
            language=language,
            variation=1,
            settings={},
            artifacts=(Artifact("master", digest(str(picture)), outputs["master"], "video/mp4", 9),),
            content=digest(repr(outputs)),
            recipes={},
            outputs=outputs,
        )
        before = self.reviews()
        take = commands.record_take(self.by, self.log, uuid7(), made).value
        self.takes.append(take)
        self.held[take] = language, outputs
        assert {id_: review for id_, review in self.reviews().items() if id_ != take} == before

    @rule(pick=picks)
    def submit(self, pick: int) -> None:
        self.says(pick, lambda take: commands.submit_take(self.by, self.log, take))

    @rule(approvals=st.integers(1, 3), of_reviewers=st.integers(0, 1), final=st.booleans())
    def ask_for(self, approvals: int, of_reviewers: int, final: bool) -> None:
        """The policies change; what was said stays said."""
        policies: dict[str, PolicyValue] = {"approvals": approvals, "approvals_of_reviewers": of_reviewers}
        commands.change_production(self.by, self.log, policies={**policies, "final_approval": final})

    @rule(person=st.integers(1, 2), role=st.sampled_from(("reviewer", "producer")))
    def promote(self, person: int, role: Role) -> None:
        """Somebody gets another role; as what they approved stays said until they approve again."""
        commands.change_role(self.by, self.log, self.people[person].actor, role)

    @rule(pick=picks, ports=some_ports, person=st.integers(0, 2), final=st.booleans())
    def endorse(self, pick: int, ports: tuple[str, ...] | None, person: int, final: bool) -> None:
        """Somebody approves, which may not be enough."""
        by = self.people[person]
        self.says(pick, lambda take: commands.approve_take(by, self.log, take, ports=ports, final=final))

    @rule(pick=picks, ports=some_ports, person=st.integers(0, 2))
    def take_back(self, pick: int, ports: tuple[str, ...] | None, person: int) -> None:
        self.says(pick, lambda take: commands.withdraw_approval(self.people[person], self.log, take, ports=ports))

    @rule(pick=picks, ports=some_ports)
    def approve(self, pick: int, ports: tuple[str, ...] | None) -> None:
        if self.policies() != (1, 0, 0, False):
            return
        before = self.reviews()
        take = self.says(pick, lambda take: commands.approve_take(self.by, self.log, take, ports=ports))
        after = self.reviews()
        for id_, (language, _) in self.held.items():
            if take and language != self.held[take][0] and before[id_] == "approved":
                assert after[id_] == "approved", "approving German never withdraws English"
        if take and ports is None:
            assert after[take] == "approved"

    @rule(pick=picks, ports=some_ports)
    def send_back(self, pick: int, ports: tuple[str, ...] | None) -> None:
        take = self.says(pick, lambda take: commands.request_changes(self.by, self.log, take, "Darker.", ports=ports))
        if take:
            assert self.reviews()[take] == "changes_requested"

    @rule(pick=picks, ports=some_ports)
    def withdraw(self, pick: int, ports: tuple[str, ...] | None) -> None:
        self.says(pick, lambda take: commands.withdraw_approval(self.by, self.log, take, ports=ports))

    @rule(pick=picks)
    def let_be(self, pick: int) -> None:
        self.says(pick, lambda take: commands.withdraw_changes(self.by, self.log, take))

    def says(self, pick: int, command: Command) -> UUID | None:
        """Let somebody say something of a take; whatever changes must stand in an event that names it."""
        take = self.takes[pick % len(self.takes)]
        waited, words = self.waiting(), self.words()
        try:
            receipt = command(take)
        except Refusal:
            assert self.words() == words
            return None
        spoken: set[tuple[str, str]] = set()
        for stored in receipt.events:
            event = stored.event
            assert isinstance(event, VerdictEvent) and event.ports, "each names what it is about"
            language, contents = self.held[stored.stream]
            assert event.ports.items() <= contents.items() and event.part == (event.ports != contents)
            self.ledger |= dict.fromkeys(event.ports.values(), SAID[type(event)])
            self.count(stored.actor, event)
            spoken |= {(language, port) for port in event.ports}
        for id_ in waited - self.waiting():
            assert self.answered(id_, spoken, receipt), "it asked, or had to change, and nobody answered"
        return take

    def answered(self, take: UUID, spoken: set[tuple[str, str]], receipt: Receipt[None]) -> bool:
        """Whether something was said of a content of the take or of a port in its language, or all of another one is
        approved in its stead."""
        language, contents = self.held[take]
        named = {
            content
            for stored in receipt.events
            if isinstance(stored.event, VerdictEvent)
            for content in (stored.event.ports or {}).values()
        }
        instead = (id_ for id_, review in self.reviews().items() if review == "approved")
        return (
            any((language, port) in spoken for port in contents)
            or not named.isdisjoint(contents.values())
            or any(self.held[id_][0] == language for id_ in instead)
        )

    def count(self, actor: UUID, event: VerdictEvent) -> None:
        """Keep who said what for a content; nothing is approved that too few people approved."""
        roles = queries.moment(self.log).production.state.members
        for content in (event.ports or {}).values():
            given = self.endorsed.setdefault(content, {})
            match event:
                case Endorsed():
                    given[str(actor)] = roles[actor]
                case EndorsementWithdrawn():
                    del given[str(actor)]
                case ChangesRequested() | ApprovalWithdrawn():
                    given.clear()
                case Approved(final=final):
                    approvals, reviewers, producers, needs_final = self.policies()
                    all_roles = list({**given, str(actor): roles[actor]}.values())
                    assert len(all_roles) >= approvals and all_roles.count("reviewer") >= reviewers
                    assert all_roles.count("producer") >= producers and final == needs_final
                    assert not final or roles[actor] == "producer"

    def policies(self) -> Quorum:
        return quorum_of(queries.moment(self.log).production.state)

    def words(self) -> dict[str, Review]:
        words = last_words(queries.takes_of([self.shot]))
        return {content: word.review for content, word in words.items()}

    def reviews(self) -> dict[UUID, Review]:
        takes = queries.takes_of([self.shot])
        words = last_words(takes)
        return {id_: reviewed(folded, words).review for id_, folded in takes.items()}

    def waiting(self) -> set[UUID]:
        takes = queries.takes_of([self.shot])
        return waiting(takes, last_words(takes))

    @invariant()
    def what_was_said_last_holds(self) -> None:
        assert self.words() == self.ledger

    @invariant()
    def who_approved_beside_others_is_known(self) -> None:
        words = last_words(queries.takes_of([self.shot]))
        assert {content: word.endorsed for content, word in words.items() if word.endorsed} == {
            content: given for content, given in self.endorsed.items() if given
        }

    @invariant()
    def a_take_is_approved_when_all_that_it_holds_is(self) -> None:
        for take, review in self.reviews().items():
            contents = self.held[take][1].values()
            assert (review == "approved") == all(self.ledger.get(content) == "approved" for content in contents)


def test_a_verdict_holds_until_somebody_says_another_thing() -> None:
    run_state_machine_as_test(
        Reviewing,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=[Phase.generate],  # to shrink what fails takes minutes, and the steps are few
        ),
    )
