"""The replay law: live rows = rebuilt rows = the fold of the log, and the past is the fold of a prefix."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from events.errors import ContinuityError
from events.execution import Context
from events.rebuild import rebuild
from productions import commands, queries
from productions.commands import Target
from productions.domain.shot import CAMERAS, CastEntry
from productions.queries import Moment
from tests.support.making import SCRIPT, context, production

Edit = Callable[[Context, UUID, Moment, int], Any]


def _any(things: Mapping[UUID, Any], pick: int) -> UUID:
    return sorted(things)[pick % len(things)]


EDITS: tuple[Edit, ...] = (
    lambda by, log, at, n: commands.change_shot(by, log, _any(at.shots, n), {"camera": CAMERAS[n % len(CAMERAS)]}),
    lambda by, log, at, n: commands.change_shot(by, log, _any(at.shots, n), {"description": None if n % 3 else "x"}),
    lambda by, log, at, n: commands.remove_shot(by, log, _any(at.shots, n)),
    lambda by, log, at, n: commands.restore_shot(by, log, _any(at.shots, n)),
    lambda by, log, at, n: commands.move_shot(by, log, _any(at.shots, n), _any(at.scenes, n // 7), None, first=True),
    lambda by, log, at, n: commands.remove_scene(by, log, _any(at.scenes, n)),
    lambda by, log, at, n: commands.restore_scene(by, log, _any(at.scenes, n)),
    lambda by, log, at, n: commands.set_parameter(by, log, Target("scene", _any(at.scenes, n)), "light", "dusk"),
    lambda by, log, at, n: commands.lock_parameter(by, log, Target("production", log), "light", "graded"),
    lambda by, log, at, n: commands.unlock_parameter(by, log, Target("production", log), "light"),
    lambda by, log, at, n: commands.change_reference(
        by, log, _any(at.references, n), {"attribute:wardrobe_colour": f"#0000{n % 90 + 10}"}
    ),
    lambda by, log, at, n: commands.lock_reference(by, log, _any(at.references, n), ""),
    lambda by, log, at, n: commands.set_cast(
        by, log, _any(at.shots, n), _any(at.references, n // 5), CastEntry(strength="0.5")
    ),
    lambda by, log, at, n: commands.remove_cast(by, log, _any(at.shots, n), _any(at.references, n // 5)),
    lambda by, log, at, n: commands.set_continues(by, log, _any(at.shots, n), _any(at.shots, n // 3)),
    lambda by, log, at, n: commands.import_script(by, log, SCRIPT.replace("late", "late " * (n % 3 + 1))),
    lambda by, log, at, n: commands.import_script(by, log, SCRIPT[: SCRIPT.index("INT. FERRY")]),
    lambda by, log, at, n: commands.set_parameter(by, log, Target("shot", _any(at.shots, n)), "seed", None),
    lambda by, log, at, n: commands.clear_parameter(by, log, Target("scene", _any(at.scenes, n)), "light"),
    lambda by, log, at, n: commands.lock_parameter(by, log, Target("shot", _any(at.shots, n)), "light", "as it is"),
    lambda by, log, at, n: commands.unlock_parameter(by, log, Target("shot", _any(at.shots, n)), "light"),
    lambda by, log, at, n: commands.change_scene(by, log, _any(at.scenes, n), heading="INT. BARN - DAY", number="7"),
    lambda by, log, at, n: commands.move_scene(by, log, _any(at.scenes, n), None, first=bool(n % 2)),
    lambda by, log, at, n: commands.add_scene(by, log, uuid7(), "EXT. PIER - NIGHT"),
    lambda by, log, at, n: commands.add_shot(by, log, uuid7(), _any(at.scenes, n), {"description": "A gull."}),
    lambda by, log, at, n: commands.add_reference(by, log, uuid7(), "prop", f"Rope {n % 3}"),
    lambda by, log, at, n: commands.remove_reference(by, log, _any(at.references, n)),
    lambda by, log, at, n: commands.restore_reference(by, log, _any(at.references, n)),
    lambda by, log, at, n: commands.unlock_reference(by, log, _any(at.references, n)),
    lambda by, log, at, n: commands.rename_production(by, log, f"The Ferry {n % 3}"),
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, 1000)), max_size=12))
def test_rows_rebuild_replay_and_the_past_agree(sequencer: Any, edits: list[tuple[int, int]]) -> None:
    by = context()
    log = production(by)
    moments = {}
    for index, pick in edits:
        sequencer.step()
        at = queries.moment(log)
        moments[at.position] = at
        try:
            EDITS[index](by, log, at, pick)
        except ContinuityError as refused:
            assert 400 <= refused.status < 500
    sequencer.step()
    now = queries.moment(log)
    assert rebuild(check=True) == []
    assert queries.moment_at(log, now.position) == now
    for position, then in moments.items():
        assert queries.moment_at(log, position) == then
