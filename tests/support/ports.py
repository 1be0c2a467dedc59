"""A port for a server that goes away and comes back, which nobody takes meanwhile."""

from __future__ import annotations

import random
import socket

_OWN = range(15000, 30000)
"""Below those from which systems give a port to whoever needs any; a client that calls in vain may get its own."""


def lasting_port() -> int:
    """A free port of this machine that no other program is given by chance."""
    for port in random.sample(_OWN, len(_OWN)):
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("No port is free")
