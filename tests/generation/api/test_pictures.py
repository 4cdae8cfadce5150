"""Reference pictures over the API: handed in, cleaned, drawn, served to members, taken away; hostile ones refused."""

import struct
import zlib
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from generation.artifacts import artifact_store, pictures
from generation.domain.keeping import Policy
from generation.keeping import holds
from productions import commands
from tests.generation.filming import Film
from tests.support.web import V1, Api, Reply, code, crew, data, someone

pytestmark = pytest.mark.django_db


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 80), colour: str = "#d02020", **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def header_of(width: int, height: int) -> bytes:
    """A PNG that promises a size and holds hardly any pixels."""
    said = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    held = b"IDAT" + zlib.compress(bytes(100))
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (said, held))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def hand_in(api: Any, path: str, file: bytes, name: str = "a.png", headers: dict[str, str] | None = None) -> Reply:
    """Send a file as a browser's form does."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    response: Reply = api.client.generic(
        "POST",
        f"{V1}{path}",
        head + file + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
        headers=headers or {},
    )
    return response


@pytest.fixture
def mara(film: Film) -> str:
    return f"references/{film.references['Mara']}/"


@pytest.fixture
def images(mara: str) -> str:
    return f"{mara}images/"


def stored(digest: str) -> Image.Image:
    with artifact_store.open_sound(digest) as file:
        return Image.open(BytesIO(file.read()))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_makes_a_version_and_is_served_to_members(ida: Api, film: Film, images: str, kind: str) -> None:
    reply = hand_in(ida, images, picture(kind), "anything.svg")
    made = data(reply)
    assert (reply.status_code, made["version"], len(made["images"])) == (201, 2, 1)
    assert [event["type"] for event in made["events"]] == ["reference.version_added"]
    address = f"artifacts/{made['images'][0]}/"
    reviewer = crew(ida, str(film.log))["reviewer"]
    assert [api.send("HEAD", address).status_code for api in (ida, reviewer, someone("other"))] == [200, 200, 404]
    assert ida.send("HEAD", address)["Content-Type"] == "image/webp"


def test_a_page_hands_one_in_by_its_session_and_the_csrf_token(ida: Api, images: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ida.user)
    token = data(browser.get(f"{V1}auth/session/"))["csrf_token"]
    page = SimpleNamespace(client=browser)
    assert code(hand_in(page, images, picture())) == "csrf-failed"
    assert code(hand_in(page, images, picture(), headers={"X-CSRFToken": "x" * 64})) == "csrf-failed"
    assert hand_in(page, images, picture(), headers={"X-CSRFToken": token}).status_code == 201


def test_what_came_along_is_left_out_and_the_same_pixels_are_the_same_picture(ida: Api, images: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "secret camera", 6
    made = data(hand_in(ida, images, picture("PNG", exif=exif)))["images"][0]
    assert stored(made).size == (80, 60)
    assert not stored(made).getexif() and b"secret" not in artifact_store.open_sound(made).read()
    plain = hand_in(ida, images, picture("PNG", (80, 60)))
    assert data(plain)["images"] == [made]


def test_a_large_one_is_made_smaller(ida: Api, images: str) -> None:
    made = data(hand_in(ida, images, picture("JPEG", (6000, 3000))))["images"][0]
    assert stored(made).size == (2048, 1024)


@pytest.mark.parametrize(
    ("file", "status", "expected"),
    [
        (b"", 422, "picture-unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", 422, "picture-unreadable"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", 422, "picture-unreadable"),
        (picture("GIF"), 422, "picture-unreadable"),
        (picture("TIFF"), 422, "picture-unreadable"),
        (picture("PNG", (400, 400))[:200], 422, "picture-unreadable"),
        (picture("JPEG", (400, 400))[:400], 422, "picture-unreadable"),
        (picture("WEBP", (400, 400))[:60], 422, "picture-unreadable"),
        (header_of(10, 10), 422, "picture-unreadable"),
        (header_of(0, 0), 422, "picture-unreadable"),
        (header_of(60_000, 60_000), 413, "picture-too-large"),
        (header_of(8000, 8000), 413, "picture-too-large"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (pictures.LARGEST), 413, "picture-too-large"),
        (b"\0" * (pictures.LARGEST * 2), 413, "too-large"),
    ],
    ids=[
        *("empty", "svg", "playlist", "gif", "tiff", "cut png", "cut jpeg", "cut webp", "no pixels", "no size"),
        *("bomb", "too many pixels", "too many bytes", "far too many bytes"),
    ],
)
def test_what_is_no_picture_is_refused_and_changes_nothing(
    ida: Api, mara: str, images: str, file: bytes, status: int, expected: str
) -> None:
    refused = hand_in(ida, images, file)
    assert (refused.status_code, code(refused)) == (status, expected)
    assert ida.get(mara)["version"] == 1


def test_a_form_without_a_file_is_refused(ida: Api, images: str) -> None:
    assert ida.send("POST", images, {}).status_code == 422
    assert ida.send("POST", images, {"file": "not base64!"}).status_code == 422


def test_the_newest_comes_first_and_the_same_again_moves_to_the_front(ida: Api, images: str) -> None:
    first = data(hand_in(ida, images, picture()))["images"]
    both = data(hand_in(ida, images, picture(colour="#20d020")))["images"]
    assert both[1:] == first
    assert data(hand_in(ida, images, picture()))["images"] == both[::-1]


def test_one_is_taken_away_and_kept_in_earlier_versions(ida: Api, mara: str, images: str) -> None:
    digest = data(hand_in(ida, images, picture()))["images"][0]
    assert ida.delete(f"{images}{digest}/")["images"] == []
    gone = ida.send("DELETE", f"{images}{digest}/")
    assert (gone.status_code, code(gone)) == (404, "not-found")
    assert ida.send("HEAD", f"artifacts/{digest}/").status_code == 200


def test_only_those_who_edit_references_hand_in(ida: Api, film: Film, images: str) -> None:
    members = crew(ida, str(film.log))
    told = {role: hand_in(api, images, picture()).status_code for role, api in members.items()}
    assert told == {"producer": 201, "artist": 201, "reviewer": 403, "auditor": 403}
    assert hand_in(someone("stranger"), images, picture()).status_code == 404


def test_who_has_seen_an_older_version_is_told(ida: Api, mara: str, images: str) -> None:
    tag = ida.send("GET", mara)["ETag"]
    assert hand_in(ida, images, picture(), headers={"If-Match": tag}).status_code == 201
    assert hand_in(ida, images, picture(colour="blue"), headers={"If-Match": tag}).status_code == 412


def test_a_digest_written_into_a_text_opens_nothing(ida: Api, film: Film, images: str) -> None:
    digest = data(hand_in(ida, images, picture()))["images"][0]
    joan = someone("joan")
    other = f"productions/{joan.post('productions/', name='Other')['id']}/"
    joan.post(f"{other}references/", kind="prop", name="A key", description=digest)
    assert joan.send("GET", f"artifacts/{digest}/").status_code == 404


def test_the_film_shows_it_and_is_made_anew_only_where_it_is_cast(ida: Api, film: Film, images: str) -> None:
    film.make()
    hand_in(ida, images.replace(str(film.references["Mara"]), str(film.references["Ivo"])), picture())
    ran = film.make()
    assert {shot for shot, _ in ran} == {"three"}
    assert {stage for _, stage in ran} == {"prompt", "keyframe", "motion", "finish"}
    commands.change_shot(film.by, film.log, film.shots["three"], {"size": "close-up"})
    assert film.make("three")


def several(api: Api, path: str, **files: bytes) -> Reply:
    """Send files in one form, by the names that they have."""
    heads = {name: f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n' for name in files}
    body = b"".join(heads[name].encode() + file + b"\r\n" for name, file in files.items())
    kind = "multipart/form-data; boundary=x"
    reply: Reply = api.client.generic("POST", f"{V1}{path}", body + b"--x--\r\n", content_type=kind)
    return reply


def test_several_come_in_together_and_the_first_is_drawn(ida: Api, mara: str, images: str) -> None:
    first, second = picture(colour="#d02020"), picture(colour="#2020d0")
    made = data(several(ida, images, front=first, side=second))
    alone = data(hand_in(ida, images, first))["images"][0]
    assert (made["images"][0], len(made["images"])) == (alone, 2)
    assert ida.get(mara)["images"][0] == alone


def test_of_several_the_bad_one_is_named_and_none_comes_in(ida: Api, mara: str, images: str) -> None:
    refused = several(ida, images, front=picture(), side=b"GIF89a", back=picture())
    assert (refused.status_code, code(refused)) == (422, "pictures-refused")
    problem = data(refused)
    assert problem["detail"] == (
        "side: This is no whole PNG, JPEG or WebP picture. None of the 3 files came in; without it they can."
    )
    assert [(each["name"], each["fine"]) for each in problem["files"]] == [
        ("front", True), ("side", False), ("back", True),
    ]  # fmt: skip
    assert ida.get(mara)["images"] == []


def test_a_picture_of_a_part_of_the_film_is_read_there_alone_and_kept(
    ida: Api, film: Film, mara: str, images: str
) -> None:
    first = {"kind": "shot", "id": str(film.shots["three"])}
    look = ida.post(f"{mara}looks/", label="wet", first=first, attributes={"hair": "long"})["parts"][0]["id"]
    hand_in(ida, images, picture())
    (usual,) = ida.get(mara)["images"]
    added = hand_in(ida, f"{mara}looks/{look}/images/", picture(colour="#2020d0"))
    assert added.status_code == 201
    (wet,) = data(added)["parts"][0]["images"]
    shown = {code_: read_images(ida, film, code_) for code_ in ("one", "three")}
    assert shown == {"one": [usual], "three": [wet]}
    assert ida.send("GET", f"artifacts/{wet}/").status_code == 200
    assert holds.of_production(film.log, Policy(1, 0, 0, Decimal(0), {}))[wet] == "references"
    assert someone("stranger").send("GET", f"artifacts/{wet}/").status_code == 404
    other = hand_in(ida, f"{mara}looks/{film.log}/images/", picture())
    assert (other.status_code, code(other)) == (404, "not-found")
    gone = hand_in(ida, f"{mara}looks/{look}/images/", b"no picture")
    assert gone.status_code == 422


def read_images(ida: Api, film: Film, shot: str) -> Any:
    """The pictures of Mara that generation reads in a shot."""
    read = ida.get(f"shots/{film.shots[shot]}/inputs/")["inputs"]
    return read[f"cast:{film.references['Mara']}"]["value"]["look"]["images"]
