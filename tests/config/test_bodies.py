"""Bodies on a raw socket against the real server: how much of them is taken, and from whom."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from config.bodies import UNASKED
from generation.models import MachineRow
from productions.api.scripts import ScriptView
from productions.people import machines
from tests.support.making import context, production
from tests.support.serving import Raw, chunk, served
from tests.support.web import Api, someone

PIECE = b" " * (32 << 10)
HUGE = str(40 << 30)


@dataclass(frozen=True)
class Studio:
    """A running server with a production that Ida may write to."""

    port: int
    ida: Api
    script: str

    def ask(self, method: str, path: str, *, known: bool = False, **headers: str) -> Raw:
        who = {"authorization": self.ida.authorization} if known else {}
        return Raw(self.port, method, path, **who, **headers)


@pytest.fixture
def studio(live_database: str) -> Iterator[Studio]:
    ida = someone("ida")
    log = production(context(ida.person), script=None)
    with served() as port:
        yield Studio(port, ida, f"productions/{log}/script/")


def poured(raw: Raw, most: int) -> int:
    """Send chunks until the other side takes no more; return how many bytes it took."""
    sent = 0
    while sent < most and raw.say(chunk(PIECE)):
        sent += len(PIECE)
    return sent


def test_what_is_announced_is_judged_before_a_byte_of_it_is_read(studio: Studio) -> None:
    cases = [
        (401, studio.ask("PUT", studio.script, content_length=HUGE)),
        (401, studio.ask("PUT", studio.script, content_length=HUGE, authorization="Token wrong")),
        (401, studio.ask("PUT", studio.script, content_length=HUGE, cookie="sessionid=wrong")),
        (413, studio.ask("PUT", studio.script, known=True, content_length=HUGE)),
        (413, studio.ask("POST", "auth/token/", content_length=str(10_000))),
        (413, studio.ask("POST", "no/such/address/", known=True, content_length=HUGE)),
        (413, studio.ask("GET", "productions/", known=True, content_length=HUGE)),
    ]
    for status, raw in cases:
        assert raw.answer()[0] == status
        raw.close()


def test_what_only_machines_may_store_is_taken_from_them_alone(studio: Studio) -> None:
    path, much = f"workers/files/sha256:{'0' * 64}/", b" " * (2 << 20)
    person, secret = machines.open_account("render-2", 30)
    MachineRow.objects.create(name="render-2", person=person, role="continuity_worker_1")
    for known, status in ((False, 401), (True, 413)):
        raw = studio.ask("PUT", path, known=known, content_length=HUGE)
        assert raw.answer()[0] == status
        raw.close()
    raw = studio.ask("PUT", path, content_length=str(len(much)), authorization=f"Token {secret}")
    assert raw.say(much)
    assert raw.answer()[0] == 410  # read to its end, where it is other bytes than the digest names
    raw.close()


def test_nobody_is_told_to_go_on_who_may_not(studio: Studio) -> None:
    raw = studio.ask("PUT", studio.script, content_length=HUGE, expect="100-continue")
    status, said = raw.answer()
    assert (status, b"100 Continue" in said) == (401, False)
    assert b"application/problem+json" in said and b'"not-authenticated"' in said
    raw.close()
    raw = studio.ask("PUT", studio.script, known=True, content_length=str(len(PIECE)), expect="100-continue")
    assert raw.say(PIECE) and raw.answer()[0] == 100
    raw.close()


def test_a_body_in_chunks_from_nobody_ends_soon(studio: Studio) -> None:
    raw = studio.ask("PUT", studio.script, transfer_encoding="chunked")
    assert poured(raw, 256 << 20) < 32 << 20  # what the sockets of both sides hold, and not what was sent
    assert raw.answer()[0] in (401, 0)  # 0: cut off while still sending
    raw.close()


def test_the_first_bytes_in_chunks_are_read_and_then_it_is_asked_who_it_is(studio: Studio) -> None:
    raw = studio.ask("PUT", studio.script, transfer_encoding="chunked")
    raw.say(chunk(b" " * UNASKED) + chunk(b" "))
    status, said = raw.answer()
    assert (status, b"Sign in before you send this much" in said) == (401, True)
    raw.close()


def test_whoever_is_known_sends_what_the_address_takes_and_no_more(studio: Studio) -> None:
    text = b'{"text": "INT. BARN - DAY\\n\\nHay.", "format": "fountain"}'
    raw = studio.ask("PUT", studio.script, known=True, transfer_encoding="chunked")
    raw.say(chunk(b" " * (ScriptView.largest - len(text))) + chunk(text) + chunk(b""))
    assert raw.answer()[0] == 200
    raw.close()
    raw = studio.ask("PUT", studio.script, known=True, transfer_encoding="chunked")
    raw.say(chunk(b" " * ScriptView.largest) + chunk(b" "))
    status, said = raw.answer()
    assert (status, f'"largest":{ScriptView.largest}'.encode() in said) == (413, True)
    raw.close()


def test_what_is_a_little_too_long_is_told_so_although_it_was_sent_whole(studio: Studio) -> None:
    body = b" " * (ScriptView.largest + 1000)
    raw = studio.ask("PUT", studio.script, known=True, content_length=str(len(body)))
    assert raw.say(body)
    assert raw.answer()[0] == 413
    raw.close()
