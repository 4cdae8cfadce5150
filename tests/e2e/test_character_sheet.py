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


def test_it_is_cast_in_more_shots_at_once_and_taken_out_again(open_as: OpenAs, own: Film) -> None:
    ivo = reference(own, "IVO")
    before = [shot["code"] for shot in cast_in(own, ivo)]
    screen = open_as("artist", f"/p/{own.id}/references/{ivo}?tab=pictures")
    screen.button("Cast in more shots").click()
    dialog = screen.page.get_by_role("dialog")
    # A click on the text of a box may fall beside it: the box takes the key.
    dialog.get_by_role("checkbox", name=re.compile("SC010")).focus()
    screen.page.keyboard.press(" ")
    expect(dialog.get_by_text(re.compile("Changes 2 shots"))).to_be_visible()
    screen.picture("cast-more")
    screen.accessible()
    dialog.get_by_role("button", name="Cast in 2 shots").click()
    expect(screen.page.get_by_text("IVO is cast in 2 more shots")).to_be_visible()
    grid = screen.page.get_by_role("grid", name="IVO in pictures")
    expect(grid.locator("[data-shot]")).to_have_count(len(before) + 2)
    grid.focus()
    for key in ("Home", " ", "ArrowRight", " "):
        screen.page.keyboard.press(key)
    screen.button("Take out…").click()
    asked = screen.page.get_by_role("group", name=re.compile("Take IVO out of 2 shots"))
    expect(asked.get_by_role("button", name="Take out")).to_be_enabled()
    screen.picture("take-out")
    screen.accessible()
    asked.get_by_role("button", name="Take out").click()
    expect(grid.locator("[data-shot]")).to_have_count(len(before))
    assert [shot["code"] for shot in cast_in(own, ivo)] == before


def test_merging_says_what_it_changes_first(open_as: OpenAs, own: Film) -> None:
    screen = open_as("producer", f"/p/{own.id}/references/{reference(own, 'IVO')}")
    screen.button("Same as…").click()
    screen.button("The same as").click()
    screen.page.get_by_role("option", name="MARA").click()
    expect(screen.page.get_by_role("dialog").get_by_text(re.compile("Changes .* shot"))).to_be_visible()
    screen.picture("merge-effect")
    screen.accessible()
