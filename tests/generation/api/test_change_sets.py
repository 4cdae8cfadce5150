"""Change sets over the API: gathered, priced, compared, proposed, applied as one batch, and taken back as one."""

from typing import Any
from uuid import UUID

from uuid6 import uuid7

from generation import commands as orders
from productions import commands
from productions.commands import Target
from tests.conftest import Sequencer
from tests.generation.filming import STAGES, Film
from tests.support.making import context
from tests.support.web import Api, code, crew, data

NOBODY = UUID(int=0)


def gather(film: Film, shot: str = "one", **fields: Any) -> list[dict[str, Any]]:
    return [{"shot": str(film.shots[shot]), "field": name, "value": value} for name, value in fields.items()]


def begun(api: Api, address: str, name: str, edits: list[dict[str, Any]], **said: Any) -> str:
    """Begin a change set and return its address."""
    return f"change-sets/{api.post(f'{address}change-sets/', name=name, edits=edits, **said)['id']}/"


def states(detail: Any) -> dict[str, str]:
    return {edit["field"]: edit["state"] for edit in detail["gathered"]}


def test_a_set_is_begun_with_its_first_edits_and_listed(ida: Api, film: Film, address: str) -> None:
    one = begun(ida, address, "Closer", gather(film, camera="push-in"), note="For the second act.")
    detail = ida.get(one)
    (edit,) = detail["gathered"]
    assert (detail["status"], detail["note"], detail["author"]["name"]) == ("draft", "For the second act.", "Ida")
    assert (edit["label"].split(": ")[1], edit["from"], edit["to"], edit["state"]) == (
        "camera",
        "static",
        "push-in",
        "ready",
    )
    (row,) = ida.get(f"{address}change-sets/")["results"]
    assert (row["name"], row["edits"], row["status"]) == ("Closer", 1, "draft")
    assert ida.get(f"{address}change-sets/?status=applied")["results"] == []
    assert ida.get(f"shots/{film.shots['one']}/")["camera"] == "static"


def test_every_kind_of_edit_that_a_plan_can_suppose_can_be_gathered_and_applied(
    ida: Api, film: Film, address: str
) -> None:
    mara = str(film.references["Mara"])
    edits = [
        *gather(film, description="Rain.", size="wide", camera="push-in", frames=3),
        *gather(film, "two", **{"continues": str(film.shots["one"]), "parameter:light": "dusk", "lock:lens": "kept"}),
        *gather(film, "three", **{f"cast:{mara}": {"role": "hero", "strength": "0.5", "version": None}}),
        {"scene": str(film.scenes["quay"]), "field": "heading", "value": "INT. BARN - DAY"},
        {"scene": str(film.scenes["quay"]), "field": "parameter:weather", "value": "fog"},
        {"reference": mara, "field": "attribute:wardrobe_colour", "value": "#0000ff"},
        {"reference": mara, "field": "alias:the ferryman", "value": True},
        {"reference": str(film.references["Ivo"]), "field": "lock", "value": "as cast"},
        {"production": str(film.log), "field": "parameter:style", "value": "ink"},
        {"production": str(film.log), "field": "lock:style", "value": "agreed"},
    ]
    one = begun(ida, address, "All", edits)
    assert set(states(ida.get(one)).values()) == {"ready"}
    applied = ida.post(f"{one}apply/")
    assert (applied["status"], applied["dry_run"], set(states(applied).values())) == ("applied", False, {"done"})
    assert ida.get(f"shots/{film.shots['one']}/")["description"] == "Rain."
    (lock,) = [each for each in ida.get(f"{address}parameters/")["results"] if each["name"] == "style"]
    assert (lock["value"], lock["lock"]["reason"]) == ("ink", "agreed")


