"""Every screen of a production, as every role: it opens, has one heading, and axe finds nothing, dark and light.

In the past too.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import SCRIPT, Film
from tests.e2e.running import ROLES
from tests.support.browser import Witness

PAST = ("board", "script", "parameters", "references", "history")
ROUTES = "Object.values(__TSR_ROUTER__.routesById).map(route => route.fullPath)"
"""What the page's router knows: a screen that is added is looked at without another line here."""


@pytest.mark.parametrize("role", ROLES)
def test_every_screen_is_accessible_to_every_role(open_as: OpenAs, made: Film, witness: Witness, role: str) -> None:
    # No verification yet, no grid in the order; the installation and what it costs are not everybody's to see; nobody
    # is a guest.
    witness.expects("/verify/", "/sheet/", "/studio/health/", "/studio/prices/", "/guests/")
    screen = open_as(role, f"/p/{made.id}")
    routes = sorted(set(screen.page.evaluate(ROUTES)))
    assert len(routes) > len(PAST)
    for route in routes:
        address = addressed(route, made)
        screen.go(address)
        expect(screen.page.locator("h1")).to_have_count(1)
        name = address.removeprefix(f"/p/{made.id}").strip("/").replace("/", "-") or "overview"
        for scheme in ("dark", "light"):
            screen.page.emulate_media(color_scheme=scheme)
            screen.picture(name if scheme == "dark" else f"{name}-{scheme}")
            screen.accessible()
        screen.page.emulate_media(color_scheme="dark")


def addressed(route: str, film: Film) -> str:
    """Return the address of a route as the router spells it, with a film, a shot and an order in place of its parts."""
    named = route.replace("$production", str(film.id)).replace("$shot", film.shots()[0]["id"])
    named = named.replace("$order", film.producer.get(f"{film.path}orders/")["results"][0]["id"])
    named = named.replace("$link", film.id)
    address = re.sub(r"/?\{-\$\w+\}", "", named)  # parts that may be left out
    assert "$" not in address, f"{route} has a part that nothing here stands for"
    return address


@pytest.mark.parametrize("name", PAST)
def test_a_screen_in_the_past_says_so_and_changes_nothing(open_as: OpenAs, made: Film, name: str) -> None:
    screen = open_as("producer", f"/p/{made.id}/{name}?at=20")
    screen.pill("Viewing the past")
    screen.picture(f"{name}-past")
    screen.accessible()
    screen.back_to_now()


def test_the_history_is_read_as_sentences_and_leads_into_the_past(open_as: OpenAs, made: Film) -> None:
    screen = open_as("auditor", f"/p/{made.id}/history")
    first = screen.page.get_by_role("link", name=re.compile("^see then")).first
    expect(screen.page.get_by_role("main")).to_contain_text("was made")
    screen.page.get_by_role("tab", name="Difference").click()
    screen.picture("history-difference")
    screen.accessible()
    screen.page.get_by_role("tab", name="What happened").click()
    first.click()
    screen.pill("Viewing the past")


def test_the_script_is_read_as_it_was(open_as: OpenAs, unmade: Film) -> None:
    before = unmade.position
    unmade.producer.put(f"{unmade.path}script/", text=SCRIPT.replace("Fog on", "Rain on"))
    screen = open_as("auditor", f"/p/{unmade.id}/script?at={before}")
    editor = screen.page.get_by_role("textbox", name="Screenplay")
    expect(editor).to_contain_text("Fog on")
    expect(screen.page.get_by_role("main")).to_contain_text("revision 1")
    expect(editor).to_have_attribute("aria-readonly", "true")
    screen.picture("script-then")
    screen.back_to_now()
    expect(editor).to_contain_text("Rain on")


def test_a_shot_is_seen_as_it_was_and_offers_nothing_to_change(open_as: OpenAs, own: Film) -> None:
    shot, before = own.shots()[0], own.position
    own.producer.patch(f"shots/{shot['id']}/", description="A later word.")
    own.people["reviewer"].post(f"takes/{own.takes()[0]['id']}/request-changes/", comment="Slower.")
    screen = open_as("producer", f"/p/{own.id}/shots/{shot['id']}?at={before}")
    expect(screen.page.get_by_role("region", name="Takes")).to_contain_text("Made")
    expect(screen.inspector()).to_contain_text("Fog on the water")
    expect(screen.page.get_by_text("A later word.").or_(screen.page.get_by_text("Slower."))).to_have_count(0)
    expect(screen.page.get_by_role("tab", name="Edit").or_(screen.button("Generate"))).to_have_count(0)
    screen.picture("shot-then")
    screen.accessible()


def test_the_board_of_the_past_shows_the_takes_of_then(open_as: OpenAs, own: Film) -> None:
    screen = open_as("auditor", f"/p/{own.id}/board?at={own.position}")
    expect(screen.page.get_by_role("grid").locator("img")).to_have_count(own.count)
    expect(screen.page.get_by_role("grid")).to_contain_text("take 1")
    screen.picture("board-then")
    screen.accessible()


def test_a_moment_stands_in_the_address_as_a_number(open_as: OpenAs, made: Film) -> None:
    screen = open_as("auditor", f"/p/{made.id}/history")
    screen.page.get_by_role("link", name=re.compile("^see then")).first.click()
    screen.at(r"/board\?at=\d+$")


def test_an_address_that_leads_nowhere_says_so(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}/nowhere")
    expect(screen.heading("There is no such page")).to_be_visible()
    screen.accessible()
