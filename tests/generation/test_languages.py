"""A film in another language: what is spoken and captioned in it, and that no picture is made again for it."""

import pytest

from generation.stages.templates import templates
from productions import commands
from productions.commands import LineText, Target
from productions.domain.fields.values import TRANSLATION
from productions.queries import listing
from tests.generation.filming import Film, Ran
from tests.generation.test_narrated_films import film, sound_of  # noqa: F401  # a fixture
from tests.generation.test_other_pipelines import publish
from tests.generation.test_recorded_lines import timing_of

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
