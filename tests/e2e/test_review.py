"""Review: what was submitted is approved or sent back with words on a frame, by keyboard alone."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film


def test_an_empty_queue_says_how_takes_come(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", f"/p/{made.id}/review")
    expect(screen.heading("Nothing waits for a verdict")).to_be_visible()
    screen.picture("review-empty")
    screen.accessible()


def test_a_reviewer_goes_through_the_queue_without_a_mouse(open_as: OpenAs, own: Film) -> None:
    own.submit(2)
    screen = open_as("reviewer", f"/p/{own.id}/review")
    expect(screen.page.get_by_role("main")).to_contain_text("1 of 2")
    screen.picture("review")
    screen.accessible()
    screen.press("x", "Request changes")
    expect(screen.page.get_by_role("textbox")).to_be_focused()
    screen.page.keyboard.type("The coat is green.")
    screen.picture("review-changes")
    screen.accessible()
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_role("main")).to_contain_text("1 of 1")
    screen.press("a", "Approve")
    expect(screen.page.get_by_role("textbox")).to_be_focused()
    screen.page.keyboard.press("Enter")
    expect(screen.heading("Nothing waits for a verdict")).to_be_visible()
    sent_back = screen.page.get_by_role("region", name="What was sent back")
    expect(sent_back).to_contain_text("The coat is green.")
    screen.picture("review-sent-back")
    screen.accessible()
    assert own.verdicts() == {"changes_requested": 1, "approved": 1}


def test_an_artist_submits_and_sees_the_verdict_come_in(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[3]
    screen = open_as("artist", f"/p/{own.id}/shots/{shot['id']}")
    screen.press("s", "Submit")
    take = own.waiting()
    own.people["reviewer"].post(f"takes/{take}/request-changes/", comment="Slower, please.")
    expect(screen.page.get_by_role("main")).to_contain_text("Changes requested")
    expect(screen.page.get_by_role("main")).to_contain_text("Slower, please.")
    expect(screen.page.get_by_role("main")).to_contain_text("In use: under review")
    screen.picture("shot-changes-requested")
    screen.accessible()
    own.people["reviewer"].post(f"takes/{take}/withdraw-changes/")
    expect(screen.page.get_by_role("main")).to_contain_text("In review")


def test_an_auditor_watches_the_queue_and_decides_nothing(open_as: OpenAs, own: Film) -> None:
    own.submit(5)
    screen = open_as("auditor", f"/p/{own.id}/review")
    expect(screen.button("Approve")).to_be_disabled()
    screen.picture("review")
    screen.accessible()
