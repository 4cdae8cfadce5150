"""What people do over the API, from a new production to a cast."""

from tests.support.making import SCRIPT
from tests.support.web import Api, code, someone


def shots(ida: Api, film: str, query: str = "") -> dict[str, str]:
    return {shot["code"]: shot["id"] for shot in ida.get(f"{film}shots/{query}")["results"]}


def test_whoever_creates_a_production_is_its_producer(ida: Api) -> None:
    made = ida.post("productions/", name="The Ferry")
    assert (made["name"], made["role"], made["version"]) == ("The Ferry", "producer", 2)
    assert [event["type"] for event in made["events"]] == [
        "production.created",
        "production.member_added",
        "studio.production_opened",
    ]
    assert [each["id"] for each in ida.get("productions/")["results"]] == [made["id"]]


def test_a_script_becomes_scenes_and_shots_in_film_order(ida: Api, film: str) -> None:
    assert list(shots(ida, film)) == ["SC010_0010", "SC010_0020", "SC010_0030", "SC020_0010", "SC020_0020"]
    assert [scene["code"] for scene in ida.get(f"{film}scenes/")["results"]] == ["SC010", "SC020"]
    assert ida.get(f"{film}script/")["revision"] == 1


def test_a_dry_run_of_a_revision_keeps_nothing(ida: Api, film: str) -> None:
    revised = SCRIPT.replace("CLOSE ON her hands around a ticket.\n\n", "")
    dry = ida.put(f"{film}script/?dry_run=1", text=revised)
    assert [shot["code"] for shot in dry["shots"]["removed"]] == ["SC010_0030"]
    assert len(shots(ida, film)) == 5
    assert ida.get(f"{film}script/")["revision"] == 1


def test_a_screenplay_may_come_as_a_file(ida: Api, film: str) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="../a.fountain"\r\n\r\n'
    body = form + b"\xef\xbb\xbf" + SCRIPT.replace("cups", "mugs").encode() + b"\r\n--x--\r\n"
    address = f"/api/v1/{film}script/"
    reply = ida.done(ida.client.generic("PUT", address, body, content_type="multipart/form-data; boundary=x"))
    assert [shot["code"] for shot in reply["shots"]["changed"]] == ["SC020_0010"]


def test_a_shot_is_changed_field_by_field(ida: Api, film: str) -> None:
    shot = f"shots/{shots(ida, film)['SC010_0010']}/"
    changed = ida.patch(shot, description="Mara runs.", size="wide")
    assert [event["type"] for event in changed["events"]] == ["shot.changed", "shot.changed"]
    assert (changed["description"], changed["size"], changed["version"]) == ("Mara runs.", "wide", 3)
    assert ida.patch(shot, size=None)["own"]["size"] is None


def test_a_shot_added_by_hand_takes_the_gap(ida: Api, film: str) -> None:
    first = shots(ida, film)["SC010_0010"]
    scene = ida.get(f"shots/{first}/")["scene"]
    added = ida.send("POST", f"{film}shots/", {"scene": scene, "after": first, "description": "Gulls."})
    assert added.status_code == 201
    assert added["Location"] == f"/api/v1/shots/{ida.done(added)['id']}/"
    assert list(shots(ida, film))[:2] == ["SC010_0010", "SC010_0015"]


def test_a_shot_moves_is_removed_and_comes_back(ida: Api, film: str) -> None:
    ids = shots(ida, film)
    moved = ida.post(f"shots/{ids['SC010_0030']}/move/", first=True)
    assert [event["type"] for event in moved["events"]] == ["shot.moved"]
    assert next(iter(shots(ida, film))) == "SC010_0030"
    ida.delete(f"shots/{ids['SC010_0030']}/")
    assert "SC010_0030" not in shots(ida, film)
    assert "SC010_0030" in shots(ida, film, "?removed=1")
    ida.post(f"shots/{ids['SC010_0030']}/restore/")
    assert "SC010_0030" in shots(ida, film)


