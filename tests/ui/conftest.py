"""A demo server for the stories of one module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.pair import pair
from tootui.demo.thread import DemoThread

__all__ = ["pair"]


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoThread]:
    """A server whose clock stands still: nothing happens but what a story asks for."""
    with DemoThread() as demo:
        yield demo
