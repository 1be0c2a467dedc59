"""Whom the reader shuts out: muted people, blocked people, blocked servers. Each can be let in again in its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec.structs import replace

from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, Moment, known
from tootui.model.errors import ServerError
from tootui.model.pages import Page
from tootui.model.people import MutedAccount
from tootui.model.places import Place
from tootui.service.decisions import Decisions
from tootui.service.feed_parts import FeedServices
from tootui.service.listed import Listed
from tootui.service.people import People
from tootui.service.remote import Remote

if TYPE_CHECKING:
    from tootui.api.client import Client

PAGE_SIZE = 80

Lifted: TypeAlias = Literal["lifted"]


class ShutOutPeople(People):
    """Muted or blocked people. Whether somebody still is, their relationship tells: a wish shows in it at once.

    Args:
        place: `Place.MUTES` or `Place.BLOCKS`.
    """

    def __init__(self, place: Place, remote: Remote, services: FeedServices) -> None:
        super().__init__(place, remote, services.store, services.tasks, services.clock, is_guest=services.is_guest)
        self._flag = "muting" if place == Place.MUTES else "blocking"
        self._ends: dict[AccountId, Moment] = {}

    def open(self) -> None:
        """Somebody looks: without those who were let in again."""
        for one in self.ids:
            if not self.is_shut_out(one):
                self.take_out(one)
        if self.state.closed is None:
            self.refresh()  # however lately that was done: it is for what has changed that one comes back

    def ends_at(self, account_id: AccountId) -> Moment | None:
        """When a mute ends; None where it does not."""
        return self._ends.get(account_id)

    def is_over(self, account_id: AccountId) -> bool:
        """Whether a mute has ended by itself since the list was read."""
        ends_at = self.ends_at(account_id)
        return ends_at is not None and ends_at <= self._clock.now()

    def presume(self, account_id: AccountId) -> None:
        """Where nothing is known of how the reader and somebody relate, what the list says of them has to do."""
        if self._store.relationship(account_id) is None:
            self._store.put_relationships([replace(Relationship(id=account_id), **{self._flag: True})])

    def is_shut_out(self, account_id: AccountId) -> bool:
        """Whether somebody still is, as the reader wishes it; what is not told yet is as the list says."""
        related = self._store.relationship(account_id)
        return related is None or known(getattr(related, self._flag), True)

    async def _page(self, client: Client, link: str | None) -> Page[Account]:
        page = await (client.follow_link(link, MutedAccount) if link is not None else super()._page(client, link))
        for one in page.items:
            if isinstance(one, MutedAccount) and one.mute_expires_at is not None:
                self._ends[one.id] = one.mute_expires_at
        self._believe(page.items)
        return Page(list[Account](page.items), page.older, page.newer, page.problems)

    def _believe(self, people: Iterable[Account]) -> None:
        """The list is right where what is kept of somebody from another day says otherwise."""
        related = [self._store.base_relationship(one.id) for one in people]
        self._store.put_relationships(
            replace(one, **{self._flag: True}) for one in related if one is not None and not getattr(one, self._flag)
        )


class BlockedServers(Listed[str]):
    """Servers of which the reader sees nothing."""

    def __init__(self, remote: Remote, services: FeedServices) -> None:
        super().__init__(
            Place.DOMAIN_BLOCKS,
            str,
            lambda client: client.domain_blocks.list(limit=PAGE_SIZE),
            lambda domain: domain,
            remote,
            services,
        )
        self.lifted: Decisions[Lifted] = Decisions(self._signal.emit)
        """By their names."""

    def toggle(self, domain: str) -> None:
        """See a server again, or, where that was just done, block it as before."""
        if self.lifted.is_being_sent(domain):
            self._services.notices.post("A moment: the server has not answered yet.", key=f"domain:{domain}")
            return
        before = self.lifted.on(domain)
        after: Lifted | None = None if before else "lifted"
        self.lifted.make([domain], after)
        self._services.apart.note_server(domain, is_blocked=after is None)
        self._services.tasks.spawn(self._send(domain, before, after), "changing a block of a server")

    async def _send(self, domain: str, before: Lifted | None, after: Lifted | None) -> None:
        try:
            await self._remote.call(
                lambda client: (
                    client.domain_blocks.remove(domain=domain) if after else client.domain_blocks.add(domain=domain)
                )
            )
        except ServerError as error:
            self.lifted.settle([domain], before)
            self._services.apart.note_server(domain, is_blocked=before is None)
            certain = "It is not certain that this was changed." if error.sent else "Not changed."
            self._services.notices.post(f"{certain} {error}", "error", key=f"domain:{domain}")
            return
        self.lifted.settle([domain], after)
        self._services.notices.post(
            f"You see {domain} again" if after else f"{domain} is blocked again",
            key=f"domain:{domain}",
            undo=lambda: self.toggle(domain),
            undo_label="blocks it again" if after else "lifts that",
        )

    async def _first(self, client: Client) -> Page[str]:
        self.lifted.asked()
        return await super()._first(client)

    async def _load(self, *, told: bool = False) -> None:
        await super()._load(told=told)
        if self.state.error is None:
            self.lifted.listed(self.items)