def test_shots_are_found_by_scene_and_by_their_words(ida: Api, film: str) -> None:
    scene = ida.get(f"{film}scenes/")["results"][1]["id"]
    assert list(shots(ida, film, f"?scene={scene}")) == ["SC020_0010", "SC020_0020"]
    assert list(shots(ida, film, "?search=TICKET")) == ["SC010_0030"]
    assert shots(ida, film, "?search=digest") == {}


def test_pages_follow_each_other_without_gap_or_overlap(ida: Api, film: str) -> None:
    page, codes = ida.get(f"{film}shots/?limit=2"), []
    while True:
        codes += [shot["code"] for shot in page["results"]]
        if page["next"] is None:
            break
        page = ida.get(page["next"].removeprefix("http://testserver"))
    assert codes == list(shots(ida, film))


def test_a_scene_takes_its_shots_along_and_brings_them_back(ida: Api, film: str) -> None:
    scene = ida.get(f"{film}scenes/")["results"][0]["id"]
    removed = ida.delete(f"scenes/{scene}/")
    assert [event["type"] for event in removed["events"]] == ["scene.removed"] + ["shot.removed"] * 3
    assert list(shots(ida, film)) == ["SC020_0010", "SC020_0020"]
    ida.post(f"scenes/{scene}/restore/")
    assert len(shots(ida, film)) == 5


def test_a_heading_is_read_into_its_parts(ida: Api, film: str) -> None:
    scene = ida.post(f"{film}scenes/", heading="EXT. LIGHTHOUSE - NIGHT")
    assert scene["heading"] == {
        "text": "EXT. LIGHTHOUSE - NIGHT",
        "setting": "EXT",
        "place": "LIGHTHOUSE",
        "time": "NIGHT",
        "sub_place": "",
        "modifiers": [],
        "year": "",
    }
    assert ida.patch(f"scenes/{scene['id']}/", number="12")["number"] == "12"
    assert ida.post(f"scenes/{scene['id']}/move/", first=True)["rank"] < scene["rank"]


def test_a_heading_that_goes_on_does_so_in_the_hour_of_the_scene_before(ida: Api, film: str) -> None:
    ida.post(f"{film}scenes/", heading="EXT. LIGHTHOUSE - NIGHT")
    scene = ida.post(f"{film}scenes/", heading="INT. LIGHTHOUSE - LAMP ROOM - CONTINUOUS (1931)")
    expected = {"place": "LIGHTHOUSE", "sub_place": "LAMP ROOM", "time": "NIGHT", "year": "1931"}
    assert {name: scene["heading"][name] for name in expected} == expected
    assert scene["heading"]["modifiers"] == ["CONTINUOUS", "1931"]
    changed = ida.patch(f"scenes/{scene['id']}/", heading="INT. SAME - LATER")["heading"]
    assert (changed["place"], changed["time"]) == ("LIGHTHOUSE", "NIGHT")


def test_the_language_of_a_script_is_found_out_or_set(ida: Api, film: str) -> None:
    text = "INT. HAUS - NACHT\n\nSie geht zu dem Fenster und sieht nicht hinaus. Er ist auch da.\n"
    assert ida.put(f"{film}script/?dry_run=1", text=text)["language"] == "de"
    assert ida.put(f"{film}script/?dry_run=1", text=text, language="nl")["language"] == "nl"
    assert ida.put(f"{film}script/", text=text, language="NL-be")["language"] == "nl"
    assert ida.get(f"{film}parameters/language/")["value"] == "nl-BE"
    assert ida.put(f"{film}script/?dry_run=1", text=text)["language"] == "nl"


def test_a_reference_is_cast_and_says_who_uses_it(ida: Api, film: str) -> None:
    shot = shots(ida, film)["SC010_0010"]
    hat = ida.post(f"{film}references/", kind="prop", name="A hat", attributes={"colour": "red"})
    cast = ida.put(f"shots/{shot}/cast/{hat['id']}/", role="worn", strength="0.50")
    worn = {"role": "worn", "strength": "0.5", "version": None, "derived": False, "why": None}
    assert {"reference": hat["id"], **worn} in cast["cast"]
    assert [use["shot"] for use in ida.get(f"references/{hat['id']}/used-by/")["results"]] == [shot]
    ida.delete(f"shots/{shot}/cast/{hat['id']}/")
    assert ida.get(f"references/{hat['id']}/used-by/")["results"] == []


