"""What of a place the reader wants to see: view options, and people kept apart. What is hidden keeps its place and its
holes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from msgspec import Struct

from tootui.model.base import AccountId, StatusId
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.store.timeline import Row
from tootui.text.hashtags import folded


class ViewOptions(Struct, frozen=True):
    """What is left out of one place."""

    hide_boosts: bool = False
    hide_replies: bool = False
    only_media: bool = False


def hidden_words(options: ViewOptions, count: int) -> str:
    """Say how many posts are hidden, and of which kinds these are: ``12 boosts and replies``."""
    kinds = ["boosts"] * options.hide_boosts + ["replies"] * options.hide_replies
    if options.only_media:
        kinds.append("posts without media")
    if count == 1:
        return "1 post"
    return f"{count:,} {', '.join(kinds[:-1])}{' and ' if len(kinds) > 1 else ''}{kinds[-1]}" if kinds else ""


_BOOST, _REPLY, _WITHOUT_MEDIA, _APART, _STRAY = 1, 2, 4, 8, 16
_ALWAYS = _APART | _STRAY
"""Facts that hide a post whatever the options say."""
_WITH_EVERYBODY = ("bookmarks", "favourites")
"""Kinds of places that hold what the reader has put there, whoever wrote it."""


class Sieve:
    """Knows of each post what the options ask about, in one small number, so that none is looked at twice.

    Args:
        is_apart: whether somebody is kept apart.
    """

    def __init__(self, place: Place, is_apart: Callable[[AccountId], bool]) -> None:
        self.options = ViewOptions()
        self._profile = place.profile if place.kind == "account" else None
        self._whose = self._profile.account_id if self._profile is not None else None
        self._is_open_to_all = place.kind in _WITH_EVERYBODY
        self._is_apart = is_apart
        self._facts: dict[StatusId, int] = {}
        self._authors: dict[StatusId, tuple[AccountId, ...]] = {}
        """Whose being kept apart hides a post."""
        self._unwanted = _ALWAYS
        self._hidden: set[StatusId] = set()
        self._sifted: tuple[list[Row], list[Row], int] = ([], [], 0)
        """Rows as they came in and as they went out the last time, and how many posts stayed behind."""

    def set_options(self, options: ViewOptions) -> bool:
        """Take other options; whether they are others."""
        if options == self.options:
            return False
        self.options = options
        self._unwanted = (
            _ALWAYS | _BOOST * options.hide_boosts | _REPLY * options.hide_replies | _WITHOUT_MEDIA * options.only_media
        )
        self._hide_anew()
        return True

    def part(self) -> bool:
        """Others are kept apart now; whether a post that was shown is hidden by that, or the other way."""
        apart = {account_id for authors in self._authors.values() for account_id in authors}
        apart = {account_id for account_id in apart if self._is_apart(account_id)}
        before = self._hidden
        for status_id, authors in self._authors.items():
            facts = self._facts[status_id] & ~_APART
            self._facts[status_id] = facts | _APART * (not apart.isdisjoint(authors))
        self._hide_anew()
        return self._hidden != before

    def _hide_anew(self) -> None:
        self._hidden = {status_id for status_id, facts in self._facts.items() if facts & self._unwanted}
        self._sifted = ([], [], 0)

    def learn(self, statuses: Iterable[Status]) -> bool:
        """Look at posts that come in or have changed; whether one that was shown is hidden now, or the other way."""
        is_other = False
        for status in statuses:
            authors = self._authors[status.id] = self._authors_of(status)
            facts = _facts_of(status) | _APART * any(map(self._is_apart, authors)) | _STRAY * self._is_stray(status)
            if self._facts.get(status.id) == facts:
                continue
            self._facts[status.id] = facts
            if bool(facts & self._unwanted) != (status.id in self._hidden):
                self._hidden ^= {status.id}
                is_other = True
        if is_other:
            self._sifted = ([], [], 0)
        return is_other

    def mark(self, row_id: str, *, is_apart: bool) -> bool:
        """Say of a row that is no post whether it is left out; whether that is another than it was."""
        is_other = (row_id in self._hidden) != is_apart
        self._facts[row_id] = _APART * is_apart
        if is_other:
            self._hidden ^= {row_id}
            self._sifted = ([], [], 0)
        return is_other

    def _authors_of(self, status: Status) -> tuple[AccountId, ...]:
        author, boosted = status.account.id, status.inner.account.id
        if self._is_open_to_all:
            return ()
        if self._whose is not None:
            # Who opens the profile of somebody muted wants to see it.
            return (boosted,) if boosted != self._whose else ()
        return (author,) if author == boosted else (author, boosted)

    def _is_stray(self, status: Status) -> bool:
        """Whether a post is none of this part of a profile: some servers give all, whatever they are asked for."""
        profile = self._profile
        if profile is None:
            return False
        if profile.tag:
            return folded(profile.tag) not in {folded(tag.name) for tag in status.inner.tags}
        if profile.part == "media":
            return not status.inner.media_attachments
        return not profile.part and status.in_reply_to_account_id not in (None, status.account.id)

    def knows(self, status_id: StatusId) -> bool:
        """Whether a post was looked at."""
        return status_id in self._facts

    def forget(self, status_id: StatusId) -> None:
        """A post is gone."""
        self._facts.pop(status_id, None)
        self._authors.pop(status_id, None)
        self._hidden.discard(status_id)

    @property
    def hidden(self) -> AbstractSet[StatusId]:
        """The posts that are not shown, among all that were looked at."""
        return self._hidden

    def hides(self, row: Row) -> bool:
        """Whether a row is not shown."""
        return row in self._hidden

    def sift(self, rows: list[Row]) -> list[Row]:
        """The rows that are shown; the same list for the same rows. Holes with nothing shown between them are one."""
        return self._sift(rows)[0]

    def hidden_count(self, rows: list[Row]) -> int:
        """How many posts among the rows the options hide; others are not spoken of."""
        return self._sift(rows)[1]

    def _sift(self, rows: list[Row]) -> tuple[list[Row], int]:
        if not self._hidden:
            return rows, 0
        if rows is not self._sifted[0]:
            shown = [row for row in rows if row not in self._hidden]
            options = self._unwanted & ~_ALWAYS
            hidden = (self._facts[row] for row in rows if row in self._hidden and isinstance(row, str))
            hidden_count = sum(bool(facts & options) and not facts & _ALWAYS for facts in hidden)
            if any(isinstance(row, Gap) for row in shown):
                shown = _without_repeated_gaps(shown)
            self._sifted = (rows, shown, hidden_count)
        return self._sifted[1:]


def _facts_of(status: Status) -> int:
    is_reply = status.in_reply_to_id is not None and status.in_reply_to_account_id != status.account.id
    return (
        _BOOST * (status.reblog is not None) | _REPLY * is_reply | _WITHOUT_MEDIA * (not status.inner.media_attachments)
    )


def _without_repeated_gaps(rows: list[Row]) -> list[Row]:
    return [
        row for at, row in enumerate(rows) if not (isinstance(row, Gap) and at > 0 and isinstance(rows[at - 1], Gap))
    ]
