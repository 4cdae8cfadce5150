"""How the installation is, as data and for Prometheus: who may see it, and that it says what is wrong."""

import psycopg
import pytest
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from events import store, subscriptions
from events.models import Subscription
from generation.artifacts import artifact_store
from generation.models import ArtifactRow
from productions.models import User
from tests.conftest import Sequencer
from tests.events.making import new_event
from tests.support.databases import Server
from tests.support.web import Api, code, someone

FAR = "203.0.113.7"


def measured(client: Client) -> dict[str, float]:
    reply = client.get("/metrics")
    assert reply.status_code == 200
    return {
        "".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(reply.content.decode())
        for sample in family.samples
    }


@pytest.fixture
def root(db: None) -> Api:
    return Api(User.objects.create_superuser("root"))


def test_metrics_are_for_this_machine_and_for_superusers(client: Client, root: Api) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR=FAR).status_code == 401
    assert client.get("/metrics", headers={"X-Forwarded-For": FAR}).status_code == 401
    assert someone("stranger").client.get("/metrics", REMOTE_ADDR=FAR).status_code == 403
    assert root.client.get("/metrics", REMOTE_ADDR=FAR).status_code == 200


def test_health_is_for_superusers(root: Api) -> None:
    refused = someone("stranger").send("GET", "studio/health/")
    assert (refused.status_code, code(refused)) == (403, "forbidden")
    assert [each["code"] for each in root.get("studio/health/")["protection"]] == ["events.W007"], (
        "tests sign themselves"
    )


@pytest.mark.django_db
def test_events_without_number_and_without_checkpoint_are_counted(client: Client, sequencer: Sequencer) -> None:
    before = measured(client)
    store.append([new_event(), new_event()])
    waiting = measured(client)
    assert waiting["continuity_oldest_pending_seconds"] > 0
    assert waiting["continuity_log_events"] == before["continuity_log_events"]
    sequencer.step()
    numbered = measured(client)
    assert numbered["continuity_log_events"] == before["continuity_log_events"] + 2
    assert numbered["continuity_unanchored_events"] == before["continuity_unanchored_events"] + 2
    assert numbered["continuity_oldest_pending_seconds"] == 0
    assert numbered["continuity_checkpoint_age_seconds"] > 0


@pytest.mark.django_db
def test_files_that_are_lost_and_not_replaced_are_counted(client: Client, root: Api) -> None:
    digests = [f"sha256:{number:064}" for number in range(3)]
    ArtifactRow.objects.bulk_create(ArtifactRow(digest=digest, size=1, media_type="video/mp4") for digest in digests)
    assert root.get("studio/health/")["lost_files"] == 0
    artifact_store.note_missing(digests[:2])
    ArtifactRow.objects.filter(digest=digests[0]).update(replaced_by=digests[2])
    assert root.get("studio/health/")["lost_files"] == measured(client)["continuity_lost_files"] == 1


def test_a_checkpoint_covers_what_came_before_it(root: Api, sequencer: Sequencer) -> None:
    [first] = store.append([new_event()])
    sequencer.step()
    with connection.cursor() as cursor:
        cursor.execute("SELECT eventlog.checkpoint(%s, 1, sha256('root'), 'note')", [first.log])
    checkpoints = root.get("studio/health/")["checkpoints"]
    assert checkpoints == {"unanchored_events": 0, "age_seconds": None, "refused": {}, "anchor_errors": {}}


def test_a_follower_that_fails_is_named_with_its_error(root: Api, sequencer: Sequencer) -> None:
    def fail(events: object) -> None:
        raise ValueError("cannot")

    subscriptions.subscribe("failing", fail)
    try:
        store.append([new_event()])
        sequencer.step()
        [said] = [each for each in root.get("studio/health/")["subscriptions"] if each["name"] == "failing"]
        assert (said["behind"], said["failures"] > 0, said["error"]) == (1, True, "ValueError: cannot")
        assert measured(root.client)["continuity_subscription_behind_eventsfailing"] == 1
    finally:
        subscriptions.unsubscribe("failing")
        Subscription.objects.filter(name="failing").delete()


def test_a_transaction_that_stays_open_and_a_guard_that_is_off_show(
    live_database: str, database_server: Server, client: Client
) -> None:
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name)) as owner:
        owner.execute("ALTER TABLE eventlog.event DISABLE TRIGGER immutable")
    assert measured(client)["continuity_oldest_write_transaction_seconds"] == 0
    with psycopg.connect(live_database) as writer:
        writer.execute("CREATE TEMPORARY TABLE written (id int)")
        figures = measured(client)
    assert figures["continuity_oldest_write_transaction_seconds"] > 0
    assert figures["continuity_protection_weaknesses"] == 1


def test_what_is_kept_and_why_is_for_superusers(root: Api) -> None:
    refused = someone("stranger").send("GET", "studio/storage/")
    assert (refused.status_code, code(refused)) == (403, "forbidden")
    ArtifactRow.objects.create(digest=f"sha256:{'0' * 64}", size=1500, media_type="image/webp")
    shown = root.get("studio/storage/")
    assert shown["kept"] == [{"files": 1, "bytes": 1500, "reason": "not made here"}]
    assert (shown["removable"]["files"], shown["removable"]["keeping"]["amount"], shown["evicted"]) == (0, "0.00", 0)
