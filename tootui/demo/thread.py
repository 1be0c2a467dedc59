"""A demo server in a thread of a test, and the control surface of any demo server as methods."""

import asyncio
import http.client
import json
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tootui.demo.context import Options
from tootui.demo.server import HOST, DemoServer

_LONGEST_END = 60.0
"""Seconds after which it is said that a server does not end: its machine may be busy with others."""


class DemoControl:
    """What a test may ask of a demo server, wherever it runs.

    Attributes:
        url: Where it is.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def control(self, name: str, method: str = "POST", /, **orders: object) -> dict[str, Any]:
        """Call `/_demo/<name>`; raises ValueError with the server's words when it refuses."""
        connection = http.client.HTTPConnection(HOST, int(self.url.rpartition(":")[2]), timeout=30)
        try:
            connection.request(method, f"/_demo/{name}", json.dumps(orders) if method == "POST" else None)
            answer = connection.getresponse()
            body: dict[str, Any] = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(body["error"])
        return body

    def freeze(self, at: str | None = None) -> None:
        self.control("freeze", at=at)

    def thaw(self) -> None:
        self.control("freeze", frozen=False)

    def advance(self, seconds: float) -> None:
        """Move the clock; what falls due on the way happens."""
        self.control("advance", seconds=seconds)

    def events(self, **orders: object) -> list[str]:
        """Make things happen now; the ids of the posts this made, as they are listed in `resources/control.py`."""
        made: list[str] = self.control("events", **orders)["status_ids"]
        return made

    def fault(self, path: str, kind: str, **details: object) -> None:
        """Let requests go wrong whose path and query match the regular expression."""
        self.control("fault", path=path, kind=kind, **details)

    def switch(self, **switches: object) -> None:
        """Change what the server lacks, closes or fails to do, by the names of `switches.Switches`."""
        self.control("switches", **switches)

    def play(self, **score: float) -> None:
        """Let posts come, change and go meanwhile, by the names of `playing.Score`."""
        self.control("play", **score)

    def meet(self, peers: dict[str, "DemoControl"]) -> None:
        """Know other demo servers by their domains from now on, as they have to know this one."""
        self.control("peers", **{domain: peer.url for domain, peer in peers.items()})

    def sign_in(self, acct: str) -> str:
        """A fresh access token of somebody of this server."""
        token: str = self.control("token", acct=acct)["token"]
        return token

    def clear_faults(self) -> None:
        """Let nothing go wrong any more; what a `delay` holds back goes on at once."""
        self.control("fault", "DELETE")

    def streams(self) -> list[list[list[str]]]:
        """What each open socket listens to: `[["user"], ["hashtag", "python"]]`."""
        open_sockets: list[list[list[str]]] = self.control("streams", "GET")["open"]
        return open_sockets

    def drop_streams(self) -> None:
        """Cut all sockets off without a word."""
        self.control("streams", drop=True)

    def say(self, text: str) -> None:
        """Send a text on all sockets as it is."""
        self.control("streams", send=text)

    def log(self) -> list[dict[str, Any]]:
        """The requests so far, oldest first."""
        requests: list[dict[str, Any]] = self.control("log", "GET")["requests"]
        return requests

    def clear_log(self) -> None:
        self.control("log", "DELETE")


class DemoThread(DemoControl):
    """Starts a server on a free port, ends it at the end of a `with`.

    It is frozen unless told otherwise: nothing happens but what the test asks for.

    Attributes:
        token: The access token of @you.
    """

    def __init__(self, *, port: int = 0, options: Options | None = None, state_file: Path | None = None) -> None:
        self._server = DemoServer(port, options or Options(frozen=True), state_file)
        super().__init__(self._server.url)
        self.token = self._server.token
        self._thread = threading.Thread(target=self._run, name="demo", daemon=True)

    def _run(self) -> None:
        asyncio.run(self._server.serve())

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        """End the server and wait until it has; harmless when it has ended already."""
        self._server.stop()
        self._thread.join(timeout=_LONGEST_END)
        if self._thread.is_alive():
            raise TimeoutError("the demo server did not end")

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
