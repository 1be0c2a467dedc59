"""The rows of one list of notifications: groups that grow, each standing in it once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from tootui.cache.batch import CachedTimeline
from tootui.model.happening import Happening
from tootui.model.pages import Gap, Page
from tootui.model.places import Place
from tootui.service.feed_parts import FeedServices
from tootui.service.notification_source import belongs


class ComparedNotifications:
    """Takes in a page that is only compared with what is known: what has grown in it stays as it is.

    What came with that, the list learns when it asks for what is newer: to know one of these alone would hide others.
    """

    def __init__(self, rows: NotificationRows) -> None:
        self._rows = rows
        self.known, self.older, self.newer = rows.known, rows.older, rows.newer

    def page(self, page: Page[Happening]) -> list[str]:
        """See `TakesIn.page`."""
        return self._rows.page(page, grows=False)


class NotificationRows:
    """Takes notifications in and gives what the list keeps of them: the ids of rows.

    A group that has grown moves to the top, but for one that the reader has before their eyes: that one grows where it
    stands.

    Args:
        take_out: takes a row out of the list: its group comes again further up.
        is_in_view: whether the reader has a row before their eyes.
        is_listed: whether a row stands in the list: what was only seen in a page that was compared may not yet.
    """

    def __init__(
        self,
        place: Place,
        services: FeedServices,
        *,
        take_out: Callable[[str], None],
        is_in_view: Callable[[str], bool],
        is_listed: Callable[[str], bool],
    ) -> None:
        self._place = place
        self._services = services
        self._take_out = take_out
        self._is_in_view = is_in_view
        self._is_listed = is_listed
        self.had_unreadable = False
        """Whether the server sent something that could not be read."""
        self.outgrown: set[str] = set()
        """Rows whose groups stood further up in the page that was compared last."""
        self._rows: dict[str, Happening] = {}
        self._row_of: dict[str, str] = {}
        """Rows by the keys of their groups."""
        self._members: dict[str, str] = {}
        """The keys of groups by those of their notifications that are known."""
        self._away: dict[str, Happening] = {}
        """Groups that the reader put away, as they were then: a page that was on its way already still has them."""

    def get(self, row: str) -> Happening | None:
        """What a row is about."""
        return self._rows.get(row)

    def lowest_of(self, row: str) -> str:
        """The oldest known notification of a row; the row's own id where it is not known."""
        happening = self._rows.get(row)
        return happening.lowest_id if happening is not None and happening.lowest_id else row

    def has(self, id: str) -> bool:
        """Whether a notification is part of a row of the list, wherever that stands."""
        row = self._row_of.get(self._members.get(id, ""))
        return row is not None and self._is_listed(row)

    def about(self, status_ids: Iterable[str]) -> list[str]:
        """The rows about some posts."""
        wanted = set(status_ids)
        return [row for row, one in self._rows.items() if one.status_id in wanted]

    def with_people(self, account_ids: Iterable[str]) -> list[str]:
        """The rows in which some people take part."""
        wanted = set(account_ids)
        return [row for row, one in self._rows.items() if any(account.id in wanted for account in one.accounts)]

    def of_group(self, group_key: str) -> str | None:
        """The row of a group."""
        return self._row_of.get(group_key)

    def held(self) -> list[str]:
        """The rows whose groups have grown where they stand, the one that grew last first."""
        rows = [row for row, one in self._rows.items() if one.id != row]
        return sorted(rows, key=lambda row: str(self._rows[row].created_at or ""), reverse=True)

    def place_among(self, rows: Sequence[str | Gap], row: str) -> int | None:
        """Where a row's group belongs among others, newest first; None where that is in a hole, or below it."""
        happening = self._rows[row]
        for at, one in enumerate(rows):
            if isinstance(one, Gap):
                return None
            other = self._rows.get(one)
            if other is not None and not other.is_newer_than(happening):
                return at
        return len(rows)

    def let_go(self, row: str) -> str:
        """Have a row's group stand where it belongs: the row it has from now on."""
        happening = self._rows[row]
        self.forget(row)
        self._add(happening)
        return happening.id

    def forget(self, row: str) -> None:
        """A row is gone."""
        happening = self._rows.pop(row, None)
        if happening is not None:
            self._row_of.pop(happening.group_key, None)
            for id in (row, happening.id, *happening.member_ids):
                self._members.pop(id, None)

    def put_away(self, happening: Happening) -> None:
        """Take in no more what is in this group; what comes to it later is another matter."""
        self._away[happening.group_key] = happening

    def put_back(self, group_key: str) -> None:
        """A group was not put away after all."""
        self._away.pop(group_key, None)

    def _is_away(self, happening: Happening) -> bool:
        away = self._away.get(happening.group_key)
        if away is None or away.member_ids:
            return away is not None and happening.id in away.member_ids
        return happening.id == away.id or not happening.is_newer_than(away)

    def restore(self, happenings: Iterable[Happening]) -> None:
        """Take what the cache kept."""
        for happening in happenings:
            self._add(happening)

    # As `TakesIn`

    def page(self, page: Page[Happening], *, grows: bool = True) -> list[str]:
        """Take a page of the server's; the ids of rows that belong where the page stands. ``grows`` as for `take`."""
        self.outgrown.clear()
        self._services.importer.take_happenings(page)
        self.had_unreadable = self.had_unreadable or bool(page.problems)
        return [row for one in page.items if (row := self.take(one, grows=grows)) is not None]

    def known(self, status_ids: Iterable[str]) -> list[str]:
        """Those that are rows."""
        return [row for row in status_ids if row in self._rows]

    def older(self, below_id: str, limit: int) -> CachedTimeline:
        """Nothing: all that the cache has is there from the beginning."""
        return CachedTimeline()

    def newer(self, above_id: str, limit: int) -> CachedTimeline:
        """Nothing, see `older`."""
        return CachedTimeline()

    def take(self, happening: Happening, *, grows: bool = True) -> str | None:
        """Take one; the row that belongs where it stands, None where that is none.

        Args:
            grows: whether a known group may become another by it.
        """
        if not belongs(happening.type, self._place) or self._is_hidden(happening) or self._is_away(happening):
            return None
        happening = replace(happening, status=None)
        row = self._row_of.get(happening.group_key)
        known = self._rows[row] if row is not None else None
        if row is None or known is None:
            return self._add(happening)
        if happening.id in self._members:
            if happening.id == known.id and not happening.member_ids:
                self._rows[row] = happening  # as the server counts it now
            return row if happening.id == row else None
        has_grown = happening.is_newer_than(known)
        is_counted = not happening.member_ids or not known.member_ids
        if is_counted and not has_grown:  # the server's group as it was once, or what it has counted already
            return None
        if not grows:
            self.outgrown.add(row)
            return None
        grown = known.with_member(happening) if happening.member_ids else happening
        if not has_grown or self._is_in_view(row):
            self._put(row, grown if has_grown else replace(grown, id=known.id, created_at=known.created_at))
            return None
        self._take_out(row)
        return self._add(grown)

    def _add(self, happening: Happening) -> str:
        self._put(happening.id, happening)
        return happening.id

    def _put(self, row: str, happening: Happening) -> None:
        self._rows[row] = happening
        self._row_of[happening.group_key] = row
        for id in (row, happening.id, *happening.member_ids):
            self._members[id] = happening.group_key

    def _is_hidden(self, happening: Happening) -> bool:
        """Whether a filter leaves it out, or its post is gone."""
        if happening.status_id is None:
            return False
        return not self._services.importer.is_shown(happening.status_id, self._place)
