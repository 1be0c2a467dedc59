"""What every test starts from: a home of its own, one time zone, one locale, and no proxy in the way of loopback."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, however busy the machine: who looks for new ones raises max_examples by hand.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

_DIRECTORIES = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
}
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_LOOKS = ("NO_COLOR", "COLORTERM", "TEXTUAL_FPS", "TEXTUAL_ANIMATIONS", "TEXTUAL_THEME", "DISPLAY", "WAYLAND_DISPLAY")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home directory: no test reads the developer's settings, none leaves anything behind."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("HOME", str(home))
    for name, directory in _DIRECTORIES.items():
        monkeypatch.setenv(name, str(home / directory))
    for name in (*_PROXIES, *_LOOKS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    return home


class Garbage:
    """What the apps of earlier tests left in memory.

    An app exempts what there is from collection when its first frame is out, as if it were the only one of a process.
    Here others were there before it, and their garbage would stay for ever.
    """

    WORTH_IT = 300_000
    """So many more objects than were left the last time: about thirty apps, and two tenths of a second to collect."""

    TESTS_BETWEEN = 20
    """So many tests pass before it is looked: what is exempt is counted one by one, which takes longer than most."""

    def __init__(self) -> None:
        self._left = 0
        self._tests = 0

    def take_out(self) -> None:
        """Now and then have all that apps exempted looked at again."""
        self._tests += 1
        if self._tests % self.TESTS_BETWEEN or gc.get_freeze_count() <= self._left + self.WORTH_IT:
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._left = gc.get_freeze_count()


@pytest.fixture(scope="session")
def garbage() -> Garbage:
    """Of all tests of a process."""
    return Garbage()


@pytest.fixture(autouse=True)
def _no_garbage_stays(garbage: Garbage) -> Iterator[None]:
    yield
    garbage.take_out()
