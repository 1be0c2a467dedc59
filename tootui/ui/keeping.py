"""Keeping a draft on disk while it is being written."""

from __future__ import annotations

import threading
from typing import NamedTuple, Protocol

from msgspec import structs

from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.errors import StorageError


class Words(NamedTuple):
    """What a person changes in a draft."""

    text: str
    spoiler_text: str
    visibility: str
    language: str | None = None
    sensitive: bool = False
    quote_policy: str | None = None
    poll: DraftPoll | None = None
    media: tuple[DraftMedia, ...] = ()
    scheduled_at: float | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """Of all that, what somebody would miss."""
        return self.text, self.spoiler_text, self.poll, self.media

    @classmethod
    def of(cls, draft: Draft) -> Words:
        """The words of a draft."""
        return cls(**{name: getattr(draft, name) for name in cls._fields})


class DraftShelf(Protocol):
    """Where drafts are put; `tootui.service.drafts.Drafts` is one."""

    def save(self, draft: Draft) -> Draft:
        """Put a draft on disk and give it back as it is there."""

    def discard(self, draft_id: str) -> None:
        """Delete a draft."""


class Keeper:
    """Saves one draft, from whichever thread, the newest words always winning.

    Attributes:
        draft: the draft as it was last saved, or as it began.
        saved_at: when it was last saved, in seconds since the epoch; None as long as it was not.
        problem: why the last attempt failed; empty when it did not.
    """

    def __init__(self, shelf: DraftShelf, draft: Draft, *, is_saved: bool) -> None:
        self._shelf = shelf
        self.draft = draft
        self.saved_at: float | None = draft.updated_at if is_saved else None
        self.problem = ""
        self._lock = threading.Lock()
        self._asked = 0
        self._done = 0

    def order(self, words: Words) -> tuple[int, Words]:
        """Give words their place in the order of what was written; what comes later in it wins."""
        self._asked += 1
        return self._asked, words

    def save(self, order: tuple[int, Words]) -> bool:
        """Put words on disk. Blocks until they are there.

        Returns:
            Whether they, or newer ones, are on disk.
        """
        number, words = order
        with self._lock:
            if number <= self._done:
                return not self.problem
            self._done = number
            if self.saved_at is not None and not self.problem and words == Words.of(self.draft):
                return True
            try:
                self.draft = self._shelf.save(structs.replace(self.draft, **words._asdict()))
            except StorageError as error:
                self.problem = str(error)
                return False
            self.saved_at = self.draft.updated_at
            self.problem = ""
            return True

    def discard(self) -> None:
        """Throw the draft away, and whatever is still on its way to the disk."""
        with self._lock:
            self._done = self._asked
            if self.saved_at is not None:
                self._shelf.discard(self.draft.id)
                self.saved_at = None
