"""Anchors: notes leave the database for a folder, a mailbox or an object storage, and what failed is tried again."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

import pytest
from django.core import mail
from uuid6 import uuid7

from events.evidence import anchors, checkpoints, signer
from events.models import Signing
from tests.events.evidence.logs import grow, signed_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> UUID:
    return signed_log((3, 6))


def place(url: str) -> anchors.Anchor:
    anchor = anchors.anchor(url)
    assert anchor
    return anchor


def test_the_newest_note_of_each_log_goes_into_a_folder_once(log: UUID, tmp_path: Path) -> None:
    folder = place((tmp_path / "kept").as_uri())
    assert anchors.carry(folder) >= 1
    assert anchors.carry(folder) == 0
    newest = checkpoints.newest(log)
    assert newest and anchors.kept_in(tmp_path / "kept", log) == [("000000000006.note", newest.note)]
    signing = Signing.objects.get(log=log)
    assert (signing.anchored, signing.anchor_error) == (6, "") and signing.anchored_at


def test_a_note_in_a_folder_is_never_replaced(log: UUID, tmp_path: Path) -> None:
    path = tmp_path / str(log) / "000000000006.note"
    path.parent.mkdir()
    path.write_text("another note")
    assert anchors.carry(place(tmp_path.as_uri())) == 0
    assert path.read_text() == "another note"
    assert Signing.objects.get(log=log).anchor_error.startswith("FileExistsError")


def test_what_failed_is_tried_again(log: UUID, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where a folder should be")
    folder = place((tmp_path / "kept").as_uri())
    assert anchors.carry(folder) == 0
    (tmp_path / "kept").unlink()
    assert anchors.carry(folder) >= 1
    assert Signing.objects.get(log=log).anchor_error == ""


def test_an_auditor_gets_all_new_notes_in_one_mail(log: UUID) -> None:
    other = uuid7()
    grow(other, [uuid7()], 2)
    signer.sign([other])
    carried = anchors.carry(place("mailto:auditor@example.com"))
    [message] = mail.outbox
    newest = checkpoints.newest(log)
    assert message.to == ["auditor@example.com"] and len(message.attachments) == carried
    assert newest and newest.note in message.body


class Storage(BaseHTTPRequestHandler):
    """As much of an object storage as is asked for: one bucket with object lock."""

    kept: dict[str, tuple[bytes, dict[str, str]]] = {}

    def do_GET(self) -> None:
        text = "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>"
        self._answer(200, text.encode())

    def do_HEAD(self) -> None:
        self._answer(200 if self.path in self.kept else 404, b"")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.kept[self.path] = body, {name.lower(): value for name, value in self.headers.items()}
        self._answer(200, b"")

    def log_message(self, *args: object) -> None:
        pass

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[bytes, dict[str, str]]]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Storage)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{server.server_port}")
    for name, value in {"ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b", "DEFAULT_REGION": "eu-north-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    yield Storage.kept
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_object_storage_keeps_notes_under_its_lock(
    log: UUID, storage: dict[str, tuple[bytes, dict[str, str]]]
) -> None:
    anchors.carry(place("s3://evidence/film?retain_days=30&mode=COMPLIANCE"))
    newest, (body, headers) = checkpoints.newest(log), storage[f"/evidence/film/{log}/000000000006.note"]
    assert newest and newest.note.encode() in body
    assert headers["x-amz-object-lock-mode"] == "COMPLIANCE"
    assert "x-amz-object-lock-retain-until-date" in headers
