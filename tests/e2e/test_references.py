"""References: what they are called besides, who is the same, why the script casts them, and leaving them out."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.support.browser import Witness
from tests.support.waiting import eventually


def test_another_name_is_added_and_two_become_one(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/references")
    screen.page.get_by_role("main").get_by_role("link", name="MARA").click()
    screen.page.get_by_label("Another name").fill("the traveller")
    screen.page.keyboard.press("Enter")
    expect(screen.button("Take away the name the traveller")).to_be_visible()
    screen.picture("reference-names")
    screen.accessible()
    screen.button("Same as…").click()
    screen.button("The same as").click()
    screen.page.get_by_role("option", name="IVO").click()
    screen.accessible()
    screen.button("Merge", exact=True).click()
    expect(screen.heading("IVO")).to_be_visible()
    expect(screen.page.get_by_role("main")).to_contain_text("the traveller")
    shots = unmade.shots()
    ids = {each["id"]: each["name"] for each in unmade.producer.get(f"{unmade.path}references/")["results"]}
    assert "MARA" not in ids.values()
    assert {ids.get(entry["reference"]) for shot in shots for entry in shot["cast"]} >= {"IVO"}


def test_the_cast_says_why_and_somebody_is_left_out_of_the_film(open_as: OpenAs, unmade: Film) -> None:
    listed = unmade.producer.get(f"{unmade.path}references/")["results"]
    mara = next(each["id"] for each in listed if each["name"] == "MARA")
    shot = next(shot for shot in unmade.shots() if mara in [entry["reference"] for entry in shot["cast"]])
    screen = open_as("producer", f"/p/{unmade.id}/references/{mara}?shot={shot['id']}")
    expect(screen.inspector()).to_contain_text("from the script: speaks in line")
    screen.button("Never (whole film): MARA").click()
    screen.picture("cast-never")
    screen.accessible()
    screen.button("Leave out of the film").click()
    eventually(
        lambda: mara not in [entry["reference"] for each in unmade.shots() for entry in each["cast"]],
        30,
    )


def test_what_somebody_is_can_be_put_right(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("422")
    screen = open_as("producer", f"/p/{unmade.id}/references")
    main = screen.page.get_by_role("main")
    main.get_by_role("link", name="IVO").click()
    screen.page.get_by_role("tabpanel").get_by_role("button", name=re.compile("Kind")).click()
    screen.page.get_by_role("option", name="prop").click()
    expect(screen.page.get_by_text("IVO is cast as prop now")).to_be_visible()
    screen.picture("reference-kind")
    screen.accessible()
    main.get_by_role("link", name="QUAY").click()
    screen.page.get_by_role("tabpanel").get_by_role("button", name=re.compile("Kind")).click()
    screen.page.get_by_role("option", name="prop").click()
    expect(screen.page.get_by_text("headings name it")).to_be_visible()
    screen.picture("reference-kind-refused")
