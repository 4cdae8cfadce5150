"""What is typed and not saved: it comes back in place, is offered after a reload, and only its author sees it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.running import System
from tests.e2e.screen import Screen, sign_in
from tests.support.browser import Witness

TEXT = "Fog, thick as wool."
Form = tuple[str, Callable[[Screen, Film], None], Callable[[Screen], Locator]]


def offered(screen: Screen) -> Locator:
    """What is offered from before the page was loaded."""
    return screen.page.get_by_role("group", name=re.compile("^Unsaved text from"))


def tab(screen: Screen, name: str) -> None:
    screen.page.get_by_role("tab", name=name).click()


def go(screen: Screen, name: str) -> None:
    """Go to another screen by the rail."""
    screen.page.get_by_role("navigation", name="Main navigation").get_by_role("link", name=name, exact=True).click()
    screen.at(f"/{name.lower()}")


def box(name: str) -> Callable[[Screen], Locator]:
    return lambda screen: screen.page.get_by_role("textbox", name=name, exact=True).first


def press(name: str) -> Callable[[Screen, Film], None]:
    return lambda screen, _: screen.button(name).first.click()


def stay(screen: Screen, film: Film) -> None:
    """The form stands there already."""


def shot_path(film: Film) -> str:
    return f"shots/{film.shots()[0]['id']}?tab=edit"


def mara(screen: Screen, film: Film) -> None:
    screen.link("MARA").click()


def mara_locked(screen: Screen, film: Film) -> None:
    mara(screen, film)
    screen.button("Lock…").click()


def placing(screen: Screen, film: Film) -> None:
    screen.button(re.compile("marker", re.I)).first.click()
    screen.page.get_by_role("menuitem", name="Name this moment").click()


def adding(screen: Screen, film: Film) -> None:
    screen.page.get_by_role("region", name="People").get_by_role("button", name="Add").click()


def differing(screen: Screen, film: Film) -> None:
    tab(screen, "Difference")


def pasting(screen: Screen, film: Film) -> None:
    screen.button("Compare with a key and a note that you have").click()


def saving_template(screen: Screen, film: Film) -> None:
    screen.button("Templates and files").click()
    screen.page.get_by_role("menuitem", name="Save as a template…").click()


def clock(screen: Screen) -> Locator:
    return screen.page.locator("input[type=datetime-local]").first


FORMS: dict[str, Form] = {
    "shots": ("", stay, box("Description")),
    "references": ("references", mara, box("Description")),
    "references/new": ("references", press("New reference"), box("Name")),
    "references/lock": ("references", mara_locked, box("Reason")),
    "parameters": ("parameters?parameter=style", stay, box("Value")),
    "parameters/lock": ("parameters?parameter=style", stay, box("Reason")),
    "overview/name": ("", stay, box("Name of the production")),
    "overview/member": ("", adding, box("User name")),
    "history/marker": ("history", placing, box("Name")),
    "history/moment": ("history", press("Choose a moment…"), clock),
    "history/range": ("history", press("Any time"), clock),
    "history/difference": ("history", differing, box("From A")),
    "change-sets/new": ("change-sets", press("New change set…"), box("Name")),
    "pipeline/output": ("pipeline", stay, box("Name of another output")),
    "pipeline/template": ("pipeline", saving_template, box("Title")),
    "queue/pause": ("queue", press("Pause"), box("Why (optional)")),
    "verification/key": ("verification", pasting, box("Signing key")),
    "verification/note": ("verification", pasting, box("Signed note")),
}
TYPED = {"history/moment": "2026-01-02T03:04:05", "history/range": "2026-01-02T03:04", "history/difference": "2"}
"""What is typed where a text would not do."""


@pytest.mark.parametrize("form", FORMS)
def test_a_form_keeps_its_text_over_another_screen_and_a_reload(
    open_as: OpenAs, unmade: Film, witness: Witness, form: str
) -> None:
    witness.expects("status of 404")  # nobody has asked for a verification yet
    path, reach, field = FORMS[form]
    path = shot_path(unmade) if form == "shots" else path
    text = TYPED.get(form, TEXT)
    screen = open_as("producer", f"/p/{unmade.id}/{path}")
    reach(screen, unmade)
    field(screen).fill(text)
    screen.page.keyboard.press("Escape")
    go(screen, "Board")
    screen.page.go_back()
    if not field(screen).is_visible():
        reach(screen, unmade)
    expect(field(screen)).to_have_value(text)
    expect(offered(screen)).to_have_count(0)
    screen.page.reload()
    screen.settled()
    if form.partition("/")[2] or form == "references":
        reach(screen, unmade) if not field(screen).is_visible() else None
    expect(field(screen)).to_have_value(text)
    expect(offered(screen)).to_contain_text("Nothing else was changed")
    screen.picture(f"draft-{form.replace('/', '-')}")
    screen.accessible()
    offered(screen).get_by_role("button", name="Discard").click()
    expect(field(screen)).not_to_have_value(text)
    expect(screen.button("1 unsaved")).to_have_count(0)


def test_a_name_is_kept_and_a_password_never(open_as: OpenAs) -> None:
    screen = open_as("artist", "/account")
    name = box("What others read")(screen)
    name.fill(TEXT)
    passwords = screen.page.locator("input[type=password]")
    for field in passwords.all():
        field.fill("a secret of mine 7")
    screen.page.reload()
    screen.settled()
    expect(name).to_have_value(TEXT)
    expect(offered(screen)).to_contain_text("Nothing else was changed")
    assert passwords.count() > 0 and [field.input_value() for field in passwords.all()] == [""] * passwords.count()
    assert "a secret of mine 7" not in str(screen.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))
    offered(screen).get_by_role("button", name="Discard").click()
    expect(name).not_to_have_value(TEXT)


def test_what_is_said_of_a_model_is_kept_until_it_is_cancelled(open_as: OpenAs) -> None:
    screen = open_as("producer", "/models")
    folder = screen.page.get_by_role("dialog").get_by_label(re.compile("Folder or LoRA of the server"))
    screen.button("Add a model").first.click()
    folder.fill(TEXT)
    screen.page.keyboard.press("Escape")
    expect(folder).to_have_count(0)
    screen.page.reload()
    screen.settled()
    screen.button("Add a model").first.click()
    expect(folder).to_have_value(TEXT)
    expect(offered(screen)).to_contain_text("Nothing else was changed")
    screen.picture("draft-model")
    screen.accessible()
    screen.button("Cancel").click()
    expect(screen.button("1 unsaved")).to_have_count(0)


def test_the_number_of_a_frame_is_kept_until_one_goes_there(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", f"/p/{made.id}/film")
    number = screen.page.get_by_role("dialog").get_by_role("textbox")
    screen.button("Go to frame").click()
    number.fill("5")
    screen.page.keyboard.press("Escape")
    screen.page.reload()
    screen.settled()
    screen.button("Go to frame").click()
    expect(number).to_have_value("5")
    screen.page.get_by_role("dialog").get_by_role("button", name="Go", exact=True).click()
    expect(screen.button("1 unsaved")).to_have_count(0)


def test_a_shot_keeps_its_text_over_tabs_and_shots_and_saves_it(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/{shot_path(unmade)}")
    words = box("Description")(screen)
    words.fill(TEXT)
    tab(screen, "History")
    tab(screen, "Edit")
    expect(words).to_have_value(TEXT)
    tab(screen, "Inputs")
    screen.page.keyboard.press("]")
    expect(screen.page.get_by_role("main")).to_contain_text(unmade.shots()[1]["code"])
    tab(screen, "Edit")
    expect(words).not_to_have_value(TEXT)
    screen.button("1 unsaved").click()
    screen.picture("drafts-menu")
    screen.page.get_by_role("menuitem", name=unmade.shots()[0]["code"]).click()
    expect(words).to_have_value(TEXT)
    screen.inspector().get_by_role("button", name="Save").click()
    expect(screen.button("1 unsaved")).to_have_count(0)
    assert unmade.shots()[0]["description"] == TEXT


def test_what_changed_meanwhile_is_said_beside_the_text(open_as: OpenAs, unmade: Film) -> None:
    shot = unmade.shots()[0]
    screen = open_as("artist", f"/p/{unmade.id}/{shot_path(unmade)}")
    box("Description")(screen).fill(TEXT)
    screen.page.goto("about:blank")
    unmade.producer.patch(f"shots/{shot['id']}/", description="Theirs.", frames=48)
    screen.page.go_back()
    screen.settled()
    expect(offered(screen)).to_contain_text("Description is now: Theirs.")
    expect(offered(screen)).to_contain_text("Frames is now: 48")
    expect(box("Description")(screen)).to_have_value(TEXT)
    screen.picture("draft-meanwhile")
    screen.accessible()
    offered(screen).get_by_role("button", name="Keep").click()
    screen.inspector().get_by_role("button", name="Save").click()
    expect(screen.button("1 unsaved")).to_have_count(0)
    assert (unmade.shots()[0]["description"], unmade.shots()[0]["frames"]) == (TEXT, 48)


def test_after_a_conflict_there_is_a_choice_and_no_save_that_fails_again(
    open_as: OpenAs, unmade: Film, witness: Witness
) -> None:
    witness.expects("status of 412")
    shot = unmade.shots()[0]
    screen = open_as("artist", f"/p/{unmade.id}/{shot_path(unmade)}")
    save = screen.inspector().get_by_role("button", name="Save", exact=True)
    box("Description")(screen).fill(TEXT)
    unmade.producer.patch(f"shots/{shot['id']}/", description="Theirs.")
    save.click()
    expect(screen.button("Save mine on top")).to_be_visible()
    expect(save).to_have_count(0)
    screen.picture("shot-conflict")
    screen.accessible()
    box("Description")(screen).fill(f"{TEXT} More.")
    expect(save).to_have_count(0)
    screen.button("Save mine on top").click()
    expect(screen.button("1 unsaved")).to_have_count(0)
    assert unmade.shots()[0]["description"] == f"{TEXT} More."


def test_the_script_keeps_its_text(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    editor = screen.page.get_by_role("textbox", name="Screenplay")
    expect(screen.page.locator(".cm-shot-first")).not_to_have_count(0)
    editor.click()
    screen.page.keyboard.press("ControlOrMeta+End")
    screen.page.keyboard.insert_text(f"\n\n{TEXT}\n")
    go(screen, "Board")
    screen.page.go_back()
    expect(editor).to_contain_text(TEXT)
    expect(screen.page.locator(".cm-shot-first")).not_to_have_count(0)
    screen.page.reload()
    expect(editor).to_contain_text(TEXT)
    expect(offered(screen)).to_be_visible()
    screen.picture("draft-script")
    screen.accessible()
    offered(screen).get_by_role("button", name="Discard").click()
    expect(editor).not_to_contain_text(TEXT)
    expect(screen.button("1 unsaved")).to_have_count(0)


def test_a_remark_keeps_its_words_and_ctrl_enter_keeps_the_note(open_as: OpenAs, own: Film) -> None:
    own.submit(2)
    screen = open_as("reviewer", f"/p/{own.id}/review")
    words = screen.page.get_by_role("main").get_by_role("textbox")
    screen.press("c", "Comment")
    words.fill(TEXT)
    screen.page.keyboard.press("Escape")
    expect(words).to_have_count(0)
    screen.press("n", "Comment")
    expect(screen.page.get_by_role("main")).to_contain_text("2 of 2")
    screen.press("b", "Comment")
    expect(words).to_have_value(TEXT)
    screen.page.reload()
    expect(words).to_have_value(TEXT)
    expect(offered(screen)).to_be_visible()
    screen.picture("draft-note")
    screen.accessible()
    words.press("ControlOrMeta+Enter")
    expect(words).to_have_count(0)
    expect(screen.button("1 unsaved")).to_have_count(0)
    assert [note["text"] for take in own.takes() for note in take["notes"]] == [TEXT]


def test_a_verdict_that_came_too_late_is_not_said_by_a_button_that_fails(
    open_as: OpenAs, own: Film, witness: Witness
) -> None:
    witness.expects("status of 412")
    own.submit(1)
    screen = open_as("reviewer", f"/p/{own.id}/review")
    screen.press("x", "Request changes")
    words = screen.page.get_by_role("main").get_by_role("textbox")
    words.fill(TEXT)
    own.producer.post(f"takes/{own.waiting()}/notes/", text="Look at the coat.", frame=3)
    expect(screen.page.get_by_role("status").filter(has_text="acted on this take")).to_be_visible()
    words.press("Enter")
    expect(screen.page.get_by_role("alert")).to_contain_text("wrote a note")
    expect(screen.page.get_by_role("main").get_by_role("button", name="Request changes", exact=True)).to_have_count(0)
    screen.picture("verdict-conflict")
    screen.accessible()
    screen.button("Request changes all the same").click()
    expect(screen.heading("Nothing waits for a verdict")).to_be_visible()
    assert own.verdicts() == {"changes_requested": 1}


def test_offline_a_screen_says_in_place_that_it_did_not_come(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("ERR_INTERNET_DISCONNECTED", "Failed to fetch dynamically imported module")
    screen = open_as("artist", f"/p/{unmade.id}/{shot_path(unmade)}")
    box("Description")(screen).fill(TEXT)
    screen.page.context.set_offline(True)
    go(screen, "History")
    expect(screen.heading("Part of this page did not load")).to_be_visible()
    screen.picture("screen-offline")
    screen.accessible()
    screen.button("Try again").first.click()
    expect(screen.heading("Part of this page did not load")).to_be_visible()
    screen.page.go_back()
    expect(box("Description")(screen)).to_have_value(TEXT)
    screen.page.go_forward()
    screen.page.context.set_offline(False)
    expect(screen.page.get_by_role("tab", name="What happened")).to_be_visible()
    screen.page.go_back()
    expect(box("Description")(screen)).to_have_value(TEXT)
    expect(offered(screen)).to_have_count(0)


def test_a_part_that_a_newer_page_replaced_is_no_reason_to_lose_text(
    open_as: OpenAs, unmade: Film, witness: Witness
) -> None:
    witness.expects("status of 404", "Failed to fetch dynamically imported module")
    screen = open_as("artist", f"/p/{unmade.id}/{shot_path(unmade)}")
    box("Description")(screen).fill(TEXT)
    screen.page.route("**/history-page-*.js", lambda route: route.fulfill(status=404))
    go(screen, "History")
    expect(screen.button("Load the newer page")).to_be_visible()
    screen.picture("screen-gone")
    screen.accessible()
    screen.page.unroute("**/history-page-*.js")
    screen.button("Load the newer page").click()
    expect(screen.page.get_by_role("tab", name="What happened")).to_be_visible()
    screen.button("1 unsaved").click()
    screen.page.get_by_role("menuitem", name=unmade.shots()[0]["code"]).click()
    expect(box("Description")(screen)).to_have_value(TEXT)


def test_two_tabs_keep_both_their_texts(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/{shot_path(unmade)}")
    other = screen.page.context.new_page()
    other.goto(screen.page.url)
    box("Description")(screen).fill("One.")
    other.get_by_role("textbox", name="Description").fill("Two.")
    other.close(run_before_unload=False)
    screen.page.reload()
    expect(offered(screen)).to_be_visible()
    kept = {box("Description")(screen).input_value()}
    offered(screen).get_by_role("button", name="Discard").click()
    expect(box("Description")(screen)).not_to_have_value(*kept)
    assert kept | {box("Description")(screen).input_value()} == {"One.", "Two."}


def test_another_person_at_the_same_browser_finds_nothing(
    open_as: OpenAs, unmade: Film, system: System, witness: Witness
) -> None:
    witness.expects("status of 401")  # what the page asked while its session ended
    screen = open_as(None, "/sign-in")  # not with the cookies that other tests share: signing out ends them

    def come(name: str) -> None:
        sign_in(screen.page, name, system.people[name].password)
        screen.at("/productions")
        screen.go(f"/p/{unmade.id}/{shot_path(unmade)}")

    def leave() -> None:
        screen.button(re.compile("·")).click()
        screen.page.get_by_role("menuitem", name="Sign out").click()

    come("artist")
    box("Description")(screen).fill(TEXT)
    leave()
    come("artist")
    expect(box("Description")(screen)).to_have_value(TEXT)
    leave()
    for name in ("producer", "artist"):
        come(name)
        expect(box("Description")(screen)).not_to_have_value(TEXT)
        expect(offered(screen)).to_have_count(0)
        leave()
    assert screen.page.evaluate("Object.keys(localStorage).filter(key => key.includes('draft'))") == []
