"""What people say about takes: sealed in the log and its rows, readable to members, gone with its author's key."""

import logging
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import uuid6
from django.db import connection

from events import codec, store
from events.rebuild import rebuild
from events.registry import name_of
from productions import commands, queries
from productions.domain import take as takes
from productions.domain.words import Words
from productions.history import feed
from productions.models import PersonKeyRow
from productions.people import author_keys, sealing
from tests.support.films import digest, taken
from tests.support.making import context, production

pytestmark = pytest.mark.django_db

SECRET = "Her eyes look tired, says Ida."
NOTHING_ELSE = {
    "last": None,
    "kind": "note",
    "answers": None,
    "mentions": (),
    "drawing": None,
    "content": digest("frames"),
}


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> Path:
    """The master key of a test lies in its own folder."""
    settings.KEYS_URL = (tmp_path / "keys").as_uri()
    return tmp_path / "keys"


def noted(text: str = SECRET) -> tuple[UUID, UUID, store.StoredEvent]:
    """A production, a take, and the event of a note on it."""
    by = context()
    log = production(by)
    take = taken(by, log)
    return log, take, commands.note_take(by, log, take, text, frame=3).events[0]


def everything_stored() -> str:
    """All rows of all tables of the application and of the log, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'eventlog')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for name in tables:
            cursor.execute(f"SELECT t::text FROM {name} t")
            rows += [text for (text,) in cursor.fetchall()]
    return "\n".join(rows)


def test_a_note_is_stored_nowhere_but_as_ciphertext() -> None:
    log, _, event = noted()
    assert "Fog on the water" in everything_stored()
    assert SECRET not in everything_stored() and "look tired" not in everything_stored()
    shown = feed.shown(log, [event], "reviewer")[0]
    assert shown.payload == {"text": SECRET, "frame": 3, **NOTHING_ELSE}
    assert shown.sentence == f"A note was left on take 1 of SC010_0010 at frame 3: “{SECRET}”"


def test_every_remark_about_a_take_is_sealed() -> None:
    by = context()
    log = production(by)
    take = taken(by, log)
    said = [
        commands.request_changes(by, log, take, "alpha remark"),
        commands.approve_take(by, log, take, "beta remark"),
        commands.withdraw_approval(by, log, take, "gamma remark"),
        commands.pin_take(by, log, take, "delta remark"),
        commands.note_take(by, log, take, "epsilon remark"),
    ]
    assert "remark" not in everything_stored()
    told = [event.sentence for receipt in said for event in feed.shown(log, receipt.events, "auditor")]
    assert [word for word in ("alpha", "beta", "gamma", "delta", "epsilon") if not any(word in t for t in told)] == []


def test_the_same_words_twice_are_not_the_same_bytes() -> None:
    author = uuid6.uuid7()
    one, two = sealing.seal(author, "no"), sealing.seal(author, "no")
    assert one and two and one.sealed != two.sealed
    assert sealing.opener([one, two])(two) == sealing.OpenedWords("no", False, author)
    assert sealing.seal(author, "  ") is None


def test_a_remark_cannot_be_put_into_another_mouth() -> None:
    ida, joan = uuid6.uuid7(), uuid6.uuid7()
    said = sealing.seal(ida, "no")
    sealing.seal(joan, "yes")
    assert said
    forged = Words(author=joan, sealed=said.sealed)
    assert sealing.opener([forged])(forged).text == ""


def test_no_log_line_holds_what_was_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        noted()
    assert "tired" not in caplog.text


@pytest.mark.parametrize(
    ("cls", "field", "rest"),
    [
        (takes.Noted, "text", {"frame": 3}),
        (takes.Approved, "comment", {"digest": "sha256:m"}),
        (takes.ChangesRequested, "comment", {"frame": None}),
        (takes.ApprovalWithdrawn, "reason", {}),
        (takes.Pinned, "reason", {}),
    ],
)
def test_remarks_of_version_one_still_read(cls: Any, field: str, rest: dict[str, Any]) -> None:
    name = name_of(cls)[0]
    old = codec.decode(name, 1, codec.canonical({field: "Old words.", **rest}))
    assert old == cls(**{field: Words("Old words.")}, **rest)
    if cls not in (takes.Noted, takes.ChangesRequested):
        assert getattr(codec.decode(name, 1, codec.canonical({field: "", **rest})), field) is None


def test_a_log_from_before_reads_and_rebuilds() -> None:
    log, take, event = noted()
    old = store.NewEvent(
        uuid6.uuid7(), take, "take", log, 3, "take.noted", 1, b'{"frame":null,"text":"Old."}', b"{}", event.actor
    )
    (stored,) = store.append([old])
    assert feed.shown(log, [stored], "producer")[0].payload == {
        "text": "Old.",
        "frame": None,
        **NOTHING_ELSE,
        "content": "",
    }
    assert [drift.what for drift in rebuild()] == ["differs"]
    notes = queries.takes_of([queries.shot_of_take(log, take) or log])[take].state.notes
    read = sealing.opener(note.text for note in notes)
    assert [read(note.text).text for note in notes] == [SECRET, "Old."]


def test_the_master_key_is_made_once_and_nobody_else_may_read_it(own_keys: Path) -> None:
    assert not own_keys.exists()
    noted()
    made = (own_keys / author_keys.FILE).read_bytes()
    noted()
    assert (own_keys / author_keys.FILE).read_bytes() == made and len(made) == 32
    assert ((own_keys / author_keys.FILE).stat().st_mode & 0o777, own_keys.stat().st_mode & 0o777) == (0o600, 0o700)
    assert bytes(PersonKeyRow.objects.first().wrapped or b"") != made  # type: ignore[union-attr]  # there is one


def test_a_lost_master_key_stops_new_remarks_and_hides_old_ones(settings: Any, tmp_path: Path) -> None:
    log, take, event = noted()
    settings.KEYS_URL = (tmp_path / "empty").as_uri()
    assert feed.shown(log, [event], "producer")[0].payload == {
        "text": "",
        "frame": 3,
        "text_erased": True,
        **NOTHING_ELSE,
    }
    with pytest.raises(author_keys.KeysUnavailable):
        commands.note_take(context(event.actor), log, take, "More.")
    assert not (tmp_path / "empty").exists()
