"""View options: what of a place the reader wants to see. What is hidden keeps its place and its holes."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from msgspec import Struct

from tootui.model.base import StatusId
from tootui.model.pages import Gap
from tootui.model.status import Status
from tootui.store.timeline import Row


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


_BOOST, _REPLY, _WITHOUT_MEDIA = 1, 2, 4


class Sieve:
    """Knows of each post what the options ask about, in one small number, so that none is looked at twice."""

    def __init__(self) -> None:
        self.options = ViewOptions()
        self._facts: dict[StatusId, int] = {}
        self._unwanted = 0
        self._hidden: set[StatusId] = set()
        self._sifted: tuple[list[Row], list[Row], int] = ([], [], 0)
        """Rows as they came in and as they went out the last time, and how many posts stayed behind."""

    def set_options(self, options: ViewOptions) -> bool:
        """Take other options; whether they are others."""
        if options == self.options:
            return False
        self.options = options
        self._unwanted = (
            _BOOST * options.hide_boosts | _REPLY * options.hide_replies | _WITHOUT_MEDIA * options.only_media
        )
        self._hidden = {status_id for status_id, facts in self._facts.items() if facts & self._unwanted}
        self._sifted = ([], [], 0)
        return True

    def learn(self, statuses: Iterable[Status]) -> bool:
        """Look at posts that come in or have changed; whether one that was shown is hidden now, or the other way."""
        is_other = False
        for status in statuses:
            facts = _facts_of(status)
            if self._facts.get(status.id) == facts:
                continue
            self._facts[status.id] = facts
            if bool(facts & self._unwanted) != (status.id in self._hidden):
                self._hidden ^= {status.id}
                is_other = True
        if is_other:
            self._sifted = ([], [], 0)
        return is_other

    def knows(self, status_id: StatusId) -> bool:
        """Whether a post was looked at."""
        return status_id in self._facts

    def forget(self, status_id: StatusId) -> None:
        """A post is gone."""
        self._facts.pop(status_id, None)
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
        """How many posts among the rows are not shown."""
        return self._sift(rows)[1]

    def _sift(self, rows: list[Row]) -> tuple[list[Row], int]:
        if not self._hidden:
            return rows, 0
        if rows is not self._sifted[0]:
            shown = [row for row in rows if row not in self._hidden]
            hidden_count = len(rows) - len(shown)
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
