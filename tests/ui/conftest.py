"""A demo server for the stories of one module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.pair import pair
from tests.support.session import PATIENCE_SECONDS
from tootui.demo.thread import DemoThread

__all__ = ["pair"]


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoThread]:
    """A server whose clock stands still: nothing happens but what a story asks for."""
    with DemoThread() as demo:
        yield demo


@pytest.fixture(autouse=True)
def _patient_endings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session ends as slowly as its machine needs: what it is to leave behind is there at the next start."""
    monkeypatch.setattr("tootui.service.session.CLOSING_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr("tootui.service.session.DISK_SECONDS", PATIENCE_SECONDS)
