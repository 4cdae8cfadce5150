"""A reviewer's whole day: a playlist is played over cuts, compared, drawn on, talked about, decided and taken along."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import FRAMES, Film
from tests.e2e.screen import Screen
from tests.support.waiting import eventually

DESK: ViewportSize = {"width": 1280, "height": 800}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
FIRST = 1001
"""What the production calls the first frame; it stands at one o'clock."""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_a_reviewers_day(open_as: OpenAs, own: Film, size: ViewportSize, tmp_path: Path) -> None:
    own.producer.put(f"{own.path}parameters/first_frame/", value=str(FIRST))
    own.producer.put(f"{own.path}parameters/first_timecode/", value="01:00:00:00")
    own.submit(own.count)
    screen = open_as("reviewer", f"/p/{own.id}/playlists", viewport=size)
    day = Day(screen, own, f"day-{size['width']}")
    day.opens()
    day.plays()
    day.compares()
    day.notes()
    day.resolves()
    day.sends_back()
    day.approves_and_takes_it_back()
    day.approves_several()
    day.takes_along(tmp_path)
    assert own.verdicts() == {"approved": 3, "changes_requested": 1}


class Day:
    """What a reviewer does in one room, with a picture of each step."""

    def __init__(self, screen: Screen, film: Film, name: str) -> None:
        self.screen, self.film, self.name = screen, film, name
        self.page = screen.page
        self.notes_ = self.page.get_by_role("region", name="Notes", exact=True)
        self.takes = [take["id"] for take in film.takes()]

    def seen(self, step: str) -> None:
        """Keep a picture, with no tip beside what happens to be under the mouse; nothing reaches beyond the window."""
        self.page.mouse.move(1, 1)
        expect(self.page.get_by_role("tooltip")).to_have_count(0)
        self.screen.picture(f"{self.name}-{step}")
        assert not self.page.evaluate(SIDEWAYS), step

    def frame(self) -> int:
        text = self.page.get_by_test_id("frame").inner_text().strip("\u2007 ")
        return int(text) if text.isdigit() else -1

    def shows(self, frame: int) -> None:
        eventually(lambda: self.frame() == frame, 30)

    def opens(self) -> None:
        self.screen.button("New playlist").last.click()
        self.page.get_by_label("Name").fill("Monday")
        self.screen.button("Begin").click()
        takes = self.page.get_by_role("list", name="Takes of the playlist").get_by_role("listitem")
        expect(takes).to_have_count(self.film.count)
        self.shows(FIRST)
        expect(self.page.get_by_text("01:00:00:00", exact=True)).to_be_visible()
        self.seen("1-opens")
        self.screen.accessible()

    def plays(self) -> None:
        self.screen.button("Play", exact=True).click()
        eventually(lambda: self.frame() > FIRST + FRAMES + 2, 60)
        self.screen.button("Pause", exact=True).click()
        at = self.frame() - FIRST
        code = self.film.shots()[at // FRAMES]["code"]
        expect(self.page.get_by_role("main").get_by_role("link", name=code, exact=True)).to_be_visible()
        expect(self.page.get_by_text(f"01:00:{at // 24:02d}:{at % 24:02d}", exact=True)).to_be_visible()
        self.seen("2-plays")
        self.screen.button("Go to frame").first.click()
        self.page.get_by_label(f"Frame, {FIRST} to {FIRST + FRAMES * self.film.count - 1}").fill(str(FIRST + 5))
        self.screen.button("Go", exact=True).click()
        self.shows(FIRST + 5)

    def compares(self) -> None:
        self.screen.button("Compare").first.click()
        expect(self.page.get_by_test_id("side-0")).to_have_attribute("data-frame", "5")
        expect(self.page.get_by_role("img", name=f"Take 1, frame {FIRST + 5}").first).to_be_visible()
        self.seen("3-compares")
        self.page.go_back()
        self.shows(FIRST + 5)

    def notes(self) -> None:
        self.say("The coat is too bright", "Must fix", draws=True)
        self.page.keyboard.press("ArrowRight")
        self.shows(FIRST + 6)
        self.say("Is this the old quay?", "Question")
        self.seen("4-notes")
        self.screen.accessible()
        said = self.film.producer.get(f"takes/{self.takes[0]}/notes/")["results"]
        assert [(each["kind"], each["frame"], bool(each["drawing"])) for each in said] == [
            ("must_fix", 5, True),
            ("question", 6, False),
        ]
        assert [person["name"] for person in said[0]["mentions"]] == ["Artist"]

    def say(self, words: str, kind: str, *, draws: bool = False) -> None:
        self.screen.button(re.compile("^Comment")).click()
        self.page.keyboard.type(f"{words} ")
        self.screen.button("Kind").click()
        self.page.get_by_role("option", name=kind).click()
        self.screen.button("Mention").click()
        self.page.get_by_role("menuitem", name="Artist").click()
        if draws:
            self.screen.button("Draw", exact=True).click()
            self.draw(self.page.get_by_test_id("drawing-pad"))
            self.seen("4-draws")
        self.screen.button("Keep note").click()
        expect(self.notes_).to_contain_text(words)

    def draw(self, pad: Locator) -> None:
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None, "it is on the screen"
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x - 20, y - 20)
        self.page.mouse.down()
        self.page.mouse.move(x + 20, y + 10, steps=4)
        self.page.mouse.up()

    def resolves(self) -> None:
        self.screen.button(re.compile("^Approve ?A?$")).click()
        expect(self.page.get_by_role("region", name="Must be fixed")).to_contain_text("1 note says")
        self.seen("5-must-be-fixed")
        self.film.people["artist"].post(f"takes/{self.takes[0]}/notes/", text="It is darker now.", answers=1)
        expect(self.notes_).to_contain_text("It is darker now.")
        self.screen.button(re.compile("^Resolve: The coat")).click()
        expect(self.page.get_by_role("region", name="Must be fixed")).to_have_count(0)
        expect(self.notes_).to_contain_text("resolved by")
        self.screen.button("Cancel").click()

    def sends_back(self) -> None:
        self.page.keyboard.press("n")
        self.shows(FIRST + FRAMES)
        expect(self.page.get_by_role("main")).to_contain_text(f"frame {FIRST} of the take")
        self.screen.button(re.compile("^Request changes")).click()
        self.page.keyboard.type("She blinks twice.")
        for reason in ("Timing", "Identity"):
            self.page.get_by_role("checkbox", name=reason).check(force=True)
        self.seen("6-sends-back")
        self.page.get_by_role("textbox", name=re.compile(f"on frame {FIRST}$")).press("Enter")
        self.shows(FIRST + 2 * FRAMES)
        assert self.film.producer.get(f"takes/{self.takes[1]}/")["reasons"] == ["identity", "timing"]

    def approves_and_takes_it_back(self) -> None:
        self.screen.button(re.compile("^Approve ?A?$")).click()
        self.page.get_by_role("textbox", name=re.compile("^Approve take")).press("Enter")
        self.shows(FIRST + 3 * FRAMES)
        eventually(lambda: self.film.verdicts().get("approved") == 1, 30)
        self.page.keyboard.press("b")
        code = self.film.shots()[2]["code"]
        self.page.get_by_role("main").get_by_role("link", name=code, exact=True).click()
        self.screen.button("Withdraw approval").click()
        expect(self.screen.button("Withdraw approval")).to_have_count(0)
        self.seen("7-withdrawn")
        eventually(lambda: self.film.verdicts() == {"changes_requested": 1}, 30)
        self.film.people["artist"].post(f"takes/{self.takes[2]}/submit/")
        self.page.go_back()

    def approves_several(self) -> None:
        self.screen.button("Approve 3 takes").click()
        self.seen("8-approves")
        self.screen.accessible()
        self.page.get_by_role("dialog").get_by_role("button", name="Approve 3 takes").click()
        expect(self.screen.button("Approve 3 takes")).to_have_count(0)
        self.seen("9-evening")

    def takes_along(self, folder: Path) -> None:
        files = {}
        for label in ("All notes as CSV", "All notes to print", "The cut as OTIO", "The cut as EDL"):
            self.notes_.get_by_role("button", name="Download").click()
            with self.page.expect_download() as coming:
                self.page.get_by_role("menuitem", name=re.compile(f"^{label}")).click()
            coming.value.save_as(folder / label)
            files[label] = (folder / label).read_bytes()
        rows = list(csv.DictReader(io.StringIO(files["All notes as CSV"].decode("utf-8-sig"))))
        assert [(row["Frame"], row["Timecode"]) for row in rows] == [("1006", "01:00:00:05"), ("1007", "01:00:00:06")]
        assert files["All notes to print"].startswith(b"%PDF-")
        assert b"Is this the old quay?" in files["The cut as OTIO"]
        assert b"* LOC: 01:00:00:06" in files["The cut as EDL"]
