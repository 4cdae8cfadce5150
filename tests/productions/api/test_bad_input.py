"""Bad input gets a plain error and changes nothing."""

from typing import Any

import pytest
from django.db import OperationalError, connection

from tests.support.web import Api, code, data

NAMES = ["", "   ", "x" * 201, 7, None, ["The Ferry"], {"a": 1}]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{", "malformed-request"),
        (b'{"name": NaN}', "malformed-request"),
        (b'{"name": Infinity}', "malformed-request"),
        (b'{"name": 1e999}', "malformed-request"),
        (b'{"name": "\xff"}', "malformed-request"),
        (b'{"name": "\\ud800"}', "malformed-request"),
        (b'{"name": "\\u0000"}', "invalid-value"),
        (b'{"name": "\xed\xa0\x80"}', "malformed-request"),
        (b"[" * 100_000, "malformed-request"),
        (b"[]", "invalid-request"),
        (b'"The Ferry"', "invalid-request"),
        (b'{"name": 1' + b"0" * 400 + b"}", "invalid-request"),
        (b'{"name": "a", "version": 1' + b"0" * 400 + b"}", "invalid-request"),
        (b'{"title": "The Ferry"}', "invalid-request"),
        (b'{"name": "The Ferry", "role": "producer"}', "invalid-request"),
        (b'{"\\u0000": 1, "name": "The Ferry"}', "invalid-value"),
    ],
)
def test_what_is_not_our_json_is_refused(ida: Api, body: bytes, expected: str) -> None:
    refused = ida.send("POST", "productions/", body)
    assert (refused.status_code, code(refused)) in [(400, expected), (422, expected)]
    assert ida.get("productions/")["results"] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_must_be_text_that_says_something(ida: Api, name: Any) -> None:
    assert ida.send("POST", "productions/", {"name": name}).status_code == 422


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x", "\u202egnp.exe", "../../etc/passwd", "<script>", "Zoë 🎬"])
def test_strange_names_are_kept_as_text_or_refused(ida: Api, name: str) -> None:
    reply = ida.send("POST", "productions/", {"name": name})
    assert reply.status_code in (201, 422)
    assert "Set-Cookie" not in reply.headers
    assert reply.status_code == 422 or data(reply)["name"] == name


def test_a_problem_has_its_members_and_names_the_request(ida: Api) -> None:
    refused = ida.send("POST", "productions/", {}, {"X-Request-Id": "abc-1"})
    problem = data(refused)
    assert set(problem) >= {"type", "title", "status", "detail", "code", "request"}
    assert (problem["status"], problem["request"], refused["X-Request-Id"]) == (422, "abc-1", "abc-1")
    assert problem["type"] == "urn:continuity:problem:invalid-request"
    assert "name" in problem["detail"]


def test_a_request_id_that_is_no_id_is_replaced(ida: Api) -> None:
    assert "evil" not in ida.send("GET", "me/", headers={"X-Request-Id": "evil\ttext"})["X-Request-Id"]


def test_too_much_is_refused_before_it_is_read(ida: Api, film: str) -> None:
    large = ida.send("POST", "productions/", {"name": "x" * (1 << 20)})
    assert (large.status_code, code(large)) == (413, "too-large")
    script = ida.send("PUT", f"{film}script/", {"text": "A line.\n" * 2_500_000})
    assert (script.status_code, code(script)) == (413, "too-large")


@pytest.mark.parametrize("text", ["", "x\n" * 50_001])
def test_what_is_no_screenplay_is_refused(ida: Api, film: str, text: str) -> None:
    refused = ida.send("PUT", f"{film}script/", {"text": text})
    assert refused.status_code == 422
    assert ida.get(f"{film}script/")["revision"] == 1


@pytest.mark.parametrize("content", [b"\xff\xfeI", b"%PDF-1.7", b"\x89PNG\r\n", bytes(range(14, 256))])
def test_a_file_that_is_no_fountain_is_refused(ida: Api, film: str, content: bytes) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + content + b"\r\n--x--\r\n"
    address = f"/api/v1/{film}script/"
    refused = ida.client.generic("PUT", address, body, content_type="multipart/form-data; boundary=x")
    assert (refused.status_code, code(refused)) == (422, "screenplay-unreadable")


