"""What is much talked about: tags, posts and links, counted from what the world says."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zlib import crc32

from tootui.demo.clock import parse_iso
from tootui.demo.entities import Account, JsonObject, Status
from tootui.demo.origin import ORIGIN
from tootui.demo.state import State
from tootui.demo.visibility import is_in_public_timeline
from tootui.demo.wire import Wire

DAYS = 7


@dataclass
class _Talk:
    """One thing that is talked about: who did so on which of the last days, newest first."""

    uses: list[int] = field(default_factory=lambda: [0] * DAYS)
    people: list[set[str]] = field(default_factory=lambda: [set() for _ in range(DAYS)])
    card: JsonObject | None = None
    total: int = 0


class Trends:
    """Reads them from the public posts, and counts again only when something changed."""

    def __init__(self, state: State, wire: Wire) -> None:
        self._state = state
        self._wire = wire
        self._tags: dict[str, _Talk] | None = None
        self._links: dict[str, _Talk] | None = None
        self._day: datetime | None = None
        state.listeners.append(self._forget)

    def _forget(self) -> None:
        self._tags = self._links = None

    def tag(self, name: str, viewer: Account | None) -> JsonObject:
        """Tag, known or not."""
        found = self._counted()[0].get(name)
        written: JsonObject = {
            "id": str(crc32(name.encode())),
            "name": name,
            "url": f"{ORIGIN}/tags/{name}",
            "history": self._history(found or _Talk(), name),
        }
        if viewer:
            written |= {
                "following": (viewer.id, name) in self._state.followed_tags,
                "featuring": name in self._state.featured_tags.get(viewer.id, []),
            }
        return written

    def tags(self) -> list[str]:
        """The strongest first."""
        tags = self._counted()[0]
        return sorted(tags, key=lambda name: (-len(set().union(*tags[name].people)), -tags[name].total, name))

    def links(self) -> list[JsonObject]:
        """TrendsLink, the strongest first."""
        links = self._counted()[1]
        ordered = sorted(links, key=lambda url: (-links[url].total, url))
        return [
            {**self._wire.card(links[url].card or {}), "history": self._history(links[url], url)} for url in ordered
        ]

    def statuses(self) -> list[Status]:
        """Public posts of the last week by how much they were boosted and liked."""
        since = self._state.clock.now() - timedelta(days=DAYS)
        recent = (one for one in self._state.order[::-1] if one.raw is None and is_in_public_timeline(one))
        strong = [one for one in recent if parse_iso(one.created_at) > since and _strength(one) >= _LEAST]
        return sorted(strong, key=lambda one: (-_strength(one), one.number))

    def _counted(self) -> tuple[dict[str, _Talk], dict[str, _Talk]]:
        today = self._state.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        if self._tags is None or self._links is None or self._day != today:
            self._day = today
            self._tags = self._count(today, lambda status: status.tags)
            self._links = self._count(today, lambda status: [str(status.card["url"])] if status.card else [])
        return self._tags, self._links

    def _count(self, today: datetime, names: Callable[[Status], list[str]]) -> dict[str, _Talk]:
        talks: dict[str, _Talk] = defaultdict(_Talk)
        for status in self._state.order:
            if status.visibility != "public" or not (used := names(status)):
                continue
            age = (today - parse_iso(status.created_at).replace(hour=0, minute=0, second=0, microsecond=0)).days
            for name in used:
                talk = talks[name]
                talk.total += 1
                talk.card = status.card or talk.card
                if 0 <= age < DAYS:
                    talk.uses[age] += 1
                    talk.people[age].add(status.account_id)
        return {name: talk for name, talk in talks.items() if any(talk.uses)}

    def _history(self, talk: _Talk, name: str) -> list[JsonObject]:
        """The last days, newest first; people elsewhere talk, too, the more the more it is talked about here."""
        today = self._state.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        noise = crc32(name.encode())
        history: list[JsonObject] = []
        for age in range(DAYS):
            elsewhere = talk.total * ((noise >> 3 * age) % 8)
            uses, people = talk.uses[age] + elsewhere, len(talk.people[age]) + elsewhere * 2 // 3
            day = int((today - timedelta(days=age)).timestamp())
            history.append({"day": str(day), "uses": str(uses), "accounts": str(people)})
        return history


_LEAST = 10
"""Fewer boosts and likes make no trend."""


def _strength(status: Status) -> int:
    likes = status.favourites_elsewhere + len(status.favourited_by)
    return likes + 2 * (status.reblogs_elsewhere + len(status.reblogged_by))
