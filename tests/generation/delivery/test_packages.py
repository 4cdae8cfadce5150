"""Packages to hand on: refused while checks find something, whole to the last digest, and told with what was waived."""

import hashlib
import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import pytest

from events import store
from generation.artifacts import artifact_store
from generation.cut.film import cut_list
from generation.delivery import alignment, exports
from generation.keeping import film_files
from generation.management.commands.export_film import carry_out
from generation.ports import media
from productions import commands, queries
from productions.domain.take import MASTER
from productions.models import User
from tests.generation.delivery.test_exporting import KEEP_NOTHING, bytes_of, film, ida  # noqa: F401  # fixtures
from tests.generation.filming import Film, small_film
from tests.support.web import Api, code, data

pytestmark = pytest.mark.django_db
MEANT = "The client knows."


def approved(film: Film) -> None:  # noqa: F811
    for take in queries.takes_of(film.shots.values()):
        commands.approve_take(film.by, film.log, take)


def let_pass(by: Api, film: Film) -> list[dict[str, Any]]:  # noqa: F811
    """Waive all that stands in the way, and return it."""
    found = by.get(f"productions/{film.log}/cut/checks/")["found"]
    if about := [each["about"] for each in found]:
        by.post(f"productions/{film.log}/cut/waivers/", about=about, reason=MEANT)
    return list(found)


def ask(by: Api, film: Film, package: str, **more: str) -> Any:  # noqa: F811
    return by.send("POST", f"productions/{film.log}/cut/packages/", {"package": package, **more})


def delivered(by: Api, film: Film, package: str, **more: str) -> Any:  # noqa: F811
    """Ask for a package, do that here, and return how it is told."""
    reply = ask(by, film, package, **more)
    assert reply.status_code == 202, reply.content
    carry_out(exports.one(None, data(reply)["id"]).id)
    return by.get(f"productions/{film.log}/cut/files/{data(reply)['id']}/")


def unzipped(told: Any) -> tuple[dict[str, bytes], Any]:
    content = bytes_of(told["result"]["film"]["digest"])
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        files = {name: package.read(name) for name in package.namelist()}
    return files, json.loads(files.pop("manifest.json"))


def test_a_film_that_nobody_approved_is_refused_with_the_list(ida: Api, film: Film) -> None:  # noqa: F811
    reply = ask(ida, film, "web")
    assert (reply.status_code, code(reply)) == (409, "film-not-aligned")
    told = reply.json()
    assert told["blocking"] == len(told["found"]) >= 3
    assert "the take is not approved (3)" in told["detail"]
    assert exports.latest(film.log) == [], "nothing was begun"


@pytest.mark.parametrize(
    ("package", "names", "codecs"),
    [
        ("web", {"film.mp4", "captions/en.vtt", "poster.jpg"}, ("h264", "aac")),
        ("broadcast", {"film.mov", "captions/en.srt", "captions/en.ttml", "cut.edl"}, ("prores", "pcm_s16le")),
        (
            "archive",
            {"film.mkv", "captions/en.vtt", "captions/en.ttml", "cut.otio", "script.fountain"},
            ("ffv1", "flac"),
        ),
    ],
)
def test_a_package_holds_what_its_manifest_lists(
    film: Film,  # noqa: F811
    ida: Api,  # noqa: F811
    tmp_path: Path,
    package: str,
    names: set[str],
    codecs: tuple[str, str],
) -> None:
    approved(film)
    passed = let_pass(ida, film)
    told = delivered(ida, film, package)
    assert (told["step"], told["reason"], told["package"]) == ("done", "", package)
    assert told["result"]["film"]["name"].endswith(f"{package}.zip")
    reply = ida.send("HEAD", f"artifacts/{told['result']['film']['digest']}/")
    assert reply["Content-Disposition"].endswith('.zip"') and reply["Content-Disposition"].startswith("attachment")
    files, manifest = unzipped(told)
    assert set(files) == names
    listed = {each["name"]: (each["digest"], each["size"]) for each in manifest["files"]}
    summed = {name: f"sha256:{hashlib.sha256(content).hexdigest()}" for name, content in files.items()}
    assert listed == {name: (summed[name], len(content)) for name, content in files.items()}
    assert json.loads(bytes_of(told["result"]["manifest"]["digest"])) == manifest
    film_file = next(name for name in names if name.startswith("film."))
    assert manifest["made_of"]["file"]["digest"] == summed[film_file]
    timing = manifest["timing"]
    assert (timing["rate"], timing["frames"], timing["samples"]) == ("24", 111, 222_000)
    assert (timing["seconds"], timing["starts"]) == ("37/8", "01:00:00:00")
    assert manifest["position"] <= store.head(film.log) and manifest["format"] == "continuity-delivery/1"
    assert [each["about"] for each in manifest["checks"]["waived"]] == [each["about"] for each in passed]
    assert {(each["name"], each["reason"]) for each in manifest["checks"]["waived"]} <= {("Ida", MEANT)}
    path = tmp_path / film_file
    path.write_bytes(files[film_file])
    with av.open(str(path)) as file:
        assert (file.streams.video[0].codec.name, file.streams.audio[0].codec.name) == codecs
    bearing = {name for name, content in files.items() if b"c2pa.created" in content}
    assert bearing == names & {"film.mp4", "film.mov", "poster.jpg"}
    assert told["result"]["credentials"] == ("own" if film_file in bearing else None)


