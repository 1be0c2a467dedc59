"""Whom the reader keeps apart: muted and blocked people, blocked servers. Their posts leave what is open."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from tootui.cache.posts import PostCache
from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, EntityKey
from tootui.model.errors import ServerError
from tootui.model.status import Status
from tootui.service.avoidance import avoidance
from tootui.service.clock import SECONDS_IN_DOUBT, Clock
from tootui.service.persist import Persist
from tootui.service.remote import Remote
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.api.client import Client

META_KEY = "apart"
SECONDS_BETWEEN = 600.0
"""So long nobody is asked about again."""
log = logging.getLogger(__name__)


class _Kept(Struct):
    """Who is kept apart, as it is remembered: what is on disk of their posts is not shown at the next start."""

    people: list[AccountId] = []
    servers: list[str] = []


class Apart:
    """Follows how the reader relates to people. Servers leave those kept apart out of what is asked for *later*.

    Where the server goes on sending their posts, the reader may have thought better of it elsewhere, or a mute may have
    ended: then it is asked how one relates to them.

    Args:
        cache: has who was kept apart the last time.
        persist: remembers it.
    """

    def __init__(
        self, store: Store, remote: Remote, tasks: Tasks, clock: Clock, cache: PostCache, persist: Persist
    ) -> None:
        self._store = store
        self._remote = remote
        self._tasks = tasks
        self._clock = clock
        self._persist = persist
        before = _read(cache.read_meta(META_KEY))
        self._people, self._servers = set(before.people), set(before.servers)
        self._before = frozenset(before.people)
        """Whom the last session kept apart: that holds of those about whom this one is told nothing."""
        self._heard: set[AccountId] = set()
        """Muted people of whose notifications the reader wants to know all the same."""
        self._last, self._last_heard = msgspec.msgpack.encode(before), frozenset(self._heard)
        self._asked_at: dict[AccountId, float] = {}
        self._server_told: dict[AccountId, bool] = {}
        """What each person's relationship last said of their server."""
        self._wished: dict[str, tuple[AccountId | None, float]] = {}
        """Servers that the reader blocked or unblocked: by the relationship to whom, and when."""
        self._signal = Signal()
        store.observe(self._entities_changed)

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when somebody was put apart or comes back, or is heard of otherwise; the result stops that."""
        return self._signal.observe(callback)

    def holds(self, account_id: AccountId) -> bool:
        """Whether somebody is kept apart."""
        if account_id in self._people:
            return True
        account = self._store.account(account_id) if self._servers else None
        return account is not None and server_in(account) in self._servers

    def hides(self, status: Status) -> bool:
        """Whether a post is by somebody kept apart; of a boost, or what it shows."""
        return self.holds(status.account.id) or self.holds(status.inner.account.id)

    def note_server(self, domain: str, *, is_blocked: bool) -> None:
        """A server was blocked, or is so no longer, apart from anybody on it."""
        self._wished[domain.lower()] = None, self._clock.time()
        _put(self._servers, domain.lower(), is_blocked)
        self._renew()

    def sent(self, statuses: Iterable[Status]) -> None:
        """The server lists these posts: ask about those whom it should have left out."""
        if not self._people and not self._servers:
            return
        people = {account_id for one in statuses for account_id in (one.account.id, one.inner.account.id)}
        now = self._clock.time()
        doubtful = [
            account_id
            for account_id in people
            if self.holds(account_id) and now - self._asked_at.get(account_id, -SECONDS_BETWEEN) >= SECONDS_BETWEEN
        ]
        if doubtful:
            self._asked_at.update(dict.fromkeys(doubtful, now))
            self._tasks.spawn(self._ask(doubtful), "asking whom you mute and block")

    async def _ask(self, account_ids: list[AccountId]) -> None:
        async def relationships(client: Client) -> list[Relationship]:
            return await client.accounts.relationships(id=account_ids)

        try:
            found = await self._remote.patient(relationships)
        except ServerError as error:
            log.info("Whom the reader mutes and blocks: %s", error)
            return
        self._store.put_relationships(found)
        for account_id in account_ids:  # as they stand in the store: the server may not have heard of a wish yet
            relationship = self._store.relationship(account_id)
            if relationship is not None:
                self._server_told.pop(account_id, None)  # said just now, be it the same as ever
                self._follow(relationship)
        self._renew()

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        changed = [entity_id for kind, entity_id in keys if kind == "relationship"]
        for account_id in changed:
            relationship = self._store.relationship(account_id)
            if relationship is not None:
                self._follow(relationship)
        if changed:
            self._renew()

    def _follow(self, relationship: Relationship) -> None:
        self._follow_server(relationship)
        is_told = not all(isinstance(one, msgspec.UnsetType) for one in (relationship.muting, relationship.blocking))
        is_avoided = avoidance(relationship) in ("muted", "blocked")
        _put(self._people, relationship.id, is_avoided if is_told else relationship.id in self._before)
        _put(self._heard, relationship.id, is_avoided and relationship.muting_notifications is False)

    def _follow_server(self, relationship: Relationship) -> None:
        """Each relationship tells of a whole server; most were told before that was blocked by one of them."""
        account, is_blocked = self._store.account(relationship.id), relationship.domain_blocking
        server = server_in(account) if account is not None else ""
        if not server or isinstance(is_blocked, msgspec.UnsetType):
            return
        if self._is_wish(relationship.id):
            self._wished[server] = relationship.id, self._clock.time()
        elif self._server_told.get(relationship.id) == is_blocked or self._is_outdated(server, relationship.id):
            return
        self._server_told[relationship.id] = is_blocked
        _put(self._servers, server, is_blocked)

    def _is_wish(self, account_id: AccountId) -> bool:
        """Whether the server has not heard yet of what is said of the server of somebody."""
        shown, told = self._store.relationship(account_id), self._store.base_relationship(account_id)
        return shown is not None and (told is None or shown.domain_blocking != told.domain_blocking)

    def _is_outdated(self, server: str, account_id: AccountId) -> bool:
        """Whether what is said of a server may be from before it was blocked, or unblocked, by another relationship."""
        by, when = self._wished.get(server, (None, -SECONDS_IN_DOUBT))
        if by == account_id:
            return False
        return (by is not None and self._is_wish(by)) or self._clock.time() - when < SECONDS_IN_DOUBT

    def _renew(self) -> None:
        now, heard = msgspec.msgpack.encode(_Kept(sorted(self._people), sorted(self._servers))), frozenset(self._heard)
        if now != self._last:
            self._persist.keep_meta(META_KEY, now)
        if (now, heard) != (self._last, self._last_heard):
            self._last, self._last_heard = now, heard
            self._signal.emit()


def server_in(account: Account) -> str:
    """The server on which somebody is, in lower case; empty for the reader's own."""
    return account.acct.partition("@")[2].lower()


def _put(members: set[str], member: str, is_in: bool) -> None:
    if is_in:
        members.add(member)
    else:
        members.discard(member)


def _read(kept: bytes | None) -> _Kept:
    try:
        return msgspec.msgpack.decode(kept, type=_Kept) if kept is not None else _Kept()
    except msgspec.DecodeError as error:
        log.info("Who is kept apart is learnt anew: %s", error)
        return _Kept()
