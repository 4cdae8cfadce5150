"""What is kept of the files that could be made again, what goes, and how it comes back."""

import json
import os
import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
import uuid6
from django.core.management import call_command
from django.db.models import F
from django.test import override_settings

from events import store
from events.evidence import live
from events.models import Audit
from generation.artifacts import artifact_store, patrol, storage
from generation.artifacts.errors import ArtifactEvicted
from generation.domain.keeping import Policy
from generation.jobs import replacing
from generation.keeping import collecting, inventory
from generation.models import ArtifactRow, JobRow, TraceRow
from generation.planning import planner
from productions import commands, queries
from productions.models import User
from tests.conftest import Sequencer
from tests.generation.filming import Film, pretend, pretend_all, take
from tests.support.films import taken
from tests.support.making import context, production
from tests.support.web import Api, code

pytestmark = pytest.mark.django_db

AT_ONCE = Policy(takes=1, days=0, months=12, byte_price=Decimal(1), second_prices={"cpu": Decimal(0)})
"""All that the film does not hold goes: making costs nothing."""


@pytest.fixture
def ida(film: Film) -> Api:
    """The producer of the film at the API."""
    return Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))


def described(film: Film, text: str, code: str = "one") -> None:
    commands.change_shot(film.by, film.log, film.shots[code], {"description": text})


def made(film: Film, *texts: str) -> list[UUID]:
    """Make a take of shot one for each description; return the takes in the order of their numbers."""
    for text in texts:
        described(film, text)
        film.order("one")
        pretend_all()
    takes = queries.moment(film.log).takes
    return sorted(takes, key=lambda take: takes[take].state.number)


def digests(film: Film, take: UUID) -> set[str]:
    return {each.digest for each in queries.moment(film.log).takes[take].state.artifacts}


def reasons(film: Film, take: UUID, rules: Policy = AT_ONCE) -> set[str]:
    kept = inventory.look(rules).kept
    return {kept.get(digest, "goes") for digest in digests(film, take)}


def collect(film: Film, rules: Policy = AT_ONCE) -> collecting.Collected:
    return collecting.collect(film.by.actor, rules, inventory.look(rules).going)


def test_a_take_of_other_inputs_goes_and_the_one_in_use_stays(film: Film) -> None:
    old, new = made(film, "Fog.", "Rain.")
    assert (reasons(film, old), reasons(film, new)) == ({"goes"}, {"in use"})
    gone = collect(film)
    assert gone.files == len(digests(film, old))
    assert not any(storage.size(digest) for digest in digests(film, old))
    assert all(storage.size(digest) for digest in digests(film, new))
    assert TraceRow.objects.count() == 8, "what was made stays known"
    assert not planner.plan(film.log, [film.shots["one"]]).plan.lines


def test_what_people_decided_stays(film: Film) -> None:
    first, second, third, _ = made(film, "Fog.", "Rain.", "Snow.", "Sun.")
    commands.pin_take(film.by, film.log, first)
    assert reasons(film, first) == {"in use"}
    commands.unpin_take(film.by, film.log, first)
    commands.submit_take(film.by, film.log, second)
    commands.approve_take(film.by, film.log, third)
    assert (reasons(film, first), reasons(film, second), reasons(film, third)) == (
        {"goes"},
        {"under review"},
        {"in use"},
    )
    commands.remove_shot(film.by, film.log, film.shots["one"])
    assert reasons(film, third) == {"approved"}, "a removed shot may be restored"


def test_so_many_of_the_newest_takes_stay(film: Film) -> None:
    first, second, _ = made(film, "Fog.", "Rain.", "Snow.")
    rules = replace(AT_ONCE, takes=2)
    assert (reasons(film, first, rules), reasons(film, second, rules)) == ({"goes"}, {"latest takes"})


