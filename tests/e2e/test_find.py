"""Finding things by typing: shots, people and notes, mistyped too, all by keyboard, on wide screens and narrow."""

import re
from typing import Any

from playwright.sync_api import Locator, Request, Route, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen
from tests.support.browser import Witness

SEARCH = "**/search/?*"


def find(screen: Screen, text: str) -> Locator:
    """Open the palette, type, and return its list."""
    screen.page.keyboard.press("ControlOrMeta+k")
    field = screen.page.get_by_role("dialog").get_by_role("combobox")
    expect(field).to_be_focused()
    field.fill(text)
    return screen.page.get_by_role("listbox", name="What is found")


def marked(screen: Screen) -> Locator:
    """The option that the field points at."""
    at = screen.page.get_by_role("dialog").get_by_role("combobox").get_attribute("aria-activedescendant")
    return screen.page.locator(f'[id="{at}"]')


def test_a_shot_is_found_by_its_code_as_it_is_said_and_opened_by_enter(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}")
    listed = find(screen, "sc 1 sh 2")
    shots = listed.get_by_role("group", name="Shots").get_by_role("option")
    expect(shots.first).to_contain_text("SC010_0020")
    expect(shots.first).to_have_attribute("aria-selected", "true")
    expect(shots.first.locator("img")).to_be_attached()
    screen.picture("find-code")
    screen.accessible()
    screen.page.keyboard.press("Enter")
    screen.at("/shots/")
    expect(screen.heading("SC010_0020").first).to_be_visible()


def test_a_mistyped_name_finds_the_person_and_what_was_opened_stands_there_next_time(
    open_as: OpenAs, made: Film
) -> None:
    screen = open_as("reviewer", f"/p/{made.id}/board")
    listed = find(screen, "Mraa")
    person = listed.get_by_role("group", name="People").get_by_role("option").first
    expect(person).to_contain_text("MARA")
    expect(person).to_contain_text("Spelled differently")
    expect(person.locator("mark")).to_have_text(["MARA"])
    screen.picture("find-mistyped")
    person.click()
    screen.at("/references/")
    recent = find(screen, "").get_by_role("group", name="Lately opened from here").get_by_role("option")
    expect(recent).to_have_text(["MARA"])
    screen.picture("find-recent")
    screen.page.keyboard.press("Escape")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def test_a_note_is_found_by_its_words_and_opens_at_its_frame(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]["id"]
    take = own.producer.get(f"shots/{shot}/takes/")["results"][0]["id"]
    own.producer.post(f"takes/{take}/notes/", text="The kerosene lamp flickers.", frame=3)
    screen = open_as("producer", f"/p/{own.id}")
    note = find(screen, "kerosene").get_by_role("group", name="Notes").get_by_role("option")
    expect(note.locator("mark")).to_have_text(["kerosene"])
    screen.page.keyboard.press("Enter")
    screen.at(re.escape(f"/shots/{shot}") + r"\?.*frame=3")


def test_keys_move_the_mark_and_never_the_focus(open_as: OpenAs, made: Film) -> None:
    screen = open_as("auditor", f"/p/{made.id}")
    listed = find(screen, "cup")
    expect(listed.get_by_role("option").nth(1)).to_be_visible()
    first, second = listed.get_by_role("option").nth(0), listed.get_by_role("option").nth(1)
    expect(first).to_have_attribute("aria-selected", "true")
    screen.page.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    assert marked(screen).inner_text() == second.inner_text()
    screen.page.keyboard.press("ArrowUp")
    screen.page.keyboard.press("ArrowUp")
    expect(listed.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    expect(screen.page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()


def test_an_answer_that_comes_late_is_not_shown_for_what_is_typed_now(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}")
    held: list[Route] = []

    def hold(route: Route, request: Request) -> Any:
        return held.append(route) if "q=mara" in request.url else route.continue_()

    screen.page.route(SEARCH, hold)
    with screen.page.expect_request(re.compile("q=mara")):
        listed = find(screen, "mara")
    screen.page.get_by_role("dialog").get_by_role("combobox").fill("ivo")
    expect(listed.get_by_role("option").first).to_contain_text("IVO")
    for route in held:
        route.abort()
    expect(listed.get_by_role("option").first).to_contain_text("IVO")


def test_enter_before_the_answer_opens_what_the_answer_says(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}")
    find(screen, "SC020_0010")
    screen.page.keyboard.press("Enter")
    screen.at("/shots/")
    expect(screen.heading("SC020_0010").first).to_be_visible()


def test_what_cannot_be_found_and_what_went_wrong_is_said(open_as: OpenAs, made: Film, witness: Witness) -> None:
    witness.expects("status of 503", "Failed to load resource")
    screen = open_as("artist", f"/p/{made.id}", viewport={"width": 390, "height": 780})
    find(screen, "xylophone")
    expect(screen.page.get_by_text("Nothing here is called “xylophone”")).to_be_visible()
    screen.picture("find-nothing-narrow")
    screen.accessible()
    screen.page.route(SEARCH, lambda route: route.fulfill(status=503, body=""))
    screen.page.get_by_role("dialog").get_by_role("combobox").fill("mara")
    expect(screen.page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    screen.page.unroute(SEARCH)
    screen.page.get_by_role("dialog").get_by_role("button", name="Try again").click()
    expect(screen.page.get_by_role("listbox").get_by_role("option").first).to_contain_text("MARA")
    screen.picture("find-narrow")
    screen.accessible()
