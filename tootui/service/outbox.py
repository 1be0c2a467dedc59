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

from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.model.base import StatusId
from tootui.model.errors import ServerError, StorageError
from tootui.model.status import Status
from tootui.service.clock import Clock, clock_time
from tootui.service.connection import Connection
from tootui.service.delivery import Declined, Delayed, Delivery, Outcome, Published, same_key_is_safe
from tootui.service.drafts import IN_FLIGHT
from tootui.service.lease import Lease
from tootui.service.notices import Notices
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks

log = logging.getLogger(__name__)

SECONDS_BEFORE_LOOKING = 30.0
"""A slow server may still publish what it was sent; only then is its silence worth something."""

UNDECIDED = "It is not certain that this was published. Look at your posts, then send it again or keep it."
SUPERSEDED = "An earlier version of this was published after all."


class Outbox:
    """Everything that was to be sent and is not sent yet, and the work of sending it.

    Args:
        words: where drafts lie.
        delivery: sends and looks.
        software: the server's, as far as known.
        published: called with each post that came to be on the server.
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
    ) -> None:
        self._words = words
        self._delivery = delivery
        self._software = software
        self._published = published
        self._connection = connection
        self._notices = notices
        self._tasks = tasks
        self._clock = clock
        self._lease = Lease(words, clock)
        self._signal = Signal()
        self._items: dict[str, Draft] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._own: set[StatusId] = set()
        """Posts of this session: known to be what they are, so that they are never taken for another draft's."""

    @property
    def items(self) -> list[Draft]:
        """What is not sent yet, oldest first: on its way, waiting, undecided, failed.

        An undecided one with a ``reason`` waits for the person; without, the outbox still finds out.
        """
        return sorted(self._items.values(), key=lambda draft: draft.created_at)

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes of the items; the result stops that."""
        return self._signal.observe(callback)

    def send(self, draft: Draft) -> Draft:
        """Publish a draft as soon as may be. It is on disk when this returns, as it is given back.

        Raises:
            StorageError: it is not saved, and is not sent.
        """
        kept = self._words().draft(draft.id)
        if kept is not None and kept.state in IN_FLIGHT:
            if kept.text == draft.text and kept.spoiler_text == draft.spoiler_text:
                self.retry(draft.id)
                return kept
            draft = forked(draft)
        draft = self._words().save_draft(replace(draft, state="queued", reason="", updated_at=self._clock.time()))
        self._note(draft)
        self._start(draft.id)
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
        if draft.state != "failed":
            return replace(forked(draft), state="draft", reason="")
        self._items.pop(draft_id)
        self._signal.emit()
        return self._words().save_draft(replace(draft, state="draft"))

    def discard(self, draft_id: str) -> None:
        """Give up a post that is not on its way."""
        if draft_id not in self._running and self._items.pop(draft_id, None) is not None:
            self._words().delete_draft(draft_id)
            self._signal.emit()

    def recover(self) -> None:
        """Take up what the last session left: whatever was being sent when it ended is undecided."""
        for draft in self._words().drafts():
            if draft.state in IN_FLIGHT or draft.state == "failed":
                self._note(draft)
                if draft.state in IN_FLIGHT:
                    self._start(draft.id)

    async def finish(self, seconds: float) -> None:
        """Let what is about to be sent, or is being sent, come to its end, but not for ever."""
        states = ("queued", "sending") if self._connection.usable else ("sending",)
        under_way = [task for id_, task in self._running.items() if self._items[id_].state in states]
        if under_way:
            await asyncio.wait(under_way, timeout=seconds)

    # One draft's way

    def _start(self, draft_id: str, *, approved: bool = False) -> None:
        task = self._tasks.spawn(self._deliver(draft_id, approved), "sending a post")
        if task is not None:
            self._running[draft_id] = task

    async def _deliver(self, draft_id: str, approved: bool) -> None:
        self._lease.begin()
        try:
            await self._lease.hold()
            draft = self._words().draft(draft_id)
            if draft is None or draft.state == "sent":
                self._forget(draft_id)  # another tootui sent it
            else:
                await self._carry_out(draft, approved)
        except StorageError as error:
            if (item := self._items.get(draft_id)) is not None:
                self._note(replace(item, state="failed", reason=str(error)))
                self._tell_failure(item, str(error))
        finally:
            self._running.pop(draft_id, None)
            self._lease.end()
            self._signal.emit()

    async def _carry_out(self, draft: Draft, approved: bool) -> None:
        if draft.supersedes is not None and not await self._decide_earlier(draft):
            return
        if draft.state in ("sending", "undecided"):
            draft = replace(draft, attempted_at=draft.attempted_at or draft.updated_at)
        while True:
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
            if self._words().draft(draft.id) is None:
                self._forget(draft.id)  # another tootui sent it while this one waited
                return
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
            self._tell_waiting(draft, outcome)
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
        if earlier is not None and earlier.state in IN_FLIGHT:
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
        self._notices.post(_sent_words(draft, status), key=f"draft:{draft.id}")
        await asyncio.to_thread(self._words().save_draft, replace(draft, state="sent", sent_id=status.id))
        for later in self._words().drafts():
            if later.supersedes == draft.id:
                state = "failed" if later.state == "queued" else later.state
                await self._keep(replace(later, supersedes=None, state=state, reason=SUPERSEDED))
                self._notices.post(f"{SUPERSEDED} The new text is kept.", "warning", key=f"draft:{later.id}")
        await asyncio.to_thread(self._words().delete_draft, draft.id)
        self._forget(draft.id)

    async def _fail(self, draft: Draft, reason: str) -> None:
        # Certainly not published: what is sent next is another attempt, maybe with another text.
        failed = replace(draft, state="failed", reason=reason, attempted_at=None, idempotency_key=str(uuid.uuid4()))
        self._tell_failure(await self._keep(failed), reason)

    async def _leave_undecided(self, draft: Draft) -> None:
        await self._keep(replace(draft, state="undecided", reason=UNDECIDED))
        self._notices.post(UNDECIDED, "warning", key=f"draft:{draft.id}")

    def _tell_failure(self, draft: Draft, reason: str) -> None:
        self._notices.post(f"Not sent. {reason} Your text is kept.", "error", key=f"draft:{draft.id}")

    def _tell_waiting(self, draft: Draft, outcome: Delayed) -> None:
        until = self._connection.until
        why = "the server is busy" if outcome.busy else "the server cannot be reached"
        then = f"Trying again at {clock_time(until.timestamp())}." if until else "It is sent when the server answers."
        self._notices.post(f"Your post waits: {why}. {then}", "warning", key=f"draft:{draft.id}")

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


def _sent_words(draft: Draft, status: Status) -> str:
    """Say that it is sent, and what the server made of it otherwise."""
    if draft.in_reply_to_id is not None and status.in_reply_to_id is None:
        return "Sent, but the server made it a post of its own instead of a reply."
    if draft.visibility and status.visibility != draft.visibility:
        return f"Sent, but the server made it “{status.visibility}” instead of “{draft.visibility}”."
    return "Sent."
