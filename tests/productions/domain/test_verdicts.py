"""Verdicts bind contents: takes that hold the same share what was decided, and each port is asked about by itself."""

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any
from uuid import UUID

import msgspec
import pytest

from events.decider import Folded, fold
from productions import projections
from productions.domain.artifact import Artifact
from productions.domain.take import (
    ApprovalWithdrawn,
    Approved,
    ApprovedByItsMaker,
    ApproveTake,
    ChangesRequested,
    ChangesWithdrawn,
    Made,
    NoChangesRequested,
    NoSuchPort,
    RequestChanges,
    Review,
    SubmitTake,
    Submitted,
    Take,
    TakeAlreadyApproved,
    TakeNotApproved,
    WithdrawApproval,
    WithdrawChanges,
    listed,
    take,
)
from productions.domain.verdicts import last_words, port_standings, reviewed, superseded, unapproved, waiting
from productions.domain.words import Words
from tests.support.specification import given

ID = UUID(int=7)
MASTER = Artifact("master", "sha256:m", "p1", "video/x-matroska", 9, {"count": 48})
DARKER = Words("darker")
ALL = {"master": "p1", "captions": "c1"}
PICTURE, CAPTIONS = {"master": "p1"}, {"captions": "c1"}


def made(language: str = "en", **contents: str) -> Made:
    """A take that holds some contents by port; its picture is `master`."""
    return Made(
        shot=ID,
        number=1,
        order=ID,
        job=ID,
        language=language,
        variation=1,
        settings={},
        artifacts=(MASTER,),
        content="sha256:all",
        recipes={"finish": "sha256:k"},
        outputs=contents or ALL,
    )


def approved(ports: dict[str, str], *, part: bool = True) -> Approved:
    return Approved(digest="sha256:m", ports=ports, part=part)


class Shot:
    """The takes of a shot; events are numbered in the order in which they happen."""

    def __init__(self, *takes: Made) -> None:
        self.count = 0
        self.takes: dict[UUID, Folded[Take]] = {}
        for number, each in enumerate(takes, start=1):
            self.happened(number, msgspec.structs.replace(each, number=number))

    def happened(self, number: int, event: Any) -> None:
        """Fold an event onto the take of a number."""
        self.count += 1
        id_ = UUID(int=number)
        self.takes[id_] = fold(take, [(UUID(int=100 + self.count), event)], self.takes.get(id_))

    def says(self, number: int, command: Any) -> None:
        """Decide a command on the take of a number as commands do, and let it happen."""
        known = {content: word.review for content, word in last_words(self.takes).items()}
        decided = take.decide(self.takes[UUID(int=number)].state, replace(command, known=known))
        for event in decided:
            self.happened(number, event)

    def reviews(self) -> list[Review]:
        words = last_words(self.takes)
        return [reviewed(folded, words).review for folded in self.takes.values()]

    def covers(self, number: int) -> tuple[str, ...]:
        words, folded = last_words(self.takes), self.takes[UUID(int=number)]
        return unapproved(port_standings(folded.state.contents, words))

    def waiting(self) -> Sequence[int]:
        return sorted(id_.int for id_ in waiting(self.takes, last_words(self.takes)))


def test_a_submission_asks_about_what_nobody_has_approved() -> None:
    given(take, made()).when(SubmitTake()).then(Submitted(ports=ALL))
    given(take, made(), approved(PICTURE)).when(SubmitTake()).then(Submitted(ports=CAPTIONS, part=True))
    given(take, made()).when(SubmitTake(known={"p1": "approved"})).then(Submitted(ports=CAPTIONS, part=True))
    given(take, made(), Submitted(ports=ALL)).when(SubmitTake()).then()
    given(take, made()).when(SubmitTake(known={"p1": "approved", "c1": "approved"})).refused(TakeAlreadyApproved)


def test_an_approval_covers_what_is_not_approved_or_what_it_names() -> None:
    both = given(take, made(), Submitted(ports=ALL))
    both.when(ApproveTake()).then(approved(ALL, part=False))
    both.when(ApproveTake(ports=["captions"])).then(approved(CAPTIONS))
    both.when(ApproveTake(known={"p1": "approved"})).then(approved(CAPTIONS))
    both.when(ApproveTake(ports=["master"], known={"p1": "approved"})).then()
    both.when(ApproveTake(forbidden=True)).refused(ApprovedByItsMaker)


