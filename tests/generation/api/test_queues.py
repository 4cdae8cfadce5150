"""Queues and workers over the API."""

from collections.abc import Iterator

import pytest
from django.db.models.functions import Now

from generation.jobs.claiming import Stand, beat, hand_back, show, start
from generation.jobs.ending import fail
from generation.models import WorkerRow
from generation.workers import presence
from tests.generation.filming import OFFER, Film, small_film, take
from tests.support.web import Api, crew, data, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(film: Film) -> Iterator[str]:
    """A worker that is here."""
    presence.seen("cpu@night:7", 1, None, OFFER)
    yield "cpu@night:7"


def refused(film: Film, reason: str) -> None:
    running = take("cpu@night:7")
    assert running and start(running)
    fail(running, "refused", reason, retryable=False)


def test_an_empty_queue_says_that_nothing_is_there(ida: Api, address: str) -> None:
    queue = ida.get(f"{address}queue/")
    assert queue["counts"] == {"waiting": 0, "ready": 0, "running": 0, "held": 0, "failed": 0}
    assert (queue["paused"], queue["running"], queue["failures"], queue["version"]) == (False, [], [], 0)


def test_what_waits_says_what_for(ida: Api, film: Film, address: str) -> None:
    film.order("one")
    queue = ida.get(f"{address}queue/")
    assert [(job["code"], job["stage"], job["reason"]) for job in queue["ready"]] == [
        ("SC010_0010", "prompt", "no worker is here")
    ]
    assert queue["lacking"] == [{"what": "no worker is here", "jobs": 1}]


def test_what_runs_says_where_and_since_when(ida: Api, film: Film, address: str, worker: str) -> None:
    film.order("one")
    running = take(worker)
    assert running and start(running)
    [job] = ida.get(f"{address}queue/")["running"]
    assert (job["worker"], job["attempt"], job["progress"]) == (worker, 1, None)
    assert job["since"]


def test_a_queue_is_paused_with_its_reason_and_resumed(ida: Api, film: Film, address: str) -> None:
    paused = ida.post(f"{address}queue/pause/", reason="lunch")
    assert (paused["paused"], paused["reason"], paused["version"]) == (True, "lunch", 1)
    assert paused["events"][0]["type"] == "queue.paused"
    assert ida.get(f"{address}queue/")["cause"]["event"] == paused["events"][0]["event"]
    resumed = ida.post(f"{address}queue/resume/")
    assert (resumed["paused"], resumed["cause"]) == (False, None)


def test_failures_are_tried_again_by_their_cause(ida: Api, film: Film, address: str, worker: str) -> None:
    film.order("one", "two")
    for width in (7, 9):
        refused(film, f"width {width} is odd")
    [group] = ida.get(f"{address}queue/")["failures"]
    assert (group["jobs"], len(group["shots"]), group["code"], group["kind"]) == (2, 2, "refused", "prompt")
    assert group["advice"]
    placed = ida.post(f"{address}queue/retry/", group=group["id"])
    assert (placed["state"], len(placed["shots"])) == ("running", 2)
    again = ida.send("POST", f"{address}queue/retry/", {"group": group["id"]})
    assert again.status_code == 404


def test_an_order_says_its_priority(ida: Api, film: Film, address: str) -> None:
    order = film.order("one")
    assert ida.get(f"orders/{order}/")["priority"] == "normal"
    assert ida.post(f"orders/{order}/priority/", priority="high")["priority"] == "high"
    bad = ida.send("POST", f"orders/{order}/priority/", {"priority": "now"})
    assert bad.status_code == 422


def test_who_may_only_make_does_not_steer(ida: Api, film: Film, address: str) -> None:
    artist = crew(ida, str(film.log))["artist"]
    queue = artist.get(f"{address}queue/")
    assert not queue["can"]["pause"]["allowed"] and queue["can"]["retry"]["allowed"]
    assert "producer" in queue["can"]["pause"]["reason"].lower()


def test_workers_show_what_they_run_to_its_members_alone(ida: Api, film: Film, worker: str) -> None:
    film.order("one")
    running = take(worker)
    assert running and start(running)
    [mine] = ida.get("workers/")["workers"]
    assert (mine["state"], mine["task"]["stage"], mine["task"]["production"]) == ("working", "prompt", str(film.log))
    [seen] = someone("stranger").get("workers/")["workers"]
    assert (seen["state"], seen["task"]["stage"], seen["task"]["shot"]) == ("working", None, None)


def test_a_worker_is_drained_by_who_answers_for_the_studio(ida: Api, film: Film, worker: str) -> None:
    refused = ida.send("POST", f"workers/{worker}/drain/", {})
    assert (refused.status_code, data(refused)["code"]) == (403, "forbidden")
    assert not ida.get("workers/")["can"]["drain"]["allowed"]
    admin = someone("admin")
    admin.user.is_superuser = True
    admin.user.save()
    film.order("one")
    running = take(worker)
    assert running and start(running)
    [draining] = admin.post(f"workers/{worker}/drain/")["workers"]
    assert draining["state"] == "draining"
    fail(running, "refused", "no", retryable=False)
    [drained] = admin.get("workers/")["workers"]
    assert drained["state"] == "drained"
    [idle] = admin.post(f"workers/{worker}/resume/")["workers"]
    assert idle["state"] == "idle"
    assert admin.send("POST", "workers/nobody/drain/", {}).status_code == 404


def test_workers_that_left_or_fell_silent_are_not_listed(ida: Api, worker: str) -> None:
    WorkerRow.objects.update(seen_at="2000-01-01T00:00:00Z")
    assert ida.get("workers/")["workers"] == []


def test_the_queue_of_another_production_is_not_there(ida: Api) -> None:
    other = small_film()
    assert ida.send("GET", f"productions/{other.log}/queue/").status_code == 404


