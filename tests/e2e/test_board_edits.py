"""The board as a table: fields written in place by keyboard, many at once, columns by choice, and tables both ways."""

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen
from tests.support.browser import Witness
from tests.support.waiting import eventually

COLUMNS = ("Shot", "Description", "Size", "Camera", "Frames", "Cast")
"""The columns that come before those of the stages, as long as nobody chose others."""


def cell(screen: Screen, shot: str, field: str) -> Locator:
    """The cell of a field of a shot."""
    row = screen.page.get_by_role("grid").locator(f"[data-row='{shot}']")
    return row.locator(f"[data-column='{COLUMNS.index(field)}']")


def editor(screen: Screen) -> Locator:
    return screen.page.get_by_role("dialog", name=re.compile(r"_\d{4}: "))


def opened(open_as: OpenAs, film: Film, role: str = "producer", **window: Any) -> tuple[Screen, list[str]]:
    screen = open_as(role, f"/p/{film.id}/board", **window)
    shots = [shot["id"] for shot in film.shots()]
    expect(cell(screen, shots[0], "Size")).to_be_visible()
    return screen, shots


def test_fields_are_written_by_keyboard_one_after_the_other(open_as: OpenAs, own: Film) -> None:
    screen, (first, *_) = opened(open_as, own)
    keys = screen.page.keyboard
    cell(screen, first, "Description").click()
    keys.press("Enter")
    expect(screen.page.get_by_role("textbox", name="Description")).to_be_focused()
    keys.press("ControlOrMeta+a")
    keys.type("Rain on the water.")
    expect(editor(screen)).to_contain_text("1 shot")
    screen.picture("board-edit")
    screen.accessible()
    keys.press("Tab")
    expect(screen.page.get_by_role("combobox", name="Size")).to_be_focused()
    screen.page.get_by_role("combobox", name="Size").select_option("close-up")
    screen.picture("board-edit-size")
    keys.press("Enter")
    expect(editor(screen)).to_have_count(0)
    expect(cell(screen, first, "Size")).to_have_text("close-up")
    eventually(lambda: own.producer.get(f"shots/{first}/")["size"] == "close-up", 30)
    assert own.producer.get(f"shots/{first}/")["description"] == "Rain on the water."


def test_keys_go_from_cell_to_cell(open_as: OpenAs, unmade: Film) -> None:
    screen, (first, second, *_) = opened(open_as, unmade)
    keys = screen.page.keyboard
    cell(screen, first, "Size").click()
    keys.press("ArrowDown")
    keys.press("F2")
    expect(screen.page.get_by_role("combobox", name="Size")).to_be_focused()
    keys.press("Escape")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("Enter")
    keys.type("36")
    keys.press("Enter")
    expect(cell(screen, second, "Frames")).to_have_text("36")
    eventually(lambda: unmade.producer.get(f"shots/{second}/")["frames"] == 36, 30)


def test_what_is_left_unsaved_is_kept_and_shown(open_as: OpenAs, unmade: Film) -> None:
    screen, (first, *_) = opened(open_as, unmade)
    said = unmade.shots()[0]["description"]
    cell(screen, first, "Description").click()
    screen.page.keyboard.press("Enter")
    screen.page.get_by_role("textbox", name="Description").fill("A gull.")
    screen.page.reload()
    expect(cell(screen, first, "Description")).to_contain_text("A gull.")
    expect(cell(screen, first, "Description")).to_contain_text("Not saved")
    cell(screen, first, "Description").click()
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_role("textbox", name="Description")).to_have_value("A gull.")
    screen.picture("board-edit-left")
    screen.accessible()
    screen.page.get_by_role("textbox", name="Description").press("Escape")
    expect(cell(screen, first, "Description")).to_have_text(said)


