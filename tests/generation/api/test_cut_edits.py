"""The cut at the API: trimmed and reordered by hand, followed by all that reads the film, and no shot made again."""

from typing import Any
from uuid import UUID

import pytest

from events import sequencer
from generation.cut.film import cut_list
from productions import commands
from tests.generation.filming import Film
from tests.support.web import Api

pytestmark = pytest.mark.django_db
SCRIPT_ORDER = ("one", "two", "three")


@pytest.fixture
def ids(film: Film) -> dict[str, str]:
    """The shots of the film, all of them made, by name."""
    film.make()
    return {name: str(film.shots[name]) for name in SCRIPT_ORDER}


def edit(ida: Api, address: str, *edits: dict[str, Any], **more: Any) -> Any:
    return ida.post(f"{address}cut/edits/", edits=list(edits), **more)


def shown(cut: Any, ids: dict[str, str]) -> list[tuple[str, int, int, int]]:
    """What is seen of which shot, where."""
    names = {id_: name for name, id_ in ids.items()}
    return [(names[clip["shot"]], clip["start"], clip["frames"], clip["first"]) for clip in cut["clips"]]


def test_a_cut_follows_the_script_until_somebody_edits_it(ida: Api, address: str, ids: dict[str, str]) -> None:
    begun = ida.get(f"{address}cut/")
    assert (begun["version"], shown(begun, ids)) == (0, [("one", 0, 2, 0), ("two", 2, 2, 0), ("three", 4, 2, 0)])
    made = edit(
        ida,
        address,
        {"edit": "trim", "shot": ids["two"], "head": 1},
        {"edit": "move", "shot": ids["three"], "behind": None},
    )
    assert shown(made, ids) == [("three", 0, 2, 0), ("one", 2, 2, 0), ("two", 4, 1, 1)]
    assert [clip["moved"] for clip in made["clips"]] == [True, False, False]
    assert (made["version"], made["frames"], made["clips"][2]["whole"]) == (2, 5, 2)
    assert shown(ida.get(f"{address}cut/"), ids) == shown(made, ids)


def test_neither_trims_nor_order_make_a_shot_again(ida: Api, address: str, ids: dict[str, str]) -> None:
    """The set of stages that are executed for a trim and for a reorder is empty."""
    edit(ida, address, {"edit": "trim", "shot": ids["two"], "tail": 1})
    edit(ida, address, {"edit": "move", "shot": ids["one"], "behind": ids["three"]})
    edit(ida, address, {"edit": "dissolve", "into": ids["one"], "frames": 1})
    plan = ida.get(f"{address}plan/")
    assert (plan["stages"], plan["total"]["stages"]) == ([], 0)
    assert not any(clip["out_of_date"] for clip in ida.get(f"{address}cut/")["clips"])


def test_one_batch_is_one_undo(ida: Api, address: str, ids: dict[str, str]) -> None:
    before = ida.get(f"{address}cut/")
    made = edit(
        ida,
        address,
        {"edit": "trim", "shot": ids["one"], "tail": 1},
        {"edit": "move", "shot": ids["three"], "behind": ids["one"]},
        {"edit": "drop", "shot": ids["two"]},
        {"edit": "insert", "behind": ids["one"], "frames": 5},
        {"edit": "mark", "shot": ids["three"], "frame": 1, "name": "Bell"},
    )
    sequencer.step()
    assert [left["code"] for left in made["left_out"]] == ["SC010_0020"]
    assert [(gap["start"], gap["frames"]) for gap in made["gaps"]] == [(1, 5)]
    assert [(mark["name"], mark["at"]) for mark in made["markers"]] == [("Bell", 7)]
    undone = ida.get(f"{address}undo/")["undo"]
    ida.post(f"{address}undo/", command=undone["command"])
    after = ida.get(f"{address}cut/")
    assert (shown(after, ids), after["left_out"], after["gaps"], after["markers"]) == (shown(before, ids), [], [], [])
    sequencer.step()
    ida.post(f"{address}undo/", command=ida.get(f"{address}undo/")["redo"]["command"])
    assert shown(ida.get(f"{address}cut/"), ids) == shown(made, ids)