def test_a_set_is_priced_as_a_whole_and_pricing_changes_nothing(ida: Api, film: Film, address: str) -> None:
    film.make()
    one = begun(ida, address, "Two", [*gather(film, camera="push-in"), *gather(film, "three", camera="pull-out")])
    plan = ida.get(f"{one}plan/")
    assert (plan["plan"]["added"]["stages"], plan["plan"]["added"]["shots"]) == (2 * len(STAGES), 2)
    assert plan["plan"]["added"]["cost"]["seconds"]["high"] > 0
    assert {shot["shot"] for shot in plan["shots"]} == {str(film.shots["one"]), str(film.shots["three"])}
    dry = ida.post(f"{one}apply/", dry_run=True)
    assert (dry["dry_run"], dry["status"], dry["events"]) == (True, "draft", [])
    assert dry["plan"]["added"] == plan["plan"]["added"]
    assert ida.get(f"{address}plan/")["total"]["stages"] == 0


def test_an_approved_shot_that_would_be_out_of_date_is_counted(ida: Api, film: Film, address: str) -> None:
    film.make()
    take = ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]
    commands.submit_take(context(film.by.actor), film.log, UUID(take["id"]))
    commands.approve_take(context(film.by.actor), film.log, UUID(take["id"]))
    plan = ida.get(f"{begun(ida, address, 'Close', gather(film, camera='push-in'))}plan/")
    assert (plan["approved"], plan["plan"]["added"]["stages"]) == (1, 0)
    assert [(shot["shot"], shot["approved"]) for shot in plan["shots"]] == [(str(film.shots["one"]), True)]


def test_of_two_sets_the_one_that_keeps_more_is_named(ida: Api, film: Film, address: str) -> None:
    film.make()
    style = {"production": str(film.log), "field": "parameter:style", "value": "ink"}
    one = begun(ida, address, "One shot", gather(film, camera="push-in"))
    film_wide = begun(ida, address, "All of it", [style, *gather(film, camera="pull-out")])
    ids = [each.split("/")[1] for each in (one, film_wide)]
    told = ida.get(f"{address}change-sets/compare/?first={ids[0]}&second={ids[1]}")
    assert (told["stages"], told["keeps_most"]) == (3 * len(STAGES), ids[0])
    assert (told["first"]["kept"], told["second"]["kept"]) == (2 * len(STAGES), 0)
    assert told["both"] == 1
    assert [(each["first"], each["second"]) for each in told["same_fields"]] == [("push-in", "pull-out")]
    same = ida.get(f"{address}change-sets/compare/?first={ids[0]}&second={ids[0]}")
    assert (same["keeps_most"], same["same_fields"]) == (None, [])
    gone = begun(
        ida,
        address,
        "Without",
        [{"shot": str(film.shots[name]), "field": "removed", "value": True} for name in ("one", "two")],
    )
    told = ida.get(f"{address}change-sets/compare/?first={ids[0]}&second={gone.split('/')[1]}")
    assert (told["second"]["kept"], told["keeps_most"]) == (len(STAGES), ids[0]), "nothing is kept by taking it out"


def test_a_field_that_changed_since_is_a_conflict_with_both_values_and_is_never_written_over(
    ida: Api, film: Film, address: str
) -> None:
    one = begun(ida, address, "Closer", [*gather(film, camera="push-in"), *gather(film, "two", camera="push-in")])
    event = ida.patch(f"shots/{film.shots['one']}/", camera="pull-out")["events"][0]["event"]
    conflict = next(edit for edit in ida.get(one)["gathered"] if edit["state"] == "conflict")
    assert (conflict["from"], conflict["to"], conflict["now"]) == ("static", "push-in", "pull-out")
    assert (conflict["changed"]["event"], conflict["changed"]["actor"]["name"]) == (event, "Ida")
    refused = ida.send("POST", f"{one}apply/", {})
    assert (refused.status_code, code(refused)) == (409, "change-set-conflict")
    assert [each["state"] for each in data(refused)["edits"]] == ["conflict"]
    assert ida.get(f"shots/{film.shots['two']}/")["camera"] == "static"
    ida.post(f"{one}edits/", edits=gather(film, camera="push-in"))
    assert ida.post(f"{one}apply/")["status"] == "applied"
    assert ida.get(f"shots/{film.shots['one']}/")["camera"] == "push-in"


