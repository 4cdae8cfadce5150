"""A newcomer: the demonstration film plays at the first start, with sound and captions, in two languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import running
from tests.e2e.screen import Screen, sign_in
from tests.e2e.test_captions import shows
from tests.e2e.test_film import to_frame
from tests.e2e.test_sound import PROBE
from tests.support.browser import Witness
from tests.support.waiting import eventually

SPOKEN = 340
"""A frame at which Isak asks for the keeper, in both languages."""


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[running.System]:
    """A system at its first start, as everybody begins."""
    with running.system(tmp_path / "var", DEMO_FILM="1") as system:
        yield system


def test_the_demonstration_is_seen_heard_and_read_in_two_languages(
    browser: Browser, fresh: running.System, witness: Witness, pictures: Path
) -> None:
    page = browser.new_context(base_url=fresh.url, viewport={"width": 1440, "height": 900}).new_page()
    witness.watch(page)
    page.add_init_script(PROBE)
    page.goto("/")
    sign_in(page, "producer", fresh.people["producer"].password)
    screen = Screen(page, "newcomer", pictures)
    screen.link("The Last Light").first.click()
    expect(page.get_by_role("main")).to_contain_text("41 of 41 shots have a take")
    expect(page.get_by_role("main")).to_contain_text("Everything that was made fits")
    screen.link("Film").first.click()
    to_frame(screen, SPOKEN)
    shows(screen, "ISAK: I am looking for the keeper.")
    screen.picture("film")
    page.keyboard.press("Space")
    eventually(lambda: page.evaluate("window.heard.length") > 0, 60)
    page.keyboard.press("Space")
    screen.button(re.compile("Heard in")).click()
    page.get_by_role("option", name="German").click()
    to_frame(screen, SPOKEN)
    shows(screen, "ISAK: Ich suche den Wärter.")
    screen.picture("film-in-german")
    page.context.close()
