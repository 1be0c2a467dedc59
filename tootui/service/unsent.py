"""What the person wrote and nobody sees yet: drafts on disk, posts in the outbox, posts that wait on the server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.service.drafts import Drafts
from tootui.service.outbox import Outbox
from tootui.service.scheduled import Scheduled
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks

log = logging.getLogger(__name__)


class Unsent:
    """Knows the drafts as they are on disk, whoever wrote them last, and how much there is of everything.

    Args:
        words: where drafts lie.
        drafts: makes and deletes them.
        outbox: what is on its way.
        scheduled: what waits on the server.
        counted: told how many there are in a place, after changes.
    """

    def __init__(
        self,
        words: Callable[[], Words],
        drafts: Drafts,
        outbox: Outbox,
        scheduled: Scheduled,
        tasks: Tasks,
        *,
        counted: Callable[[Place, int], None],
    ) -> None:
        self.scheduled = scheduled
        self.drafts: tuple[Draft, ...] = ()
        """The posts that are being written, the last changed first; those of a chain together, in its order."""
        self.problem = ""
        """Why they cannot be read; else empty."""
        self.is_read = False
        self._words = words
        self._drafts = drafts
        self._outbox = outbox
        self._tasks = tasks
        self._counted = counted
        self._signal = Signal()
        self._is_reading = False
        self._is_outdated = False
        self._leaving: set[str] = set()
        """Posts in the outbox that are to wait on the server."""
        outbox.observe(self._outbox_changed)

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes of drafts or of how many there are; the result stops that."""
        return self._signal.observe(callback)

    def renew(self) -> None:
        """Something may have been written, sent or thrown away: read it from disk."""
        self._counted(Place.OUTBOX, len(self._outbox.items))
        self._is_outdated = True
        if not self._is_reading:
            self._is_reading = self._tasks.spawn(self._read(), "reading your drafts") is not None

    def delete(self, draft_id: str) -> None:
        """Throw a draft away.

        Raises:
            StorageError: it is still on disk.
        """
        draft = self._drafts.kept(draft_id)
        if draft is not None:
            self._outbox.recall(draft.chain)  # what was to follow it has nothing to answer
        self._drafts.discard(draft_id)
        self.drafts = tuple(draft for draft in self.drafts if draft.id != draft_id)
        self._tell()
        self.renew()

    def begun_from(self, scheduled_id: str) -> Draft | None:
        """The draft that is to take the place of a post that waits on the server, if there is one."""
        return next((draft for draft in self.drafts if draft.replaces == scheduled_id), None)

    def rewrite(self, scheduled_id: str) -> Draft | None:
        """A post that waits on the server as a draft, or the draft that was begun from it; None if it waits no more.

        What was begun is looked for on disk: what is listed may be older than what was written last.
        """
        begun = self._drafts.begun_from(scheduled_id)
        return begun or self.scheduled.drafts(self._drafts.new()).get(scheduled_id)

    def _outbox_changed(self) -> None:
        leaving = {draft.id for draft in self._outbox.items if draft.scheduled_at is not None or draft.replaces}
        if self._leaving - leaving:
            self.scheduled.open()  # it waits there now, or is a draft again
        self._leaving = leaving
        self.renew()

    async def _read(self) -> None:
        try:
            while self._is_outdated:
                self._is_outdated = False
                try:
                    kept = await asyncio.to_thread(self._words().drafts)
                except StorageError as error:
                    log.warning("The drafts are not shown: %s", error)
                    self.problem = str(error)
                else:
                    if self._is_outdated:
                        continue  # what is shown may be newer than what was read
                    self.problem = ""
                    self.drafts = _in_order([one for one in kept if one.state == "draft" and not one.is_blank])
                self.is_read = True
                self._tell()
        finally:
            self._is_reading = False

    def _tell(self) -> None:
        self._counted(Place.DRAFTS, len(self.drafts))
        self._signal.emit()


def _in_order(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts as they are listed.

    Args:
        drafts: the last changed first.
    """
    places: dict[str, int] = {}
    for place, draft in enumerate(drafts):
        places.setdefault(draft.chain or draft.id, place)
    return tuple(sorted(drafts, key=lambda draft: (places[draft.chain or draft.id], draft.position)))
