"""The key that people show each other: one form, taken whole, refused in plain words, and told from damage."""

import base64
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st
from uuid6 import uuid7

from events.evidence import checkpoints, export, keys, live, signer, verify
from tests.events.evidence.logs import grow, signed_log

# The example of C2SP signed-note: a key and the name that belongs to it.
STANDARD = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLIC = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()
NAME = "continuity/00000000-0000-7000-8000-000000000001"
KEY = verify.verifier(NAME, PUBLIC)
WRONG_ID = "00000000" if KEY.split("+")[1] != "00000000" else "00000001"


def exported(log: UUID, folder: Path) -> Path:
    path = folder / f"{uuid7()}.zip"
    with path.open("wb") as file:
        export.write(log, file, lambda done, total, step: None)
    return path


def test_a_key_is_written_as_the_standard_has_it() -> None:
    public = verify.read_verifier(STANDARD)
    assert verify.verifier("PeterNeumann", public) == STANDARD


@given(st.from_regex(r"[a-z0-9./-]{1,40}", fullmatch=True), st.binary(min_size=32, max_size=32))
def test_what_is_written_is_read_back(name: str, secret: bytes) -> None:
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    assert verify.read_verifier(f"  {verify.verifier(name, public)}\n") == public


def named(key: bytes) -> str:
    return f"{NAME}+00000000+{base64.b64encode(key).decode()}"


