"""Dossiers of delivered shots: what they say, who may have one, and what of them the program that checks them finds."""

import base64
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings as django_settings
from django.db.models.functions import Now

from events import notes, roles
from events.evidence import checkpoints, signer, verify
from generation.delivery.dossiers import one
from generation.delivery.exports import ExportRequest
from generation.management.commands.export_film import carry_out
from generation.models import FilmExportRow
from productions import commands, queries
from productions.models import User
from tests.conftest import Sequencer
from tests.generation.delivery.test_exporting import bytes_of
from tests.generation.filming import Film, small_film
from tests.support.web import Api, code, crew

pytestmark = pytest.mark.django_db
SECRET = "Her coat was my mother's."


@dataclass
class Made:
    """A film that was delivered with dossiers: the zip, who asked, and what one needs to sign again."""

    film: Film
    ida: Api
    package: bytes
    digest: str
    sign: Callable[[], None]

    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(BytesIO(self.package)) as package:
            return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def made(settings: Any, tmp_path: Path, sequencer: Sequencer) -> Made:
    settings.INNER_ACTIONS, settings.SIGNING_KEYS = tmp_path / "inner", tmp_path / "keys" / "signing"
    settings.CREDENTIALS = tmp_path / "keys" / "credentials"
    film = small_film()
    film.make()
    ida = Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))
    (first, *_) = queries.takes_of([film.shots["one"]])
    commands.approve_take(film.by, film.log, first, SECRET)
    found = ida.get(f"productions/{film.log}/cut/checks/")["found"]
    ida.post(f"productions/{film.log}/cut/waivers/", about=[each["about"] for each in found], reason=SECRET)

    def sign() -> None:
        sequencer.step()
        with roles.signed_in(django_settings.DATABASE_SIGNER):
            signer.sign(signer.moved())

    sign()
    id_, asked = film.by.ids(), ExportRequest("mp4", loudness="-16", package="web", dossiers=True)
    FilmExportRow.objects.create(
        id=id_, production=film.log, person=ida.person, asked=msgspec.to_builtins(asked), began_at=Now()
    )
    carry_out(id_)
    told = ida.get(f"productions/{film.log}/cut/files/{id_}/")
    assert (told["step"], told["reason"], told["dossiers"]) == ("done", "", True)
    digest = told["result"]["film"]["digest"]
    return Made(film, ida, bytes_of(digest), digest, sign)


def looked_at(files: dict[str, bytes], folder: Path, **options: Any) -> dict[str, verify.Report]:
    """What is found of a package of these files, by the code of the shot."""
    path = folder / "package.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    found = verify.delivered_at(path)
    assert found
    return {dossier.about["shot"]["code"]: report for _, dossier, report in verify.examine_delivered(found, **options)}


def kinds(report: verify.Report) -> set[tuple[str, str]]:
    return {(each.kind, each.table) for each in report.findings}


def statement_of(envelope: bytes) -> dict[str, Any]:
    return dict(json.loads(base64.b64decode(json.loads(envelope)["payload"])))


def restated(envelope: bytes, change: Callable[[dict[str, Any]], None], *, unsigned: bool = False) -> bytes:
    """The envelope with something else in it, and its signatures as they were, or none."""
    said, statement = json.loads(envelope), statement_of(envelope)
    change(statement)
    payload = base64.b64encode(json.dumps(statement).encode()).decode()
    return json.dumps({**said, "payload": payload, **({"signatures": []} if unsigned else {})}).encode()


