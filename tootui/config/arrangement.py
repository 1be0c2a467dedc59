"""How an account's columns were left: one small private file in the data directory."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tootui.config.atomic import write_private
from tootui.model.errors import StorageError

_VERSION = 1
log = logging.getLogger(__name__)


class Left(Struct, frozen=True, omit_defaults=True):
    """A place as it was left: its text, the row at the top of the view, and how many lines of that row are above it.

    ``key`` is the id of what the row shows, None where that was no entity. ``line`` is below 0 inside a tall row.
    """

    place: str
    key: str | None = None
    line: int = 0


class ColumnMemory(Struct, frozen=True):
    """A column: the place it began with, and what was opened in it since. The last one was in view."""

    stack: tuple[Left, ...]


class Arranged(Struct, frozen=True, omit_defaults=True):
    """The file's contents. ``views`` names for each place what was switched on in its view options."""

    version: int = _VERSION
    columns: tuple[ColumnMemory, ...] = ()
    focused: Annotated[int, Meta(ge=0)] = 0
    sidebar: bool | None = None
    views: Mapping[str, tuple[str, ...]] = {}
    pinned_tags: tuple[str, ...] = ()


class ArrangementFile:
    """Reads and writes it. ``notice`` is a sentence for the person when something is wrong with the file, or empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""

    def read(self) -> Arranged:
        """What was written last; the beginning where there is nothing, or nothing that can be read."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return Arranged()
        except OSError as error:
            self._tell(f"How your columns were left cannot be read: {error.strerror}.")
            return Arranged()
        try:
            arranged = msgspec.json.decode(data, type=Arranged)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._put_aside("damaged", "is damaged")
            return Arranged()
        if arranged.version > _VERSION:
            self._put_aside("newer", "came from a newer tootui")
            return Arranged()
        return arranged

    def write(self, arranged: Arranged) -> None:
        """Put it in place of what was there.

        Raises:
            StorageError: it cannot be written; the old file is untouched.
        """
        try:
            write_private(self.path, msgspec.json.encode(arranged))
        except OSError as error:
            raise StorageError(f"Your columns are not remembered: {self.path} cannot be written.") from error

    def _put_aside(self, label: str, what: str) -> None:
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.{label}-{number}")).exists():
            number += 1
        try:
            self.path.rename(aside)
        except OSError as error:
            self._tell(f"The file of your columns {what}, and cannot be moved: {error.strerror}.")
        else:
            self._tell(f"The file of your columns {what}. They begin anew; the old file is {aside}")

    def _tell(self, notice: str) -> None:
        log.warning("%s", notice)
        self.notice = notice
