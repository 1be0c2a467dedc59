"""The demo in a thread ends though somebody takes no answer from it, and leaves no connection open."""

from __future__ import annotations

import gc
import socket
import warnings

from tootui.demo.context import Options
from tootui.demo.server import DemoServer
from tootui.demo.thread import DemoThread


class NarrowDemo(DemoThread):
    """A demo from which answers go out in small parts: what is not taken stays with it."""

    def __init__(self) -> None:
        super().__init__(options=Options(frozen=True))
        server: DemoServer = self._server
        server._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)


def test_who_never_reads_an_answer_leaves_no_connection_open() -> None:
    with warnings.catch_warnings(record=True) as complaints, socket.socket() as client:
        warnings.simplefilter("always")
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        demo = NarrowDemo().start()
        client.connect(("127.0.0.1", int(demo.url.rpartition(":")[2])))
        head = f"GET /api/v1/timelines/home?limit=40 HTTP/1.1\r\nHost: demo\r\nAuthorization: Bearer {demo.token}"
        client.sendall(f"{head}\r\n\r\n".encode())
        assert client.recv(1)
        demo.stop()
        del demo
        gc.collect()

        assert [str(one.message) for one in complaints if issubclass(one.category, ResourceWarning)] == []
