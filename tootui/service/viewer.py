"""Showing pictures, films and sounds with other programs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tootui.config.settings import Media
from tootui.model.status import MediaAttachment
from tootui.service.programs import split_command, start, system_opener
from tootui.text.clean import is_openable

_HERE = "{}"
"""Stands in a command where the address is to be put."""


def address_of(attachment: MediaAttachment) -> str | None:
    """Where an attachment can be had, from the best place there is; None while the server works on it."""
    addresses = (attachment.url, attachment.remote_url, attachment.preview_url)
    return next((address for address in addresses if address and is_openable(address)), None)


class Viewer:
    """Starts a program for each kind of media.

    Args:
        settings: the person's commands.
        environ: what tells whether there is a display.
    """

    def __init__(self, settings: Media, environ: Mapping[str, str] = os.environ) -> None:
        self._settings = settings
        self._environ = environ

    def show(self, url: str, kind: str, failed: Callable[[str], None]) -> str | None:
        """Start a program on an address and go on at once.

        Args:
            url: an http(s) address; it becomes one argument, and no shell ever sees it.
            kind: of the attachment: ``image``, ``gifv``, ``video``, ``audio``, or anything else.
            failed: called with a sentence if the program ends badly; needs a running loop.

        Returns:
            None when the program was started, else a sentence why it was not.
        """
        setting = self._setting_for(kind)
        command = str(getattr(self._settings, setting)) if setting else ""
        argv = self._argv(command, url)
        if argv is None:
            return _why_none(command, setting)
        loop, program = asyncio.get_running_loop(), Path(argv[0]).name

        def ended(code: int) -> None:
            if code:
                with suppress(RuntimeError):  # the loop is gone: so is the person
                    loop.call_soon_threadsafe(failed, f"{program} could not show this: it ended with code {code}.")

        return None if start(argv, ended) else f"{program} cannot be started. Is it installed?"

    def _argv(self, command: str, url: str) -> Sequence[str] | None:
        if not command:
            opener = system_opener(self._environ)
            return None if opener is None else [*opener, url]  # xdg-open takes no "--", and an address is no option
        words = split_command(command)
        if words is None:
            return None
        if any(_HERE in word for word in words):
            return [word.replace(_HERE, url) for word in words]
        return [*words, "--", url]

    def _setting_for(self, kind: str) -> str:
        return {"image": "image", "gifv": "video", "video": "video", "audio": "audio"}.get(kind, "")


def _why_none(command: str, setting: str) -> str:
    if command:
        return f"The command in media.{setting} cannot be read: its quotes are not closed."
    named = f"media.{setting}" if setting else "general.browser"
    return f"No program was opened: there is no display here. The setting {named} names a command for it."