def test_running_work_is_seen_as_it_looks_by_members_alone(ida: Api, film: Film, address: str, worker: str) -> None:
    order = film.order("one")
    running = take(worker)
    assert running and start(running)
    beat(running, Stand(3, 10, 2.5, 40.0), 30)
    show(running, b"jpeg", 3)
    [job] = ida.get(f"{address}queue/")["running"]
    progress = job["progress"]
    assert (progress["step"], progress["steps"], progress["rate"], progress["preview"]) == (3, 10, 2.5, 3)
    assert 30 < progress["eta_seconds"] <= 40
    assert ida.get(f"orders/{order}/jobs/")["results"][0]["progress"]["preview"] == 3
    seen = ida.send("GET", f"jobs/{job['id']}/preview/")
    assert (seen.content, seen["Content-Type"], seen["Cache-Control"]) == (b"jpeg", "image/jpeg", "no-store")
    assert someone("stranger").send("GET", f"jobs/{job['id']}/preview/").status_code == 404
    fail(running, "refused", "no", retryable=False)
    assert ida.send("GET", f"jobs/{job['id']}/preview/").status_code == 404


def test_who_lost_the_lease_shows_nothing_more(ida: Api, film: Film, address: str, worker: str) -> None:
    film.order("one")
    old = take(worker)
    assert old and start(old)
    hand_back(old)
    show(old, b"jpeg", 3)
    again = take(worker)
    assert again and start(again)
    show(old, b"jpeg", 3)
    [job] = ida.get(f"{address}queue/")["running"]
    assert ida.send("GET", f"jobs/{job['id']}/preview/").status_code == 404


def failing(film: Film, *codes: str) -> None:
    """The first stage of shots is refused, all for one cause."""
    film.order(*codes)
    for _ in codes:
        refused(film, "too dark for 7 lamps")


def test_a_group_is_fixed_in_one_batch_and_tried_again(ida: Api, film: Film, address: str, worker: str) -> None:
    failing(film, "one", "two")
    [group] = ida.get(f"{address}queue/")["failures"]
    assert "style" in group["parameters"]
    assert group["tries"] == [{"worker": worker, "times": 2}]
    asked = {"group": group["id"], "parameter": "style", "value": "lamplight"}
    quote = ida.post(f"{address}queue/fix/quote/", **asked)
    assert (quote["level"], quote["things"], quote["order"]["shots"], quote["order"]["jobs"]) == ("shot", 2, 2, 8)
    assert quote["effect"]["shots"] == 3 and quote["order"]["cost"]["seconds"]["high"] > 0
    assert ida.get(f"shots/{film.shots['one']}/parameters/style/")["value"] == "", "nothing was changed"
    done = ida.post(f"{address}queue/fix/", **asked)
    set_ = [event["event"] for event in done["events"] if event["type"] == "shot.parameter_set"]
    assert len(set_) == 2 and done["state"] == "running"
    assert ida.get(f"shots/{film.shots['two']}/parameters/style/")["value"] == "lamplight"
    assert ida.get(f"{address}queue/")["failures"] == []
    ida.post(f"{address}undo/", events=set_[:1])
    assert ida.get(f"shots/{film.shots['one']}/parameters/style/")["value"] == ""


def test_what_is_set_on_the_production_alone_is_set_there(ida: Api, film: Film, address: str, worker: str) -> None:
    failing(film, "one", "two")
    [group] = ida.get(f"{address}queue/")["failures"]
    asked = {"group": group["id"], "parameter": "resolution", "value": "64x64"}
    quote = ida.post(f"{address}queue/fix/quote/", **asked)
    assert (quote["level"], quote["things"]) == ("production", 1)
    ida.post(f"{address}queue/fix/", **asked)
    assert ida.get(f"{address}parameters/resolution/")["value"] == "64x64"


@pytest.mark.parametrize(
    ("asked", "code_", "status"),
    [
        ({"parameter": "resolution", "value": "huge"}, "invalid-parameter", 422),
        ({"parameter": "resolutoin", "value": "64x64"}, "unknown-parameter", 404),
        ({"parameter": "style", "value": "ink", "group": "none"}, "not-found", 404),
    ],
)
def test_a_fix_that_cannot_be_changes_nothing(
    ida: Api, film: Film, address: str, worker: str, asked: dict[str, str], code_: str, status: int
) -> None:
    failing(film, "one")
    [group] = ida.get(f"{address}queue/")["failures"]
    for path in ("fix/quote/", "fix/"):
        reply = ida.send("POST", f"{address}queue/{path}", {"group": group["id"], **asked})
        assert (reply.status_code, data(reply)["code"]) == (status, code_)
    assert len(ida.get(f"{address}queue/")["failures"]) == 1


def test_a_lock_keeps_a_group_from_being_fixed(ida: Api, film: Film, address: str, worker: str) -> None:
    failing(film, "one", "two")
    ida.post(f"shots/{film.shots['two']}/parameters/style/lock/", reason="decided")
    [group] = ida.get(f"{address}queue/")["failures"]
    reply = ida.send("POST", f"{address}queue/fix/", {"group": group["id"], "parameter": "style", "value": "ink"})
    assert (reply.status_code, data(reply)["code"]) == (409, "parameter-locked")
    assert ida.get(f"shots/{film.shots['one']}/parameters/style/")["value"] == ""


def test_a_benched_worker_says_why(ida: Api, film: Film, worker: str) -> None:
    WorkerRow.objects.update(drained_at=Now(), benched="It failed at everything.")
    [shown] = ida.get("workers/")["workers"]
    assert (shown["state"], shown["benched"]) == ("benched", "It failed at everything.")
