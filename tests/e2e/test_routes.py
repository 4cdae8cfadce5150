"""Every screen of a production, as every role: it opens, has one heading, and axe finds nothing; in the past too."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.running import ROLES

SCREENS = ("", "script", "board", "film", "review", "parameters", "references", "history")
PAST = ("board", "script", "parameters", "references")


@pytest.mark.parametrize("role", ROLES)
def test_every_screen_is_accessible_to_every_role(open_as: OpenAs, made: Film, role: str) -> None:
    screen = open_as(role, f"/p/{made.id}")
    for name in SCREENS:
        screen.go(f"/p/{made.id}/{name}")
        expect(screen.page.locator("h1")).to_have_count(1)
        screen.picture(name or "overview")
        screen.accessible()


@pytest.mark.parametrize("name", PAST)
def test_a_screen_in_the_past_says_so_and_changes_nothing(open_as: OpenAs, made: Film, name: str) -> None:
    screen = open_as("producer", f"/p/{made.id}/{name}?at=20")
    screen.pill("Viewing the past")
    screen.picture(f"{name}-past")
    screen.accessible()
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("Escape")
    screen.pill("Live")


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


def test_an_address_that_leads_nowhere_says_so(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}/nowhere")
    expect(screen.heading("There is no such page")).to_be_visible()
    screen.accessible()
