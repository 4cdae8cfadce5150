"""Every operation of generation, by everybody: who may, who may not, and who must not know that there is anything."""

import pytest
from django.test import Client

from productions.domain.production import Role
from tests.generation.filming import Film
from tests.support.films import waived
from tests.support.guests import came, link_to
from tests.support.routes import Operation, operations
from tests.support.web import Api, code, crew, data, someone

pytestmark = pytest.mark.django_db
EVERYBODY: set[Role] = {"producer", "artist", "reviewer", "auditor"}
MAKERS: set[Role] = {"producer", "artist"}
OWNERS: set[Role] = {"producer"}
SPEAKERS: set[Role] = {"producer", "artist", "reviewer"}
JUDGES: set[Role] = {"producer", "reviewer"}
WRITERS: dict[str, set[Role]] = {
    **dict.fromkeys(("orders_place", "orders_quote", "orders_cancel", "orders_release", "plan_suppose"), MAKERS),
    **dict.fromkeys(
        ("takes_select", "takes_submit", "takes_pin", "takes_unpin", "takes_make_again", "takes_stop_making_again"),
        MAKERS,
    ),
    **dict.fromkeys(("takes_retake", "takes_retake_quote"), MAKERS),
    **dict.fromkeys(
        (
            "takes_approve",
            "takes_approve_several",
            "takes_request_changes",
            "takes_withdraw_approval",
            "takes_withdraw_changes",
        ),
        JUDGES,
    ),
    **dict.fromkeys(("undo", "restore"), MAKERS),
    **dict.fromkeys(("pipeline_draft", "pipeline_publish", "spending_change"), OWNERS),
    **dict.fromkeys(("queue_pause", "queue_resume", "orders_prioritise"), OWNERS),
    **dict.fromkeys(("queue_retry", "queue_fix", "queue_fix_quote"), MAKERS),
    **dict.fromkeys(("takes_note", "takes_resolve_note", "takes_reopen_note"), SPEAKERS),
    **dict.fromkeys(("playlists_begin", "playlists_change"), SPEAKERS),
    **dict.fromkeys(("share_links_make", "share_links_address", "share_links_revoke"), OWNERS),
    "share_links_erase_guest": OWNERS,
    **dict.fromkeys(("cut_waive", "waivers_withdraw"), OWNERS),
    **dict.fromkeys(("change_sets_apply", "cut_edit"), MAKERS),
    "cut_compare": EVERYBODY,
    **dict.fromkeys(("references_add_picture", "references_remove_picture", "looks_add_picture"), MAKERS),
    **dict.fromkeys(("recordings_add", "recordings_remove", "references_set_sound"), MAKERS),
    **dict.fromkeys(("film_files_write", "film_packages_write"), MAKERS),
    **dict.fromkeys(("colour_tables_add", "colour_decisions_read"), MAKERS),
}
PAYING: set[Role] = {"producer", "artist", "auditor"}
READ_BY_ALL = {
    *("artifacts_read", "captions_srt", "captions_ttml", "captions_vtt", "change_sets_compare"),
    *("change_sets_plan", "cut_checks_read", "cut_edl", "cut_fcpxml", "cut_otio", "cut_read", "jobs_preview"),
    *("orders_jobs", "orders_list", "orders_read", "orders_sheet", "overview_read", "pipeline_export"),
    *("pipeline_read", "pipeline_work", "plan_read", "predictions_read", "queue_read", "shots_csv", "shots_xlsx"),
    *("storyboard", "takes_list", "takes_read", "takes_review", "undo_read", "film_files_list", "film_files_read"),
    *("notes_csv", "notes_list", "notes_pdf", "playlists_list", "playlists_read", "recordings_list", "takes_notes"),
    *("references_appearances", "search", "stages_list", "takes_lineage", "takes_reasons"),
}
"""What every member may read."""
READERS: dict[str, set[Role]] = {
    **dict.fromkeys(READ_BY_ALL, EVERYBODY),
    **dict.fromkeys(("spending_read", "costs_list", "costs_of_shot"), PAYING),
    "shots_dossier": {"producer", "auditor"},
    **dict.fromkeys(("share_links_list", "share_links_read", "share_links_guests"), OWNERS),
}
MAY_LACK = {"references_remove_picture", "jobs_preview", "orders_sheet", "recordings_remove", "film_files_read"}
"""A picture that was never added, one of work that is done, the sheet of an order of no grid, a line that nobody
recorded, and a film that nobody asked for as a file."""
GENERATION = [each for each in operations() if each.within and each.room == "generation"]
each_one = pytest.mark.parametrize("operation", GENERATION, ids=lambda each: each.name)