def test_changes_are_requested_of_what_is_asked_about_or_of_what_is_named() -> None:
    for known, ports, about in (
        ({}, None, ALL),
        ({"p1": "approved"}, None, CAPTIONS),
        ({"p1": "approved", "c1": "approved"}, None, ALL),
        ({"p1": "approved"}, ["master"], PICTURE),
    ):
        event = ChangesRequested(comment=DARKER, ports=about, part=about != ALL)
        given(take, made()).when(RequestChanges(DARKER, ports=ports, known=known)).then(event)  # type: ignore[arg-type]  # literals


def test_a_port_that_the_take_does_not_have_is_refused() -> None:
    for ports in (["sound"], ["master", "sound"], []):
        for command in (ApproveTake(ports=ports), RequestChanges(DARKER, ports=ports), WithdrawApproval(ports=ports)):
            given(take, made()).when(command).refused(NoSuchPort)


def test_what_is_withdrawn_is_what_stands() -> None:
    both = given(take, made(), approved(PICTURE), ChangesRequested(comment=DARKER, ports=CAPTIONS, part=True))
    both.when(WithdrawApproval()).then(ApprovalWithdrawn(ports=PICTURE, part=True))
    both.when(WithdrawChanges()).then(ChangesWithdrawn(ports=CAPTIONS, part=True))
    both.when(WithdrawApproval(ports=["captions"])).refused(TakeNotApproved)
    both.when(WithdrawChanges(ports=["master"])).refused(NoChangesRequested)


def test_what_was_said_before_ports_had_verdicts_was_said_of_the_take() -> None:
    old: list[tuple[Any, Review]] = [
        (Submitted(), "submitted"),
        (Approved(digest="sha256:m"), "approved"),
        (ApprovalWithdrawn(), "made"),
        (ChangesRequested(comment=DARKER), "changes_requested"),
        (ChangesWithdrawn(), "submitted"),
    ]
    shot = Shot(made())
    for event, review in old:
        shot.happened(1, event)
        state = shot.takes[UUID(int=1)].state
        assert (state.review, shot.reviews()) == (review, [review])
        assert set(state.verdicts.values()) <= {review}


def test_an_approval_of_before_outlives_that_of_an_earlier_take_which_held_the_same() -> None:
    shot = Shot(made(), made("de"))
    shot.happened(1, Approved(digest="sha256:m"))
    shot.happened(2, Approved(digest="sha256:m"))
    shot.happened(1, ApprovalWithdrawn(reason=Words("take 2 was approved")))
    assert shot.reviews() == ["approved", "approved"]


def test_a_state_that_was_kept_before_there_were_verdicts_says_the_same() -> None:
    shot = Shot(made(), made("de", master="p1", captions="c2"))
    shot.happened(1, Approved(digest="sha256:m"))
    kept = Shot()
    kept.count, kept.takes = shot.count, {**shot.takes, UUID(int=1): kept_before(shot.takes[UUID(int=1)])}
    assert last_words(kept.takes) == last_words(shot.takes)
    for each in (shot, kept):
        each.happened(2, ChangesRequested(comment=DARKER, ports=PICTURE, part=True))
        each.happened(1, approved(CAPTIONS))
        assert each.reviews() == ["changes_requested", "changes_requested"]
    assert kept.takes == shot.takes


def kept_before(folded: Folded[Take]) -> Folded[Take]:
    """A take as its row gives it that was kept before there were verdicts, once the migration wrote them."""
    row = projections.takes.make(ID, ID, folded)
    state, causes = json.loads(row.state), json.loads(row.causes)
    del state["verdicts"]
    before = {key: event for key, event in causes.items() if not key.startswith("verdict:")}
    migration = import_module("productions.migrations.0010_verdicts_of_contents")
    return projections.takes.read(row.version, *migration.with_verdicts(json.dumps(state), json.dumps(before)))


def test_languages_share_the_approval_of_the_picture() -> None:
    shot = Shot(made(), made("de", master="p1", captions="c2"))
    shot.says(1, SubmitTake())
    shot.says(1, ApproveTake())
    assert (shot.reviews(), shot.covers(2)) == (["approved", "made"], ("captions",))
    shot.says(2, SubmitTake())
    assert shot.reviews() == ["approved", "submitted"]
    shot.says(2, ApproveTake())
    assert shot.reviews() == ["approved", "approved"]
    assert superseded(shot.takes, UUID(int=2)) == {}, "approving German never withdraws English"


