"""From an edit to the order, the jobs, the take and the approval, and all the way back."""

import pytest

from events import causation, store
from events.causation import CauseChain
from generation import queries as made
from productions import commands
from tests.conftest import Sequencer
from tests.generation.filming import Film

pytestmark = pytest.mark.django_db


def told(chain: CauseChain) -> set[tuple[int, str]]:
    """Depths and types of a chain."""
    return {(link.depth, link.event.type) for link in chain.links}


def approved_after_an_edit(film: Film, sequencer: Sequencer) -> tuple[int, int, int]:
    """Change a shot that was made, make it anew and approve it; return the positions of edit, approval and head."""
    film.make()
    edit = commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"}).events[0].event_id
    film.make("one")
    take = max(made.takes(film.log, film.shots["one"]), key=lambda take: take.folded.state.number)
    commands.submit_take(film.by, film.log, take.id)
    approval = commands.approve_take(film.by, film.log, take.id).events[0].event_id
    sequencer.step()
    places = store.positions([edit, approval])
    return places[edit] or 0, places[approval] or 0, store.head(film.log)


def test_an_edit_leads_to_order_jobs_take_and_approval(film: Film, sequencer: Sequencer) -> None:
    edit, _, head = approved_after_an_edit(film, sequencer)
    (event,) = store.read_log(film.log, edit - 1, 1)
    chain = causation.effects(event, head)
    assert told(chain) == {
        (1, "order.placed"),
        (2, "job.started"),
        (2, "job.done"),
        (2, "order.finished"),
        (3, "take.made"),
        (4, "take.submitted"),
        (5, "take.approved"),
    }
    assert not chain.truncated


def test_an_approval_leads_back_to_the_edit(film: Film, sequencer: Sequencer) -> None:
    edit, approval, head = approved_after_an_edit(film, sequencer)
    (event,) = store.read_log(film.log, approval - 1, 1)
    chain = causation.causes(event, head)
    assert [link.event.type for link in chain.links] == [
        "take.submitted",
        "take.made",
        "job.done",
        "order.placed",
        "shot.changed",
    ]
    assert chain.links[-1].event.position == edit


def test_a_chain_ends_at_its_bounds_and_says_so(film: Film, sequencer: Sequencer) -> None:
    edit, _, head = approved_after_an_edit(film, sequencer)
    (event,) = store.read_log(film.log, edit - 1, 1)
    assert told(causation.effects(event, head, deepest=1)) == {(1, "order.placed")}
    assert causation.effects(event, head, deepest=1).truncated
    short = causation.effects(event, head, most=3)
    assert (len(short.links), short.truncated) == (3, True)
    assert causation.effects(event, edit).links == ()


def test_cancelled_jobs_name_what_cancelled_them(film: Film, sequencer: Sequencer) -> None:
    film.order("one")
    removed = commands.remove_shot(film.by, film.log, film.shots["one"]).events[0]
    sequencer.step()
    (event,) = store.events([removed.event_id]).values()
    chain = causation.effects(event, store.head(film.log))
    assert {kind for _, kind in told(chain)} == {"job.cancelled"}
