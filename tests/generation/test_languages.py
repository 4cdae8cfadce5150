"""A film in another language: what is spoken and captioned in it, and that no picture is made again for it."""

from uuid import UUID

import pytest

from generation import commands as orders
from generation.domain.order import NothingToOrder
from generation.planning import plan_cache
from generation.stages.templates import templates
from productions import commands, queries
from productions.commands import LineText, Target
from productions.domain.fields.values import TRANSLATION
from productions.domain.take import Take
from productions.queries import listing
from tests.generation.filming import Film, Ran
from tests.generation.test_narrated_films import film, sound_of, voice  # noqa: F401  # a fixture
from tests.generation.test_other_pipelines import publish
from tests.generation.test_recorded_lines import timing_of
from tests.support.making import context, production

pytestmark = pytest.mark.django_db

WORDS = {"mara": "Es ist spät.", "ivo": "Dann gehen wir jetzt."}


@pytest.fixture
def captioned(film: Film) -> Film:  # noqa: F811
    """The film with narration and captions, made in English."""
    publish(film, templates()["narrated_film"].graph)
    film.make()
    return film


def translated(film: Film, who: str, text: str) -> None:  # noqa: F811
    commands.translate(film.by, film.log, "de", [LineText(film.shots[who], 0, text)])


def made_in(film: Film, language: str) -> Ran:  # noqa: F811
    """What is made when the film is in a language from now on."""
    commands.set_parameter(film.by, film.log, Target("production", film.log), "language", language)
    return film.make()


def spoken(*shots: str) -> Ran:
    return {(shot, stage) for shot in shots for stage in ("narration", "captions")}


def test_translating_makes_nothing_of_the_film_in_its_own_language(captioned: Film) -> None:
    for who, text in WORDS.items():
        translated(captioned, who, text)
    assert captioned.make() == set()
    inputs, _ = listing.shot_inputs(captioned.shots["mara"], captioned.log)
    assert not [key for key in inputs.values if key.startswith(TRANSLATION)]


def test_a_language_makes_narration_and_captions_and_no_picture(captioned: Film) -> None:
    english = {who: sound_of(captioned, who) for who in WORDS}
    for who, text in WORDS.items():
        translated(captioned, who, text)
    ran = made_in(captioned, "de")
    assert spoken("mara", "ivo") <= ran
    assert {stage for _, stage in ran} <= {"narration", "captions"}
    assert {who: timing_of(captioned, who).lines[0].text for who in WORDS} == WORDS
    assert all(sound_of(captioned, who) != english[who] for who in WORDS)
    translated(captioned, "mara", "Es ist schon spät.")
    assert captioned.make() == spoken("mara"), "another word makes the sound and the captions of its line"
    assert made_in(captioned, "en") == set(), "what was made in English is there"
    assert {who: sound_of(captioned, who) for who in WORDS} == english


def beside(film: Film, language: str = "de") -> Ran:  # noqa: F811
    """What is made when the film is ordered in a language beside its own."""
    orders.place_in_language(film.by, film.log, list(film.shots.values()), language)
    return film.work()


def takes_of(film: Film, who: str) -> dict[UUID, Take]:  # noqa: F811
    return {id_: folded.state for id_, folded in queries.takes_of([film.shots[who]]).items()}


def in_use(film: Film, who: str) -> str:  # noqa: F811
    """The language of the take in use of a shot."""
    standings, _ = plan_cache.standings(film.log)
    use = standings[film.shots[who]].use
    assert use
    return use.take.language


def test_a_language_is_ordered_beside_the_film(captioned: Film) -> None:
    english = {who: sound_of(captioned, who) for who in WORDS}
    for who, text in WORDS.items():
        translated(captioned, who, text)
    quote = orders.quote_order(captioned.by, captioned.log, list(captioned.shots.values()), language="de")
    told = {each.stage: (each.made, each.there) for each in quote.stages}
    assert {stage for stage, (made, _) in told.items() if made} == {"narration", "captions"}
    assert told["motion"][1] == len(captioned.shots), "all pictures are there"
    ran = beside(captioned)
    assert spoken("mara", "ivo") <= ran
    assert {stage for _, stage in ran} <= {"narration", "captions"}
    assert {who: in_use(captioned, who) for who in WORDS} == {"mara": "en", "ivo": "en"}
    assert {who: sound_of(captioned, who) for who in WORDS} == english
    assert captioned.make() == set() == beside(captioned), "nothing of either is out of date"
    (german,) = [take for take in takes_of(captioned, "mara").values() if take.language == "de"]
    assert german.settings == {"language": {"value": "de", "instead": "en"}}


