"""The own account: name, password, sessions and tokens, by keys too."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.running import Person, System
from tests.e2e.screen import Screen, sign_in
from tests.support.browser import Witness

FRESH = "seven gulls over tin roofs"


@pytest.fixture
def casey(system: System, made: Film, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody of this test's own, who works on the film."""
    person = system.newcomer(f"casey-{request.node.name[5:30]}")
    made.producer.post(f"{made.path}members/", username=person.name, role="artist")
    yield person
    person.close()


def inside(open_as: OpenAs, person: Person, path: str, password: str = "") -> Screen:
    """Open a screen in a browser of its own, signing in there."""
    screen = open_as(None, path)
    sign_in(screen.page, person.name, password or person.password)
    screen.at(f"{path}$")
    screen.settled()
    return screen


def test_the_account_is_reached_by_keys_and_by_the_menu(open_as: OpenAs) -> None:
    screen = open_as("reviewer", "/productions")
    screen.page.keyboard.press("g")
    screen.page.keyboard.press("u")
    screen.at("/account$")
    screen.go("/productions")
    screen.button("Reviewer").click()
    screen.page.get_by_role("menuitem", name="Account").click()
    expect(screen.heading("Account")).to_be_visible()
    screen.accessible()


def test_a_name_is_changed_and_stands_in_the_bar(open_as: OpenAs, casey: Person) -> None:
    screen = inside(open_as, casey, "/account")
    name = screen.page.get_by_label("What others read")
    name.fill("Casey Jones")
    name.press("Enter")
    expect(screen.button("Casey Jones")).to_be_visible()
    screen.picture("account")


def test_a_weak_password_says_why_and_a_good_one_ends_what_else_was_open(
    open_as: OpenAs, casey: Person, made: Film, witness: Witness
) -> None:
    witness.expects("status of 422", "status of 401")
    here, there = inside(open_as, casey, "/account"), inside(open_as, casey, f"/p/{made.id}")
    there.pill("Live")
    current, fresh, again = (
        here.page.get_by_label(label, exact=True)
        for label in ("Current password", "New password", "New password again")
    )
    current.fill("not mine")
    for field in (fresh, again):
        field.fill("seagullseagull")
    again.press("Enter")
    expect(current).to_have_accessible_description(re.compile("not your present password"))
    current.fill(casey.password)
    again.press("Enter")
    expect(fresh).to_have_accessible_description(re.compile("repeats itself"))
    here.picture("account-weak-password")
    here.accessible()
    fresh.fill(FRESH)
    expect(again).to_have_accessible_description(re.compile("not the same"))
    again.fill(FRESH)
    again.press("Enter")
    expect(here.page.get_by_text("Password changed")).to_be_visible()
    there.at("/sign-in")
    here.page.reload()
    expect(here.heading("Account")).to_be_visible()
    sign_in(there.page, casey.name, FRESH)
    expect(there.heading(made.name)).to_be_visible()


def test_a_session_elsewhere_is_seen_and_ended_and_its_page_is_signed_out(
    open_as: OpenAs, casey: Person, made: Film, witness: Witness
) -> None:
    witness.expects("status of 401")
    here, there = inside(open_as, casey, "/account"), inside(open_as, casey, f"/p/{made.id}")
    there.pill("Live")
    here.page.reload()
    sessions = here.page.get_by_role("region", name="Where you are signed in").get_by_role("listitem")
    expect(sessions).to_have_count(2)
    expect(sessions.filter(has_text="this browser")).to_have_count(1)
    expect(sessions.first).to_contain_text("Chrome on Linux")
    here.picture("account-sessions")
    here.accessible()
    here.button(re.compile("^End the session of")).press("Enter")
    there.at("/sign-in")
    expect(sessions).to_have_count(1)
    expect(here.button("End all others")).to_be_disabled()


def test_a_token_is_shown_once_works_and_is_revoked(open_as: OpenAs, casey: Person, system: System) -> None:
    screen = inside(open_as, casey, "/account")
    tokens = screen.page.get_by_role("region", name="Tokens for programs").get_by_role("listitem")
    screen.button("New token").press("Enter")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("What it is for").fill("Nightly renders on the farm")
    screen.accessible()
    screen.picture("account-new-token")
    dialog.get_by_label("What it is for").press("Enter")
    secret = dialog.get_by_role("textbox", name="Token").input_value()
    screen.accessible()
    screen.picture("account-token")
    assert works(system, secret)
    screen.button("I have copied it").press("Enter")
    expect(dialog).to_have_count(0)
    assert secret not in screen.page.content()
    mine = tokens.filter(has_text="Nightly renders")
    expect(mine).to_contain_text("never used")
    screen.page.reload()
    expect(mine).to_contain_text("used just now")
    screen.picture("account-tokens")
    screen.button("Revoke Nightly renders on the farm").press("Enter")
    expect(mine).to_have_count(0)
    assert not works(system, secret)
    screen.button("Revoke all").press("Enter")
    screen.accessible()
    screen.button(re.compile(r"^Revoke \d+ tokens?$")).press("Enter")
    expect(screen.page.get_by_text("You have no tokens")).to_be_visible()
    screen.picture("account-no-tokens")
    screen.accessible()


def works(system: System, secret: str) -> bool:
    """Whether a program gets in with a token."""
    asked = httpx.get(f"{system.url}/api/v1/me/", headers={"Authorization": f"Token {secret}"}, timeout=30)
    return asked.status_code == 200
