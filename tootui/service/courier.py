"""One post's way to the server: sent, looked for where nobody answered, sent again only where that is safe.

An attempt without an answer leaves a post *undecided*: before anything of it is sent again, the account's own newest
posts are read. Found there, it is sent; else the same key is used again where the server is known to remember it;
else the person decides.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from tootui.cache.drafts import Draft, new_id
from tootui.cache.words import Words
from tootui.model.base import StatusId
from tootui.model.errors import ServerError
from tootui.model.scheduled import ScheduledStatus
from tootui.model.status import Status
from tootui.service.chains import successors
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.delivery import (
    NOT_WAITING,
    Declined,
    Delayed,
    Delivery,
    Outcome,
    Prepared,
    Published,
    same_key_is_safe,
)
from tootui.service.drafts import IN_FLIGHT
from tootui.service.lease import Lease
from tootui.service.outbox_notices import SUPERSEDED, UNDECIDED, UNDECIDED_EDIT, OutboxNotices

log = logging.getLogger(__name__)

SECONDS_BEFORE_LOOKING = 30.0
"""A slow server may still publish what it was sent; only then is its silence worth something."""


class Courier:
    """Carries posts out, and notes on disk before and after each step where that stands.

    Args:
        words: where drafts lie.
        delivery: sends and looks.
        software: the server's, as far as known.
        published: called with each post that came to be on the server.
        edited: called with each post that was changed there.
        noted: called with each draft as it is on disk now.
        forgotten: called with the id of each that is nobody's business any more.
        concluded: called with each that is on the server, before it is forgotten.
        undo: takes one back of which only the files are on their way.
        idle: waits until a post is not under way.
    """

    def __init__(
        self,
        words: Callable[[], Words],
        delivery: Delivery,
        *,
        software: Callable[[], str],
        published: Callable[[Status], None],
        edited: Callable[[Status], None],
        noted: Callable[[Draft], None],
        forgotten: Callable[[str], None],
        concluded: Callable[[Draft], Awaitable[None]],
        undo: Callable[[str], None],
        idle: Callable[[str], Awaitable[None]],
        lease: Lease,
        tell: OutboxNotices,
        connection: Connection,
        clock: Clock,
    ) -> None:
        self._words = words
        self._delivery = delivery
        self._software = software
        self._published = published
        self._edited = edited
        self._noted = noted
        self._forget = forgotten
        self._concluded = concluded
        self._undo = undo
        self._preparing: set[str] = set()
        self._waiting: set[str] = set()
        self._idle = idle
        self._lease = lease
        self._tell = tell
        self._connection = connection
        self._clock = clock
        self._own: set[StatusId] = set()
        """Posts of this session: known to be what they are, so that they are never taken for another draft's."""

    async def carry_out(self, draft: Draft, *, approved: bool) -> None:
        """Send, look, wait and send again until it is published, refused, or for the person to decide.

        Args:
            draft: as it is on disk.
            approved: the person wants it sent again even where that may publish it twice.

        Raises:
            StorageError: where it stands cannot be noted; it is not sent.
        """
        if draft.supersedes is not None and not await self._decide_earlier(draft):
            return
        while True:
            if draft.state in ("sending", "undecided"):
                draft = replace(draft, attempted_at=draft.attempted_at or draft.updated_at)
            if draft.attempted_at is not None:
                try:
                    found = await self._look(draft)
                except ServerError as error:
                    log.warning("The own posts cannot be read: %s", error)
                    found, approved = None, False  # a yes to one more look, which failed
                if found is not None:
                    await self._end(draft, found)
                    return
                if not approved and not same_key_is_safe(draft, self._software(), self._clock.time()):
                    await self._leave_undecided(draft)
                    return
            approved = False
            await self._wait_for_turn(draft)
            kept = self._words().draft(draft.id)
            if kept is None or kept.state not in (draft.state, *IN_FLIGHT):
                self._forget(draft.id)  # another tootui sent it while this one waited
                return
            if kept.attempted_at != draft.attempted_at:
                draft = kept  # another tootui tried meanwhile
                continue
            outcome, draft = await self._try(draft)
            if isinstance(outcome, Published):
                await self._end(draft, outcome.status)
                return
            if isinstance(outcome, Declined):
                await self.fail(draft, outcome.reason)
                return

    def is_preparing(self, draft_id: str) -> bool:
        """Whether only the files of a post are on their way."""
        return draft_id in self._preparing

    def can_stop(self, draft_id: str) -> bool:
        """Whether nothing of a post was sent yet but files, so that it can still be taken back."""
        return draft_id in self._preparing or draft_id in self._waiting

    async def _wait_for_turn(self, draft: Draft) -> None:
        """Wait for the server, and for other programs on the account."""
        if draft.attempted_at is None:
            self._waiting.add(draft.id)
        try:
            await self._connection.ready()
            await self._lease.hold()
        finally:
            self._waiting.discard(draft.id)

    async def _try(self, draft: Draft) -> tuple[Outcome, Draft]:
        """Bring the files of a post to the server, then send it once."""
        before = draft.attempted_at
        prepared = await self._prepare(draft)
        if not isinstance(prepared, Prepared):
            if isinstance(prepared, Delayed):
                draft = await self._delay(draft, prepared, before)
            return prepared, draft
        if draft.replaces is not None:
            refusal = await self._delivery.withdraw(draft.replaces)
            if isinstance(refusal, Delayed):
                return refusal, await self._delay(draft, refusal, before)
            if refusal is not None:
                return refusal, replace(draft, replaces=None) if refusal.reason == NOT_WAITING else draft
            draft = await self._keep(replace(draft, replaces=None))
        now = self._clock.time()
        draft = await self._keep(replace(draft, state="sending", attempted_at=before or now, updated_at=now))
        outcome = await self._delivery.attempt(draft, prepared)
        if isinstance(outcome, Delayed):
            draft = await self._delay(draft, outcome, before)
        elif not isinstance(outcome, (Published, Declined)):
            log.warning("A post was sent without an answer: %s", outcome.reason)
            draft = await self._keep(replace(draft, state="undecided", reason=""))
        return outcome, draft

    async def _prepare(self, draft: Draft) -> Prepared | Declined | Delayed:
        if not draft.media and draft.scheduled_at is None:
            return Prepared({})
        if draft.attempted_at is None:
            self._preparing.add(draft.id)
            self._noted(draft)  # whoever shows it says so from now on
            self._tell.preparing(draft, lambda: self._undo(draft.id))
        try:
            return await self._delivery.prepare(draft)
        finally:
            self._preparing.discard(draft.id)

    async def _delay(self, draft: Draft, outcome: Delayed, attempted_at: float | None) -> Draft:
        """Note that a post was certainly not sent, and let some time pass."""
        draft = await self._keep(replace(draft, state="queued", reason=outcome.reason, attempted_at=attempted_at))
        self._tell.waiting(draft, outcome)
        if self._connection.usable:
            await self._clock.sleep(SECONDS_BEFORE_LOOKING)
        return draft

    async def _look(self, draft: Draft) -> Status | ScheduledStatus | None:
        """Look for an attempt without an answer.

        Raises:
            ServerError: the own posts cannot be read.
        """
        if draft.state != "undecided" or draft.reason:
            draft = await self._keep(replace(draft, state="undecided", reason=""))
        await self._clock.sleep(SECONDS_BEFORE_LOOKING)
        await self._lease.hold()
        return await self._delivery.look_up(draft, self._own)

    async def _decide_earlier(self, draft: Draft) -> bool:
        """Find out about the undecided post that this one replaces; False unless it certainly was not published."""
        earlier_id = draft.supersedes or ""
        await self._idle(earlier_id)
        earlier = self._words().draft(earlier_id)
        if earlier is not None and earlier.state == "sent":
            await self.conclude(earlier)
        elif earlier is not None and earlier.state in IN_FLIGHT:
            try:
                found = await self._look(earlier)
            except ServerError as error:
                await self.fail(draft, f"It is not known whether an earlier version was published. {error}")
                return False
            if found is not None:
                await self._end(earlier, found)
            else:
                await asyncio.to_thread(self._words().delete_draft, earlier_id)
                self._forget(earlier_id)
        kept = self._words().draft(draft.id)
        return kept is not None and kept.state != "failed"

    # How it ends

    async def _end(self, draft: Draft, status: Status | ScheduledStatus) -> None:
        if isinstance(status, ScheduledStatus):
            self._tell.scheduled(draft, status)
            await self._close(draft, status.id)
            return
        if draft.kind == "edit":
            self._edited(status)
        else:
            self._own.add(status.id)
            self._published(status)
        self._tell.sent(draft, status)
        await self._close(draft, status.id)

    async def _close(self, draft: Draft, sent_id: str) -> None:
        await self.conclude(
            await asyncio.to_thread(self._words().save_draft, replace(draft, state="sent", sent_id=sent_id))
        )

    async def conclude(self, draft: Draft) -> None:
        """Forget a post that is on the server, and keep its later version from following it."""
        for later in self._words().drafts():
            if later.supersedes == draft.id and (kept := await self._set_free(later.id)) is not None:
                self._tell.superseded(kept)
        if draft.chain is not None:
            await self._concluded(draft)
        await asyncio.to_thread(self._words().delete_draft, draft.id)
        self._forget(draft.id)

    async def _set_free(self, later_id: str) -> Draft | None:
        """Have a later version of what was published stand for itself, with the last words written there.

        Returns:
            It, where it is for the person to decide whether it follows; of an edited post it does.
        """
        words = self._words()

        def set_free() -> Draft | None:
            with words.undisturbed():
                kept = words.draft(later_id)
                return words.save_draft(_on_its_own(kept)) if kept is not None else None

        kept = await asyncio.to_thread(set_free)
        if kept is None:
            return None
        self._noted(kept)
        return None if kept.kind == "edit" else kept

    async def fail(self, draft: Draft, reason: str) -> None:
        """Give a post back to the person: it is certainly not published."""
        # Certainly not published: what is sent next is another attempt, maybe with another text.
        failed = replace(draft, state="failed", reason=reason, attempted_at=None, idempotency_key=new_id())
        is_followed = bool(successors(draft, self._words().drafts()))
        self._tell.failed(await self._keep(failed), reason, is_followed=is_followed)

    async def _leave_undecided(self, draft: Draft) -> None:
        reason = UNDECIDED_EDIT if draft.kind == "edit" else UNDECIDED
        self._tell.undecided(await self._keep(replace(draft, state="undecided", reason=reason)))

    async def _keep(self, draft: Draft) -> Draft:
        draft = await asyncio.to_thread(self._words().save_draft, draft)
        self._noted(draft)
        return draft


def _on_its_own(later: Draft) -> Draft:
    """A later version of what was published: of an edited post there may be one, else it must not follow by itself."""
    if later.kind == "edit":
        return replace(later, supersedes=None)
    state = "failed" if later.state == "queued" else later.state
    return replace(later, supersedes=None, state=state, reason=SUPERSEDED)