def test_an_archive_loses_no_pixel(film: Film, ida: Api, tmp_path: Path) -> None:  # noqa: F811
    approved(film)
    let_pass(ida, film)
    files, _ = unzipped(delivered(ida, film, "archive"))
    path = tmp_path / "film.mkv"
    path.write_bytes(files["film.mkv"])
    kept = [media.frame_of(each).tobytes() for each in media.read_pictures(path)]
    takes = queries.takes(film.log, [clip.take_id for clip in cut_list(film.log).clips if clip.take_id])
    made: list[bytes] = []
    for clip in cut_list(film.log).clips:
        assert clip.take_id
        master = takes[clip.take_id].state.artifact(MASTER)
        assert master
        with artifact_store.as_files([master.digest]) as lent:
            made += [media.frame_of(each).tobytes() for each in media.read_pictures(lent[master.digest])]
    assert kept == made


def test_a_waiver_stands_in_the_manifest_until_it_is_withdrawn(film: Film, ida: Api) -> None:  # noqa: F811
    found = let_pass(ida, film)
    assert {each["check"] for each in found} >= {"unapproved"}
    _, manifest = unzipped(delivered(ida, film, "web"))
    told = [each for each in manifest["checks"]["waived"] if each["check"] == "unapproved"]
    assert len(told) == 3 and {each["shot"] for each in told} == {str(shot) for shot in film.shots.values()}
    now = ida.get(f"productions/{film.log}/cut/checks/")
    waiver = next(each["waiver"] for each in now["found"] if each["check"] == "unapproved")
    ida.post(f"waivers/{waiver['id']}/withdraw/", version=waiver["version"])
    assert code(ask(ida, film, "web")) == "film-not-aligned"


def test_what_changes_while_it_waits_is_refused_by_the_work(film: Film, ida: Api) -> None:  # noqa: F811
    let_pass(ida, film)
    reply = ask(ida, film, "web")
    (take, *_) = queries.takes_of([film.shots["mara"]])
    commands.request_changes(film.by, film.log, take, "Her coat.")
    carry_out(exports.one(None, data(reply)["id"]).id)
    told = ida.get(f"productions/{film.log}/cut/files/{data(reply)['id']}/")
    assert (told["step"], told["result"]) == ("failed", None) and "is not approved (1)" in told["reason"]


def test_sound_out_of_range_is_told_by_how_much() -> None:
    def found(loudness: dict[str, str | None], clipped: int = 0) -> list[tuple[str, str, str]]:
        of = alignment.out_of_range("-23", loudness, clipped, "sha256:0")
        return [(each.matter, each.measured, each.limit) for each in of]

    assert found({"integrated": "-22.5", "true_peak": "-1.0"}) == []
    assert found({"integrated": "-22.4", "true_peak": "-0.9"}, 2) == [
        ("integrated", "-22.4", "-23"),
        ("true-peak", "-0.9", "-1"),
        ("clipped", "2", "0"),
    ]
    assert found({"integrated": None, "true_peak": None}) == [], "silence is as loud as it can be"


def test_a_film_without_sound_and_captions_is_packed_too(settings: Any, tmp_path: Path) -> None:
    settings.INNER_ACTIONS, settings.CREDENTIALS = tmp_path / "inner", tmp_path / "credentials"
    plain = small_film()
    plain.make()
    jo = Api(User.objects.create_user("jo", person=plain.by.actor))
    let_pass(jo, plain)
    files, manifest = unzipped(delivered(jo, plain, "web"))
    assert set(files) == {"film.mp4", "poster.jpg"}
    assert manifest["made_of"]["sound"]["integrated"] is None, "silence"


def test_older_packages_of_each_kind_go(film: Film, ida: Api) -> None:  # noqa: F811
    let_pass(ida, film)
    told = [delivered(ida, film, package) for package in ("web", "web", "broadcast")]
    old = film_files.old_films(replace(KEEP_NOTHING, films=1))
    assert [str(each) for each in old.exports] == [told[0]["id"]]
