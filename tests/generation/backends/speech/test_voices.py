"""Who speaks: the voice that is cast, else one that follows from the name."""

import pytest

from generation.backends.speech.delivery import delivered
from generation.backends.speech.voices import Voice, chosen
from generation.ports.work import JSON, Refusing
from productions.screenplay.people.name_gender import gender_of_name


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
    assert chosen("IVO", cast, "en") == Voice("Annie", "en-us", 90, 60)
    assert chosen("IVO", {}, "en-GB") == Voice("", "en-GB", 100, 50)


def test_a_voice_speaks_a_line_in_the_language_that_it_is_in() -> None:
    assert chosen("IVO", {"voice": "Annie", "language": "en-us"}, "de").language == "de"


def test_an_engine_that_is_not_there_is_refused_in_words() -> None:
    with pytest.raises(Refusing, match='no engine "siren" for the voice of IVO'):
        chosen("IVO", {"engine": "siren"}, "en")


PLAIN = Voice("f2", "en", 100, 50)


@pytest.mark.parametrize(
    ("parenthetical", "language", "name", "speed", "pitch"),
    [
        ("", "en", "f2", 100, 50),
        ("V.O.", "en", "f2", 100, 50),
        ("smiling", "en", "f2", 100, 50),
        ("cries, invites him in", "en", "f2", 100, 50),
        ("whispering", "en-GB", "whisperf", 100, 50),
        ("flüstert, langsam", "de-AT", "whisperf", 80, 50),
        ("SHOUTS", "en", "f2", 110, 62),
        ("hurriedly", "en", "f2", 125, 50),
        ("lentement", "fr", "f2", 80, 50),
        ("whispering", "ja", "f2", 100, 50),
    ],
)
def test_words_in_brackets_change_how_a_line_is_delivered(
    parenthetical: str, language: str, name: str, speed: int, pitch: int
) -> None:
    spoken = delivered(PLAIN, parenthetical, language)
    assert (spoken.name, spoken.speed, spoken.pitch) == (name, speed, pitch)


def test_a_man_whispers_with_a_voice_of_his_own() -> None:
    assert delivered(chosen("IVO", None, "en"), "in a whisper", "en").name == "whisper"
