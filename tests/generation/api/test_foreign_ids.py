"""Whose thing is it? Every id that a request can name beside its own address, as the API's description lists them.

The id of another production's thing is answered as an id of nothing is: neither word nor status tells that it exists.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.db import connection, transaction

from productions import commands
from productions.commands import Target
from productions.models import User
from tests.conftest import Sequencer
from tests.generation.filming import small_film
from tests.support.films import taken
from tests.support.routes import NOWHERE, Operation, is_id, operations
from tests.support.web import Api, Reply, data, someone

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar"
"""What stands in everything that the other production says."""


@dataclass(frozen=True)
class Ask:
    """A request that names a thing of a kind. `path` and `body` of our things are made with its id."""

    kind: str
    method: str
    path: str
    body: Callable[[str, Mapping[str, str]], Any] = lambda _id, _of: None

    def send(self, api: Api, ours: Mapping[str, str], id_: str) -> Reply:
        path = self.path.format(**{**ours, "id": id_})
        return api.send(self.method, path, self.body(id_, ours))


IN, SHOT = "productions/{production}/", "shots/{shot}/"


EDITS = {
    "shot": ("size", "wide"),
    "scene": ("parameter:style", "ink"),
    "reference": ("rights", "ours"),
    "production": ("parameter:light", "dusk"),
}
"""An edit of each kind of thing."""


def edit(kind: str, id_: str) -> dict[str, Any]:
    field, value = EDITS[kind]
    return {kind: id_, "field": field, "value": value}


def editing(kind: str) -> Callable[[str, Mapping[str, str]], Any]:
    return lambda id_, _of: {"name": "Dusk", "edits": [edit(kind, id_)]}


def unnamed(asks: dict[str, list[Ask]]) -> dict[str, list[Ask]]:
    """The same, for what has no name."""

    def without(ask: Ask) -> Ask:
        return replace(ask, body=lambda id_, of: {"edits": ask.body(id_, of)["edits"]})

    return {where: [without(ask) for ask in those] for where, those in asks.items()}


def dropping(kind: str) -> Callable[[str, Mapping[str, str]], Any]:
    return lambda id_, _of: {"edits": [{kind: id_, "field": EDITS[kind][0]}]}


def _cutting(name: str, **said: Any) -> Callable[[str, Mapping[str, str]], Any]:
    return lambda id_, _of: {"edits": [{name: id_, **said}]}


def each_edit(method: str, path: str) -> dict[str, list[Ask]]:
    """An edit of each kind of thing, and those that draw a second thing in."""
    named = {f".edits[].{kind}": [Ask(kind, method, path, editing(kind))] for kind in EDITS}
    named[".edits[].shot"] += [
        Ask("reference", method, path, lambda id_, of: _cast(of["shot"], id_)),
        Ask("shot", method, path, lambda id_, of: _continued(of["other_shot"], id_)),
    ]
    return named


def _cast(shot: str, reference: str) -> Any:
    return {"name": "Dusk", "edits": [{"shot": shot, "field": f"cast:{reference}", "value": {"role": "seen"}}]}


def _continued(shot: str, other: str) -> Any:
    return {"name": "Dusk", "edits": [{"shot": shot, "field": "continues", "value": other}]}


def _listed(shot: str, take: str | None = None) -> Any:
    return {"name": "Dusk", "entries": [{"shot": shot, "take": take}]}


def look(**said: Any) -> dict[str, Any]:
    return {"label": "wet", "attributes": {"hair": "wet"}, **said}


def each_look(method: str, path: str) -> dict[str, list[Ask]]:
    """A change of a look from, to, without and also at a shot."""
    return {
        ".first.id": [
            Ask("shot", method, path, lambda id_, _of: look(first={"kind": "shot", "id": id_})),
            Ask("scene", method, path, lambda id_, _of: look(first={"kind": "scene", "id": id_})),
        ],
        ".last.id": [
            Ask("other_shot", method, path, lambda id_, of: look(first=_at(of), last={"kind": "shot", "id": id_}))
        ],
        ".without[]": [Ask("other_scene", method, path, lambda id_, of: look(first=_scene(of), without=[id_]))],
        ".also[]": [Ask("other_scene", method, path, lambda id_, of: look(first=_at(of), last=_at(of), also=[id_]))],
    }


def _at(of: Mapping[str, str]) -> dict[str, str]:
    return {"kind": "shot", "id": of["shot"]}


def _scene(of: Mapping[str, str]) -> dict[str, str]:
    return {"kind": "scene", "id": of["scene"]}


def only(name: str, /, **said: Any) -> Callable[[str, Mapping[str, str]], Any]:
    return lambda id_, _of: {**said, name: id_}


def many(name: str, /, **said: Any) -> Callable[[str, Mapping[str, str]], Any]:
    return lambda id_, _of: {**said, name: [id_]}


def scope(kind: str) -> Callable[[str, Mapping[str, str]], Any]:
    return lambda id_, _of: {"position": 1, "scope": {kind: id_}}


def each_work(path: str, edited: bool = False) -> dict[str, list[Ask]]:
    """Work on a shot, and whose it is; perhaps beside an edit."""

    def beside(of: Mapping[str, str]) -> dict[str, Any]:
        return {"edits": [edit("production", of["production"])]} if edited else {}

    return {
        ".work[].shot": [
            Ask("shot", "POST", path, lambda id_, of: {**beside(of), "work": [{"shot": id_, "priority": "high"}]})
        ],
        ".work[].assignees[]": [
            Ask(
                "artist",
                "POST",
                path,
                lambda id_, of: {**beside(of), "work": [{"shot": of["shot"], "assignees": [id_]}]},
            )
        ],
    }


SET = "change-sets/{change_set}/"
REFERENCE, LOOK = "references/{reference}/", "references/{reference}/looks/{look}/"
ORDERED = {
    ".shots[]": [Ask("shot", "POST", f"{IN}orders/", many("shots"))],
    ".scene": [Ask("scene", "POST", f"{IN}orders/", only("scene"))],
}
ASKS: dict[str, dict[str, list[Ask]]] = {
    "change_sets_begin": each_edit("POST", f"{IN}change-sets/"),
    "change_sets_gather": each_edit("POST", f"{SET}edits/"),
    "edits_make": {
        **unnamed(each_edit("POST", f"{IN}edits/")),
        **each_work(f"{IN}edits/", edited=True),
    },
    "work_say": each_work(f"{IN}work/"),
    "change_sets_drop": {f".edits[].{kind}": [Ask(kind, "DELETE", f"{SET}edits/", dropping(kind))] for kind in EDITS},
    "change_sets_compare": {
        "?first": [Ask("change_set", "GET", f"{IN}change-sets/compare/?first={{id}}&second={{other_set}}")],
        "?second": [Ask("change_set", "GET", f"{IN}change-sets/compare/?first={{other_set}}&second={{id}}")],
    },
    "plan_suppose": {
        **each_edit("POST", f"{IN}plan/"),
        ".shots[]": [Ask("shot", "POST", f"{IN}plan/", many("shots", edits=[]))],
    },
    "plan_read": {"?shot": [Ask("shot", "GET", f"{IN}plan/?shot={{id}}")]},
    "predictions_read": {"?order": [Ask("order", "GET", f"{IN}predictions/?order={{id}}")]},
    "orders_place": ORDERED,
    "orders_quote": {
        where: [Ask(each.kind, "POST", f"{IN}orders/quote/", each.body) for each in asks]
        for where, asks in ORDERED.items()
    },
    "stages_list": {"?shot": [Ask("shot", "GET", f"{IN}stages/?shot={{id}}")]},
    "state_read": {
        "?shot": [Ask("shot", "GET", f"{IN}state/?at={{position}}&shot={{id}}")],
        "?scene": [Ask("scene", "GET", f"{IN}state/?at={{position}}&scene={{id}}")],
    },
    "storyboard": {"?scene": [Ask("scene", "GET", f"{IN}storyboard.pdf/?scene={{id}}")]},
    "costs_of_shot": {"/{shot}": [Ask("shot", "GET", f"{IN}costs/{{id}}/")]},
    "events_list": {
        "?entity": [Ask("shot", "GET", f"{IN}events/?entity={{id}}")],
        "?actor": [Ask("person", "GET", f"{IN}events/?actor={{id}}")],
    },
    "spending_change": {
        ".limits[].person": [
            Ask("person", "PATCH", f"{IN}spending/", lambda id_, _of: {"limits": [{"person": id_, "most": "5"}]})
        ]
    },
    "undo": {
        ".command": [Ask("command", "POST", f"{IN}undo/", only("command"))],
        ".events[]": [Ask("event", "POST", f"{IN}undo/", many("events"))],
    },
    "restore": {
        f".scope.{kind}": [Ask(kind, "POST", f"{IN}restore/", scope(kind))] for kind in ("shot", "scene", "reference")
    },
    "scenes_add": {".after": [Ask("scene", "POST", f"{IN}scenes/", only("after", heading="INT. A - DAY"))]},
    "scenes_move": {".after": [Ask("scene", "POST", "scenes/{other_scene}/move/", only("after"))]},
    "shots_list": {"?scene": [Ask("scene", "GET", f"{IN}shots/?scene={{id}}")]},
    "shots_add": {
        ".scene": [Ask("scene", "POST", f"{IN}shots/", only("scene"))],
        ".after": [Ask("shot", "POST", f"{IN}shots/", lambda id_, of: {"scene": of["scene"], "after": id_})],
    },
    "shots_change": {".continues": [Ask("shot", "PATCH", "shots/{other_shot}/", only("continues"))]},
    "shots_move": {
        ".scene": [Ask("scene", "POST", f"{SHOT}move/", only("scene"))],
        ".after": [Ask("other_shot", "POST", f"{SHOT}move/", only("after"))],
    },
    **{
        name: {"/{reference}": [Ask("reference", method, f"{SHOT}cast/{{id}}/{end}", lambda _id, _of: {})]}
        for name, method, end in (
            ("cast_set", "PUT", ""),
            ("cast_remove", "DELETE", ""),
            ("cast_refuse", "POST", "refuse/"),
        )
    },
    "references_add": {
        ".parent": [Ask("place", "POST", f"{IN}references/", only("parent", kind="location", name="Shed"))]
    },
    "references_change": {
        ".parent": [Ask("place", "PATCH", "references/{other_place}/", only("parent"))],
        ".voice": [Ask("voice", "PATCH", REFERENCE, only("voice"))],
        ".voices{}": [Ask("voice", "PATCH", REFERENCE, lambda id_, _of: {"voices": {"de": id_}})],
    },
    "references_cast": {".shots[]": [Ask("shot", "PUT", f"{REFERENCE}cast/", many("shots"))]},
    "references_uncast": {".shots[]": [Ask("shot", "DELETE", f"{REFERENCE}cast/", many("shots"))]},
    "references_merge": {".into": [Ask("other_reference", "POST", f"{REFERENCE}merge/", only("into"))]},
    "looks_add": each_look("POST", f"{REFERENCE}looks/"),
    "looks_change": {
        **each_look("PUT", LOOK),
        "/{look}": [Ask("look", "PUT", f"{REFERENCE}looks/{{id}}/", lambda _id, of: look(first=_at(of)))],
    },
    "looks_remove": {"/{look}": [Ask("look", "DELETE", f"{REFERENCE}looks/{{id}}/")]},
    "looks_add_picture": {"/{look}": [Ask("look", "POST", f"{REFERENCE}looks/{{id}}/images/")]},
    "members_read": {"/{person}": [Ask("person", "GET", f"{IN}members/{{id}}/")]},
    "members_change": {
        "/{person}": [Ask("artist", "PATCH", f"{IN}members/{{id}}/", lambda _id, _of: {"role": "reviewer"})]
    },
    "members_remove": {"/{person}": [Ask("artist", "DELETE", f"{IN}members/{{id}}/")]},
    **{
        f"{level}_sounds_{does}": {".reference": [Ask("music", method, f"{path}{end}", only("reference"))]}
        for level, path in {"production": IN, "scene": "scenes/{scene}/", "shot": SHOT}.items()
        for does, method, end in (("place", "POST", "sounds/"), ("change", "PUT", f"sounds/{{{level}_sound}}/"))
    },
    "cut_edit": {
        f".edits[].{name}": [Ask("shot", "POST", f"{IN}cut/edits/", _cutting(name, **said))]
        for name, said in {
            "shot": {"edit": "trim", "head": 1},
            "behind": {"edit": "insert", "frames": 1},
            "into": {"edit": "dissolve", "frames": 1},
        }.items()
    },
    "playlists_begin": {
        ".entries[].shot": [Ask("shot", "POST", f"{IN}playlists/", lambda id_, _of: _listed(id_))],
        ".entries[].take": [Ask("take", "POST", f"{IN}playlists/", lambda id_, of: _listed(of["shot"], id_))],
        ".choice.scene": [
            Ask("scene", "POST", f"{IN}playlists/", lambda id_, _of: {"name": "Dusk", "choice": {"scene": id_}})
        ],
    },
    "playlists_change": {
        ".entries[].shot": [Ask("shot", "PATCH", "playlists/{playlist}/", lambda id_, _of: _listed(id_))],
        ".entries[].take": [Ask("take", "PATCH", "playlists/{playlist}/", lambda id_, of: _listed(of["shot"], id_))],
    },
    **{
        f"notes_{form}": {"?take": [Ask("take", "GET", f"{IN}notes{end}/?take={{id}}")]}
        for form, end in (("list", ""), ("csv", ".csv"), ("pdf", ".pdf"))
    },
    "takes_note": {
        ".mentions[]": [Ask("person", "POST", "takes/{take}/notes/", many("mentions", text="Look."))],
    },
    "takes_approve_several": {
        ".takes[].take": [
            Ask("take", "POST", f"{IN}takes/approve/", lambda id_, _of: {"takes": [{"take": id_, "version": 1}]})
        ],
    },
    "templates_save": {".production": [Ask("production", "POST", "templates/", only("production", title="Ours"))]},
    "templates_replace": {".production": [Ask("production", "PUT", "templates/{template}/", only("production"))]},
}
ELSEWHERE = {
    "cut_edit.edits[].gap": "the cut's own, test_cut_edits.py",
    "cut_edit.edits[].marker": "the cut's own, test_cut_edits.py",
    "edits_make.work[].status": "a production's own, test_work.py",
    "work_say.work[].status": "a production's own, test_work.py",
    "statuses_arrange.instead{}": "a production's own, test_work.py",
    "statuses_arrange.statuses[].id": "a production's own, test_work.py",
    "guests_note.take": "test_guests.py",
    "exports_read/{id}": "test_rights.py of productions",
    "exports_cancel/{id}": "test_rights.py of productions",
    "exports_download/{id}": "test_rights.py of productions",
    "film_files_read/{id}": "test_rights.py of generation",
    "models_add.version_of": "a model is of the studio, and for all of it",
    "models_add_workflow.version_of": "a workflow is of the studio, and for all of it",
}


def named(operation: Operation) -> Iterator[str]:
    """Yield where an operation names a thing other than the one that its address begins with, which is authorised."""
    _own, *others = [part for part in operation.path.split("/") if part.startswith("{")] or [""]
    yield from (f"/{part}" for part in others if part in ("{id}", "{shot}", "{reference}", "{look}", "{person}"))
    for each in operation.query:
        if each["name"] != "cursor" and is_id(each["schema"]):  # a cursor is compared with, and names nothing
            yield f"?{each['name']}"
    yield from operation.ids_in_body


@cache
def described() -> set[str]:
    """Every place of an id, as `operation` and where it stands in it."""
    return {f"{operation.name}{where}" for operation in operations() for where in named(operation)}


def things(name: str) -> tuple[Api, dict[str, str]]:
    """Somebody at the API, and the ids of a film of theirs, whose every word is a name."""
    film = small_film()
    api = Api(User.objects.create_user(name, first_name=name, is_superuser=True, person=film.by.actor))
    artist = someone(f"artist of {name}")
    of = f"productions/{film.log}/"
    api.post(f"{of}members/", username=artist.user.username, role="artist")
    shots, references = list(film.shots.values()), list(film.references.values())
    ids = {"production": film.log, "shot": shots[0], "other_shot": shots[1], "person": artist.person}
    ids |= {"scene": film.scenes["quay"], "other_scene": film.scenes["cabin"], "artist": artist.person}
    ids |= {"reference": references[0], "other_reference": references[1], "order": film.order("one")}
    for shot in shots:
        commands.change_shot(film.by, film.log, shot, {"description": f"{name} in the rain."})
    for kind, is_ in (("place", "location"), ("other_place", "location"), ("voice", "voice")):
        ids[kind] = api.post(f"{of}references/", kind=is_, name=f"{name}, {kind}")["id"]
    mine = {key: str(id_) for key, id_ in ids.items()}
    mine["look"] = api.post(f"references/{mine['reference']}/looks/", **look(first=_scene(mine)))["parts"][0]["id"]
    for kind in ("change_set", "other_set"):
        gathered = [edit(each, mine[each]) for each in EDITS]
        mine[kind] = api.post(f"{of}change-sets/", name=f"{name}, {kind}", edits=gathered)["id"]
    mine["music"] = api.post(f"{of}references/", kind="music", name=f"{name}, music")["id"]
    for level in ("production", "scene", "shot"):
        path = f"{level}s/{mine[level]}/sounds/"
        mine[f"{level}_sound"] = api.post(path, reference=mine["music"])["id"]
    mine["take"] = str(taken(film.by, film.log, shots[0]))
    commands.submit_take(film.by, film.log, UUID(mine["take"]))
    mine["playlist"] = api.post(f"{of}playlists/", name=f"{name}, playlist")["id"]
    mine["template"] = api.post("templates/", title=name, production=mine["production"])["id"]
    (edited,) = commands.set_parameter(film.by, film.log, Target("production", film.log), "style", "ink").events
    return api, {**mine, "event": str(edited.event_id), "command": str(edited.said("command"))}


@pytest.fixture
def ours(sequencer: Sequencer) -> tuple[Api, dict[str, str]]:
    api, mine = things("Ida")
    sequencer.step()
    return api, {**mine, "position": api.send("GET", f"productions/{mine['production']}/")["X-Log-Position"]}


@pytest.fixture
def theirs(sequencer: Sequencer) -> dict[str, str]:
    made = things(SECRET)[1]
    sequencer.step()
    return made


def test_every_id_that_the_api_takes_is_asked_with_another_s() -> None:
    asked = {f"{name}{where}" for name, places in ASKS.items() for where in places}
    assert asked | ELSEWHERE.keys() == described()
    assert not asked & ELSEWHERE.keys()


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_another_s_thing_is_answered_as_nothing(
    method: str, ours: tuple[Api, dict[str, str]], theirs: dict[str, str]
) -> None:
    api, mine = ours
    before = events()
    places = chain.from_iterable(places.values() for places in ASKS.values())
    for ask in (ask for ask in chain.from_iterable(places) if ask.method == method):
        foreign, nothing = (said(ask.send(api, mine, id_), id_) for id_ in (theirs[ask.kind], NOWHERE))
        assert foreign == nothing, ask
        assert foreign[0] in (200, 404, 422) and SECRET not in str(foreign), ask
        assert events() == before, ask
        with transaction.atomic():
            assert ask.send(api, mine, mine[ask.kind]).status_code not in (404, 500), f"our own is there: {ask}"
            transaction.set_rollback(True)


def said(reply: Reply, id_: str) -> tuple[int, Any]:
    """Status and content of a reply, but for the number of the request and the id that was asked for."""
    content = data(reply)
    content.pop("request", None)
    return reply.status_code, msgspec.json.decode(msgspec.json.encode(content).replace(id_.encode(), b"it"))


def events() -> int:
    """How many events there are of all logs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM eventlog.event")
        counted: int = cursor.fetchone()[0]
    return counted
