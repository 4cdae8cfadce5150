"""Films with sound: what an edit of words, voices or lengths makes again, and what takes hold of it."""

from base64 import b64decode
from pathlib import Path
from uuid import UUID

import pytest

from generation import queries as read
from generation.domain.plan import PlannedStage
from generation.jobs.claiming import start
from generation.jobs.ending import fail
from generation.planning import planner, what_if
from generation.ports.work import Failed, Work
from generation.stages.registry import stage
from generation.stages.templates import templates
from productions import commands, queries
from productions.commands import Target
from productions.domain.fields.edits import Edit
from productions.domain.graph import Graph
from productions.domain.reference import InvalidReference
from productions.domain.voices import VOICE
from productions.models import User
from tests.generation.filming import Film, Ran, take
from tests.generation.jobs.test_jobs import at_once
from tests.generation.stages.test_narration import killing
from tests.generation.test_other_pipelines import publish
from tests.support.making import context, production
from tests.support.web import Api

pytestmark = pytest.mark.django_db

SCRIPT = """INT. CABIN - DAY

Mara waits at the window.

MARA
It is late.

Ivo comes in, wet from the rain.

IVO
Then we leave now.

Rain on the empty sea.
"""


NARRATED = templates()["narrated_film"].graph
SPOKEN = Graph(
    tuple(node for node in NARRATED.nodes if node.id != "captions"),
    {name: source for name, source in NARRATED.outputs.items() if name != "captions"},
)
"""The template without its captions, which follow what is spoken: `test_captioned_films.py` has both."""


@pytest.fixture
def film() -> Film:
    """A film of three shots, in which Mara speaks, Ivo speaks, and nobody does; its takes are made."""
    by = context()
    log = production(by, script=SCRIPT)
    commands.set_parameter(by, log, Target("production", log), "resolution", "128x72")
    at = queries.moment(log)
    shots = {_speaker(at.shots[id_].state): id_ for id_ in queries.ordered_shots(at)}
    for id_ in shots.values():
        commands.change_shot(by, log, id_, {"frames": 48})
    references = {folded.state.name.capitalize(): id_ for id_, folded in at.references.items()}
    made = Film(by, log, shots, {}, references)
    publish(made, SPOKEN)
    return made


def _speaker(state: object) -> str:
    dialogue = getattr(state, "source").dialogue  # noqa: B009
    return dialogue[0].character.lower() if dialogue else "nobody"


def narrations(*shots: str) -> Ran:
    return {(shot, "narration") for shot in shots}


def lines(film: Film) -> list[PlannedStage]:
    return list(planner.plan(film.log).plan.lines)


def voice(film: Film, name: str = "Old Sea", **attributes: str) -> UUID:
    return commands.add_reference(film.by, film.log, film.by.ids(), "voice", name, attributes=attributes).value


def cast(film: Film, who: str, spoken_with: UUID | None) -> None:
    commands.change_reference(
        film.by, film.log, film.references[who], {"voice": str(spoken_with) if spoken_with else None}
    )


def sound_of(film: Film, shot: str) -> str:
    """What is heard of the take in use."""
    (take,) = (each for each in read.takes(film.log, film.shots[shot]) if each.in_use)
    return take.folded.state.contents["sound"]


def test_a_film_has_sound_where_somebody_speaks(film: Film) -> None:
    ran = film.make()
    assert {(shot, stage) for shot, stage in ran if stage == "narration"} == narrations("mara", "ivo")
    for code, shot in film.shots.items():
        (take,) = read.takes(film.log, shot)
        roles = {each.role: each for each in take.folded.state.artifacts}
        assert ("sound" in roles, "timing" in roles) == (code != "nobody", code != "nobody")
        assert set(take.folded.state.contents) == ({"master"} if code == "nobody" else {"master", "sound"})
        if "sound" in roles:
            assert roles["sound"].facts["samples"] == 2 * 48_000


