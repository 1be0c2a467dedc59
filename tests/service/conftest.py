"""What the tests of the service share: a home of their own and a server of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pair import pair
from tests.support.session import Desk
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

__all__ = ["pair"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home directory."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    return tmp_path


@pytest.fixture(autouse=True)
def _patient_endings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session ends as slowly as its machine needs: what it is to leave behind is there when it is closed."""
    monkeypatch.setattr("tootui.service.session.CLOSING_SECONDS", 10.0)
    monkeypatch.setattr("tootui.service.session.DISK_SECONDS", 10.0)


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A frozen demo server: nothing happens there but what the test asks for, and it is asked for all that is new."""
    with DemoThread(options=Options(frozen=True, streaming=False)) as server:
        yield server


@pytest.fixture
def desk(home: Path, demo: DemoThread) -> Desk:
    """A person signed in at the demo server."""
    return Desk(home / "config", demo.url, demo.token)
