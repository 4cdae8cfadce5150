"""The film plays as one, and a shot shows what went into it."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import FRAMES, Film
from tests.e2e.running import ROLES
from tests.support.browser import Witness
from tests.support.waiting import eventually


@pytest.mark.parametrize("role", ROLES)
def test_every_role_watches_the_film_across_its_cuts(open_as: OpenAs, made: Film, role: str) -> None:
    screen = open_as(role, f"/p/{made.id}/film")
    last = made.count * FRAMES - 1
    expect(screen.page.get_by_role("slider", name="Position")).to_have_attribute("aria-valuemax", str(last))
    screen.picture("film")
    screen.accessible()
    second = made.shots()[1]["code"]
    screen.button(f"Go to {second}").click()
    screen.at(f"frame={FRAMES}$")
    screen.button("Last frame").click()
    screen.at(f"frame={last}$")
    screen.button("First frame").click()
    screen.button("Play", exact=True).click()
    expect(screen.link(second).first).to_be_visible()
    screen.button("Pause").click()
    screen.picture("film-second-shot")


def test_a_film_without_takes_has_slates(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("reviewer", f"/p/{unmade.id}/film")
    expect(screen.page.get_by_role("main")).to_contain_text(f"{unmade.count} without a take")
    screen.picture("film-slates")
    screen.accessible()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_looks_into_a_shot(open_as: OpenAs, made: Film, role: str) -> None:
    shot = made.shots()[0]
    screen = open_as(role, f"/p/{made.id}/shots/{shot['id']}")
    expect(screen.heading(shot["code"]).first).to_be_visible()
    for tab in ("Inputs", "Differences", "History", "Edit"):
        screen.page.get_by_role("tab", name=tab).click()
        screen.at(f"tab={tab.lower()}")
        screen.picture(f"shot-{tab.lower()}")
        screen.accessible()
    approve = screen.button(re.compile("^Approve"))
    expect(approve).to_be_enabled(enabled=role in ("producer", "reviewer"))


def test_an_edit_of_another_person_is_put_beside_one_s_own(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("status of 409", "status of 412")
    shot = unmade.shots()[0]
    screen = open_as("artist", f"/p/{unmade.id}/shots/{shot['id']}?tab=edit")
    words = screen.inspector().get_by_role("textbox", name="Description")
    words.fill("Mine: a lamp.")
    unmade.producer.patch(f"shots/{shot['id']}/", description="Theirs: a gull.")
    screen.inspector().get_by_role("button", name=re.compile("^Save")).click()
    expect(screen.inspector()).to_contain_text("Theirs: a gull.")
    screen.picture("shot-conflict")
    screen.accessible()
    screen.inspector().get_by_role("button", name="Save mine on top").click()
    expect(screen.inspector().get_by_role("textbox", name="Description")).to_have_value("Mine: a lamp.")
    expect(screen.page.get_by_text("Mine: a lamp.").first).to_be_visible()
    eventually(lambda: unmade.shots()[0]["description"] == "Mine: a lamp.", 10)


def test_what_made_a_shot_out_of_date_leads_to_its_event(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]
    screen = open_as("producer", f"/p/{own.id}/shots/{shot['id']}")
    own.producer.patch(f"shots/{shot['id']}/", description="The lamp goes out.")
    expect(screen.page.get_by_role("main")).to_contain_text("Out of date")
    screen.picture("shot-out-of-date")
    screen.accessible()
    screen.button(re.compile("^Generate")).click()
    screen.accessible()
    screen.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Generate")).click()
    own.finished()
    expect(screen.page.get_by_role("heading", name="2 takes")).to_be_visible()
    screen.page.get_by_role("tab", name="Differences").click()
    expect(screen.inspector()).to_contain_text("The lamp goes out.")
    screen.picture("shot-two-takes")
    screen.accessible()
