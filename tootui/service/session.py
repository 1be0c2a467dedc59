"""One signed-in account: everything that goes on for it, whatever is on screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tootui.model.account import Account
from tootui.model.base import AccountId, EntityKey, StatusId
from tootui.model.errors import CredentialsError
from tootui.model.instance import Limits, Preferences
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.acquaintance import META_KEY, Acquaintance
from tootui.service.apart import Apart
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.feed_parts import FeedServices
from tootui.service.notices import Notices
from tootui.service.places import Places
from tootui.service.reader import Reader
from tootui.service.remote import Remote
from tootui.service.reveals import Reveals
from tootui.service.shelf import Shelf
from tootui.service.storage import DISK_SECONDS, Storage
from tootui.service.tasks import Tasks

if TYPE_CHECKING:
    from tootui.api.features import Feature
    from tootui.config.credentials import CredentialStore, StoredAccount
    from tootui.config.settings import Settings
    from tootui.model.tags import Tag
    from tootui.model.trends import TrendsLink
    from tootui.service.actions import Actions
    from tootui.service.drafts import Drafts
    from tootui.service.enquiries import Enquiries
    from tootui.service.feeds import Feed
    from tootui.service.network import Network
    from tootui.service.news import News
    from tootui.service.outbox import Outbox
    from tootui.service.profile import Profile
    from tootui.service.relations import Relations
    from tootui.service.rewriting import Rewriting
    from tootui.service.standby import Standby
    from tootui.service.threads import Thread
    from tootui.service.translations import Translations
    from tootui.service.trends import Trends
    from tootui.service.unsent import Unsent
    from tootui.service.uploads import Uploads
    from tootui.service.writing import Writing

CLOSING_SECONDS = 0.3
"""How long each of the few steps of ending may take."""


class Session:
    """Opened from disk alone; `start` begins to talk to the server, `close` leaves everything on disk."""

    def __init__(
        self,
        account: StoredAccount,
        *,
        settings: Settings,
        credentials: CredentialStore,
        clock: Clock,
        is_demo: bool,
    ) -> None:
        self.account = account
        self.name = account.name
        self.is_demo = is_demo
        self.clock = clock
        self.notices = Notices(clock)
        self.connection = Connection(clock)
        self._settings = settings
        self._credentials = credentials
        self._closed = False
        self._tasks = Tasks(self.notices)
        self._storage = storage = Storage(account, settings, is_demo=is_demo, notices=self.notices, clock=clock)
        self.store = storage.store
        self.arrangement = storage.arrangement
        self._acquaintance = Acquaintance(
            storage.cache.read_meta(META_KEY), lambda known: storage.persist.keep_meta(META_KEY, known), clock
        )
        self._reader = reader = Reader(account, self._acquaintance)
        self.is_guest, self.host = reader.is_guest, reader.host
        self.first_place, self.why_not_write = reader.first_place, reader.why_not_write
        self._remote = Remote(self.connection, is_guest=self.is_guest)
        self.apart = Apart(self.store, self._remote, self._tasks, clock, storage.cache, storage.persist)
        self._services = services = self._feed_services()
        self._places = Places(
            services,
            self._remote,
            settings,
            arrangement=self.arrangement,
            is_demo=is_demo,
            is_guest=self.is_guest,
            is_mine=self.is_mine,
            outbox=lambda: self.outbox,
        )
        self.shelf = Shelf(self._remote, services, self.arrangement, is_guest=self.is_guest)
        self.reveals = Reveals(
            self.store.status,
            lambda: self.preferences,
            storage.persist.keep_revealed,
            storage.cache.read_reveals(),
            self.store.relationship,
        )
        self._acquaintance.observe(self.reveals.preferences_changed)
        self.store.observe(self._drop_deleted)

    def _feed_services(self) -> FeedServices:
        return FeedServices(
            store=self.store,
            cache=self._storage.cache,
            persist=self._storage.persist,
            connection=self.connection,
            tasks=self._tasks,
            notices=self.notices,
            clock=self.clock,
            habits=self._acquaintance.habits,
            apart=self.apart,
            network=lambda: self._network,
            instance=lambda: self._acquaintance.instance,
            is_guest=self.is_guest,
        )

    @cached_property
    def _network(self) -> Network:
        """What brings the news; the first frame does without."""
        from tootui.service.network import Network

        return Network(
            self._remote,
            self._acquaintance,
            store=self.store,
            connection=self.connection,
            notices=self.notices,
            tasks=self._tasks,
            clock=self.clock,
            is_mine=self.is_mine,
        )

    @cached_property
    def _writing(self) -> Writing:
        """What changes something on the server; the first frame does without."""
        from tootui.service.writing import Writing

        return Writing(
            self,
            words=self._storage.words,
            writer=self._storage.writer,
            remote=self._remote,
            tasks=self._tasks,
            acquaintance=self._acquaintance,
            published=self._places.take_published,
            compose=self._settings.compose,
            services=self._services,
        )

    @cached_property
    def enquiries(self) -> Enquiries:
        """What is asked about single posts, and while one is written."""
        from tootui.service.enquiries import Enquiries

        return Enquiries(self, self._remote, self._tasks, self._storage, self._services, self._settings.search)

    @cached_property
    def news(self) -> News:
        """What others did that concerns the reader, and what they wrote to the reader alone."""
        from tootui.service.news import News

        return News(self, self._remote, self._services, self._places.notification_feeds)

    @cached_property
    def standby(self) -> Standby:
        """What it does while another account is on the screen."""
        from tootui.service.standby import Standby

        return Standby(self, self._network, self._remote, self._acquaintance, self._tasks)

    @property
    def translations(self) -> Translations | None:
        """What was translated; None while nobody asked for any, so that the first frame does without."""
        return self.enquiries.translations if "enquiries" in vars(self) else None

    @property
    def actions(self) -> Actions:
        """What can be done to posts."""
        return self._writing.actions

    @property
    def relations(self) -> Relations:
        """What can be done about people."""
        return self._writing.relations

    @property
    def drafts(self) -> Drafts:
        """What is being written."""
        return self._writing.drafts

    @property
    def outbox(self) -> Outbox:
        """What is on its way."""
        return self._writing.outbox

    @property
    def unsent(self) -> Unsent:
        """What was written and nobody sees yet."""
        return self._writing.unsent

    @property
    def rewriting(self) -> Rewriting:
        """Own posts taken up again."""
        return self._writing.rewriting

    @property
    def uploads(self) -> Uploads:
        """Files of what is being written."""
        return self._writing.uploads

    def offers(self, feature: Feature) -> bool:
        """Whether the server is known to have something, or it is worth a try."""
        return self._acquaintance.offers(feature)

    @classmethod
    def open(
        cls,
        account: StoredAccount,
        *,
        settings: Settings,
        credentials: CredentialStore,
        clock: Clock | None = None,
        is_demo: bool = False,
    ) -> Session:
        """Open an account from disk, with the home timeline where it was left. Nothing is sent.

        Needs no running loop, loads nothing that speaks HTTP, and never fails for what is on disk.
        """
        session = cls(account, settings=settings, credentials=credentials, clock=clock or Clock(), is_demo=is_demo)
        session.feed(session.first_place)
        return session

    # Who and where

    @property
    def me(self) -> Account | None:
        """The reader's own account, None until the server told for the first time."""
        return self._acquaintance.me

    @property
    def acct(self) -> str:
        """The reader's full name for the header: ``@you@server``; empty for a guest."""
        return self._reader.acct

    @property
    def limits(self) -> Limits:
        """What the server accepts in a post."""
        return self._acquaintance.limits

    @property
    def preferences(self) -> Preferences:
        """The reader's choices kept by the server."""
        return self._acquaintance.preferences

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when account, limits or preferences changed; the result stops that."""
        return self._acquaintance.observe(callback)

    def is_mine(self, status: Status) -> bool:
        """Whether a post (of a boost: the boosted one) is the reader's own."""
        return self._reader.is_mine(status)

    # Places

    def feed(self, place: Place) -> Feed:
        """The timeline of a place; the same object each time."""
        return self._places.feed(place)

    def trends(self, place: Place) -> Trends[Tag] | Trends[TrendsLink]:
        """The tags or links that many talk about; open them to have them filled."""
        return self._places.trends(place)

    def thread(self, status_id: StatusId) -> Thread:
        """The thread around a post; open it to have it filled."""
        return self._places.thread(status_id)

    @property
    def flows_in(self) -> bool:
        """Whether new posts come in at the top of a place while its reader is there."""
        return self._settings.timeline.flow_in

    def profile(self, account_id: AccountId) -> Profile:
        """Somebody's profile; open it to have it filled."""
        return self._places.profile(account_id, is_me=self._reader.is_me(account_id), host=self.host)

    # Beginning and ending

    async def start(self) -> None:
        """Begin to talk to the server, in the background. Call it after the first frame."""
        self._storage.begin(self._tasks)
        self._tasks.spawn(self._begin(), "connecting")

    async def _begin(self) -> None:
        token = None if self.is_guest else await self._token()
        await self._network.begin(self.account.server, token, patience=self._settings.network.timeout_seconds)
        if self.is_guest:
            return
        if not self.is_demo:  # each demo is a world of its own
            self._writing.wishes.restore()
        self.outbox.recover()

    async def _token(self) -> str:
        try:
            return await asyncio.to_thread(self._credentials.token_of, self.name)
        except CredentialsError as error:
            self.connection.sign_in_lost(str(error))
            raise

    async def close(self) -> None:
        """End: what is being sent may finish, the rest is written down. Takes about a second at most; works once."""
        if self._closed:
            return
        self._closed = True
        last = [self.outbox.finish(CLOSING_SECONDS), self._remote.finish(), *self._places.leave()]
        leaving = [asyncio.create_task(one) for one in last]
        await asyncio.wait(leaving, timeout=CLOSING_SECONDS)
        for late in leaving:
            late.cancel()
        self._writing.wishes.save()
        await self._tasks.close(CLOSING_SECONDS)
        if self._acquaintance.habits.min_id_is_adjacent is not None:
            self._acquaintance.save()
        self._storage.close()
        ending = [self._remote.close(), self.disk.written()]
        await asyncio.wait([asyncio.create_task(one) for one in ending], timeout=DISK_SECONDS)

    @property
    def disk(self) -> Storage:
        """What it has on disk, where some of it may still be on its way when it is closed."""
        return self._storage

    # Between the parts

    def _drop_deleted(self, keys: frozenset[EntityKey]) -> None:
        for kind, entity_id in keys:
            if kind == "status" and self.store.is_deleted(entity_id):
                self._places.drop(entity_id)
