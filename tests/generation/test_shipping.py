"""The shipped demonstration: its film is there at once, today's code would make the same, and generating goes on."""

import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from uuid6 import uuid7

from events.execution import Context
from generation import commands as orders
from generation import queries as read
from generation import shipping
from generation.artifacts import artifact_store
from generation.artifacts.artifact_store import ArtifactDamaged, ArtifactMissing
from generation.delivery import exporting
from generation.delivery.exports import ExportRequest
from generation.models import ActionRow, TraceRow
from generation.orders.composed import Quote
from generation.planning import planner
from generation.ports.work import Refusing
from productions import commands, demonstration, queries
from productions.commands import LineText, Target
from productions.domain import pipeline_file
from productions.domain.production import ROLES
from tests.support.making import context

pytestmark = pytest.mark.django_db

MOST_BYTES = 20_000_000
SHOWN = {"proxy", "poster", "sound", "captions"}
STALE = "the pack is of other code: run `manage.py ship_demonstration` again"


def loaded() -> tuple[Context, UUID]:
    """The demonstration production before anything of its film is there, and who made it."""
    template = pipeline_file.read(demonstration.PIPELINE.read_bytes())
    log = demonstration.load(dict.fromkeys(ROLES, "correct-horse-9"), lambda said: None, template)
    assert log
    (producer,) = [id_ for id_, role in queries.moment(log).production.state.members.items() if role == "producer"]
    return context(producer), log


def made_by(quote: Quote) -> set[str]:
    return {each.stage for each in quote.stages if each.made}


def test_the_film_is_there_at_once_and_edits_make_only_what_they_must() -> None:
    by, log = loaded()
    assert demonstration.FILM.stat().st_size < MOST_BYTES
    assert shipping.left_off() == log, "a start that is stopped now is gone on with by the next"
    shipping.bring_in(demonstration.FILM)
    assert shipping.order(by, log), STALE
    assert shipping.left_off() is None
    assert not ActionRow.objects.exists(), STALE
    assert not planner.plan(log).plan.lines, "nothing is out of date"
    at = queries.moment(log)
    shots = queries.ordered_shots(at)
    takes = {shot: [take.folded.state for take in read.takes(log, shot)] for shot in shots}
    for take in (each for some in takes.values() for each in some):
        shown = {each.role: each for each in take.artifacts if each.role in SHOWN}
        assert shown.keys() == SHOWN and all(map(artifact_store.is_there, shown.values()))
    speaking = next(shot for shot in shots if at.shots[shot].state.translations)
    german, english = sorted(takes[speaking], key=lambda take: take.language)
    assert (german.language, english.language) == ("de", "en")
    assert german.contents["master"] == english.contents["master"], "one picture"
    assert german.contents["sound"] != english.contents["sound"]

    commands.translate(by, log, "de", [LineText(speaking, 0, "Ich suche den Leuchtturmwärter.")])
    quote = orders.quote_order(by, log, [speaking], language="de")
    assert made_by(quote) == {"narration", "mix", "captions"}, "what is heard and read, and no picture"
    assert not made_by(orders.quote_order(by, log, [speaking]))
    _is_made_once_something_reads_it(by, log, speaking)


def _is_made_once_something_reads_it(by: Context, log: UUID, shot: UUID) -> None:
    """What the pack leaves out is priced and made with what reads it."""
    commands.set_parameter(by, log, Target("shot", shot), "letterbox", "2.39")
    plan = {line.stage for line in planner.plan(log).plan.lines}
    quote = orders.quote_order(by, log, [shot])
    assert made_by(quote) == {"keyframe", "motion", "finish"}, "frames came as a trace alone"
    assert {line.stage for line in planner.plan(log).plan.lines} == plan, "asking for a price changes nothing"
    master = next(each for each in read.takes(log, shot)[0].folded.state.artifacts if each.role == "master")
    with pytest.raises(ArtifactMissing, match="trace alone"):
        artifact_store.open_sound(master.digest)
    with pytest.raises(Refusing, match="masters of the film were never stored here"):
        exporting.export(uuid7(), log, ExportRequest("mp4"), lambda step, done, whole: None)
    assert "motion" in {line.stage for line in planner.plan(log).plan.lines}, "the next order makes them"
    assert artifact_store.count_lost() == 0, "what never lay here is not lost"


def test_a_start_that_is_stopped_leaves_no_half_of_a_production() -> None:
    def stop(said: str) -> None:
        raise KeyboardInterrupt

    passwords: dict[str, str] = dict.fromkeys(ROLES, "correct-horse-9")
    with pytest.raises(KeyboardInterrupt):
        demonstration.load(passwords, stop)
    assert demonstration.here() is None
    assert demonstration.load(passwords, lambda said: None) == demonstration.here()
    assert shipping.left_off() is None, "whoever wants the screenplay alone gets no film"


def test_a_file_that_is_another_than_its_trace_says_is_refused(tmp_path: Path) -> None:
    forged = tmp_path / "film.zip"
    with zipfile.ZipFile(demonstration.FILM) as file, zipfile.ZipFile(forged, "w") as other:
        first = next(name for name in file.namelist() if name.startswith("sha256/"))
        for name in file.namelist():
            other.writestr(name, b"another" if name == first else file.read(name))
    with pytest.raises(ArtifactDamaged):
        shipping.bring_in(forged)
    assert not TraceRow.objects.exists()
