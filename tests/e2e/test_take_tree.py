"""The takes of a shot as a tree by what changed: told by field, compared with the one before, the prompt as sent."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.support.waiting import eventually


def test_takes_stand_by_what_changed_and_are_compared_with_the_one_before(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]
    own.producer.put(f"shots/{shot['id']}/parameters/grade/", value="noir")
    own.generate()
    own.producer.post(f"{own.path}orders/", shots=[shot["id"]], variations=2)
    own.finished()
    takes = eventually(lambda: _several(own, shot["id"], 3), 60)
    screen = open_as("artist", f"/p/{own.id}/shots/{shot['id']}?tab=tree")
    tree = screen.page.get_by_role("list", name="Takes by what changed")
    expect(tree.get_by_role("listitem")).to_have_count(3)
    edited = tree.get_by_role("listitem").filter(has_text="After v1")
    expect(edited).to_contain_text("Grade")
    expect(edited).to_contain_text("noir")
    expect(tree).to_contain_text(f"Variation 2 of v{takes[1]['number']}")
    screen.picture("tree")
    screen.accessible()
    edited.get_by_role("button", name=re.compile("^v")).click()
    screen.at(f"take={takes[1]['id']}")
    screen.button("As sent by prompt").click()
    expect(tree.get_by_label("As sent by prompt")).to_contain_text("Fog on the water")
    screen.picture("tree-sent")
    screen.accessible()
    screen.page.emulate_media(color_scheme="light")
    screen.picture("tree-light")
    screen.accessible()
    edited.get_by_role("button", name="All differences from v1").click()
    expect(screen.inspector()).to_contain_text("noir")
    screen.at("tab=differences")
    screen.page.get_by_role("tab", name="Tree").click()
    edited.get_by_role("button", name="Compare with v1").click()
    screen.at(f"/shots/{shot['id']}/compare")


def _several(film: Film, shot: str, count: int) -> list[dict[str, object]]:
    """The takes of a shot, newest first, once there are so many."""
    takes: list[dict[str, object]] = film.producer.get(f"shots/{shot}/takes/")["results"]
    return takes if len(takes) == count else []


def test_who_may_not_see_prompts_sees_the_tree_without_them(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]
    own.producer.put(f"shots/{shot['id']}/parameters/grade/", value="noir")
    own.generate()
    screen = open_as("reviewer", f"/p/{own.id}/shots/{shot['id']}?tab=tree")
    tree = screen.page.get_by_role("list", name="Takes by what changed")
    expect(tree.get_by_role("listitem").filter(has_text="After v1")).to_be_visible()
    expect(tree.get_by_text("noir")).to_have_count(0)
    screen.page.set_viewport_size({"width": 390, "height": 844})
    screen.picture("tree-phone")
    screen.accessible()
