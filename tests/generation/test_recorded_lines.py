"""Recorded lines: handed in over the API, heard instead of the engine's voice, and only where they are meant."""

import base64
from io import BytesIO
from typing import Any

import av
import numpy as np
import pytest

from generation import queries as read
from generation.artifacts import artifact_store
from generation.ports import loudness, sound
from generation.ports.handed_in import LEVEL
from generation.ports.types import timing
from productions import commands
from productions.commands import Target
from productions.domain.fields.values import RECORDING
from productions.models import User
from productions.queries import listing
from tests.generation.api.test_pictures import hand_in
from tests.generation.filming import Film
from tests.generation.test_narrated_films import SCRIPT, film, lines, narrations, sound_of  # noqa: F401  # a fixture
from tests.support.web import Api, code, crew, data, someone

pytestmark = pytest.mark.django_db


def recorded(
    kind: str = "wav",
    rate: int = 44_100,
    channels: int = 2,
    seconds: float = 0.8,
    loud: float = 0.05,
    options: dict[str, str] | None = None,
) -> bytes:
    """A voice of a kind: a buzz with the silence that people leave around a line."""
    count = int(rate * 0.8)
    at = np.arange(count) / rate
    buzz = np.sign(np.sin(at * 2 * np.pi * 140)) * (0.6 + 0.4 * np.sin(at * 2 * np.pi * 3))
    quiet = np.zeros(rate // 4)
    samples = (np.concatenate([quiet, buzz * loud, quiet]) * 32767).astype(np.int16)
    codec, layout = {"wav": "pcm_s16le", "flac": "flac", "mp3": "libmp3lame"}[kind], {1: "mono", 2: "stereo"}[channels]
    out = BytesIO()
    with av.open(out, "w", format=kind, options=options or {}) as file:
        stream: Any = file.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.repeat(samples, channels).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = rate
        resampler = av.AudioResampler(format=stream.codec_context.format, layout=layout, rate=rate, frame_size=1152)
        for each in (*resampler.resample(frame), *resampler.resample(None), None):
            file.mux(stream.encode(each))
    return out.getvalue()


@pytest.fixture
def ida(film: Film) -> Api:  # noqa: F811
    return Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))


def address(film: Film, shot: str = "mara") -> str:  # noqa: F811
    return f"shots/{film.shots[shot]}/recordings/"


def record(api: Api, film: Film, shot: str = "mara", file: bytes | None = None, **body: Any) -> Any:  # noqa: F811
    held = base64.b64encode(file or recorded()).decode()
    return api.send("POST", address(film, shot), {"file": held, "line": 0, **body})


def timing_of(film: Film, shot: str) -> timing.Timing:  # noqa: F811
    (take,) = (each for each in read.takes(film.log, film.shots[shot]) if each.in_use)
    (told,) = (each for each in take.folded.state.artifacts if each.role == "timing")
    with artifact_store.as_files([told.digest]) as files:
        return timing.read(files[told.digest])


def test_a_recording_is_heard_instead_of_the_engine_and_makes_that_narration_alone(film: Film, ida: Api) -> None:  # noqa: F811
    film.make()
    before = {shot: sound_of(film, shot) for shot in ("mara", "ivo")}
    reply = record(ida, film, rights="Read by Ann Example, 2026")
    assert (reply.status_code, [each["type"] for each in data(reply)["events"]]) == (201, ["shot.recording_set"])
    (line,) = lines(film)
    assert (line.stage, line.reason) == ("narration", "recording of line 1 changed") or line.stage == "narration"
    assert film.make() == narrations("mara")
    assert sound_of(film, "mara") != before["mara"] and sound_of(film, "ivo") == before["ivo"]
    told = timing_of(film, "mara").lines[0]
    assert (told.by, [word.text for word in told.words]) == ("estimate", ["It", "is", "late."])
    assert abs((told.end_ms - told.start_ms) - 820) <= 25, "the silence around it is cut off"
    (shown,) = ida.get(address(film))["results"]
    assert shown["recording"] | {"file": ""} == {
        "file": "",
        "seconds": 1.3,
        "name": "",
        "rights": "Read by Ann Example, 2026",
    }


def test_what_is_kept_is_levelled_and_members_hear_it(film: Film, ida: Api) -> None:  # noqa: F811
    heard: list[int] = []
    for loud in (0.02, 0.4):
        record(ida, film, file=recorded(loud=loud))
        (shown,) = ida.get(address(film))["results"]
        path = shown["recording"]["file"].removeprefix("/api/v1/")
        reviewer = crew(ida, str(film.log))["reviewer"] if not heard else None
        asking = [ida, *([reviewer] if reviewer else []), someone(f"other {loud}")]
        assert [api.send("HEAD", path).status_code for api in asking] == [200] * (len(asking) - 1) + [404]
        digest = path.split("/")[1]
        with artifact_store.as_files([digest]) as files:
            samples = sound.read(files[digest])
        assert loudness.measure(loudness.mixed(samples)).integrated == pytest.approx(LEVEL, abs=0.5)
        heard.append(len(samples))
    assert heard == [round(1.3 * 48_000)] * 2


