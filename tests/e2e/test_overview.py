"""The first screen of a production: its people and its settings."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.support.browser import Witness


def test_a_producer_takes_somebody_in_and_gives_them_another_role(open_as: OpenAs, unmade: Film) -> None:
    unmade.producer.delete(f"{unmade.path}members/{person_of(unmade, 'reviewer')}/")
    screen = open_as("producer", f"/p/{unmade.id}")
    people = screen.page.get_by_role("region", name="People")
    people.get_by_role("button", name="Add").click()
    screen.accessible()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("User name").fill("reviewer")
    dialog.get_by_role("button", name="Role").click()
    screen.page.get_by_role("option", name="Reviewer").click()
    screen.picture("add-somebody")
    dialog.get_by_role("button", name="Add").click()
    people.get_by_role("button", name="Role of Reviewer").click()
    screen.page.get_by_role("option", name="Auditor").click()
    expect(people.get_by_role("button", name="Role of Reviewer")).to_contain_text("Auditor")
    people.get_by_role("button", name="Remove Reviewer").click()
    expect(people.get_by_role("button", name="Remove Reviewer")).to_have_count(0)


def test_nobody_of_that_name_is_said_in_the_form(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("status of 422")
    screen = open_as("producer", f"/p/{unmade.id}")
    screen.page.get_by_role("region", name="People").get_by_role("button", name="Add").click()
    screen.page.get_by_label("User name").fill("nobody-here")
    screen.page.get_by_role("dialog").get_by_role("button", name="Add").click()
    expect(screen.page.get_by_role("alert")).to_contain_text("Nobody has an account of this name.")


def test_the_name_is_changed_where_it_stands(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}")
    screen.page.get_by_label("Name of the production").fill("The Late Ferry")
    screen.button("Rename").click()
    expect(screen.heading("The Late Ferry")).to_be_visible()
    expect(screen.page.get_by_role("region", name="What happened last")).to_contain_text("The Late Ferry")


def test_an_artist_sees_people_and_changes_none(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}")
    expect(screen.page.get_by_role("region", name="People")).to_contain_text("Auditor")
    expect(screen.button("Add")).to_have_count(0)
    expect(screen.page.get_by_role("region", name="Settings")).to_have_count(0)


def test_a_state_leads_to_the_board_of_its_shots(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", f"/p/{made.id}")
    screen.page.get_by_role("main").get_by_role("link", name="Made").click()
    screen.at(r"/board\?q=state")
    expect(screen.page.get_by_role("main")).to_contain_text("SC010_0010")


def test_it_answers_what_waits_for_whom_and_what_is_out_of_date(open_as: OpenAs, own: Film) -> None:
    first, second = own.shots()[:2]
    takes = {take["shot"]: take for take in own.takes()}
    own.producer.post(f"takes/{takes[first['id']]['id']}/submit/")
    own.producer.patch(f"shots/{second['id']}/", description="Rain, and nobody on the quay.")
    screen = open_as("reviewer", f"/p/{own.id}")
    waits = screen.page.get_by_role("region", name="Waits for somebody")
    expect(waits.get_by_role("link")).to_contain_text("One shot waits for a verdict")
    expect(waits).to_contain_text("you")
    expect(screen.page.get_by_role("region", name="Cost")).to_have_count(0)
    screen.picture("overview-answers")
    screen.accessible()
    screen.page.get_by_role("link", name="made from something that has changed").click()
    screen.at(r"/board\?q=stale")


def test_what_machines_did_is_one_line_signed_for_somebody(open_as: OpenAs, own: Film) -> None:
    screen = open_as("producer", f"/p/{own.id}")
    expect(screen.page.get_by_role("region", name="Cost")).to_contain_text("No budget is set")
    happened = screen.page.get_by_role("region", name="What happened last")
    work = screen.page.get_by_role("button", name=re.compile("takes? made"))
    expect(happened.get_by_role("listitem").filter(has=work)).to_contain_text("for Producer")
    expect(happened.get_by_text("An order is done")).to_have_count(0)
    work.click()
    expect(happened.get_by_text("An order is done")).to_be_visible()
    screen.picture("overview-machines")
    screen.accessible()


def test_a_wall_asks_only_for_the_productions_in_view(open_as: OpenAs, own: Film) -> None:
    for number in range(12):
        own.producer.post("productions/", name=f"Wall {number}")
    screen = open_as("producer", "/sign-in", viewport={"width": 700, "height": 500})
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url) if "/overview/" in request.url else None)
    screen.go("/productions")
    cards = screen.page.get_by_role("listitem")
    expect(cards.filter(has_text="Wall 0").get_by_text("No shots yet").or_(cards.first)).to_be_visible()
    assert 0 < len(asked) < cards.count()
    cards.last.scroll_into_view_if_needed()
    expect(cards.last.get_by_role("img", name=re.compile("People"))).to_be_visible()


def person_of(film: Film, username: str) -> str:
    members = film.producer.get(f"{film.path}members/")["results"]
    return str(next(member["person"] for member in members if member["username"] == username))