def test_an_edit_that_rests_on_what_somebody_saw_long_ago_is_a_conflict_from_the_start(
    ida: Api, film: Film, address: str
) -> None:
    edit = {**gather(film, camera="push-in")[0], "from": "handheld"}
    assert states(ida.get(begun(ida, address, "Stale", [edit]))) == {"camera": "conflict"}


def test_what_changed_and_changed_back_and_what_is_so_already_stands_in_nobodys_way(
    ida: Api, film: Film, address: str
) -> None:
    one = begun(ida, address, "Closer", gather(film, camera="push-in", size="wide"))
    shot = f"shots/{film.shots['one']}/"
    ida.patch(shot, camera="pull-out")
    ida.patch(shot, camera="static", size="wide")
    assert states(ida.get(one)) == {"camera": "ready", "size": "done"}
    assert ida.post(f"{one}apply/")["status"] == "applied"


def test_a_thing_that_is_gone_and_a_lock_are_said_in_words(ida: Api, film: Film, address: str) -> None:
    edits = [*gather(film, camera="push-in"), *gather(film, "three", **{"parameter:light": "dusk"})]
    one = begun(ida, address, "Closer", edits)
    ida.delete(f"shots/{film.shots['one']}/")
    commands.lock_parameter(film.by, film.log, Target("production", film.log), "light", "graded already")
    detail = ida.get(one)
    assert states(detail) == {"camera": "gone", "parameter:light": "refused"}
    reasons = {edit["field"]: edit["reason"] for edit in detail["gathered"]}
    assert reasons["camera"].endswith("was removed.") and "graded already" in reasons["parameter:light"]
    assert detail["can"]["apply"]["allowed"] is False
    assert ida.get(f"{one}plan/")["in_the_way"] == 2
    left = ida.delete(f"{one}edits/", edits=[{"shot": str(film.shots["one"]), "field": "camera"}])
    assert states(left) == {"parameter:light": "refused"}


def test_a_lock_is_lifted_in_the_set_that_needs_it(ida: Api, film: Film, address: str) -> None:
    whole = {"production": str(film.log)}
    commands.lock_parameter(film.by, film.log, Target("production", film.log), "style", "agreed")
    one = begun(
        ida,
        address,
        "New style",
        [{**whole, "field": "parameter:style", "value": "ink"}, {**whole, "field": "lock:style", "value": None}],
    )
    assert set(states(ida.get(one)).values()) == {"ready"}
    assert ida.post(f"{one}apply/")["status"] == "applied"


def test_shots_of_one_set_cannot_continue_each_other_in_a_circle(ida: Api, film: Film, address: str) -> None:
    ida.patch(f"shots/{film.shots['two']}/", continues=None)
    one = begun(
        ida,
        address,
        "Circle",
        [
            *gather(film, continues=str(film.shots["three"])),
            *gather(film, "three", continues=str(film.shots["one"])),
        ],
    )
    assert sorted(edit["state"] for edit in ida.get(one)["gathered"]) == ["ready", "refused"]
    assert ida.send("POST", f"{one}apply/", {}).status_code == 409


def test_applying_is_one_batch_that_one_undo_takes_back_and_history_names_the_set(
    ida: Api, film: Film, address: str, sequencer: Sequencer
) -> None:
    one = begun(ida, address, "Closer", [*gather(film, camera="push-in"), *gather(film, "two", camera="push-in")])
    applied = ida.post(f"{one}apply/")
    sequencer.step()
    events = ida.get(f"{address}events/?limit=1000")["results"]
    ours = [event for event in events if event["meta"].get("command") == applied["applied"]]
    assert [event["type"] for event in ours] == ["shot.changed", "shot.changed", "change_set.applied"]
    assert ours[-1]["sentence"] == "The change set “Closer” was applied: 2 edits"
    why = ida.get(f"{address}events/{ours[0]['position']}/causes/")["events"]
    assert why[0]["type"] == "change_set.edited" and why[0]["sentence"].endswith("put into the change set “Closer”")
    undone = ida.post(f"{address}undo/", command=applied["applied"])
    assert {change["field"] for change in undone["changes"]} == {"camera", "status"}
    assert ida.get(f"shots/{film.shots['one']}/")["camera"] == "static"
    again = ida.get(one)
    assert (again["status"], set(states(again).values())) == ("draft", {"ready"})
    assert ida.get(f"{address}undo/")["redo"] is not None


