"""Content credentials: what a film that leaves says it came of, signed, and how that fares outside."""

from pathlib import Path
from typing import Any

import av
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PIL import Image

from generation.artifacts import artifact_store
from generation.delivery import credentials, signing_chain
from generation.delivery.credentials import ASSERTION, Ingredient, Provenance
from generation.delivery.exporting import export
from generation.delivery.exports import ExportRequest
from generation.delivery.signing_chain import CredentialsUnusable, chain
from generation.ports import films, marking
from generation.ports.work import Refusing
from productions import commands, queries
from tests.generation.delivery.test_exporting import bytes_of
from tests.generation.filming import small_film

_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.CREDENTIALS, settings.INNER_ACTIONS = tmp_path / "credentials", tmp_path / "inner"
    return tmp_path / "credentials"


def picture(path: Path, colour: str = "teal") -> Path:
    Image.new("RGB", (64, 48), colour).save(path)
    return path


def said(found: credentials.Found | None, label: str) -> Any:
    assert found and found.manifest
    return next(each["data"] for each in found.manifest["assertions"] if each["label"] == label)


def test_our_own_chain_is_made_once_and_kept_private(folder: Path) -> None:
    first = chain()
    assert first.own and chain() == first
    leaf, root = x509.load_pem_x509_certificates(first.certificates.encode())
    assert leaf.issuer == root.subject == root.issuer != leaf.subject
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}
    assert b"PRIVATE" not in (folder / "root.pem").read_bytes() and len(list(folder.glob("key*"))) == 1


def test_a_studio_may_give_its_own(settings: Any, folder: Path, tmp_path: Path) -> None:
    own = chain()
    given, key = tmp_path / "given.pem", tmp_path / "given.key"
    given.write_text(own.certificates)
    settings.CREDENTIALS_CHAIN = str(given)
    with pytest.raises(CredentialsUnusable, match="belong together"):
        chain()
    settings.CREDENTIALS_KEY = str(key)
    with pytest.raises(CredentialsUnusable, match=r"given\.key"):
        chain()
    key.write_text(own.key)
    assert chain() == signing_chain.SigningChain(own.certificates, own.key, "es256", own.anchor, own=False)
    given.write_text(own.certificates[: own.certificates.index("-----END") + 26])
    with pytest.raises(CredentialsUnusable, match="holds one certificate"):
        chain()
    other = ec.generate_private_key(ec.SECP256R1())
    key.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(CredentialsUnusable, match="not the key of the first certificate"):
        chain()


def test_a_picture_keeps_what_its_references_brought(tmp_path: Path) -> None:
    reference, poster = picture(tmp_path / "mara.png"), picture(tmp_path / "poster.jpg", "navy")
    credentials.sign(reference, "image/png", Provenance("Mara", f"{_TYPES}digitalCapture"))
    went_in = (Ingredient("Mara, version 2", "urn:1", reference, "image/png"), Ingredient("Ivo", "urn:2"))
    assert credentials.sign(poster, "image/jpeg", Provenance("Poster", f"{_TYPES}algorithmicMedia", went_in))
    found = credentials.read(poster, "image/jpeg", chain().anchor)
    assert found and found.state == "Trusted" and found.manifest
    named = {each["title"]: each for each in found.manifest["ingredients"]}
    assert {each["relationship"] for each in named.values()} == {"inputTo"}
    assert "active_manifest" in named["Mara, version 2"] and "active_manifest" not in named["Ivo"]
    matroska = tmp_path / "film.mkv"
    assert credentials.sign(matroska, "video/x-matroska", Provenance("Film", "")) is None
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    with pytest.raises(Refusing, match="could not be written"):
        credentials.sign(tmp_path / "broken.jpg", "image/jpeg", Provenance("Broken", f"{_TYPES}algorithmicMedia"))


@pytest.mark.django_db
def test_a_film_says_what_it_came_of_until_somebody_takes_that_off(tmp_path: Path) -> None:
    film = small_film()
    kept = artifact_store.put(picture(tmp_path / "mara.png"), "image/png")
    artifact_store.shelve([kept])
    commands.add_pictures(film.by, film.log, film.references["Mara"], [kept.digest])
    film.make()
    made = export(film.by.ids(), film.log, ExportRequest("mp4"), lambda *_: None)
    assert made.credentials == "own"
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes_of(made.film.digest))
    films.require_whole(path, made.frames, made.samples)
    found = credentials.read(path, "video/mp4", chain().anchor)
    assert found and (found.state, found.failures) == ("Trusted", ())
    stranger = credentials.read(path, "video/mp4")
    assert stranger and (stranger.state, stranger.failures) == ("Valid", ("signingCredential.untrusted",))
    (action,) = said(found, "c2pa.actions.v2")["actions"]
    assert (action["action"], action["digitalSourceType"]) == ("c2pa.created", f"{_TYPES}algorithmicMedia")
    takes = {str(id_): folded.state for id_, folded in queries.takes_of(film.shots.values()).items()}
    clips = said(found, ASSERTION)["clips"]
    assert [(each["from"], each["to"]) for each in clips] == [(0, 2), (2, 4), (4, 6)]
    assert all(each["keys"] == takes[each["take"]].recipes for each in clips)
    assert found.manifest
    assert {each["title"] for each in found.manifest["ingredients"]} == {"Mara, version 2", "Ivo, version 1"}
    _fares(path, tmp_path)


def _fares(path: Path, tmp_path: Path) -> None:
    """A changed byte is told; who copies packets or encodes anew loses what was said, and nothing false is left."""
    content = bytearray(path.read_bytes())
    content[content.index(b"mdat") + 40] ^= 1
    (tmp_path / "tampered.mp4").write_bytes(content)
    tampered = credentials.read(tmp_path / "tampered.mp4", "video/mp4", chain().anchor)
    assert tampered and tampered.state == "Invalid" and "assertion.bmffHash.mismatch" in tampered.failures
    stripped, encoded = tmp_path / "stripped.mp4", tmp_path / "encoded.mp4"
    with av.open(str(path)) as source, av.open(str(stripped), "w") as target:
        shown, copied = source.streams.video[0], target.add_stream_from_template(source.streams.video[0])
        for packet in filter(lambda each: each.size, source.demux(shown)):
            packet.stream = copied
            target.mux(packet)
    marking.write_film(path, encoded, _mark_of(path))
    assert [credentials.read(each, "video/mp4") for each in (stripped, encoded)] == [None, None]


def _mark_of(path: Path) -> Any:
    from generation.sheets.mark import mark  # noqa: PLC0415  # the drawing library is loaded when one is asked for

    return mark("Somebody", *marking.size_of(path))
