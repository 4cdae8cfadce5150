"""An S3 storage to test with: moto's server, behind a relay that can be told to misbehave."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import boto3
from botocore.config import Config

BUCKET = "film"
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}


@contextmanager
def server() -> Iterator[int]:
    """Run the server; yield its port."""
    command = [sys.executable, "-m", "tests.support.s3_server"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout and process.stdin
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(10)


@dataclass
class Trouble:
    """What goes wrong on the way, for requests of one method, so many times."""

    how: str = ""
    method: str = "PUT"
    times: int = 1
    seen: list[str] = field(default_factory=list)

    def strikes(self, method: str) -> str:
        self.seen.append(method)
        if self.how and method == self.method and self.times > 0:
            self.times -= 1
            return self.how
        return ""


@dataclass
class Place:
    """A bucket behind the relay: its address as STORAGE_URL says it, and what is to go wrong."""

    url: str
    trouble: Trouble
    client: Any

    def fails(self, how: str, method: str = "PUT", times: int = 1) -> None:
        """Let the next requests of a method be cut off, shortened, or answered by a status such as "500"."""
        self.trouble.how, self.trouble.method, self.trouble.times = how, method, times

    def keys(self) -> list[str]:
        """The names of all objects."""
        return [each["Key"] for each in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", ())]

    def body(self, key: str) -> bytes:
        """What an object holds."""
        held: bytes = self.client.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        return held

    def put(self, key: str, body: bytes) -> None:
        """Write an object past everybody."""
        self.client.put_object(Bucket=BUCKET, Key=key, Body=body)


@contextmanager
def place(port: int) -> Iterator[Place]:
    """An empty bucket on a server, reached through a relay."""
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )
    client.create_bucket(Bucket=BUCKET)
    trouble = Trouble()
    relay = ThreadingHTTPServer(("127.0.0.1", 0), _relaying(port, trouble))
    thread = Thread(target=relay.serve_forever)
    thread.start()
    try:
        yield Place(
            f"s3://{BUCKET}/takes?endpoint=http://127.0.0.1:{relay.server_port}&region=us-east-1", trouble, client
        )
    finally:
        relay.shutdown()
        thread.join()
        relay.server_close()
        for key in [each["Key"] for each in client.list_objects_v2(Bucket=BUCKET).get("Contents", ())]:
            client.delete_object(Bucket=BUCKET, Key=key)
        client.delete_bucket(Bucket=BUCKET)


def _relaying(port: int, trouble: Trouble) -> type[BaseHTTPRequestHandler]:
    class Relay(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _relay(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            how = trouble.strikes(self.command)
            if how == "cut off":
                self.close_connection = True
                self.connection.close()
                return
            if how.isdigit():
                self._answer(int(how), {}, b"<Error><Code>InternalError</Code></Error>")
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() != "content-length"}
            if how == "shortened" and self.command == "PUT":
                body = body[:-1]
            upstream = HTTPConnection("127.0.0.1", port)
            upstream.request(self.command, self.path, body or None, headers)
            answer = upstream.getresponse()
            said = answer.read()
            told = {name: value for name, value in answer.getheaders() if name.lower() not in _OWN}
            length = answer.getheader("Content-Length") or str(len(said))
            if how == "shortened" and self.command == "GET":
                said = said[:-1]
                self.close_connection = True
            self._answer(answer.status, told, said, length)
            upstream.close()

        def _answer(self, status: int, headers: dict[str, str], body: bytes, length: str = "") -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", length or str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

        def __getattr__(self, name: str) -> Callable[[], None]:
            """All methods alike, `do_GET` and the others."""
            if name.startswith("do_"):
                return self._relay
            raise AttributeError(name)

    return Relay


_OWN = ("content-length", "connection", "transfer-encoding", "date", "server")