@pytest.mark.parametrize("name", ["cp1252", "utf-16"])
def test_a_file_in_another_encoding_is_read(ida: Api, film: str, name: str) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    body = head + "INT. CAFÉ - JOUR\n\nElle s’en va. Où est-il passé?\n".encode(name) + b"\r\n--x--\r\n"
    reply = ida.client.generic(
        "PUT", f"/api/v1/{film}script/?dry_run=1", body, content_type="multipart/form-data; boundary=x"
    ).json()
    assert [scene["text"] for scene in reply["scenes"]["created"]] == ["INT. CAFÉ - JOUR"]
    assert [line for line, text in reply["remarks"] if "not in UTF-8" in text] == [1] * (name == "cp1252")


@pytest.mark.parametrize("tag", ["", "german", "d", "de_AT", "de-", "x" * 40, "de-AT-"])
def test_a_script_in_no_language_is_refused(ida: Api, film: str, tag: str) -> None:
    refused = ida.send("PUT", f"{film}script/", {"text": "INT. A - DAY", "language": tag})
    assert refused.status_code == 422 if tag else 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "nonsense"])
def test_a_body_must_say_that_it_is_json(ida: Api, kind: str) -> None:
    refused = ida.client.generic("POST", "/api/v1/productions/", b'{"name": "x"}', content_type=kind)
    assert (refused.status_code, code(refused)) == (415, "unsupported-media-type")


def test_a_form_without_an_end_is_refused(ida: Api, film: str) -> None:
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        refused = ida.client.generic("PUT", f"/api/v1/{film}script/", b"--x\r\nContent", content_type=kind)
        assert refused.status_code in (400, 422)


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "limit=-1", "cursor=x", "cursor=W10", "scene=x", "removed=2"]
)
def test_a_query_that_says_nothing_is_refused(ida: Api, film: str, query: str) -> None:
    refused = ida.send("GET", f"{film}shots/?{query}")
    assert (refused.status_code, code(refused)) == (422, "invalid-request")


def test_a_query_may_not_hold_nul(ida: Api, film: str) -> None:
    assert ida.send("GET", f"{film}shots/?search=%00").status_code == 422
    assert ida.send("GET", f"{film}parameters/%00/").status_code in (404, 422)
    assert ida.send("GET", f"{film}shots/?search=%ff%25_\\").status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seed", -1), ("seed", "2147483648"), ("seed", "9" * 5000), ("seed", 1.5), ("style", 2**70), ("style", {}),
        ("resolution", "0x0"), ("resolution", "99999x99999"), ("burn_in", "yes"), ("weather", ["rain"]), ("nothing", 1),
    ],
)  # fmt: skip
def test_a_parameter_takes_only_its_own_values(ida: Api, film: str, name: str, value: Any) -> None:
    assert ida.send("PUT", f"{film}parameters/{name}/", {"value": value}).status_code in (404, 422)


@pytest.mark.parametrize("frames", [0, -5, 2**53, 2**70, 1.5, "12", True])
def test_a_shot_has_a_sound_number_of_frames(ida: Api, film: str, frames: Any) -> None:
    shot = ida.get(f"{film}shots/")["results"][0]["id"]
    assert ida.send("PATCH", f"shots/{shot}/", {"frames": frames}).status_code == 422


@pytest.mark.parametrize("strength", ["NaN", "-1", "1.01", "Infinity", "", "1e-99999999", "x" * 1000])
def test_a_cast_has_a_sound_strength(ida: Api, film: str, strength: str) -> None:
    shot = ida.get(f"{film}shots/")["results"][0]["id"]
    reference = ida.get(f"{film}references/")["results"][0]["id"]
    refused = ida.send("PUT", f"shots/{shot}/cast/{reference}/", {"strength": strength})
    assert refused.status_code == 422


