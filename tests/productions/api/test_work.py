"""Work is handed out, done and taken back over the API; who may, and what becomes of who leaves."""

from typing import Any
from uuid import UUID

import pytest

from events.store import head
from productions import queries
from productions.domain.statuses import DEFAULT
from tests.support.web import Api, code, crew, data, someone

TO_DO, PROGRESS, WAITING, DONE = (str(each.id) for each in DEFAULT)


@pytest.fixture
def people(ida: Api, film: str) -> dict[Any, Api]:
    return crew(ida, film.split("/")[1])


@pytest.fixture
def shots(ida: Api, film: str) -> list[str]:
    return [shot["id"] for shot in ida.get(f"{film}shots/")["results"]]


def said(of: Api, film: str) -> dict[str, Any]:
    return {each["shot"]: each for each in of.get(f"{film}work/")["work"]}


def give(ida: Api, film: str, shots: list[str], **fields: Any) -> Any:
    return ida.post(f"{film}work/", work=[{"shot": shot, **fields} for shot in shots])


def test_a_producer_hands_out_many_at_once_and_one_undo_takes_all_back(
    ida: Api, film: str, shots: list[str], people: dict[Any, Api]
) -> None:
    artist = str(people["artist"].person)
    made = give(ida, film, shots, assignees=[artist], due="2026-12-24", priority="high")
    assert made["made"] == 3 * len(shots) == len(made["events"])
    now = said(ida, film)
    assert now.keys() == set(shots)
    assert {key: now[shots[0]][key] for key in ("assignees", "due", "priority", "status", "version")} == {
        "assignees": [artist],
        "due": "2026-12-24",
        "priority": "high",
        "status": None,
        "version": 3,
    }
    undone = ida.post(f"{film}undo/", events=[each["event"] for each in made["events"]])
    assert len(undone["events"]) == 3 * len(shots)
    assert said(ida, film)[shots[0]]["assignees"] == []


def test_it_comes_with_other_edits_as_one_act(ida: Api, film: str, shots: list[str]) -> None:
    made = ida.post(
        f"{film}edits/",
        edits=[{"shot": shots[0], "field": "size", "value": "wide"}],
        work=[{"shot": shots[0], "status": PROGRESS}, {"shot": shots[1], "priority": None}],
    )
    assert (made["made"], made["unchanged"]) == (2, 1)
    assert [each["type"] for each in made["events"]] == ["shot.changed", "work.set"]


def test_whose_work_it_is_says_how_far_and_nobody_else_but_producers(
    ida: Api, film: str, shots: list[str], people: dict[Any, Api]
) -> None:
    give(ida, film, shots[:1], assignees=[str(people["reviewer"].person)])
    give(people["reviewer"], film, shots[:1], status=DONE)
    others = people["artist"].send("POST", f"{film}work/", {"work": [{"shot": shots[0], "status": TO_DO}]})
    assert (others.status_code, code(others)) == (403, "not-your-work")
    handed = people["artist"].send("POST", f"{film}work/", {"work": [{"shot": shots[0], "due": "2026-12-24"}]})
    assert (handed.status_code, code(handed)) == (403, "forbidden")
    watched = people["auditor"].send("POST", f"{film}work/", {"work": [{"shot": shots[0], "status": TO_DO}]})
    assert (watched.status_code, code(watched)) == (403, "forbidden")
    assert said(ida, film)[shots[0]]["status"] == DONE
    last = [each["event"] for each in give(ida, film, shots[1:2], status=WAITING)["events"]]
    undone = people["artist"].send("POST", f"{film}undo/", {"events": last})
    assert (undone.status_code, code(undone)) == (409, "undo-conflict")


def test_only_members_are_given_work_and_who_leaves_is_told_and_asked_no_more(
    ida: Api, film: str, shots: list[str], people: dict[Any, Api]
) -> None:
    artist, stranger = people["artist"], someone("stranger")
    refused = ida.send("POST", f"{film}work/", {"work": [{"shot": shots[0], "assignees": [str(stranger.person)]}]})
    assert (refused.status_code, code(refused)) == (422, "invalid-work")
    auditor = [str(people["auditor"].person)]
    refused = ida.send("POST", f"{film}work/", {"work": [{"shot": shots[0], "assignees": auditor}]})
    assert code(refused) == "invalid-work", "auditors change nothing"
    give(ida, film, shots[:2], assignees=[str(artist.person)])
    assert len(artist.get("me/work/")["productions"][0]["shots"]) == 2
    ida.patch(f"{film}members/{artist.person}/", role="auditor")
    assert artist.get("me/work/")["productions"] == []
    assert queries.open_work(artist.person, "2026-11-28") == (0, 0)
    ida.delete(f"{film}members/{artist.person}/")
    assert artist.get("me/work/")["productions"] == []
    assert said(ida, film)[shots[0]]["assignees"] == [str(artist.person)], "it is told whose it was"
    known = {each["person"]: each["active"] for each in ida.get(f"{film}work/")["people"]}
    assert known[str(ida.person)] and not known[str(artist.person)]
    both = [str(artist.person), str(ida.person)]
    give(ida, film, shots[:1], assignees=both)
    refused = ida.send("POST", f"{film}work/", {"work": [{"shot": shots[2], "assignees": both}]})
    assert code(refused) == "invalid-work", "nobody who left is given more"


