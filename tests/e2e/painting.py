"""Films whose frames show their own number, and a server that plays them with the player's own modules."""

import http.server
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from config.env import ROOT
from config.frontend.build import NODE
from generation.api.ranges import part
from generation.ports.media import Proxy

BITS = 11
SIZE = (320, 180)
_WIDE = SIZE[0] // BITS
_PLAYER = ROOT / "frontend" / "src" / "shared" / "player"
MODULES = ("timing", "frame-clock", "line", "reel", "twin", "pair")
_STRIP = """
const { stripTypeScriptTypes } = require("node:module");
process.stdout.write(stripTypeScriptTypes(require("node:fs").readFileSync(0, "utf8")));
"""


def painted(number: int) -> NDArray[np.uint8]:
    """A frame that shows `number` as eleven black or white columns, above a slope that differs from frame to frame."""
    width, height = SIZE
    frame = np.zeros((height, width, 3), np.uint8)
    frame[height // 2 :] = ((np.arange(width) + 5 * number) % 256).astype(np.uint8)[None, :, None]
    for bit in range(BITS):
        if number >> bit & 1:
            frame[: height // 2, bit * _WIDE : (bit + 1) * _WIDE] = 255
    return frame


def film(path: Path, rate: Fraction, count: int, first: int = 0) -> Path:
    """Write `count` painted frames, numbered from `first`, as the proxy that players get."""
    with Proxy(path, SIZE, rate) as file:
        for number in range(first, first + count):
            file.add(painted(number))
    return path


def module(name: str) -> str:
    """A module of the player as JavaScript, its types taken off by Node and nothing else changed."""
    source = (_PLAYER / f"{name}.ts").read_text()
    done = subprocess.run([str(NODE), "-e", _STRIP], input=source, capture_output=True, text=True, check=True)
    return done.stdout


PAGE = (
    """<!doctype html><title>frames</title>
<video muted playsinline></video><video muted playsinline></video>
<script type="module">
import { Pair } from "/pair";
import { Reel } from "/reel";
import { rateOf } from "/timing";
const videos = [...document.querySelectorAll("video")];
const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
const context = canvas.getContext("2d", { willReadFrequently: true });
const reel = new Reel(videos);
const read = (video = videos[reel.state.front]) => {
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, HEIGHT / 4, WIDTH, 1);
  return Array.from({ length: BITS }, (_, bit) => Number(data[4 * Math.floor((bit + 0.5) * WIDTH / BITS)] > 128) << bit)
    .reduce((all, bit) => all | bit, 0);
};
const until = (fact) => new Promise((done) => {
  const stop = reel.subscribe(() => fact() && (stop(), done()));
});
const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
const look = async () => {
  const shown = await reel.rest();
  await frame();
  return [shown, read()];
};
const told = [];
let pair = null;
const apart = (seen) => seen.map(({ frames, painted }) => [frames, painted]);
window.pair = {
  load: async (sides) => {
    reel.dispose();
    pair = new Pair(videos, (frames) => told.push({ frames, painted: videos.map(read) }));
    pair.load(sides.map((side) => ({ ...side, rate: rateOf(side.rate) })), 0);
    await pair.rest();
    return pair.total;
  },
  seek: async (to) => { pair.seek(to); await pair.rest(); return apart([told.at(-1)])[0]; },
  play: async (from, last, times) => {
    pair.seek(from);
    await pair.rest();
    told.length = 0;
    for (let each = 0; each < Math.abs(times); each++) pair.shuttle(Math.sign(times));
    await new Promise((done) => {
      const there = () => (times > 0 ? pair.state.frame >= last : pair.state.frame <= last);
      const stop = pair.subscribe(() => there() && (stop(), done()));
    });
    pair.pause();
    await pair.rest();
    return apart(told);
  },
};
window.player = {
  load: async (clips) => { reel.load(clips.map((clip) => ({ ...clip, rate: rateOf(clip.rate) })), 0); return look(); },
  seek: async (to) => { reel.seek(to); return look(); },
  step: async (by) => { reel.step(by); return look(); },
  hurry: async (all) => { for (const to of all) { reel.seek(to); await frame(); } return look(); },
  play: async (last) => {
    reel.play(1);
    await until(() => reel.state.frame >= last);
    reel.pause();
    return look();
  },
  back: async (last, times) => {
    const seen = [];
    let running = true;
    const watch = () => {
      const painted = reel.state.frame === null ? undefined : read(); // without a number the page hides the picture
      if (painted !== undefined && seen.at(-1) !== painted) seen.push(painted);
      if (running) requestAnimationFrame(watch);
    };
    watch();
    for (let each = 0; each < times; each++) reel.shuttle(-1);
    await until(() => reel.state.frame <= last);
    reel.pause();
    running = false;
    return [seen, await look()];
  },
  faster: () => {
    reel.shuttle(1);
    reel.shuttle(1);
    const { speed } = reel.state;
    reel.pause();
    return speed;
  },
  range: async (first, last) => {
    for (const [to, mark] of [[first, "markIn"], [last, "markOut"]]) {
      reel.seek(to);
      reel[mark]();
      await look();
    }
    return reel.state.range;
  },
  run: async () => {
    reel.play(1);
    await until(() => reel.state.speed === 0);
    return look();
  },
  again: async () => {
    reel.setLoop(true);
    reel.play(1);
    let before = -1, turned = false;
    await until(() => {
      turned ||= reel.state.frame < before;
      before = reel.state.frame;
      return turned;
    });
    reel.pause();
    return look();
  },
};
</script>""".replace("WIDTH", str(SIZE[0]))
    .replace("HEIGHT", str(SIZE[1]))
    .replace("BITS", str(BITS))
)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve page, modules and the films of a folder, in ranges as the system does; yields the address."""
    texts = {"/": ("text/html", PAGE), **{f"/{name}": ("text/javascript", module(name)) for name in MODULES}}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in texts:
                kind, text = texts[self.path]
                return self.answer(200, kind, text.encode())
            path = folder / self.path.lstrip("/")
            if not path.is_file():
                return self.answer(404, "text/plain", b"")
            data = path.read_bytes()
            wanted = part(self.headers.get("Range", ""), len(data))
            if wanted is None:
                return self.answer(200, Proxy.media_type, data)
            place = f"bytes {wanted.start}-{wanted.stop - 1}/{len(data)}"
            return self.answer(206, Proxy.media_type, data[wanted.start : wanted.stop], place)

        def answer(self, status: int, kind: str, body: bytes, place: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Accept-Ranges", "bytes")
            if place:
                self.send_header("Content-Range", place)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: requests are not what a test reports."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def clip(name: str, rate: Fraction, count: int) -> str:
    """A clip as the player takes it, as JSON."""
    return json.dumps({"id": name, "url": f"/{name}", "rate": str(rate), "frames": count})
