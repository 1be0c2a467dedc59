"""Showing pictures, films and sounds with other programs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tootui.config.settings import Media
from tootui.service.browser import NO_ADDRESS, open_url
from tootui.service.programs import split_command, start, system_opener, why_no_program
from tootui.text.clean import is_openable

_HERE = "{}"
"""Stands in a command where the address is to be put."""
_SETTINGS = {"image": "image", "gifv": "video", "video": "video", "audio": "audio"}
"""Which of the settings of media holds the command for a kind."""


class Viewer:
    """Starts a program for each kind of media.

    Args:
        settings: the person's commands.
        browser: their command for addresses, which gets what none of those is for.
        environ: what tells whether there is a display.
    """

    def __init__(self, settings: Media, *, browser: str = "", environ: Mapping[str, str] = os.environ) -> None:
        self._settings = settings
        self._browser = browser
        self._environ = environ

    def show(self, url: str, kind: str, failed: Callable[[str], None]) -> str | None:
        """Start a program on an address and go on at once.

        Args:
            url: it becomes one argument, and no shell ever sees it.
            kind: of the attachment: ``image``, ``gifv``, ``video``, ``audio``, or anything else.
            failed: called with a sentence if the program ends badly; needs a running loop.

        Returns:
            None when the program was started, else a sentence why it was not.
        """
        if not is_openable(url):
            return NO_ADDRESS
        setting = _SETTINGS.get(kind)
        if setting is None:
            return open_url(url, self._browser, environ=self._environ)
        command = str(getattr(self._settings, setting))
        argv = self._argv(command, url)
        if argv is None:
            return why_no_program(command, f"media.{setting}")
        loop, program = asyncio.get_running_loop(), Path(argv[0]).name

        def ended(code: int) -> None:
            if code:
                with suppress(RuntimeError):  # the loop is gone: so is the person
                    loop.call_soon_threadsafe(failed, f"{program} could not show this: it ended with code {code}.")

        return start(argv, ended)

    def _argv(self, command: str, url: str) -> Sequence[str] | None:
        if not command.strip():
            opener = system_opener(self._environ)
            return None if opener is None else [*opener, url]  # xdg-open takes no "--", and an address is no option
        words = split_command(command)
        if words is None:
            return None
        if any(_HERE in word for word in words):
            return [word.replace(_HERE, url) for word in words]
        return [*words, "--", url]
