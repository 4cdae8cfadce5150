"""Change sets on the page: gathered from the forms by keyboard, priced, in conflict, compared, proposed and applied."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen


def gather(screen: Screen, name: str) -> None:
    """Put what the form at hand holds into a new change set, by keyboard alone."""
    expect(screen.button("Add to a change set…").first).to_be_enabled()
    screen.page.keyboard.press("Control+Shift+Enter")
    dialog = screen.page.get_by_role("dialog")
    expect(dialog.get_by_label("Name")).to_be_focused()
    screen.page.keyboard.type(name)
    screen.picture("change-set-add")
    screen.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def test_an_edit_is_gathered_by_keyboard_kept_in_a_conflict_and_applied(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]
    screen = open_as("producer", f"/p/{own.id}/change-sets")
    expect(screen.heading("No change set yet")).to_be_visible()
    screen.picture("change-sets-empty")
    screen.go(f"/p/{own.id}/shots/{shot['id']}?tab=edit")
    screen.page.get_by_label("Description").fill("Rain on the water.")
    gather(screen, "Rain")
    expect(screen.page.get_by_label("Description")).not_to_have_value("Rain on the water.")
    screen.go(f"/p/{own.id}/change-sets")
    expect(screen.page.get_by_role("main").get_by_text("4 stages of 1 shot").first).to_be_visible()
    screen.page.get_by_role("button", name=re.compile("^Rain")).click()
    expect(screen.heading("What applying it would make")).to_be_visible()
    screen.picture("change-set")
    screen.accessible()
    own.producer.patch(f"shots/{shot['id']}/", description="Snow on the water.")
    expect(screen.page.get_by_role("main")).to_contain_text("It was changed after this edit was gathered.")
    expect(screen.page.get_by_role("main")).to_contain_text("Snow on the water.")
    expect(screen.button("Apply", exact=True)).to_be_disabled()
    screen.picture("change-set-conflict")
    screen.accessible()
    screen.button(re.compile("^Keep ours")).click()
    screen.press("Control+Enter", "Apply")
    screen.picture("change-set-apply")
    screen.page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(screen.page.get_by_role("main")).to_contain_text("All its edits were one act")
    screen.picture("change-set-applied")
    screen.accessible()
    assert own.producer.get(f"shots/{shot['id']}/")["description"] == "Rain on the water."


def two_sets(own: Film) -> None:
    """A set that moves the camera of the first shot, and one that draws the whole film in ink."""
    shots = own.shots()
    style = {"production": own.id, "field": "parameter:style", "value": "ink"}
    camera = {"shot": shots[0]["id"], "field": "camera", "value": "push-in"}
    other = {**camera, "value": "pull-out"}
    for name, edits in (("Closer", [camera]), ("All in ink", [style, other])):
        own.producer.post(f"{own.path}change-sets/", name=name, edits=edits)


def test_two_sets_are_compared(open_as: OpenAs, own: Film) -> None:
    two_sets(own)
    screen = open_as("producer", f"/p/{own.id}/change-sets")
    screen.page.get_by_role("button", name=re.compile("^Closer")).click()
    screen.button("Compare with…").click()
    screen.page.get_by_role("menuitem", name="All in ink").click()
    expect(screen.heading("“Closer” keeps more")).to_be_visible()
    screen.picture("change-sets-compared")
    screen.accessible()


def test_a_reviewer_proposes_what_they_cannot_save(open_as: OpenAs, own: Film) -> None:
    two_sets(own)
    reviewer = open_as("reviewer", f"/p/{own.id}/shots/{own.shots()[1]['id']}?tab=edit")
    reviewer.page.get_by_label("Description").fill("Nobody is there.")
    reviewer.picture("change-set-hint")
    expect(reviewer.button("Save", exact=True)).to_be_disabled()
    gather_into = reviewer.button("Add to a change set…")
    gather_into.click()
    reviewer.page.get_by_role("dialog").get_by_role("button", name=re.compile("Change set")).click()
    reviewer.page.get_by_role("option", name="Closer (1)").click()
    reviewer.page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
    expect(reviewer.page.get_by_role("dialog")).to_have_count(0)
    expect(reviewer.button("1 unsaved")).to_have_count(0)
    reviewer.go(f"/p/{own.id}/change-sets")
    reviewer.page.get_by_role("button", name=re.compile("^Closer")).click()
    expect(reviewer.page.get_by_role("main")).to_contain_text("may edit shots; you are reviewer")
    reviewer.page.keyboard.press("p")
    reviewer.page.get_by_label("A word to those who decide").fill("Please.")
    reviewer.page.get_by_role("dialog").get_by_role("button", name="Propose").click()
    expect(reviewer.page.get_by_role("main")).to_contain_text("Please.")
    reviewer.picture("change-set-proposed")
    reviewer.accessible()


def add_a_shot(screen: Screen, description: str, into: str) -> None:
    """Add a shot behind the one that the keyboard stands on, to a new change set, by keyboard."""
    dialog = screen.page.get_by_role("dialog")
    screen.press("n", "Add, move or remove shots by a change set")
    expect(dialog.get_by_label("What happens in it")).to_be_focused()
    screen.page.keyboard.type(description)
    dialog.get_by_label("Name").fill(into)
    expect(dialog).to_contain_text("Changes 1 shot")
    screen.picture("board-add-shot")
    screen.accessible()
    screen.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def move_behind(screen: Screen, code: str, behind: str) -> None:
    """Move the shot that the keyboard stands on behind one that only the set has."""
    dialog = screen.page.get_by_role("dialog")
    screen.page.keyboard.press("m")
    expect(dialog.get_by_role("heading")).to_have_text(f"Move {code}")
    dialog.get_by_role("button", name=re.compile("Where")).click()
    screen.page.get_by_role("option", name=f"Behind the new shot “{behind}”").click()
    expect(dialog).to_contain_text("Its price is shown in the change set")
    screen.picture("board-move-shot")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_have_count(0)


def remove_the_next(screen: Screen) -> None:
    dialog = screen.page.get_by_role("dialog")
    screen.page.keyboard.press("j")
    screen.page.keyboard.press("Delete")
    screen.picture("board-remove-shot")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_have_count(0)


def test_shots_come_move_and_go_by_a_set_gathered_on_the_board_by_keyboard(open_as: OpenAs, own: Film) -> None:
    first, second, *others = own.shots()
    screen = open_as("producer", f"/p/{own.id}/board")
    screen.page.keyboard.press("j")
    add_a_shot(screen, "Gulls over the quay.", "Another opening")
    move_behind(screen, first["code"], "Gulls over the quay.")
    remove_the_next(screen)
    screen.go(f"/p/{own.id}/change-sets")
    screen.page.get_by_role("button", name=re.compile("^Another opening")).click()
    main = screen.page.get_by_role("main")
    expect(main).to_contain_text("removed from the film")
    expect(main.get_by_text("4 stages of 1 shot").first).to_be_visible()
    screen.picture("change-set-of-shots")
    screen.accessible()
    screen.press("Control+Enter", "Apply")
    screen.page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(main).to_contain_text("All its edits were one act")
    new, *rest = own.shots()
    assert new["description"] == "Gulls over the quay."
    assert [shot["id"] for shot in rest] == [first["id"], *(shot["id"] for shot in others)]
    assert second["id"] not in {shot["id"] for shot in rest}
