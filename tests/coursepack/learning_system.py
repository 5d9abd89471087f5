"""A learning system to try packages in: a web server that keeps what it is told, and a page with an API.

SCORM is played by scorm-again (MIT), as others made it. It keeps 64,000 characters in SCORM 1.2 on
purpose, so what the standard promises (4,096) is asserted by us. For cmi5 see `record_store`.
"""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNTIMES = ROOT / ".cache" / "runtimes"
MODULES = RUNTIMES / "node_modules"
needs_runtimes = pytest.mark.skipif(
    not (RUNTIMES / "made-from.json").is_file(),
    reason="what others made to play courses is not here (scripts/test fetches it)",
)
PROMISED = 4_096
"""Characters of suspend_data in SCORM 1.2."""

KINDS = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "xml": "application/xml",
}

PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Leersysteem</title>
<script src="/runtime/{script}"></script></head><body><script>
window.said = [];
const api = new {api}({{
  lmsCommitUrl: "/commit", terminateCommitParam: "finish", autocommit: false, logLevel: 5,
}});
const kept = {kept};
if (kept) api.loadFromJSON(kept);
for (const name of ["{set}", "{commit}", "{finish}"]) {{
  const own = api[name].bind(api);
  api[name] = (...given) => {{
    if (window.refuses && name !== "{finish}") {{ said.push([name, ...given, "false"]); return "false"; }}
    const answer = own(...given);
    said.push([name, ...given, String(answer)]);
    return answer;
  }};
}}
window.{name} = api;
</script><iframe id="course" src="/package/index.html" title="Cursus" width="100%" height="700"></iframe>
</body></html>"""

DIALECTS = {
    "scorm12": {
        "script": "scorm12.min.js",
        "api": "Scorm12API",
        "name": "API",
        "set": "LMSSetValue",
        "commit": "LMSCommit",
        "finish": "LMSFinish",
    },
    "scorm2004": {
        "script": "scorm2004.min.js",
        "api": "Scorm2004API",
        "name": "API_1484_11",
        "set": "SetValue",
        "commit": "Commit",
        "finish": "Terminate",
    },
}


@dataclass
class LearningSystem:
    """What it was told, for one learner."""

    form: str
    files: dict[str, bytes]
    address: str = ""
    commits: list[dict[str, Any]] = field(default_factory=list)
    finished: int = 0
    """How often a visit was ended."""
    forgets: bool = False
    """Keeps the status of who comes back, but not the state."""

    @property
    def cmi(self) -> dict[str, Any]:
        """What it keeps now."""
        return dict(self.commits[-1]["cmi"])

    @property
    def status(self) -> str | tuple[str, str]:
        if self.form == "scorm12":
            return str(self.cmi["core"]["lesson_status"])
        return (self.cmi["completion_status"], self.cmi["success_status"])

    @property
    def score(self) -> str:
        return str((self.cmi["core"] if self.form == "scorm12" else self.cmi)["score"]["raw"])

    @property
    def exit(self) -> str:
        return str(self.cmi["core"]["exit"] if self.form == "scorm12" else self.cmi["exit"])

    @property
    def state(self) -> str:
        return str(self.cmi["suspend_data"])

    def resumed(self) -> dict[str, Any] | None:
        """What it hands to the next visit, as a system does that keeps what was suspended."""
        if not self.commits:
            return None
        kept = json.loads(json.dumps(self.cmi))
        core = kept["core"] if self.form == "scorm12" else kept
        core["entry"] = "resume" if core.pop("exit", "") == "suspend" else ""
        core.pop("session_time", None)
        if self.forgets:
            kept["suspend_data"] = ""
        kept.pop("interactions", None)
        kept.pop("objectives", None)
        return kept

    def page(self) -> bytes:
        kept = json.dumps(self.resumed())
        return PAGE.format(kept=kept, **DIALECTS[self.form]).encode()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@contextmanager
def served(answer: Callable[[BaseHTTPRequestHandler, str, bytes], None]) -> Iterator[str]:
    """A server on a port of its own; ``answer(handler, method, body)`` does the talking."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            answer(self, self.command, self.rfile.read(length))

        do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = _any  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def send(
    handler: BaseHTTPRequestHandler,
    content: bytes,
    *,
    kind: str = "application/json",
    status: int = 200,
    **headers: str,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.send_header("Cache-Control", "no-store")
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


def send_file(handler: BaseHTTPRequestHandler, files: dict[str, bytes], name: str) -> None:
    if name in files:
        kind = KINDS.get(name.rpartition(".")[2], "application/octet-stream")
        send(handler, files[name], kind=kind)
    else:
        send(handler, b"not here", kind="text/plain", status=404)


@contextmanager
def system(form: str, content: bytes) -> Iterator[LearningSystem]:
    """A learning system with this package in it."""
    lms = LearningSystem(form=form, files=unpacked(content))

    def answer(handler: BaseHTTPRequestHandler, method: str, body: bytes) -> None:
        path = urlsplit(handler.path).path
        if path == "/commit":
            lms.commits.append(json.loads(body))
            lms.finished += "finish=true" in handler.path
            send(handler, b'{"result": true, "errorCode": 0}')
        elif path == "/":
            send(handler, lms.page(), kind=KINDS["html"])
        elif path.startswith("/runtime/"):
            script = MODULES / "scorm-again" / "dist" / path.removeprefix("/runtime/")
            send(handler, script.read_bytes(), kind=KINDS["js"])
        else:
            send_file(handler, lms.files, path.removeprefix("/package/"))

    with served(answer) as address:
        lms.address = address
        yield lms
