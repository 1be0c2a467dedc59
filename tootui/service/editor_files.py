"""Texts that lie in a file while the person's own editor has them, and what is left of these after a kill."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

from msgspec.structs import replace

from tootui import paths
from tootui.model.errors import StorageError
from tootui.service.drafts import Drafts
from tootui.service.lease import is_gone, owner_name
from tootui.text.clean import clean_text

log = logging.getLogger(__name__)

_PREFIX, _SUFFIX = "post-", ".txt"
_PART = "~"
"""Between the parts of a file's name; neither the name of a process nor the id of a draft holds it."""


class EditorFiles:
    """The files of one account, beside its drafts, which only their owner can read.

    Args:
        account: the account's name, which names its folder.
        drafts: where a text goes that nobody took back from its file.
    """

    def __init__(self, account: str, drafts: Drafts) -> None:
        self._folder = paths.account_dir(paths.data_dir(), account)
        self._drafts = drafts

    def write(self, draft_id: str, text: str) -> Path:
        """Put a text into a file; delete it when the editor is closed.

        Raises:
            OSError: it cannot be written.
        """
        process = owner_name().rpartition("/")[0].replace("/", _PART)
        handle, name = tempfile.mkstemp(
            prefix=f"{_PREFIX}{process}{_PART}{draft_id}{_PART}", suffix=_SUFFIX, dir=paths.ensure(self._folder)
        )
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        return Path(name)

    def read(self, file: Path, before: str) -> str:
        """What stands in a file; editors end it with a line feed that nobody wrote.

        Raises:
            OSError: it cannot be read.
        """
        text = file.read_text(encoding="utf-8", errors="replace")
        if not before.endswith("\n"):
            text = text.removesuffix("\n")
        return text if text == before else "\t".join(clean_text(part) for part in text.split("\t"))

    def recover(self) -> int:
        """Make drafts of what was saved in editors whose tootui was killed; gives how many. Their files go."""
        return sum(self._recover(file) for file in self._folder.glob(f"{_PREFIX}*{_SUFFIX}"))

    def _recover(self, file: Path) -> bool:
        parts = file.name.removeprefix(_PREFIX).split(_PART)
        if len(parts) < 4 or not is_gone("/".join(parts[:2])):
            return False
        try:
            kept = self._drafts.kept(parts[2])
            before = kept.text if kept is not None else ""
            text = self.read(file, before)
            is_news = bool(text.strip()) and text != before
            if is_news:
                self._drafts.save(replace(kept or self._drafts.new(), text=text))
            file.unlink()
        except (OSError, StorageError) as error:
            log.warning("A text left by an editor stays in its file: %s", error)
            return False
        return is_news
