"""The queue: what runs with a picture of it, what waits and for what, what failed; pausing, priorities and workers."""

import json
import os
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.running import System
from tests.support.processes import descendants
from tests.support.waiting import eventually

LONG = 6000
"""Frames of the small film's size: long enough to be seen while it is drawn."""


def test_a_queue_without_work_says_what_comes_first(open_as: OpenAs, system: System) -> None:
    production = system.people["producer"].post("productions/", name="Nothing to do")["id"]
    screen = open_as("producer", f"/p/{production}/queue")
    expect(screen.heading("Nothing is being made")).to_be_visible()
    expect(screen.page.get_by_role("row").filter(has_text="cpu@")).to_be_visible()
    screen.picture("queue-empty")
    screen.accessible()


def test_the_queue_is_reached_by_keys_and_shows_what_runs_as_it_looks(open_as: OpenAs, unmade: Film) -> None:
    first = unmade.shots()[0]
    unmade.producer.patch(f"shots/{first['id']}/", frames=LONG)
    order = unmade.producer.post(f"{unmade.path}orders/", shots=[shot["id"] for shot in unmade.shots()])
    screen = open_as("producer", f"/p/{unmade.id}/board")
    screen.page.keyboard.press("g")
    screen.page.keyboard.press("q")
    screen.at("/queue$")
    expect(screen.page.get_by_role("img", name="How it looks after step")).to_be_visible(timeout=60_000)
    expect(screen.page.get_by_text("a second")).to_be_visible()
    screen.page.get_by_text("Why it is made").click()
    expect(screen.page.get_by_role("region", name="What makes it run")).to_contain_text("Not made yet")
    screen.picture("queue-running")
    screen.accessible()
    screen.go(f"/p/{unmade.id}/shots/{first['id']}")
    expect(screen.page.get_by_role("img", name="How it looks after step")).to_be_visible(timeout=60_000)
    screen.picture("shot-being-made")
    unmade.producer.post(f"orders/{order['id']}/cancel/")


def test_a_paused_queue_says_so_and_goes_on(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/queue")
    screen.press("p", "Pause")
    screen.page.get_by_label("Why (optional)").fill("The grade is wrong")
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_text("The queue is paused: nothing new is begun.")).to_be_visible()
    expect(screen.page.get_by_role("link", name="the queue was paused")).to_contain_text("The grade is wrong")
    order = unmade.producer.post(f"{unmade.path}orders/", shots=[unmade.shots()[0]["id"]])
    row = screen.page.get_by_role("row").filter(has_text="its turn")
    expect(row).to_be_visible()
    screen.page.get_by_role("button", name="Priority").click()
    screen.page.get_by_role("option", name="High").click()
    eventually(lambda: unmade.producer.get(f"orders/{order['id']}/")["priority"] == "high")
    screen.picture("queue-paused")
    screen.accessible()
    screen.button("Go on").click()
    expect(screen.heading("Nothing is being made")).to_be_visible(timeout=60_000)


def test_a_held_order_says_what_it_waits_for_and_its_shot_why_it_would_be_made(open_as: OpenAs, unmade: Film) -> None:
    first, second, *_ = unmade.shots()
    unmade.producer.post(f"{unmade.path}orders/", shots=[first["id"]], held=True)
    screen = open_as("producer", f"/p/{unmade.id}/queue")
    expect(screen.page.get_by_role("main")).to_contain_text("Waits to be released. It may cost at most")
    expect(screen.page.get_by_role("region", name="Jobs", exact=True)).to_contain_text("4 held")
    screen.picture("queue-held")
    screen.go(f"/p/{unmade.id}/shots/{first['id']}")
    expect(screen.page.get_by_role("main")).to_contain_text("An order is under way")
    expect(screen.inspector().get_by_role("region", name="What makes it run")).to_contain_text("Not made yet")
    screen.picture("shot-why-made")
    screen.accessible()
    screen.go(f"/p/{unmade.id}/shots/{second['id']}")
    expect(screen.page.get_by_role("main")).not_to_contain_text("An order is under way")


def test_who_does_not_steer_is_told_why(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}/queue")
    expect(screen.button("Pause")).to_be_disabled()
    expect(screen.button("Drain")).to_be_disabled()
    screen.accessible()


def kill_runners(system: System) -> None:
    """End whatever draws for the workers just now."""
    for pid in descendants(json.loads((system.var_dir / "services.json").read_text())["pids"]["work"]):
        with suppress(ProcessLookupError, FileNotFoundError):
            if "generation.workers.runner" in Path(f"/proc/{pid}/cmdline").read_text():
                os.kill(pid, signal.SIGKILL)


def test_failures_are_tried_again_by_their_cause(open_as: OpenAs, unmade: Film, system: System) -> None:
    unmade.make_long()
    shot = unmade.shots()[0]["id"]
    unmade.producer.post(f"{unmade.path}orders/", shots=[shot])

    def failed() -> bool:
        queue = unmade.producer.get(f"{unmade.path}queue/")
        if any(job["stage"] == "motion" and job["progress"] for job in queue["running"]):
            kill_runners(system)
        return bool(queue["failures"])

    eventually(failed, 120)
    screen = open_as("producer", f"/p/{unmade.id}/queue")
    expect(screen.heading("Failed, by cause")).to_be_visible()
    expect(screen.page.get_by_text("Tried by")).to_contain_text("3 times")
    screen.picture("queue-failed")
    screen.accessible()
    screen.button("Fix…").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Set", exact=False).first.click()
    screen.page.get_by_role("option", name="Frames per drawing").click()
    dialog.get_by_label("Value").fill("2")
    expect(dialog.get_by_text("It is set on 1 shot; one undo takes it back.")).to_be_visible()
    screen.picture("queue-fix")
    screen.accessible()
    dialog.get_by_role("button", name="Cancel").click()
    screen.button("Try again").click()
    expect(screen.heading("Failed, by cause")).to_have_count(0)
    order = eventually(
        lambda: next(
            (each for each in unmade.producer.get(f"{unmade.path}orders/")["results"] if each["state"] == "running"),
            None,
        )
    )
    unmade.producer.post(f"orders/{order['id']}/cancel/")


def test_a_worker_is_drained_and_let_work_again(open_as: OpenAs, made: Film) -> None:
    screen = open_as("producer", f"/p/{made.id}/queue")
    screen.button("Drain").click()
    expect(screen.page.get_by_role("row").filter(has_text="Drained")).to_be_visible()
    screen.button("Let it work").click()
    expect(screen.page.get_by_role("row").filter(has_text="Idle")).to_be_visible()
