"""Every write that takes a version honours it, whatever it is about: 409 for one that is not the thing's."""

from base64 import b64encode
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from generation import commands
from generation.register.registering import ModelRequest
from productions.domain.parameters import LEVELS
from tests.generation.api.test_pictures import picture
from tests.generation.backends.diffusers.folders import model
from tests.generation.delivery.test_exporting import wav
from tests.generation.filming import Film
from tests.support.films import taken, waived
from tests.support.guests import came, link_to
from tests.support.making import SCRIPT
from tests.support.web import Api, code, data

pytestmark = pytest.mark.django_db
PICTURE, SOUND = b64encode(picture()).decode(), b64encode(wav(1)).decode()


def writes() -> dict[str, tuple[str, str]]:
    """Method and path of each operation whose body has a version, by its name."""
    generator: Any = SchemaGenerator
    description = generator().get_schema(request=None, public=True)
    schemas = description["components"]["schemas"]
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if "version" in schemas.get(_body(operation), {}).get("properties", {})
    }


def _body(operation: Any) -> str:
    forms = operation.get("requestBody", {}).get("content", {})
    return str(forms.get("application/json", {}).get("schema", {}).get("$ref", "")).rpartition("/")[2]


@pytest.fixture
def places(ida: Api, film: Film, tmp_path: Path) -> dict[str, str]:
    """What stands for the placeholders of addresses; who asks answers for the studio too."""
    ida.user.is_superuser = True
    ida.user.save()
    ida.put(f"productions/{film.log}/script/", text=SCRIPT)
    shot, mara = str(film.shots["one"]), str(film.references["Mara"])
    wanted = ModelRequest(str(model(tmp_path / "wan")), licence="Apache-2.0")
    edit = {"shot": shot, "field": "camera", "value": "push-in"}
    say = {"label": "Burned", "first": {"kind": "shot", "id": shot}, "attributes": {"wardrobe": "burned coat"}}
    ids = {
        "change-sets": ida.post(f"productions/{film.log}/change-sets/", name="Closer", edits=[edit])["id"],
        "models": commands.add_model(film.by, wanted, lambda _d, _w: None, lambda _d, _w: None).value,
        "orders": ida.post(f"productions/{film.log}/orders/", shots=[shot], held=True)["id"],
        "takes": taken(film.by, film.log, film.shots["one"]),
        "playlists": ida.post(f"productions/{film.log}/playlists/", name="Dailies")["id"],
        "templates": ida.post("templates/", production=str(film.log), title="Ours", about="")["id"],
        "references": mara,
        "scenes": film.scenes["quay"],
        "shots": shot,
    }
    looks = ida.post(f"references/{mara}/looks/", **say)
    ida.post(f"takes/{ids['takes']}/notes/", text="Look.")
    guest = came(link_to(ida, ids["playlists"]))
    music = ida.post(f"productions/{film.log}/references/", kind="music", name="Waltz")["id"]
    shots = ida.get(f"productions/{film.log}/shots/")["results"]
    speaking = next(each["id"] for each in shots if each["dialogue"])
    levels = {"/productions/{production}": film.log, "/scenes/{id}": ids["scenes"], "/shots/{id}": shot}
    placed = {
        f"{level}/sounds/{{sound}}": f"{level}/sounds/".replace("{production}", str(id_)).replace("{id}", str(id_))
        + ida.post(f"{level[1:]}/sounds/".format(production=id_, id=id_), reference=music)["id"]
        for level, id_ in levels.items()
    }
    return {
        **placed,
        "/shots/{id}/recordings/": f"/shots/{speaking}/recordings/",
        "/shots/{id}/translations/": f"/shots/{speaking}/translations/",
        "/references/{id}/sound/": f"/references/{music}/sound/",
        "{music}": music,
        "{number}": "1",
        "/share-links/{id}": f"/share-links/{guest.link}",
        "/waivers/{id}": f"/waivers/{waived(ida, str(film.log))}",
        "{guest}": ida.get(f"share-links/{guest.link}/guests/")["results"][0]["id"],
        **{f"/{kind}/{{id}}": f"/{kind}/{id_}" for kind, id_ in ids.items()},
        "{production}": str(film.log),
        "{person}": str(ida.person),
        "{name}": "style",
        "{reference}": str(film.references["Ivo"]),
        "{look}": looks["parts"][0]["id"],
    }


@pytest.fixture
def bodies(film: Film, places: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What is sent beside the version, by operation; nothing where that will do."""
    edit = {"shot": str(film.shots["one"]), "field": "camera"}
    look = {"label": "Burned", "first": {"kind": "shot", "id": str(film.shots["two"])}, "attributes": {"hair": "grey"}}
    anchor = {"digest": f"sha256:{'0' * 64}"}
    sound = {"reference": places["{music}"]}
    return {
        "cut_edit": {"edits": [{"edit": "follow"}]},
        "cast_set": {"role": "the ferryman"},
        "change_sets_change": {"name": "Night"},
        "change_sets_drop": {"edits": [edit]},
        "change_sets_gather": {"edits": [{**edit, "value": "static"}]},
        "looks_add": look,
        "looks_add_picture": {"file": PICTURE},
        "looks_change": look,
        "members_add": {"username": "ida", "role": "artist"},
        "members_change": {"role": "artist"},
        "models_change": {"name": "Other"},
        "models_withdraw": {"reason": "Its licence changed."},
        "playlists_change": {"name": "Night"},
        "orders_prioritise": {"priority": "high"},
        "pipeline_draft": {"template": "checked"},
        "prices_set": {"currency": "EUR", "rates": []},
        "production_parameters_set": {"value": "ink"},
        "productions_change": {"name": "Other"},
        "references_add_picture": {"file": PICTURE},
        "references_cast": {"shots": [str(film.shots["one"])]},
        "references_change": {"rights": "ours"},
        "references_merge": {"into": str(film.references["Ivo"])},
        "references_uncast": {"shots": [str(film.shots["one"])]},
        "references_name": {"name": "The ferryman"},
        "references_set_sound": {"file": SOUND},
        **dict.fromkeys((f"{level}_sounds_{does}" for level in LEVELS for does in ("place", "change")), sound),
        "recordings_add": {"line": 0, "file": SOUND},
        "translations_write": {"line": 0, "language": "de", "text": "Spät."},
        "references_unname": {"name": "The ferryman"},
        "scene_parameters_set": {"value": "ink"},
        "scenes_change": {"number": "7"},
        "statuses_arrange": {"statuses": [{"name": "open"}]},
        "script_revise": {"text": SCRIPT},
        "shot_parameters_set": {"value": "ink"},
        "shots_change": {"size": "wide"},
        "shots_split": {"anchor": anchor},
        "spending_change": {"budget": "7"},
        "takes_note": {"text": "Look."},
        "takes_request_changes": {"comment": "Darker."},
        "templates_change": {"title": "Mine"},
        "templates_replace": {"production": str(film.log)},
    }


def test_every_write_that_takes_a_version_refuses_another(
    ida: Api, places: dict[str, str], bodies: dict[str, dict[str, Any]]
) -> None:
    """In one request after another, as none changes anything. Approving asks for the tag of what was seen, always."""
    told = {}
    for name, (method, path) in writes().items():
        address = reduce(lambda whole, place: whole.replace(*place), places.items(), path)
        late = ida.send(method, address, {**bodies.get(name, {}), "version": 77})
        told[name] = (late.status_code, code(late) if late.status_code >= 400 else data(late))
    assert told.pop("takes_approve") == (428, "if-match-required")
    assert {name: said for name, said in told.items() if said != (409, "version-conflict")} == {}
