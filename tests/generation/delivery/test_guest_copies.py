"""Copies for guests: the name is in every frame that they are sent, nobody else's is, and it goes with the guest."""

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pytest_django import Settings

from generation.artifacts import artifact_store
from generation.delivery import guest_copies
from generation.ports import marking, media
from generation.sheets.mark import mark
from productions.models import User
from tests.conftest import Sequencer
from tests.generation.filming import Film
from tests.support.guests import Guest, came, link_to
from tests.support.web import Api, code

pytestmark = pytest.mark.django_db
SIZE = (320, 180)
PICTURES = ("proxy", "poster")
GREY = 128


@pytest.fixture
def copies(settings: Settings, tmp_path: Path) -> Path:
    """Where the copies of this test lie."""
    settings.INNER_ACTIONS = tmp_path / "inner"
    return tmp_path / "inner" / "guests"


@pytest.fixture
def ida(film: Film) -> Api:
    return Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))


@pytest.fixture
def playlist(ida: Api, film: Film, copies: Path) -> str:
    """A playlist of one shot, which is made."""
    film.make("one")
    entries = [{"shot": str(film.shots["one"])}]
    return str(ida.post(f"productions/{film.log}/playlists/", name="Rushes", entries=entries)["id"])


@pytest.fixture
def door(ida: Api, playlist: str) -> str:
    return link_to(ida, playlist)


@pytest.fixture
def anna(door: str) -> Guest:
    return came(door)


def sent(guest: Guest, address: str) -> bytes:
    """All bytes of a file, as a guest gets them, in as many parts as it takes."""
    whole, size = b"", 1
    while len(whole) < size:
        reply = guest.client.get(address, headers={"range": f"bytes={len(whole)}-"})
        assert reply.status_code == 206, (reply.status_code, reply.content)
        whole, size = whole + reply.content, int(reply["Content-Range"].rpartition("/")[2])
    return whole


def stored(address: str) -> bytes:
    """The bytes that the store holds of the file that an address names."""
    with artifact_store.open_sound(address.split("/")[-2]) as file:
        return file.read()


def frames(file: Path) -> Iterator[Any]:
    """The brightness of each frame of a film or a still."""
    for picture in media.read_pictures(file):
        yield media.frame_of(picture).astype(int).mean(axis=2)


def film(path: Path, count: int = 30) -> Path:
    """A grey film, with a bright column that moves from frame to frame."""
    with media.Proxy(path, SIZE, Fraction(24)) as file:
        for number in range(count):
            frame = np.full((SIZE[1], SIZE[0], 3), GREY, np.uint8)
            frame[:, 10 * number % SIZE[0]] = 255
            file.add(frame)
    return path


def test_a_marked_film_has_the_frames_of_the_other_with_the_words_on_each(tmp_path: Path) -> None:
    source, target = film(tmp_path / "film.mp4"), tmp_path / "marked.mp4"
    laid = mark("Anna · 0A1B2C", *SIZE)
    marking.write_film(source, target, laid)
    assert media.measure(target) == media.measure(source)
    covered, free = laid.opaque > 60, laid.opaque == 0
    assert covered.mean() > 0.02
    for one, other in zip(frames(source), frames(target), strict=True):
        apart = np.abs(one - other)
        assert apart[covered].mean() > 8
        assert apart[free].mean() < 2
    marking.write_film(source, tmp_path / "again.mp4", laid)
    assert (tmp_path / "again.mp4").read_bytes() == target.read_bytes()


@pytest.mark.parametrize("words", ["Anna", "A" * 80, "\u05d0\u05e0\u05d4", "Анна Петровна"])
@pytest.mark.parametrize("size", [SIZE, (128, 72), (1080, 1920)])
def test_no_part_of_a_picture_is_without_the_words(words: str, size: tuple[int, int]) -> None:
    laid = mark(words, *size)
    assert laid.size == size
    width, height = size[0] // 2, size[1] // 2
    for left, top in ((0, 0), (width, 0), (0, height), (width, height)):
        assert (laid.opaque[top : top + height, left : left + width] > 60).mean() > 0.01


def test_two_names_are_two_marks_and_one_is_always_the_same() -> None:
    assert not np.array_equal(mark("Anna", *SIZE).opaque, mark("Anne", *SIZE).opaque)
    assert np.array_equal(mark("Anna", *SIZE).white, mark("Anna", *SIZE).white)


