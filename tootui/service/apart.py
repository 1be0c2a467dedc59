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
from tootui.service.clock import Clock
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
        self._last = msgspec.msgpack.encode(before)
        self._asked_at: dict[AccountId, float] = {}
        self._signal = Signal()
        store.observe(self._entities_changed)

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when somebody was put apart, or comes back; the result stops that."""
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
        account = self._store.account(relationship.id)
        server = server_in(account) if account is not None else ""
        if server and not isinstance(relationship.domain_blocking, msgspec.UnsetType):
            _put(self._servers, server, relationship.domain_blocking)
        is_told = not all(isinstance(one, msgspec.UnsetType) for one in (relationship.muting, relationship.blocking))
        is_avoided = avoidance(relationship) in ("muted", "blocked")
        _put(self._people, relationship.id, is_avoided if is_told else relationship.id in self._before)

    def _renew(self) -> None:
        now = msgspec.msgpack.encode(_Kept(sorted(self._people), sorted(self._servers)))
        if now != self._last:
            self._last = now
            self._persist.keep_meta(META_KEY, now)
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
