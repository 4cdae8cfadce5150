"""Signing in, productions, and what surrounds every screen."""

import re

from playwright.sync_api import expect

from tests.benchmarks import bundles
from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.running import System
from tests.e2e.screen import sign_in
from tests.support.browser import Witness

KIB = 1024


def test_a_wrong_password_is_said_at_its_field(open_as: OpenAs, witness: Witness) -> None:
    witness.expects("status of 400", "status of 401", "status of 403")
    screen = open_as(None, "/sign-in")
    sign_in(screen.page, "producer", "not this one")
    expect(screen.page.get_by_label("Password")).to_have_accessible_description(re.compile("do not fit together"))
    screen.picture("sign-in-wrong")
    screen.accessible()


def test_whoever_signs_in_comes_to_where_they_wanted(open_as: OpenAs, system: System, made: Film) -> None:
    screen = open_as(None, f"/p/{made.id}")
    screen.at("/sign-in")
    sign_in(screen.page, "artist", system.people["artist"].password)
    expect(screen.heading(made.name)).to_be_visible()
    screen.at(f"/p/{made.id}$")


def test_a_new_production_opens_and_is_found_again(open_as: OpenAs) -> None:
    screen = open_as("producer", "/productions")
    screen.accessible()
    screen.page.keyboard.press("n")
    screen.page.get_by_role("dialog").get_by_label("Name").fill("Nine Seconds")
    screen.accessible()
    screen.picture("new-production")
    screen.button("Create").click()
    expect(screen.heading("Nine Seconds")).to_be_visible()
    screen.accessible()
    screen.link("Productions").first.click()
    screen.page.get_by_label("Find a production").fill("nine")
    expect(screen.page.get_by_role("listitem").filter(has_text="Nine Seconds").first).to_be_visible()
    screen.at("find=nine")
    screen.picture("productions")


def test_the_palette_goes_anywhere_and_the_help_sheet_names_every_key(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", f"/p/{made.id}")
    screen.page.keyboard.press("ControlOrMeta+k")
    expect(screen.page.get_by_role("dialog")).to_be_visible()
    screen.picture("palette")
    screen.accessible()
    expect(screen.page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    screen.page.keyboard.type("Productions")
    screen.page.keyboard.press("Enter")
    screen.at("/productions$")
    screen.page.keyboard.press("?")
    expect(screen.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    screen.picture("help")
    screen.accessible()


def test_single_letter_keys_do_nothing_in_a_text_field(open_as: OpenAs) -> None:
    screen = open_as("producer", "/productions")
    screen.page.get_by_label("Find a production").click()
    screen.page.keyboard.type("n?")
    expect(screen.page.get_by_label("Find a production")).to_have_value("n?")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def test_a_production_of_others_is_not_there(open_as: OpenAs, system: System, witness: Witness) -> None:
    witness.expects("status of 404", "status of 403")
    foreign = system.people["producer"].post("productions/", name="Alone")["id"]
    screen = open_as("artist", f"/p/{foreign}")
    expect(screen.page.get_by_role("alert")).to_have_count(1)
    expect(screen.page.get_by_role("alert")).to_contain_text("you are not a member of")
    expect(screen.page.get_by_role("region", name="Jobs")).to_have_count(0)
    expect(screen.page.get_by_text("no longer")).to_have_count(0)
    screen.picture("foreign-production")
    screen.accessible()


def test_the_page_loads_nothing_from_elsewhere(open_as: OpenAs, made: Film) -> None:
    screen = open_as("auditor", "/productions")
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    screen.go(f"/p/{made.id}")
    assert asked
    assert [url for url in asked if not url.startswith((screen.page.url.partition("/p/")[0], "data:", "blob:"))] == []


def test_what_a_browser_fetches_first_stays_small(system: System) -> None:
    weights = bundles.sizes()
    assert weights["entry"] <= 260 * KIB, "texts and code of single screens come with their screens"
