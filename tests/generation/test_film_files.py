"""Scripts, lists and storyboards on the command line."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from productions.models import User
from productions.queries import listing
from productions.tables.reading import read
from tests.generation.filming import Film
from tests.productions.screenplay.formats.documents import FULL


def test_a_script_comes_in_from_final_draft_and_goes_out_both_ways(film: Film, tmp_path: Path) -> None:
    User.objects.create_user("ida", person=film.by.actor)
    came = tmp_path / "came.fdx"
    came.write_bytes(FULL)
    call_command("import_script", str(came), "--production", str(film.log), "--as", "ida")
    call_command("export_script", str(tmp_path / "out.FDX"), "--production", str(film.log))
    call_command("export_script", str(tmp_path / "out.fountain"), "--production", str(film.log))
    assert b"<DefId>d1</DefId>" in (tmp_path / "out.FDX").read_bytes()
    assert (tmp_path / "out.fountain").read_text() == listing.script(film.log).state.text
    with pytest.raises(CommandError, match="not as"):
        call_command("export_script", str(tmp_path / "out.doc"), "--production", str(film.log))


def test_lists_and_a_storyboard_are_written(film: Film, tmp_path: Path) -> None:
    for name, of in (("a.csv", "shots"), ("b.xlsx", "characters"), ("c.csv", "locations"), ("d.pdf", "shots")):
        call_command("export_lists", str(tmp_path / name), "--production", str(film.log), "--of", of)
    assert len(read((tmp_path / "a.csv").read_bytes()).rows) == 3
    assert [row.cells[0] for row in read((tmp_path / "b.xlsx").read_bytes()).rows] == ["Mara", "Ivo"]
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")


def test_a_shot_list_comes_in(film: Film, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create_user("ida", person=film.by.actor)
    file = tmp_path / "list.csv"
    file.write_text("Id,Words\nSC010_0010,Ice.\n,x\n")
    command = ("import_shots", str(file), "--production", str(film.log), "--as", "ida", "--column", "Id=code")
    with pytest.raises(CommandError, match="what it holds"):
        call_command(*command, "--column", "Words=colour")
    with pytest.raises(CommandError, match="row 2"):
        call_command(*command, "--column", "Words=nothing", "--column", "Words=size")
    call_command(*command, "--column", "Words=description", "--dry-run")
    assert listing.shot(film.shots["one"]).state.description == "Shot one at the ferry."
    call_command(*command, "--column", "Words=description")
    assert listing.shot(film.shots["one"]).state.description == "Ice."
    assert "1 changed" in capsys.readouterr().out
