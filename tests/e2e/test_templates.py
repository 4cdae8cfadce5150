"""Templates and parameters of stages: a production starts from one, and what its stages offer is set like the rest."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.support.browser import Witness


def test_a_production_starts_from_the_template_that_was_chosen(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", "/productions?new=true")
    dialog = screen.page.get_by_role("dialog", name="New production")
    expect(dialog.get_by_role("radio", name=re.compile("^Film From"))).to_be_checked()
    dialog.get_by_label("Name").fill("A spot for phones")
    dialog.get_by_text("Vertical spot").click()
    screen.picture("template-choice")
    screen.accessible()
    dialog.get_by_role("button", name="Create").click()
    screen.at("/p/[0-9a-f-]+")
    screen.go(f"{screen.page.url.partition('?')[0].rstrip('/')}/parameters")
    expect(screen.page.get_by_role("row", name="Resolution")).to_contain_text("720x1280")


def test_parameters_of_stages_stand_by_stage_and_say_what_they_change(
    open_as: OpenAs, own: Film, witness: Witness
) -> None:
    witness.expects("status of 422")
    screen = open_as("artist", f"/p/{own.id}/parameters")
    expect(screen.page.get_by_role("rowheader", name="finish stage")).to_be_visible()
    screen.button("Fade in", exact=True).click()
    value = screen.inspector().get_by_role("textbox", name="Value")
    expect(screen.inspector()).to_contain_text("From 0 to 240")
    value.fill("999")
    expect(screen.inspector()).to_contain_text("Fade in of finish must be a whole number from 0 to 240")
    value.fill("12")
    expect(screen.inspector()).to_contain_text(f"Changes {own.count} shots")
    screen.picture("stage-parameter")
    screen.accessible()
    screen.inspector().get_by_role("button", name="Save").click()
    expect(screen.page.get_by_role("row", name="Fade in")).to_contain_text("12")


def test_what_is_set_of_a_stage_that_is_gone_is_shown_and_let_go(open_as: OpenAs, unmade: Film) -> None:
    producer = unmade.people["producer"]
    producer.put(f"productions/{unmade.id}/parameters/finish.fade_in/", value="12")
    producer.put(f"productions/{unmade.id}/pipeline/", template="storyboard")
    producer.post(f"productions/{unmade.id}/pipeline/publish/")
    screen = open_as("artist", f"/p/{unmade.id}/parameters")
    screen.button("Fade in", exact=True).click()
    expect(screen.inspector()).to_contain_text("The pipeline no longer has a stage")
    screen.picture("parameter-unused")
    screen.accessible()
    screen.inspector().get_by_role("button", name="Let go").click()
    expect(screen.page.get_by_role("row", name="Fade in")).to_have_count(0)
