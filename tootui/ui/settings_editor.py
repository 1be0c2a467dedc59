"""The settings file in the person's own editor, and what is wrong with it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tootui.config.settings import load_settings, settings_path
from tootui.config.template import make_if_missing
from tootui.model.errors import StorageError
from tootui.ui.editor import open_editor
from tootui.ui.keymap import key_problems

if TYPE_CHECKING:
    from pathlib import Path

    from tootui.ui.app import TootuiApp

_MOST_NAMED = 3
_KEY = "settings"
"""The key of what is said of them: what was said before holds no more."""


async def edit_settings(app: TootuiApp) -> None:
    """Open the settings file in an editor, in place of the screen, and say afterwards what is wrong in it."""
    path = settings_path()
    try:
        make_if_missing(path)
    except StorageError as error:
        app.say(str(error), "error")
        return
    before = _contents(path)
    problem = await open_editor(app, path)
    is_changed = _contents(path) != before
    if problem is not None and not is_changed:
        app.say(f"{problem} The settings are in {path}", "warning")
    else:
        _take_over(app, path, is_changed=is_changed)


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _take_over(app: TootuiApp, path: Path, *, is_changed: bool) -> None:
    """Have what was changed hold, or say what is wrong there: then all stays as it was."""
    settings, problems = load_settings(path)
    problems = [*problems, *key_problems(settings.keys)]
    if problems:
        more = f" And {len(problems) - 1} more: `tootui config check` lists them." if len(problems) > 1 else ""
        app.notices.post(f"{problems[0]}{more}", "warning", key=_KEY)
    elif is_changed:
        from tootui.ui.new_settings import take_over

        app.notices.post(_saved(take_over(app, settings)), key=_KEY)
    else:
        app.notices.post("Nothing was changed in the settings.", key=_KEY)


def _saved(later: Sequence[str]) -> str:
    """What is said after a change, of which some settings wait for the next start."""
    if not later:
        return "Saved, and followed from now on."
    more = f" and {len(later) - _MOST_NAMED} more" if len(later) > _MOST_NAMED else ""
    return f"Saved. When tootui is started again it follows {', '.join(later[:_MOST_NAMED])}{more} too."
