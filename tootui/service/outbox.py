"""Sending what was written: each post once, none lost, whatever the network does.

A post is on disk before it is sent, with its Idempotency-Key; what becomes of it then is in `tootui.service.courier`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from tootui.cache.drafts import Draft, DraftState, new_id
from tootui.cache.words import Words
from tootui.model.base import StatusId
from tootui.model.errors import StorageError
from tootui.model.status import Status
from tootui.service.chains import LOST, Turn, members, successors, to_be_sent, turn_of
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.courier import Courier
from tootui.service.delivery import Delivery
from tootui.service.drafts import IN_FLIGHT
from tootui.service.holding import Holding
from tootui.service.lease import Lease
from tootui.service.notices import Notices
from tootui.service.outbox_notices import OutboxNotices
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks

log = logging.getLogger(__name__)


class Outbox:
    """Everything that was to be sent and is not sent yet, and the work of sending it.

    Args:
        words: where drafts lie.
        delivery: sends and looks.
        software: the server's, as far as known.
        published: called with each post that came to be on the server.
        edited: called with each post that was changed there.
        hold: seconds in which sending can be undone.
    """

    def __init__(
        self,
        words: Callable[[], Words],
        delivery: Delivery,
        *,
        software: Callable[[], str],
        published: Callable[[Status], None],
        edited: Callable[[Status], None],
        connection: Connection,
        notices: Notices,
        tasks: Tasks,
        clock: Clock,
        hold: float = 0.0,
    ) -> None:
        self._words = words
        self._connection = connection
        self._tell = OutboxNotices(notices, connection, clock)
        self._tasks = tasks
        self._clock = clock
        self._holding = Holding(hold, clock)
        self._lease = Lease(words, clock)
        self._signal = Signal()
        self._items: dict[str, Draft] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._courier = Courier(
            words,
            delivery,
            software=software,
            published=published,
            edited=edited,
            noted=self._note,
            forgotten=self._forget,
            concluded=self._published,
            undo=self._undo,
            idle=self._idle,
            lease=self._lease,
            tell=self._tell,
            connection=connection,
            clock=clock,
        )

    @property
    def items(self) -> list[Draft]:
        """What is not sent yet, oldest first: held, on its way, waiting, undecided, failed.

        An undecided one with a ``reason`` waits for the person; without, the outbox still finds out.
        """
        return sorted(self._items.values(), key=lambda draft: (draft.created_at, draft.position))

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
            if kept.says_the_same(draft):
                self.retry(draft.id)
                return kept
            draft = forked(draft)
        state: DraftState = "held" if self._holding.seconds else "queued"
        draft = self._words().save_draft(replace(draft, state=state, reason="", updated_at=self._clock.time()))
        self._take_on(draft)
        return draft

    def send_chain(self, posts: Sequence[Draft]) -> None:
        """Publish posts one after the other, each answering the one before. All are on disk when this returns.

        Raises:
            StorageError: they are not saved; none is sent.
        """
        first, *rest = to_be_sent(posts)
        first = replace(first, state="held" if self._holding.seconds else "queued", reason="")
        queued = [replace(post, state="queued", reason="") for post in rest]
        # All at once: another program, or the next session, must never find a part of a chain.
        first, *queued = self._words().save_drafts([first, *queued])
        for post in queued:
            self._note(post)
        self._take_on(first)

    def recall(self, chain: str | None) -> None:
        """Make drafts again of the posts of a chain whose turn has not come.

        Raises:
            StorageError: they are still to be sent.
        """
        drafts = self._words().drafts()
        for post in members(chain, drafts):
            if post.state == "queued" and turn_of(post, drafts) is not Turn.NOW:
                self._words().save_draft(replace(post, state="draft"))
                self._forget(post.id)

    def take_back(self, draft_id: str) -> Draft | None:
        """Undo the sending of what is held, or waits to be sent: it is a draft again. None where it is too late.

        Raises:
            StorageError: it is sent all the same.
        """
        kept = self._words().draft(draft_id)
        if kept is not None and self._is_later(kept):
            self.recall(kept.chain)
            self._tell.taken_back(kept)
            return kept
        can_stop = kept is not None and kept.state == "queued" and self._courier.can_stop(draft_id)
        if kept is None or not (kept.state == "held" or can_stop):
            self._tell.too_late(draft_id)
            return None
        draft = self._words().save_draft(replace(kept, state="draft"))
        if (task := self._running.pop(draft_id, None)) is not None:
            task.cancel()
        self._forget(draft_id)
        self.recall(draft.chain)
        self._tell.taken_back(draft)
        return draft

    def can_take_back(self, draft_id: str) -> bool:
        """Whether a post is held, or nothing of it was sent yet."""
        item = self._items.get(draft_id)
        if item is None:
            return False
        return item.state == "held" or self._courier.can_stop(draft_id) or self._is_later(item)

    def _is_later(self, draft: Draft) -> bool:
        """Whether the turn of a post of a chain has not come."""
        return draft.state == "queued" and turn_of(draft, self._words().drafts()) is Turn.LATER

    def is_preparing(self, draft_id: str) -> bool:
        """Whether the files of a post are on their way."""
        return self._courier.is_preparing(draft_id)

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
        self.recall(draft.chain)
        taken = self._words().save_draft(replace(draft, state="draft"))
        self._forget(draft_id)
        return taken

    def discard(self, draft_id: str) -> bool:
        """Give up a post that is not on its way; False if it is.

        Raises:
            StorageError: it is still on disk.
        """
        if draft_id in self._items and self._items[draft_id].state == "held":
            self.take_back(draft_id)
            self._words().delete_draft(draft_id)
        if draft_id in self._running:
            return False
        if (given_up := self._items.get(draft_id)) is not None:
            self.recall(given_up.chain)
            self._hand_on(given_up, given_up.in_reply_to_id)
            self._words().delete_draft(draft_id)
            self._forget(draft_id)
        return True

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
                self._tasks.spawn(self._courier.conclude(draft), "clearing what was sent")

    async def finish(self, seconds: float) -> None:
        """Let what is about to be sent, or is being sent, come to its end, but not for ever."""
        states = ("held", "queued", "sending") if self._connection.usable else ("sending",)
        finishing = {item.id for item in self._items.values() if item.state in states}
        under_way = [task for draft_id, task in self._running.items() if draft_id in finishing]
        if under_way:
            self._holding.release()
            await asyncio.wait(under_way, timeout=seconds)

    # One draft's way

    def _take_on(self, draft: Draft) -> None:
        self._note(draft)
        self._start(draft.id)
        if draft.state == "held" and self._holding.seconds:
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
        try:
            if draft_id in self._items and self._items[draft_id].state == "held":
                await self._let_go(draft_id)
            await self._send(draft_id, approved)
        except StorageError as error:
            if (item := self._items.get(draft_id)) is not None:
                self._note(replace(item, state="failed", reason=str(error)))
                self._tell.failed(item, str(error))
        finally:
            if self._running.get(draft_id) is asyncio.current_task():
                del self._running[draft_id]
            self._signal.emit()

    async def _let_go(self, draft_id: str) -> None:
        """Hold a post until it is time to send it; on disk it is to be sent, then, at once: or it could be undone."""
        await self._holding.wait()
        draft = self._words().draft(draft_id)
        if draft is not None and draft.state == "held":
            self._note(self._words().save_draft(replace(draft, state="queued")))

    async def _send(self, draft_id: str, approved: bool) -> None:
        self._lease.begin()
        try:
            await self._lease.hold()
            draft = self._words().draft(draft_id)
            if draft is None or not (approved or draft.state in IN_FLIGHT):
                self._forget(draft_id)  # another tootui sent it, or took it back
            elif (turn := turn_of(draft, self._words().drafts())) is Turn.LOST:
                await self._courier.fail(draft, LOST)
            elif turn is Turn.NOW:
                await self._courier.carry_out(draft, approved=approved)
        finally:
            self._lease.end()

    def _hand_on(self, draft: Draft, answered_id: StatusId | None) -> None:
        """Tell the next post of a chain which one it answers; it is on disk when this returns.

        Raises:
            StorageError: it is not told.
        """
        if answered_id is None:
            return
        words = self._words()
        with words.undisturbed():  # somebody may be writing it
            posts = [
                words.save_draft(replace(post, in_reply_to_id=answered_id, reply_acct=draft.reply_acct))
                for post in successors(draft, words.drafts())
            ]
        for told in posts:
            if told.id in self._items:
                self._note(told)

    async def _published(self, draft: Draft) -> None:
        """A post of a chain is on the server: the next one answers it."""
        self._hand_on(replace(draft, reply_acct=None), draft.sent_id)
        for post in successors(draft, self._words().drafts()):
            self._tasks.spawn(self._follow(post.id), "sending the next post of a chain")

    async def _follow(self, draft_id: str) -> None:
        await self._idle(draft_id)
        item = self._items.get(draft_id)
        if item is not None and item.state == "queued" and draft_id not in self._running:
            self._start(draft_id)

    async def _idle(self, draft_id: str) -> None:
        if (running := self._running.get(draft_id)) is not None:
            await asyncio.wait([running])

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
        id=new_id(),
        idempotency_key=new_id(),
        supersedes=draft.id,
        attempted_at=None,
    )
