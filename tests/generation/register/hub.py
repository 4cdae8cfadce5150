"""A hub on this machine, as far as huggingface_hub asks one: what a model consists of, and its files."""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ERRORS = {"GatedRepo": 403, "RepoNotFound": 404, "RevisionNotFound": 404, "OutOfOrder": 503}


@dataclass
class Hub:
    """One model, whatever its id: its files by path. `error` is what it answers instead; `sent` are files it gave."""

    files: Mapping[str, bytes]
    error: str = ""
    sent: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Return status, content and headers for a path."""
        if self.error:
            return ERRORS[self.error], b"{}", {"X-Error-Code": self.error}
        if path.startswith("/api/models/"):
            siblings = [{"rfilename": name, "size": len(content)} for name, content in self.files.items()]
            return 200, json.dumps({"id": "a/b", "sha": COMMIT, "siblings": siblings}).encode(), {}
        name = path.partition("/resolve/")[2].partition("/")[2]
        if name not in self.files:
            return 404, b"", {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": COMMIT}
        content = self.files[name]
        return 200, content, {"X-Repo-Commit": COMMIT, "ETag": f'"{hashlib.sha1(content).hexdigest()}"'}


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """Let a hub answer at its `address`."""

    class Answering(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            if content := self._answer():
                hub.sent.append(self.path.rpartition("/")[2])
                self.wfile.write(content)

        def _answer(self) -> bytes:
            status, content, headers = hub.answer(urlsplit(self.path).path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            return content

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
