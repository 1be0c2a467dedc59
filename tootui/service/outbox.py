"""Sending what was written: each post once, none lost, whatever the network does.

A post is on disk before it is sent, with its Idempotency-Key. An attempt without an answer leaves it *undecided*:
before anything of it is sent again, the account's own newest posts are read. Found there, it is sent; else the same
key is used again where the server is known to remember it; else the person decides.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable

from msgspec.structs import replace

from tootui.cache.drafts import Draft, DraftState
from tootui.cache.words import Words
from tootui.model.base import StatusId
from tootui.model.errors import ServerError, StorageError
from tootui.model.status import Status
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.delivery import Declined, Delayed, Delivery, Outcome, Published, same_key_is_safe
from tootui.service.drafts import IN_FLIGHT
from tootui.service.holding import Holding
from tootui.service.lease import Lease
from tootui.service.notices import Notices
from tootui.service.outbox_notices import SUPERSEDED, UNDECIDED, OutboxNotices
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks

log = logging.getLogger(__name__)

SECONDS_BEFORE_LOOKING = 30.0
"""A slow server may still publish what it was sent; only then is its silence worth something."""


class Outbox:
    """Everything that was to be sent and is not sent yet, and the work of sending it.

    Args:
        words: where drafts lie.
        delivery: sends and looks.
        software: the server's, as far as known.
        published: called with each post that came to be on the server.
        hold: seconds in which sending can be undone.
    """

    def __init__(
        self,
        words: Callable[[], Words],
        delivery: Delivery,
        *,
        software: Callable[[], str],
        published: Callable[[Status], None],
        connection: Connection,
        notices: Notices,
        tasks: Tasks,
        clock: Clock,
        hold: float = 0.0,
    ) -> None:
        self._words = words
        self._delivery = delivery
        self._software = software
        self._published = published
        self._connection = connection
        self._tell = OutboxNotices(notices, connection)
        self._tasks = tasks
        self._clock = clock
        self._holding = Holding(hold, clock)
        self._lease = Lease(words, clock)
        self._signal = Signal()
        self._items: dict[str, Draft] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._own: set[StatusId] = set()
        """Posts of this session: known to be what they are, so that they are never taken for another draft's."""

    @property
    def items(self) -> list[Draft]:
        """What is not sent yet, oldest first: held, on its way, waiting, undecided, failed.

        An undecided one with a ``reason`` waits for the person; without, the outbox still finds out.
        """
        return sorted(self._items.values(), key=lambda draft: draft.created_at)

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes of the items; the result stops that."""
        return self._signal.observe(callback)

    def send(self, draft: Draft) -> Draft:
        """Publish a draft as soon as it was held. It is on disk when this returns, as it is given back.

        Raises:
            StorageError: it is not saved, and is not sent.
        """
        kept = self._words().draft(draft.id)
        if kept is not None and kept.state in IN_FLIGHT:
            if kept.text == draft.text and kept.spoiler_text == draft.spoiler_text:
                self.retry(draft.id)
                return kept
            draft = forked(draft)
        state: DraftState = "held" if self._holding.seconds else "queued"
        draft = self._words().save_draft(replace(draft, state=state, reason="", updated_at=self._clock.time()))
        self._take_on(draft)
        return draft

    def take_back(self, draft_id: str) -> Draft | None:
        """Undo the sending of what is still held: it is a draft again. None where it is too late.

        Raises:
            StorageError: it is sent all the same.
        """
        kept = self._words().draft(draft_id)
        if kept is None or kept.state != "held":
            self._tell.too_late(draft_id)
            return None
        draft = self._words().save_draft(replace(kept, state="draft"))
        if (task := self._running.pop(draft_id, None)) is not None:
            task.cancel()
        self._forget(draft_id)
        self._tell.taken_back(draft)
        return draft

    def retry(self, draft_id: str) -> bool:
        """The person says yes: send what failed or is undecided, after one more look. False if it is on its way."""
        if draft_id not in self._items or draft_id in self._running:
            return False
        self._start(draft_id, approved=True)
        return True

    def reopen(self, draft_id: str) -> Draft:
        """Take a post out to be written further. An undecided one stays; what is written is a draft of its own."""
        draft = self._items[draft_id]
        if draft.state == "held" and (taken := self.take_back(draft_id)) is not None:
            return taken
        if draft.state != "failed":
            return replace(forked(draft), state="draft", reason="")
        self._items.pop(draft_id)
        self._signal.emit()
        return self._words().save_draft(replace(draft, state="draft"))

    def discard(self, draft_id: str) -> None:
        """Give up a post that is not on its way."""
        if draft_id in self._items and self._items[draft_id].state == "held":
            self.take_back(draft_id)
            self._words().delete_draft(draft_id)
        if draft_id not in self._running and self._items.pop(draft_id, None) is not None:
            self._words().delete_draft(draft_id)
            self._signal.emit()

    def recover(self) -> None:
        """Take up what the last session left: whatever was being sent when it ended is undecided."""
        for draft in self._words().drafts():
            if draft.id in self._items:
                continue  # of this session, which began to write before it found its server
            if draft.state in IN_FLIGHT:
                self._take_on(draft)
            elif draft.state == "failed":
                self._note(draft)
            elif draft.state == "sent":
                self._tasks.spawn(self._conclude(draft), "clearing what was sent")

    async def finish(self, seconds: float) -> None:
        """Let what is about to be sent, or is being sent, come to its end, but not for ever."""
        states = ("held", "queued", "sending") if self._connection.usable else ("sending",)
        under_way = [task for id_, task in self._running.items() if self._items[id_].state in states]
        if under_way:
            self._holding.release()
            await asyncio.wait(under_way, timeout=seconds)

    # One draft's way

    def _take_on(self, draft: Draft) -> None:
        self._note(draft)
        self._start(draft.id)
        if draft.state == "held":
            self._tell.held(draft, self._holding.seconds, lambda: self._undo(draft.id))

    def _undo(self, draft_id: str) -> None:
        try:
            self.take_back(draft_id)
        except StorageError as error:
            log.warning("A held post is sent: %s", error)
            self._tell.too_late(draft_id)

    def _start(self, draft_id: str, *, approved: bool = False) -> None:
        task = self._tasks.spawn(self._deliver(draft_id, approved), "sending a post")
        if task is not None:
            self._running[draft_id] = task

    async def _deliver(self, draft_id: str, approved: bool) -> None:
        self._lease.begin()
        try:
            if self._items[draft_id].state == "held":
                await self._let_go(draft_id)
            await self._lease.hold()
            draft = self._words().draft(draft_id)
            if draft is None or not (approved or draft.state in IN_FLIGHT):
                self._forget(draft_id)  # another tootui sent it, or took it back
            else:
                await self._carry_out(draft, approved)
        except StorageError as error:
            if (item := self._items.get(draft_id)) is not None:
                self._note(replace(item, state="failed", reason=str(error)))
                self._tell.failed(item, str(error))
        finally:
            if self._running.get(draft_id) is asyncio.current_task():
                del self._running[draft_id]
            self._lease.end()
            self._signal.emit()

    async def _let_go(self, draft_id: str) -> None:
        """Hold a post until it is time to send it; on disk it is to be sent, then, at once: or it could be undone."""
        await self._holding.wait()
        draft = self._words().draft(draft_id)
        if draft is not None and draft.state == "held":
            self._note(self._words().save_draft(replace(draft, state="queued")))

    async def _carry_out(self, draft: Draft, approved: bool) -> None:
        if draft.supersedes is not None and not await self._decide_earlier(draft):
            return
        while True:
            if draft.state in ("sending", "undecided"):
                draft = replace(draft, attempted_at=draft.attempted_at or draft.updated_at)
            if draft.attempted_at is not None:
                found = await self._look(draft)
                if found is not None:
                    await self._end(draft, found)
                    return
                if not approved and not same_key_is_safe(draft, self._software(), self._clock.time()):
                    await self._leave_undecided(draft)
                    return
            approved = False
            await self._connection.ready()
            await self._lease.hold()
            kept = self._words().draft(draft.id)
            if kept is None or kept.state not in (draft.state, *IN_FLIGHT):
                self._forget(draft.id)  # another tootui sent it while this one waited
                return
            if kept.attempted_at != draft.attempted_at:
                draft = kept  # another tootui tried meanwhile
                continue
            outcome, draft = await self._attempt(draft)
            if isinstance(outcome, Published):
                await self._end(draft, outcome.status)
                return
            if isinstance(outcome, Declined):
                await self._fail(draft, outcome.reason)
                return

    async def _attempt(self, draft: Draft) -> tuple[Outcome, Draft]:
        """Send once, and note on disk before and after where that stands."""
        before = draft.attempted_at
        now = self._clock.time()
        draft = await self._keep(replace(draft, state="sending", attempted_at=before or now, updated_at=now))
        outcome = await self._delivery.attempt(draft)
        if isinstance(outcome, Delayed):
            draft = await self._keep(replace(draft, state="queued", reason=outcome.reason, attempted_at=before))
            self._tell.waiting(draft, outcome)
            if self._connection.usable:
                await self._clock.sleep(SECONDS_BEFORE_LOOKING)
        elif not isinstance(outcome, (Published, Declined)):
            log.warning("A post was sent without an answer: %s", outcome.reason)
            draft = await self._keep(replace(draft, state="undecided", reason=""))
        return outcome, draft

    async def _look(self, draft: Draft) -> Status | None:
        if draft.state != "undecided" or draft.reason:
            draft = await self._keep(replace(draft, state="undecided", reason=""))
        await self._clock.sleep(SECONDS_BEFORE_LOOKING)
        await self._lease.hold()
        try:
            return await self._delivery.look_up(draft, self._own)
        except ServerError as error:
            log.warning("The own posts cannot be read: %s", error)
            return None

    async def _decide_earlier(self, draft: Draft) -> bool:
        """Find out about the undecided post that this one replaces; False if it was published after all."""
        earlier_id = draft.supersedes or ""
        if (running := self._running.get(earlier_id)) is not None:
            await asyncio.wait([running])
        earlier = self._words().draft(earlier_id)
        if earlier is not None and earlier.state == "sent":
            await self._conclude(earlier)
        elif earlier is not None and earlier.state in IN_FLIGHT:
            found = await self._look(earlier)
            if found is not None:
                await self._end(earlier, found)
            else:
                await asyncio.to_thread(self._words().delete_draft, earlier_id)
                self._forget(earlier_id)
        kept = self._words().draft(draft.id)
        return kept is not None and kept.state != "failed"

    # How it ends

    async def _end(self, draft: Draft, status: Status) -> None:
        self._own.add(status.id)
        self._published(status)
        self._tell.sent(draft, status)
        await self._conclude(
            await asyncio.to_thread(self._words().save_draft, replace(draft, state="sent", sent_id=status.id))
        )

    async def _conclude(self, draft: Draft) -> None:
        """Forget a post that is on the server, and keep its later version from following it."""
        for later in self._words().drafts():
            if later.supersedes == draft.id:
                state = "failed" if later.state == "queued" else later.state
                self._tell.superseded(await self._keep(replace(later, supersedes=None, state=state, reason=SUPERSEDED)))
        await asyncio.to_thread(self._words().delete_draft, draft.id)
        self._forget(draft.id)

    async def _fail(self, draft: Draft, reason: str) -> None:
        # Certainly not published: what is sent next is another attempt, maybe with another text.
        failed = replace(draft, state="failed", reason=reason, attempted_at=None, idempotency_key=str(uuid.uuid4()))
        self._tell.failed(await self._keep(failed), reason)

    async def _leave_undecided(self, draft: Draft) -> None:
        self._tell.undecided(await self._keep(replace(draft, state="undecided", reason=UNDECIDED)))

    async def _keep(self, draft: Draft) -> Draft:
        draft = await asyncio.to_thread(self._words().save_draft, draft)
        self._note(draft)
        return draft

    def _note(self, draft: Draft) -> None:
        if draft.state in IN_FLIGHT or draft.state == "failed":
            self._items[draft.id] = draft
        self._signal.emit()

    def _forget(self, draft_id: str) -> None:
        self._items.pop(draft_id, None)
        self._signal.emit()


def forked(draft: Draft) -> Draft:
    """A new draft with this text, in place of the one that the outbox has."""
    return replace(
        draft,
        id=str(uuid.uuid4()),
        idempotency_key=str(uuid.uuid4()),
        supersedes=draft.id,
        attempted_at=None,
    )
