"""One text has many writings, which change neither digest nor length nor names."""

import unicodedata
from fractions import Fraction

import pytest

from productions.screenplay.breakdown import breakdown
from productions.screenplay.people import characters
from productions.screenplay.reading.fountain import parse
from productions.screenplay.shots import length
from productions.screenplay.words.wording import compared, digest, normalised, place_key
from tests.productions.screenplay.revising import production, revise

PLAIN = (
    "INT. ANNA'S CAFE - DAY\n\nANNA doesn't look up. \"Wait - no...\" She's gone.\n\nANNA\nI don't know - well...\n\n"
)
WRITINGS = {
    "curly quotes": PLAIN.replace("'", "’").replace('"Wait', "“Wait").replace('..."', "...”"),
    "low quotes": PLAIN.replace('"Wait', "„Wait").replace('..."', "...“"),
    "guillemets": PLAIN.replace('"Wait', "« Wait").replace('..."', "... »"),
    "backticks": PLAIN.replace("'", "`"),
    "long dashes": PLAIN.replace(" - ", " — "),
    "long dashes without spaces": PLAIN.replace("Wait - no", "Wait—no").replace("know - well", "know—well"),
    "double dashes": PLAIN.replace(" - ", " -- "),
    "ellipses": PLAIN.replace("...", "…"),
    "spaced ellipses": PLAIN.replace("...", ". . ."),
    "two spaces": PLAIN.replace(". ", ".  "),
    "hard spaces": PLAIN.replace(" look", "\u00a0look"),
    "soft hyphens": PLAIN.replace("look", "lo\u00adok"),
    "windows lines": PLAIN.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("text", WRITINGS.values(), ids=WRITINGS)
def test_every_writing_of_a_script_is_the_same_script(text: str) -> None:
    matching, _ = revise(production(PLAIN), text)
    assert {
        verdict.value
        for verdict in (*(scene.verdict for scene in matching.scenes), *(shot.verdict for shot in matching.shots()))
    } == {"unchanged"}
    plain, other = (breakdown(parse(each), Fraction(24)) for each in (PLAIN, text))
    assert [shot.digest for shot in plain.shots()] == [shot.digest for shot in other.shots()]
    assert [shot.milliseconds for shot in plain.shots()] == [shot.milliseconds for shot in other.shots()]
    assert [person.name for person in plain.people] == [person.name for person in other.people]
    assert [place.name for place in plain.places] == [place.name for place in other.places]


def test_composed_and_decomposed_letters_are_the_same() -> None:
    text = "INT. CAFÉ - DAY\n\nZOË nods, naïve.\n\nZOË\nÇa va?\n\n"
    matching, _ = revise(production(text), unicodedata.normalize("NFD", text))
    assert {shot.verdict.value for shot in matching.shots()} == {"unchanged"}
    assert characters.key("ZOË") == characters.key(unicodedata.normalize("NFD", "Zoë"))


def test_a_space_more_makes_no_shot_longer() -> None:
    sentence = "She waits at the old grey window. Then she turns to the {}\n\n"
    text = "INT. A - DAY\n\n" + "".join(sentence.format(what) for what in ("wall", "door", "lamp", "desk", "sofa"))
    one, two = (breakdown(parse(each), Fraction(24)) for each in (text, text.replace(". Then", ".  Then")))
    assert [(shot.digest, shot.milliseconds) for shot in one.shots()] == [
        (shot.digest, shot.milliseconds) for shot in two.shots()
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("It’s  late — well…", "It's late - well..."),
        ("“Yes,” she said. ‹No›", "\"Yes,\" she said. 'No'"),
        ("a -- b --- c", "a - b - c"),
        ("1939–1945", "1939-1945"),
        ("So . . . yes....", "So ... yes..."),
        ("e\u0301t\u00a0e", "ét e"),
    ],
)
def test_the_one_form(text: str, form: str) -> None:
    assert normalised(text) == form
    assert normalised(form) == form
    assert digest(text) == digest(form)


def test_other_words_are_another_text() -> None:
    assert compared("I don't know.") != compared("I do not know.")
    assert digest("re-sign") != digest("resign")


@pytest.mark.parametrize("other", ["THE JOE’S BAR", "Joe's  Bar", "JOES BAR", "JOE'S-BAR", "JOE'S BAR.", "Jöe's Bar"])
def test_spellings_of_a_place_have_one_key(other: str) -> None:
    assert place_key(other) == place_key("JOE'S BAR")


@pytest.mark.parametrize("other", ["JO'S BAR", "JOE'S BARN", "JOE'S BAR 2", "BAR"])
def test_other_places_have_other_keys(other: str) -> None:
    assert place_key(other) != place_key("JOE'S BAR")


@pytest.mark.parametrize("one", ["Wait - no.", "Wait—no.", "Wait -- no.", "Wait… no.", "Wait ... no."])
def test_dashes_and_ellipses_are_not_spoken(one: str) -> None:
    assert length.of_speech(one) == length.of_speech("Wait no.") == Fraction(4, 5)


def test_signs_of_a_language_without_spaces_are_counted_in_pairs() -> None:
    assert length.of_speech("今天不卖了。") == Fraction(1)
    assert length.of_action("雨" * 48) == length.of_action("x" * 120)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("カキ小屋", "ガキ小屋"),
        ("ハン屋", "パン屋"),
        ("かき氷屋", "がき氷屋"),
        ("कि घर", "की घर"),
        ("ร้านกา", "ร้านก่า"),
        ("בַּיִת", "בֵּית"),
        ("가게", "거게"),
    ],
)
def test_marks_that_make_another_letter_tell_places_apart(name: str, other: str) -> None:
    assert place_key(name) != place_key(other)
    assert place_key(unicodedata.normalize("NFD", name)) == place_key(name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("CAFÉ", "Cafe"),
        ("STRAßE", "Strasse"),
        ("ΚΑΦΕΝΕΊΟ", "καφενειο"),
        ("ЁЛКА", "елка"),
        ("ĐIỆN BIÊN", "Điện Biên"),
        ("ガレージ", "ｶﾞﾚｰｼﾞ"),
    ],
)
def test_accents_case_and_width_tell_no_places_apart(name: str, other: str) -> None:
    assert place_key(name) == place_key(other)