def test_who_lacks_a_right_proposes_and_who_has_it_applies(ida: Api, film: Film, address: str) -> None:
    people = crew(ida, str(film.log))
    edits = [{"scene": str(film.scenes["quay"]), "field": "heading", "value": "INT. BARN - DAY"}]
    one = begun(people["reviewer"], address, "Barn", edits)
    allowed = people["reviewer"].get(one)["can"]["apply"]
    assert (allowed["allowed"], allowed["reason"]) == (False, "Producer may edit scenes; you are reviewer.")
    for role in ("reviewer", "artist"):
        refused = people[role].send("POST", f"{one}apply/", {})
        assert (refused.status_code, code(refused)) == (403, "forbidden")
    people["reviewer"].post(f"{one}propose/", comment="It never was the quay.")
    shown = ida.get(one)
    assert (shown["status"], shown["comment"]) == ("proposed", "It never was the quay.")
    frozen = people["reviewer"].send("POST", f"{one}edits/", {"edits": gather(film, camera="push-in")})
    assert (frozen.status_code, code(frozen)) == (409, "change-set-closed")
    assert ida.post(f"{one}apply/")["status"] == "applied"
    assert people["auditor"].get(one)["status"] == "applied"
    assert people["auditor"].send("POST", f"{address}change-sets/", {"name": "Mine"}).status_code == 403


def test_what_is_withdrawn_is_priced_and_not_applied_until_it_is_a_draft_again(
    ida: Api, film: Film, address: str
) -> None:
    one = begun(ida, address, "Closer", gather(film, camera="push-in"))
    ida.post(f"{one}withdraw/", comment="Too dear.")
    for path, body in (("apply/", {}), ("apply/", {"dry_run": True}), ("propose/", {})):
        refused = ida.send("POST", f"{one}{path}", body)
        assert (refused.status_code, code(refused)) == (409, "change-set-closed")
    assert ida.get(f"{one}plan/")["edits"] == 1
    assert ida.get(one)["status"] == "withdrawn"
    assert ida.post(f"{one}reopen/")["status"] == "draft"


def test_a_set_without_edits_is_neither_proposed_nor_applied(ida: Api, film: Film, address: str) -> None:
    one = begun(ida, address, "Empty", [])
    for path in ("propose/", "apply/"):
        refused = ida.send("POST", f"{one}{path}", {})
        assert (refused.status_code, code(refused)) == (409, "nothing-gathered")


def test_what_no_field_can_hold_is_refused_when_it_is_gathered(ida: Api, film: Film, address: str) -> None:
    wrong = [
        *gather(film, camera="sideways"),
        *gather(film, colour="red"),
        *gather(film, **{"parameter:nothing": "x"}),
        {"reference": str(film.references["Mara"]), "field": "picture:sha256:0", "value": True},
        {"field": "camera", "value": "push-in"},
    ]
    for edit in wrong:
        refused = ida.send("POST", f"{address}change-sets/", {"name": "Wrong", "edits": [edit]})
        assert refused.status_code == (404 if edit["field"] == "parameter:nothing" else 422), edit
    missing = {"shot": str(NOBODY), "field": "camera", "value": "push-in"}
    assert ida.send("POST", f"{address}change-sets/", {"name": "Wrong", "edits": [missing]}).status_code == 404
    assert ida.get(f"{address}change-sets/")["results"] == []


def test_apply_rests_on_the_version_that_was_looked_at(ida: Api, film: Film, address: str) -> None:
    one = begun(ida, address, "Closer", gather(film, camera="push-in"))
    seen = ida.get(one)["version"]
    ida.post(f"{one}edits/", edits=gather(film, "two", camera="push-in"))
    refused = ida.send("POST", f"{one}apply/", {"version": seen})
    assert (refused.status_code, code(refused)) == (409, "version-conflict")


