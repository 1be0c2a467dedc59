"""State verbs on disk until the server has them, written off the loop and in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future

from tootui.cache.drafts import Mutation
from tootui.cache.words import Words
from tootui.cache.writer import Writer
from tootui.model.base import EntityKey
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

    def keep(self, mutation: Mutation) -> Future[None]:
        """Write down a wish over an earlier one of the same entity and verb; done when the disk has it."""
        return self._submit(lambda: self._words().save_mutation(mutation))

    def holds(self, key: EntityKey, verb: str, wanted: bool, terms: str) -> bool:
        """Whether a wish is still to be done, and not done or changed by another tootui."""
        return any(
            (one.kind, one.id, one.verb, one.wanted, one.terms) == (*key, verb, wanted, terms)
            for one in self._words().mutations()
        )

    def forget(self, key: EntityKey, verb: str, wanted: bool, terms: str) -> None:
        """A wish is done, refused or taken back."""
        self._submit(lambda: self._words().delete_mutation(*key, verb, wanted, terms))

    def _submit(self, job: Callable[[], None]) -> Future[None]:
        def write() -> None:
            try:
                job()
            except StorageError as error:
                log.warning("A wish: %s", error)

        return self._writer.submit(write)
