"""A film with captions: each edit reaches captions or picture as it should, and the files say what the film has."""

import io
from fractions import Fraction
from uuid import UUID

import pytest
from ttconv.vtt import reader as vtt

from generation import queries as read
from generation.domain.captioning.document import Captions, Cue
from generation.domain.states import ReviewState
from generation.planning import caption_checks, planner
from generation.planning.cut import Clip, Cut, cut
from generation.planning.film_captions import NoCaptions, captions_file, captions_of, film_captions, placed
from generation.stages.templates import templates
from productions import commands
from productions.commands import Target
from productions.domain.verdicts import unapproved
from productions.queries import ShotPlace
from productions.refusals import NotFound
from tests.generation.captioning import captioned_film, everything, say
from tests.generation.filming import Film
from tests.generation.test_other_pipelines import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def ferry(db: None) -> Film:
    return captioned_film()


def put(film: Film, name: str, value: object) -> None:
    commands.set_parameter(film.by, film.log, Target("production", film.log), name, value)


def captions(film: Film, shot: str) -> Captions:
    newest = read.takes(film.log, film.shots[shot])[0]
    return next(captions_of(newest.folded.state))


def review(film: Film, code: str) -> ReviewState:
    (shot,) = (each for each in read.board(film.log).shots if each.id == film.shots[code])
    return shot.review


def test_other_words_reach_the_captions_of_their_shot_and_no_picture(ferry: Film) -> None:
    assert ferry.make() == everything("one", "two", "three", "four")
    said = captions(ferry, "four").cues
    say(ferry, "me")
    assert ferry.make() == {("four", "prompt"), ("four", "captions")}
    assert [cue.lines for cue in captions(ferry, "four").cues] != [cue.lines for cue in said]
    assert planner.plan(ferry.log).plan.lines == ()


def test_where_the_picture_is_made_from_the_words_they_reach_it_too(ferry: Film) -> None:
    put(ferry, "prompt.dialogue", "words")
    ferry.make()
    say(ferry, "me")
    assert {("four", "keyframe"), ("four", "motion")} < ferry.make()


@pytest.mark.parametrize(("name", "value"), [("captions.characters", "20"), ("captions.speakers", "always")])
def test_a_parameter_of_captions_makes_captions_alone(ferry: Film, name: str, value: str) -> None:
    ferry.make("two", "four")
    put(ferry, name, value)
    assert ferry.make("two", "four") == {("two", "captions"), ("four", "captions")}


def test_another_language_makes_captions_alone(ferry: Film) -> None:
    ferry.make("four")
    put(ferry, "language", "de")
    assert ferry.make("four") == {("four", "captions")}
    assert captions(ferry, "four").language == "de"


def test_a_length_makes_motion_and_captions_and_no_keyframe(ferry: Film) -> None:
    ferry.make("four")
    commands.change_shot(ferry.by, ferry.log, ferry.shots["four"], {"frames": 60})
    assert ferry.make("four") == {("four", "motion"), ("four", "finish"), ("four", "captions")}


def test_a_grade_makes_no_captions(ferry: Film) -> None:
    ferry.make("four")
    put(ferry, "grade", "noir")
    assert ferry.make("four") == {("four", "finish")}


def test_a_picture_that_is_approved_stays_so_when_captions_change(ferry: Film) -> None:
    ferry.make("four")
    commands.approve_take(ferry.by, ferry.log, read.takes(ferry.log, ferry.shots["four"])[0].id)
    assert review(ferry, "four") == "approved"
    say(ferry, "me")
    ferry.make("four", include_approved=True)
    newest, before = read.takes(ferry.log, ferry.shots["four"])
    assert (unapproved(newest.ports), unapproved(before.ports)) == (("captions",), ())
    assert newest.folded.state.contents["master"] == before.folded.state.contents["master"]
    commands.approve_take(ferry.by, ferry.log, newest.id)
    assert read.takes(ferry.log, ferry.shots["four"])[0].in_use


def texts(film: Film) -> list[str]:
    return [" ".join(each.cue.lines) for each in film_captions(film.log).cues]


