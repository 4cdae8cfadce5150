"""Kept plans rest on notes that the database writes: one that is off is named where the log's guards are."""

import psycopg
import pytest
from django.db import connection

from events import protection
from tests.support.databases import Server

HARM = {
    "gone": "DROP TRIGGER productions_shot_changed ON productions_shot",
    "off": "ALTER TABLE productions_shot DISABLE TRIGGER productions_shot_changed",
    "of fewer writes": "DROP TRIGGER productions_shot_changed ON productions_shot;"
    "CREATE TRIGGER productions_shot_changed AFTER INSERT ON productions_shot"
    " FOR EACH ROW EXECUTE FUNCTION productions_shot_changed()",
    "under a condition": "DROP TRIGGER productions_shot_changed ON productions_shot;"
    "CREATE TRIGGER productions_shot_changed AFTER INSERT OR UPDATE ON productions_shot"
    " FOR EACH ROW WHEN (NEW.removed) EXECUTE FUNCTION productions_shot_changed()",
    "emptied": "CREATE OR REPLACE FUNCTION productions_shot_changed() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN NULL; END $$",
}


@pytest.mark.parametrize("harm", HARM)
def test_notes_that_are_not_written_are_named_with_their_table(
    harm: str, live_database: str, database_server: Server
) -> None:
    assert protection.weaknesses() == []
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name)) as owner:
        owner.execute(HARM[harm])
    [weakness] = protection.weaknesses()
    assert (weakness.code, "table productions_shot " in weakness.sentence) == ("generation.W001", True)
