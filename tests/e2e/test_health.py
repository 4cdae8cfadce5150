"""How the installation is, for those who answer for it."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.support.browser import Witness


def test_whoever_answers_for_the_installation_sees_how_it_is(open_as: OpenAs, made: Film) -> None:
    screen = open_as("producer", "/productions")
    screen.page.keyboard.press("g")
    screen.page.keyboard.press("i")
    screen.at("/health$")
    expect(screen.page.get_by_role("row").filter(has_text="Last sign of life of sequencer")).to_be_visible()
    expect(screen.page.get_by_role("row").filter(has_text="Guards of the log that are off")).to_contain_text("0")
    stored = screen.page.get_by_role("region", name="Stored files")
    expect(stored.get_by_role("row").filter(has_text="board, cut and film show them")).to_be_visible()
    expect(stored).to_contain_text("newest takes of each shot stay")
    screen.picture("health")
    screen.accessible()


def test_others_are_told_who_may(open_as: OpenAs, witness: Witness) -> None:
    witness.expects("status of 403")
    screen = open_as("artist", "/health")
    expect(screen.page.get_by_role("alert")).to_contain_text("Superusers of this installation")
    expect(screen.link("Health")).to_have_count(0)
    screen.accessible()