def test_moves_of_a_batch_count_by_the_order_that_they_come_to(ida: Api, address: str, ids: dict[str, str]) -> None:
    there = {"edit": "move", "shot": ids["three"], "behind": None}
    back = {"edit": "move", "shot": ids["three"], "behind": ids["two"]}
    assert edit(ida, address, there, back)["version"] == 0
    made = edit(ida, address, {"edit": "move", "shot": ids["one"], "behind": ids["two"]}, there)
    assert [name for name, *_ in shown(made, ids)] == ["three", "two", "one"]


def test_edits_rest_on_the_version_that_was_seen(ida: Api, address: str, ids: dict[str, str]) -> None:
    trim = {"edit": "trim", "shot": ids["one"], "head": 1}
    seen = edit(ida, address, trim)["version"]
    edit(ida, address, {"edit": "drop", "shot": ids["two"]}, version=seen)
    late = ida.send("POST", f"{address}cut/edits/", {"edits": [trim], "version": seen})
    assert late.status_code == 409
    assert shown(ida.get(f"{address}cut/"), ids) == [("one", 0, 1, 1), ("three", 1, 2, 0)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"edit": "resize", "gap": str(UUID(int=3)), "frames": 2},
        {"edit": "unmark", "marker": str(UUID(int=3))},
        {"edit": "dissolve", "into": str(UUID(int=3)), "frames": 2},
        {"edit": "insert", "behind": None, "frames": 0},
        {"edit": "slip", "shot": str(UUID(int=3))},
    ],
)
def test_an_edit_that_cannot_be_leaves_all_as_it_was(
    ida: Api, address: str, ids: dict[str, str], wrong: dict[str, Any]
) -> None:
    both = [{"edit": "trim", "shot": ids["one"], "head": 1}, wrong]
    assert ida.send("POST", f"{address}cut/edits/", {"edits": both}).status_code == 422
    assert ida.get(f"{address}cut/")["version"] == 0


def test_edit_lists_follow_the_cut_and_know_what_it_was(
    ida: Api, film: Film, address: str, ids: dict[str, str]
) -> None:
    sequencer.step()
    head = int(ida.send("GET", f"{address}cut.edl/")["X-Log-Position"])
    edit(
        ida,
        address,
        {"edit": "trim", "shot": ids["two"], "head": 1},
        {"edit": "move", "shot": ids["three"], "behind": None},
        {"edit": "insert", "behind": ids["three"], "frames": 4},
        {"edit": "dissolve", "into": ids["one"], "frames": 1},
        {"edit": "mark", "shot": ids["two"], "frame": 1, "name": "Bell"},
    )
    sequencer.step()
    now = cut_list(film.log)
    assert [(clip.name, clip.record_in, clip.frames, clip.source_in, clip.dissolve) for clip in now.clips] == [
        ("SC020_0010", 0, 2, 0, 0),
        ("", 2, 3, 0, 0),
        ("SC010_0010", 5, 2, 0, 1),
        ("SC010_0020", 7, 1, 1, 0),
    ]
    assert [mark.text for mark in now.clips[3].seen_marks] == ["Bell"]
    assert [clip.name for clip in cut_list(film.log, position=head).clips] == ["SC010_0010", "SC010_0020", "SC020_0010"]
    for form in ("otio", "edl", "fcpxml"):
        text = ida.send("GET", f"{address}cut.{form}/").content.decode()
        assert ida.post(f"{address}cut/compare/", text=text)["same"], form


def test_what_is_gone_from_the_script_is_remarked_and_comes_back(
    ida: Api, film: Film, address: str, ids: dict[str, str]
) -> None:
    edit(
        ida,
        address,
        {"edit": "trim", "shot": ids["two"], "tail": 1},
        {"edit": "move", "shot": ids["three"], "behind": ids["two"]},
    )
    commands.remove_shot(film.by, film.log, film.shots["two"])
    gone = ida.get(f"{address}cut/")
    assert [(remark["matter"], remark["code"]) for remark in gone["remarks"]] == [("gone", "SC010_0020")]
    assert shown(gone, ids) == [("one", 0, 2, 0), ("three", 2, 2, 0)]
    commands.restore_shot(film.by, film.log, film.shots["two"])
    assert shown(ida.get(f"{address}cut/"), ids) == [("one", 0, 2, 0), ("two", 2, 1, 0), ("three", 3, 2, 0)]


