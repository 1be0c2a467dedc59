"""What the parts of a feed share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from tootui.cache.posts import PostCache
from tootui.model.base import StatusId
from tootui.model.instance import InstanceInfo
from tootui.model.pages import Gap
from tootui.service.apart import Apart
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.notices import Notices
from tootui.service.paging import Habits
from tootui.service.persist import Persist
from tootui.service.tasks import Tasks
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.service.importer import Importer
    from tootui.service.network import Network
    from tootui.service.poller import Poller
    from tootui.service.streams import Streams


class FeedState(Struct, frozen=True):
    """What a feed is about. ``error`` is a sentence about what the reader waits for.

    ``loaded_once``: the server has answered in this session. News that could not be fetched are no error here: the
    connection tells. ``read_elsewhere`` is the post to which the reader came in another client, where that is further.
    ``closed`` is a sentence why the place cannot be had here at all.
    """

    loading_older: bool = False
    loading_newer: bool = False
    loading_gap: Gap | None = None
    error: str | None = None
    at_end: bool = False
    loaded_once: bool = False
    from_cache: bool = False
    read_elsewhere: StatusId | None = None
    closed: str | None = None


class FeedServices(Struct, frozen=True):
    """The parts of a session that its feeds work with."""

    store: Store
    cache: PostCache
    persist: Persist
    connection: Connection
    tasks: Tasks
    notices: Notices
    clock: Clock
    habits: Habits
    apart: Apart
    network: Callable[[], Network]
    """Made when it is first needed, after the first frame."""
    instance: Callable[[], InstanceInfo | None]
    """The server in brief, None until it told."""
    is_guest: bool = False

    @property
    def importer(self) -> Importer:
        """Takes what the server sends into the store."""
        return self.network().importer

    @property
    def poller(self) -> Poller:
        """Asks for news."""
        return self.network().poller

    @property
    def streams(self) -> Streams:
        """Listen for news."""
        return self.network().streams