def test_a_package_with_dossiers_is_checked_alone_and_in_plain_words(made: Made, tmp_path: Path) -> None:
    files, codes = made.files(), {each.state.code for each in queries.moment(made.film.log).shots.values()}
    names = {f"dossier/{each}{verify.DOSSIER_ENDING}" for each in codes}
    assert names | {"dossier/verify.py"} == {name for name in files if name.startswith("dossier/")}
    listed = {each["name"] for each in json.loads(files["manifest.json"])["files"]}
    assert listed == files.keys() - {"manifest.json"}
    assert {frozenset(kinds(report)) for report in looked_at(files, tmp_path).values()} == {frozenset()}
    for name, content in files.items():
        (path := tmp_path / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    program = [sys.executable, str(tmp_path / "unpacked" / "dossier" / "verify.py")]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("VERIFIED. It says what it said when it was signed.") == 3
    assert "Files here that it is about: 1." in done.stdout
    _says_of_what_and_by_whom(made, files)


def _says_of_what_and_by_whom(made: Made, files: dict[str, bytes]) -> None:
    statements = {name: statement_of(each) for name, each in files.items() if name.endswith(verify.DOSSIER_ENDING)}
    told = next(each for each in statements.values() if each["predicate"]["shot"]["frames"] == [0, 2])
    about = told["predicate"]
    assert (told["_type"], told["predicateType"]) == (verify.STATEMENT, verify.DOSSIER)
    film = next(each for each in json.loads(files["manifest.json"])["files"] if each["name"] == "film.mp4")
    assert told["subject"][0] == {"name": "film.mp4", "digest": {"sha256": film["digest"].partition(":")[2]}}
    assert about["take"]["contents"]["master"].endswith(told["subject"][2]["digest"][verify.CONTENT])
    assert [(each["name"], each["version"]) for each in about["references"]] == [("Mara", 1)]
    stages = {each["node"]: each for each in about["stages"]}
    assert stages["keyframe"]["backend"]["name"] == "animatic" and stages["keyframe"]["device"] == "cpu"
    assert stages["prompt"]["sent"]["text"], "the prompt as it was sent"
    me = str(made.film.by.actor)
    assert [each["type"] for each in about["people"]][:2] == ["order.placed", "take.made"]
    assert {each["person"] for each in about["approvals"]} == {me}
    assert [(each["port"], each["review"]) for each in about["approvals"]] == [("master", "approved")]
    assert {each["check"] for each in about["waivers"]} <= {each["check"] for each in waived(files)} != set()
    positions = {each["event"]: each["position"] for each in about["log"]["events"]}
    assert {each["event"] for each in verify.claims(about)} == positions.keys() and None not in positions.values()
    everything = b"".join(files[name] for name in statements) + json.dumps(list(statements.values())).encode()
    assert SECRET.encode() not in everything and b"Ida" not in everything, "people are ids, and their words are theirs"


def waived(files: dict[str, bytes]) -> list[dict[str, Any]]:
    return list(json.loads(files["manifest.json"])["checks"]["waived"])


def test_what_is_wrong_is_found(made: Made, tmp_path: Path) -> None:
    files = made.files()
    name = next(each for each in files if each.endswith(verify.DOSSIER_ENDING))
    code_of = statement_of(files[name])["predicate"]["shot"]["code"]

    def found(content: bytes, **options: Any) -> verify.Report:
        return looked_at({**files, name: content}, tmp_path, **options)[code_of]

    def no_proof(statement: dict[str, Any]) -> None:
        statement["predicate"]["log"]["events"][0]["proof"] = None

    def no_event(statement: dict[str, Any]) -> None:
        statement["predicate"]["log"]["events"].pop()

    def another_person(statement: dict[str, Any]) -> None:
        statement["predicate"]["people"][0]["person"] = str(made.film.log)

    def another_recipe(statement: dict[str, Any]) -> None:
        statement["predicate"]["stages"][0]["recipe"]["inputs"]["camera"] = "crane"

    def another_file(statement: dict[str, Any]) -> None:
        statement["predicate"]["take"]["artifacts"][0]["digest"] = "sha256:" + "0" * 64

    def another_place(statement: dict[str, Any]) -> None:
        statement["predicate"]["log"]["events"][0]["position"] += 1

    assert kinds(found(restated(files[name], another_place, unsigned=True))) == {
        ("unsigned", "dossier"),
        ("edited", "event"),
    }
    assert kinds(found(restated(files[name], no_proof))) == {("edited", "dossier"), ("missing", "event")}
    assert kinds(found(restated(files[name], no_proof, unsigned=True))) >= {("unsigned", "dossier")}
    assert ("missing", "event") in kinds(found(restated(files[name], no_event)))
    assert ("edited", "event") in kinds(found(restated(files[name], another_person)))
    for change in (another_recipe, another_file):
        assert kinds(found(restated(files[name], change, unsigned=True))) == {
            ("unsigned", "dossier"),
            ("edited", "dossier"),
        }
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert found(files[name], pinned=other).verdict == verify.ANOTHER_KEY
    mine = checkpoints.public_keys()[0][0]
    assert found(files[name], pinned=mine).findings == []
    cut = {**files, "film.mp4": files["film.mp4"][:-1] + b"?"}
    assert kinds(looked_at(cut, tmp_path)[code_of]) == {("edited", "media")}
    _tells_another_film(made, tmp_path)


def _tells_another_film(made: Made, tmp_path: Path) -> None:
    other = small_film()
    other.make()
    made.sign()
    (take, *_) = queries.takes_of([other.shots["one"]])
    strange = one(other.log, other.shots["one"], take)
    (report, *_) = looked_at({**made.files(), "dossier/aaa.intoto.jsonl": strange}, tmp_path).values()
    assert {each.kind for each in report.findings} == {"another-film"}
    name = next(each for each in made.files() if each.endswith(verify.DOSSIER_ENDING))
    mine, theirs = statement_of(made.files()[name]), statement_of(strange)
    mixed = {**mine["predicate"]["log"], "events": theirs["predicate"]["log"]["events"]}

    def of_theirs(statement: dict[str, Any]) -> None:
        statement["predicate"]["log"] = mixed

    found = verify.examine_dossier(verify.read_dossier(restated(made.files()[name], of_theirs)))
    assert "is of another log, that of another film" in " ".join(each.message for each in found.findings)


def test_who_may_not_see_the_history_has_no_dossier(made: Made, settings: Any, tmp_path: Path) -> None:
    members = crew(made.ida, str(made.film.log))
    address = f"shots/{made.film.shots['one']}/dossier/"
    asked = {role: api.send("GET", address).status_code for role, api in members.items()}
    assert asked == {"producer": 200, "artist": 403, "reviewer": 403, "auditor": 200}
    reply = members["auditor"].send("GET", address)
    assert reply["Content-Disposition"].endswith(".intoto.jsonl")
    assert verify.examine_dossier(verify.read_dossier(reply.content)).findings == []
    fetched = {role: api.send("HEAD", f"artifacts/{made.digest}/").status_code for role, api in members.items()}
    assert fetched == asked, "the package holds dossiers"
    refused = members["artist"].send(
        "POST", f"productions/{made.film.log}/cut/packages/", {"package": "web", "dossiers": True}
    )
    assert (refused.status_code, code(refused)) == (403, "forbidden")
    _newest_events_are_told(made, settings, tmp_path)


def _newest_events_are_told(made: Made, settings: Any, tmp_path: Path) -> None:
    (take, *_) = queries.takes_of([made.film.shots["two"]])
    commands.approve_take(made.film.by, made.film.log, take)
    young = verify.read_dossier(one(made.film.log, made.film.shots["two"], take))
    report = verify.examine_dossier(young)
    assert kinds(report) == {("missing", "event")} and "(take.approved)" in report.findings[0].message
    made.sign()
    path = tmp_path / "two.intoto.jsonl"
    path.write_bytes(one(made.film.log, made.film.shots["two"], take))
    assert verify.main([str(path)]) == 0
    (elsewhere := tmp_path / "elsewhere").mkdir()
    (elsewhere / "film.mp4").write_bytes(b"another")
    assert verify.main([str(path), "--media", str(elsewhere)]) == 1, "none of these files is what it is about"
    key = verify.verifier(notes.origin(made.film.log), checkpoints.public_keys()[0][0])
    assert verify.main([str(path), "--key", key]) == 0
    settings.SIGNING_KEYS = tmp_path / "another machine"
    unsigned = verify.examine_dossier(verify.read_dossier(one(made.film.log, made.film.shots["two"], take)))
    assert kinds(unsigned) == {("unsigned", "dossier")} and not settings.SIGNING_KEYS.exists(), "no key is made for it"