def test_two_who_write_on_one_field_see_each_other(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("412")
    screen, (first, *_) = opened(open_as, unmade)
    cell(screen, first, "Description").click()
    screen.page.keyboard.press("Enter")
    text = screen.page.get_by_role("textbox", name="Description")
    text.fill("Mine.")
    unmade.people["artist"].patch(f"shots/{first}/", description="Theirs.")
    text.press("Enter")
    screen.button("Show it").click()
    expect(editor(screen)).to_contain_text("Theirs.")
    screen.picture("board-edit-conflict")
    screen.accessible()
    screen.button("Save mine on top").click()
    eventually(lambda: unmade.producer.get(f"shots/{first}/")["description"] == "Mine.", 30)
    expect(cell(screen, first, "Description")).to_have_text("Mine.")


def test_who_is_in_a_shot_is_said_by_name(open_as: OpenAs, unmade: Film) -> None:
    shots = unmade.shots()
    shot = next(shot["id"] for shot in shots if shot["cast"])
    screen, _ = opened(open_as, unmade)
    cell(screen, shot, "Cast").click()
    screen.page.keyboard.press("Enter")
    names = screen.page.get_by_role("textbox", name="Cast")
    names.fill("Nobody Known")
    expect(editor(screen)).to_contain_text("Nobody and nothing in the film is called “Nobody Known”.")
    screen.picture("board-edit-cast")
    screen.accessible()
    names.fill("")
    names.press("Enter")
    eventually(lambda: unmade.producer.get(f"shots/{shot}/")["cast"] == [], 30)
    expect(cell(screen, shot, "Cast")).to_have_text("")


def test_a_field_of_all_selected_shots_is_set_as_one_act(open_as: OpenAs, own: Film) -> None:
    before = [shot["camera"] for shot in own.shots()]
    screen, shots = opened(open_as, own)
    screen.button("Select all shots that are shown").click()
    screen.page.keyboard.press("f")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Field").click()
    screen.page.get_by_role("option", name="Camera").click()
    dialog.get_by_role("button", name="What all of them say").click()
    screen.page.get_by_role("option", name="push-in").click()
    expect(dialog).to_contain_text(f"{len(shots)} shots")
    screen.picture("board-set")
    screen.accessible()
    dialog.get_by_role("button", name=f"Set Camera of {len(shots)} shots").click()
    expect(dialog).to_have_count(0)
    expect(cell(screen, shots[-1], "Camera")).to_have_text("push-in")
    assert {shot["camera"] for shot in own.shots()} == {"push-in"}
    last = eventually(lambda: own.producer.get(f"{own.path}undo/")["undo"], 30)
    own.producer.post(f"{own.path}undo/", command=last["command"])
    assert [shot["camera"] for shot in own.shots()] == before


def test_a_table_is_pasted_from_a_cell_and_copied_whole(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("409")
    rights: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}
    screen, (first, second, *_) = opened(open_as, unmade, **rights)
    code = unmade.shots()[0]["code"]
    put = "text => navigator.clipboard.writeText(text)"
    screen.page.evaluate(put, "Close up\tpush-in\nhuge\tpan-left\n")
    cell(screen, first, "Size").click()
    screen.page.keyboard.press("ControlOrMeta+v")
    dialog = screen.page.get_by_role("dialog", name="Paste 2 × 2 cells")
    expect(dialog).to_contain_text("“huge” is no size.")
    screen.picture("board-paste")
    screen.accessible()
    unmade.producer.patch(f"shots/{second}/", camera="tilt-up")
    expect(dialog.get_by_role("row").last).to_contain_text("tilt-up")
    dialog.get_by_role("button", name="Paste").click()
    expect(dialog).to_have_count(0)
    shot, other = unmade.shots()[:2]
    assert (shot["size"], shot["camera"], other["camera"]) == ("close-up", "push-in", "pan-left")
    expect(cell(screen, first, "Size")).to_have_text("close-up")
    cell(screen, first, "Shot").locator("[data-tick]").click()
    screen.page.keyboard.press("ControlOrMeta+c")
    copied = screen.page.evaluate("() => navigator.clipboard.readText()").split("\t")
    assert (copied[0], copied[2:4]) == (code, ["close-up", "push-in"])


def test_columns_are_chosen_and_kept(open_as: OpenAs, unmade: Film) -> None:
    screen, _ = opened(open_as, unmade)
    screen.button("Columns").click()
    screen.page.get_by_role("checkbox", name="Camera").locator("xpath=ancestor::label").click()
    screen.button("Frames: further to the left").click()
    screen.picture("board-columns")
    screen.accessible()
    screen.page.keyboard.press("Escape")
    heads = screen.page.get_by_role("columnheader")
    expect(heads.filter(has_text="Camera")).to_have_count(0)
    screen.page.reload()
    expect(heads.filter(has_text="Size")).to_be_visible()
    expect(heads.filter(has_text="Camera")).to_have_count(0)


def test_who_may_not_write_learns_why_and_a_phone_has_room(open_as: OpenAs, unmade: Film) -> None:
    screen, (first, *_) = opened(open_as, unmade, "reviewer")
    cell(screen, first, "Size").click()
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_role("status").filter(has_text="you are reviewer")).to_be_visible()
    expect(editor(screen)).to_have_count(0)
    phone, (first, *_) = opened(
        open_as, unmade, "artist", viewport={"width": 390, "height": 844}, color_scheme="light", has_touch=True
    )
    phone.page.keyboard.press("j")
    phone.page.keyboard.press("ArrowRight")
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_role("textbox", name="Description")).to_be_focused()
    phone.picture("board-edit-phone")
    phone.accessible()
