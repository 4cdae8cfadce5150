"""A take is made again by the same requests and compared: the fact stays on it, and nothing else changes."""

from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from django.core.management import CommandError, call_command

from events import store
from generation import commands as orders
from generation import queries
from generation.artifacts import storage
from generation.artifacts.errors import ArtifactMissing
from generation.management.commands.add_model import carry_out
from generation.models import AdditionRow, ArtifactRow, JobRow, RecipeRow, TraceRow
from generation.register.additions import AdditionRunning
from generation.workers.devices import Processor
from generation.workers.repeating import NotMadeAgain, StoppedAgain, Watch, make_again
from productions.models import User
from tests.generation.filming import Film, small_film
from tests.support.making import context
from tests.support.web import Api, code, data

pytestmark = pytest.mark.django_db


@pytest.fixture
def film() -> Film:
    film = small_film()
    film.make("one")
    return film


def take_of(film: Film) -> UUID:
    (take,) = queries.takes(film.log, film.shots["one"])
    return take.id


def with_another_variation(film: Film, stage: str) -> None:
    """What its recipe says today is not what it was made from."""
    job = JobRow.objects.get(stage=stage, shot=film.shots["one"])
    row = RecipeRow.objects.get(key=job.key)
    recipe = msgspec.json.decode(row.document)
    recipe["variation"] = 4711
    RecipeRow.objects.filter(key=job.key).update(document=msgspec.json.encode(recipe).decode())


def test_a_take_made_again_is_exact_and_says_so(film: Film) -> None:
    take, traces = take_of(film), TraceRow.objects.count()
    made = make_again(context(), film.log, take, Processor())
    assert (made.likeness, made.device) == ("exact", "cpu")
    assert {each.stage for each in made.parts} == {"prompt", "keyframe", "motion", "finish"}
    assert {each.likeness for each in made.parts} == {"exact"}
    state = queries.take(film.log, take).folded.state
    assert state.repetition == made
    assert TraceRow.objects.count() == traces
    assert store.read_stream(take)[-1].type == "take.made_again"


def test_what_differs_is_told_in_numbers(film: Film) -> None:
    with_another_variation(film, "keyframe")
    take = take_of(film)
    before = queries.take(film.log, take).folded.state
    made = make_again(context(), film.log, take, Processor())
    (picture,) = (each for each in made.parts if each.role == "keyframe")
    assert made.likeness == picture.likeness != "exact"
    assert 0 < picture.changed <= picture.frames
    assert float(picture.greatest) >= float(picture.difference) > 0
    assert -1 <= float(picture.similarity) < 1
    assert {each.likeness for each in made.parts if each.stage != "keyframe"} == {"exact"}, "each on what it stood on"
    after = queries.take(film.log, take).folded.state
    assert msgspec.structs.replace(after, repetition=None) == before


def test_a_take_that_cannot_be_made_again_says_why(film: Film) -> None:
    take = take_of(film)
    JobRow.objects.filter(stage="motion").update(key="gone")
    with pytest.raises(NotMadeAgain, match="no longer known"):
        make_again(context(), film.log, take, Processor())
    assert queries.take(film.log, take).folded.state.repetition is None
    assert ArtifactRow.objects.exists()


def test_what_does_not_come_again_differs(film: Film) -> None:
    job = JobRow.objects.get(stage="motion", shot=film.shots["one"])
    row = TraceRow.objects.get(key=job.key)
    row.artifacts = [*row.artifacts, {**row.artifacts[0], "role": "once"}]
    row.save()
    made = make_again(context(), film.log, take_of(film), Processor())
    assert [(each.stage, each.role) for each in made.parts if each.likeness == "differs"] == [("motion", "once")]
    assert made.likeness == "differs"


def test_what_was_made_anew_since_is_not_what_it_is_compared_with(film: Film) -> None:
    for row in TraceRow.objects.all():
        row.pk, row.generation, row.device_class = None, row.generation + 1, "h100"
        row.save()
    made = make_again(context(), film.log, take_of(film), Processor())
    assert (made.likeness, made.same_device) == ("exact", True)


def test_a_take_of_which_bytes_are_lost_is_refused_in_words(film: Film) -> None:
    take = take_of(film)
    job = JobRow.objects.get(stage="keyframe", shot=film.shots["one"])
    for digest in TraceRow.objects.get(key=job.key).digests:
        storage.path(digest).unlink()
    with pytest.raises(ArtifactMissing, match="bytes"):
        make_again(context(), film.log, take, Processor())
    assert queries.take(film.log, take).folded.state.repetition is None
    ida = Api(User.objects.create_user("ida", person=film.by.actor))
    ida.post(f"takes/{take}/make-again/")
    carry_out(AdditionRow.objects.get().id)
    told = ida.get(f"takes/{take}/")["repeating"]
    assert told["step"] == "failed" and "bytes" in told["reason"]


def test_the_command_tells_what_came_of_it(film: Film) -> None:
    said = StringIO()
    User.objects.create_user("producer", person=film.by.actor)
    call_command("make_again", str(take_of(film)), stdout=said)
    assert said.getvalue().rstrip().endswith("It is the same to the bit.")
    with pytest.raises(CommandError, match="no such take"):
        call_command("make_again", str(uuid4()))


