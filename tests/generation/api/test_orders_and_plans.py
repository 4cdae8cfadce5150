"""Plans, cells, orders and the cut over the API."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import uuid6
from django.db import connection

from events import store
from generation.api.showing import changes
from generation.api.showing.plans import of_board
from generation.artifacts import artifact_store
from generation.jobs.claiming import Claim, Stand, beat, start
from generation.models import TraceRow, WorkerRow
from generation.workers import presence
from productions import commands
from tests.conftest import Sequencer
from tests.generation.filming import OFFER, STAGES, Film, pretend_all, take
from tests.support.web import Api, crew, data

pytestmark = pytest.mark.django_db


def test_the_plan_of_a_new_film_names_every_stage_and_its_cost(ida: Api, film: Film, address: str) -> None:
    plan = ida.get(f"{address}plan/")
    assert len(plan["stages"]) == plan["total"]["stages"] == len(film.shots) * len(STAGES)
    assert {line["verdict"] for line in plan["stages"]} == {"run", "may-run"}
    assert plan["total"]["cost"]["seconds"]["low"] <= plan["total"]["cost"]["seconds"]["high"]
    assert ida.get(f"{address}plan/?shot={film.shots['one']}")["total"]["shots"] == 1


def test_an_order_is_placed_worked_and_read(ida: Api, film: Film, address: str) -> None:
    placed = ida.post(f"{address}orders/", shots=[str(film.shots["one"])])
    assert (placed["state"], placed["jobs"]["total"], placed["jobs"]["ready"]) == ("running", len(STAGES), 1)
    assert placed["events"][0]["type"] == "order.placed"
    film.work()
    order = ida.get(f"orders/{placed['id']}/")
    assert (order["state"], order["jobs"]["done"]) == ("done", len(STAGES))
    assert [job["stage"] for job in ida.get(f"orders/{placed['id']}/jobs/")["results"]] == list(STAGES)


def test_an_order_says_how_many_takes_of_a_shot_it_makes(ida: Api, film: Film, address: str) -> None:
    shots = [str(shot) for shot in film.shots.values()]
    assert ida.post(f"{address}orders/", shots=shots)["variations"] == 1
    assert ida.post(f"{address}orders/", shots=shots[:1], variations=3)["variations"] == 3


def test_orders_come_newest_first_in_pages(ida: Api, film: Film, address: str) -> None:
    placed = [ida.post(f"{address}orders/", shots=[str(shot)])["id"] for shot in film.shots.values()]
    first = ida.get(f"{address}orders/?limit=2")
    second = ida.get(first["next"])
    assert [order["id"] for order in first["results"] + second["results"]] == placed[::-1]
    assert second["next"] is None


def test_a_cancelled_order_ends_its_jobs_and_cannot_be_cancelled_out_of_its_end(
    ida: Api, film: Film, address: str
) -> None:
    placed = ida.post(f"{address}orders/", shots=[str(film.shots["one"])])
    cancelled = ida.post(f"orders/{placed['id']}/cancel/", reason="wrong shot")
    assert (cancelled["state"], cancelled["jobs"]["cancelled"]) == ("cancelled", len(STAGES))
    assert cancelled["can"]["cancel"]["allowed"] is False
    film.make("two")
    done = ida.get(f"{address}orders/")["results"][0]["id"]
    refused = ida.send("POST", f"orders/{done}/cancel/", {})
    assert (refused.status_code, data(refused)["code"]) == (409, "order-ended")


@pytest.mark.parametrize("doing", ["cancel", "release"])
def test_an_order_keeps_to_its_expected_version(ida: Api, film: Film, address: str, doing: str) -> None:
    held = ida.post(f"{address}orders/", shots=[str(film.shots["one"])], held=True)
    order = f"orders/{held['id']}/"
    tag = ida.send("GET", order)["ETag"]
    late = ida.send("POST", f"{order}{doing}/", {"version": held["version"] + 1})
    assert (late.status_code, data(late)["code"]) == (409, "version-conflict")
    ida.post(f"{order}release/", version=held["version"])
    late = ida.send("POST", f"{order}{doing}/", {}, {"If-Match": tag})
    assert (late.status_code, data(late)["code"]) == (412, "version-conflict")
    assert data(late)["missed"][0]["type"] == "order.released"
    assert ida.get(order)["state"] == "running"
    now = ida.send("GET", order)["ETag"]
    assert ida.send("POST", f"{order}{doing}/", {}, {"If-Match": now}).status_code == 200


def test_to_place_an_order_there_is_no_version_to_expect(ida: Api, film: Film, address: str) -> None:
    refused = ida.send("POST", f"{address}orders/", {"shots": [str(film.shots["one"])], "version": 1})
    assert refused.status_code == 422


def test_a_held_order_waits_until_it_is_released(ida: Api, film: Film, address: str) -> None:
    held = ida.post(f"{address}orders/", shots=[str(film.shots["one"])], held=True)
    assert held["state"] == "held"
    assert film.work() == set()
    assert ida.post(f"orders/{held['id']}/release/")["state"] == "running"
    assert len(film.work()) == len(STAGES)


@pytest.mark.parametrize(
    ("body", "status"),
    [({"shots": []}, 409), ({"shots": "all"}, 422), ({"shots": [str(UUID(int=9))]}, 404), ({}, 422)],
)
def test_an_order_that_cannot_be_is_refused(ida: Api, address: str, body: object, status: int) -> None:
    assert ida.send("POST", f"{address}orders/", body).status_code == status


def test_the_same_key_orders_once(ida: Api, film: Film, address: str) -> None:
    body = {"shots": [str(film.shots["one"])]}
    replies = [ida.send("POST", f"{address}orders/", body, {"Idempotency-Key": "once"}) for _ in range(2)]
    assert data(replies[0]) == data(replies[1])
    assert len(ida.get(f"{address}orders/")["results"]) == 1


def test_the_board_follows_the_work(ida: Api, film: Film, address: str) -> None:
    board = ida.get(f"{address}stages/")
    assert {cell["state"] for cell in board["stages"]} == {"empty"}
    film.make("one")
    board = ida.get(f"{address}stages/?shot={film.shots['one']}")
    assert [cell["state"] for cell in board["stages"]] == ["made"] * len(STAGES)
    (standing,) = board["shots"]
    assert (standing["review"], standing["work"], standing["take"]["number"]) == ("made", "none", 1)
    assert standing["use"]["rule"] == "matches"
    (take,) = ida.get(f"shots/{film.shots['one']}/takes/")["results"]
    assert take["use"]["since"]["event"] == standing["use"]["since"]["event"]


def test_a_supposed_edit_is_planned_and_never_made(ida: Api, film: Film, address: str) -> None:
    film.make()
    edits = [{"reference": str(film.references["Ivo"]), "field": "attribute:wardrobe_colour", "value": "red"}]
    plan = ida.post(f"{address}plan/", edits=edits)
    assert {line["shot"] for line in plan["stages"]} == {str(film.shots["three"])}
    assert plan["total"]["cost"]["seconds"]["high"] > 0
    assert ida.get(f"{address}plan/")["stages"] == []


@pytest.mark.parametrize(
    "edit",
    [
        {"field": "heading", "value": "INT. BARN - DAY"},
        {"production": str(UUID(int=1)), "field": "parameter:style", "value": "ink"},
    ],
)
def test_a_supposed_edit_of_nothing_here_is_refused(ida: Api, address: str, edit: object) -> None:
    refused = ida.send("POST", f"{address}plan/", {"edits": [edit]})
    assert (refused.status_code, data(refused)["code"]) == (422, "invalid-edit")


def test_the_cut_holds_the_takes_in_use_in_film_order(ida: Api, film: Film, address: str) -> None:
    film.make("one", "three")
    cut = ida.get(f"{address}cut/")
    assert [clip["shot"] for clip in cut["clips"]] == [str(film.shots[code]) for code in ("one", "two", "three")]
    assert [(clip["start"], clip["frames"]) for clip in cut["clips"]] == [(0, 2), (2, 2), (4, 2)]
    assert (cut["rate"], cut["frames"]) == ("24", 6)
    assert [bool(clip["take"]) for clip in cut["clips"]] == [True, False, True]


def test_reviewers_order_nothing_and_see_no_costs(ida: Api, film: Film, address: str) -> None:
    reviewer = crew(ida, str(film.log))["reviewer"]
    assert reviewer.send("POST", f"{address}orders/", {"shots": [str(film.shots["one"])]}).status_code == 403
    assert reviewer.get(f"{address}plan/")["total"]["cost"] is None


def test_what_belongs_to_others_is_not_there(ida: Api, film: Film, address: str) -> None:
    placed = ida.post(f"{address}orders/", shots=[str(film.shots["one"])])["id"]
    film.work()
    shot = film.shots["one"]
    take = ida.get(f"shots/{shot}/takes/")["results"][0]["id"]
    commands.add_member(film.by, film.log, (other := crew(ida, str(film.log))["artist"]).person, "artist")
    commands.remove_member(film.by, film.log, other.person)
    for path in (f"orders/{placed}/", f"orders/{placed}/jobs/", f"shots/{shot}/takes/", f"takes/{take}/"):
        assert other.send("GET", path).status_code == 404
    for path in ("plan/", "stages/", "cut/", "orders/"):
        assert other.send("GET", f"{address}{path}").status_code == 404
    assert ida.send("GET", f"orders/{take}/").status_code == 404
    assert ida.send("GET", f"takes/{placed}/").status_code == 404


def merged(before: Any, changes: Any) -> Any:
    """Put changes into a board, as the page does."""
    assert changes["changes"], "a whole board needs no merging"
    cells: dict[str, list[Any]] = {}
    for cell in changes["stages"]:
        cells.setdefault(cell["shot"], []).append(cell)
    named = {each["shot"]: each for each in changes["shots"]}
    shots = [each["shot"] for each in before["shots"] if each["shot"] not in changes["gone"]]
    kept = {shot: [cell for cell in before["stages"] if cell["shot"] == shot] for shot in shots}
    standing = {each["shot"]: each for each in before["shots"]}
    return {
        **changes,
        "stages": [cell for shot in shots for cell in (cells[shot] if shot in named else kept[shot])],
        "shots": [named.get(shot) or standing[shot] for shot in shots],
        "changes": False,
        "gone": [],
    }


def test_a_board_says_what_has_changed_since(ida: Api, film: Film, address: str) -> None:
    stages = f"{address}stages/"
    whole = ida.get(stages)
    assert (whole["changes"], whole["gone"], len(whole["shots"])) == (False, [], 3)
    nothing = ida.get(f"{stages}?since={whole['since']}")
    assert (nothing["changes"], nothing["stages"], nothing["shots"]) == (True, [], [])
    film.order("two")
    ordered = ida.get(f"{stages}?since={nothing['since']}")
    assert {each["shot"] for each in ordered["shots"]} == {str(film.shots["two"])}
    pretend_all()
    commands.remove_shot(film.by, film.log, film.shots["one"])
    later = ida.get(f"{stages}?since={whole['since']}")  # what an older reply said is still known
    assert later["gone"] == [str(film.shots["one"])]
    assert merged(whole, later) == ida.get(stages)


def test_what_changed_of_a_board_holds_whatever_happened(
    ida: Api, film: Film, address: str, sequencer: Sequencer
) -> None:
    """Without an event, too: numbers of events, progress, and who is here to work."""
    stages = f"{address}stages/"
    shown = ida.get(stages)
    steps: list[Any] = [
        lambda: commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"}),
        sequencer.step,
        lambda: film.order("one", "two"),
        lambda: presence.seen("one", 1, None, OFFER),
        lambda: running.extend(each for each in [take()] if each),
        lambda: start(running[0]) and beat(running[0], Stand(1, 4, 2.0, None), 30),
        pretend_all,
        lambda: artifact_store.note_missing(TraceRow.objects.latest("id").digests),
        lambda: WorkerRow.objects.update(drained_at="2000-01-01T00:00:00Z"),
        sequencer.step,
        lambda: commands.move_shot(film.by, film.log, film.shots["two"], film.scenes["cabin"], None, first=True),
    ]
    running: list[Claim] = []
    for step in steps:
        step()
        changes = ida.get(f"{stages}?since={shown['since']}")
        whole = ida.get(stages)
        shown = merged(shown, changes) if changes["changes"] else changes
        assert {name: shown[name] for name in ("stages", "shots")} == {
            name: whole[name] for name in ("stages", "shots")
        }
        shown["since"] = changes["since"]


def test_of_a_whole_board_only_the_rows_that_changed_are_drawn(
    ida: Api, film: Film, address: str, sequencer: Sequencer, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[set[UUID]] = []

    def counting(board: Any) -> Any:
        drawn.append({shot.id for shot in board.shots})
        return of_board(board)

    monkeypatch.setattr(changes, "of_board", counting)
    sequencer.step()
    first = ida.get(f"{address}stages/")
    assert ida.get(f"{address}stages/") == first
    film.order("two")
    again = ida.get(f"{address}stages/")
    assert len(again["shots"]) == 3 and again["stages"] != first["stages"]
    assert drawn == [set(film.shots.values()), {film.shots["two"]}]


@pytest.mark.parametrize("before", ["nobody asked", "nothing changed", "something changed"])
def test_a_board_is_as_of_what_it_shows(ida: Api, film: Film, address: str, sequencer: Sequencer, before: str) -> None:
    """Somebody edits a shot right after it was asked what changed."""
    sequencer.step()
    if before != "nobody asked":
        ida.get(f"{address}stages/")
    if before == "something changed":
        commands.change_shot(film.by, film.log, film.shots["two"], {"camera": "push-in"})
        sequencer.step()
    at, edits, said = store.head(film.log), iter(["pull-out"]), list[str]()

    def edited(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if any("bit_xor" in each for each in said) and (camera := next(edits, None)):
            commands.change_shot(film.by, film.log, film.shots["one"], {"camera": camera})
            sequencer.step()
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(edited):
        shown = ida.get(f"{address}stages/")
    assert shown["as_of"] == at < store.head(film.log)


def test_a_board_is_sent_whole_where_changes_would_not_do(ida: Api, film: Film, address: str) -> None:
    stages = f"{address}stages/"
    whole = ida.get(stages)
    assert not ida.get(f"{stages}?since=1.0123456789abcdef")["changes"]
    commands.add_shot(film.by, film.log, uuid6.uuid7(), film.scenes["quay"], {})
    more = ida.get(f"{stages}?since={whole['since']}")
    assert (more["changes"], len(more["shots"])) == (False, 4)
    both = ida.send("GET", f"{stages}?since={whole['since']}&shot={film.shots['one']}")
    assert (both.status_code, data(both)["field"]) == (422, "since")
    assert ida.send("GET", f"{stages}?since=yesterday").status_code == 422


def test_a_board_is_compressed_for_who_takes_that(ida: Api, film: Film, address: str) -> None:
    plain = ida.send("GET", f"{address}stages/")
    small = ida.send("GET", f"{address}stages/", headers={"Accept-Encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
