"""The film as one file: true to what it states, joined of stretches that are encoded once, with sound and captions."""

import base64
import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import numpy as np
import pytest
from django.db.models.functions import Now
from uuid6 import uuid7

from generation.artifacts import artifact_store, storage
from generation.backends.kept import KeptFiles
from generation.cut.film import cut_list
from generation.delivery import credentials, exports, film_sound
from generation.delivery.exporting import export
from generation.delivery.exports import Exported, ExportRequest
from generation.delivery.segments import lent
from generation.domain.keeping import Policy
from generation.keeping import film_files, inventory
from generation.management.commands.export_film import carry_out
from generation.models import FilmExportRow
from generation.ports import films, loudness, media, sound
from generation.ports.films import Excerpt, Raster
from generation.ports.work import Refusing
from generation.stages.templates import templates
from productions import commands, queries
from productions.commands import Target
from productions.domain.cut_edits import DissolveEdit, InsertEdit, MoveEdit, TrimEdit
from productions.domain.sounds import Placed
from productions.models import User
from tests.generation.filming import Film
from tests.generation.stages.test_mix import tone
from tests.generation.test_narrated_films import SCRIPT
from tests.generation.test_other_pipelines import publish
from tests.generation.test_recorded_lines import recorded
from tests.support.making import context, production
from tests.support.web import Api, code, crew, data

pytestmark = pytest.mark.django_db
GRAPH = templates()["film_with_sound"].graph
KEEP_NOTHING = Policy(takes=1, days=0, months=12, byte_price=Decimal(1), second_prices={})


@pytest.fixture
def film(settings: Any, tmp_path: Path) -> Film:
    """A film of three shots with sound, made: Mara speaks, Ivo speaks, and nobody does."""
    settings.INNER_ACTIONS, settings.CREDENTIALS = tmp_path / "inner", tmp_path / "credentials"
    by = context()
    log = production(by, script=SCRIPT)
    commands.set_parameter(by, log, Target("production", log), "resolution", "256x144")
    at = queries.moment(log)
    shots: dict[str, Any] = {}
    for id_ in queries.ordered_shots(at):
        source = at.shots[id_].state.source
        shots[source.dialogue[0].character.lower() if source and source.dialogue else "nobody"] = id_
    for number, id_ in enumerate(shots.values()):
        commands.change_shot(by, log, id_, {"frames": 36 + number})
    made = Film(by, log, shots, {}, {folded.state.name.capitalize(): id_ for id_, folded in at.references.items()})
    publish(made, GRAPH)
    commands.set_parameter(by, log, Target("production", log), "prompt.dialogue", "speakers")
    made.make()
    return made


@pytest.fixture
def ida(film: Film) -> Api:
    return Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))


def written(film: Film, form: str = "mp4", captions: bool = False, target: str | None = None) -> Exported:
    return export(film.by.ids(), film.log, ExportRequest(form, captions, target), lambda *_: None)  # type: ignore[arg-type]


def bytes_of(digest: str) -> bytes:
    with artifact_store.open_sound(digest) as file:
        return file.read()


def opened(made: Exported, tmp_path: Path) -> Path:
    path = tmp_path / made.film.name
    path.write_bytes(bytes_of(made.film.digest))
    return path


def music(film: Film, ida: Api, kind: str = "music", seconds: float = 2) -> Any:
    """Music of this film, with its file."""
    id_ = commands.add_reference(film.by, film.log, film.by.ids(), kind, f"A {kind}").value  # type: ignore[arg-type]
    reply = ida.send("PUT", f"references/{id_}/sound/", {"file": base64.b64encode(wav(seconds)).decode()})
    assert reply.status_code == 200, reply.content
    return id_


