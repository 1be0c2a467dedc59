"""The settings file in the person's own editor, and what is wrong with it afterwards."""

from __future__ import annotations

import logging
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tootui.config.settings import load_settings, settings_path
from tootui.config.template import make_if_missing
from tootui.model.errors import StorageError
from tootui.ui.commands import key_problems

if TYPE_CHECKING:
    from pathlib import Path

    from tootui.ui.app import TootuiApp

log = logging.getLogger(__name__)

_USUAL = ("sensible-editor", "nano", "vim", "vi")


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """Give the command of the person's editor: $VISUAL, $EDITOR, else one that is usually there; empty for none."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:  # a quote without its end
            continue
        if words:
            return words
    return next(([found] for name in _USUAL if (found := shutil.which(name))), [])


def edit_settings(app: TootuiApp) -> None:
    """Open the settings file in an editor, in place of the screen, and say afterwards what is wrong in it."""
    path = settings_path()
    command = editor_command(os.environ)
    try:
        make_if_missing(path)
    except StorageError as error:
        app.say(str(error), "error")
        return
    if not command:
        app.say(f"Set EDITOR to the editor you like. The settings are in {path}")
        return
    before = _contents(path)
    try:
        with app.suspend():
            subprocess.run([*command, str(path)], check=False)  # noqa: S603 - what the person chose
    except SuspendNotSupported:
        app.say(f"No editor can be opened on this terminal. The settings are in {path}")
        return
    except OSError as error:
        log.warning("Opening the editor: %s", error)
        app.say(f"{command[0]} cannot be started: {error.strerror}. The settings are in {path}", "error")
        return
    app.refresh()
    _say_what_is_wrong(app, path, is_changed=_contents(path) != before)


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