def test_who_would_go_beyond_their_limit_proposes_and_somebody_else_applies(ida: Api, film: Film, address: str) -> None:
    film.make()
    artist = crew(ida, str(film.log))["artist"]
    orders.set_prices(context(), "EUR", {"cpu": {"1970-01-01": "7200"}})
    ida.patch(f"{address}spending/", limits=[{"person": str(artist.person), "most": "0.000001"}])
    one = begun(artist, address, "Dear", gather(film, camera="push-in"))
    assert "of your limit" in artist.get(f"{one}plan/")["over"]
    refused = artist.send("POST", f"{one}apply/", {})
    assert (refused.status_code, code(refused)) == (409, "change-set-over-limit")
    artist.post(f"{one}propose/")
    assert ida.get(f"{one}plan/")["over"] is None
    assert ida.post(f"{one}apply/")["status"] == "applied"


def order(api: Api, address: str) -> list[str]:
    return [shot["id"] for shot in api.get(f"{address}shots/")["results"]]


def test_shots_are_added_moved_and_removed_by_a_set_and_one_undo_takes_all_of_it_back(
    ida: Api, film: Film, address: str
) -> None:
    film.make()
    one, two, three = (str(film.shots[name]) for name in ("one", "two", "three"))
    before = order(ida, address)
    scene, new, newer = str(film.scenes["quay"]), str(uuid7()), str(uuid7())
    edits: list[dict[str, Any]] = [
        {"shot": two, "field": "removed", "value": True},
        {
            "shot": newer,
            "field": "added",
            "value": {"scene": scene, "after": new, "description": "Spray.", "frames": 12},
        },
        {
            "shot": new,
            "field": "added",
            "value": {"scene": scene, "after": two, "description": "Gulls over the quay."},
        },
        {"shot": one, "field": "place", "value": {"scene": scene, "after": newer}},
    ]
    set_ = begun(ida, address, "Another beginning", edits)
    detail = ida.get(set_)
    assert set(states(detail).values()) == {"ready"}
    assert [edit["label"] for edit in detail["gathered"] if edit["field"] == "added"] == ["a new shot"] * 2
    assert order(ida, address) == before, "nothing happened yet"
    plan = ida.get(f"{set_}plan/")
    assert plan["plan"]["added"]["stages"] == 2 * len(STAGES), "those that are new, and not the one that goes"
    assert {new, newer} <= {shot["shot"] for shot in plan["shots"]}
    assert {shot["code"] for shot in plan["shots"]} == {"a new shot"}
    applied = ida.post(f"{set_}apply/")
    assert set(states(applied).values()) == {"done"}
    assert [id_ for id_ in order(ida, address) if id_ != three] == [new, newer, one]
    assert ida.get(f"shots/{newer}/")["frames"] == 12
    ida.post(f"{address}undo/", command=applied["applied"])
    assert order(ida, address) == before
    assert ida.get(set_)["status"] == "draft"
    again = ida.post(f"{set_}apply/")
    assert set(states(again).values()) == {"done"}
    assert [id_ for id_ in order(ida, address) if id_ != three] == [new, newer, one]


def new_shot(film: Film, shot: str, after: str, **said: Any) -> dict[str, Any]:
    place = {"scene": str(film.scenes["quay"]), "after": str(film.shots[after])}
    return {"shot": shot, "field": "added", "value": {**place, **said}}