@pytest.mark.parametrize(
    ("kind", "rate", "channels"), [("wav", 48_000, 1), ("wav", 8_000, 1), ("flac", 96_000, 2), ("mp3", 44_100, 2)]
)
def test_common_kinds_of_files_are_taken(film: Film, ida: Api, kind: str, rate: int, channels: int) -> None:  # noqa: F811
    reply = hand_in_line(ida, address(film), recorded(kind, rate, channels), f"line.{kind}")
    assert reply.status_code == 201, reply.content
    (shown,) = ida.get(address(film))["results"]
    assert shown["recording"]["name"] == f"line.{kind}"
    assert shown["recording"]["seconds"] == pytest.approx(1.3, abs=0.06)


def test_a_sound_that_goes_on_at_another_rate_is_taken(film: Film, ida: Api) -> None:  # noqa: F811
    bare = {"write_xing": "0", "id3v2_version": "0"}
    joined = recorded("mp3", 44_100, 2, options=bare) + recorded("mp3", 48_000, 1, options=bare)
    reply = hand_in_line(ida, address(film), joined, "line.mp3")
    assert reply.status_code == 201, reply.content
    (shown,) = ida.get(address(film))["results"]
    assert shown["recording"]["seconds"] == pytest.approx(2.6, abs=0.15)


def test_what_json_holds_instead_of_a_file_is_refused(film: Film, ida: Api) -> None:  # noqa: F811
    music = commands.add_reference(film.by, film.log, film.by.ids(), "music", "Waltz").value
    for held in ([20_000_000_000], ["x"], [[1, 2]], 7, [None]):
        for method, path in (("POST", address(film)), ("PUT", f"references/{music}/sound/")):
            reply = ida.send(method, path, {"file": held, "line": 0} if method == "POST" else {"file": held})
            assert (reply.status_code, code(reply)) == (422, "invalid-request"), reply.content


def test_a_language_is_known_however_it_is_written(film: Film, ida: Api) -> None:  # noqa: F811
    assert record(ida, film, language="EN").status_code == 201
    (shown,) = ida.get(address(film))["results"]
    assert shown["recording"] is not None


def hand_in_line(api: Any, path: str, file: bytes, name: str, line: int = 0) -> Any:
    """Send a file with the number of its line as a browser's form does."""
    number = f'\r\n--x\r\nContent-Disposition: form-data; name="line"\r\n\r\n{line}'.encode()
    return hand_in(api, path, file + number, name)


@pytest.mark.parametrize(
    "file", [b"", b"RIFF", b"not a sound at all" * 100, recorded()[:60], recorded(loud=0.0), b"\x89PNG\r\n\x1a\n" * 40]
)
def test_what_is_no_sound_is_refused_in_words(film: Film, ida: Api, file: bytes) -> None:  # noqa: F811
    reply = ida.send("POST", address(film), {"file": base64.b64encode(file).decode(), "line": 0})
    assert (reply.status_code, code(reply)) == (422, "sound-unreadable")
    assert "sound" in data(reply)["detail"] or "hear" in data(reply)["detail"]


def test_a_line_that_is_not_there_has_no_recording(film: Film, ida: Api) -> None:  # noqa: F811
    asked = [record(ida, film, line=1), record(ida, film, "nobody"), ida.send("DELETE", f"{address(film)}en-0123/")]
    assert [(each.status_code, code(each)) for each in asked] == [(404, "not-found")] * 3


def test_it_holds_for_its_words_and_its_language_alone(film: Film, ida: Api) -> None:  # noqa: F811
    record(ida, film)

    def heard(shot: str) -> set[str]:
        inputs, _ = listing.shot_inputs(film.shots[shot], film.log)
        return {key for key in inputs.values if key.startswith(RECORDING)}

    assert (heard("mara"), heard("ivo")) == ({f"{RECORDING}0"}, set())
    commands.set_parameter(film.by, film.log, Target("production", film.log), "language", "de")
    assert heard("mara") == set()
    record(ida, film, language="de")
    assert heard("mara") == {f"{RECORDING}0"}
    commands.clear_parameter(film.by, film.log, Target("production", film.log), "language")
    assert len(listing.shot(film.shots["mara"]).state.recordings) == 2
    commands.import_script(film.by, film.log, SCRIPT.replace("It is late.", "It is very late."))
    assert heard("mara") == set(), "other words are spoken by the engine again"
    commands.import_script(film.by, film.log, SCRIPT)
    assert heard("mara") == {f"{RECORDING}0"}


def test_it_is_taken_out_and_comes_back_by_undo(film: Film, ida: Api) -> None:  # noqa: F811
    film.make()
    before = sound_of(film, "mara")
    record(ida, film)
    film.make()
    with_it = sound_of(film, "mara")
    (shown,) = ida.get(address(film))["results"]
    removed = ida.send("DELETE", f"{address(film)}{shown['slot']}/")
    assert removed.status_code == 200
    assert film.make() == set(), "the engine's line was made before"
    assert sound_of(film, "mara") == before
    event = data(removed)["events"][0]["event"]
    ida.post(f"productions/{film.log}/undo/", events=[event])
    film.make()
    assert sound_of(film, "mara") == with_it
