"""The engine in its process: it speaks, it refuses in words, and it is ended when it does not end."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from generation.backends.speech import espeak
from generation.backends.speech.espeak import SpeechRequest, speak
from generation.ports.work import Broken, Refusing, Stopping


def asked(text: str = "Good morning, Anna.", language: str = "en", variant: str = "") -> SpeechRequest:
    return SpeechRequest(text, language, variant, espeak.PLAIN, 50)


def never() -> bool:
    return False


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Path]:
    """What makes a program that stands for one that went wrong."""

    def written(code: str) -> Path:
        path = tmp_path / "program.py"
        path.write_text(textwrap.dedent(code))
        return path

    return written


def test_a_line_is_spoken_with_the_times_of_its_words() -> None:
    heard = speak(asked(), never)
    assert [position for position, _ in heard.words] == [0, 5, 14]
    assert [sample for _, sample in heard.words] == sorted({sample for _, sample in heard.words})
    assert 0.8 < len(heard.samples) / heard.rate < 2.5
    assert abs(heard.samples).max() > 3_000


def test_the_same_line_is_the_same_to_the_sample_in_another_process() -> None:
    one, other = speak(asked(variant="f3"), never), speak(asked(variant="f3"), never)
    assert one.samples.tobytes() == other.samples.tobytes()
    assert one.words == other.words


@pytest.mark.parametrize("change", [{"variant": "f3"}, {"language": "de"}, {"text": "Good evening, Anna."}])
def test_another_voice_language_or_text_sounds_otherwise(change: dict[str, str]) -> None:
    assert speak(asked(**change), never).samples.tobytes() != speak(asked(), never).samples.tobytes()


@pytest.mark.parametrize("language", ["de-AT", "zh-Hant-TW", "pt-BR", "nb", "EN-us"])
def test_a_language_is_spoken_by_the_voice_that_is_nearest(language: str) -> None:
    assert len(speak(asked("Anna 1.", language), never).samples)


def test_a_language_without_a_voice_is_refused_in_words() -> None:
    with pytest.raises(Refusing, match="no voice for the language xx"):
        speak(asked(language="xx"), never)


def test_a_voice_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refusing, match=r'no voice "Nobody".*Annie'):
        speak(asked(variant="Nobody"), never)


def test_a_process_that_is_killed_may_be_tried_again(program: Callable[[str], Path]) -> None:
    with pytest.raises(Broken, match="killed by signal 9") as broken:
        speak(asked(), never, program("import os; os.kill(os.getpid(), 9)"))
    assert broken.value.code == "speech-died"


def test_a_process_that_fails_says_why(program: Callable[[str], Path]) -> None:
    with pytest.raises(Broken, match="ended with 1: OSError: no data"):
        speak(asked(), never, program("raise OSError('no data')"))


def test_what_is_no_answer_is_no_sound(program: Callable[[str], Path]) -> None:
    with pytest.raises(Broken, match="no answer"):
        speak(asked(), never, program("print('hello')"))


HANGING = """
    import os, sys, threading
    with open(sys.argv[0] + ".new", "w") as file:
        file.write(str(os.getpid()))
    os.replace(file.name, sys.argv[0] + ".pid")  # there at once with all that it says
    threading.Event().wait()
"""


def test_a_process_that_does_not_end_is_ended(program: Callable[[str], Path]) -> None:
    path = program(HANGING)
    with pytest.raises(Broken, match="did not end within 5 seconds") as broken:
        speak(asked(), never, path, limit=5)
    assert broken.value.code == "speech-hung"
    assert_gone(path)


def test_a_cancel_ends_the_process(program: Callable[[str], Path]) -> None:
    path, looks = program(HANGING), count()
    with pytest.raises(Stopping):
        speak(asked(), lambda: next(looks) > 0 and path.with_suffix(".py.pid").exists(), path)
    assert_gone(path)


def assert_gone(path: Path) -> None:
    with pytest.raises(ProcessLookupError):
        os.kill(int(path.with_suffix(".py.pid").read_text()), 0)


def test_the_library_enters_no_process_of_ours() -> None:
    """It is under the GPL."""
    code = (
        "from generation.backends.speech import espeak;"
        "espeak.speak(espeak.SpeechRequest('Hello.', 'en', '', 175, 50), lambda: False);"
        "print('espeak' in open('/proc/self/maps').read())"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "False"
