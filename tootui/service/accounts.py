"""Several accounts in one program: which are open, which of them is shown, and what waits unread in the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.model.errors import CredentialsError, ServerError, SignInError, Unauthorized
from tootui.service.clock import Clock
from tootui.service.leaving import counted, take_leave
from tootui.service.notices import Notice, Notices
from tootui.service.session import Session
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks, first_of
from tootui.service.unread_elsewhere import UnreadElsewhere, count_as

if TYPE_CHECKING:
    from tootui.config.settings import Settings

log = logging.getLogger(__name__)

MOST_OPEN = 4
"""So many accounts are kept as they are; of those shown longest ago only what is on disk stays."""
SECONDS_BEFORE_COUNTING = 75.0
"""The others are not asked before the one that is read has long been there."""
SECONDS_BETWEEN_COUNTS, SECONDS_APART = 300.0, 2.0
SECONDS_FRESH = 15.0
"""So long a count is not asked for again, however often somebody looks."""


class AccountState(NamedTuple):
    """How it stands with one account.

    Attributes:
        is_shown: whether it is on the screen.
        is_demo: whether it is that of a demo server of our own.
        unread: notifications that were not read, None where that is not known.
        is_signed_out: whether its sign-in is known to be lost.
        acct: what its session calls it, where it is open: servers may have another name than their address.
    """

    account: StoredAccount
    is_shown: bool = False
    is_demo: bool = False
    unread: int | None = None
    is_signed_out: bool = False
    acct: str = ""

    @property
    def title(self) -> str:
        """What it is called: ``@ada@analytical.engine``; a guest by the server."""
        if self.account.is_guest:
            return f"guest at {self.account.name.removeprefix('@')}"
        return f"@{self.account.username}, the demo" if self.is_demo else self.acct or self.account.called


class Accounts:
    """The accounts of this program.

    Each open one is a session of its own: with its own client and token, files, outbox and notices. What a session
    says while another is shown is said there, with the account's name before it.

    Args:
        shown: the session that is on the screen from the start.
    """

    def __init__(
        self, credentials: CredentialStore, settings: Settings, clock: Clock, notices: Notices, shown: Session | None
    ) -> None:
        self._credentials = credentials
        self._settings = settings
        self._clock = clock
        self._notices = notices
        self._shown = shown
        self._open: dict[str, Session] = {shown.name: shown} if shown is not None else {}
        """By name, the one shown last at the end."""
        self._relays: dict[str, Callable[[], None]] = {}
        self._tasks = Tasks(notices)
        self._closing: dict[str, asyncio.Task[None]] = {}
        """By name: what is going on until all of an account is on disk."""
        self._ending: dict[str, Session] = {}
        """What is closed just now."""
        self._ends = asyncio.Event()
        """Set at the end of the program, which waits for no screens."""
        self._signal = Signal()
        self._unread: dict[str, int] = {}
        self._signed_out: set[str] = set()
        self._asked_at: dict[str, float] = {}
        self._counters: dict[str, UnreadElsewhere] = {}
        self._is_asking = False
        self._remembering = asyncio.Lock()
        self.closed: Callable[[Session], Coroutine[object, object, None]] | None = None
        """Told before a session is closed to keep memory within bounds."""

    # Which there are

    @property
    def shown(self) -> Session | None:
        """The session on the screen."""
        return self._shown

    def session_of(self, name: str) -> Session | None:
        """The session of an account that is open."""
        return self._open.get(name)

    def states(self) -> list[AccountState]:
        """All accounts, the one used last first. Reads one small file.

        Raises:
            CredentialsError: the file is there and cannot be used.
        """
        opened = [session.account for session in reversed(self._open.values())]
        known = {account.name: account for account in (*opened, *self._credentials.accounts())}
        return [self._state(account) for account in known.values()]

    def others(self) -> list[AccountState]:
        """The accounts, not shown, that something could be done as."""
        try:
            return [one for one in self.states() if not (one.is_shown or one.account.is_guest)]
        except CredentialsError as error:
            log.warning("%s", error)
            return []

    def _state(self, account: StoredAccount) -> AccountState:
        name, session = account.name, self._open.get(account.name)
        is_lost = session is not None and session.connection.state == "signed_out"
        return AccountState(
            account,
            is_shown=self._shown is not None and self._shown.name == name,
            is_demo=session is not None and session.is_demo,
            unread=self._unread.get(name),
            is_signed_out=is_lost or (name in self._signed_out and session is None),
            acct=session.acct if session is not None else "",
        )

    @property
    def unread_elsewhere(self) -> int:
        """Unread notifications of the accounts that are not shown, as far as they are known."""
        return sum(self._unread.values())

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when something of this may have changed; the result stops that."""
        return self._signal.observe(callback)

    # Opening, showing

    def open(self, account: StoredAccount, *, is_demo: bool = False) -> Session:
        """The session of an account, as it was left or from disk; it keeps quiet until it is shown."""
        session = self._open.get(account.name)
        if session is None:
            if (before := self._ending.get(account.name)) is not None:
                before.disk.settle()
            session = Session.open(
                account, settings=self._settings, credentials=self._credentials, clock=self._clock, is_demo=is_demo
            )
            self._open = {account.name: session, **self._open}
            self._signed_out.discard(account.name)
            self._send_behind(session, at_once=True)
            self._tasks.spawn(session.start(), "opening an account")
        return session

    def show(self, session: Session | None) -> None:
        """From now on this one is on the screen. It is what the next start takes."""
        if session is self._shown:
            return
        before, self._shown = self._shown, session
        if before is not None and before.name in self._open:
            self._take(before.name, before.standby.unread)
            self._send_behind(before)
        if session is None:
            return
        self._open[session.name] = self._open.pop(session.name)
        self._forget_count(session.name)
        if (stop := self._relays.pop(session.name, None)) is not None:
            stop()
        session.standby.come_forward()
        if not session.is_guest and not session.is_demo:
            self._tasks.spawn(self._remember(session.name), "remembering which account you use", to_its_end=True)
        self._tasks.spawn(self._close_old(), "closing accounts that were not shown for long")
        self._signal.emit()

    def _send_behind(self, session: Session, *, at_once: bool = False) -> None:
        session.standby.go_behind(at_once=at_once)
        self._relays[session.name] = session.notices.observe(lambda notice: self._relay(session, notice))

    def _relay(self, session: Session, notice: Notice) -> None:
        """Say what an account says that is not shown, by its name."""
        notices = self._shown.notices if self._shown is not None else self._notices
        notices.post(
            f"{session.acct or session.host}: {notice.text}",
            notice.level,
            key=f"{session.name}:{notice.key}" if notice.key is not None else None,
            undo=notice.undo,
            undo_label=notice.undo_label,
            undo_seconds=notice.seconds,
        )

    async def _remember(self, name: str) -> None:
        async with self._remembering:  # or two threads would do it in any order
            await asyncio.to_thread(self._credentials.touch, name)

    async def _close_old(self) -> None:
        """Keep memory within bounds; what is on its way is let through first."""
        while (session := self._one_too_many()) is not None:
            await self.close_one(session)

    def _one_too_many(self) -> Session | None:
        """Of those that can be closed the one shown longest ago; None where there is room for all."""
        if len(self._open) <= MOST_OPEN:
            return None
        behind = [one for one in self._open.values() if one is not self._shown and not one.standby.is_sending]
        behind = [one for one in behind if not one.is_demo]  # there is no other way back to it
        behind.sort(key=lambda one: one.is_guest)  # what their columns show is nowhere on disk
        return next(iter(behind), None)

    # Closing

    async def close_one(self, session: Session) -> None:
        """Close an account; all that is its own is on disk then, whoever began to close it."""
        name = session.name
        if self._open.get(name) is session:
            del self._open[name]
            if session is self._shown:
                self._shown = None
            if (stop := self._relays.pop(name, None)) is not None:
                stop()
            self._ending[name] = session
            closing = self._closing[name] = asyncio.create_task(self._close(session))
            closing.add_done_callback(partial(self._is_closed, name))
        if name in self._closing:
            await asyncio.shield(self._closing[name])  # the end of the program must not cut it short

    async def _close(self, session: Session) -> None:
        if self.closed is not None:
            await first_of(self.closed(session), self._ends.wait())
        await session.close()
        await first_of(session.disk.written(), self._ends.wait())

    def _is_closed(self, name: str, closing: asyncio.Task[None]) -> None:
        if self._closing.get(name) is closing:
            del self._closing[name], self._ending[name]

    async def log_out(self, state: AccountState, *, keeps_words: bool) -> str | None:
        """Close an account and forget it, making its token worthless. Of a guest or a demo nothing was kept.

        Returns:
            None, or what did not work out, as a sentence.

        Raises:
            CredentialsError: the account could not be forgotten.
        """
        name = state.account.name
        if (session := self._open.get(name)) is not None:
            await self.close_one(session)
        elif (closing := self._closing.get(name)) is not None:
            await asyncio.shield(closing)
        self._forget_count(name)
        self._signed_out.discard(name)
        try:
            if state.account.is_guest or state.is_demo:
                return None
            return await take_leave(state.account, self._credentials, keeps_words=keeps_words)
        finally:
            self._signal.emit()

    async def close(self) -> None:
        """Close all of them, at the same time: the end does not wait for one after the other."""
        self._ends.set()
        await self._tasks.close()
        await asyncio.gather(*(session.close() for session in self._open.values()), *self._closing.values())

    # What is unread elsewhere

    def begin(self) -> None:
        """From later on: send what waits in other accounts, and count now and then what is unread there."""
        self._tasks.spawn(self._count_patiently(), "counting what is unread elsewhere")

    def look(self) -> None:
        """Somebody looks: count what was not counted a moment ago."""
        if not self._is_asking:
            self._is_asking = True
            self._tasks.spawn(self._count_now(), "counting what is unread elsewhere")

    async def _count_patiently(self) -> None:
        await self._clock.sleep(SECONDS_BEFORE_COUNTING)
        await self._open_what_is_due()
        while True:
            for state in self.others():
                await self._count(state)
                await self._clock.sleep(SECONDS_APART)
            await self._clock.sleep(SECONDS_BETWEEN_COUNTS)

    async def _open_what_is_due(self) -> None:
        """Have sent what was left in other accounts when the program ended."""
        for state in self.others():
            if self._may_be_opened(state) and self.session_of(state.account.name) is None:
                left = await asyncio.to_thread(counted, state.account)
                if left is not None and left.is_due and self._may_be_opened(state):
                    self.open(state.account)

    def _may_be_opened(self, state: AccountState) -> bool:
        """Whether an account may be used although nobody looks at it."""
        if state.account.keeps == "command" or not self._is_behind(state.account.name):
            return False  # such a program may want to be answered: it runs when the account is wanted
        return self._shown is None or not self._shown.is_demo  # nothing leaves the machine of who tries the demo

    async def _count_now(self) -> None:
        try:
            await asyncio.gather(*(self._count(state) for state in self.others()))
        finally:
            self._is_asking = False

    async def _count(self, state: AccountState) -> None:
        name, session = state.account.name, self._open.get(state.account.name)
        now = self._clock.time()
        counter = self._counters.setdefault(name, UnreadElsewhere())
        is_fresh = now - self._asked_at.get(name, -SECONDS_FRESH) < SECONDS_FRESH
        if is_fresh or not counter.is_told or (session is None and not self._may_be_opened(state)):
            return
        self._asked_at[name] = now
        try:
            count = await count_as(state.account, session, self._credentials, counter)
        except Unauthorized:
            if self._asked_at.get(name) == now:  # else it was shown or left meanwhile
                self._signed_out.add(name)
                self._unread.pop(name, None)
        except (ServerError, CredentialsError, SignInError) as error:
            log.info("Counting what is unread of %s: %s", name, error)
        else:
            if self._asked_at.get(name) == now:
                self._signed_out.discard(name)
                self._take(name, count)
        self._signal.emit()

    def _take(self, name: str, count: int | None) -> None:
        """Note how many are unread there, unless it was left meanwhile, or is on the screen."""
        if count is not None and self._is_behind(name):
            self._unread[name] = count

    def _forget_count(self, name: str) -> None:
        """What was counted there holds no more, nor what is being counted."""
        self._unread.pop(name, None)
        self._asked_at.pop(name, None)

    def _is_behind(self, name: str) -> bool:
        return any(one.account.name == name for one in self.others())
