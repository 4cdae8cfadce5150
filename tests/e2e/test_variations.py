"""Variations: asked for with their price, seen side by side, one of them used; and orders of more than a selection."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen


def ask(screen: Screen) -> None:
    """Fill the dialog in: one seed, two grades, two letterboxes."""
    dialog = screen.page.get_by_role("dialog")
    expect(dialog.get_by_text("4 seeds = 4 takes side by side")).to_be_visible()
    dialog.get_by_role("button", name="Seeds").click()
    screen.page.get_by_role("option", name="1", exact=True).click()
    expect(dialog.get_by_text("Choose more seeds")).to_be_visible()
    dialog.get_by_role("button", name="Vary", exact=False).first.click()
    screen.page.get_by_role("option", name="Grade").click()
    dialog.locator("label", has_text="noir").click()
    dialog.locator("label", has_text="warm").click()
    dialog.get_by_role("button", name="And vary").click()
    screen.page.get_by_role("option", name="Letterbox").click()
    dialog.locator("label", has_text="1.85").click()
    dialog.locator("label", has_text="2.39").click()
    expect(dialog.get_by_text("1 seed × 2 values × 2 values = 4 takes side by side")).to_be_visible()
    screen.picture("variations-asked")
    screen.accessible()


def test_variations_are_asked_for_with_their_price_and_seen_side_by_side(open_as: OpenAs, made: Film) -> None:
    shot = made.shots()[0]
    screen = open_as("producer", f"/p/{made.id}/shots/{shot['id']}")
    screen.press("Shift+R", "Variations…")
    ask(screen)
    screen.page.get_by_role("dialog").get_by_role("button", name="Make").click()
    screen.at("/variations/")
    expect(screen.page.get_by_text("of 4 made")).to_be_visible()
    expect(screen.page.get_by_text("4 of 4 made")).to_be_visible(timeout=120_000)
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("ArrowDown")
    screen.picture("variations-sheet")
    screen.accessible()
    screen.press("v", "Use this take")
    expect(screen.page.get_by_text("In use")).to_be_visible()
    expect(screen.button("Use this take")).to_have_count(0)
    screen.button("Set Grade to").click()
    expect(screen.button("Set Grade to")).to_have_count(0)
    expect(screen.button("Set Letterbox to")).to_be_enabled()
    screen.picture("variations-used")
    parameter = made.producer.get(f"shots/{shot['id']}/parameters/grade/")
    assert parameter["set_here"] and parameter["value"] in ("noir", "warm")
    screen.page.keyboard.press("l")
    expect(screen.button("Stop")).to_be_visible()


def test_a_scene_and_all_that_is_not_up_to_date_are_ordered_by_keys(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/board")
    screen.press("Shift+A", "Generate all that is not up to date")
    expect(screen.page.get_by_role("dialog")).to_contain_text("not up to date")
    screen.picture("board-all")
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("j")
    screen.page.keyboard.press("Shift+S")
    expect(screen.page.get_by_role("dialog")).to_contain_text("Generate scene")
    screen.accessible()
