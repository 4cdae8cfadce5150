"""Looks by range: a coat that is wet from a shot on is said, priced, and seen over the film and in the cast."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film


def choose(page: Page, label: str, option: str | re.Pattern[str]) -> None:
    """Choose an option of a list by what the list is called."""
    page.get_by_role("tabpanel").get_by_role("button", name=re.compile(f"(^|\\s){re.escape(label)}$")).click()
    page.get_by_role("option", name=option).click()


def reference(film: Film, name: str) -> str:
    listed = film.producer.get(f"{film.path}references/")["results"]
    return str(next(each["id"] for each in listed if each["name"] == name))


def cast_in(film: Film, who: str) -> list[dict[str, Any]]:
    """The shots that cast a reference, in film order."""
    return [shot for shot in film.shots() if who in [entry["reference"] for entry in shot["cast"]]]


def test_a_change_is_said_and_priced_and_seen_over_the_film(open_as: OpenAs, own: Film) -> None:
    mara = reference(own, "MARA")
    wet = cast_in(own, mara)[-1]
    screen = open_as("producer", f"/p/{own.id}/references/{mara}?tab=film")
    expect(screen.heading("The same look in the whole film")).to_be_visible()
    screen.picture("looks-empty")
    screen.accessible()
    screen.page.keyboard.press("a")
    screen.page.get_by_label("Name", exact=True).fill("wet")
    choose(screen.page, "From scene", re.compile("SC010"))
    choose(screen.page, "Beginning with", wet["code"])
    choose(screen.page, "Something else is different", "Wardrobe colour")
    colour = screen.page.get_by_role("textbox", name="Wardrobe colour", exact=True)
    colour.fill("bananas")
    expect(screen.page.get_by_text("is not a colour")).to_be_visible()
    colour.fill("#1d3557")
    expect(screen.page.get_by_text(re.compile("Changes 1 shot"))).to_be_visible()
    screen.picture("looks-form")
    screen.accessible()
    screen.page.keyboard.press("Control+Enter")
    expect(screen.page.get_by_text("“wet” saved")).to_be_visible()
    expect(screen.page.get_by_role("table").get_by_role("rowheader", name="wet")).to_be_visible()
    expect(screen.page.get_by_text(re.compile(f"from {wet['code']} to the end · 1 shot"))).to_be_visible()
    screen.picture("looks-film")
    screen.accessible()


def test_the_cast_and_the_pictures_show_it_from_there_on(open_as: OpenAs, own: Film) -> None:
    mara = reference(own, "MARA")
    dry, *_, wet = cast_in(own, mara)
    first = {"kind": "shot", "id": wet["id"]}
    own.producer.post(f"references/{mara}/looks/", label="wet", first=first, attributes={"wardrobe_colour": "#1d3557"})
    plan = own.producer.get(f"{own.path}plan/")
    assert {line["shot"] for line in plan["stages"] if line["verdict"] == "run"} == {wet["id"]}
    own.generate()
    screen = open_as("producer", f"/p/{own.id}/references/{mara}?tab=film&shot={wet['id']}")
    expect(screen.inspector().get_by_role("link", name="wet")).to_be_visible()
    expect(screen.inspector()).to_contain_text(f"from {wet['code']} to the end")
    screen.picture("looks-cast")
    screen.accessible()
    screen.inspector().get_by_role("link", name="wet").click()
    expect(screen.page.get_by_role("form", name="Change of the look: wet")).to_be_visible()
    for each, shot, changes in (("wet", wet, 1), ("dry", dry, 0)):
        screen.go(f"/p/{own.id}/shots/{shot['id']}")
        expect(screen.inspector().get_by_text("MARA", exact=True)).to_be_visible()
        expect(screen.inspector().get_by_role("link", name="wet")).to_have_count(changes)
        screen.picture(f"looks-shot-{each}")
    screen.go(f"/p/{own.id}/history")
    expect(screen.page.get_by_text("MARA's look “wet” was added").first).to_be_visible()
    screen.picture("looks-history")


def test_what_was_written_outlives_the_page_and_a_change_is_taken_away(open_as: OpenAs, unmade: Film) -> None:
    mara = reference(unmade, "MARA")
    scenes = unmade.producer.get(f"{unmade.path}scenes/")["results"]
    said = {"label": "wet", "attributes": {"wardrobe_colour": "navy"}}
    address = f"references/{mara}/looks/"
    first = unmade.producer.post(address, **said, first={"kind": "scene", "id": scenes[0]["id"]})["parts"][0]["id"]
    torn = {"label": "torn sleeve", "attributes": {"wardrobe_colour": "grey"}}
    unmade.producer.post(address, **torn, first={"kind": "scene", "id": scenes[1]["id"]})
    screen = open_as("producer", f"/p/{unmade.id}/references/{mara}?tab=film&look={first}")
    expect(screen.page.get_by_text("“torn sleeve” begins later and decides")).to_be_visible()
    screen.page.get_by_label("Name", exact=True).fill("soaked")
    screen.page.reload()
    screen.settled()
    expect(screen.page.get_by_label("Name", exact=True)).to_have_value("soaked")
    screen.picture("looks-draft")
    screen.accessible()
    screen.button("Discard", exact=True).first.click()
    expect(screen.page.get_by_label("Name", exact=True)).to_have_value("wet")
    screen.button("Take this change away").click()
    expect(screen.page.get_by_text("Without “wet” the look is as everywhere")).to_be_visible()
    screen.button("Take this change away").click()
    expect(screen.page.get_by_role("table").get_by_role("rowheader", name="wet")).to_have_count(0)
    expect(screen.page.get_by_role("table").get_by_role("rowheader", name="torn sleeve")).to_be_visible()