def speaks(film: Film, who: str, fields: dict[str, UUID | None]) -> None:  # noqa: F811
    said = {name: str(voice) if voice else None for name, voice in fields.items()}
    commands.change_reference(film.by, film.log, film.references[who], said)


def test_a_voice_of_a_language_is_heard_in_that_one_alone(captioned: Film) -> None:
    beside(captioned)
    german = {who: takes_of(captioned, who) for who in WORDS}
    speaks(captioned, "Mara", {"voice:de": voice(captioned, "Fremde", voice="m2")})
    assert captioned.make() == set(), "the film in its own language is heard as before"
    assert beside(captioned) == spoken("mara"), "her lines alone are spoken again"
    assert takes_of(captioned, "ivo") == german["ivo"]
    speaks(captioned, "Mara", {"voice:de": None})
    assert beside(captioned) == set(), "what was spoken before is there"


def test_a_language_without_a_voice_of_its_own_takes_the_nearest(captioned: Film) -> None:
    old, low = voice(captioned, "Old", voice="m1"), voice(captioned, "Low", voice="m3")
    speaks(captioned, "Mara", {"voice": old, "voice:de": low})
    inputs, _ = listing.shot_inputs(captioned.shots["mara"], captioned.log)
    key = f"voice:{captioned.references['Mara']}"
    heard = {tag: inputs.spoken_in({**inputs.values, "parameter:language": tag})[key] for tag in ("de-AT", "de", "fr")}
    assert inputs.values[key] == {"voice": "m1"} == heard["fr"]
    assert heard["de-AT"] == heard["de"] == {"voice": "m3"}
    commands.remove_reference(captioned.by, captioned.log, low)
    inputs, _ = listing.shot_inputs(captioned.shots["mara"], captioned.log)
    assert inputs.spoken_in({**inputs.values, "parameter:language": "de"})[key] == {"voice": "m1"}


def test_another_translation_makes_the_language_beside_and_not_the_film(captioned: Film) -> None:
    beside(captioned)
    translated(captioned, "mara", WORDS["mara"])
    assert captioned.make() == set()
    assert beside(captioned) == spoken("mara")


def test_what_was_made_beside_is_the_film_once_it_is_in_that_language(captioned: Film) -> None:
    translated(captioned, "mara", WORDS["mara"])
    beside(captioned)
    assert made_in(captioned, "de") == set()
    assert in_use(captioned, "mara") == "de"


def test_what_was_brought_in_a_language_is_read_in_that_alone(captioned: Film) -> None:
    translated(captioned, "mara", WORDS["mara"])
    values, _ = listing.shot_inputs(captioned.shots["mara"], captioned.log)
    german = values.spoken_in({**values.values, "parameter:language": "de"})
    assert [german[key] for key in german if key.startswith(TRANSLATION)] == [WORDS["mara"]]
    assert not [key for key in values.values if key.startswith(TRANSLATION)]


def test_a_shot_that_is_too_short_for_a_language_is_told(captioned: Film) -> None:
    translated(captioned, "mara", "Es ist heute schon wieder viel zu spät geworden. " * 12)
    shots = list(captioned.shots.values())
    (short,) = orders.quote_order(captioned.by, captioned.log, shots, language="de").too_short
    assert (short.shot, short.measured) == (captioned.shots["mara"], False)
    assert short.needs > short.frames
    beside(captioned)
    (heard,) = orders.quote_order(captioned.by, captioned.log, shots, language="de").too_short
    assert heard.measured and heard.needs > heard.frames


def test_approving_a_language_beside_leaves_the_film_in_its_own(captioned: Film) -> None:
    translated(captioned, "mara", WORDS["mara"])
    beside(captioned)
    (german,) = [id_ for id_, take in takes_of(captioned, "mara").items() if take.language == "de"]
    commands.submit_take(captioned.by, captioned.log, german)
    assert in_use(captioned, "mara") == "en"
    commands.approve_take(captioned.by, captioned.log, german)
    assert in_use(captioned, "mara") == "en"
    commands.change_shot(captioned.by, captioned.log, captioned.shots["mara"], {"description": "Mara turns around."})
    assert ("mara", "motion") in captioned.make(), "the film itself was not approved, so it follows its script"


def test_shots_without_a_take_wait_for_the_film_itself(captioned: Film) -> None:
    empty = production(context(), "INT. ROOM - DAY\n\nIVO\nIt is late.\n")
    shots = [place.shot for place in queries.film_order(empty)]
    with pytest.raises(NothingToOrder):
        orders.place_in_language(context(captioned.by.actor), empty, shots, "de")
