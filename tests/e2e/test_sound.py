"""Films with sound: heard with the picture, muted, drawn, and told where it is longer than its shot."""

from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import FRAMES, Film
from tests.support.waiting import eventually

PROBE = """
window.heard = [];
const { start, stop } = AudioBufferSourceNode.prototype;
AudioBufferSourceNode.prototype.start = function (when, offset) {
  const frame = document.querySelector("[data-testid=frame]")?.textContent ?? "";
  this.told = { offset, length: this.buffer.duration, frame, stopped: false };
  window.heard.push(this.told);
  return start.call(this, when, offset);
};
AudioBufferSourceNode.prototype.stop = function (...when) {
  this.told.stopped = true;
  return stop.apply(this, when);
};
"""
"""Writes down what the browser is told to let be heard, on which frame, and what it is told to stop."""
WATCH = """() => {
  window.seen = [];
  const watch = () => {
    const cues = [...document.querySelectorAll("video")].flatMap((video) =>
      [...video.textTracks].flatMap((track) => [...(track.activeCues ?? [])].map((cue) => cue.text)));
    const sounding = window.heard.filter(({ stopped }) => !stopped).length;
    const frame = document.querySelector("[data-testid=frame]").textContent;
    window.seen.push({ frame, cues, sounding });
    requestAnimationFrame(watch);
  };
  watch();
}"""
"""Writes down at every painting which frame is named, which captions stand, and how many sounds go on."""
NEAR = 3
"""Frames beside a cut at which the page may still be changing over."""


def narrated(film: Film) -> Film:
    film.producer.put(f"{film.path}pipeline/", template="narrated_film")
    film.producer.post(f"{film.path}pipeline/publish/")
    film.generate()
    return film


def test_a_film_is_heard_with_its_picture_until_it_is_muted(open_as: OpenAs, unmade: Film) -> None:
    film = narrated(unmade)
    screen = open_as("reviewer", f"/p/{film.id}/film")
    screen.page.add_init_script(PROBE)
    screen.page.reload()
    screen.button("Play", exact=True).click()
    (first,) = eventually(lambda: screen.page.evaluate("window.heard.slice(0, 1)"), 60)
    assert 0 <= first["offset"] < 0.5
    assert abs(first["length"] - FRAMES / 24) < 0.001
    screen.button("Sound off").click()
    expect(screen.page.get_by_role("slider", name="Volume")).to_have_value("0")
    screen.picture("film-with-sound")
    screen.accessible()
    screen.page.reload()
    expect(screen.button("Sound on")).to_be_visible()
    screen.page.keyboard.press("Shift+M")
    expect(screen.page.get_by_role("slider", name="Volume")).to_have_value("100")


def test_dailies_are_heard_and_read_over_the_cut_between_two_shots(open_as: OpenAs, unmade: Film) -> None:
    film = narrated(unmade)
    speaking = [shot for shot in film.shots() if shot["dialogue"]][::-1]
    said = [shot["dialogue"][0]["text"] for shot in speaking]
    entries = [{"shot": shot["id"], "take": None} for shot in speaking]
    dailies = film.producer.post(f"{film.path}playlists/", name="Dailies", entries=entries)
    screen = open_as("reviewer", f"/p/{film.id}/playlists/{dailies['id']}")
    screen.page.add_init_script(PROBE)
    screen.page.reload()
    screen.settled()
    expect(screen.page.get_by_test_id("frame")).to_have_text("0")
    screen.page.evaluate(WATCH)
    screen.button("Play", exact=True).click()
    last = str(len(speaking) * FRAMES - 1)
    expect(screen.page.get_by_test_id("frame")).to_have_text(last)
    screen.page.mouse.move(1, 1)
    expect(screen.page.get_by_role("tooltip")).to_have_count(0)
    screen.picture("dailies-with-sound")
    screen.accessible()
    heard_over_the_cut(screen.page.evaluate("window.heard"))
    read_over_the_cut(screen.page.evaluate("window.seen"), said)


def heard_over_the_cut(heard: list[dict[str, Any]]) -> None:
    """Each take's own sound begins where its picture stands, the second one with its first frames."""
    frames = [int(each["frame"]) for each in heard]
    assert {frame // FRAMES for frame in frames} == {0, 1}
    for frame, each in zip(frames, heard, strict=True):
        assert abs(each["length"] - FRAMES / 24) < 0.001
        assert abs(each["offset"] - frame % FRAMES / 24) <= NEAR / 24
    assert min(frame for frame in frames if frame >= FRAMES) < FRAMES + FRAMES // 2
    assert all(each["stopped"] for each in heard)


def read_over_the_cut(seen: list[dict[str, Any]], said: list[str]) -> None:
    """Each take's own words stand on it, none of the other's, and never do two sounds go on at once."""
    read: dict[int, set[str]] = {0: set(), 1: set()}
    for each in seen:
        assert each["sounding"] <= 1
        frame = int(each["frame"]) if each["frame"].isdigit() else -1
        if frame % FRAMES >= NEAR and frame >= 0:
            read[frame // FRAMES] |= set(each["cues"])
    assert read == {0: {said[0]}, 1: {said[1]}}


def test_a_shot_draws_its_sound_and_says_when_its_speech_is_longer(open_as: OpenAs, unmade: Film) -> None:
    film = unmade
    speaking = next(shot for shot in film.shots() if shot["dialogue"])
    film.producer.patch(f"shots/{speaking['id']}/", frames=8)
    narrated(film)
    screen = open_as("artist", f"/p/{film.id}/shots/{speaking['id']}")
    expect(screen.page.get_by_role("img", name="The sound of this take, drawn")).to_be_visible()
    expect(screen.page.get_by_role("main")).to_contain_text("the shot has 8: its end is not heard")
    screen.picture("shot-with-sound")
    screen.accessible()


def test_a_character_is_given_a_voice(open_as: OpenAs, unmade: Film) -> None:
    given = {"kind": "voice", "name": "Old Sea", "attributes": {"voice": "Annie"}}
    voice = unmade.producer.post(f"{unmade.path}references/", **given)
    screen = open_as("artist", f"/p/{unmade.id}/references")
    screen.link("MARA").click()
    screen.page.get_by_role("button", name="Speaks with").click()
    screen.page.get_by_role("option", name="Old Sea").click()
    expect(screen.page.get_by_role("button", name="Speaks with")).to_contain_text("Old Sea")
    people = unmade.producer.get(f"{unmade.path}references/?kind=character")["results"]
    assert [each["voice"] for each in people if each["name"] == "MARA"] == [voice["id"]]
    screen.picture("reference-with-voice")
    screen.accessible()


def test_the_board_tells_a_stage_that_does_not_apply_from_one_that_was_never_made(
    open_as: OpenAs, unmade: Film
) -> None:
    film = narrated(unmade)
    screen = open_as("reviewer", f"/p/{film.id}/board")
    silent = screen.page.get_by_role("gridcell").filter(has_text="This stage does not apply to this shot")
    expect(silent).to_have_count(sum(not shot["dialogue"] for shot in film.shots()))
    expect(screen.page.get_by_role("gridcell").filter(has_text="Empty")).to_have_count(0)
    screen.accessible()