def test_what_is_not_there_is_a_problem_too(ida: Api) -> None:
    for address in ("nothing/", "shots/x/", "productions/00000000-0000-0000-0000-000000000000/"):
        missing = ida.send("GET", address)
        assert (missing.status_code, code(missing)) == (404, "not-found")


def test_a_method_that_an_address_lacks_is_named(ida: Api) -> None:
    refused = ida.send("DELETE", "me/")
    assert (refused.status_code, code(refused)) == (405, "method-not-allowed")


def test_an_error_of_ours_says_nothing_of_the_inside(ida: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr("productions.queries.productions_of", broken)
    failed = ida.send("GET", "productions/")
    assert (failed.status_code, code(failed)) == (500, "internal-error")
    assert b"hunter2" not in failed.content


def test_a_database_that_does_not_answer_is_no_fault_of_the_request(ida: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("connection to hunter2 failed")

    monkeypatch.setattr("productions.queries.productions_of", gone)
    failed = ida.send("GET", "productions/")
    assert (failed.status_code, code(failed)) == (503, "database-unavailable")
    assert failed["Retry-After"] == "5"
    assert b"hunter2" not in failed.content


def test_a_full_disk_of_the_database_is_told_as_one(ida: Api) -> None:
    def full(*_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DO $$BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END$$")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("productions.queries.productions_of", full)
        failed = ida.send("GET", "productions/")
    assert (failed.status_code, code(failed)) == (507, "no-room")
    assert b"extend" not in failed.content


STRANGE = ["a\r\nSet-Cookie: x", "\u202egnp.exe", "../../etc/passwd", "C:\\con", "<script>", "=cmd|' /C'!A0", "Zoë 🎬"]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_are_kept_as_they_are_or_refused(ida: Api, film: str, text: str) -> None:
    shot = ida.get(f"{film}shots/")["results"][0]["id"]
    for method, path, body, field in [
        ("PATCH", f"shots/{shot}/", {"description": text}, "description"),
        ("POST", f"{film}references/", {"kind": "prop", "name": text}, "name"),
        ("PUT", f"{film}parameters/style/", {"value": text}, "value"),
        ("POST", f"{film}scenes/", {"heading": f"INT. {text} - DAY"}, ""),
    ]:
        reply = ida.send(method, path, body)
        assert reply.status_code in (200, 201, 422) and "Set-Cookie" not in reply.headers, path
        assert reply.status_code == 422 or not field or data(reply)[field] == text


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_text_that_cannot_be_stored_is_refused_everywhere(ida: Api, film: str, text: str) -> None:
    shot = ida.get(f"{film}shots/")["results"][0]["id"]
    raw = f'"{text.encode("unicode_escape").decode().replace(chr(92) + "x00", chr(92) + "u0000")}"'.encode()
    for method, path, body in [
        ("PATCH", f"shots/{shot}/", b'{"description": %b}'),
        ("POST", f"{film}references/", b'{"kind": "prop", "name": %b}'),
        ("PUT", f"{film}script/", b'{"text": %b}'),
        ("POST", "auth/token/", b'{"username": %b, "password": "x"}'),
        ("POST", f"{film}members/", b'{"username": %b, "role": "artist"}'),
    ]:
        assert ida.send(method, path, body % raw).status_code in (400, 422), path


@pytest.mark.parametrize("name", ["../../x.fountain", "C:\\x", "a\\x00", "\u202ex", "x" * 4096, 'a"; x="b', ""])
def test_the_name_of_a_file_means_nothing(ida: Api, film: str, name: str) -> None:
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = head + b"INT. BARN - DAY\n\nHay.\r\n--x--\r\n"
    reply = ida.client.generic("PUT", f"/api/v1/{film}script/", body, content_type="multipart/form-data; boundary=x")
    assert reply.status_code in (200, 400, 422)
    assert name == "" or name.encode() not in reply.content


@pytest.mark.parametrize("query", ["cursor", "before", "limit", "from", "to", "at"])
@pytest.mark.parametrize("number", ["9" * 30, "-1", "NaN", "1e9", "0x10", "١"])
def test_a_position_beyond_all_logs_is_no_error_of_ours(ida: Api, film: str, query: str, number: str) -> None:
    for path in ("events/", "state/", "diff/"):
        asked = ida.send("GET", f"{film}{path}?{query}={number}")
        assert asked.status_code in (200, 404, 422)
    assert ida.send("GET", f"{film}events/{number}/").status_code == 404


def test_20_mb_of_a_file_are_refused(ida: Api, film: str) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    body = head + b"A line of a script.\n" * (1 << 20) + b"\r\n--x--\r\n"
    refused = ida.client.generic("PUT", f"/api/v1/{film}script/", body, content_type="multipart/form-data; boundary=x")
    assert (refused.status_code, code(refused)) == (413, "too-large")


@pytest.mark.parametrize("name", ["\u200b\u200b", "Two\nlines", "\u202egnp.exe"])
def test_nothing_is_called_what_cannot_be_read(ida: Api, film: str, name: str) -> None:
    shot, reference = (ida.get(f"{film}{kind}/")["results"][0]["id"] for kind in ("shots", "references"))
    scene = ida.get(f"{film}scenes/")["results"][0]["id"]
    for method, path, body in [
        ("POST", "productions/", {"name": name}),
        ("PATCH", film, {"name": name}),
        ("POST", f"{film}markers/", {"name": name}),
        ("POST", f"{film}references/", {"kind": "prop", "name": name}),
        ("POST", f"{film}references/", {"kind": "prop", "name": "Rope", "attributes": {"shape": name}}),
        ("PATCH", f"references/{reference}/", {"name": name}),
        ("PATCH", f"references/{reference}/", {"attributes": {"shape": name}}),
        ("POST", f"{film}scenes/", {"heading": name}),
        ("POST", f"{film}scenes/", {"heading": "INT. BARN - DAY", "number": name}),
        ("PATCH", f"scenes/{scene}/", {"number": name}),
        ("PUT", f"shots/{shot}/cast/{reference}/", {"role": name}),
    ]:
        refused = ida.send(method, path, body)
        assert (refused.status_code, code(refused)) == (422, "invalid-name"), path


def test_a_script_with_such_names_comes_in_and_they_become_readable(ida: Api, film: str) -> None:
    text = "INT. BARN\u202e - DAY\n\nHay.\n\nMA\u202eRA\nHallo.\n\n\u200b\nWho?\n"
    ida.put(f"{film}script/", text=text)
    names = [each["name"] for each in ida.get(f"{film}references/")["results"]]
    assert names.count("MARA") == 1 and all("\u202e" not in name for name in names)


def test_bananas_are_no_colours(ida: Api, film: str) -> None:
    reference = ida.get(f"{film}references/")["results"][0]["id"]
    palette = ida.send("PUT", f"{film}parameters/palette/", {"value": "bananas"})
    assert (palette.status_code, code(palette)) == (422, "invalid-parameter")
    assert "such as #102040 #e0a040; 'bananas' is no colour" in data(palette)["detail"]
    coat = ida.send("PATCH", f"references/{reference}/", {"attributes": {"wardrobe_colour": "bananas"}})
    assert (coat.status_code, code(coat)) == (422, "invalid-colour")


def test_two_files_are_no_script(ida: Api, film: str) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nINT. BARN - DAY\n\nHay.\r\n'
    kind = "multipart/form-data; boundary=x"
    refused = ida.client.generic("PUT", f"/api/v1/{film}script/", part + part + b"--x--\r\n", content_type=kind)
    assert data(refused)["detail"] == "A screenplay is one file; these are 2. Nothing was read."


def test_a_whole_number_may_be_written_with_a_point(ida: Api, film: str) -> None:
    shot = ida.get(f"{film}shots/")["results"][0]["id"]
    assert data(ida.send("PATCH", f"shots/{shot}/", b'{"frames": 48.0}'))["frames"] == 48
    assert ida.send("PATCH", f"shots/{shot}/", b'{"frames": 48.5}').status_code == 422
