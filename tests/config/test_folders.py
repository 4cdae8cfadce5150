"""VAR_DIR is ours alone from the moment it is made, and where it cannot be used a sentence says why."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config import folders
from config.env import ROOT, BadEnvironment, read
from tests.support.disks import disk, may_mount


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def open_handed() -> object:
    """Whatever the umask of who runs the tests, the usual one."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_it_is_made_private_with_all_that_is_missing_above(tmp_path: Path) -> None:
    read({"VAR_DIR": str(tmp_path / "missing" / "var")}).make_var_dir()
    assert [mode(tmp_path / "missing"), mode(tmp_path / "missing" / "var")] == [0o700, 0o700]


def test_the_first_who_asks_for_the_secret_key_makes_it_private(tmp_path: Path) -> None:
    assert read({"VAR_DIR": str(tmp_path / "var")}).secret_key
    assert mode(tmp_path / "var") == 0o700


def test_one_that_was_there_keeps_its_permissions_unless_it_is_ours(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    for each in (theirs, ours):
        each.mkdir(mode=0o755)
        folders.prepare(each, ours=each == ours)
    assert [mode(theirs), mode(ours)] == [0o755, 0o700]
    assert [folders.open_to_others(theirs), folders.open_to_others(ours)] == [True, False]


def test_whatever_a_command_writes_is_its_users_alone(tmp_path: Path) -> None:
    write = f"from pathlib import Path; Path({str(tmp_path / 'new')!r}).mkdir(); Path({str(tmp_path / 'a')!r}).touch()"
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", write]
    subprocess.run(command, check=True, umask=0o022, env={**os.environ, "VAR_DIR": str(tmp_path / "var")})
    assert [mode(tmp_path / "new"), mode(tmp_path / "a")] == [0o700, 0o600]


def test_it_may_be_a_link_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to("real")
    env = read({"VAR_DIR": str(tmp_path / "link")})
    assert env.secret_key == read({"VAR_DIR": str(tmp_path / "real")}).secret_key


def test_it_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read({"VAR_DIR": "var"}).var_dir == tmp_path / "var"


ODD = {
    "a file": "it is no folder",
    "a file/var": "what should be a folder is none",
    "dangling": "it is a link that leads nowhere",
    "circle": "it is a link that leads nowhere",
    "open": "everybody may write there",
    "n" * 300: "its name is too long",
}


@pytest.mark.parametrize("name", ODD)
def test_one_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").touch()
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o1777)
    with pytest.raises(BadEnvironment) as refused:
        read({"VAR_DIR": str(tmp_path / name)}).make_var_dir()
    assert str(refused.value).startswith(f"VAR_DIR is {tmp_path / name}: {ODD[name]}.")


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[31m", "a\udcff", "~nobody-of-this-name/var"])
def test_a_name_that_nobody_can_read_or_find_is_refused(name: str) -> None:
    with pytest.raises(BadEnvironment, match="VAR_DIR is "):
        read({"VAR_DIR": name})


@pytest.mark.skipif(not may_mount(), reason="only who may mount can make a file system read-only")
def test_a_file_system_that_can_only_be_read_is_refused(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", 1, "ro"), pytest.raises(BadEnvironment, match="a file system that can only be read"):
        assert read({"VAR_DIR": str(tmp_path / "disk" / "var")}).secret_key


@pytest.mark.skipif(not may_mount(), reason="only who may mount can have a full file system")
def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", 1) as full:
        (full.folder / "var").mkdir(mode=0o700)
        full.fill()
        env = read({"VAR_DIR": str(full.folder / "var")})
        with pytest.raises(BadEnvironment, match="there is no room left on its disk"):
            assert env.secret_key
        assert list(env.var_dir.iterdir()) == []
        full.make_room()
        assert len(env.secret_key) >= 50


@pytest.mark.parametrize("command", ["up", "migrate", "check"])
def test_every_command_refuses_it_in_that_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    variables = {**os.environ, "VAR_DIR": str(tmp_path / "file"), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    done = subprocess.run(
        [sys.executable, "manage.py", command], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"VAR_DIR is {tmp_path / 'file'}: what should be a folder is none. "
        "Mend that, or set VAR_DIR to a folder of yours.\n"
    )