def test_a_take_whose_contents_are_all_approved_is_approved_whoever_made_them() -> None:
    shot = Shot(made(), made("de", master="p1", captions="c2"), made("en", master="p1", captions="c2"))
    shot.says(1, ApproveTake())
    shot.says(2, ApproveTake())
    assert shot.reviews() == ["approved", "approved", "approved"]
    shot.says(3, WithdrawApproval(ports=["captions"]))
    assert shot.reviews() == ["approved", "made", "made"]
    shot.says(2, ApproveTake())
    assert shot.reviews() == ["approved", "approved", "approved"], "the last word about the captions"


def test_a_port_that_was_added_is_asked_about_alone() -> None:
    shot = Shot(made(master="p1"), made(master="p1", captions="c1"))
    shot.says(1, ApproveTake())
    assert (shot.reviews(), shot.covers(2)) == (["approved", "made"], ("captions",))


def test_a_port_that_was_taken_out_or_renamed_keeps_what_was_decided_of_the_rest() -> None:
    shot = Shot(made(), made(master="p1"), made(master="p1", subtitles="c1"))
    shot.says(1, ApproveTake())
    assert shot.reviews() == ["approved", "approved", "approved"]


def test_ports_that_hold_the_same_are_covered_together() -> None:
    same = {"master": "p1", "poster": "p1"}
    given(take, made(**same)).when(ApproveTake(ports=["poster"])).then(approved(same, part=False))


def test_a_take_of_which_a_part_is_approved_goes_on_asking_about_the_rest() -> None:
    shot = Shot(made())
    shot.says(1, SubmitTake())
    shot.says(1, ApproveTake(ports=["master"]))
    assert (shot.reviews(), shot.covers(1), shot.waiting()) == (["submitted"], ("captions",), [1])
    shot.says(1, RequestChanges(DARKER))
    assert (shot.reviews(), shot.waiting()) == (["changes_requested"], [1])
    shot.says(1, WithdrawApproval())
    assert shot.takes[UUID(int=1)].state.comment == DARKER, "what must change of the captions stays to be read"


def test_a_request_stands_until_the_same_port_is_spoken_of_in_that_language() -> None:
    shot = Shot(made(), made(master="p1", captions="c2"), made("de", master="p2", captions="c3"), made(master="p2"))
    shot.says(1, RequestChanges(DARKER, ports=["master"]))
    shot.says(2, ApproveTake(ports=["captions"]))
    assert 1 in shot.waiting(), "captions answer nothing about the picture"
    shot.says(3, SubmitTake())
    assert 1 in shot.waiting(), "German answers nothing of English"
    shot.says(4, SubmitTake())
    assert 1 not in shot.waiting()


def test_a_take_of_which_nobody_spoke_is_not_sent_back_with_another() -> None:
    shot = Shot(made(), made("de", master="p1", captions="c2"))
    shot.says(1, RequestChanges(DARKER, ports=["master"]))
    assert shot.reviews() == ["changes_requested", "made"]
    shot.says(2, SubmitTake())
    assert shot.reviews() == ["made", "submitted"], "the same picture lies before the reviewers by way of the second"


def test_what_was_sent_back_of_another_take_is_no_longer_approved() -> None:
    shot = Shot(made(), made("de", master="p1", captions="c2"))
    shot.says(1, ApproveTake())
    shot.says(2, RequestChanges(DARKER, ports=["master"]))
    assert shot.reviews() == ["changes_requested", "changes_requested"]
    shot.says(2, WithdrawChanges())
    assert shot.reviews() == ["made", "submitted"], "it lies before the reviewers again, by way of the second"


def test_approving_all_of_a_take_ends_what_only_the_earlier_one_of_its_language_holds() -> None:
    shot = Shot(made(), made("de", master="p1", captions="c2"), made("en", master="p2", captions="c1"))
    shot.says(1, ApproveTake())
    shot.says(2, ApproveTake())
    shot.says(3, ApproveTake(ports=["captions"]))
    assert superseded(shot.takes, UUID(int=3)) == {}, "not all of it is approved"
    shot.says(3, ApproveTake())
    assert superseded(shot.takes, UUID(int=3)) == {}, "German holds the picture, and the new take the captions"
    shot.says(2, WithdrawApproval(ports=["captions"]))
    assert superseded(shot.takes, UUID(int=3)) == {UUID(int=1): PICTURE}


@pytest.mark.parametrize(
    ("ports", "words"),
    [
        (["master"], "picture"),
        (["master", "captions"], "picture and captions"),
        (["master", "sound_effects", "captions"], "picture, sound effects and captions"),
    ],
)
def test_ports_have_names_that_people_use(ports: list[str], words: str) -> None:
    assert listed(ports) == words
