"""Senders whose notifications are held back: they wait until the reader lets them in or clears them away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from tootui.model.base import AccountId
from tootui.model.errors import Missing, NotOffered, ServerError, Unavailable
from tootui.model.events import Event, NotificationsMerged
from tootui.model.notification_policy import NotificationRequest
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.service.decisions import Decisions
from tootui.service.feed_parts import FeedServices
from tootui.service.listed import Listed
from tootui.service.notices import Level
from tootui.service.remote import Remote
from tootui.service.signals import Signal
from tootui.service.tasks import first_of

if TYPE_CHECKING:
    from tootui.api.client import Client

log = logging.getLogger(__name__)

Decision: TypeAlias = Literal["accepted", "dismissed", "gone"]
"""What became of a sender; ``gone``: decided elsewhere."""

PAGE_SIZE = 40
MERGING_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""How long apart the server is asked whether what was let in is among the notifications, before that is given up."""
DECIDED: dict[Decision, str] = {
    "accepted": "Let in: what was held back comes to your notifications.",
    "dismissed": "Cleared away.",
    "gone": "Nothing of this sender is held back any more.",
}


class HeldBack(Listed[NotificationRequest]):
    """Those senders, the newest first, and what was decided in this session; notices tell what came of it.

    Args:
        is_offered: whether the server is known to hold anything back.
    """

    def __init__(self, remote: Remote, services: FeedServices, is_offered: Callable[[], bool]) -> None:
        super().__init__(
            Place.FILTERED,
            NotificationRequest,
            lambda client: client.notification_requests.list(limit=PAGE_SIZE),
            lambda request: request.id,
            remote,
            services,
        )
        self.decisions: Decisions[Decision] = Decisions(self._signal.emit)
        """By the ids of the requests."""
        self._is_offered = is_offered
        self._told_merged = asyncio.Event()
        self._merging: asyncio.Task[None] | None = None
        self._merged = Signal()
        self._hears = False
        self._read: dict[AccountId, NotificationRequest] = {}
        """All that was read of the list, by senders: what comes anew is its beginning."""
        self._sought: set[AccountId] = set()
        self._counted: int | None = None

    # What waits

    @property
    def count(self) -> int | None:
        """How many senders wait, as far as that is known; of a long list, how many of those that were read."""
        if self.state.loaded_once:
            return sum(self.decisions.on(request.id) is None for request in self.items)
        return self._counted

    def request_of(self, account_id: AccountId) -> NotificationRequest | None:
        """What is held back of a sender, as far as the list was read."""
        listed = next((request for request in self.items if request.account.id == account_id), None)
        return listed if listed is not None or self.state.at_end else self._read.get(account_id)

    def is_seeking(self, account_id: AccountId) -> bool:
        """Whether the list is being read to find out what is held back of a sender."""
        return account_id in self._sought

    def seek(self, account_id: AccountId) -> None:
        """Somebody looks at a single sender: read on until that one is found, for servers cannot be asked for one."""
        if self.request_of(account_id) is None and account_id not in self._sought:
            self._sought.add(account_id)
            self._services.tasks.spawn(self._seek(account_id), "looking for what is held back")

    async def _seek(self, account_id: AccountId) -> None:
        try:
            if not self.state.loaded_once:
                self._hear_of_merging()
                await self._load()
            while self.request_of(account_id) is None and self._link is not None:
                await self._load_more()
                if self.state.error is not None:
                    break
        finally:
            self._sought.discard(account_id)
            self._signal.emit()

    def counted(self, count: int) -> None:
        """The policy tells how many wait."""
        if count != self._counted:
            self._counted = count
            self._signal.emit()

    def why_not(self, request: NotificationRequest) -> str | None:
        """Why nothing can be decided about a sender; None if it can."""
        decision = self.decisions.on(request.id)
        return DECIDED[decision] if decision is not None else None

    # Deciding

    def accept(self, requests: Sequence[NotificationRequest]) -> None:
        """Let senders in: what they sent joins the notifications, and what they send from now on comes at once."""
        self._begin(requests, "accepted")

    def dismiss(self, requests: Sequence[NotificationRequest]) -> None:
        """Clear away what senders sent, for good; later things from them are held back as before."""
        self._begin(requests, "dismissed")

    def _begin(self, requests: Sequence[NotificationRequest], decision: Decision) -> None:
        fresh = [request for request in requests if self.decisions.on(request.id) is None]
        if fresh:  # else it is a second press, which adds nothing
            self.decisions.make([request.id for request in fresh], decision)
            self._services.tasks.spawn(self._send(fresh, decision), "deciding about notifications held back")

    async def _send(self, requests: Sequence[NotificationRequest], decision: Decision) -> None:
        ids = [request.id for request in requests]
        try:
            await self._remote.call(lambda client: _decide(client, ids, decision))
        except ServerError as error:
            self._failed(requests, error)
            return
        self.decisions.settle(ids, decision)
        who = names_of(requests)
        if decision == "accepted":
            self._say(f"{who} let in.")
            self._await_merging()
        else:
            self._say(f"What {who} sent is cleared away.")

    def _failed(self, requests: Sequence[NotificationRequest], error: ServerError) -> None:
        is_gone = isinstance(error, Missing) and error.may_be_gone
        is_one = len(requests) == 1
        self.decisions.settle([request.id for request in requests], "gone" if is_gone and is_one else None)
        if is_gone and is_one:
            self._say(f"Nothing of @{requests[0].account.acct} is held back any more: it was decided elsewhere.")
        elif is_gone:
            self._say("Nothing was done: some of these were decided elsewhere. Here is who is left.", "warning")
            self.open()
        else:
            certain = "It is not certain that this arrived." if error.sent else "Nothing was done."
            self._say(f"{certain} {error}", "error")

    # Afterwards

    def open(self) -> None:
        """Somebody looks: from now on it is heard, too, when the server is done with what was let in."""
        self._hear_of_merging()
        super().open()

    def _hear_of_merging(self) -> None:
        if not self._hears:
            self._hears = True
            self._services.streams.hear(self._heard)

    def _heard(self, event: Event) -> None:
        if not isinstance(event, NotificationsMerged):
            return
        self._told_merged.set()
        if self._merging is None or self._merging.done():  # it was let in elsewhere
            self._merged.emit()

    def observe_merged(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when what was let in is among the notifications; the result stops that."""
        return self._merged.observe(callback)

    def _await_merging(self) -> None:
        if self._merging is not None:
            self._merging.cancel()
        self._told_merged.clear()
        self._merging = self._services.tasks.spawn(self._merge(), "waiting for notifications that were let in")

    async def _merge(self) -> None:
        """The server moves them some time after it answered: wait for its word, or ask it now and then."""
        for seconds in MERGING_SECONDS:
            await first_of(self._services.clock.sleep(seconds), self._told_merged.wait())
            if self._told_merged.is_set() or await self._is_merged():
                break
        self._merged.emit()

    async def _is_merged(self) -> bool:
        try:
            return await self._remote.call(lambda client: client.notification_requests.merged())
        except Missing:
            return True  # it cannot be known
        except ServerError as error:
            log.info("Whether notifications are merged: %s", error)
            return False

    async def _first(self, client: Client) -> Page[NotificationRequest]:
        self.decisions.asked()
        try:
            return await super()._first(client)
        except Unavailable as error:  # Takahe takes "requests" for the id of a notification
            if self._is_offered():
                raise
            raise NotOffered(str(error), code=404) from error

    async def _load_more(self) -> None:
        await super()._load_more()
        self._note_read()

    def _note_read(self) -> None:
        self._read |= {request.account.id: request for request in self.items}

    async def _load(self, *, told: bool = False) -> None:
        await super()._load(told=told)
        if self.state.error is None:
            self.decisions.listed(request.id for request in self.items)
        self._note_read()
        self._services.store.put_accounts(request.account for request in self.items)

    def _say(self, words: str, level: Level = "info") -> None:
        self._services.notices.post(words, level, key="held-back")


async def _decide(client: Client, ids: Sequence[str], decision: Decision) -> None:
    requests = client.notification_requests
    if decision == "accepted":
        await (requests.accept(ids[0]) if len(ids) == 1 else requests.accept_several(id=ids))
    else:
        await (requests.dismiss(ids[0]) if len(ids) == 1 else requests.dismiss_several(id=ids))


def names_of(requests: Sequence[NotificationRequest]) -> str:
    """Senders in a sentence: the first one by name."""
    first, more = f"@{requests[0].account.acct}", len(requests) - 1
    if not more:
        return first
    return f"{first} and {more} {'other' if more == 1 else 'others'}"
