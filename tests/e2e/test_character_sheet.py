"""How somebody looks in every shot as it was made: filtered, walked by keys, two beside each other."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.test_looks import cast_in, choose, reference


def test_every_shot_shows_its_picture_or_says_what_is_missing(open_as: OpenAs, unmade: Film) -> None:
    mara = reference(unmade, "MARA")
    first, *others = cast_in(unmade, mara)
    screen = open_as("producer", f"/p/{unmade.id}/references/{mara}?tab=pictures")
    grid = screen.page.get_by_role("grid", name="MARA in pictures")
    expect(grid.get_by_text("Not made yet")).to_have_count(len(others) + 1)
    screen.picture("sheet-unmade")
    screen.accessible()
    unmade.producer.post(f"{unmade.path}orders/", shots=[first["id"]])
    unmade.finished()
    expect(grid.locator("img")).to_have_count(1)
    expect(grid.get_by_text("Not made yet")).to_have_count(len(others))
    expect(screen.page.get_by_text(re.compile(f"{len(others)} without a picture"))).to_be_visible()


def test_the_look_that_holds_is_said_sifted_and_compared(open_as: OpenAs, own: Film) -> None:
    mara = reference(own, "MARA")
    dry, *_, wet = cast_in(own, mara)
    point = {"kind": "shot", "id": wet["id"]}
    own.producer.post(f"references/{mara}/looks/", label="wet", first=point, attributes={"wardrobe_colour": "#1d3557"})
    own.generate()
    screen = open_as("producer", f"/p/{own.id}/references/{mara}?tab=pictures")
    grid = screen.page.get_by_role("grid", name="MARA in pictures")
    expect(grid.get_by_role("gridcell", name=wet["code"])).to_contain_text("wet")
    expect(grid.get_by_role("gridcell", name=dry["code"])).to_contain_text("as everywhere")
    screen.picture("sheet")
    screen.accessible()
    grid.focus()
    for key in ("Home", " ", "End", " "):
        screen.page.keyboard.press(key)
    screen.button("Side by side").click()
    beside = screen.page.get_by_role("region", name="Side by side")
    expect(beside.get_by_role("figure")).to_have_count(2)
    expect(beside).to_contain_text("wet")
    screen.at("beside=")
    screen.picture("sheet-beside")
    screen.accessible()
    screen.button("Swap").click()
    expect(beside.get_by_role("figure").first).to_contain_text(wet["code"])
    screen.button("Compare the takes").click()
    screen.at(f"shots/{wet['id']}/compare")
    screen.page.go_back()
    choose(screen.page, "Look there", "wet")
    expect(grid.locator("[data-shot]")).to_have_count(1)
    grid.focus()
    screen.page.keyboard.press("Enter")
    screen.at(f"shots/{wet['id']}$")


def test_what_was_changed_since_is_marked_and_it_fits_a_phone(open_as: OpenAs, own: Film) -> None:
    mara = reference(own, "MARA")
    own.producer.patch(f"references/{mara}/", attributes={"wardrobe_colour": "red"})
    shots = len(cast_in(own, mara))
    screen = open_as("reviewer", f"/p/{own.id}/references/{mara}?tab=pictures", viewport={"width": 390, "height": 844})
    expect(screen.page.get_by_text(re.compile(f"{shots} out of date"))).to_be_visible()
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 390
    screen.picture("sheet-phone")
    screen.accessible()
    screen.page.emulate_media(color_scheme="light")
    screen.picture("sheet-phone-light")
    screen.accessible()
