"""Evidence over the API: what anybody may recompute, what one may ask for, and what comes of it."""

import base64
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync

from events import merkle
from events.evidence import audits, checkpoints, signer, verify
from productions import commands
from tests.conftest import Sequencer
from tests.support.films import taken
from tests.support.growth import grew
from tests.support.making import SCRIPT, context
from tests.support.web import Api, code, crew, data, someone


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_KEYS = tmp_path / "keys"


@pytest.fixture
def signed(ida: Api, film: str, sequencer: Sequencer) -> int:
    """The size of the film's log, all of it signed."""
    sequencer.step()
    signer.sign(signer.moved())
    return int(ida.send("GET", film)["X-Log-Position"])


def hashes(proof: list[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in proof]


def whole(reply: Any) -> bytes:
    async def read() -> bytes:
        return b"".join([chunk async for chunk in reply.streaming_content])

    return async_to_sync(read)()


def test_a_checkpoint_says_how_far_the_log_is_signed(ida: Api, film: str, signed: int, sequencer: Sequencer) -> None:
    checkpoint = ida.get(f"{film}checkpoint/")
    assert (checkpoint["size"], checkpoint["head"], checkpoint["unanchored"]) == (signed, signed, 0)
    assert checkpoint["note"].startswith(
        f"{checkpoint['origin']}\n{signed}\n{checkpoint['root']}\nafter 0\n\n— {checkpoint['origin']} "
    )
    assert checkpoint["public_key"].split("+")[1] == checkpoint["key_id"]
    assert [each["key"] for each in checkpoint["keys"]] == [checkpoint["public_key"]]
    assert verify.read_verifier(checkpoint["public_key"]) == checkpoints.public_keys()[0][0]
    ida.patch(film, name="The Last Ferry")
    sequencer.step()
    assert ida.get(f"{film}checkpoint/")["unanchored"] == 1


def test_a_log_that_is_not_signed_yet_says_so(ida: Api, film: str) -> None:
    checkpoint = ida.get(f"{film}checkpoint/")
    assert (checkpoint["size"], checkpoint["note"], checkpoint["key_id"]) == (0, None, None)
    assert base64.b64decode(checkpoint["root"]) == hashlib.sha256().digest()


def test_who_asks_for_a_checkpoint_hears_that_nobody_signs(ida: Api, film: str, sequencer: Sequencer) -> None:
    sequencer.step()
    refused = ida.send("POST", f"{film}checkpoint/")
    assert (refused.status_code, code(refused)) == (503, "signer-silent")


def test_checkpoints_are_listed_newest_first(ida: Api, film: str, signed: int, sequencer: Sequencer) -> None:
    for name in ("Two", "Three"):
        ida.patch(film, name=name)
        sequencer.step()
        signer.sign(signer.moved())
    page = ida.get(f"{film}checkpoints/?limit=2")
    sizes = [each["size"] for each in page["results"] + ida.get(page["next"])["results"]]
    assert sizes == [signed + 2, signed + 1, signed]


def test_a_receipt_proves_an_event_by_itself(ida: Api, film: str, signed: int) -> None:
    receipt = ida.get(f"{film}events/3/receipt/")
    leaf, root = bytes.fromhex(receipt["leaf"]), base64.b64decode(receipt["root"])
    assert hashlib.sha256(b"\x00" + receipt["header"].encode()).digest() == leaf
    assert receipt["header"].split("\n")[4] == receipt["event_id"]
    assert verify.included(leaf, 3, receipt["size"], hashes(receipt["proof"]), root)
    note, (public, _, _) = verify.read_note(receipt["note"]), checkpoints.public_keys()[0]
    assert (note.size, note.root) == (receipt["size"], root)
    assert verify.is_signed(note.text, note.signatures, note.origin, [public], verify.signed)


def test_every_event_has_a_receipt_that_verifies(ida: Api, film: str, signed: int) -> None:
    for position in range(1, signed + 1):
        receipt = ida.get(f"{film}events/{position}/receipt/")
        root = base64.b64decode(receipt["root"])
        assert verify.included(
            bytes.fromhex(receipt["leaf"]), position, receipt["size"], hashes(receipt["proof"]), root
        )
    assert ida.send("GET", f"{film}events/{signed + 1}/receipt/").status_code == 404


def test_an_event_without_a_note_has_a_receipt_up_to_the_head(ida: Api, film: str, sequencer: Sequencer) -> None:
    sequencer.step()
    receipt = ida.get(f"{film}events/1/receipt/")
    assert receipt["note"] is None
    assert receipt["size"] == ida.get(f"{film}checkpoint/")["head"]


def test_a_browser_recomputes_the_root_from_leaves(ida: Api, film: str, signed: int) -> None:
    page = ida.get(f"{film}leaves/?limit=7")
    headed = page["results"]
    while page["next"]:
        page = ida.get(page["next"])
        headed += page["results"]
    assert [each["position"] for each in headed] == list(range(1, signed + 1))
    leaves = [hashlib.sha256(b"\x00" + each["header"].encode()).digest() for each in headed]
    assert [each["leaf"] for each in headed] == [leaf.hex() for leaf in leaves]
    assert base64.b64encode(merkle.root(leaves)).decode() == ida.get(f"{film}checkpoint/")["root"]
    assert [each["position"] for each in ida.get(f"{film}leaves/?from=3&to=5")["results"]] == [3, 4, 5]


def test_the_log_of_then_is_how_the_log_of_now_begins(ida: Api, film: str, signed: int) -> None:
    consistency = ida.get(f"{film}consistency/?from=5&to={signed}")
    assert (consistency["from"], consistency["to"]) == (5, signed)
    old, new = (base64.b64decode(consistency[name]) for name in ("from_root", "to_root"))
    assert grew(5, signed, old, new, hashes(consistency["proof"]))
    for wrong in ("from=0", "from=9&to=5", "to=0", "from=x"):
        assert ida.send("GET", f"{film}consistency/?{wrong}").status_code == 422
    assert ida.send("GET", f"{film}consistency/?to={signed + 1}").status_code == 404


def test_a_verification_is_asked_for_and_answered(ida: Api, film: str, signed: int) -> None:
    assert code(ida.send("GET", f"{film}verify/")) == "not-found"
    asked = ida.send("POST", f"{film}verify/")
    assert (asked.status_code, data(asked)["state"], data(asked)["verdict"]) == (202, "queued", None)
    audits.step()
    verification = ida.get(f"{film}verify/")
    assert (verification["id"], verification["state"], verification["verdict"]) == (
        data(asked)["id"],
        "done",
        "verified",
    )
    assert (verification["upto"], verification["first_bad"], verification["findings"]) == (signed, None, [])
    assert verification["requested_by"] == str(ida.person)


def test_an_auditor_exports_and_verifies_without_us(ida: Api, film: str, signed: int) -> None:
    auditor = crew(ida, film.split("/")[1])["auditor"]
    asked = auditor.post(f"{film}export/")
    assert asked["download"] is None
    audits.step()
    done = auditor.get(asked["url"])
    assert done["state"] == "done", done
    reply = auditor.send("GET", done["download"])
    assert reply["Content-Disposition"].startswith('attachment; filename="continuity-')
    archive = zipfile.ZipFile(io.BytesIO(whole(reply)))
    report = archive.read("report.html").decode()
    assert "“The Ferry” was created" in report and f"person …{str(ida.person)[-12:]}" in report
    events = archive.read("events.ndjson").splitlines()
    assert len(events) == signed
    assert [each["id"] for each in auditor.get(f"{film}export/")["results"]] == [asked["id"]]


def test_an_export_is_given_up(ida: Api, film: str, signed: int) -> None:
    asked = ida.post(f"{film}export/")
    assert ida.post(f"{asked['url']}cancel/")["state"] == "cancelled"
    assert not audits.step()
    assert ida.send("GET", f"{asked['url']}download/").status_code == 404


def test_exports_of_another_production_are_not_there(ida: Api, film: str, signed: int) -> None:
    asked = ida.post(f"{film}export/")
    other = f"productions/{ida.post('productions/', name='Other')['id']}/"
    assert ida.send("GET", f"{other}export/{asked['id']}/").status_code == 404


def test_the_studio_s_log_is_proved_in_the_same_way(ida: Api, film: str, signed: int) -> None:
    ida.user.is_superuser = True
    ida.user.save()
    checkpoint = ida.get("studio/checkpoint/")
    assert checkpoint["size"] == 1 and checkpoint["origin"] == "continuity/00000000-0000-7000-8000-000000000001"
    assert ida.get("studio/events/1/receipt/")["size"] == 1
    ida.post("studio/verify/")
    audits.step()
    assert ida.get("studio/verify/")["verdict"] == "verified"


def test_what_people_write_is_exported_in_its_exact_bytes(
    ida: Api, film: str, signed: int, sequencer: Sequencer, tmp_path: Path
) -> None:
    ida.put(f"{film}script/", text=SCRIPT.replace("Is it late?", "Élan — 😀 “so”?\t\\ ok"), version=1)
    sequencer.step()
    log = UUID(film.split("/")[1])
    audits.ask("export", log, ida.person)
    audits.step()
    row = audits.of("export", log).get()
    assert "😀" in zipfile.ZipFile(tmp_path / row.file).read("events.ndjson").decode()
    assert verify.main([str(tmp_path / row.file)]) == 0, row.error


def test_an_export_names_nobody_and_holds_no_remark(
    ida: Api, film: str, signed: int, sequencer: Sequencer, tmp_path: Path, settings: Any
) -> None:
    settings.KEYS_URL = (tmp_path / "personal").as_uri()
    log, joan = UUID(film.split("/")[1]), someone("joan")
    commands.add_member(context(ida.person), log, joan.person, "reviewer")
    commands.submit_take(context(ida.person), log, take := taken(context(ida.person), log))
    commands.request_changes(context(joan.person), log, take, "Too much fog, says joan.")
    sequencer.step()
    audits.ask("export", log, ida.person)
    audits.step()
    archive = zipfile.ZipFile(tmp_path / audits.of("export", log).get().file)
    said = b"".join(archive.read(name) for name in archive.namelist() if name != "verify.py").decode(errors="replace")
    assert "Too much fog" not in said and "joan" not in said
    assert f"person …{str(joan.person)[-12:]}" in said
