"""The film is cut on the timeline: trimmed, dissolved, marked and left out by keys and buttons, and taken back."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import FRAMES, Film
from tests.e2e.screen import Screen
from tests.support.waiting import eventually

TRIMMED = FRAMES - 11


def test_a_film_is_cut_by_keys_and_every_edit_is_kept(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/timeline")
    first, second = (shot["code"] for shot in unmade.shots()[:2])
    expect(screen.button(first)).to_have_attribute("aria-pressed", "true")
    screen.page.keyboard.press(",")
    screen.page.keyboard.press("<")
    cut_as(unmade, lambda cut: cut["clips"][0]["frames"] == TRIMMED)
    expect(chosen(screen)).to_contain_text(f"{first}{TRIMMED}")
    screen.page.keyboard.press("ArrowDown")
    expect(chosen(screen)).to_contain_text(second)
    screen.button("Dissolve", exact=True).click()
    cut_as(unmade, lambda cut: cut["clips"][1]["dissolve"] == 12)
    screen.button("Gap behind it").click()
    cut_as(unmade, lambda cut: [gap["frames"] for gap in cut["gaps"]] == [24])
    screen.picture("timeline")
    screen.accessible()


def test_what_is_left_out_is_put_back_and_a_marker_stays_on_its_picture(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/timeline")
    first = unmade.shots()[0]["code"]
    screen.button("Marker", exact=True).click()
    screen.page.get_by_label("Name of the marker").fill("Door")
    screen.page.keyboard.press("Enter")
    cut_as(unmade, lambda cut: [(each["name"], each["at"]) for each in cut["markers"]] == [("Door", 0)])
    expect(screen.page.get_by_label("Name of the marker")).to_have_count(0)
    screen.page.keyboard.press("Delete")
    cut_as(unmade, lambda cut: [each["code"] for each in cut["left_out"]] == [first])
    expect(screen.page.get_by_text("Door (not seen)")).to_be_visible()
    screen.picture("timeline-left-out")
    screen.button(f"Put {first} back").click()
    cut_as(unmade, lambda cut: cut["left_out"] == [] and cut["markers"][0]["at"] == 0)


def test_a_film_whose_every_shot_is_left_out_leads_to_the_timeline(open_as: OpenAs, unmade: Film) -> None:
    out = [{"edit": "drop", "shot": shot["id"]} for shot in unmade.shots()]
    unmade.producer.post(f"{unmade.path}cut/edits/", edits=out)
    screen = open_as("reviewer", f"/p/{unmade.id}/film")
    expect(screen.heading("Every shot is left out of the film")).to_be_visible()
    screen.link("Go to the timeline").click()
    screen.at("/timeline")
    expect(screen.page.get_by_text("Left out", exact=True)).to_be_visible()
    expect(screen.button(f"Put {unmade.shots()[0]['code']} back")).to_be_disabled()


def chosen(screen: Screen) -> Any:
    return screen.page.get_by_role("region", name="Chosen")


def cut_as(film: Film, stands: Callable[[dict[str, Any]], bool]) -> None:
    """Wait until the cut that the server keeps is as it should be."""
    eventually(lambda: stands(film.producer.get(f"{film.path}cut/")))