MALFORMED: dict[str, tuple[str, str]] = {
    "nothing": ("", "a key has a name, an id and the key itself"),
    "a word": ("key", "a key has a name, an id and the key itself"),
    "two parts": (f"{NAME}+{KEY.split('+')[1]}", "a key has a name, an id and the key itself"),
    "no name": (KEY[len(NAME) :], "a key has a name, an id and the key itself"),
    "a name with a space": (f"two words{KEY[len(NAME) :]}", "a key has a name, an id and the key itself"),
    "a name with a line break": (f"two\nlines{KEY[len(NAME) :]}", "a key has a name, an id and the key itself"),
    "a digest": ("5996f716" * 8, "this is a digest; give the whole key"),
    "an end that was cut off": (KEY[:-5], "its last part is no Ed25519 key"),
    "an end that is no Base64": (f"{KEY[:-1]}!", "its last part is no Ed25519 key"),
    "another kind of key": (
        named(bytes([4]) + PUBLIC), "its last part is no Ed25519 key"),
    "no point of the curve": (
        named(bytes([1]) + bytes([255]) * 32), "its last part is no Ed25519 key"),
    "another id": (f"{NAME}+{WRONG_ID}+{KEY.split('+', 2)[2]}", "its parts do not belong together"),
    "another name": (f"{NAME}0{KEY[len(NAME) :]}", "its parts do not belong together"),
    "letters that are no letters": ("\u202e" + KEY, "a key has a name, an id and the key itself"),
}  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_key_is_refused_in_plain_words(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    text, why = MALFORMED[case]
    with pytest.raises(ValueError, match=why):
        verify.read_verifier(text)
    with pytest.raises(SystemExit) as ended:
        verify.main(["nowhere", f"--key={text}"])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert f"--key: this cannot be a signing key: {why}" in said and "Traceback" not in said


@given(st.text(max_size=120))
@example(KEY * 1000)
@example("+" * 100_000)
def test_any_other_text_is_refused_and_nothing_worse(text: str) -> None:
    with pytest.raises(ValueError):
        verify.read_verifier(text)


@given(st.integers(0, len(KEY) - 1), st.characters(codec="ascii", categories=("L", "N")))
def test_one_character_that_was_mistyped_never_makes_another_key(at: int, letter: str) -> None:
    try:
        public = verify.read_verifier(KEY[:at] + letter + KEY[at + 1 :])
    except ValueError:
        return
    assert public == PUBLIC


@pytest.mark.django_db
def test_the_key_of_another_log_of_the_studio_is_the_studio_s_key(tmp_path: Path) -> None:
    log, other = signed_log((10,)), signed_log((3,))
    [own], [its] = checkpoints.verifiers(log), checkpoints.verifiers(other)
    assert own != its
    assert verify.main([str(exported(log, tmp_path)), "--key", its]) == 0


@pytest.mark.django_db
def test_an_export_under_a_wrong_key_is_signed_by_another_and_not_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = signed_log((5, 10, 15))
    [own] = checkpoints.verifiers(log)
    assert verify.main([str(exported(log, tmp_path)), "--key", KEY]) == 1
    said = capsys.readouterr().out
    assert f"SIGNED BY ANOTHER KEY: Not the key that you trust signed these notes, but {own}." in said
    assert said.splitlines()[-1].startswith("NOT VERIFIED. It is signed by another key.")
    assert "DAMAGE" not in said and "forged" not in said
    report = live.verify_log(log, lambda done, total, step: None, pinned=PUBLIC)
    assert (report.verdict, [each.kind for each in report.findings]) == ("another-key", ["another-key"])


@pytest.mark.django_db
def test_damage_is_told_under_a_wrong_key_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = exported(signed_log((10,)), tmp_path)
    changed = rewritten(
        path, lambda name, content: content.replace(b"lamp 4", b"hat 44") if "events" in name else content
    )
    assert verify.main([str(changed), "--key", KEY]) == 1
    said = capsys.readouterr().out
    assert "SIGNED BY ANOTHER KEY" in said and "DAMAGE edited (event, position 4)" in said
    assert said.splitlines()[-1] == "NOT VERIFIED. The first bad position is 4."


@pytest.mark.django_db
def test_whoever_trusts_the_newest_key_is_told_that_older_notes_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, streams = uuid7(), [uuid7()]
    for size in (3, 6, 9):
        grow(log, streams, size)
        signer.sign([log])
        keys.rotate()
    first, second, third, unused = [link.raw for link in keys.known()]
    signer.publish()
    path = exported(log, tmp_path)

    def read(pinned: bytes) -> tuple[str, int, int, int]:
        report = verify.examine(verify.evidence_of(verify.Export(path), pinned=pinned))
        return report.verdict, report.protected, report.notes, report.passed_over

    assert read(first) == ("verified", 9, 3, 0)
    assert read(second) == ("verified", 9, 2, 1)
    assert read(third) == ("verified", 9, 1, 2)
    assert read(unused) == ("another-key", 0, 0, 3)
    verify.main([str(path), "--key", verify.verifier("continuity/x", third)])
    assert "2 notes are of other keys than the one that you trust. They were passed over." in capsys.readouterr().out


@pytest.mark.django_db
def test_a_stranger_s_key_in_front_of_the_studio_s_gains_no_trust(tmp_path: Path) -> None:
    path = exported(signed_log((10,)), tmp_path)
    stranger = {"public": base64.b64encode(PUBLIC).decode(), "note": ""}

    def change(name: str, content: bytes) -> bytes:
        return json.dumps([stranger, *json.loads(content)]).encode() if name == "keys.json" else content

    forged = verify.evidence_of(verify.Export(rewritten(path, change)), pinned=checkpoints.public_keys()[0][0])
    report = verify.examine(forged)
    assert report.verdict == "mismatch" and report.protected == 10
    assert [(each.kind, each.table) for each in report.findings] == [("forged", "signing_key")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b'[{"public":"!","note":""}]', b"[" * 100_000, b'"' * 9, b"null"]
)
@pytest.mark.parametrize("name", ["keys.json", "export.json", "events.ndjson"])
def test_files_that_were_made_to_trouble_the_verifier_are_said_plainly(
    tmp_path: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rewritten(exported(signed_log((3,)), tmp_path), lambda each, was: content if each == name else was)
    assert verify.main([str(path), "--key", KEY]) in (1, 2)
    assert capsys.readouterr().out


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Return a copy of an export in which files are changed."""
    copy = path.with_name(f"{uuid7()}.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return copy