def test_the_film_has_the_captions_of_the_takes_in_use_where_they_stand(ferry: Film) -> None:
    ferry.make()
    found = film_captions(ferry.log)
    assert (found.language, found.languages) == ("en", ("en",))
    starts = {each.clip.place.code: each.clip.start * 1000 // 24 for each in found.shots}
    assert sorted(starts.values()) == [0, 2000, 4000, 6000]
    assert all(
        starts[each.name[:-2]] <= each.start_ms < each.end_ms <= starts[each.name[:-2]] + 2000 for each in found.cues
    )
    assert " ".join(texts(ferry)) == "Is it late? It is always late, and the boat was never going to wait for you."
    commands.move_shot(ferry.by, ferry.log, ferry.shots["four"], found.shots[3].clip.place.scene, None, first=True)
    assert [each.start_ms // 2000 for each in film_captions(ferry.log).cues][-1] == 2


def test_a_file_holds_all_of_it(ferry: Film) -> None:
    ferry.make()
    document = vtt.to_model(io.StringIO(captions_file(ferry.log, "vtt").decode()), None)
    assert len(list(document.get_body().first_child())) == len(list(film_captions(ferry.log).cues))
    assert captions_file(ferry.log, "srt").startswith(b"1\n00:00:02,")
    assert b"<v MARA>Is it late?" in captions_file(ferry.log, "vtt")


def test_a_film_says_why_it_has_no_captions(ferry: Film, film: Film) -> None:
    with pytest.raises(NoCaptions, match="No shot has captions yet"):
        captions_file(ferry.log, "vtt")
    film.make("one")
    with pytest.raises(NoCaptions, match="Nothing of this film makes captions"):
        captions_file(film.log, "srt")
    ferry.make("four")
    with pytest.raises(NotFound, match=r'no captions in "fr".*in en'):
        captions_file(ferry.log, "vtt", "fr")


def test_a_language_comes_from_takes_of_the_same_picture(ferry: Film) -> None:
    ferry.make("four")
    english = read.takes(ferry.log, ferry.shots["four"])[0]
    put(ferry, "language", "de")
    ferry.make("four")
    commands.select_take(ferry.by, ferry.log, ferry.shots["four"], english.id)
    assert film_captions(ferry.log).language == "en"
    assert len(list(film_captions(ferry.log, "de").cues)) > 0
    put(ferry, "grade", "noir")
    put(ferry, "language", "en")
    ferry.make("four")
    with pytest.raises(NotFound):
        film_captions(ferry.log, "de")


@pytest.mark.parametrize("rate", ["24000/1001", "30000/1001", "24", "60"])
def test_times_do_not_drift_over_a_long_film(rate: str) -> None:
    place = ShotPlace(UUID(int=1), "SC010_0010", UUID(int=2))
    frames = 97
    count = int(20 * 60 * Fraction(rate)) // frames
    said = Captions("en", (Cue(100, 900, ("So it is.",)),))
    for number in (0, 1, count // 2, count):
        clip = Clip(place, number * frames, frames, None, None, None, out_of_date=False, whole=frames)
        (found,) = placed(Cut(0, rate, (clip,)), clip, said)
        exact = Fraction(number * frames * 1000) / Fraction(rate) + 100
        assert abs(found.start_ms - exact) <= Fraction(1, 2)


def test_what_the_film_finds_of_captions_is_told_with_its_place(ferry: Film) -> None:
    assert caption_checks.checked(ferry.log).findings == ()
    ferry.make()
    found = caption_checks.checked(ferry.log)
    assert (found.language, found.captioned) == ("en", 4)
    assert {(each.matter, each.shot) for each in found.findings} >= {("fast", ferry.shots["four"])}
    fast = next(each for each in found.findings if each.matter == "fast")
    assert fast.limit == 20 < fast.measured
    clips = {clip.place.shot: clip for clip in cut(ferry.log).clips}
    clip = clips[fast.shot]
    assert clip.start <= fast.frame < clip.start + clip.frames


def test_a_shot_in_which_somebody_speaks_lacks_captions_until_it_is_made_again(db: None) -> None:
    ferry = captioned_film("film")
    ferry.make("three", "four")
    assert caption_checks.checked(ferry.log).findings == ()
    publish(ferry, templates()["captioned_film"].graph)
    (missing,) = caption_checks.checked(ferry.log).findings
    assert (missing.shot, missing.matter, missing.measured) == (ferry.shots["four"], "missing", 1)
    ferry.make("three", "four")
    assert "missing" not in {each.matter for each in caption_checks.checked(ferry.log).findings}


def test_in_a_narrated_film_captions_follow_what_is_spoken_and_neither_reaches_the_picture(db: None) -> None:
    ferry = captioned_film("narrated_film")
    commands.change_shot(ferry.by, ferry.log, ferry.shots["four"], {"frames": 144})
    ran = ferry.make("three", "four")
    assert ran == everything("three", "four") | {("four", "narration")}
    cues = captions(ferry, "four").cues
    assert {cue.by for cue in cues} <= {"engine", "recognised"} and cues
    say(ferry, "me")
    assert ferry.make("four") == {("four", "prompt"), ("four", "narration"), ("four", "captions")}
    newest, before = read.takes(ferry.log, ferry.shots["four"])
    now, then = newest.folded.state.contents, before.folded.state.contents
    changed = {port for port in now if now[port] != then[port]}
    assert changed == {"sound", "captions"}
    put(ferry, "captions.speakers", "always")
    assert ferry.make("four") == {("four", "captions")}
    put(ferry, "narration.lead", "400")
    assert ferry.make("four") == {("four", "narration"), ("four", "captions")}