def test_a_references_fields_change_one_event_each(ida: Api, film: str) -> None:
    mara = ida.get(f"{film}references/?kind=character")["results"][1]
    changed = ida.patch(f"references/{mara['id']}/", description="Tall.", attributes={"hair": "short", "skin": None})
    assert [event["type"] for event in changed["events"]] == ["reference.changed"] * 2
    assert (changed["description"], changed["attributes"]) == ("Tall.", {"build": "tall", "hair": "short"})
    locked = ida.post(f"references/{mara['id']}/lock/", reason="approved look")
    assert (locked["locked_version"], locked["lock_reason"]) == (3, "approved look")
    assert ida.delete(f"references/{mara['id']}/lock/")["locked_version"] is None


def test_continuing_in_a_circle_is_refused(ida: Api, film: str) -> None:
    first, second = list(shots(ida, film).values())[:2]
    assert ida.patch(f"shots/{second}/", continues=first)["continues"] == first
    refused = ida.send("PATCH", f"shots/{first}/", {"continues": second})
    assert (refused.status_code, code(refused)) == (409, "continues-cycle")


def test_inputs_say_where_each_value_comes_from_and_since_which_event(ida: Api, film: str) -> None:
    shot = shots(ida, film)["SC010_0010"]
    event = ida.patch(f"shots/{shot}/", description="Mara runs.")["events"][0]["event"]
    ida.put(f"{film}parameters/style/", value="ink")
    inputs = ida.get(f"shots/{shot}/inputs/")["inputs"]
    assert (inputs["description"]["source"], inputs["description"]["cause"]["event"]) == ("shot", event)
    assert (inputs["parameter:style"]["value"], inputs["parameter:style"]["source"]) == ("ink", "production")
    assert (inputs["size"]["source"], inputs["parameter:burn_in"]["source"]) == ("script", "default")


def test_a_parameter_is_inherited_overridden_locked_and_freed(ida: Api, film: str) -> None:
    shot = f"shots/{shots(ida, film)['SC010_0010']}/parameters/style/"
    ida.put(f"{film}parameters/style/", value="ink")
    assert (ida.get(shot)["value"], ida.get(shot)["level"], ida.get(shot)["set_here"]) == ("ink", "production", False)
    assert (ida.put(shot, value="oil")["value"], ida.get(shot)["level"]) == ("oil", "shot")
    ida.post(f"{film}parameters/style/lock/", reason="client")
    masked = ida.get(shot)
    assert (masked["value"], masked["own"]) == ("ink", "oil")
    assert masked["lock"] == {"level": "production", "value": "ink", "reason": "client"}
    refused = ida.send("PUT", shot, {"value": "chalk"})
    assert (refused.status_code, code(refused)) == (409, "parameter-locked")
    ida.delete(f"{film}parameters/style/lock/")
    assert ida.get(shot)["value"] == "oil"
    assert ida.delete(shot)["value"] == "ink"


def test_members_come_change_and_go(ida: Api, film: str) -> None:
    joan = someone("joan")
    added = ida.post(f"{film}members/", username="joan", role="artist")
    assert (added["username"], added["role"]) == ("joan", "artist")
    assert joan.get(film)["role"] == "artist"
    assert ida.patch(f"{film}members/{joan.person}/", role="reviewer")["role"] == "reviewer"
    ida.delete(f"{film}members/{joan.person}/")
    assert joan.send("GET", film).status_code == 404


def test_a_production_is_renamed_its_policies_switched_and_archived(ida: Api, film: str) -> None:
    changed = ida.patch(film, name="The Crossing", policies={"four_eyes": True})
    assert (changed["name"], changed["policies"]["four_eyes"]) == ("The Crossing", True)
    assert len(changed["events"]) == 2
    assert ida.patch(film, archived=True)["archived"] is True
    assert ida.get("productions/")["results"] == []
