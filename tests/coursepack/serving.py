"""A small website with a course on it: pages, player, and a place that keeps a state. For the browser."""

from __future__ import annotations

import io
import json
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from urllib.parse import parse_qs

from coursepack import Course, State, pages
from coursepack import state as states

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
"""As strict as our own site."""
KINDS = {"js": "text/javascript", "css": "text/css", "": "text/html; charset=utf-8"}


@dataclass
class Website:
    """What the browser sees, and what it sent."""

    course: Course
    address: str = ""
    adapter: pages.Adapter = "none"
    state: str = "1|0||||"
    broken: bool = False
    """Nothing is kept: the server answers that it cannot."""
    posted: list[tuple[str, object]] = field(default_factory=list)
    """Addresses and what was sent to them, oldest first."""
    words: dict[int, str] = field(default_factory=dict)
    scripts: bool = True

    @property
    def kept(self) -> State:
        return states.read(self.state)

    def page(self, body: str, around: str) -> str:
        scripts = "".join(f'<script src="/player/{n}" defer></script>' for n in pages.SCRIPTS)
        return (
            f'<!doctype html><html lang="{self.course.language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{self.course.title}</title><link rel="stylesheet" href="/player/{pages.STYLE}">'
            f'{scripts}</head><body class="cp-page"><main {around}>{body}</main></body></html>'
        )

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, kind and content of an address."""
        path = path.partition("?")[0]
        if path.startswith("/player/"):
            name = path.rpartition("/")[2]
            found = files("coursepack").joinpath("player", name).read_bytes()
            return 200, KINDS[name.rpartition(".")[2]], found
        if path == "/system":
            return 200, KINDS[""], b"<!doctype html><title>System</title><iframe></iframe>"
        if path.endswith(".wav"):
            return 200, "audio/wav", hum()
        if path.startswith("/media/") or path == "/favicon.ico":
            return 204, "image/png", b""
        around = pages.Around(
            file=lambda name: f"/{name}",
            lesson=lambda number: f"/lessons/{number}.html",
            contents="/",
            action=(lambda number: f"/blok/{number}") if self.adapter == "own" else None,
            words=lambda number: self.words.get(number, ""),
        )
        state = self.kept if self.adapter == "own" else State()
        player = pages.attributes(
            self.course, state, adapter=self.adapter, save="/bewaar", token="waterpas"
        )
        if path in {"/", "/index.html"}:
            body = pages.contents(self.course, around, state)
        else:
            number = int(path.rpartition("/")[2].partition(".")[0])
            lesson = next(one for one in self.course.lessons if one.number == number)
            body = pages.lesson(self.course, lesson, around, state)
        return 200, KINDS[""], self.page(body, player).encode()

    def keep(self, path: str, sent: bytes, token: str) -> int:
        """Somebody sends something."""
        if path == "/bewaar":
            told = json.loads(sent)
            self.posted.append((path, told))
            if token != "waterpas":
                return 403
            if not self.broken:
                self.state = told["state"]
        else:
            fields = parse_qs(sent.decode())
            self.posted.append((path, fields))
            if not self.broken and "words" in fields:
                self.words[int(path.rpartition("/")[2])] = fields["words"][0]
        return 503 if self.broken else 200


def hum() -> bytes:
    """A fifth of a second of nothing, as a sound."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(3200))
    return written.getvalue()


@contextmanager
def served(website: Website) -> Iterator[Website]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, content = website.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            status = website.keep(self.path, sent, self.headers.get("X-CSRFToken", ""))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            with suppress(BrokenPipeError):  # who left does not wait for the answer
                self.wfile.write(b"{}")

        def log_message(self, *what: object) -> None:
            """Nobody reads along."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    website.address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield website
    finally:
        server.shutdown()
        server.server_close()
