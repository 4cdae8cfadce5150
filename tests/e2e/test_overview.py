"""The first screen of a production: its people and its settings."""

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


def person_of(film: Film, username: str) -> str:
    members = film.producer.get(f"{film.path}members/")["results"]
    return str(next(member["person"] for member in members if member["username"] == username))
