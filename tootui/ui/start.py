"""From a session to a terminal and back: process settings first, then the app, then an orderly end."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tootui import logs

if TYPE_CHECKING:
    from tootui.config.credentials import CredentialStore, StoredAccount
    from tootui.config.settings import ConfigProblem, Settings
    from tootui.service.session import Session
    from tootui.ui.app import TootuiApp

_TEXTUAL_SETTINGS = {
    # At 60 frames a second a held key waits for the next tick; 240 costs nothing more, as only changes are drawn.
    "TEXTUAL_FPS": "240",
    "TEXTUAL_ANIMATIONS": "none",
    # An Esc is only an Esc after this many milliseconds without anything behind it.
    "ESCDELAY": "25",
}

_SWITCH_SECONDS = 0.0005
"""A tenth of Python's own: a key, and the frame that answers it, go through four threads."""
_LEAVING_SECONDS = 0.2
"""All is written by then; what Python would still wait for are threads that look up names in a network that is gone."""


@contextmanager
def _textual_settings() -> Iterator[None]:
    """Textual reads these once, while it is imported; programs started later do not inherit them."""
    added = {name: value for name, value in _TEXTUAL_SETTINGS.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def hurry() -> None:
    """Leave the garbage until the first frame is out, when the app turns to it again: starting only allocates.

    To be called before the session is loaded; that alone is a tenth of the time to the first frame. Threads are to
    hand over quickly from now on: one of them writes the first frame while the loop already goes on with other work.
    """
    gc.disable()
    sys.setswitchinterval(_SWITCH_SECONDS)


def run(
    session: Session | None,
    *,
    settings: Settings,
    credentials: CredentialStore,
    theme: str | None = None,
    problems: Sequence[ConfigProblem] = (),
    start_demo: Callable[[], StoredAccount] | None = None,
) -> int:
    """Show a session in the terminal until the person leaves.

    Args:
        session: the account to show; None shows the ways in. It is closed at the end.
        settings: what the person has set.
        credentials: the signed-in accounts, for signing in.
        theme: a theme's name, instead of the one in the settings.
        problems: what is wrong with the settings, to be said once.
        start_demo: starts a demo server and gives its account; None where it cannot be offered.

    Returns:
        The exit code.
    """
    hurry()
    with _textual_settings():
        from tootui.ui.app import TootuiApp
    from tootui.ui.keymap import Keymap, key_problems
    from tootui.ui.look import Look

    look = Look(settings.appearance, theme=theme)
    app = TootuiApp(
        session,
        settings=settings,
        credentials=credentials,
        look=look,
        keymap=Keymap(settings.keys),
        problems=[*problems, *key_problems(settings.keys), *look.problems],
        start_demo=start_demo,
    )
    import asyncio

    from tootui.ui.endings import leave_by

    with asyncio.Runner() as runner:
        code = runner.run(_live(app))
        leaving = leave_by(code, seconds=_LEAVING_SECONDS)
    leaving.cancel()
    return code


async def _live(app: TootuiApp) -> int:
    from tootui.ui.endings import stop_plainly, until_written

    try:
        await app.run_async()
    finally:
        stop_plainly()
        await app.close_sessions()
        await until_written()
    if app.crashed:
        sys.stderr.write(f"tootui had to stop because of a mistake of its own. The log says more: {logs.path()}\n")
    return app.return_code or 0
