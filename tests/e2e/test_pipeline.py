"""The pipeline on the page: a list and a graph of it, checked while typing, saved, published, kept as a template."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen
from tests.support.waiting import eventually


def choose(screen: Screen, field: str, option: str) -> None:
    """Choose an option of a select by its label."""
    screen.button(re.compile(f"{field}$")).first.click()
    screen.page.get_by_role("option", name=option, exact=True).click()


def test_a_stage_is_added_checked_while_typing_and_saved(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/pipeline")
    main = screen.page.get_by_role("main")
    expect(screen.button(re.compile("^motion"))).to_be_visible()
    graph = screen.page.get_by_role("region", name="Graph of the stages")
    expect(graph.get_by_text("finish").first).to_be_visible()
    screen.picture("pipeline")
    screen.accessible()
    screen.press("n", "Add a stage")
    screen.page.get_by_role("menuitem", name=re.compile(r"^Keyframe(?! by)")).press("Enter")
    expect(main).to_contain_text('Nothing that a take is made of needs "keyframe_2"')
    screen.picture("pipeline-problem")
    screen.accessible()
    screen.page.get_by_label("Name", exact=True).fill("Second look")
    screen.page.get_by_label("As text").fill("speeks")
    expect(main).to_contain_text('Do you mean "speaks"?')
    screen.page.get_by_label("As text").fill("speaks")
    expect(main).not_to_contain_text("Do you mean")
    screen.page.get_by_label("Name of another output").fill("look")
    screen.button("Add", exact=True).click()
    choose(screen, "look", "Second look: keyframe")
    expect(main).to_contain_text("Nothing is wrong with it.")
    screen.picture("pipeline-draft")
    screen.accessible()
    screen.page.get_by_label("Name", exact=True).press("Control+Enter")
    expect(screen.button("Publish…")).to_be_enabled()
    draft = unmade.producer.get(f"productions/{unmade.id}/pipeline/")["draft"]
    assert draft["outputs"]["look"] == "keyframe_2.keyframe"
    assert [node["when"] for node in draft["nodes"] if node["id"] == "keyframe_2"] == ["speaks"]


def test_a_draft_is_published_once_its_effect_was_seen(open_as: OpenAs, unmade: Film) -> None:
    unmade.producer.put(f"productions/{unmade.id}/pipeline/", template="storyboard")
    screen = open_as("producer", f"/p/{unmade.id}/pipeline")
    main = screen.page.get_by_role("main")
    screen.button("Publish…").click()
    dialog = screen.page.get_by_role("dialog")
    expect(dialog).to_contain_text("All in all the film would need")
    screen.picture("pipeline-publish")
    screen.accessible()
    dialog.get_by_role("button", name="Publish", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(main).to_contain_text("The draft is what is published.")
    published = unmade.producer.get(f"productions/{unmade.id}/pipeline/")["published"]
    assert [node["id"] for node in published["nodes"]] == ["prompt", "keyframe"]


def handle(screen: Screen, stage: str, port: str) -> Locator:
    """A port of a stage in the graph."""
    return screen.page.locator(f'.react-flow__handle[data-nodeid="{stage}"][data-handleid="{port}"]')


def test_ports_are_joined_in_the_graph_and_what_others_saved_is_not_lost(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/pipeline")
    main = screen.page.get_by_role("main")
    screen.button("Add a stage").click()
    screen.page.get_by_role("menuitem", name=re.compile(r"^Keyframe(?! by)")).click()
    fed = screen.button(re.compile("continues is fed by$"))
    expect(fed).to_contain_text("Nothing")
    handle(screen, "keyframe", "keyframe").drag_to(handle(screen, "keyframe_2", "continues"))
    expect(fed).to_contain_text("keyframe: keyframe")
    handle(screen, "motion", "frames").drag_to(handle(screen, "keyframe_2", "continues"))
    expect(fed).to_contain_text("keyframe: keyframe")
    screen.page.locator('.react-flow__node[data-id="motion"]').press("Enter")
    expect(screen.button(re.compile("^motion"))).to_have_attribute("aria-expanded", "true")
    screen.picture("pipeline-joined")
    path = f"productions/{unmade.id}/pipeline/"
    draft = unmade.producer.get(path)["draft"]
    nodes = [{**node, "label": "Moving"} if node["id"] == "motion" else node for node in draft["nodes"]]
    unmade.producer.put(path, nodes=nodes, outputs=draft["outputs"])
    expect(main).to_contain_text("Somebody changed the draft while you did")
    expect(main).to_contain_text("Changed there: Moving.")
    screen.picture("pipeline-conflict")
    screen.accessible()
    screen.button("Keep mine").click()

    def saved() -> dict[str, dict[str, Any]]:
        nodes = {node["id"]: node for node in unmade.producer.get(path)["draft"]["nodes"]}
        return nodes if "keyframe_2" in nodes else {}

    mine = eventually(saved, 30)
    assert mine["keyframe_2"]["inputs"]["continues"] == ["keyframe.keyframe"]
    assert mine["motion"]["label"] == ""


def test_who_may_not_change_the_pipeline_reads_it_and_why(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/pipeline")
    expect(screen.page.get_by_role("main")).to_contain_text("you are artist")
    expect(screen.button("Add a stage")).to_be_disabled()
    screen.page.keyboard.press("j")
    expect(screen.button(re.compile("^prompt"))).to_be_focused()
    expect(screen.page.get_by_label("As text")).to_have_count(0)
    screen.picture("pipeline-read")
    screen.accessible()


def test_a_pipeline_is_kept_as_a_template_and_taken(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/pipeline")
    screen.button("Templates and files").click()
    screen.page.get_by_role("menuitem", name="Save as a template…").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("Our films")
    dialog.get_by_role("button", name="Save the template").click()
    expect(dialog).to_have_count(0)
    screen.button("Templates and files").click()
    screen.page.get_by_role("menuitem", name="Templates…", exact=True).click()
    ours = dialog.get_by_role("listitem").filter(has_text="Our films")
    ours.get_by_role("button", name="Rename").click()
    dialog.get_by_label("Title").fill("Our good films")
    dialog.get_by_role("button", name="Save the template").click()
    ours = dialog.get_by_role("listitem").filter(has_text="Our good films")
    expect(ours).to_be_visible()
    screen.picture("pipeline-templates")
    screen.accessible()
    ours.get_by_role("button", name="Withdraw", exact=True).click()
    ours.get_by_role("button", name="Withdraw the template").click()
    expect(ours).to_have_count(0)
    dialog.get_by_role("button", name="Take into the draft: Storyboard").click()
    expect(screen.button(re.compile("^motion"))).to_have_count(0)
    screen.button("Discard", exact=True).click()
    expect(screen.button(re.compile("^motion"))).to_be_visible()


def test_a_pipeline_is_read_from_a_file(open_as: OpenAs, unmade: Film, tmp_path: Path) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/pipeline")
    file = tmp_path / "pipeline.json"
    held = unmade.producer.get(f"productions/{unmade.id}/pipeline/file/")
    held["nodes"][0]["label"] = "Words"
    file.write_text(json.dumps(held))
    screen.page.get_by_label("Import from a file…").set_input_files(file)
    expect(screen.button(re.compile("^Words"))).to_be_visible()
    screen.picture("pipeline-imported")
    screen.accessible()


def templates(screen: Screen) -> Locator:
    """Open the list of templates."""
    screen.button("Templates and files").click()
    screen.page.get_by_role("menuitem", name="Templates…", exact=True).click()
    return screen.page.get_by_role("dialog")


def stills(file: Path, title: str, label: str) -> Path:
    """Write a pipeline of two stages, the second with a label."""
    words = {"id": "words", "kind": "prompt"}
    still = {"id": "still", "kind": "keyframe", "label": label, "inputs": {"prompt": "words.prompt"}}
    told = {"format": "continuity/pipeline/1", "title": title, "nodes": [words, still]}
    file.write_text(json.dumps({**told, "outputs": {"master": "still.keyframe"}}))
    return file


def test_a_file_becomes_a_template_and_replaces_the_one_of_its_title(
    open_as: OpenAs, unmade: Film, tmp_path: Path
) -> None:
    title, file = f"Stills {unmade.id[-6:]}", tmp_path / "stills.json"
    screen = open_as("producer", f"/p/{unmade.id}/pipeline")
    dialog = templates(screen)
    chooser = dialog.get_by_label("Save a file as a template…").last
    row = dialog.get_by_role("listitem").filter(has_text=title)
    replace = row.get_by_role("button", name="Replace the template")
    chooser.set_input_files(stills(file, title, ""))
    expect(row).to_be_visible()
    chooser.set_input_files(stills(file, title, "Soft look"))
    expect(row).to_contain_text("Stage Soft look changesname: not set → Soft look")
    screen.picture("pipeline-replace")
    screen.accessible()
    replace.click()
    expect(replace).to_have_count(0)
    with screen.page.expect_download() as download:
        row.get_by_role("button", name=f"Export {title}").click()
    exported = json.loads(Path(download.value.path()).read_text())
    assert [node["label"] for node in exported["nodes"]] == ["", "Soft look"]
    row.get_by_role("button", name="Replace…").click()
    row.get_by_role("button", name="With what this production goes by").click()
    expect(row).to_contain_text("Stage Soft look is gone")
    row.get_by_role("button", name="Cancel").click()
    row.get_by_role("button", name="Withdraw", exact=True).click()
    row.get_by_role("button", name="Withdraw the template").click()
    expect(row).to_have_count(0)


def add_condition(screen: Screen, name: str) -> None:
    """Choose a condition from the menu, by keys alone."""
    expect(screen.page.get_by_role("listbox")).to_have_count(0)
    screen.button("Add a condition").press("Enter")
    screen.page.get_by_role("menuitem", name=name, exact=True).press("Enter")


def test_a_condition_is_chosen_from_menus(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/pipeline?stage=finish")
    text = screen.page.get_by_label("As text")
    first, second = (screen.page.get_by_role("listitem", name=f"Condition {number}") for number in (1, 2))
    add_condition(screen, "Dialogue")
    expect(text).to_have_value("speaks")
    first.get_by_role("button", name=re.compile("What is asked$")).click()
    screen.page.get_by_role("option", name="nobody speaks").click()
    expect(text).to_have_value("not speaks")
    add_condition(screen, "Language")
    expect(text).to_have_value("not speaks and parameter:language != en")
    second.get_by_role("button", name=re.compile("Joined by$")).click()
    screen.page.get_by_role("option", name="or", exact=True).click()
    second.get_by_label("Value").fill("de")
    expect(text).to_have_value("not speaks or parameter:language != de")
    add_condition(screen, "Scene setting")
    expect(text).to_have_value("not speaks or parameter:language != de and scene.setting = INT")
    screen.picture("pipeline-conditions")
    screen.accessible()
    first.get_by_role("button", name="Take out condition 1").click()
    expect(text).to_have_value("parameter:language != de and scene.setting = INT")


def test_what_is_no_condition_is_said_while_typing(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/pipeline?stage=finish")
    text, main = screen.page.get_by_label("As text"), screen.page.get_by_role("main")
    first = screen.page.get_by_role("listitem", name="Condition 1")
    text.fill("parameter:language != ")
    expect(main).to_contain_text("Say which value it is compared with.")
    first.get_by_label("Value").fill("de")
    expect(main).not_to_contain_text("Say which value it is compared with.")
    text.fill("speaks or")
    expect(main).to_contain_text("This is no condition")
    expect(first).to_have_count(0)
    screen.picture("pipeline-no-condition")
    screen.accessible()
    text.fill("size = huge")
    expect(main).to_contain_text('it is never "huge"')


def test_a_stage_says_what_became_of_its_work(open_as: OpenAs, own: Film) -> None:
    own.producer.put(f"productions/{own.id}/parameters/finish.fade_in/", value="6")
    screen = open_as("producer", f"/p/{own.id}/pipeline?of=published&stage=finish")
    work = screen.page.get_by_role("region", name="Work")
    expect(work).to_contain_text(re.compile("Made .*met again|Made .*nothing met"))
    parameters = screen.page.get_by_role("region", name="Parameters")
    expect(parameters.get_by_role("listitem").filter(has_text="Fade in")).to_contain_text("6")
    screen.picture("pipeline-work")
    screen.accessible()
