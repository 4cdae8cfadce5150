"""Every operation of the API's description, by everybody: who may, who may not, and who must not know."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from uuid6 import uuid7

from events.models import Audit
from productions import commands
from productions.commands import Target
from productions.domain.parameters import Level
from productions.domain.production import Role
from productions.domain.sounds import Placed
from tests.conftest import Sequencer
from tests.support.making import SCRIPT, context
from tests.support.routes import Operation, operations
from tests.support.web import Api, code, crew, data, someone

PRODUCER: set[Role] = {"producer"}
EVERYBODY: set[Role] = {"producer", "artist", "reviewer", "auditor"}
MAKERS: set[Role] = {"producer", "artist"}
PROVERS: set[Role] = {"producer", "auditor"}
GATHERERS: set[Role] = {"producer", "artist", "reviewer"}
READ_BY_ALL = {
    *("cast_list", "change_sets_list", "change_sets_read", "characters_csv", "characters_xlsx"),
    *("checkpoint_read", "checkpoints_list", "consistency_read", "diff_read", "events_causes"),
    *("events_effects", "events_list", "events_read", "leaves_list", "locations_csv", "locations_xlsx"),
    *("looks_list", "markers_list", "members_list", "members_read", "production_parameters_list"),
    *("production_parameters_read", "productions_read", "props_csv", "props_xlsx", "receipts_read"),
    *("references_list", "references_read", "references_used_by", "scene_parameters_list"),
    *("scene_parameters_read", "scenes_list", "scenes_read", "script_decisions", "script_fdx"),
    *("script_fountain", "script_read", "shot_parameters_list", "shot_parameters_read", "shots_history"),
    *("shots_list", "shots_looks", "shots_read", "shots_sentences", "state_read"),
    *("production_sounds_list", "scene_sounds_list", "shot_sounds_list"),
    *("work_list", "statuses_list"),
    *("languages_list", "translations_csv", "translations_list", "translations_xliff"),
}
"""What every member may read."""
READERS: dict[str, set[Role]] = {
    **dict.fromkeys(READ_BY_ALL, EVERYBODY),
    **dict.fromkeys(("verifications_read", "exports_list", "exports_read", "exports_download"), PROVERS),
    "shots_inputs": {"producer", "artist", "auditor"},
}
WRITERS: dict[str, set[Role]] = {
    "productions_change": PRODUCER,
    "members_add": PRODUCER,
    "members_change": PRODUCER,
    "members_remove": PRODUCER,
    "script_revise": PRODUCER,
    **dict.fromkeys(("script_decide", "shots_split", "shots_merge", "cast_refuse"), PRODUCER),
    "script_open": PRODUCER,
    "shot_list_open": MAKERS,
    "shot_list_import": MAKERS,
    "edits_make": MAKERS,
    "work_say": GATHERERS,
    "statuses_arrange": PRODUCER,
    "translations_write": MAKERS,
    "translations_import": MAKERS,
    "markers_place": {"producer", "auditor"},
    **dict.fromkeys(("scenes_add", "scenes_change", "scenes_move", "scenes_remove", "scenes_restore"), PRODUCER),
    **dict.fromkeys(("shots_add", "shots_change", "shots_move", "shots_remove", "shots_restore"), MAKERS),
    **dict.fromkeys(("cast_set", "cast_remove", "references_cast", "references_uncast"), MAKERS),
    **dict.fromkeys(("references_add", "references_change", "references_remove", "references_restore"), MAKERS),
    **dict.fromkeys(("references_name", "references_unname", "references_merge"), MAKERS),
    **dict.fromkeys(("looks_add", "looks_change", "looks_remove"), MAKERS),
    **{f"{level}_sounds_{act}": MAKERS for level in ("production", "scene", "shot") for act in ("place", "change")},
    **{f"{level}_sounds_remove": MAKERS for level in ("production", "scene", "shot")},
    "references_lock": MAKERS,
    "references_unlock": PRODUCER,
    **{f"{level}_parameters_{act}": MAKERS for level in ("production", "scene", "shot") for act in ("set", "clear")},
    **{f"{level}_parameters_lock": MAKERS for level in ("scene", "shot")},
    "production_parameters_lock": PRODUCER,
    **dict.fromkeys(("checkpoint_make", "verifications_ask", "exports_ask", "exports_cancel"), PROVERS),
    **{
        f"change_sets_{act}": GATHERERS
        for act in ("begin", "change", "gather", "drop", "propose", "withdraw", "reopen")
    },
    **{f"{level}_parameters_unlock": PRODUCER for level in ("production", "scene", "shot")},
}
OPEN = {"me_read", "auth_token", "auth_session_read", "auth_sign_in", "auth_sign_out"}


ALL = list(operations())
STUDIO = [each for each in ALL if "/studio/" in each.path]
OPEN_TO_PAYING = {"prices_read"}
"""Whoever sees the costs of a production sees what they are made of: `test_prices.py` holds it."""
WITHIN = [each for each in ALL if each.within and each not in STUDIO]
OURS = [each for each in WITHIN if each.room == "productions"]
within = pytest.mark.parametrize("operation", WITHIN, ids=lambda each: each.name)
ours = pytest.mark.parametrize("operation", OURS, ids=lambda each: each.name)


@pytest.fixture
def places(ida: Api, film: str, sequencer: Sequencer) -> dict[str, str]:
    """What stands for each placeholder of a path: real things of Ida's film."""
    first = {kind: ida.get(f"{film}{kind}/")["results"][0]["id"] for kind in ("scenes", "shots", "references")}
    first["change-sets"] = ida.post(f"{film}change-sets/", name="Dusk")["id"]
    sequencer.step()
    exported = ida.post(f"{film}export/")["id"]
    ida.post(f"{film}verify/")
    name = default_storage.save(f"exports/{exported}.zip", ContentFile(b"PK"))
    Audit.objects.filter(id=exported).update(file=name)
    return {
        "/export/{id}": f"/export/{exported}",
        **{f"/{kind}/{{id}}": f"/{kind}/{id_}" for kind, id_ in first.items()},
        "{production}": film.split("/")[1],
        "{reference}": first["references"],
        "{look}": str(changed_look(ida, first["references"], first["scenes"])),
        "{shot}": first["shots"],
        "{sound}": placed(ida, film, first),
        "{person}": str(ida.person),
        "{name}": "style",
        "{position}": "1",
    }


