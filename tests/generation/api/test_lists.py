"""The film as files: shot lists that come back as they went out, and storyboards with each shot's frame and words."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from productions.tables.reading import read
from tests.generation.filming import Film
from tests.support.uploads import upload
from tests.support.web import Api, data


def table(by: Api, address: str) -> list[dict[str, str]]:
    sheet = read(by.send("GET", address).content)
    return [dict(zip(sheet.columns, row.cells, strict=True)) for row in sheet.rows]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_shot_list_says_what_is_in_force_and_what_is_made(ida: Api, film: Film, address: str, ending: str) -> None:
    film.make("one")
    found = table(ida, f"{address}shots.{ending}")
    assert [row["Shot"] for row in found] == ["SC010_0010", "SC010_0020", "SC020_0010"]
    first = found[0]
    assert (first["Setting"], first["Place"], first["Time of day"]) == ("EXT", "QUAY", "DAWN")
    assert (first["Frames"], first["Timecode"], found[1]["Start"]) == ("2", "00:00:00:02", "00:00:00:02")
    assert (first["Cast"], found[2]["Cast"]) == ("Mara", "Mara, Ivo")
    assert [row["Review"] for row in found] == ["made", "empty", "empty"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_that_goes_out_and_comes_back_changes_nothing(ida: Api, film: Film, address: str, ending: str) -> None:
    ida.patch(f"shots/{film.shots['one']}/", description='=HYPERLINK("http://x")', size="insert")
    file = ida.send("GET", f"{address}shots.{ending}").content
    done = data(upload(ida, "POST", f"{address}shots/list/?dry_run=1", file, f"a.{ending}"))
    assert done["counts"] == {"scenes": 0, "created": 0, "changed": 0, "unchanged": 3, "references": 0, "errors": 0}


def test_what_people_wrote_is_no_formula(ida: Api, film: Film, address: str) -> None:
    ida.patch(f"shots/{film.shots['one']}/", description="=1+1")
    rows = list(csv.reader(io.StringIO(ida.send("GET", f"{address}shots.csv").content.decode("utf-8-sig"))))
    assert "'=1+1" in rows[1]


def pages(by: Api, address: str) -> list[Any]:
    reply = by.send("GET", address)
    assert reply["Content-Type"] == "application/pdf"
    return list(PdfReader(io.BytesIO(reply.content)).pages)


def test_a_storyboard_has_a_frame_and_the_words_of_each_shot(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    (page,) = pages(ida, f"{address}storyboard.pdf?per_page=3")
    text = " ".join(page.extract_text().split())
    for words in ("SC010_0010", "EXT. QUAY", "DAWN", "Shot one at the ferry.", "2 frames", "The Ferry", "1 / 1"):
        assert words in text, words
    assert len(page.images) == 1
    assert text.count("No picture yet") == 2


def test_three_or_six_stand_on_a_page_and_a_scene_may_be_chosen(ida: Api, film: Film, address: str) -> None:
    for number in range(5):
        ida.post(f"{address}shots/", scene=str(film.scenes["quay"]), description=f"Shot {number}")
    assert len(pages(ida, f"{address}storyboard.pdf?per_page=3")) == 3
    assert len(pages(ida, f"{address}storyboard.pdf")) == 2
    assert len(pages(ida, f"{address}storyboard.pdf?scene={film.scenes['cabin']}")) == 1


def test_a_storyboard_of_no_scene_is_not_found(ida: Api, address: str) -> None:
    assert ida.send("GET", f"{address}storyboard.pdf?scene={uuid4()}").status_code == 404


def test_a_film_without_shots_has_a_storyboard_that_says_so(ida: Api) -> None:
    empty = f"productions/{ida.post('productions/', name='Empty')['id']}/"
    (page,) = pages(ida, f"{empty}storyboard.pdf")
    assert "No shots yet." in page.extract_text()
    assert table_names(ida, f"{empty}shots.csv")[0] == "Shot"


def table_names(by: Api, address: str) -> list[str]:
    return next(csv.reader(io.StringIO(by.send("GET", address).content.decode("utf-8-sig"))))


def test_words_that_do_not_fit_are_cut_and_every_script_is_set(ida: Api, film: Film, address: str) -> None:
    ida.patch(f"shots/{film.shots['one']}/", description="Ужин. שלום עולם. " + "Rain falls and falls. " * 400)
    (page,) = pages(ida, f"{address}storyboard.pdf")
    assert "…" in page.extract_text()


def test_a_picture_that_is_lost_leaves_an_empty_frame(ida: Api, film: Film, address: str, own_store: Any) -> None:
    film.make("one")
    for file in own_store.rglob("*"):
        if file.is_file():
            file.unlink()
    (page,) = pages(ida, f"{address}storyboard.pdf")
    assert page.extract_text().count("No picture yet") == 3


def test_the_picture_on_the_page_is_that_of_the_take(ida: Api, film: Film, address: str) -> None:
    film.make("one", "two", "three")
    (page,) = pages(ida, f"{address}storyboard.pdf")
    for shot, image in zip(film.shots.values(), page.images, strict=True):
        poster = next(take["poster"] for take in ida.get(f"shots/{shot}/takes/")["results"] if take["in_use"])
        wanted = Image.open(io.BytesIO(ida.send("GET", poster, headers={"Range": "bytes=0-"}).content)).convert("RGB")
        found = image.image.convert("RGB").resize(wanted.size)
        difference = ImageStat.Stat(ImageChops.difference(wanted, found)).mean
        assert max(difference) < 10
