"""Who speaks: the voice that is cast, else one that follows from the name."""

import pytest

from generation.backends.speech.voices import Voice, chosen
from generation.ports.work import JSON, Refusing
from productions.screenplay.name_gender import gender_of_name


@pytest.mark.parametrize(
    ("name", "language", "gender"),
    [
        ("ANNA", "en", "f"),
        ("Mara Lind", "en", "f"),
        ("IVO", "en", "m"),
        ("MRS. PEEL", "en", "f"),
        ("OLD MAN", "en", "m"),
        ("WAITRESS", "en", "f"),
        ("CAPTAIN MARY", "en", "f"),
        ("FRAU HUBER", "de", "f"),
        ("DER ALTE MANN", "de", "m"),
        ("ROBOT 4", "en", ""),
        ("", "en", ""),
    ],
)
def test_titles_nouns_and_given_names_tell_of_a_man_or_a_woman(name: str, language: str, gender: str) -> None:
    assert gender_of_name(name, language) == gender


def test_somebody_without_a_voice_has_one_that_fits_their_name() -> None:
    assert chosen("ANNA", None, "en").name.startswith("f")
    assert chosen("IVO", None, "en").name.startswith("m")
    assert chosen("Anna ", None, "en") == chosen("ANNA", None, "en")


def test_characters_are_told_apart_by_their_voices() -> None:
    names = ["ANNA", "MARA", "EVA", "ELLEN", "IVO", "PETER", "JOHN", "SAM", "ROBOT 4", "THE VOICE"]
    assert len({(each.name, each.pitch) for each in (chosen(name, None, "en") for name in names)}) >= 8


def test_the_voice_that_is_cast_speaks() -> None:
    cast: dict[str, JSON] = {"voice": "Annie", "language": "en-us", "speed": "90", "pitch": "60"}
    assert chosen("IVO", cast, "en") == Voice("espeak-ng", "Annie", "en-us", 90, 60)
    assert chosen("IVO", {}, "en-GB") == Voice("espeak-ng", "", "en-GB", 100, 50)


def test_a_voice_speaks_a_line_in_the_language_that_it_is_in() -> None:
    assert chosen("IVO", {"voice": "Annie", "language": "en-us"}, "de").language == "de"


def test_an_engine_that_is_not_there_is_refused_in_words() -> None:
    with pytest.raises(Refusing, match='no engine "siren" for the voice of IVO'):
        chosen("IVO", {"engine": "siren"}, "en")
