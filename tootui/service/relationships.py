"""How the reader relates to people: found out where it is needed, asked again where an answer may be too old."""

from __future__ import annotations

import logging
from collections.abc import Callable

from tootui.model.account import Relationship
from tootui.model.base import AccountId
from tootui.model.errors import Missing, ServerError
from tootui.service.clock import SECONDS_IN_DOUBT, Clock
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.store.entities import Store

log = logging.getLogger(__name__)


class Relationships:
    """Has the store learn them, one person at a time.

    Args:
        cached: finds on disk how the reader related to somebody when last asked.
    """

    def __init__(
        self,
        store: Store,
        remote: Remote,
        notices: Notices,
        tasks: Tasks,
        clock: Clock,
        cached: Callable[[list[AccountId]], list[Relationship]],
    ) -> None:
        self._store = store
        self._remote = remote
        self._notices = notices
        self._tasks = tasks
        self._clock = clock
        self._cached = cached
        self._asking: dict[AccountId, list[tuple[Callable[[], None], bool]]] = {}

    def of(self, account_id: AccountId) -> Relationship | None:
        """How the reader relates to somebody, None where that is not known."""
        return self._store.relationship(account_id)

    def name_of(self, account_id: AccountId) -> str:
        """What to call somebody in a sentence."""
        account = self._store.account(account_id)
        return f"@{account.acct}" if account is not None and account.acct else "This account"

    def find_out(self, account_id: AccountId, then: Callable[[], None] | None, *, in_any_case: bool) -> None:
        """Ask where it is not known, and go on; where that cannot be had it is said.

        Args:
            then: what to do when it is known.
            in_any_case: do it also where it cannot be known just now.
        """
        if self.of(account_id) is not None:
            if then is not None:
                then()
            return
        is_asking = account_id in self._asking
        waiting = self._asking.setdefault(account_id, [])
        if then is not None:
            waiting.append((then, in_any_case))
        if not is_asking:
            self._tasks.spawn(self._find_out(account_id), "asking how you relate to somebody")

    async def _find_out(self, account_id: AccountId) -> None:
        try:
            found = await self._remote.call(lambda client: client.accounts.relationships(id=[account_id]))
        except ServerError as error:
            log.info("How the reader relates to somebody: %s", error)
            # What another answer has told meanwhile is newer than the disk.
            found, reason = [] if self.of(account_id) is not None else self._cached([account_id]), str(error)
            if isinstance(error, Missing) and not found:
                found = [Relationship(id=account_id)]  # this server never tells
        else:
            reason = "The server does not tell."
        self._store.put_relationships(found)
        waiting = self._asking.pop(account_id, [])
        is_known = self.of(account_id) is not None
        for then, in_any_case in waiting:
            if is_known or in_any_case:
                then()
        if not is_known and not all(in_any_case for _then, in_any_case in waiting):
            self._notices.post(
                f"It is not known how you and {self.name_of(account_id)} relate, so nothing was done. {reason}",
                "warning",
                key="why-not",
            )

    def look_when_over(self, account_id: AccountId, seconds: int) -> None:
        """Something that ends by itself ends in so many seconds: ask then."""
        self._tasks.spawn(self._look_when_over(account_id, seconds), "looking whether a mute is over")

    async def _look_when_over(self, account_id: AccountId, seconds: int) -> None:
        await self._clock.sleep(seconds + SECONDS_IN_DOUBT)
        await self._ask_again(account_id)

    async def _ask_again(self, account_id: AccountId) -> None:
        try:
            found = await self._remote.call(lambda client: client.accounts.relationships(id=[account_id]))
        except ServerError as error:
            log.info("How the reader relates to somebody: %s", error)
        else:
            self._store.put_relationships(found)
