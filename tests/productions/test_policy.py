"""Who may do what, and what reviewers do not get to see."""

from productions import policy


def test_auditors_read_everything_and_change_nothing_but_may_mark_a_moment() -> None:
    may = {action for action in policy.ACTIONS if policy.can("auditor", action)}
    assert may == {"read", "see_prompts", "see_costs", "verify", "place_marker"}


def test_producers_may_do_everything() -> None:
    assert set(policy.allowed("producer").values()) == {None}


def test_artists_edit_and_generate_but_manage_nothing() -> None:
    refused = {action for action, reason in policy.allowed("artist").items() if reason}
    kept = {"edit_script", "edit_scenes", "unlock", "lock_production", "review", "verify", "place_marker", "manage"}
    assert refused == kept


def test_a_reason_names_the_roles_that_may() -> None:
    assert policy.allowed("artist")["review"] == "Producer or reviewer may review; you are artist."


def test_reviewers_see_no_prompts_and_no_costs_at_any_depth() -> None:
    payload = {"shot": "S", "recipes": {"prompt": "k"}, "lines": [{"cost": {"amount": "1"}, "text": "t"}]}
    assert policy.redact("reviewer", payload) == {"shot": "S", "recipes": None, "lines": [{"cost": None, "text": "t"}]}
    assert policy.redact("auditor", payload) == payload
