"""Who may do what, and what reviewers do not get to see."""

from typing import Annotated

import msgspec

from productions import policy
from productions.domain import take
from productions.domain.production import ROLES
from productions.domain.reading import COSTS, PROMPTS


class Line(msgspec.Struct):
    cost: Annotated[dict[str, str] | None, COSTS]
    text: str


class Told(msgspec.Struct):
    shot: str
    recipes: Annotated[dict[str, str], PROMPTS]
    lines: list[Line]


class Plain(msgspec.Struct):
    cost: str
    seconds: str


def test_auditors_read_everything_and_change_nothing_but_may_mark_a_moment() -> None:
    may = {action for action in policy.ACTIONS if policy.can("auditor", action)}
    assert may == {"read", "see_prompts", "see_costs", "verify", "export", "place_marker"}


def test_producers_may_do_everything() -> None:
    assert set(policy.allowed("producer").values()) == {None}


def test_artists_edit_and_generate_but_manage_nothing() -> None:
    refused = {action for action, reason in policy.allowed("artist").items() if reason}
    kept = {"edit_script", "edit_scenes", "unlock", "lock_production", "edit_pipeline", "review", "place_marker"}
    assert refused == {*kept, "manage", "share", "waive", "verify", "export", "steer_queue", "assign_work"}


def test_a_reason_names_the_roles_that_may() -> None:
    assert policy.allowed("artist")["review"] == "Producer or reviewer may review; you are artist."


def test_reviewers_see_no_prompts_and_no_costs_at_any_depth() -> None:
    payload = {"shot": "S", "recipes": {"prompt": "k"}, "lines": [{"cost": {"amount": "1"}, "text": "t"}]}
    seen = {"shot": "S", "recipes": None, "lines": [{"cost": None, "text": "t"}]}
    assert policy.redact("reviewer", payload, Told) == seen
    assert policy.redact("auditor", payload, Told) == payload


def test_what_is_withheld_of_one_kind_is_not_withheld_of_another_by_its_name() -> None:
    assert policy.redact("reviewer", {"cost": "told", "seconds": "3"}, Plain) == {"cost": "told", "seconds": "3"}


def test_replies_are_redacted_by_their_fields() -> None:
    reply = Told("S", {"prompt": "k"}, [Line({"amount": "1"}, "t")])
    seen = policy.redact("reviewer", reply, Told)
    assert msgspec.to_builtins(seen) == {"shot": "S", "recipes": None, "lines": [{"cost": None, "text": "t"}]}
    assert policy.redact("auditor", reply, Told) == reply
    assert policy.redact("reviewer", Plain("told", "3"), Plain) == Plain("told", "3")


def test_of_an_event_that_nobody_knows_only_who_may_see_everything_sees_anything() -> None:
    assert policy.redact("reviewer", {"prompt": "p", "title": "t"}, None) == {"prompt": None, "title": None}
    assert policy.redact("artist", {"prompt": "p", "title": "t"}, None) == {"prompt": "p", "title": "t"}


def test_artifacts_are_redacted_by_their_role() -> None:
    made = [
        {"role": role, "digest": f"d {role}", "content": f"c {role}"} for role in ("prompt", "master", "unheard of")
    ]
    seen = policy.redact("reviewer", {"artifacts": made}, take.Made)["artifacts"]
    nothing = {"digest": None, "content": None}
    assert seen == [{"role": "prompt", **nothing}, made[1], {"role": "unheard of", **nothing}]
    assert policy.redact("artist", {"artifacts": made}, take.Made) == {"artifacts": made}


def test_nothing_is_withheld_from_whoever_may_export() -> None:
    everything = {"prompt": "p", "price": "1"}
    exporting = [role for role in ROLES if policy.can(role, "export")]
    assert exporting and all(policy.redact(role, everything, None) == everything for role in exporting)
