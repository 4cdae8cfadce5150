"""What a production may spend, what it costs, and what the studio's devices cost."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.test_board import select_all

CPU = {"device_class": "cpu", "since": "1970-01-01", "hourly": "7200"}


def test_prices_are_set_by_those_who_answer_for_the_studio(open_as: OpenAs) -> None:
    screen = open_as("producer", "/productions")
    screen.page.keyboard.press("g")
    screen.page.keyboard.press("p")
    screen.at("/prices$")
    screen.button("Add a price").click()
    rows = screen.page.get_by_role("listitem")
    rows.last.get_by_label("Class of device").fill("H 100")
    expect(screen.page.get_by_text("Small letters, digits, dots and dashes")).to_be_visible()
    expect(screen.button("Save prices")).to_be_disabled()
    rows.last.get_by_label("Class of device").fill("h100")
    rows.last.get_by_label(re.compile("An hour costs")).fill("2.5")
    screen.picture("prices")
    screen.accessible()
    screen.button("Save prices").click()
    expect(screen.button("Save prices")).to_be_disabled()
    screen.page.reload()
    expect(screen.page.get_by_role("listitem").last.get_by_label("Class of device")).to_have_value("h100")


def test_an_order_beyond_the_budget_is_said_before_it_is_placed(open_as: OpenAs, unmade: Film) -> None:
    boss = unmade.producer
    before = boss.get("studio/prices/")
    boss.put("studio/prices/", currency="EUR", rates=[*before["rates"][1:], CPU])
    screen = open_as("producer", f"/p/{unmade.id}/costs")
    screen.page.get_by_label(re.compile("Budget of the production")).fill("0.001")
    screen.button("Save the rules").click()
    expect(screen.page.get_by_text("0.001 EUR").first).to_be_visible()
    screen.picture("costs-empty")
    screen.accessible()
    screen = open_as("producer", f"/p/{unmade.id}/board")
    select_all(screen)
    screen.page.keyboard.press("r")
    dialog = screen.page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("of the budget of the production")
    expect(dialog.get_by_role("button", name=re.compile("^Generate"))).to_be_disabled()
    screen.picture("over-budget")
    screen.accessible()
    boss.patch(f"{unmade.path}spending/", budget=None)
    unmade.generate()
    screen = open_as("producer", f"/p/{unmade.id}/costs")
    expect(screen.page.get_by_role("region", name="By edit and order")).to_contain_text("EUR")
    screen.picture("costs")
    screen.accessible()