def test_the_page_asks_for_it_once_and_is_told_how_far_it_is(film: Film) -> None:
    ida, take = Api(User.objects.create_user("ida", person=film.by.actor)), take_of(film)
    begun = ida.send("POST", f"takes/{take}/make-again/")
    assert begun.status_code == 202 and data(begun)["repeating"]["step"] == "waiting"
    assert code(ida.send("POST", f"takes/{take}/make-again/")) == "addition-running"
    row = AdditionRow.objects.get()
    carry_out(row.id)
    shown = ida.get(f"takes/{take}/")
    assert (shown["repeating"]["step"], shown["repeating"]["reason"]) == ("done", "")
    assert shown["repetition"]["likeness"] == "exact" and shown["can"]["make_again"]["allowed"]
    assert queries.additions() == [], "no model is being added"


def test_it_can_be_stopped_and_nothing_of_it_is_kept(film: Film) -> None:
    told: list[tuple[int, int]] = []
    watch = Watch(lambda done, whole: told.append((done, whole)), lambda: bool(told))
    with pytest.raises(StoppedAgain):
        make_again(context(), film.log, take_of(film), Processor(), watch)
    assert queries.take(film.log, take_of(film)).folded.state.repetition is None
    assert told[0][0] < told[0][1] and _children() == []


def test_a_stop_while_the_last_part_is_compared_is_heard(film: Film) -> None:
    """Whoever stops it once the last stage is done was told that it stops."""
    told: list[tuple[int, int]] = []
    watch = Watch(lambda done, whole: told.append((done, whole)), lambda: told[-1][0] == told[-1][1])
    with pytest.raises(StoppedAgain):
        make_again(context(), film.log, take_of(film), Processor(), watch)
    assert queries.take(film.log, take_of(film)).folded.state.repetition is None
    assert _children() == []


def _children() -> list[int]:
    """The processes that this one started, and that still run."""
    return [
        int(pid)
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text().split()
        if b"generation.workers.runner" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def test_how_far_it_is_is_told_stage_by_stage(film: Film) -> None:
    told: list[tuple[int, int]] = []
    make_again(context(), film.log, take_of(film), Processor(), Watch(lambda *at: told.append(at)))
    (whole,) = {whole for _, whole in told}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {done for done, _ in told} >= set(range(0, whole, 1000)) and whole >= 3000


def test_the_page_stops_it(film: Film) -> None:
    ida, take = Api(User.objects.create_user("ida", person=film.by.actor)), take_of(film)
    assert code(ida.send("POST", f"takes/{take}/stop-making-again/")) == "nothing-to-stop"
    ida.post(f"takes/{take}/make-again/")
    stopping = ida.send("POST", f"takes/{take}/stop-making-again/")
    assert stopping.status_code == 202 and data(stopping)["repeating"]["step"] == "stopping"
    assert code(ida.send("POST", f"takes/{take}/make-again/")) == "addition-running"
    carry_out(AdditionRow.objects.get().id)
    shown = ida.get(f"takes/{take}/")
    assert (shown["repeating"]["step"], shown["repeating"]["reason"], shown["repetition"]) == ("stopped", "", None)
    assert code(ida.send("POST", f"takes/{take}/stop-making-again/")) == "nothing-to-stop"
    assert ida.send("POST", f"takes/{take}/make-again/").status_code == 202


def test_a_model_that_is_being_added_keeps_no_take_from_being_made_again_nor_the_other_way(film: Film) -> None:
    ida, take = Api(User.objects.create_user("ida", person=film.by.actor)), take_of(film)
    AdditionRow.objects.create(id=uuid4(), person=film.by.actor, asked={"source": "a/model"}, step="fetching")
    assert ida.send("POST", f"takes/{take}/make-again/").status_code == 202
    with pytest.raises(AdditionRunning, match="A model is being added"):
        orders.begin_addition(uuid4(), film.by.actor, {"source": "another/model"})
    AdditionRow.objects.filter(asked__source="a/model").delete()
    orders.begin_addition(uuid4(), film.by.actor, {"source": "another/model"})
    assert code(ida.send("POST", f"takes/{take}/make-again/")) == "addition-running"


def test_no_take_is_made_again_while_the_queue_is_paused(film: Film) -> None:
    ida, take = Api(User.objects.create_user("ida", person=film.by.actor)), take_of(film)
    orders.pause_queue(film.by, film.log)
    refused = ida.send("POST", f"takes/{take}/make-again/")
    assert (refused.status_code, code(refused)) == (409, "queue-paused") and not AdditionRow.objects.exists()
    orders.resume_queue(film.by, film.log)
    assert ida.send("POST", f"takes/{take}/make-again/").status_code == 202


def test_why_it_could_not_be_is_shown(film: Film) -> None:
    ida, take = Api(User.objects.create_user("ida", person=film.by.actor)), take_of(film)
    assert ida.get(f"takes/{take}/")["repeating"] is None
    ida.post(f"takes/{take}/make-again/")
    JobRow.objects.filter(stage="motion").update(key="gone")
    carry_out(AdditionRow.objects.get().id)
    told = ida.get(f"takes/{take}/")["repeating"]
    assert told["step"] == "failed" and "no longer known" in told["reason"]