def placed(ida: Api, film: str, first: dict[str, str]) -> str:
    """The id of music that is placed on the film, a scene and a shot."""
    music, id_ = ida.post(f"{film}references/", kind="music", name="Waltz")["id"], uuid7()
    by, log = context(ida.person), UUID(film.split("/")[1])
    levels: tuple[tuple[Level, str], ...] = (
        ("production", str(log)),
        ("scene", first["scenes"]),
        ("shot", first["shots"]),
    )
    for level, thing in levels:
        commands.place_sound(by, log, Target(level, UUID(thing)), id_, Placed(UUID(music)))
    return str(id_)


def changed_look(ida: Api, reference: str, scene: str) -> Any:
    """The id of a change of the look of a reference."""
    change = {"label": "wet", "first": {"kind": "scene", "id": scene}, "attributes": {"hair": "wet"}}
    return ida.post(f"references/{reference}/looks/", **change)["parts"][0]["id"]


@within
def test_to_others_it_is_not_there_and_nobody_gets_in_unknown(operation: Operation, places: dict[str, str]) -> None:
    path = operation.address(places)
    stranger = someone("stranger").send(operation.method, path, {})
    assert (stranger.status_code, code(stranger)) == (404, "not-found")
    assert Client().generic(operation.method, path, b"{}", "application/json").status_code == 401


@ours
def test_a_member_may_what_the_role_allows(operation: Operation, ida: Api, places: dict[str, str]) -> None:
    path, members = operation.address(places), crew(ida, places["{production}"])
    allowed = READERS[operation.name] if operation.method == "GET" else WRITERS[operation.name]
    for role in EVERYBODY - allowed:
        refused = members[role].send(operation.method, path, {})
        assert (refused.status_code, code(refused), data(refused)["ask"]) == (403, "forbidden", ["ida"]), role
    for role in sorted(allowed):
        assert members[role].send(operation.method, path, {}).status_code not in (401, 403, 404), role


def test_every_operation_has_a_place_of_its_own() -> None:
    assert len({each.name for each in ALL}) == len(ALL)
    outside = {each.name for each in ALL if each not in WITHIN}
    assert {"productions_list", "productions_create", *OPEN} <= outside
    assert {each.room for each in ALL if each in WITHIN} == {"productions", "generation"}


