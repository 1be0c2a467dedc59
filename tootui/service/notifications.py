"""What happened to the reader: a place whose rows are groups of notifications."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection

from msgspec.structs import replace

from tootui.model.base import AccountId, EntityKey, StatusId, known
from tootui.model.errors import ServerError
from tootui.model.events import Event, FiltersChanged, NotificationArrived, NotificationsMerged
from tootui.model.happening import Happening, from_notification
from tootui.model.pages import Gap, Page
from tootui.model.places import Place
from tootui.service.avoidance import avoidance
from tootui.service.feed_parts import FeedServices
from tootui.service.feeds import Feed
from tootui.service.newer import NewerPosts
from tootui.service.notification_rows import ComparedNotifications, NotificationRows
from tootui.service.notification_source import NotificationSource
from tootui.service.older import OlderPosts
from tootui.service.read_marker import ReadMarker
from tootui.service.remote import Remote
from tootui.service.second_look import MOST_PAGES

log = logging.getLogger(__name__)

MOST_KEPT = 400
"""So many of the newest rows are kept on disk."""

SeesRows = Callable[[], Collection[object]]
"""Gives the rows somebody has before their eyes."""


class _NewerNotifications(NewerPosts[Happening]):
    """Knows each notification within a group."""

    rows: NotificationRows

    def is_known(self, status_id: str) -> bool:
        """See `NewerPosts.is_known`."""
        return super().is_known(status_id) or self.rows.has(status_id)


class NotificationFeed(Feed):
    """The notifications of one place: all, or a part of them. Rows are named by the newest notification in them.

    A group that grows moves to the top, where it is new like all that comes; one that the reader has before their eyes
    grows where it stands, and moves when they go to the top themselves.

    Args:
        marker: how far they were read, shared with other clients; None for a part of them.
    """

    def __init__(
        self,
        place: Place,
        remote: Remote,
        services: FeedServices,
        *,
        poll_seconds: float,
        page_size: int,
        marker: ReadMarker | None = None,
    ) -> None:
        super().__init__(place, services, poll_seconds=poll_seconds, marker=marker)
        self._eyes: list[SeesRows] = []
        self._groups = NotificationRows(
            place,
            services,
            take_out=self._take_out,
            is_in_view=lambda row: any(row in eyes() for eyes in self._eyes),
            is_listed=self.timeline.__contains__,
        )
        self._source = source = NotificationSource(place, remote, services.instance, page_size, self._groups.lowest_of)
        older = OlderPosts(place, self.timeline, source, self._groups, services)
        newer = _NewerNotifications(place, self.timeline, source, self._groups, older, services)
        newer.rows = self._groups
        self._use(source, self._groups, newer, older, compared=ComparedNotifications(self._groups))
        self._is_followed = False
        self.is_told = False
        """Whether all that happens is told from here on."""
        self._told: list[Happening] = []
        """What was told while it was not known yet what came before, the oldest first."""
        self._is_hearing = False
        services.apart.observe(self._apart_changed)

    @property
    def is_open(self) -> bool:
        """Whether somebody looks at it, so that it knows what comes."""
        return self._is_followed and self.state.loaded_once

    @property
    def is_grouped(self) -> bool:
        """Whether the server makes the groups."""
        return self._source.groups

    @property
    def had_unreadable(self) -> bool:
        """Whether the server sent something that could not be read."""
        return self._groups.had_unreadable

    def happening(self, row: object) -> Happening | None:
        """What a row is about, without those of whom the reader wants to hear nothing where others take part."""
        happening = self._groups.get(row) if isinstance(row, str) else None
        if happening is None or self.place.kind != "notifications":
            return happening
        heard = [account for account in happening.accounts if not self._is_silenced(account.id)]
        silent = len(happening.accounts) - len(heard)
        if not silent or not heard:
            return happening
        return replace(happening, accounts=heard, count=max(happening.count - silent, len(heard)))

    def rows_about(self, keys: Collection[EntityKey]) -> list[str]:
        """The rows that show one of these posts or people."""
        statuses = [id for kind, id in keys if kind == "status"]
        people = [id for kind, id in keys if kind == "account"]
        return [*self._groups.about(statuses), *(self._groups.with_people(people) if people else [])]

    # What is kept

    def restore(self) -> None:
        """See `Feed.restore`."""
        cache, store = self._services.cache, self._services.store
        kept = cache.read_notifications(str(self.place))
        if not kept.rows:
            return
        store.restore_statuses(kept.statuses)
        happenings = [row for row in kept.rows if isinstance(row, Happening)]
        people = {account.id: account for one in happenings for account in one.accounts}
        store.put_accounts(one for one in people.values() if store.account(one.id) is None)
        self._groups.restore(happenings)
        rows = [row.id if isinstance(row, Happening) else row for row in kept.rows]
        self._begin_with(rows, cache.read_reading(str(self.place)), at_end=False)

    def kept_rows(self) -> list[Happening | Gap]:
        """The newest rows, as they may be kept."""
        kept: list[Happening | Gap] = []
        for row in self.timeline.rows[:MOST_KEPT]:
            happening = row if isinstance(row, Gap) else self._groups.get(row)
            if happening is not None:
                kept.append(happening)
        return kept

    def _keep_rows(self) -> None:
        self._services.persist.notifications_changed(self)

    # Following them

    def _follow(self) -> None:
        self._is_followed = True
        super()._follow()
        if not self._is_hearing:
            self._is_hearing = True
            self._services.streams.hear(self._hear)

    def _follow_no_longer(self) -> None:
        self._is_followed = self.is_told = False
        self._told.clear()
        super()._follow_no_longer()
        self.settle()

    def _hear(self, event: Event) -> None:
        match event:
            case NotificationArrived(notification=notification):
                if self._is_followed and self.place.kind == "notifications":
                    self._told.append(from_notification(notification))
                    if self.is_told:
                        self.arrive([])
            case NotificationsMerged():
                self.look_again()
            case FiltersChanged():
                self.look_again(pages=MOST_PAGES)

    def arrive(self, status_ids: list[StatusId]) -> None:
        """What was told so far is to be taken in: all that came before is known."""
        self.is_told = True
        told, self._told = self._told, []
        before = self.timeline.rows
        for one in told:
            self._services.importer.take_happenings(Page([one]))
            row = self._groups.take(one) if not self._groups.has(one.id) else None
            if row is not None:
                self._newer.arrive([row])
        if told and self.timeline.rows is before:  # something grew where it stands
            self._keep_rows()
            self._signal.emit()

    def told_no_longer(self) -> None:
        """See `Feed.told_no_longer`."""
        self.is_told = False
        super().told_no_longer()

    async def poll(self) -> None:
        """See `Feed.poll`."""
        if not len(self.timeline) and self._marker is not None and self.state.closed is None:
            await self._marker.look()
        await super().poll()

    async def tell_read(self) -> None:
        """Have the server know what was read in the last session, though that may have been killed."""
        if self._marker is not None and self._services.cache.read_meta(self._seen_key) is not None:
            await self._marker.catch_up()

    def _seen_before(self) -> str | None:
        """Where they were read to elsewhere."""
        theirs = self._marker.theirs if self._marker is not None else None
        ids = self.timeline.ids()
        if theirs is None or theirs in ids or not all(id.isdigit() for id in (theirs, *ids)):
            return theirs if theirs in ids else self.timeline.newest_id
        # Numbers of one server can be compared: the marker may name one within a group.
        return next((id for id in ids if (len(id), id) <= (len(theirs), theirs)), self.timeline.oldest_id)

    async def refresh(self) -> None:
        """See `Feed.refresh`."""
        self.settle()
        await super().refresh()

    def look_again(self, *, pages: int = 1) -> None:
        """Filters, or whose notifications are let through, are others now: so many pages of them are asked again."""
        if self._is_followed:
            self._services.tasks.spawn(self._look(pages), "looking for changes")

    async def _look(self, pages: int) -> None:
        try:
            await self.poll()
            await self._second_look.look(most_pages=pages, in_any_case=True)
        except ServerError as error:
            log.info("Looking for changes: %s", error)
        importer = self._services.importer
        for row in self.timeline.ids():
            happening = self._groups.get(row)
            status_id = happening.status_id if happening is not None else None
            if status_id is not None and not importer.is_shown(status_id, self.place):
                self._remove(row)

    # What stands before the reader's eyes

    def watch(self, eyes: SeesRows) -> Callable[[], None]:
        """Leave in their place the rows that somebody sees; the result stops that."""
        self._eyes.append(eyes)
        return lambda: self._eyes.remove(eyes) if eyes in self._eyes else None

    def settle(self) -> None:
        """Have what grew where it stood stand where it belongs: further up. What was seen stays seen."""
        held = self._groups.held()
        if not held:
            return
        was_all_seen = not self.new_count
        for row in reversed(held):
            others = [one for one in self.timeline.rows if one != row]
            at = self._groups.place_among(others, row)
            if at is not None:
                self._take_out_of_timeline(row)
                self.timeline.start([*others[:at], self._groups.let_go(row), *others[at:]], at_end=self.timeline.at_end)
        if was_all_seen and self.timeline.newest_id is not None:
            self.mark_seen(self.timeline.newest_id)

    # Putting away

    def put_away(self, group: Happening) -> Callable[[], None]:
        """Show a group no more; what is given back has it stand again where it stood."""
        group_key = group.group_key
        row = self._groups.of_group(group_key)
        happening = self._groups.get(row) if row is not None else None
        self._groups.put_away(group)
        if row is None or happening is None:
            return lambda: self._groups.put_back(group_key)
        rows = self.timeline.rows
        below = rows[rows.index(row) + 1 :]
        self._take_out(row)

        def put_back() -> None:
            self._groups.put_back(group_key)
            if self._groups.of_group(group_key) is None:
                self._groups.restore([happening])
                now = self.timeline.rows
                at = next((now.index(other) for other in below if other in now), len(now))
                self.timeline.start([*now[:at], happening.id, *now[at:]], at_end=self.timeline.at_end)

        return put_back

    def put_all_away(self) -> None:
        """Show nothing any more: all were cleared away."""
        for row in self.timeline.ids():
            happening = self._groups.get(row)
            if happening is not None:
                self._groups.put_away(happening)
            self._groups.forget(row)
        self.timeline.start([], at_end=True)

    # What changed

    def _rows_changed(self) -> None:
        for row in self.timeline.ids():
            if not self._sieve.knows(row):
                self._sieve.mark(row, is_apart=self._is_apart(row))
        super()._rows_changed()

    def _apart_changed(self) -> None:
        """Somebody was muted or blocked, or is so no longer."""
        changed = [row for row in self.timeline.ids() if self._sieve.mark(row, is_apart=self._is_apart(row))]
        if changed:
            self._newness.recount()
        self._signal.emit()  # rows with others in them stay, without their names

    def _is_apart(self, row: str) -> bool:
        """Whether only people take part in a row of whom the reader wants to hear nothing."""
        happening = self._groups.get(row)
        people = happening.accounts if happening is not None else []
        return bool(people) and all(self._is_silenced(account.id) for account in people)

    def _is_silenced(self, account_id: AccountId) -> bool:
        if not self._services.apart.holds(account_id):
            return False
        relationship = self._services.store.relationship(account_id)
        if relationship is None or avoidance(relationship) != "muted":
            return True
        return known(relationship.muting_notifications, True)

    def drop(self, status_id: StatusId) -> None:
        """A post is gone, and what happened around it with it."""
        for row in self._groups.about([status_id]):
            self._remove(row)

    def _remove(self, row: str) -> None:
        """See `Feed._remove`. A group that has grown is not gone because its row would have another name."""
        happening = self._groups.get(row)
        if happening is None or (happening.id == row and row not in self._groups.outgrown):
            self._take_out(row)

    def _take_out(self, row: str) -> None:
        self._groups.forget(row)
        self._take_out_of_timeline(row)

    def _take_out_of_timeline(self, row: str) -> None:
        ids = self.timeline.ids()
        below = ids[ids.index(row) + 1 :][:1] if row in self.timeline else []
        if self._marker is not None and below:
            self._marker.moves(row, below[0])
        super()._remove(row)
