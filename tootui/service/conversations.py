"""Direct messages by who takes part: known from the last time, told of while there is a stream, else asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tootui.api.features import Feature
from tootui.model.base import AccountId, EntityKey, StatusId, known
from tootui.model.conversations import Conversation
from tootui.model.errors import Forbidden, Missing, ServerError
from tootui.model.events import ConversationChanged, Event
from tootui.model.places import Place
from tootui.service.conversation_marks import ConversationMarks, last_id
from tootui.service.feed_parts import FeedServices, FeedState
from tootui.service.remote import Remote
from tootui.service.signals import Stateful

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.model.pages import Page
    from tootui.model.status import Status

log = logging.getLogger(__name__)

PAGE_SIZE = 40
SECONDS_BETWEEN = 120.0
"""So often it is asked for what is new where no stream tells it."""
SECONDS_OF_REST = 1.0
"""After a sign that something is new, for what tells it by itself."""
NOT_HERE = "This server does not gather direct messages by conversation. They stand in your home timeline."
NOT_FOR_YOU = "This server does not show direct messages to tootui: your sign-in does not allow it."

SeesRows = Callable[[], Collection[object]]
"""Gives the conversations that are to keep their place for somebody who looks at them."""

_LONG_AGO, _FAR_OFF = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Conversations(Stateful[FeedState]):
    """Everything here returns at once but `poll` and `refresh`; changes are told to observers.

    Args:
        offers: whether the server is known to have something, or it is worth a try.
        found: told whether the server has conversations, whenever that is known.
    """

    def __init__(
        self,
        remote: Remote,
        services: FeedServices,
        *,
        offers: Callable[[Feature], bool],
        found: Callable[[bool], None],
    ) -> None:
        super().__init__(FeedState())
        self.place = Place.DIRECT
        self._remote = remote
        self._services = services
        self._offers = offers
        self._found = found
        self._known: dict[str, Conversation] = {}
        """As the server last told them, in the order of the rows."""
        self._older: str | None = None
        self._marks = ConversationMarks(remote, services, changed=self._signal.emit, kept=self._keep)
        self._eyes: list[SeesRows] = []
        self._is_followed = self._hears = False
        self._signs: set[StatusId] = set()
        """Posts that say there may be something new; asked after in a moment."""

    # What there is

    @property
    def items(self) -> list[Conversation]:
        """Those that are on the list, in the order of the rows: what is new comes on top, nothing else moves."""
        return [self._marks.visible(one) for one in self._known.values() if self._is_listed(one)]

    def get(self, conversation_id: str) -> Conversation | None:
        """One of them, None where it is not on the list."""
        one = self._known.get(conversation_id)
        return self._marks.visible(one) if one is not None and self._is_listed(one) else None

    @property
    def unread_count(self) -> int | None:
        """How many are unread, None while that is not known."""
        if self.state.closed is not None or not (self.state.loaded_once or self.state.from_cache):
            return None
        return sum(one.unread for one in self.items)

    def _is_listed(self, one: Conversation) -> bool:
        """Neither put away, nor with nobody but people whom the reader has blocked."""
        is_shut_out = bool(one.accounts) and all(self._is_blocked(account.id) for account in one.accounts)
        return not is_shut_out and not self._marks.is_removed(one)

    def _is_blocked(self, account_id: AccountId) -> bool:
        relationship = self._services.store.relationship(account_id)
        return relationship is not None and known(relationship.blocking, False)

    # Following them

    def restore(self) -> None:
        """Have at hand what the cache kept."""
        if self._known:
            return
        kept = self._services.cache.read_conversations(PAGE_SIZE)
        if kept:
            self._services.store.restore_statuses(_posts_of(kept))
            self._known = {one.id: one for one in kept}
            self.arrange()
            self._set(from_cache=True)

    def open(self) -> None:
        """Somebody looks: ask the server now, and follow what changes from now on."""
        self.restore()
        if self.state.closed is not None:
            return
        if not self._offers(Feature.CONVERSATIONS):
            self._close(NOT_HERE)
            return
        self._services.poller.watch(self, SECONDS_BETWEEN)
        self._follow()

    def _follow(self) -> None:
        if not self._is_followed:
            self._is_followed = True
            self._services.streams.watch(self)
        if not self._hears:
            self._hears = True
            self._services.streams.hear(self._heard)
            self._services.store.observe(self._entities_changed)

    def watch(self, eyes: SeesRows) -> Callable[[], None]:
        """Leave in their place those that somebody has before their eyes; the result stops that."""
        self._eyes.append(eyes)
        return lambda: self._eyes.remove(eyes) if eyes in self._eyes else None

    def keep_counted(self) -> None:
        """Somebody wants to know how many are unread, from now on."""
        if not self._is_followed:
            self.open()

    async def refresh(self) -> None:
        """Ask the server now and put them in order; a failure is told. What was closed may be open by now."""
        was_closed = self.state.closed is not None
        self._set(closed=None)
        try:
            await self.poll()
        except ServerError as error:
            if self.state.closed is None:
                self._services.notices.post(str(error), "error", key="refresh")
        else:
            if was_closed:
                self.open()
        self.arrange()

    async def poll(self) -> None:
        """Ask for the newest ones.

        Raises:
            ServerError: they could not be had; what is there stays.
        """
        if not self._offers(Feature.CONVERSATIONS):  # the server's software is known by now
            self._close(NOT_HERE)
            return
        self._set(loading_newer=True)
        before = dict(self._known)
        try:
            page = await self._remote.call(_first_page, lists=True)
        except ServerError as error:
            self._refused(error)
            raise
        finally:
            self._set(loading_newer=False)
        self._found(True)
        self._take_newest(page, before)
        self._set(error=None, closed=None, loaded_once=True, from_cache=False, at_end=self._older is None)
        self._keep()

    def want_older(self) -> None:
        """Read on, if there is more and nothing is being read."""
        if self._older is not None and not self.state.loading_older:
            self._set(loading_older=True)
            self._services.tasks.spawn(self._load_older(self._older), "loading older direct messages")

    async def _load_older(self, link: str) -> None:
        try:
            page = await self._remote.call(lambda client: client.follow_link(link, Conversation), lists=True)
        except ServerError as error:
            self._set(error=str(error), loading_older=False)
            return
        fresh = [one for one in page.items if one.id not in self._known]
        self._take_in(fresh)
        self._known |= {one.id: one for one in fresh}
        self._older = page.older if fresh else None
        self._set(error=None, loading_older=False, at_end=self._older is None)
        self._signal.emit()

    def arrange(self) -> None:
        """Put the unread ones first, then by their newest posts."""
        ordered = sorted(self._known.values(), key=_moment, reverse=True)
        ordered.sort(key=lambda one: not self._marks.visible(one).unread)
        self._known = {one.id: one for one in ordered}
        self._signal.emit()

    def _refused(self, error: ServerError) -> None:
        if isinstance(error, Missing):
            self._close(NOT_HERE)
        elif isinstance(error, Forbidden):
            self._follow_no_longer(NOT_FOR_YOU)
        else:
            self._set(error=str(error))

    def _close(self, reason: str) -> None:
        """The server does not have them: it is not asked again unless the reader wants that."""
        self._found(False)
        self._follow_no_longer(reason)

    def _follow_no_longer(self, reason: str) -> None:
        self._services.poller.unwatch(self)
        self._services.streams.unwatch(self)
        self._is_followed = False
        self._set(closed=reason, error=None)

    # What the server tells

    def _take_newest(self, page: Page[Conversation], before: dict[str, Conversation]) -> None:
        """Take what is on top of the server's list; what was there and is not any more was put away elsewhere.

        What was told since it was asked for, the answer cannot know.
        """
        since = {key for key, one in self._known.items() if before.get(key) is not one}
        told = {one.id: one for one in page.items}
        oldest = min((_moment(one) for one in page.items if one.last_status is not None), default=_FAR_OFF)
        is_first = not self.state.loaded_once
        if is_first or page.older is None:
            self._older = page.older
        gone = [
            one.id
            for one in self._known.values()
            if one.id not in {*told, *since} and (page.older is None or is_first or _moment(one) > oldest)
        ]
        for conversation_id in gone:
            del self._known[conversation_id]
        self._raise(one for one in page.items if one.id not in since or self._is_newer(one, ()))
        if is_first:
            self.arrange()
        self._signal.emit()

    def _heard(self, event: Event) -> None:
        """Take what the stream tells: a newer post in one, or a new one."""
        if not isinstance(event, ConversationChanged):
            return
        self._raise([event.conversation])
        self._signal.emit()
        self._keep()

    def _raise(self, told: Iterable[Conversation]) -> None:
        """Take them in: on top those that are new here or have a newer post, but for what is before somebody's eyes."""
        fresh = {one.id: one for one in told}
        self._take_in(fresh.values())
        held = {row for eyes in self._eyes for row in eyes()}
        risen = {one.id: one for one in fresh.values() if self._is_newer(one, held)}
        self._known = {**risen, **self._known, **fresh}

    def _is_newer(self, one: Conversation, held: Collection[object]) -> bool:
        before = self._known.get(one.id)
        if before is None:
            return True
        return one.id not in held and last_id(one) != last_id(before) and _moment(one) >= _moment(before)

    def _take_in(self, conversations: Iterable[Conversation]) -> None:
        told = list(conversations)
        self._services.store.put_statuses(_posts_of(told))
        self._services.store.put_accounts(account for one in told for account in one.accounts)

    def _keep(self) -> None:
        """Keep the newest for the next start, their posts as they are by now."""
        newest = sorted(self.items, key=_moment, reverse=True)[:PAGE_SIZE]
        base = self._services.store.base_status
        kept = [replace(one, last_status=base(last_id(one) or "")) for one in newest]
        self._services.persist.keep_conversations(kept)

    # What happens elsewhere

    def arrive(self, status_ids: list[StatusId]) -> None:
        """Its stream brings conversations, no posts."""

    def told_no_longer(self) -> None:
        """Nothing depends on that: where no stream tells, it is asked."""

    def told_again(self) -> None:
        """It was asked just now what happened in between."""

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        """Where no stream tells of conversations, a direct post from anywhere is the sign that there is something."""
        if any(kind == "relationship" for kind, _ in keys):
            self._signal.emit()  # somebody may be blocked now, or no longer
        signs = {status_id for kind, status_id in keys if kind == "status" and self._is_sign(status_id)}
        is_asking = bool(self._signs)
        self._signs |= signs
        if signs and not is_asking:
            self._services.tasks.spawn(self._ask_soon(), "asking for direct messages")

    def _is_sign(self, status_id: StatusId) -> bool:
        if self._services.store.is_deleted(status_id):
            return any(last_id(one) == status_id for one in self._known.values())
        status = self._services.store.held_status(status_id)
        if status is None or status.visibility != "direct" or not self.state.loaded_once:
            return False
        return status.created_at > max((_moment(one) for one in self._known.values()), default=_LONG_AGO)

    async def _ask_soon(self) -> None:
        await self._services.clock.sleep(SECONDS_OF_REST)
        signs, self._signs = self._signs, set()
        if not self._services.connection.usable or not any(map(self._is_sign, signs)):
            return
        try:
            await self.poll()
        except ServerError as error:
            log.info("Asking for direct messages: %s", error)

    # What the reader does

    def mark_read(self, conversation_id: str) -> None:
        """It was read: at once here, and on the server as soon as that is possible. May be said twice."""
        one = self.get(conversation_id)
        if one is not None and one.unread:
            self._marks.read(one)

    def remove(self, conversation_id: str) -> None:
        """Take one off the list, until somebody writes in it again; its posts stay."""
        one = self.get(conversation_id)
        if one is not None:
            self._marks.remove(one)


async def _first_page(client: Client) -> Page[Conversation]:
    return await client.conversations.list(limit=PAGE_SIZE)


def _moment(one: Conversation) -> datetime:
    return one.last_status.created_at if one.last_status is not None else _LONG_AGO


def _posts_of(conversations: Iterable[Conversation]) -> list[Status]:
    return [one.last_status for one in conversations if one.last_status is not None]