@pytest.mark.parametrize(
    "operation", [each for each in STUDIO if each.name not in OPEN_TO_PAYING], ids=lambda each: each.name
)
def test_the_studio_s_own_log_is_for_those_who_run_the_installation(
    operation: Operation, ida: Api, places: dict[str, str]
) -> None:
    path = operation.address(places)
    assert ida.send(operation.method, path, {}).status_code == 403
    assert Client().generic(operation.method, path, b"{}", "application/json").status_code == 401
    ida.user.is_superuser = True
    ida.user.save()
    assert ida.send(operation.method, path, {}).status_code not in (401, 403)


@pytest.mark.parametrize("operation", [each for each in ALL if "/templates/" in each.path], ids=lambda each: each.name)
def test_templates_are_for_all_who_are_signed_in(operation: Operation, places: dict[str, str]) -> None:
    path = operation.address(places)
    assert Client().generic(operation.method, path, b"{}", "application/json").status_code == 401
    assert someone("stranger").send(operation.method, path, {}).status_code not in (401, 403)


def test_lists_hold_nothing_of_others(film: str) -> None:
    assert someone("stranger").get("productions/")["results"] == []
    assert someone("other").get("me/")["productions"] == []


def test_the_things_of_another_production_cannot_be_drawn_in(ida: Api, film: str, places: dict[str, str]) -> None:
    joan = someone("joan")
    other = f"productions/{joan.post('productions/', name='Other')['id']}/"
    joan.put(f"{other}script/", text=SCRIPT)
    foreign = {kind: joan.get(f"{other}{kind}/")["results"][0]["id"] for kind in ("scenes", "shots", "references")}
    shot = places["/shots/{id}"].removeprefix("/") + "/"
    for method, path, body in [
        ("POST", f"{film}shots/", {"scene": foreign["scenes"]}),
        ("POST", f"{film}scenes/", {"heading": "INT. A - DAY", "after": foreign["scenes"]}),
        ("POST", f"{shot}move/", {"scene": foreign["scenes"]}),
        ("POST", f"{shot}move/", {"after": foreign["shots"]}),
        ("PATCH", shot, {"continues": foreign["shots"]}),
        ("PUT", f"{shot}cast/{foreign['references']}/", {}),
    ]:
        refused = ida.send(method, path, body)
        assert (refused.status_code, code(refused)) == (404, "not-found"), path
    assert ida.get(f"{film}shots/?scene={foreign['scenes']}")["results"] == []


def test_the_exports_of_another_production_are_not_reached_through_ones_own(
    ida: Api, film: str, places: dict[str, str]
) -> None:
    own = f"productions/{ida.post('productions/', name='Other')['id']}/"
    foreign = places["/export/{id}"].removeprefix("/export/")
    assert ida.send("GET", f"{film}export/{foreign}/").status_code == 200
    for path in (f"{own}export/{foreign}/", f"{own}export/{foreign}/download/", f"studio/export/{foreign}/"):
        assert ida.send("GET", path).status_code in (403, 404), path


def test_a_role_says_what_it_can_and_why_not(ida: Api, film: str) -> None:
    reviewer = crew(ida, film.split("/")[1])["reviewer"]
    can = reviewer.get(film)["can"]
    assert can["review"] == {"allowed": True, "reason": None}
    assert can["rename"] == {"allowed": False, "reason": "Producer may manage; you are reviewer."}
    shot = reviewer.get(f"{film}shots/")["results"][0]["id"]
    assert reviewer.get(f"shots/{shot}/")["can"]["change"]["allowed"] is False
    assert ida.get(f"shots/{shot}/")["can"]["restore"] == {"allowed": False, "reason": "It is not removed."}


def test_a_role_taken_away_holds_at_once(ida: Api, film: str) -> None:
    artist = crew(ida, film.split("/")[1])["artist"]
    assert artist.send("PUT", f"{film}parameters/style/", {"value": "ink"}).status_code == 200
    ida.patch(f"{film}members/{artist.person}/", role="auditor")
    assert artist.send("PUT", f"{film}parameters/style/", {"value": "oil"}).status_code == 403
