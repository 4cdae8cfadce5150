"""The film in a language that was made beside its own: the same picture, heard and captioned in that."""

import pytest

from generation.cut.film import cut_list
from generation.planning.cut import cut
from generation.planning.film_captions import film_captions
from generation.stages.templates import templates
from productions.domain.take import MASTER
from productions.models import User
from tests.generation.filming import Film
from tests.generation.test_languages import WORDS, beside, translated
from tests.generation.test_narrated_films import film  # noqa: F401  # a fixture
from tests.generation.test_other_pipelines import publish
from tests.support.web import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken(film: Film) -> Film:  # noqa: F811
    """The film in English, in which Mara alone was made in German as well."""
    publish(film, templates()["narrated_film"].graph)
    film.make()
    translated(film, "mara", WORDS["mara"])
    beside(film, "de")
    return film


def languages(production: Film, language: str = "") -> dict[str, str]:
    clips = cut(production.log, language).clips
    return {str(clip.place.shot): clip.take.language for clip in clips if clip.take}


def test_the_film_stays_in_its_own_language(spoken: Film) -> None:
    assert set(languages(spoken).values()) == {"en"} == set(languages(spoken, "fr").values())


def test_in_a_language_the_film_has_its_takes_over_the_same_picture(spoken: Film) -> None:
    assert set(languages(spoken, "de").values()) == {"de"}
    english, german = (
        {clip.place.shot: clip.take.contents[MASTER] for clip in cut(spoken.log, tag).clips if clip.take}
        for tag in ("", "de")
    )
    assert english == german
    takes = [{clip.take_id for clip in cut_list(spoken.log, language=tag).clips} for tag in ("", "de")]
    assert not takes[0] & takes[1]


def test_captions_are_those_of_the_language(spoken: Film) -> None:
    said = [line for cue in film_captions(spoken.log, "de").cues for line in cue.cue.shown]
    assert any(WORDS["mara"] in line for line in said)
    assert not any("late" in line for line in said if WORDS["mara"] in line)
    assert any("It is late." in line for cue in film_captions(spoken.log).cues for line in cue.cue.shown)


def test_over_the_api_a_language_is_quoted_ordered_and_looked_at(spoken: Film) -> None:
    api = Api(User.objects.create_user("ida", person=spoken.by.actor))
    address = f"productions/{spoken.log}/"
    shots = [str(shot) for shot in spoken.shots.values()]
    quote = api.post(f"{address}orders/quote/", shots=shots, language="fr")
    told = {each["stage"]: (each["made"], each["there"]) for each in quote["stages"]}
    assert told["motion"] == (0, 3) and told["narration"][0] > 0
    assert quote["too_short"] == []
    placed = api.post(f"{address}orders/", shots=shots, language="fr")
    assert placed["include_approved"] is True
    spoken.work()
    shown = {each["language"]: (each["shots"], each["missing"]) for each in api.get(f"{address}languages/")["results"]}
    assert shown == {"de": (3, 1), "en": (3, 2), "fr": (3, 2)}
    plain, french = (api.get(f"{address}cut/{query}")["clips"] for query in ("", "?language=fr"))
    assert {clip["take"]["id"] for clip in plain}.isdisjoint(clip["take"]["id"] for clip in french)


def test_a_language_says_itself_what_is_made(spoken: Film) -> None:
    api = Api(User.objects.create_user("ida", person=spoken.by.actor))
    for more in ({"stages": ["motion"]}, {"variations": 2}, {"grid": {"seeds": 2}}):
        body = {"shots": [str(spoken.shots["mara"])], "language": "de", **more}
        assert api.send("POST", f"productions/{spoken.log}/orders/", body).status_code == 422
