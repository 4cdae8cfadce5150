"""Files as browsers send them."""

from collections.abc import Mapping

from tests.support.web import V1, Api, Reply

BOUNDARY = "x-boundary-x"


def upload(
    by: Api, method: str, path: str, content: bytes, name: str = "file", fields: Mapping[str, str] | None = None
) -> Reply:
    """Send a file, and fields beside it, as a multipart form."""
    parts = [_part(f'name="{field}"', value.encode()) for field, value in (fields or {}).items()]
    body = b"".join([*parts, _part(f'name="file"; filename="{name}"', content)]) + f"--{BOUNDARY}--\r\n".encode()
    reply: Reply = by.client.generic(
        method, f"{V1}{path}", body, content_type=f"multipart/form-data; boundary={BOUNDARY}"
    )
    return reply


def _part(disposition: str, content: bytes) -> bytes:
    return f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode() + content + b"\r\n"
