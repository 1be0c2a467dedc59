"""Waiting state verbs on disk, written off the loop and in order."""

from __future__ import annotations

import logging
from collections.abc import Callable

from tootui.cache.drafts import Mutation
from tootui.cache.words import Words
from tootui.cache.writer import Writer
from tootui.model.base import StatusId
from tootui.model.errors import StorageError

log = logging.getLogger(__name__)


class MutationLog:
    """Keeps what waits; a wish that cannot be kept is carried out all the same, only not after a restart."""

    def __init__(self, words: Callable[[], Words], writer: Writer) -> None:
        self._words = words
        self._writer = writer

    def all(self) -> list[Mutation]:
        """What waited when the last session ended, oldest first."""
        return self._words().mutations()

    def keep(self, mutation: Mutation) -> None:
        """Write down a wish over an earlier one of the same post and verb."""
        self._submit(lambda: self._words().save_mutation(mutation))

    def forget(self, status_id: StatusId, verb: str) -> None:
        """A wish is done, refused or taken back."""
        self._submit(lambda: self._words().delete_mutation("status", status_id, verb))

    def _submit(self, job: Callable[[], None]) -> None:
        def write() -> None:
            try:
                job()
            except StorageError as error:
                log.warning("A waiting wish: %s", error)

        self._writer.submit(write)
