"""Captions: made with the film, seen in the players, taken along as files, and what is found of them."""

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, expect
from ttconv.imsc import reader as imsc
from ttconv.srt import reader as srt
from ttconv.vtt import reader as vtt

from tests.e2e.conftest import OpenAs
from tests.e2e.film import FRAMES, Film, film
from tests.e2e.running import System
from tests.e2e.screen import Screen
from tests.e2e.test_film import to_frame

ON_THE_PICTURE = """() => [...document.querySelectorAll("video")].flatMap((video) =>
  [...video.textTracks].flatMap((track) => [...(track.activeCues ?? [])].map((cue) => cue.text)))"""


@pytest.fixture(scope="module")
def captioned(system: System) -> Film:
    """The small film with captions, made by the workers."""
    made = film(system.people, "Captioned", "captioned_film")
    made.generate()
    return made


def spoken(film: Film) -> int:
    """The frame of the film in the middle of the first shot in which somebody speaks."""
    return next(number for number, shot in enumerate(film.shots()) if shot["dialogue"]) * FRAMES + FRAMES // 2


def shows(screen: Screen, *texts: str) -> None:
    """Wait until these captions, and no others, stand on the picture."""
    screen.page.wait_for_function(f"(texts) => JSON.stringify(({ON_THE_PICTURE})()) === texts", arg=_json(texts))


def _json(texts: tuple[str, ...]) -> str:
    return "[" + ",".join(f'"{text}"' for text in texts) + "]"


def test_captions_stand_on_the_film_and_go_with_a_key(open_as: OpenAs, captioned: Film) -> None:
    screen = open_as("reviewer", f"/p/{captioned.id}/film")
    to_frame(screen, spoken(captioned))
    shows(screen, "Is it late?")
    screen.picture("film-captions")
    screen.accessible()
    screen.page.keyboard.press("Shift+C")
    shows(screen)
    screen.page.reload()
    to_frame(screen, spoken(captioned))
    expect(screen.button("Show captions")).to_be_visible()
    shows(screen)
    screen.button("Show captions").click()
    shows(screen, "Is it late?")
    to_frame(screen, 2 * FRAMES - 1)
    shows(screen)


def test_a_playlist_shows_the_captions_of_each_take_in_its_own_order(open_as: OpenAs, captioned: Film) -> None:
    shots = captioned.shots()
    entries = [{"shot": shots[each]["id"], "take": None} for each in (-1, spoken(captioned) // FRAMES)]
    made = captioned.producer.post(f"{captioned.path}playlists/", name="The other way round", entries=entries)
    screen = open_as("reviewer", f"/p/{captioned.id}/playlists/{made['id']}")
    to_frame(screen, FRAMES + FRAMES // 2)
    shows(screen, "Is it late?")
    screen.picture("dailies-captions")
    to_frame(screen, FRAMES // 2)
    shows(screen)


def test_a_burn_in_keeps_out_of_the_way_of_captions(open_as: OpenAs, captioned: Film) -> None:
    screen = open_as("reviewer", f"/p/{captioned.id}/film")
    to_frame(screen, spoken(captioned))
    shows(screen, "Is it late?")
    screen.page.keyboard.press("Shift+O")
    burnt = screen.page.get_by_role("presentation").locator("p.numbers")
    expect(burnt).to_be_visible()
    above = _top(burnt)
    screen.picture("film-burn-in-above-captions")
    screen.page.keyboard.press("Shift+C")
    shows(screen)
    assert above < _top(burnt) / 2


def _top(burnt: Locator) -> float:
    box = burnt.bounding_box()
    assert box is not None
    return box["y"]


def test_a_shot_lists_its_captions_with_what_is_in_doubt(open_as: OpenAs, captioned: Film) -> None:
    shot = next(each for each in captioned.shots() if each["dialogue"])
    captioned.producer.put(f"shots/{shot['id']}/parameters/captions.speed/", value="5")
    captioned.generate()
    screen = open_as("producer", f"/p/{captioned.id}/shots/{shot['id']}")
    told = screen.page.get_by_role("region", name="Captions")
    expect(told).to_contain_text("Is it late?")
    expect(told).to_contain_text("characters a second, 5 is the most.")
    told.get_by_role("button").first.click()
    shows(screen, "Is it late?")
    screen.picture("shot-captions")
    screen.accessible()
    screen.go(f"/p/{captioned.id}/film")
    screen.button(re.compile("^Captions: [0-9]+ finding")).click()
    screen.button(re.compile("^frame [0-9]+")).first.click()
    shows(screen, "Is it late?")
    screen.picture("film-caption-findings")
    screen.accessible()


READERS: dict[str, Any] = {
    "WebVTT": lambda text: vtt.to_model(io.StringIO(text), None),
    "SubRip": lambda text: srt.to_model(io.StringIO(text), None),
    "TTML": lambda text: imsc.to_model(ElementTree.ElementTree(ElementTree.fromstring(text.encode()))),
}


@pytest.mark.parametrize("called", READERS)
def test_captions_are_taken_along_and_read_elsewhere(open_as: OpenAs, captioned: Film, called: str) -> None:
    screen = open_as("auditor", f"/p/{captioned.id}/film")
    with screen.page.expect_download() as taken:
        screen.button("Captions", exact=True).click()
        screen.page.get_by_role("menuitem").filter(has_text=called).click()
    assert taken.value.suggested_filename.startswith("Captioned captions.")
    document = READERS[called](Path(taken.value.path()).read_text())
    assert len(list(document.get_body().first_child())) == 2