def test_a_voice_makes_the_narration_of_its_character_alone(film: Film) -> None:
    film.make()
    before = {shot: sound_of(film, shot) for shot in ("mara", "ivo")}
    cast(film, "Mara", spoken := voice(film, voice="Annie"))
    assert film.make() == narrations("mara")
    assert sound_of(film, "mara") != before["mara"]
    commands.change_reference(film.by, film.log, spoken, {"attribute:speed": "80"})
    assert film.make() == narrations("mara")
    commands.change_reference(film.by, film.log, spoken, {"rights": "By contract.", "attribute:notes": "Hoarse."})
    assert lines(film) == []
    cast(film, "Mara", None)
    assert film.make() == set()
    assert sound_of(film, "mara") == before["mara"]


def test_a_voice_of_two_makes_the_narration_of_both(film: Film) -> None:
    cast(film, "Mara", spoken := voice(film, pitch="30"))
    cast(film, "Ivo", spoken)
    film.make()
    commands.change_reference(film.by, film.log, spoken, {"attribute:pitch": "70"})
    assert film.make() == narrations("mara", "ivo")


def test_a_voice_that_is_locked_is_heard_as_it_was(film: Film) -> None:
    cast(film, "Mara", spoken := voice(film, pitch="30"))
    film.make()
    commands.lock_reference(film.by, film.log, spoken, "As it was recorded.")
    commands.change_reference(film.by, film.log, spoken, {"attribute:pitch": "70"})
    assert lines(film) == []
    commands.unlock_reference(film.by, film.log, spoken)
    assert {(line.stage, line.verdict) for line in lines(film)} == {("narration", "run")}


def test_a_voice_that_is_removed_gives_way_to_that_of_the_name(film: Film) -> None:
    film.make()
    before = sound_of(film, "mara")
    cast(film, "Mara", spoken := voice(film, pitch="30"))
    film.make()
    commands.remove_reference(film.by, film.log, spoken)
    assert film.make() == set()
    assert sound_of(film, "mara") == before


def test_a_line_that_changes_speaks_that_shot_alone(film: Film) -> None:
    film.make()
    commands.import_script(film.by, film.log, SCRIPT.replace("It is late.", "It is very late."))
    ran = film.make()
    assert {shot for shot, _ in ran} == {"mara"}
    assert ("mara", "narration") in ran


def test_a_look_makes_no_sound_and_a_pronunciation_no_picture(film: Film) -> None:
    film.make()
    commands.change_reference(film.by, film.log, film.references["Mara"], {"attribute:wardrobe_colour": "#aa2200"})
    assert "narration" not in {stage for _, stage in film.make()}
    commands.set_parameter(film.by, film.log, Target("production", film.log), "narration.pronunciation", "late = laid")
    assert film.make() == narrations("mara", "ivo")


def test_a_length_makes_motion_and_sound_and_a_voice_never_motion(film: Film) -> None:
    film.make()
    commands.change_shot(film.by, film.log, film.shots["mara"], {"frames": 50})
    assert film.make() == {("mara", "motion"), ("mara", "finish"), ("mara", "narration")}


def test_a_language_makes_all_sound_and_no_picture(film: Film) -> None:
    film.make()
    commands.set_parameter(film.by, film.log, Target("production", film.log), "language", "de")
    assert {stage for _, stage in film.make()} == {"narration"}


def test_the_plan_says_whose_voice_changed_and_by_which_event(film: Film) -> None:
    film.make()
    spoken = voice(film, pitch="30")
    plan = what_if.plan(film.by, film.log, [Edit("voice", value=str(spoken), reference=film.references["Mara"])])
    assert {(line.stage, line.reason) for line in plan.plan.lines} == {("narration", "voice of MARA changed")}
    cast(film, "Mara", spoken)
    (line,) = lines(film)
    assert line.reason == "voice of MARA changed"
    assert line.inputs == (f"{VOICE}{film.references['Mara']}",)
    assert line.causes == (queries.moment(film.log).references[film.references["Mara"]].causes["voice"],)


