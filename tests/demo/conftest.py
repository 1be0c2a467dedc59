"""A frozen demo server in a thread, and plain HTTP clients for it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.demo.clients import client_of
from tests.support.pair import pair
from tootui.demo.thread import DemoThread

__all__ = ["pair"]


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A server of the test's own."""
    with DemoThread() as server:
        yield server


@pytest.fixture
def you(demo: DemoThread) -> Iterator[httpx.Client]:
    """@you at that server."""
    with client_of(demo) as client:
        yield client


@pytest.fixture(scope="module")
def shared_demo() -> Iterator[DemoThread]:
    """A server for tests that only read."""
    with DemoThread() as server:
        yield server


@pytest.fixture(scope="module")
def reader(shared_demo: DemoThread) -> Iterator[httpx.Client]:
    """@you at the shared server."""
    with client_of(shared_demo) as client:
        yield client


@pytest.fixture(scope="module")
def guest(shared_demo: DemoThread) -> Iterator[httpx.Client]:
    """Nobody in particular at the shared server."""
    with client_of(shared_demo, signed_in=False) as client:
        yield client
