"""Who may import whom (the contracts in pyproject.toml), and what may be loaded when."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.sources import CHECKOUT

MOST_MODULES = 155
"""Our own modules that are loaded before the first frame, with a few to spare."""


def _modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    report = "import sys; sys.stdout.flush(); print('\\n' + ' '.join(sorted(sys.modules)), file=sys.stderr)"
    program = f"try:\n  {code}\nexcept SystemExit: pass\n{report}"
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_imports_point_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, env={**os.environ})

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        ("import tootui.service.session", {"textual", "rich", "httpx", "websockets", "html2text", "tomlkit", "regex"}),
        ("from tootui.__main__ import main; main(['--version'])", {"textual", "rich", "httpx", "msgspec", "asyncio"}),
        ("import tootui.demo", {"tootui.model", "tootui.text", "tootui.cli", "textual"}),
    ],
    ids=["the service needs no screen", "the version is cheap", "the demo stands alone"],
)
def test_what_an_import_brings_along(code: str, forbidden: set[str]) -> None:
    assert not _modules_after(code) & forbidden


def test_the_first_frame_needs_no_network_and_no_markdown() -> None:
    loaded = _modules_after("import tootui.service.session, tootui.ui.start, tootui.ui.app")

    assert "textual.app" in loaded
    assert not loaded & {"httpx", "websockets", "html2text", "tomlkit", "regex", "markdown_it", "PIL", "keyring"}


def test_the_first_frame_needs_no_more_of_our_own_than_it_did() -> None:
    """Each module is about a thousandth of the time to the first frame: what only a key, a poll or a hole wants is
    loaded when that comes. A module that the first frame really needs may raise the number.
    """
    loaded = _modules_after("import tootui.service.session, tootui.ui.start, tootui.ui.app")

    assert sum(name.startswith("tootui.") for name in loaded) <= MOST_MODULES
    assert not loaded & {"tootui.ui.dispatch", "tootui.ui.render.polls", "tootui.ui.widgets.column_title"}
