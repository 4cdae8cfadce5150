"""The pipeline on the page: read, changed as a list and in the graph, checked while typing, published, as a template."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen


def choose(screen: Screen, field: str, option: str) -> None:
    """Choose an option of a select by its label."""
    screen.button(re.compile(f"^.*{field}")).first.click()
    screen.page.get_by_role("option", name=option, exact=True).click()


def test_a_stage_is_added_checked_while_typing_saved_and_published(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/pipeline")
    main = screen.page.get_by_role("main")
    expect(screen.button(re.compile("^motion"))).to_be_visible()
    screen.picture("pipeline")
    screen.accessible()
    screen.button("Add a stage").click()
    screen.page.get_by_role("menuitem", name=re.compile("Keyframe", re.IGNORECASE)).click()
    expect(main).to_contain_text('Nothing that a take is made of needs "keyframe_2"')
    screen.picture("pipeline-problem")
    screen.accessible()
    screen.page.get_by_label("Name", exact=True).fill("Second look")
    screen.page.get_by_label("For which shots").fill("speeks")
    expect(main).to_contain_text('Do you mean "speaks"?')
    screen.page.get_by_label("For which shots").fill("speaks")
    expect(main).not_to_contain_text("Do you mean")
    screen.page.get_by_label("Name of another output").fill("look")
    screen.button("Add", exact=True).click()
    choose(screen, "look", "Second look: keyframe")
    expect(main).to_contain_text("Nothing is wrong with it.")
    screen.picture("pipeline-draft")
    screen.accessible()
    screen.page.keyboard.press("Control+Enter")
    expect(screen.button("Publish…")).to_be_enabled()
    screen.button("Publish…").click()
    dialog = screen.page.get_by_role("dialog")
    expect(dialog).to_contain_text("All in all the film would need")
    screen.picture("pipeline-publish")
    screen.accessible()
    dialog.get_by_role("button", name="Publish", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(main).to_contain_text("The draft is what is published.")
    published = unmade.producer.get(f"productions/{unmade.id}/pipeline/")["published"]
    assert published["outputs"]["look"] == "keyframe_2.keyframe"
    assert [node["when"] for node in published["nodes"] if node["id"] == "keyframe_2"] == ["speaks"]
