"""How the page looks: colours as the system or as chosen, kept for each person, and dark around pictures."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen
from tests.support.browser import Witness

GROUND = "getComputedStyle(document.body).backgroundColor"
AROUND = "getComputedStyle(document.querySelector('main [class*=bg-picture]')).backgroundColor"
LIGHT, DARK, NEUTRAL = "rgb(244, 246, 249)", "rgb(14, 17, 22)", "rgb(17, 17, 17)"


def choose(screen: Screen, name: str) -> None:
    """Choose by the command, as one finds it by its name."""
    screen.page.keyboard.press("ControlOrMeta+k")
    screen.page.get_by_role("dialog").get_by_role("combobox").fill("how the page looks")
    screen.page.keyboard.press("Enter")
    sheet = screen.page.get_by_role("dialog", name="How the page looks")
    sheet.get_by_text(name, exact=True).click()
    expect(sheet.get_by_role("radio", name=name, exact=True)).to_be_checked()


def row_height(screen: Screen) -> float:
    box = screen.page.get_by_role("grid").locator("[data-row]").first.bounding_box()
    assert box is not None
    return box["height"]


def close(screen: Screen) -> None:
    screen.page.keyboard.press("Escape")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def ground(page: Page) -> str:
    return str(page.evaluate(GROUND))


@pytest.mark.parametrize(("setting", "colour"), [("light", LIGHT), ("dark", DARK)])
def test_it_looks_as_the_system_does_until_somebody_chooses(open_as: OpenAs, setting: str, colour: str) -> None:
    screen = open_as("producer", "/productions", color_scheme=setting)
    assert ground(screen.page) == colour


def test_what_is_chosen_shows_at_once_and_from_the_first_byte_of_the_next_page(
    open_as: OpenAs, made: Film, witness: Witness
) -> None:
    witness.expects("net::ERR_FAILED")
    screen = open_as("artist", f"/p/{made.id}/shots/{made.shots()[0]['id']}")
    choose(screen, "Light")
    assert (ground(screen.page), screen.page.evaluate(AROUND)) == (LIGHT, NEUTRAL)
    screen.accessible()
    screen.picture("appearance-light")
    close(screen)
    screen.page.route("**/assets/*.js", lambda route: route.abort())
    screen.page.goto("/productions")
    assert ground(screen.page) == LIGHT
    screen.page.unroute("**/assets/*.js")
    screen.go("/productions")
    choose(screen, "As the system")
    assert ground(screen.page) == DARK


def test_each_person_has_their_own_in_one_browser(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", "/productions")
    choose(screen, "Light")
    close(screen)
    own = screen.page.evaluate("Object.keys(localStorage).find((each) => each.startsWith('continuity.appearance'))")
    screen.page.evaluate("own => localStorage.setItem('continuity.appearance somebody', localStorage[own])", own)
    screen.page.evaluate("own => localStorage.removeItem(own)", own)
    screen.go("/productions")
    expect(screen.page.locator("meta[name=color-scheme]")).to_have_attribute("content", "light dark")
    assert ground(screen.page) == DARK


def test_lines_come_closer_where_somebody_asks_for_it(open_as: OpenAs, made: Film) -> None:
    screen = open_as("auditor", f"/p/{made.id}/board")
    before = row_height(screen)
    choose(screen, "Compact")
    close(screen)
    assert row_height(screen) < before
    screen.picture("board-compact")
    screen.accessible()
    screen.go(f"/p/{made.id}/history")
    screen.picture("history-compact")
    screen.accessible()
    screen.go(f"/p/{made.id}/board")
    assert row_height(screen) < before


def test_the_navigation_names_its_screens_and_folds(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}")
    rail = screen.page.get_by_role("navigation", name="Main navigation")
    expect(rail.get_by_text("Board", exact=True)).to_be_visible()
    screen.picture("rail-named")
    screen.button("Icons alone").click()
    expect(rail.get_by_text("Board", exact=True)).to_have_count(0)
    expect(rail.get_by_role("link", name="Board", exact=True)).to_be_visible()
    screen.go("/productions")
    expect(screen.button("Icons with names")).to_have_attribute("aria-expanded", "false")
    screen.accessible()
    screen.page.keyboard.press("ControlOrMeta+b")
    expect(rail.get_by_text("Models", exact=True)).to_be_visible()


def test_a_narrow_window_shows_icons_alone(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}", viewport={"width": 390, "height": 844})
    rail = screen.page.get_by_role("navigation", name="Main navigation")
    box = rail.bounding_box()
    assert box is not None
    assert box["width"] == 48
    expect(rail.get_by_text("Board", exact=True)).to_be_hidden()
    expect(screen.button("Icons alone")).to_have_count(0)
