"""From pages to ids: entities into the store, hidden posts left out, unreadable ones reported."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence

from tootui.model.base import StatusId
from tootui.model.happening import Happening
from tootui.model.pages import Page, Problem
from tootui.model.places import Place
from tootui.model.status import Context, Status
from tootui.service.clock import Clock
from tootui.service.filtering import verdict
from tootui.service.notices import Notices
from tootui.store.entities import Store

log = logging.getLogger(__name__)


class Importer:
    """Takes what the server sends into the store.

    Args:
        is_mine: whether a post is the reader's own: filters never hide those.
    """

    def __init__(self, store: Store, notices: Notices, clock: Clock, is_mine: Callable[[Status], bool]) -> None:
        self._store = store
        self._notices = notices
        self._clock = clock
        self._is_mine = is_mine
        self._reported: set[Problem] = set()

    def take_page(self, page: Page[Status], place: Place) -> list[StatusId]:
        """Put a page into the store and give the ids that are shown in this place, in the page's order."""
        self._store.put_statuses(page.items)
        self._report(page.problems)
        return self._shown(page.items, place)

    def take_happenings(self, page: Page[Happening]) -> None:
        """Put people and posts of notifications into the store."""
        self._store.put_accounts(account for one in page.items for account in one.accounts)
        self._store.put_statuses(one.status for one in page.items if one.status is not None)
        self._report(page.problems, "notification")

    def is_shown(self, status_id: StatusId, place: Place) -> bool:
        """Whether a post of the store's may be shown in a place: it is there, and no filter leaves it out."""
        status = self._store.status(status_id)
        return status is not None and bool(self._shown([status], place))

    def take_context(self, context: Context) -> tuple[list[StatusId], list[StatusId]]:
        """Put a thread into the store and give the ids of ancestors and descendants.

        What a filter hides elsewhere is among them: without it the answers to it would hang in the air.
        """
        self._store.put_statuses([*context.ancestors, *context.descendants])
        self._report(context.problems)
        return self._present(context.ancestors), self._present(context.descendants)

    def _present(self, statuses: Iterable[Status]) -> list[StatusId]:
        return [status.id for status in statuses if not self._store.is_deleted(status.id)]

    def _shown(self, statuses: Iterable[Status], place: Place) -> list[StatusId]:
        now = self._clock.now()
        return [
            status.id
            for status in statuses
            if not self._store.is_deleted(status.id)
            and (verdict(status, place, now).action != "hide" or self._is_mine(status))
        ]

    def _report(self, problems: Sequence[Problem], kind: str = "post") -> None:
        """One line for what could not be read; the same post met again by a later poll is not news."""
        fresh = [problem for problem in dict.fromkeys(problems) if problem not in self._reported]
        if not fresh:
            return
        self._reported.update(fresh)
        for problem in fresh:
            log.warning("Could not read %s %s: %s", problem.entity, problem.id, problem.field)
        items = f"1 {kind}" if len(fresh) == 1 else f"{len(fresh)} {kind}s"
        self._notices.post(f"{items} could not be read.", "warning", key="unreadable")
