"""A list that the server pages by its own links, the same for whoever looks at it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from tootui.model.errors import ServerError
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.service.closed import why_refused
from tootui.service.feed_parts import FeedServices, FeedState
from tootui.service.remote import Remote
from tootui.service.signals import Stateful

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.api.paged import Paged

E = TypeVar("E")


class Listed(Stateful[FeedState], Generic[E]):
    """One such list. Everything here returns at once; what it brings is told to observers.

    It is asked for when it is opened and when the reader wants it anew: what changes by itself would move under the
    eyes.

    Args:
        listed: the request for it.
        name: what makes two items the same; pages overlap where the list changed in between.
    """

    def __init__(
        self,
        place: Place,
        entity: type[E],
        listed: Callable[[Client], Paged[E]],
        name: Callable[[E], str],
        remote: Remote,
        services: FeedServices,
    ) -> None:
        super().__init__(FeedState())
        self.place = place
        self.items: list[E] = []
        """In the server's order. A new list after each change."""
        self._entity = entity
        self._listed = listed
        self._name = name
        self._remote = remote
        self._services = services
        self._loading = asyncio.Lock()
        self._link: str | None = None
        self._wants_older = False
        """Whether more is wished for that is not asked for yet."""

    def open(self) -> None:
        """Somebody looks at it: bring it, or bring it anew."""
        self._services.tasks.spawn(self._load(), f"loading {self.place.title.lower()}")

    async def refresh(self) -> None:
        """Ask for it anew; a failure is told."""
        await self._load(told=True)

    def want_older(self) -> None:
        """Bring more of it, as often as one likes: after what is on its way, for the wish comes once."""
        if self._link is not None and not self.state.loading_older and not self._wants_older:
            self._wants_older = True
            self._services.tasks.spawn(self._load_more(), f"loading more {self.place.title.lower()}")

    async def _load(self, *, told: bool = False) -> None:
        async with self._loading:
            self._set(loading_newer=True, closed=None)
            try:
                page = await self._remote.patient(self._first, lists=True)
            except ServerError as error:
                closed = why_refused(self.place, error, is_guest=self._services.is_guest)
                self._set(error=str(error), closed=closed)
                if told and closed is None:
                    self._services.notices.post(str(error), "error", key="refresh")
            else:
                self._link = page.older
                self.items = self._each_once(page.items)
                self._set(error=None, loaded_once=True, at_end=page.older is None)
            finally:
                self._set(loading_newer=False)
                self._signal.emit()

    async def _first(self, client: Client) -> Page[E]:
        return await self._listed(client)

    async def _load_more(self) -> None:
        async with self._loading:
            self._wants_older = False
            link = self._link
            if link is None:
                return
            self._set(loading_older=True)
            try:
                page = await self._remote.call(lambda client: client.follow_link(link, self._entity), lists=True)
            except ServerError as error:
                self._set(error=str(error))
            else:
                before = len(self.items)
                self.items = self._each_once([*self.items, *page.items])
                self._link = page.older if len(self.items) > before else None
                self._set(error=None, at_end=self._link is None)
            finally:
                self._set(loading_older=False)
                self._signal.emit()

    def _each_once(self, items: list[E]) -> list[E]:
        return list({self._name(item): item for item in items}.values())