def test_what_was_used_lately_stays(film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    month = replace(AT_ONCE, days=30)
    assert reasons(film, old, month) == {"used lately"}
    for row, fields in ((TraceRow, ["made_at"]), (JobRow, ["made_at", "ended_at"])):
        row.objects.update(**{each: F(each) - timedelta(days=31) for each in fields})
    assert reasons(film, old, month) == {"goes"}


def test_what_an_open_order_made_so_far_stays(film: Film) -> None:
    made(film, "Fog.")
    described(film, "Rain.")
    film.order("one")
    claimed = take()
    assert claimed and pretend(claimed)
    described(film, "Snow.")
    prompt = TraceRow.objects.latest("id")
    assert {inventory.look(AT_ONCE).kept.get(digest) for digest in prompt.digests} == {"ordered"}


def test_what_the_plan_finds_made_stays_though_no_take_was_made_of_it(film: Film) -> None:
    film.order("one", stages=["prompt"])
    pretend_all()
    (prompt,) = TraceRow.objects.get().digests
    assert inventory.look(AT_ONCE).kept[prompt] == "planned"


def test_what_an_export_lists_stays_for_a_while(film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    export = Audit.objects.create(id=film.log, kind="export", log=film.log, requested_by=film.by.actor)
    assert reasons(film, old) == {"exported"}
    export.state = "failed"
    export.save()
    assert reasons(film, old) == {"goes"}


def test_what_was_handed_in_is_not_ours_to_make_again(film: Film, tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"a picture")
    kept = artifact_store.put(tmp_path / "picture", "image/webp")
    artifact_store.shelve([kept])
    assert inventory.look(AT_ONCE).kept[kept.digest] == "not made here"


def test_a_picture_of_a_reference_stays_whoever_made_it(film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    digest = next(iter(digests(film, old)))
    commands.add_pictures(film.by, film.log, film.references["Mara"], [digest])
    assert inventory.look(AT_ONCE).kept[digest] == "references"


def test_the_price_decides(film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    assert reasons(film, old, replace(AT_ONCE, second_prices={"cpu": Decimal(10**6)})) == {"dear to make"}
    assert reasons(film, old, replace(AT_ONCE, byte_price=Decimal(0))) == {"dear to make"}
    assert reasons(film, old, replace(AT_ONCE, second_prices={"cuda": Decimal(0)})) == {"dear to make"}, "who knows?"
    keeping = AT_ONCE.keeping(sum(ArtifactRow.objects.values_list("size", flat=True)))
    cheap = replace(AT_ONCE, second_prices={"cpu": keeping})
    assert "dear to make" in reasons(film, old, cheap), "making a stage again needs those before it"


def test_what_another_production_uses_stays(film: Film) -> None:
    by = context()
    other = production(by, script=None)
    old, _ = made(film, "Fog.", "Rain.")
    state = queries.moment(film.log).takes[old].state
    scene = commands.add_scene(by, other, uuid6.uuid7(), "EXT. QUAY - DAY").value
    shot = commands.add_shot(by, other, uuid6.uuid7(), scene, {"frames": 2}).value
    taken(by, other, shot, artifacts=state.artifacts)
    assert collect(film).files == 0, "seen under the locks, where no job of its own tells"


def test_what_went_is_planned_with_its_price_once_it_is_wanted_and_comes_back(film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    collect(film)
    described(film, "Fog.")
    planned = planner.plan(film.log, [film.shots["one"]]).plan
    assert next((line.stage, line.verdict) for line in planned.lines) == ("prompt", "run")
    assert planned.cost.high > 0
    film.order("one")
    assert len(pretend_all()) == 4
    assert not planner.plan(film.log, [film.shots["one"]]).plan.lines
    assert all(storage.size(digest) for digest in digests(film, old))
    assert not ArtifactRow.objects.exclude(evicted_at=None).exists()
    assert reasons(film, old) == {"in use"}


def test_a_take_that_is_chosen_though_its_files_went_is_planned(film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    collect(film)
    commands.select_take(film.by, film.log, film.shots["one"], old)
    described(film, "Fog.")
    assert ("prompt", "run") in {(line.stage, line.verdict) for line in planner.plan(film.log).plan.lines}


def test_nobody_takes_what_went_for_lost(film: Film) -> None:
    made(film, "Fog.", "Rain.")
    collect(film)
    assert (artifact_store.count_lost(), replacing.mend()) == (0, 0)
    ArtifactRow.objects.update(checked_at=None)
    assert patrol.walk(rest=0) == ArtifactRow.objects.filter(missing=False).count()


def test_the_log_tells_what_went_and_nobody_misses_it(film: Film, sequencer: Sequencer) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    gone = collect(film)
    sequencer.step()
    told = [each for each in store.read_log(film.log) if each.type == "collection.done"]
    payload = json.loads(told[0].payload)
    assert {each["digest"] for each in payload["artifacts"]} == digests(film, old)
    assert (len(told), payload["size"]) == (1, gone.size)
    assert not media_findings(film)
    new = queries.moment(film.log).takes
    storage.remove(storage.name_of(next(iter(digests(film, max(new, key=lambda take: new[take].state.number))))))
    assert len(media_findings(film)) == 1


def media_findings(film: Film) -> list[str]:
    report = live.verify_log(film.log, lambda done, total, step: None)
    return [each.message for each in report.findings if each.table == "media"]


def test_asking_for_what_went_is_answered_plainly(ida: Api, film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    collect(film)
    digest = next(iter(digests(film, old)))
    reply = ida.send("GET", f"artifacts/{digest}/")
    assert (reply.status_code, code(reply)) == (410, "artifact-evicted")
    said = reply.json()
    assert "to free room" in said["detail"] and said["seconds"] == "0.500" and said["device_class"] == "cpu"
    shown = {each["number"]: each for each in ida.get(f"shots/{film.shots['one']}/takes/")["results"]}
    assert (shown[1]["lost"], set(shown[1]["evicted"])) == (
        [],
        {"prompt", "keyframe", "frames", "last_frame", "master"},
    )
    assert (shown[2]["lost"], shown[2]["evicted"]) == ([], [])


def test_files_that_nothing_names_are_strays_after_a_day(film: Film, own_store: Path, tmp_path: Path) -> None:
    made(film, "Fog.")
    (tmp_path / "file").write_text("never committed")
    stray = artifact_store.put(tmp_path / "file", "text/plain")
    left = storage.path(stray.digest).with_name(f".{storage.path(stray.digest).name}.0a0b")
    left.write_text("cut short")
    assert collecting.strays(AT_ONCE) == []
    long_ago = time.time() - 2 * 24 * 3600
    for path in own_store.rglob("*"):
        if path.is_file():
            os.utime(path, (long_ago, long_ago))
    strays = collecting.strays(AT_ONCE)
    assert sorted(each.digest for each in strays) == ["", stray.digest]
    assert collecting.remove_strays(strays) == 2
    assert not left.exists() and storage.size(stray.digest) is None
    assert not ArtifactRow.objects.filter(digest=stray.digest).exists()


def test_the_bytes_that_a_removal_left_behind_are_strays(film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    some = next(iter(digests(film, old)))
    path = storage.path(some)
    body = path.read_bytes()
    collect(film)
    path.write_bytes(body)
    os.utime(path, (0, 0))
    with pytest.raises(ArtifactEvicted):
        artifact_store.open_sound(some)
    assert collecting.remove_strays(collecting.strays(AT_ONCE)) == 1
    assert not path.exists() and ArtifactRow.objects.get(digest=some).evicted_at


def test_the_command_shows_and_then_removes(ida: Api, film: Film) -> None:
    old, _ = made(film, "Fog.", "Rain.")
    keeping = {"takes": 1, "films": 1, "days": 0, "months": 12, "gigabyte_price": Decimal("0.023")}
    with override_settings(KEEPING=keeping):
        shown, done = StringIO(), StringIO()
        call_command("collect", "--dry-run", stdout=shown)
        assert all(storage.size(digest) for digest in digests(film, old))
        call_command("collect", "--as=ida", stdout=done)
    assert "may go" in shown.getvalue() and "stay: in use" in shown.getvalue()
    assert f"Removed {len(digests(film, old))} files" in done.getvalue()
    assert not any(storage.size(digest) for digest in digests(film, old))