def wav(seconds: float) -> bytes:
    from io import BytesIO  # noqa: PLC0415

    out = BytesIO()
    with av.open(out, "w", format="wav") as file:
        stream = file.add_stream("pcm_s16le", rate=48_000, layout="stereo")
        frame = av.AudioFrame.from_ndarray(tone(seconds, loud=0.1).reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def place(film: Film, target: Target, reference: Any, id_: Any = None, **how: Any) -> Any:
    id_ = id_ or film.by.ids()
    commands.place_sound(film.by, film.log, target, id_, Placed(reference, **how))
    return id_


@pytest.mark.parametrize(
    ("form", "codecs", "pixels"),
    [
        ("mp4", ("h264", "aac"), "yuv420p"),
        ("prores", ("prores", "pcm_s16le"), "yuv422p10le"),
        ("dnxhr", ("dnxhd", "pcm_s16le"), "yuv422p"),
    ],
)
def test_a_file_is_what_is_stated_of_it(
    film: Film, tmp_path: Path, form: str, codecs: tuple[str, str], pixels: str
) -> None:
    made = written(film, form)
    frames = 36 + 37 + 38
    assert (made.frames, made.rate, made.width, made.height) == (frames, "24", 256, 144)
    assert made.samples == frames * 2000
    content = bytes_of(made.film.digest)
    assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (made.film.size, made.film.digest)
    with av.open(str(opened(made, tmp_path))) as file:
        picture: Any = file.streams.video[0]
        heard: Any = file.streams.audio[0]
        assert (picture.codec.name, heard.codec.name) == codecs
        assert (picture.width, picture.height, picture.pix_fmt) == (256, 144, pixels)
        assert (picture.average_rate, picture.frames) == (Fraction(24), frames)
        assert picture.duration * picture.time_base == Fraction(frames, 24)
        assert heard.duration * heard.time_base == Fraction(frames, 24), "as long as the picture, to the sample"
        assert (heard.rate, heard.channels) == (48_000, 2)
        assert [each.pts for each in file.decode(picture)] == [
            round(number / Fraction(24) / picture.time_base) for number in range(frames)
        ]


def test_only_stretches_that_changed_are_encoded_again(film: Film, ida: Api, tmp_path: Path) -> None:
    first = written(film)
    assert (first.segments, first.encoded) == (3, 3)
    again = written(film)
    assert again.encoded == 0
    assert packets(again, tmp_path) == packets(first, tmp_path), "nothing differs but who signed when"
    commands.set_parameter(film.by, film.log, Target("shot", film.shots["ivo"]), "grade", "noir")
    film.make()
    graded = written(film)
    assert graded.encoded == 1 and graded.film.digest != first.film.digest
    place(film, Target("production", film.log), music(film, ida))
    scored = written(film)
    assert scored.encoded == 0 and scored.film.digest != graded.film.digest


@pytest.mark.parametrize("target", ["-23", "-16", "-14"])
def test_a_film_is_as_loud_as_it_was_asked_to_be(film: Film, tmp_path: Path, target: str) -> None:
    made = written(film, "prores", target=target)
    assert float(str(made.loudness["integrated"])) == pytest.approx(float(target), abs=0.5)
    assert float(str(made.loudness["true_peak"])) <= -1
    with av.open(str(opened(made, tmp_path))) as file:
        heard = np.concatenate([each.to_ndarray().reshape(-1, 2) for each in file.decode(audio=0)])
    measured = loudness.measure(loudness.mixed(heard))
    assert measured.integrated == pytest.approx(float(target), abs=0.5)
    assert measured.true_peak is not None and measured.true_peak <= -0.9


def test_the_file_follows_the_cut_to_the_frame_and_the_sample(film: Film, tmp_path: Path) -> None:
    """What is trimmed is encoded anew and nothing else; a dissolve shows both shots, and both are heard."""
    whole = written(film)
    shots = [UUID(str(film.shots[name])) for name in ("mara", "ivo", "nobody")]
    before = pictures(opened(whole, tmp_path))
    in_order = [clip.shot for clip in cut_list(film.log).clips]
    first, second, third = in_order
    assert {*in_order} == {*shots} and first and second and third
    commands.edit_cut(film.by, film.log, [TrimEdit(second, 5, 2), MoveEdit(third, None), InsertEdit(third, 6)])
    made = written(film)
    assert (made.frames, made.segments, made.encoded) == (whole.frames - 7 + 6, 4, 2), "the trimmed one, and the black"
    assert made.samples == made.frames * 2000
    after = pictures(opened(made, tmp_path))
    lengths = [clip.frames for clip in cut_list(film.log).clips]
    assert len(after) == made.frames == sum(lengths)
    start = lengths[0] + lengths[1] + lengths[2]
    old = next(clip for clip in before_cut(film) if clip[0] == second)
    assert np.abs(after[start].astype(int) - before[old[1] + 5]).mean() < 2
    assert after[lengths[0] + 2].max() < 20, "black"
    commands.edit_cut(film.by, film.log, [DissolveEdit(second, 4)])
    mixed = written(film)
    assert (mixed.frames, mixed.encoded) == (made.frames - 4, 2)
    shown = pictures(opened(mixed, tmp_path))
    at = lengths[0] + lengths[1] + lengths[2] - 4
    below, above = (each.astype(float) for each in (after[at + 1], after[start + 1]))
    beside = [np.abs(shown[at + 1] - each).mean() for each in ((below * 3 + above * 2) / 5, below, above)]
    assert beside[0] < 5 < min(beside[1:]), "two fifths of the one that comes, after two of four frames"


def before_cut(film: Film) -> list[tuple[UUID | None, int]]:
    """Where shots began while the film followed the script."""
    starts, at = list[tuple[UUID | None, int]](), 0
    for clip in sorted(cut_list(film.log).clips, key=lambda each: each.name):
        if clip.shot:
            starts.append((clip.shot, at))
            at += clip.media_frames
    return starts


def packets(made: Exported, tmp_path: Path) -> list[tuple[int, int | None, bytes]]:
    """Picture and sound of a film as they are encoded, whatever else stands in the file."""
    with av.open(str(opened(made, tmp_path))) as file:
        return [(each.stream.index, each.pts, bytes(each)) for each in file.demux() if each.size]


def pictures(path: Path) -> list[Any]:
    """The frames of a film, as RGB."""
    with av.open(str(path)) as file:
        return [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]


def test_what_is_told_of_an_mp4_is_measured_of_it(film: Film, tmp_path: Path) -> None:
    made = written(film, "mp4", target="-14")
    measured = loudness.measure_file(opened(made, tmp_path))
    assert made.loudness == measured.facts() and made.clipped == 0
    assert measured.true_peak is not None and measured.true_peak <= -1


def test_a_damaged_stretch_is_made_again_and_what_was_left_behind_goes(
    film: Film, settings: Any, tmp_path: Path
) -> None:
    left = Path(settings.INNER_ACTIONS) / f"film-{film.by.ids()}"
    left.mkdir(parents=True)
    first = written(film)
    assert not left.exists() and not list(left.parent.glob("film-*"))
    short, long = sorted((left.parent / "segments").iterdir(), key=lambda each: each.stat().st_size)[:2]
    short.write_bytes(long.read_bytes())
    long.write_bytes(b"no film")
    again = written(film)
    assert again.encoded == 2
    assert packets(again, tmp_path) == packets(first, tmp_path)


def test_what_cannot_be_read_is_said_of_its_shot(film: Film, tmp_path: Path) -> None:
    assert film.shots
    with pytest.raises(Refusing, match="S1-010"), lent("sha256:" + "0" * 64, "S1-010"):
        pass
    damaged = tmp_path / "master.mkv"
    damaged.write_bytes(b"no film")
    with pytest.raises(media.Unreadable):
        films.encode(tmp_path / "made.mp4", "mp4", Raster(64, 64, Fraction(24)), Excerpt(damaged, 2, Fraction(24)))


def test_no_stretch_of_a_film_goes_to_make_room_for_another_one_of_it(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path / "kept", ".mp4", 25, ())
    for key in ("sha256:a", "sha256:b", "sha256:c"):
        kept.write(key, lambda path: path.write_bytes(b"0123456789"), beside=("sha256:a", "sha256:c"))
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["a.mp4", "c.mp4"]


def test_a_placed_sound_is_unpacked_as_it_is_read(tmp_path: Path) -> None:
    sound.write(tmp_path / "a.flac", tone(0.5), 2)
    assert np.array_equal(sound.unpacked(tmp_path / "a.flac", tmp_path / "a"), sound.read_columns(tmp_path / "a.flac"))


def test_captions_are_a_track_of_the_file(film: Film, tmp_path: Path) -> None:
    made = written(film, captions=True)
    with av.open(str(opened(made, tmp_path))) as file:
        (track,) = file.streams.subtitles
        texts = [bytes(each)[2:].decode() for each in file.demux(track) if each.size > 2]
    assert track.metadata["language"] == "eng", "MP4 knows three letters"
    assert any("It is late." in each for each in texts) and any("Then we leave now." in each for each in texts)


def test_the_manifest_says_what_it_was_made_of(film: Film) -> None:
    made = written(film, target="-23")
    told = json.loads(bytes_of(made.manifest.digest))
    assert told["file"]["digest"] == made.film.digest
    assert [each["from"] for each in told["clips"]] == [0, 36, 73]
    held = {each["shot"]: (each["content"], each["sound"]) for each in told["clips"]}
    for id_, (content, heard) in held.items():
        (take,) = (each.state for each in queries.takes_of([film.by.ids() if not id_ else _uuid(id_)]).values())
        artifact = take.artifact("sound")
        assert content == take.content and artifact and heard == artifact.digest
    assert told["sound"]["samples"] == made.samples and told["sound"]["integrated"] == made.loudness["integrated"]


def _uuid(text: str) -> Any:
    from uuid import UUID  # noqa: PLC0415

    return UUID(text)


def test_music_spans_shots_and_a_scene_ends_it(film: Film, ida: Api, tmp_path: Path) -> None:
    silent = samples_of(written(film, "prores"), tmp_path)
    scene = next(iter(queries.moment(film.log).scenes))
    place(film, Target("scene", scene), music(film, ida, seconds=1), loop=True, fade_out_ms=500)
    made = written(film, "prores")
    heard = samples_of(made, tmp_path) - silent
    said = credentials.read(opened(made, tmp_path), "video/quicktime")
    assert said and said.manifest and "A music, version 2" in {each["title"] for each in said.manifest["ingredients"]}
    assert "digitalsourcetype/compositeSynthetic" in json.dumps(said.manifest), "drawn and spoken by rule, and a file"
    edge = 36 * 2000
    expected = np.resize(tone(1, loud=0.1), (len(heard), 2))[edge - 100 : edge + 100]
    assert np.abs(heard[edge - 100 : edge + 100] - expected).max() <= 2, "it goes on over the edge of a shot"
    assert np.abs(heard[-10:]).max() < 200


def test_music_of_a_scene_is_heard_under_its_own_shots_wherever_they_stand(film: Film, ida: Api) -> None:
    scene = next(iter(queries.moment(film.log).scenes))
    shed = commands.add_scene(film.by, film.log, uuid7(), "INT. SHED - NIGHT").value
    elsewhere = commands.add_shot(film.by, film.log, uuid7(), shed, {"frames": 24}).value
    place(film, Target("scene", scene), music(film, ida), loop=True)
    first = next(clip.shot for clip in cut_list(film.log).clips)
    assert first
    commands.edit_cut(film.by, film.log, [MoveEdit(first, elsewhere)])
    cut = cut_list(film.log)
    lengths = [clip.frames * 2000 for clip in cut.clips]
    heard = [(each.first, each.last) for each in film_sound.stretches(queries.moment(film.log), cut)]
    assert heard == [(0, sum(lengths[:2])), (sum(lengths[:3]), sum(lengths))]


def samples_of(made: Exported, tmp_path: Path) -> Any:
    with av.open(str(opened(made, tmp_path))) as file:
        return np.concatenate([each.to_ndarray().reshape(-1, 2) for each in file.decode(audio=0)]).astype(int)


def test_each_edit_makes_what_stands_on_it_and_no_picture(film: Film, ida: Api) -> None:
    cue, effect = music(film, ida), music(film, ida, "effect")
    assert film.make() == set(), "what is placed nowhere is heard nowhere"
    id_ = place(film, Target("production", film.log), cue, gain="-6")
    place(film, Target("production", film.log), cue, id_, gain="-12")
    assert film.make() == set(), "the film's music is no shot's"
    on_shot = place(film, Target("shot", film.shots["nobody"]), effect, track="effects")
    assert film.make() == {("nobody", "mix"), ("nobody", "mux")}
    place(film, Target("shot", film.shots["nobody"]), effect, on_shot, track="effects", gain="-3")
    assert film.make() == {("nobody", "mix"), ("nobody", "mux")}
    commands.import_script(film.by, film.log, SCRIPT.replace("It is late.", "It is very late."))
    ran = {stage for _, stage in film.make()}
    assert {"narration", "captions"} <= ran <= {"prompt", "narration", "mix", "mux", "captions"}
    reply = ida.send(
        "POST",
        f"shots/{film.shots['ivo']}/recordings/",
        {"file": base64.b64encode(recorded()).decode(), "line": 0},
    )
    assert reply.status_code == 201, reply.content
    assert film.make() == {("ivo", stage) for stage in ("narration", "mix", "mux", "captions")}


def test_it_is_asked_for_followed_and_fetched_over_the_api(film: Film, ida: Api) -> None:
    address = f"productions/{film.log}/cut/files/"
    begun = ida.send("POST", address, {"form": "mp4", "captions": True, "loudness": "-16"})
    assert begun.status_code == 202, begun.content
    again = ida.send("POST", address, {})
    assert (again.status_code, code(again)) == (409, "film-export-running")
    carry_out(exports.latest(film.log)[0].id)
    (told,) = ida.get(address)["results"]
    assert (told["step"], told["reason"], told["captions"], told["loudness"]) == ("done", "", True, "-16")
    assert ida.get(f"{address}{told['id']}/") == told
    assert float(told["result"]["integrated"]) == pytest.approx(-16, abs=0.5)
    members = crew(ida, str(film.log))
    for file in (told["result"]["film"], told["result"]["manifest"]):
        path = file["address"].removeprefix("/api/v1/")
        stranger = Api(User.objects.create_user(f"other {file['media_type']}"))
        assert [each.send("HEAD", path).status_code for each in (ida, members["reviewer"], stranger)] == [200, 200, 404]
    assert members["reviewer"].send("POST", address, {}).status_code == 403


def test_what_cannot_be_written_is_said_in_words(film: Film, ida: Api) -> None:
    address = f"productions/{film.log}/cut/files/"
    refused = ida.send("POST", address, {"form": "prores", "captions": True})
    assert (refused.status_code, code(refused)) == (422, "invalid-request")
    empty = production(film.by, script=SCRIPT, name="Empty")
    nothing = ida.send("POST", f"productions/{empty}/cut/files/", {})
    assert (nothing.status_code, code(nothing)) == (409, "nothing-to-cut")
    commands.set_parameter(film.by, film.log, Target("production", film.log), "resolution", "128x72")
    film.make()
    ida.post(address, form="dnxhr")
    carry_out(exports.latest(film.log)[0].id)
    (told,) = ida.get(address)["results"]
    assert (told["step"], told["reason"]) == ("failed", "DNxHR takes pictures of 256x120 at least.")
    assert data(nothing)["detail"] == "No shot has a take yet."


def test_old_films_as_files_go_and_the_newest_stay(film: Film, ida: Api, tmp_path: Path) -> None:
    def done(form: str, body: str) -> Exported:
        (tmp_path / "film").write_text(body)
        stored = artifact_store.put(tmp_path / "film", "video/mp4")
        artifact_store.shelve([stored])
        kept = exports.ExportedFile("film", stored.digest, stored.media_type, stored.size)
        result = Exported(kept, kept, 1, "24", 16, 16, 2000, 1, 1, {})
        id_ = film.by.ids()
        asked = {"form": form, "captions": False, "loudness": None}
        FilmExportRow.objects.create(
            id=id_, production=film.log, person=film.by.actor, asked=asked, step="done", began_at=Now()
        )
        exports.finished(id_, result)
        return result

    rules = replace(KEEP_NOTHING, films=1)
    same, old, new, other = done("mp4", "a"), done("mp4", "b"), done("mp4", "a"), done("prores", "c")
    assert film_files.old_films(replace(rules, days=1)).exports == (), "nothing goes so soon"
    assert film_files.old_films(replace(rules, films=3)).exports == ()
    gone = film_files.remove_old_films(film_files.old_films(rules))
    assert (gone.files, gone.size) == (1, old.film.size), "the bytes of the first are those of a newer one"
    assert [each.result and each.result.film.digest for each in exports.latest(film.log)] == [
        other.film.digest,
        new.film.digest,
    ]
    assert bytes_of(same.film.digest) == b"a" and storage.size(old.film.digest) is None
    assert ida.send("GET", f"artifacts/{old.film.digest}/").status_code == 404
    assert inventory.look(rules).kept[new.film.digest] == "film file"
    assert done("mp4", "b").film.digest == old.film.digest and bytes_of(old.film.digest) == b"b", "it is written anew"
