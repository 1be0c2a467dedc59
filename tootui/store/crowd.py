"""People who are in memory for lists and profiles, whether or not a post there shows them: so many, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol
from weakref import WeakSet

from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.store.recency import Recency

FetchPeople = Callable[[Iterable[AccountId]], Iterable[Account]]

_GROWTH = 1.1
"""Where lists hold more than there is room for, it is looked again when so much has been added."""


class HoldsPeople(Protocol):
    """A list of people that somebody may look at."""

    @property
    def ids(self) -> Sequence[AccountId]:
        """Who is on it."""


class Crowd:
    """Knows who was used lately, who stands in a list, and who is away and can be fetched.

    Args:
        fetch: reads people from where everybody is kept; None where nobody may be dropped.
        take: takes somebody who was fetched into memory again.
        drop: drops somebody, if nothing in memory needs them; whether that is so.
    """

    def __init__(
        self, fetch: FetchPeople | None, take: Callable[[Account], None], drop: Callable[[AccountId], bool]
    ) -> None:
        self._fetch = fetch
        self._take = take
        self._drop = drop
        self._away: set[AccountId] = set()
        self._recency = Recency()
        self._lists: WeakSet[HoldsPeople] = WeakSet()
        self._held = 0
        """How many were left the last time, where that was more than there is room for."""

    def hold(self, people: HoldsPeople) -> None:
        """Keep whoever is on a list, as long as there is that list."""
        self._lists.add(people)

    def add(self, account_id: AccountId) -> None:
        """Somebody came by themselves, not with a post."""
        self._recency.use(account_id)

    def look_at(self, account_id: AccountId) -> None:
        """Somebody is looked at: whoever is away comes back."""
        if account_id in self._away:
            self.call_back(account_id)
        elif account_id in self._recency:
            self._recency.use(account_id)

    def call_back(self, account_id: AccountId) -> None:
        """Have somebody in memory again who was only away."""
        if account_id in self._away and self._fetch is not None:
            self._away.discard(account_id)
            for account in self._fetch([account_id]):
                self._take(account)
                self._recency.use(account_id)

    def left_by_post(self, account_id: AccountId) -> None:
        """A post was dropped that showed somebody: they go with it, unless they came for themselves as well."""
        if account_id not in self._recency and self._drop(account_id):
            self._goes(account_id)

    def trim(self, most: int) -> None:
        """Drop those used longest ago whom nothing needs, until ``most`` are left."""
        if self._fetch is None or len(self._recency) <= max(most, self._held * _GROWTH):
            return
        listed = {account_id for people in self._lists for account_id in people.ids}
        for account_id in self._recency.longest_unused():
            if len(self._recency) <= most:
                break
            if account_id not in listed and self._drop(account_id):
                self._goes(account_id)
            else:
                self._recency.use(account_id)
        self._held = len(self._recency) if len(self._recency) > most else 0

    def _goes(self, account_id: AccountId) -> None:
        self._recency.forget(account_id)
        if self._fetch is not None:
            self._away.add(account_id)
