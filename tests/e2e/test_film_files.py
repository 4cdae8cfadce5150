"""Recorded lines and films as files, on the page."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.generation.test_recorded_lines import recorded


def sounding(film: Film) -> Film:
    film.producer.put(f"{film.path}pipeline/", template="film_with_sound")
    film.producer.post(f"{film.path}pipeline/publish/")
    film.generate()
    return film


def test_a_line_is_heard_as_it_was_recorded(open_as: OpenAs, unmade: Film, tmp_path: Path) -> None:
    film = sounding(unmade)
    speaking = next(shot for shot in film.shots() if shot["dialogue"])
    screen = open_as("artist", f"/p/{film.id}/shots/{speaking['id']}")
    lines = screen.page.get_by_role("region", name="Lines", exact=True)
    expect(lines).to_contain_text("Spoken by the engine")
    file = tmp_path / "It is late.wav"
    file.write_bytes(recorded())
    with screen.page.expect_file_chooser() as chooser:
        lines.get_by_role("button", name="Choose a recording").first.click()
    chooser.value.set_files(file)
    expect(lines).to_contain_text("It is late.wav")
    screen.picture("shot-with-recording")
    screen.accessible()
    lines.get_by_role("button", name="Take out the recording of").first.click()
    expect(lines).not_to_contain_text("It is late.wav")


def test_music_is_given_its_file_and_placed_on_the_film(open_as: OpenAs, unmade: Film, tmp_path: Path) -> None:
    music = unmade.producer.post(f"{unmade.path}references/", kind="music", name="Waltz")
    file = tmp_path / "waltz.wav"
    file.write_bytes(recorded(channels=2))
    screen = open_as("artist", f"/p/{unmade.id}/references/{music['id']}")
    with screen.page.expect_file_chooser() as chooser:
        screen.button("Choose a file").first.click()
    chooser.value.set_files(file)
    expect(screen.page.get_by_label("Waltz", exact=True)).to_be_visible()
    screen.picture("reference-with-sound")
    screen.accessible()
    screen = open_as("artist", f"/p/{unmade.id}/film")
    screen.button("Sound…").click()
    dialog = screen.page.get_by_role("dialog", name="Sound of the film")
    dialog.get_by_role("button", name="Sound", exact=False).last.click()
    screen.page.get_by_role("option", name="Waltz").click()
    dialog.get_by_role("button", name="Place", exact=True).click()
    expect(dialog.get_by_role("list")).to_contain_text("Waltz")
    screen.picture("film-sounds")
    screen.accessible()
    dialog.get_by_role("button", name="Take Waltz away").click()
    expect(dialog.get_by_role("list")).to_have_count(0)


def test_the_film_is_written_as_a_file(open_as: OpenAs, unmade: Film) -> None:
    film = sounding(unmade)
    screen = open_as("artist", f"/p/{film.id}/film")
    screen.button("Film as a file…").click()
    dialog = screen.page.get_by_role("dialog", name="Film as a file")
    dialog.get_by_text("Captions as a track of the file").click()
    dialog.get_by_role("button", name="Write the film").click()
    expect(dialog.get_by_role("link", name="Download")).to_be_visible(timeout=120_000)
    expect(dialog).to_contain_text("-23.0 LUFS")
    screen.picture("film-as-a-file")
    screen.accessible()
    with screen.page.expect_download() as fetched:
        dialog.get_by_role("link", name="Download").click()
    assert fetched.value.suggested_filename.endswith(".mp4")
