"""Members and policies of a production; ranks and codes."""

from uuid import UUID

from hypothesis import given as property_given
from hypothesis import strategies

from productions.domain import codes, rank
from productions.domain.names import InvalidName
from productions.domain.production import (
    AddMember,
    AlreadyAMember,
    ChangePolicy,
    ChangeRole,
    Created,
    CreateProduction,
    InvalidPolicy,
    LastProducer,
    MarkerNameTaken,
    MarkerPlaced,
    MemberAdded,
    NoSuchPosition,
    NotAMember,
    PlaceMarker,
    PolicyChanged,
    ProductionAlreadyCreated,
    RemoveMember,
    RoleChanged,
    UnknownPolicy,
    production,
)
from tests.support.specification import given

ADA, BEN = UUID(int=1), UUID(int=2)
FILM = (Created(name="Film"), MemberAdded(person=ADA, role="producer"))


def test_a_production_is_created_once_under_a_proper_name() -> None:
    given(production).when(CreateProduction(" Film ")).then(Created(name="Film"))
    given(production).when(CreateProduction("  ")).refused(InvalidName)
    given(production, *FILM).when(CreateProduction("Film")).refused(ProductionAlreadyCreated)


def test_a_marker_names_one_position_for_good() -> None:
    placed = MarkerPlaced(name="First cut", position=7)
    given(production, *FILM).when(PlaceMarker(" First cut ", 7, 9)).then(placed)
    given(production, *FILM).when(PlaceMarker("Later", 10, 9)).refused(NoSuchPosition)
    given(production, *FILM).when(PlaceMarker(" ", 7, 9)).refused(InvalidName)
    given(production, *FILM, placed).when(PlaceMarker("first CUT", 7, 9)).then()
    given(production, *FILM, placed).when(PlaceMarker("first CUT", 8, 9)).refused(MarkerNameTaken)


def test_members_have_one_role_each() -> None:
    given(production, *FILM).when(AddMember(BEN, "artist")).then(MemberAdded(person=BEN, role="artist"))
    given(production, *FILM).when(AddMember(ADA, "artist")).refused(AlreadyAMember)
    given(production, *FILM).when(RemoveMember(BEN)).refused(NotAMember)


def test_a_production_keeps_a_producer() -> None:
    given(production, *FILM).when(RemoveMember(ADA)).refused(LastProducer)
    given(production, *FILM).when(ChangeRole(ADA, "auditor")).refused(LastProducer)
    two = given(production, *FILM, MemberAdded(person=BEN, role="producer"))
    two.when(ChangeRole(ADA, "auditor")).then(RoleChanged(person=ADA, before="producer", after="auditor"))


def test_policies_have_names_and_defaults() -> None:
    given(production, *FILM).when(ChangePolicy("four_eyes", True)).then(
        PolicyChanged(name="four_eyes", before=False, after=True)
    )
    given(production, *FILM).when(ChangePolicy("four_eyes", False)).then()
    given(production, *FILM).when(ChangePolicy("free_lunch", True)).refused(UnknownPolicy)


def test_a_policy_that_counts_has_bounds_and_one_that_is_on_or_off_has_two_values() -> None:
    given(production, *FILM).when(ChangePolicy("approvals", 3)).then(PolicyChanged(name="approvals", before=1, after=3))
    for name, value in (("approvals", 0), ("approvals", 21), ("approvals", True), ("approvals_of_producers", -1),
                        ("four_eyes", 1), ("final_approval", 0)):  # fmt: skip
        given(production, *FILM).when(ChangePolicy(name, value)).refused(InvalidPolicy)


@property_given(strategies.lists(strategies.floats(0, 1), max_size=60))
def test_ranks_sort_as_they_were_inserted(places: list[float]) -> None:
    ranks: list[str] = []
    for place in places:
        index = round(place * len(ranks))
        before = ranks[index - 1] if index else None
        after = ranks[index] if index < len(ranks) else None
        ranks.insert(index, rank.between(before, after))
    assert ranks == sorted(set(ranks))


@property_given(strategies.integers(0, 300))
def test_spread_ranks_are_in_order_and_short(count: int) -> None:
    ranks = rank.spread(count)
    assert ranks == sorted(set(ranks)) and all(len(made) <= 3 for made in ranks)


def test_codes_count_in_tens_fill_gaps_and_are_never_reused() -> None:
    assert codes.next_code("SC", 3, set(), None, None) == "SC010"
    assert codes.next_code("SC010_", 4, {10, 20}, 20, None) == "SC010_0030"
    assert codes.next_code("SC010_", 4, {10, 20}, 10, 20) == "SC010_0015"
    assert codes.next_code("SC010_", 4, {10, 15, 20}, 10, 15) == "SC010_0012"
    assert codes.next_code("SC010_", 4, {10, 11, 12}, 11, 12) == "SC010_0020"
    assert codes.next_code("SC010_", 4, {10, 20, 30}, 10, None) == "SC010_0040"