def test_what_somebody_did_not_see_stands_in_their_way(ida: Api, film: str, shots: list[str]) -> None:
    give(ida, film, shots[:1], priority="low", version=0)
    late = ida.send("POST", f"{film}work/", {"work": [{"shot": shots[0], "priority": "high", "version": 0}]})
    assert (late.status_code, code(late)) == (409, "version-conflict")
    give(ida, film, shots[:1], priority="high", version=1)


def test_a_status_that_shots_have_does_not_go_in_silence(ida: Api, film: str, shots: list[str]) -> None:
    give(ida, film, shots[:2], status=WAITING)
    kept = [{"id": TO_DO, "name": "open"}, {"name": "on hold"}, {"id": DONE, "name": "done", "ends": True}]
    refused = ida.send("PUT", f"{film}statuses/", {"statuses": kept})
    assert (refused.status_code, code(refused)) == (409, "status-in-use")
    assert data(refused)["statuses"] == [{"id": WAITING, "name": "waiting", "shots": 2}]
    assert ida.get(f"{film}statuses/")["statuses"][2]["name"] == "waiting"
    ida.put(f"{film}statuses/", statuses=kept, instead={WAITING: TO_DO})
    now = ida.get(f"{film}work/")
    assert [(each["name"], each["retired"]) for each in now["statuses"]] == [
        *(("open", False), ("on hold", False), ("done", False)),
        *(("in progress", True), ("waiting", True)),
    ]
    assert {each["status"] for each in now["work"]} == {TO_DO}
    refused = ida.send("POST", f"{film}work/", {"work": [{"shot": shots[2], "status": WAITING}]})
    assert code(refused) == "invalid-work"


def test_a_status_of_another_production_is_none_of_this_one(ida: Api, film: str, shots: list[str]) -> None:
    other = f"productions/{ida.post('productions/', name='Other')['id']}/"
    foreign = ida.put(f"{other}statuses/", statuses=[{"name": "secret"}])["statuses"][0]["id"]
    refused = ida.send("POST", f"{film}work/", {"work": [{"shot": shots[0], "status": foreign}]})
    assert (refused.status_code, code(refused)) == (422, "invalid-work")
    refused = ida.send("PUT", f"{film}statuses/", {"statuses": [{"id": foreign, "name": "mine"}]})
    assert (refused.status_code, code(refused)) == (404, "not-found")
    give(ida, film, shots[:1], status=WAITING)
    kept = [{"id": each, "name": f"{nth}"} for nth, each in enumerate((TO_DO, PROGRESS, DONE))]
    refused = ida.send("PUT", f"{film}statuses/", {"statuses": kept, "instead": {WAITING: foreign}})
    assert (refused.status_code, code(refused)) == (409, "status-in-use")


def test_my_work_is_what_is_left_and_how_much_of_it_is_late(
    ida: Api, film: str, shots: list[str], people: dict[Any, Api]
) -> None:
    artist = people["artist"]
    other = f"productions/{ida.post('productions/', name='Other')['id']}/"
    for shot, due in zip(shots, ("2099-01-01", "2020-01-01", None), strict=False):
        give(ida, film, [shot], assignees=[str(artist.person)], due=due)
    give(artist, film, shots[2:3], status=DONE)
    (mine,) = artist.get("me/work/")["productions"]
    assert [(each["id"], each["due"]) for each in mine["shots"]] == [(shots[1], "2020-01-01"), (shots[0], "2099-01-01")]
    assert queries.open_work(artist.person, "2026-11-28") == (2, 1)
    ida.delete(f"shots/{shots[1]}/")
    assert queries.open_work(artist.person, "2026-11-28") == (1, 0)
    assert len(artist.get("me/work/")["productions"][0]["shots"]) == 1
    assert ida.get(f"{other}work/")["work"] == []


def test_the_session_says_how_much_waits(ida: Api, film: str, shots: list[str]) -> None:
    give(ida, film, shots[:2], assignees=[str(ida.person)], due="2020-01-01")
    ida.client.force_login(ida.user)
    del ida.client.defaults["HTTP_AUTHORIZATION"]
    assert ida.get("auth/session/")["work"] == {"shots": 2, "late": 2}


def test_history_tells_of_it_and_the_past_shows_it(ida: Api, film: str, shots: list[str], sequencer: Any) -> None:
    give(ida, film, shots[:1], assignees=[str(ida.person)], due="2026-12-24", status=TO_DO)
    sequencer.step()
    log = UUID(film.split("/")[1])
    then = head(log)
    give(ida, film, shots[:1], status=DONE, assignees=[])
    sequencer.step()
    sentences = [each["sentence"] for each in ida.get(f"shots/{shots[0]}/history/")["results"]][-5:]
    assert sentences == [
        "SC010_0010 was given to ida",
        "The due date of SC010_0010 was set to 2026-12-24",
        "The status of SC010_0010 was set to “to do”",
        "Ida no longer works on SC010_0010",
        "The status of SC010_0010 changed from “to do” to done",
    ]
    (past,) = ida.get(f"{film}state/?at={then}")["work"]
    assert (past["status"], past["assignees"]) == (TO_DO, [str(ida.person)])


def test_nothing_that_is_made_rests_on_it(ida: Api, film: str, shots: list[str]) -> None:
    log = UUID(film.split("/")[1])
    before = queries.inputs(queries.moment(log))
    versions = {id_: each.version for id_, each in queries.moment(log).shots.items()}
    give(ida, film, shots, assignees=[str(ida.person)], due="2026-12-24", priority="urgent", status=WAITING)
    assert queries.inputs(queries.moment(log)) == before
    assert {id_: each.version for id_, each in queries.moment(log).shots.items()} == versions