def test_what_else_is_asked_of_a_new_shot_comes_once_it_is_there(ida: Api, film: Film, address: str) -> None:
    new, newer = str(uuid7()), str(uuid7())
    one, scene = str(film.shots["one"]), str(film.scenes["quay"])
    asked: list[tuple[str, str, Any]] = [
        (new, "size", "wide"),
        (new, "frames", 12),
        (new, "parameter:light", "dusk"),
        (new, "continues", newer),
        (new, "place", {"scene": scene, "after": None}),
        (new, "removed", None),
        (one, "continues", new),
    ]
    edits = [{"shot": shot, "field": field, "value": value} for shot, field, value in asked]
    set_ = begun(ida, address, "A new shot", [*edits, new_shot(film, new, "one"), new_shot(film, newer, "one")])
    ida.post(f"{set_}edits/", edits=[{"shot": newer, "field": "description", "value": "Gulls."}])
    detail = ida.get(set_)
    assert set(states(detail).values()) == {"ready"} | ({"done"} if states(detail)["removed"] == "done" else set())
    assert [each["label"] for each in detail["gathered"] if each["field"] == "size"] == ["a new shot: size"]
    plan = ida.get(f"{set_}plan/")
    assert plan["in_the_way"] == 0 and {new, newer} <= {shot["shot"] for shot in plan["shots"]}
    for _ in range(2):
        applied = ida.post(f"{set_}apply/")
        assert set(states(applied).values()) == {"done"}
        shot = ida.get(f"shots/{new}/")
        assert (shot["size"], shot["frames"], shot["continues"]) == ("wide", 12, newer)
        assert order(ida, address)[0] == new and ida.get(f"shots/{newer}/")["description"] == "Gulls."
        ida.post(f"{address}undo/", command=applied["applied"])
        assert new not in order(ida, address)
        assert [each["reason"] for each in ida.get(set_)["gathered"] if each["state"] not in ("ready", "done")] == []


def test_undo_leaves_no_value_and_no_lock_on_a_shot_that_goes_with_it(ida: Api, film: Film, address: str) -> None:
    new = str(uuid7())
    light = {"shot": new, "field": "parameter:light", "value": "dusk"}
    lock = {"shot": new, "field": "lock:light", "value": "The look of the film."}
    set_ = begun(ida, address, "Dusk", [new_shot(film, new, "one", description="Gulls."), light, lock])
    applied = ida.post(f"{set_}apply/")
    undone = [each["event"] for each in ida.post(f"{address}undo/", command=applied["applied"])["events"]]
    ida.post(f"{address}undo/", events=undone)
    again = ida.get(f"shots/{new}/")
    assert (again["parameters"], list(again["locks"])) == ({"light": "dusk"}, ["light"])
    ida.post(f"{address}undo/", command=applied["applied"])
    ida.post(f"{set_}edits/", edits=[{**light, "value": "night"}])
    assert set(states(ida.get(set_)).values()) == {"ready"}, "no lock of before is in the way"
    restored = ida.post(f"shots/{new}/restore/")
    assert (restored["parameters"], restored["locks"]) == ({}, {})


def test_a_shot_moves_behind_the_new_one_that_was_to_stand_behind_it(ida: Api, film: Film, address: str) -> None:
    new, one, scene = str(uuid7()), str(film.shots["one"]), str(film.scenes["quay"])
    move = {"shot": one, "field": "place", "value": {"scene": scene, "after": new}}
    set_ = begun(ida, address, "Before it", [move, new_shot(film, new, "one", description="Gulls.")])
    assert states(ida.get(set_)) == {"added": "ready", "place": "ready"}
    ida.post(f"{set_}apply/")
    placed = order(ida, address)
    assert placed.index(new) + 1 == placed.index(one)


def test_nothing_more_is_made_of_a_shot_that_cannot_be_added(ida: Api, film: Film, address: str) -> None:
    new, scene = str(uuid7()), str(film.scenes["quay"])
    place = {"shot": new, "field": "place", "value": {"scene": scene, "after": None}}
    set_ = begun(ida, address, "Behind", [new_shot(film, new, "two"), place])
    ida.delete(f"shots/{film.shots['two']}/")
    assert states(ida.get(set_)) == {"added": "refused", "place": "refused"}
    assert ida.get(f"{set_}plan/")["in_the_way"] == 2


def test_a_shot_that_comes_back_is_as_it_is_wanted_now(ida: Api, film: Film, address: str) -> None:
    new, two = str(uuid7()), str(film.shots["two"])
    set_ = begun(ida, address, "New", [new_shot(film, new, "one", description=" Gulls. ", size="wide")])
    ida.post(f"{address}undo/", command=ida.post(f"{set_}apply/")["applied"])
    ida.post(f"{set_}edits/", edits=[new_shot(film, new, "two", description="Spray.")])
    assert states(ida.get(set_)) == {"added": "ready"}
    ida.post(f"{set_}apply/")
    shot, placed = ida.get(f"shots/{new}/"), order(ida, address)
    assert shot["description"] == "Spray." and shot["size"] != "wide"
    assert placed.index(new) == placed.index(two) + 1