@pytest.fixture
def places(ida: Api, film: Film) -> dict[str, str]:
    """What stands for each placeholder: real things of the film, a take and its master among them."""
    order = film.order("one")
    film.work()
    take = ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]
    ida.post(f"takes/{take['id']}/notes/", text="Her coat.")
    playlist = ida.post(f"productions/{film.log}/playlists/", name="Dailies")["id"]
    guest = came(link_to(ida, playlist))
    return {
        "/orders/{id}": f"/orders/{order}",
        "/change-sets/{id}": f"/change-sets/{gathered(ida, film)}",
        "/takes/{id}": f"/takes/{take['id']}",
        "/playlists/{id}": f"/playlists/{playlist}",
        "/share-links/{id}": f"/share-links/{guest.link}",
        "/waivers/{id}": f"/waivers/{waived(ida, str(film.log))}",
        "{guest}": ida.get(f"share-links/{guest.link}/guests/")["results"][0]["id"],
        "/shots/{id}": f"/shots/{film.shots['one']}",
        "/references/{id}/images/{digest}": f"/references/{film.references['Mara']}/images/sha256:{'0' * 64}",
        "/references/{id}": f"/references/{film.references['Mara']}",
        "{look}": looked(ida, film),
        "{slot}": "en-0123456789abcdef",
        "{digest}": take["digest"],
        "{production}": str(film.log),
        "{shot}": str(film.shots["one"]),
        "{number}": "1",
    }


def looked(ida: Api, film: Film) -> str:
    """A change of the look of Mara."""
    change = {"label": "wet", "first": {"kind": "shot", "id": str(film.shots["two"])}, "attributes": {"hair": "wet"}}
    return str(ida.post(f"references/{film.references['Mara']}/looks/", **change)["parts"][0]["id"])


def gathered(ida: Api, film: Film) -> str:
    """A change set with an edit."""
    edit = {"shot": str(film.shots["one"]), "field": "camera", "value": "push-in"}
    return str(ida.post(f"productions/{film.log}/change-sets/", name="Closer", edits=[edit])["id"])


@each_one
def test_to_others_it_is_not_there_and_nobody_gets_in_unknown(operation: Operation, places: dict[str, str]) -> None:
    path = operation.address(places)
    stranger = someone("stranger")
    stranger.post("productions/", name="Of their own")
    refused = stranger.send(operation.method, path, {})
    assert (refused.status_code, code(refused)) == (404, "not-found")
    assert Client().generic(operation.method, path, b"{}", "application/json").status_code == 401


@each_one
def test_a_member_may_what_the_role_allows(operation: Operation, ida: Api, film: Film, places: dict[str, str]) -> None:
    path, members = operation.address(places), crew(ida, str(film.log))
    allowed = READERS[operation.name] if operation.method == "GET" else WRITERS[operation.name]
    for role in EVERYBODY - allowed:
        refused = members[role].send(operation.method, path, {})
        assert (refused.status_code, code(refused), data(refused)["ask"]) == (403, "forbidden", ["Ida"]), role
    for role in sorted(allowed):
        status = members[role].send(operation.method, path, {}).status_code
        assert status not in (401, 403) and (status != 404 or operation.name in MAY_LACK), role


@each_one
def test_who_was_a_member_is_one_no_more(operation: Operation, ida: Api, film: Film, places: dict[str, str]) -> None:
    artist = crew(ida, str(film.log))["artist"]
    ida.delete(f"productions/{film.log}/members/{artist.person}/")
    assert artist.send(operation.method, operation.address(places), {}).status_code == 404
