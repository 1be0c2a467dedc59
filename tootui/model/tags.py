"""Hashtags as things of their own: how much they are used, whether the reader follows or features them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import UNSET, UnsetType

from tootui.model.base import Count, Entity, number_in

LATELY_DAYS = 2
"""Usage is told for today and yesterday: a day that has just begun says little."""


class Usage(Entity, frozen=True, kw_only=True):
    """How much something was used on one day; Mastodon writes all three as texts, ``day`` in UNIX seconds."""

    day: Count
    uses: Count = 0
    accounts: Count = 0

    @property
    def began_at(self) -> datetime:
        """When that day began."""
        return datetime.fromtimestamp(min(number_in(self.day), 253_402_300_799), UTC)

    @property
    def uses_count(self) -> int:
        """How often it was used."""
        return number_in(self.uses)

    @property
    def accounts_count(self) -> int:
        """By how many people."""
        return number_in(self.accounts)


def people_in(history: Sequence[Usage]) -> int:
    """By how many people something was used lately; who did so on both days counts twice, as servers count."""
    return sum(day.accounts_count for day in history[:LATELY_DAYS])


class Tag(Entity, frozen=True, kw_only=True):
    """A hashtag, without its ``#``; ``history`` has the newest day first. Small servers know neither id nor history."""

    name: str
    id: str | None = None
    url: str = ""
    history: list[Usage] = []
    following: bool | UnsetType = UNSET
    featuring: bool | UnsetType = UNSET


class FeaturedTag(Entity, frozen=True, kw_only=True):
    """A hashtag that somebody shows on their profile. Its id is its own, not the hashtag's."""

    id: str
    name: str = ""
    url: str = ""
    statuses_count: Count = 0
    last_status_at: str | None = None

    @property
    def posts_count(self) -> int:
        """How many posts of that account carry it."""
        return number_in(self.statuses_count)