def test_an_id_of_a_shot_that_is_there_adds_no_other(ida: Api, film: Film, address: str) -> None:
    new = str(uuid7())
    first = new_shot(film, new, "one", description="Gulls.")
    ida.post(f"{begun(ida, address, 'New', [first])}apply/")
    assert states(ida.get(begun(ida, address, "Same", [first]))) == {"added": "done"}
    for text, after, differing in (("Spray.", "one", "description"), ("Gulls.", "two", "place")):
        set_ = begun(ida, address, "Other", [new_shot(film, new, after, description=text)])
        (edit,) = ida.get(set_)["gathered"]
        assert edit["state"] == "refused" and f"with another {differing}: take a new id" in edit["reason"]
        assert ida.send("POST", f"{set_}apply/", {}).status_code == 409


def test_a_shot_comes_back_into_no_scene_that_was_removed(ida: Api, film: Film, address: str) -> None:
    set_ = begun(ida, address, "New", [new_shot(film, str(uuid7()), "one")])
    ida.post(f"{address}undo/", command=ida.post(f"{set_}apply/")["applied"])
    ida.delete(f"scenes/{film.scenes['quay']}/")
    (edit,) = ida.get(set_)["gathered"]
    assert edit["state"] == "gone" and "was removed" in edit["reason"]
    assert ida.send("POST", f"{set_}apply/", {}).status_code == 409


def test_a_move_is_in_the_way_where_somebody_moved_the_shot_and_not_where_its_neighbours_went(
    ida: Api, film: Film, address: str
) -> None:
    one, two, three = (str(film.shots[name]) for name in ("one", "two", "three"))
    scene = ida.get(f"shots/{one}/")["scene"]
    set_ = begun(ida, address, "Later", [{"shot": one, "field": "place", "value": {"scene": scene, "after": two}}])
    ida.delete(f"shots/{three}/")
    assert states(ida.get(set_)) == {"place": "ready"}
    ida.delete(f"shots/{two}/")
    (edit,) = ida.get(set_)["gathered"]
    assert (edit["state"], edit["reason"]) == ("refused", "The shot that it shall stand behind is not in that scene.")
    ida.post(f"shots/{two}/restore/")
    assert states(ida.get(set_)) == {"place": "ready"}
    ida.post(f"shots/{one}/move/", scene=scene, after=two)
    assert states(ida.get(set_)) == {"place": "done"}


def test_what_cannot_be_asked_of_the_place_of_a_shot_is_refused_at_once(ida: Api, film: Film, address: str) -> None:
    one = str(film.shots["one"])
    scene = str(film.scenes["quay"])
    for field, value in (
        ("place", None),
        ("place", {"scene": scene, "after": one}),
        ("place", {"scene": scene, "behind": None}),
        ("place", {"scene": str(NOBODY)}),
        ("removed", "yes"),
        ("added", {"description": "Gulls."}),
        ("added", {"scene": scene, "size": "enormous"}),
    ):
        shot = one if field != "added" else str(uuid7())
        wanted = {"name": "No", "edits": [{"shot": shot, "field": field, "value": value}]}
        assert ida.send("POST", f"{address}change-sets/", wanted).status_code in (404, 422), (field, value)


def test_a_plan_supposes_that_a_shot_is_added_moved_and_removed(ida: Api, film: Film, address: str) -> None:
    film.make()
    one, scene = str(film.shots["one"]), str(film.scenes["quay"])
    added = {"shot": str(uuid7()), "field": "added", "value": {"scene": scene, "after": one, "description": "Gulls."}}
    gone = {"shot": one, "field": "removed", "value": True}
    assert ida.post(f"{address}plan/", edits=[added])["total"]["stages"] == len(STAGES)
    assert ida.post(f"{address}plan/", edits=[gone])["total"]["stages"] == 0
    assert len(order(ida, address)) == 3
