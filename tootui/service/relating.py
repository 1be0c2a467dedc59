"""How the reader relates to the people in view, asked for together and once each."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from tootui.model.account import Relationship
from tootui.model.base import AccountId
from tootui.model.errors import ServerError
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.api.client import Client

log = logging.getLogger(__name__)

MOST_AT_ONCE = 40
"""Accounts that are asked about at a time."""


class Relating:
    """Has the store learn it. A guest relates to nobody.

    Args:
        is_guest: nobody asks.
    """

    def __init__(self, remote: Remote, store: Store, tasks: Tasks, *, is_guest: bool) -> None:
        self._remote = remote
        self._store = store
        self._tasks = tasks
        self._is_guest = is_guest
        self._wanted: dict[AccountId, None] = {}
        """Those in view of whom it is not known."""
        self._asked_about: set[AccountId] = set()
        self._is_asking = False

    def look_at(self, ids: Sequence[AccountId], around: Sequence[AccountId] = ()) -> None:
        """These are on the screen: learn how the reader relates to them, and to nobody else.

        Args:
            ids: those on the screen.
            around: those close to it, who are asked about with them, so that not every key asks for one.
        """
        if self._is_guest or all(map(self._is_settled, ids)):
            return
        wanted = [one for one in (*ids, *around) if not self._is_settled(one)]
        self._wanted = dict.fromkeys(wanted)
        if wanted and not self._is_asking:
            self._is_asking = self._tasks.spawn(self._ask(), "asking how you relate to people") is not None

    def begin_anew(self) -> None:
        """Those of whom nothing could be learned may be asked about once more."""
        self._asked_about.clear()

    def _is_settled(self, account_id: AccountId) -> bool:
        return account_id in self._asked_about or self._store.relationship(account_id) is not None

    async def _ask(self) -> None:
        """A list without that is a list all the same."""
        try:
            while self._wanted:
                some = list(self._wanted)[:MOST_AT_ONCE]
                self._asked_about.update(some)
                self._wanted = {one: None for one in self._wanted if one not in self._asked_about}
                self._store.put_relationships(await self._remote.patient(_about(some), lists=True))
        except ServerError as error:
            log.info("How the reader relates to people: %s", error)
        finally:
            self._is_asking = False


def _about(ids: list[AccountId]) -> Callable[[Client], Awaitable[list[Relationship]]]:
    return lambda client: client.accounts.relationships(id=ids)
