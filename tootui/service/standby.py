"""A session whose account is not on the screen: it sends what it has to send, and otherwise keeps quiet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from tootui.model.errors import SignInError
from tootui.service.drafts import IN_FLIGHT
from tootui.service.tasks import Tasks, first_of

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.service.acquaintance import Acquaintance
    from tootui.service.network import Network
    from tootui.service.news import News
    from tootui.service.remote import Remote
    from tootui.service.session import Session

T = TypeVar("T")

LINGER_SECONDS = 30.0
"""So long it goes on as before, for those who only look at another account and come back."""
MEETING_SECONDS = 5.0
"""So long one waits for what the server knows of the account."""


class Standby:
    """Keeps a session quiet while another account is shown, and lets it be asked all the same.

    Its streams end and nothing is asked by itself; posts and wishes that wait are sent, as ever. When it is shown
    again, all that is open is caught up with as after a broken connection: no post is missing.
    """

    def __init__(
        self, session: Session, network: Network, remote: Remote, acquaintance: Acquaintance, tasks: Tasks
    ) -> None:
        self._session = session
        self._network = network
        self._remote = remote
        self._acquaintance = acquaintance
        self._tasks = tasks
        self._leaving: asyncio.Task[None] | None = None
        self.is_behind = False
        """Whether another account is shown."""

    def go_behind(self, *, at_once: bool = False) -> None:
        """Another account is shown from now on; quiet begins a little later, unless ``at_once``."""
        if self.is_behind:
            return
        self.is_behind = True
        if at_once:
            self._network.hold()
        else:
            self._leaving = self._tasks.spawn(self._hold_later(), "keeping quiet")

    def come_forward(self) -> None:
        """This account is shown from now on."""
        self.is_behind = False
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None
        self._network.release()

    async def _hold_later(self) -> None:
        await self._session.clock.sleep(LINGER_SECONDS)
        self._network.hold()

    @property
    def is_sending(self) -> bool:
        """Whether posts are on their way, or go out by themselves as soon as that is possible."""
        if self._session.is_guest:
            return False
        items = self._session.outbox.items
        return any(item.state in IN_FLIGHT and not item.needs_person for item in items)

    @property
    def unread(self) -> int | None:
        """How many notifications were unread when it was last known; None where nobody wanted to know."""
        news: News | None = vars(self._session).get("news")
        return news.unread_notifications if news is not None else None

    async def ask(self, request: Callable[[Client], Awaitable[T]]) -> T:
        """Make one request as this account.

        Raises:
            ServerError: it failed; ``str()`` is a sentence for the person.
            SignInError: the account's sign-in is lost, so that there is nobody to ask as.
        """
        return await self.through(self._remote.call(request))

    async def through(self, asking: Awaitable[T]) -> T:
        """Wait for something that asks the server as this account, but not for ever where its sign-in is lost.

        Raises:
            SignInError: it is lost.
        """
        answer = asyncio.ensure_future(asking)
        lost = asyncio.ensure_future(self._sign_in_lost())
        try:
            await asyncio.wait((answer, lost), return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            raise SignInError(f"{self._session.acct} is signed out: sign in again first.")
        finally:
            answer.cancel()
            lost.cancel()

    async def _sign_in_lost(self) -> None:
        while self._session.connection.state != "signed_out":
            await self._session.connection.changed()

    async def meet(self) -> None:
        """Have the account's defaults and the server's limits known before somebody writes, or wait no longer."""
        if self._acquaintance.me is not None:
            return
        known = asyncio.Event()
        stop = self._acquaintance.observe(lambda: known.set() if self._acquaintance.me is not None else None)
        self._network.poller.first_answer.set()  # no posts come first here
        try:
            await first_of(known.wait(), self._session.clock.sleep(MEETING_SECONDS))
        finally:
            stop()
