"""Who asks to follow the reader, and what the reader answered: shown at once, taken back where the server refuses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, known
from tootui.model.errors import Missing, ServerError
from tootui.model.events import Event, NotificationArrived
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.service.decisions import Decisions
from tootui.service.feed_parts import FeedServices
from tootui.service.notices import Level
from tootui.service.people import PAGE_SIZE, People, people_of
from tootui.service.relating import MOST_AT_ONCE
from tootui.service.remote import Remote

if TYPE_CHECKING:
    from tootui.api.client import Client

log = logging.getLogger(__name__)

Answer: TypeAlias = Literal["accepted", "rejected", "gone"]
"""What became of a request; ``gone``: it was answered elsewhere, or taken back by who asked."""

ANSWERED: dict[Answer, str] = {
    "accepted": "You let them follow you.",
    "rejected": "You did not let them follow you. They are not told.",
    "gone": "This request is gone: it was taken back, or answered elsewhere.",
}


class FollowRequests(People):
    """The people who ask, newest first, and the answers given in this session; notices tell what came of them.

    Args:
        me: the reader's own account, as far as it is known.
    """

    def __init__(self, remote: Remote, services: FeedServices, me: Callable[[], Account | None]) -> None:
        super().__init__(
            Place.FOLLOW_REQUESTS,
            remote,
            services.store,
            services.tasks,
            services.clock,
            is_guest=services.is_guest,
        )
        self.answers: Decisions[Answer] = Decisions(self._signal.emit)
        """By the ids of those who ask."""
        self._services = services
        self._me = me
        self._hears = False
        self._found: dict[AccountId, Answer] = {}
        """Who has had an answer before this session, or from elsewhere, as the server tells of them."""
        self._asked_about: set[tuple[AccountId, str]] = set()
        self._arrived: list[Account] = []
        """Who was heard to ask: an answer that was on its way already does not know of them."""

    @property
    def count(self) -> int | None:
        """How many wait for an answer, as far as that is known; of a long list, how many of those that were read."""
        if self.state.loaded_once:
            return sum(self.answers.on(one) is None for one in self.ids)
        me = self._me()
        if me is None or me.source is None:
            return None
        return max(me.source.follow_requests_count - len(self.answers), 0)

    def open(self) -> None:
        """Somebody looks: without those who have their answer."""
        for one in self.ids:
            if self.answers.on(one) is not None and not self.answers.is_being_sent(one):
                self.take_out(one)
        if self.state.closed is None:
            self.refresh()  # however lately that was done: it is for what has changed that one comes back

    # Who was answered already

    def answer_to(self, account_id: AccountId) -> Answer | None:
        """The answer somebody has, as far as that is known; None while they wait for one."""
        return self.answers.on(account_id) or self._found.get(account_id)

    def doubt(self, shown: Iterable[tuple[AccountId, str]]) -> None:
        """These who asked are on the screen: find out, once each, who of them was answered in another session.

        Args:
            shown: who asked, and the notification that tells it: somebody may ask again.
        """
        fresh = {one for one in shown if one not in self._asked_about and self.answers.on(one[0]) is None}
        if not fresh:
            return  # as with nearly every line that is scrolled
        asked = sorted({account_id for account_id, _ in fresh}.difference(self.ids))[:MOST_AT_ONCE]
        if asked:
            self._asked_about |= {one for one in fresh if one[0] in asked}
            self._tasks.spawn(self._find_out(asked), "asking who still waits to follow you")

    async def _find_out(self, account_ids: list[AccountId]) -> None:
        async def relationships(client: Client) -> list[Relationship]:
            return await client.accounts.relationships(id=account_ids)

        arrived = len(self._arrived)
        try:
            related = await self._remote.patient(relationships)
            self._store.put_relationships(related)
            found: dict[AccountId, Answer] = {one.id: "accepted" for one in related if _is_let_in(one)}
            doubtful = {one.id for one in related if one.id not in found and not known(one.requested_by, False)}
            if doubtful:
                found |= dict.fromkeys(doubtful - await self._asking(doubtful), "gone")
        except ServerError as error:
            log.info("Who still waits to follow: %s", error)
            return
        anew = {account.id for account in self._arrived[arrived:]}
        for account_id in account_ids:
            self._found.pop(account_id, None)
        self._found |= {one: answer for one, answer in found.items() if one not in self._known | anew}
        self._signal.emit()

    async def _asking(self, account_ids: set[AccountId]) -> set[AccountId]:
        """Who of these is among those who ask, or may be: several servers never say so of one person."""
        page = await self._remote.patient(lambda client: people_of(client, self.place, limit=PAGE_SIZE), lists=True)
        return account_ids if page.older is not None else {account.id for account in page.items}

    # Those who ask just now

    def attend(self, looker: object) -> None:
        """Hear of those who ask from now on, as long as somebody looks."""
        if not self._hears:
            self._hears = True
            self._services.streams.hear(self._heard)
        self._services.streams.accompany(looker)

    def leave(self, looker: object) -> None:
        """They look no more."""
        self._services.streams.leave(looker)

    def _heard(self, event: Event) -> None:
        if isinstance(event, NotificationArrived) and event.notification.type == "follow_request":
            account = event.notification.account
            if account is not None:
                self.arrived(account)

    def why_not(self, account_id: AccountId) -> str | None:
        """Why a request cannot be answered; None if it can."""
        answer = self.answer_to(account_id)
        return ANSWERED[answer] if answer is not None else None

    def accept(self, account: Account) -> None:
        """Let somebody follow; it can be undone for a while."""
        self._begin(account, "accepted")

    def reject(self, account: Account) -> None:
        """Do not let somebody follow. They are not told, and may ask again."""
        self._begin(account, "rejected")

    def arrived(self, account: Account) -> None:
        """Somebody asks just now: they stand on top, where the list is known."""
        if self.answers.is_being_sent(account.id):
            return  # this is what the reader has just answered
        self._arrived.append(account)
        self.answers.forget(account.id)
        self._found.pop(account.id, None)
        self._store.put_accounts([account])
        if self.state.loaded_once:
            self.ids = [account.id, *(one for one in self.ids if one != account.id)]
            self._known.add(account.id)
            self.edition += 1
        self._signal.emit()

    def _begin(self, account: Account, answer: Answer) -> None:
        if self.answer_to(account.id) is None:  # a second press adds nothing
            self.answers.make([account.id], answer)
            self._tasks.spawn(self._send(account, answer), "answering a follow request")

    async def _send(self, account: Account, answer: Answer) -> None:
        try:
            related = await self._remote.call(
                lambda client: (
                    client.follow_requests.authorize(account.id)
                    if answer == "accepted"
                    else client.follow_requests.reject(account.id)
                )
            )
        except ServerError as error:
            self._failed(account, error)
            return
        self._store.put_relationships([related])
        self.answers.settle([account.id], answer)
        self._count_anew()
        if answer == "accepted":
            self._services.notices.post(
                f"@{account.acct} follows you now",
                key=_notice_key(account),
                undo=lambda: self._remove(account),
                undo_label="takes that back",
            )

    def _count_anew(self) -> None:
        """What the reader's account says of them may be an hour old, and hold this answer or not: the list is right."""
        if not self.state.loaded_once and self.state.closed is None:
            self.refresh()

    def _failed(self, account: Account, error: ServerError) -> None:
        if isinstance(error, Missing) and error.may_be_gone:
            self.answers.settle([account.id], "gone")
            self._say(account, f"@{account.acct} does not ask any more: it was taken back, or answered elsewhere.")
        else:
            self.answers.settle([account.id], None)
            certain = "It is not certain that your answer arrived." if error.sent else "Not answered."
            self._say(account, f"{certain} {error}", "error")

    def _remove(self, account: Account) -> None:
        self._tasks.spawn(self._take_back(account), "taking back an answer")

    async def _take_back(self, account: Account) -> None:
        """Who was let in does not follow any more; that does not bring their request back."""
        try:
            related = await self._remote.call(lambda client: client.accounts.remove_from_followers(account.id))
        except ServerError as error:
            self._say(account, f"@{account.acct} still follows you. {error}", "error")
            return
        self._store.put_relationships([related])
        self.answers.settle([account.id], "rejected")
        self._say(account, f"@{account.acct} does not follow you any more.")

    async def _page(self, client: Client, link: str | None) -> Page[Account]:
        self.answers.asked()
        arrived = len(self._arrived)
        page = await super()._page(client, link)
        if link is None:
            listed = {account.id for account in page.items}
            unheard_of = {one.id: one for one in reversed(self._arrived[arrived:]) if one.id not in listed}
            page = Page([*unheard_of.values(), *page.items], page.older, page.newer, page.problems)
        # Who is listed asks, be it again.
        for account in page.items:
            self._found.pop(account.id, None)
        self.answers.listed(account.id for account in page.items)
        return page

    def _say(self, account: Account, words: str, level: Level = "info") -> None:
        self._services.notices.post(words, level, key=_notice_key(account))


def _is_let_in(related: Relationship) -> bool:
    return known(related.followed_by, False) and not known(related.requested_by, False)


def _notice_key(account: Account) -> str:
    return f"request:{account.id}"