def test_history_tells_what_was_done_to_the_cut(ida: Api, address: str, ids: dict[str, str]) -> None:
    edit(
        ida,
        address,
        {"edit": "trim", "shot": ids["two"], "head": 1},
        {"edit": "move", "shot": ids["three"], "behind": ids["one"]},
    )
    edit(ida, address, {"edit": "drop", "shot": ids["two"]}, {"edit": "insert", "behind": None, "frames": 3})
    sequencer.step()
    told = [event["sentence"] for event in ida.get(f"{address}events/?type=cut.edited")["results"]]
    assert sorted(told) == [
        "A gap of 3 frames was put at the front",
        "SC010_0020 was left out of the cut",
        "SC010_0020 was trimmed by 1 frame at its head",
        "SC020_0010 was moved behind SC010_0010",
    ]


@pytest.mark.parametrize("form", ["otio", "edl", "fcpxml"])
def test_an_edit_made_elsewhere_becomes_one_batch_of_edits(
    ida: Api, film: Film, address: str, ids: dict[str, str], form: str
) -> None:
    """What an editor trims, moves, leaves out and dissolves: made here, taken out, undone, and brought back."""
    done = edit(
        ida,
        address,
        {"edit": "trim", "shot": ids["two"], "head": 1},
        {"edit": "move", "shot": ids["three"], "behind": ids["one"]},
        {"edit": "dissolve", "into": ids["three"], "frames": 1},
        {"edit": "insert", "behind": ids["three"], "frames": 3},
    )
    text = ida.send("GET", f"{address}cut.{form}/").content.decode()
    edit(ida, address, {"edit": "follow", "everything": True})
    found = ida.post(f"{address}cut/compare/", text=text)
    made = edit(ida, address, *found["edits"], version=found["version"])
    assert shown(made, ids) == shown(done, ids)
    assert [(gap["start"], gap["frames"]) for gap in made["gaps"]] == [(3, 3)]
    assert [clip["dissolve"] for clip in made["clips"]] == [0, 1, 0]
    again = ida.post(f"{address}cut/compare/", text=text)
    assert (again["same"], again["edits"]) == (True, [])
    sequencer.step()
    ida.post(f"{address}undo/", command=ida.get(f"{address}undo/")["undo"]["command"])
    assert ida.get(f"{address}cut/")["frames"] == 6, "one undo takes all of it back"


def test_what_is_no_shot_of_the_film_is_listed_and_not_applied(ida: Api, address: str, ids: dict[str, str]) -> None:
    text = ida.send("GET", f"{address}cut.edl/").content.decode()
    lines = text.split("\r\n")
    first = lines.index("")
    rest = lines[:first] + lines[first + 4 :]  # the first shot is left out
    stock = "\r\n004  AX V C 00:00:00:00 00:00:01:00 01:00:00:06 01:00:01:06\r\n"
    found = ida.post(f"{address}cut/compare/", text="\r\n".join(rest) + stock)
    assert [clip["name"] for clip in found["unknown"]] == ["AX"]
    assert found["edits"] == [{"edit": "drop", "shot": ids["one"]}]


def test_an_edit_is_not_the_same_while_edits_are_offered(ida: Api, address: str, ids: dict[str, str]) -> None:
    edit(ida, address, {"edit": "dissolve", "into": ids["two"], "frames": 1})
    text = ida.send("GET", f"{address}cut.otio/").content.decode()
    edit(ida, address, {"edit": "follow", "everything": True}, {"edit": "trim", "shot": ids["one"], "tail": 1})
    found = ida.post(f"{address}cut/compare/", text=text)
    assert [one["edit"] for one in found["edits"]] == ["trim", "dissolve"]
    assert (found["trimmed"], found["same"]) == ([], False)
