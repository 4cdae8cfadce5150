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


def test_a_verdict_says_what_it_is_about_where_a_take_has_several_parts(open_as: OpenAs, unmade: Film) -> None:
    unmade.with_stills()
    unmade.generate()
    unmade.submit(1)
    screen = open_as("reviewer", f"/p/{unmade.id}/review")
    screen.press("a", "Approve")
    about = screen.page.get_by_role("group", name="About:")
    expect(about.get_by_role("checkbox", name="picture")).to_be_checked()
    expect(about.get_by_role("checkbox", name="still")).to_be_checked()
    screen.picture("review-parts")
    screen.accessible()
    screen.page.keyboard.press("Enter")
    expect(screen.heading("Nothing waits for a verdict")).to_be_visible()
    unmade.grade("warm")
    unmade.submit(1)
    queue = screen.page.get_by_role("region", name="What waits for a verdict")
    expect(queue).to_contain_text("picture only")
    parts = screen.page.get_by_role("list", name="What it holds")
    expect(parts).to_contain_text("approved by")
    screen.press("x", "Request changes")
    expect(about.get_by_role("checkbox", name="picture")).to_be_checked()
    expect(about.get_by_role("checkbox", name="still")).not_to_be_checked()
    screen.picture("review-picture-only")
    screen.accessible()


def test_a_take_says_which_of_its_parts_would_come_out_other(open_as: OpenAs, unmade: Film) -> None:
    unmade.with_stills()
    unmade.generate()
    shot, take = unmade.shots()[0]["id"], unmade.takes()[0]["id"]
    unmade.people["reviewer"].post(f"takes/{take}/request-changes/", comment="Another moment.", ports=["still"])
    unmade.producer.put(f"shots/{shot}/parameters/grade/", value="cold")
    screen = open_as("reviewer", f"/p/{unmade.id}/shots/{shot}")
    expect(screen.page.get_by_role("main")).to_contain_text("picture changes; still as it was")
    screen.picture("shot-parts")
    screen.accessible()
    screen.go(f"/p/{unmade.id}/board")
    expect(screen.page.get_by_role("grid")).to_contain_text("picture changes; still as it was")
    screen.picture("board-parts")
    screen.accessible()