def test_a_kept_plan_hears_of_a_voice_that_changes(film: Film) -> None:
    cast(film, "Mara", spoken := voice(film, pitch="30"))
    film.make()
    assert lines(film) == []
    commands.change_reference(film.by, film.log, spoken, {"attribute:pitch": "31"})
    assert [(line.stage, line.verdict) for line in lines(film)] == [("narration", "run")]


def test_who_speaks_with_what_is_no_voice_is_refused(film: Film) -> None:
    with pytest.raises(InvalidReference, match="speaks with a voice"):
        cast(film, "Mara", film.references["Ivo"])
    spoken = voice(film)
    with pytest.raises(InvalidReference, match="Only a character or a group"):
        commands.change_reference(film.by, film.log, spoken, {"voice": str(spoken)})
    commands.remove_reference(film.by, film.log, spoken)
    with pytest.raises(InvalidReference, match="which is there"):
        cast(film, "Mara", spoken)


@pytest.mark.parametrize(
    ("attributes", "says"),
    [
        ({"speed": "fast"}, "Speed of a voice must be a whole number from 50 to 200"),
        ({"pitch": "101"}, "Pitch of a voice must be a whole number from 0 to 100"),
        ({"language": "??"}, "Language of a voice must be a BCP 47 language tag"),
    ],
)
def test_a_voice_says_only_what_can_be_spoken(film: Film, attributes: dict[str, str], says: str) -> None:
    with pytest.raises(InvalidReference, match=says):
        voice(film, **attributes)


def test_merged_voices_are_one(film: Film) -> None:
    one, other = voice(film, "One", pitch="30"), voice(film, "Other", pitch="70")
    cast(film, "Mara", one)
    commands.merge_reference(film.by, film.log, one, other)
    assert queries.references(film.log)[film.references["Mara"]].state.voice == other


def test_a_job_whose_speech_is_killed_is_tried_again(film: Film, tmp_path: Path) -> None:
    film.order("mara", stages=["narration"])
    claimed = take()
    work = start(claimed) if claimed else None
    assert claimed and work
    broken = stage("narration").run(Work(work.recipe, {}, tmp_path, lambda step, steps: None, killing))
    assert isinstance(broken, Failed)
    fail(claimed, broken.code, broken.reason, retryable=broken.retryable)
    at_once()
    assert film.work() == narrations("mara")


def test_takes_and_the_cut_say_what_is_heard_and_how_long_it_is(film: Film) -> None:
    commands.change_shot(film.by, film.log, film.shots["mara"], {"frames": 12})
    film.make()
    ida = Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))
    clips = {clip["shot"]: clip["sound"] for clip in ida.get(f"productions/{film.log}/cut/")["clips"]}
    heard = clips[str(film.shots["mara"])]
    (take,) = ida.get(f"shots/{film.shots['mara']}/takes/")["results"]
    assert take["sound"] == heard
    assert clips[str(film.shots["nobody"])] is None
    assert (heard["rate"], heard["samples"], heard["frames"]) == (48_000, 24_000, 12)
    assert heard["needs"] > 12
    assert len(b64decode(heard["peaks"])) == 256
    bytes_ = ida.send("GET", heard["url"].removeprefix("/api/v1/"))
    assert (bytes_.status_code, bytes_["Content-Type"]) == (200, "audio/flac")


def test_who_speaks_with_a_voice_over_the_api(film: Film) -> None:
    ida = Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))
    given = {"kind": "voice", "name": "Old Sea", "attributes": {"voice": "Annie", "speed": "90"}}
    spoken = ida.post(f"productions/{film.log}/references/", **given)
    address = f"references/{film.references['Mara']}/"
    assert ida.get(address)["voice"] is None
    assert ida.patch(address, voice=spoken["id"])["voice"] == spoken["id"]
    assert ida.patch(address, voice=None)["voice"] is None
