"""What an engine is given of a line, and which of its words it speaks when."""

import pytest

from generation.backends.speech.text import Unreadable, pronunciations, said, spread


def test_words_are_as_they_are_written() -> None:
    line = said("Good  morning, Anna -\nisn't it?", {})
    assert line.words == ("Good", "morning,", "Anna", "-", "isn't", "it?")
    assert line.text == " Good morning, Anna - isn't it?".lstrip()
    assert [line.text[start:].split()[0] for start in line.starts] == list(line.words)


def test_marks_of_emphasis_and_what_would_be_phonemes_are_not_spoken() -> None:
    assert said("This is *very* _bad_ [[haha]].", {}).text == "This is very bad haha."


def test_letters_of_languages_without_spaces_are_words() -> None:
    line = said("你好,世界。Anna", {})
    assert line.words == ("你", "好,", "世", "界。", "Anna")
    assert line.text == "你好,世界。Anna"


def test_words_are_said_as_the_production_wants_them_whatever_stands_around_them() -> None:
    line = said('"Siobhan!" Not siobhans, SIOBHAN-', pronunciations("Siobhan = Shivawn"))
    assert line.text == '"Shivawn!" Not siobhans, Shivawn-'
    assert line.words == ('"Siobhan!"', "Not", "siobhans,", "SIOBHAN-")
    assert line.word_at(line.text.index("siobhans") + 3) == 2


def test_phonemes_of_the_engine_may_be_given() -> None:
    assert said("The quay.", pronunciations("quay = [[ki:]]\n\nx = y; ")).text == "The [[ki:]]."


@pytest.mark.parametrize("wrong", ["quay", "= said", "quay =", "quay = [[ki:", "quay = ki:]]", "a = [[b]] c"])
def test_what_is_no_pronunciation_is_refused_with_its_words(wrong: str) -> None:
    with pytest.raises(Unreadable, match="write word = how it is said"):
        pronunciations(f"fine = fine; {wrong}")


def test_very_many_pronunciations_are_refused() -> None:
    with pytest.raises(Unreadable, match="at most 500"):
        pronunciations(";".join(f"w{number} = x" for number in range(501)))


def test_words_of_which_nobody_said_when_lie_between_the_others_by_their_letters() -> None:
    assert spread(["a", "bb", "c", "ddd"], {2: 600}, 1000) == [0, 200, 600, 700]
    assert spread(["aaa", "-", "a"], {}, 500) == [0, 300, 400]
    assert spread([], {}, 0) == []
