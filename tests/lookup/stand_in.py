"""A look-up service on this same PC: a real HTTP server in a thread, which answers as it is told."""

from __future__ import annotations

import json
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MATCH = {"result": "match", "differs": [], "reference": "K-1"}
PATIENCE = 20.0  # seconds until a test that went wrong ends


@dataclass
class Told:
    """One answer: `body` as JSON, or as it is where it is bytes; `held` waits for the service's `go`."""

    status: int = 200
    body: Any = field(default_factory=lambda: dict(MATCH))
    headers: dict[str, str] = field(default_factory=dict)
    held: bool = False
    drip: bool = False


@dataclass
class Asked:
    path: str
    token: str
    question: dict[str, Any]


class StandIn:
    """`asked` collects the questions; `told` is the answer from now on."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._scheme = "https" if tls else "http"
        self.asked: list[Asked] = []
        self.told = Told()
        self.go = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self.go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.asked.append(Asked(self.path, self.headers["Authorization"], question))
                told = service.told
                if told.held:
                    service.go.wait(PATIENCE)
                self._answer(told)

            def _answer(self, told: Told) -> None:
                body = told.body if isinstance(told.body, bytes) else json.dumps(told.body).encode()
                try:
                    self.send_response(told.status)
                    for name, value in {"Content-Length": str(len(body)), **told.headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    if told.drip:
                        self.wfile.write(body[:1])
                        self.wfile.flush()
                        service.go.wait(PATIENCE)
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True  # whoever asked has gone

            def log_message(self, *_: object) -> None:
                """Nothing on the test's output."""

        return Handler
