"""Ordering a stage with all that it stands on, from the pipeline and from the head of a column of the board."""

import re

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen


def choose(screen: Screen, dialog: Locator, field: str, option: str | re.Pattern[str]) -> None:
    """Choose an option of a select of the dialog."""
    dialog.get_by_role("button", name=re.compile(f"{field}$")).click()
    screen.page.get_by_role("option", name=option).first.click()


def ordered(film: Film) -> list[tuple[int, list[str]]]:
    """How many shots each order is for, the newest first, and the stages of its jobs."""
    orders = film.producer.get(f"{film.path}orders/")["results"]
    return [
        (
            len(each["shots"]),
            sorted({job["stage"] for job in film.producer.get(f"orders/{each['id']}/jobs/")["results"]}),
        )
        for each in orders
    ]


def test_a_stage_of_the_pipeline_is_run_to_for_a_scene_and_then_one_shot(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/pipeline?stage=keyframe")
    screen.press("Shift+Enter", "Run to here…")
    dialog = screen.page.get_by_role("dialog", name="Run to Keyframe")
    expect(dialog).to_contain_text("Up to there stand: Prompt → Keyframe.")
    expect(dialog).to_contain_text("In all 8 stages of 4 shots")
    screen.picture("run-to-here")
    screen.accessible()
    choose(screen, dialog, "For which shots", re.compile("QUAY"))
    expect(dialog).to_contain_text("In all 4 stages of 2 shots")
    screen.picture("run-to-here-scene")
    expect(dialog).not_to_contain_text("Motion")
    dialog.get_by_role("button", name="Order 2 shots").click()
    expect(dialog).to_have_count(0)
    unmade.finished()
    assert ordered(unmade) == [(2, ["keyframe", "prompt"])]
    screen.button("Run to here…").click()
    choose(screen, dialog, "For which shots", re.compile("QUAY"))
    expect(dialog).to_contain_text("Nothing would run: all of it is made already")
    expect(dialog.get_by_role("button", name="Order", exact=True)).to_be_disabled()
    screen.picture("run-to-here-made")
    screen.accessible()
    choose(screen, dialog, "For which shots", re.compile("CABIN"))
    choose(screen, dialog, "Shot", re.compile(r"_0010$"))
    expect(dialog).to_contain_text("In all 2 stages of 1 shot")


def test_a_column_of_the_board_is_run_to_for_what_is_selected(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/board")
    first = unmade.shots()[0]
    screen.page.locator(f'[data-row="{first["id"]}"] [data-tick]').click()
    column = screen.button("Motion: actions")
    column.focus()
    column.press("Enter")
    screen.page.get_by_role("menuitem", name="Run to here…").press("Enter")
    dialog = screen.page.get_by_role("dialog", name="Run to Motion")
    expect(dialog).to_contain_text("The 1 selected shot")
    expect(dialog).to_contain_text("In all 3 stages of 1 shot")
    screen.picture("run-to-column")
    screen.accessible()
    dialog.get_by_role("button", name="Order 1 shot").press("Enter")
    expect(dialog).to_have_count(0)
    unmade.finished()
    assert ordered(unmade) == [(1, ["keyframe", "motion", "prompt"])]


def test_who_may_not_order_is_told_why(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("reviewer", f"/p/{unmade.id}/pipeline?stage=keyframe")
    expect(screen.button("Run to here…")).to_be_disabled()
    expect(screen.page.get_by_role("main")).to_contain_text("you are reviewer")
    screen.go(f"/p/{unmade.id}/board")
    expect(screen.page.get_by_role("columnheader", name="Motion")).to_be_visible()
    expect(screen.button("Motion: actions")).to_have_count(0)
