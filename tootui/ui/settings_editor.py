"""The settings file in the person's own editor, and what is wrong with it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.config.settings import load_settings, settings_path
from tootui.config.template import make_if_missing
from tootui.model.errors import StorageError
from tootui.ui.editor import open_editor
from tootui.ui.keymap import key_problems

if TYPE_CHECKING:
    from pathlib import Path

    from tootui.ui.app import TootuiApp


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
        _say_what_is_wrong(app, path, is_changed=is_changed)


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _say_what_is_wrong(app: TootuiApp, path: Path, *, is_changed: bool) -> None:
    settings, problems = load_settings(path)
    problems = [*problems, *key_problems(settings.keys)]
    if problems:
        more = f" And {len(problems) - 1} more: `tootui config check` lists them." if len(problems) > 1 else ""
        app.say(f"{problems[0]}{more}", "warning")
    elif is_changed:
        app.say("Saved. tootui follows the new settings when it is started again.")
    else:
        app.say("Nothing was changed in the settings.")