def test_who_is_named_in_the_picture_is_sent_no_byte_without_the_name(ida: Api, anna: Guest, tmp_path: Path) -> None:
    clip = anna.look()["clips"][0]
    number = ida.get(f"share-links/{anna.link}/guests/")["results"][0]["mark"]
    for role in PICTURES:
        clean, marked = tmp_path / f"clean-{role}", tmp_path / f"marked-{role}"
        clean.write_bytes(stored(clip[role]))
        marked.write_bytes(sent(anna, clip[role]))
        laid = mark(f"Anna · {number}", clip["width"], clip["height"]).opaque
        for one, other in zip(frames(clean), frames(marked), strict=True):
            apart = np.abs(one - other)
            assert apart[laid > 60].mean() > 3 * apart[laid == 0].mean() + 2, role


def test_a_link_that_names_nobody_sends_the_film_as_it_is(ida: Api, playlist: str, copies: Path) -> None:
    guest = came(link_to(ida, playlist, watermark=False))
    clip = guest.get()["clips"][0]
    assert clip["preparing"] is False
    assert [sent(guest, clip[role]) for role in PICTURES] == [stored(clip[role]) for role in PICTURES]
    assert not copies.exists()


def test_each_guest_has_a_copy_of_their_own_that_is_made_once(door: str, anna: Guest, copies: Path) -> None:
    ben = came(door, "Ben")
    films = [sent(guest, guest.look()["clips"][0]["proxy"]) for guest in (anna, ben)]
    assert films[0] != films[1]
    made = {path: path.stat().st_ino for path in copies.glob("*/*")}
    assert len(made) == 2
    assert sent(anna, anna.look()["clips"][0]["proxy"]) == films[0]
    assert {path: path.stat().st_ino for path in copies.glob("*/*")} == made


def test_a_film_whose_copy_is_gone_is_not_sent_until_there_is_another(anna: Guest, copies: Path) -> None:
    address = anna.look()["clips"][0]["proxy"]
    shutil.rmtree(copies)
    refused = anna.client.get(address)
    assert (refused.status_code, code(refused)) == (503, "copy-not-ready")
    assert anna.look()["clips"][0]["proxy"] == address and sent(anna, address)


def test_copies_go_with_the_guest_and_with_the_link(
    ida: Api, door: str, anna: Guest, copies: Path, sequencer: Sequencer
) -> None:
    ben, cleo = came(door, "Ben"), came(door, "Cleo")
    for guest in (anna, ben, cleo):
        sent(guest, guest.look()["clips"][0]["poster"])
    assert len(list(copies.glob("*/*"))) == 6
    people = {each["name"]: each["id"] for each in ida.get(f"share-links/{anna.link}/guests/")["results"]}
    ida.post(f"share-links/{anna.link}/guests/{people['Anna']}/erase/")
    sequencer.step()
    kept = {str(person).replace("-", "") for name, person in people.items() if name != "Anna"}
    assert {folder.name for folder in copies.iterdir()} == kept
    cleo.send("POST", "leave/")
    came(door, "Dora")
    sequencer.step()
    assert {folder.name for folder in copies.iterdir()} == {people["Ben"].replace("-", "")}
    ida.post(f"share-links/{anna.link}/revoke/")
    sequencer.step()
    assert list(copies.iterdir()) == []


def test_what_nobody_was_sent_for_longest_makes_room(
    anna: Guest, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(anna, anna.look()["clips"][0]["poster"])
    monkeypatch.setattr(guest_copies, "MOST_KEPT", max(path.stat().st_size for path in copies.glob("*/*")))
    sent(anna, anna.get()["clips"][0]["proxy"])
    guest_copies.clear()
    assert [path.suffix for path in copies.glob("*/*")] == [".mp4"]


def test_a_lost_film_is_not_waited_for(own_store: Path, anna: Guest, copies: Path) -> None:
    anna.look()
    for folder in (own_store, copies):
        shutil.rmtree(folder)
    clip = anna.get()["clips"][0]
    assert (clip["proxy"], clip["preparing"]) == (None, False)


def test_a_damaged_picture_has_no_copy(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"no film")
    laid = mark("Anna", *SIZE)
    with pytest.raises(media.Unreadable):
        marking.write_film(tmp_path / "film", tmp_path / "copy.mp4", laid)
    Image.new("RGB", SIZE).save(tmp_path / "still.png")
    marking.write_still(tmp_path / "still.png", tmp_path / "copy.jpg", laid)
    assert marking.still_size(tmp_path / "copy.jpg") == SIZE
